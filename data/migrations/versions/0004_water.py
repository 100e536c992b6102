"""Water: services, sectors, sensors, customers, volumes, repairs, follow-up of alerts."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "core_water_customer",
        sa.Column("customer_no", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("meter_id", sa.String(), nullable=False),
        sa.Column("service_id", sa.String(), nullable=True),
        sa.Column("sector_id", sa.String(), nullable=True),
        sa.Column("commune_code", sa.String(), nullable=True),
        sa.Column("epci_code", sa.String(), nullable=True),
        sa.Column("departement_code", sa.String(), nullable=True),
        sa.Column("usage", sa.String(), nullable=False),
        sa.Column("simulated", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("customer_no"),
        sa.UniqueConstraint("meter_id"),
    )
    op.create_index(
        op.f("ix_core_water_customer_sector_id"), "core_water_customer", ["sector_id"], unique=False
    )
    op.create_table(
        "core_water_customer_day",
        sa.Column("customer_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("volume_m3", sa.Float(), nullable=False),
        sa.Column("least_l_per_h", sa.Float(), nullable=True),
        sa.Column("hours", sa.SmallInteger(), nullable=False),
        sa.Column("last_index_m3", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("customer_no", "day"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "core_water_follow_up",
        sa.Column("follow_up_no", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("place_kind", sa.String(), nullable=False),
        sa.Column("place_id", sa.String(), nullable=False),
        sa.Column("anchor_day", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("at_s", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("follow_up_no"),
    )
    op.create_index(
        op.f("ix_core_water_follow_up_place_id"), "core_water_follow_up", ["place_id"], unique=False
    )
    op.create_table(
        "core_water_noise",
        sa.Column("logger_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("at_s", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("sector_id", sa.String(), nullable=True),
        sa.Column("commune_code", sa.String(), nullable=True),
        sa.Column("latitude_deg", sa.Float(), nullable=True),
        sa.Column("longitude_deg", sa.Float(), nullable=True),
        sa.Column("level_db", sa.Float(), nullable=True),
        sa.Column("simulated", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("logger_id", "at_s"),
    )
    op.create_index(
        op.f("ix_core_water_noise_sector_id"), "core_water_noise", ["sector_id"], unique=False
    )
    op.create_table(
        "core_water_repair",
        sa.Column("repair_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("sector_id", sa.String(), nullable=True),
        sa.Column("commune_code", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("found_day", sa.Date(), nullable=True),
        sa.Column("repaired_day", sa.Date(), nullable=False),
        sa.Column("flow_m3_h", sa.Float(), nullable=True),
        sa.Column("latitude_deg", sa.Float(), nullable=True),
        sa.Column("longitude_deg", sa.Float(), nullable=True),
        sa.Column("simulated", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("repair_id"),
    )
    op.create_index(
        op.f("ix_core_water_repair_sector_id"), "core_water_repair", ["sector_id"], unique=False
    )
    op.create_table(
        "core_water_sector",
        sa.Column("sector_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("service_id", sa.String(), nullable=True),
        sa.Column("commune_code", sa.String(), nullable=True),
        sa.Column("epci_code", sa.String(), nullable=True),
        sa.Column("departement_code", sa.String(), nullable=True),
        sa.Column("latitude_deg", sa.Float(), nullable=True),
        sa.Column("longitude_deg", sa.Float(), nullable=True),
        sa.Column("pipe_km", sa.Float(), nullable=True),
        sa.Column("customers", sa.Integer(), nullable=True),
        sa.Column("night_use_m3_h", sa.Float(), nullable=True),
        sa.Column("simulated", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("sector_id"),
    )
    op.create_index(
        op.f("ix_core_water_sector_service_id"), "core_water_sector", ["service_id"], unique=False
    )
    op.create_table(
        "core_water_sector_meter",
        sa.Column("sector_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("meter_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("sign", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sector_id", "meter_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "core_water_service",
        sa.Column("service_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("agency", sa.String(), nullable=True),
        sa.Column("short_of_water", sa.Boolean(), nullable=True),
        sa.Column("target_yield_pct", sa.Float(), nullable=True),
        sa.Column("simulated", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("service_id"),
    )
    op.create_table(
        "core_water_service_commune",
        sa.Column("service_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("commune_code", sa.String(), autoincrement=False, nullable=False),
        sa.Column("epci_code", sa.String(), nullable=True),
        sa.Column("departement_code", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("service_id", "commune_code"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "core_water_tank",
        sa.Column("tank_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("sector_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("tank_id"),
    )
    op.create_index(
        op.f("ix_core_water_tank_sector_id"), "core_water_tank", ["sector_id"], unique=False
    )
    op.create_table(
        "core_water_tank_volume",
        sa.Column("tank_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("level_m", sa.Float(), autoincrement=False, nullable=False),
        sa.Column("volume_m3", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("tank_id", "level_m"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "core_water_variable",
        sa.Column("service_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("simulated", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("service_id", "year", "code"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("core_water_variable")
    op.drop_table("core_water_tank_volume")
    op.drop_index(op.f("ix_core_water_tank_sector_id"), table_name="core_water_tank")
    op.drop_table("core_water_tank")
    op.drop_table("core_water_service_commune")
    op.drop_table("core_water_service")
    op.drop_table("core_water_sector_meter")
    op.drop_index(op.f("ix_core_water_sector_service_id"), table_name="core_water_sector")
    op.drop_table("core_water_sector")
    op.drop_index(op.f("ix_core_water_repair_sector_id"), table_name="core_water_repair")
    op.drop_table("core_water_repair")
    op.drop_index(op.f("ix_core_water_noise_sector_id"), table_name="core_water_noise")
    op.drop_table("core_water_noise")
    op.drop_index(op.f("ix_core_water_follow_up_place_id"), table_name="core_water_follow_up")
    op.drop_table("core_water_follow_up")
    op.drop_table("core_water_customer_day")
    op.drop_index(op.f("ix_core_water_customer_sector_id"), table_name="core_water_customer")
    op.drop_table("core_water_customer")
