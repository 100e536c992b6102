"""Wide files: one column a sensor, among them the real inflows of five sectors."""

import csv
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import Engine

from data import schema
from loaders.water import flow_clock, flow_units
from loaders.water.flow_wide import wide_title
from tests.loaders.buildings.building_store import codes, facts, load
from tests.loaders.measured import at, rows
from tests.loaders.water.water_store import TITLES, fill_water, readings

pytestmark = pytest.mark.usefixtures("without_sums")
FILE = Path("tests/fixtures/water/debits_larges.csv").read_text()
REAL = "water/bwdf/dma_inflow_2021_2022.csv"
HOUR_S = 3600
L_S = 3.6


def test_unknown_sensors_create_their_sector(engine: Engine) -> None:
    report = load(engine, "debits-eau", FILE)
    assert codes(report) == [(9, "LIGNE_VIDE")]
    assert report.rows_read == 11
    names = ["Bourg", "Coteau", "Forage"]
    assert [row[:2] for row in rows(engine, schema.water_sector)] == [(n, n) for n in names]
    assert rows(engine, schema.water_sector_meter) == [(name, name, 1) for name in names]
    said = facts(report)
    assert said["SECTEURS_CREES"] == {"rows": "3", "names": "Bourg, Coteau, Forage"}
    assert said["COLONNES_SANS_UNITE"] == {"names": "Remarque"}
    assert said["CELLULES_SANS_NOMBRE"] == {"cells": 1, "named": "ligne 10, Coteau"}
    assert "HEURE_REPETEE_UNIQUE" not in said


def test_the_two_passages_of_an_hour_follow_each_other_and_gaps_are_no_zeros(
    engine: Engine,
) -> None:
    load(engine, "debits-eau", FILE)
    first = at("2021-10-31 00:00")
    given = [1.5, 1.4, 1.3, 1.2, 1.1, None, 1.6, 2.5, 3, 3, 3]
    expected = [(first + HOUR_S * n, l_s * L_S) for n, l_s in enumerate(given) if l_s is not None]
    assert readings(engine, "Bourg") == [(at_s, pytest.approx(flow)) for at_s, flow in expected]
    gaps = {row[1]: row[4] for row in rows(engine, schema.series_notice) if row[0] == 1}
    assert gaps == {first + 5 * HOUR_S: 1}
    # What only rises in m³ is an index: 12 m³ from 0:00 to 1:00.
    assert readings(engine, "Forage", "index")[:2] == [(first, 10250), (first + HOUR_S, 10262)]


def test_a_file_written_backwards_or_in_utc_says_the_same(engine: Engine) -> None:
    lines = FILE.splitlines()
    load(engine, "debits-eau", "\n".join([lines[2], *lines[:2:-1]]) + "\n")
    backwards = readings(engine, "Bourg")
    assert [at_s for at_s, _ in backwards][:2] == [at("2021-10-31 00:00"), at("2021-10-31 01:00")]
    assert [round(flow / L_S, 1) for _, flow in backwards][2:4] == [1.3, 1.2]
    utc = "Horodatage UTC;Bourg (L/s)\n31/10/2021 00:30;9\n31/10/2021 01:30;8\n"
    load(engine, "debits-eau", utc)
    half = at("2021-10-31 02:30")
    assert [row for row in readings(engine, "Bourg") if row[0] % HOUR_S] == [
        (half, pytest.approx(9 * L_S)),
        (half + HOUR_S, pytest.approx(8 * L_S)),
    ]


def test_an_hour_that_is_told_once_is_said_to_be(engine: Engine) -> None:
    lines = [f"31/10/2021 {hour:02}:00;{hour + 1}" for hour in range(24)]
    report = load(engine, "debits-eau", "\n".join(["Date;Bourg (L/s)", *lines]))
    assert facts(report)["HEURE_REPETEE_UNIQUE"] == {"day": "31/10/2021", "lines": 24}
    assert [at_s for at_s, _ in readings(engine, "Bourg")][2:4] == [
        at("2021-10-31 02:00", fold=0),
        at("2021-10-31 03:00"),
    ]


def test_a_line_of_known_sensors_is_loaded_when_one_of_its_cells_is(engine: Engine) -> None:
    fill_water(engine)
    report = load(
        engine,
        "debits-eau",
        "Date;d1 (L/s);D3 (m³/h);r1 (m)\n"
        "01/07/2024 10:00;3;-5;2\n01/07/2024 11:00;3;-5;9\n01/07/2024 12:00;;-5;9\n"
        "hier;3;5;2\n01/07/2099 10:00;3;5;2\n01/07/2024 13:00;x;;\n",
    )
    assert codes(report) == [
        (4, "COMPTEUR_INVERSE"),
        (5, "DATE_ILLISIBLE"),
        (6, "HEURE_FUTURE"),
        (7, "NOMBRE_ILLISIBLE"),
    ]
    assert [value for _, value in readings(engine, "D1")] == pytest.approx([3 * L_S] * 2)
    assert [value for _, value in readings(engine, "R1")] == [2]
    said = facts(report)
    assert said["COMPTEURS_INVERSES"] == {"names": "D3"}
    assert said["CELLULES_ECARTEES"] == {"cells": 3, "names": "D3, R1"}
    assert "SECTEURS_CREES" not in said


def test_a_frozen_clock_of_a_wide_file_is_named(engine: Engine) -> None:
    lines = [f"01/07/2024 10:00;{value}" for value in (3, 4, 5)]
    report = load(engine, "debits-eau", "\n".join(["Date;D1 (L/s)", *lines, "02/07/2024 1:00;3"]))
    assert codes(report) == [(line, "HORLOGE_FIGEE") for line in (2, 3, 4)]
    assert facts(report)["HORLOGES_FIGEES"] == {"names": "D1"}


@pytest.mark.parametrize(
    ("titles", "found"),
    [
        ("Date-time CET-CEST (DD/MM/YYYY HH:mm);DMA 1 (L/s)", True),
        ("DMA 1 [m3/h],horodatage", True),
        (TITLES, False),
        # A column of sensors: the unit of the title is that of every line.
        ("capteur;horodatage;débit (m³/h)", False),
        ("Date;Bourg;Coteau", False),
        ("Bourg (L/s);Coteau (L/s)", False),
    ],
)
def test_a_wide_file_is_told_by_the_units_of_its_titles(titles: str, found: bool) -> None:
    title = wide_title(f"{titles}\n".encode())
    assert (title is not None) == found


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Date-time CET-CEST (DD/MM/YYYY HH:mm)", flow_clock.PARIS),
        ("Horodatage", flow_clock.PARIS),
        ("Date (UTC)", 0),
        ("Date UTC+1", 60),
        ("Date GMT-03:30", -210),
        ("Date UTC+99", flow_clock.UNKNOWN),
    ],
)
def test_the_title_of_instants_tells_their_zone(text: str, zone: int | str) -> None:
    assert flow_clock.zone_of_title(text) == zone


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("DMA 1 (L/s)", ("DMA 1", "ls")),
        ("Forage (nord) [m³]", ("Forage (nord)", "m3")),
        ("Forage (nord)", None),
        ("(L/s)", None),
    ],
)
def test_a_title_is_a_sensor_and_a_unit(text: str, found: tuple | None) -> None:
    assert flow_units.title_of(text) == found


def test_the_real_inflows_load_as_they_are(engine: Engine, open_data_dir: Path) -> None:
    """Every cell of the published file, and nothing else, against a reading by the csv module."""
    path = open_data_dir / REAL
    if not path.is_file():
        pytest.skip(f"{REAL} absent du dossier de GABARE_OPEN_DATA_DIR")
    report = load(engine, "debits-eau", path.read_text())
    assert (report.rows_read, report.rows_loaded) == (17_520, 17_519)
    # The one line on which no sector has a value.
    assert codes(report) == [(2725, "LIGNE_VIDE")]
    assert set(facts(report)) == {"SECTEURS_CREES"}
    with path.open() as file:
        titles, *lines = csv.reader(file, delimiter=";")
    for column, title in enumerate(titles[1:], 1):
        given = [float(line[column].replace(",", ".")) for line in lines if line[column]]
        found = readings(engine, title.removesuffix(" (L/s)"))
        assert np.array([flow for _, flow in found]) == pytest.approx(np.array(given) * L_S)
        hours = np.diff([at_s for at_s, _ in found])
        assert (hours > 0).all()
        assert (hours % HOUR_S == 0).all()
    # The hour of October is told twice: DMA 1 says 6.55 then 6.4825 L/s.
    by_instant = dict(readings(engine, "DMA 1"))
    second = at("2021-10-31 02:00", fold=1)
    assert by_instant[second - HOUR_S] == pytest.approx(6.55 * L_S)
    assert by_instant[second] == pytest.approx(6.4825 * L_S)
    # That of March does not exist: nothing is missing.
    spring = at("2021-03-28 01:00")
    assert by_instant[spring + HOUR_S] == pytest.approx(4.5875 * L_S)


def test_a_sensor_of_which_nothing_is_loaded_creates_no_sector(engine: Engine) -> None:
    lines = [f"01/07/2024 10:{minute:02};3;-1" for minute in (0, 7, 14, 21)]
    report = load(engine, "debits-eau", "\n".join(["Date;Bourg (L/s);Coteau (L/s)", *lines]))
    assert report.status == "failed"
    assert rows(engine, schema.water_sector) == rows(engine, schema.water_sector_meter) == []


def test_a_new_sensor_joins_the_sector_of_its_name(engine: Engine) -> None:
    fill_water(engine)
    report = load(engine, "debits-eau", "Date;Bourg (L/s)\n01/07/2024 10:00;3\n")
    assert "SECTEURS_CREES" not in facts(report)
    assert ("BOURG", "Bourg", 1) in rows(engine, schema.water_sector_meter)
    assert [row[9] for row in rows(engine, schema.series)] == ["37261"]
