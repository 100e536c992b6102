"""The controls of a scenario of lighting: assets/simulator.js writes the link from them.

A control is named after the setting of the link that it holds (data/lighting/scenario.py): "l",
or a part of it: "h-on", "h-from", "h-to". They ask the server for nothing by themselves.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from components.filters import options

FIRST, SECOND = "a", "b"
TITLES = {FIRST: "Scénario A", SECOND: "Scénario B"}
PREFIX = "lighting-simulator"
BUDGET, LOAN, FUND = "budget", "loan", "fund"
FUNDINGS = {BUDGET: "Budget de l’année", LOAN: "Emprunt", FUND: "Fonds Intracting"}
WATTS, LESS = "watts", "less"
LED_POWERS = {WATTS: "watts par point", LESS: "% de moins que l’ancienne lampe"}
WINDOWS = {"e": "Éteindre l’été, de mai à août", "h": "Éteindre l’hiver, de septembre à avril"}


@dataclass(frozen=True)
class Words:
    """What the controls offer: letter -> kind of street and its label, orders of the works.

    `defaults` are the texts of the settings that a link leaves out.
    """

    streets: Mapping[str, tuple[str, str]]
    orders: Mapping[str, str]
    defaults: Mapping[str, str]


def part(side: str, name: str) -> str:
    """The id of a control of a scenario."""
    return f"{PREFIX}-{side}-{name}"


def scenario_form(side: str, words: Words) -> Component:
    """The controls of one scenario; `connect_form` fills them."""
    sections = [
        _group("Éteindre la nuit", [_off(side, name, label) for name, label in WINDOWS.items()]),
        _folded(side, "streets", "Dans quelles voies", [_streets(side, words)]),
        _folded(side, "dim", "Baisser la lumière", [_dimming(side)]),
        _folded(side, "led", "Passer en LED", _led(side, words)),
        _folded(side, "money", "Prix et financement", _money(side)),
    ]
    about = {"data-scenario": side, "data-defaults": json.dumps(dict(words.defaults))}
    return html.Fieldset([html.Legend(TITLES[side]), *sections], className="gb-scenario", **about)


def second_offer(*, compared: bool = False) -> list[Component]:
    """To add or take away a second scenario, and to keep what is chosen."""
    words = "Retirer le second scénario" if compared else "Comparer avec un second scénario"
    change = {"data-scenarios": "1" if compared else "2"}
    return [
        html.Button(words, type="button", className="gb-button", **change),
        html.Button(
            "Copier le lien", type="button", className="gb-button", **{"data-export": "link"}
        ),
    ]


def examples(details: Mapping[str, str]) -> Component:
    """Links to begin with: words -> detail of the selection."""
    links = [
        html.Li(html.A(words, href="", **{"data-keep-selection": urlencode({"detail": detail})}))
        for words, detail in details.items()
    ]
    told = html.P("Rien n’est encore décidé. Réglez votre scénario, ou partez d’un exemple :")
    return html.Div([told, html.Ul(links)], className="gb-examples")


def _group(title: str, controls: Sequence[Component]) -> Component:
    return html.Fieldset([html.Legend(title), *controls], className="gb-scenario__group")


def _folded(side: str, name: str, title: str, controls: Sequence[Component]) -> Component:
    """A group that opens by itself when the scenario has something of it."""
    inside = html.Fieldset([*controls], **{"aria-label": title})
    return html.Details([html.Summary(title), inside], id=part(side, f"{name}-open"))


def _labelled(label: str, control: Component, help_text: str = "") -> Component:
    """A label around its control, and what it needs to be understood."""
    told = [html.Small(help_text)] if help_text else []
    return html.Label([label, control, *told], className="gb-scenario__field")


def _number(
    side: str, name: str, label: str, bounds: tuple[float, float], told: str = "", step: float = 1
) -> Component:
    low, high = bounds
    box = dbc.Input(id=part(side, name), name=name, type="number", min=low, max=high, step=step)
    return _labelled(label, box, told)


def _select(side: str, name: str, label: str, labels: Mapping[str, str]) -> Component:
    return _labelled(label, dbc.Select(id=part(side, name), name=name, options=options(labels)))


def _hours(side: str, name: str) -> Component:
    """From an hour to another, across midnight if they say so."""
    boxes = [
        _labelled(
            label, dbc.Input(id=part(side, f"{name}-{end}"), name=f"{name}-{end}", type="time")
        )
        for end, label in (("from", "de"), ("to", "à"))
    ]
    return html.Div(boxes, className="gb-scenario__hours")


def _off(side: str, name: str, label: str) -> Component:
    box = dbc.Checkbox(id=part(side, f"{name}-on"), name=f"{name}-on", label=label)
    return html.Div([box, _hours(side, name)], className="gb-scenario__choice")


def _streets(side: str, words: Words) -> Component:
    labels = {letter: label for letter, (_street, label) in words.streets.items()}
    return dbc.Checklist(id=part(side, "r"), options=options(labels), class_name="gb-streets")


def _dimming(side: str) -> Component:
    box = dbc.Checkbox(id=part(side, "g-on"), name="g-on", label="Baisser la lumière toute l’année")
    level = _number(
        side,
        "g-level",
        "Lumière gardée (%)",
        (1, 99),
        "50\u202f%\u00a0: moitié moins d’électricité.",
    )
    return html.Div([box, level, _hours(side, "g")], className="gb-scenario__choice")


def _led(side: str, words: Words) -> list[Component]:
    return [
        _number(
            side,
            "l",
            "Armoires passées en LED par an",
            (0, 5000),
            "0\u00a0: aucune. Une armoire commande les points d’un quartier.",
        ),
        _number(side, "n", "Pendant (années)", (1, 20)),
        _select(side, "o", "À faire d’abord", words.orders),
        _number(side, "u", "Prix d’un point posé (€)", (0, 9999)),
        _number(side, "w", "Puissance d’un point LED", (1, 500)),
        _select(side, "w-unit", "Cette puissance est en", LED_POWERS),
    ]


def _money(side: str) -> list[Component]:
    return [
        _number(side, "p", "Hausse du prix du kWh (% par an)", (-10, 20), step=0.1),
        _number(side, "a", "Aides (% des travaux)", (0, 100), step=0.1),
        _select(side, "funding", "Qui paie les travaux", FUNDINGS),
        html.Div(
            [
                _number(side, "b", "Durée de l’emprunt (années)", (1, 30)),
                _number(side, "t", "Taux de l’emprunt (%)", (0, 15), step=0.1),
            ],
            className="gb-scenario__loan",
        ),
        html.Div(
            [
                _number(side, "i", "Part des économies rendue au fonds (%)", (1, 100)),
                _number(side, "f", "Argent mis au départ (milliers d’euros)", (0, 99_999)),
            ],
            className="gb-scenario__fund",
        ),
        _number(
            side,
            "d",
            "Taux d’actualisation (%)",
            (0, 15),
            "De combien un euro de l’an prochain vaut moins qu’aujourd’hui.",
            step=0.1,
        ),
        _number(side, "y", "Durée de l’étude (années)", (5, 30)),
    ]
