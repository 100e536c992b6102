"""Public lighting: cabinets, light points, schedules, bills, faults, protected zones.

A cabinet (armoire) feeds points and follows one schedule at a time; its supply point is billed.
Loads by the hour are measured series of theme "lighting" whose `place` is the cabinet.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    SmallInteger,
    String,
    Table,
    Text,
)

from data.schema.base import ROWLESS, key, metadata

light_cabinet = Table(
    "core_light_cabinet",
    metadata,
    key("cabinet_id", String),
    Column("name", String, nullable=False),
    Column("commune_code", String),
    Column("epci_code", String),
    Column("departement_code", String),
    Column("latitude_deg", Float),
    Column("longitude_deg", Float),
    # The delivery point that is billed; the cabinet itself where the bill does not say.
    Column("supply_point", String),
    Column("subscribed_kva", Float),
    Column("simulated", Boolean, nullable=False),
)

# `cabinet_id` is null where an inventory names none: the point is counted, never computed.
light_point = Table(
    "core_light_point",
    metadata,
    key("point_id", String),
    Column("cabinet_id", String, index=True),
    Column("commune_code", String, index=True),
    Column("epci_code", String),
    Column("departement_code", String),
    Column("latitude_deg", Float),
    Column("longitude_deg", Float),
    Column("lamp", String, nullable=False),
    # With its ballast; null where the inventory does not say.
    Column("power_w", Float),
    Column("colour_k", SmallInteger),
    Column("ulr_pct", Float),
    Column("installed_year", SmallInteger),
    Column("street", String, nullable=False),
    Column("simulated", Boolean, nullable=False),
)

# From a day on: lit by the sun (`astronomic`) or by the clock (`fixed`: minutes, local time).
light_schedule = Table(
    "core_light_schedule",
    metadata,
    key("cabinet_id", String),
    key("first_day", Date),
    Column("rule", String, nullable=False),
    Column("on_min", SmallInteger),
    Column("off_min", SmallInteger),
    Column("simulated", Boolean, nullable=False),
)

# What a schedule takes off: the weekdays and the season of the evening, minutes from midnight
# (`end_min` under `start_min`: the window crosses midnight), the level left (0: off).
light_reduction = Table(
    "core_light_reduction",
    metadata,
    key("cabinet_id", String),
    key("first_day", Date),
    key("rank", SmallInteger),
    # Digits, 0 is Monday: "0123456".
    Column("weekdays", String, nullable=False),
    # "MM-DD", both included; a season may cross the new year.
    Column("season_start", String, nullable=False),
    Column("season_end", String, nullable=False),
    Column("start_min", SmallInteger, nullable=False),
    Column("end_min", SmallInteger, nullable=False),
    Column("level_pct", Float, nullable=False),
    **ROWLESS,
)

# `supply_point` of one or several cabinets. `prorated`: the month is a share of a longer bill.
light_bill = Table(
    "core_light_bill",
    metadata,
    key("supply_point", String),
    key("month", Date),
    Column("kwh", Float),
    Column("eur", Float),
    Column("subscription_eur", Float),
    Column("commune_code", String),
    Column("epci_code", String),
    Column("departement_code", String),
    Column("prorated", Boolean, nullable=False),
    Column("simulated", Boolean, nullable=False),
)

light_fault = Table(
    "core_light_fault",
    metadata,
    key("fault_id", String),
    Column("point_id", String),
    Column("cabinet_id", String),
    Column("commune_code", String),
    Column("kind", String, nullable=False),
    Column("reported_s", BigInteger, nullable=False),
    Column("repaired_s", BigInteger),
    Column("simulated", Boolean, nullable=False),
)

# Places where the order of 27 December 2018 asks for more; GeoJSON geometry in WGS84.
light_zone = Table(
    "core_light_zone",
    metadata,
    key("zone_id", String),
    Column("kind", String, nullable=False),
    Column("label", String, nullable=False),
    Column("geometry", Text, nullable=False),
    Column("simulated", Boolean, nullable=False),
)
