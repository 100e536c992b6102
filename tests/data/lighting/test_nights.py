"""Nights: against another computation of the sun, on the nights when clocks change."""

import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.calendar import PARIS, hours_in_day
from data.lighting.nights import (
    DAY_MIN,
    end_instant_s,
    night_cell,
    nights,
    start_instant_s,
)

ROOT = Path(__file__).parents[3]
TOURS = (47.39, 0.69)
PLACES = {
    "Tours": TOURS,
    "Lille": (50.63, 3.06),
    "Perpignan": (42.70, 2.90),
    "Ajaccio": (41.92, 8.74),
}
DAYS = st.dates(date(2000, 1, 1), date(2037, 12, 31))
LATITUDES, LONGITUDES = st.floats(41, 51), st.floats(-5, 10)


def paris_s(*moment: int, fold: int = 0) -> int:
    return int(datetime(*moment, tzinfo=PARIS, fold=fold).timestamp())


def sun_altitude_deg(latitude_deg: float, longitude_deg: float, utc_s: np.ndarray) -> np.ndarray:
    """Altitude of the sun's centre without refraction: the Almanac's low precision formulas."""
    n = utc_s / 86_400 + 2_440_587.5 - 2_451_545.0
    mean = np.radians(280.460 + 0.9856474 * n)
    anomaly = np.radians(357.528 + 0.9856003 * n)
    ecliptic = mean + np.radians(1.915 * np.sin(anomaly) + 0.020 * np.sin(2 * anomaly))
    obliquity = np.radians(23.439 - 0.0000004 * n)
    ascension = np.arctan2(np.cos(obliquity) * np.sin(ecliptic), np.cos(ecliptic))
    declination = np.arcsin(np.sin(obliquity) * np.sin(ecliptic))
    sidereal = np.radians(15 * (18.697374558 + 24.06570982441908 * n) + longitude_deg)
    latitude = np.radians(latitude_deg)
    return np.degrees(
        np.arcsin(
            np.sin(latitude) * np.sin(declination)
            + np.cos(latitude) * np.cos(declination) * np.cos(sidereal - ascension)
        )
    )


def night_h(latitude_deg: float, declination_deg: float) -> float:
    """Hours under −3° on a day of one declination: 24 less twice the hour angle."""
    latitude, declination = np.radians([latitude_deg, declination_deg])
    hour_angle = np.arccos(
        (np.sin(np.radians(-3)) - np.sin(latitude) * np.sin(declination))
        / (np.cos(latitude) * np.cos(declination))
    )
    return 24 - 2 * np.degrees(hour_angle) / 15


def hours_counted(place: tuple[float, float], year: int, depression_deg: float) -> float:
    """Minutes of a local year with the sun under −depression, one by one."""
    minutes_s = np.arange(paris_s(year, 1, 1), paris_s(year + 1, 1, 1), 60) + 30
    return (sun_altitude_deg(*place, minutes_s) < -depression_deg).sum() / 60


def hours_of(place: tuple[float, float], year: int, depression_deg: float = 3.0) -> float:
    """Hours of the nights cut at the two ends of a local year."""
    found = nights(*place, date(year, 1, 1), date(year, 12, 31), depression_deg)
    start_s, end_s = paris_s(year, 1, 1), paris_s(year + 1, 1, 1)
    lit_from_s, lit_to_s = (np.clip(s, start_s, end_s) for s in (found.lit_from_s, found.lit_to_s))
    return (lit_to_s - lit_from_s).sum() / 3600


@pytest.mark.parametrize("name", PLACES)
def test_hours_of_a_year_equal_those_of_another_computation(name: str) -> None:
    counted = hours_counted(PLACES[name], 2026, 3.0)
    assert hours_of(PLACES[name], 2026) == pytest.approx(counted, rel=0.0005)


def test_the_usual_figures_of_the_trade() -> None:
    assert hours_of(TOURS, 2026) == pytest.approx(4118, rel=0.0005)
    assert hours_of(TOURS, 2026, 6.0) == pytest.approx(3872, rel=0.005)
    assert hours_of(TOURS, 2026, 0.833) == pytest.approx(4295, rel=0.005)


@pytest.mark.parametrize("day", [date(2026, 3, 28), date(2026, 6, 21), date(2026, 12, 21)])
def test_the_sun_is_three_degrees_down_when_a_night_begins_and_ends(day: date) -> None:
    for place in PLACES.values():
        found = nights(*place, day, day)
        ends_s = np.concatenate([found.lit_from_s, found.lit_to_s])
        np.testing.assert_allclose(sun_altitude_deg(*place, ends_s), -3.0, atol=0.05)


def test_rows_go_from_the_eve_to_the_last_evening() -> None:
    found = nights(*TOURS, date(2024, 2, 28), date(2024, 3, 1))
    expected = ["2024-02-27", "2024-02-28", "2024-02-29", "2024-03-01"]
    assert found.day.astype(str).tolist() == expected
    assert found.midnight_s[1] == paris_s(2024, 2, 29)


def test_the_night_of_winter_time_is_an_hour_longer_after_midnight() -> None:
    found = nights(*TOURS, date(2026, 10, 24), date(2026, 10, 25))
    assert found.clock_shift_s.tolist() == [0, 3600, 0]
    _, changed_s, next_s = found.lit_to_s - found.midnight_s
    # By the clock the sun rises as on the next day, two minutes apart; an hour more has passed.
    assert changed_s - 3600 == pytest.approx(next_s, abs=120)


def test_the_night_of_summer_time_is_an_hour_shorter_after_midnight() -> None:
    found = nights(*TOURS, date(2026, 3, 28), date(2026, 3, 29))
    assert found.clock_shift_s.tolist() == [0, -3600, 0]
    _, changed_s, next_s = found.lit_to_s - found.midnight_s
    assert changed_s + 3600 == pytest.approx(next_s, abs=180)


def test_local_times_of_the_night_of_winter_time() -> None:
    found = nights(*TOURS, date(2026, 10, 24), date(2026, 10, 24))
    assert found.day[1] == np.datetime64("2026-10-24")
    assert start_instant_s(found, 23 * 60)[1] == paris_s(2026, 10, 24, 23)
    assert start_instant_s(found, 0)[1] == paris_s(2026, 10, 25)
    # 02:30 comes twice: its first passage.
    assert start_instant_s(found, 150)[1] == paris_s(2026, 10, 25, 2, 30, fold=0)
    assert end_instant_s(found, 300)[1] == paris_s(2026, 10, 25, 5)
    assert end_instant_s(found, 300)[1] - start_instant_s(found, 0)[1] == 6 * 3600


def test_local_times_of_the_night_of_summer_time() -> None:
    found = nights(*TOURS, date(2026, 3, 28), date(2026, 3, 28))
    assert end_instant_s(found, 300)[1] == paris_s(2026, 3, 29, 5)
    assert end_instant_s(found, 300)[1] - start_instant_s(found, 0)[1] == 4 * 3600
    # 02:30 does not exist: it is 03:30.
    assert start_instant_s(found, 150)[1] == paris_s(2026, 3, 29, 3, 30)


def test_noon_begins_a_night_and_ends_it() -> None:
    found = nights(*TOURS, date(2026, 6, 21), date(2026, 6, 21))
    assert start_instant_s(found, 720)[1] == paris_s(2026, 6, 21, 12)
    assert end_instant_s(found, 720)[1] == paris_s(2026, 6, 22, 12)
    assert end_instant_s(found, DAY_MIN)[1] == paris_s(2026, 6, 22)


@given(LATITUDES, LONGITUDES, DAYS)
@settings(max_examples=60, deadline=None)
def test_every_night_holds_its_midnight(latitude: float, longitude: float, day: date) -> None:
    found = nights(latitude, longitude, day, day + timedelta(days=2))
    hours = (found.lit_to_s - found.lit_from_s) / 3600
    assert (found.lit_from_s < found.midnight_s).all()
    assert (found.midnight_s < found.lit_to_s).all()
    shortest_h, longest_h = (night_h(latitude, declination) for declination in (23.44, -23.44))
    assert ((hours > shortest_h - 0.05) & (hours < longest_h + 0.05)).all()
    lengths = [hours_in_day(each.astype(object)) for each in found.day[1:]]
    assert (np.diff(found.midnight_s) / 3600).tolist() == lengths


@given(LATITUDES, LONGITUDES)
@settings(max_examples=15, deadline=None)
def test_a_cell_has_the_hours_of_its_places(latitude: float, longitude: float) -> None:
    cell = night_cell(latitude, longitude)
    assert hours_of(cell, 2026) == pytest.approx(hours_of((latitude, longitude), 2026), rel=0.0003)


def test_days_the_wrong_way_round_and_a_sun_that_stays_up_are_refused() -> None:
    with pytest.raises(ValueError, match="envers"):
        nights(*TOURS, date(2026, 1, 2), date(2026, 1, 1))
    with pytest.raises(ValueError, match="math domain"):
        nights(66.0, 20.0, date(2026, 6, 21), date(2026, 6, 21))


def test_importing_the_application_leaves_the_sun_alone() -> None:
    code = (
        "import sys, app\n"
        "import data.lighting.anomalies, data.lighting.burning, data.lighting.compliance\n"
        "assert 'astral' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
