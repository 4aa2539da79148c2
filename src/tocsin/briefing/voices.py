"""Who said what, and on whose reports the brief rests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tocsin.briefing.lines import Lines
from tocsin.briefing.model import ArticleRef, Said, Source, Speaker
from tocsin.briefing.naming import clipped, party_of
from tocsin.briefing.register import Register
from tocsin.quoting.saying import cue_words
from tocsin.records import Actor, Article, Document, Incident, Statement

MOST_SPEAKERS = 10
MOST_SAID = 3
MOST_SOURCES = 40
MOST_LISTED = 8
LONGEST_SAID = 320
SHORTEST_WORDS = 4


def speakers_of(documents: Iterable[Document], register: Register) -> tuple[tuple[Speaker, ...], int]:
    """Return those with the most statements, with their newest, and how many other speakers there are.

    Two people of one name are told apart by their state. Speakers without a name are left out, copies of a
    statement count once.
    """
    said: dict[tuple[str, str | None], dict[str, tuple[str, Statement]]] = defaultdict(dict)
    who: dict[tuple[str, str | None], Actor] = {}
    for document in documents:
        for one in document.statements:
            speaker = one.speaker
            if speaker is None or not speaker.name or len(one.text.split()) < SHORTEST_WORDS:
                continue
            key = (speaker.name, party_of(speaker))
            kept = who.setdefault(key, speaker)
            if kept.role is None and speaker.role:
                who[key] = speaker
            day = document.article.published or ""
            words = " ".join(one.text.split()).lower()
            before = said[key].get(words)
            if before is None or day < before[0]:
                said[key][words] = (day, one)
    ordered = sorted(said, key=lambda key: (-len(said[key]), str(key)))
    speakers = tuple(
        _speaker(f"v-{number}", key, who[key], list(said[key].values()), register)
        for number, key in enumerate(ordered[:MOST_SPEAKERS], start=1)
    )
    return speakers, max(0, len(ordered) - MOST_SPEAKERS)


def sources_of(
    articles: Sequence[Article], incidents: Sequence[Incident], cited: Mapping[str, ArticleRef]
) -> tuple[tuple[Source, ...], int]:
    """Return the publishers (or families of them) with most reports, and how many others there are."""
    by_name: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        by_name[source_name(article)].append(article)
    alone: dict[str, int] = defaultdict(int)
    names = {article.id: source_name(article) for article in articles}
    for one in incidents:
        told = {names[article] for article in one.articles if article in names}
        if len(told) == 1:
            alone[told.pop()] += 1
    ordered = sorted(by_name, key=lambda name: (-len(by_name[name]), name))
    made = tuple(
        Source(
            name=clipped(name),
            anchor=f"s-{number}",
            count=len(by_name[name]),
            cited=tuple(cited[one.id] for one in by_name[name] if one.id in cited),
            alone=alone[name],
        )
        for number, name in enumerate(ordered, start=1)
        if number <= MOST_SOURCES or any(one.id in cited for one in by_name[name])
    )
    return made, len(ordered) - len(made)


def by_independence(ranked: Sequence[Incident], register: Register) -> tuple[Lines, Lines, Lines]:
    """Return the incidents on one independent source, on two, and on three or more."""
    groups: tuple[list[Incident], list[Incident], list[Incident]] = ([], [], [])
    for one in ranked:
        groups[min(3, max(1, one.independent_sources)) - 1].append(one)
    one_, two, more = (
        register.lines(f"sources-{number}", group, MOST_LISTED)
        for number, group in enumerate(groups, start=1)
    )
    return one_, two, more


def source_name(article: Article) -> str:
    """Return whose report an article is: a family of publishers, a publisher, or nobody that is known."""
    return article.family or article.publisher or "no publisher given"


def _speaker(
    anchor: str,
    key: tuple[str, str | None],
    actor: Actor,
    said: Sequence[tuple[str, Statement]],
    register: Register,
) -> Speaker:
    newest = sorted(said, key=lambda one: (one[0], one[1].direct, one[1].id), reverse=True)[:MOST_SAID]
    return Speaker(
        name=clipped(key[0]),
        country=key[1] if key[1] != key[0] else None,
        role=clipped(actor.role) if actor.role else actor.role,
        anchor=anchor,
        count=len(said),
        said=tuple(
            Said(
                cue=cue_words(one, register.article(one.article).text) if one.cue else None,
                words=one.text[:LONGEST_SAID] + (" …" if len(one.text) > LONGEST_SAID else ""),
                direct=one.direct,
                addressee=clipped(one.addressee.name or one.addressee.text) if one.addressee else None,
                channel=clipped(one.channel) if one.channel else one.channel,
                article=register.reference(one.article),
            )
            for _, one in newest
        ),
    )
