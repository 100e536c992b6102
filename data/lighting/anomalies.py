"""What a cabinet does that its schedule does not say, from its loads by the hour and its bills."""

import numpy as np
import pandas as pd

from data.lighting.burning import Schedule, lit_bounds_s, windows_s
from data.lighting.nights import NOON_MIN, Nights, end_instant_s, start_instant_s

ANOMALIES = {
    "jour": "Allumée de jour",
    "extinction": "Allumée pendant l’extinction",
    "nuit": "Éteinte la nuit",
    "inventaire": "Inventaire ou horaire à vérifier",
    "morte": "Armoire sans consommation",
}
HOUR_S = 3600
# Standby of drivers and clocks stays under a tenth of the power.
LIT_SHARE = 0.1
# Clocks and cells switch within half an hour of the computed dusk and dawn.
TWILIGHT_S = 1800
USUAL_RATIO = (0.75, 1.25)
DEAD_RATIO = 0.01
LOAD_COLUMNS = (
    "day",
    "known_h",
    "lit_by_day_h",
    "lit_by_day_kwh",
    "lit_when_off_h",
    "lit_when_off_kwh",
    "off_at_night_h",
)


def load_anomalies(
    at_s: np.ndarray,
    load_kw: np.ndarray,
    found: Nights,
    schedule: Schedule,
    power_kw: float = np.nan,
) -> pd.DataFrame:
    """Hours and kWh of each local day that a schedule does not explain: LOAD_COLUMNS.

    `at_s`: UTC seconds of the beginning of each hour, `load_kw` its mean load; missing loads and
    hours out of the nights are not counted in `known_h`. Lit is more than a tenth of `power_kw`,
    or of the largest usual load (95th percentile) where the power is unknown. Only whole hours
    judge: by day, half an hour away from dusk and dawn; in a switch-off; at full light.
    """
    noon_s = start_instant_s(found, NOON_MIN)
    known = (at_s >= noon_s[0]) & (at_s < end_instant_s(found, NOON_MIN)[-1]) & ~np.isnan(load_kw)
    if not known.any():
        return pd.DataFrame(columns=list(LOAD_COLUMNS))
    at_s, load_kw = at_s[known], load_kw[known]
    usual_kw = np.quantile(load_kw, 0.95) if np.isnan(power_kw) else power_kw
    lit = load_kw > LIT_SHARE * usual_kw
    night = np.searchsorted(noon_s, at_s, side="right") - 1
    by_day, switched_off, full = _hour_states(at_s, night, found, schedule)
    after_midnight = (at_s >= found.midnight_s[night]).astype("timedelta64[D]")
    hours = {
        "day": found.day[night] + after_midnight,
        "known_h": 1.0,
        "lit_by_day_h": 1.0 * (by_day & lit),
        "lit_by_day_kwh": load_kw * (by_day & lit),
        "lit_when_off_h": 1.0 * (switched_off & lit),
        "lit_when_off_kwh": load_kw * (switched_off & lit),
        "off_at_night_h": 1.0 * (full & ~lit),
    }
    return pd.DataFrame(hours).groupby("day", as_index=False).sum()


def bill_anomalies(measured_kwh: np.ndarray, expected_kwh: np.ndarray) -> np.ndarray:
    """Key of ANOMALIES of each cabinet from its bills, None where there is nothing to say.

    `morte`: it should consume and what it does is under 1 % of that. `inventaire`: measured ÷
    expected is outside 0.75..1.25, or it consumes while nothing is expected. None too where
    either is missing.
    """
    measured_kwh, expected_kwh = (np.asarray(e, dtype=float) for e in (measured_kwh, expected_kwh))
    low, high = USUAL_RATIO
    unusual = (measured_kwh < low * expected_kwh) | (measured_kwh > high * expected_kwh)
    dead = (expected_kwh > 0) & (measured_kwh < DEAD_RATIO * expected_kwh)
    words = np.array([None, "morte", "inventaire"], dtype=object)
    return words[np.select([dead, unusual], [1, 2], default=0)]


def _hour_states(
    at_s: np.ndarray, night: np.ndarray, found: Nights, schedule: Schedule
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Whether each hour is wholly by day, wholly in a switch-off, wholly at full light."""
    lit_from_s, lit_to_s = (ends[night] for ends in lit_bounds_s(found, schedule))
    end_s = at_s + HOUR_S
    by_day = (end_s <= lit_from_s - TWILIGHT_S) | (at_s >= lit_to_s + TWILIGHT_S)
    inside = (at_s >= lit_from_s + TWILIGHT_S) & (end_s <= lit_to_s - TWILIGHT_S)
    switched_off, full = np.zeros(len(at_s), bool), inside
    for window_from_s, window_to_s, left in windows_s(found, schedule):
        from_s, to_s, share = window_from_s[night], window_to_s[night], left[night]
        switched_off |= (share <= 0) & (at_s >= from_s) & (end_s <= to_s)
        full = full & ((share >= 1) | (end_s <= from_s) | (at_s >= to_s))
    return by_day, switched_off & inside, full
