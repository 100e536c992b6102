"""Buildings of the demonstration store: parts add up to the whole, everywhere."""

import pytest
from sqlalchemy import func, select

from data import db, schema


@pytest.fixture(scope="module")
def connection(demo_store):
    engine = db.make_engine(demo_store)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def scope_sums(connection, kind: str) -> dict:
    row = schema.building_scope_month.c
    sums = [func.sum(row[name]) for name in ("value", "final_kwh", "eur", "complete", "buildings")]
    statement = (
        select(row.month, row.energy, *sums)
        .where(row.scope.startswith(kind))
        .group_by(row.month, row.energy)
    )
    return {tuple(line[:2]): list(line[2:]) for line in connection.execute(statement)}


def nearly(sums: dict) -> dict:
    known = {line: [value or 0 for value in values] for line, values in sums.items()}
    return {line: pytest.approx(values) for line, values in known.items()}


@pytest.mark.parametrize("kind", ["commune:", "departement:"])
def test_places_add_up_to_the_syndicate(connection, kind):
    whole = scope_sums(connection, "syndicat")
    assert whole
    parts = {
        line: [value or 0 for value in values]
        for line, values in scope_sums(connection, kind).items()
    }
    assert parts == nearly(whole)


def test_buildings_add_up_to_the_syndicate(connection):
    row = schema.building_month.c
    statement = select(row.month, row.energy, func.sum(row.value)).group_by(row.month, row.energy)
    buildings = {(month, energy): value for month, energy, value in connection.execute(statement)}
    whole = {line: values[0] for line, values in scope_sums(connection, "syndicat").items()}
    assert buildings == pytest.approx(whole)


def test_a_year_is_the_sum_of_its_months(connection):
    year, month = schema.building_year.c, schema.building_month.c
    last = connection.scalar(select(func.max(year.last_month)))
    first = last.replace(year=last.year - 1)
    months = dict(
        connection.execute(
            select(month.building_id, func.sum(month.final_kwh))
            .where(month.month > first, month.month <= last)
            .group_by(month.building_id)
        ).all()
    )
    years = dict(
        connection.execute(
            select(year.building_id, year.final_kwh).where(
                year.last_month == last, year.final_kwh.is_not(None)
            )
        ).all()
    )
    assert years
    assert years == pytest.approx({building: months[building] for building in years})


def test_heating_and_cooling_are_parts_of_the_whole(connection):
    year = schema.building_year.c
    parts = year.heating_kwh + year.cooling_kwh
    known = connection.scalar(select(func.count(parts)))
    assert known > 0
    assert connection.scalar(select(func.count()).where(parts > year.final_kwh * 1.000001)) == 0
