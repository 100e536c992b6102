"""Water of a territory as screens read it: (engine, selection) -> frame."""

import pandas as pd
from sqlalchemy import Engine, and_, case, func, or_, select

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
TOO_RECENT, NO_LENGTH, WATCHED = "pas assez de passé", "longueur inconnue", "suivi"


def sectors(engine: Engine, selection: Selection) -> pd.DataFrame:
    """OF_SECTOR, one row a sector, the most leakage per km first, then those without.

    Flows in m³/h (median of the last seven known nights), leakage in m³/km/day, `known_days` of the
    last thirty. `status`: "suivi", else the first reason that holds of "sans mesure", "capteur en
    défaut", "pas assez de passé" (alerts not known) and "longueur inconnue" (no leakage per km).
    """
    service = schema.water_service.c
    status = case(
        (STATE.last_day.is_(None), NOT_MEASURED),
        (STATE.open_faults > 0, FAULTY),
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

    `to_do`: what to do about it. A sensor of no sector shows for the whole territory only.
    """
    mine = within_sectors(selection.scope)
    mine = or_(mine, SECTOR.sector_id.is_(None)) if selection.scope == SYNDICAT else mine
    named = {
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
                schema.water_sector, SECTOR.sector_id == FAULT.sector_id
            )
        )
        .where(
            mine,
            or_(FAULT.open, FAULT.last_day >= selection.start),
            FAULT.first_day <= selection.end,
        )
        .order_by(FAULT.open.desc(), FAULT.last_day.desc(), FAULT.meter_id, FAULT.kind)
    )  # fmt: skip
    frame = fetch(engine, statement)
    lasted = [
        (last - first).days + 1
        for first, last in zip(frame["first_day"], frame["last_day"], strict=True)
    ]
    words = {"kind_label": FAULTS, "to_do": TO_DO}
    told = {name: [by[kind] for kind in frame[name]] for name, by in words.items()}
    return frame.assign(days=lasted, **told)[OF_FAULT]
