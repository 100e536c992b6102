"""What the operator aims at: a small CSV, a figure of a territory and the year it is due."""

import unicodedata
from collections.abc import Mapping
from pathlib import Path

import polars as pl
from sqlalchemy import Connection

from data import schema
from data.indicators import INDICATORS, Indicator
from data.territory import load_territory
from loaders import store
from loaders.checking import check_rows
from loaders.footfall.events import scope_of
from loaders.pipeline import Batch, Column, Context, Written
from loaders.putting_aside import sorted_out
from loaders.reading import folded, read_table
from loaders.removing import Removal, by_moment, rows
from loaders.simulated import refuse_mixing

COLUMNS = (
    Column("indicateur", "text", "Son nom, comme à l’écran", "Part de LED",
           aliases=("chiffre", "indicator")),
    Column("territoire", "text",
           "Commune, EPCI ou département, par son nom ou son code ; vide : tout le syndicat", "",
           required=False, aliases=("commune", "epci")),
    Column("année", "integer", "Celle où l’objectif est à tenir", "2030", aliases=("échéance",)),
    Column("valeur", "number", "Ce qui est visé, dans l’unité écrite à côté", "80",
           aliases=("objectif", "cible")),
    Column("unité", "text", "Celle de l’écran ; vide quand l’écran n’en montre pas", "%",
           required=False),
    Column("origine", "text", "Qui l’a décidé et quand", "Délibération du 12 mars 2026",
           aliases=("source", "décision")),
)  # fmt: skip
OWN = schema.target.c
TARGET_REMOVALS = (
    Removal(
        kind="objectifs",
        taken="les objectifs d’un territoire, tous ou ceux d’une année",
        written="le territoire, seul ou suivi d’une année, par exemple commune:41018:2030",
        source_key="objectifs",
        find=by_moment(OWN.scope, OWN.year, OWN.scope, OWN.indicator_key, OWN.year),
        parts=(rows("objectifs", OWN.scope, OWN.indicator_key, OWN.year),),
    ),
)
TARGET = tuple(column.name for column in schema.target.columns)
FIRST_YEAR, LAST_YEAR = 2000, 2100
# Unit on screen -> unit that may be written -> what the value is multiplied by.
LARGER = {"kWh": {"mwh": 1e3, "gwh": 1e6}, "€": {"k€": 1e3, "m€": 1e6}}
REASONS = {
    "INDICATEUR_INCONNU": "Ce nom n’est pas celui d’un indicateur qui peut avoir un objectif : "
    "écrivez-le comme sur sa carte, par exemple « Part de LED ».",
    "TERRITOIRE_INCONNU": "Ce territoire n’est pas connu, ou son nom désigne plusieurs lieux : "
    "écrivez son code (commune INSEE, SIREN d’EPCI ou département).",
    "ANNEE_INVRAISEMBLABLE": f"L’année doit être comprise entre {FIRST_YEAR} et {LAST_YEAR}.",
    "UNITE_INATTENDUE": "L’unité n’est pas celle de l’indicateur à l’écran : convertissez la "
    "valeur, puis écrivez cette unité.",
    "OBJECTIF_INVRAISEMBLABLE": "Un objectif est positif ou nul, et un pourcentage ne dépasse pas "
    "100 : vérifiez la valeur et son unité.",
    "OBJECTIF_EN_DOUBLE": "Cet indicateur a déjà un objectif pour ce territoire et cette année "
    "sur une ligne plus haut : gardez-en un seul.",
}


def parse(content: bytes, context: Context) -> Batch:
    """One row a target (line_number and the columns of core_target)."""
    territory = load_territory(Path(context.settings.territory_dir))
    raw = read_table(content, COLUMNS)
    batch = check_rows(raw, COLUMNS, territory)
    named = _by_name()
    rows = [
        {
            "line_number": told["line_number"],
            "scope": scope_of(told["territoire"], territory),
            **_value(told, named.get(folded(told["indicateur"]))),
            "year": told["année"],
            "origin": told["origine"],
            "simulated": context.simulated,
        }
        for told in batch.rows.iter_rows(named=True)
    ]
    kinds = {"line_number": pl.Int64, "scope": pl.String, "indicator_key": pl.String}
    kinds |= {"value": pl.Float64, "limit": pl.Float64, "year": pl.Int64, "origin": pl.String}
    targets = pl.DataFrame(rows, schema={**kinds, "simulated": pl.Boolean}).with_columns(
        pl.when(pl.col("indicator_key").is_null())
        .then(pl.lit("INDICATEUR_INCONNU"))
        .when(pl.col("scope").is_null())
        .then(pl.lit("TERRITOIRE_INCONNU"))
        .when(~pl.col("year").is_between(FIRST_YEAR, LAST_YEAR))
        .then(pl.lit("ANNEE_INVRAISEMBLABLE"))
        .when(pl.col("value").is_null())
        .then(pl.lit("UNITE_INATTENDUE"))
        .when(~pl.col("value").is_between(0, pl.col("limit")))
        .then(pl.lit("OBJECTIF_INVRAISEMBLABLE"))
        .when(~pl.struct("scope", "indicator_key", "year").is_first_distinct())
        .then(pl.lit("OBJECTIF_EN_DOUBLE"))
        .alias("code")
    )
    return sorted_out(raw, batch, targets.select("line_number", *TARGET, "code"), REASONS)


def _by_name() -> dict[str, Indicator]:
    """The indicators that may have a target, by their key and by their label, folded."""
    aimed = [indicator for indicator in INDICATORS.values() if indicator.aim]
    return {folded(name): one for one in aimed for name in (one.key, one.label)}


def _value(told: Mapping[str, object], indicator: Indicator | None) -> dict[str, object]:
    """Indicator, value in its own unit (null when that written is another), highest value."""
    if indicator is None:
        return {}
    times = _multiple(indicator.unit, told["unité"] or "")
    return {
        "indicator_key": indicator.key,
        "value": None if times is None else told["valeur"] * times,
        "limit": 100.0 if indicator.unit == "%" else float("inf"),
    }


def _multiple(unit: str, written: str) -> float | None:
    """What a value in the unit written is multiplied by; a count may be of anything."""
    bare = _bare(written)
    return 1.0 if not unit or bare == _bare(unit) else LARGER.get(unit, {}).get(bare)


def _bare(unit: str) -> str:
    """ "t CO₂e" and "tCO2e" are one unit, "m³" and "m3" too."""
    return "".join(unicodedata.normalize("NFKC", unit).split()).casefold()


def write(connection: Connection, batch: Batch, context: Context) -> Written:
    """Add or update the targets."""
    refuse_mixing(connection, context)
    store.upsert(connection, schema.target, batch.rows.select(TARGET))
    return Written(None, None)
