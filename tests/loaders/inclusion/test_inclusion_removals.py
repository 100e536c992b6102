"""A place that has closed, a list that is not published any more, leave the store."""

import pytest
from sqlalchemy import Engine

from data import schema
from data.settings import Settings
from loaders import removals, removing
from loaders.pipeline import Context, LoadError
from tests.loaders.buildings.building_store import NOW_S, load
from tests.loaders.inclusion.place_store import load_file
from tests.loaders.measured import rows


@pytest.fixture
def store(engine: Engine) -> Engine:
    for source in ("lieux-mediation", "hub-lo"):
        load_file(engine, source)
    return engine


def remove(engine: Engine, kind: str, *identifiers: str) -> str:
    context = Context(Settings(), engine, NOW_S, "remove")
    return removing.remove(removals.BY_KIND[kind], identifiers, context)


def of_places(engine: Engine) -> dict[str, list[tuple]]:
    """The records (source, identifier) of each place on screen."""
    found: dict[str, list[tuple]] = {}
    for source, record, place, *_ in rows(engine, schema.inclusion_place_record):
        found.setdefault(place, []).append((source, record))
    return found


def test_a_place_goes_with_its_records_of_every_source(store: Engine) -> None:
    before = of_places(store)
    place, own = max(before.items(), key=lambda item: len(item[1]))
    said = remove(store, "lieux", place)
    assert f"fiches ({len(own)})" in said
    assert of_places(store) == {name: of for name, of in before.items() if name != place}
    assert place not in {row[0] for row in rows(store, schema.inclusion_place)}
    # The same file gives it back, when it is asked.
    assert "--again" in said


def test_a_list_goes_whole(store: Engine) -> None:
    remove(store, "listes-lieux", "hub-lo")
    sources = {row[0] for row in rows(store, schema.inclusion_record)}
    assert sources == {"lieux-mediation"}
    assert {source for own in of_places(store).values() for source, _ in own} == sources


def test_a_month_of_activity_goes_alone(engine: Engine) -> None:
    lines = [f"lieu-1;37261;{month};total;;4" for month in ("01/2024", "02/2024")]
    table = ["lieu;code commune;mois;rubrique;libellé;nombre", *lines]
    report = load(engine, "accompagnements", "\n".join(table))
    assert report.rejected.is_empty()
    (place,) = {row[1] for row in rows(engine, schema.inclusion_activity)}
    remove(engine, "accompagnements", f"{place}:2024-02")
    assert [f"{row[2]:%Y-%m}" for row in rows(engine, schema.inclusion_activity)] == ["2024-01"]


@pytest.mark.parametrize("kind", ["lieux", "listes-lieux", "accompagnements"])
def test_an_unknown_identifier_removes_nothing(store: Engine, kind: str) -> None:
    before = rows(store, schema.inclusion_record)
    with pytest.raises(LoadError, match="ne connaît pas INCONNU"):
        remove(store, kind, "INCONNU")
    assert rows(store, schema.inclusion_record) == before
