"""What screens read of digital inclusion, recomputed whole from what loads have stored."""

import polars as pl
from sqlalchemy import Connection, delete, select

from data import schema
from data.territory import Territory
from loaders import store
from loaders.inclusion.inclusion_communes import commune_rows
from loaders.inclusion.inclusion_merge import grouped, merged, place_name
from loaders.scopes import rebuild_scopes

PLACE = {
    "place_id": pl.String, "name": pl.String, "address": pl.String, "postcode": pl.String,
    "town": pl.String, "commune_code": pl.String, "epci_code": pl.String,
    "departement_code": pl.String, "latitude_deg": pl.Float64, "longitude_deg": pl.Float64,
    "at_town_hall": pl.Boolean, "siret": pl.String, "kinds": pl.String, "services": pl.String,
    "support": pl.String, "access": pl.String, "publics": pl.String, "special_care": pl.String,
    "fees": pl.String, "programmes": pl.String, "hours": pl.String, "open_h_week": pl.Float64,
    "open_saturday": pl.Boolean, "website": pl.String, "accessibility_url": pl.String,
    "itinerant": pl.Boolean, "mediators": pl.Int64, "updated": pl.Date, "sources": pl.String,
    "disagreements": pl.String, "simulated": pl.Boolean,
}  # fmt: skip
PLACE_RECORD = {"source_key": pl.String, "record_id": pl.String, "place_id": pl.String,
                "evidence": pl.String}  # fmt: skip


def rebuild(connection: Connection, territory: Territory) -> None:
    """Rewrite every out_inclusion_* table; the list of territories that can be chosen follows.

    Twice the same store gives twice the same tables, whatever the order of the loads.
    """
    places, records = place_rows(connection, territory)
    for table, rows in (
        (schema.inclusion_place, places),
        (schema.inclusion_place_record, records),
        (schema.inclusion_commune, commune_rows(connection, territory, places)),
    ):
        connection.execute(delete(table))
        store.insert(connection, table, rows.select(column.name for column in table.columns))
    rebuild_scopes(connection, territory)


def place_rows(connection: Connection, territory: Territory) -> tuple[pl.DataFrame, pl.DataFrame]:
    """out_inclusion_place and out_inclusion_place_record."""
    rows = [dict(row) for row in connection.execute(select(schema.inclusion_record)).mappings()]
    groups, evidence = grouped(rows)
    places, records, taken = [], [], set()
    for group in groups:
        place_id = place_name(group)
        while place_id in taken:
            place_id += "-bis"
        taken.add(place_id)
        places.append({"place_id": place_id} | merged(group, territory))
        for row in group:
            own = row["source_key"], row["record_id"]
            records.append((*own, place_id, evidence[own]))
    return (
        pl.DataFrame(places, schema=PLACE),
        pl.DataFrame(records, schema=PLACE_RECORD, orient="row"),
    )
