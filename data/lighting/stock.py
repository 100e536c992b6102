"""The stock of a territory as the simulator takes it, and what the scenarios of a link make of it.

Everything here is simulated: kWh are those of the inventory and the schedules, not of bills.
"""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import numpy as np
import pandas as pd
from sqlalchemy import Engine, Row

from data.buildings.months import YEAR_OF_MONTHS
from data.cache import data_version
from data.lighting.hours_table import hours_table
from data.lighting.nights import Nights, night_cell, nights
from data.lighting.scenario import Scenario, parse_scenarios
from data.lighting.simulator import W_PER_KW, Simulation, Stock, simulate
from data.lighting.stock_rows import bill_rows, cabinet_rows, point_rows, schedules_in_force
from data.lighting.vocabulary import STREETS
from data.quality import Notice
from data.reference_values import ReferenceValues, read_values
from data.selection import Selection
from data.viewing import today

REFERENCE = "Sans décision"
# By how many scenarios the link holds.
LABELS = {0: (), 1: ("Scénario",), 2: ("Scénario A", "Scénario B")}
# Where nothing says where cabinets are: the share of the night that a window takes hardly depends
# on the place.
MIDDLE_DEG = (47.25, 0.75)
LIGHT, ELECTRICITY = "light", "electricity"
YEARLY = [
    "year", "scenario", "hours", "kwh", "eur", "tco2e", "invest_eur", "grant_eur", "loan_eur",
    "saved_eur", "cash_eur", "fund_eur", "unmet_eur",
]  # fmt: skip
TOTALS = [
    "scenario", "payback_years", "npv_eur", "irr_pct", "saved_kwh_year", "saved_eur_year",
    "invest_eur", "grant_eur", "unmet_eur", "dark_hours_year", "points", "cabinets", "left_out",
]  # fmt: skip


def stored_scenarios(selection: Selection) -> tuple[tuple[Scenario, ...], list[Notice]]:
    """The one or two scenarios that the link holds, and what could not be read in it."""
    return parse_scenarios(selection.detail)


def simulation(engine: Engine, selection: Selection) -> pd.DataFrame:
    """YEARLY: one row a scenario and year, first without decision, then those of the link.

    Without decision, prices rise as in the first scenario. Empty where no cabinet has both a known
    power and a schedule.
    """
    _, simulated = _simulated(engine, selection)
    names = [name for name in YEARLY if name != "scenario"]
    frames = [
        pd.DataFrame({"scenario": label, **{name: getattr(each, name) for name in names}})
        for label, each in simulated.items()
    ]
    empty = pd.DataFrame(columns=YEARLY)
    return pd.concat(frames)[YEARLY].reset_index(drop=True) if frames else empty


def totals(engine: Engine, selection: Selection) -> pd.DataFrame:
    """TOTALS: one row a scenario of the link, and what it rests on; empty as `simulation` is.

    `left_out` cabinets have no known power or schedule and are not simulated.
    """
    found, simulated = _simulated(engine, selection)
    rows = [_total(label, each, found) for label, each in simulated.items() if label != REFERENCE]
    return pd.DataFrame(rows, columns=TOTALS)


def _total(label: str, each: Simulation, found: Stock) -> tuple:
    """The cells of TOTALS."""
    return (
        label,
        each.payback_years,
        each.npv_eur,
        each.irr_pct,
        each.saved_kwh_year,
        each.saved_eur_year,
        float(each.invest_eur.sum()),
        float(each.grant_eur.sum()),
        float(each.unmet_eur.sum()),
        each.dark_hours_year,
        int(found.points.sum()),
        len(found.hours),
        found.left_out,
    )


def _simulated(engine: Engine, selection: Selection) -> tuple[Stock, dict[str, Simulation]]:
    """By label, the years without decision and those of each scenario."""
    found = stock(engine, selection)
    scenarios, _ = stored_scenarios(selection)
    if not len(found.hours):
        return found, {}
    first = scenarios[0] if scenarios else Scenario()
    undecided = Scenario(price_rise_pct=first.price_rise_pct, years=first.years)
    labels = (REFERENCE, *LABELS[len(scenarios)])
    sky = nights_of_year(found.place_deg, found.first_year)
    return found, {
        label: simulate(found, each, hours_table(sky, found.schedules, each.reductions))
        for label, each in zip(labels, (undecided, *scenarios), strict=True)
    }


@lru_cache(maxsize=64)
def nights_of_year(place_deg: tuple[float, float], year: int) -> Nights:
    """The nights of a civil year at a place (a `night_cell`), kept: they take ten milliseconds."""
    return nights(*place_deg, date(year, 1, 1), date(year, 12, 31))


def stock(engine: Engine, selection: Selection) -> Stock:
    """The cabinets of a territory with a known power and a schedule in force, as they are today.

    A price is that of the last twelve months billed, else the mean of the territory, else the
    reference value; a subscription is the billed one, else the reference value by kVA subscribed
    (by kW installed where they are not known). Years begin with the next one.
    """
    return _kept_stock(engine, data_version(engine), selection.scope, today())


# Every move of a slider asks for the stock, which only a load changes.
@lru_cache(maxsize=16)
def _kept_stock(engine: Engine, _version: str, scope: str, day: date) -> Stock:
    with engine.connect() as connection:
        listed = cabinet_rows(connection, scope)
        points, bills = point_rows(connection, scope), bill_rows(connection, scope)
        schedules = schedules_in_force(connection, scope, day)
        values = read_values(connection)
    rows = [row for row in listed if row.hours_year is not None and row.cabinet_id in schedules]
    rows = [row for row in rows if row.power_kw > 0]
    rank = {row.cabinet_id: number for number, row in enumerate(rows)}
    followed = [schedules[cabinet_id] for cabinet_id in rank]
    distinct = {schedule: number for number, schedule in enumerate(dict.fromkeys(followed))}
    return Stock(
        **_powers(points, rank),
        **_money(rows, bills, rank, values, day),
        hours=_column(rows, "hours_year"),
        mean_year=_column(rows, "mean_year"),
        schedule=np.array([distinct[schedule] for schedule in followed], dtype=int),
        schedules=tuple(distinct),
        place_deg=_place(rows),
        first_year=day.year + 1,
        left_out=len(listed) - len(rows),
        co2_kg_per_kwh=_value(values, "co2_kg_per_kwh", ELECTRICITY, day),
        led_w_per_point=_value(values, "light_led_w_per_point", LIGHT, day),
        led_eur_per_point=_value(values, "light_led_eur_per_point", LIGHT, day),
        grant_pct=_value(values, "light_grant_pct", LIGHT, day),
    )


def _column(rows: Sequence[Row], name: str) -> np.ndarray:
    return np.array([getattr(row, name) for row in rows], dtype=float)


def _powers(points: Sequence[Row], rank: dict[str, int]) -> dict[str, np.ndarray]:
    """Points and kW of each cabinet by kind of street, those that LED would replace apart."""
    columns = {street: number for number, street in enumerate(STREETS)}
    count, power_w = np.zeros((2, 2, len(rank), len(STREETS)))
    for cabinet_id, street, replaced, number, watts in points:
        if cabinet_id in rank:
            place = replaced, rank[cabinet_id], columns.get(street, -1)
            count[place] += number
            power_w[place] += watts
    return {
        "points": count.sum(axis=0),
        "old_points": count[1],
        "old_kw": power_w[1] / W_PER_KW,
        "other_kw": power_w[0] / W_PER_KW,
    }


def _money(
    rows: Sequence[Row],
    bills: Sequence[Row],
    rank: dict[str, int],
    values: ReferenceValues,
    day: date,
) -> dict[str, np.ndarray]:
    """€ per kWh and subscription of a year, of each cabinet."""
    kwh, energy_eur, subscription_eur = np.full((3, len(rows)), np.nan)
    for bill in bills:
        number = rank.get(bill.cabinet_id)
        if number is not None:
            kwh[number], energy_eur[number] = bill.kwh, bill.eur - bill.subscription_eur
            subscription_eur[number] = bill.subscription_eur * YEAR_OF_MONTHS / bill.months
    used = kwh > 0
    reference = _value(values, "light_price_eur_per_kwh", LIGHT, day)
    usual = energy_eur[used].sum() / kwh[used].sum() if used.any() else reference
    kva, kw = _column(rows, "subscribed_kva"), _column(rows, "power_kw")
    by_kva = _value(values, "light_subscription_eur_per_kva", LIGHT, day)
    expected_eur = by_kva * np.where(np.isnan(kva), kw, kva)
    unbilled = np.isnan(subscription_eur)
    return {
        "price_eur_kwh": np.divide(energy_eur, kwh, out=np.full(len(rows), usual), where=used),
        "subscription_eur": np.where(unbilled, expected_eur, subscription_eur),
    }


def _value(values: ReferenceValues, kind: str, item: str, day: date) -> float:
    """A reference value; NaN when the store does not have it."""
    found = values.at(kind, item, day)
    return found.value if found else float("nan")


def _place(rows: Sequence[Row]) -> tuple[float, float]:
    """The cell of the sky of the middle of the cabinets whose place is known."""
    placed = [row for row in rows if None not in (row.latitude_deg, row.longitude_deg)]
    if not placed:
        return night_cell(*MIDDLE_DEG)
    middle = (np.mean(_column(placed, name)) for name in ("latitude_deg", "longitude_deg"))
    return night_cell(*map(float, middle))
