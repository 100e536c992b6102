"""What made the bills of cabinets change: lamps, hours, price, subscription, and what is left.

Of each cabinet billed at two dates, kWh = called power × hours of its schedule. The inventory is
that of today, so the change of called power is put down to lamps only where the inventory dates
works in between; elsewhere it is what neither lamps nor schedules explain.
"""

from dataclasses import dataclass

import numpy as np

from data.lighting.shapley import split

KWH_PARTS = ("power", "hours", "gap")
EUR_PARTS = ("power", "hours", "price", "subscription", "gap")
# Works: at least this share of the points of a cabinet was laid between the two dates.
WORKS_SHARE = 0.1


@dataclass(frozen=True, eq=False)
class Billed:
    """A month of each cabinet, NaN where it is missing; `eur` holds the subscription."""

    hours: np.ndarray
    kwh: np.ndarray
    eur: np.ndarray
    subscription_eur: np.ndarray


def kwh_parts(before: Billed, after: Billed, works: np.ndarray) -> dict[str, np.ndarray]:
    """KWH_PARTS of the change of each cabinet, in kWh, that add up to it.

    Without hours at both dates everything is gap. NaN where kWh is missing at one of them.
    """
    parts = split(*(_by_hours(month) for month in (before, after)))
    known = _hours_known(before, after)
    change = after.kwh - before.kwh
    called = np.where(known, parts["called_kw"], change)
    return {
        "power": np.where(works & known, called, 0.0),
        "hours": np.where(known, parts["hours"], 0.0),
        "gap": np.where(works & known, 0.0, called),
    }


def eur_parts(before: Billed, after: Billed, works: np.ndarray) -> dict[str, np.ndarray]:
    """EUR_PARTS of the change of each cabinet, in €, that add up to it.

    energy € = called power × hours × price; a subscription that is not told at both dates is in
    the price. Where a price has no meaning (euros without kWh), the change of energy is gap. NaN
    where euros are missing at one of the dates.
    """
    fixed = _subscriptions(before, after)
    energy = [month.eur - own for month, own in zip((before, after), fixed, strict=True)]
    prices = _prices(before.kwh, after.kwh, *energy)
    timed = [
        {**_by_hours(month), "price": price}
        for month, price in zip((before, after), prices, strict=True)
    ]
    whole = [
        {"kwh": month.kwh, "price": price}
        for month, price in zip((before, after), prices, strict=True)
    ]
    by_hours, by_kwh = split(*timed), split(*whole)
    priced = ~np.isnan(prices[0] * prices[1] * before.kwh * after.kwh)
    known = _hours_known(before, after) & priced
    change = energy[1] - energy[0]
    unexplained = np.where(priced, by_kwh["kwh"], change)
    called = np.where(known, by_hours["called_kw"], unexplained)
    price = np.where(known, by_hours["price"], np.where(priced, by_kwh["price"], 0.0))
    return {
        "power": np.where(works & known, called, 0.0),
        "hours": np.where(known, by_hours["hours"], 0.0),
        "price": price,
        "subscription": fixed[1] - fixed[0],
        "gap": np.where(works & known, 0.0, called),
    }


def changes(before: Billed, after: Billed, works: np.ndarray) -> dict[str, np.ndarray]:
    """Columns of out_light_change for each cabinet; 0 where it is not billed both times.

    kWh are of the cabinets with kWh at both dates, euros of those with euros at both.
    """
    with_kwh = ~np.isnan(before.kwh + after.kwh)
    with_eur = ~np.isnan(before.eur + after.eur)
    kwh = {"kwh": after.kwh, "kwh_before": before.kwh}
    kwh |= {f"{part}_kwh": values for part, values in kwh_parts(before, after, works).items()}
    eur = {"eur": after.eur, "eur_before": before.eur}
    eur |= {f"{part}_eur": values for part, values in eur_parts(before, after, works).items()}
    return (
        {"cabinets": (with_kwh | with_eur).astype(np.int64)}
        | {name: np.where(with_kwh, values, 0.0) for name, values in kwh.items()}
        | {name: np.where(with_eur, values, 0.0) for name, values in eur.items()}
    )


def _by_hours(month: Billed) -> dict[str, np.ndarray]:
    lit = np.where(month.hours > 0, month.hours, np.nan)
    return {"called_kw": month.kwh / lit, "hours": lit}


def _hours_known(before: Billed, after: Billed) -> np.ndarray:
    return (before.hours > 0) & (after.hours > 0)


def _subscriptions(before: Billed, after: Billed) -> tuple[np.ndarray, np.ndarray]:
    told = ~np.isnan(before.subscription_eur + after.subscription_eur)
    return tuple(np.where(told, month.subscription_eur, 0.0) for month in (before, after))


def _prices(
    kwh_before: np.ndarray, kwh_after: np.ndarray, eur_before: np.ndarray, eur_after: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """€/kWh at both dates; that of the other one for a month of nothing at all."""
    before, after = (
        np.divide(eur, kwh, out=np.full(len(kwh), np.nan), where=kwh != 0)
        for eur, kwh in ((eur_before, kwh_before), (eur_after, kwh_after))
    )
    nothing_before = (kwh_before == 0) & (eur_before == 0)
    nothing_after = (kwh_after == 0) & (eur_after == 0)
    return np.where(nothing_before, after, before), np.where(nothing_after, before, after)
