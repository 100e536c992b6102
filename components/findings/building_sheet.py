"""What each chart of a building shows, in sentences computed from the frame of the figure."""

from typing import Any

from components.figures.building_sheet import by_energy
from components.filters import Choice
from components.formats import (
    NARROW,
    NBSP,
    WEEKDAYS,
    change_percent,
    day,
    enumeration,
    is_missing,
    number,
    percent,
    signed_percent,
    with_unit,
)
from components.tables import values

NOTHING_KNOWN = "Aucune valeur connue pour cette sélection."


def daily(frame: Any, selection: Choice) -> str:
    """By energy, what was consumed against what the year before makes expect."""
    parts = [sentence for part in by_energy(frame) if (sentence := _against_expected(*part))]
    if not parts:
        return NOTHING_KNOWN
    return f"{' '.join(parts)} L’attendu est l’usage de l’année d’avant, à température égale."


def _against_expected(label: str, unit: str, part: Any) -> str:
    measured = [value for value in values(part, "value") if value is not None]
    if not measured:
        return ""
    both = [
        (value, expected)
        for value, expected in zip(values(part, "value"), values(part, "expected"), strict=True)
        if value is not None and expected is not None
    ]
    total = f"{label}{NBSP}: {with_unit(sum(measured), unit)}"
    change = change_percent(sum(value for value, _ in both), sum(should for _, should in both))
    if change is None:
        return f"{total}, sans modèle pour comparer."
    return f"{total}, soit {signed_percent(change)} par rapport à l’attendu."


def trajectory(frame: Any, selection: Choice) -> str:
    """The last known year against the next objective, in words."""
    known = _pairs(frame, "adjusted_kwh")
    to_come = [
        (year, _easier(target, absolute))
        for year, target, absolute in zip(
            values(frame, "year"),
            values(frame, "target_kwh"),
            values(frame, "absolute_kwh"),
            strict=True,
        )
        if target is not None or absolute is not None
    ]
    if not known:
        return "Aucune année complète et corrigée du climat n’est encore connue."
    last_year, last = known[-1]
    aims = [(year, aim) for year, aim in to_come if year >= last_year and aim is not None]
    if not aims:
        return (
            f"En {last_year}, {with_unit(last, 'kWh')} corrigés du climat. Aucun objectif{NBSP}: "
            "l’année de référence et sa consommation ne sont pas déclarées."
        )
    year, aim = aims[0]
    gap = change_percent(last, aim)
    if gap is not None and gap <= 0:
        return (
            f"En {last_year}, le bâtiment est {percent(abs(gap))} sous son objectif {year} "
            f"({with_unit(aim, 'kWh')}){NBSP}: objectif tenu."
        )
    return (
        f"En {last_year}, le bâtiment est {percent(gap)} au-dessus de son objectif {year}"
        f"{NBSP}: il lui reste {with_unit(last - aim, 'kWh')} à économiser par an."
    )


def signature(frame: Any, selection: Choice) -> str:
    """By energy, the days that the model does not explain."""
    parts = []
    for label, unit, part in by_energy(frame):
        odd = sum(bool(far) for far in values(part, "outlier"))
        cold = _at_temperature(part, min), _at_temperature(part, max)
        if None in cold:
            continue
        (low_c, high), (high_c, low) = cold
        parts.append(
            f"{label}{NBSP}: environ {number(high)} {unit} par jour à {number(low_c)}{NBSP}°C, "
            f"{number(low)} à {number(high_c)}{NBSP}°C{NARROW}; "
            f"{_counted(odd, 'jour inhabituel', 'jours inhabituels')}."
        )
    return " ".join(parts) or "Aucun modèle de température n’a pu être établi."


def _at_temperature(part: Any, extreme: Any) -> tuple[float, float] | None:
    """The temperature at one end of the model and what the model gives there."""
    points = [
        (at, value)
        for at, value in zip(values(part, "mean_c"), values(part, "fitted"), strict=True)
        if at is not None and value is not None
    ]
    return extreme(points) if points else None


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
                f"{label}{NBSP}: au plus {number(high[0], 1)} {unit} par heure le "
                f"{WEEKDAYS[high[1]]} à {high[2]}{NBSP}h, au moins {number(low[0], 1)} le "
                f"{WEEKDAYS[low[1]]} à {low[2]}{NBSP}h."
            )
    return " ".join(parts) or NOTHING_KNOWN


def loads(frame: Any, selection: Choice) -> str:
    """By energy, what runs all the time and what is used while closed."""
    parts = []
    for row in frame.itertuples():
        closed = ""
        if not is_missing(row.closed_share_pct):
            closed = f"{NARROW}; {percent(row.closed_share_pct, 0)} est consommé hors ouverture"
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
        return (
            "Économie non démontrée à ce jour : l’intervalle est trop large devant l’économie, ou "
            "les données manquent."
        )
    best = max(proven, key=lambda row: row.saving_pct)
    euros = "" if is_missing(best.eur_year) else f", soit {with_unit(best.eur_year, '€')} par an"
    return (
        f"{best.label}{NBSP}: {percent(best.saving_pct, 0)} économisés sur "
        f"{best.energy_label.lower()} (de {number(best.saving_low_pct, 0)} à "
        f"{percent(best.saving_high_pct, 0)}, confiance 90{NARROW}%){euros}."
    )


def before_after(frame: Any, selection: Choice) -> str:
    """After the works, what was measured against what the year before them makes expect."""
    parts = []
    for label, unit, part in by_energy(frame[frame["phase"] == "après"]):
        both = [
            (measured, expected)
            for measured, expected in zip(
                values(part, "value"), values(part, "expected"), strict=True
            )
            if measured is not None and expected is not None
        ]
        used, due = (sum(column) for column in zip(*both, strict=True)) if both else (0, 0)
        change = change_percent(used, due)
        if change is not None:
            parts.append(
                f"{label}{NBSP}: {with_unit(used, unit)} depuis les travaux, contre "
                f"{with_unit(due, unit)} attendus sans eux ({signed_percent(change)})."
            )
    return " ".join(parts) or "Rien n’est encore mesuré après les travaux."


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
    if share >= 99.5:
        return "Tous les compteurs sont complets, jour par jour."
    return (
        f"Le compteur le moins complet est {meter} ({energy.lower()}){NBSP}: "
        f"{percent(share, 0)} de ses jours sont connus."
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


def alerts(frame: Any) -> list[str]:
    """One sentence an open alert: since when, how much, what it costs."""
    return [
        f"{row.kind_label} depuis le {day(row.since)} ({row.energy_label.lower()}){NBSP}: "
        f"{with_unit(row.excess_per_day, row.unit, 1)} de plus par jour, soit "
        f"{with_unit(row.eur_year, '€')} par an si rien n’est fait."
        for row in frame.itertuples()
    ]


def _pairs(frame: Any, name: str) -> list[tuple[int, float]]:
    return [
        (year, value)
        for year, value in zip(values(frame, "year"), values(frame, name), strict=True)
        if value is not None
    ]


def _easier(target: float | None, absolute: float | None) -> float | None:
    """Either objective is enough: the larger of the two is the one to reach."""
    return max((aim for aim in (target, absolute) if aim is not None), default=None)


def _counted(count: int, one: str, many: str) -> str:
    words = many if count >= 2 else one
    return f"{number(count)} {words}" if count else f"aucun {one}"


def meters_in_words(meters: Any) -> str:
    """ "Électricité (PRM1), Gaz naturel (PCE2, 60 %)"."""
    words = [
        f"{energy} ({meter}{'' if share == 1 else ', ' + percent(100 * share, 0)})"
        for meter, energy, share in meters
    ]
    return enumeration(words)
