"""Corrections, and what the coder wrote where they change it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"

DOUBTFUL = (
    "((1 - confidence) * (CASE quad WHEN 1 THEN 0.25 WHEN 2 THEN 0.5 WHEN 3 THEN 0.5 WHEN 4 THEN 1.0 "
    "ELSE 0.25 END + abs(coalesce(intensity, 0.0)) / 10.0))"
)
"""Twice the score by which events are reviewed."""


def upgrade() -> None:
    """Make the two tables."""
    op.create_table(
        "corrections",
        sa.Column("key", _number(), autoincrement=True, nullable=False),
        _words("made"),
        _words("who"),
        _words("what"),
        sa.Column("article", _number(), nullable=False),
        _words("event"),
        _words("other", True),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("other_target", sa.Text(), nullable=True),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        _words("undone", True),
        _words("undone_by", True),
        sa.ForeignKeyConstraint(["article"], ["articles.key"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_corrections_article", "corrections", ["article"])
    op.create_index("ix_corrections_event", "corrections", ["event"])
    op.create_table(
        "originals",
        sa.Column("article", _number(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("event", _number(), nullable=False),
        sa.Column("data", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["article"], ["articles.key"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article", "position", name="pk_originals"),
    )
    op.create_index("ix_originals_event", "originals", ["event"])
    # By type alone, so that the events of a type come in their order and the first ones are had at once.
    op.drop_index("ix_events_type", "events")
    op.create_index("ix_events_type", "events", ["type"])
    op.execute(f"CREATE INDEX ix_events_review ON events ({DOUBTFUL} DESC, key)")


def _number() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _words(name: str, optional: bool = False) -> sa.Column[str]:
    kind = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
    return sa.Column(name, kind, nullable=optional)
