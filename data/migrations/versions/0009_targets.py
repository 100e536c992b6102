"""Targets."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "core_target",
        sa.Column("scope", sa.String(), autoincrement=False, nullable=False),
        sa.Column("indicator_key", sa.String(), autoincrement=False, nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("simulated", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "indicator_key", "year"),
    )


def downgrade() -> None:
    op.drop_table("core_target")
