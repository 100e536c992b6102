"""The headline of the buildings page: its key figures, read from a few rows each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pandas as pd
from sqlalchemy import Engine

from data.buildings.alerts import at_stake
from data.buildings.scope_months import Pair, ScopeMonths, scope_months
from data.buildings.shown_months import compared_with, shown_months
from data.buildings.vocabulary import COMPLETE_SHARE, FINAL_ENERGIES
from data.buildings.years import building_years
from data.key_figure import KeyFigure
from data.selection import Selection

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
    years = building_years(engine, selection.scope, months[-1])
    complete = int((years["known_share"] >= COMPLETE_SHARE).sum())
    figures = [
        *_sum_figures(sums),
        _adjusted_figure(years),
        decree_figure(years),
        at_stake_figure(engine, selection.scope, years),
        _potential_figure(years),
        _complete_figure(complete, len(years)),
    ]
    return Headline(
        {figure.key: figure for figure in figures},
        len(years),
        complete,
        months,
        compared_with(months, selection.comparison),
    )


def _sum_figures(sums: ScopeMonths) -> list[KeyFigure]:
    """Energy, water, euros and emissions of the months."""
    by_energy = {energy: sums.total("final_kwh", [energy]) for energy in FINAL_ENERGIES}
    energies = {f"{energy}_kwh": value for energy, value in by_energy.items()}
    energy_eur, water_eur = sums.total("eur", FINAL_ENERGIES), sums.total("eur", ["water"])
    final_kwh, kgco2e = sums.total("final_kwh"), sums.total("kgco2e")
    tco2e = None if kgco2e is None else kgco2e / KG_PER_T
    water_m3 = sums.total("value", ["water"])
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


def _adjusted_figure(years: pd.DataFrame) -> KeyFigure:
    both = years.dropna(subset=["adjusted_kwh", "adjusted_before_kwh"])
    now, before = _sum(both["adjusted_kwh"]), _sum(both["adjusted_before_kwh"])
    change = 100 * (now - before) / before if now is not None and before else None
    facts = {
        "adjusted_kwh": now,
        "adjusted_before_kwh": before,
        "compared_buildings": len(both),
        "adjusted_change_pct": change,
    }
    return KeyFigure("adjusted_change_pct", change, facts=facts)


def decree_figure(years: pd.DataFrame) -> KeyFigure:
    """100 × (Σ adjusted ÷ Σ objective of 2030 − 1) of the subject buildings that have both."""
    subject = years.dropna(subset=["adjusted_kwh", "target_kwh"])
    adjusted, target = _sum(subject["adjusted_kwh"]), _sum(subject["target_kwh"])
    gap = 100 * (adjusted / target - 1) if adjusted is not None and target else None
    facts = {
        "adjusted_kwh": adjusted,
        "target_kwh": target,
        "subject_buildings": len(subject),
        "decree_gap_pct": gap,
    }
    return KeyFigure("decree_gap_pct", gap, facts=facts)


def at_stake_figure(engine: Engine, scope: str, years: pd.DataFrame) -> KeyFigure:
    """What the open alerts cost a year; None in a territory where nothing is known."""
    drifts, leaks, eur = at_stake(engine, scope)
    value = eur if drifts or leaks or years["known_share"].notna().any() else None
    facts = {"drifts": drifts, "leaks": leaks, "at_stake_eur": value}
    return KeyFigure("at_stake_eur", value, facts=facts)


def _potential_figure(years: pd.DataFrame) -> KeyFigure:
    above = years[years["potential_eur"].fillna(0) > 0]
    value = _sum(years["potential_eur"].dropna())
    facts = {"potential_buildings": len(above), "potential_eur": value}
    return KeyFigure("potential_eur", value, facts=facts)


def _complete_figure(complete: int, buildings: int) -> KeyFigure:
    share = 100 * complete / buildings if buildings else None
    facts = {"complete": complete, "buildings": buildings, "complete_share_pct": share}
    return KeyFigure("complete_share_pct", share, facts=facts)


def _sum(values: Iterable[float]) -> float | None:
    return added(*map(float, values))
