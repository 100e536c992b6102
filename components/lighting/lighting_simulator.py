"""Between a scenario of lighting and the controls that show it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from dash import Input, Output, callback, no_update
from dash.exceptions import PreventUpdate

from components import formats
from components.filters import SELECTION_STORE
from components.lighting.lighting_form import BUDGET, FUND, LESS, LOAN, WATTS, Words, part

# Minutes shown before anybody has chosen a window, and other usual values.
USUAL_WINDOW = (23 * 60, 5 * 60)
USUAL_LEVEL_PCT, USUAL_LOAN_YEARS, USUAL_SHARE_PCT = 50, 15, 80
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
class Shown:
    """A scenario as the controls show it, and the reference values behind empty fields."""

    scenario: Decisions
    references: Mapping[str, float | None] = field(default_factory=dict)


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
