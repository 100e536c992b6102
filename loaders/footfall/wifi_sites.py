"""Wi-Fi sites: our template, or an open-data list with the same facts under other names."""

from pathlib import Path

import polars as pl
from sqlalchemy import Connection, select

from data import schema
from data.quality import Notice
from data.territory import load_territory
from loaders import store
from loaders.checking import check_rows
from loaders.footfall.place_kinds import OTHER, place_kind
from loaders.pipeline import Batch, Column, Context, Written
from loaders.placing import communes_of, listed, place_columns, with_point
from loaders.putting_aside import sorted_out
from loaders.reading import folded, read_table
from loaders.scopes import rebuild_scopes
from loaders.simulated import refuse_mixing

COLUMNS = (
    Column(
        "id",
        "text",
        "Identifiant stable du site",
        "VDL-0001",
        required=False,
        aliases=("site_id", "identifiant", "code site"),
    ),
    Column("nom", "text", "Nom du site", "Château de Chambord", aliases=("nom du site", "site")),
    Column(
        "type de lieu",
        "text",
        "Château, camping, office de tourisme… ; vide : lu dans le nom",
        "Château",
        required=False,
        aliases=("type", "type_lieu"),
    ),
    Column(
        "type d’acteur",
        "text",
        "Qui exploite le lieu",
        "Établissement public",
        required=False,
        aliases=("acteur", "type_acteur"),
    ),
    Column("code commune", "commune", "Code INSEE", "41034", required=False, aliases=("insee",)),
    Column(
        "code postal", "text", "À défaut de code INSEE", "41250", required=False, aliases=("cp",)
    ),
    Column(
        "ville",
        "text",
        "Nom de la commune, avec le code postal",
        "Chambord",
        required=False,
        aliases=("commune",),
    ),
    Column("latitude", "latitude", "Degrés WGS84", "47,6161", required=False, aliases=("lat",)),
    Column(
        "longitude", "longitude", "Degrés WGS84", "1,5170", required=False, aliases=("lon", "lng")
    ),
    Column(
        "date de mise en service",
        "day",
        "Premier jour de service",
        "22/11/2022",
        required=False,
        aliases=("mise en service",),
    ),
    Column(
        "date de fin",
        "day",
        "Dernier jour de service ; vide : en service",
        "",
        required=False,
        aliases=("retrait",),
    ),
    Column("nombre de bornes", "integer", "Bornes déclarées", "13", required=False),
    Column(
        "état",
        "text",
        "Opérationnel, ou ce qui l’empêche",
        "Opérationnel",
        required=False,
        aliases=("état du site",),
    ),
)
UNKNOWN_ACTOR = "Non précisé"
IN_SERVICE = "operationnel|en service|ouvert|actif"
SITE = {
    "site_id": pl.String,
    "name": pl.String,
    "place_kind": pl.String,
    "actor_kind": pl.String,
    "commune_code": pl.String,
    "epci_code": pl.String,
    "departement_code": pl.String,
    "latitude_deg": pl.Float64,
    "longitude_deg": pl.Float64,
    "opened_on": pl.Date,
    "closed_on": pl.Date,
    "declared_access_points": pl.Int64,
    "simulated": pl.Boolean,
}
# A change of these moves figures that are already summed.
SUMMED_BY = ["site_id", "commune_code", "epci_code", "departement_code", "opened_on", "closed_on"]


def parse(content: bytes, context: Context) -> Batch:
    """One row a site (SITE and line_number), placed in its commune, EPCI and département."""
    territory = load_territory(Path(context.settings.territory_dir))
    raw = with_point(read_table(content, COLUMNS))
    batch = check_rows(raw, COLUMNS, territory)
    rows = batch.rows
    notices = [*batch.notices, *_notices_of_kinds(rows), *_notices_of_state(rows)]
    identifier = rows["id"].zip_with(rows["id"].is_not_null(), _identifier_from_name(rows["nom"]))
    communes = communes_of(rows, territory)
    sites = rows.select(
        "line_number",
        identifier.alias("site_id"),
        pl.col("nom").alias("name"),
        _kinds(rows).alias("place_kind"),
        pl.col("type d’acteur").fill_null(UNKNOWN_ACTOR).alias("actor_kind"),
        *place_columns(communes, territory),
        pl.col("latitude").alias("latitude_deg"),
        pl.col("longitude").alias("longitude_deg"),
        pl.col("date de mise en service").alias("opened_on"),
        pl.col("date de fin").alias("closed_on"),
        pl.col("nombre de bornes").alias("declared_access_points"),
        pl.lit(context.simulated).alias("simulated"),
    )
    notices += _notices_of_place(sites)
    return sorted_out(raw, Batch(rows, batch.rejected, notices), _checked(sites), REASONS)


def _identifier_from_name(name: pl.Series) -> pl.Series:
    """An identifier for a site that has none: stable as long as its name is."""
    return pl.Series([f"nom-{folded(text)}" for text in name], dtype=pl.String)


def _kinds(rows: pl.DataFrame) -> pl.Series:
    """The declared kind of place; read in the name where none is declared."""
    declared = rows["type de lieu"]
    return place_kind(declared.zip_with(declared.is_not_null(), rows["nom"])).fill_null(OTHER)


def _notices_of_kinds(rows: pl.DataFrame) -> list[Notice]:
    declared = rows["type de lieu"].drop_nulls().unique().sort()
    unknown = declared.filter(place_kind(declared).is_null()).to_list()
    notices = []
    if unknown:
        notices.append(Notice("TYPE_DE_LIEU_INCONNU", {"names": listed(unknown)}))
    if guessed := rows["type de lieu"].null_count():
        notices.append(Notice("TYPE_DE_LIEU_DEDUIT", {"rows": guessed}))
    return notices


def _notices_of_state(rows: pl.DataFrame) -> list[Notice]:
    plain = rows["état"].str.normalize("NFKD").str.replace_all(r"\p{M}", "").str.to_lowercase()
    away = rows.filter(~plain.str.contains(IN_SERVICE))
    notices = []
    if away.height:
        names = listed([f"{name} ({state})" for name, state in away["nom", "état"].iter_rows()])
        notices.append(Notice("SITES_NON_OPERATIONNELS", {"rows": away.height, "names": names}))
    if unnamed := rows.filter(pl.col("id").is_null())["nom"].to_list():
        notices.append(Notice("SITES_SANS_CODE", {"rows": len(unnamed), "names": listed(unnamed)}))
    return notices


def _notices_of_place(sites: pl.DataFrame) -> list[Notice]:
    inside = sites["departement_code"].is_not_null()
    outside = sites.filter(~inside)["name"].to_list()
    if not outside:
        return []
    facts = {"rows": len(outside), "all": sites.height, "names": listed(outside)}
    return [Notice("SITE_HORS_TERRITOIRE", facts)]


def _checked(sites: pl.DataFrame) -> pl.DataFrame:
    """Sites with the `code` of what is wrong: known already, or closed before they opened."""
    return sites.with_columns(
        pl.when(~pl.col("site_id").is_first_distinct())
        .then(pl.lit("SITE_EN_DOUBLE"))
        .when(pl.col("closed_on") < pl.col("opened_on"))
        .then(pl.lit("DATES_INVERSEES"))
        .when(pl.col("declared_access_points") < 0)
        .then(pl.lit("NOMBRE_NEGATIF"))
        .alias("code")
    )


REASONS = {
    "SITE_EN_DOUBLE": "Cet identifiant est déjà celui d’une ligne plus haut : donnez un "
    "identifiant à chaque site.",
    "DATES_INVERSEES": "La date de fin précède la date de mise en service : corrigez l’une des "
    "deux.",
    "NOMBRE_NEGATIF": "Le nombre de bornes est négatif : écrivez zéro ou plus, ou rien.",
}


def write(connection: Connection, batch: Batch, context: Context) -> Written:
    """Add or update the sites, and whatever was summed by what changed in them."""
    refuse_mixing(connection, context)
    # Imported late: a list of sites alone does not need the sums of footfall.
    from loaders.footfall import footfall_rollup

    before = store.read(connection, select(*(schema.site.c[name] for name in SITE)), SITE)
    sites = batch.rows.select(SITE.keys())
    store.upsert(connection, schema.site, sites)
    territory = load_territory(Path(context.settings.territory_dir))
    rebuild_scopes(connection, territory)
    existing = sites.join(before, on="site_id", how="semi").select(SUMMED_BY)
    if existing.join(before, on=SUMMED_BY, how="anti", nulls_equal=True).height:
        footfall_rollup.rebuild_all(connection)
    return Written(None, None)
