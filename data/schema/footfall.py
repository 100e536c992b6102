"""Wi-Fi footfall: places, sessions while their day is open, the published grid, its rollups."""

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

# --- footfall: places ---
site = Table(
    "core_footfall_site",
    metadata,
    key("site_id", String),
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
    key("access_point_id", String),
    Column("site_id", String, nullable=False, index=True),
    Column("opened_on", Date),
    Column("closed_on", Date),
)

access_point_state = Table(
    "core_footfall_access_point_state",
    metadata,
    key("access_point_id", String),
    key("at_s", BigInteger),
    Column("up", Boolean, nullable=False),
)

# --- footfall: sessions while their day is open, and counts that no screen may read ---
session = Table(
    "raw_footfall_session",
    metadata,
    key("session_key", String),
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
    key("period", String),
    Column("secret_hex", String, nullable=False),
)

consented_day = Table(
    "raw_footfall_consented_day",
    metadata,
    key("site_id", String),
    key("consented_terminal", String),
    key("day", Date),
    **ROWLESS,
)

# Monthly counts before suppression: kind is dwell, language or pair.
month_count = Table(
    "raw_footfall_month_count",
    metadata,
    key("kind", String),
    key("site_id", String),
    key("month", Date),
    key("item", String),
    Column("count", Integer, nullable=False),
    Column("terminal_days", Integer, nullable=False),
    **ROWLESS,
)

# --- footfall: the published grid, by site, small cells suppressed ---
# sessions and terminals are NULL when the day is under the threshold.
site_day = Table(
    "core_footfall_site_day",
    metadata,
    key("day", Date),
    key("site_id", String),
    Column("sessions", Integer),
    Column("terminals", Integer),
    Column("complete", Boolean, nullable=False),
    **ROWLESS,
)

# Absent hours of a published day are under the threshold or empty: not told apart on purpose.
site_hour = Table(
    "core_footfall_site_hour",
    metadata,
    key("day", Date),
    key("site_id", String),
    key("hour", SmallInteger),
    Column("sessions", Integer, nullable=False),
    **ROWLESS,
)

# kind is dwell, language or pair; absent items are under the threshold or empty.
site_month = Table(
    "core_footfall_site_month",
    metadata,
    key("kind", String),
    key("month", Date),
    key("site_id", String),
    key("item", String),
    Column("count", Integer, nullable=False),
    **ROWLESS,
)

site_return = Table(
    "core_footfall_site_return",
    metadata,
    key("site_id", String),
    key("month", Date),
    Column("terminals", Integer, nullable=False),
    Column("returned", Integer, nullable=False),
    **ROWLESS,
)

# --- footfall: what screens read, by scope ---
footfall_day = Table(
    "out_footfall_day",
    metadata,
    key("scope", String),
    key("day", Date),
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
    key("scope", String),
    key("month", Date),
    key("weekday", SmallInteger),
    key("hour", SmallInteger),
    Column("sessions", Integer, nullable=False),
    **ROWLESS,
)

footfall_month = Table(
    "out_footfall_month",
    metadata,
    key("kind", String),
    key("scope", String),
    key("month", Date),
    key("item", String),
    Column("count", Integer, nullable=False),
    **ROWLESS,
)

footfall_return = Table(
    "out_footfall_return",
    metadata,
    key("scope", String),
    key("month", Date),
    Column("terminals", Integer, nullable=False),
    Column("returned", Integer, nullable=False),
    **ROWLESS,
)

availability_day = Table(
    "out_footfall_availability_day",
    metadata,
    key("scope", String),
    key("day", Date),
    Column("access_points", Integer, nullable=False),
    Column("up_h", Float, nullable=False),
    Column("expected_h", Float, nullable=False),
    **ROWLESS,
)

# Hours so far of the open day, small cells suppressed: replaced at each load, gone the next day.
# Read by data/screens alone, which says words.
footfall_today = Table(
    "out_footfall_today",
    metadata,
    key("site_id", String),
    key("day", Date),
    key("hour", SmallInteger),
    Column("sessions", Integer, nullable=False),
    **ROWLESS,
)

# Ranking and map read one row a site for a month instead of thirty.
site_month_total = Table(
    "out_footfall_site_month_total",
    metadata,
    key("month", Date),
    key("site_id", String),
    Column("sessions", Integer, nullable=False),
    Column("terminals", Integer, nullable=False),
    Column("days_published", Integer, nullable=False),
    Column("days_hidden", Integer, nullable=False),
    **ROWLESS,
)
