from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from data import schema
from data.settings import Settings
from loaders import pipeline, sources
from loaders.__main__ import main
from tests.loaders.buildings.building_store import BUILDINGS, codes, facts, load, with_references
from tests.loaders.measured import rows

TITLES = "NUM_POSTE;NOM_USUEL;LAT;LON;ALTI;AAAAMMJJ;RR;QRR;TN;QTN;TX;QTX;TM;QTM\n"
TOURS = "37179001;TOURS;47.4445;0.7272;108"
# Base 18 °C: a cold day, a day across the base, a warm one, a doubtful minimum, nothing, a hot day.
FULL = (
    TITLES
    + f"""{TOURS};20240101;0;1;-2.0;1;6.0;0;2.5;1
{TOURS};20240102;0;1;10.0;1;20.0;1;14.0;1
{TOURS};20240103;0;1;19.0;1;25.0;9;21.0;1
{TOURS};20240104;0;1;-9.9;2;6.0;1;3.0;1
{TOURS};20240105;0;1;;;;;;
{TOURS};20240108;0;1;24.0;1;36.0;1;;
4039001;CASTELLANE;;;;20240101;0;1;;;;;5.0;1
04088001;FORCALQUIER;43.9;5.8;;20240101;0;1;;;;;;
{TOURS};20240109;0;1;-41;1;6.0;1;;
{TOURS};20240110;0;1;6.0;1;50.1;1;;
{TOURS};20240111;0;1;6.1;1;6.0;1;;
{TOURS};20240101;0;1;1.0;1;6.0;1;;
{TOURS};20240801;0;1;1.0;1;6.0;1;;
;SANS;47;0;;20240101;0;1;1.0;1;6.0;1;;
{TOURS};20240112;0;1;froid;1;6.0;1;;
"""
)


@pytest.fixture
def store(engine: Engine) -> Engine:
    with_references(engine)
    return engine


def _degree_days(store: Engine, station: str) -> dict[date, tuple]:
    found = [row for row in rows(store, schema.degree_day) if row[0] == station]
    return {row[1]: tuple(value and round(value, 4) for value in row[2:]) for row in found}


def test_a_daily_file_of_meteo_france(store: Engine) -> None:
    report = load(store, "meteo", FULL)
    castellane, tours = rows(store, schema.weather_station)
    assert tours == ("37179001", "TOURS", 47.4445, 0.7272, 108.0, False)
    assert castellane[:3] == ("04039001", "CASTELLANE", None), "its lost zero put back"
    assert _degree_days(store, "37179001") == {
        date(2024, 1, 1): ((-2 + 6) / 2, 18 - 2, 18 - 2, 0),
        # 18 is between Tn and Tx: (S - Tn) (0.08 + 0.42 (S - Tn) / (Tx - Tn)).
        date(2024, 1, 2): (15, 18 - 15, round(8 * (0.08 + 0.42 * 8 / 10), 4), 0),
        date(2024, 1, 3): ((19 + 25) / 2, 0, 0, 0),
        # The minimum is doubtful: the measured mean stands, and COSTIC is not known.
        date(2024, 1, 4): (3, 18 - 3, None, 0),
        date(2024, 1, 8): ((24 + 36) / 2, 0, 0, 30 - 26),
    }
    assert _degree_days(store, "04039001") == {date(2024, 1, 1): (5, 13, None, 0)}
    assert codes(report) == [
        (10, "TEMPERATURE_INVRAISEMBLABLE"),
        (11, "TEMPERATURE_INVRAISEMBLABLE"),
        (12, "TEMPERATURES_INVERSEES"),
        (13, "JOUR_EN_DOUBLE"),
        (14, "JOUR_FUTUR"),
        (15, "STATION_ABSENTE"),
        (16, "NOMBRE_ILLISIBLE"),
    ]
    said = facts(report)
    # The 5th, without a value, and the 6th and 7th, without a line.
    assert said["METEO_JOURS_MANQUANTS"] == {
        "names": "TOURS (3 jours entre le 01/01/2024 et le 08/01/2024, dont 3 à la suite à partir "
        "du 05/01/2024)"
    }
    assert said["METEO_SANS_TEMPERATURE"] == {"rows": 2, "names": "TOURS, FORCALQUIER"}
    assert said["METEO_VALEURS_DOUTEUSES"] == {"values": 1, "names": "TOURS"}
    assert said["METEO_MOYENNE_SEULE"] == {"names": "CASTELLANE"}
    assert said["METEO_STATION_SANS_POSITION"] == {"names": "CASTELLANE"}


def test_later_values_replace_and_absent_ones_do_not(store: Engine) -> None:
    load(
        store, "meteo", TITLES + f"{TOURS};20240101;0;1;0;1;10;1;;\n{TOURS};20240102;;;0;1;4;1;;\n"
    )
    load(store, "meteo", TITLES + f"{TOURS};20240101;0;1;2;1;10;1;;\n{TOURS};20240102;;;;;;;;\n")
    found = _degree_days(store, "37179001")
    assert [day[1] for day in found.values()] == [18 - (2 + 10) / 2, 18 - (0 + 4) / 2]


def test_weather_gives_buildings_their_station(store: Engine) -> None:
    load(store, "batiments", BUILDINGS)
    load(store, "meteo", TITLES + f"{TOURS};20240101;0;1;0;1;10;1;;\n")
    assert [row[9] for row in rows(store, schema.building)] == ["37179001", "37179001"]
    blois = "41018001;BLOIS;47.6;1.3;90"
    load(store, "meteo", TITLES + f"{blois};20240101;0;1;0;1;10;1;;\n")
    assert [row[9] for row in rows(store, schema.building)] == ["37179001", "41018001"]


def test_another_base_computes_degree_days_again(store: Engine) -> None:
    load(store, "meteo", TITLES + f"{TOURS};20240101;0;1;0;1;10;1;;\n")
    load(store, "prix-energie", "grandeur;poste;date d’effet;valeur;unité;source\n"
         "base des degrés-jours;chauffage;2024-01-01;17;°C;Choix\n")  # fmt: skip
    assert _degree_days(store, "37179001") == {date(2024, 1, 1): (5, 17 - 5, 17 - 5, 0)}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("NUM_POSTE;AAAAMMJJ;RR\n37179001;20240101;0\n", "TEMPERATURES_ABSENTES"),
        ("NUM_POSTE;AAAAMMJJ;TN;TX\n37179001;20240101;;5\n", "TEMPERATURES_ABSENTES"),
        ("AAAAMMJJ;TN;TX\n20240101;0;10\n", "STATION_INCONNUE"),
        ("Time;Weather icon;Average Temperature (°C);Compteur Inconnu\n2024-01-01;Sun;8;1\n",
         "STATION_INCONNUE"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_weather_is_refused(store: Engine, text: str, code: str) -> None:
    report = load(store, "meteo", text)
    assert (report.status, report.code) == ("failed", code)
    assert rows(store, schema.weather_day) == []


def test_a_file_without_reference_values_is_refused_with_what_to_do(engine: Engine) -> None:
    report = load(engine, "meteo", TITLES + f"{TOURS};20240101;0;1;0;1;10;1;;\n")
    assert (report.status, report.code) == ("failed", "VALEUR_DE_REFERENCE_ABSENTE")


def test_a_check_needs_no_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.setenv("GABARE_DATABASE_URL", f"sqlite:///{tmp_path / 'absent.db'}")
    path = tmp_path / "essai.csv"
    path.write_text(TITLES + f"{TOURS};20240101;0;1;0;1;10;1;;\n", encoding="utf-8")
    assert main(["check", "meteo", "--file", str(path)]) == 0
    assert capsys.readouterr().out.startswith("1 ligne chargeable")
    assert not (tmp_path / "absent.db").exists()


def test_the_vendor_layout(store: Engine) -> None:
    """Mean temperature alone; the station is that of the commune of its counter."""
    title = "Afficheur Pont de Fil"
    report = load(
        store,
        "meteo",
        "\ufeffPeriod;January 1, 2016 12:00 AM -> January 3, 2016 9:00 AM;\n\n"
        f";Time;Weather icon;Average Temperature (°C);Rainfall (mm);{title}{title};\n"
        ";2016-01-01 00:00:00;Overcast;8;0.4;;\n;2016-01-02 00:00:00;Rain;-1,5;1;3;\n",
    )
    assert [row[:3] for row in rows(store, schema.weather_station)] == [
        ("ecovisio-tours", "Tours (Eco-Visio)", 47.391217)
    ]
    assert _degree_days(store, "ecovisio-tours") == {
        date(2016, 1, 1): (8, 18 - 8, None, 0),
        date(2016, 1, 2): (-1.5, 18 + 1.5, None, 0),
    }
    assert set(facts(report)) == {"METEO_MOYENNE_SEULE"}


def test_the_real_file_of_tours(store: Engine, open_data_dir: Path) -> None:
    path = open_data_dir / "weather" / "tours_meteo_jour_2016_2023_ecovisio.csv"
    report = load(store, "meteo", path.read_text(encoding="utf-8"))
    assert (report.rows_loaded, report.rejected.height) == (2688, 0)
    days = _degree_days(store, "ecovisio-tours")
    # The last three lines have no temperature.
    assert len(days) == 2688 - 3
    year = [date(2022, 1, 1) + timedelta(days=shift) for shift in range(365)]
    assert sum(days[day][1] for day in year) == 1867.0
    assert {day[2] for day in days.values()} == {None}
    said = facts(report)
    assert said["METEO_SANS_TEMPERATURE"]["rows"] == 3
    assert "METEO_MOYENNE_SEULE" in said


def test_the_workbook_of_meteo_france_says_what_to_do(store: Engine, open_data_dir: Path) -> None:
    path = open_data_dir / "weather" / "meteofrance_QUOT_RR-T-Vent_sample.xlsx"
    context = pipeline.Context(Settings(), store, 0, path.name)
    report = pipeline.load(sources.BY_KEY["meteo"], path.read_bytes(), context)
    assert report.code == "CLASSEUR_TABLEUR"
    assert "enregistrez en CSV" in report.message
