"""The imagined water: real communes, balances that close, leaks and repairs that agree."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from data.months import month_end
from data.settings import Settings
from data.territory import load_territory
from data.water.vocabulary import REPAIR_KINDS, USAGES
from loaders.demo import water_customers, water_events, water_flows, water_places, water_volumes
from loaders.demo.days import day_facts

TERRITORY = load_territory(Path(Settings().territory_dir))
TODAY = date(2026, 11, 22)
FIRST = date(2024, 11, 1)
JULY = date(2026, 7, 1)


@pytest.fixture(scope="module")
def sectors() -> list[water_places.DemoSector]:
    return water_places.demo_sectors(60, TERRITORY)


def test_every_sector_is_in_a_real_commune_and_its_service(sectors):
    rows = water_places.sector_rows(sectors)
    served = water_places.commune_rows(sectors, TERRITORY)
    assert rows["sector_id"].n_unique() == 60
    assert set(rows["commune_code"]) <= set(served["commune_code"])
    assert set(rows["service_id"]) == set(
        water_places.service_rows(sectors, TERRITORY)["service_id"]
    )
    assert rows["simulated"].all()
    # One length is not known, on purpose.
    assert rows["pipe_km"].null_count() == 1


def test_a_tank_fills_and_empties_without_adding_water(sectors):
    with_tank = next(one for one in sectors if one.tank)
    hours = water_flows.demo_hours(JULY, TODAY)
    volumes = water_flows.tank_volumes_m3(with_tank, hours)
    assert len(volumes) == len(hours.at_s) + 1 == 31 * 24 + 1
    assert np.diff(volumes).sum() == pytest.approx(0, abs=1e-9)
    assert 0 < volumes.min() < volumes.max() < with_tank.tank_m3
    level = water_flows.level_m(with_tank, volumes)
    assert level * with_tank.tank_m3 / 4 == pytest.approx(volumes, abs=0.0005 * with_tank.tank_m3)


def test_a_sector_with_sites_takes_more_in_july_than_in_november(sectors):
    means = []
    for month in (JULY, date(2025, 11, 1)):
        facts = day_facts(month, month_end(month))
        hours = water_flows.demo_hours(month, TODAY)
        used = [water_flows.used_m3_h(one, hours, facts).mean() for one in sectors]
        means.append(np.array(used))
    # Chambord and Chenonceaux are villages; a town takes little more.
    ratio = means[0] / means[1]
    assert ratio.max() > 1.25
    assert np.median(ratio) < 1.1


def test_leaks_are_whole_after_their_ramp_and_stop_when_mended(sectors):
    leak = water_events.Happening(
        sectors[0], "slow", 1_751_320_800, 1_751_320_800 + 20 * 86_400, 0.2, 10.0
    )
    hours = water_flows.demo_hours(JULY.replace(year=2025), TODAY)
    flow = water_flows.leaked_m3_h(sectors[0], hours, [leak])
    whole = 0.2 * water_events.mean_m3_h(sectors[0])
    assert flow[0] == 0
    # Five days of ten, at noon when pressure is low: half of it, a little less.
    assert flow[5 * 24 + 12] == pytest.approx(whole * 5.5 / 10 * 0.98)
    assert flow[15 * 24 + 3] == pytest.approx(whole * 1.05)
    assert flow[20 * 24 + 3] == 0


def test_repairs_and_noises_belong_to_leaks_of_the_past(sectors):
    found = [
        leak
        for one in sectors
        for leak in water_events.leaks(one, FIRST, TODAY - timedelta(days=1))
    ]
    assert {leak.kind for leak in found} == {"burst", "slow"}
    repairs = water_events.repair_rows(found, FIRST, TODAY)
    assert repairs["repaired_day"].is_between(FIRST, TODAY).all()
    assert (repairs["found_day"] <= repairs["repaired_day"]).all()
    assert set(repairs["kind"]) <= set(REPAIR_KINDS)
    assert 40 < repairs.height < len(found)
    noises = water_events.noise_rows(found, sectors, FIRST, TODAY)
    assert noises.height == noises.unique(["logger_id", "at_s"]).height > 20


def test_the_past_does_not_change_with_the_last_day(sectors):
    early, late = (water_events.leaks(sectors[4], FIRST, last) for last in (JULY, TODAY))
    assert late[: len(early)] == early
    customers = water_places.customer_rows(50, sectors)
    month = next(water_customers.day_rows(customers, JULY, date(2026, 7, 10)))
    whole = next(water_customers.day_rows(customers, JULY, TODAY))
    assert month.equals(whole.filter(whole["day"] <= date(2026, 7, 10)))


def test_customers_leak_sometimes_and_some_use_water_at_night(sectors):
    customers = water_places.customer_rows(400, sectors)
    assert set(customers["usage"]) <= set(USAGES)
    days = next(water_customers.day_rows(customers, JULY, TODAY))
    # A leak is in the volume of its day: 24 hours of the least one, in litres.
    assert (days["volume_m3"] * 1000 >= days["least_l_per_h"] * 24 * 0.999 - 1).all()
    running = days.filter(days["least_l_per_h"] > 2)["customer_no"].n_unique()
    assert 0 < running < 60


def test_a_broken_meter_says_something_else_only_while_it_is_broken(sectors):
    hours = water_flows.demo_hours(JULY, TODAY)
    flow = np.linspace(10, 20, len(hours.at_s))
    start, end = (int(hours.at_s[at]) for at in (100, 200))
    expected = {"unit": flow / 3.6, "reversed": -flow, "stuck": np.full(len(flow), flow[100])}
    for kind, changed in expected.items():
        fault = water_events.Happening(sectors[0], kind, start, end)
        told, silent = water_flows.with_faults(hours, flow, [fault])
        assert not silent.any()
        assert (told[100:200] == changed[100:200]).all()
        assert (np.delete(told, range(100, 200)) == np.delete(flow, range(100, 200))).all()
    gap = water_events.Happening(sectors[0], "gap", start, end)
    told, silent = water_flows.with_faults(hours, flow, [gap])
    assert (np.flatnonzero(silent) == np.arange(100, 200)).all()


def test_official_volumes_add_up_to_a_plausible_yield(sectors):
    rows = water_volumes.variable_rows(sectors, TERRITORY, TODAY)
    year = rows.filter(rows["year"] == 2025).pivot(on="code", index="service_id", values="value")
    used = year["VP.063"] + year["VP.201"] + year["VP.221"] + year["VP.220"] + year["VP.061"]
    yields = 100 * used / (year["VP.059"] + year["VP.060"])
    known = yields.drop_nulls()
    assert known.is_between(58, 95).all()
    assert known.min() < 65
    # What is not declared is not there: its yield cannot be known.
    assert 0 < len(yields) - len(known) < 5
    assert set(rows["year"]) == set(range(2021, 2026))
