"""What is expected of each day on screen is what the alerts judge it by."""

from datetime import date, timedelta

import pytest

from data import schema
from data.buildings import sheet_days
from data.buildings.vocabulary import DRIFT_THRESHOLD
from data.selection import Selection
from tests import building_store as made

FIRST, LAST = date(2022, 1, 1), date(2025, 12, 31)
DRIFTS_FROM = date(2024, 10, 1)
MEAN_C = {day: 5.0 + day.toordinal() * 7 % 19 for day in made.days_between(FIRST, LAST)}


def used(day: date) -> float:
    """A school that halves on week-ends and in summer; 30 % more from October 2024 on."""
    closed = day.weekday() >= 5 or day.month == 8
    usual = (20 + 3 * max(0.0, 16 - MEAN_C[day])) * (0.5 if closed else 1)
    return usual * (1.3 if day >= DRIFTS_FROM else 1)


@pytest.fixture
def school(engine):
    with engine.begin() as connection:
        made.add_reference_values(connection)
        made.add_weather(connection, "S", MEAN_C)
        made.add_building(connection, "A", station_id="S")
        made.add_meter(connection, "boiler", "gas", A=1.0)
        made.add_days(connection, "boiler", "gas", {day: used(day) for day in MEAN_C})
        # Bills: no model of the alerts.
        made.add_meter(connection, "tank", "oil", A=1.0)
        bills = {day: 6 + 1e-6 * (day.month % 2) for day in MEAN_C}
        made.add_days(connection, "tank", "oil", bills, grain="facture")
        august = [day for day in MEAN_C if day.month == 8]
        made.fill(
            connection,
            schema.calendar_day,
            [{"day": day, "school_holiday": "Été", "school_zones": "ABC"} for day in august],
        )
    made.rebuild(engine)
    return engine


def followed(engine, first: date, last: date):
    asked = {"territoire": "batiment:A", "periode": "libre", "du": str(first), "au": str(last)}
    selection = Selection.parse(asked, today=LAST + timedelta(days=1))[0]
    frame = sheet_days.daily(engine, selection)
    return {energy: own.set_index("day") for energy, own in frame.groupby("energy")}


def test_a_drift_is_as_far_above_the_line_as_its_alert_says(school):
    alert = schema.alert.c
    with school.connect() as connection:
        statement = schema.alert.select().where(
            alert.threshold == DRIFT_THRESHOLD, alert.energy == "gas"
        )
        (found,) = connection.execute(statement).all()
    assert found.open
    assert abs(found.since - DRIFTS_FROM) <= timedelta(days=1)
    gas = followed(school, FIRST, LAST)["gas"]
    drifting = gas[gas["alert"]]
    assert (drifting.index[0], drifting.index[-1]) == (found.since, found.last_day)
    excess = (drifting["value"] - drifting["expected"]).sum()
    assert excess == pytest.approx(found.excess, rel=1e-6)
    # More than a year of it, never its own reference: 0.3 ÷ 1.3 of what is used.
    assert excess == pytest.approx(drifting["value"].sum() * 0.3 / 1.3, rel=0.02)
    in_2025 = drifting[drifting.index >= date(2025, 1, 1)]
    assert (in_2025["value"] > 1.15 * in_2025["expected"]).mean() > 0.99


def test_weekends_and_holidays_have_their_own_expected_days(school):
    gas = followed(school, date(2024, 2, 1), date(2024, 8, 31))["gas"]
    error = (gas["value"] - gas["expected"]).abs() / gas["value"]
    assert error.max() < 0.05


def test_the_first_year_is_beside_the_model_that_it_has_taught(school):
    gas = followed(school, FIRST, date(2022, 12, 31))["gas"]
    assert gas["expected"].notna().all()
    assert gas["expected"].sum() == pytest.approx(gas["value"].sum(), rel=0.01)


def test_bills_have_their_signature_for_line(school):
    oil = followed(school, date(2025, 1, 1), LAST)["oil"]
    assert oil["expected"].tolist() == pytest.approx([6.0] * 365)
