"""Public buildings: meters, bills, weather, prices, and what screens read of them."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "core_bill",
        sa.Column("meter_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("first_day", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("amount_eur", sa.Float(), nullable=True),
        sa.Column("estimated", sa.Boolean(), nullable=False),
        sa.Column("simulated", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("meter_id", "first_day"),
    )
    op.create_table(
        "core_building",
        sa.Column("building_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("floor_m2", sa.Float(), nullable=True),
        sa.Column("commune_code", sa.String(), nullable=True),
        sa.Column("epci_code", sa.String(), nullable=True),
        sa.Column("departement_code", sa.String(), nullable=True),
        sa.Column("latitude_deg", sa.Float(), nullable=True),
        sa.Column("longitude_deg", sa.Float(), nullable=True),
        sa.Column("station_id", sa.String(), nullable=True),
        sa.Column("reference_year", sa.SmallInteger(), nullable=True),
        sa.Column("reference_kwh", sa.Float(), nullable=True),
        sa.Column("absolute_target_kwh_m2", sa.Float(), nullable=True),
        sa.Column("subject_to_decree", sa.Boolean(), nullable=True),
        sa.Column("simulated", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("building_id"),
    )
    op.create_table(
        "core_building_opening",
        sa.Column("building_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("weekday", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("start_min", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("end_min", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("building_id", "weekday", "start_min"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "core_building_work",
        sa.Column("work_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("building_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("energy", sa.String(), nullable=True),
        sa.Column("cost_eur", sa.Float(), nullable=True),
        sa.Column("expected_saving_pct", sa.Float(), nullable=True),
        sa.Column("simulated", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("work_id"),
    )
    op.create_index(
        op.f("ix_core_building_work_building_id"),
        "core_building_work",
        ["building_id"],
        unique=False,
    )
    op.create_table(
        "core_meter",
        sa.Column("meter_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("energy", sa.String(), nullable=False),
        sa.Column("calorific_basis", sa.String(), nullable=True),
        sa.Column("subscribed_kva", sa.Float(), nullable=True),
        sa.Column("digits", sa.SmallInteger(), nullable=True),
        sa.Column("simulated", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("meter_id"),
    )
    op.create_table(
        "core_meter_building",
        sa.Column("meter_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("building_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("share", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("meter_id", "building_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "core_meter_change",
        sa.Column("meter_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("at_s", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("last_index", sa.Float(), nullable=False),
        sa.Column("first_index", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("meter_id", "at_s"),
    )
    op.create_table(
        "core_reference_value",
        sa.Column("kind", sa.String(), autoincrement=False, nullable=False),
        sa.Column("item", sa.String(), autoincrement=False, nullable=False),
        sa.Column("first_day", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("shipped", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "item", "first_day"),
    )
    op.create_table(
        "core_weather_day",
        sa.Column("station_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("minimum_c", sa.Float(), nullable=True),
        sa.Column("maximum_c", sa.Float(), nullable=True),
        sa.Column("mean_c", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("station_id", "day"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "core_weather_station",
        sa.Column("station_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("latitude_deg", sa.Float(), nullable=True),
        sa.Column("longitude_deg", sa.Float(), nullable=True),
        sa.Column("altitude_m", sa.Float(), nullable=True),
        sa.Column("simulated", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("station_id"),
    )
    op.create_table(
        "out_building_alert",
        sa.Column("threshold", sa.Float(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), autoincrement=False, nullable=False),
        sa.Column("building_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("energy", sa.String(), autoincrement=False, nullable=False),
        sa.Column("since", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("detected", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("excess_per_day", sa.Float(), nullable=False),
        sa.Column("excess", sa.Float(), nullable=False),
        sa.Column("eur_year", sa.Float(), nullable=True),
        sa.Column("eur", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("threshold", "kind", "building_id", "energy", "since"),
    )
    op.create_table(
        "out_building_load",
        sa.Column("building_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("energy", sa.String(), autoincrement=False, nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("mean_per_h", sa.Float(), nullable=False),
        sa.Column("base_per_h", sa.Float(), nullable=False),
        sa.Column("night_share_pct", sa.Float(), nullable=False),
        sa.Column("weekend_share_pct", sa.Float(), nullable=False),
        sa.Column("closed_share_pct", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("building_id", "energy"),
    )
    op.create_table(
        "out_building_load_profile",
        sa.Column("building_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("energy", sa.String(), autoincrement=False, nullable=False),
        sa.Column("weekday", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("hour", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("mean_per_h", sa.Float(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("building_id", "energy", "weekday", "hour"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "out_building_month",
        sa.Column("month", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("building_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("energy", sa.String(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("final_kwh", sa.Float(), nullable=True),
        sa.Column("eur", sa.Float(), nullable=True),
        sa.Column("kgco2e", sa.Float(), nullable=True),
        sa.Column("days", sa.SmallInteger(), nullable=False),
        sa.Column("known_days", sa.SmallInteger(), nullable=False),
        sa.Column("spread_days", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("month", "building_id", "energy"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_out_building_month_building_id", "out_building_month", ["building_id"], unique=False
    )
    op.create_table(
        "out_building_saving",
        sa.Column("work_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("energy", sa.String(), autoincrement=False, nullable=False),
        sa.Column("building_id", sa.String(), nullable=False),
        sa.Column("baseline_first_day", sa.Date(), nullable=False),
        sa.Column("baseline_last_day", sa.Date(), nullable=False),
        sa.Column("reporting_first_day", sa.Date(), nullable=False),
        sa.Column("reporting_last_day", sa.Date(), nullable=False),
        sa.Column("reporting_share", sa.Float(), nullable=False),
        sa.Column("measured", sa.Float(), nullable=False),
        sa.Column("expected", sa.Float(), nullable=False),
        sa.Column("saving", sa.Float(), nullable=False),
        sa.Column("saving_low", sa.Float(), nullable=False),
        sa.Column("saving_high", sa.Float(), nullable=False),
        sa.Column("eur_year", sa.Float(), nullable=True),
        sa.Column("proven", sa.Boolean(), nullable=False),
        sa.Column("notices", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("work_id", "energy"),
    )
    op.create_index(
        op.f("ix_out_building_saving_building_id"),
        "out_building_saving",
        ["building_id"],
        unique=False,
    )
    op.create_table(
        "out_building_saving_week",
        sa.Column("work_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("energy", sa.String(), autoincrement=False, nullable=False),
        sa.Column("after", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("week", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("expected", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("work_id", "energy", "after", "week"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "out_building_scope_month",
        sa.Column("scope", sa.String(), autoincrement=False, nullable=False),
        sa.Column("month", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("energy", sa.String(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("final_kwh", sa.Float(), nullable=True),
        sa.Column("eur", sa.Float(), nullable=True),
        sa.Column("kgco2e", sa.Float(), nullable=True),
        sa.Column("buildings", sa.Integer(), nullable=False),
        sa.Column("complete", sa.Integer(), nullable=False),
        sa.Column("common", sa.Integer(), nullable=False),
        sa.Column("common_value", sa.Float(), nullable=True),
        sa.Column("common_value_before", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("scope", "month", "energy"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "out_building_signature",
        sa.Column("building_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("energy", sa.String(), autoincrement=False, nullable=False),
        sa.Column("last_day", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("base_per_day", sa.Float(), nullable=False),
        sa.Column("heating_per_k_d", sa.Float(), nullable=False),
        sa.Column("heating_balance_c", sa.Float(), nullable=True),
        sa.Column("cooling_per_k_d", sa.Float(), nullable=False),
        sa.Column("cooling_balance_c", sa.Float(), nullable=True),
        sa.Column("r2", sa.Float(), nullable=True),
        sa.Column("cv_rmse_pct", sa.Float(), nullable=True),
        sa.Column("residual_sd", sa.Float(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("grain", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("building_id", "energy", "last_day"),
    )
    op.create_table(
        "out_building_year",
        sa.Column("last_month", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("building_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("final_kwh", sa.Float(), nullable=True),
        sa.Column("heating_kwh", sa.Float(), nullable=True),
        sa.Column("cooling_kwh", sa.Float(), nullable=True),
        sa.Column("adjusted_kwh", sa.Float(), nullable=True),
        sa.Column("water_m3", sa.Float(), nullable=True),
        sa.Column("eur", sa.Float(), nullable=True),
        sa.Column("kgco2e", sa.Float(), nullable=True),
        sa.Column("known_share", sa.Float(), nullable=False),
        sa.Column("kwh_m2", sa.Float(), nullable=True),
        sa.Column("peers", sa.Integer(), nullable=True),
        sa.Column("peer_median_kwh_m2", sa.Float(), nullable=True),
        sa.Column("potential_eur", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("last_month", "building_id"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_out_building_year_building_id", "out_building_year", ["building_id"], unique=False
    )
    op.create_table(
        "out_building_year_model",
        sa.Column("building_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("energy", sa.String(), autoincrement=False, nullable=False),
        sa.Column("since", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("base_per_day", sa.Float(), nullable=False),
        sa.Column("heating_per_k_d", sa.Float(), nullable=False),
        sa.Column("heating_balance_c", sa.Float(), nullable=True),
        sa.Column("cooling_per_k_d", sa.Float(), nullable=False),
        sa.Column("cooling_balance_c", sa.Float(), nullable=True),
        sa.Column("added_per_day", sa.String(), nullable=False),
        sa.Column("factor", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("building_id", "energy", "since"),
    )
    op.create_table(
        "out_degree_day",
        sa.Column("station_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("mean_c", sa.Float(), nullable=False),
        sa.Column("heating_k_d", sa.Float(), nullable=False),
        sa.Column("heating_costic_k_d", sa.Float(), nullable=True),
        sa.Column("cooling_k_d", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("station_id", "day"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("out_degree_day")
    op.drop_table("out_building_year_model")
    op.drop_index("ix_out_building_year_building_id", table_name="out_building_year")
    op.drop_table("out_building_year")
    op.drop_table("out_building_signature")
    op.drop_table("out_building_scope_month")
    op.drop_table("out_building_saving_week")
    op.drop_index(op.f("ix_out_building_saving_building_id"), table_name="out_building_saving")
    op.drop_table("out_building_saving")
    op.drop_index("ix_out_building_month_building_id", table_name="out_building_month")
    op.drop_table("out_building_month")
    op.drop_table("out_building_load_profile")
    op.drop_table("out_building_load")
    op.drop_table("out_building_alert")
    op.drop_table("core_weather_station")
    op.drop_table("core_weather_day")
    op.drop_table("core_reference_value")
    op.drop_table("core_meter_change")
    op.drop_table("core_meter_building")
    op.drop_table("core_meter")
    op.drop_index(op.f("ix_core_building_work_building_id"), table_name="core_building_work")
    op.drop_table("core_building_work")
    op.drop_table("core_building_opening")
    op.drop_table("core_building")
    op.drop_table("core_bill")
