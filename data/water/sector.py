"""The sheet of one sector: who it is, its nights, its hours, its leaks, repairs and sensors.

Everything here is for a scope `secteur:ID`; for another, nothing. Flows are in m³/h.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from sqlalchemy import Engine, Row, Select, and_, func, literal, select

from data import schema
from data.calendar import PARIS
from data.db import fetch
from data.selection import Selection
from data.water import alerts as leaks
from data.water import queries
from data.water.alerts import ALERT, in_force
from data.water.follow_up import follow_ups
from data.water.scope import own_id
from data.water.vocabulary import FAULTS, REPAIR_KINDS, STATES
from data.water.vocabulary import SECTOR as SECTOR_ALERT

DAY, HOUR = schema.water_sector_day.c, schema.water_sector_hour.c
OF_NIGHT = [
    "day", "night_m3_h", "expected_m3_h", "night_use_m3_h", "footfall", "alert",
]  # fmt: skip
OF_REPAIR = [
    "repair_id", "kind_label", "found_day", "repaired_day", "flow_m3_h", "before_m3_h",
    "after_m3_h", "saved_m3_h", "low_m3_h", "high_m3_h", "eur_year",
]  # fmt: skip
OF_SENSOR = ["meter_id", "sign_label", "unit", "step_min", "last_day", "faults", "simulated"]
OF_HISTORY = ["told", "anchor_day", "state", "state_label", "note", "author"]
SIGNS = {1: "Entrée", -1: "Sortie", 0: "Réservoir"}
THEME = "water"
MINUTE_S = 60


@dataclass(frozen=True)
class Identity:
    """Who a sector is, what its nights say, its open alerts and what people did of its alerts."""

    sector_id: str
    name: str
    service_id: str
    service: str
    commune: str
    latitude_deg: float | None
    longitude_deg: float | None
    pipe_km: float | None
    customers: int | None
    # Of the last seven known nights; None while nothing is measured.
    night_m3_h: float | None
    night_use_m3_h: float | None
    leakage_m3_km_day: float | None
    inflow_m3_day: float | None
    leak_m3_h: float | None
    eur_year: float | None
    open_alerts: int
    # One of the words of `queries.sectors`.
    status: str
    known_days: int
    last_day: date | None
    simulated: bool
    # As `alerts.tonight`.
    alerts: pd.DataFrame
    # OF_HISTORY, newest first: `told` is a local instant.
    history: pd.DataFrame


def identity(engine: Engine, selection: Selection) -> Identity | None:
    """Who the sector is; None for an unknown one."""
    sector_id = own_id(selection.scope, "secteur")
    listed = queries.sectors(engine, selection) if sector_id else pd.DataFrame()
    if listed.empty:
        return None
    row = _own_row(engine, sector_id)
    cells = listed.astype(object).where(listed.notna(), None).iloc[0]
    own = {name: cells[name] for name in Identity.__annotations__ if name in listed}
    return Identity(
        **own
        | {
            "service_id": row.service_id or "",
            "inflow_m3_day": row.inflow_m3_day,
            "open_alerts": cells["open_alerts"] or 0,
            "known_days": cells["known_days"] or 0,
            "simulated": row.simulated,
            "alerts": leaks.alerts(engine, selection.scope, and_(ALERT.open, in_force())),
            "history": _history(engine, sector_id),
        }
    )


def _own_row(engine: Engine, sector_id: str) -> Row:
    sector, state = schema.water_sector.c, schema.water_sector_state.c
    statement = (
        select(sector.service_id, sector.simulated, state.inflow_m3_day)
        .select_from(
            schema.water_sector.outerjoin(
                schema.water_sector_state, state.sector_id == sector.sector_id
            )
        )
        .where(sector.sector_id == sector_id)
    )
    with engine.connect() as connection:
        return connection.execute(statement).one()


def _history(engine: Engine, sector_id: str) -> pd.DataFrame:
    frame = follow_ups(engine, SECTOR_ALERT, sector_id).iloc[::-1].reset_index(drop=True)
    told = pd.to_datetime(frame["at_s"], unit="s", utc=True).dt.tz_convert(PARIS)
    labels = [STATES.get(state, state) for state in frame["state"]]
    return frame.assign(told=told, state_label=labels)[OF_HISTORY]


def nights(engine: Engine, selection: Selection) -> pd.DataFrame:
    """OF_NIGHT, one row a day of the period from the first to the last one known.

    `night_m3_h`: mean from 2 h to 5 h; `expected_m3_h`: what the detector expects of that night;
    `night_use_m3_h`: legitimate use; `footfall`: terminals connected in the commune that day;
    `alert`: whether a leak ran. Missing where not known; a day without a row in the store too.
    """
    sector_id = own_id(selection.scope, "secteur")
    sector, state = schema.water_sector.c, schema.water_sector_state.c
    footfall = schema.footfall_day.c
    statement = (
        select(
            DAY.day,
            DAY.night_m3_h,
            DAY.expected_m3_h,
            state.night_use_m3_h,
            footfall.terminals.label("footfall"),
        )
        .select_from(
            schema.water_sector_day.join(schema.water_sector, sector.sector_id == DAY.sector_id)
            .outerjoin(schema.water_sector_state, state.sector_id == DAY.sector_id)
            .outerjoin(
                schema.footfall_day,
                and_(
                    footfall.scope == "commune:" + sector.commune_code,
                    footfall.day == DAY.day,
                ),
            )
        )
        .where(DAY.sector_id == sector_id, DAY.day.between(selection.start, selection.end))
        .order_by(DAY.day)
    )
    frame = _every_day(fetch(engine, statement))
    running = _running(engine, sector_id)
    return frame.assign(
        alert=[any(since <= day <= last for since, last in running) for day in frame["day"]]
    )[OF_NIGHT]


def _every_day(frame: pd.DataFrame) -> pd.DataFrame:
    """The days between the first and the last, so that what is missing is a hole in a drawing."""
    if frame.empty:
        return frame
    first, last = frame["day"].iloc[[0, -1]]
    days = np.arange(first, last + pd.Timedelta(days=1), dtype="datetime64[D]").astype(object)
    whole = len(days) == len(frame)
    return frame if whole else pd.DataFrame({"day": days}).merge(frame, how="left", on="day")


def _running(engine: Engine, sector_id: str) -> list[tuple[date, date]]:
    """First and last day of the leaks of a sector, at the budget in force."""
    statement = select(ALERT.since, ALERT.last_day).where(in_force(), ALERT.place_id == sector_id)
    with engine.connect() as connection:
        return [(row.since, row.last_day) for row in connection.execute(statement)]


def evidence(engine: Engine, selection: Selection) -> pd.DataFrame:
    """day, score, threshold: what the detector had gathered at the end of each day of the period.

    An alert is given when the score passes the threshold of the budget in force; both are missing
    on a day that it could not judge.
    """
    statement = (
        select(DAY.day, DAY.score, DAY.threshold)
        .where(
            DAY.sector_id == own_id(selection.scope, "secteur"),
            DAY.day.between(selection.start, selection.end),
        )
        .order_by(DAY.day)
    )
    return _every_day(fetch(engine, statement))


def hours(engine: Engine, selection: Selection) -> pd.DataFrame:
    """instant (local), inflow_m3_h, usual_m3_h: the last weeks, hour by hour, whatever the period.

    An hour not measured has no inflow, one that has no usual yet no usual.
    """
    statement = (
        select(HOUR.hour_s, HOUR.inflow_m3_h, HOUR.usual_m3_h)
        .where(HOUR.sector_id == own_id(selection.scope, "secteur"))
        .order_by(HOUR.hour_s)
    )
    frame = fetch(engine, statement)
    instant = pd.to_datetime(frame.pop("hour_s"), unit="s", utc=True).dt.tz_convert(PARIS)
    frame.insert(0, "instant", instant)
    return frame


def alerts(engine: Engine, selection: Selection) -> pd.DataFrame:
    """The leaks of the sector at the budget in force, open or not, newest first: `alerts.OF_ALERT`.

    `footfall_pct` is of those that run.
    """
    if not own_id(selection.scope, "secteur"):
        return pd.DataFrame([], columns=leaks.OF_ALERT)
    found = leaks.alerts(engine, selection.scope, in_force())
    return found.sort_values("since", ascending=False, ignore_index=True)


def repairs(engine: Engine, selection: Selection) -> pd.DataFrame:
    """OF_REPAIR, newest first: what was repaired, and what its nights gave back.

    `flow_m3_h` as measured on the spot; `saved_m3_h` from the nights before and after, with its
    90 % interval, missing where they do not say. `eur_year` at the price of a m³.
    """
    repair, saving = schema.water_repair.c, schema.water_saving.c
    columns = [
        repair.kind.label(name) if name == "kind_label" else repair.get(name, saving.get(name))
        for name in OF_REPAIR
    ]
    statement = (
        select(*columns)
        .select_from(
            schema.water_repair.outerjoin(
                schema.water_saving, saving.repair_id == repair.repair_id
            )
        )
        .where(repair.sector_id == own_id(selection.scope, "secteur"))
        .order_by(repair.repaired_day.desc(), repair.repair_id)
    )  # fmt: skip
    frame = fetch(engine, statement)
    kinds = [REPAIR_KINDS.get(kind, REPAIR_KINDS["autre"]) for kind in frame["kind_label"]]
    return frame.assign(kind_label=kinds)


def sensors(engine: Engine, selection: Selection) -> pd.DataFrame:
    """OF_SENSOR, one row a meter or tank of the sector and unit of its series, entries first.

    `last_day`: of its readings, missing (as unit and step) when it has none; `faults`: those that
    last, in words, empty without any.
    """
    frame = fetch(engine, _sensors(own_id(selection.scope, "secteur")))
    lasting = _open_faults(engine, list(frame["meter_id"]))
    step = frame.pop("step_s").astype(float) / MINUTE_S
    return frame.assign(
        sign_label=[SIGNS[sign] for sign in frame.pop("sign")],
        step_min=step,
        faults=[", ".join(lasting.get(meter, [])) for meter in frame["meter_id"]],
    )[OF_SENSOR]


def _sensors(sector_id: str) -> Select:
    """What measures a sector, with its series and the last day of each."""
    meter, tank = schema.water_sector_meter.c, schema.water_tank.c
    series, day = schema.series.c, schema.series_day.c
    own = (
        select(meter.meter_id, meter.sign)
        .where(meter.sector_id == sector_id)
        .union_all(select(tank.tank_id, literal(0)).where(tank.sector_id == sector_id))
        .subquery()
    )
    # One series at a time: its last day is read from the end of its key.
    last = select(func.max(day.day)).where(day.series_no == series.series_no).scalar_subquery()
    return (
        select(
            own.c.meter_id, own.c.sign, series.unit, series.step_s, last.label("last_day"),
            series.simulated,
        )
        .select_from(
            own.outerjoin(
                schema.series, and_(series.place == own.c.meter_id, series.theme == THEME)
            )
        )
        .order_by(own.c.sign.desc(), own.c.meter_id, series.unit, series.step_s)
    )  # fmt: skip


def _open_faults(engine: Engine, meters: list[str]) -> dict[str, list[str]]:
    fault = schema.water_fault.c
    statement = (
        select(fault.meter_id, fault.kind)
        .where(fault.open, fault.meter_id.in_(meters))
        .order_by(fault.meter_id, fault.kind)
    )
    found: dict[str, list[str]] = {}
    with engine.connect() as connection:
        for meter_id, kind in connection.execute(statement):
            found.setdefault(meter_id, []).append(FAULTS[kind])
    return found
