"""What each chart of public lighting shows, in one sentence from the same frame as the figure."""

from typing import Any

from components.figures.lighting import RULED
from components.filters import Choice, compared_words
from components.findings.wording import (
    COMPARED_MONTHS,
    agrees,
    first_cell,
    joined,
    known,
    moves,
    shown_part,
)
from components.formats import (
    NBSP,
    change_percent,
    energy,
    enumeration,
    is_missing,
    number,
    percent,
    readable,
    short_day,
    with_unit,
)
from components.tables import values

NOTHING_KNOWN = "Aucune consommation d’éclairage connue pour cette sélection."
NOTHING_COMPARED = "Aucune armoire n’est facturée aux deux dates à comparer."
NO_STOCK = "Aucun point lumineux connu pour ce territoire."
PART_WORDS = {
    "puissance": "la puissance installée",
    "heures": "les heures d’allumage",
    "prix": "le prix du kWh",
    "abonnement": "l’abonnement",
    "écart mesuré": "l’écart avec le calcul",
    "consommation": "l’électricité consommée",
}
# What officials decide, as opposed to what they are charged.
DECIDED = ("points", "puissance", "heures")
# Less than this much of a euro or of a kWh is not said.
LEAST = 0.5
OLD_DECADE = 2000
FIXED_PART = "Éteindre n’allège pas l’abonnement, qui dépend de la puissance souscrite."


def monthly(frame: Any, selection: Choice) -> str:
    """Energy billed, its change, then what schedules expect and spare."""
    billed = known(frame, "measured_kwh")
    planned = known(frame, "expected_kwh", "full_kwh")
    if not billed and not planned:
        return NOTHING_KNOWN
    clauses = []
    if billed:
        total = sum(kwh for (kwh,) in billed)
        change = _compared(frame, selection)
        clauses.append(f"{energy(total)} facturés en {number(len(billed))} mois{change}")
    whole = [row for row in planned if row[1] is not None]
    if whole:
        expected, full = (sum(column) for column in zip(*whole, strict=True))
        clauses.append(f"les horaires en prévoient {energy(expected)}{_spared(expected, full)}")
    return joined(clauses)


def _spared(expected_kwh: float, full_kwh: float) -> str:
    """What switch-offs and dimming spare of a whole night; nothing when they spare nothing."""
    if full_kwh - expected_kwh < LEAST:
        return ", sans aucune extinction"
    share = percent(100 * (full_kwh - expected_kwh) / full_kwh, 0)
    return f", et {energy(full_kwh)} si rien ne s’éteignait{NBSP}: {share} d’économie"


def _compared(frame: Any, selection: Choice) -> str:
    pairs = known(frame, "before_kwh", "measured_kwh")
    pairs = [pair for pair in pairs if pair[1] is not None]
    before, now = sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs)
    change = change_percent(now, before)
    if selection.compared is None or change is None:
        return ""
    what = COMPARED_MONTHS.get(selection.comparison, "la période de comparaison")
    months = len(known(frame, "measured_kwh"))
    kept = f" sur {number(len(pairs))} mois comparables" if len(pairs) < months else ""
    if not moves(change):
        return f", autant que {what}{kept}"
    return f", {percent(abs(change))} de {'plus' if change > 0 else 'moins'} que {what}{kept}"


def split_kwh(frame: Any, selection: Choice) -> str:
    """Whether the kWh rise or fall, and what pushes each way."""
    return _split(frame, selection, "kwh", "kWh", "L’électricité")


def split_bill(frame: Any, selection: Choice) -> str:
    """Whether the bill rises or falls, and what pushes each way."""
    told = _split(frame, selection, "eur", "€", "La facture")
    return told if told == NOTHING_COMPARED else f"{told} {FIXED_PART}"


def _split(frame: Any, selection: Choice, column: str, unit: str, what: str) -> str:
    parts = known(frame, column, "part")
    if not parts:
        return NOTHING_COMPARED
    total = sum(first_cell(part) for part in parts)
    sides = {
        "à la baisse": sorted(part for part in parts if part[0] <= -LEAST),
        "à la hausse": sorted((part for part in parts if part[0] >= LEAST), reverse=True),
    }
    pushes = [f"{side}, {_listed(found, unit)}" for side, found in sides.items() if found]
    # The side of the result first.
    told = joined(pushes[::-1] if total > 0 else pushes) if pushes else ""
    moved = f"{what} des mêmes armoires {_moved(total, unit)}{_against(selection)}"
    return f"{moved}{_despite(parts, total, unit)}{NBSP}: {told}" if told else f"{moved}."


def _moved(total: float, unit: str) -> str:
    if abs(total) < LEAST:
        return "ne bouge pas"
    return f"{'baisse' if total < 0 else 'monte'} de {amount_of(total, unit)}"


def _despite(parts: list[tuple[float, str]], total: float, unit: str) -> str:
    """What was saved although the whole rises; nothing when it does not rise."""
    saved = -sum(amount for amount, part in parts if part in DECIDED)
    if total < LEAST or saved < LEAST:
        return ""
    return f", malgré {amount_of(saved, unit)} d’économies décidées"


def _against(selection: Choice) -> str:
    return f" par rapport à {compared_words(selection)}" if selection.compared else ""


def _listed(parts: list[tuple[float, str]], unit: str) -> str:
    return enumeration(
        [f"{PART_WORDS[part]} ({amount_of(amount, unit)})" for amount, part in parts]
    )


def amount_of(value: float, unit: str) -> str:
    """ "12 000 €", "1,24 M€", "48 213 MWh", whatever the sign."""
    return with_unit(*readable(abs(value), unit))


def lighting_map(frame: Any, selection: Choice) -> str:
    """How many points are drawn, and how many of them are off at 2 h."""
    rows = known(frame, "points")
    if not rows:
        return "Aucun point lumineux n’a de coordonnées dans ce territoire."
    drawn = f"{with_unit(sum(map(first_cell, rows)), 'points')} sur la carte"
    off = _share(frame, "off_share_pct", "scheduled_points")
    led = _share(frame, "led_share_pct", "lamp_points")
    told = "horaires inconnus" if off is None else f"{off} s’éteignent à 2{NBSP}h du matin"
    lamps_told = "lampes inconnues" if led is None else f"{led} sont des LED"
    return f"{drawn}{NBSP}: {told} et {lamps_told}."


def _share(frame: Any, share: str, of: str) -> str | None:
    """A share over all the rows, weighed by the points that it is of; None of none."""
    rows = known(frame, share, of)
    points = sum(count for _, count in rows)
    return percent(sum(pct * count for pct, count in rows) / points, 0) if points else None


def lamps(frame: Any, selection: Choice) -> str:
    """The lamp of most points, and what mercury still weighs."""
    rows = known(frame, "points", "lamp_label", "share_pct", "power_kw")
    if not rows:
        return NO_STOCK
    points, label, share, own_kw = max(rows, key=first_cell)
    power = sum(kw for *_, kw in rows if kw is not None)
    thirstiest = max(rows, key=lambda row: row[3] or 0)
    clauses = [
        f"{_quoted(label)} équipe {with_unit(points, 'points')}, {percent(share, 0)} du parc"
    ]
    if power and thirstiest[1] == label:
        clauses.append(f"elle prend {percent(100 * own_kw / power, 0)} de la puissance")
    elif power:
        clauses.append(
            f"{_quoted(thirstiest[1])} prend le plus de puissance{NBSP}: "
            f"{percent(100 * thirstiest[3] / power, 0)}"
        )
    return joined(clauses)


def _quoted(label: str) -> str:
    return f"«{NBSP}{label}{NBSP}»"


def ages(frame: Any, selection: Choice) -> str:
    """How many points were installed before 2000, and how many have no date."""
    rows = known(frame, "points", "decade", "led_points")
    if not rows:
        return NO_STOCK
    total = sum(first_cell(row) for row in rows)
    old = sum(points for points, decade, _ in rows if decade is not None and decade < OLD_DECADE)
    undated = sum(points for points, decade, _ in rows if decade is None)
    clauses = [
        f"{with_unit(old, 'points')} posés avant {OLD_DECADE}, "
        f"{percent(100 * old / total, 0)} du parc"
    ]
    if undated:
        clauses.append(f"{with_unit(undated, 'points')} sans année de pose (n.d.)")
    return joined(clauses)


def rules(frame: Any, selection: Choice) -> str:
    """The rule that most points break, and those that nothing can check."""
    rows = [
        (*(count or 0 for count in counts), label)
        for *counts, label in zip(
            *(values(frame, name) for name, *_ in RULED), values(frame, "rule_label"), strict=True
        )
    ]
    if not rows:
        return "Aucun point du territoire n’est concerné par une règle vérifiable."
    kept, broken, unknown, label = max(rows, key=lambda row: row[1])
    clauses = ["Aucun point n’est hors d’une règle de l’arrêté de 2018"]
    if broken:
        judged = with_unit(kept + broken + unknown, "points")
        clauses = [f"Premier écart{NBSP}: {_quoted(label)}, {number(broken)} sur {judged}"]
    if silent := sum(row[2] for row in rows if row[2]):
        clauses.append(
            f"{number(silent)} vérifications impossibles faute de donnée dans l’inventaire ou "
            "les horaires"
        )
    return joined(clauses)


def decisions(frame: Any, selection: Choice) -> str:
    """What switch-offs in force save a year, and the date that brought most."""
    saving = known(frame, "saved_kwh_year", "day", "points", "saved_eur_year")
    if not len(frame):
        return "Aucune extinction de nuit décidée sur ce territoire."
    if not saving:
        return f"Aucune extinction en vigueur.{shown_part(len(frame), 'décisions')}"
    kwh = sum(first_cell(row) for row in saving)
    worth = [row[3] for row in saving if row[3] is not None]
    eur = f", soit {per_year(sum(worth))}" if worth else ""
    most = max(saving, key=first_cell)
    clauses = [f"Les extinctions en vigueur économisent {energy(kwh)} par an{eur}"]
    if len(saving) > 1:
        clauses.append(
            f"la date qui compte le plus est le {short_day(most[1])} "
            f"({with_unit(most[2], 'points')}, {percent(100 * most[0] / kwh, 0)} de l’économie)"
        )
    return f"{joined(clauses)}{shown_part(len(frame), 'dates')}"


def communes(frame: Any, selection: Choice) -> str:
    """How many communes are above the median of their size, and the furthest above."""
    rows = known(frame, "kwh_per_point", "median_kwh_per_point", "commune")
    rows = [row for row in rows if row[1]]
    if not rows:
        return "Aucune commune n’a douze mois facturés et des communes semblables à comparer."
    if len(rows) == 1:
        return _one_commune(*rows[0])
    above = sum(rate > median for rate, median, _ in rows)
    rate, median, name = max(rows, key=lambda row: row[0] / row[1])
    counted = with_unit(len(rows), "communes")
    consume = agrees(above, "consomme", "consomment")
    clauses = [
        f"{number(above)} sur {counted} {consume} plus par point que la médiane des communes de "
        "même taille (trait vertical)"
    ]
    if rate > median:
        clauses.append(
            f"{name} est la plus au-dessus{NBSP}: {with_unit(rate, 'kWh par point')} pour une "
            f"médiane de {number(median)}"
        )
    return f"{joined(clauses)}{shown_part(len(frame), 'communes')}"


def _one_commune(rate: float, median: float, name: str) -> str:
    """A commune against those of its size: "40 % de plus que la médiane"."""
    change = change_percent(rate, median)
    side = moves(change)
    against = "la médiane des communes de même taille"
    gap = f"{percent(abs(change), 0)} de {'plus' if side > 0 else 'moins'} que" if side else "comme"
    rates = f"{with_unit(rate, 'kWh par point')} contre {number(median)}"
    return f"{name} consomme {gap} {against}{NBSP}: {rates}."


def per_year(eur: float) -> str:
    """ "2 810 € par an", "1,24 M€ par an"."""
    return with_unit(*readable(eur, "€ par an"))


def night_fact(dark_h: float | None, full_h: float | None) -> str:
    """What switch-offs give back to the night, for a citizen; empty when not known."""
    if is_missing(dark_h) or not full_h:
        return ""
    if dark_h < 1:
        return "Ici, aucune extinction ne rend encore d’heures d’obscurité à la nuit."
    return (
        f"Chaque point lumineux rend en moyenne à la nuit {number(dark_h)}{NBSP}heures d’obscurité "
        f"par an, {percent(100 * dark_h / full_h, 0)} des {number(full_h)}{NBSP}heures où il "
        f"brûlerait du soir au matin."
    )
