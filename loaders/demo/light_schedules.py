"""What the imagined communes have decided for their nights: two thirds switch off, one day."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from data.lighting.burning import ALL_YEAR, EVERY_DAY
from data.lighting.vocabulary import ASTRONOMIC
from loaders.demo.days import LIGHT_RULES, generator
from loaders.demo.lights import DemoCabinet

SINCE = date(2015, 1, 1)
DECIDING = 2 / 3
# Day of the decision -> share of the communes that decide: most of them in the autumn of 2022.
DECISIONS = {
    date(2018, 10, 1): 0.06,
    date(2020, 11, 2): 0.07,
    date(2021, 10, 1): 0.08,
    date(2022, 10, 10): 0.34,
    date(2022, 11, 14): 0.2,
    date(2023, 3, 1): 0.08,
    date(2023, 10, 2): 0.07,
    date(2024, 9, 16): 0.05,
    date(2025, 10, 6): 0.05,
}
# Minutes from midnight.
WINDOWS = {(1380, 300): 0.4, (1380, 360): 0.25, (0, 300): 0.2, (1350, 330): 0.15}
SUMMER, SUMMER_WINDOW, SUMMER_SHARE = ("05-15", "08-15"), (1320, 420), 0.15
WEEK_EVENINGS, FESTIVE_EVENINGS, FESTIVE_WINDOW, FESTIVE_SHARE = "01236", "45", (60, 300), 0.15
# Cabinets of a main road that stay lit, decisions taken back, LED dimmed where nothing is off.
EXEMPT, TAKEN_BACK, DIMMED = 0.08, 0.03, 0.4
DIMMING = (1320, 360, 50.0)

Reduction = dict[str, object]


def schedules_of(cabinet: DemoCabinet, today: date) -> list[tuple[date, list[Reduction]]]:
    """The schedules of a cabinet by date of effect, decided before `today`."""
    own = cabinet.random(LIGHT_RULES)
    exempt, dimmed = own.random() < EXEMPT, cabinet.led and own.random() < DIMMED
    before = [_lowered(*DIMMING)] if dimmed else []
    decided, lowered, taken_back = _decision(cabinet)
    found = [(SINCE, before)]
    if decided and not exempt and decided < today:
        found.append((decided, [*before, *lowered]))
        if taken_back and taken_back < today:
            found.append((taken_back, before))
    return found


def _decision(cabinet: DemoCabinet) -> tuple[date | None, list[Reduction], date | None]:
    """What the commune has decided, the same for all its cabinets."""
    random = generator(LIGHT_RULES, int(cabinet.commune.code, 36))
    if random.random() >= DECIDING:
        return None, [], None
    decided = list(DECISIONS)[random.choice(len(DECISIONS), p=list(DECISIONS.values()))]
    start, end = list(WINDOWS)[random.choice(len(WINDOWS), p=list(WINDOWS.values()))]
    kind = random.random()
    if kind < SUMMER_SHARE:
        lowered = [_lowered(start, end), _lowered(*SUMMER_WINDOW, season=SUMMER)]
    elif kind < SUMMER_SHARE + FESTIVE_SHARE:
        lowered = [
            _lowered(start, end, weekdays=WEEK_EVENINGS),
            _lowered(*FESTIVE_WINDOW, weekdays=FESTIVE_EVENINGS),
        ]
    else:
        lowered = [_lowered(start, end)]
    taken_back = random.random() < TAKEN_BACK
    back = decided.replace(year=decided.year + 2) if taken_back else None
    return decided, lowered, back


def _lowered(
    start_min: int,
    end_min: int,
    level_pct: float = 0.0,
    weekdays: str = EVERY_DAY,
    season: tuple[str, str] = ALL_YEAR,
) -> Reduction:
    return {
        "weekdays": weekdays,
        "season_start": season[0],
        "season_end": season[1],
        "start_min": start_min,
        "end_min": end_min,
        "level_pct": level_pct,
    }


def schedule_rows(cabinets: Sequence[DemoCabinet], today: date) -> pl.DataFrame:
    """Rows of core_light_schedule."""
    return pl.DataFrame(
        [
            (cabinet.cabinet_id, first, ASTRONOMIC, None, None, True)
            for cabinet in cabinets
            for first, _ in schedules_of(cabinet, today)
        ],
        schema={
            "cabinet_id": pl.String,
            "first_day": pl.Date,
            "rule": pl.String,
            "on_min": pl.Int64,
            "off_min": pl.Int64,
            "simulated": pl.Boolean,
        },
        orient="row",
    )


def reduction_rows(cabinets: Sequence[DemoCabinet], today: date) -> pl.DataFrame:
    """Rows of core_light_reduction."""
    return pl.DataFrame(
        [
            {"cabinet_id": cabinet.cabinet_id, "first_day": first, "rank": rank, **reduction}
            for cabinet in cabinets
            for first, lowered in schedules_of(cabinet, today)
            for rank, reduction in enumerate(lowered)
        ]
    )
