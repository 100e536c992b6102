"""Identifiers that spreadsheets have rewritten: recognised, or refused with what to do."""

import pytest
from sqlalchemy import Engine, select

from data import schema
from loaders.buildings.meter_names import bare_name
from tests.loaders.buildings import energy_store
from tests.loaders.buildings.building_store import codes, facts
from tests.loaders.buildings.energy_store import SMALL_PRM, content, load, table

METERS = "compteur;énergie;bâtiment"
BILLS = "compteur;début;fin;consommation;unité"


@pytest.fixture
def meters(engine: Engine) -> Engine:
    energy_store.fill_meters(engine)
    return engine


@pytest.mark.parametrize(
    "text",
    ["30001234567890", " 30 001 234 567 890 ", "'30001234567890", '="30001234567890"',
     "30001234567890.0", "30001234567890,00", "30001\u202f234567890"],
)  # fmt: skip
def test_what_surrounds_a_number_is_left_out(text):
    assert bare_name(text) == "30001234567890"


@pytest.mark.parametrize("text", ["2,31E+13", "2.31e+13", "3E13", " 3,00012E+13"])
@pytest.mark.parametrize(
    ("source", "row", "titles"),
    [
        ("releves-energie", ("01/01/2025", 12, "kWh"), "compteur;horodatage;valeur;unité"),
        ("enedis-journalier", ("2025-01-01", 12, "kWh"), "Identifiant PRM;Horodate;Valeur;Unité"),
        ("grdf-mensuel", ("01/01/2025", "01/02/2025", 230),
         "PCE;Date de début;Date de fin;Energie consommée (kWh)"),
        ("factures-energie", ("01/01/2025", "31/01/2025", 230, "kWh"), BILLS),
        ("compteurs-energie", ("électricité", "ENERGIE"), METERS),
    ],
)  # fmt: skip
def test_a_rounded_number_is_said_to_be_one(meters, text, source, row, titles):
    before = content(meters)
    report = load(meters, source, table((text, *row), titles=titles))
    assert codes(report) == [(2, "COMPTEUR_ILLISIBLE")]
    assert "format texte" in report.rejected["reason"][0]
    # Adding it to the list of meters would mend nothing.
    assert "COMPTEURS_INCONNUS" not in facts(report)
    assert content(meters) == before


def test_readings_of_a_number_without_its_first_zero_are_its_meters_and_said(meters):
    rows = [(SMALL_PRM[1:], f"0{n}/01/2025", 12, "kWh", "") for n in (1, 2)]
    report = load(meters, "releves-energie", table(*rows))
    assert (report.rows_loaded, facts(report)) == (2, {"PRM_ZERO_RETABLI": {"names": SMALL_PRM}})
    bill = table((SMALL_PRM[1:], "01/03/2025", "31/03/2025", 300, "kWh"), titles=BILLS)
    assert facts(load(meters, "factures-energie", bill)).keys() == {"PRM_ZERO_RETABLI"}


def test_a_short_number_of_no_meter_is_said_to_be_short(meters):
    report = load(meters, "releves-energie", table(("7000000000099", "01/01/2025", 1, "kWh", "")))
    assert codes(report) == [(2, "PRM_INCOMPLET")]


def test_a_list_of_meters_gets_its_zeros_back(meters):
    report = load(
        meters,
        "compteurs-energie",
        table(
            ("7000000000007", "électricité", "ENERGIE"),
            ("1401111111111", "gaz", "ENERGIE"),
            ("1401111111112", "eau", "ENERGIE"),
            titles=METERS,
        ),
    )
    assert facts(report)["PRM_ZERO_RETABLI"]["names"] == f"{SMALL_PRM}, 01401111111111"
    with meters.connect() as connection:
        stored = set(connection.scalars(select(schema.meter.c.meter_id)))
    # The first is the meter known already; water meters have numbers of any length.
    assert {"01401111111111", "1401111111112", SMALL_PRM} <= stored
    assert "7000000000007" not in stored
