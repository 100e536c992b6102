"""How well each meter of one building is known: days, gaps, resets, shares of bills, estimates."""

from datetime import date

import pandas as pd
from sqlalchemy import Engine, Row, Select, and_, func, select

from data import schema
from data.buildings.days import GAP, building_meters
from data.buildings.sheet import building_of
from data.buildings.vocabulary import ENERGIES, ESTIMATED, SPREAD
from data.db import fetch
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
    series = _series(engine, meters["meter_id"].tolist())
    lines = []
    for meter in meters.itertuples():
        own = [row for row in series if row.place == meter.meter_id]
        lines += [_line(engine, meter, row) for row in own] or [_silent(meter)]
    counts = ("gaps", "resets", "spread_days", "estimated_days")
    kinds = dict.fromkeys(counts, "Int64")
    kinds |= dict.fromkeys(("known_share_pct", "longest_gap_days"), "Float64")
    return pd.DataFrame(lines, columns=QUALITY).astype(kinds)


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


def _line(engine: Engine, meter: object, row: Row) -> dict[str, object]:
    notices = fetch(engine, _notices(row.series_no))
    gaps = notices[notices["code"] == GAP]
    longest_s = (gaps["end_s"] - gaps["start_s"]).max() if len(gaps) else None
    return {
        "meter_id": meter.meter_id,
        "energy_label": ENERGIES[meter.energy].label,
        "source_key": row.source_key,
        "step_label": _step_label(row.step_s),
        "first_day": row.first_day,
        "last_day": row.last_day,
        "known_share_pct": 100 * row.known_days / _days(row.first_day, row.last_day),
        "gaps": len(gaps),
        "longest_gap_days": None if longest_s is None else round(longest_s / DAY_S, 1),
        "resets": int((notices["code"] == RESET).sum()),
        **_days_by_quality(engine, row),
    }


def _notices(series_no: int) -> Select:
    row = schema.series_notice.c
    return (
        select(row.code, row.start_s, row.end_s)
        .where(row.series_no == series_no)
        .order_by(row.start_s)
    )


def _days_by_quality(engine: Engine, row: Row) -> dict[str, int]:
    """Days shared out of longer periods, and days that the distributor has estimated.

    Readings within the day are brought to days.
    """
    reading = schema.reading.c
    statement = (
        select(reading.quality, func.count())
        .where(and_(reading.series_no == row.series_no, reading.quality.in_((SPREAD, ESTIMATED))))
        .group_by(reading.quality)
    )
    with engine.connect() as connection:
        counts = dict(map(tuple, connection.execute(statement)))
    a_day = max(DAY_S / row.step_s, 1)
    names = {"spread_days": SPREAD, "estimated_days": ESTIMATED}
    return {name: -int(-counts.get(kind, 0) // a_day) for name, kind in names.items()}


def _days(first: date, last: date) -> int:
    return (last - first).days + 1


def _step_label(step_s: int) -> str:
    if step_s in STEPS:
        return STEPS[step_s]
    days = round(step_s / DAY_S)
    return f"{days} jours" if days > 1 else f"{round(step_s / 60)} min"


def _silent(meter: object) -> dict[str, object]:
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
