"""The key figures of public lighting as cards, with what each rests on."""

from collections.abc import Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from components import formats
from components.captioned import Reading
from components.cards import kpi_card
from components.explain import Explanation
from components.filters import compared_words
from components.findings.lighting import night_fact
from components.headline import headline_row, month_notices
from data.indicators import INDICATORS
from data.quality import Notice

# What is paid and spared first, then what remains to be done.
SHOWN = (
    "light_eur",
    "light_kwh",
    "light_saved_eur",
    "light_dark_hours_year",
    "light_off_share_pct",
    "light_led_share_pct",
    "light_kwh_per_point",
    "light_mean_age_years",
)


def headline_block(reading: Reading, keys: Sequence[str]) -> list[Component]:
    """The cards of these figures, after their age, their months and what is billed of them."""
    headline = reading.frame
    shown = [
        figure_card(reading, headline.figures, key, perimeter(reading))
        for key in keys
        if key in headline.figures
    ]
    billed = billed_notices(headline.billed, headline.cabinets)
    return headline_row(reading, shown, [*month_notices(headline.months), *billed])


def figure_card(
    reading: Reading, figures: Mapping[str, object], key: str, perimeter: str
) -> Component:
    """The card of one key figure."""
    figure = figures[key]
    return kpi_card(
        INDICATORS[key],
        figure.value,
        figure.before,
        compared_words(reading.selection) if figure.before is not None else "",
        comparable=figure.comparable,
        target=figure.target,
        explanation=Explanation(figure.facts, perimeter, reading.data_until),
    )


def night_block(reading: Reading) -> list[Component]:
    """The night given back, as a fact for citizens; nothing when it is not known."""
    figure = reading.frame.figures.get("light_dark_hours_year")
    fact = night_fact(figure.value, figure.facts.get("full_hours")) if figure else ""
    if not fact:
        return []
    return [html.Section([html.H2("Rendu à la nuit"), html.P(fact)], className="gb-night")]


def billed_notices(billed: int, cabinets: int) -> list[Notice]:
    """That only a part of the cabinets is billed; nothing when all are, or none."""
    if not 0 < billed < cabinets:
        return []
    facts = {"billed": formats.number(billed), "cabinets": formats.number(cabinets)}
    return [Notice("FACTURES_PARTIELLES", facts)]


def spread_notices(prorated: Sequence[int], billed: Sequence[int]) -> list[Notice]:
    """That months are shares of longer bills, as soon as half of what is billed is."""
    pairs = zip(prorated, billed, strict=True)
    months = sum(2 * one >= all_of_them > 0 for one, all_of_them in pairs)
    if not months:
        return []
    facts = {"months": formats.number(months), "all": formats.number(len(billed))}
    return [Notice("MOIS_DE_FACTURES_LONGUES", facts)]


def is_empty(reading: Reading) -> bool:
    """Whether neither a cabinet nor a bill is known."""
    headline = reading.frame
    return not headline.cabinets and not headline.billed and not headline.points


def perimeter(reading: Reading) -> str:
    """The territory and how many of its cabinets are billed."""
    headline = reading.frame
    billed, cabinets = formats.number(headline.billed), formats.number(headline.cabinets)
    return f"{reading.territory}, {billed} des {cabinets} armoires sont facturées"
