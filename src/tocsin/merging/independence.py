"""How many independent sources stand behind an incident: outlets without copies of one another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tocsin.merging.clusters import components
from tocsin.records import Article, Event, Record


class Report(Record, frozen=True):
    """What is known of an article beside its events; ``wire`` is the agency that it credits."""

    article: str
    published: str | None = None
    publisher: str | None = None
    family: str | None = None
    wire: str | None = None


def independent_articles(
    events: Sequence[Event], reports: Mapping[str, Report], copies: Iterable[tuple[str, str]]
) -> tuple[list[list[str]], tuple[str, ...]]:
    """Return the articles of some events in groups, each one source, and what made one source of several.

    One source are: articles of one publisher family, articles that credit one agency, articles of which one
    copies the other, and events told on the word of one and the same speaker.
    """
    articles = sorted({event.article for event in events})
    links: dict[tuple[str, str], str] = {}
    for key, why in (("family", "one publisher"), ("wire", "one agency")):
        for one, other, value in _alike(articles, reports, key):
            links.setdefault((one, other), f"{why}: {value}")
    for one, other in sorted(copies):
        if one in articles and other in articles:
            links.setdefault((min(one, other), max(one, other)), "copied text")
    for one, other, name in _same_speaker(events):
        links.setdefault((one, other), f"on the word of {name}")
    groups = components(articles, links)
    told = tuple(
        dict.fromkeys(f"{one} and {other}: {reason}" for (one, other), reason in sorted(links.items()))
    )
    return groups, told


def _alike(
    articles: Sequence[str], reports: Mapping[str, Report], key: str
) -> Iterable[tuple[str, str, str]]:
    """Yield pairs of articles that agree on a field of their reports, enough of them to join all that do.

    A report may credit several agencies, with a comma and a space between them.
    """
    last: dict[str, str] = {}
    for article in articles:
        report = reports.get(article)
        values = (getattr(report, key) or "") if report is not None else ""
        for value in filter(None, values.split(", ")):
            if value in last:
                yield last[value], article, value
            last[value] = article


def _same_speaker(events: Sequence[Event]) -> Iterable[tuple[str, str, str]]:
    """Yield articles on the word of one named speaker; *police* here and *police* there may be two."""
    last: dict[str, str] = {}
    for event in sorted(events, key=lambda one: (one.article, one.id)):
        source = event.attribution.source if event.attribution is not None else ""
        if not any(word[:1].isupper() for word in source.split()):
            continue
        name = source.lower()
        if name in last and last[name] != event.article:
            one, other = sorted((last[name], event.article))
            yield one, other, source
        last[name] = event.article


def report_of(article: Article) -> Report:
    """Return what merging needs to know of an article."""
    return Report(
        article=article.id,
        published=article.published,
        publisher=article.publisher,
        family=article.family,
        wire=article.wire,
    )
