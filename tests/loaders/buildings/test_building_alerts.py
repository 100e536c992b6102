"""Alerts of buildings: by the weather of their own station, on each side of works, priced."""

from datetime import date, timedelta

import pytest

from data import schema
from data.buildings.alerts import at_stake
from data.buildings.vocabulary import DRIFT_THRESHOLD
from tests import building_store as made
from tests.building_store import EUR, FIRST, LAST
from tests.loaders.measured import rows

DRIFTS_FROM = date(2025, 9, 1)
# The two stations: a cold week, then a mild one, and the other way round.
COLD_FIRST, MILD_FIRST = (
    {
        day: 8.0 if ((day - FIRST).days // 7 + shift) % 2 else 16.0
        for day in made.days_between(FIRST, LAST)
    }
    for shift in (1, 0)
)


def heated(mean_c: dict[date, float], day: date, drifts: bool) -> float:
    used = 20 + 4 * (18 - mean_c[day])
    return used * (1.4 if drifts and day >= DRIFTS_FROM else 1)


@pytest.fixture
def three_schools(engine):
    """DRIFT uses 40 % more from September 2025 on, as does WORKS, whose boiler was changed in May;
    STEADY follows the weather of another station."""
    with engine.begin() as connection:
        made.add_reference_values(connection)
        made.add_weather(connection, "COLD", COLD_FIRST)
        made.add_weather(connection, "MILD", MILD_FIRST)
        for name, station, mean_c, drifts in (
            ("DRIFT", "COLD", COLD_FIRST, True),
            ("WORKS", "COLD", COLD_FIRST, True),
            ("STEADY", "MILD", MILD_FIRST, False),
        ):
            made.add_building(connection, name, station_id=station)
            made.add_meter(connection, f"boiler-{name}", "gas", **{name: 1.0})
            days = {day: heated(mean_c, day, drifts) for day in mean_c}
            made.add_days(connection, f"boiler-{name}", "gas", days)
        work = {"work_id": "W", "building_id": "WORKS", "kind": "chaudiere", "label": "Chaudière",
                "first_day": date(2025, 5, 1), "last_day": date(2025, 5, 20), "energy": None,
                "simulated": False}  # fmt: skip
        made.fill(connection, schema.work, [work])
    made.rebuild(engine)
    return engine


def given(engine) -> list[dict]:
    names = [column.name for column in schema.alert.columns]
    found = [dict(zip(names, row, strict=True)) for row in rows(engine, schema.alert)]
    return [alert for alert in found if alert["threshold"] == DRIFT_THRESHOLD]


def test_a_drift_is_found_where_there_is_one(three_schools):
    alerts = given(three_schools)
    assert [alert["building_id"] for alert in alerts] == ["DRIFT"]
    assert alerts[0]["open"]
    assert abs(alerts[0]["since"] - DRIFTS_FROM) <= timedelta(days=3)
    assert alerts[0]["detected"] <= DRIFTS_FROM + timedelta(days=30)


def test_a_drift_is_priced(three_schools):
    alert = given(three_schools)[0]
    since = [day for day in COLD_FIRST if alert["since"] <= day <= alert["last_day"]]
    excess = sum(heated(COLD_FIRST, day, True) - heated(COLD_FIRST, day, False) for day in since)
    assert alert["excess"] == pytest.approx(excess, rel=0.02)
    assert alert["eur"] == pytest.approx(alert["excess"] * EUR["gas"])
    # Two fifths more than the year before it, whatever the season of the days seen so far.
    before = [day for day in COLD_FIRST if 0 < (alert["since"] - day).days <= 365]
    usual = sum(heated(COLD_FIRST, day, False) for day in before)
    assert alert["eur_year"] == pytest.approx(0.4 * usual * EUR["gas"], rel=0.03)


def test_each_building_has_the_weather_of_its_station(three_schools):
    names = [column.name for column in schema.signature.columns]
    found = [dict(zip(names, row, strict=True)) for row in rows(three_schools, schema.signature)]
    steady = [model for model in found if model["building_id"] == "STEADY"]
    assert len(steady) == 3
    # With the weather of the other station it would use more on warm days.
    assert {model["model"] for model in steady} == {"3PH"}
    assert all(model["r2"] == pytest.approx(1) for model in steady)


def test_what_came_before_works_keeps_its_alerts(three_schools):
    """A drift from March 2024 on, that works of May 2025 repaired."""
    with three_schools.begin() as connection:
        made.add_building(connection, "REPAIRED", station_id="COLD")
        made.add_meter(connection, "boiler-REPAIRED", "gas", REPAIRED=1.0)
        begun, repaired = date(2024, 3, 1), date(2025, 5, 1)
        days = {
            day: heated(COLD_FIRST, day, False) * (1.4 if begun <= day < repaired else 1)
            for day in COLD_FIRST
        }
        made.add_days(connection, "boiler-REPAIRED", "gas", days)
        work = {"work_id": "R", "building_id": "REPAIRED", "kind": "chaudiere", "label": "Neuve",
                "first_day": repaired, "last_day": date(2025, 5, 20), "energy": "gas",
                "simulated": False}  # fmt: skip
        made.fill(connection, schema.work, [work])
    made.rebuild(three_schools)
    (alert,) = [one for one in given(three_schools) if one["building_id"] == "REPAIRED"]
    assert (alert["since"], alert["last_day"], alert["open"]) == (begun, date(2025, 4, 30), False)


def test_older_days_of_another_building_move_no_alert(three_schools):
    before = given(three_schools)
    with three_schools.begin() as connection:
        made.add_building(connection, "OLD")
        made.add_meter(connection, "old", "gas", OLD=1.0)
        made.add_days(connection, "old", "gas", made.flat(5.0, date(2021, 5, 10), LAST))
    made.rebuild(three_schools)
    assert given(three_schools) == before


def test_an_alert_without_a_price_stands(three_schools):
    with three_schools.begin() as connection:
        connection.execute(schema.reference_value.delete())
    made.rebuild(three_schools)
    (alert,) = given(three_schools)
    assert (alert["eur_year"], alert["eur"]) == (None, None)
    assert alert["excess_per_day"] > 0
    assert at_stake(three_schools, "syndicat") == (1, 0, None)
    assert at_stake(three_schools, "batiment:STEADY") == (0, 0, 0.0)


@pytest.fixture
def taps(engine):
    """Water by the hour from April 2025 on, and by day before: 1 L at noon, and in December 5 L/h
    day and night. HOSTEL also lets 3 L/h run at all hours; CARE is one of health; MORE uses four
    times as much at noon since September, and nothing at night."""
    first = made.at("2025-04-01 00:00")
    hours = range(first, made.at("2026-01-01 00:00"), 3600)
    december, september = made.at("2025-12-01 00:00"), made.at("2025-09-01 00:00")
    with engine.begin() as connection:
        made.add_reference_values(connection)
        for name, category in (("LEAK", "ecole"), ("HOSTEL", "autre"), ("CARE", "sante"),
                               ("MORE", "ecole")):  # fmt: skip
            made.add_building(connection, name, category=category)
            made.add_meter(connection, f"tap-{name}", "water", **{name: 1.0})
            night = 0.003 if name == "HOSTEL" else 0.0
            daily = 0.1 + 24 * night
            more = 4 if name == "MORE" else 1
            days = {
                day: daily * (more if day >= date(2025, 9, 1) else 1)
                + (0.12 if name != "MORE" and day >= date(2025, 12, 1) else 0)
                for day in made.days_between(FIRST, LAST)
            }
            number = made.add_days(connection, f"tap-{name}", "water", days, grain="courbe")
            values = {
                second: night
                + (0.1 * (more if second >= september else 1) if (second // 3600) % 24 == 12 else 0)
                + (0.005 if name != "MORE" and second >= december else 0)
                for second in hours
                if (second // 3600) % 97 or name != "LEAK"
            }
            made.add_hours(connection, number, values)
    made.rebuild(engine)
    return engine


def test_leaks_are_told_where_water_stops_at_night_and_drifts_elsewhere(taps):
    leaks = [dict(alert) for alert in all_alerts(taps) if alert["kind"] == "leak"]
    assert {leak["building_id"] for leak in leaks} == {"LEAK"}
    (leak,) = leaks
    known = [hour for hour in range(31 * 24) if (made.at("2025-12-01 00:00") // 3600 + hour) % 97]
    assert leak["excess_per_day"] == pytest.approx(0.005 * 24)
    # An hour in 97 is missing: it is no flow.
    assert leak["excess"] == pytest.approx(0.005 * len(known))
    drifts = {alert["building_id"]: alert for alert in given(taps)}
    # The leak of LEAK is said once.
    assert set(drifts) == {"HOSTEL", "CARE", "MORE"}
    assert drifts["MORE"]["since"] == date(2025, 9, 1)
    assert drifts["CARE"]["since"] == date(2025, 12, 1)
    assert drifts["CARE"]["excess_per_day"] == pytest.approx(0.12, rel=0.01)


def all_alerts(engine) -> list[dict]:
    names = [column.name for column in schema.alert.columns]
    return [dict(zip(names, row, strict=True)) for row in rows(engine, schema.alert)]


def test_water_is_a_level_whatever_the_weather(engine):
    """A school that waters its garden on warm days: no slope, and a model without any station."""
    with engine.begin() as connection:
        made.add_reference_values(connection)
        made.add_weather(connection, "COLD", COLD_FIRST)
        for name, station in (("A", "COLD"), ("B", None)):
            made.add_building(connection, name, station_id=station)
            made.add_meter(connection, f"tap-{name}", "water", **{name: 1.0})
            days = {day: 1.0 + (mean_c > 10) for day, mean_c in COLD_FIRST.items()}
            made.add_days(connection, f"tap-{name}", "water", days)
    made.rebuild(engine)
    names = [column.name for column in schema.signature.columns]
    found = [dict(zip(names, row, strict=True)) for row in rows(engine, schema.signature)]
    assert {(one["building_id"], one["model"]) for one in found} == {("A", "1P"), ("B", "1P")}
    assert all(one["base_per_day"] == pytest.approx(1.5, abs=0.02) for one in found)
