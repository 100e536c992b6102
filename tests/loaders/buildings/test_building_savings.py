"""What works have saved, by bills and by days with their types."""

from datetime import date, timedelta

import pytest

from data import schema
from tests import building_store as made
from tests.loaders.measured import rows

FIRST_DAY, LAST_DAY = date(2025, 1, 15), date(2025, 1, 20)
# A winter and a summer a year, warmer by the day.
MEAN_C = {
    day: 12.0 - 9 * (1 if day.month in (11, 12, 1, 2, 3) else -1) + day.toordinal() % 5
    for day in made.days_between(made.FIRST, made.LAST)
}


def used(day: date, saved: float = 0.0) -> float:
    return (10 + 3 * max(0.0, 17 - MEAN_C[day])) * (1 - (saved if day > LAST_DAY else 0))


def add_works(connection, building_id: str) -> None:
    work = {"work_id": "W", "building_id": building_id, "kind": "isolation", "label": "Combles",
            "first_day": FIRST_DAY, "last_day": LAST_DAY, "energy": "oil",
            "simulated": False}  # fmt: skip
    made.fill(connection, schema.work, [work])


def months() -> list[list[date]]:
    found: dict[tuple[int, int], list[date]] = {}
    for day in MEAN_C:
        found.setdefault((day.year, day.month), []).append(day)
    return list(found.values())


def the_saving(engine):
    (row,) = rows(engine, schema.saving)
    names = [column.name for column in schema.saving.columns]
    return dict(zip(names, row, strict=True))


def test_bills_have_two_years_before_and_the_bill_of_the_works_in_neither(engine):
    with engine.begin() as connection:
        made.add_reference_values(connection)
        made.add_weather(connection, "S", MEAN_C)
        made.add_building(connection, "A", station_id="S")
        made.add_meter(connection, "tank", "oil", A=1.0)
        bills = {
            day: sum(used(each, 0.2) for each in days) / len(days)
            for days in months()
            for day in days
        }
        made.add_days(connection, "tank", "oil", bills, grain="facture")
        add_works(connection, "A")
    made.rebuild(engine)
    found = the_saving(engine)
    assert found["baseline_first_day"] == FIRST_DAY - timedelta(days=730)
    after = [day for day in MEAN_C if day >= date(2025, 2, 1)]
    assert found["measured"] == pytest.approx(sum(used(day, 0.2) for day in after))
    assert found["expected"] == pytest.approx(sum(used(day) for day in after), rel=0.02)
    assert found["saving"] / found["expected"] == pytest.approx(0.2, abs=0.015)
    days = (made.LAST - LAST_DAY).days
    assert found["reporting_share"] == pytest.approx(len(after) / days)
    assert found["eur_year"] == pytest.approx(found["saving"] / len(after) * 365 * made.EUR["oil"])
    weeks = {row[3]: row[4] for row in rows(engine, schema.saving_week)}
    assert weeks[date(2025, 1, 6)] is None
    assert weeks[date(2025, 2, 3)] is not None


def test_summers_that_fall_elsewhere_are_no_saving(engine):
    """A school closed in its holidays: three weeks longer after the works, which saved nothing."""

    def closed(day: date) -> bool:
        return day.month == 8 or (day.year == 2025 and day.month == 7 and day.day >= 10)

    with engine.begin() as connection:
        made.add_reference_values(connection)
        made.add_building(connection, "A")
        made.add_meter(connection, "tank", "oil", A=1.0)
        days = {day: 30.0 if closed(day) or day.weekday() >= 5 else 100.0 for day in MEAN_C}
        made.add_days(connection, "tank", "oil", days)
        made.add_weather(connection, "S", MEAN_C)
        connection.execute(schema.building.update().values(station_id="S"))
        holidays = [day for day in MEAN_C if closed(day)]
        made.fill(
            connection,
            schema.calendar_day,
            [{"day": day, "school_holiday": "Été", "school_zones": "ABC"} for day in holidays],
        )
        add_works(connection, "A")
    made.rebuild(engine)
    found = the_saving(engine)
    assert abs(found["saving"]) < 0.01 * found["expected"]
    assert not found["proven"]
