"""What the store knows of sectors, of their sensors and tanks."""

import polars as pl
from sqlalchemy import Connection, func, select

from data import schema
from data.territory import Territory
from loaders import series, store

THEME = "water"
SECTOR = {"sector_id": pl.String, "commune_code": pl.String}
SENSOR = {
    "sensor": pl.String,
    "level": pl.Boolean,
    # Its flow may go either way: it leaves a sector for another.
    "both_ways": pl.Boolean,
    "commune_code": pl.String,
}
TANK_LEVELS = {"sensor": pl.String, "lowest_m": pl.Float64, "highest_m": pl.Float64}
SERIES = {
    column.name: dtype
    for column, dtype in (
        *((schema.series.c[name], pl.String) for name in (
            "series_key", "theme", "quantity", "unit", "kind", "place", "direction",
            "commune_code", "source_key",
        )),
        (schema.series.c.step_s, pl.Int64),
        (schema.series.c.latitude_deg, pl.Float64),
        (schema.series.c.longitude_deg, pl.Float64),
        (schema.series.c.simulated, pl.Boolean),
    )
}  # fmt: skip


def known_sectors(connection: Connection) -> pl.DataFrame:
    """SECTOR: every sector of the store."""
    sector = schema.water_sector.c
    return store.read(connection, select(*(sector[name] for name in SECTOR)), SECTOR)


def known_sensors(connection: Connection) -> pl.DataFrame:
    """SENSOR: every meter of a sector, and every tank, whose level is read under its name."""
    sector, meter, tank = schema.water_sector.c, schema.water_sector_meter.c, schema.water_tank.c
    meters = select(meter.meter_id, meter.sign, func.coalesce(sector.commune_code, "")).join_from(
        schema.water_sector_meter,
        schema.water_sector,
        sector.sector_id == meter.sector_id,
        isouter=True,
    )
    tanks = select(tank.tank_id, sector.commune_code).join_from(
        schema.water_tank, schema.water_sector, sector.sector_id == tank.sector_id, isouter=True
    )
    kinds = {"sensor": pl.String, "sign": pl.Int64, "commune_code": pl.String}
    signed = store.read(connection, meters.order_by(meter.meter_id, meter.sign.desc()), kinds)
    read = store.read(connection, tanks, {"sensor": pl.String, "commune_code": pl.String})
    return pl.concat(
        [
            # Between two sectors, it is where it brings water in.
            signed.group_by("sensor", maintain_order=True).agg(
                level=pl.lit(False),
                both_ways=pl.col("sign").n_unique() > 1,
                commune_code=pl.col("commune_code").replace("", None).drop_nulls().first(),
            ),
            read.select("sensor", level=pl.lit(True), both_ways=pl.lit(False),
                        commune_code="commune_code"),
        ]
    )  # fmt: skip


def tank_levels(connection: Connection) -> pl.DataFrame:
    """TANK_LEVELS: the least and the greatest level of the curve of each tank."""
    point = schema.water_tank_volume.c
    statement = select(point.tank_id, func.min(point.level_m), func.max(point.level_m)).group_by(
        point.tank_id
    )
    return store.read(connection, statement, TANK_LEVELS)


def place_series(connection: Connection, territory: Territory) -> None:
    """Put the series of sensors in the commune of their sector, as lists now say."""
    row = schema.series.c
    statement = select(*(row[name] for name in SERIES)).where(row.theme == THEME)
    stored = store.read(connection, statement, SERIES)
    homes = known_sensors(connection).select(place="sensor", home="commune_code")
    moved = (
        stored.join(homes, on="place", maintain_order="left")
        .filter(pl.col("home").ne_missing(pl.col("commune_code")))
        .with_columns(commune_code="home")
        .drop("home")
    )
    if not moved.is_empty():
        series.register_series(connection, moved, territory)
