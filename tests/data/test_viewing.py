"""What a query string becomes: a view, with the age of its data and a way to the last ones."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import insert

from data import cache, db, schema, viewing
from data.settings import Settings
from loaders import sources
from tests.data.test_sources import run

TODAY = date(2026, 11, 22)
WIFI = ("sessions-radius", "sessions-portail")


@pytest.fixture
def store(sqlite_store, monkeypatch):
    """An application on an empty store; `store(day)` loads Wi-Fi up to a day, None: undated."""
    monkeypatch.setattr(viewing, "today", lambda: TODAY)
    monkeypatch.setattr(cache, "VERSION_CHECK_S", 0)
    engine = db.configure(Settings(database_url=sqlite_store))
    server = Flask("essai")
    cache.configure(server, "null")

    def load(last_day: date | None, source_key: str = "sessions-portail") -> None:
        with engine.begin() as connection:
            sources.sync(connection)
            connection.execute(insert(schema.load_run), [run(source_key, "loaded", last_day, 1)])

    with server.app_context():
        yield load
    engine.dispose()


def asked(_engine, selection):
    return [selection.scope]


def test_a_view_carries_its_selection_and_the_date_of_its_sources(store):
    store(TODAY - timedelta(days=1))
    view = viewing.view(asked, WIFI, "periode=7-jours")
    assert (view.frame, view.territory) == (["syndicat"], "Tout le syndicat")
    assert view.data_until == date(2026, 11, 21)
    assert (view.freshness, view.last_period) == ("à jour", "")


def test_data_that_stop_before_the_end_of_the_period_are_watched_then_out_of_date(store, freezer):
    freezer(TODAY)
    store(TODAY - timedelta(days=4))
    assert viewing.view(asked, WIFI, "").freshness == "à surveiller"
    past = viewing.view(asked, WIFI, "periode=7-jours&au=2026-11-10")
    assert past.freshness == "à jour"


def test_very_old_data_are_out_of_date_and_their_period_is_offered(store, freezer):
    freezer(TODAY)
    store(date(2022, 12, 31))
    view = viewing.view(asked, WIFI, "periode=mois")
    assert view.freshness == "périmée"
    assert view.last_period == "periode=mois&au=2022-12-31"


def test_sources_never_loaded_have_no_date(store):
    view = viewing.view(asked, WIFI, "")
    assert (view.data_until, view.freshness, view.last_period) == (None, "à jour", "")
    assert not view.loaded
    store(None)
    view = viewing.view(asked, WIFI, "")
    assert (view.data_until, view.loaded) == (None, True)


def test_a_list_loaded_today_does_not_hide_that_measures_are_old(store, freezer):
    freezer(TODAY)
    store(None, "ecrans")
    assert viewing.store_state()[1] is None
    store(TODAY - timedelta(days=11))
    assert viewing.store_state()[1] == pytest.approx(10 * 24 + 12, abs=1.5)


@pytest.mark.parametrize("garbage", [None, 3, ["x"], {"a": 1}, "territoire=epci:999&au=x", "\x00"])
def test_anything_can_be_asked(store, garbage):
    assert viewing.view(asked, WIFI, garbage).frame == ["syndicat"]


def test_a_store_away_fails_without_raising(tmp_path, monkeypatch):
    db.configure(Settings(database_url=f"sqlite:///{tmp_path}/absent.db"))
    server = Flask("essai")
    cache.configure(server, "null")
    with server.app_context():
        view = viewing.view(asked, WIFI, "periode=7-jours")
        assert (view.failed, view.selection.days) == (True, 7)
        assert viewing.territories("epci") == {"syndicat": "Tout le syndicat"}
        assert viewing.simulated_themes() == {}
    assert not (tmp_path / "absent.db").exists()


@pytest.fixture
def freezer(monkeypatch):
    """`freezer(day)` stops the clock of freshness at noon UTC of that day."""

    def freeze(day: date) -> None:
        noon_s = datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp()
        monkeypatch.setattr(viewing.time, "time", lambda: noon_s)

    return freeze


def test_a_real_theme_beside_simulated_ones_is_not_said_simulated():
    facts = viewing.StoreFacts(
        labels={},
        simulated={"water": True, "inclusion": False},
        last_days={},
        thresholds_h={},
        themes={"debits-eau": "water", "hub-lo": "inclusion"},
    )
    assert facts.are_simulated(["debits-eau"])
    assert facts.are_simulated(["hub-lo", "debits-eau"])
    assert not facts.are_simulated(["hub-lo"])
    assert not facts.are_simulated(["inconnue"])
