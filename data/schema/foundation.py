"""What was loaded, from where, and what was put aside; territories, events, calendar."""

from sqlalchemy import BigInteger, Boolean, Column, Date, Float, Integer, String, Table, Text

from data.schema.base import key, metadata

source = Table(
    "core_source",
    metadata,
    key("source_key", String),
    Column("position", Integer, nullable=False),
    Column("label", String, nullable=False),
    Column("theme", String, nullable=False),
    Column("owner", String, nullable=False),
    Column("licence", String, nullable=False),
    Column("address", String, nullable=False),
    Column("grain", String, nullable=False),
    Column("refresh", String, nullable=False),
    Column("fresh_h", Integer, nullable=False),
    Column("stale_h", Integer, nullable=False),
)

load_run = Table(
    "load_run",
    metadata,
    Column("run_id", Integer, primary_key=True, autoincrement=True),
    Column("source_key", String, nullable=False, index=True),
    Column("origin", String, nullable=False),
    Column("file_sha256", String, nullable=False),
    Column("status", String, nullable=False),
    Column("rows_read", BigInteger, nullable=False),
    Column("rows_loaded", BigInteger, nullable=False),
    Column("rows_quarantined", BigInteger, nullable=False),
    Column("first_day", Date),
    Column("last_day", Date),
    Column("watermark", String),
    Column("simulated", Boolean, nullable=False),
    Column("message", Text, nullable=False),
    Column("notices", Text, nullable=False),
    Column("started_s", BigInteger, nullable=False),
    Column("ended_s", BigInteger, nullable=False),
)

quarantine = Table(
    "quarantine",
    metadata,
    key("run_id", Integer),
    key("line_number", BigInteger),
    Column("code", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("raw_text", Text, nullable=False),
)

scope = Table(
    "out_scope",
    metadata,
    key("scope", String),
    Column("kind", String, nullable=False),
    Column("code", String, nullable=False),
    Column("label", String, nullable=False),
    Column("place_phrase", String, nullable=False),
    Column("sites", Integer, nullable=False),
)

event = Table(
    "core_event",
    metadata,
    key("event_id", String),
    Column("label", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("scope", String, nullable=False, index=True),
    Column("simulated", Boolean, nullable=False),
)

# What the operator aims at: a figure of a territory, by the end of a year.
target = Table(
    "core_target",
    metadata,
    key("scope", String),
    key("indicator_key", String),
    key("year", Integer),
    Column("value", Float, nullable=False),
    Column("origin", String, nullable=False),
    Column("simulated", Boolean, nullable=False),
)

# Public and school holidays; `school_holiday` is that of the configured zone.
calendar_day = Table(
    "core_calendar_day",
    metadata,
    key("day", Date),
    Column("public_holiday", String),
    Column("school_holiday", String),
    Column("school_zones", String, nullable=False),
)
