"""Alerts of buildings: by the weather of their own station, restarted by works, priced."""

from datetime import date, timedelta

import pytest

from data import schema
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
    assert alert["eur_year"] == pytest.approx(alert["excess_per_day"] * 365 * EUR["gas"])


def test_each_building_has_the_weather_of_its_station(three_schools):
    names = [column.name for column in schema.signature.columns]
    found = [dict(zip(names, row, strict=True)) for row in rows(three_schools, schema.signature)]
    steady = [model for model in found if model["building_id"] == "STEADY"]
    assert len(steady) == 3
    # With the weather of the other station it would use more on warm days.
    assert {model["model"] for model in steady} == {"3PH"}
    assert all(model["r2"] == pytest.approx(1) for model in steady)
