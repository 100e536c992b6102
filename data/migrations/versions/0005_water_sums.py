"""What screens read of water."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "out_water_alert",
        sa.Column("budget", sa.Float(), autoincrement=False, nullable=False),
        sa.Column("place_kind", sa.String(), autoincrement=False, nullable=False),
        sa.Column("place_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("since", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), autoincrement=False, nullable=False),
        sa.Column("detected", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("flow_m3_h", sa.Float(), nullable=False),
        sa.Column("low_m3_h", sa.Float(), nullable=True),
        sa.Column("high_m3_h", sa.Float(), nullable=True),
        sa.Column("lost_m3", sa.Float(), nullable=False),
        sa.Column("eur", sa.Float(), nullable=True),
        sa.Column("eur_year", sa.Float(), nullable=True),
        sa.Column("confidence", sa.String(), nullable=False),
        sa.Column("noises", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("budget", "place_kind", "place_id", "since", "kind"),
    )
    op.create_table(
        "out_water_fault",
        sa.Column("meter_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), autoincrement=False, nullable=False),
        sa.Column("first_day", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("sector_id", sa.String(), nullable=True),
        sa.Column("detail", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("meter_id", "kind", "first_day"),
    )
    op.create_table(
        "out_water_saving",
        sa.Column("repair_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("before_m3_h", sa.Float(), nullable=False),
        sa.Column("after_m3_h", sa.Float(), nullable=False),
        sa.Column("saved_m3_h", sa.Float(), nullable=False),
        sa.Column("low_m3_h", sa.Float(), nullable=False),
        sa.Column("high_m3_h", sa.Float(), nullable=False),
        sa.Column("eur_year", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("repair_id"),
    )
    op.create_table(
        "out_water_scope_service",
        sa.Column("scope", sa.String(), autoincrement=False, nullable=False),
        sa.Column("service_id", sa.String(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("scope", "service_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "out_water_sector",
        sa.Column("sector_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("judged", sa.Boolean(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("night_m3_h", sa.Float(), nullable=True),
        sa.Column("night_use_m3_h", sa.Float(), nullable=True),
        sa.Column("leakage_m3_km_day", sa.Float(), nullable=True),
        sa.Column("inflow_m3_day", sa.Float(), nullable=True),
        sa.Column("open_alerts", sa.Integer(), nullable=False),
        sa.Column("leak_m3_h", sa.Float(), nullable=True),
        sa.Column("eur_year", sa.Float(), nullable=True),
        sa.Column("open_faults", sa.Integer(), nullable=False),
        sa.Column("known_days", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sector_id"),
    )
    op.create_table(
        "out_water_sector_day",
        sa.Column("sector_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("inflow_m3", sa.Float(), nullable=True),
        sa.Column("hours", sa.SmallInteger(), nullable=False),
        sa.Column("night_m3_h", sa.Float(), nullable=True),
        sa.Column("least_m3_h", sa.Float(), nullable=True),
        sa.Column("expected_m3_h", sa.Float(), nullable=True),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("threshold", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("sector_id", "day"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "out_water_sector_hour",
        sa.Column("sector_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("hour_s", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("inflow_m3_h", sa.Float(), nullable=True),
        sa.Column("usual_m3_h", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("sector_id", "hour_s"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "out_water_service_year",
        sa.Column("service_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("produced_m3", sa.Float(), nullable=True),
        sa.Column("imported_m3", sa.Float(), nullable=True),
        sa.Column("exported_m3", sa.Float(), nullable=True),
        sa.Column("distributed_m3", sa.Float(), nullable=True),
        sa.Column("metered_m3", sa.Float(), nullable=True),
        sa.Column("unmetered_m3", sa.Float(), nullable=True),
        sa.Column("service_m3", sa.Float(), nullable=True),
        sa.Column("authorised_m3", sa.Float(), nullable=True),
        sa.Column("lost_m3", sa.Float(), nullable=True),
        sa.Column("pipe_km", sa.Float(), nullable=True),
        sa.Column("renewed_km", sa.Float(), nullable=True),
        sa.Column("customers", sa.Float(), nullable=True),
        sa.Column("yield_pct", sa.Float(), nullable=True),
        sa.Column("threshold_pct", sa.Float(), nullable=True),
        sa.Column("unmetered_index_m3_km_day", sa.Float(), nullable=True),
        sa.Column("loss_index_m3_km_day", sa.Float(), nullable=True),
        sa.Column("consumption_index_m3_km_day", sa.Float(), nullable=True),
        sa.Column("renewal_pct", sa.Float(), nullable=True),
        sa.Column("knowledge_points", sa.Float(), nullable=True),
        sa.Column("density_class", sa.String(), nullable=True),
        sa.Column("judgement", sa.String(), nullable=True),
        sa.Column("levy_eur", sa.Float(), nullable=True),
        sa.Column("point_eur", sa.Float(), nullable=True),
        sa.Column("lost_eur", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("service_id", "year"),
    )


def downgrade() -> None:
    op.drop_table("out_water_service_year")
    op.drop_table("out_water_sector_hour")
    op.drop_table("out_water_sector_day")
    op.drop_table("out_water_sector")
    op.drop_table("out_water_scope_service")
    op.drop_table("out_water_saving")
    op.drop_table("out_water_fault")
    op.drop_table("out_water_alert")
