"""What the records of a building show: hours, works, meters and years, in sentences.

Every sentence is computed from the frame of the figure.
"""

from typing import Any

from components.figures.building_sheet import by_energy
from components.filters import Choice
from components.findings.building_sheet import NOTHING_KNOWN
from components.findings.wording import few_digits
from components.formats import (
    NARROW,
    NBSP,
    WEEKDAYS,
    change_percent,
    is_missing,
    number,
    percent,
    signed_percent,
    with_unit,
)
from components.tables import values


def load_profile(frame: Any, selection: Choice) -> str:
    """By energy, the heaviest and the lightest hours of the week."""
    parts = []
    for label, unit, part in by_energy(frame):
        hours = [
            cell
            for cell in zip(
                values(part, "mean_per_h"),
                values(part, "weekday"),
                values(part, "hour"),
                strict=True,
            )
            if cell[0] is not None
        ]
        if hours:
            high, low = max(hours), min(hours)
            parts.append(
                f"{label}{NBSP}: au plus {few_digits(high[0])} {unit} par heure, le "
                f"{_hour_in_words(*high[1:])}{NARROW}; au moins {few_digits(low[0])}, le "
                f"{_hour_in_words(*low[1:])}."
            )
    return " ".join(parts) or NOTHING_KNOWN


def _hour_in_words(weekday: int, hour: int) -> str:
    return f"{WEEKDAYS[weekday]} à {hour}{NBSP}h"


def loads(frame: Any, selection: Choice) -> str:
    """By energy, what runs all the time and what is used while closed."""
    parts = []
    for row in frame.itertuples():
        closed = ""
        if not is_missing(row.closed_share_pct):
            closed = f"{NARROW}; {percent(row.closed_share_pct, 0)} est consommé portes fermées"
        parts.append(
            f"{row.energy_label}{NBSP}: le talon permanent fait {percent(row.base_share_pct, 0)} "
            f"de la consommation{closed}."
        )
    return " ".join(parts) or NOTHING_KNOWN


def savings(frame: Any, selection: Choice) -> str:
    """How many works have a proven saving, and the largest."""
    rows = list(frame.itertuples())
    if not rows:
        return NOTHING_KNOWN
    proven = [row for row in rows if row.proven]
    if not proven:
        return _without_proof(rows)
    best = max(proven, key=lambda row: row.saving_pct)
    euros = "" if is_missing(best.eur_year) else f", soit {with_unit(best.eur_year, '€')} par an"
    return (
        f"{best.label}, {best.energy_label.lower()}{NBSP}: {percent(best.saving_pct, 0)} "
        f"économisés (de {number(best.saving_low_pct, 0)} à "
        f"{percent(best.saving_high_pct, 0)}, confiance 90{NARROW}%){euros}."
    )


def _without_proof(rows: list[Any]) -> str:
    """A rise when the whole interval is under zero, else that nothing is proven."""
    risen = [
        f"{row.energy_label.lower()} {percent(-row.saving_pct, 0)}"
        for row in rows
        if not is_missing(row.saving_high_pct) and row.saving_high_pct < 0
    ]
    if risen:
        return f"Aucune économie{NBSP}: la consommation a augmenté ({', '.join(risen)})."
    return (
        "Économie non démontrée à ce jour : l’intervalle est trop large devant l’économie, ou "
        "les données manquent."
    )


def quality(frame: Any, selection: Choice) -> str:
    """The meters with the fewest known days."""
    known = [
        (share, energy, meter)
        for share, energy, meter in zip(
            values(frame, "known_share_pct"),
            values(frame, "energy_label"),
            values(frame, "meter_id"),
            strict=True,
        )
        if share is not None
    ]
    if not known:
        return NOTHING_KNOWN
    share, energy, meter = min(known)
    if share >= 100:
        return "Tous les compteurs sont complets, jour par jour."
    if len(set(values(frame, "meter_id"))) == 1:
        return f"{percent(share)} des jours du compteur sont connus."
    return (
        f"Le compteur le moins complet est {meter} ({energy.lower()}){NBSP}: "
        f"{percent(share)} de ses jours sont connus."
    )


def annual(frame: Any, selection: Choice) -> str:
    """The last whole year and its change."""
    whole = [
        (year, total)
        for year, total, share in zip(
            values(frame, "year"),
            values(frame, "total_kwh"),
            values(frame, "known_share_pct"),
            strict=True,
        )
        if total is not None and share is not None and share >= 90
    ]
    if not whole:
        return "Aucune année civile n’est assez complète pour être déclarée."
    year, total = whole[-1]
    change = change_percent(total, whole[-2][1]) if len(whole) > 1 else None
    moved = f", {signed_percent(change)} par rapport à {whole[-2][0]}" if change is not None else ""
    return (
        f"En {year}, {with_unit(total, 'kWh')} d’énergie finale{moved}. Le tableau donne, année "
        "par année, les valeurs qu’une déclaration OPERAT demande."
    )
