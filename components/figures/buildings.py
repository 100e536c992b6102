"""Public buildings of a territory: months, ranking, categories of use, alerts, rehearsal.

Every builder takes (frame, selection) and returns a plain dict; a gap stays a gap.
"""

from typing import Any

from components import formats, theme
from components.figures.energy_months import energy_months
from components.figures.ranked import SHOWN, VALUE_PX, leading, ranked_bars, uprights
from components.figures.time_series import stacked
from components.filters import Choice
from components.maps import BUILDING_SHEET
from components.rehearsal import key_of, sentences
from components.tables import values

FOLLOW_UP = f"{BUILDING_SHEET}/suivi"
SHORT_KINDS = {"drift": "dérive", "leak": "fuite"}
# Column and title of the drawings of the rehearsal, one below the other.
REHEARSED = (
    ("alerts", "Nombre d’alertes en douze mois"),
    ("eur", "Ce qu’elles ont coûté en douze mois (€)"),
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
    thresholds = [key_of(one) for one in values(frame, "threshold")]
    panels = [(title, [_columns(thresholds, values(frame, name))]) for name, title in REHEARSED]
    below = {"text": "seuil, en écarts-types", "font": {"size": 13, "color": theme.MUTED}}
    axis = {"type": "category", "tickangle": 0, "title": below}
    return stacked(panels, axis, bargap=0.45, meta=sentences(frame))


def _columns(labels: list[str], heights: list[float | None]) -> dict[str, Any]:
    return {
        "type": "bar",
        "x": labels,
        "y": heights,
        "text": [formats.number(height) for height in heights],
        "textposition": "outside",
        "textangle": 0,
        "constraintext": "none",
        "textfont": {"size": VALUE_PX},
        "cliponaxis": False,
        "marker": {"color": theme.FOCUS},
        "hoverinfo": "skip",
    }


def _times(kwh_m2: float | None, median: float | None) -> str:
    """ " (× 1,5)", the ratio to the median; empty when one is not known."""
    if kwh_m2 is None or not median:
        return ""
    return f" (×{formats.NBSP}{formats.number(kwh_m2 / median, 2)})"
