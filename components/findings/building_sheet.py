"""What each chart of a building shows, in sentences computed from the frame of the figure."""

from typing import Any

from components.figures.building_sheet import by_energy
from components.filters import Choice
from components.findings.buildings import alert_cost
from components.findings.wording import few_digits
from components.formats import (
    NARROW,
    NBSP,
    change_percent,
    day,
    enumeration,
    number,
    percent,
    period,
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
    if all(value is None for value in values(frame, "expected")):
        return " ".join(parts)
    basis = "L’attendu est l’usage de l’année d’avant, par le même temps et le même type de jour."
    return f"{' '.join(parts)} {basis}"


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
    alerted = sum(bool(one) for one in values(part, "alert")) if "alert" in part.columns else 0
    told = f", dont {with_unit(alerted, 'jours')} en dérive ou en fuite" if alerted else ""
    if change is None:
        return f"{total}, sans modèle pour comparer{told}."
    return f"{total}, soit {signed_percent(change)} par rapport à l’attendu{told}."


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
    """By energy, what the model gives on cold and warm days, and the days it does not explain."""
    parts = []
    for label, unit, part in by_energy(frame):
        odd = sum(bool(far) for far in values(part, "outlier"))
        cold = _at_temperature(part, min), _at_temperature(part, max)
        if None in cold:
            continue
        parts.append(
            f"{label}{NBSP}: environ {_at_both_ends(*cold, unit)}{NARROW}; "
            f"{_counted(odd, 'jour inhabituel', 'jours inhabituels')}."
        )
    if not parts:
        return "Aucun modèle de température n’a pu être établi."
    days = values(frame, "day")
    return f"{' '.join(parts)} Jours {period(min(days), max(days))}."


def _at_both_ends(cold: tuple[float, float], warm: tuple[float, float], unit: str) -> str:
    """ "379 kWh par jour à 0 °C, et 4 kWh à 25 °C", or a single figure when both are alike."""
    (cold_c, high), (warm_c, low) = cold, warm
    before, after = few_digits(high), few_digits(low)
    if before == after:
        return f"{before} {unit} par jour, quelle que soit la température"
    return (
        f"{before} {unit} par jour à {number(cold_c)}{NBSP}°C et {after} {unit} à "
        f"{number(warm_c)}{NBSP}°C"
    )


def _at_temperature(part: Any, extreme: Any) -> tuple[float, float] | None:
    """The temperature at one end of the model and what the model gives there."""
    points = [
        (at, value)
        for at, value in zip(values(part, "mean_c"), values(part, "fitted"), strict=True)
        if at is not None and value is not None
    ]
    return extreme(points) if points else None


def before_after(frame: Any, selection: Choice) -> str:
    """After the works, what was measured against what the year before them makes expect."""
    parts = _works_named(frame)
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


def _works_named(frame: Any) -> list[str]:
    """The works that the weeks surround, when the frame names them."""
    if "works" not in frame.columns:
        return []
    names = dict.fromkeys(name for name in values(frame, "works") if name)
    return [f"{enumeration(list(names))}."] if names else []


def alerts(frame: Any) -> list[str]:
    """One sentence an open alert: since when, how much, what it costs."""
    return [
        f"{row.kind_label} depuis le {day(row.since)}, {row.energy_label.lower()}{NBSP}: "
        f"{with_unit(row.excess_per_day, row.unit, 1)} de plus par jour, soit "
        f"{alert_cost(row.eur_year)} si rien n’est fait."
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
