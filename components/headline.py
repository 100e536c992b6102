"""What the key figures of every theme share: how old they are, and their row of cards."""

from collections.abc import Sequence
from datetime import date

from dash.development.base_component import Component

from components import formats, states
from components.captioned import Reading
from components.cards import cards
from data.quality import Notice

FRESH, OUT_OF_DATE = "à jour", "périmée"


# What is said of data that stop before the period does.
LATE = "DONNEES_EN_RETARD"


def headline_row(
    reading: Reading, shown: list[Component], notices: Sequence[Notice] = (), late: str = LATE
) -> list[Component]:
    """The cards, after what a reader must know of their age and these notices.

    `late`: the code of what is said of old data.
    """
    row = cards(shown, out_of_date=reading.freshness == OUT_OF_DATE)
    told = states.notices_list([*age_notices(reading, late), *notices])
    return [part for part in (told, row) if part is not None]


def age_notices(reading: Reading, late: str = LATE) -> list[Notice]:
    """Why these figures may be older than the period asked for."""
    notices = list(reading.notices)
    if reading.stale:
        notices.append(Notice("MAGASIN_INJOIGNABLE", {"read_at": formats.instant(reading.read_at)}))
    if reading.freshness != FRESH:
        notices.append(Notice(late, {"until": formats.day(reading.data_until)}))
    return notices


def month_notices(months: Sequence[object]) -> list[Notice]:
    """Which whole months stand for the period; nothing without a month."""
    if not months:
        return []
    return [Notice("MOIS_ENTIERS_ENERGIE", {"months": months_in_words(months[0], months[-1])})]


def months_in_words(first: date, last: date) -> str:
    """ "de décembre 2025 à novembre 2026", "d’août 2026 à …", "novembre 2026"."""
    start, end = formats.month(first), formats.month(last)
    since = "d’" if start[0] in "ao" else "de "
    return start if start == end else f"{since}{start} à {end}"
