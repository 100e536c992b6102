"""What the atlas draws: places of every theme, one layer each, at their own position."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import pandas as pd
from sqlalchemy import Engine, func, select

from data import schema
from data.atlas.alerts import open_alerts
from data.buildings.queries import building_list
from data.buildings.years import within as buildings_within
from data.db import fetch
from data.footfall.sites import site_totals
from data.footfall.sites import within as sites_within
from data.inclusion.freshness import SHEET_STATES
from data.inclusion.places import all_places
from data.inclusion.scope import within as rows_within
from data.lighting.queries import CABINET, PLACE, STATE
from data.lighting.scope import within as cabinets_within
from data.selection import Selection
from data.water.queries import sectors
from data.water.scope import within_sectors

COLUMNS = ["layer", "place_id", "name", "commune", "latitude_deg", "longitude_deg", "state",
           "words", "value", "href"]  # fmt: skip
# The value of a place is known, or not.
KNOWN, UNKNOWN = "known", "unknown"
# Whether a cabinet is off at two in the morning -> what is said of it.
NIGHTS = {True: "éteinte à 2\u202fh", False: "allumée à 2\u202fh", None: "horaire inconnu"}


@dataclass(frozen=True)
class Layer:
    """A layer of the atlas; `theme` is empty for the one of all themes."""

    key: str
    label: str
    theme: str


LAYERS = {
    one.key: one
    for one in (
        Layer("alertes", "Alertes ouvertes", ""),
        Layer("sites", "Sites de fréquentation", "footfall"),
        Layer("batiments", "Bâtiments publics", "buildings"),
        Layer("armoires", "Armoires d’éclairage", "lighting"),
        Layer("secteurs", "Secteurs d’eau potable", "water"),
        Layer("lieux", "Lieux d’aide numérique", "inclusion"),
    )
}


def layer(engine: Engine, selection: Selection, key: str) -> pd.DataFrame:
    """COLUMNS of the places of a layer (a key of LAYERS), placed or not."""
    return QUERIES[key](engine, selection)


def alerts(engine: Engine, selection: Selection) -> pd.DataFrame:
    """COLUMNS of what is open today in buildings, cabinets and water sectors, dearest first.

    `value` in euros a year if nothing is done. Customers' meters are never among them.
    """
    found = open_alerts(engine, selection)
    links = [_sheet(path, key) for path, key in zip(found["path"], found["place_id"], strict=True)]
    return _layer("alertes", found, found["eur_year"], found["words"], links)


def sites(engine: Engine, selection: Selection) -> pd.DataFrame:
    """COLUMNS of the sites of footfall, by commune; `value` in terminals of the period."""
    found = _by_commune(site_totals(engine, selection).rename(columns={"site": "name"}), "site_id")
    words = [
        kind if status == "publié" else f"{kind}, {status}"
        for kind, status in zip(found["place_kind"], found["status"], strict=True)
    ]
    links = [_selected("/frequentation", f"site:{key}") for key in found["place_id"]]
    return _layer("sites", found, found["terminals"], words, links)


def buildings(engine: Engine, selection: Selection) -> pd.DataFrame:
    """COLUMNS of public buildings, by commune; `value` in kWh/m² of the twelve months shown."""
    found = _by_commune(building_list(engine, selection), "building_id")
    links = [_sheet("/batiments", key) for key in found["place_id"]]
    return _layer("batiments", found, found["kwh_m2"], found["category_label"], links)


def cabinets(engine: Engine, selection: Selection) -> pd.DataFrame:
    """COLUMNS of the cabinets of public lighting, by commune; `value` in light points."""
    statement = (
        select(
            CABINET.cabinet_id,
            CABINET.name,
            func.coalesce(PLACE.label, "").label("commune"),
            CABINET.latitude_deg,
            CABINET.longitude_deg,
            STATE.points,
            STATE.off_at_2h,
        )
        .outerjoin_from(
            schema.light_cabinet,
            schema.light_cabinet_state,
            STATE.cabinet_id == CABINET.cabinet_id,
        )
        .outerjoin(schema.scope, PLACE.scope == "commune:" + CABINET.commune_code)
        .where(cabinets_within(selection.scope))
    )
    found = _by_commune(fetch(engine, statement), "cabinet_id")
    off = found["off_at_2h"].astype(object)
    words = [NIGHTS[None if pd.isna(one) else bool(one)] for one in off]
    links = [_sheet("/eclairage", key) for key in found["place_id"]]
    return _layer("armoires", found, found["points"], words, links)


def water_sectors(engine: Engine, selection: Selection) -> pd.DataFrame:
    """COLUMNS of the sectors of water, by commune; `value` in m³ lost per km and day."""
    found = _by_commune(sectors(engine, selection), "sector_id")
    links = [_sheet("/eau/secteurs", key) for key in found["place_id"]]
    return _layer("secteurs", found, found["leakage_m3_km_day"], found["status"], links)


def places(engine: Engine, selection: Selection) -> pd.DataFrame:
    """COLUMNS of the places of digital help, by commune; `value` in hours open a week."""
    found = all_places(engine, selection.scope).assign(
        commune=lambda frame: frame["commune"].fillna(frame["town"]).fillna("")
    )
    words = [f"fiche {SHEET_STATES[state].lower()}" for state in found["sheet_state"]]
    links = [_sheet("/inclusion/lieux", key) for key in found["place_id"]]
    return _layer("lieux", found, found["open_h_week"], words, links)


QUERIES: Mapping[str, Callable[[Engine, Selection], pd.DataFrame]] = {
    "alertes": alerts,
    "sites": sites,
    "batiments": buildings,
    "armoires": cabinets,
    "secteurs": water_sectors,
    "lieux": places,
}


def counts(engine: Engine, selection: Selection) -> dict[str, int]:
    """How many places each layer of LAYERS has in a territory, placed or not."""
    scope = selection.scope
    held = {
        "sites": (schema.site, sites_within(scope)),
        "batiments": (schema.building, buildings_within(scope)),
        "armoires": (schema.light_cabinet, cabinets_within(scope)),
        "secteurs": (schema.water_sector, within_sectors(scope)),
        "lieux": (schema.inclusion_place, rows_within(schema.inclusion_place, scope)),
    }
    with engine.connect() as connection:
        found = {
            key: connection.scalar(select(func.count()).select_from(table).where(within))
            for key, (table, within) in held.items()
        }
    return {"alertes": len(open_alerts(engine, selection)), **found}


def _by_commune(frame: pd.DataFrame, identifier: str) -> pd.DataFrame:
    named = frame.rename(columns={identifier: "place_id"})
    return named.sort_values(["commune", "name", "place_id"], ignore_index=True)


def _layer(
    key: str, found: pd.DataFrame, value: Any, words: Iterable[str], links: list[str]
) -> pd.DataFrame:
    numbers = pd.to_numeric(value).astype("Float64")
    drawn = found.assign(
        layer=key,
        value=numbers,
        state=[UNKNOWN if gap else KNOWN for gap in numbers.isna()],
        words=list(words),
        href=links,
    )
    return drawn[COLUMNS]


def _sheet(path: str, key: str) -> str:
    return f"{path}/{quote(key, safe='')}"


def _selected(path: str, scope: str) -> str:
    return f"{path}?territoire={quote(scope, safe=':')}"
