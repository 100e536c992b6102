"""One place: its public card, and apart from it what its sources say."""

import json
from dataclasses import dataclass
from datetime import date

import pandas as pd
from sqlalchemy import Engine, select

from data import schema
from data.db import fetch
from data.inclusion.places import items
from data.inclusion.scope import within
from data.selection import Selection

PLACE = schema.inclusion_place.c
LISTED = ("kinds", "services", "support", "access", "publics", "special_care", "fees",
          "programmes")  # fmt: skip
SINGLE = ("place_id", "name", "address", "postcode", "town", "commune_code", "latitude_deg",
          "longitude_deg", "at_town_hall", "hours", "open_h_week", "website",
          "accessibility_url", "itinerant", "updated", "simulated")  # fmt: skip
RECORD_COLUMNS = ["source_key", "record_id", "evidence", "name", "address", "updated"]
DISAGREEMENT_COLUMNS = ["place_id", "name", "commune_code", "field", "source_key", "value"]


@dataclass(frozen=True)
class PlaceCard:
    """What anyone may read of a place; None where it is not known."""

    place_id: str
    name: str
    address: str | None
    postcode: str | None
    town: str | None
    commune_code: str | None
    latitude_deg: float | None
    longitude_deg: float | None
    at_town_hall: bool
    hours: str | None
    open_h_week: float | None
    website: str | None
    accessibility_url: str | None
    itinerant: bool | None
    updated: date | None
    simulated: bool
    kinds: tuple[str, ...]
    services: tuple[str, ...]
    support: tuple[str, ...]
    access: tuple[str, ...]
    publics: tuple[str, ...]
    special_care: tuple[str, ...]
    fees: tuple[str, ...]
    programmes: tuple[str, ...]


def place(engine: Engine, selection: Selection) -> PlaceCard | None:
    """The card of the place that `selection.detail` names; None for another."""
    columns = [PLACE[name] for name in (*SINGLE, *LISTED)]
    with engine.connect() as connection:
        row = connection.execute(select(*columns).where(PLACE.place_id == selection.detail)).first()
    if row is None:
        return None
    told = row._mapping
    return PlaceCard(
        **{name: told[name] for name in SINGLE},
        **{name: tuple(items(told[name])) for name in LISTED},
    )


def records(engine: Engine, selection: Selection) -> pd.DataFrame:
    """What went into the place of `selection.detail`, by source: columns RECORD_COLUMNS."""
    link, record = schema.inclusion_place_record.c, schema.inclusion_record.c
    statement = (
        select(link.source_key, link.record_id, link.evidence, record.name, record.address,
               record.updated)
        .join_from(
            schema.inclusion_place_record,
            schema.inclusion_record,
            (record.source_key == link.source_key) & (record.record_id == link.record_id),
        )
        .where(link.place_id == selection.detail)
        .order_by(link.source_key, link.record_id)
    )  # fmt: skip
    return fetch(engine, statement)[RECORD_COLUMNS]


def disagreements(engine: Engine, selection: Selection) -> pd.DataFrame:
    """What sources do not agree on, for every place of the territory: DISAGREEMENT_COLUMNS.

    One row a place, a field and a source, by name of place.
    """
    statement = (
        select(PLACE.place_id, PLACE.name, PLACE.commune_code, PLACE.disagreements)
        .where(within(schema.inclusion_place, selection.scope), PLACE.disagreements != "{}")
        .order_by(PLACE.name, PLACE.place_id)
    )
    rows = [
        (row.place_id, row.name, row.commune_code, field, source, str(value))
        for row in fetch(engine, statement).itertuples(index=False)
        for field, said in json.loads(row.disagreements).items()
        for source, value in said.items()
    ]
    return pd.DataFrame(rows, columns=DISAGREEMENT_COLUMNS)
