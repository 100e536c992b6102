"""Public buildings of a territory: months, ranking, categories of use, alerts, rehearsal.

Every builder takes (frame, selection) and returns a plain dict; a gap stays a gap.
"""

from typing import Any

from components import formats
from components.figures.columns import rehearsed
from components.figures.energy_months import energy_months
from components.figures.ranked import SHOWN, leading, ranked_bars, uprights
from components.filters import Choice
from components.findings.buildings import threshold_sentence
from components.maps import BUILDING_SHEET
from components.rehearsal import sentences
from components.tables import values

FOLLOW_UP = f"{BUILDING_SHEET}/suivi"
SHORT_KINDS = {"drift": "dérive", "leak": "fuite"}
# Column, title and words of the drawings of the rehearsal, one below the other.
REHEARSED = (
    ("alerts", "Nombre d’alertes en douze mois", formats.number),
    ("eur", "Ce qu’elles ont coûté en douze mois (€)", formats.number),
)

monthly = energy_months


def ranking(frame: Any, selection: Choice) -> dict[str, Any]:
    """The buildings with the highest potential, in the order of the frame; a year in euros.

    The words say how many times the median each consumes.
    """
    top = frame.head(SHOWN)
    worth = values(top, "potential_eur")
    ends = [
        f"{formats.with_unit(eur, '€')}{_times(kwh_m2, median)}"
        for eur, kwh_m2, median in zip(
            worth, values(top, "kwh_m2"), values(top, "peer_median_kwh_m2"), strict=True
        )
    ]
    return leading(ranked_bars(values(top, "name"), worth, ends), top, BUILDING_SHEET)


def categories(frame: Any, selection: Choice) -> dict[str, Any]:
    """kWh per square metre of each category (sum ÷ sum), an upright at its median."""
    intensity = values(frame, "kwh_m2")
    ends = [formats.with_unit(kwh_m2, "kWh/m²") for kwh_m2 in intensity]
    figure = ranked_bars(values(frame, "category_label"), intensity, ends)
    figure["layout"]["shapes"] = [uprights(values(frame, "median_kwh_m2"))]
    return figure


def alerts(frame: Any, selection: Choice) -> dict[str, Any]:
    """The open drifts and leaks that cost most a year, in euros."""
    top = frame.head(SHOWN)
    worth = values(top, "eur_year")
    ends = [
        f"{formats.with_unit(eur, '€')} · {SHORT_KINDS[kind]}"
        for eur, kind in zip(worth, values(top, "kind"), strict=True)
    ]
    return leading(ranked_bars(values(top, "name"), worth, ends), top, FOLLOW_UP)


def rehearsal(frame: Any, selection: Choice) -> dict[str, Any]:
    """Number and worth of the alerts of twelve months by threshold: one drawing each."""
    told = sentences(frame, ("threshold", "alerts", "eur"), threshold_sentence)
    return rehearsed(frame, "threshold", REHEARSED, "seuil, en écarts-types", told)


def _times(kwh_m2: float | None, median: float | None) -> str:
    """ " (× 1,5)", the ratio to the median; empty when one is not known."""
    if kwh_m2 is None or not median:
        return ""
    return f" (×{formats.NBSP}{formats.number(kwh_m2 / median, 2)})"
