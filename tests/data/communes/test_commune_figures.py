"""Figures of communes on the store of tests/commune_store.py, done by hand."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pandas as pd
import pytest
from flask import Flask
from sqlalchemy import Engine, delete, update

from data import cache, db, schema
from data.buildings.headline import headline as buildings_headline
from data.communes import figures
from data.communes.alerts import ringing
from data.communes.around import places
from data.footfall.headline import headline as footfall_headline
from data.inclusion.headline import headline as inclusion_headline
from data.lighting.headline import headline as lighting_headline
from data.selection import Selection
from data.settings import Settings
from data.viewing import today
from data.water.headline import headline as water_headline
from tests.commune_store import (
    CHAMBORD,
    LAST,
    MONTHS,
    OFF,
    POPULATION,
    TOURS,
    fill_store,
    villages,
)

ASIDE = {
    "inclusion": ("inclusion_fragility", "inclusion_nearest_km", "inclusion_places_per_10k",
                  "inclusion_fibre_pct"),
    "water": ("water_leak_m3_h", "water_yield_pct"),
}  # fmt: skip


@pytest.fixture
def store(store_url: str) -> Iterator[Engine]:
    """That store, on each database in turn; answers are not kept."""
    engine = db.configure(Settings(database_url=store_url))
    fill_store(engine)
    app = Flask(__name__)
    cache.configure(app, "null")
    with app.app_context():
        yield engine
    engine.dispose()


def of(code: str) -> Selection:
    return Selection.parse({"territoire": f"commune:{code}"}, today=today())[0]


def rows(engine: Engine, code: str = CHAMBORD) -> pd.DataFrame:
    """The figures of a commune, by key."""
    return figures.compared(engine, of(code)).set_index("key")


def test_figures_are_those_done_by_hand(store: Engine) -> None:
    found = rows(store)["value"]
    assert list(found.index) == list(figures.FIGURES)
    assert found["terminals_per_site_day"] == 20
    assert found["access_points_up_share_pct"] == pytest.approx(100 * 21.6 / 24)
    # Energies and areas are added, then divided: not the mean of 200 and 100.
    assert found["kwh_m2"] == (20_000 + 30_000) / (100 + 300)
    assert found["building_eur_per_inhabitant"] == (3_000 + 2_100) / POPULATION
    assert found["at_stake_eur_per_building"] == 730 / 2
    assert found["light_kwh_per_point"] == 12 * 2_000 / 100
    assert found["light_eur_per_inhabitant"] == 12 * 204 / POPULATION
    assert found["light_off_share_pct"] == 65


def test_what_is_not_loaded_is_missing_and_says_so(store: Engine) -> None:
    found = rows(store)
    for keys in ASIDE.values():
        assert found.loc[list(keys), "value"].isna().all()
        assert set(found.loc[list(keys), "why"]) == {"not_loaded"}
    known = found["value"].notna()
    assert (found.loc[known, "why"] == "").all()


def test_periods_are_twelve_months_or_today(store: Engine) -> None:
    found = rows(store)
    assert tuple(found.loc["kwh_m2", ["first_day", "last_day"]]) == (MONTHS[0], LAST)
    assert tuple(found.loc["light_kwh_per_point", ["first_day", "last_day"]]) == (MONTHS[0], LAST)
    assert found.loc["light_off_share_pct", "first_day"] is None


def test_a_mean_of_few_published_days_is_not_given(store: Engine) -> None:
    town = rows(store, TOURS)
    assert np.isnan(town.loc["terminals_per_site_day", "value"])
    assert town.loc["terminals_per_site_day", "why"] == "hidden"
    assert town.loc["access_points_up_share_pct", "why"] == ""
    assert town.loc["kwh_m2", "why"] == "no_building"
    assert town.loc["light_off_share_pct", "why"] == "no_point"
    assert rows(store, villages()[0]).loc["terminals_per_site_day", "why"] == "no_site"


def test_a_figure_stands_among_those_of_similar_communes(store: Engine) -> None:
    own = rows(store).loc["light_off_share_pct"]
    # No village has a castle: tourism is dropped, size and density are left.
    assert (own["known_criteria"], own["criteria"], own["peers"]) == (3, 2, len(OFF))
    assert tuple(own[["q1", "median", "q3"]]) == tuple(np.quantile(OFF, [0.25, 0.5, 0.75]))
    assert own["place"] == "high"
    village = rows(store, villages()[0]).loc["light_off_share_pct"]
    assert (village["value"], village["place"], village["peers"]) == (5, "low", len(OFF) - 1)
    assert village["criteria"] == 3


def test_nothing_is_compared_with_too_few(store: Engine) -> None:
    own = rows(store).loc["kwh_m2"]
    assert (own["place"], own["peers"], own["criteria"]) == ("", 0, 0)
    assert np.isnan(own["median"])


def test_a_cost_that_lacks_a_building_is_not_given(store: Engine) -> None:
    year = schema.building_year.c
    with store.begin() as connection:
        connection.execute(
            update(schema.building_year).where(year.building_id == "b2").values(eur=None)
        )
    own = rows(store).loc["building_eur_per_inhabitant"]
    assert (own["why"], own["counted"], own["of"]) == ("incomplete_cost", 1, 2)


def test_an_alert_without_price_is_not_zero_and_no_alert_is(store: Engine) -> None:
    key = "at_stake_eur_per_building"
    with store.begin() as connection:
        connection.execute(update(schema.alert).values(eur_year=None))
    assert rows(store).loc[key, "why"] == "no_price"
    with store.begin() as connection:
        connection.execute(delete(schema.alert))
    assert rows(store).loc[key, "value"] == 0


def test_a_month_that_is_not_billed_leaves_no_year(store: Engine) -> None:
    month = schema.light_scope_month.c
    one = (month.scope == f"commune:{CHAMBORD}") & (month.month == MONTHS[3])
    with store.begin() as connection:
        connection.execute(update(schema.light_scope_month).where(one).values(measured_kwh=None))
    own = rows(store)
    assert own.loc["light_kwh_per_point", "why"] == "not_billed"
    assert own.loc["light_eur_per_inhabitant", "why"] == ""


def test_what_a_commune_is(store: Engine) -> None:
    found = figures.profile(store, of(CHAMBORD))
    assert (found.name, found.departement) == ("Chambord", "Loir-et-Cher")
    assert found.area_km2 == pytest.approx(54, rel=0.01)
    assert (found.size_class, found.density_class, found.tourist) == (0, 0, True)
    # Alike on the three criteria: no other village has a castle.
    assert (found.peers, found.criteria) == (0, 3)
    assert figures.profile(store, replace(of(CHAMBORD), scope="syndicat")) is None


@pytest.mark.parametrize("scope", ["syndicat", "epci:200030385", "commune:75056"])
def test_another_scope_has_no_sheet(store: Engine, scope: str) -> None:
    selection = replace(of(CHAMBORD), scope=scope)
    assert len(figures.compared(store, selection)) == 0
    assert figures.profile(store, selection) is None
    assert len(places(store, selection)) == 0


def test_a_commune_without_anything_has_no_row(store: Engine) -> None:
    assert len(figures.compared(store, of("37001"))) == 0
    assert figures.profile(store, of("37001")).name == "Abilly"


def test_what_rings_and_why_nothing_could(store: Engine) -> None:
    found = ringing(store, of(CHAMBORD))
    assert found.frames["buildings"]["eur_year"].tolist() == [730]
    assert found.frames["water"].empty
    assert found.frames["lighting"].empty
    assert found.why == {"buildings": "", "water": "not_loaded", "lighting": ""}
    assert ringing(store, replace(of(CHAMBORD), scope="syndicat")) is None


def test_places_come_with_the_town_hall_and_their_address(store: Engine) -> None:
    found = places(store, of(CHAMBORD))
    assert found["layer"].tolist() == ["mairie", "sites", "batiments", "batiments"]
    assert found["name"].tolist() == ["Mairie", f"Château {CHAMBORD}", "Salle", "École"]
    assert found["href"].tolist() == [
        "",
        f"/frequentation?territoire=site:site-{CHAMBORD}",
        "/batiments/b2",
        "/batiments/b1",
    ]
    assert found["words"].tolist() == ["", "Château", "École", "École"]


def test_figures_are_those_of_the_pages_of_the_themes(demo_store: str) -> None:
    engine = db.configure(Settings(database_url=demo_store))
    headlines = {
        "light_kwh_per_point": lighting_headline,
        "light_off_share_pct": lighting_headline,
        "water_leak_m3_h": water_headline,
        "water_yield_pct": water_headline,
        "inclusion_fragility": inclusion_headline,
        "inclusion_places_per_10k": inclusion_headline,
        "inclusion_fibre_pct": inclusion_headline,
    }
    known = figures.communes(engine, db.settings().territory_dir)
    compared = 0
    for code in known.codes[::60]:
        tops = {each: each(engine, of(code)) for each in dict.fromkeys(headlines.values())}
        for key, each in headlines.items():
            own = known.figures[key].rows.loc[code, "value"]
            shown = tops[each].figures.get(key)
            expected = np.nan if shown is None or shown.value is None else shown.value
            assert own == pytest.approx(expected, nan_ok=True), (code, key)
            compared += not np.isnan(own)
    assert compared > 20
    engine.dispose()


def test_energy_and_money_are_those_of_the_pages(demo_store: str) -> None:
    engine = db.configure(Settings(database_url=demo_store))
    known = figures.communes(engine, db.settings().territory_dir)
    rated = known.figures["building_eur_per_inhabitant"].rows["value"].dropna()
    people = {one.code: one.population for one in figures.shipped_territory().communes}
    assert len(rated) > 5
    for code in rated.index[:3]:
        # Without water, which not every building has a meter of.
        top = buildings_headline(engine, of(code)).figures["energy_eur"].facts["energy_only_eur"]
        assert rated[code] * people[code] == pytest.approx(top)
    up = known.figures["access_points_up_share_pct"]
    code = up.rows["value"].dropna().index[0]
    first, last = up.days
    period = replace(of(code), start=first, end=(last + timedelta(days=32)).replace(day=1)
                     - timedelta(days=1))  # fmt: skip
    shown = footfall_headline(engine, period).figures["access_points_up_share_pct"].value
    assert up.rows.loc[code, "value"] == pytest.approx(shown)
    engine.dispose()
