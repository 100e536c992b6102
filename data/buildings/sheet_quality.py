"""How well each meter of one building is known: days, gaps, resets, shares of bills, estimates."""

from datetime import date

import pandas as pd
from sqlalchemy import Engine, Row, func, select

from data import schema
from data.buildings.days import GAP, building_meters
from data.buildings.sheet import building_of
from data.buildings.vocabulary import ENERGIES, ESTIMATED, SPREAD
from data.selection import Selection

DAY_S = 86_400
RESET = "COMPTEUR_REMIS_A_ZERO"
STEPS = {600: "10 min", 900: "15 min", 1800: "30 min", 3600: "une heure", DAY_S: "un jour"}
QUALITY = [
    "meter_id", "energy_label", "source_key", "step_label", "first_day", "last_day",
    "known_share_pct", "gaps", "longest_gap_days", "resets", "spread_days", "estimated_days",
]  # fmt: skip


def quality(engine: Engine, selection: Selection) -> pd.DataFrame:
    """One row a series of each meter (QUALITY); a meter without any reading has its own row.

    `known_share_pct` is complete days ÷ days from the first to the last one.
    """
    meters = building_meters(engine, building_of(selection))
    series = _series(engine, [meter.meter_id for meter in meters])
    numbers = [row.series_no for row in series]
    spans, counts = _spans(engine, numbers), _readings_by_quality(engine, numbers)
    lines = []
    for meter in meters:
        own = [row for row in series if row.place == meter.meter_id]
        lines += [_line(meter, row, spans, counts) for row in own] or [_silent(meter)]
    return pd.DataFrame(lines, columns=QUALITY)


def _series(engine: Engine, meters: list[str]) -> list[Row]:
    """The series of meters with their first, last and complete days."""
    row, day = schema.series.c, schema.series_day.c
    statement = (
        select(
            row.series_no,
            row.place,
            row.source_key,
            row.step_s,
            func.min(day.day).label("first_day"),
            func.max(day.day).label("last_day"),
            func.count().filter(day.readings >= day.expected).label("known_days"),
        )
        .join_from(schema.series, schema.series_day, day.series_no == row.series_no)
        .where(row.theme == "buildings", row.place.in_(meters))
        .group_by(row.series_no, row.place, row.source_key, row.step_s)
        .order_by(row.place, row.step_s, row.series_no)
    )
    with engine.connect() as connection:
        return list(connection.execute(statement))


def _spans(engine: Engine, series: list[int]) -> dict[tuple[int, str], list[float]]:
    """The lengths in days of what is noticed, by series and code."""
    row = schema.series_notice.c
    statement = select(row.series_no, row.code, row.start_s, row.end_s).where(
        row.series_no.in_(series)
    )
    spans: dict[tuple[int, str], list[float]] = {}
    with engine.connect() as connection:
        for number, code, start_s, end_s in connection.execute(statement):
            spans.setdefault((number, code), []).append((end_s - start_s) / DAY_S)
    return spans


def _readings_by_quality(engine: Engine, series: list[int]) -> dict[tuple[int, int], int]:
    """Readings shared out of longer periods, and those that the distributor has estimated."""
    row = schema.reading.c
    statement = (
        select(row.series_no, row.quality, func.count())
        .where(row.series_no.in_(series), row.quality.in_((SPREAD, ESTIMATED)))
        .group_by(row.series_no, row.quality)
    )
    with engine.connect() as connection:
        return {(number, kind): count for number, kind, count in connection.execute(statement)}


def _line(meter: Row, row: Row, spans: dict, counts: dict) -> dict[str, object]:
    gaps_days = spans.get((row.series_no, GAP), [])
    # Readings within the day are brought to days.
    a_day = max(DAY_S / row.step_s, 1)
    spread, estimated = (
        -int(-counts.get((row.series_no, kind), 0) // a_day) for kind in (SPREAD, ESTIMATED)
    )
    return {
        "meter_id": meter.meter_id,
        "energy_label": ENERGIES[meter.energy].label,
        "source_key": row.source_key,
        "step_label": _step_label(row.step_s),
        "first_day": row.first_day,
        "last_day": row.last_day,
        "known_share_pct": 100 * row.known_days / _days(row.first_day, row.last_day),
        "gaps": len(gaps_days),
        "longest_gap_days": round(max(gaps_days), 1) if gaps_days else None,
        "resets": len(spans.get((row.series_no, RESET), [])),
        "spread_days": spread,
        "estimated_days": estimated,
    }


def _days(first: date, last: date) -> int:
    return (last - first).days + 1


def _step_label(step_s: int) -> str:
    if step_s in STEPS:
        return STEPS[step_s]
    days = round(step_s / DAY_S)
    return f"{days} jours" if days > 1 else f"{round(step_s / 60)} min"


def _silent(meter: Row) -> dict[str, object]:
    return {
        "meter_id": meter.meter_id,
        "energy_label": ENERGIES[meter.energy].label,
        "source_key": "",
        "step_label": "aucun relevé",
        "known_share_pct": 0.0,
        "gaps": 0,
        "resets": 0,
        "spread_days": 0,
        "estimated_days": 0,
    }
