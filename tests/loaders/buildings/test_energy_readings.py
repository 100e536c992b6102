"""Readings of any meter: units, steps, faces of meters, and what contradicts the store."""

import itertools
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Engine, select, update

from data import schema
from data.buildings.vocabulary import ESTIMATED, MEASURED
from tests.loaders.buildings import energy_store
from tests.loaders.buildings.energy_store import (
    GAS,
    GAS_PCI,
    LOST,
    PRM,
    WATER,
    days,
    load,
    table,
    total,
)

SOURCE = "releves-energie"
PCS_PER_PCI, KWH_PER_M3 = 1.11, 11.2


@pytest.fixture(autouse=True)
def _meters(engine: Engine) -> None:
    energy_store.fill_meters(engine)


def half_hours(day: str, values: list[float], unit: str = "W", step_min: int = 30) -> list[tuple]:
    """Rows of a day of PRM from midnight, clock times going on through the night."""
    start = datetime.fromisoformat(day)
    return [
        (PRM, f"{start + timedelta(minutes=step_min * n):%d/%m/%Y %H:%M}", value, unit, "")
        for n, value in enumerate(values)
    ]


def daily(meter: str, first: str, values: list[float], unit: str = "kWh") -> list[tuple]:
    start = date.fromisoformat(first)
    return [(meter, start + timedelta(days=n), v, unit, "") for n, v in enumerate(values)]


def codes(report) -> set[str]:
    return set(report.rejected["code"])


def notices(report) -> set[str]:
    assert all(notice.text.endswith(".") for notice in report.notices)
    return {notice.code for notice in report.notices}


@pytest.mark.parametrize(
    ("unit", "value", "step_min"),
    [("W", 1200, 30), ("kW", 1.2, 30), ("Wh", 600, 30), ("kWh", 0.6, 30), ("MWh", 0.0006, 30),
     ("W", 1200, 10), ("W", 1200, 60)],
)  # fmt: skip
def test_a_day_at_any_step_and_unit_is_its_energy(engine, unit, value, step_min):
    steps = 24 * 60 // step_min
    load(engine, SOURCE, table(*half_hours("2026-01-12", [value] * steps, unit, step_min)))
    grain = "courbe" if step_min == 30 else f"courbe-{step_min * 60}"
    assert days(engine, PRM, grain) == {"2026-01-12": (pytest.approx(1.2 * 24), steps, steps)}


def test_days_of_23_and_25_hours(engine):
    clock = [(n // 2, n % 2 * 30) for n in range(48)]
    spring = [(h, m) for h, m in clock if h != 2]
    autumn = [*clock[:6], *clock[4:]]
    rows = [
        (PRM, f"{day} {h:02}:{m:02}", 1000, "W", "")
        for day, hours in (("29/03/2026", spring), ("26/10/2025", autumn))
        for h, m in hours
    ]
    report = load(engine, SOURCE, table(*rows))
    assert report.rejected.is_empty()
    assert days(engine, PRM, "courbe") == {
        "2025-10-26": (pytest.approx(25.0), 50, 50),
        "2026-03-29": (pytest.approx(23.0), 46, 46),
    }


def test_a_partial_day_stays_partial(engine):
    load(engine, SOURCE, table(*half_hours("2026-01-12", [1000] * 20)))
    assert days(engine, PRM, "courbe") == {"2026-01-12": (pytest.approx(10.0), 20, 48)}


def test_the_same_file_twice_changes_nothing(engine):
    text = table(*half_hours("2026-01-12", [1000] * 96), (WATER, "01/01/2026", 10, "m³", "index"),
                 (WATER, "01/02/2026", 41, "m³", "index"))  # fmt: skip
    load(engine, SOURCE, text)
    before = energy_store.content(engine)
    assert load(engine, SOURCE, text).status == "unchanged"
    # The same rows in another file.
    assert load(engine, SOURCE, text + "\n").status == "loaded"
    assert energy_store.content(engine) == before


FILES = {
    "index": table((WATER, "01/01/2026", 99_990, "m³", "index"),
                   (WATER, "01/02/2026", 21, "m³", "index")),
    "change": table((WATER, "11/02/2026 10:00", 40, "m³", "depose"),
                    (WATER, "11/02/2026 10:00", 3, "m³", "pose")),
    "later": table((WATER, "01/03/2026", 21, "m³", "index"),
                   (WATER, "01/04/2026", 52, "m³", "index")),
}  # fmt: skip


@pytest.mark.parametrize("order", list(itertools.permutations(FILES)), ids=" ".join)
def test_sum_is_last_index_less_first_plus_changes_whatever_the_order(engine, order):
    for name in order:
        assert load(engine, SOURCE, FILES[name]).rejected.is_empty()
    rolled_over, changed = 100_000, 40 - 3
    assert total(engine, WATER, "jour-releve") == pytest.approx(52 - 99_990 + rolled_over + changed)
    known = days(engine, WATER, "jour-releve")
    # Spread over its days: January from 99,990 to 21 over the rollover.
    assert known["2026-01-15"][0] == pytest.approx((21 + rolled_over - 99_990) / 31)
    assert min(known) == "2026-01-01"
    assert max(known) == "2026-03-31"
    assert len(known) == 31 + 28 + 31
    with engine.connect() as connection:
        notices = connection.execute(select(schema.series_notice.c.code)).scalars().all()
        change = connection.execute(select(schema.meter_change)).one()
    assert "BOUCLAGE" in notices
    assert "COMPTEUR_REMIS_A_ZERO" not in notices
    assert (change.last_index, change.first_index) == (40, 3)


def test_a_fall_that_nothing_explains_is_a_reset_and_no_consumption(engine):
    rows = [(PRM, f"{day:02}/01/2026", value, "kWh", "index")
            for day, value in ((1, 5000), (2, 5010), (3, 7), (4, 19))]  # fmt: skip
    load(engine, SOURCE, table(*rows))
    assert {day: value for day, (value, *_) in days(engine, PRM, "jour-releve").items()} == {
        "2026-01-01": 10,
        "2026-01-03": 12,
    }


def test_a_change_needs_both_its_lines(engine):
    report = load(engine, SOURCE, table((WATER, "11/02/2026 10:00", 40, "m³", "depose"),
                                        (WATER, "12/02/2026", 41, "m³", "index")))  # fmt: skip
    assert codes(report) == {"CHANGEMENT_INCOMPLET"}


def test_months_and_weeks_are_spread_over_their_days(engine):
    rows = [(PRM, f"01/{month:02}/2026", value, "kWh", "") for month, value in
            ((1, 310), (2, 280), (4, 300))]  # fmt: skip
    load(engine, SOURCE, table(*rows))
    known = days(engine, PRM, "periode")
    assert total(engine, PRM, "periode") == pytest.approx(310 + 280 + 300)
    assert known["2026-01-31"][0] == pytest.approx(310 / 31)
    assert known["2026-04-30"][0] == pytest.approx(300 / 30)
    # March has no line: missing, not spread.
    assert "2026-03-15" not in known


def test_gas_in_m3_by_the_coefficient_given_or_by_that_of_reference(engine):
    titles = "compteur;horodatage;valeur;unité;coefficient"
    first = [(GAS, f"{day:02}/01/2026", 10, "m³", 11.5) for day in range(1, 4)]
    report = load(engine, SOURCE, table(*first, titles=titles))
    assert notices(report) == set()
    later = [(GAS, f"{day:02}/02/2026", 10, "m³", "") for day in range(1, 4)]
    report = load(engine, SOURCE, table(*later, titles=titles))
    assert notices(report) == {"GAZ_COEFFICIENT_PAR_DEFAUT"}
    known = days(engine, GAS, "jour")
    assert known["2026-01-01"][0] == pytest.approx(10 * 11.5)
    assert known["2026-02-01"][0] == pytest.approx(10 * KWH_PER_M3)
    wrong = [(GAS, f"{day:02}/03/2026", 10, "m³", 1.12) for day in range(1, 4)]
    report = load(engine, SOURCE, table(*wrong, titles=titles))
    assert codes(report) == {"COEFFICIENT_GAZ_INVRAISEMBLABLE"}


def test_an_index_of_gas_in_m3_is_brought_to_kwh_step_by_step(engine):
    titles = "compteur;horodatage;valeur;unité;nature;coefficient"
    rows = [(GAS, "01/01/2026", 99_900, "m³", "index", ""),
            (GAS, "01/02/2026", 10, "m³", "index", 11.5),
            (GAS, "01/03/2026", 66, "m³", "index", "")]  # fmt: skip
    report = load(engine, SOURCE, table(*rows, titles=titles))
    assert notices(report) == {"GAZ_COEFFICIENT_PAR_DEFAUT"}
    known = days(engine, GAS, "jour-releve")
    assert known["2026-01-10"][0] == pytest.approx((100_000 + 10 - 99_900) * 11.5 / 31)
    assert known["2026-02-10"][0] == pytest.approx((66 - 10) * KWH_PER_M3 / 28)


def test_gas_pci_is_stored_in_pcs(engine):
    report = load(engine, SOURCE, table(*daily(GAS_PCI, "2026-01-01", [100, 200])))
    assert notices(report) == {"GAZ_PCI_CONVERTI"}
    assert total(engine, GAS_PCI, "jour") == pytest.approx(300 * PCS_PER_PCI)


def test_litres_are_thousandths_of_m3(engine):
    load(engine, SOURCE, table(*daily(WATER, "2026-01-01", [1500, 500], "L")))
    assert total(engine, WATER, "jour") == pytest.approx(1.5 + 0.5)


def test_what_is_estimated_is_kept_as_such(engine):
    titles = "compteur;horodatage;valeur;unité;nature;estimé"
    rows = [(PRM, "01/01/2026", 10, "kWh", "", "non"), (PRM, "02/01/2026", 11, "kWh", "", "oui")]
    load(engine, SOURCE, table(*rows, titles=titles))
    reading = schema.reading.c
    with engine.connect() as connection:
        found = connection.execute(select(reading.quality).order_by(reading.at_s)).scalars().all()
    assert found == [MEASURED, ESTIMATED]


def test_meters_unknown_or_of_no_building_are_named(engine):
    report = load(engine, SOURCE, table(*daily(LOST, "2026-01-01", [10, 11]),
                                        ("ABSENT", "2026-01-01", 1, "kWh", "")))  # fmt: skip
    facts = {notice.code: notice.facts["names"] for notice in report.notices}
    assert facts == {"COMPTEURS_SANS_BATIMENT": LOST, "COMPTEURS_INCONNUS": "ABSENT"}
    assert codes(report) == {"COMPTEUR_INCONNU"}


# What the first file says of ten days, and how a second one is mistaken.
@pytest.mark.parametrize("factor", [2.0, 0.5, 1000.0, 11.0])
def test_a_unit_mistaken_against_another_series_is_refused_whole(engine, factor):
    load(engine, SOURCE, table(*daily(GAS, "2026-01-05", [24.0] * 10)))
    before = energy_store.content(engine)
    start = datetime(2026, 1, 5)
    hours = [(GAS, f"{start + timedelta(hours=n):%d/%m/%Y %H:%M}", factor, "kWh", "")
             for n in range(240)]  # fmt: skip
    report = load(engine, SOURCE, table(*hours))
    assert (report.status, codes(report)) == ("failed", {"UNITE_SUSPECTE"})
    assert notices(report) == {"UNITES_SUSPECTES"}
    assert energy_store.content(engine) == before


def test_two_series_that_agree_are_both_kept(engine):
    load(engine, SOURCE, table(*daily(PRM, "2026-01-05", [24.0] * 10)))
    report = load(engine, SOURCE, table(*half_hours("2026-01-05", [1050] * 480)))
    assert (report.status, codes(report)) == ("loaded", set())


@pytest.mark.parametrize(("value", "loaded"), [(20.0, True), (150.0, False), (2.0, False)])
def test_a_meter_far_from_itself_at_the_same_season_is_refused(engine, value, loaded):
    load(engine, SOURCE, table(*daily(GAS, "2025-01-01", [20.0] * 31)))
    report = load(engine, SOURCE, table(*daily(GAS, "2026-01-01", [value] * 31)))
    assert (report.status == "loaded") is loaded
    assert codes(report) == (set() if loaded else {"UNITE_SUSPECTE"})


def test_a_unit_that_changes_inside_a_file_is_refused(engine):
    values = [30.0] * 10 + [30_000.0] * 10
    report = load(engine, SOURCE, table(*daily(GAS, "2026-01-01", values)))
    assert codes(report) == {"UNITE_SUSPECTE"}


def test_a_unit_that_the_file_itself_changes_is_converted(engine):
    rows = [*daily(GAS, "2026-01-01", [30.0] * 5), *daily(GAS, "2026-01-06", [30_000.0] * 5, "Wh")]
    assert load(engine, SOURCE, table(*rows)).rejected.is_empty()
    assert total(engine, GAS, "jour") == pytest.approx(300)


def test_two_steps_of_one_meter_are_put_aside(engine):
    rows = [*half_hours("2026-01-12", [1000] * 72, step_min=10),
            *half_hours("2026-01-13", [1000] * 24, step_min=30)]  # fmt: skip
    assert codes(load(engine, SOURCE, table(*rows))) == {"PAS_INCOHERENT"}


def test_one_reading_alone_does_not_tell_its_step(engine):
    report = load(engine, SOURCE, table((PRM, "12/01/2026 10:00", 1, "kWh", "")))
    assert codes(report) == {"PAS_INCONNU"}
    assert load(engine, SOURCE, table((PRM, "12/01/2026", 1, "kWh", ""))).status == "loaded"


def test_what_was_loaded_is_what_a_building_used(engine):
    load(engine, SOURCE, table(*daily(PRM, "2026-01-01", [10.0] * 31)))
    month = schema.building_month.c
    statement = select(month.energy, month.value, month.known_days).where(
        month.month == date(2026, 1, 1)
    )
    with engine.connect() as connection:
        assert connection.execute(statement).all() == [("electricity", pytest.approx(310), 31)]


def test_real_readings_never_join_simulated_buildings(engine):
    with engine.begin() as connection:
        connection.execute(update(schema.building).values(simulated=True))
    report = load(engine, SOURCE, table(*daily(PRM, "2026-01-01", [10.0] * 31)))
    assert report.code == "MAGASIN_DE_DEMONSTRATION"
