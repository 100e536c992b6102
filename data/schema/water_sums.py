"""What screens read of water; rebuilt by loaders. Flows are in m³/h."""

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

# One row a sector: what its nights say today.
water_sector_state = Table(
    "out_water_sector",
    metadata,
    key("sector_id", String),
    # Enough past to be watched; else its alerts are not known.
    Column("judged", Boolean, nullable=False),
    Column("last_day", Date),
    # Median of the last seven known nights, 2 h to 5 h, and what of it is legitimate.
    Column("night_m3_h", Float),
    Column("night_use_m3_h", Float),
    # (night − use) brought to a day, over the length: null without length.
    Column("leakage_m3_km_day", Float),
    Column("inflow_m3_day", Float),
    Column("open_alerts", Integer, nullable=False),
    Column("leak_m3_h", Float),
    Column("eur_year", Float),
    Column("open_faults", Integer, nullable=False),
    # Days of the last thirty whose net inflow is known.
    Column("known_days", SmallInteger, nullable=False),
)

water_sector_day = Table(
    "out_water_sector_day",
    metadata,
    key("sector_id", String),
    key("day", Date),
    # Net inflow of the known hours, tank term included, and how many are known.
    Column("inflow_m3", Float),
    Column("hours", SmallInteger, nullable=False),
    # Mean and least hour from 2 h to 5 h; what the detector expects; what it makes of it.
    Column("night_m3_h", Float),
    Column("least_m3_h", Float),
    Column("expected_m3_h", Float),
    Column("score", Float),
    Column("threshold", Float),
    **ROWLESS,
)

# The last weeks hour by hour (UTC seconds), beside the usual of that hour.
water_sector_hour = Table(
    "out_water_sector_hour",
    metadata,
    key("sector_id", String),
    key("hour_s", BigInteger),
    Column("inflow_m3_h", Float),
    Column("usual_m3_h", Float),
    **ROWLESS,
)

# `budget`: false alarms per sector and year that the rule allows itself; 0 for customers.
water_alert = Table(
    "out_water_alert",
    metadata,
    key("budget", Float),
    # "sector" or "customer", and which.
    key("place_kind", String),
    key("place_id", String),
    key("since", Date),
    key("kind", String),
    Column("detected", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("open", Boolean, nullable=False),
    Column("flow_m3_h", Float, nullable=False),
    Column("low_m3_h", Float),
    Column("high_m3_h", Float),
    Column("lost_m3", Float, nullable=False),
    Column("eur", Float),
    Column("eur_year", Float),
    # "high", "medium" or "low", and what was heard or repaired near it.
    Column("confidence", String, nullable=False),
    Column("noises", Integer, nullable=False),
)

# A sensor that does not tell the truth: its hours are not known to the sector.
water_fault = Table(
    "out_water_fault",
    metadata,
    key("meter_id", String),
    key("kind", String),
    key("first_day", Date),
    Column("last_day", Date, nullable=False),
    Column("open", Boolean, nullable=False),
    Column("sector_id", String),
    Column("detail", Float),
)

# What a repair gave back to the sector, from its nights before and after.
water_saving = Table(
    "out_water_saving",
    metadata,
    key("repair_id", String),
    Column("before_m3_h", Float, nullable=False),
    Column("after_m3_h", Float, nullable=False),
    Column("saved_m3_h", Float, nullable=False),
    Column("low_m3_h", Float, nullable=False),
    Column("high_m3_h", Float, nullable=False),
    Column("eur_year", Float),
)

# The year of a service: volumes in m³ a year of 365 days, then its official indicators.
water_service_year = Table(
    "out_water_service_year",
    metadata,
    key("service_id", String),
    key("year", SmallInteger),
    Column("produced_m3", Float),
    Column("imported_m3", Float),
    Column("exported_m3", Float),
    Column("distributed_m3", Float),
    Column("metered_m3", Float),
    Column("unmetered_m3", Float),
    Column("service_m3", Float),
    Column("authorised_m3", Float),
    Column("lost_m3", Float),
    Column("pipe_km", Float),
    Column("renewed_km", Float),
    Column("customers", Float),
    Column("yield_pct", Float),
    Column("threshold_pct", Float),
    Column("unmetered_index_m3_km_day", Float),
    Column("loss_index_m3_km_day", Float),
    Column("consumption_index_m3_km_day", Float),
    Column("renewal_pct", Float),
    Column("knowledge_points", Float),
    Column("density_class", String),
    Column("judgement", String),
    # Money: the levy now, what one more point of yield is worth a year, what the lost water costs.
    Column("levy_eur", Float),
    Column("point_eur", Float),
    Column("lost_eur", Float),
)

# The services of each territory.
water_scope_service = Table(
    "out_water_scope_service",
    metadata,
    key("scope", String),
    key("service_id", String),
    **ROWLESS,
)
