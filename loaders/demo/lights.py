"""The imagined street lights: cabinets and points of real communes, along invented streets."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, cos, radians

import numpy as np
import polars as pl

from data.territory import Commune, Territory
from loaders.demo.days import LIGHTS, generator

POINTS_PER_CABINET = 31.6
# Fewer points than this by commune would make cabinets of two lamps: less communes then.
POINTS_PER_COMMUNE = 110
SPACING_M, M_PER_DEGREE = 28, 111_200
LED_SHARE, UNKNOWN_POWER, UNKNOWN_YEAR = 0.38, 0.03, 0.04
REPLACED_SHARE = 0.08
STREETS = {
    "rue": 0.68,
    "route": 0.12,
    "place": 0.06,
    "parc": 0.04,
    "patrimoine": 0.02,
    "activite": 0.04,
    "parking": 0.04,
}
# Lamp -> powers in watts, ballast included.
POWERS = {
    "led": (22, 30, 40, 55),
    "sodium_hp": (80, 115, 172),
    "mercury": (89, 139),
    "metal_halide": (80, 115),
    "fluorescent": (42,),
}
# By age: lamp -> share.
MODERN = {"sodium_hp": 0.8, "metal_halide": 0.15, "fluorescent": 0.05}
OLD = {"sodium_hp": 0.7, "mercury": 0.25, "fluorescent": 0.05}
FIRST_YEAR, OLD_BEFORE, FIRST_LED, LAST_LED = 1978, 2000, 2014, 2026


@dataclass(frozen=True)
class DemoCabinet:
    """A cabinet as it is, with the points that it feeds."""

    cabinet_id: str
    name: str
    commune: Commune
    rank: int
    latitude_deg: float
    longitude_deg: float
    year: int
    led: bool
    points: pl.DataFrame

    @property
    def power_kw(self) -> float:
        """What its points really draw, known to the inventory or not."""
        return self.points["true_w"].sum() / 1000

    @property
    def subscribed_kva(self) -> int:
        """The contract, a fourth above the power at least."""
        return max(3, ceil(1.25 * self.power_kw))

    def random(self, use: int) -> np.random.Generator:
        """The draws of one use: they change neither with `today` nor with the other cabinets."""
        return generator(use, int(self.commune.code, 36), self.rank)


def demo_cabinets(lights: int, territory: Territory) -> list[DemoCabinet]:
    """About `lights` points in cabinets of about thirty, by commune and by population."""
    lit = _lit_communes(lights, territory)
    weights = np.array([commune.population or 100 for commune in lit], dtype=float) ** 0.85
    counts = np.maximum(4, np.round(lights * weights / weights.sum())).astype(int)
    return [
        cabinet
        for commune, count in zip(lit, counts, strict=True)
        for cabinet in _commune_cabinets(commune, count)
    ]


def _lit_communes(lights: int, territory: Territory) -> list[Commune]:
    codes = sorted(territory.commune_codes())
    communes = [commune for code in codes if (commune := territory.commune(code)).town_hall_lat]
    wanted = min(len(communes), max(6, lights // POINTS_PER_COMMUNE))
    return [communes[place] for place in np.linspace(0, len(communes) - 1, wanted).astype(int)]


def _commune_cabinets(commune: Commune, points: int) -> list[DemoCabinet]:
    cabinets = max(1, round(points / POINTS_PER_CABINET))
    random = generator(LIGHTS, int(commune.code, 36))
    spread_deg = 0.0025 * np.sqrt(cabinets)
    away = random.normal(0, spread_deg, (cabinets, 2)) * (cabinets > 1)
    shares = np.diff(np.linspace(0, points, cabinets + 1).round().astype(int))
    return [
        _cabinet(commune, rank, int(shares[rank]), *away[rank])
        for rank in range(cabinets)
        if shares[rank]
    ]


def _cabinet(
    commune: Commune, rank: int, points: int, north_deg: float, east_deg: float
) -> DemoCabinet:
    random = generator(LIGHTS, int(commune.code, 36), rank)
    led = bool(random.random() < LED_SHARE)
    year = int(random.integers(*((FIRST_LED, LAST_LED) if led else (FIRST_YEAR, FIRST_LED))))
    stretch = cos(radians(commune.town_hall_lat))
    latitude, longitude = (
        commune.town_hall_lat + north_deg,
        commune.town_hall_lon + east_deg / stretch,
    )
    return DemoCabinet(
        cabinet_id=f"demo-{commune.code}-{rank:02}",
        name=f"Armoire {rank + 1} ({commune.name})",
        commune=commune,
        rank=rank,
        latitude_deg=round(latitude, 6),
        longitude_deg=round(longitude, 6),
        year=year,
        led=led,
        points=_points(random, points, latitude, longitude, stretch, year, led),
    )


def _points(
    random: np.random.Generator,
    count: int,
    latitude: float,
    longitude: float,
    stretch: float,
    year: int,
    led: bool,
) -> pl.DataFrame:
    """The points of a cabinet along three streets that leave it."""
    angles = random.uniform(0, 2 * np.pi, 3)[np.arange(count) % 3]
    steps_deg = (1 + np.arange(count) // 3) * SPACING_M / M_PER_DEGREE
    replaced = ~np.full(count, led) & (random.random(count) < REPLACED_SHARE)
    years = np.where(replaced, random.integers(2016, LAST_LED - 1, count), year)
    lamps = np.where(replaced | led, "led", _lamps(random, count, year))
    drawn = zip(lamps, random.random(count), strict=True)
    power = np.array([POWERS[lamp][int(u * len(POWERS[lamp]))] for lamp, u in drawn], dtype=float)
    is_led = lamps == "led"
    power_known, year_known = (random.random(count) > share for share in UNKNOWN)
    return pl.DataFrame(
        {
            "latitude_deg": (latitude + steps_deg * np.sin(angles)).round(6),
            "longitude_deg": (longitude + steps_deg * np.cos(angles) / stretch).round(6),
            "lamp": lamps,
            "true_w": power,
            "power_w": [w if known else None for w, known in zip(power, power_known, strict=True)],
            "colour_k": np.where(is_led, random.choice([2200, 2700, 3000, 4000], count), 2000),
            "ulr_pct": np.where(is_led, random.choice([0.0, 0.5, 1.0], count), 4.0),
            "installed_year": [
                int(y) if known else None for y, known in zip(years, year_known, strict=True)
            ],
            "street": random.choice(list(STREETS), count, p=list(STREETS.values())),
        }
    )


UNKNOWN = (UNKNOWN_POWER, UNKNOWN_YEAR)


def _lamps(random: np.random.Generator, count: int, year: int) -> np.ndarray:
    shares = OLD if year < OLD_BEFORE else MODERN
    return random.choice(list(shares), count, p=list(shares.values()))


def cabinet_rows(cabinets: Sequence[DemoCabinet]) -> pl.DataFrame:
    """Rows of core_light_cabinet."""
    return pl.DataFrame(
        [
            {
                "cabinet_id": cabinet.cabinet_id,
                "name": cabinet.name,
                **_codes(cabinet.commune),
                "latitude_deg": cabinet.latitude_deg,
                "longitude_deg": cabinet.longitude_deg,
                "supply_point": f"PDL-{cabinet.cabinet_id}",
                "subscribed_kva": float(cabinet.subscribed_kva),
                "simulated": True,
            }
            for cabinet in cabinets
        ]
    )


def point_rows(cabinets: Sequence[DemoCabinet]) -> pl.DataFrame:
    """Rows of core_light_point."""
    return pl.concat(
        cabinet.points.drop("true_w").with_columns(
            pl.format(f"{cabinet.cabinet_id}-{{}}", pl.int_range(pl.len())).alias("point_id"),
            pl.lit(cabinet.cabinet_id).alias("cabinet_id"),
            *(
                pl.lit(code, pl.String).alias(name)
                for name, code in _codes(cabinet.commune).items()
            ),
            simulated=pl.lit(True),
        )
        for cabinet in cabinets
    )


def _codes(commune: Commune) -> dict[str, str | None]:
    return {
        "commune_code": commune.code,
        "epci_code": commune.epci,
        "departement_code": commune.departement,
    }
