"""The controls of where to put the next places: assets/maps/placement.js writes the link from them.

A control is named after the letter of the link that it holds (data/inclusion/scenario.py). They
ask the server for nothing by themselves.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import dash_bootstrap_components as dbc
from dash import Output, html, no_update
from dash.development.base_component import Component

from components import formats
from components.filters import options

PREFIX = "inclusion-placement"
REACH, COUNT, CANDIDATES, OPEN_ENOUGH = "d", "n", "c", "o"
WEIGHTS_OPEN = "weights-open"
WEIGHT_STEP = 0.5


class Decisions(Protocol):
    """What the controls read of a scenario."""

    reach_km: int
    count: int
    candidates: str
    open_enough: bool

    @property
    def weights(self) -> Sequence[float]: ...


@dataclass(frozen=True)
class Offered:
    """What the controls offer: the usual distances, bounds, letter -> label of each weight.

    `defaults` are the texts of the settings that a link leaves out.
    """

    reaches_km: Sequence[int]
    longest_km: int
    most_places: int
    most_weight: float
    weights: Mapping[str, str]
    candidates: Mapping[str, str]
    least_open_h: float
    defaults: Mapping[str, str]


def part(name: str) -> str:
    """The id of a control."""
    return f"{PREFIX}-{name}"


def placement_form(offered: Offered) -> list[Component]:
    """The controls; the callback of the page fills them."""
    weights = [
        _slider(letter, label, (0, offered.most_weight), WEIGHT_STEP)
        for letter, label in offered.weights.items()
    ]
    told = html.P(
        "0\u00a0: ne compte pas\u202f; 3\u00a0: compte trois fois plus. Le score est recalculé à "
        "chaque réglage.",
        className="gb-placement__told",
    )
    folded = html.Details(
        [
            html.Summary("Ce qui rend fragile, et combien"),
            html.Fieldset([told, *weights], **{"aria-label": "Poids des ingrédients"}),
        ],
        id=part(WEIGHTS_OPEN),
    )
    count = _slider(COUNT, "Nombre de lieux à ouvrir", (1, offered.most_places), 1)
    sections = [*_reach(offered), count, _select(offered), _open_box(offered), folded]
    about = {"data-placement": "", "data-defaults": json.dumps(dict(offered.defaults))}
    copy = html.Button(
        "Copier le lien", type="button", className="gb-button", **{"data-export": "link"}
    )
    again = html.Button(
        "Revenir aux réglages de départ",
        type="button",
        className="gb-button",
        **{"data-placement-reset": ""},
    )
    legend = html.Legend("Réglages")
    return [html.Fieldset([legend, *sections], className="gb-scenario", **about), again, copy]


def _slider(
    name: str, label: str, bounds: tuple[float, float], step: float, unit: str = ""
) -> Component:
    """A native slider under its label; the value chosen stands beside it."""
    low, high = bounds
    said = html.Span(id=part(f"{name}-said"), className="gb-slider__said", **{"data-unit": unit})
    box = dbc.Input(
        id=part(name),
        name=name,
        type="range",
        min=low,
        max=high,
        step=step,
        class_name="gb-slider",
    )
    return html.Label([label, said, box], className="gb-scenario__field gb-slider-field")


def _reach(offered: Offered) -> list[Component]:
    usual = [
        html.Button(
            f"{km}\u00a0km", type="button", className="gb-button", **{"data-reach": str(km)}
        )
        for km in offered.reaches_km
    ]
    label = "Distance à vol d’oiseau"
    slider = _slider(REACH, label, (1, offered.longest_km), 1, "km")
    return [slider, html.Div(usual, className="gb-placement__usual")]


def _select(offered: Offered) -> Component:
    box = dbc.Select(id=part(CANDIDATES), name=CANDIDATES, options=options(offered.candidates))
    return html.Label(["Où les ouvrir", box], className="gb-scenario__field")


def _open_box(offered: Offered) -> Component:
    label = (
        f"Ne compter que les lieux ouverts au moins {formats.number(offered.least_open_h)}\u00a0h "
        "par semaine (horaires inconnus\u00a0: pas comptés)"
    )
    return dbc.Checkbox(id=part(OPEN_ENOUGH), name=OPEN_ENOUGH, label=label)


def form_values(scenario: Decisions, offered: Offered) -> dict[str, Any]:
    """Letter -> value of every control for a scenario."""
    return {
        REACH: scenario.reach_km,
        COUNT: scenario.count,
        CANDIDATES: scenario.candidates,
        OPEN_ENOUGH: scenario.open_enough,
        **dict(zip(offered.weights, scenario.weights, strict=True)),
    }


def sliders(offered: Offered) -> dict[str, str]:
    """Letter -> unit of each slider."""
    return {REACH: "km", COUNT: "", **dict.fromkeys(offered.weights, "")}


def form_outputs(offered: Offered) -> dict[str, Any]:
    """What `filled` fills, for the callback of a page."""
    names = (*sliders(offered), CANDIDATES, OPEN_ENOUGH)
    return {
        "values": [Output(part(name), "value") for name in names],
        "said": [Output(part(f"{name}-said"), "children") for name in sliders(offered)],
        "weighed": Output(part(WEIGHTS_OPEN), "open"),
    }


def filled(scenario: Decisions, offered: Offered) -> dict[str, Any]:
    """The controls of a scenario; weights that somebody has unfolded stay so."""
    values = form_values(scenario, offered)
    return {
        "values": [values[name] for name in (*sliders(offered), CANDIDATES, OPEN_ENOUGH)],
        "said": [said(values[name], unit) for name, unit in sliders(offered).items()],
        "weighed": is_weighed(values, offered) or no_update,
    }


def is_weighed(values: Mapping[str, Any], offered: Offered) -> bool:
    """Whether some ingredient has another weight than the usual one."""
    return any(float(values[name]) != float(offered.defaults[name]) for name in offered.weights)


def said(value: float, unit: str) -> str:
    """What stands beside a slider: "10 km", "1,5"."""
    return formats.with_unit(value, unit, 0 if float(value).is_integer() else 1)
