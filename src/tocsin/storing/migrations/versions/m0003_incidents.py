"""Incidents, kept; the articles that are there wait to be merged."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables, and mark every article that has events."""
    _incidents()
    _members()
    op.create_table(
        "unmerged", _article(), _article_key(), sa.PrimaryKeyConstraint("article", name="pk_unmerged")
    )
    op.create_table(
        "digests",
        _article(),
        sa.Column("bands", sa.LargeBinary(), nullable=False),
        _article_key(),
        sa.PrimaryKeyConstraint("article", name="pk_digests"),
    )
    op.create_table(
        "copies",
        _article(),
        sa.Column("other", _number(), nullable=False),
        sa.Column("copied", sa.Boolean(), nullable=False),
        _article_key(),
        sa.ForeignKeyConstraint(["other"], ["articles.key"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article", "other", name="pk_copies"),
    )
    op.create_index("ix_copies_other", "copies", ["other"])
    op.execute("INSERT INTO unmerged (article) SELECT DISTINCT article FROM events")


def _incidents() -> None:
    op.create_table(
        "incidents",
        sa.Column("key", _number(), autoincrement=True, nullable=False),
        _words("id"),
        _words("type"),
        _words("mode", True),
        _words("modality"),
        _words("day"),
        _words("date_end", True),
        sa.Column("place", sa.Text(), nullable=True),
        _words("place_key", True),
        _words("place_country", True),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("sources", sa.Integer(), nullable=False),
        _words("parent", True),
        sa.Column("data", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("ix_incidents_day", "incidents", ["day", "id"])
    op.create_index("ix_incidents_type", "incidents", ["type", "day"])
    op.create_index("ix_incidents_place", "incidents", ["place_key"])
    op.create_index("ix_incidents_country", "incidents", ["place_country"])


def _members() -> None:
    op.create_table(
        "members",
        sa.Column("key", _number(), autoincrement=True, nullable=False),
        _article(),
        sa.Column("position", sa.Integer(), nullable=False),
        _words("event"),
        sa.Column("incident", _number(), nullable=True),
        _article_key(),
        sa.ForeignKeyConstraint(["incident"], ["incidents.key"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("event"),
        sa.UniqueConstraint("article", "position", name="uq_members"),
    )
    op.create_index("ix_members_incident", "members", ["incident"])
    loose = sa.text("incident IS NULL")
    op.create_index("ix_members_loose", "members", ["key"], sqlite_where=loose, postgresql_where=loose)
    op.create_table(
        "traces",
        _words("family"),
        _words("country"),
        sa.Column("span", sa.Integer(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("member", _number(), nullable=False),
        sa.ForeignKeyConstraint(["member"], ["members.key"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("family", "country", "span", "first", "last", "member", name="pk_traces"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_traces_member", "traces", ["member"])


def _article() -> sa.Column[int]:
    return sa.Column("article", _number(), nullable=False)


def _article_key() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["article"], ["articles.key"], ondelete="CASCADE")


def _number() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _words(name: str, optional: bool = False) -> sa.Column[str]:
    kind = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
    return sa.Column(name, kind, nullable=optional)
