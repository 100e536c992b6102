"""Daily consumption of simulated public buildings on real weather, without and with a drift."""

import csv
import os
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from data.buildings.day_types import day_types
from data.calendar import public_holidays, school_holidays

Values = NDArray[np.float64]

WEATHER = "weather/tours_meteo_jour_2016_2023_ecovisio.csv"
HEATING_MONTHS = (10, 11, 12, 1, 2, 3, 4, 5)
# A room remembers yesterday: what its heating answers to.
MEMORY = 0.3


@dataclass(frozen=True)
class Kind:
    """How a kind of building uses one energy, in a unit where a term day without weather is 1.

    `weekend` and `holiday` multiply what is used on week-ends and in school holidays, `setback`
    the heating of both; `noise` and `rho` are those of its days, `events` the share of days with
    half as much again.
    """

    name: str
    energy: str
    base: float
    heating_per_k: float = 0.0
    cooling_per_k: float = 0.0
    weekend: float = 1.0
    holiday: float = 1.0
    setback: float = 1.0
    noise: float = 0.08
    rho: float = 0.5
    events: float = 0.01


TUNED = (
    Kind("école", "gaz", 0.15, 0.10, weekend=0.3, holiday=0.3, setback=0.55, noise=0.12),
    Kind("école", "électricité", 1.0, weekend=0.3, holiday=0.35, noise=0.07),
    Kind("mairie", "gaz", 0.05, 0.09, weekend=0.8, setback=0.8, noise=0.10),
    Kind("gymnase", "électricité", 1.0, weekend=0.9, holiday=0.5, noise=0.15, rho=0.3),
    Kind("bureaux", "électricité", 1.0, 0.02, 0.06, weekend=0.35, noise=0.07),
    Kind("piscine", "eau", 1.0, weekend=1.2, holiday=1.15, noise=0.15),
)
REPORTED = (
    Kind("mairie", "électricité", 1.0, 0.01, weekend=0.4, holiday=0.9, noise=0.08),
    Kind("gymnase", "gaz", 0.2, 0.09, weekend=0.9, holiday=0.6, setback=0.8, noise=0.15),
    Kind("piscine", "gaz", 1.0, 0.07, holiday=1.05, noise=0.08, rho=0.6),
    Kind("piscine", "électricité", 1.0, 0.005, noise=0.05, rho=0.6),
    Kind(
        "salle des fêtes", "électricité", 0.5, 0.06, weekend=2.0, noise=0.30, rho=0.2, events=0.08
    ),
    Kind("EHPAD", "eau", 1.0, weekend=0.97, noise=0.08),
    Kind(
        "crèche", "électricité", 1.0, 0.07, 0.03, weekend=0.3, holiday=0.8, setback=0.6, noise=0.09
    ),
)


@dataclass(frozen=True)
class Calendar:
    """Consecutive days with their mean temperature and type."""

    days: list[date]
    mean_c: Values
    types: NDArray[np.int64]


def read_calendar(first_year: int, last_year: int) -> Calendar | None:
    """The days of whole years at Tours; None without the folder of open data."""
    folder = os.environ.get("GABARE_OPEN_DATA_DIR")
    if not folder or not (path := Path(folder, WEATHER)).exists():
        return None
    first, last = date(first_year, 1, 1), date(last_year, 12, 31)
    mean_c = _read_mean_c(path)
    days = [first + timedelta(days=shift) for shift in range((last - first).days + 1)]
    public = set(public_holidays(first, last)["day"])
    school = school_holidays(first, last)
    off = {day for day in days if ((school["start"] <= day) & (school["end"] >= day)).any()}
    types = day_types(
        first.weekday(),
        np.array([day in public for day in days]),
        np.array([day in off for day in days]),
    )
    return Calendar(days, np.array([mean_c.get(day, np.nan) for day in days]), types)


def _read_mean_c(path: Path) -> dict[date, float]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.reader(file, delimiter=";") if len(row) > 3 and row[3]]
    return {date.fromisoformat(row[1][:10]): float(row[3]) for row in rows[1:]}


def simulate(kind: Kind, calendar: Calendar, meters: int, random: np.random.Generator) -> Values:
    """(meters, days) of a kind: its habits, AR(1) days, slow habits that wander, missing days."""
    shape = (meters, len(calendar.days))
    usual = _usual(kind, calendar, meters, random)
    noise = _ar1(shape, kind.rho, random) * kind.noise * random.uniform(0.7, 1.3, (meters, 1))
    # Habits that change from month to month and from year to year, by 2.5 %.
    slow = _ar1(shape, 0.985, random) * 0.025
    events = np.where(random.random(shape) < kind.events, 1.5, 1.0)
    values = usual * np.maximum(1 + noise + slow, 0.05) * events
    values[random.random(shape) < 0.03] = np.nan
    for row in np.flatnonzero(random.random(meters) < 0.5):
        start = random.integers(0, shape[1])
        values[row, start : start + random.integers(5, 40)] = np.nan
    return values * random.lognormal(4.0, 1.0, (meters, 1))


def _usual(kind: Kind, calendar: Calendar, meters: int, random: np.random.Generator) -> Values:
    """What the kind uses on each day, each meter with parameters of its own (± 20 %)."""
    felt_c = calendar.mean_c.copy()
    felt_c[1:] = (1 - MEMORY) * calendar.mean_c[1:] + MEMORY * calendar.mean_c[:-1]
    heats = np.array([day.month in HEATING_MONTHS for day in calendar.days])
    weekend, holiday = np.isin(calendar.types, (5, 6, 8)), calendar.types >= 7
    own = random.uniform(0.8, 1.2, (5, meters, 1))
    base = np.where(weekend, kind.weekend, 1.0) * np.where(holiday, kind.holiday, 1.0) * own[0]
    balance_c = random.uniform(14, 18, (meters, 1))
    heat = kind.heating_per_k * own[1] * np.maximum(balance_c - felt_c, 0) * heats
    heat = heat * np.where(weekend | holiday, kind.setback, 1.0)
    cool = kind.cooling_per_k * own[2] * np.maximum(felt_c - 21 - own[3], 0)
    return kind.base * base + heat + cool * np.where(weekend, kind.weekend, 1.0)


def _ar1(shape: tuple[int, int], rho: float, random: np.random.Generator) -> Values:
    """Normal noise of standard deviation 1 with this correlation from day to day."""
    shocks = random.standard_normal(shape)
    for day in range(1, shape[1]):
        shocks[:, day] = rho * shocks[:, day - 1] + np.sqrt(1 - rho**2) * shocks[:, day]
    return shocks
