"""What sentences of every theme are made of."""

from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from components.figures.ranked import SHOWN
from components.formats import MINUS, NARROW, number, signed_percent, with_unit
from components.tables import values

first_cell = itemgetter(0)
COMPARED_MONTHS = {
    "n-1": "les mêmes mois de l’année précédente",
    "precedente": "les mois précédents",
}


def known(frame: Any, *names: str) -> list[tuple[Any, ...]]:
    """The rows of these columns whose first cell has a value."""
    cells = zip(*(values(frame, name) for name in names), strict=True)
    return [row for row in cells if row[0] is not None]


def moves(change_pct: float) -> int:
    """1, 0 or -1 once rounded as on screen."""
    text = signed_percent(change_pct)
    return text.startswith("+") - text.startswith(MINUS)


def agrees(count: float, one: str, many: str) -> str:
    """The words in the number that French wants: plural from 2 on."""
    return many if count >= 2 else one


def joined(clauses: Sequence[str]) -> str:
    """One sentence of clauses, the empty ones left out."""
    return f"{f'{NARROW}; '.join(filter(None, clauses))}."


def eur_year(eur: float) -> str:
    """ "2 100 € par an"."""
    return with_unit(eur, "€ par an")


def named(name: str, commune: str | None) -> str:
    """The place and its commune, said once."""
    if not commune or commune.casefold() in name.casefold():
        return name
    return f"{name} ({commune})"


def shown_part(count: int, things: str) -> str:
    """What a drawing of many rows leaves to the table; empty when it shows them all."""
    if count <= SHOWN:
        return ""
    everything = f"le tableau donne les {number(count)} {things}"
    return f" Le graphique montre {SHOWN} lignes{NARROW}; {everything}."


def few_digits(value: float) -> str:
    """12 345, 12,3, 0,12: about three digits, none less than a hundredth."""
    return number(value, 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2)
