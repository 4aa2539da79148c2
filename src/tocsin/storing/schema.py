"""The tables of a project, as SQLAlchemy Core has them; ``migrations`` makes them.

The same on SQLite and PostgreSQL, but for the indexes over words and coordinates, which are in ``engines``.
``key`` is a number that means something in one project only; ``id`` is the id of the record. Times are UTC,
ISO 8601. A column ``data`` holds the whole record as JSON, the other columns what queries ask for.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import TEXT

REVISION = "0004"
"""The newest migration: what this Tocsin reads and writes."""

DOUBTFUL = (
    "((1 - confidence) * (CASE quad WHEN 1 THEN 0.25 WHEN 2 THEN 0.5 WHEN 3 THEN 0.5 WHEN 4 THEN 1.0 "
    "ELSE 0.25 END + abs(coalesce(intensity, 0.0)) / 10.0))"
)
"""Twice the score by which events are reviewed, letter for letter as in the index ``ix_events_review``."""

GLIMPSED = 1_000_000
"""Positions from here on are those of glimpses: no article has so many events."""

METADATA = MetaData()
Key = BigInteger().with_variant(Integer, "sqlite")
Words = Text().with_variant(TEXT(collation="C"), "postgresql")
"""Text that is compared by its code points, also on a server with a collation of its own."""


def _key() -> Column[int]:
    return Column("key", Key, primary_key=True, autoincrement=True)


def _of(table: str, *, name: str | None = None, optional: bool = False, cascade: bool = True) -> Column[int]:
    """Return a column that points to a row of another table, and goes with it if ``cascade``."""
    target = ForeignKey(f"{table}s.key", ondelete="CASCADE" if cascade else None)
    return Column(name or table, Key, target, nullable=optional)


about = Table(
    "about", METADATA, Column("name", Words, primary_key=True), Column("value", Text, nullable=False)
)
"""What made the project: ``tocsin``, the newest version that has written to it."""

runs = Table(
    "runs",
    METADATA,
    _key(),
    Column("tocsin", Words, nullable=False),
    Column("fingerprint", Words, nullable=False),
    Column("options", Words, nullable=False),
    Column("started", Words, nullable=False),
    UniqueConstraint("tocsin", "fingerprint", "options", name="uq_runs"),
)
"""The coders that have coded here: Tocsin's version, a hash of its data files, its options (JSON)."""

articles = Table(
    "articles",
    METADATA,
    _key(),
    Column("id", Words, nullable=False, unique=True),
    Column("url", Words),
    Column("title", Text),
    Column("text", Text, nullable=False),
    Column("published", Words),
    Column("publisher", Words),
    Column("language", Words),
    Column("dateline", Text),
    Column("more", Text),
    Column("hash", Words, nullable=False),
    Column("version", Integer, nullable=False),
    Column("added", Words, nullable=False),
    _of("run", optional=True, cascade=False),
    Column("coded", Words),
    Column("warnings", Text),
    Index("ix_articles_url", "url", postgresql_using="hash"),
    Index("ix_articles_published", "published"),
    Index(
        "ix_articles_uncoded", "key", sqlite_where=text("run IS NULL"), postgresql_where=text("run IS NULL")
    ),
)
"""``more``: fields of the record without a column, as JSON; ``run``: who coded it, null until then."""

versions = Table(
    "versions",
    METADATA,
    _of("article"),
    Column("version", Integer, nullable=False),
    Column("hash", Words, nullable=False),
    Column("added", Words, nullable=False),
    Column("replaced", Words, nullable=False),
    _of("run", optional=True, cascade=False),
    Column("data", Text, nullable=False),
    PrimaryKeyConstraint("article", "version", name="pk_versions"),
)
"""Earlier versions of an article; ``data`` is a document: article, events and statements as they were."""

events = Table(
    "events",
    METADATA,
    _key(),
    _of("article"),
    Column("position", Integer, nullable=False),
    Column("id", Words, nullable=False),
    Column("type", Words, nullable=False),
    Column("mode", Words),
    Column("cameo", Words),
    Column("quad", Integer),
    Column("intensity", Float),
    Column("date_start", Words),
    Column("date_end", Words),
    Column("modality", Words, nullable=False),
    Column("place", Text),
    Column("place_key", Words),
    Column("place_country", Words),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("attribution", Text),
    Column("attribution_country", Words),
    Column("confidence", Float, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("actors", Text, nullable=False),
    Column("recipients", Text, nullable=False),
    Column("data", Text, nullable=False),
    UniqueConstraint("article", "position", name="uq_events"),
    Index("ix_events_id", "id"),
    Index("ix_events_type", "type"),
    Index("ix_events_mode", "mode"),
    Index("ix_events_quad", "quad"),
    Index("ix_events_dates", "date_start", "date_end"),
    Index("ix_events_ends", "date_end"),
    Index("ix_events_modality", "modality"),
    Index("ix_events_place", "place_key"),
    Index("ix_events_country", "place_country"),
)
"""``place_key``: the name of the place as names are compared; ``actors``, ``recipients``: names and words."""

glimpses = Table(
    "glimpses",
    METADATA,
    _of("article"),
    Column("position", Integer, nullable=False),
    Column("data", Text, nullable=False),
    PrimaryKeyConstraint("article", "position", name="pk_glimpses"),
)
"""What articles may tell besides, too faint to be told as events; positions begin at ``GLIMPSED``."""

parties = Table(
    "parties",
    METADATA,
    _of("event"),
    Column("side", Words, nullable=False),
    Column("position", Integer, nullable=False),
    Column("name", Text),
    Column("country", Words),
    Column("sector", Words),
    Column("code", Words),
    Column("role", Text),
    Column("text", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    PrimaryKeyConstraint("event", "side", "position", name="pk_parties"),
    Index("ix_parties_country", "country", "side", "event"),
    Index("ix_parties_code", "code", "side", "event"),
)
"""``side`` is ``actor`` or ``recipient``."""

statements = Table(
    "statements",
    METADATA,
    _key(),
    _of("article"),
    Column("position", Integer, nullable=False),
    Column("id", Words, nullable=False),
    Column("direct", Boolean, nullable=False),
    Column("speaker", Text),
    Column("speaker_country", Words),
    Column("speaker_code", Words),
    Column("addressee", Text),
    Column("addressee_country", Words),
    Column("addressee_code", Words),
    Column("channel", Words),
    Column("text", Text, nullable=False),
    Column("data", Text, nullable=False),
    UniqueConstraint("article", "position", name="uq_statements"),
    Index("ix_statements_id", "id"),
    Index("ix_statements_speaker", "speaker_country"),
    Index("ix_statements_addressee", "addressee_country"),
)

problems = Table(
    "problems",
    METADATA,
    _key(),
    Column("source", Words, nullable=False, unique=True),
    Column("input", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("reason", Text, nullable=False),
    Column("remedy", Text, nullable=False),
    Column("options", Text, nullable=False),
    Column("first", Words, nullable=False),
    Column("last", Words, nullable=False),
    Column("tries", Integer, nullable=False),
    Index("ix_problems_input", "input"),
)
"""``input`` is what to read again, ``source`` the place in it; ``kind``: ``read`` or ``code``."""

sources = Table(
    "sources",
    METADATA,
    Column("url", Words, primary_key=True),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("seen", Words, nullable=False),
)
"""What was fetched, so that it is asked for again only if it has changed."""

recoded = Table(
    "recoded",
    METADATA,
    _of("article"),
    _of("run", cascade=False),
    Column("hash", Words, nullable=False),
    Column("data", Text, nullable=False),
    PrimaryKeyConstraint("article", name="pk_recoded"),
)
"""The side table of ``tocsin recode``: documents of a newer coder that are not accepted yet."""

corrections = Table(
    "corrections",
    METADATA,
    _key(),
    Column("made", Words, nullable=False),
    Column("who", Words, nullable=False),
    Column("what", Words, nullable=False),
    _of("article"),
    Column("event", Words, nullable=False),
    Column("other", Words),
    Column("target", Text, nullable=False),
    Column("other_target", Text),
    Column("before", Text),
    Column("after", Text),
    Column("undone", Words),
    Column("undone_by", Words),
    Index("ix_corrections_article", "article"),
    Index("ix_corrections_event", "event"),
)
"""What people have put right; ``event`` and ``other`` are ids, ``article`` is that of ``event``.

``target``: by what the event is known after it is coded again (JSON). ``undone`` is a time, null until then.
"""

originals = Table(
    "originals",
    METADATA,
    _of("article"),
    Column("position", Integer, nullable=False),
    Column("event", Key, nullable=False),
    Column("data", Text),
    PrimaryKeyConstraint("article", "position", name="pk_originals"),
    Index("ix_originals_event", "event"),
)
"""What the coder wrote of the events that are shown corrected; ``events`` has what is shown.

``event`` is the key that the event has, or had, among the ``events``. ``data`` is null for one that a person
has added.
"""

incidents = Table(
    "incidents",
    METADATA,
    _key(),
    Column("id", Words, nullable=False, unique=True),
    Column("type", Words, nullable=False),
    Column("mode", Words),
    Column("modality", Words, nullable=False),
    Column("day", Words, nullable=False),
    Column("date_end", Words),
    Column("place", Text),
    Column("place_key", Words),
    Column("place_country", Words),
    Column("reports", Integer, nullable=False),
    Column("sources", Integer, nullable=False),
    Column("parent", Words),
    Column("data", Text, nullable=False),
    Index("ix_incidents_day", "day", "id"),
    Index("ix_incidents_type", "type", "day"),
    Index("ix_incidents_place", "place_key"),
    Index("ix_incidents_country", "place_country"),
)
"""``day``: its first one, empty where none is known; ``sources`` counts independent ones.

``reports`` counts articles; a row with 0 of them keeps glimpses together of which no event tells, and is
no incident to show. ``parent`` is the id of the incident in which it took place; null in ``data``.
"""

members = Table(
    "members",
    METADATA,
    _key(),
    _of("article"),
    Column("position", Integer, nullable=False),
    Column("event", Words, nullable=False, unique=True),
    Column("incident", Key, ForeignKey("incidents.key", ondelete="SET NULL")),
    UniqueConstraint("article", "position", name="uq_members"),
    Index("ix_members_incident", "incident"),
    Index(
        "ix_members_loose",
        "key",
        sqlite_where=text("incident IS NULL"),
        postgresql_where=text("incident IS NULL"),
    ),
)
"""The events and glimpses that merging knows, each in one incident, or in none until it is merged (again)."""

traces = Table(
    "traces",
    METADATA,
    Column("family", Words, nullable=False),
    Column("country", Words, nullable=False),
    Column("span", Integer, nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    _of("member"),
    PrimaryKeyConstraint("family", "country", "span", "first", "last", "member", name="pk_traces"),
    Index("ix_traces_member", "member"),
    sqlite_with_rowid=False,
)
"""By what the events are found that another one may be compared with: family of types, party, days.

``storing/candidates.py`` says what ``country`` and ``span`` hold. Days count from the year 1, as
``date.toordinal`` does.
"""

unmerged = Table("unmerged", METADATA, _of("article"), PrimaryKeyConstraint("article", name="pk_unmerged"))
"""Articles whose events have changed since they were merged; marked in the transaction that changes them."""

digests = Table(
    "digests",
    METADATA,
    _of("article"),
    Column("bands", LargeBinary, nullable=False),
    PrimaryKeyConstraint("article", name="pk_digests"),
)
"""What a text is known by among those that it may copy: see ``merging/copies.py``."""

copies = Table(
    "copies",
    METADATA,
    _of("article"),
    _of("article", name="other"),
    Column("copied", Boolean, nullable=False),
    PrimaryKeyConstraint("article", "other", name="pk_copies"),
    Index("ix_copies_other", "other"),
)
"""Pairs of articles of one incident that were compared word by word, the lower key first."""
