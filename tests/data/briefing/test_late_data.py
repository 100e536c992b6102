"""Late data: a rule whose source is out of date is not told, its delay is."""

from datetime import date, timedelta

import pytest

from data.briefing import late
from data.briefing.briefing import briefing
from tests.data.briefing.briefing_store import (
    LAST,
    TODAY,
    add_bills,
    add_cabinet,
    add_run,
    add_service,
    scene,
)

# The second threshold of the supervision of access points: seven days after the last one.
LIMIT = TODAY - timedelta(days=1 + 7)


def told(store, scope: str = "syndicat") -> dict:
    return {one.code: one for one in briefing(store, scene(store, scope).selection).statements}


@pytest.mark.parametrize(("last_day", "stale"), [(LIMIT, False), (LIMIT - timedelta(1), True)])
def test_a_source_is_late_past_its_second_threshold(store, writing, last_day, stale):
    add_run(writing, "etat-bornes", last_day)
    writing.commit()
    found = late.sources(store, TODAY)["etat-bornes"]
    assert (found.last_day, found.stale) == (last_day, stale)


def test_the_newest_source_dates_a_rule(store, writing):
    add_run(writing, "etat-bornes", LAST)
    add_run(writing, "sessions-portail", date(2026, 1, 1))
    writing.commit()
    known = late.sources(store, TODAY)
    assert late.late_source(("sessions-portail", "etat-bornes"), known) is None
    assert late.late_source(("sessions-portail", "absente"), known).last_day == date(2026, 1, 1)
    assert late.late_source(("absente",), known) is None


def test_what_is_late_is_told_instead_of_what_it_says(store, writing):
    add_service(writing, up_h=48.0)
    add_run(writing, "etat-bornes", date(2026, 6, 1))
    add_bills(writing, now_eur=150.0, before_eur=100.0)
    add_run(writing, "factures-energie", LAST)
    add_cabinet(writing, "A", measured_kwh=500.0)
    writing.commit()
    found = told(store)
    assert set(found) == {"buildings_bill", "late_data"}
    behind = found["late_data"]
    # The bill, cabinets and their nights can be judged; access points cannot.
    assert behind.facts == {
        "rules": 4,
        "late_rules": 1,
        "share_pct": pytest.approx(100 / 4),
        "sources": ("Supervision des bornes",),
        "oldest": "Supervision des bornes",
        "last_day": date(2026, 6, 1),
    }
    assert behind.weight == pytest.approx(5)
    assert behind.href == "/donnees"


def test_the_rule_that_is_late_is_silent(store, writing):
    add_service(writing, up_h=48.0)
    add_run(writing, "etat-bornes", date(2026, 6, 1))
    writing.commit()
    found = briefing(store, scene(store).selection)
    assert "footfall_access_points" in found.silent
    assert found.judged == ("late_data",)


def test_a_source_that_is_late_elsewhere_is_not_told(store, writing):
    """A territory that it has nothing of has lost nothing."""
    add_run(writing, "debits-eau", date(2026, 1, 1))
    add_service(writing, up_h=96.0)
    add_run(writing, "etat-bornes", LAST)
    writing.commit()
    assert told(store) == {}


def test_several_late_sources_are_named_the_oldest_dated(store, writing):
    add_service(writing, up_h=48.0)
    add_run(writing, "etat-bornes", date(2026, 6, 1))
    add_bills(writing, now_eur=150.0, before_eur=100.0)
    add_run(writing, "factures-energie", date(2025, 6, 30))
    writing.commit()
    facts = told(store)["late_data"].facts
    assert facts["sources"] == ("Factures d’énergie et d’eau", "Supervision des bornes")
    assert (facts["oldest"], facts["last_day"]) == (
        "Factures d’énergie et d’eau",
        date(2025, 6, 30),
    )
    assert (facts["late_rules"], facts["rules"]) == (2, 2)
