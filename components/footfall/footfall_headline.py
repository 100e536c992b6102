"""The key figures of footfall as cards, with what each rests on."""

from collections.abc import Sequence
from typing import Any

from dash.development.base_component import Component

from components import formats
from components.captioned import Reading
from components.cards import kpi_card
from components.explain import Explanation
from components.filters import compared_words
from components.headline import headline_row, months_in_words
from data.indicators import INDICATORS
from data.quality import Notice

SHOWN = (
    "terminals",
    "constant_index",
    "sessions",
    "median_dwell_min",
    "return_share_pct",
    "peak_trough_ratio",
    "may_october_share_pct",
    "access_points_up_share_pct",
)
BY_WHOLE_MONTH = frozenset({"median_dwell_min", "return_share_pct"})
# A share of the season says nothing of a period shorter than a year of weeks.
WHOLE_YEAR_DAYS = 364


def headline_block(reading: Reading, keys: Sequence[str], threshold: int) -> list[Component]:
    """The cards of these figures, after what a reader must know of their age."""
    return headline_row(reading, [headline_card(reading, key, threshold) for key in keys])


def is_empty(reading: Reading) -> bool:
    """Whether no key figure at all is known."""
    return all(figure.value is None for figure in reading.frame.figures.values())


def headline_card(reading: Reading, key: str, threshold: int) -> Component:
    """The card of one key figure."""
    figure = reading.frame.figures[key]
    return kpi_card(
        INDICATORS[key],
        figure.value,
        figure.before,
        compared_words(reading.selection) if figure.before is not None else "",
        comparable=figure.comparable,
        target=figure.target,
        explanation=Explanation(figure.facts, perimeter(reading), reading.data_until),
        notice=card_notice(reading, key, threshold),
    )


def perimeter(reading: Reading) -> str:
    """The territory, the period and how many of its sites stand behind the figures."""
    headline = reading.frame
    sites = f"{formats.number(headline.sites_published)} des {formats.number(headline.sites)} sites"
    return f"{reading.filters}, sur {sites}"


def card_notice(reading: Reading, key: str, threshold: int) -> Notice | None:
    """What a reader must know before using this figure; None when nothing."""
    headline = reading.frame
    if key in BY_WHOLE_MONTH and headline.site_days:
        return month_notice(headline, key)
    if key == "may_october_share_pct" and days_of(reading.selection) < WHOLE_YEAR_DAYS:
        return Notice("ANNEE_INCOMPLETE")
    if key == "terminals" and headline.site_days_hidden:
        return hidden_notice(headline, threshold)
    return None


def month_notice(headline: Any, key: str) -> Notice:
    """Which whole months stand for the period, or that its month is not published yet."""
    if headline.figures[key].value is None:
        return Notice("MOIS_EN_COURS")
    months = months_in_words(headline.months[0], headline.months[-1])
    return Notice("MOIS_ENTIERS", {"months": months})


def hidden_notice(headline: Any, threshold: int) -> Notice:
    """How many site-days are under the threshold, and how much they may hide at most."""
    hidden = headline.site_days_hidden
    return Notice(
        "SITES_SOUS_SEUIL",
        {
            "threshold": threshold,
            "hidden": formats.number(hidden),
            "all": formats.number(headline.site_days),
            "margin": formats.number(hidden * (threshold - 1)),
        },
    )


def days_of(selection: Any) -> int:
    """The number of days of a selection."""
    return (selection.end - selection.start).days + 1
