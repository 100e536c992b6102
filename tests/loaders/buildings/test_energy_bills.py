"""Bills: spread over their days, estimates corrected, overlaps refused."""

import itertools

import pytest
from sqlalchemy import Engine, select

from data import schema
from data.buildings.vocabulary import SPREAD
from data.series.queries import place_days
from tests.loaders.buildings import energy_store
from tests.loaders.buildings.energy_store import GAS, PRM, WATER, days, load, table, total

TITLES = "compteur;début;fin;consommation;unité;montant;estimée"


@pytest.fixture(autouse=True)
def _meters(engine: Engine) -> None:
    energy_store.fill_meters(engine)


def bill(first: str, last: str, value: float, estimated: str = "non", meter: str = PRM) -> tuple:
    unit = "m³" if meter == WATER else "kWh"
    return (meter, first, last, value, unit, 100, estimated)


def load_bills(engine: Engine, *bills: tuple):
    return load(engine, "factures-energie", table(*bills, titles=TITLES))


def codes(report) -> list[str]:
    return sorted(report.rejected["code"])


def stored(engine: Engine) -> list[tuple]:
    row = schema.bill.c
    statement = select(row.first_day, row.last_day, row.value, row.estimated)
    with engine.connect() as connection:
        found = connection.execute(statement.order_by(row.meter_id, row.first_day)).all()
    return [(str(first), str(last), value, estimated) for first, last, value, estimated in found]


def test_a_bill_is_spread_evenly_both_days_included(engine):
    load_bills(engine, bill("01/01/2026", "28/02/2026", 590))
    known = days(engine, PRM, "facture")
    assert len(known) == 31 + 28
    assert known["2026-01-01"] == known["2026-02-28"] == (590 / 59, 1, 1)
    assert total(engine, PRM, "facture") == pytest.approx(590)
    with engine.connect() as connection:
        assert set(connection.execute(select(schema.reading.c.quality)).scalars()) == {SPREAD}


def test_an_estimate_gives_way_to_the_real_bill_of_its_period(engine):
    load_bills(engine, bill("01/01/2026", "28/02/2026", 590, "oui"))
    report = load_bills(engine, bill("01/01/2026", "28/02/2026", 472))
    assert [notice.code for notice in report.notices] == ["FACTURE_CORRIGEE"]
    assert stored(engine) == [("2026-01-01", "2026-02-28", 472, False)]
    assert total(engine, PRM, "facture") == pytest.approx(472)


ESTIMATES = (bill("01/01/2026", "31/01/2026", 300, "oui"),
             bill("01/02/2026", "28/02/2026", 300, "oui"))  # fmt: skip
REAL = bill("01/01/2026", "28/02/2026", 472)


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_a_real_bill_over_whole_estimates_stands_in_any_order(engine, order):
    bills = [*ESTIMATES, REAL]
    for position in order:
        report = load_bills(engine, bills[position])
        assert set(codes(report)) <= {"FACTURE_DEJA_REELLE"}
    assert stored(engine) == [("2026-01-01", "2026-02-28", 472, False)]
    assert total(engine, PRM, "facture") == pytest.approx(472)


def test_in_one_file_the_real_bill_wins_wherever_it_stands(engine):
    load_bills(engine, ESTIMATES[0], REAL, ESTIMATES[1])
    assert stored(engine) == [("2026-01-01", "2026-02-28", 472, False)]


def test_a_bill_over_another_is_put_aside(engine):
    report = load_bills(engine, REAL, bill("28/02/2026", "31/03/2026", 300))
    assert codes(report) == ["FACTURE_CHEVAUCHE"]
    report = load_bills(engine, bill("15/01/2026", "15/02/2026", 300))
    assert codes(report) == ["FACTURE_CHEVAUCHE"]
    assert total(engine, PRM, "facture") == pytest.approx(472)


def test_the_same_bills_twice_change_nothing(engine):
    load_bills(engine, REAL, bill("01/03/2026", "31/03/2026", 310))
    before = energy_store.content(engine)
    assert load_bills(engine, REAL, bill("01/03/2026", "31/03/2026", 310)).status == "unchanged"
    report = load_bills(engine, bill("01/03/2026", "31/03/2026", 310), REAL)
    assert (report.status, codes(report)) == ("loaded", [])
    assert energy_store.content(engine) == before


def test_gas_in_m3_is_converted_and_named(engine):
    rows = [(GAS, "01/01/2026", "31/01/2026", 310, "m³", 100, "non")]
    report = load(engine, "factures-energie", table(*rows, titles=TITLES))
    assert [notice.code for notice in report.notices] == ["GAZ_COEFFICIENT_PAR_DEFAUT"]
    assert total(engine, GAS, "facture") == pytest.approx(310 * 11.2)


def test_a_real_bill_that_readings_belie_is_refused(engine):
    readings = [(PRM, f"2026-01-{day:02}", 10, "kWh", "") for day in range(1, 32)]
    load(engine, "releves-energie", table(*readings))
    assert codes(load_bills(engine, bill("01/01/2026", "31/01/2026", 3100))) == ["UNITE_SUSPECTE"]
    assert load_bills(engine, bill("01/01/2026", "31/01/2026", 305)).status == "loaded"


def test_what_was_read_comes_before_what_is_spread(engine):
    load_bills(engine, bill("01/01/2026", "31/01/2026", 310))
    readings = [(PRM, f"2026-01-{day:02}", day, "kWh", "") for day in range(1, 21)]
    load(engine, "releves-energie", table(*readings))
    ranked = place_days().subquery()
    statement = select(ranked.c.day, ranked.c.value).where(ranked.c.rank == 1)
    with engine.connect() as connection:
        kept = {day.day: value for day, value in connection.execute(statement)}
    assert kept == {day: day if day <= 20 else 10 for day in range(1, 32)}
