"""Measured series: one mechanism for counters, meters, flows and sensors."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    Integer,
    SmallInteger,
    String,
    Table,
)

from data.schema.base import ROWLESS, key, metadata

series = Table(
    "core_series",
    metadata,
    Column("series_no", Integer, primary_key=True, autoincrement=True),
    Column("series_key", String, nullable=False, unique=True),
    Column("theme", String, nullable=False),
    Column("quantity", String, nullable=False),
    Column("unit", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("step_s", Integer, nullable=False),
    Column("place", String, nullable=False),
    Column("direction", String, nullable=False),
    Column("commune_code", String),
    Column("latitude_deg", Float),
    Column("longitude_deg", Float),
    Column("source_key", String, nullable=False),
    Column("simulated", Boolean, nullable=False),
)

series_scope = Table(
    "core_series_scope",
    metadata,
    key("scope", String),
    key("series_no", Integer),
    **ROWLESS,
)

# Monthly partitions on PostgreSQL; loaders make the missing ones.
reading = Table(
    "core_reading",
    metadata,
    key("series_no", Integer),
    key("at_s", BigInteger),
    Column("value", Float, nullable=False),
    Column("quality", SmallInteger, nullable=False),
    postgresql_partition_by="RANGE (at_s)",
    **ROWLESS,
)

series_notice = Table(
    "core_series_notice",
    metadata,
    key("series_no", Integer),
    key("start_s", BigInteger),
    key("code", String),
    Column("end_s", BigInteger, nullable=False),
    Column("detail", Float),
)

series_hour = Table(
    "out_series_hour",
    metadata,
    key("series_no", Integer),
    key("hour_s", BigInteger),
    Column("value", Float, nullable=False),
    Column("readings", Integer, nullable=False),
    Column("expected", Integer, nullable=False),
    **ROWLESS,
)

series_day = Table(
    "out_series_day",
    metadata,
    key("series_no", Integer),
    key("day", Date),
    Column("value", Float, nullable=False),
    Column("minimum", Float, nullable=False),
    Column("maximum", Float, nullable=False),
    Column("readings", Integer, nullable=False),
    Column("expected", Integer, nullable=False),
    **ROWLESS,
)

# Sums of the places of a territory: counts only (energy: out_building_scope_month).
series_scope_day = Table(
    "out_series_scope_day",
    metadata,
    key("scope", String),
    key("quantity", String),
    key("simulated", Boolean),
    key("day", Date),
    Column("places", Integer, nullable=False),
    Column("value", Float, nullable=False),
    **ROWLESS,
)
