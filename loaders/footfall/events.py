"""Events that anyone can load: a small CSV, each event in one territory."""

from pathlib import Path

import polars as pl
from sqlalchemy import Connection

from data import schema
from data.selection import SYNDICAT
from data.territory import Territory, load_territory, normalise_commune_code
from loaders import store
from loaders.checking import check_rows
from loaders.footfall.wifi_places import known_sites
from loaders.pipeline import Batch, Column, Context, Written
from loaders.putting_aside import refused, sorted_out
from loaders.reading import folded, read_table

COLUMNS = (
    Column("nom", "text", "Nom de l’événement", "Fête de la Loire", aliases=("événement", "titre")),
    Column("début", "day", "Premier jour", "04/07/2026", aliases=("date de début", "date")),
    Column(
        "fin",
        "day",
        "Dernier jour ; vide : un seul jour",
        "05/07/2026",
        required=False,
        aliases=("date de fin",),
    ),
    Column("type", "text", "Festival, marché, sport…", "Fête", required=False),
    Column(
        "territoire",
        "text",
        "Commune, EPCI ou département, par son nom ou son code ; vide : tout le syndicat",
        "Blois",
        required=False,
        aliases=("commune", "code commune", "lieu"),
    ),
    Column("site", "text", "Identifiant d’un site, s’il n’y en a qu’un", "", required=False),
)
UNKNOWN_KIND = "Autre"
EVENT = ("event_id", "label", "kind", "first_day", "last_day", "scope", "simulated")
REASONS = {
    "TERRITOIRE_INCONNU": "Ce territoire n’est pas connu, ou son nom désigne plusieurs lieux : "
    "écrivez son code (commune INSEE, SIREN d’EPCI ou département).",
    "DATES_INVERSEES": "La fin précède le début : corrigez l’une des deux dates.",
    "EVENEMENT_EN_DOUBLE": "Le même événement est déjà sur une ligne plus haut.",
    "SITE_INCONNU": "Ce site n’est pas dans le magasin : chargez d’abord la liste des sites.",
}


def parse(content: bytes, context: Context) -> Batch:
    """One row an event (EVENT and line_number)."""
    territory = load_territory(Path(context.settings.territory_dir))
    raw = read_table(content, COLUMNS)
    batch = check_rows(raw, COLUMNS, territory)
    rows = batch.rows.with_columns(
        _scopes(batch.rows, territory).alias("scope"),
        pl.coalesce("fin", "début").alias("last_day"),
    )
    named = rows["nom"].map_elements(folded, return_dtype=pl.String)
    identifier = pl.format("{}:{}:{}", "début", "scope", named.alias("named"))
    events = rows.select(
        "line_number",
        identifier.alias("event_id"),
        pl.col("nom").alias("label"),
        pl.col("type").fill_null(UNKNOWN_KIND).alias("kind"),
        pl.col("début").alias("first_day"),
        "last_day",
        "scope",
        pl.lit(context.simulated).alias("simulated"),
    ).with_columns(
        pl.when(pl.col("scope").is_null())
        .then(pl.lit("TERRITOIRE_INCONNU"))
        .when(pl.col("last_day") < pl.col("first_day"))
        .then(pl.lit("DATES_INVERSEES"))
        .when(~pl.col("event_id").is_first_distinct())
        .then(pl.lit("EVENEMENT_EN_DOUBLE"))
        .alias("code")
    )
    return sorted_out(raw, batch, events, REASONS)


def _scopes(rows: pl.DataFrame, territory: Territory) -> pl.Series:
    """Where each event is: its site, else its territory, else the whole; null when unknown."""
    found = [
        f"site:{site}" if site else scope_of(text, territory)
        for site, text in rows.select("site", "territoire").iter_rows()
    ]
    return pl.Series(found, dtype=pl.String)


def scope_of(text: str | None, territory: Territory) -> str | None:
    """The scope that a text names, by code or by name; None when none or several are."""
    if text is None or folded(text) in ("syndicat", "toutlesyndicat", "tous"):
        return SYNDICAT
    code = normalise_commune_code(text)
    codes = {text.strip(), territory.current_commune_code(code) if code else ""}
    kinds = {
        "commune": [(place.code, place.name) for place in territory.communes],
        "epci": [(place.code, place.full_name) for place in territory.epcis],
        "departement": [(place.code, place.name) for place in territory.departements],
    }
    scopes = [
        f"{kind}:{place}"
        for kind, places in kinds.items()
        for place, name in places
        if place in codes or f"{kind}:{place}" in codes or folded(name) == folded(text)
    ]
    return scopes[0] if len(scopes) == 1 else None


def write(connection: Connection, batch: Batch, context: Context) -> Written:
    """Add or update the events; those of an unknown site are refused."""
    sites = known_sites(connection)
    scopes = {
        scope: f"site:{sites.get(scope.removeprefix('site:').upper(), '')}"
        for scope in batch.rows["scope"].unique()
        if scope.startswith("site:")
    }
    rows = batch.rows.with_columns(pl.col("scope").replace(scopes))
    unknown = rows.filter(pl.col("scope") == "site:").select("line_number", "label")
    rejected = refused(unknown, "SITE_INCONNU", REASONS)
    kept = rows.filter(pl.col("scope") != "site:")
    store.upsert(connection, schema.event, kept.select(EVENT))
    return Written(kept["first_day"].min(), kept["last_day"].max(), rejected)
