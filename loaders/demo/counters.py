"""Simulated counters of walkers and cyclists, moved by the same days as the Wi-Fi sites."""

from datetime import date

import numpy as np
import polars as pl

from data.calendar import PARIS
from data.months import month_end, month_starts
from loaders.demo.attendance import kind_factor
from loaders.demo.days import COUNTERS, generator
from loaders.demo.events import event_effects
from loaders.demo.profiles import PROFILES

# key, place, commune, latitude, longitude, kind of place it lives like, passages of a peak day
PLACES = (
    ("quai-orleans", "Quai d’Orléans, Tours", "37261", 47.3977, 0.6893, "Centre-ville", 2400),
    ("lac", "Chemin du lac, Tours", "37261", 47.3722, 0.7012, "Parc et jardin", 1300),
    ("st-avertin", "Voie verte du Cher, Saint-Avertin", "37208", 47.3690, 0.7290,
     "Parc et jardin", 900),
    ("montlouis", "Levée de la Loire, Montlouis-sur-Loire", "37156", 47.3920, 0.8290,
     "Halte vélo", 850),
    ("amboise", "Quai de la Loire, Amboise", "37003", 47.4142, 0.9815, "Halte vélo", 980),
    ("chaumont", "Bord de Loire, Chaumont-sur-Loire", "41045", 47.4812, 1.1850, "Halte vélo", 640),
    ("blois", "Port de la Creusille, Blois", "41018", 47.5822, 1.3352, "Centre-ville", 1250),
    ("st-dye", "Port de Saint-Dyé-sur-Loire", "41207", 47.6572, 1.4892, "Halte vélo", 560),
    ("villandry", "Route des jardins, Villandry", "37272", 47.3418, 0.5128, "Halte vélo", 720),
    ("brehemont", "Levée de Bréhémont", "37038", 47.2940, 0.3560, "Halte vélo", 430),
    ("richelieu", "Voie verte du Richelais, Richelieu", "37196", 47.0143, 0.3262,
     "Halte vélo", 210),
    ("chenonceaux", "Bord du Cher, Chenonceaux", "37070", 47.3299, 1.0690, "Halte vélo", 380),
)  # fmt: skip
DAY_SHAPE = 30.0
# A sensor stops for one to four days, less than once a year.
GAP_MONTHLY_RATE = 0.06
LONGEST_GAP_H = 96


def counter_places() -> pl.DataFrame:
    """The counters, with the columns that place events and profiles."""
    names = ["key", "place", "commune_code", "latitude_deg", "longitude_deg", "place_kind", "peak"]
    return pl.DataFrame(PLACES, schema=names, orient="row")


def series_rows(counters: pl.DataFrame) -> pl.DataFrame:
    """Rows of core_series, without their number."""
    return counters.select(
        series_key=pl.format("demo-compteur-{}", "key"),
        theme=pl.lit("footfall"),
        quantity=pl.lit("passages"),
        unit=pl.lit("passages"),
        kind=pl.lit("count"),
        step_s=pl.lit(3600),
        place="place",
        direction=pl.lit("both"),
        commune_code="commune_code",
        latitude_deg="latitude_deg",
        longitude_deg="longitude_deg",
        source_key=pl.lit("compteurs"),
        simulated=pl.lit(True),
    )


def readings(counters: pl.DataFrame, facts: pl.DataFrame, first: date, today: date) -> pl.DataFrame:
    """Passages of each hour from `first` to yesterday [series_key, at_s, value, quality].

    `facts` hold every day of the months concerned. A sensor that has stopped leaves no reading.
    """
    months = [
        _month_readings(counters, facts.filter(pl.col("day").is_between(month, month_end(month))))
        for month in month_starts(first, today)
    ]
    wanted = pl.col("day").is_between(first, today, closed="left")
    return pl.concat(months).filter(wanted).drop("day")


def _month_readings(counters: pl.DataFrame, facts: pl.DataFrame) -> pl.DataFrame:
    days = facts["day"]
    random = generator(COUNTERS, days[0].year, days[0].month)
    hours = _hours(days)
    row = (hours["day"] - days[0]).dt.total_days().to_numpy()
    passing = _hourly_mean(counters, facts)[:, row, hours["hour"].to_numpy()]
    value = random.poisson(passing).astype(float)
    value[_stopped(value.shape, random)] = np.nan
    keys = series_rows(counters)["series_key"]
    number = np.repeat(np.arange(counters.height), hours.height)
    return (
        pl.DataFrame(
            {
                "series_key": keys.gather(number),
                "at_s": np.tile(hours["at_s"].to_numpy(), counters.height),
                "value": value.ravel(),
                "day": pl.concat([hours["day"]] * counters.height),
            }
        )
        .filter(pl.col("value").is_not_nan())
        .with_columns(quality=pl.lit(0, pl.Int64))
    )


def _hours(days: pl.Series) -> pl.DataFrame:
    """Every hour of these local days [at_s, day, hour]: 23 or 25 when the clock changes."""
    first = pl.lit(days[0]).cast(pl.Datetime).dt.replace_time_zone(PARIS.key)
    after = pl.lit(days[-1]).cast(pl.Datetime).dt.offset_by("1d").dt.replace_time_zone(PARIS.key)
    hour = pl.datetime_range(first, after, "1h", closed="left").alias("at")
    return pl.select(hour).select(
        at_s=pl.col("at").dt.epoch("s"),
        day=pl.col("at").dt.date(),
        hour=pl.col("at").dt.hour().cast(pl.Int64),
    )


def _hourly_mean(counters: pl.DataFrame, facts: pl.DataFrame) -> np.ndarray:
    """Mean passages: counters x days x local hours."""
    profiles = [PROFILES[kind] for kind in counters["place_kind"]]
    by_day = np.vstack([kind_factor(profile, facts) for profile in profiles])
    by_day = by_day * event_effects(counters, facts["day"]) * counters["peak"].to_numpy()[:, None]
    random = generator(COUNTERS, facts["day"][0].year, facts["day"][0].month, 1)
    by_day = by_day * random.gamma(DAY_SHAPE, 1 / DAY_SHAPE, by_day.shape)
    # Someone rides by at every hour, even where the Wi-Fi sleeps.
    shapes = np.array([profile.hours for profile in profiles]) + 0.15
    return by_day[:, :, None] * (shapes / shapes.sum(axis=1, keepdims=True))[:, None, :]


def _stopped(shape: tuple[int, int], random: np.random.Generator) -> np.ndarray:
    """Where a sensor gives nothing: counters x hours."""
    counters, hours = shape
    stops = random.random(counters) < GAP_MONTHLY_RATE
    began = random.integers(0, hours, counters)
    length = random.integers(24, LONGEST_GAP_H + 1, counters)
    hour = np.arange(hours)
    inside = (hour >= began[:, None]) & (hour < (began + length)[:, None])
    return stops[:, None] & inside
