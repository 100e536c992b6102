"""first store."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "core_calendar_day",
        sa.Column("day", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("public_holiday", sa.String(), nullable=True),
        sa.Column("school_holiday", sa.String(), nullable=True),
        sa.Column("school_zones", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("day"),
    )
    op.create_table(
        "core_event",
        sa.Column("event_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("simulated", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("event_id"),
    )
    op.create_index(op.f("ix_core_event_scope"), "core_event", ["scope"], unique=False)
    op.create_table(
        "core_footfall_access_point",
        sa.Column("access_point_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("site_id", sa.String(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("access_point_id"),
    )
    op.create_index(
        op.f("ix_core_footfall_access_point_site_id"),
        "core_footfall_access_point",
        ["site_id"],
        unique=False,
    )
    op.create_table(
        "core_footfall_access_point_state",
        sa.Column("access_point_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("at_s", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("up", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("access_point_id", "at_s"),
    )
    op.create_table(
        "core_footfall_site",
        sa.Column("site_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("place_kind", sa.String(), nullable=False),
        sa.Column("actor_kind", sa.String(), nullable=False),
        sa.Column("commune_code", sa.String(), nullable=True),
        sa.Column("epci_code", sa.String(), nullable=True),
        sa.Column("departement_code", sa.String(), nullable=True),
        sa.Column("latitude_deg", sa.Float(), nullable=True),
        sa.Column("longitude_deg", sa.Float(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("declared_access_points", sa.Integer(), nullable=True),
        sa.Column("simulated", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("site_id"),
    )
    op.create_table(
        "core_footfall_site_day",
        sa.Column("day", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("site_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("sessions", sa.Integer(), nullable=True),
        sa.Column("terminals", sa.Integer(), nullable=True),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("day", "site_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "core_footfall_site_hour",
        sa.Column("day", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("site_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("hour", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("sessions", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "site_id", "hour"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "core_footfall_site_month",
        sa.Column("kind", sa.String(), autoincrement=False, nullable=False),
        sa.Column("month", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("site_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("item", sa.String(), autoincrement=False, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "month", "site_id", "item"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "core_footfall_site_return",
        sa.Column("site_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("month", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("terminals", sa.Integer(), nullable=False),
        sa.Column("returned", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("site_id", "month"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "core_reading",
        sa.Column("series_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at_s", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("quality", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("series_no", "at_s"),
        postgresql_partition_by="RANGE (at_s)",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "core_series",
        sa.Column("series_no", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("series_key", sa.String(), nullable=False),
        sa.Column("theme", sa.String(), nullable=False),
        sa.Column("quantity", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("step_s", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("direction", sa.String(), nullable=False),
        sa.Column("commune_code", sa.String(), nullable=True),
        sa.Column("latitude_deg", sa.Float(), nullable=True),
        sa.Column("longitude_deg", sa.Float(), nullable=True),
        sa.Column("source_key", sa.String(), nullable=False),
        sa.Column("simulated", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("series_no"),
        sa.UniqueConstraint("series_key"),
    )
    op.create_table(
        "core_series_notice",
        sa.Column("series_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("start_s", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(), autoincrement=False, nullable=False),
        sa.Column("end_s", sa.BigInteger(), nullable=False),
        sa.Column("detail", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("series_no", "start_s", "code"),
    )
    op.create_table(
        "core_series_scope",
        sa.Column("scope", sa.String(), autoincrement=False, nullable=False),
        sa.Column("series_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("scope", "series_no"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "core_source",
        sa.Column("source_key", sa.String(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("theme", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("licence", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("grain", sa.String(), nullable=False),
        sa.Column("refresh", sa.String(), nullable=False),
        sa.Column("fresh_h", sa.Integer(), nullable=False),
        sa.Column("stale_h", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("source_key"),
    )
    op.create_table(
        "load_run",
        sa.Column("run_id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("source_key", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("file_sha256", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("rows_read", sa.BigInteger(), nullable=False),
        sa.Column("rows_loaded", sa.BigInteger(), nullable=False),
        sa.Column("rows_quarantined", sa.BigInteger(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("watermark", sa.String(), nullable=True),
        sa.Column("simulated", sa.Boolean(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("notices", sa.Text(), nullable=False),
        sa.Column("started_s", sa.BigInteger(), nullable=False),
        sa.Column("ended_s", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("run_id"),
    )
    op.create_index(op.f("ix_load_run_source_key"), "load_run", ["source_key"], unique=False)
    op.create_table(
        "out_footfall_availability_day",
        sa.Column("scope", sa.String(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("access_points", sa.Integer(), nullable=False),
        sa.Column("up_h", sa.Float(), nullable=False),
        sa.Column("expected_h", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "day"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "out_footfall_day",
        sa.Column("scope", sa.String(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("sessions", sa.Integer(), nullable=True),
        sa.Column("terminals", sa.Integer(), nullable=True),
        sa.Column("sites_published", sa.Integer(), nullable=False),
        sa.Column("sites_hidden", sa.Integer(), nullable=False),
        sa.Column("sites_in_service", sa.Integer(), nullable=False),
        sa.Column("common_sites", sa.Integer(), nullable=False),
        sa.Column("common_terminals", sa.Integer(), nullable=True),
        sa.Column("common_terminals_before", sa.Integer(), nullable=True),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "day"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "out_footfall_month",
        sa.Column("kind", sa.String(), autoincrement=False, nullable=False),
        sa.Column("scope", sa.String(), autoincrement=False, nullable=False),
        sa.Column("month", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("item", sa.String(), autoincrement=False, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "scope", "month", "item"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "out_footfall_return",
        sa.Column("scope", sa.String(), autoincrement=False, nullable=False),
        sa.Column("month", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("terminals", sa.Integer(), nullable=False),
        sa.Column("returned", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "month"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "out_footfall_site_month_total",
        sa.Column("month", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("site_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("sessions", sa.Integer(), nullable=False),
        sa.Column("terminals", sa.Integer(), nullable=False),
        sa.Column("days_published", sa.Integer(), nullable=False),
        sa.Column("days_hidden", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", "site_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "out_footfall_week_hour",
        sa.Column("scope", sa.String(), autoincrement=False, nullable=False),
        sa.Column("month", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("weekday", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("hour", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("sessions", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "month", "weekday", "hour"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "out_scope",
        sa.Column("scope", sa.String(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("place_phrase", sa.String(), nullable=False),
        sa.Column("sites", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("scope"),
    )
    op.create_table(
        "out_series_day",
        sa.Column("series_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("minimum", sa.Float(), nullable=False),
        sa.Column("maximum", sa.Float(), nullable=False),
        sa.Column("readings", sa.Integer(), nullable=False),
        sa.Column("expected", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("series_no", "day"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "out_series_hour",
        sa.Column("series_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("hour_s", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("readings", sa.Integer(), nullable=False),
        sa.Column("expected", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("series_no", "hour_s"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "out_series_scope_day",
        sa.Column("scope", sa.String(), autoincrement=False, nullable=False),
        sa.Column("quantity", sa.String(), autoincrement=False, nullable=False),
        sa.Column("simulated", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "quantity", "simulated", "day"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "quarantine",
        sa.Column("run_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("line_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("raw_text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("run_id", "line_number"),
    )
    op.create_table(
        "raw_footfall_consented_day",
        sa.Column("site_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("consented_terminal", sa.String(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("site_id", "consented_terminal", "day"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "raw_footfall_month_count",
        sa.Column("kind", sa.String(), autoincrement=False, nullable=False),
        sa.Column("site_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("month", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("item", sa.String(), autoincrement=False, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("terminal_days", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "site_id", "month", "item"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "raw_footfall_session",
        sa.Column("session_key", sa.String(), autoincrement=False, nullable=False),
        sa.Column("site_id", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("terminal", sa.String(), nullable=False),
        sa.Column("start_s", sa.BigInteger(), nullable=False),
        sa.Column("stop_s", sa.BigInteger(), nullable=False),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("consented_terminal", sa.String(), nullable=True),
        sa.Column("received_s", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("session_key"),
    )
    op.create_index(
        op.f("ix_raw_footfall_session_day"), "raw_footfall_session", ["day"], unique=False
    )
    op.create_table(
        "raw_footfall_terminal_key",
        sa.Column("period", sa.String(), autoincrement=False, nullable=False),
        sa.Column("secret_hex", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("period"),
    )


def downgrade() -> None:
    op.drop_table("raw_footfall_terminal_key")
    op.drop_index(op.f("ix_raw_footfall_session_day"), table_name="raw_footfall_session")
    op.drop_table("raw_footfall_session")
    op.drop_table("raw_footfall_month_count")
    op.drop_table("raw_footfall_consented_day")
    op.drop_table("quarantine")
    op.drop_table("out_series_scope_day")
    op.drop_table("out_series_hour")
    op.drop_table("out_series_day")
    op.drop_table("out_scope")
    op.drop_table("out_footfall_week_hour")
    op.drop_table("out_footfall_site_month_total")
    op.drop_table("out_footfall_return")
    op.drop_table("out_footfall_month")
    op.drop_table("out_footfall_day")
    op.drop_table("out_footfall_availability_day")
    op.drop_index(op.f("ix_load_run_source_key"), table_name="load_run")
    op.drop_table("load_run")
    op.drop_table("core_source")
    op.drop_table("core_series_scope")
    op.drop_table("core_series_notice")
    op.drop_table("core_series")
    op.drop_table("core_reading")
    op.drop_table("core_footfall_site_return")
    op.drop_table("core_footfall_site_month")
    op.drop_table("core_footfall_site_hour")
    op.drop_table("core_footfall_site_day")
    op.drop_table("core_footfall_site")
    op.drop_table("core_footfall_access_point_state")
    op.drop_index(
        op.f("ix_core_footfall_access_point_site_id"), table_name="core_footfall_access_point"
    )
    op.drop_table("core_footfall_access_point")
    op.drop_index(op.f("ix_core_event_scope"), table_name="core_event")
    op.drop_table("core_event")
    op.drop_table("core_calendar_day")
