"""What happens to the imagined sectors: leaks, their repairs, what loggers hear, broken sensors.

Drawn by quarter, so that the past never changes with the last day.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl

from data.calendar import day_bounds_utc_s, paris_day
from loaders.demo.days import FAULTS, LEAKS, generator
from loaders.demo.water_places import DemoSector

DAY_S, HOUR_S, QUARTER_DAYS = 86_400, 3600, 90
LEAK_CHANCE, BURST_CHANCE = 0.2, 0.4
# Days that a leak runs before it is mended, and that a slow one takes to be whole.
BURST_DAYS, SLOW_DAYS, RAMP_DAYS = (2, 20), (30, 130), (10, 40)
# Its flow, as a share of the mean flow of the sector.
LEAK_SHARE = (0.05, 0.45)
LOGGED_REPAIR, MEASURED_REPAIR, HEARD = 0.85, 0.4, 0.4
FALSE_NOISE_CHANCE = 0.03
FAULT_CHANCE = 0.07
# Kind of a broken sensor -> chance, days that it lasts.
BROKEN = {
    "gap": (0.3, (1, 6)),
    "stuck": (0.25, (1, 3)),
    "unit": (0.2, (3, 12)),
    "reversed": (0.15, (2, 6)),
    "clock": (0.1, (6, 15)),
}
OLDEST_LEAK_DAYS = 200


@dataclass(frozen=True)
class Happening:
    """Something that lasts from an instant to another in a sector (UTC seconds)."""

    sector: DemoSector
    kind: str
    start_s: int
    end_s: int
    # Of a leak: its share of the mean flow, and the days that it takes to be whole.
    share: float = 0.0
    ramp_days: float = 0.0

    def draws(self, use: int) -> np.random.Generator:
        """The generator of what follows from it."""
        return generator(use, self.sector.number, self.start_s)


def leaks(sector: DemoSector, first: date, last: date) -> list[Happening]:
    """The leaks that begin on or before `last` and may still run on `first`."""
    return [
        leak
        for quarter in _quarters(first - timedelta(days=OLDEST_LEAK_DAYS), last)
        if (leak := _leak(sector, quarter)) and leak.start_s < day_bounds_utc_s(last)[1]
    ]


def _leak(sector: DemoSector, quarter: date) -> Happening | None:
    random = generator(LEAKS, sector.number, quarter.year, quarter.month)
    if random.random() > LEAK_CHANCE:
        return None
    burst = random.random() < BURST_CHANCE
    start_s = day_bounds_utc_s(quarter)[0] + int(random.integers(QUARTER_DAYS * 24)) * HOUR_S
    length_s = int(random.uniform(*(BURST_DAYS if burst else SLOW_DAYS)) * 24) * HOUR_S
    share = float(np.exp(random.uniform(*np.log(LEAK_SHARE)))) * (1.3 if burst else 1)
    ramp_days = 0.0 if burst else float(random.uniform(*RAMP_DAYS))
    kind = "burst" if burst else "slow"
    return Happening(sector, kind, start_s, start_s + length_s, share, ramp_days)


def faults(sector: DemoSector, first: date, last: date) -> list[Happening]:
    """What goes wrong with the first inflow meter of a sector."""
    found = []
    for quarter in _quarters(first, last):
        random = generator(FAULTS, sector.number, quarter.year, quarter.month)
        if random.random() > FAULT_CHANCE:
            continue
        kind = str(random.choice(list(BROKEN), p=[chance for chance, _ in BROKEN.values()]))
        start_s = day_bounds_utc_s(quarter)[0] + int(random.integers(QUARTER_DAYS * 24)) * HOUR_S
        length_s = int(random.uniform(*BROKEN[kind][1]) * 24) * HOUR_S
        found.append(Happening(sector, kind, start_s, start_s + length_s))
    return found


def _quarters(first: date, last: date) -> Iterator[date]:
    quarter = date(first.year, first.month - (first.month - 1) % 3, 1)
    while quarter <= last:
        yield quarter
        quarter = (quarter + timedelta(days=95)).replace(day=1)


def repair_rows(happened: Sequence[Happening], first: date, today: date) -> pl.DataFrame:
    """core_water_repair: most leaks that have ended since `first` were mended and written down."""
    from_s, now_s = day_bounds_utc_s(first)[0], day_bounds_utc_s(today)[0]
    rows = []
    for leak in happened:
        random = leak.draws(LEAKS)
        told, measured = random.random() < LOGGED_REPAIR, random.random() < MEASURED_REPAIR
        place = random.normal(0, 0.004, 2)
        if not told or not from_s <= leak.end_s < now_s:
            continue
        commune = leak.sector.commune
        found_s = max(leak.start_s, leak.end_s - int(random.integers(1, 6)) * DAY_S)
        flow_m3_h = leak.share * mean_m3_h(leak.sector) * random.normal(1, 0.1)
        rows.append(
            {
                "repair_id": f"demo-rep-{leak.sector.number:03}-{leak.start_s}",
                "sector_id": leak.sector.sector_id,
                "commune_code": commune.code,
                "kind": "canalisation" if random.random() < 0.6 else "branchement",
                "found_day": paris_day(found_s),
                "repaired_day": paris_day(leak.end_s),
                "flow_m3_h": round(float(flow_m3_h), 1) if measured else None,
                "latitude_deg": commune.town_hall_lat + place[0],
                "longitude_deg": commune.town_hall_lon + place[1],
                "simulated": True,
            }
        )
    return pl.DataFrame(rows, schema_overrides={"flow_m3_h": pl.Float64})


def noise_rows(
    happened: Sequence[Happening], sectors: Sequence[DemoSector], first: date, today: date
) -> pl.DataFrame:
    """core_water_noise: some leaks are heard some days after they began; some noises are not."""
    from_s, now_s = day_bounds_utc_s(first)[0], day_bounds_utc_s(today)[0]
    heard = []
    for leak in happened:
        random = leak.draws(FAULTS)
        at_s = leak.start_s + int(random.integers(1, 15)) * DAY_S
        if random.random() < HEARD and at_s < leak.end_s:
            heard.append((leak.sector, at_s, random.normal(42, 4)))
    for sector in sectors:
        for quarter in _quarters(first, today):
            random = generator(LEAKS, sector.number, quarter.year, quarter.month, 1)
            at_s = day_bounds_utc_s(quarter)[0] + int(random.integers(QUARTER_DAYS)) * DAY_S
            if random.random() < FALSE_NOISE_CHANCE:
                heard.append((sector, at_s, random.normal(36, 3)))
    rows = [
        {
            "logger_id": f"demo-ecoute-{sector.number:03}",
            "at_s": at_s + 3 * HOUR_S,
            "sector_id": sector.sector_id,
            "commune_code": sector.commune.code,
            "latitude_deg": sector.commune.town_hall_lat,
            "longitude_deg": sector.commune.town_hall_lon,
            "level_db": round(float(level_db), 1),
            "simulated": True,
        }
        for sector, at_s, level_db in heard
        if from_s <= at_s < now_s - 3 * HOUR_S
    ]
    return pl.DataFrame(rows).unique(["logger_id", "at_s"], maintain_order=True)


def mean_m3_h(sector: DemoSector) -> float:
    """The mean flow that customers take: 0.3 m³ a day each."""
    return sector.customers * 0.3 / 24
