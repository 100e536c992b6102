"""What the imagined buildings consume: their kind, the weather, works, drifts, leaks, bills."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from data.buildings.vocabulary import SPREAD
from data.calendar import day_bounds_utc_s
from data.territory import load_territory
from loaders.demo import bills, building_load, energy_readings, load_curves, weather
from loaders.demo import building_works as happenings
from loaders.demo.buildings import DemoBuilding, all_buildings, chosen_buildings
from loaders.demo.energy import DemoDays, consumption, demo_days
from loaders.demo.meters import DemoMeter, Reading, demo_meters, leaking_buildings

TERRITORY = load_territory(Path("data/reference/territory"))
TODAY, FIRST = date(2026, 4, 16), date(2025, 4, 1)
BUILDINGS = 24


def _days(first: date = FIRST, today: date = TODAY) -> DemoDays:
    return demo_days(first, today - timedelta(days=1), "B")


def _one(energy: str, works: Callable, drifts: Callable) -> np.ndarray:
    building = next(b for b in all_buildings(TERRITORY) if b.heating == "gas")
    changes = happenings.Changes(
        happenings.by_building(works(building)), happenings.by_building(drifts(building)), {}
    )
    return consumption(DemoMeter(building, energy, Reading.DAILY), _days(), changes)


def test_works_save_what_they_say_from_the_day_after_them():
    finished = date(2025, 10, 1)

    def insulation(building: DemoBuilding) -> list[happenings.Work]:
        return [
            happenings.Work(
                building, "isolation", "", finished, finished, "gas", 1 - 0.2, 100_000.0
            )
        ]

    before = _one("gas", _none, _none)
    after = _one("gas", insulation, _none)
    row = (finished - FIRST).days + 1
    assert (before[:row] == after[:row]).all()
    assert after[row:].sum() / before[row:].sum() == pytest.approx(0.8, abs=1e-4)
    lit = [_one("electricity", works, _none) for works in (insulation, _none)]
    assert (lit[0] == lit[1]).all()


def test_a_drift_adds_its_share_between_its_days():
    def drift(building: DemoBuilding) -> list[happenings.Episode]:
        return [happenings.Episode(building, date(2025, 12, 1), date(2026, 1, 1), 0.15)]

    plain = _one("gas", _none, _none)
    drifted = _one("gas", _none, drift)
    changed = slice((date(2025, 12, 1) - FIRST).days, (date(2026, 1, 1) - FIRST).days)
    ratio = drifted / plain
    assert ratio[changed] == pytest.approx(1.15, abs=1e-3)
    assert (np.delete(drifted, changed) == np.delete(plain, changed)).all()


@pytest.mark.parametrize("count", [24, 400])
@pytest.mark.parametrize("today", [date(2025, 2, 3), TODAY, date(2028, 8, 20)])
def test_some_drift_and_some_leak_are_open_on_any_day(count: int, today: date):
    days = _days(date(today.year - 2, today.month, 1), today)
    changes = building_load.all_changes(chosen_buildings(count, TERRITORY), days)
    yesterday = today - timedelta(days=1)
    for kind in (changes.drifts, changes.leaks):
        episodes = [episode for some in kind.values() for episode in some]
        assert [e for e in episodes if e.start <= yesterday < e.stop]
        assert [e for e in episodes if e.stop <= yesterday]


def test_about_sixty_works_are_known_over_three_years():
    days = _days(date(2023, 11, 1), date(2026, 11, 22))
    changes = building_load.all_changes(chosen_buildings(400, TERRITORY), days)
    works = [work for some in changes.works.values() for work in some]
    rows = happenings.work_rows(works, days.first, date(2026, 11, 22))
    assert 50 <= rows.height <= 80
    saving = rows.drop_nulls("cost_eur")["expected_saving_pct"]
    assert saving.is_between(5, 35).all()
    assert rows["kind"].value_counts()["count"].len() == 5


def test_nobody_draws_water_at_night_and_hours_add_up_to_the_day():
    building = next(b for b in all_buildings(TERRITORY) if b.category == "ecole")
    days = _days()
    steps = load_curves.clock(days, 3600)
    daily = consumption(DemoMeter(building, "water", Reading.DAILY), days, _nothing())
    hours = load_curves.water_steps(building, daily, days, steps)
    night = steps.slot < 6
    assert (hours[night] == 0).all()
    assert np.bincount(steps.row, hours) == pytest.approx(daily, abs=1e-6)
    assert np.bincount(steps.row)[(date(2025, 10, 26) - FIRST).days] == 25


def test_a_leak_shows_in_every_hour_of_a_meter_read_by_the_hour():
    chosen = chosen_buildings(BUILDINGS, TERRITORY)
    leaking = leaking_buildings(chosen)[0]
    leak = happenings.Episode(leaking, date(2026, 1, 10), date(2026, 2, 10), 30.0)
    changes = happenings.Changes({}, {}, happenings.by_building([leak]))
    meter = next(m for m in demo_meters(chosen) if m.building == leaking and m.energy == "water")
    assert meter.fine
    hours = energy_readings.meter_readings(meter, _days(), changes)[1]
    during = pl.col("at_s").is_between(
        *(day_bounds_utc_s(day)[0] for day in (leak.start, leak.stop)), closed="left"
    )
    assert hours.filter(during)["value"].min() == pytest.approx(0.030)
    assert hours.filter(~during)["value"].min() == 0


def _none(_building: DemoBuilding) -> list:
    return []


def _nothing() -> happenings.Changes:
    return happenings.Changes({}, {}, {})


def test_buildings_consume_what_their_kind_says_in_a_normal_year():
    year = demo_days(date(2019, 1, 1), date(2019, 12, 31), "B")
    for building in all_buildings(TERRITORY)[::40]:
        electricity = DemoMeter(building, "electricity", Reading.DAILY)
        used = consumption(electricity, year, _nothing()).sum()
        if building.heating != "electricity":
            heating = DemoMeter(building, building.heating, Reading.DAILY)
            pci = 1.11 if building.heating == "gas" else 1
            used += consumption(heating, year, _nothing()).sum() / pci
        assert used == pytest.approx(building.yearly_kwh, rel=0.08), building.name


def test_the_weather_has_the_climate_of_touraine_and_three_missing_days():
    told = weather.temperatures(weather.FIRST_DAY, date(2026, 4, 15))
    assert (told.high_c > told.low_c).all()
    mean_c = told.mean_c.mean(axis=1)
    assert mean_c == pytest.approx([12.8, 12.4], abs=0.5)
    rows = weather.weather_rows(told)
    days = (date(2026, 4, 15) - weather.FIRST_DAY).days + 1
    last = rows.filter(pl.col("day") > date(2022, 12, 31), pl.col("day") <= date(2025, 12, 31))
    assert last.height == 2 * 1096 - 3
    assert rows.height >= 2 * days - 26


def test_a_bill_that_was_too_high_is_put_right_by_the_next_one():
    meter = next(
        meter
        for meter in demo_meters(chosen_buildings(400, TERRITORY))
        if meter.reading is Reading.BILL and meter.energy == "gas"
    )
    days = _days()
    rows = bills.bill_rows(meter, days, _nothing())
    assert rows["first_day"][0] == FIRST
    assert rows["last_day"][-1] == date(2026, 3, 31)
    used = consumption(meter, days, _nothing())
    told = days.between(FIRST, date(2026, 4, 1))
    if not rows["estimated"][-1]:
        assert rows["value"].sum() == pytest.approx(used[told].sum(), abs=1)
    assert rows["estimated"].sum() >= 1
    assert bills.spread_values(rows)["quality"].unique().to_list() == [SPREAD]
