"""Which rules of the order of 27 December 2018 each point keeps, as far as the data can decide.

Order on light nuisances (NOR TREP1831126A): article 2 for hours, 3 for colour and light sent
upwards, 4 for protected places. Thresholds of light sent upwards: 1 % for points installed since
2020, 4 % for the others. Nothing here is a legal opinion: exemptions (motion sensors, the
prefect's or the mayor's leave, luminaires of heritage value) are not in the data.
"""

from dataclasses import replace

import numpy as np
import pandas as pd

from data.lighting.burning import ALL_YEAR, EVERY_DAY, Reduction, Schedule, burning
from data.lighting.nights import Nights
from data.lighting.vocabulary import RULES

KEPT, BROKEN, UNKNOWN = "kept", "broken", "unknown"
HERITAGE = ("patrimoine", "parc")
NEW_SINCE = 2020
NEW_ULR_PCT, OLD_ULR_PCT = 1.0, 4.0
COLOUR_K = 3000
# Colour in protected places: kept up to the first, broken above the second, undecided between.
# Reserves: article 4, II. Natural parks ask for less than 3,000 K too, by a limit that depends on
# the built-up area, which no inventory tells.
ZONE_KEPT_K = {"reserve": 2400, "parc": 2400}
ZONE_BROKEN_K = {"reserve": 2400, "parc": COLOUR_K}
# Sodium is under 2,400 K whatever the inventory says.
WARM_LAMPS, WARM_K = ("sodium_hp", "sodium_lp"), 2200
OFF_BY_MIN, NOON_MIN = 60, 720
SAME_HOURS = 1e-6


def verdicts(points: pd.DataFrame) -> pd.DataFrame:
    """One row a point, one column a rule: kept, broken, unknown; None where it does not apply.

    `points` has street, lamp, colour_k, ulr_pct, installed_year, zone (kind of protected place
    or None) and dark_after_1h (`dark_after_1h` of its cabinet; missing without schedule).
    """
    rules = {
        "colour_k": _colour(points),
        "ulr_new": _ulr_new(points),
        "ulr_old": _ulr_old(points),
        "heritage_off": _heritage_off(points),
        "parking_off": _parking_off(points),
    }
    return pd.DataFrame(rules, index=points.index, columns=list(RULES), dtype=object)


def rule_counts(found: pd.DataFrame) -> pd.DataFrame:
    """Points by rule: rule, kept, broken, unknown, in the order of the vocabulary.

    Points that a rule does not concern are in none of its columns.
    """
    rows = [
        (rule, *((found[rule] == verdict).sum() for verdict in (KEPT, BROKEN, UNKNOWN)))
        for rule in RULES
    ]
    return pd.DataFrame(rows, columns=["rule", KEPT, BROKEN, UNKNOWN])


def dark_after_1h(found: Nights, schedule: Schedule) -> bool:
    """Whether nothing burns, on any of the nights, once 1 h of the morning has struck.

    Article 2 lets such points be lit again at sunset only: coming back at 5 h breaks it. Nothing
    burns if, and only if, switching off all that follows 1 h would change nothing.
    """
    off = Reduction(EVERY_DAY, *ALL_YEAR, OFF_BY_MIN, NOON_MIN, 0.0)
    stricter = replace(schedule, reductions=(*schedule.reductions, off))
    hours, fewer = (burning(found, each).effective_h.sum() for each in (schedule, stricter))
    return bool(hours - fewer < SAME_HOURS)


def _colour(points: pd.DataFrame) -> np.ndarray:
    """Streets and car parks everywhere; heritage and gardens in reserves only."""
    low_k, high_k = (
        points["zone"].map(limits).astype(float).fillna(COLOUR_K)
        for limits in (ZONE_KEPT_K, ZONE_BROKEN_K)
    )
    sodium = pd.Series(np.where(points["lamp"].isin(WARM_LAMPS), WARM_K, np.nan), points.index)
    colour_k = points["colour_k"].astype(float).fillna(sodium)
    concerned = ~points["street"].isin(HERITAGE) | (points["zone"] == "reserve")
    return _verdict(concerned, colour_k <= low_k, colour_k > high_k)


def _ulr_new(points: pd.DataFrame) -> np.ndarray:
    ulr_pct = points["ulr_pct"].astype(float)
    concerned = points["installed_year"].astype(float) >= NEW_SINCE
    return _verdict(concerned, ulr_pct <= NEW_ULR_PCT, ulr_pct > NEW_ULR_PCT)


def _ulr_old(points: pd.DataFrame) -> np.ndarray:
    """Points of unknown year too: 1 % keeps both rules, more than 4 % breaks both."""
    ulr_pct, year = points["ulr_pct"].astype(float), points["installed_year"].astype(float)
    limit_pct = np.where(year.isna(), NEW_ULR_PCT, OLD_ULR_PCT)
    return _verdict(~(year >= NEW_SINCE), ulr_pct <= limit_pct, ulr_pct > OLD_ULR_PCT)


def _heritage_off(points: pd.DataFrame) -> np.ndarray:
    dark = points["dark_after_1h"].astype("boolean")
    kept, broken = (side.fillna(False).astype(bool) for side in (dark, ~dark))
    return _verdict(points["street"].isin(HERITAGE), kept, broken)


def _parking_off(points: pd.DataFrame) -> np.ndarray:
    """No inventory says when the activity of a car park ends."""
    undecided = pd.Series(False, points.index)
    return _verdict(points["street"] == "parking", undecided, undecided)


def _verdict(concerned: pd.Series, kept: pd.Series, broken: pd.Series) -> np.ndarray:
    words = np.array([None, KEPT, BROKEN, UNKNOWN], dtype=object)
    return words[np.select([~concerned, kept, broken], [0, 1, 2], default=3)]
