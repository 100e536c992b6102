"""How many terminals each site sees each day: expected, then drawn."""

from datetime import date

import numpy as np
import polars as pl

from loaders.demo.days import ATTENDANCE, generator
from loaders.demo.events import event_effects
from loaders.demo.profiles import PROFILES, Profile

MID_MONTH_DAYS = (15.5, 45, 74.5, 105, 135.5, 166, 196.5, 227.5, 258, 288.5, 319, 349.5)
SUMMER = (7, 8)
GROWTH = 1.03
GROWTH_SINCE = date(2023, 1, 1)
# The spread of a site's day around its mean beyond chance (negative binomial).
DAY_SHAPE = 14.0
SITE_YEAR_SPREAD = 0.05
MARKET_FACTOR = {"Centre-ville": 1.35, "Marché et halle": 3.2}


def drawn_terminals(places: pl.DataFrame, facts: pl.DataFrame, up_share: np.ndarray) -> np.ndarray:
    """Terminals of each place and day of one whole month, negative binomial: places x days.

    `facts` are the days of the month (see `day_facts`), `up_share` what is left of attendance
    when some access points are down. Give all places and all days of the month: the draws of one
    depend on the others'.
    """
    first = facts["day"][0]
    random = generator(ATTENDANCE, first.year, first.month)
    rounding, spread = random.random(up_share.shape), random.gamma(DAY_SHAPE, size=up_share.shape)
    present = random.poisson(expected_terminals(places, facts) * spread / DAY_SHAPE)
    # Not a second draw: a breakdown of one site changes nothing elsewhere.
    reached = np.floor(present * up_share + rounding * (up_share < 1))
    return np.where(up_share > 0, reached, 0).astype(np.int64)


def expected_terminals(places: pl.DataFrame, facts: pl.DataFrame) -> np.ndarray:
    """Mean terminals of each place and day, before outages and chance: places x days."""
    kinds, kind_rows = _kind_rows(places)
    by_kind = np.vstack([kind_factor(PROFILES[kind], facts) for kind in kinds])
    size = places["peak_terminals"].to_numpy()[:, None]
    return (
        size
        * by_kind[kind_rows]
        * _market_days(places, facts)
        * event_effects(places, facts["day"])
        * _in_service(places, facts["day"])
        * _long_trend(places, facts["day"])
    )


def _kind_rows(places: pl.DataFrame) -> tuple[list[str], np.ndarray]:
    kinds = list(PROFILES)
    return kinds, np.array([kinds.index(kind) for kind in places["place_kind"]])


def kind_factor(profile: Profile, facts: pl.DataFrame) -> np.ndarray:
    """Season, weekday, holidays and weather of a kind of place, 1 at an ordinary peak day."""
    day = facts["day"].dt
    season = np.interp(day.ordinal_day().to_numpy(), MID_MONTH_DAYS, profile.season, period=365)
    week = np.array(profile.week)[day.weekday().to_numpy() - 1]
    public = np.where(facts["public_holiday"].to_numpy(), profile.public_holiday, 1)
    outside_summer = ~np.isin(day.month().to_numpy(), SUMMER)
    school = 1 + profile.school_holiday * facts["school_share"].to_numpy() * outside_summer
    rain = profile.rain ** facts["rain"].to_numpy()
    warmth = np.exp(np.clip(profile.warmth * facts["warmth_c"].to_numpy(), -0.4, 0.4))
    return season * week * public * school * rain * warmth * facts["mood"].to_numpy()


def _market_days(places: pl.DataFrame, facts: pl.DataFrame) -> np.ndarray:
    """The commune's market morning, the same weekday every week, Tuesday to Sunday."""
    weekday = 2 + places["commune_code"].str.slice(2).cast(pl.Int64).to_numpy() % 6
    factor = places["place_kind"].replace_strict(MARKET_FACTOR, default=1.0).to_numpy()
    is_market = weekday[:, None] == facts["day"].dt.weekday().to_numpy()
    return np.where(is_market, factor[:, None], 1.0)


def _in_service(places: pl.DataFrame, days: pl.Series) -> np.ndarray:
    """0 outside the dates of service; from 0.55 up to 1 while users learn of a new site."""
    day = days.to_numpy()
    age_days = (day - places["opened_on"].to_numpy()[:, None]).astype(float)
    closed = places["closed_on"].fill_null(date.max).to_numpy()[:, None]
    known = 1 - 0.45 * np.exp(-np.maximum(age_days, 0) / 40)
    return np.where((age_days >= 0) & (day <= closed), known, 0)


def _long_trend(places: pl.DataFrame, days: pl.Series) -> np.ndarray:
    """Wi-Fi use grows a little every year; each site drifts by itself from year to year."""
    years = ((days - GROWTH_SINCE).dt.total_days() / 365.25).to_numpy()
    calendar_years = range(days[0].year - 1, days[0].year + 2)
    drift = np.array(
        [generator(ATTENDANCE, year).normal(0, SITE_YEAR_SPREAD, places.height)
         for year in calendar_years]
    )  # fmt: skip
    position = days.dt.year().to_numpy() + days.dt.ordinal_day().to_numpy() / 365.25
    # The drift drawn for a year is reached at its middle.
    step = position - 0.5 - calendar_years[0]
    before = np.clip(step.astype(int), 0, 1)
    share = (step - before)[:, None]
    smooth = drift[before] * (1 - share) + drift[before + 1] * share
    return GROWTH**years * np.exp(smooth.T)
