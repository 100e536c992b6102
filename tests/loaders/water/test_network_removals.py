"""What is not of the network any more goes; what was measured or mended there stays."""

from datetime import date

import pytest
from sqlalchemy import Engine, insert

from data import schema
from data.settings import Settings
from data.water.vocabulary import CUSTOMER_METER, SECTOR
from loaders import removals, removing
from loaders.pipeline import Context, LoadError
from loaders.water.water_removals import NETWORK_REMOVALS
from tests.loaders.buildings.building_store import NOW_S, load
from tests.loaders.measured import rows
from tests.loaders.water.water_store import fill_water, readings, table

pytestmark = pytest.mark.usefixtures("without_sums")
KNOWN = {
    "debits": "D3",
    "capteurs-eau": "D2",
    "reservoirs-eau": "R1",
    "secteurs-eau": "COTEAU",
    "services-eau": "S1",
    "volumes-eau": "S1:2024",
    "interventions-eau": "N1",
}


@pytest.fixture
def store(engine: Engine) -> Engine:
    fill_water(engine)
    for source, text in (
        ("debits-eau", table("D3;13/05/2024 00:00;3;m³/h;;", "D3;13/05/2024 01:00;4;m³/h;;")),
        ("interventions-eau", "id;réparée le;secteur\nN1;13/05/2024;COTEAU\n"),
        ("compteurs-abonnes", "compteur;secteur;service;code commune\nC1;COTEAU;S1;37122\n"),
        ("volumes-eau", "service;année;VP.059\nS1;2023;412000\nS1;2024;420000\n"),
    ):
        assert load(engine, source, text).rejected.is_empty()
    with engine.begin() as connection:
        for kind, place in ((SECTOR, "COTEAU"), (SECTOR, "BOURG"), (CUSTOMER_METER, "COTEAU")):
            connection.execute(
                insert(schema.water_follow_up).values(
                    place_kind=kind, place_id=place, anchor_day=date(2024, 5, 13), state="seen",
                    note="", author="", at_s=NOW_S,
                )
            )  # fmt: skip
    return engine


def remove(engine: Engine, kind: str, *identifiers: str) -> str:
    context = Context(Settings(), engine, NOW_S, "remove")
    return removing.remove(removals.BY_KIND[kind], identifiers, context)


def column(engine: Engine, table: object, name: str) -> list:
    """The values of a column, in the order of the key."""
    return [row[list(table.c.keys()).index(name)] for row in rows(engine, table)]


def test_a_sector_leaves_its_repairs_and_its_customers_without_sector(store: Engine) -> None:
    said = remove(store, "secteurs-eau", "coteau")
    assert "notes (1), liens entre capteur et secteur (2), réservoirs (1), secteurs (1)" in said
    assert column(store, schema.water_sector, "sector_id") == ["BOURG"]
    assert column(store, schema.water_sector_meter, "meter_id") == ["D1", "D2"]
    assert rows(store, schema.water_tank) == rows(store, schema.water_tank_volume) == []
    assert column(store, schema.water_repair, "sector_id") == [None]
    assert column(store, schema.water_customer, "sector_id") == [None]
    assert column(store, schema.water_customer, "service_id") == ["S1"]
    # A customer's meter that bears the name of a sector keeps its note.
    kept = column(store, schema.water_follow_up, "place_kind")
    assert sorted(kept) == [CUSTOMER_METER, SECTOR]
    assert len(readings(store, "D3")) == 2


def test_a_service_goes_with_its_declarations(store: Engine) -> None:
    said = remove(store, "services-eau", "S1")
    assert "variables annuelles (2), services (1)" in said
    for emptied in (
        schema.water_service,
        schema.water_service_commune,
        schema.water_variable,
    ):
        assert rows(store, emptied) == []
    assert column(store, schema.water_sector, "service_id") == [None, None]
    assert column(store, schema.water_customer, "service_id") == [None]
    assert column(store, schema.water_customer, "sector_id") == ["COTEAU"]


def test_a_year_of_volumes_goes_alone(store: Engine) -> None:
    remove(store, "volumes-eau", "s1:2024")
    assert column(store, schema.water_variable, "year") == [2023]


def test_a_sensor_a_tank_and_a_repair_go_by_themselves(store: Engine) -> None:
    remove(store, "capteurs-eau", "D3", "D2")
    assert column(store, schema.water_sector_meter, "meter_id") == ["D1"]
    assert (readings(store, "D3"), rows(store, schema.series)) == ([], [])
    remove(store, "reservoirs-eau", "R1")
    assert rows(store, schema.water_tank) == rows(store, schema.water_tank_volume) == []
    remove(store, "interventions-eau", "N1")
    assert rows(store, schema.water_repair) == []
    assert len(rows(store, schema.water_sector)) == 2


@pytest.mark.parametrize("kind", [one.kind for one in NETWORK_REMOVALS])
def test_an_unknown_identifier_removes_nothing(store: Engine, kind: str) -> None:
    tables = (schema.water_sector, schema.water_sector_meter, schema.water_tank, schema.reading,
              schema.water_service, schema.water_variable, schema.water_repair)  # fmt: skip
    before = [rows(store, table) for table in tables]
    with pytest.raises(LoadError, match="ne connaît pas INCONNU"):
        remove(store, kind, KNOWN[kind], "INCONNU")
    assert [rows(store, table) for table in tables] == before
