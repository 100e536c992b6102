"""Digital inclusion: records of places, coverage, ingredients, activity, answers, and sums."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "core_inclusion_activity",
        sa.Column("source_key", sa.String(), autoincrement=False, nullable=False),
        sa.Column("place_key", sa.String(), autoincrement=False, nullable=False),
        sa.Column("month", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("dimension", sa.String(), autoincrement=False, nullable=False),
        sa.Column("item", sa.String(), autoincrement=False, nullable=False),
        sa.Column("place_name", sa.String(), nullable=False),
        sa.Column("commune_code", sa.String(), nullable=True),
        sa.Column("epci_code", sa.String(), nullable=True),
        sa.Column("departement_code", sa.String(), nullable=True),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("simulated", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("source_key", "place_key", "month", "dimension", "item"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "core_inclusion_answer",
        sa.Column("member", sa.String(), autoincrement=False, nullable=False),
        sa.Column("question", sa.String(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("commune_code", sa.String(), nullable=True),
        sa.Column("epci_code", sa.String(), nullable=True),
        sa.Column("departement_code", sa.String(), nullable=True),
        sa.Column("yes", sa.Boolean(), nullable=False),
        sa.Column("simulated", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("member", "question", "day"),
    )
    op.create_table(
        "core_inclusion_coverage",
        sa.Column("commune_code", sa.String(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("premises", sa.Integer(), nullable=False),
        sa.Column("none", sa.Integer(), nullable=False),
        sa.Column("from_05_mbit", sa.Integer(), nullable=False),
        sa.Column("from_3_mbit", sa.Integer(), nullable=False),
        sa.Column("from_8_mbit", sa.Integer(), nullable=False),
        sa.Column("from_30_mbit", sa.Integer(), nullable=False),
        sa.Column("from_100_mbit", sa.Integer(), nullable=False),
        sa.Column("from_1_gbit", sa.Integer(), nullable=False),
        sa.Column("simulated", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("commune_code", "day"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "core_inclusion_ingredient",
        sa.Column("commune_code", sa.String(), autoincrement=False, nullable=False),
        sa.Column("ingredient", sa.String(), autoincrement=False, nullable=False),
        sa.Column("value_pct", sa.Float(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=True),
        sa.Column("simulated", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("commune_code", "ingredient"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "core_inclusion_record",
        sa.Column("source_key", sa.String(), autoincrement=False, nullable=False),
        sa.Column("record_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("postcode", sa.String(), nullable=True),
        sa.Column("town", sa.String(), nullable=True),
        sa.Column("commune_code", sa.String(), nullable=True),
        sa.Column("epci_code", sa.String(), nullable=True),
        sa.Column("departement_code", sa.String(), nullable=True),
        sa.Column("latitude_deg", sa.Float(), nullable=True),
        sa.Column("longitude_deg", sa.Float(), nullable=True),
        sa.Column("siret", sa.String(), nullable=True),
        sa.Column("kinds", sa.String(), nullable=False),
        sa.Column("services", sa.String(), nullable=False),
        sa.Column("support", sa.String(), nullable=False),
        sa.Column("access", sa.String(), nullable=False),
        sa.Column("publics", sa.String(), nullable=False),
        sa.Column("special_care", sa.String(), nullable=False),
        sa.Column("fees", sa.String(), nullable=False),
        sa.Column("programmes", sa.String(), nullable=False),
        sa.Column("hours", sa.String(), nullable=True),
        sa.Column("website", sa.String(), nullable=True),
        sa.Column("accessibility_url", sa.String(), nullable=True),
        sa.Column("itinerant", sa.Boolean(), nullable=True),
        sa.Column("mediators", sa.Integer(), nullable=True),
        sa.Column("updated", sa.Date(), nullable=True),
        sa.Column("simulated", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("source_key", "record_id"),
    )
    op.create_table(
        "out_inclusion_commune",
        sa.Column("commune_code", sa.String(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("epci_code", sa.String(), nullable=True),
        sa.Column("departement_code", sa.String(), nullable=True),
        sa.Column("latitude_deg", sa.Float(), nullable=True),
        sa.Column("longitude_deg", sa.Float(), nullable=True),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.Column("fragility", sa.Float(), nullable=True),
        sa.Column("rank", sa.SmallInteger(), nullable=True),
        sa.Column("rank_low", sa.SmallInteger(), nullable=True),
        sa.Column("rank_high", sa.SmallInteger(), nullable=True),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("mediators", sa.Integer(), nullable=True),
        sa.Column("nearest_km", sa.Float(), nullable=True),
        sa.Column("nearest_place_id", sa.String(), nullable=True),
        sa.Column("nearest_open_km", sa.Float(), nullable=True),
        sa.Column("fibre_pct", sa.Float(), nullable=True),
        sa.Column("from_30_mbit_pct", sa.Float(), nullable=True),
        sa.Column("coverage_day", sa.Date(), nullable=True),
        sa.Column("uncovered_mobile_pct", sa.Float(), nullable=True),
        sa.Column("aged_65_pct", sa.Float(), nullable=True),
        sa.Column("low_diploma_pct", sa.Float(), nullable=True),
        sa.Column("poverty_pct", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("commune_code"),
    )
    op.create_table(
        "out_inclusion_place",
        sa.Column("place_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("postcode", sa.String(), nullable=True),
        sa.Column("town", sa.String(), nullable=True),
        sa.Column("commune_code", sa.String(), nullable=True),
        sa.Column("epci_code", sa.String(), nullable=True),
        sa.Column("departement_code", sa.String(), nullable=True),
        sa.Column("latitude_deg", sa.Float(), nullable=True),
        sa.Column("longitude_deg", sa.Float(), nullable=True),
        sa.Column("at_town_hall", sa.Boolean(), nullable=False),
        sa.Column("siret", sa.String(), nullable=True),
        sa.Column("kinds", sa.String(), nullable=False),
        sa.Column("services", sa.String(), nullable=False),
        sa.Column("support", sa.String(), nullable=False),
        sa.Column("access", sa.String(), nullable=False),
        sa.Column("publics", sa.String(), nullable=False),
        sa.Column("special_care", sa.String(), nullable=False),
        sa.Column("fees", sa.String(), nullable=False),
        sa.Column("programmes", sa.String(), nullable=False),
        sa.Column("hours", sa.String(), nullable=True),
        sa.Column("open_h_week", sa.Float(), nullable=True),
        sa.Column("open_saturday", sa.Boolean(), nullable=True),
        sa.Column("website", sa.String(), nullable=True),
        sa.Column("accessibility_url", sa.String(), nullable=True),
        sa.Column("itinerant", sa.Boolean(), nullable=True),
        sa.Column("mediators", sa.Integer(), nullable=True),
        sa.Column("updated", sa.Date(), nullable=True),
        sa.Column("sources", sa.String(), nullable=False),
        sa.Column("disagreements", sa.String(), nullable=False),
        sa.Column("simulated", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("place_id"),
    )
    op.create_table(
        "out_inclusion_place_record",
        sa.Column("source_key", sa.String(), autoincrement=False, nullable=False),
        sa.Column("record_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("place_id", sa.String(), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("source_key", "record_id"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_out_inclusion_place_record_place_id"),
        "out_inclusion_place_record",
        ["place_id"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index(
        op.f("ix_out_inclusion_place_record_place_id"), table_name="out_inclusion_place_record"
    )
    op.drop_table("out_inclusion_place_record")
    op.drop_table("out_inclusion_place")
    op.drop_table("out_inclusion_commune")
    op.drop_table("core_inclusion_record")
    op.drop_table("core_inclusion_ingredient")
    op.drop_table("core_inclusion_coverage")
    op.drop_table("core_inclusion_answer")
    op.drop_table("core_inclusion_activity")
