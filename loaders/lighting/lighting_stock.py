"""The stock of public lighting: points by cabinet, by territory, by square of the map."""

from datetime import date

import polars as pl
from sqlalchemy import Connection, select

from data import schema
from data.lighting.vocabulary import CELL_SIDES_DEG, OLD_YEARS
from data.territory import Territory
from loaders import store
from loaders.series import scopes_of_commune

CABINET = {
    "cabinet_id": pl.String,
    "name": pl.String,
    "commune_code": pl.String,
    "latitude_deg": pl.Float64,
    "longitude_deg": pl.Float64,
    "supply_point": pl.String,
    "subscribed_kva": pl.Float64,
}
POINT = {
    "point_id": pl.String,
    "cabinet_id": pl.String,
    "commune_code": pl.String,
    "latitude_deg": pl.Float64,
    "longitude_deg": pl.Float64,
    "lamp": pl.String,
    "power_w": pl.Float64,
    "colour_k": pl.Int64,
    "ulr_pct": pl.Float64,
    "installed_year": pl.Int64,
    "street": pl.String,
}
# Sums of points that cabinets and territories both keep.
STOCK = ("points", "points_with_power", "led_points", "mercury_points", "old_points", "power_kw")
W_PER_KW = 1000
YEAR_OF_DAYS = 365
SECONDS_PER_DAY = 86_400
SECONDS_PER_HOUR = 3600


def read_cabinets(connection: Connection) -> pl.DataFrame:
    """CABINET, by identifier."""
    cabinet = schema.light_cabinet.c
    statement = select(*(cabinet[name] for name in CABINET)).order_by(cabinet.cabinet_id)
    return store.read(connection, statement, CABINET)


def read_points(connection: Connection, cabinets: pl.DataFrame) -> pl.DataFrame:
    """POINT, by identifier; without a commune of its own, a point is in that of its cabinet."""
    point = schema.light_point.c
    statement = select(*(point[name] for name in POINT)).order_by(point.point_id)
    homes = cabinets.select("cabinet_id", home="commune_code")
    return (
        store.read(connection, statement, POINT)
        .join(homes, on="cabinet_id", how="left", maintain_order="left")
        .with_columns(commune_code=pl.coalesce("commune_code", "home"))
        .drop("home")
    )


def commune_scopes(codes: pl.Series, territory: Territory) -> pl.DataFrame:
    """commune_code, scope: every territory of each commune code, null ones included."""
    rows = [
        (code, scope)
        for code in codes.unique().sort().to_list()
        for scope in scopes_of_commune(territory, code)
    ]
    return pl.DataFrame(rows, {"commune_code": pl.String, "scope": pl.String}, orient="row")


def by_scope(frame: pl.DataFrame, territory: Territory) -> pl.DataFrame:
    """Each row once for every territory of its `commune_code`."""
    scopes = commune_scopes(frame["commune_code"], territory)
    return frame.join(scopes, on="commune_code", nulls_equal=True)


def _sums(year: int) -> list[pl.Expr]:
    """STOCK and what ages are made of."""
    led = pl.col("lamp") == "led"
    power_kw = pl.col("power_w") / W_PER_KW
    return [
        pl.len().alias("points"),
        pl.col("power_w").count().alias("points_with_power"),
        led.sum().alias("led_points"),
        (pl.col("lamp") == "mercury").sum().alias("mercury_points"),
        (year - pl.col("installed_year") > OLD_YEARS).sum().alias("old_points"),
        power_kw.sum().alias("power_kw"),
        power_kw.filter(led).sum().alias("led_power_kw"),
        pl.col("installed_year").count().alias("points_with_year"),
        pl.col("installed_year").mean().alias("mean_year"),
    ]


def cabinet_stock(cabinets: pl.DataFrame, points: pl.DataFrame, year: int) -> pl.DataFrame:
    """One row a cabinet, with or without points: the sums of its points in `year`."""
    sums = points.group_by("cabinet_id").agg(_sums(year))
    return cabinets.join(sums, on="cabinet_id", how="left", maintain_order="left").with_columns(
        pl.col(*STOCK, "led_power_kw").fill_null(0)
    )


def scope_stock(
    points: pl.DataFrame, cabinets: pl.DataFrame, territory: Territory, today: date
) -> pl.DataFrame:
    """One row a territory that has a point or a cabinet: the sums of its points.

    `cabinets` has the schedule of each one; points of a cabinet without any are not counted in
    `scheduled_points`. `dark_hours_year` is the mean of the points that have a schedule.
    """
    schedule = cabinets.select("cabinet_id", "off_at_2h", "dark_hours_year")
    lines = by_scope(
        points.join(schedule, on="cabinet_id", how="left", maintain_order="left"), territory
    )
    sums = lines.group_by("scope").agg(
        *_sums(today.year),
        pl.col("off_at_2h").fill_null(False).sum().alias("off_at_2h_points"),
        pl.col("off_at_2h").count().alias("scheduled_points"),
        pl.col("dark_hours_year").mean(),
    )
    listed = by_scope(cabinets.select("commune_code"), territory)
    counted = listed.group_by("scope").agg(cabinets=pl.len())
    lit = pl.concat([points.select("commune_code"), cabinets.select("commune_code")])
    return (
        counted.join(sums, on="scope", how="full", coalesce=True)
        .join(_populations(lit["commune_code"], territory), on="scope", how="left")
        .with_columns(
            pl.col(*STOCK, "points_with_year", "off_at_2h_points", "scheduled_points")
            .fill_null(0),
            pl.col("cabinets").fill_null(0),
            mean_age_years=today.year - pl.col("mean_year"),
        )
    )  # fmt: skip


def _populations(codes: pl.Series, territory: Territory) -> pl.DataFrame:
    """Inhabitants of the communes that have lighting, by territory; null when none is known."""
    scopes = commune_scopes(codes, territory)
    known = scopes.join(populations(codes, territory), on="commune_code")
    return known.group_by("scope").agg(pl.col("population").sum())


def populations(codes: pl.Series, territory: Territory) -> pl.DataFrame:
    """commune_code, population of the communes that the territory knows."""
    rows = [
        (code, commune.population)
        for code in codes.unique().drop_nulls().sort().to_list()
        if (commune := territory.commune(code)) and commune.population is not None
    ]
    kinds = {"commune_code": pl.String, "population": pl.Int64}
    return pl.DataFrame(rows, schema=kinds, orient="row")


def stock_lines(points: pl.DataFrame, territory: Territory) -> pl.DataFrame:
    """out_light_stock: points of a territory by lamp and decade of installation (0: unknown)."""
    decade = (pl.col("installed_year") // 10 * 10).fill_null(0)
    lines = points.group_by("commune_code", "lamp", decade=decade).agg(
        points=pl.len(),
        power_kw=pl.col("power_w").sum() / W_PER_KW,
        years=pl.col("installed_year").sum(),
    )
    sums = by_scope(lines, territory).group_by("scope", "lamp", "decade")
    return sums.agg(pl.col("points", "power_kw", "years").sum()).sort("scope", "lamp", "decade")


def cells(points: pl.DataFrame, cabinets: pl.DataFrame) -> pl.DataFrame:
    """out_light_cell: placed points by square of each size, at their mean position.

    A square that several communes share has a row for each, so that any territory is a sum.
    """
    placed = points.filter(
        pl.col("latitude_deg").is_not_null() & pl.col("longitude_deg").is_not_null()
    ).join(cabinets.select("cabinet_id", "off_at_2h"), on="cabinet_id", how="left")
    return pl.concat([_squares(placed, size) for size in range(len(CELL_SIDES_DEG))])


def _squares(placed: pl.DataFrame, size: int) -> pl.DataFrame:
    side = CELL_SIDES_DEG[size]
    return (
        placed.group_by(
            pl.lit(size).alias("size"),
            pl.col("commune_code").fill_null(""),
            (pl.col("latitude_deg") / side).floor().cast(pl.Int64).alias("row_no"),
            (pl.col("longitude_deg") / side).floor().cast(pl.Int64).alias("column_no"),
        )
        .agg(
            pl.col("latitude_deg", "longitude_deg").mean().round(5),
            points=pl.len(),
            lamp_points=(pl.col("lamp") != "unknown").sum(),
            scheduled_points=pl.col("off_at_2h").is_not_null().sum(),
            led_points=(pl.col("lamp") == "led").sum(),
            off_at_2h_points=pl.col("off_at_2h").fill_null(False).sum(),
            power_kw=pl.col("power_w").sum() / W_PER_KW,
        )
        .sort("size", "commune_code", "row_no", "column_no")
    )


def scope_faults(
    connection: Connection,
    points: pl.DataFrame,
    cabinets: pl.DataFrame,
    territory: Territory,
    today_s: int,
) -> pl.DataFrame:
    """scope, faults_year, repair_h: faults of the last twelve months and their mean repair time.

    A fault is where its commune says, else where its point or its cabinet is; `repair_h` is of
    those repaired, null without any.
    """
    row = schema.light_fault.c
    kinds = {
        "point_id": pl.String,
        "cabinet_id": pl.String,
        "commune_code": pl.String,
        "reported_s": pl.Int64,
        "repaired_s": pl.Int64,
    }
    since_s = today_s - YEAR_OF_DAYS * SECONDS_PER_DAY
    statement = select(*(row[name] for name in kinds)).where(
        row.reported_s >= since_s, row.reported_s < today_s
    )
    faults = store.read(connection, statement, kinds)
    placed = (
        faults.join(points.select("point_id", of_point="commune_code"), on="point_id", how="left")
        .join(cabinets.select("cabinet_id", of_cabinet="commune_code"), on="cabinet_id", how="left")
        .with_columns(commune_code=pl.coalesce("commune_code", "of_point", "of_cabinet"))
    )
    repair_h = (pl.col("repaired_s") - pl.col("reported_s")) / SECONDS_PER_HOUR
    return by_scope(placed, territory).group_by("scope").agg(
        faults_year=pl.len(), repair_h=repair_h.mean()
    )  # fmt: skip
