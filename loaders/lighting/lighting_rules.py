"""The rules of the order of 2018, point by point, and counted by territory."""

from datetime import date

import pandas as pd
import polars as pl
import shapely
from sqlalchemy import Connection, select

from data import schema
from data.lighting.compliance import BROKEN, HERITAGE, KEPT, UNKNOWN, dark_after_1h, verdicts
from data.lighting.vocabulary import RULES
from data.territory import Territory
from loaders.lighting.lighting_hours import Dated, present_schedule
from loaders.lighting.lighting_sky import Place, Sky
from loaders.lighting.lighting_stock import by_scope

VERDICTS = (KEPT, BROKEN, UNKNOWN)
# Of zones that overlap, the kind that asks for most.
STRICTEST = ("reserve", "parc", "site", "autre")


def scope_rules(points: pl.DataFrame, territory: Territory) -> pl.DataFrame:
    """out_light_rule: points that keep, break or cannot tell each rule, by territory.

    `points` has zone and dark_after_1h. A rule that concerns no point of a territory has no row.
    """
    if points.is_empty():
        kinds = {"scope": pl.String, "rule": pl.String, **dict.fromkeys(VERDICTS, pl.Int64)}
        return pl.DataFrame(schema=kinds)
    read = ("street", "lamp", "colour_k", "ulr_pct", "installed_year", "zone", "dark_after_1h")
    found = verdicts(pd.DataFrame(points.select(read).to_dict(as_series=False)))
    columns = [pl.Series(rule, found[rule].tolist(), dtype=pl.String) for rule in RULES]
    lines = (
        points.select("commune_code")
        .with_columns(columns)
        .unpivot(on=list(RULES), index="commune_code", variable_name="rule")
        .drop_nulls("value")
        .group_by("commune_code", "rule")
        .agg((pl.col("value") == verdict).sum().alias(verdict) for verdict in VERDICTS)
    )
    return by_scope(lines, territory).group_by("scope", "rule").agg(pl.col(*VERDICTS).sum())


def zones_of(connection: Connection, points: pl.DataFrame) -> pl.Series:
    """The kind of protected place that each point is in (STRICTEST first); null in none."""
    zone = schema.light_zone.c
    rows = connection.execute(select(zone.kind, zone.geometry)).all()
    kinds: list[str | None] = [None] * points.height
    placed = shapely.points(
        points["longitude_deg"].fill_null(float("nan")).to_numpy(),
        points["latitude_deg"].fill_null(float("nan")).to_numpy(),
    )
    tree = shapely.STRtree(placed)
    for kind in reversed(STRICTEST):
        for shape in (shapely.from_geojson(row.geometry) for row in rows if row.kind == kind):
            for inside in tree.query(shape, predicate="intersects"):
                kinds[inside] = kind
    return pl.Series("zone", kinds, dtype=pl.String)


def dark_cabinets(
    points: pl.DataFrame,
    schedules: dict[str, Dated],
    places: dict[str, Place],
    sky: Sky,
    today: date,
) -> pl.DataFrame:
    """cabinet_id, dark_after_1h: of the cabinets that light heritage, parks or gardens."""
    concerned = points.filter(pl.col("street").is_in(HERITAGE))["cabinet_id"].unique().drop_nulls()
    known: dict[tuple, bool] = {}
    rows = []
    for cabinet_id in concerned.sort().to_list():
        schedule = present_schedule(schedules.get(cabinet_id, []), today)
        if schedule is None or cabinet_id not in places:
            continue
        key = places[cabinet_id], schedule
        if key not in known:
            known[key] = dark_after_1h(sky.nights(places[cabinet_id]), schedule)
        rows.append((cabinet_id, known[key]))
    kinds = {"cabinet_id": pl.String, "dark_after_1h": pl.Boolean}
    return pl.DataFrame(rows, schema=kinds, orient="row")
