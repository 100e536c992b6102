"""What the demonstration simulates: places, attendance, sessions, outages, counters."""

import json
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from shapely.geometry import Point, shape

from data.calendar import PARIS, day_bounds_utc_s
from data.footfall.publication import SESSION
from data.territory import load_territory
from loaders.demo import counters, days, events, outages, places
from loaders.demo.attendance import drawn_terminals, expected_terminals, kind_factor
from loaders.demo.profiles import PROFILES
from loaders.demo.sessions import VisitModel, month_sessions

TODAY = date(2026, 4, 16)
FIRST = date(2025, 4, 1)
TERRITORY = load_territory(Path("data/reference/territory"))


# --- places ---


def test_the_network_has_252_sites_and_695_access_points_of_both_departements():
    everything = places.all_places()
    assert everything.height == everything["site_id"].n_unique() == 252
    assert everything["name"].n_unique() == 252
    assert places.access_point_rows(everything)["access_point_id"].n_unique() == 695
    rows = places.site_rows(everything, TERRITORY)
    assert set(rows["departement_code"]) == {"37", "41"}
    assert rows["epci_code"].null_count() == 0
    assert set(everything["place_kind"]) == set(PROFILES)


def test_every_site_stands_in_its_commune():
    outlines = json.loads(TERRITORY.outline_path("communes").read_text())["features"]
    inside = {feature["properties"]["code"]: shape(feature["geometry"]) for feature in outlines}
    astray = [
        row["name"]
        for row in places.all_places().iter_rows(named=True)
        if not inside[row["commune_code"]].covers(Point(row["longitude_deg"], row["latitude_deg"]))
    ]
    assert astray == []


def test_counters_stand_in_known_communes():
    assert all(TERRITORY.commune(code) for code in counters.counter_places()["commune_code"])


def test_events_name_known_communes_and_kinds():
    for event in events.EVENTS:
        assert event.scope == "syndicat" or TERRITORY.place(event.scope), event.key
        assert set(event.kinds) <= set(PROFILES), event.key


def test_a_small_network_keeps_the_kinds_and_the_two_departements():
    chosen = places.chosen_places(24)
    assert chosen.height == chosen["site_id"].n_unique() == 24
    assert chosen["place_kind"].n_unique() >= 9
    assert set(chosen["commune_code"].str.head(2)) == {"37", "41"}


def test_the_network_grows():
    opened = places.all_places()["opened_on"]
    before = (opened < date(2023, 12, 1)).sum()
    assert 0.55 * 252 <= before <= 0.65 * 252
    assert places.all_places()["closed_on"].drop_nulls().len() == 6


# --- attendance ---


@pytest.fixture(scope="module")
def year() -> tuple[pl.DataFrame, np.ndarray]:
    """Days of 2025 and the expected terminals of the whole network, places x days."""
    facts = days.day_facts(date(2025, 1, 1), date(2025, 12, 31))
    return facts, expected_terminals(places.all_places(), facts)


def _of_kind(kind: str) -> np.ndarray:
    return (places.all_places()["place_kind"] == kind).to_numpy()


def test_two_thirds_of_the_year_are_seen_from_may_to_october(year):
    facts, expected = year
    season = facts["day"].dt.month().is_between(5, 10).to_numpy()
    assert 0.60 < expected[:, season].sum() / expected.sum() < 0.70


def test_castles_live_on_sundays_stations_on_fridays_museums_close_on_tuesdays(year):
    facts, expected = year
    weekday = facts["day"].dt.weekday().to_numpy()

    def mean(kind: str, day: int) -> float:
        return expected[_of_kind(kind)][:, weekday == day].mean()

    assert mean("Château", 7) > 1.2 * mean("Château", 2)
    assert mean("Gare", 5) > 1.3 * mean("Gare", 6)
    assert mean("Musée", 2) < 0.4 * mean("Musée", 3)


def test_a_closed_site_sees_nobody_and_a_new_one_starts_low(year):
    facts, expected = year
    for row in places.all_places().iter_rows(named=True):
        outside = (facts["day"] < row["opened_on"]).to_numpy()
        if row["closed_on"]:
            outside |= (facts["day"] > row["closed_on"]).to_numpy()
        seen = expected[row["place_no"]]
        assert (seen[outside] == 0).all()
        assert (seen[~outside] > 0).all()


def test_rain_empties_the_cycle_halts_and_fills_the_museums():
    dry = days.day_facts(date(2025, 7, 2), date(2025, 7, 2)).with_columns(rain=pl.lit(0.0))
    wet = dry.with_columns(rain=pl.lit(1.0))
    for kind, factor in (("Halte vélo", 0.45), ("Musée", 1.20)):
        change = kind_factor(PROFILES[kind], wet) / kind_factor(PROFILES[kind], dry)
        assert change == pytest.approx(factor)


def test_a_site_without_any_access_point_sees_nobody():
    facts = days.day_facts(date(2025, 7, 1), date(2025, 7, 31))
    everything = places.all_places()
    up = np.ones((everything.height, facts.height))
    whole = drawn_terminals(everything, facts, up)
    up[0, 3] = 0
    broken = drawn_terminals(everything, facts, up)
    assert whole[0, 3] > 0
    assert broken[0, 3] == 0
    whole[0, 3] = 0
    assert (broken == whole).all()


# --- sessions ---


@pytest.mark.parametrize("month", [date(2025, 3, 1), date(2025, 10, 1)], ids=["23 h", "25 h"])
def test_session_times_agree_with_their_local_day_and_hour(month: date):
    facts = days.day_facts(month, month + timedelta(days=30))
    chosen = places.chosen_places(12)
    terminals = np.full((12, facts.height), 9)
    sessions = month_sessions(VisitModel(chosen), facts["day"], terminals, consent=True)
    assert sessions.schema == SESSION
    local = pl.from_epoch("start_s").dt.convert_time_zone(PARIS.key)
    seen = sessions.with_columns(local_day=local.dt.date(), local_hour=local.dt.hour())
    assert (seen["local_day"] == seen["day"]).all()
    assert (seen["local_hour"] == seen["hour"]).all()
    assert (seen["stop_s"] > seen["start_s"]).all()


def test_terminals_speak_french_first_and_some_go_on_to_a_second_site():
    facts = days.day_facts(date(2025, 6, 1), date(2025, 6, 30))
    chosen = places.all_places()
    terminals = np.random.default_rng(1).poisson(expected_terminals(chosen, facts))
    sessions = month_sessions(VisitModel(chosen), facts["day"], terminals, consent=True)
    told = sessions["language"].drop_nulls()
    assert 0.55 < (told == "fr").mean() < 0.70
    consenting = sessions["consented_terminal"].is_not_null().mean()
    assert consenting == pytest.approx(0.25, abs=0.01)
    sites = sessions.group_by("day", "terminal").agg(pl.col("site_id").n_unique())["site_id"]
    assert 0.02 < (sites > 1).mean() < 0.12
    assert sites.max() == 2
    assert 1.1 < sessions.height / terminals.sum() < 1.4


def test_without_consent_nobody_is_followed():
    facts = days.day_facts(date(2025, 6, 1), date(2025, 6, 30))
    model = VisitModel(places.chosen_places(12))
    sessions = month_sessions(model, facts["day"], np.full((12, 30), 5), consent=False)
    assert sessions["consented_terminal"].null_count() == sessions.height


# --- outages and counters ---


def test_the_log_of_an_access_point_alternates_and_takes_attendance_away():
    access_points = places.access_point_rows(places.all_places())
    broken = outages.outages(access_points, FIRST, TODAY)
    states = outages.state_rows(access_points, broken, FIRST, TODAY)
    changes = states.with_columns(before=pl.col("up").shift().over("access_point_id"))
    assert changes.filter(pl.col("before").is_null())["up"].mean() > 0.99
    assert changes.filter(pl.col("before") == pl.col("up")).is_empty()
    assert states["at_s"].max() < day_bounds_utc_s(TODAY)[0]
    june = pl.date_range(date(2025, 6, 1), date(2025, 6, 30), eager=True)
    left = outages.up_shares(places.all_places(), broken, june)
    assert left.min() >= 0
    assert 0.97 < left.mean() < 1


def test_half_a_site_down_all_day_loses_what_its_neighbour_cannot_serve():
    two = places.all_places().filter(pl.col("access_points") == 2).head(1)
    day = date(2025, 6, 3)
    start_s, stop_s = day_bounds_utc_s(day)
    broken = pl.DataFrame(
        {"access_point_id": ["x"], "site_id": two["site_id"], "start_s": start_s, "stop_s": stop_s}
    )
    left = outages.up_shares(two, broken, pl.Series("day", [day, day + timedelta(days=1)]))
    assert left.tolist() == [[1 - 0.85 * 0.5, 1.0]]


def test_counters_have_every_hour_of_the_short_day_and_some_gaps():
    first, today = date(2025, 3, 1), date(2026, 3, 1)
    facts = days.day_facts(first, date(2026, 3, 31))
    counted = counters.counter_places()
    readings = counters.readings(counted, facts, first, today)
    opens_s, closes_s = day_bounds_utc_s(date(2025, 3, 30))
    short = readings.filter(pl.col("at_s").is_between(opens_s, closes_s, closed="left"))
    assert short.group_by("series_key").len()["len"].to_list() == [23] * counted.height
    assert readings["value"].min() >= 0
    hours = (day_bounds_utc_s(today)[0] - day_bounds_utc_s(first)[0]) // 3600
    assert 0.97 < readings.height / (hours * counted.height) < 1
