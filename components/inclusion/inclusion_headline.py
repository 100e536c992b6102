"""The key figures of digital inclusion as cards, with what each rests on."""

from collections.abc import Sequence
from datetime import date

from dash.development.base_component import Component

from components import formats, states
from components.captioned import Reading
from components.cards import kpi_card
from components.explain import Explanation
from components.filters import compared_words
from components.headline import headline_row, months_in_words
from data.indicators import INDICATORS
from data.quality import Notice

# Who is far from help, what there is of it, what makes fragile, what is done.
SHOWN = (
    "inclusion_far_population",
    "inclusion_far_share_pct",
    "inclusion_places",
    "inclusion_places_per_10k",
    "inclusion_fragility",
    "inclusion_fibre_pct",
    "inclusion_outdated_share_pct",
    "inclusion_accompaniments",
)
OF_PLACES = ("inclusion_places", "inclusion_places_per_10k", "inclusion_outdated_share_pct")
FAR = ("inclusion_far_population", "inclusion_far_share_pct")


def headline_block(reading: Reading, keys: Sequence[str] = SHOWN) -> list[Component]:
    """The cards of these figures, after their age and what they do not cover."""
    headline = reading.frame
    shown = [
        kpi_card(
            INDICATORS[key],
            figure.value,
            figure.before,
            compared_words(reading.selection) if figure.before is not None else "",
            comparable=figure.comparable,
            target=figure.target,
            explanation=Explanation(figure.facts, perimeter(reading, key), reading.data_until),
        )
        for key, figure in ((key, headline.figures[key]) for key in keys)
    ]
    notices = [*today_notices(headline.months), *cover_notices(reading)]
    return headline_row(reading, shown, notices, late="INCLUSION_ANCIENNE")


def today_notices(months: Sequence[date]) -> list[Notice]:
    """That only accompaniments follow the period, and which whole months stand for it."""
    if not months:
        return []
    facts = {"months": months_in_words(months[0], months[-1])}
    return [Notice("INCLUSION_A_CE_JOUR", facts)]


def cover_notices(reading: Reading) -> list[Notice]:
    """Communes without score, places without position: what the figures leave out."""
    headline, notices = reading.frame, []
    if headline.scored < headline.communes:
        facts = {"missing": _number(headline.communes - headline.scored), "all": headline.communes}
        notices.append(Notice("COMMUNES_SANS_SCORE", facts))
    if headline.at_town_hall:
        facts = {"places": _number(headline.at_town_hall), "all": _number(headline.places)}
        notices.append(Notice("LIEUX_A_LA_MAIRIE", facts))
    return notices


def is_empty(reading: Reading) -> bool:
    """Whether no commune of the territory is known."""
    return not reading.frame.communes


def nothing_known(_reading: Reading) -> Component:
    """What stands in the place of the cards of a store without digital inclusion."""
    return states.nothing_found(
        "Aucune commune, aucun lieu de médiation connu sur ce territoire",
        "Choisissez un territoire plus grand, ou chargez les lieux et les ingrédients de "
        "fragilité\u00a0: la page Données les énumère.",
    )


def perimeter(reading: Reading, key: str) -> str:
    """The territory, and how many communes, places or months the figure stands for."""
    headline = reading.frame
    if key in OF_PLACES:
        return f"{reading.territory}, {formats.with_unit(headline.places, 'lieux')}, à ce jour"
    if key in FAR:
        return f"{reading.territory}, {_part(headline.located, headline.communes)} localisées"
    if key == "inclusion_fragility":
        return f"{reading.territory}, {_part(headline.scored, headline.communes)} notées"
    if key == "inclusion_fibre_pct":
        covered = headline.figures[key].facts["communes"]
        day = formats.day(headline.coverage_day) if headline.coverage_day else formats.MISSING
        return f"{reading.territory}, {_part(covered, headline.communes)} connues, au {day}"
    return f"{reading.territory}, {formats.number(len(headline.months))} mois entiers"


def _part(known: int, everything: int) -> str:
    return f"{_number(known)} des {formats.with_unit(everything, 'communes')}"


def _number(count: int) -> str:
    return formats.number(count)
