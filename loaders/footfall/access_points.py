"""Access points: the inventory, and the log of those that went up and down."""

from datetime import timedelta
from pathlib import Path

import polars as pl
from sqlalchemy import Connection, func, select

from data import schema
from data.series.rollups import local_day
from data.territory import load_territory
from loaders import store, values
from loaders.checking import check_rows
from loaders.footfall.availability import rebuild_availability
from loaders.footfall.wifi_places import known_sites, normalised_access_point
from loaders.pipeline import Batch, Column, Context, Written
from loaders.putting_aside import refused, sorted_out
from loaders.reading import read_table
from loaders.simulated import refuse_mixing

IDENTIFIERS = ("id", "identifiant", "adresse mac", "mac", "nas", "nas id", "nas identifier")
COLUMNS = (
    Column(
        "borne",
        "text",
        "Identifiant de la borne tel qu’il figure dans les sessions : adresse MAC ou nom de NAS",
        "A4-5D-36-00-12-7F",
        aliases=IDENTIFIERS,
    ),
    Column("site", "text", "Identifiant du site", "VDL-0001", aliases=("id site", "site_id")),
    Column(
        "mise en service",
        "day",
        "Premier jour de service",
        "22/11/2022",
        required=False,
        aliases=("date de mise en service",),
    ),
    Column(
        "retrait",
        "day",
        "Dernier jour de service ; vide : en service",
        "",
        required=False,
        aliases=("date de retrait", "date de fin"),
    ),
)
STATE_COLUMNS = (
    Column("borne", "text", "Identifiant de la borne", "A4-5D-36-00-12-7F", aliases=IDENTIFIERS),
    Column(
        "instant",
        "instant",
        "Moment du changement, heure de Paris",
        "14/07/2026 21:05",
        aliases=("date", "horodatage", "date et heure", "timestamp"),
    ),
    Column(
        "état",
        "text",
        "en service ou en panne (aussi : up, down, 1, 0)",
        "en panne",
        aliases=("statut", "status", "state"),
    ),
)
UP_WORDS = ("en service", "service", "marche", "en marche", "ok", "online", "connected", "up")
DOWN_WORDS = ("en panne", "panne", "arret", "a l arret", "hs", "offline", "disconnected", "down")
REASONS = {
    "SITE_INCONNU": "Ce site n’est pas dans le magasin : chargez d’abord la liste des sites.",
    "BORNE_INCONNUE": "Cette borne n’est pas dans le magasin : chargez d’abord la liste des "
    "bornes.",
    "BORNE_EN_DOUBLE": "Cette borne est déjà décrite par une ligne plus haut.",
    "DATES_INVERSEES": "Le retrait précède la mise en service : corrigez l’une des deux dates.",
    "ETAT_ILLISIBLE": "L’état ne se lit pas : écrivez en service ou en panne.",
    "HEURE_FUTURE": "Ce changement est dans l’avenir : vérifiez l’horloge et le fuseau de la "
    "supervision (heure de Paris, ou décalage écrit).",
    "CHANGEMENT_EN_DOUBLE": "Cette borne a déjà un état à cet instant, sur une ligne plus bas : le "
    "dernier est gardé.",
}


def parse(content: bytes, context: Context) -> Batch:
    """One row an access point: line_number, access_point_id, site_id, opened_on, closed_on."""
    raw = read_table(content, COLUMNS)
    batch = check_rows(raw, COLUMNS, load_territory(Path(context.settings.territory_dir)))
    rows = batch.rows.select(
        "line_number",
        pl.col("borne").alias("access_point_id"),
        pl.col("site").alias("site_id"),
        pl.col("mise en service").alias("opened_on"),
        pl.col("retrait").alias("closed_on"),
        _normalised(batch.rows["borne"]).alias("name"),
    ).with_columns(
        pl.when(~pl.col("name").is_first_distinct())
        .then(pl.lit("BORNE_EN_DOUBLE"))
        .when(pl.col("closed_on") < pl.col("opened_on"))
        .then(pl.lit("DATES_INVERSEES"))
        .alias("code")
    )
    return sorted_out(raw, batch, rows.drop("name"), REASONS)


def parse_states(content: bytes, context: Context) -> Batch:
    """One row a change: line_number, access_point_id, at_s, up."""
    raw = read_table(content, STATE_COLUMNS)
    batch = check_rows(raw, STATE_COLUMNS, load_territory(Path(context.settings.territory_dir)))
    rows = batch.rows.select(
        "line_number",
        pl.col("borne").alias("access_point_id"),
        pl.col("instant").alias("at_s"),
        _is_up(batch.rows["état"]).alias("up"),
        _normalised(batch.rows["borne"]).alias("name"),
    ).with_columns(
        pl.when(pl.col("up").is_null())
        .then(pl.lit("ETAT_ILLISIBLE"))
        .when(pl.col("at_s") > context.now_s)
        .then(pl.lit("HEURE_FUTURE"))
        .when(~pl.struct("name", "at_s").is_last_distinct())
        .then(pl.lit("CHANGEMENT_EN_DOUBLE"))
        .alias("code")
    )
    return sorted_out(raw, batch, rows.drop("name"), REASONS)


def _normalised(identifiers: pl.Series) -> pl.Series:
    names = {text: normalised_access_point(text) for text in identifiers.unique().drop_nulls()}
    return identifiers.replace_strict(names, return_dtype=pl.String)


def _is_up(text: pl.Series) -> pl.Series:
    """True for a word of service, False for a word of breakdown, null for any other."""
    plain = (
        text.str.normalize("NFKD")
        .str.replace_all(r"\p{M}", "")
        .str.to_lowercase()
        .str.replace_all(r"[^a-z0-9]+", " ")
        .str.strip_chars()
    )
    words = dict.fromkeys(UP_WORDS, True) | dict.fromkeys(DOWN_WORDS, False)
    named = plain.replace_strict(words, default=None, return_dtype=pl.Boolean)
    return named.zip_with(named.is_not_null(), values.parse_bool(text).value)


def write(connection: Connection, batch: Batch, context: Context) -> Written:
    """Add or update access points, and the availability that their dates change."""
    refuse_mixing(connection, context)
    sites, known = known_sites(connection), _known_access_points(connection)
    rows = batch.rows.with_columns(
        pl.col("site_id").str.to_uppercase().replace_strict(sites, default=None).alias("found"),
        _stored_name(batch.rows["access_point_id"], known).alias("access_point_id"),
    )
    unknown = rows.filter(pl.col("found").is_null()).drop("found")
    kept = rows.drop_nulls("found").with_columns(pl.col("found").alias("site_id"))
    columns = ["access_point_id", "site_id", "opened_on", "closed_on"]
    store.upsert(connection, schema.access_point, kept.select(columns))
    _rebuild_from(connection, kept["access_point_id"].to_list())
    return Written(None, None, refused(unknown, "SITE_INCONNU", REASONS))


def write_states(connection: Connection, batch: Batch, context: Context) -> Written:
    """Store changes of state and rebuild availability from the first of them on."""
    refuse_mixing(connection, context)
    known = _known_access_points(connection)
    name = _stored_name(batch.rows["access_point_id"], known)
    unknown = ~name.is_in(list(known.values()))
    rejected = refused(batch.rows.filter(unknown), "BORNE_INCONNUE", REASONS)
    kept = batch.rows.with_columns(name.alias("access_point_id")).filter(~unknown)
    if kept.is_empty():
        return Written(None, None, rejected)
    store.upsert(
        connection, schema.access_point_state, kept.select("access_point_id", "at_s", "up")
    )
    days = kept.select(local_day(pl.col("at_s"))).to_series()
    _rebuild_between(connection, kept["at_s"].min())
    return Written(days.min(), days.max(), rejected)


def _known_access_points(connection: Connection) -> dict[str, str]:
    """Every access point by its normalised identifier."""
    stored = connection.scalars(select(schema.access_point.c.access_point_id))
    return {normalised_access_point(name): name for name in stored}


def _stored_name(identifiers: pl.Series, known: dict[str, str]) -> pl.Series:
    """The identifier under which each access point is stored, as written when it is new."""
    stored = {text: known.get(normalised_access_point(text), text) for text in identifiers.unique()}
    return identifiers.replace_strict(stored, return_dtype=pl.String)


def _rebuild_from(connection: Connection, identifiers: list[str]) -> None:
    """Rebuild the days on which these access points have a known state, if any."""
    state = schema.access_point_state.c
    first_s = connection.scalar(
        select(func.min(state.at_s)).where(state.access_point_id.in_(identifiers))
    )
    if first_s is not None:
        _rebuild_between(connection, first_s)


def _rebuild_between(connection: Connection, first_s: int) -> None:
    """Rebuild the days from an instant to the last change of the log: beyond, nothing is known."""
    last_s = connection.scalar(select(func.max(schema.access_point_state.c.at_s)))
    bounds = pl.DataFrame({"at_s": [first_s, last_s]}).select(local_day(pl.col("at_s")))
    first, last = bounds.to_series()
    rebuild_availability(
        connection, [first + timedelta(days=shift) for shift in range((last - first).days + 1)]
    )
