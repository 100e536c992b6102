"""What the screen of the simulator asks: the scenarios of the link, their totals, their years."""

from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Engine

from data.lighting.scenario import SETTINGS, Scenario
from data.lighting.stock import REFERENCE, simulation, stock, stored_scenarios, totals
from data.quality import Notice
from data.selection import Selection


@dataclass(frozen=True)
class Outlook:
    """The scenarios of a link and what they rest on.

    `totals` has one row a scenario, none without cabinet. `renewable` cabinets have lamps that LED
    would replace; `undecided_kwh` are those of a year without decision. Reference values are NaN
    when the store does not have them.
    """

    scenarios: tuple[Scenario, ...]
    notices: tuple[Notice, ...]
    totals: pd.DataFrame
    points: int
    cabinets: int
    left_out: int
    renewable: int
    undecided_kwh: float
    co2_kg_per_kwh: float
    led_w_per_point: float
    led_eur_per_point: float
    grant_pct: float


def outlook(engine: Engine, selection: Selection) -> Outlook:
    """The totals of the scenarios of the link, for the cabinets whose power and hours are known."""
    found = stock(engine, selection)
    scenarios, notices = stored_scenarios(selection)
    power_kw = (found.old_kw + found.other_kw).sum(axis=1)
    return Outlook(
        scenarios=scenarios,
        notices=tuple(notices),
        totals=totals(engine, selection),
        points=int(found.points.sum()),
        cabinets=len(found.hours),
        left_out=found.left_out,
        renewable=int((found.old_points.sum(axis=1) > 0).sum()),
        undecided_kwh=float(power_kw @ found.hours),
        co2_kg_per_kwh=found.co2_kg_per_kwh,
        led_w_per_point=found.led_w_per_point,
        led_eur_per_point=found.led_eur_per_point,
        grant_pct=found.grant_pct,
    )


def cash(engine: Engine, selection: Selection) -> pd.DataFrame:
    """The years of the scenarios of the link, and `cumulated_eur`: what the budget has kept or paid
    since the first year, beside a budget without decision. Empty without scenario.
    """
    years = simulation(engine, selection)
    decided = years[years["scenario"] != REFERENCE].reset_index(drop=True)
    by_scenario = decided.astype({"cash_eur": float}).groupby("scenario", sort=False)["cash_eur"]
    return decided.assign(cumulated_eur=by_scenario.cumsum())


def default_texts() -> dict[str, str]:
    """Letter -> text of each setting that has a default, as a link would write it."""
    usual = Scenario()
    values = {letter: getattr(usual, setting.field) for letter, setting in SETTINGS.items()}
    return {
        letter: SETTINGS[letter].write(value)
        for letter, value in values.items()
        if value is not None
    }
