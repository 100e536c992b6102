"""Load curves of cabinets: what each draws, step by step, as measured series of lighting."""

from pathlib import Path

import polars as pl
from sqlalchemy import Connection, select

from data import schema
from data.quality import Notice
from data.territory import load_territory
from loaders import series, store
from loaders.checking import check_rows
from loaders.lighting.light_places import known_cabinets
from loaders.pipeline import Batch, Column, Context, Written
from loaders.placing import listed
from loaders.putting_aside import refused, sorted_out
from loaders.reading import folded, read_table
from loaders.simulated import refuse_mixing
from loaders.stored_names import as_stored

SOURCE_KEY, THEME, QUANTITY = "courbes-eclairage", "lighting", "light_kwh"
COLUMNS = (
    Column("armoire", "text", "Identifiant de l’armoire", "ARM-37261-01",
           aliases=("id armoire", "cabinet_id", "code armoire")),
    Column("horodatage", "instant", "Début du pas, heure de Paris sans décalage écrit",
           "12/01/2026 18:00", aliases=("horodate", "date", "instant", "date et heure")),
    Column("valeur", "number", "Puissance moyenne ou énergie du pas", "3,2",
           aliases=("value", "mesure", "puissance", "énergie")),
    Column("unité", "text", "W, kW, Wh ou kWh ; vide : kW", "kW", required=False,
           aliases=("unit",)),
)  # fmt: skip
# Unit -> kilo of it, and whether it is an energy already.
UNITS = {"w": (0.001, False), "kw": (1.0, False), "wh": (0.001, True), "kwh": (1.0, True)}
HOUR_S = 3600
STEPS_S = (300, 600, 900, 1800, HOUR_S)
HIGHEST_KW = 1000
REASONS = {
    "UNITE_INATTENDUE": "L’unité n’est pas celle d’une courbe de charge : écrivez W, kW, Wh ou "
    "kWh.",
    "HEURE_FUTURE": "Cette mesure est dans l’avenir : vérifiez la date et l’heure.",
    "CONSOMMATION_NEGATIVE": "Une armoire ne produit pas d’énergie : vérifiez la valeur.",
    "PUISSANCE_INVRAISEMBLABLE": "Plus de 1 000 kW n’est pas la puissance d’une armoire : vérifiez "
    "l’unité.",
    "HORODATAGE_EN_DOUBLE": "Une ligne plus haut donne déjà la mesure de cet instant.",
    "PAS_INCOHERENT": "Le pas de cette armoire n’est pas de 5, 10, 15, 30 ou 60 minutes : "
    "exportez la courbe à l’un de ces pas.",
    "ARMOIRE_INCONNUE": "Cette armoire n’est pas dans la liste des armoires : ajoutez-la, puis "
    "rechargez.",
}


def parse(content: bytes, context: Context) -> Batch:
    """One row a measure: cabinet, at_s, value in kW or kWh, step_s of its cabinet."""
    raw = read_table(content, COLUMNS)
    batch = check_rows(raw, COLUMNS, load_territory(Path(context.settings.territory_dir)))
    units = {
        text: UNITS.get(folded(text), (None, None))
        for text in batch.rows["unité"].unique().drop_nulls()
    }
    kilo, energy = (
        batch.rows["unité"]
        .fill_null("kW")
        .replace_strict(
            {text: unit[part] for text, unit in units.items()} | {"kW": UNITS["kw"][part]},
            return_dtype=kind,
        )
        .alias(name)
        for part, (name, kind) in enumerate((("kilo", pl.Float64), ("energy", pl.Boolean)))
    )
    rows = batch.rows.select(
        "line_number",
        pl.col("armoire").alias("cabinet"),
        pl.col("horodatage").alias("at_s"),
        (pl.col("valeur") * kilo).alias("value"),
        energy,
    )
    return sorted_out(raw, batch, _checked(_with_steps(rows), context.now_s), REASONS)


def _with_steps(rows: pl.DataFrame) -> pl.DataFrame:
    """Measures with the most frequent gap of their cabinet; one alone is taken for an hour."""
    gap = pl.col("at_s").unique().sort().diff().drop_nulls().mode().min()
    steps = rows.group_by("cabinet").agg(gap.fill_null(HOUR_S).cast(pl.Int64).alias("step_s"))
    return rows.join(steps, on="cabinet", how="left", maintain_order="left")


def _checked(rows: pl.DataFrame, now_s: int) -> pl.DataFrame:
    """The measures in kWh (`value`), with the `code` of what is wrong with them."""
    hours = pl.col("step_s") / HOUR_S
    kwh = pl.when("energy").then("value").otherwise(pl.col("value") * hours)
    key = pl.struct(pl.col("cabinet").str.to_uppercase(), "at_s")
    return rows.with_columns(kwh.alias("value")).with_columns(
        pl.when(pl.col("energy").is_null())
        .then(pl.lit("UNITE_INATTENDUE"))
        .when(pl.col("at_s") > now_s)
        .then(pl.lit("HEURE_FUTURE"))
        .when(pl.col("value") < 0)
        .then(pl.lit("CONSOMMATION_NEGATIVE"))
        .when(~key.is_first_distinct())
        .then(pl.lit("HORODATAGE_EN_DOUBLE"))
        .when(~pl.col("step_s").is_in(STEPS_S))
        .then(pl.lit("PAS_INCOHERENT"))
        .when(pl.col("value") > HIGHEST_KW * hours)
        .then(pl.lit("PUISSANCE_INVRAISEMBLABLE"))
        .alias("code")
    )


def write(connection: Connection, batch: Batch, context: Context) -> Written:
    """Store the measures of known cabinets and rebuild what they touch."""
    refuse_mixing(connection, context)
    # Imported late: a curve alone does not need the sums.
    from loaders.lighting import lighting_rollup

    territory = load_territory(Path(context.settings.territory_dir))
    cabinets = known_cabinets(connection)
    known = as_stored(batch.rows["cabinet"], cabinets["cabinet_id"])
    rows = batch.rows.with_columns(known.alias("cabinet_id"))
    lost = rows.filter(known.is_null()).select("line_number", "cabinet", "at_s", "value")
    kept = rows.filter(known.is_not_null()).with_columns(
        pl.format("eclairage:{}:{}:courbe-{}", pl.lit(QUANTITY), "cabinet_id", "step_s").alias(
            "series_key"
        )
    )
    rejected = refused(lost, "ARMOIRE_INCONNUE", REASONS)
    if kept.is_empty():
        return Written(None, None, rejected)
    described = kept.unique("series_key", keep="first", maintain_order=True)
    series.register_series(connection, _described(connection, described, context), territory)
    readings = kept.select("series_key", "at_s", "value", pl.lit(0).alias("quality"))
    series.rebuild_rollups(connection, series.write_readings(connection, readings))
    lighting_rollup.rebuild(connection, territory)
    batch.notices.append(_notice(described))
    days = pl.from_epoch(kept["at_s"], time_unit="s").dt.date()
    return Written(days.min(), days.max(), rejected)


def _described(connection: Connection, rows: pl.DataFrame, context: Context) -> pl.DataFrame:
    """What is registered of the series of each cabinet: where it stands, its step."""
    cabinet = schema.light_cabinet.c
    columns = {"cabinet_id": pl.String, "commune_code": pl.String, "latitude_deg": pl.Float64,
               "longitude_deg": pl.Float64}  # fmt: skip
    places = store.read(connection, select(*(cabinet[name] for name in columns)), columns)
    return rows.join(places, on="cabinet_id", how="left", maintain_order="left").select(
        "series_key",
        pl.lit(THEME).alias("theme"),
        pl.lit(QUANTITY).alias("quantity"),
        pl.lit("kWh").alias("unit"),
        pl.lit("consumption").alias("kind"),
        "step_s",
        pl.col("cabinet_id").alias("place"),
        pl.lit("").alias("direction"),
        "commune_code",
        "latitude_deg",
        "longitude_deg",
        pl.lit(SOURCE_KEY).alias("source_key"),
        pl.lit(context.simulated).alias("simulated"),
    )


def _notice(rows: pl.DataFrame) -> Notice:
    steps = rows.select("cabinet_id", pl.col("step_s") // 60).sort("cabinet_id").iter_rows()
    names = [f"{name} ({minutes}\u00a0min)" for name, minutes in steps]
    return Notice("COURBES_AU_PAS", {"names": listed(names)})
