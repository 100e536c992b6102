"""What screens read of public buildings: sums, signatures, alerts, savings; rebuilt by loaders."""

from sqlalchemy import Boolean, Column, Date, Float, Index, Integer, SmallInteger, String, Table

from data.schema.base import ROWLESS, key, metadata

# `mean_c` is (Tn + Tx) / 2, or the mean measured where those are missing.
degree_day = Table(
    "out_degree_day",
    metadata,
    key("station_id", String),
    key("day", Date),
    Column("mean_c", Float, nullable=False),
    Column("heating_k_d", Float, nullable=False),
    Column("heating_costic_k_d", Float),
    Column("cooling_k_d", Float, nullable=False),
    **ROWLESS,
)

# `days` of the month, those with data (`known_days`), those spread from a bill (`spread_days`).
building_month = Table(
    "out_building_month",
    metadata,
    key("month", Date),
    key("building_id", String),
    key("energy", String),
    Column("value", Float, nullable=False),
    Column("final_kwh", Float),
    Column("eur", Float),
    Column("kgco2e", Float),
    Column("days", SmallInteger, nullable=False),
    Column("known_days", SmallInteger, nullable=False),
    Column("spread_days", SmallInteger, nullable=False),
    Index("ix_out_building_month_building_id", "building_id"),
    **ROWLESS,
)

# `buildings` have this energy at some time, `complete` have 90 % of the days of this month.
# `common_*`: the buildings complete in this month and in the same month one year before.
building_scope_month = Table(
    "out_building_scope_month",
    metadata,
    key("scope", String),
    key("month", Date),
    key("energy", String),
    Column("value", Float, nullable=False),
    Column("final_kwh", Float),
    Column("eur", Float),
    Column("kgco2e", Float),
    Column("buildings", Integer, nullable=False),
    Column("complete", Integer, nullable=False),
    Column("common", Integer, nullable=False),
    Column("common_value", Float),
    Column("common_value_before", Float),
    **ROWLESS,
)

# The twelve months that end with `last_month`, by building, all energies; water beside.
# Sums are null when one of the energies of the building has under 90 % of its days.
building_year = Table(
    "out_building_year",
    metadata,
    key("last_month", Date),
    key("building_id", String),
    Column("final_kwh", Float),
    Column("heating_kwh", Float),
    Column("cooling_kwh", Float),
    Column("adjusted_kwh", Float),
    Column("water_m3", Float),
    Column("eur", Float),
    Column("kgco2e", Float),
    Column("known_share", Float, nullable=False),
    Column("kwh_m2", Float),
    Column("peers", Integer),
    Column("peer_median_kwh_m2", Float),
    Column("potential_eur", Float),
    Index("ix_out_building_year_building_id", "building_id"),
    **ROWLESS,
)

# kWh (or m³) per day = base + heating x max(0, heating balance - T) + cooling x max(0, T - …).
signature = Table(
    "out_building_signature",
    metadata,
    key("building_id", String),
    key("energy", String),
    key("last_day", Date),
    Column("first_day", Date, nullable=False),
    Column("model", String, nullable=False),
    Column("base_per_day", Float, nullable=False),
    Column("heating_per_k_d", Float, nullable=False),
    Column("heating_balance_c", Float),
    Column("cooling_per_k_d", Float, nullable=False),
    Column("cooling_balance_c", Float),
    Column("r2", Float),
    Column("cv_rmse_pct", Float),
    Column("residual_sd", Float, nullable=False),
    Column("points", Integer, nullable=False),
    Column("grain", String, nullable=False),
)

# What alerts expect of days measured one by one, from `since` on: the signature of the year before
# and its corrections by type of day, two JSON lists in the order of `day_types`.
year_model = Table(
    "out_building_year_model",
    metadata,
    key("building_id", String),
    key("energy", String),
    key("since", Date),
    Column("first_day", Date, nullable=False),
    Column("base_per_day", Float, nullable=False),
    Column("heating_per_k_d", Float, nullable=False),
    Column("heating_balance_c", Float),
    Column("cooling_per_k_d", Float, nullable=False),
    Column("cooling_balance_c", Float),
    Column("added_per_day", String, nullable=False),
    Column("factor", String, nullable=False),
)

# The load of the last twelve months, where it is known by the hour.
load = Table(
    "out_building_load",
    metadata,
    key("building_id", String),
    key("energy", String),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("mean_per_h", Float, nullable=False),
    Column("base_per_h", Float, nullable=False),
    Column("night_share_pct", Float, nullable=False),
    Column("weekend_share_pct", Float, nullable=False),
    # Outside opening hours; null when these are not known.
    Column("closed_share_pct", Float),
)

load_profile = Table(
    "out_building_load_profile",
    metadata,
    key("building_id", String),
    key("energy", String),
    key("weekday", SmallInteger),
    key("hour", SmallInteger),
    Column("mean_per_h", Float, nullable=False),
    Column("days", Integer, nullable=False),
    **ROWLESS,
)

# `threshold` in standard deviations for drifts (several are kept, for the rehearsal), 0 for leaks.
alert = Table(
    "out_building_alert",
    metadata,
    key("threshold", Float),
    key("kind", String),
    key("building_id", String),
    key("energy", String),
    key("since", Date),
    Column("detected", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("open", Boolean, nullable=False),
    Column("excess_per_day", Float, nullable=False),
    Column("excess", Float, nullable=False),
    # Null without a price.
    Column("eur_year", Float),
    Column("eur", Float),
)

# What works have saved, against what the model of the year before expects.
saving = Table(
    "out_building_saving",
    metadata,
    key("work_id", String),
    key("energy", String),
    Column("building_id", String, nullable=False, index=True),
    Column("baseline_first_day", Date, nullable=False),
    Column("baseline_last_day", Date, nullable=False),
    Column("reporting_first_day", Date, nullable=False),
    Column("reporting_last_day", Date, nullable=False),
    # Of the days after the works, those compared: measured, and expected.
    Column("reporting_share", Float, nullable=False),
    Column("measured", Float, nullable=False),
    Column("expected", Float, nullable=False),
    Column("saving", Float, nullable=False),
    Column("saving_low", Float, nullable=False),
    Column("saving_high", Float, nullable=False),
    Column("eur_year", Float),
    Column("proven", Boolean, nullable=False),
    # Codes of data.quality, separated by commas.
    Column("notices", String, nullable=False),
)

# The weeks (Mondays) before and after works: sums over the days both measured and expected, null
# without any.
saving_week = Table(
    "out_building_saving_week",
    metadata,
    key("work_id", String),
    key("energy", String),
    key("after", Boolean),
    key("week", Date),
    Column("value", Float),
    Column("expected", Float),
    **ROWLESS,
)
