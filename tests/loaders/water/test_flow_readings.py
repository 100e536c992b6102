"""Readings a line each: units, natures, zones, and what no sensor can say."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine

from data import schema
from data.settings import Settings
from loaders import removals, removing
from loaders.pipeline import Context, LoadError
from tests.loaders.buildings.building_store import NOW_S, codes, facts, load
from tests.loaders.measured import at, rows
from tests.loaders.water.water_store import fill_water, readings, table

pytestmark = pytest.mark.usefixtures("without_sums")


@pytest.fixture
def store(engine: Engine) -> Engine:
    fill_water(engine)
    return engine


def half_hours(sensor: str, *values: object, unit: str = "m³/h", nature: str = "") -> list[str]:
    """Lines every half hour from 10:00 on 1 July 2024."""
    first = datetime(2024, 7, 1, 10)
    return [
        f"{sensor};{first + timedelta(minutes=30 * step):%d/%m/%Y %H:%M};{value};{unit};{nature};"
        for step, value in enumerate(values)
    ]


def test_every_unit_is_brought_to_that_of_the_store(store: Engine) -> None:
    """10 L/s are 36 m³/h; 1 500 L are 1,5 m³; a level of 150 cm is 1,5 m."""
    report = load(
        store,
        "debits-eau",
        table(
            *half_hours("d1", 10, unit="L/s"),
            *half_hours("D2", "36,5", unit="m3/h"),
            *half_hours("D3", "1 500", 2000, unit="L", nature="volume"),
            *half_hours("D1", 1000, 1018, unit="m³", nature="Index"),
            *half_hours("R1", 150, unit="cm"),
        ),
    )
    assert report.rejected.is_empty()
    ten = at("2024-07-01 10:00")
    assert readings(store, "D1", "debit") == [(ten, pytest.approx(36))]
    assert readings(store, "D2") == [(ten, 36.5)]
    assert readings(store, "D3") == [(ten, 1.5), (ten + 1800, 2.0)]
    assert readings(store, "D1", "index") == [(ten, 1000), (ten + 1800, 1018)]
    assert readings(store, "R1") == [(ten, 1.5)]
    described = {row[1]: row[2:9] for row in rows(store, schema.series)}
    assert described == {
        "eau:water_flow_m3_h:D1:debit-3600":
            ("water", "water_flow_m3_h", "m³/h", "instantaneous", 3600, "D1", ""),
        "eau:water_flow_m3_h:D2:debit-3600":
            ("water", "water_flow_m3_h", "m³/h", "instantaneous", 3600, "D2", ""),
        "eau:water_m3:D3:volume-1800": ("water", "water_m3", "m³", "consumption", 1800, "D3", ""),
        "eau:water_m3:D1:index-1800": ("water", "water_m3", "m³", "index", 1800, "D1", ""),
        "eau:water_level_m:R1:niveau-3600":
            ("water", "water_level_m", "m", "instantaneous", 3600, "R1", ""),
    }  # fmt: skip
    # The half hour of the index: 18 m³ from 10:00 to 10:30.
    hours = {(row[0], row[1]): row[2] for row in rows(store, schema.series_hour)}
    assert 18.0 in hours.values()


@pytest.mark.parametrize(
    ("moment", "zone", "expected"),
    [
        ("01/07/2024 12:00", "", "2024-07-01 12:00"),
        ("01/07/2024 12:00", "Europe/Paris", "2024-07-01 12:00"),
        ("01/07/2024 12:00", "CET-CEST", "2024-07-01 12:00"),
        ("01/07/2024 12:00", "UTC", "2024-07-01 14:00"),
        # Winter time all the year round, as many recorders keep it.
        ("01/07/2024 12:00", "UTC+1", "2024-07-01 13:00"),
        ("01/07/2024 12:00", "GMT+02:00", "2024-07-01 12:00"),
        ("2024-07-01T12:00:00Z", "UTC+1", "2024-07-01 14:00"),
        ("2024-07-01T12:00:00+02:00", "UTC", "2024-07-01 12:00"),
    ],
)
def test_the_zone_is_that_of_the_line(store: Engine, moment: str, zone: str, expected: str) -> None:
    report = load(store, "debits-eau", table(f"D1;{moment};3;m³/h;;{zone}"))
    assert report.rejected.is_empty()
    assert readings(store, "D1") == [(at(expected), 3.0)]


def test_an_hour_that_autumn_repeats_is_two_hours(store: Engine) -> None:
    lines = [
        f"{sensor};29/10/2023 {clock};{value};m³/h;;"
        for sensor in ("D1", "D3")
        for value, clock in enumerate(("01:30", "02:00", "02:30", "02:00", "02:30", "03:00"), 1)
    ]
    assert load(store, "debits-eau", table(*lines)).rejected.is_empty()
    half = at("2023-10-29 01:30")
    expected = [(half + 1800 * step, float(step + 1)) for step in range(6)]
    assert readings(store, "D1") == readings(store, "D3") == expected


def test_two_measures_of_one_instant_are_not_believed(store: Engine) -> None:
    report = load(
        store,
        "debits-eau",
        table(
            "D1;01/07/2024 10:00;3;m³/h;;",
            "D1;01/07/2024 10:00;3;m³/h;;",
            "D1;01/07/2024 11:00;3;m³/h;;",
            "D1;01/07/2024 11:00;4;m³/h;;",
            *(f"D3;01/07/2024 12:00;{value};m³/h;;" for value in (3, 4, 5)),
            "D3;01/07/2024 13:00;6;m³/h;;",
        ),
    )
    assert codes(report) == [
        (3, "HORODATAGE_EN_DOUBLE"),
        (4, "MESURES_CONTRADICTOIRES"),
        (5, "MESURES_CONTRADICTOIRES"),
        (6, "HORLOGE_FIGEE"),
        (7, "HORLOGE_FIGEE"),
        (8, "HORLOGE_FIGEE"),
    ]
    assert readings(store, "D1") == [(at("2024-07-01 10:00"), 3.0)]
    assert readings(store, "D3") == [(at("2024-07-01 13:00"), 6.0)]
    assert facts(report)["HORLOGES_FIGEES"] == {"names": "D3"}


def test_what_no_sensor_can_say_is_put_aside(store: Engine) -> None:
    report = load(
        store,
        "debits-eau",
        table(
            "D1;01/07/2099 10:00;3;m³/h;;",
            "D1;02/01/2000 00:10;3;m³/h;;",
            "D1;01/07/2024 10:00;3;m³/h;;Mars",
            "D1;01/07/2024 10:00;3;furlong;;",
            "D1;01/07/2024 10:00;3;m³;;",
            "D1;01/07/2024 10:00;3;m³/h;couleur;",
            "D1;01/07/2024 10:00;3;m³/h;index;",
            "D9;01/07/2024 10:00;3;m³/h;;",
            "R1;01/07/2024 10:00;3;m³/h;;",
            "D1;01/07/2024 10:00;3;m;;",
            "D1;01/07/2024 10:00;20 001;m³/h;;",
            "D1;01/07/2024 10:00;-3;m³;index;",
            "R1;01/07/2024 10:00;4,2;m;;",
            "R1;01/07/2024 11:00;-0,2;m;;",
            "R1;01/07/2024 12:00;4,05;m;;",
        ),
    )
    assert codes(report) == [
        (2, "HEURE_FUTURE"),
        (3, "HORLOGE_REMISE_A_ZERO"),
        (4, "FUSEAU_INCONNU"),
        (5, "UNITE_INATTENDUE"),
        (6, "NATURE_A_PRECISER"),
        (7, "NATURE_INCONNUE"),
        (8, "UNITE_INATTENDUE"),
        (9, "CAPTEUR_INCONNU"),
        (10, "NATURE_INATTENDUE"),
        (11, "NATURE_INATTENDUE"),
        (12, "VALEUR_DEMESUREE"),
        (13, "INDEX_NEGATIF"),
        (14, "NIVEAU_HORS_COURBE"),
        (15, "NIVEAU_HORS_COURBE"),
    ]
    assert facts(report)["NIVEAUX_HORS_COURBE"] == {"names": "R1"}


def test_a_meter_of_one_way_does_not_go_back(store: Engine) -> None:
    """One negative reading is one; mostly negative, the meter is mounted the wrong way round."""
    report = load(
        store,
        "debits-eau",
        table(*half_hours("D1", 3, -1, 0, 4), *half_hours("D3", -3, -4, 0, 1)),
    )
    assert codes(report) == [
        (3, "DEBIT_NEGATIF"),
        *((line, "COMPTEUR_INVERSE") for line in range(6, 10)),
    ]
    assert [value for _, value in readings(store, "D1")] == [3, 0, 4]
    assert readings(store, "D3") == []
    assert facts(report)["COMPTEURS_INVERSES"] == {"names": "D3"}


def test_a_meter_between_two_sectors_goes_both_ways(store: Engine) -> None:
    assert load(store, "debits-eau", table(*half_hours("D2", 3, -4, -5))).rejected.is_empty()
    assert [value for _, value in readings(store, "D2")] == [3, -4, -5]


def test_an_index_that_recedes_is_reversed_once_it_was_reset(store: Engine) -> None:
    m3 = {"unit": "m³", "nature": "index"}
    lines = [*half_hours("D1", 100, 104, 2, 5, **m3), *half_hours("D3", 9, 7, 5, 3, **m3)]
    report = load(store, "debits-eau", table(*lines))
    assert codes(report) == [(line, "COMPTEUR_INVERSE") for line in range(6, 10)]
    # 4 m³, then a fall of which nothing is known, then 3 m³.
    notices = [(row[2], row[4]) for row in rows(store, schema.series_notice)]
    assert notices == [("COMPTEUR_REMIS_A_ZERO", 104 - 2)]
    assert sum(row[2] for row in rows(store, schema.series_hour)) == 4 + 3


def test_a_step_that_is_no_part_of_an_hour_is_refused(store: Engine) -> None:
    lines = [f"D1;01/07/2024 10:{minute:02};3;m³/h;;" for minute in (0, 7, 14, 21)]
    report = load(store, "debits-eau", table(*lines, "D3;01/07/2024 10:00;3;m³/h;;"))
    assert {code for _, code in codes(report)} == {"PAS_INCOHERENT"}
    assert facts(report)["PAS_INCOHERENTS"] == {"names": "D1"}


def test_a_few_readings_have_the_step_that_is_known(store: Engine) -> None:
    load(store, "debits-eau", table(*half_hours("D1", 3, 3, 3, 3)))
    load(store, "debits-eau", table("D1;02/07/2024 10:00;3;m³/h;;", "D1;02/07/2024 12:00;3;m³/h;;"))
    assert [row[6] for row in rows(store, schema.series)] == [1800]


def test_the_same_file_twice_and_a_correction(store: Engine) -> None:
    text = table(*half_hours("D1", 3, 4, 5, 6))
    load(store, "debits-eau", text)
    before = rows(store, schema.reading)
    load(store, "debits-eau", text + "\n")
    assert rows(store, schema.reading) == before
    load(store, "debits-eau", table(*half_hours("D1", 3, 7)))
    assert [value for _, value in readings(store, "D1")] == [3, 7, 5, 6]


def test_readings_loaded_by_mistake_are_removed(store: Engine) -> None:
    load(store, "debits-eau", table(*half_hours("D3", 3, 4)))
    before = rows(store, schema.reading), rows(store, schema.series_hour)
    load(store, "debits-eau", table(*half_hours("D1", 3, 4)))
    context = Context(Settings(), store, NOW_S, "essai.csv")
    said = removing.remove(removals.BY_KIND["debits"], ["d1"], context)
    assert "mesures (2)" in said
    assert (rows(store, schema.reading), rows(store, schema.series_hour)) == before
    with pytest.raises(LoadError, match="D9"):
        removing.remove(removals.BY_KIND["debits"], ["D3", "D9"], context)
    assert (rows(store, schema.reading), rows(store, schema.series_hour)) == before
