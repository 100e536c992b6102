"""The layers of the atlas, on a store done by hand: one place or two of each theme."""

from datetime import date

import pandas as pd
import pytest
from sqlalchemy import Connection, Engine

from data import db, schema
from data.atlas.ground import ground, has_rivers, main_towns
from data.atlas.layers import COLUMNS, LAYERS, counts, layer
from data.buildings.vocabulary import DRIFT, DRIFT_THRESHOLD, DRIFT_THRESHOLDS, LEAK
from data.selection import Selection
from data.settings import Settings
from data.territory import Territory
from tests import inclusion_store, water_store

TOURS = ("37261", "243700754", "37")
BLOIS = ("41018", "244100798", "41")
SINCE = date(2026, 6, 1)


def asked(scope: str = "syndicat") -> Selection:
    return water_store.asked(scope)


@pytest.fixture(autouse=True)
def configured(monkeypatch: pytest.MonkeyPatch) -> None:
    """The shipped territory, and customers' meters as a new installation has them."""
    monkeypatch.setattr(db, "_current", (Settings(), None))


def fill(connection: Connection, table: object, **row: object) -> None:
    connection.execute(table.insert().values(**row))


def place(codes: tuple[str, str, str] = TOURS) -> dict[str, object]:
    named = dict(zip(("commune_code", "epci_code", "departement_code"), codes, strict=True))
    return {**named, "latitude_deg": 47.4, "longitude_deg": 0.7, "simulated": False}


def add_building(connection: Connection, key: str, **more: object) -> None:
    row = {"building_id": key, "name": f"École {key}", "category": "ecole", **place(), **more}
    fill(connection, schema.building, **row)


def add_drift(connection: Connection, key: str, **more: object) -> None:
    row = {"threshold": DRIFT_THRESHOLD, "kind": DRIFT, "building_id": key, "energy": "gas",
           "since": SINCE, "detected": SINCE, "last_day": SINCE, "open": True,
           "excess_per_day": 5.0, "excess": 50.0, "eur_year": 900.0, **more}  # fmt: skip
    fill(connection, schema.alert, **row)


def add_cabinet(connection: Connection, key: str, **more: object) -> None:
    row = {"cabinet_id": key, "name": f"Armoire {key}", **place()}
    fill(connection, schema.light_cabinet, **row)
    counted = dict.fromkeys(("points_with_power", "led_points", "mercury_points", "old_points"), 0)
    state = {"points": 30, **counted, "power_kw": 2.0, "led_power_kw": 1.0, **more}
    fill(connection, schema.light_cabinet_state, cabinet_id=key, **state)


@pytest.fixture
def store(engine: Engine) -> Engine:
    """A site, two buildings, two cabinets, two sectors, two places; a customer that leaks."""
    with engine.begin() as connection:
        scope = {"kind": "commune", "place_phrase": "", "sites": 0}
        for code, label in (("37261", "Tours"), ("41018", "Blois")):
            fill(connection, schema.scope, scope=f"commune:{code}", code=code, label=label, **scope)
        site = {"name": "Halles", "place_kind": "Marché", "actor_kind": "", **place()}
        fill(connection, schema.site, site_id="S:1", **site)
        add_building(connection, "E1")
        add_building(connection, "E2", **place(BLOIS) | {"latitude_deg": None})
        add_drift(connection, "E1")
        add_drift(connection, "E1", energy="electricity", open=False)
        add_drift(connection, "E2", threshold=min(DRIFT_THRESHOLDS))
        add_drift(connection, "E2", kind=LEAK, threshold=0.0, energy="water", eur_year=None)
        add_cabinet(connection, "A1", off_at_2h=True, anomaly="jour", anomaly_eur=120.0)
        add_cabinet(connection, "A2")
        water_store.add_sector(connection, "W1")
        water_store.add_state(connection, "W1", open_alerts=1)
        water_store.add_alert(connection, "W1", SINCE, water_store.LAST, eur_year=5000.0)
        water_store.add_sector(connection, "W2", BLOIS)
        water_store.add_customer(connection, "C1", simulated=True)
        water_store.add_customer_alert(connection, "C1", SINCE)
        inclusion_store.add_place(connection, "P1", inclusion_store.TOURS, open_h_week=20.0)
        inclusion_store.add_place(connection, "P2", inclusion_store.TOURS)
    return engine


@pytest.mark.parametrize("key", LAYERS)
def test_every_layer_is_told_alike_and_empty_where_there_is_nothing(store: Engine, key: str):
    frame = layer(store, asked(), key)
    assert list(frame.columns) == COLUMNS
    assert set(frame["layer"]) == {key}
    assert len(frame) == counts(store, asked())[key]
    nowhere = layer(store, asked("commune:37001"), key)
    assert list(nowhere.columns) == COLUMNS
    assert nowhere.empty
    assert counts(store, asked("commune:37001"))[key] == 0


def test_counts_are_those_of_the_territory(store: Engine):
    everywhere = {"alertes": 4, "sites": 1, "batiments": 2, "armoires": 2, "secteurs": 2,
                  "lieux": 2}  # fmt: skip
    assert counts(store, asked()) == everywhere
    # In Blois: a building and its leak, a sector.
    blois = dict.fromkeys(everywhere, 0) | {"alertes": 1, "batiments": 1, "secteurs": 1}
    assert counts(store, asked("commune:41018")) == blois


def test_alerts_are_open_dearest_first_and_never_those_of_customers(store: Engine):
    found = layer(store, asked(), "alertes")
    assert found["href"].tolist() == ["/eau/secteurs/W1", "/batiments/E1", "/eclairage/A1",
                                      "/batiments/E2"]  # fmt: skip
    assert found["value"].tolist()[:3] == [5000.0, 900.0, 120.0]
    assert pd.isna(found["value"].iloc[3])
    assert found["state"].tolist() == ["known", "known", "known", "unknown"]
    assert found["words"].tolist()[0] == "Rupture, depuis le 01/06/2026 (à traiter)"
    assert (
        found["words"].tolist()[1] == "Dérive de consommation (gaz naturel), depuis le 01/06/2026"
    )
    assert found["words"].tolist()[2] == "Allumée de jour"
    # The leak is in a building whose place is not known: told, and on no map.
    assert found["latitude_deg"].isna().tolist() == [False, False, False, True]


@pytest.mark.parametrize("state", ["repaired", "dismissed"])
def test_a_leak_said_repaired_or_of_no_follow_up_is_no_open_alert(store: Engine, state: str):
    with store.begin() as connection:
        fill(connection, schema.water_follow_up, place_kind="sector", place_id="W1",
             anchor_day=water_store.LAST, state=state, note="", author="", at_s=1)  # fmt: skip
    assert "/eau/secteurs/W1" not in layer(store, asked(), "alertes")["href"].tolist()


def test_each_place_says_its_value_and_leads_to_its_sheet(store: Engine):
    rows = {key: layer(store, asked(), key) for key in LAYERS}
    site = rows["sites"].iloc[0]
    assert (site["words"], site["state"]) == ("Marché, sans donnée", "unknown")
    assert site["href"] == "/frequentation?territoire=site:S:1"
    first, second = rows["armoires"].itertuples()
    assert (first.words, first.value) == ("éteinte à 2\u202fh", 30)
    assert second.words == "horaire inconnu"
    leaking, silent = rows["secteurs"].sort_values("place_id").itertuples()
    # (3 − 1) m³/h over 24 h and 2 km.
    assert (leaking.value, leaking.commune) == (24 * (3 - 1) / 2, "Tours")
    assert silent.state == "unknown"
    opened, unknown = rows["lieux"].itertuples()
    assert (opened.value, opened.state, unknown.state) == (20.0, "known", "unknown")
    assert opened.href == "/inclusion/lieux/P1"


def test_the_ground_of_a_site_is_its_commune(store: Engine):
    assert ground(store, asked()).communes == ()
    assert ground(store, asked("site:S:1")).communes == ("37261",)
    assert ground(store, asked("site:S:2")).communes == ()
    assert ground(store, asked("commune:37261")).communes == ("37261",)
    assert len(ground(store, asked("departement:41")).communes) == 267


def test_the_main_towns_are_the_most_populous_ones():
    names = [name for name, _latitude, _longitude in main_towns()]
    assert names[:3] == ["Tours", "Blois", "Joué-lès-Tours"]
    assert len(names) == len(set(names)) == 24


def test_a_territory_may_have_no_rivers(monkeypatch, tmp_path):
    assert has_rivers()
    monkeypatch.setattr(Territory, "outline_path", lambda _self, level: tmp_path / level)
    assert not has_rivers()
