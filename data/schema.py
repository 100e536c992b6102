"""Tables of the store. `raw_` short-lived or protected, `core_` facts, `out_` what screens read.

Times are whole seconds UTC (`_s`), days are local dates (Europe/Paris), months are their first day.
A `scope` names a territory: `syndicat`, `departement:37`, `epci:…`, `commune:…`, `site:…`.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
)

metadata = MetaData()
ROWLESS = {"sqlite_with_rowid": False}


def _key(name: str, kind: type) -> Column:
    return Column(name, kind, primary_key=True, autoincrement=False)


# --- what was loaded, from where, and what was put aside ---
source = Table(
    "core_source",
    metadata,
    _key("source_key", String),
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
    _key("run_id", Integer),
    _key("line_number", BigInteger),
    Column("code", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("raw_text", Text, nullable=False),
)

scope = Table(
    "out_scope",
    metadata,
    _key("scope", String),
    Column("kind", String, nullable=False),
    Column("code", String, nullable=False),
    Column("label", String, nullable=False),
    Column("place_phrase", String, nullable=False),
    Column("sites", Integer, nullable=False),
)

event = Table(
    "core_event",
    metadata,
    _key("event_id", String),
    Column("label", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("scope", String, nullable=False, index=True),
    Column("simulated", Boolean, nullable=False),
)

# Public and school holidays; `school_holiday` is that of the configured zone.
calendar_day = Table(
    "core_calendar_day",
    metadata,
    _key("day", Date),
    Column("public_holiday", String),
    Column("school_holiday", String),
    Column("school_zones", String, nullable=False),
)

# --- measured series: one mechanism for counters, meters, flows and sensors ---
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
    _key("scope", String),
    _key("series_no", Integer),
    **ROWLESS,
)

# Monthly partitions on PostgreSQL; loaders make the missing ones.
reading = Table(
    "core_reading",
    metadata,
    _key("series_no", Integer),
    _key("at_s", BigInteger),
    Column("value", Float, nullable=False),
    Column("quality", SmallInteger, nullable=False),
    postgresql_partition_by="RANGE (at_s)",
    **ROWLESS,
)

series_notice = Table(
    "core_series_notice",
    metadata,
    _key("series_no", Integer),
    _key("start_s", BigInteger),
    _key("code", String),
    Column("end_s", BigInteger, nullable=False),
    Column("detail", Float),
)

series_hour = Table(
    "out_series_hour",
    metadata,
    _key("series_no", Integer),
    _key("hour_s", BigInteger),
    Column("value", Float, nullable=False),
    Column("readings", Integer, nullable=False),
    Column("expected", Integer, nullable=False),
    **ROWLESS,
)

series_day = Table(
    "out_series_day",
    metadata,
    _key("series_no", Integer),
    _key("day", Date),
    Column("value", Float, nullable=False),
    Column("minimum", Float, nullable=False),
    Column("maximum", Float, nullable=False),
    Column("readings", Integer, nullable=False),
    Column("expected", Integer, nullable=False),
    **ROWLESS,
)

# --- footfall: places ---
site = Table(
    "core_footfall_site",
    metadata,
    _key("site_id", String),
    Column("name", String, nullable=False),
    Column("place_kind", String, nullable=False),
    Column("actor_kind", String, nullable=False),
    Column("commune_code", String),
    Column("epci_code", String),
    Column("departement_code", String),
    Column("latitude_deg", Float),
    Column("longitude_deg", Float),
    Column("opened_on", Date),
    Column("closed_on", Date),
    Column("declared_access_points", Integer),
    Column("simulated", Boolean, nullable=False),
)

access_point = Table(
    "core_footfall_access_point",
    metadata,
    _key("access_point_id", String),
    Column("site_id", String, nullable=False, index=True),
    Column("opened_on", Date),
    Column("closed_on", Date),
)

access_point_state = Table(
    "core_footfall_access_point_state",
    metadata,
    _key("access_point_id", String),
    _key("at_s", BigInteger),
    Column("up", Boolean, nullable=False),
)

# --- footfall: sessions while their day is open, and counts that no screen may read ---
session = Table(
    "raw_footfall_session",
    metadata,
    _key("session_key", String),
    Column("site_id", String, nullable=False),
    Column("day", Date, nullable=False, index=True),
    Column("terminal", String, nullable=False),
    Column("start_s", BigInteger, nullable=False),
    Column("stop_s", BigInteger, nullable=False),
    Column("language", String),
    Column("consented_terminal", String),
    Column("received_s", BigInteger, nullable=False),
)

terminal_key = Table(
    "raw_footfall_terminal_key",
    metadata,
    _key("period", String),
    Column("secret_hex", String, nullable=False),
)

consented_day = Table(
    "raw_footfall_consented_day",
    metadata,
    _key("site_id", String),
    _key("consented_terminal", String),
    _key("day", Date),
    **ROWLESS,
)

# Monthly counts before suppression: kind is dwell, language or pair.
month_count = Table(
    "raw_footfall_month_count",
    metadata,
    _key("kind", String),
    _key("site_id", String),
    _key("month", Date),
    _key("item", String),
    Column("count", Integer, nullable=False),
    Column("terminal_days", Integer, nullable=False),
    **ROWLESS,
)

# --- footfall: the published grid, by site, small cells suppressed ---
# sessions and terminals are NULL when the day is under the threshold.
site_day = Table(
    "core_footfall_site_day",
    metadata,
    _key("site_id", String),
    _key("day", Date),
    Column("sessions", Integer),
    Column("terminals", Integer),
    Column("complete", Boolean, nullable=False),
    **ROWLESS,
)

# Absent hours of a published day are under the threshold or empty: not told apart on purpose.
site_hour = Table(
    "core_footfall_site_hour",
    metadata,
    _key("site_id", String),
    _key("day", Date),
    _key("hour", SmallInteger),
    Column("sessions", Integer, nullable=False),
    **ROWLESS,
)

# kind is dwell, language or pair; absent items are under the threshold or empty.
site_month = Table(
    "core_footfall_site_month",
    metadata,
    _key("kind", String),
    _key("site_id", String),
    _key("month", Date),
    _key("item", String),
    Column("count", Integer, nullable=False),
    **ROWLESS,
)

site_return = Table(
    "core_footfall_site_return",
    metadata,
    _key("site_id", String),
    _key("month", Date),
    Column("terminals", Integer, nullable=False),
    Column("returned", Integer, nullable=False),
    **ROWLESS,
)

# --- footfall: what screens read, by scope ---
footfall_day = Table(
    "out_footfall_day",
    metadata,
    _key("scope", String),
    _key("day", Date),
    Column("sessions", Integer),
    Column("terminals", Integer),
    Column("sites_published", Integer, nullable=False),
    Column("sites_hidden", Integer, nullable=False),
    Column("sites_in_service", Integer, nullable=False),
    Column("common_sites", Integer, nullable=False),
    Column("common_terminals", Integer),
    Column("common_terminals_before", Integer),
    Column("complete", Boolean, nullable=False),
    **ROWLESS,
)

footfall_week_hour = Table(
    "out_footfall_week_hour",
    metadata,
    _key("scope", String),
    _key("month", Date),
    _key("weekday", SmallInteger),
    _key("hour", SmallInteger),
    Column("sessions", Integer, nullable=False),
    **ROWLESS,
)

footfall_month = Table(
    "out_footfall_month",
    metadata,
    _key("kind", String),
    _key("scope", String),
    _key("month", Date),
    _key("item", String),
    Column("count", Integer, nullable=False),
    **ROWLESS,
)

footfall_return = Table(
    "out_footfall_return",
    metadata,
    _key("scope", String),
    _key("month", Date),
    Column("terminals", Integer, nullable=False),
    Column("returned", Integer, nullable=False),
    **ROWLESS,
)

availability_day = Table(
    "out_footfall_availability_day",
    metadata,
    _key("scope", String),
    _key("day", Date),
    Column("access_points", Integer, nullable=False),
    Column("up_h", Float, nullable=False),
    Column("expected_h", Float, nullable=False),
    **ROWLESS,
)

# Ranking and map read one row a site for a month instead of thirty.
site_month_total = Table(
    "out_footfall_site_month_total",
    metadata,
    _key("site_id", String),
    _key("month", Date),
    Column("sessions", Integer, nullable=False),
    Column("terminals", Integer, nullable=False),
    Column("days_published", Integer, nullable=False),
    Column("days_hidden", Integer, nullable=False),
    **ROWLESS,
)

Index("ix_site_day_day", site_day.c.day)
Index("ix_site_hour_day", site_hour.c.day)
