"""Leaks of water: what they cost a year, and what other budgets of false alarms would have given.

Every builder takes (frame, selection) and returns a plain dict.
"""

from typing import Any

from components import formats
from components.figures.columns import rehearsed
from components.figures.ranked import SHOWN, leading, ranked_bars
from components.filters import Choice
from components.findings.water_alerts import budget_sentence, flow_words
from components.findings.wording import few_digits
from components.rehearsal import sentences
from components.tables import values


def thousands(count: float | None) -> str:
    """162 665 -> "163": what fits above a column of a phone."""
    return formats.MISSING if count is None else few_digits(count / 1000)


# Column, title and words of the drawings of the rehearsal, one below the other.
REHEARSED = (
    ("alerts", "Alertes en douze mois", formats.number),
    ("lost_m3", "Eau perdue (milliers de m³)", thousands),
)


def alerts(frame: Any, selection: Choice) -> dict[str, Any]:
    """The leaks that cost most a year, in euros; each leads to its evidence."""
    top = frame.head(SHOWN)
    worth = values(top, "eur_year")
    ends = [
        f"{priced(eur)} · {flow_words(flow, kind)}"
        for eur, flow, kind in zip(
            worth, values(top, "flow_m3_h"), values(top, "place_kind"), strict=True
        )
    ]
    return leading(ranked_bars(values(top, "name"), worth, ends), top, "{address}")


def priced(eur: float | None) -> str:
    """ "1 250 €", or that no price tells it."""
    return "prix inconnu" if eur is None else formats.with_unit(eur, "€")


def rehearsal(frame: Any, selection: Choice) -> dict[str, Any]:
    """Number of alerts of twelve months and water lost by budget: one drawing each."""
    told = sentences(frame, ("budget", "alerts", "sectors", "lost_m3", "eur"), budget_sentence)
    below = "fausses alertes par secteur et par an"
    figure = rehearsed(frame, "budget", REHEARSED, below, told)
    # Every column says its value, in thousands in the second drawing.
    figure["layout"]["yaxis2"] |= {"showticklabels": False}
    return figure
