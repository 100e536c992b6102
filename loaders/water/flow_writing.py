"""Cells of readings into measured series: what the store belies is put aside, with its reason."""

from pathlib import Path

import polars as pl
from sqlalchemy import Connection

from data import schema
from data.quality import Notice
from data.series.rollups import local_day
from data.territory import Territory, load_territory
from loaders import series, store
from loaders.counts import spaced
from loaders.pipeline import Context, Written
from loaders.placing import listed
from loaders.repeated_hours import with_repeated_hours
from loaders.stored_names import as_stored
from loaders.water import flow_checks, flow_clock, flow_shifts, flow_steps, flow_units
from loaders.water.flow_rows import Aside, FlowBatch
from loaders.water.flow_units import FLOW, INDEX, LEVEL, STORED, VOLUME
from loaders.water.water_names import THEME, known_sectors, known_sensors, tank_levels

SOURCE_KEY = "debits-eau"
HOUR_S = 3600
MEASURED = 0
# The largest mains of the country, the largest index of a meter, the deepest tank.
LARGEST_M3_H, LARGEST_M3, HIGHEST_M = 20_000, 1e10, 100
LEVEL_MARGIN_M = 0.1
MOSTLY = 0.5
LEAST_FALLS = 3
NAMED = 5


def write_cells(connection: Connection, batch: FlowBatch, context: Context) -> Written:
    """Store the cells of a batch; what is put aside is told by line."""
    territory = load_territory(Path(context.settings.territory_dir))
    aside = Aside()
    cells = aside.kept(batch.cells.with_columns(flow_units.nature_told()), flow_units.unfit())
    known = known_sensors(connection)
    new = _new_sensors(cells, known) if batch.wide else known["sensor"].clear()
    known = pl.concat([known, _described_new(connection, new)])
    cells = _named(cells, known, aside)
    cells = with_repeated_hours(flow_units.converted(cells), ("sensor", "nature"))
    cells = aside.kept(cells, flow_clock.doubled(cells))
    cells = _plausible(connection, flow_steps.with_steps(connection, cells), aside)
    cells = _of_known_unit(connection, cells, aside, batch.notices)
    cells = _of_known_clock(connection, cells, aside, batch.notices)
    loaded = cells["sensor"].unique().to_list()
    created = _create_sectors(connection, new.filter(new.is_in(loaded)), context)
    _store(connection, cells, territory, context)
    if created:
        facts = {"rows": spaced(len(created)), "names": listed(created)}
        batch.notices.append(Notice("SECTEURS_CREES", facts))
    rejected = aside.rejected(batch, cells)
    batch.notices.extend(aside.notices(rejected))
    days = cells.select(local_day(pl.col("at_s"))).to_series()
    return Written(days.min(), days.max(), rejected)


def _new_sensors(cells: pl.DataFrame, known: pl.DataFrame) -> pl.Series:
    """The sensors of a wide file that nothing names yet; a level is that of a known tank."""
    flows = cells.filter(pl.col("nature") != LEVEL)["sensor"].unique(maintain_order=True)
    return flows.filter(as_stored(flows, known["sensor"]).is_null())


def _described_new(connection: Connection, sensors: pl.Series) -> pl.DataFrame:
    """SENSOR of these sensors: in the commune of the sector of their name, when there is one."""
    sectors = known_sectors(connection)
    names = pl.DataFrame({"sensor": sensors, "sector_id": as_stored(sensors, sectors["sector_id"])})
    return names.join(sectors, on="sector_id", how="left").select(
        "sensor", level=pl.lit(False), both_ways=pl.lit(False), commune_code="commune_code"
    )


def _create_sectors(connection: Connection, unknown: pl.Series, context: Context) -> list[str]:
    """A sector, and its only meter, for each of these sensors; the names of those created."""
    stored = as_stored(unknown, known_sectors(connection)["sector_id"])
    new = unknown.filter(stored.is_null())
    sector = {"sector_id": new, "name": new}
    store.insert(
        connection,
        schema.water_sector,
        pl.DataFrame(sector).with_columns(pl.lit(context.simulated).alias("simulated")),
    )
    links = {"sector_id": stored.fill_null(unknown), "meter_id": unknown}
    store.insert(
        connection, schema.water_sector_meter, pl.DataFrame(links).with_columns(sign=pl.lit(1))
    )
    return new.to_list()


def _named(cells: pl.DataFrame, known: pl.DataFrame, aside: Aside) -> pl.DataFrame:
    """Cells of known sensors, under the name that the store gives them."""
    given = cells["sensor"].unique()
    names = pl.DataFrame({"sensor": given, "stored": as_stored(given, known["sensor"])})
    described = names.join(known.rename({"sensor": "stored"}), on="stored", how="left")
    cells = cells.join(described, on="sensor", how="left", maintain_order="left")
    code = (
        pl.when(pl.col("stored").is_null())
        .then(pl.lit("CAPTEUR_INCONNU"))
        .when(pl.col("level") != (pl.col("nature") == LEVEL))
        .then(pl.lit("NATURE_INATTENDUE"))
    )
    return aside.kept(cells, code).with_columns(sensor="stored").drop("stored", "level")


def _plausible(connection: Connection, cells: pl.DataFrame, aside: Aside) -> pl.DataFrame:
    """Cells of a regular step, of a size and a sign that their sensor may have."""
    cells = aside.kept(cells, pl.when(flow_steps.odd_step()).then(pl.lit("PAS_INCOHERENT")))
    cells = aside.kept(cells, pl.when(_beyond_measure()).then(pl.lit("VALEUR_DEMESUREE")))
    cells = aside.kept(cells, _wrong_way(cells))
    cells = cells.join(
        tank_levels(connection), on="sensor", how="left", maintain_order="left"
    ).drop("both_ways")
    margin = pl.lit(LEVEL_MARGIN_M)
    inside = pl.col("value").is_between(pl.col("lowest_m") - margin, pl.col("highest_m") + margin)
    outside = (pl.col("nature") == LEVEL) & ~inside
    cells = aside.kept(cells, pl.when(outside).then(pl.lit("NIVEAU_HORS_COURBE")))
    return cells.drop("lowest_m", "highest_m")


def _beyond_measure() -> pl.Expr:
    size, hours = pl.col("value").abs(), pl.col("step_s") / HOUR_S
    largest = (
        pl.when(pl.col("nature") == FLOW)
        .then(pl.lit(float(LARGEST_M3_H)))
        .when(pl.col("nature") == VOLUME)
        .then(LARGEST_M3_H * hours)
        .when(pl.col("nature") == INDEX)
        .then(pl.lit(LARGEST_M3))
        .otherwise(pl.lit(float(HIGHEST_M)))
    )
    return ~size.is_finite() | (size > largest)


def _wrong_way(cells: pl.DataFrame) -> pl.Expr:
    """The code of what goes against the declared way of a sensor, one reading or all of them."""
    keys = ["sensor", "nature"]
    value = pl.col("value")
    moved = pl.col("nature").is_in([FLOW, VOLUME]) & ~pl.col("both_ways") & (value != 0)
    flows = cells.filter(moved).group_by(keys).agg(((value < 0).mean() > MOSTLY).alias("reversed"))
    fall = pl.col("value").diff()
    faces = (
        cells.filter(pl.col("nature") == INDEX)
        .sort("sensor", "at_s")
        .group_by(keys)
        .agg(
            (
                ((fall < 0).sum() >= LEAST_FALLS)
                & ((fall < 0).sum() > MOSTLY * (fall != 0).sum())
                & ~pl.col("both_ways").first()
            ).alias("reversed")
        )
    )
    found = pl.concat([flows, faces]).filter("reversed").select(pl.concat_str(keys, separator="|"))
    backwards = found.to_series().to_list()
    named = pl.concat_str(keys, separator="|").is_in(backwards) if backwards else pl.lit(False)
    one_way = pl.col("nature").is_in([FLOW, VOLUME]) & ~pl.col("both_ways")
    return (
        pl.when(named)
        .then(pl.lit("COMPTEUR_INVERSE"))
        .when((pl.col("nature") == INDEX) & (value < 0))
        .then(pl.lit("INDEX_NEGATIF"))
        .when(one_way & (value < 0))
        .then(pl.lit("DEBIT_NEGATIF"))
    )


def _of_known_unit(
    connection: Connection, cells: pl.DataFrame, aside: Aside, notices: list[Notice]
) -> pl.DataFrame:
    """Cells of the sensors whose unit neither their past nor their customers belie."""
    doubts: dict[tuple[str, str], str] = {}
    unusual: dict[tuple[str, str], str] = {}
    for nature in (FLOW, VOLUME, INDEX):
        hours = flow_steps.hourly(cells.filter(pl.col("nature") == nature))
        for found, told in (
            (doubts, flow_checks.suspect_sensors(connection, hours)),
            (unusual, flow_checks.unusual_sensors(connection, hours)),
        ):
            found |= {(sensor, nature): words for sensor, words in told.items()}
    worth_a_look = {key: words for key, words in unusual.items() if key not in doubts}
    for code, found in (
        ("UNITES_DE_CAPTEURS_SUSPECTES", doubts),
        ("DEBITS_INHABITUELS", worth_a_look),
    ):
        if found:
            notices.append(_named_sensors(code, found))
    return _without(cells, doubts, aside, "UNITE_SUSPECTE")


def _of_known_clock(
    connection: Connection, cells: pl.DataFrame, aside: Aside, notices: list[Notice]
) -> pl.DataFrame:
    """Cells of the sensors whose clock their past does not belie."""
    late: dict[tuple[str, str], str] = {}
    for nature in (FLOW, VOLUME, INDEX):
        hours = flow_steps.hourly(cells.filter(pl.col("nature") == nature))
        found = flow_shifts.shifted_sensors(connection, hours)
        late |= {(sensor, nature): words for sensor, words in found.items()}
    if late:
        notices.append(_named_sensors("HORLOGES_DECALEES", late))
    return _without(cells, late, aside, "HORLOGE_DECALEE")


def _named_sensors(code: str, found: dict[tuple[str, str], str]) -> Notice:
    """What was found of the first sensors, in words."""
    words = [f"{sensor}\u00a0: {told}" for (sensor, _), told in sorted(found.items())]
    return Notice(code, {"names": " ; ".join(words[:NAMED])})


def _without(
    cells: pl.DataFrame, doubts: dict[tuple[str, str], str], aside: Aside, code: str
) -> pl.DataFrame:
    """Cells but for those of these sensors and natures, put aside."""
    if not doubts:
        return cells
    pairs = [f"{sensor}|{nature}" for sensor, nature in doubts]
    doubted = pl.concat_str("sensor", "nature", separator="|").is_in(pairs)
    return aside.kept(cells, pl.when(doubted).then(pl.lit(code)))


def _store(
    connection: Connection, cells: pl.DataFrame, territory: Territory, context: Context
) -> None:
    """Write the readings and rebuild what they touch."""
    # The screens of water are rebuilt by whoever writes what they read.
    from loaders.water import water_rollup

    keys = ["sensor", "nature"]
    sensors = cells.unique([*keys, "step_s"], keep="first", maintain_order=True)
    described = sensors.with_columns(_described(context))
    columns = [column.name for column in schema.series.columns if column.name != "series_no"]
    numbers = series.register_series(
        connection, described.sort("series_key").select(columns), territory
    )
    number = pl.col("series_key").replace_strict(numbers, return_dtype=pl.Int64)
    numbered = described.select(*keys, number.alias("series_no"))
    readings = cells.select(*keys, "at_s", "value", pl.lit(MEASURED).alias("quality")).join(
        numbered, on=keys, how="left"
    )
    dirty = series.write_readings(connection, readings)
    added, revised = dirty["added"].sum(), dirty["revised"].sum()
    context.progress(f"Mesures ajoutées : {added} ; corrigées : {revised}.")
    if dirty.is_empty() and not context.again:
        # A base read again every hour brings the same hours: nothing has changed.
        return
    series.rebuild_rollups(connection, dirty)
    water_rollup.rebuild(connection, territory)


def _described(context: Context) -> list[pl.Expr]:
    """What is registered of the series of a cell: one a sensor, a nature and a step."""
    quantity, unit, kind = (
        pl.col("nature").replace_strict(
            {nature: stored[part] for nature, stored in STORED.items()}, return_dtype=pl.String
        )
        for part in range(3)
    )
    nature = pl.col("nature").str.replace("é", "e", literal=True)
    return [
        pl.format("eau:{}:{}:{}-{}", quantity, "sensor", nature, "step_s").alias("series_key"),
        pl.lit(THEME).alias("theme"),
        quantity.alias("quantity"),
        unit.alias("unit"),
        kind.alias("kind"),
        pl.col("sensor").alias("place"),
        pl.lit("").alias("direction"),
        pl.lit(None, pl.Float64).alias("latitude_deg"),
        pl.lit(None, pl.Float64).alias("longitude_deg"),
        pl.lit(SOURCE_KEY).alias("source_key"),
        pl.lit(context.simulated).alias("simulated"),
    ]
