"""The list of territories that can be chosen: those that hold something."""

import polars as pl
from sqlalchemy import Connection, delete, select

from data import schema
from data.territory import Commune, Departement, Epci, Territory
from loaders import store

SITE_SCOPE = {"site_id": pl.String, "scope": pl.String}
# What is listed by itself: its kind of territory, its key, and the words before its name.
LISTED = (
    ("site", schema.site, "site_id", "sur le site"),
    ("batiment", schema.building, "building_id", "dans le bâtiment"),
    ("armoire", schema.light_cabinet, "cabinet_id", "sur l’armoire"),
    ("secteur", schema.water_sector, "sector_id", "sur le secteur"),
    ("service", schema.water_service, "service_id", "dans le service"),
)
# What makes a commune, its EPCI and its département be listed, beside sites.
PLACED = (
    schema.building,
    schema.light_cabinet,
    schema.light_point,
    schema.light_bill,
    schema.water_sector,
    schema.water_customer,
    schema.water_service_commune,
    schema.inclusion_record,
    schema.inclusion_activity,
    schema.inclusion_answer,
    schema.inclusion_commune,
)
PLACE_KINDS = ("departement", "epci", "commune")


def rebuild_scopes(connection: Connection, territory: Territory) -> None:
    """Rewrite the list of territories that hold a site, a measured series or one of LISTED.

    What lies outside the territory is listed by itself and in the whole only.
    """
    sites = dict(site_scopes(connection).group_by("scope").agg(sites=pl.len()).iter_rows())
    measured = connection.scalars(select(schema.series_scope.c.scope).distinct()).all()
    wordings = _own_wordings(connection)
    rows = [
        (scope, *scope.partition(":")[::2], *wording, sites.get(scope, 0))
        for scope in sorted({*sites, *measured, *wordings, *_held_places(connection)})
        if (wording := wordings.get(scope) or _wording(scope, territory))
    ]
    connection.execute(delete(schema.scope))
    columns = [column.name for column in schema.scope.columns]
    if rows:
        store.insert(connection, schema.scope, pl.DataFrame(rows, schema=columns, orient="row"))


def _own_wordings(connection: Connection) -> dict[str, tuple[str, str]]:
    """Label and placing words of each site, building and cabinet, by scope."""
    return {
        f"{kind}:{code}": (name, f"{placing} «\u00a0{name}\u00a0»")
        for kind, table, key, placing in LISTED
        for code, name in connection.execute(select(table.c[key], table.c.name))
    }


def _held_places(connection: Connection) -> set[str]:
    """The communes, EPCIs and départements of what is PLACED, and the whole when there is any."""
    places = set()
    for table in PLACED:
        codes = [table.c[f"{kind}_code"] for kind in PLACE_KINDS]
        for row in connection.execute(select(*codes).distinct()):
            named = zip(PLACE_KINDS, row, strict=True)
            places |= {"syndicat", *(f"{kind}:{code}" for kind, code in named if code)}
    return places


def _wording(scope: str, territory: Territory) -> tuple[str, str] | None:
    """Label of a territory and the words that place something in it; None when unknown."""
    if scope == "syndicat":
        return "Tout le syndicat", "sur l’ensemble du syndicat"
    place: Commune | Departement | Epci | None = territory.place(scope)
    return (place.name, place.located_in) if place else None


def site_scopes(connection: Connection) -> pl.DataFrame:
    """Every territory of each site: one row a (site, territory)."""
    site = schema.site.c
    rows = connection.execute(
        select(site.site_id, site.departement_code, site.epci_code, site.commune_code)
    ).all()
    kinds = ("site", "departement", "epci", "commune")
    pairs = [
        (row[0], f"{kind}:{code}")
        for row in rows
        for kind, code in zip(kinds, row, strict=True)
        if code
    ]
    pairs += [(row[0], "syndicat") for row in rows]
    return pl.DataFrame(pairs, schema=SITE_SCOPE, orient="row")
