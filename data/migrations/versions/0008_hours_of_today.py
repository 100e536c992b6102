"""Hours of today."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "out_footfall_today",
        sa.Column("site_id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("hour", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("sessions", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("site_id", "day", "hour"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("out_footfall_today")
