"""Pourquoi ce chiffre ? What a number is and how it was obtained, with the real numbers."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dash import html
from dash.development.base_component import Component

from components import formats
from data.indicators import INDICATORS, Indicator, Target
from data.quality import Notice

# Enough to redo a result by hand from its terms.
FIGURES = 4
TERM = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Explanation:
    """Where a number comes from: the terms of its formula, its perimeter and its date."""

    facts: Mapping[str, Any]
    perimeter: str = ""
    data_until: date | None = None


def substituted(indicator: Indicator, facts: Mapping[str, Any]) -> str:
    """The formula with its terms replaced by numbers in French; an unknown term is "n.d."."""
    return TERM.sub(
        lambda found: _term(indicator, found[1], facts.get(found[1])), indicator.formula
    )


def panel(
    indicator: Indicator,
    explanation: Explanation,
    notice: Notice | None = None,
    target: Target | None = None,
) -> Component:
    """A native disclosure: definition, calculation, perimeter, source, target, cautions."""
    until = explanation.data_until
    lines = [
        ("Définition", indicator.definition),
        ("Calcul", substituted(indicator, explanation.facts)),
        ("Périmètre", explanation.perimeter),
        ("Source", indicator.source + (f", données au {formats.day(until)}" if until else "")),
        *([(f"Objectif {target.year}", target.origin)] if target else []),
        ("Code officiel", indicator.official_code),
        ("Précaution", indicator.caution),
        ("À savoir", notice.text if notice else ""),
    ]
    # Plain paragraphs: seven cards of marked-up panels would weigh on the page.
    paragraphs = [html.P(f"{heading}{formats.NBSP}: {text}") for heading, text in lines if text]
    summary = html.Summary("Pourquoi ce chiffre\u202f?", className="gb-disclosure")
    return html.Details([summary, *paragraphs], className="gb-why")


def _term(indicator: Indicator, name: str, value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return formats.day(value)
    if name == indicator.key:
        return formats.number(value, indicator.decimals)
    known = INDICATORS.get(name)
    is_whole = not isinstance(value, float) or value.is_integer()
    if formats.is_missing(value) or is_whole or math.isinf(value):
        return formats.number(value, known.decimals if known else 0)
    return _precise(value, known.decimals if known else 1)


def _precise(value: float, decimals: int) -> str:
    """A term with at least these decimals and four figures, so that the result can be redone."""
    needed = FIGURES - 1 - math.floor(math.log10(abs(value)))
    if needed <= decimals:
        return formats.number(value, decimals)
    return formats.number(value, needed).rstrip("0").rstrip(",")


def formula_in_words(indicator: Indicator) -> str:
    """The formula with an ellipsis in the place of each number."""
    return TERM.sub("…", indicator.formula)
