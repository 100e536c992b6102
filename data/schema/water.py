"""Water: services, sectors and what measures them, customers, yearly volumes, repairs.

Flows and levels are measured series of the theme `water`: `place` is the sensor, `quantity` one of
`data.water.vocabulary.QUANTITIES`. Of the hours of a customer's meter only the day is kept: how
much, and the least of its hours.
"""

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

water_service = Table(
    "core_water_service",
    metadata,
    key("service_id", String),
    Column("name", String, nullable=False),
    # Whose rates apply, as an item of the reference values: "loire-bretagne".
    Column("agency", String),
    # In a zone where water is short (zone de répartition des eaux): null when not said.
    Column("short_of_water", Boolean),
    Column("target_yield_pct", Float),
    Column("simulated", Boolean, nullable=False),
)

water_service_commune = Table(
    "core_water_service_commune",
    metadata,
    key("service_id", String),
    key("commune_code", String),
    Column("epci_code", String),
    Column("departement_code", String),
    **ROWLESS,
)

# A sector of the network whose inflows are metered (DMA).
water_sector = Table(
    "core_water_sector",
    metadata,
    key("sector_id", String),
    Column("name", String, nullable=False),
    Column("service_id", String, index=True),
    Column("commune_code", String),
    Column("epci_code", String),
    Column("departement_code", String),
    Column("latitude_deg", Float),
    Column("longitude_deg", Float),
    # Without service pipes.
    Column("pipe_km", Float),
    Column("customers", Integer),
    # Known legitimate use between 2 h and 4 h, the least of the night, which stands for that of
    # 2 h to 5 h; null: estimated from the customers.
    Column("night_use_m3_h", Float),
    Column("simulated", Boolean, nullable=False),
)

# `sign`: +1 what enters the sector, −1 what leaves it. A meter between two sectors has two rows.
water_sector_meter = Table(
    "core_water_sector_meter",
    metadata,
    key("sector_id", String),
    key("meter_id", String),
    Column("sign", SmallInteger, nullable=False),
    **ROWLESS,
)

# A tank inside a sector: water that fills it is not used yet.
water_tank = Table(
    "core_water_tank",
    metadata,
    key("tank_id", String),
    Column("sector_id", String, nullable=False, index=True),
    Column("name", String, nullable=False),
)

water_tank_volume = Table(
    "core_water_tank_volume",
    metadata,
    key("tank_id", String),
    key("level_m", Float),
    Column("volume_m3", Float, nullable=False),
    **ROWLESS,
)

# No name, no address: the number of the meter and where it is.
water_customer = Table(
    "core_water_customer",
    metadata,
    Column("customer_no", Integer, primary_key=True, autoincrement=True),
    Column("meter_id", String, nullable=False, unique=True),
    Column("service_id", String),
    Column("sector_id", String, index=True),
    Column("commune_code", String),
    Column("epci_code", String),
    Column("departement_code", String),
    Column("usage", String, nullable=False),
    Column("simulated", Boolean, nullable=False),
)

# `least_l_per_h`: the least of the hours of the day; null when only the day was read.
water_customer_day = Table(
    "core_water_customer_day",
    metadata,
    key("customer_no", Integer),
    key("day", Date),
    Column("volume_m3", Float, nullable=False),
    Column("least_l_per_h", Float),
    Column("hours", SmallInteger, nullable=False),
    # At the end of the day, so that the next file follows on.
    Column("last_index_m3", Float),
    **ROWLESS,
)

# The official variables of a service: `code` is that of SISPEA ("VP.059") or an own one.
water_variable = Table(
    "core_water_variable",
    metadata,
    key("service_id", String),
    key("year", SmallInteger),
    key("code", String),
    Column("value", Float, nullable=False),
    Column("simulated", Boolean, nullable=False),
    **ROWLESS,
)

water_repair = Table(
    "core_water_repair",
    metadata,
    key("repair_id", String),
    Column("sector_id", String, index=True),
    Column("commune_code", String),
    Column("kind", String, nullable=False),
    Column("found_day", Date),
    Column("repaired_day", Date, nullable=False),
    # As measured by those who repaired; null when it was not.
    Column("flow_m3_h", Float),
    Column("latitude_deg", Float),
    Column("longitude_deg", Float),
    Column("simulated", Boolean, nullable=False),
)

# What noise loggers heard.
water_noise = Table(
    "core_water_noise",
    metadata,
    key("logger_id", String),
    key("at_s", BigInteger),
    Column("sector_id", String, index=True),
    Column("commune_code", String),
    Column("latitude_deg", Float),
    Column("longitude_deg", Float),
    Column("level_db", Float),
    Column("simulated", Boolean, nullable=False),
)

# What people did of an alert, never rewritten: the last row of an alert is its state. An alert is
# known by its place and by a day on which it ran, for its dates may move when data are reloaded.
water_follow_up = Table(
    "core_water_follow_up",
    metadata,
    Column("follow_up_no", Integer, primary_key=True, autoincrement=True),
    Column("place_kind", String, nullable=False),
    Column("place_id", String, nullable=False, index=True),
    Column("anchor_day", Date, nullable=False),
    Column("state", String, nullable=False),
    Column("note", String, nullable=False),
    Column("author", String, nullable=False),
    Column("at_s", BigInteger, nullable=False),
)
