"""Water services: who distributes, in which communes, under which agency, for which yield."""

import re
from pathlib import Path

import polars as pl
from sqlalchemy import Connection, delete, select

from data import schema
from data.quality import Notice
from data.territory import Territory, load_territory, normalise_commune_code
from loaders import store
from loaders.checking import check_rows
from loaders.counts import spaced
from loaders.pipeline import Batch, Column, Context, Written
from loaders.placing import listed, place_columns
from loaders.putting_aside import sorted_out
from loaders.reading import folded, read_table
from loaders.simulated import refuse_mixing
from loaders.stored_names import as_stored

COLUMNS = (
    Column("service", "text", "Identifiant du service, par exemple son code SISPEA", "37-EAU-01",
           aliases=("id", "identifiant", "id service", "service_id", "code sispea", "id sispea")),
    Column("nom", "text", "Nom du service ; vide : l’identifiant", "Eau du Val de Loire",
           required=False, aliases=("libellé", "nom du service", "name")),
    Column("communes", "text", "Codes INSEE des communes desservies, séparés par | ou une espace",
           "37261|37122", required=False, aliases=("code commune", "commune", "insee")),
    Column("agence", "text", "Agence de l’eau dont les taux s’appliquent", "Loire-Bretagne",
           required=False, aliases=("agence de l’eau", "agency", "bassin")),
    Column("zre", "boolean", "oui si le service puise surtout dans une zone de répartition des "
           "eaux ; vide : non connu", "non", required=False,
           aliases=("zone de répartition des eaux", "en zre")),
    Column("objectif de rendement", "number", "En %, celui que le service s’est donné", "85",
           required=False, aliases=("objectif de rendement (%)", "objectif", "rendement visé")),
)  # fmt: skip
# As the reference values name them.
AGENCIES = {
    folded(name): name
    for name in (
        "adour-garonne",
        "artois-picardie",
        "loire-bretagne",
        "rhin-meuse",
        "rhone-mediterranee-corse",
        "seine-normandie",
    )
} | dict.fromkeys(("rhonemediterranee", "corse", "rmc"), "rhone-mediterranee-corse")
AGENCY_WORDS = r"(?i)^\s*(?:agence\s+de\s+l['’]eau\s+)?"
SERVICE = tuple(column.name for column in schema.water_service.columns)
TARGET_PCT = (20, 100)
REASONS = {
    "SERVICE_EN_DOUBLE": "Cet identifiant est déjà celui d’une ligne plus haut : donnez un "
    "identifiant à chaque service, et toutes ses communes sur sa ligne.",
    "COMMUNE_ILLISIBLE": "Une des communes n’est pas un code INSEE : écrivez par exemple "
    "37261|37122.",
    "OBJECTIF_INVRAISEMBLABLE": "L’objectif de rendement doit être compris entre 20 et 100 % : "
    "corrigez-le, ou laissez la cellule vide.",
}


def parse(content: bytes, context: Context) -> Batch:
    """One row a service (SERVICE, line_number, `communes`: its codes, null when one is none)."""
    raw = read_table(content, COLUMNS)
    territory = load_territory(Path(context.settings.territory_dir))
    batch = check_rows(raw, COLUMNS, territory)
    given = batch.rows
    agencies = given["agence"].str.replace(AGENCY_WORDS, "")
    rows = given.select(
        "line_number",
        pl.col("service").alias("service_id"),
        pl.coalesce("nom", "service").alias("name"),
        _agency(agencies).alias("agency"),
        pl.col("zre").alias("short_of_water"),
        pl.col("objectif de rendement").alias("target_yield_pct"),
        pl.lit(context.simulated).alias("simulated"),
        _codes(given["communes"], territory).alias("communes"),
        agencies.alias("agency_text"),
    )
    found = sorted_out(raw, batch, _checked(rows), REASONS)
    found.notices.extend(_notices(found.rows, territory))
    return Batch(found.rows.drop("agency_text"), found.rejected, found.notices)


def _agency(texts: pl.Series) -> pl.Series:
    known = {text: AGENCIES.get(folded(text)) for text in texts.drop_nulls().unique()}
    return texts.replace_strict(known, default=None, return_dtype=pl.String)


def _codes(texts: pl.Series, territory: Territory) -> pl.Series:
    """The INSEE codes of today of each text: none when empty, null when one of them is no code."""
    return pl.Series([_codes_of(text or "", territory) for text in texts], dtype=pl.List(pl.String))


def _codes_of(text: str, territory: Territory) -> list[str] | None:
    codes = [normalise_commune_code(part) for part in re.split(r"[|,\s]+", text) if part]
    if not all(codes):
        return None
    return sorted({territory.current_commune_code(code) for code in codes})


def _checked(services: pl.DataFrame) -> pl.DataFrame:
    """The services with the `code` of what is wrong with them."""
    return services.with_columns(
        pl.when(~pl.col("service_id").str.to_uppercase().is_first_distinct())
        .then(pl.lit("SERVICE_EN_DOUBLE"))
        .when(pl.col("communes").is_null())
        .then(pl.lit("COMMUNE_ILLISIBLE"))
        .when(~pl.col("target_yield_pct").is_between(*TARGET_PCT))
        .then(pl.lit("OBJECTIF_INVRAISEMBLABLE"))
        .alias("code")
    )


def _notices(services: pl.DataFrame, territory: Territory) -> list[Notice]:
    outside = pl.Series(
        [any(territory.commune(code) is None for code in codes) for codes in services["communes"]],
        dtype=pl.Boolean,
    )
    cases = {
        "SERVICES_SANS_COMMUNE": services["communes"].list.len() == 0,
        "SERVICES_HORS_TERRITOIRE": outside,
        "SERVICES_SANS_AGENCE": services["agency_text"].is_null(),
    }
    notices = []
    for code, case in cases.items():
        if names := services.filter(case)["name"].to_list():
            facts = {"rows": spaced(len(names)), "all": spaced(services.height)}
            notices.append(Notice(code, facts | {"names": listed(names)}))
    unread = services.filter(pl.col("agency").is_null())["agency_text"].drop_nulls().unique()
    if len(unread):
        notices.append(Notice("AGENCES_INCONNUES", {"names": listed(unread.sort().to_list())}))
    return notices


def write(connection: Connection, batch: Batch, context: Context) -> Written:
    """Add or update the services and their communes; an identifier in another case is the same."""
    refuse_mixing(connection, context)
    # Imported late: a list of services alone does not need what is summed of them.
    from loaders.water import water_rollup

    territory = load_territory(Path(context.settings.territory_dir))
    stored = as_stored(batch.rows["service_id"], known_services(connection))
    rows = batch.rows.with_columns(stored.fill_null(batch.rows["service_id"]))
    store.upsert(connection, schema.water_service, rows.select(SERVICE))
    _write_communes(connection, rows.select("service_id", "communes"), territory)
    water_rollup.rebuild(connection, territory)
    return Written(None, None)


def known_services(connection: Connection) -> pl.Series:
    """The identifiers of the services of the store."""
    names = connection.scalars(select(schema.water_service.c.service_id)).all()
    return pl.Series("service_id", names, dtype=pl.String)


def _write_communes(connection: Connection, rows: pl.DataFrame, territory: Territory) -> None:
    """Replace the communes of these services by those of the list."""
    table = schema.water_service_commune
    connection.execute(delete(table).where(table.c.service_id.in_(rows["service_id"].to_list())))
    communes = rows.explode("communes").drop_nulls("communes")
    placed = place_columns(communes["communes"].alias("commune_code"), territory)
    store.insert(connection, table, communes.select("service_id", *placed))
