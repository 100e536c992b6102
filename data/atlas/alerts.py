"""What is open today at a known address: drifts and leaks of buildings, of cabinets, of water."""

import pandas as pd
from sqlalchemy import Engine, func, select

from data import schema
from data.buildings.alerts import ALERT, BUILDING, given
from data.buildings.vocabulary import ALERT_KINDS, ENERGIES
from data.buildings.years import within as buildings_within
from data.db import fetch
from data.lighting.anomalies import ANOMALIES
from data.lighting.queries import CABINET, STATE
from data.lighting.scope import within as cabinets_within
from data.selection import Selection
from data.water.alerts import tonight
from data.water.follow_up import CLOSED
from data.water.vocabulary import SECTOR

PLACE = schema.scope.c
OF_ALERT = ["path", "place_id", "name", "commune", "latitude_deg", "longitude_deg", "words",
            "eur_year"]  # fmt: skip


def open_alerts(engine: Engine, selection: Selection) -> pd.DataFrame:
    """OF_ALERT of what is open in a territory, dearest first, those without a price last.

    Those of buildings (drifts at the threshold in force, leaks), of cabinets and of water sectors;
    never those of customers, nor those said repaired or dismissed. `path` holds their sheets.
    """
    parts = [part(engine, selection) for part in (_of_buildings, _of_cabinets, _of_sectors)]
    # Pandas would guess a type from the parts that are empty.
    rows = [row for part in parts for row in part.itertuples(index=False, name=None)]
    found = pd.DataFrame(rows, columns=OF_ALERT)
    dear = pd.to_numeric(found["eur_year"]).fillna(-1.0)
    order = found.assign(dear=-dear).sort_values(["dear", "path", "place_id", "words"])
    return found.loc[order.index].reset_index(drop=True)


def _of_buildings(engine: Engine, selection: Selection) -> pd.DataFrame:
    statement = (
        select(
            BUILDING.building_id.label("place_id"),
            BUILDING.name,
            func.coalesce(PLACE.label, "").label("commune"),
            BUILDING.latitude_deg,
            BUILDING.longitude_deg,
            ALERT.kind,
            ALERT.energy,
            ALERT.since,
            ALERT.eur_year,
        )
        .join_from(schema.alert, schema.building, BUILDING.building_id == ALERT.building_id)
        .outerjoin(schema.scope, PLACE.scope == "commune:" + BUILDING.commune_code)
        .where(ALERT.open, given(), buildings_within(selection.scope))
    )
    found = fetch(engine, statement)
    words = [
        f"{ALERT_KINDS[kind]} ({ENERGIES[energy].label.lower()}), depuis le {since:%d/%m/%Y}"
        for kind, energy, since in zip(found["kind"], found["energy"], found["since"], strict=True)
    ]
    return found.assign(path="/batiments", words=words)[OF_ALERT]


def _of_cabinets(engine: Engine, selection: Selection) -> pd.DataFrame:
    statement = (
        select(
            CABINET.cabinet_id.label("place_id"),
            CABINET.name,
            func.coalesce(PLACE.label, "").label("commune"),
            CABINET.latitude_deg,
            CABINET.longitude_deg,
            STATE.anomaly,
            STATE.anomaly_eur.label("eur_year"),
        )
        .join_from(
            schema.light_cabinet,
            schema.light_cabinet_state,
            STATE.cabinet_id == CABINET.cabinet_id,
        )
        .outerjoin(schema.scope, PLACE.scope == "commune:" + CABINET.commune_code)
        .where(STATE.anomaly.in_(ANOMALIES), cabinets_within(selection.scope))
    )
    found = fetch(engine, statement)
    words = [ANOMALIES[anomaly] for anomaly in found["anomaly"]]
    return found.assign(path="/eclairage", words=words)[OF_ALERT]


def _of_sectors(engine: Engine, selection: Selection) -> pd.DataFrame:
    found = tonight(engine, selection)
    found = found[(found["place_kind"] == SECTOR) & ~found["state"].isin(CLOSED)]
    sector = schema.water_sector.c
    stands = select(sector.sector_id, sector.latitude_deg, sector.longitude_deg)
    placed = found.merge(
        fetch(engine, stands), how="left", left_on="place_id", right_on="sector_id"
    )
    rows = zip(placed["kind_label"], placed["since"], placed["state_label"], strict=True)
    words = [f"{kind}, depuis le {since:%d/%m/%Y} ({state.lower()})" for kind, since, state in rows]
    return placed.assign(path="/eau/secteurs", words=words)[OF_ALERT]
