"""The headline of the buildings page: its key figures, read from a few rows each."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine, Row

from data.buildings.alerts import at_stake
from data.buildings.scope_months import Pair, ScopeMonths, scope_months
from data.buildings.shown_months import compared_with, shown_months
from data.buildings.vocabulary import FINAL_ENERGIES
from data.buildings.years import decree_reductions, subject_years, targets_kwh, year_sums
from data.key_figure import KeyFigure
from data.selection import Selection
from data.targets import with_targets

KG_PER_T = 1000


@dataclass(frozen=True)
class Headline:
    """The key figures of a selection, and what they rest on."""

    figures: dict[str, KeyFigure]
    buildings: int
    # Those whose energies have nine tenths of the days of the last twelve months.
    complete: int
    # The whole months that stand for the period, and those they are compared with.
    months: list[date]
    compared: list[date]


def headline(engine: Engine, selection: Selection) -> Headline:
    """The key figures of the page, by indicator key, with their perimeter.

    Sums are those of `months`; what is adjusted, compared to peers or complete is of the twelve
    months that end with the last of them.
    """
    months = shown_months(engine, selection)
    sums = scope_months(engine, selection.scope, months, selection.comparison)
    years = year_sums(engine, selection.scope, months[-1])
    figures = [
        *sum_figures(sums),
        _adjusted_figure(years),
        decree_figure(engine, selection.scope, months[-1]),
        at_stake_figure(engine, selection.scope, known=years.with_data > 0),
        _potential_figure(years),
        _complete_figure(years),
    ]
    return Headline(
        with_targets(engine, selection, figures),
        years.buildings,
        years.complete,
        months,
        compared_with(months, selection.comparison),
    )


def sum_figures(sums: ScopeMonths) -> list[KeyFigure]:
    """Energy, water, euros and emissions of the months."""
    by_energy = {energy: sums.total("final_kwh", [energy]) for energy in FINAL_ENERGIES}
    energies = {f"{energy}_kwh": value for energy, value in by_energy.items()}
    energy_eur, has_water = sums.total("eur", FINAL_ENERGIES), "water" in sums.energies
    water_eur = sums.total("eur", ["water"]) if has_water else None
    final_kwh, kgco2e = sums.total("final_kwh"), sums.total("kgco2e")
    tco2e = None if kgco2e is None else kgco2e / KG_PER_T
    # No meter of water is nothing known: everybody uses some, unlike heat or oil.
    water_m3 = sums.total("value", ["water"]) if has_water else None
    eur = added(energy_eur, water_eur)
    bill = {"energy_only_eur": energy_eur, "water_eur": water_eur, "energy_eur": eur}
    emitted = sums.paired("kgco2e").scaled(1 / KG_PER_T)
    return [
        _figure("final_kwh", final_kwh, sums.paired("final_kwh"), energies),
        _figure("water_m3", water_m3, sums.paired("value", ["water"])),
        _figure("energy_eur", eur, sums.paired("eur"), bill),
        _figure("tco2e", tco2e, emitted),
    ]


def _figure(
    key: str, value: float | None, pair: Pair, facts: dict[str, object] | None = None
) -> KeyFigure:
    return KeyFigure(key, value, pair.before, pair.comparable, {**(facts or {}), key: value})


def added(*values: float | None) -> float | None:
    """The sum of what is known, None when nothing is."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _adjusted_figure(years: Row) -> KeyFigure:
    now, before = years.adjusted_kwh, years.adjusted_before_kwh
    change = 100 * (now - before) / before if before else None
    facts = {
        "adjusted_kwh": now,
        "adjusted_before_kwh": before,
        "compared_buildings": years.compared,
        "adjusted_change_pct": change,
    }
    return KeyFigure("adjusted_change_pct", change, facts=facts)


def decree_figure(engine: Engine, scope: str, last_month: date) -> KeyFigure:
    """100 × (Σ adjusted ÷ Σ objective of 2030 − 1) of the subject buildings that have both."""
    rows = subject_years(engine, scope, last_month)
    targets = targets_kwh(rows, decree_reductions(engine, last_month)) if rows else []
    both = [
        (row.adjusted_kwh, kwh)
        for row, kwh in zip(rows, targets, strict=True)
        if row.adjusted_kwh is not None and kwh is not None
    ]
    adjusted, target = added(*(own for own, _ in both)), added(*(kwh for _, kwh in both))
    gap = 100 * (adjusted / target - 1) if target else None
    facts = {
        "adjusted_kwh": adjusted,
        "target_kwh": target,
        "subject_buildings": len(both),
        "decree_gap_pct": gap,
    }
    return KeyFigure("decree_gap_pct", gap, facts=facts)


def at_stake_figure(engine: Engine, scope: str, *, known: bool) -> KeyFigure:
    """What the open alerts cost a year; None without any in a place where nothing is `known`."""
    drifts, leaks, eur = at_stake(engine, scope)
    value = eur if drifts or leaks or known else None
    facts = {"drifts": drifts, "leaks": leaks, "at_stake_eur": value}
    return KeyFigure("at_stake_eur", value, facts=facts)


def _potential_figure(years: Row) -> KeyFigure:
    facts = {"potential_buildings": years.above, "potential_eur": years.potential_eur}
    return KeyFigure("potential_eur", years.potential_eur, facts=facts)


def _complete_figure(years: Row) -> KeyFigure:
    share = 100 * years.complete / years.buildings if years.buildings else None
    facts = {
        "complete": years.complete,
        "buildings": years.buildings,
        "complete_share_pct": share,
    }
    return KeyFigure("complete_share_pct", share, facts=facts)
