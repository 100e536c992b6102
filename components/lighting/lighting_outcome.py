"""The results of scenarios of lighting as cards: one a figure, the scenarios side by side."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from components import formats
from components.cards import cards
from components.explain import substituted
from components.findings.lighting_simulator import years_text
from components.lighting.lighting_simulator import Decisions
from data.indicators import INDICATORS, Indicator

Total = Mapping[str, Any]
NOT_CONCERNED = "sans objet"
KG_PER_T = 1000


def outcome_cards(
    scenarios: Sequence[Decisions],
    totals: Sequence[Total],
    perimeter: str,
    undecided_kwh: float,
    co2_kg_per_kwh: float,
) -> Component:
    """A card for each figure of the scenarios, with what it means and how it is computed."""
    facts = [
        _facts(scenario, total, undecided_kwh, co2_kg_per_kwh)
        for scenario, total in zip(scenarios, totals, strict=True)
    ]
    return cards([_card(INDICATORS[key], written, facts, perimeter) for key, written in SHOWN])


def _facts(
    scenario: Decisions, total: Total, undecided_kwh: float, co2_kg_per_kwh: float
) -> dict[str, Any]:
    """What the formulas of the indicators name, and the figures themselves."""
    kwh, eur = total["saved_kwh_year"], total["saved_eur_year"]
    return {
        **total,
        "light_sim_saved_eur": eur,
        "light_sim_saved_kwh": kwh,
        "light_sim_saved_tco2e": kwh * co2_kg_per_kwh / KG_PER_T,
        "co2": formats.number(co2_kg_per_kwh, 3),
        "light_sim_net_eur": total["invest_eur"] - total["grant_eur"],
        "light_sim_payback_years": _payback({**total, "years": scenario.years}),
        "light_sim_npv_eur": total["npv_eur"],
        "light_sim_irr_pct": _irr(total),
        "light_sim_dark_hours": total["dark_hours_year"],
        "years": scenario.years,
        "discount_pct": scenario.discount_pct,
        "undecided_kwh": round(undecided_kwh),
        "decided_kwh": round(undecided_kwh - kwh),
        "invest_eur": round(total["invest_eur"]) if _known(total["invest_eur"]) else None,
        "grant_eur": round(total["grant_eur"]) if _known(total["grant_eur"]) else None,
        "price": formats.number(eur / kwh if kwh >= 1 else None, 3),
    }


def _known(value: float | None) -> bool:
    return not formats.is_missing(value)


def _amount(key: str) -> Callable[[Total], str]:
    """Writes a figure with its unit, in few digits."""

    def written(facts: Total) -> str:
        indicator = INDICATORS[key]
        unit = "h" if indicator.unit == "h par an" else indicator.unit
        return formats.with_unit(*formats.readable(facts[key], unit, indicator.decimals))

    return written


def _payback(total: Total) -> str:
    """ "6,6 ans"; what costs nothing comes back at once; what never comes back says so."""
    if not total["saved_kwh_year"] >= 1:
        return NOT_CONCERNED
    if formats.is_missing(total["payback_years"]):
        return f"plus de {years_text(total['years'])}"
    return years_text(total["payback_years"]) if total["payback_years"] else "immédiat"


def _irr(total: Total) -> str:
    """ "16,8 %"; nothing invested has no rate."""
    if total["invest_eur"] == 0:
        return NOT_CONCERNED
    return formats.percent(total["irr_pct"])


SHOWN: tuple[tuple[str, Callable[[Total], str]], ...] = (
    ("light_sim_saved_eur", _amount("light_sim_saved_eur")),
    ("light_sim_saved_kwh", _amount("light_sim_saved_kwh")),
    ("light_sim_saved_tco2e", _amount("light_sim_saved_tco2e")),
    ("light_sim_dark_hours", _amount("light_sim_dark_hours")),
    ("light_sim_net_eur", _amount("light_sim_net_eur")),
    ("light_sim_payback_years", _payback),
    ("light_sim_npv_eur", _amount("light_sim_npv_eur")),
    ("light_sim_irr_pct", _irr),
)


def _card(
    indicator: Indicator,
    written: Callable[[Total], str],
    facts: Sequence[Total],
    perimeter: str,
) -> Component:
    shown = [_value(one, written, several=len(facts) > 1) for one in facts]
    label = html.H3(indicator.label, className="gb-card__label")
    return html.Article([label, *shown, _why(indicator, facts, perimeter)], className="gb-card")


def _value(facts: Total, written: Callable[[Total], str], *, several: bool) -> Component:
    """The figure, after the name of its scenario when there are two."""
    name = [html.Small(facts["scenario"])] if several else []
    return html.P([*name, written(facts)], className="gb-card__value")


def _why(indicator: Indicator, facts: Sequence[Total], perimeter: str) -> Component:
    """Definition, calculation by scenario, perimeter and source, cautions."""
    several = len(facts) > 1
    calculations = [
        (f"Calcul, {one['scenario']}" if several else "Calcul", substituted(indicator, one))
        for one in facts
    ]
    lines = [
        ("Définition", indicator.definition),
        *calculations,
        ("Périmètre", f"{perimeter}. Source{formats.NBSP}: {indicator.source}"),
        ("Précaution", indicator.caution),
    ]
    # One paragraph of several lines: eight cards of marked-up panels would weigh on the page.
    text = "\n".join(f"{heading}{formats.NBSP}: {text}" for heading, text in lines if text)
    summary = html.Summary("Pourquoi ce chiffre\u202f?", className="gb-disclosure")
    return html.Details([summary, html.P(text)], className="gb-why")
