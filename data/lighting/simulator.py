"""Year by year, what decisions change in the hours, energy and money of a stock of lighting.

Works of a year save from the next one on; a switch-off or a dimming from the first. The price of
the kWh rises, subscriptions stay: neither switching off nor LED lowers them here. Savings are
counted against the same stock, at the same prices, without any decision.
"""

from dataclasses import dataclass

import numpy as np

from data.lighting.burning import Schedule
from data.lighting.finance import (
    Fund,
    intracting_fund,
    irr_pct,
    loan_payments_eur,
    npv,
    payback_years,
)
from data.lighting.hours_table import HoursTable
from data.lighting.scenario import BY_AGE, Scenario
from data.lighting.vocabulary import STREETS

KG_PER_T = W_PER_KW = EUR_PER_KEUR = 1000


@dataclass(frozen=True, eq=False)
class Stock:
    """The cabinets of a territory whose power and hours are known: arrays of C rows.

    Points and powers are C × 8, by kind of street in the order of STREETS. `old_` are those that
    LED would replace (another lamp, known); `other_kw` are the rest. `schedule` is the row of
    `schedules` that a cabinet follows. What is not known is NaN; `left_out` cabinets have no known
    power or hours and are not counted.
    """

    points: np.ndarray
    old_points: np.ndarray
    old_kw: np.ndarray
    other_kw: np.ndarray
    # Of a year as scheduled, dimming weighted.
    hours: np.ndarray
    schedule: np.ndarray
    mean_year: np.ndarray
    price_eur_kwh: np.ndarray
    subscription_eur: np.ndarray
    schedules: tuple[Schedule, ...]
    # Whose nights stand for all of them: latitude and longitude.
    place_deg: tuple[float, float]
    first_year: int
    left_out: int
    # Reference values, for what a scenario does not say.
    co2_kg_per_kwh: float
    led_w_per_point: float
    led_eur_per_point: float
    grant_pct: float


@dataclass(frozen=True, eq=False)
class Simulation:
    """A scenario by year, arrays of T values, then its totals; NaN or None: not known.

    `hours` is the mean of the points, dimming weighted. `cash_eur` is what the budget keeps or pays
    beside a budget without decision; `fund_eur` the balance at the end of the year (NaN without a
    fund) and `unmet_eur` what the fund could not pay. Payback, present value and rate are of the
    works and savings themselves, grants off, however they are financed. `saved_*_year` and
    `dark_hours_year` are of a year when all is done, at today's price, hours by point.
    """

    year: np.ndarray
    hours: np.ndarray
    kwh: np.ndarray
    eur: np.ndarray
    tco2e: np.ndarray
    invest_eur: np.ndarray
    grant_eur: np.ndarray
    loan_eur: np.ndarray
    saved_eur: np.ndarray
    cash_eur: np.ndarray
    fund_eur: np.ndarray
    unmet_eur: np.ndarray
    payback_years: float | None
    npv_eur: float | None
    irr_pct: float | None
    saved_kwh_year: float
    saved_eur_year: float
    dark_hours_year: float


@dataclass(frozen=True, eq=False)
class _Energy:
    """kWh of a year of each cabinet: undecided, with the hours decided, less with LED."""

    undecided_kwh: np.ndarray
    decided_kwh: np.ndarray
    led_gain_kwh: np.ndarray
    # C × 8.
    hours: np.ndarray


def simulate(stock: Stock, scenario: Scenario, table: HoursTable) -> Simulation:
    """The years of a scenario, from the first year of the stock.

    `table` is that of the schedules of the stock with the reductions of the scenario.
    kWh = Σ power × hours; € = kWh × price × (1 + rise)^t + subscription.
    """
    energy = _energy(stock, scenario, table)
    works = works_year(stock, scenario, energy.led_gain_kwh)
    led_kwh = _done_before(works, energy.led_gain_kwh, scenario.years)
    led_eur = _done_before(works, energy.led_gain_kwh * stock.price_eur_kwh, scenario.years)
    kwh = energy.decided_kwh.sum() - led_kwh
    rise = (1 + scenario.price_rise_pct / 100) ** np.arange(scenario.years)
    decided_eur = energy.decided_kwh @ stock.price_eur_kwh - led_eur
    undecided_eur = energy.undecided_kwh @ stock.price_eur_kwh
    saved_eur = (undecided_eur - decided_eur) * rise
    invest_eur, grant_eur = _investments(stock, scenario, works)
    money = _financed(scenario, invest_eur - grant_eur, saved_eur)
    flows = saved_eur - invest_eur + grant_eur
    return Simulation(
        year=stock.first_year + np.arange(scenario.years),
        hours=np.full(scenario.years, _point_mean(stock, energy.hours)),
        kwh=kwh,
        eur=decided_eur * rise + stock.subscription_eur.sum(),
        tco2e=kwh * stock.co2_kg_per_kwh / KG_PER_T,
        invest_eur=invest_eur,
        grant_eur=grant_eur,
        saved_eur=saved_eur,
        **money,
        payback_years=payback_years(flows) if flows.any() else None,
        npv_eur=npv(scenario.discount_pct, flows),
        irr_pct=irr_pct(flows),
        saved_kwh_year=float(energy.undecided_kwh.sum() - kwh[-1]),
        saved_eur_year=float(undecided_eur - decided_eur[-1]),
        dark_hours_year=_point_mean(stock, _by_street(stock, scenario, table.dark_h, 0.0)),
    )


def works_year(stock: Stock, scenario: Scenario, led_gain_kwh: np.ndarray) -> np.ndarray:
    """The year (0 is the first) when each cabinet gets LED; `scenario.years` for never.

    So many cabinets a year, the largest saving or the oldest first (unknown age last); those that
    have nothing to replace are passed over.
    """
    years = np.full(len(stock.hours), scenario.years)
    if not scenario.led_cabinets_per_year:
        return years
    rank_by = stock.mean_year if scenario.led_order == BY_AGE else -led_gain_kwh
    concerned = np.flatnonzero(stock.old_points.sum(axis=1) > 0)
    order = concerned[np.argsort(rank_by[concerned], kind="stable")]
    planned = np.arange(len(order)) // scenario.led_cabinets_per_year
    last = min(scenario.led_years, scenario.years)
    years[order] = np.where(planned < last, planned, scenario.years)
    return years


def _energy(stock: Stock, scenario: Scenario, table: HoursTable) -> _Energy:
    power_kw = stock.old_kw + stock.other_kw
    hours = stock.hours[:, None] * _by_street(stock, scenario, table.kept, 1.0)
    return _Energy(
        undecided_kwh=power_kw.sum(axis=1) * stock.hours,
        decided_kwh=(power_kw * hours).sum(axis=1),
        led_gain_kwh=((stock.old_kw - led_kw(stock, scenario)) * hours).sum(axis=1),
        hours=hours,
    )


def led_kw(stock: Stock, scenario: Scenario) -> np.ndarray:
    """Power of the points that LED replace, once replaced (C × 8): never more than before."""
    power = stock.led_w_per_point if scenario.led_power is None else scenario.led_power
    if power < 0:
        return stock.old_kw * (1 + power / 100)
    return np.minimum(stock.old_kw, stock.old_points * power / W_PER_KW)


def _by_street(
    stock: Stock, scenario: Scenario, of_schedule: np.ndarray, elsewhere: float
) -> np.ndarray:
    """C × 8: what is known of the schedule of a cabinet, in the streets chosen only."""
    chosen = np.array([street in scenario.streets for street in STREETS])
    return np.where(chosen, of_schedule[stock.schedule][:, None], elsewhere)


def _point_mean(stock: Stock, values: np.ndarray) -> float:
    """Mean of the points; NaN without any."""
    points = stock.points.sum()
    return float((stock.points * values).sum() / points) if points else float("nan")


def _done_before(works: np.ndarray, values: np.ndarray, years: int) -> np.ndarray:
    """By year, the sum of the values of the cabinets whose works are over."""
    done = np.cumsum(np.bincount(works, values, years + 1))
    return np.concatenate(([0.0], done[: years - 1]))


def _investments(
    stock: Stock, scenario: Scenario, works: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """€ invested and granted each year."""
    asked, granted = scenario.led_eur_per_point, scenario.grant_pct
    eur_per_point = stock.led_eur_per_point if asked is None else asked
    grant_pct = stock.grant_pct if granted is None else granted
    points = np.bincount(works, stock.old_points.sum(axis=1), scenario.years + 1)[:-1]
    # Nothing renewed costs nothing, at whatever price.
    invest_eur = np.where(points > 0, points * eur_per_point, 0.0)
    return invest_eur, np.where(points > 0, invest_eur * grant_pct / 100, 0.0)


def _financed(
    scenario: Scenario, to_pay_eur: np.ndarray, saved_eur: np.ndarray
) -> dict[str, np.ndarray]:
    """Loan, fund and cash by year: one of a loan, a fund, or the budget pays the works."""
    none = np.zeros(scenario.years)
    fund, loan_eur = Fund(none * np.nan, none), none
    if scenario.loan_years:
        loan_eur = loan_payments_eur(to_pay_eur, scenario.loan_rate_pct, scenario.loan_years)
        cash_eur = saved_eur - loan_eur
    elif scenario.fund_share_pct:
        start_eur = EUR_PER_KEUR * scenario.fund_start_keur
        fund = intracting_fund(start_eur, to_pay_eur, saved_eur, scenario.fund_share_pct)
        cash_eur = saved_eur * (1 - scenario.fund_share_pct / 100) - fund.unmet_eur
        cash_eur[0] -= start_eur
    else:
        cash_eur = saved_eur - to_pay_eur
    return {
        "loan_eur": loan_eur,
        "cash_eur": cash_eur,
        "fund_eur": fund.balance_eur,
        "unmet_eur": fund.unmet_eur,
    }
