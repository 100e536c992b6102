"""Public buildings: what they are, their meters and bills, the weather, the prices.

Readings themselves are measured series: `place` is the meter, `quantity` one of
`data.buildings.vocabulary.ENERGIES`. Gas is in kWh PCS as metered (`value`); energies are only
ever added in kWh of final energy, gas brought to PCI (`final_kwh`).
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
)

from data.schema.base import ROWLESS, key, metadata

building = Table(
    "core_building",
    metadata,
    key("building_id", String),
    Column("name", String, nullable=False),
    Column("category", String, nullable=False),
    Column("floor_m2", Float),
    Column("commune_code", String),
    Column("epci_code", String),
    Column("departement_code", String),
    Column("latitude_deg", Float),
    Column("longitude_deg", Float),
    # The nearest station that has data; null when the place of the building is not known.
    Column("station_id", String),
    Column("reference_year", SmallInteger),
    Column("reference_kwh", Float),
    # "Cabs": the absolute objective of the decree as its owner has computed it.
    Column("absolute_target_kwh_m2", Float),
    Column("subject_to_decree", Boolean),
    Column("simulated", Boolean, nullable=False),
)

# No row: the hours are not known. Minutes from midnight, local time; weekday 0 is Monday.
opening = Table(
    "core_building_opening",
    metadata,
    key("building_id", String),
    key("weekday", SmallInteger),
    key("start_min", SmallInteger),
    Column("end_min", SmallInteger, nullable=False),
    **ROWLESS,
)

# A meter is a point of delivery (PRM, PCE…): the device behind it may be changed.
meter = Table(
    "core_meter",
    metadata,
    key("meter_id", String),
    Column("energy", String, nullable=False),
    # Gas only: whether its kWh are PCS or PCI as delivered; readings are stored in PCS.
    Column("calorific_basis", String),
    Column("subscribed_kva", Float),
    Column("digits", SmallInteger),
    Column("simulated", Boolean, nullable=False),
)

# `share` (0..1) of what the meter reads that is the building's.
meter_building = Table(
    "core_meter_building",
    metadata,
    key("meter_id", String),
    key("building_id", String),
    Column("share", Float, nullable=False),
    **ROWLESS,
)

meter_change = Table(
    "core_meter_change",
    metadata,
    key("meter_id", String),
    key("at_s", BigInteger),
    Column("last_index", Float, nullable=False),
    Column("first_index", Float, nullable=False),
)

# Both days are included. `value` is in the unit of the energy (kWh, kWh PCS, m³).
bill = Table(
    "core_bill",
    metadata,
    key("meter_id", String),
    key("first_day", Date),
    Column("last_day", Date, nullable=False),
    Column("value", Float, nullable=False),
    Column("amount_eur", Float),
    Column("estimated", Boolean, nullable=False),
    Column("simulated", Boolean, nullable=False),
)

work = Table(
    "core_building_work",
    metadata,
    key("work_id", String),
    Column("building_id", String, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("label", String, nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    # The energy concerned; null: all those of the building.
    Column("energy", String),
    Column("cost_eur", Float),
    Column("expected_saving_pct", Float),
    Column("simulated", Boolean, nullable=False),
)

weather_station = Table(
    "core_weather_station",
    metadata,
    key("station_id", String),
    Column("name", String, nullable=False),
    Column("latitude_deg", Float),
    Column("longitude_deg", Float),
    Column("altitude_m", Float),
    Column("simulated", Boolean, nullable=False),
)

weather_day = Table(
    "core_weather_day",
    metadata,
    key("station_id", String),
    key("day", Date),
    Column("minimum_c", Float),
    Column("maximum_c", Float),
    # As measured, where the station gives it.
    Column("mean_c", Float),
    **ROWLESS,
)

# Prices, emission factors, objectives: a value from a day on, with its source.
reference_value = Table(
    "core_reference_value",
    metadata,
    key("kind", String),
    key("item", String),
    key("first_day", Date),
    Column("value", Float, nullable=False),
    Column("unit", String, nullable=False),
    Column("source", String, nullable=False),
    # Read in the source named; else shown as "indicatif".
    Column("verified", Boolean, nullable=False),
    # Shipped with the application, not given by the operator.
    Column("shipped", Boolean, nullable=False),
)
