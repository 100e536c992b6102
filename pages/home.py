"""Accueil: the main figure of each theme and the freshness of each source."""

import time

import dash
from dash import Input, Output, callback, html
from dash.development.base_component import Component

from components import home, states
from components.buildings import buildings_headline
from components.captioned import Reading
from components.filters import SELECTION_STORE
from components.findings import buildings as building_findings
from components.findings import footfall as footfall_findings
from components.findings import inclusion as inclusion_findings
from components.findings import lighting as lighting_findings
from components.findings import water_alerts as water_findings
from components.footfall import footfall_headline
from components.headings import page_title
from components.inclusion import inclusion_headline
from components.lighting import lighting_headline
from components.shell import PAGE_STORE
from components.views import THEMES
from components.water import water_headline
from data import db
from data.buildings import queries as building_queries
from data.buildings.headline import headline as building_headline
from data.buildings.vocabulary import BUILDING_SOURCES
from data.cache import StoreAway, answer
from data.footfall import queries as footfall_queries
from data.footfall.headline import headline as footfall_figures
from data.footfall.vocabulary import WIFI_SOURCES
from data.inclusion.communes import bivariate
from data.inclusion.headline import headline as inclusion_figures
from data.inclusion.vocabulary import INCLUSION_SOURCES
from data.lighting import queries as lighting_queries
from data.lighting.headline import headline as lighting_figures
from data.lighting.vocabulary import LIGHTING_SOURCES
from data.sources.queries import source_status, with_freshness
from data.viewing import nothing, view
from data.water import queries as water_queries
from data.water.headline import headline as water_figures
from data.water.prices import indicative_prices
from data.water.vocabulary import WATER_SOURCES

FOOTFALL = "home-footfall"
BUILDINGS = "home-buildings"
LIGHTING = "home-lighting"
WATER = "home-water"
INCLUSION = "home-inclusion"
FRESHNESS = "home-freshness"
SHOWN = "home-shown"
BUILDING_FIGURES = ("energy_eur", "at_stake_eur", "decree_gap_pct")
LIGHTING_FIGURES = ("light_eur", "light_saved_eur", "light_dark_hours_year")
WATER_FIGURES = ("water_leak_eur_year", "water_yield_pct", "water_point_eur")
INCLUSION_FIGURES = (
    "inclusion_far_population",
    "inclusion_places_per_10k",
    "inclusion_accompaniments",
)
FOOTFALL_FIGURES = ("terminals", "constant_index", "access_points_up_share_pct")

dash.register_page(
    __name__,
    path="/",
    name="Accueil",
    title="Accueil",
    description="Les chiffres clés du territoire et la fraîcheur des données.",
    order=0,
)


def layout(**_: str) -> Component:
    """The frame of the page; its blocks come from the callbacks."""
    return html.Div(
        [
            page_title("L’essentiel du territoire", shown_id=SHOWN),
            html.Div(
                [
                    html.Div(
                        [
                            html.Div(states.loading(), id=FOOTFALL),
                            html.Div(states.loading(), id=BUILDINGS),
                            html.Div(states.loading(), id=LIGHTING),
                            html.Div(states.loading(), id=WATER),
                            html.Div(states.loading(), id=INCLUSION),
                        ]
                    ),
                    html.Div(states.loading(), id=FRESHNESS),
                ],
                className="gb-columns",
            ),
        ],
        className="gb-page",
    )


@callback(
    Output(FOOTFALL, "children"),
    Output(BUILDINGS, "children"),
    Output(LIGHTING, "children"),
    Output(WATER, "children"),
    Output(INCLUSION, "children"),
    Output(SHOWN, "children"),
    Input(SELECTION_STORE, "data"),
)
def show_themes(query_string: str | None) -> tuple[Component | str, ...]:
    """Every theme in one request."""
    shown = view(nothing, (), query_string)
    filters = "" if shown.failed else Reading(**vars(shown)).filters
    blocks = (footfall_block, buildings_block, lighting_block, water_block, inclusion_block)
    return *(block(query_string) for block in blocks), filters


def footfall_block(query_string: str | None) -> Component:
    """The main figures of footfall and the sentence of its days."""
    reading = Reading(**vars(view(footfall_figures, WIFI_SOURCES, query_string)))
    daily = view(footfall_queries.daily, WIFI_SOURCES, query_string)
    if reading.failed or daily.failed:
        return states.failed()
    threshold = db.settings().privacy_threshold
    shown = html.Div(footfall_headline.headline_block(reading, FOOTFALL_FIGURES, threshold))
    finding = footfall_findings.daily(daily.frame, daily.selection)
    return home.theme_block("Fréquentation", "/frequentation", finding, shown)


def buildings_block(query_string: str | None) -> Component:
    """The main figures of public buildings and the sentence of their months."""
    reading = Reading(**vars(view(building_headline, BUILDING_SOURCES, query_string)))
    monthly = view(building_queries.monthly, BUILDING_SOURCES, query_string)
    if reading.failed or monthly.failed:
        return states.failed()
    shown = html.Div(buildings_headline.headline_block(reading, BUILDING_FIGURES))
    finding = building_findings.monthly(monthly.frame, monthly.selection)
    return home.theme_block("Bâtiments", "/batiments", finding, shown)


def lighting_block(query_string: str | None) -> Component:
    """The main figures of public lighting and the sentence of its months."""
    reading = Reading(**vars(view(lighting_figures, LIGHTING_SOURCES, query_string)))
    monthly = view(lighting_queries.monthly, LIGHTING_SOURCES, query_string)
    if reading.failed or monthly.failed:
        return states.failed()
    shown = html.Div(lighting_headline.headline_block(reading, LIGHTING_FIGURES))
    finding = lighting_findings.monthly(monthly.frame, monthly.selection)
    return home.theme_block("Éclairage", "/eclairage", finding, shown)


def water_block(query_string: str | None) -> Component:
    """The main figures of water and the sentence of the leaks of tonight."""
    reading = Reading(**vars(view(water_figures, WATER_SOURCES, query_string)))
    tonight = view(water_queries.tonight, WATER_SOURCES, query_string)
    if reading.failed or tonight.failed:
        return states.failed()
    prices = view(indicative_prices, (), query_string).frame or []
    shown = html.Div(water_headline.headline_block(reading, WATER_FIGURES, prices))
    finding = water_findings.tonight(tonight.frame)
    return home.theme_block("Eau", "/eau", finding, shown)


def inclusion_block(query_string: str | None) -> Component:
    """The main figures of digital inclusion and who is both fragile and far from help."""
    reading = Reading(**vars(view(inclusion_figures, INCLUSION_SOURCES, query_string)))
    crossed = view(bivariate, INCLUSION_SOURCES, query_string)
    if reading.failed or crossed.failed:
        return states.failed()
    shown = html.Div(inclusion_headline.headline_block(reading, INCLUSION_FIGURES))
    finding = inclusion_findings.bivariate(crossed.frame, crossed.selection)
    return home.theme_block("Inclusion", "/inclusion", finding, shown)


@callback(Output(FRESHNESS, "children"), Input(PAGE_STORE, "data"))
def show_freshness(_page: object) -> Component:
    try:
        status = with_freshness(answer(db.engine(), source_status).value, time.time())
    except StoreAway:
        return states.failed()
    return home.freshness_list(status, dict(THEMES.values()))
