"""From the files of loaders to what screens read: what is at fault is named, never counted."""

from datetime import date, timedelta
from types import SimpleNamespace

import numpy as np
import pytest

from data import schema
from data.settings import Settings
from data.water.follow_up import FollowUp, follow_ups, record, state_of
from loaders import pipeline, reference_values, sources
from loaders.pipeline import Context
from tests.loaders.measured import at
from tests.loaders.water.flow_store import FIRST, hours, leak, local, one, ordinary, table

NOW = "2026-01-01 08:00"
# Enough past to be watched, then the days of the fault.
PAST, DAYS = 80, 120
FAULT_DAY = FIRST + timedelta(days=PAST)
FLOW_COLUMNS = "capteur;horodatage;valeur;unité;nature;fuseau"


@pytest.fixture
def load(engine):
    with engine.begin() as connection:
        reference_values.sync(connection)

    def loaded(source, text):
        content = text if isinstance(text, bytes) else text.encode()
        context = Context(Settings(), engine, at(NOW), "essai.csv")
        report = pipeline.load(sources.BY_KEY[source], content, context)
        assert report.rows_loaded + report.rejected.height == report.rows_read
        return report

    return loaded


def table_of(titles, *rows):
    return "\n".join([titles, *(";".join(row) for row in rows)]) + "\n"


def flows(sensor, at_s, value, unit="m³/h"):
    """Lines of readings of one sensor, in UTC."""
    clocks = np.datetime_as_string(at_s.astype("datetime64[s]"), unit="s")
    return [
        (sensor, f"{clock}Z", f"{flow:.3f}".replace(".", ","), unit, "", "")
        for clock, flow in zip(clocks, value, strict=True)
    ]


@pytest.fixture
def network(load):
    """Two sectors, each with its meter: S, of 20 km, and "other", whose meter never fails."""
    places = [(sector, "37261", "20", "400") for sector in ("S", "other")]
    assert not load("secteurs-eau", table_of("secteur;commune;km;abonnés", *places)).rejected.height
    load("capteurs-eau", table_of("secteur;capteur;sens", ("S", "m", "entrée"),
                                  ("other", "o", "entrée")))  # fmt: skip

    def loaded(*lines):
        at_s = hours(DAYS)
        own = flows("o", at_s, ordinary(at_s, 12.0, seed=5))
        return load(
            "debits-eau", table_of(FLOW_COLUMNS, *own, *(row for part in lines for row in part))
        )

    return loaded


def past_and_after():
    at_s = hours(DAYS)
    past = at_s < at(f"{FAULT_DAY}")
    return at_s, ordinary(at_s), past


def assert_named_and_unknown(engine, kinds=("gap",)):
    """The meter is named as at fault since that day, and its sector says nothing of today."""
    faults = table(engine, schema.water_fault, meter_id="m", open=True)
    assert {fault["kind"] for fault in faults} <= set(kinds)
    assert faults
    assert min(abs((fault["first_day"] - FAULT_DAY).days) for fault in faults) <= 2
    state = one(engine, schema.water_sector_state, sector_id="S")
    assert (state["judged"], state["night_m3_h"], state["leakage_m3_km_day"]) == (False, None, None)
    assert (state["known_days"], state["open_alerts"], state["leak_m3_h"]) == (0, 0, None)
    assert state["open_faults"] == 1
    days = table(engine, schema.water_sector_day, sector_id="S")
    after = [row for row in days if row["day"] > FAULT_DAY + timedelta(days=2)]
    assert {(row["night_m3_h"], row["inflow_m3"], row["hours"]) for row in after} == {
        (None, None, 0)
    }
    assert not table(engine, schema.water_alert)
    other = one(engine, schema.water_sector_state, sector_id="other")
    assert (other["judged"], other["open_faults"], other["known_days"]) == (True, 0, 30)


def test_a_meter_that_goes_on_is_not_at_fault(engine, network):
    at_s, flow, _ = past_and_after()
    network(flows("m", at_s, flow))
    assert not table(engine, schema.water_fault)
    state = one(engine, schema.water_sector_state, sector_id="S")
    assert (state["judged"], state["known_days"], state["open_alerts"]) == (True, 30, 0)
    assert state["leakage_m3_km_day"] > 0


def test_a_sector_without_length_has_no_loss_per_km(engine, load):
    load("secteurs-eau", table_of("secteur;commune;abonnés", ("S", "37261", "400")))
    load("capteurs-eau", table_of("secteur;capteur", ("S", "m")))
    at_s, flow, _ = past_and_after()
    load("debits-eau", table_of(FLOW_COLUMNS, *flows("m", at_s, flow)))
    state = one(engine, schema.water_sector_state)
    assert state["night_m3_h"] > state["night_use_m3_h"] > 0
    assert state["leakage_m3_km_day"] is None
    assert state["judged"]


def test_a_missing_level_is_named_and_leaves_no_number(engine, load, network):
    curve = [("T", "S", "0", "0"), ("T", "S", "5", "500")]
    load("reservoirs-eau", table_of("réservoir;secteur;niveau;volume", *curve))
    at_s, flow, past = past_and_after()
    level = 2.5 + np.sin(np.arange(len(at_s)) / 12)
    # What the tank gives back does not enter: the sector uses the same.
    stored = np.diff(level, append=level[-1]) * 100
    network(flows("m", at_s, flow + stored), flows("T", at_s[past], level[past], "m"))
    fault = one(engine, schema.water_fault, meter_id="T")
    assert (fault["kind"], fault["sector_id"], fault["open"]) == ("level", "S", True)
    assert abs((fault["first_day"] - FAULT_DAY).days) <= 1
    state = one(engine, schema.water_sector_state, sector_id="S")
    assert (state["judged"], state["night_m3_h"], state["leakage_m3_km_day"]) == (False, None, None)
    assert (state["known_days"], state["open_faults"]) == (0, 1)
    days = table(engine, schema.water_sector_day, sector_id="S")
    known = [row["night_m3_h"] for row in days if row["night_m3_h"] is not None]
    # Water that fills the tank is not used: the nights before are those of the sector alone.
    expected = ordinary(hours(PAST))[np.isin(local(hours(PAST)).hour, (2, 3, 4))]
    assert np.mean(known) == pytest.approx(expected.mean(), rel=0.01)
    assert max(row["day"] for row in days if row["hours"]) <= FAULT_DAY


def test_a_meter_turned_is_named_at_load_and_leaves_no_number(engine, network):
    at_s, flow, past = past_and_after()
    network(flows("m", at_s[past], flow[past]))
    report = network(flows("m", at_s[~past], -flow[~past]))
    assert set(report.rejected["code"]) & {"COMPTEUR_INVERSE", "DEBIT_NEGATIF"}
    assert_named_and_unknown(engine)


def test_a_series_in_the_wrong_unit_is_named_at_load_and_leaves_no_number(engine, network):
    at_s, flow, past = past_and_after()
    network(flows("m", at_s[past], flow[past]))
    # Read in L/s, said to be m³/h.
    report = network(flows("m", at_s[~past], flow[~past] / 3.6))
    assert "UNITE_SUSPECTE" in set(report.rejected["code"])
    assert_named_and_unknown(engine)


def test_a_unit_that_changes_within_a_file_is_named_and_leaves_no_number(engine, network):
    at_s, flow, past = past_and_after()
    network(flows("m", at_s, np.where(past, flow, flow / 3.6)))
    assert_named_and_unknown(engine, ("unit", "gap"))


def test_a_frozen_clock_is_named_at_load_and_leaves_no_number(engine, network):
    at_s, flow, past = past_and_after()
    network(flows("m", at_s[past], flow[past]))
    stands = np.full((~past).sum(), at_s[~past][0])
    report = network(flows("m", stands, flow[~past]))
    assert set(report.rejected["code"]) >= {"HORLOGE_FIGEE"}
    assert_named_and_unknown(engine)


def test_a_frozen_value_is_named_and_leaves_no_number(engine, network):
    at_s, flow, past = past_and_after()
    network(flows("m", at_s, np.where(past, flow, 7.3)))
    assert_named_and_unknown(engine, ("stuck",))


def test_a_leak_loaded_from_files_is_found(engine, network):
    at_s, flow, _ = past_and_after()
    network(flows("m", at_s, flow + leak(at_s, FAULT_DAY, date(2026, 1, 1), 3.0)))
    found = one(engine, schema.water_alert, budget=1.0)
    assert (found["place_id"], found["open"]) == ("S", True)
    assert abs((found["since"] - FAULT_DAY).days) <= 3
    assert found["flow_m3_h"] == pytest.approx(3.0, rel=0.15)
    assert found["eur_year"] == pytest.approx(found["flow_m3_h"] * 8760 * 0.5)


def test_what_people_said_of_an_alert_outlives_a_reload(engine, network):
    at_s, flow, _ = past_and_after()
    leaking = flow + leak(at_s, FAULT_DAY, date(2026, 1, 1), 3.0)
    network(flows("m", at_s, leaking))
    found = one(engine, schema.water_alert, budget=1.0)
    said = FollowUp("sector", "S", found["last_day"], "repaired", "Vanne 12", "Léa", 1)
    record(engine, said)
    # The last fortnight is read again: a leak that had stopped five days before its repair.
    again = at_s >= at(f"{FIRST + timedelta(days=DAYS - 14)}")
    stopped = at_s >= at(f"{FIRST + timedelta(days=DAYS - 5)}")
    report = network(flows("m", at_s[again], np.where(stopped, flow, leaking)[again]))
    assert not report.rejected.height
    moved = one(engine, schema.water_alert, budget=1.0)
    assert (moved["open"], moved["last_day"] < found["last_day"]) == (False, True)
    kept = follow_ups(engine, "sector", "S")
    assert len(kept) == 1
    assert state_of(SimpleNamespace(**moved), kept) == said


def test_real_sectors_load_and_are_watched(load, engine, open_data_dir):
    file = open_data_dir / "water" / "bwdf" / "dma_inflow_2021_2022.csv"
    report = load("debits-eau", file.read_bytes())
    assert report.rows_loaded > 17_000
    states = table(engine, schema.water_sector_state)
    assert [state["judged"] for state in states] == [True] * 5
    assert {state["last_day"] for state in states} == {date(2022, 12, 31)}
    alerts = table(engine, schema.water_alert, budget=1.0)
    assert {alert["place_id"] for alert in alerts} <= {state["sector_id"] for state in states}
    # At most one false alarm a sector and year, and these leaks are not known: few, not none.
    assert 1 <= len(alerts) <= 2 * 5 * 2
