"""Notes on leaks, and the names that sign them, leave the store when it is asked."""

from datetime import date

import pytest
from sqlalchemy import Engine, insert, update

from data import db, schema
from data.settings import Settings
from loaders import removals, removing
from loaders.__main__ import main
from loaders.pipeline import Context, LoadError
from tests.loaders.buildings.building_store import NOW_S
from tests.loaders.measured import at, rows

TOLD = [
    ("sector", "BOURG", "2026-11-22 14:05", "Équipe envoyée", "Camille Martin"),
    ("sector", "BOURG", "2026-11-22 18:30", "M. Durand a appelé", "camille martin"),
    ("sector", "BOURG", "2026-11-23 09:00", "Réparée", ""),
    ("sector", "BOURG2", "2026-11-22 14:05", "", "B"),
    ("customer", "C:1", "2026-11-22 14:05", "Abonné prévenu", "B"),
]


@pytest.fixture
def store(engine: Engine) -> Engine:
    fill(engine)
    return engine


def fill(engine: Engine) -> None:
    with engine.begin() as connection:
        for kind, place, told, note, author in TOLD:
            connection.execute(
                insert(schema.water_follow_up).values(
                    place_kind=kind, place_id=place, anchor_day=date(2026, 11, 22), state="seen",
                    note=note, author=author, at_s=at(told),
                )
            )  # fmt: skip


def remove(kind: str, identifiers: list[str], engine: Engine) -> str:
    context = Context(Settings(), engine, NOW_S, "remove")
    return removing.remove(removals.BY_KIND[kind], identifiers, context)


def kept(engine: Engine) -> list[int]:
    """Which of TOLD are still there."""
    notes = [(row[1], row[2], row[7], row[5]) for row in rows(engine, schema.water_follow_up)]
    told = [(kind, place, at(when), note) for kind, place, when, note, _author in TOLD]
    return [told.index(note) for note in notes]


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        (["BOURG"], [3, 4]),
        (["bourg"], [3, 4]),
        (["BOURG:2026-11-22"], [2, 3, 4]),
        (["BOURG:2026-11-22 18:30"], [0, 2, 3, 4]),
        (["BOURG:2026-11"], [3, 4]),
        (["C:1"], [0, 1, 2, 3]),
        (["C:1:2026-11-22", "BOURG2"], [0, 1, 2]),
    ],
)
def test_notes_of_a_place_or_of_a_moment_are_erased(
    store: Engine, asked: list[str], left: list[int]
) -> None:
    said = remove("suivi", asked, store)
    assert kept(store) == left
    assert f"notes ({len(TOLD) - len(left)})" in said
    # The account of loads says neither the place nor the note; screens read the store again.
    (run,) = rows(store, schema.load_run)
    assert "BOURG" not in str(run)


@pytest.mark.parametrize(
    "asked", [["AILLEURS"], ["BOURG:2025"], ["BOURG:"], ["BOURG:202"], ["BOURG", "AILLEURS"]]
)
def test_what_names_no_note_removes_nothing(store: Engine, asked: list[str]) -> None:
    with pytest.raises(LoadError, match="Rien n’a été retiré"):
        remove("suivi", asked, store)
    assert kept(store) == [0, 1, 2, 3, 4]


def test_a_name_given_with_notes_is_taken_off_them(store: Engine) -> None:
    said = remove("auteurs", ["Camille Martin"], store)
    assert [row[6] for row in rows(store, schema.water_follow_up)] == ["", "", "", "B", "B"]
    assert kept(store) == [0, 1, 2, 3, 4]
    # The account of loads does not name who asked.
    assert "Camille" not in said + str(rows(store, schema.load_run))


def test_a_name_is_known_whatever_the_case_of_its_accents(store: Engine) -> None:
    with store.begin() as connection:
        connection.execute(update(schema.water_follow_up).values(author="ÉMILIE BÂ"))
    remove("auteurs", ["Émilie Bâ"], store)
    assert {row[6] for row in rows(store, schema.water_follow_up)} == {""}


def test_an_unknown_name_removes_nothing(store: Engine) -> None:
    with pytest.raises(LoadError, match="Rien n’a été retiré"):
        remove("auteurs", ["personne"], store)


def test_the_command_erases_a_note(sqlite_store: str, monkeypatch, capsys) -> None:
    engine = db.make_engine(sqlite_store)
    fill(engine)
    monkeypatch.setenv("GABARE_DATABASE_URL", sqlite_store)
    assert main(["remove", "suivi", "BOURG"]) == 0
    assert "notes (3)" in capsys.readouterr().out
    assert kept(engine) == [3, 4]
    engine.dispose()
