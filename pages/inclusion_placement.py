"""Implantation: where the next places would bring the most people within reach."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from dash import Input, Output, callback, html
from dash.development.base_component import Component

from components import states
from components.captioned import Chart, Reading, captioned
from components.commune_map import commune_slot, connect_ground
from components.figures import inclusion_placement as figures
from components.filters import SELECTION_STORE, view_tabs
from components.findings import inclusion_placement as findings
from components.headings import page_title
from components.inclusion import inclusion_columns as columns
from components.inclusion.inclusion_frames import out_of_reach_first
from components.inclusion.inclusion_views import TABS
from components.inclusion.placement_form import Offered, filled, form_outputs, placement_form
from components.maps import DRAWN
from components.views import connect_views, register_views
from data import db
from data.inclusion.placement import GREEDY_LEAST_PCT, GREEDY_MEAN_PCT, TRIED_CASES
from data.inclusion.placement_query import PlacementAnswer, placement
from data.inclusion.scenario import (
    CANDIDATES,
    LONGEST_REACH_KM,
    MOST_PLACES,
    MOST_WEIGHT,
    SETTINGS,
    Scenario,
)
from data.inclusion.vocabulary import (
    INCLUSION_SOURCES,
    INGREDIENTS,
    LEAST_OPEN_H,
    REACHES_KM,
)
from data.viewing import view

THEME_PATH, VIEW_PATH = "/inclusion", "/implantation"
TITLE = "Inclusion numérique"
OUTCOME, SHOWN = "inclusion-placement-outcome", "inclusion-placement-shown"
WHAT_TO_LOAD = (
    "Chargez les lieux et les ingrédients de fragilité, ou choisissez un autre territoire en haut "
    "de la page."
)

placed = partial(
    Chart,
    query=placement,
    source="Simulation sur les lieux connus, la fragilité et la population des communes",
    licence="Licence Ouverte 2.0",
    source_keys=INCLUSION_SOURCES,
)
GAINS = placed(
    id="inclusion-placement-gains",
    title="Ce que chaque lieu rapproche",
    figure=figures.gains,
    finding=findings.gains,
    columns=columns.PLACED,
    nothing_found="Aucun lieu de plus ne rapprocherait d’habitants",
    next_step="Réduisez la distance, ou ouvrez le choix à toutes les mairies.",
)
MAP = placed(
    id="inclusion-placement-map",
    title="La carte de ce qui change",
    figure=figures.reached,
    finding=findings.reached,
    columns=columns.REACHED,
    height_px=560,
    slot=commune_slot(figures.REACHED, figures.CHOSEN, db.settings),
    drawn=DRAWN,
    nothing_found="Aucune commune connue sur ce territoire",
    next_step=WHAT_TO_LOAD,
)
VIEWS = {VIEW_PATH: (TABS[VIEW_PATH], (GAINS, MAP))}
OFFERED = Offered(
    reaches_km=REACHES_KM,
    longest_km=LONGEST_REACH_KM,
    most_places=MOST_PLACES,
    most_weight=MOST_WEIGHT,
    weights={
        letter: INGREDIENTS[setting.field].label
        for letter, setting in SETTINGS.items()
        if setting.field in INGREDIENTS
    },
    candidates=CANDIDATES,
    least_open_h=LEAST_OPEN_H,
    defaults={
        letter: setting.write(getattr(Scenario(), setting.field))
        for letter, setting in SETTINGS.items()
    },
)


def layout(view_path: str = VIEW_PATH, /, **_: str) -> Component:
    """The controls and the frame of the results, loading."""
    tabs = {THEME_PATH + path: label for path, label in TABS.items()}
    jump = html.A("Aller au résultat", href=f"#{OUTCOME}", className="gb-simulator__jump")
    controls = html.Div([jump, *placement_form(OFFERED)], className="gb-simulator__controls")
    outcome = html.Div(
        states.loading(), id=OUTCOME, className="gb-outcome", **{"aria-live": "polite"}
    )
    results = html.Div([outcome, *map(captioned, VIEWS[VIEW_PATH][1])], className="gb-page")
    return html.Div(
        [
            page_title(TITLE, shown_id=SHOWN),
            view_tabs(tabs, THEME_PATH + VIEW_PATH),
            html.Div([controls, results], className="gb-simulator__frame"),
        ],
        className="gb-page gb-simulator",
    )


register_views(
    __name__,
    THEME_PATH,
    VIEWS,
    layout,
    name="Implantation",
    title=TITLE,
    description="Où ouvrir les prochains lieux d’aide, et combien d’habitants ils rapprocheraient.",
    menu=False,
)


def asked(query_string: str | None) -> Reading:
    """The answer to the scenario of a query string; no period changes it."""
    reading = Reading(**vars(view(placement, INCLUSION_SOURCES, query_string)))
    return replace(reading, last_period="", of_today=True)


def frames(answer: PlacementAnswer) -> Mapping[str, Any]:
    """Chart id -> the part of the answer that it draws."""
    return {GAINS.id: answer.chosen, MAP.id: out_of_reach_first(answer.communes)}


def read(chart: Chart, query_string: str) -> Reading:
    """What a chart shows for a query string."""
    reading = asked(query_string)
    return reading if reading.failed else replace(reading, frame=frames(reading.frame)[chart.id])


connect_views(VIEWS, read)
connect_ground(MAP, figures.REACHED)


# One request for the controls and the results.
@callback(
    output={
        "form": form_outputs(OFFERED),
        "outcome": Output(OUTCOME, "children"),
        "shown": Output(SHOWN, "children"),
    },
    inputs={"query": Input(SELECTION_STORE, "data")},
)
def show_outcome(query: str | None) -> dict[str, Any]:
    reading = asked(query)
    scenario, _ = Scenario.parse(reading.selection.detail)
    outcome, shown = told(reading)
    return {"form": filled(scenario, OFFERED), "outcome": outcome, "shown": shown}


def told(reading: Reading) -> tuple[Any, str]:
    """The results, or why there are none; the territory."""
    if reading.failed:
        return states.failed(), ""
    if not len(reading.frame.communes):
        nothing = states.nothing_found("Aucune commune connue sur ce territoire", WHAT_TO_LOAD)
        return nothing, reading.territory
    return outcome_block(reading), reading.territory


def outcome_block(reading: Reading) -> list[Component]:
    """The sentence of the result, what to know of it, and the places in order."""
    answer = reading.frame
    cautions = states.notices_list([*reading.notices, *answer.notices])
    sentence = html.P(findings.outcome(answer), className="gb-outcome__sentence")
    left = findings.left_out(out_of_reach_first(answer.communes))
    items = [_place(row, answer.scenario.reach_km) for row in answer.chosen.itertuples()]
    method = findings.method(GREEDY_MEAN_PCT, GREEDY_LEAST_PCT, TRIED_CASES)
    parts = [
        html.H2("Ce que cela donnerait"),
        states.stale(reading.read_at) if reading.stale else None,
        sentence,
        html.Ol(items, className="gb-placed") if items else None,
        html.P(left) if left else None,
        cautions,
        html.P(method, className="gb-shown"),
    ]
    return [part for part in parts if part is not None]


def _place(row: Any, reach_km: int) -> Component:
    name, what = findings.place_parts(row, reach_km)
    return html.Li([html.Strong(name), what, html.Small(findings.weighed(row))])
