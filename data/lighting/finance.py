"""What an investment is worth: payback, present value, internal rate, loan, revolving fund.

Flows are euros a year, positive when they come in. The first is that of the year of decision
(t = 0, not discounted), the next ones are over when their year is.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

Flows = Sequence[float] | np.ndarray
# Rates looked for, from −99 % to 100,000 % a year, at equal steps of ln(1 + rate).
GROWTHS = np.linspace(np.log(0.01), np.log(1001), 600)
BISECTIONS = 80


class Fund(NamedTuple):
    """A revolving fund: its balance at the end of each year, and what it could not pay."""

    balance_eur: np.ndarray
    unmet_eur: np.ndarray


def payback_years(flows: Flows) -> float | None:
    """Years until the sum of flows comes back to zero for good, the last one by its fraction.

    800 € that save 300 € a year: 2.67 years. 0.0 when nothing is ever owed, None when the sum is
    negative at the end or a flow is missing. Known in French as "temps de retour".
    """
    owed = np.cumsum(np.asarray(flows, dtype=float))
    if not len(owed) or np.isnan(owed).any() or owed[-1] < 0:
        return None
    negative = np.flatnonzero(owed < 0)
    if not len(negative):
        return 0.0
    last = negative[-1]
    return float(last - owed[last] / (owed[last + 1] - owed[last]))


def npv(rate_pct: float, flows: Flows) -> float | None:
    """Net present value: Σ flow(t) ÷ (1 + rate)^t, in €; None when a flow is missing."""
    values = np.asarray(flows, dtype=float)
    worth = float(values @ (1 + rate_pct / 100) ** -np.arange(len(values), dtype=float))
    return None if np.isnan(worth) else worth


def irr_pct(flows: Flows) -> float | None:
    """The yearly rate whose net present value is zero, in %, found between two bounds.

    None when there is none (nothing invested, never paid back under −99 %), when several rates
    would do, or when a flow is missing.
    """
    values = np.asarray(flows, dtype=float)
    if np.isnan(values).any():
        return None
    ages = np.arange(len(values), dtype=float)
    signs = np.sign(np.exp(np.outer(-GROWTHS, ages)) @ values)
    turns = np.flatnonzero(signs[:-1] * signs[1:] < 0)
    exact = np.flatnonzero(signs == 0)
    if len(turns) + len(exact) != 1:
        return None
    if len(exact):
        return float(100 * np.expm1(GROWTHS[exact[0]]))
    low, high = GROWTHS[turns[0]], GROWTHS[turns[0] + 1]
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        same = np.sign(np.exp(-middle * ages) @ values) == signs[turns[0]]
        low, high = (middle, high) if same else (low, middle)
    return float(100 * np.expm1((low + high) / 2))


def annuity_eur(borrowed_eur: float, rate_pct: float, years: int) -> float:
    """The constant yearly payment of a loan, the first one year after: C r ÷ (1 − (1 + r)^−n).

    C ÷ n at a rate of zero. ValueError for a loan of no year.
    """
    if years < 1:
        raise ValueError(f"durée d’emprunt : {years} an")
    rate = rate_pct / 100
    return (
        borrowed_eur * rate / -np.expm1(-years * np.log1p(rate)) if rate else borrowed_eur / years
    )


def loan_payments_eur(borrowed_eur: Flows, rate_pct: float, years: int) -> np.ndarray:
    """What is paid each year for the loans of each year, over the same years."""
    borrowed = np.asarray(borrowed_eur, dtype=float)
    paid = np.zeros(len(borrowed))
    for year, amount in enumerate(borrowed):
        paid[year + 1 : year + 1 + years] += annuity_eur(amount, rate_pct, years)
    return paid


def intracting_fund(
    start_eur: float, invested_eur: Flows, saved_eur: Flows, share_pct: float
) -> Fund:
    """F(t+1) = F(t) − I(t) + share × savings(t), never negative.

    What the fund cannot pay is `unmet_eur` of that year: the budget pays it.
    """
    left, balance, unmet = start_eur, [], []
    for invested, saved in zip(invested_eur, saved_eur, strict=True):
        wanted = left - invested + share_pct / 100 * saved
        left = max(wanted, 0.0) if wanted == wanted else wanted
        balance.append(left)
        unmet.append(left - wanted)
    return Fund(np.array(balance, dtype=float), np.array(unmet, dtype=float))
