"""A lamp taken down leaves the inventory; what was spent and mended stays."""

import pytest
from sqlalchemy import Engine

from data import schema
from data.settings import Settings
from loaders import removals, removing
from loaders.lighting import lighting_rollup
from loaders.lighting.lighting_removals import LIGHTING_REMOVALS
from loaders.pipeline import Context, LoadError
from tests.loaders.buildings.building_store import NOW_S, load
from tests.loaders.lighting.light_store import PRM, fill_lighting
from tests.loaders.measured import rows

TABLES = (
    schema.light_point,
    schema.light_schedule,
    schema.light_reduction,
    schema.reading,
    schema.light_cabinet,
    schema.light_bill,
    schema.light_fault,
    schema.light_zone,
)
KNOWN = {
    "points-lumineux": "P1",
    "horaires-eclairage": "A1:2024-05-01",
    "factures-eclairage": PRM,
    "pannes-eclairage": "N1",
    "zones-protegees": "Z1",
}


@pytest.fixture
def store(engine: Engine, request: pytest.FixtureRequest) -> Engine:
    request.getfixturevalue("without_sums")
    fill_lighting(engine)
    for source, text in (
        ("horaires-eclairage", "armoire;date d’effet;de;à\n"
         "A1;01/10/2022;23:00;05:00\nA1;01/05/2024;22:00;06:00\nA2;01/10/2022;23:00;05:00\n"),
        ("factures-eclairage",
         f"prm;mois;kwh\n{PRM};01/2024;100\n{PRM};02/2024;90\nA2;01/2024;5\n"),
        ("courbes-eclairage", "armoire;horodatage;valeur;unité\n"
         "A1;12/01/2024 18:00;3;kW\nA1;12/01/2024 19:00;3;kW\n"),
        ("pannes-eclairage", "id;signalée le;point;armoire\n"
         "N1;12/01/2024 18:30;P1;\nN2;12/01/2024 18:30;;A2\n"),
        ("zones-protegees", "id;type;wkt\nZ1;Site classé;"
         "POLYGON((0.68 47.38, 0.70 47.38, 0.70 47.40, 0.68 47.38))\n"),
    ):  # fmt: skip
        assert load(engine, source, text).rejected.is_empty()
    return engine


def remove(engine: Engine, kind: str, *identifiers: str) -> str:
    context = Context(Settings(), engine, NOW_S, "remove")
    return removing.remove(removals.BY_KIND[kind], identifiers, context)


def left(engine: Engine) -> list[int]:
    """The number of rows of each of TABLES."""
    return [len(rows(engine, table)) for table in TABLES]


# Points, schedules, switch-offs, readings, cabinets, months billed, faults, zones.
@pytest.mark.parametrize(
    ("kind", "identifier", "expected"),
    [
        ("points-lumineux", "p1", [2, 3, 3, 2, 2, 3, 2, 1]),
        ("armoires", "a1", [1, 1, 1, 0, 1, 3, 2, 1]),
        ("horaires-eclairage", "A1", [3, 1, 1, 2, 2, 3, 2, 1]),
        ("horaires-eclairage", "a1:2024-05-01", [3, 2, 2, 2, 2, 3, 2, 1]),
        ("factures-eclairage", PRM, [3, 3, 3, 2, 2, 1, 2, 1]),
        ("factures-eclairage", f"{PRM}:2024-01", [3, 3, 3, 2, 2, 2, 2, 1]),
        ("courbes-eclairage", "A1", [3, 3, 3, 0, 2, 3, 2, 1]),
        ("pannes-eclairage", "N1", [3, 3, 3, 2, 2, 3, 1, 1]),
        ("zones-protegees", "Z1", [3, 3, 3, 2, 2, 3, 2, 0]),
    ],
)
def test_what_is_named_goes_and_the_rest_stays(
    store: Engine, kind: str, identifier: str, expected: list[int]
) -> None:
    assert left(store) == [3, 3, 3, 2, 2, 3, 2, 1]
    remove(store, kind, identifier)
    assert left(store) == expected


@pytest.mark.parametrize("kind", [one.kind for one in LIGHTING_REMOVALS])
def test_an_unknown_identifier_removes_nothing(store: Engine, kind: str) -> None:
    for unknown in ("INCONNU", "A1:2031", "A1:20", ""):
        with pytest.raises(LoadError, match="Rien n’a été retiré"):
            remove(store, kind, KNOWN.get(kind, "A1"), unknown)
    assert left(store) == [3, 3, 3, 2, 2, 3, 2, 1]


def test_a_cabinet_that_goes_leaves_what_screens_read(engine: Engine) -> None:
    fill_lighting(engine)
    said = remove(engine, "armoires", "A1")
    assert said.startswith("Retiré (A1)\u00a0: points lumineux (2), armoires (1).")
    assert [row[0] for row in rows(engine, schema.light_cabinet_state)] == ["A2"]
    stock = {row[0] for row in rows(engine, schema.light_scope)}
    assert "commune:41018" in stock
    assert not stock & {"commune:37261", "armoire:A1"}
    assert "armoire:A1" not in {row[0] for row in rows(engine, schema.scope)}
    # The account of loads says it, and screens read again.
    (run,) = [row for row in rows(engine, schema.load_run) if "Retiré" in str(row)]
    assert "armoires" in run


def test_a_long_list_is_told_by_its_first_names(store: Engine) -> None:
    wide = "id;code commune\n" + "".join(f"L{number};37261\n" for number in range(7))
    load(store, "points-lumineux", wide)
    said = remove(store, "points-lumineux", *(f"L{number}" for number in range(7)))
    assert said.startswith("Retiré (L0, L1, L2, L3, L4, …)\u00a0: points lumineux (7).")


def test_a_rebuild_that_fails_leaves_everything(
    store: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(lighting_rollup, "rebuild", failing)
    with pytest.raises(ZeroDivisionError):
        remove(store, "armoires", "A1")
    assert left(store) == [3, 3, 3, 2, 2, 3, 2, 1]
