"""Water of a territory as screens read it: (engine, selection) -> frame."""

import pandas as pd
from sqlalchemy import ColumnElement, Engine, Subquery, and_, case, func, or_, select, union

from data import schema
from data.db import fetch
from data.selection import SYNDICAT, Selection
from data.water.alerts import ALERT, alerts, of_customers, rehearsal, tonight
from data.water.fault_words import TO_DO
from data.water.queries_services import balance, losses, services, yields
from data.water.scope import within_sectors
from data.water.stakes import stake
from data.water.vocabulary import FAULTS, USAGES

__all__ = [
    "balance",
    "customers",
    "faults",
    "losses",
    "rehearsal",
    "sectors",
    "services",
    "stake",
    "tonight",
    "yields",
]

SECTOR, STATE = schema.water_sector.c, schema.water_sector_state.c
PLACE, FAULT = schema.scope.c, schema.water_fault.c
LITRES = 1000
OF_SECTOR = [
    "sector_id", "name", "service", "commune", "latitude_deg", "longitude_deg", "pipe_km",
    "customers", "night_m3_h", "night_use_m3_h", "leakage_m3_km_day", "leak_m3_h", "eur_year",
    "open_alerts", "status", "known_days", "last_day",
]  # fmt: skip
OF_CUSTOMER = [
    "meter_id", "commune", "usage_label", "since", "last_day", "days", "litres_per_h", "lost_m3",
    "eur_year", "state", "state_label", "note",
]  # fmt: skip
OF_FAULT = [
    "meter_id", "sector_id", "sector", "kind", "kind_label", "first_day", "last_day", "days",
    "open", "to_do",
]  # fmt: skip
NOT_MEASURED, FAULTY = "sans mesure", "capteur en défaut"
IMPOSSIBLE, NO_NIGHT = "bilan impossible", "nuits récentes inconnues"
TOO_RECENT, NO_LENGTH, WATCHED = "pas assez de passé", "longueur inconnue", "suivi"


def sectors(engine: Engine, selection: Selection) -> pd.DataFrame:
    """OF_SECTOR, one row a sector, the most leakage per km first, then those without.

    Flows in m³/h (median of the last seven known nights), leakage in m³/km/day, `known_days` of the
    last thirty. `status`: "suivi", else the first reason that holds of "sans mesure", "bilan
    impossible", "capteur en défaut", "nuits récentes inconnues" (it was judged
    once), "pas assez de passé" (alerts not known) and "longueur inconnue" (no leakage per km).
    """
    service = schema.water_service.c
    status = case(
        (_measured().is_(False), NOT_MEASURED),
        (_impossible(), IMPOSSIBLE),
        (or_(STATE.open_faults > 0, STATE.last_day.is_(None)), FAULTY),
        (and_(STATE.judged.is_(False), _once_judged()), NO_NIGHT),
        (STATE.judged.is_(False), TOO_RECENT),
        (func.coalesce(SECTOR.pipe_km, 0) <= 0, NO_LENGTH),
        else_=WATCHED,
    )
    named = {
        "service": func.coalesce(service.name, ""),
        "commune": func.coalesce(PLACE.label, ""),
        "status": status,
        # As used by the nights: declared, else estimated from the customers.
        "night_use_m3_h": STATE.night_use_m3_h,
    }
    columns = [
        named[name].label(name) if name in named else SECTOR.get(name, STATE.get(name))
        for name in OF_SECTOR
    ]
    statement = (
        select(*columns)
        .select_from(
            schema.water_sector.outerjoin(
                schema.water_sector_state, STATE.sector_id == SECTOR.sector_id
            )
            .outerjoin(schema.water_service, service.service_id == SECTOR.service_id)
            .outerjoin(schema.scope, PLACE.scope == "commune:" + SECTOR.commune_code)
        )
        .where(within_sectors(selection.scope))
        .order_by(STATE.leakage_m3_km_day.desc().nulls_last(), SECTOR.sector_id)
    )
    return fetch(engine, statement)


def _measured() -> ColumnElement[bool]:
    """Whether a meter of the sector was ever read; what was digested of it counts too."""
    meter, series = schema.water_sector_meter.c, schema.series.c
    read = (
        select(series.series_no)
        .join_from(schema.series, schema.water_sector_meter, meter.meter_id == series.place)
        .where(series.theme == "water", meter.sector_id == SECTOR.sector_id)
    )
    return or_(STATE.last_day.is_not(None), read.correlate(schema.water_sector).exists())


def _impossible() -> ColumnElement[bool]:
    found = select(FAULT.meter_id).where(
        FAULT.sector_id == SECTOR.sector_id, FAULT.kind == "balance", FAULT.open
    )
    return found.correlate(schema.water_sector).exists()


def _once_judged() -> ColumnElement[bool]:
    day = schema.water_sector_day.c
    found = select(day.day).where(day.sector_id == SECTOR.sector_id, day.score.is_not(None))
    return found.correlate(schema.water_sector).exists()


def customers(engine: Engine, selection: Selection) -> pd.DataFrame:
    """OF_CUSTOMER: the leaks that run after customers' meters, dearest first.

    `days` from `since` to `last_day`, `litres_per_h`: what never stops, `lost_m3` since it began,
    `eur_year` if nothing is done (missing without a price). Repaired and dismissed ones come last.
    """
    found = alerts(engine, selection.scope, and_(ALERT.open, of_customers()))
    usages = _usages(engine, list(found["place_id"]))
    renamed = {"place_id": "meter_id", "days_open": "days"}
    frame = found.rename(columns=renamed).assign(
        usage_label=[USAGES.get(usages.get(meter), USAGES["autre"]) for meter in found["place_id"]],
        litres_per_h=LITRES * found["flow_m3_h"],
    )
    return frame[OF_CUSTOMER]


def _usages(engine: Engine, meters: list[str]) -> dict[str, str]:
    customer = schema.water_customer.c
    statement = select(customer.meter_id, customer.usage).where(customer.meter_id.in_(meters))
    with engine.connect() as connection:
        return dict(map(tuple, connection.execute(statement)))


def faults(engine: Engine, selection: Selection) -> pd.DataFrame:
    """OF_FAULT: the faults of sensors that touch the period or still last, open ones first.

    `to_do`: what to do about it. A meter between two sectors shows in both, and names both where
    both are asked. A sensor of no sector shows for the whole territory only.
    """
    concerned = _concerned()
    mine = within_sectors(selection.scope)
    mine = or_(mine, SECTOR.sector_id.is_(None)) if selection.scope == SYNDICAT else mine
    named = {
        "sector_id": SECTOR.sector_id,
        "sector": func.coalesce(SECTOR.name, ""),
        "kind_label": FAULT.kind,
        "to_do": FAULT.kind,
    }
    columns = [
        named[name].label(name) if name in named else FAULT[name]
        for name in OF_FAULT
        if name != "days"
    ]
    statement = (
        select(*columns)
        .select_from(
            schema.water_fault.outerjoin(
                concerned, concerned.c.meter_id == FAULT.meter_id
            ).outerjoin(schema.water_sector, SECTOR.sector_id == concerned.c.sector_id)
        )
        .where(
            mine,
            or_(FAULT.open, FAULT.last_day >= selection.start),
            FAULT.first_day <= selection.end,
        )
        .order_by(
            FAULT.open.desc(), FAULT.last_day.desc(), FAULT.meter_id, FAULT.kind, SECTOR.sector_id
        )
    )
    frame = _once(fetch(engine, statement))
    lasted = [
        (last - first).days + 1
        for first, last in zip(frame["first_day"], frame["last_day"], strict=True)
    ]
    words = {"kind_label": FAULTS, "to_do": TO_DO}
    told = {name: [by[kind] for kind in frame[name]] for name, by in words.items()}
    return frame.assign(days=lasted, **told)[OF_FAULT]


def _concerned() -> Subquery:
    """meter_id, sector_id: the sectors of each meter or tank that is at fault."""
    meter = schema.water_sector_meter.c
    declared = select(meter.meter_id, meter.sector_id)
    named = select(FAULT.meter_id, FAULT.sector_id).where(FAULT.sector_id.is_not(None))
    return union(declared, named).subquery()


def _once(faults: pd.DataFrame) -> pd.DataFrame:
    """Faults of which each is one row, that names its sectors."""
    keys = ["meter_id", "kind", "first_day"]
    names = faults.groupby(keys, sort=False)["sector"].agg(", ".join)
    first = faults.drop_duplicates(keys, ignore_index=True)
    return first.assign(sector=names.to_list())
