"""Inclusion numérique: who is far from help, and where to put the next place."""

from dataclasses import replace
from functools import partial

from dash.development.base_component import Component

from components.captioned import Chart, Reading
from components.commune_map import commune_slot, connect_ground
from components.figures import inclusion as figures
from components.findings import inclusion as findings
from components.inclusion import inclusion_absences as absences
from components.inclusion import inclusion_columns as columns
from components.inclusion import inclusion_frames as frames
from components.inclusion import inclusion_headline, inclusion_marks
from components.inclusion.inclusion_list import far_list
from components.inclusion.inclusion_views import every_view
from components.maps import DRAWN
from components.views import (
    asking,
    connect_headline,
    connect_list,
    connect_shown,
    connect_views,
    register_views,
    view_frame,
    waiting,
)
from data import db
from data.inclusion import communes
from data.inclusion.headline import headline
from data.inclusion.layers import layers
from data.inclusion.portrait import portrait
from data.inclusion.vocabulary import INCLUSION_SOURCES, REACH_KM
from data.viewing import nothing, view

PATH = "/inclusion"
TITLE = "Inclusion numérique"
CARDS, PORTRAIT_SHOWN = "inclusion-cards", "inclusion-portrait-shown"
SHOWN = "inclusion-shown"
FAR_LIST = "inclusion-far-list"

PLACE_SOURCES = (
    "lieux-mediation",
    "hub-lo",
    "france-services",
    "aidants-connect",
    "conseillers-numeriques",
)
# Charts of today: fragility, places and coverage.
OF_COMMUNES = (*PLACE_SOURCES, "couverture-arcep", "ingredients-fragilite")

crossed = partial(
    Chart,
    source="Ingrédients de fragilité, lieux de médiation, couverture Arcep",
    licence="Licence Ouverte 2.0",
    source_keys=OF_COMMUNES,
)

PORTRAIT = crossed(
    id="inclusion-portrait",
    title="Ce territoire, à côté des autres",
    query=portrait,
    figure=figures.portrait,
    finding=findings.portrait,
    columns=columns.PORTRAIT,
    indicators=("inclusion_fragility", "inclusion_places_per_10k"),
    **absences.NO_COMMUNE,
)
CROSSED = crossed(
    id="inclusion-crossed",
    title="Fragilité et distance à un lieu, croisées",
    query=communes.bivariate,
    figure=figures.bivariate,
    finding=findings.bivariate,
    columns=columns.CROSSED,
    indicators=("inclusion_far_population",),
    **absences.NOT_CROSSED,
)
RANKS = crossed(
    id="inclusion-ranks",
    title="Les communes par fragilité, chaque rang entre ses bornes",
    query=communes.communes,
    figure=figures.ranks,
    finding=findings.ranks,
    columns=columns.COMMUNES,
    indicators=("inclusion_fragility",),
    **absences.NO_COMMUNE,
)
MAP = crossed(
    id="inclusion-map",
    title="Fragilité, couverture et lieux d’aide",
    query=layers,
    figure=inclusion_marks.layers,
    finding=findings.layers,
    columns=columns.LAYERS,
    height_px=640,
    slot=commune_slot(inclusion_marks.FRAGILITY, inclusion_marks.PLACES, db.settings),
    drawn=DRAWN,
    **absences.NO_COMMUNE,
)

VIEWS = {
    "": ("Portrait", (PORTRAIT, CROSSED)),
    "/carte": ("Carte", (MAP,)),
    "/communes": ("Communes", (RANKS,)),
}
FAR = f"Dans le cinquième le plus fragile, et à plus de {REACH_KM}\u00a0km d’un lieu"
# What is filled before the charts of a view, and its heading.
FIRST = {
    "": [(CARDS,)],
    "/communes": [(FAR_LIST, FAR)],
}
# How the frame of a query is shown.
SHOWN_AS = {
    CROSSED.id: frames.crossed,
    MAP.id: frames.with_addresses,
    RANKS.id: frames.most_fragile_first,
}


def layout(view_path: str = "", /, **_: str) -> Component:
    """The frame of one view, loading."""
    shown_id = SHOWN if view_path else PORTRAIT_SHOWN
    first = (waiting(*one) for one in FIRST.get(view_path, ()))
    return view_frame(TITLE, shown_id, PATH, every_view(VIEWS), view_path, *first)


register_views(
    __name__,
    PATH,
    VIEWS,
    layout,
    name="Inclusion",
    title=TITLE,
    description="Lieux d’aide, communes éloignées ou fragiles, et où ouvrir le prochain lieu.",
    order=50,
)
asked = asking(view, INCLUSION_SOURCES)


def read(chart: Chart, query_string: str) -> Reading:
    """What a chart of this page shows for a query string."""
    reading = asking(view, chart.source_keys)(chart.query, query_string)
    if reading.failed:
        return reading
    # Another period would bring nothing.
    reading = replace(reading, last_period="", of_today=True)
    if chart.id in SHOWN_AS:
        reading = replace(reading, frame=SHOWN_AS[chart.id](reading.frame))
    return reading


connect_views(VIEWS, read)
connect_ground(MAP, inclusion_marks.FRAGILITY)
connect_shown(SHOWN, asked, nothing, of_today=True)
connect_headline(
    CARDS,
    PORTRAIT_SHOWN,
    asked,
    headline,
    inclusion_headline.is_empty,
    inclusion_headline.headline_block,
    inclusion_headline.nothing_known,
)
connect_list(
    FAR_LIST,
    partial(asked, communes.far_and_fragile),
    lambda reading: far_list(reading.frame, REACH_KM),
)
