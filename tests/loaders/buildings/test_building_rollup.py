"""Days, months, territories and years of buildings: shares, gaps, constant perimeter, by hand."""

from datetime import date, timedelta

import pytest

from data import schema
from tests import building_store as made
from tests.building_store import EUR, KGCO2E, LAST, PCS_PER_PCI
from tests.loaders.measured import rows

MARCH, APRIL = date(2025, 3, 1), date(2025, 4, 1)


def table(engine, which, *key) -> list[dict]:
    """The rows of a table whose key begins so, in the order of its key."""
    names = [column.name for column in which.columns]
    keys = [column.name for column in which.primary_key][: len(key)]
    found = [dict(zip(names, row, strict=True)) for row in rows(engine, which)]
    return [row for row in found if tuple(row[name] for name in keys) == key]


def month(engine, when: date, building: str, energy: str) -> dict | None:
    return next(iter(table(engine, schema.building_month, when, building, energy)), None)


@pytest.fixture
def two_schools(engine):
    """A and B share a boiler; each has its electricity; C in Blois has nothing before 2025."""
    with engine.begin() as connection:
        made.add_reference_values(connection)
        made.add_building(connection, "A")
        made.add_building(connection, "B")
        made.add_building(connection, "C", made.BLOIS)
        made.add_meter(connection, "boiler", "gas", A=0.75, B=0.25)
        made.add_meter(connection, "power-A", "electricity", A=1.0)
        made.add_meter(connection, "power-B", "electricity", B=1.0)
        made.add_meter(connection, "power-C", "electricity", C=1.0)
        made.add_days(connection, "boiler", "gas", made.flat(40))
        made.add_days(connection, "power-A", "electricity", made.flat(10))
        # B lacks ten days of April 2025.
        gap = [APRIL + timedelta(days=step) for step in range(10)]
        made.add_days(
            connection,
            "power-B",
            "electricity",
            {day: value for day, value in made.flat(20).items() if day not in gap},
        )
        made.add_days(connection, "power-C", "electricity", made.flat(5, date(2025, 1, 1), LAST))
    made.rebuild(engine)
    return engine


def test_a_shared_meter_gives_each_building_its_part(two_schools):
    gas_pcs = 31 * 40 * 0.75
    row = month(two_schools, MARCH, "A", "gas")
    assert row["value"] == pytest.approx(gas_pcs)
    assert row["final_kwh"] == pytest.approx(gas_pcs / PCS_PER_PCI)
    assert row["eur"] == pytest.approx(gas_pcs * EUR["gas"])
    assert row["kgco2e"] == pytest.approx(gas_pcs / PCS_PER_PCI * KGCO2E["gas"])
    assert (row["days"], row["known_days"], row["spread_days"]) == (31, 31, 0)
    assert month(two_schools, MARCH, "B", "gas")["value"] == pytest.approx(31 * 40 * 0.25)


def test_missing_days_are_counted_not_filled(two_schools):
    row = month(two_schools, APRIL, "B", "electricity")
    assert (row["days"], row["known_days"]) == (30, 20)
    assert row["value"] == pytest.approx(20 * 20)
    assert month(two_schools, date(2024, 12, 1), "C", "electricity") is None


def test_a_territory_is_the_sum_of_what_is_known(two_schools):
    row = table(two_schools, schema.building_scope_month, "syndicat", APRIL, "electricity")[0]
    assert row["value"] == pytest.approx(30 * 10 + 20 * 20 + 30 * 5)
    assert (row["buildings"], row["complete"]) == (3, 2)
    tours = table(two_schools, schema.building_scope_month, "commune:37261", APRIL, "electricity")
    blois = table(two_schools, schema.building_scope_month, "commune:41018", APRIL, "electricity")
    assert tours[0]["value"] + blois[0]["value"] == pytest.approx(row["value"])
    # Nothing known is no row, not a zero.
    before = date(2024, 4, 1)
    assert not table(two_schools, schema.building_scope_month, "commune:41018", before)


def test_the_perimeter_compared_is_complete_both_years(two_schools):
    march = table(two_schools, schema.building_scope_month, "syndicat", MARCH, "electricity")[0]
    # C has no March 2024.
    assert march["common"] == 2
    assert march["common_value"] == pytest.approx(31 * (10 + 20))
    assert march["common_value_before"] == pytest.approx(31 * (10 + 20))
    april = table(two_schools, schema.building_scope_month, "syndicat", APRIL, "electricity")[0]
    assert (april["common"], april["common_value"]) == (1, pytest.approx(30 * 10))
    first = table(
        two_schools, schema.building_scope_month, "syndicat", date(2023, 3, 1), "electricity"
    )[0]
    assert (first["common"], first["common_value"]) == (0, None)


def test_a_year_adds_energies_in_final_kwh(two_schools):
    row = table(two_schools, schema.building_year, date(2025, 12, 1), "A")[0]
    gas_kwh = 365 * 30 / PCS_PER_PCI
    assert row["final_kwh"] == pytest.approx(365 * 10 + gas_kwh)
    assert row["eur"] == pytest.approx(365 * (10 * EUR["electricity"] + 30 * EUR["gas"]))
    assert row["kgco2e"] == pytest.approx(365 * 10 * 0.05 + gas_kwh * 0.2)
    assert row["kwh_m2"] == pytest.approx((365 * 10 + gas_kwh) / 100)
    assert (row["known_share"], row["water_m3"]) == (1.0, None)
    first = table(two_schools, schema.building_year, date(2023, 12, 1), "A")
    assert len(first) == 1
    assert not table(two_schools, schema.building_year, date(2023, 11, 1))


def test_a_year_stands_with_nine_tenths_of_its_days(two_schools):
    # 355 of 365 days.
    row = table(two_schools, schema.building_year, date(2025, 12, 1), "B")[0]
    assert row["known_share"] == pytest.approx(355 / 365)
    assert row["final_kwh"] == pytest.approx(355 * 20 + 365 * 10 / PCS_PER_PCI)
    # C has three months of twelve.
    row = table(two_schools, schema.building_year, MARCH, "C")[0]
    assert row["known_share"] == pytest.approx(90 / 365)
    assert (row["final_kwh"], row["eur"], row["kwh_m2"]) == (None, None, None)


def test_a_building_is_known_when_all_its_meters_are(engine):
    with engine.begin() as connection:
        made.add_reference_values(connection)
        made.add_building(connection, "A")
        made.add_meter(connection, "old", "electricity", A=1.0)
        made.add_meter(connection, "new", "electricity", A=1.0)
        made.add_days(connection, "old", "electricity", made.flat(10))
        # The wing of 2024 has its own meter, silent since the 20th of December 2025.
        made.add_days(
            connection,
            "new",
            "electricity",
            made.flat(3, date(2024, 1, 1), date(2025, 12, 20)),
            partial=(MARCH,),
        )
    made.rebuild(engine)
    assert month(engine, date(2023, 12, 1), "A", "electricity")["value"] == pytest.approx(31 * 10)
    assert month(engine, MARCH, "A", "electricity")["known_days"] == 30
    assert month(engine, MARCH, "A", "electricity")["value"] == pytest.approx(30 * 13)
    assert month(engine, date(2025, 12, 1), "A", "electricity")["known_days"] == 20


def test_the_best_series_of_a_meter_is_kept_each_day(engine):
    with engine.begin() as connection:
        made.add_reference_values(connection)
        made.add_building(connection, "A")
        made.add_meter(connection, "M", "electricity", A=1.0)
        made.add_days(connection, "M", "electricity", made.flat(9), grain="facture")
        june = made.flat(10, date(2025, 6, 1), date(2025, 6, 30))
        made.add_days(
            connection, "M", "electricity", june, grain="courbe", partial=(date(2025, 6, 4),)
        )
    made.rebuild(engine)
    row = month(engine, date(2025, 6, 1), "A", "electricity")
    # The partial day of the load curve is that of the bill.
    assert row["value"] == pytest.approx(29 * 10 + 9)
    assert (row["known_days"], row["spread_days"]) == (30, 1)


def test_rebuilding_twice_changes_nothing(two_schools):
    tables = [t for t in schema.metadata.tables.values() if t.name.startswith("out_building")]
    before = {one.name: rows(two_schools, one) for one in tables}
    made.rebuild(two_schools)
    assert {one.name: rows(two_schools, one) for one in tables} == before


def test_a_store_without_building_stays_empty(engine):
    made.rebuild(engine)
    assert rows(engine, schema.building_month) == []
    assert rows(engine, schema.building_year) == []
