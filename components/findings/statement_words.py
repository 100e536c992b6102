"""What sentences of statements are made of: changes, sums, names of places."""

from collections.abc import Mapping
from typing import Any

from components.findings.wording import few_digits
from components.formats import NBSP, number, percent, readable, signed, signed_percent, with_unit

Facts = Mapping[str, Any]
INDICATIVE = " (prix indicatif)"
UNPRICED = ", d’un coût inconnu faute de prix"
UNLESS = " si rien n’est fait"


def more(change_pct: float, of_what: str = "") -> str:
    """ "12,3 % de terminaux connectés de plus"."""
    return f"{percent(abs(change_pct))} {of_what}de {'plus' if change_pct > 0 else 'moins'}"


def more_eur(facts: Facts) -> str:
    """ "551 875 € de plus (+6,7 %)"."""
    change_eur = facts["change_eur"]
    side = "plus" if change_eur > 0 else "moins"
    return f"{eur(abs(change_eur))} de {side} ({signed_percent(facts['change_pct'])})"


def eur(value: float) -> str:
    """ "551 875 €", "9,20 M€"."""
    return with_unit(*readable(value, "€"))


def signed_eur(value: float) -> str:
    """ "−33 475 €"."""
    shown, unit, decimals = readable(value, "€")
    return f"{signed(shown, decimals)}{NBSP}{unit}"


def signed_energy(kwh: float) -> str:
    """ "−60 400 kWh", "−1 235 MWh"."""
    shown, unit, decimals = readable(kwh, "kWh")
    return f"{signed(shown, decimals)}{NBSP}{unit}"


def flow(m3_h: float) -> str:
    """ "10,9 m³/h"."""
    return f"{few_digits(m3_h)}{NBSP}m³/h"


def cost(facts: Facts, before: str = f"{NBSP}: ", after: str = "") -> str:
    """ ": 12 591 € par an", and how many have no price; that nothing has one."""
    worth, unpriced = facts["eur_year"], facts.get("unpriced", 0)
    if worth is None:
        return UNPRICED
    less = f", sans compter {number(unpriced)} sans prix" if unpriced else ""
    return f"{before}{with_unit(*readable(worth, '€ par an'))}{price_mark(facts)}{after}{less}"


def only_name(count: int, name: str) -> str:
    """The name of the only place; empty when there are several."""
    return f", «{NBSP}{name}{NBSP}»" if count == 1 else ""


def first_name(most: str, count: int, facts: Facts) -> str:
    """ " La plus chère : « … »." after a sentence; empty for one alone, or without any price."""
    told = count > 1 and facts["eur_year"] is not None
    return f" {most}{NBSP}: «{NBSP}{facts['name']}{NBSP}»." if told else ""


def price_mark(facts: Facts) -> str:
    """That nobody has checked the price; empty when someone has."""
    return INDICATIVE if facts.get("indicative") else ""


def capital(text: str) -> str:
    """The text with its first letter large, the others as they are."""
    return f"{text[0].upper()}{text[1:]}"
