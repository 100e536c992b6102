"""Public lighting: cabinets, points, schedules, bills, faults, zones, and what screens read."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "core_light_bill",
        sa.Column("supply_point", sa.String(), autoincrement=False, nullable=False),
        sa.Column("month", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("kwh", sa.Float(), nullable=True),
        sa.Column("eur", sa.Float(), nullable=True),
        sa.Column("subscription_eur", sa.Float(), nullable=True),
        sa.Column("commune_code", sa.String(), nullable=True),
        sa.Column("epci_code", sa.String(), nullable=True),
        sa.Column("departement_code", sa.String(), nullable=True),
        sa.Column("prorated", sa.Boolean(), nullable=False),
        sa.Column("simulated", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("supply_point", "month"),
    )
    op.create_table(
        "core_light_cabinet",
        sa.Column("cabinet_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("commune_code", sa.String(), nullable=True),
        sa.Column("epci_code", sa.String(), nullable=True),
        sa.Column("departement_code", sa.String(), nullable=True),
        sa.Column("latitude_deg", sa.Float(), nullable=True),
        sa.Column("longitude_deg", sa.Float(), nullable=True),
        sa.Column("supply_point", sa.String(), nullable=True),
        sa.Column("subscribed_kva", sa.Float(), nullable=True),
        sa.Column("simulated", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("cabinet_id"),
    )
    op.create_table(
        "core_light_fault",
        sa.Column("fault_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("point_id", sa.String(), nullable=True),
        sa.Column("cabinet_id", sa.String(), nullable=True),
        sa.Column("commune_code", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reported_s", sa.BigInteger(), nullable=False),
        sa.Column("repaired_s", sa.BigInteger(), nullable=True),
        sa.Column("simulated", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("fault_id"),
    )
    op.create_table(
        "core_light_point",
        sa.Column("point_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("cabinet_id", sa.String(), nullable=True),
        sa.Column("commune_code", sa.String(), nullable=True),
        sa.Column("epci_code", sa.String(), nullable=True),
        sa.Column("departement_code", sa.String(), nullable=True),
        sa.Column("latitude_deg", sa.Float(), nullable=True),
        sa.Column("longitude_deg", sa.Float(), nullable=True),
        sa.Column("lamp", sa.String(), nullable=False),
        sa.Column("power_w", sa.Float(), nullable=True),
        sa.Column("colour_k", sa.SmallInteger(), nullable=True),
        sa.Column("ulr_pct", sa.Float(), nullable=True),
        sa.Column("installed_year", sa.SmallInteger(), nullable=True),
        sa.Column("street", sa.String(), nullable=False),
        sa.Column("simulated", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("point_id"),
    )
    op.create_index(
        op.f("ix_core_light_point_cabinet_id"), "core_light_point", ["cabinet_id"], unique=False
    )
    op.create_index(
        op.f("ix_core_light_point_commune_code"), "core_light_point", ["commune_code"], unique=False
    )
    op.create_table(
        "core_light_reduction",
        sa.Column("cabinet_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("first_day", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("rank", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("weekdays", sa.String(), nullable=False),
        sa.Column("season_start", sa.String(), nullable=False),
        sa.Column("season_end", sa.String(), nullable=False),
        sa.Column("start_min", sa.SmallInteger(), nullable=False),
        sa.Column("end_min", sa.SmallInteger(), nullable=False),
        sa.Column("level_pct", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("cabinet_id", "first_day", "rank"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "core_light_schedule",
        sa.Column("cabinet_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("first_day", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("on_min", sa.SmallInteger(), nullable=True),
        sa.Column("off_min", sa.SmallInteger(), nullable=True),
        sa.Column("simulated", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("cabinet_id", "first_day"),
    )
    op.create_table(
        "core_light_zone",
        sa.Column("zone_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("geometry", sa.Text(), nullable=False),
        sa.Column("simulated", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("zone_id"),
    )
    op.create_table(
        "out_light_cabinet",
        sa.Column("cabinet_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("points_with_power", sa.Integer(), nullable=False),
        sa.Column("led_points", sa.Integer(), nullable=False),
        sa.Column("mercury_points", sa.Integer(), nullable=False),
        sa.Column("old_points", sa.Integer(), nullable=False),
        sa.Column("power_kw", sa.Float(), nullable=False),
        sa.Column("led_power_kw", sa.Float(), nullable=False),
        sa.Column("mean_year", sa.Float(), nullable=True),
        sa.Column("hours_year", sa.Float(), nullable=True),
        sa.Column("full_hours_year", sa.Float(), nullable=True),
        sa.Column("off_at_2h", sa.Boolean(), nullable=True),
        sa.Column("decided", sa.Date(), nullable=True),
        sa.Column("expected_kwh", sa.Float(), nullable=True),
        sa.Column("measured_kwh", sa.Float(), nullable=True),
        sa.Column("eur", sa.Float(), nullable=True),
        sa.Column("potential_kwh", sa.Float(), nullable=True),
        sa.Column("potential_eur", sa.Float(), nullable=True),
        sa.Column("anomaly", sa.String(), nullable=True),
        sa.Column("anomaly_kwh", sa.Float(), nullable=True),
        sa.Column("anomaly_eur", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("cabinet_id"),
    )
    op.create_table(
        "out_light_cabinet_month",
        sa.Column("cabinet_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("month", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("power_kw", sa.Float(), nullable=False),
        sa.Column("hours", sa.Float(), nullable=True),
        sa.Column("full_hours", sa.Float(), nullable=True),
        sa.Column("expected_kwh", sa.Float(), nullable=True),
        sa.Column("full_kwh", sa.Float(), nullable=True),
        sa.Column("measured_kwh", sa.Float(), nullable=True),
        sa.Column("eur", sa.Float(), nullable=True),
        sa.Column("subscription_eur", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("cabinet_id", "month"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "out_light_cell",
        sa.Column("size", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("commune_code", sa.String(), autoincrement=False, nullable=False),
        sa.Column("row_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("column_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("latitude_deg", sa.Float(), nullable=False),
        sa.Column("longitude_deg", sa.Float(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("lamp_points", sa.Integer(), nullable=False),
        sa.Column("scheduled_points", sa.Integer(), nullable=False),
        sa.Column("led_points", sa.Integer(), nullable=False),
        sa.Column("off_at_2h_points", sa.Integer(), nullable=False),
        sa.Column("power_kw", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("size", "commune_code", "row_no", "column_no"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_out_light_cell_commune", "out_light_cell", ["commune_code"], unique=False)
    op.create_table(
        "out_light_rule",
        sa.Column("scope", sa.String(), autoincrement=False, nullable=False),
        sa.Column("rule", sa.String(), autoincrement=False, nullable=False),
        sa.Column("kept", sa.Integer(), nullable=False),
        sa.Column("broken", sa.Integer(), nullable=False),
        sa.Column("unknown", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "rule"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "out_light_scope",
        sa.Column("scope", sa.String(), autoincrement=False, nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("points_with_power", sa.Integer(), nullable=False),
        sa.Column("points_with_year", sa.Integer(), nullable=False),
        sa.Column("cabinets", sa.Integer(), nullable=False),
        sa.Column("led_points", sa.Integer(), nullable=False),
        sa.Column("mercury_points", sa.Integer(), nullable=False),
        sa.Column("old_points", sa.Integer(), nullable=False),
        sa.Column("off_at_2h_points", sa.Integer(), nullable=False),
        sa.Column("scheduled_points", sa.Integer(), nullable=False),
        sa.Column("power_kw", sa.Float(), nullable=False),
        sa.Column("mean_age_years", sa.Float(), nullable=True),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.Column("faults_year", sa.Integer(), nullable=False),
        sa.Column("repair_h", sa.Float(), nullable=True),
        sa.Column("dark_hours_year", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("scope"),
    )
    op.create_table(
        "out_light_scope_month",
        sa.Column("scope", sa.String(), autoincrement=False, nullable=False),
        sa.Column("month", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("cabinets", sa.Integer(), nullable=False),
        sa.Column("billed", sa.Integer(), nullable=False),
        sa.Column("power_kw", sa.Float(), nullable=False),
        sa.Column("expected_kwh", sa.Float(), nullable=True),
        sa.Column("full_kwh", sa.Float(), nullable=True),
        sa.Column("billed_expected_kwh", sa.Float(), nullable=True),
        sa.Column("billed_full_kwh", sa.Float(), nullable=True),
        sa.Column("billed_power_kw", sa.Float(), nullable=True),
        sa.Column("billed_points", sa.Integer(), nullable=True),
        sa.Column("billed_population", sa.Integer(), nullable=True),
        sa.Column("measured_kwh", sa.Float(), nullable=True),
        sa.Column("eur", sa.Float(), nullable=True),
        sa.Column("subscription_eur", sa.Float(), nullable=True),
        sa.Column("prorated", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "month"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "out_light_change",
        sa.Column("scope", sa.String(), autoincrement=False, nullable=False),
        sa.Column("month", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("cabinets", sa.Integer(), nullable=False),
        sa.Column("kwh", sa.Float(), nullable=False),
        sa.Column("kwh_before", sa.Float(), nullable=False),
        sa.Column("power_kwh", sa.Float(), nullable=False),
        sa.Column("hours_kwh", sa.Float(), nullable=False),
        sa.Column("gap_kwh", sa.Float(), nullable=False),
        sa.Column("eur", sa.Float(), nullable=False),
        sa.Column("eur_before", sa.Float(), nullable=False),
        sa.Column("power_eur", sa.Float(), nullable=False),
        sa.Column("hours_eur", sa.Float(), nullable=False),
        sa.Column("price_eur", sa.Float(), nullable=False),
        sa.Column("subscription_eur", sa.Float(), nullable=False),
        sa.Column("gap_eur", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "month"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "out_light_stock",
        sa.Column("scope", sa.String(), autoincrement=False, nullable=False),
        sa.Column("lamp", sa.String(), autoincrement=False, nullable=False),
        sa.Column("decade", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("power_kw", sa.Float(), nullable=False),
        sa.Column("years", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "lamp", "decade"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:

    op.drop_table("out_light_stock")
    op.drop_table("out_light_change")
    op.drop_table("out_light_scope_month")
    op.drop_table("out_light_scope")
    op.drop_table("out_light_rule")
    op.drop_index("ix_out_light_cell_commune", table_name="out_light_cell")
    op.drop_table("out_light_cell")
    op.drop_table("out_light_cabinet_month")
    op.drop_table("out_light_cabinet")
    op.drop_table("core_light_zone")
    op.drop_table("core_light_schedule")
    op.drop_table("core_light_reduction")
    op.drop_index(op.f("ix_core_light_point_commune_code"), table_name="core_light_point")
    op.drop_index(op.f("ix_core_light_point_cabinet_id"), table_name="core_light_point")
    op.drop_table("core_light_point")
    op.drop_table("core_light_fault")
    op.drop_table("core_light_cabinet")
    op.drop_table("core_light_bill")
