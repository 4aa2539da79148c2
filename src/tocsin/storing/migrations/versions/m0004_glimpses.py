"""What articles tell too faintly to be told as events; incidents are merged anew, as this version does."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table, and have every article merged again: members and traces are of other families."""
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "glimpses",
        sa.Column("article", number, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.key"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article", "position", name="pk_glimpses"),
    )
    op.execute("DELETE FROM members")
    op.execute("DELETE FROM incidents")
    op.execute("DELETE FROM unmerged")
    op.execute("INSERT INTO unmerged (article) SELECT DISTINCT article FROM events")
