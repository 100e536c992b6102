"""French calendar and the clock of Paris: holidays, N-1, days of 23 and 25 hours."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays
import numpy as np
import pandas as pd
from vacances_scolaires_france import SchoolHolidayDates

PARIS = ZoneInfo("Europe/Paris")
ZONES = ("A", "B", "C")


def school_holidays(start: date, end: date, zone: str = "B") -> pd.DataFrame:
    """School holidays of a zone that touch start..end: start, end (both included), name.

    One row per holiday, whole even when it exceeds the interval. Days of which the published
    calendar says nothing yet are not holidays here.
    """
    periods = [
        period for period in _school_periods(zone) if period[0] <= end and period[1] >= start
    ]
    return pd.DataFrame(periods, columns=["start", "end", "name"])


@lru_cache(maxsize=1)
def _school_days() -> dict[date, dict[str, object]]:
    return SchoolHolidayDates().data


@lru_cache(maxsize=len(ZONES))
def _school_periods(zone: str) -> tuple[tuple[date, date, str], ...]:
    """Runs of consecutive holidays of the same name."""
    if zone not in ZONES:
        raise ValueError(f"zone inconnue : {zone}")
    periods: list[tuple[date, date, str]] = []
    for day, row in sorted(_school_days().items()):
        if not row[f"vacances_zone_{zone.lower()}"]:
            continue
        name = row["nom_vacances"]
        if periods and periods[-1][1:] == (day - timedelta(days=1), name):
            periods[-1] = (periods[-1][0], day, name)
        else:
            periods.append((day, day, name))
    return tuple(periods)


def public_holidays(start: date, end: date) -> pd.DataFrame:
    """Public holidays of metropolitan France within start..end: day, name; sorted."""
    years = range(start.year, end.year + 1)
    found = sorted(holidays.France(years=years, language="fr").items())
    rows = [(day, name) for day, name in found if start <= day <= end]
    return pd.DataFrame(rows, columns=["day", "name"])


def days_between(start: date, end: date) -> list[date]:
    """Every day from start to end, both included; empty when end precedes start."""
    return [start + timedelta(days=n) for n in range((end - start).days + 1)]


def hours_in_day(day: date) -> int:
    """23, 24 or 25: the true length in hours of a day of Paris."""
    first, after = day_bounds_utc_s(day)
    return (after - first) // 3600


def day_bounds_utc_s(day: date) -> tuple[int, int]:
    """UTC seconds of a Paris day's midnight and of the next one (excluded end)."""
    midnights = (datetime.combine(d, time(), PARIS) for d in (day, day + timedelta(days=1)))
    first, after = (int(moment.timestamp()) for moment in midnights)
    return first, after


def paris_day(utc_s: int) -> date:
    """The day in Paris of a UTC instant in seconds."""
    return datetime.fromtimestamp(utc_s, UTC).astimezone(PARIS).date()


def local_to_utc_s(
    local: pd.Series | np.ndarray, ordered: bool = False
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """UTC seconds of naive Paris times, with masks of the repeated and the inexistent ones.

    Returns (seconds int64, repeated, inexistent). Declared rule for the hour that autumn
    repeats: summer time, unless `ordered` (one series in file order) shows the time going back
    or standing still inside it, and then winter time from there on. An inexistent hour of
    spring is read as winter time (02:30 is the same instant as 03:30). A missing time gives 0
    seconds, to be masked by the caller with `isna`.
    """
    times = pd.DatetimeIndex(pd.Series(np.asarray(local)).astype("datetime64[s]"))
    summer = times.tz_localize(PARIS, ambiguous=np.ones(len(times), bool), nonexistent="NaT")
    winter = times.tz_localize(PARIS, ambiguous=np.zeros(len(times), bool), nonexistent="NaT")
    missing = times.isna()
    inexistent = np.asarray(summer.isna() & ~missing)
    repeated = np.asarray(_utc_s(summer) != _utc_s(winter))
    seconds = _utc_s(summer) + np.where(
        repeated & _second_pass(times, repeated) if ordered else False, 3600, 0
    )
    as_winter = times.to_numpy().astype("datetime64[s]").astype(np.int64) - 3600
    seconds = np.where(inexistent, as_winter, seconds)
    return np.where(missing, 0, seconds), repeated, inexistent


def _utc_s(times: pd.DatetimeIndex) -> np.ndarray:
    return (
        times.tz_convert("UTC")
        .tz_localize(None)
        .to_numpy()
        .astype("datetime64[s]")
        .astype(np.int64)
    )


def _second_pass(times: pd.DatetimeIndex, repeated: np.ndarray) -> np.ndarray:
    """Where, within a night's repeated hour, an earlier or equal time was already met."""
    frame = pd.DataFrame({"night": times.normalize(), "time": times})[repeated]
    back = frame.groupby("night")["time"].transform(
        lambda t: (t.diff() <= pd.Timedelta(0)).cumsum() > 0
    )
    mask = np.zeros(len(times), bool)
    mask[np.flatnonzero(repeated)] = back.to_numpy(bool)
    return mask
