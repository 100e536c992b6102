"""The year of each service from its official variables, and the territories it belongs to."""

import polars as pl
from sqlalchemy import Connection, select

from data import schema
from data.selection import SYNDICAT
from loaders import store

KINDS = ("commune", "epci", "departement")
PLACED = {"service_id": pl.String, **{f"{kind}_code": pl.String for kind in KINDS}}
SCOPE_SERVICE = ["scope", "service_id"]


def scope_services(connection: Connection) -> pl.DataFrame:
    """out_water_scope_service: a service belongs to itself, to the whole and to its communes'."""
    names = connection.scalars(select(schema.water_service.c.service_id)).all()
    services = pl.DataFrame({"service_id": names}, schema={"service_id": pl.String})
    place = schema.water_service_commune.c
    communes = store.read(connection, select(*(place[name] for name in PLACED)), PLACED)
    scopes = [
        services.select(pl.lit(SYNDICAT).alias("scope"), "service_id"),
        services.select(pl.format("service:{}", "service_id").alias("scope"), "service_id"),
        *(
            communes.drop_nulls(f"{kind}_code").select(
                pl.format(f"{kind}:{{}}", f"{kind}_code").alias("scope"), "service_id"
            )
            for kind in KINDS
        ),
    ]
    held = pl.concat(scopes).join(services, on="service_id", how="semi")
    return held.unique().sort(SCOPE_SERVICE)
