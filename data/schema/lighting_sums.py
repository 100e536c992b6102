"""What screens read of public lighting; rebuilt by loaders."""

from sqlalchemy import Boolean, Column, Date, Float, Index, Integer, SmallInteger, String, Table

from data.schema.base import ROWLESS, key, metadata

# One row a cabinet: its stock, its schedule today, what a year of it costs and could save.
light_cabinet_state = Table(
    "out_light_cabinet",
    metadata,
    key("cabinet_id", String),
    Column("points", Integer, nullable=False),
    Column("points_with_power", Integer, nullable=False),
    Column("led_points", Integer, nullable=False),
    Column("mercury_points", Integer, nullable=False),
    Column("old_points", Integer, nullable=False),
    Column("power_kw", Float, nullable=False),
    Column("led_power_kw", Float, nullable=False),
    Column("mean_year", Float),
    # Hours of a year of nights, as scheduled (dimming weighted) and without any reduction.
    Column("hours_year", Float),
    Column("full_hours_year", Float),
    Column("off_at_2h", Boolean),
    Column("decided", Date),
    # Of the last twelve months billed.
    Column("expected_kwh", Float),
    Column("measured_kwh", Float),
    Column("eur", Float),
    # What LED and a switch-off at night would still save each year.
    Column("potential_kwh", Float),
    Column("potential_eur", Float),
    Column("anomaly", String),
    Column("anomaly_kwh", Float),
    Column("anomaly_eur", Float),
)

light_cabinet_month = Table(
    "out_light_cabinet_month",
    metadata,
    key("cabinet_id", String),
    key("month", Date),
    Column("power_kw", Float, nullable=False),
    Column("hours", Float),
    Column("full_hours", Float),
    Column("expected_kwh", Float),
    Column("full_kwh", Float),
    Column("measured_kwh", Float),
    Column("eur", Float),
    Column("subscription_eur", Float),
    **ROWLESS,
)

# `billed_*`: of the cabinets whose month is billed, so that the ratio of two columns is true.
light_scope_month = Table(
    "out_light_scope_month",
    metadata,
    key("scope", String),
    key("month", Date),
    Column("cabinets", Integer, nullable=False),
    Column("billed", Integer, nullable=False),
    Column("power_kw", Float, nullable=False),
    Column("expected_kwh", Float),
    Column("full_kwh", Float),
    Column("billed_expected_kwh", Float),
    Column("billed_full_kwh", Float),
    Column("billed_power_kw", Float),
    # Points of the cabinets, and inhabitants of the communes, of which kWh are billed.
    Column("billed_points", Integer),
    Column("billed_population", Integer),
    Column("measured_kwh", Float),
    Column("eur", Float),
    Column("subscription_eur", Float),
    Column("prorated", Integer, nullable=False),
    **ROWLESS,
)

# The stock of a territory today.
light_scope = Table(
    "out_light_scope",
    metadata,
    key("scope", String),
    Column("points", Integer, nullable=False),
    Column("points_with_power", Integer, nullable=False),
    Column("points_with_year", Integer, nullable=False),
    Column("cabinets", Integer, nullable=False),
    Column("led_points", Integer, nullable=False),
    Column("mercury_points", Integer, nullable=False),
    Column("old_points", Integer, nullable=False),
    Column("off_at_2h_points", Integer, nullable=False),
    Column("scheduled_points", Integer, nullable=False),
    Column("power_kw", Float, nullable=False),
    Column("mean_age_years", Float),
    Column("population", Integer),
    Column("faults_year", Integer, nullable=False),
    Column("repair_h", Float),
    # Hours of night without lighting that reductions give back each year, mean of the points.
    Column("dark_hours_year", Float),
)

# Rules of the order that the data can decide: kept, not kept, not verifiable.
light_rule = Table(
    "out_light_rule",
    metadata,
    key("scope", String),
    key("rule", String),
    Column("kept", Integer, nullable=False),
    Column("broken", Integer, nullable=False),
    Column("unknown", Integer, nullable=False),
    **ROWLESS,
)

# Points by square of a grid, coarser and coarser: what the map of a large territory draws.
light_cell = Table(
    "out_light_cell",
    metadata,
    key("size", SmallInteger),
    key("commune_code", String),
    key("row_no", Integer),
    key("column_no", Integer),
    Column("latitude_deg", Float, nullable=False),
    Column("longitude_deg", Float, nullable=False),
    Column("points", Integer, nullable=False),
    # Those whose lamp, and whose schedule, are known: what the two others are a share of.
    Column("lamp_points", Integer, nullable=False),
    Column("scheduled_points", Integer, nullable=False),
    Column("led_points", Integer, nullable=False),
    Column("off_at_2h_points", Integer, nullable=False),
    Column("power_kw", Float, nullable=False),
    Index("ix_out_light_cell_commune", "commune_code"),
    **ROWLESS,
)

# Points of a territory by lamp and decade of installation (0: not known); `years` is a sum.
light_stock = Table(
    "out_light_stock",
    metadata,
    key("scope", String),
    key("lamp", String),
    key("decade", SmallInteger),
    Column("points", Integer, nullable=False),
    Column("power_kw", Float, nullable=False),
    Column("years", Integer, nullable=False),
    **ROWLESS,
)

# A month against the same one a year before, on the cabinets billed both times: the parts of the
# change in kWh add up to kwh − kwh_before, those of the change in euros to eur − eur_before.
light_change = Table(
    "out_light_change",
    metadata,
    key("scope", String),
    key("month", Date),
    Column("cabinets", Integer, nullable=False),
    Column("kwh", Float, nullable=False),
    Column("kwh_before", Float, nullable=False),
    Column("power_kwh", Float, nullable=False),
    Column("hours_kwh", Float, nullable=False),
    Column("gap_kwh", Float, nullable=False),
    Column("eur", Float, nullable=False),
    Column("eur_before", Float, nullable=False),
    Column("power_eur", Float, nullable=False),
    Column("hours_eur", Float, nullable=False),
    Column("price_eur", Float, nullable=False),
    Column("subscription_eur", Float, nullable=False),
    Column("gap_eur", Float, nullable=False),
    **ROWLESS,
)
