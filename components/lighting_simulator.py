"""The controls of a scenario of lighting: assets/simulator.js writes the link from them.

A control is named after the setting of the link that it holds (data/lighting/scenario.py): "l",
or a part of it: "h-on", "h-from", "h-to". They ask the server for nothing by themselves.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import urlencode

import dash_bootstrap_components as dbc
from dash import Input, Output, callback, html, no_update
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from components import formats
from components.filters import SELECTION_STORE, options

FIRST, SECOND = "a", "b"
TITLES = {FIRST: "Votre scénario", SECOND: "Second scénario"}
PREFIX = "lighting-simulator"
# Minutes shown before anybody has chosen a window.
USUAL_WINDOW = (23 * 60, 5 * 60)
USUAL_LEVEL_PCT, USUAL_LOAN_YEARS, USUAL_SHARE_PCT = 50, 15, 80
BUDGET, LOAN, FUND = "budget", "loan", "fund"
FUNDINGS = {BUDGET: "Budget de l’année", LOAN: "Emprunt", FUND: "Fonds d’économies (Intracting)"}
WATTS, LESS = "watts", "less"
LED_POWERS = {WATTS: "watts par point", LESS: "% de moins"}
WINDOWS = {"e": "Éteindre l’été, de mai à août", "h": "Éteindre l’hiver, de septembre à avril"}


# Controls in the order that they are filled; groups; fields that may stay empty.
NAMES = (
    *("e-on", "e-from", "e-to", "h-on", "h-from", "h-to", "g-on", "g-level", "g-from", "g-to"),
    *("r", "l", "n", "o", "u", "w", "w-unit"),
    *("p", "a", "funding", "b", "t", "i", "f", "d", "y"),
)
FOLDED = ("streets", "dim", "led", "money")
REFERENCES = ("u", "w", "a")


class Decisions(Protocol):
    """What the controls read of a scenario."""

    summer_off: tuple[int, int] | None
    winter_off: tuple[int, int] | None
    dimming: tuple[int, tuple[int, int]] | None
    streets: frozenset[str]
    led_cabinets_per_year: int
    led_years: int
    led_order: str
    led_power: int | None
    led_eur_per_point: int | None
    price_rise_pct: float
    grant_pct: float | None
    loan_years: int
    loan_rate_pct: float
    fund_share_pct: int
    fund_start_keur: int
    discount_pct: float
    years: int


@dataclass(frozen=True)
class Words:
    """What the controls offer: letter -> kind of street and its label, orders of the works.

    `defaults` are the texts of the settings that a link leaves out.
    """

    streets: Mapping[str, tuple[str, str]]
    orders: Mapping[str, str]
    defaults: Mapping[str, str]


@dataclass(frozen=True)
class Shown:
    """A scenario as the controls show it, and the reference values behind empty fields."""

    scenario: Decisions
    references: Mapping[str, float | None] = field(default_factory=dict)


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
        _select(side, "o", "Dans quel ordre", words.orders),
        _number(side, "u", "Prix d’un point posé (€)", (0, 9999), "Vide\u00a0: la référence."),
        html.Div(
            [
                _number(side, "w", "Puissance d’un point LED", (1, 500)),
                _select(side, "w-unit", "exprimée en", LED_POWERS),
            ],
            className="gb-scenario__hours",
        ),
    ]


def _money(side: str) -> list[Component]:
    return [
        _number(side, "p", "Hausse du prix du kWh (% par an)", (-10, 20), step=0.1),
        _number(
            side, "a", "Aides (% des travaux)", (0, 100), "Vide\u00a0: la référence.", step=0.1
        ),
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


def form_values(scenario: Decisions, words: Words) -> dict[str, Any]:
    """Name -> value of every control for a scenario.

    What it does not use shows a usual value, so that one tick is enough to use it.
    """
    return {
        **_window_values("e", scenario.summer_off),
        **_window_values("h", scenario.winter_off),
        **_window_values("g", scenario.dimming and scenario.dimming[1]),
        "g-level": scenario.dimming[0] if scenario.dimming else USUAL_LEVEL_PCT,
        "r": [letter for letter, (one, _) in words.streets.items() if one in scenario.streets],
        "l": scenario.led_cabinets_per_year,
        "n": scenario.led_years,
        "o": scenario.led_order,
        "u": scenario.led_eur_per_point,
        "w": scenario.led_power and abs(scenario.led_power),
        "w-unit": LESS if (scenario.led_power or 0) < 0 else WATTS,
        "p": scenario.price_rise_pct,
        "a": scenario.grant_pct,
        "funding": _funding(scenario),
        "b": scenario.loan_years or USUAL_LOAN_YEARS,
        "t": scenario.loan_rate_pct,
        "i": scenario.fund_share_pct or USUAL_SHARE_PCT,
        "f": scenario.fund_start_keur,
        "d": scenario.discount_pct,
        "y": scenario.years,
    }


def _window_values(name: str, window: tuple[int, int] | None) -> dict[str, Any]:
    start, end = (f"{minute // 60:02}:{minute % 60:02}" for minute in window or USUAL_WINDOW)
    return {f"{name}-on": window is not None, f"{name}-from": start, f"{name}-to": end}


def _funding(scenario: Decisions) -> str:
    if scenario.loan_years:
        return LOAN
    return FUND if scenario.fund_share_pct else BUDGET


def opened(values: Mapping[str, Any], words: Words) -> dict[str, bool]:
    """Folded group -> whether the scenario has something of it."""
    money = ("p", "a", "d", "y")
    usual = {name: float(words.defaults[name]) for name in money if words.defaults.get(name)}
    return {
        "streets": len(values["r"]) < len(words.streets),
        "dim": values["g-on"],
        "led": values["l"] > 0,
        "money": values["funding"] != BUDGET
        or any(values[name] != usual.get(name) for name in money),
    }


def connect_form(side: str, words: Words, shown: Callable[[str], Shown | None]) -> None:
    """Fill the controls of a scenario from the selection; `shown` is what a query string says.

    None: there is no such scenario, nothing moves. A group that somebody has opened stays open.
    """

    @callback(
        output={
            "values": [Output(part(side, name), "value") for name in NAMES],
            "opened": [Output(part(side, f"{name}-open"), "open") for name in FOLDED],
            "references": [Output(part(side, name), "placeholder") for name in REFERENCES],
        },
        inputs={"query": Input(SELECTION_STORE, "data")},
    )
    def fill(query: str | None) -> dict[str, list[Any]]:
        found = shown(query or "")
        if found is None:
            raise PreventUpdate
        values = form_values(found.scenario, words)
        has_some = opened(values, words)
        return {
            "values": [values[name] for name in NAMES],
            "opened": [has_some[name] or no_update for name in FOLDED],
            "references": [placeholder(found.references.get(name)) for name in REFERENCES],
        }


def placeholder(reference: float | None) -> str:
    """What an empty field stands for: "référence : 40"."""
    return f"référence{formats.NBSP}: {formats.number(reference)}"
