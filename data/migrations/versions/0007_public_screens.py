"""Public screens."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "core_screen",
        sa.Column("screen_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("latitude_deg", sa.Float(), nullable=False),
        sa.Column("longitude_deg", sa.Float(), nullable=False),
        sa.Column("orientation", sa.String(), nullable=False),
        sa.Column("languages", sa.String(), nullable=False),
        sa.Column("slides", sa.String(), nullable=False),
        sa.Column("opening", sa.String(), nullable=True),
        sa.Column("standby_from", sa.String(), nullable=True),
        sa.Column("standby_until", sa.String(), nullable=True),
        sa.Column("messages", sa.Text(), nullable=False),
        sa.Column("simulated", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("screen_id"),
    )
    op.create_table(
        "core_screen_contact",
        sa.Column("screen_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("at_s", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("data_version", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("last_error", sa.String(), nullable=True),
        sa.Column("last_error_s", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("screen_id"),
    )


def downgrade() -> None:
    op.drop_table("core_screen_contact")
    op.drop_table("core_screen")
