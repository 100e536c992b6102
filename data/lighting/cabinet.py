"""The sheet of one cabinet: who it is, its months, its nights, its loads, its points.

Everything here is for a scope `armoire:ID`; for another, nothing.
"""

from dataclasses import dataclass
from datetime import date

import pandas as pd
from sqlalchemy import Engine, select

from data import schema
from data.db import fetch
from data.key_figure import KeyFigure
from data.lighting.anomalies import ANOMALIES
from data.lighting.cabinet_nights import cabinet_row, cabinet_schedules, hourly, nights
from data.lighting.headline import headline
from data.lighting.queries import monthly
from data.lighting.schedule_words import schedule_words
from data.lighting.vocabulary import LAMPS, STREETS
from data.selection import Selection
from data.viewing import today

__all__ = ["Identity", "hourly", "identity", "monthly", "nights", "points"]

POINT = schema.light_point.c
OF_POINT = [
    "point_id", "lamp_label", "power_w", "colour_k", "ulr_pct", "installed_year", "street_label",
    "latitude_deg", "longitude_deg",
]  # fmt: skip


@dataclass(frozen=True)
class Identity:
    """Who a cabinet is, its schedule today, its key figures and what is odd of it."""

    cabinet_id: str
    name: str
    commune: str
    supply_point: str
    subscribed_kva: float | None
    latitude_deg: float | None
    longitude_deg: float | None
    points: int
    points_with_power: int
    led_points: int
    power_kw: float
    hours_year: float | None
    full_hours_year: float | None
    # "Du coucher au lever du soleil ; éteint de 23 h à 5 h"; empty when not known.
    schedule_words: str
    # Since when nights are switched off; None when they are not.
    decided: date | None
    potential_kwh: float | None
    potential_eur: float | None
    # Empty when there is none.
    anomaly: str
    anomaly_kwh: float | None
    anomaly_eur: float | None
    # First day of each schedule, in words.
    schedules: list[tuple[date, str]]
    simulated: bool
    figures: dict[str, KeyFigure]


def identity(engine: Engine, selection: Selection) -> Identity | None:
    """Who the cabinet is; None for an unknown one."""
    row = cabinet_row(engine, selection.scope)
    if row is None:
        return None
    dated = cabinet_schedules(engine, row.cabinet_id)
    present = [schedule for first, schedule in dated if first <= today()]
    own = {
        name: getattr(row, name) for name in Identity.__annotations__ if name in row._mapping
    }  # fmt: skip
    return Identity(
        **own
        | {
            "supply_point": row.supply_point or "",
            "anomaly": ANOMALIES.get(row.anomaly, ""),
            "schedule_words": schedule_words(present[-1]) if present else "",
            "schedules": [(first, schedule_words(schedule)) for first, schedule in dated],
            "figures": headline(engine, selection).figures,
        }
    )


def points(engine: Engine, selection: Selection) -> pd.DataFrame:
    """OF_POINT: one row a point of the cabinet, by identifier."""
    kind, _, identifier = selection.scope.partition(":")
    named = {"lamp_label": POINT.lamp, "street_label": POINT.street}
    columns = [named[name].label(name) if name in named else POINT[name] for name in OF_POINT]
    frame = fetch(
        engine,
        select(*columns)
        .where(POINT.cabinet_id == (identifier if kind == "armoire" else ""))
        .order_by(POINT.point_id),
    )
    return frame.assign(
        lamp_label=[LAMPS.get(lamp, LAMPS["other"]) for lamp in frame["lamp_label"]],
        street_label=[STREETS.get(street, STREETS["autre"]) for street in frame["street_label"]],
    )
