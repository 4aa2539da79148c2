"""The first tables of a project."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None

WORDS = {
    "articles": ("title", "text"),
    "events": ("evidence", "actors", "recipients"),
    "statements": ("text", "speaker", "addressee"),
}
"""The columns in which words are looked for; on PostgreSQL those of an article are one, ``words``."""


def upgrade() -> None:
    """Make all tables and their indexes."""
    _make_about()
    _make_problems()
    _make_runs()
    _make_sources()
    _make_articles()
    _make_events()
    _make_recoded()
    _make_statements()
    _make_versions()
    _make_parties()
    if op.get_bind().dialect.name == "sqlite":
        _index_sqlite()
    else:
        _index_postgresql()


def _make_about() -> None:
    op.create_table(
        "about",
        _words("name"),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )


def _make_problems() -> None:
    op.create_table(
        "problems",
        _key(),
        _words("source"),
        _words("input"),
        _words("kind"),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("remedy", sa.Text(), nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        _words("first"),
        _words("last"),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("source"),
    )
    op.create_index("ix_problems_input", "problems", ["input"])


def _make_runs() -> None:
    op.create_table(
        "runs",
        _key(),
        _words("tocsin"),
        _words("fingerprint"),
        _words("options"),
        _words("started"),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("tocsin", "fingerprint", "options", name="uq_runs"),
    )


def _make_sources() -> None:
    op.create_table(
        "sources",
        _words("url"),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        _words("seen"),
        sa.PrimaryKeyConstraint("url"),
    )


def _make_articles() -> None:
    op.create_table(
        "articles",
        _key(),
        _words("id"),
        _words("url", True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        _words("published", True),
        _words("publisher", True),
        _words("language", True),
        sa.Column("dateline", sa.Text(), nullable=True),
        sa.Column("more", sa.Text(), nullable=True),
        _words("hash"),
        sa.Column("version", sa.Integer(), nullable=False),
        _words("added"),
        _to("run", True),
        _words("coded", True),
        sa.Column("warnings", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["run"],
            ["runs.key"],
        ),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("ix_articles_published", "articles", ["published"])
    op.create_index(
        "ix_articles_uncoded",
        "articles",
        ["key"],
        sqlite_where=sa.text("run IS NULL"),
        postgresql_where=sa.text("run IS NULL"),
    )
    op.create_index("ix_articles_url", "articles", ["url"], postgresql_using="hash")


def _make_events() -> None:
    op.create_table(
        "events",
        _key(),
        _to("article"),
        sa.Column("position", sa.Integer(), nullable=False),
        _words("id"),
        _words("type"),
        _words("mode", True),
        _words("cameo", True),
        sa.Column("quad", sa.Integer(), nullable=True),
        sa.Column("intensity", sa.Float(), nullable=True),
        _words("date_start", True),
        _words("date_end", True),
        _words("modality"),
        sa.Column("place", sa.Text(), nullable=True),
        _words("place_key", True),
        _words("place_country", True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("attribution", sa.Text(), nullable=True),
        _words("attribution_country", True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("actors", sa.Text(), nullable=False),
        sa.Column("recipients", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.key"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("article", "position", name="uq_events"),
    )
    op.create_index("ix_events_country", "events", ["place_country"])
    op.create_index("ix_events_dates", "events", ["date_start", "date_end"])
    op.create_index("ix_events_ends", "events", ["date_end"])
    op.create_index("ix_events_id", "events", ["id"])
    op.create_index("ix_events_modality", "events", ["modality"])
    op.create_index("ix_events_mode", "events", ["mode"])
    op.create_index("ix_events_place", "events", ["place_key"])
    op.create_index("ix_events_quad", "events", ["quad"])
    op.create_index("ix_events_type", "events", ["type", "mode"])


def _make_recoded() -> None:
    op.create_table(
        "recoded",
        _to("article"),
        _to("run"),
        _words("hash"),
        sa.Column("data", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.key"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["run"],
            ["runs.key"],
        ),
        sa.PrimaryKeyConstraint("article", name="pk_recoded"),
    )


def _make_statements() -> None:
    op.create_table(
        "statements",
        _key(),
        _to("article"),
        sa.Column("position", sa.Integer(), nullable=False),
        _words("id"),
        sa.Column("direct", sa.Boolean(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=True),
        _words("speaker_country", True),
        _words("speaker_code", True),
        sa.Column("addressee", sa.Text(), nullable=True),
        _words("addressee_country", True),
        _words("addressee_code", True),
        _words("channel", True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.key"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("article", "position", name="uq_statements"),
    )
    op.create_index("ix_statements_addressee", "statements", ["addressee_country"])
    op.create_index("ix_statements_id", "statements", ["id"])
    op.create_index("ix_statements_speaker", "statements", ["speaker_country"])


def _make_versions() -> None:
    op.create_table(
        "versions",
        _to("article"),
        sa.Column("version", sa.Integer(), nullable=False),
        _words("hash"),
        _words("added"),
        _words("replaced"),
        _to("run", True),
        sa.Column("data", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.key"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["run"],
            ["runs.key"],
        ),
        sa.PrimaryKeyConstraint("article", "version", name="pk_versions"),
    )


def _make_parties() -> None:
    op.create_table(
        "parties",
        _to("event"),
        _words("side"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        _words("country", True),
        _words("sector", True),
        _words("code", True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event"], ["events.key"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event", "side", "position", name="pk_parties"),
    )
    op.create_index("ix_parties_code", "parties", ["code", "side", "event"])
    op.create_index("ix_parties_country", "parties", ["country", "side", "event"])


def _index_sqlite() -> None:
    """Make the indexes over words and coordinates, and the triggers that keep them."""
    for table, columns in WORDS.items():
        names = ", ".join(columns)
        op.execute(
            f"CREATE VIRTUAL TABLE {table}_words USING fts5({names}, content='{table}', content_rowid='key', "
            "tokenize='unicode61 remove_diacritics 2')"
        )
        new, old = (", ".join(f"{row}.{name}" for name in columns) for row in ("new", "old"))
        add = f"INSERT INTO {table}_words(rowid, {names}) VALUES (new.key, {new});"
        drop = f"INSERT INTO {table}_words({table}_words, rowid, {names}) VALUES ('delete', old.key, {old});"
        op.execute(f"CREATE TRIGGER {table}_words_in AFTER INSERT ON {table} BEGIN {add} END")
        op.execute(f"CREATE TRIGGER {table}_words_out AFTER DELETE ON {table} BEGIN {drop} END")
        op.execute(
            f"CREATE TRIGGER {table}_words_new AFTER UPDATE OF {names} ON {table} BEGIN {drop} {add} END"
        )
    op.execute("CREATE VIRTUAL TABLE events_places USING rtree(key, south, north, west, east)")
    op.execute(
        "CREATE TRIGGER events_places_in AFTER INSERT ON events "
        "WHEN new.latitude IS NOT NULL AND new.longitude IS NOT NULL BEGIN INSERT INTO events_places "
        "VALUES (new.key, new.latitude, new.latitude, new.longitude, new.longitude); END"
    )
    op.execute(
        "CREATE TRIGGER events_places_out AFTER DELETE ON events "
        "BEGIN DELETE FROM events_places WHERE key = old.key; END"
    )


def _index_postgresql() -> None:
    """Make the indexes over words and coordinates; ``tocsin.storing.postgres`` fills those of words."""
    op.create_index("ix_events_coordinates", "events", ["latitude", "longitude"])
    for table, columns in WORDS.items():
        names = ("words",) if table == "articles" else columns
        op.create_table(
            f"{table}_words",
            sa.Column(
                "key", sa.BigInteger(), sa.ForeignKey(f"{table}.key", ondelete="CASCADE"), primary_key=True
            ),
            *(sa.Column(name, postgresql.TSVECTOR(), nullable=False) for name in names),
        )
        for name in names:
            op.create_index(f"ix_{table}_words_{name}", f"{table}_words", [name], postgresql_using="gin")


def _key() -> sa.Column[int]:
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column("key", key, autoincrement=True, nullable=False)


def _to(name: str, optional: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=optional)


def _words(name: str, optional: bool = False) -> sa.Column[str]:
    kind = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
    return sa.Column(name, kind, nullable=optional)
