"""Readings of customers: days and the least hour of each, in any order of files, and no hour."""

from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import Engine

from data import schema
from tests.loaders.buildings.building_store import codes, facts, load
from tests.loaders.measured import PARIS
from tests.loaders.water.customer_store import days, fill_customers, hourly, lines, table

pytestmark = pytest.mark.usefixtures("without_sums")
FIXTURES = Path("tests/fixtures/water")
SOURCE = "releves-abonnes"


@pytest.fixture
def store(engine: Engine) -> Engine:
    fill_customers(engine)
    return engine


def emptied(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(schema.water_customer_day.delete())
        connection.execute(schema.quarantine.delete())
        connection.execute(schema.load_run.delete())


def test_hours_become_days_with_their_least_hour(store: Engine) -> None:
    """Ten litres each hour, but three at 4 h and none asked of the others."""
    instants = hourly("2024-05-13 00:00", 49)
    used = [0.0] + [0.003 if at.hour == 4 else 0.010 for at in instants[:-1]]
    report = load(store, SOURCE, table(lines("C1", instants, 100 + np.cumsum(used))))
    assert report.rejected.is_empty()
    assert report.rows_loaded == 49
    day = pytest.approx(23 * 0.010 + 0.003)
    least = pytest.approx(3.0)
    assert days(store) == [
        ("13/05", day, least, 24, pytest.approx(100 + 0.233)),
        ("14/05", day, least, 24, pytest.approx(100 + 2 * 0.233)),
    ]


def test_no_hour_of_a_home_is_written(store: Engine) -> None:
    """Neither in a table nor in the quarantine: of what is put aside, a line and a reason."""
    instants = hourly("2024-05-13 00:00", 30)
    rows = lines("C1", instants, 654_321 + np.arange(30) * 0.01)
    report = load(store, SOURCE, table([*rows, rows[5], "C9;2024-05-13T07:00:00;777,7", "C1;?;5"]))
    assert codes(report) == [
        (32, "HORODATAGE_EN_DOUBLE"),
        (33, "COMPTEUR_INCONNU"),
        (34, "DATE_ILLISIBLE"),
    ]
    assert set(report.rejected["raw_text"]) == {"•••"}
    reasons = " ".join(report.rejected["reason"])
    assert "654" not in reasons
    assert "777" not in reasons
    with store.connect() as connection:
        assert connection.execute(schema.reading.select()).all() == []
        assert connection.execute(schema.series.select()).all() == []


def test_the_least_hour_is_known_from_twenty_hours_on(store: Engine) -> None:
    least = {}
    for hours in (20, 21):
        emptied(store)
        instants = hourly("2024-05-13 00:00", hours)
        load(store, SOURCE, table(lines("C1", instants, np.arange(hours) * 0.005)))
        [(_, _, least[hours - 1], known, _)] = days(store)
        assert known == hours - 1
    assert least == {19: None, 20: pytest.approx(5.0)}


def test_a_day_alone_has_no_least_hour(store: Engine) -> None:
    rows = ["C1;13/05/2024;100", "C1;14/05/2024;100,4", "C1;15/05/2024;101"]
    load(store, SOURCE, table(rows))
    assert days(store) == [
        ("13/05", pytest.approx(0.4), None, 24, pytest.approx(100.4)),
        ("14/05", pytest.approx(0.6), None, 24, pytest.approx(101)),
    ]


def test_volumes_are_dated_by_the_start_of_their_step(store: Engine) -> None:
    rows = [f"C1;{at:%d/%m/%Y %H:%M};5;L;volume" for at in hourly("2024-05-13 00:00", 24)]
    daily = [f"C2;{day}/05/2024;1,5;m³;volume" for day in (13, 14)]
    report = load(store, SOURCE, table([*rows, *daily], "compteur;horodatage;valeur;unité;nature"))
    assert report.rejected.is_empty()
    assert days(store) == [("13/05", pytest.approx(24 * 0.005), pytest.approx(5), 24, None)]
    assert days(store, "C2") == [
        ("13/05", pytest.approx(1.5), None, 24, None),
        ("14/05", pytest.approx(1.5), None, 24, None),
    ]


def test_days_of_23_and_25_hours_have_their_length(store: Engine) -> None:
    """Clock times without offset: the hour that autumn repeats is read twice."""
    for start, hours, day, length in (
        ("2024-03-31 00:00", 24, "31/03", 23),
        ("2023-10-29 00:00", 26, "29/10", 25),
    ):
        emptied(store)
        instants = hourly(start, hours)
        rows = [f"C1;{at:%d/%m/%Y %H:%M};{n * 0.01:.2f}" for n, at in enumerate(instants)]
        assert load(store, SOURCE, table(rows)).rejected.is_empty()
        assert days(store) == [
            (day, pytest.approx(length * 0.01), pytest.approx(10), length,
             pytest.approx(length * 0.01)),
        ]  # fmt: skip


def test_decoded_radio_frames_are_read_as_they_are(store: Engine) -> None:
    """Litres in a column of their own, the device of the list, a frame heard by two gateways."""
    text = (FIXTURES / "lora_abonnes.csv").read_text()
    load(store, "compteurs-abonnes", "compteur;secteur\n70B3D5E75E000001;BOURG\n")
    report = load(store, SOURCE, text)
    assert codes(report) == [(5, "HORODATAGE_EN_DOUBLE")]
    assert days(store, "70B3D5E75E000001") == [
        ("30/03", pytest.approx(0.012), None, 2, pytest.approx(412.362)),
        ("31/03", pytest.approx(0.248), None, 23, pytest.approx(412.610)),
    ]


def test_a_file_goes_on_from_the_index_of_the_one_before(store: Engine) -> None:
    """Each file stops at 23 h: the hour until midnight is in neither, its litres are."""
    instants = hourly("2024-05-13 00:00", 48)
    indexes = 100 + np.arange(48) * 0.01
    rows = lines("C1", instants, indexes)
    load(store, SOURCE, table(rows[:24]))
    assert days(store) == [("13/05", pytest.approx(0.23), pytest.approx(10), 23,
                            pytest.approx(100.23))]  # fmt: skip
    load(store, SOURCE, table(rows[24:]))
    assert days(store) == [
        ("13/05", pytest.approx(0.24), pytest.approx(10), 24, pytest.approx(100.24)),
        ("14/05", pytest.approx(0.23), pytest.approx(10), 23, pytest.approx(100.47)),
    ]


@pytest.mark.parametrize("cut_h", [0, 1, 10], ids=["at midnight", "at 1 h", "in the morning"])
def test_files_in_any_order_give_the_same_store(store: Engine, cut_h: int) -> None:
    instants = hourly("2024-03-29 00:00", 4 * 24 + 1)
    indexes = 500 + np.cumsum(np.random.default_rng(5).gamma(0.3, 0.05, len(instants)))
    start = datetime(2024, 3, 29, tzinfo=PARIS)
    files: dict[int, list[str]] = {}
    for at, line in zip(instants, lines("C1", instants, indexes), strict=True):
        files.setdefault((at - start - timedelta(hours=cut_h)) // timedelta(days=1), []).append(
            line
        )
    found = []
    parts = list(files.values())
    for order in (parts, parts[::-1], [*parts[1::2], *parts[::2]]):
        emptied(store)
        for file in order:
            load(store, SOURCE, table(file))
        found.append(days(store))
    assert all(each == found[0] for each in found)


def test_of_a_day_split_between_two_files_the_fuller_part_is_kept(store: Engine) -> None:
    instants = hourly("2024-05-13 00:00", 24)
    rows = lines("C1", instants, np.arange(24) * 0.01)
    morning, rest = table(rows[:9]), table(rows[9:])
    for files in ((morning, rest), (rest, morning)):
        emptied(store)
        reports = [load(store, SOURCE, file) for file in files]
        assert days(store) == [("13/05", pytest.approx(0.14), None, 14, pytest.approx(0.23))]
        assert facts(reports[0]) == {}
        assert facts(reports[1]) == {"JOURNEES_PARTAGEES": {"days": "1", "meters": "1"}}


def test_a_window_that_begins_late_in_a_day_takes_nothing_from_it(store: Engine) -> None:
    """A base is read again from an instant: of that day, the store knows more."""
    instants = hourly("2024-05-13 00:00", 49)
    rows = lines("C1", instants, np.arange(49) * 0.01)
    for files in ((rows, rows[3:]), (rows[3:], rows)):
        emptied(store)
        for file in files:
            load(store, SOURCE, table(file))
        assert [(volume, hours) for _, volume, _, hours, _ in days(store)] == [
            (pytest.approx(0.24), 24),
            (pytest.approx(0.24), 24),
        ]


def test_a_corrected_file_replaces_whole_days(store: Engine) -> None:
    instants = hourly("2024-05-13 00:00", 25)
    load(store, SOURCE, table(lines("C1", instants, np.arange(25) * 0.02)))
    report = load(store, SOURCE, table(lines("C1", instants, np.arange(25) * 0.01)))
    assert days(store) == [("13/05", pytest.approx(0.24), pytest.approx(10), 24,
                            pytest.approx(0.24))]  # fmt: skip
    assert facts(report) == {}


def test_volumes_beside_indexes_of_one_meter_are_not_counted_twice(store: Engine) -> None:
    instants = hourly("2024-05-13 00:00", 25)
    rows = [f"C1;{at.isoformat()};{n * 10};L;index" for n, at in enumerate(instants)]
    rows += [f"C1;{at.isoformat()};10;L;volume" for at in instants[:-1]]
    report = load(store, SOURCE, table(rows, "compteur;horodatage;valeur;unité;nature"))
    assert set(report.rejected["code"]) == {"NATURES_MELEES"}
    assert report.rejected.height == 24
    assert [volume for _, volume, *_ in days(store)] == [pytest.approx(0.24)]


def test_a_hole_of_a_night_is_shared_and_a_longer_one_is_unknown(store: Engine) -> None:
    """From 20 h to 6 h, ten hours: four of the first day, six of the second."""
    instants = hourly("2024-05-13 00:00", 21) + hourly("2024-05-14 06:00", 19)
    indexes = [n * 0.01 for n in range(21)] + [0.20 + 0.50 + n * 0.01 for n in range(19)]
    load(store, SOURCE, table(lines("C1", instants, indexes)))
    assert [(day, volume, hours) for day, volume, _, hours, _ in days(store)] == [
        ("13/05", pytest.approx(0.20 + 0.50 * 4 / 10), 24),
        ("14/05", pytest.approx(0.50 * 6 / 10 + 0.18), 24),
    ]
    emptied(store)
    apart = ["C1;13/05/2024 00:00;1", "C1;14/05/2024 00:00;2", "C1;20/05/2024 00:00;9"]
    report = load(store, SOURCE, table(apart))
    assert [day for day, *_ in days(store)] == ["13/05"]
    assert facts(report) == {"RELEVES_TROP_ESPACES": {"rows": "1", "names": "C1"}}


def test_readings_every_quarter_of_an_hour_have_the_least_of_their_hours(store: Engine) -> None:
    """One litre each quarter, but none in one quarter: the hour has three, not none."""
    start = datetime(2024, 5, 13, tzinfo=PARIS)
    instants = [start + timedelta(minutes=15 * n) for n in range(97)]
    used = [0.0] + [0.0 if n == 10 else 0.001 for n in range(96)]
    load(store, SOURCE, table(lines("C1", instants, np.cumsum(used))))
    assert days(store) == [("13/05", pytest.approx(0.095), pytest.approx(3.0), 24,
                            pytest.approx(0.095))]  # fmt: skip
