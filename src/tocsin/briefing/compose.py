"""One brief: every part asks the register for a place for its incidents, the most important part first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tocsin.briefing.accounts import Compare, accounts_of
from tocsin.briefing.alarm import Watching, alarm_of
from tocsin.briefing.changes import Since, changes, since_last_day
from tocsin.briefing.dealings import dyads_of, parties_in
from tocsin.briefing.forecasts import Held, forecasts_of
from tocsin.briefing.gist import doubts_of, important_of, ranked_of
from tocsin.briefing.level import ConflictIntensity, LevelMeasure, begin_of, level_of
from tocsin.briefing.memory import remember
from tocsin.briefing.model import Brief, Evidence
from tocsin.briefing.over_time import periods_of
from tocsin.briefing.places import capitals_of, spots_of, states_of
from tocsin.briefing.ranking import main_pair
from tocsin.briefing.register import Register
from tocsin.briefing.voices import by_independence, source_name, sources_of, speakers_of
from tocsin.briefing.ways import ways_of
from tocsin.merging import compare
from tocsin.records import Document, Incident


def compose(
    incidents: Sequence[Incident],
    documents: Mapping[str, Document],
    *,
    title: str | None = None,
    since: Since | None = None,
    measure: LevelMeasure | None = None,
    comparing: Compare = compare,
    watching: Watching | None = None,
    held: Held | None = None,
) -> Brief:
    """Return the brief of some incidents, with the documents that tell of them by the id of their article.

    ``title`` None names the two parties that have most to do with one another. ``since`` None compares the
    last day of publication with those before. ``measure`` says what the level is, ``comparing`` lays two
    accounts side by side. ``watching`` and ``held`` are what is watched and the ledger; None says nothing of
    index and alerts, or of forecasts.
    """
    register = Register(incidents, documents)
    measure = measure or ConflictIntensity()
    articles = [document.article for document in documents.values()]
    published = sorted({article.published[:10] for article in articles if article.published})
    last_day = published[-1] if published else None
    ranked = ranked_of(incidents, documents, register, last_day)
    first_day = begin_of(incidents, published)
    kept = [one for one in incidents if register.withdrawal(one) is None]
    level = level_of(measure.by_day(kept, documents), published, first_day, measure)

    # In the order of the page: what comes first has its evidence in the brief whatever else there is.
    important = important_of(ranked, register)
    change = changes(since or since_last_day(published), ranked, register, level)
    doubts = doubts_of(ranked, register, last_day)
    alarm = None if watching is None else alarm_of(watching, register)
    seen = None if watching is None else watching.seen
    forecasts = None if held is None else forecasts_of(held, seen, register)
    accounts = accounts_of(ranked, documents, register, comparing)
    dyads = dyads_of(ranked, register)
    periods = periods_of(ranked, first_day, last_day, register)
    spots, without_place = spots_of(ranked, register)
    ways = ways_of(ranked, register)
    groups = by_independence(ranked, register)
    parties = parties_in(ranked, register)
    speakers, other_speakers = speakers_of(documents.values(), register)
    for one in ranked:
        register.line(one)  # what no part has named, as long as there is room
    evidence: tuple[Evidence, ...] = register.all_evidence()
    sources, other_sources = sources_of(articles, incidents, register.cited)
    return Brief(
        title=title or (_title(ranked) if documents else "No reports yet"),
        first_day=first_day,
        last_day=last_day,
        articles=len(articles),
        undated=sum(1 for article in articles if not article.published),
        incident_count=len(incidents),
        source_count=len({source_name(article) for article in articles}),
        borders=_borders(incidents),
        change=change,
        level=level,
        important=important,
        dyads=dyads,
        parties=parties,
        disputed=doubts.disputed,
        unconfirmed=doubts.unconfirmed,
        ahead=doubts.ahead,
        disputed_count=doubts.disputed_count,
        unconfirmed_count=doubts.unconfirmed_count,
        ahead_count=doubts.ahead_count,
        periods=periods,
        spots=spots,
        ways=ways,
        capitals=capitals_of([party.name for party in parties]),
        states=states_of([party.name for party in parties]),
        without_place=without_place,
        accounts=accounts,
        speakers=speakers,
        other_speakers=other_speakers,
        sources=sources,
        other_sources=other_sources,
        by_sources=groups,
        evidence=evidence,
        memory=remember(last_day, level.now if level.days else None, documents, level.name),
        alarm=alarm,
        forecasts=forecasts,
    )


def _borders(incidents: Sequence[Incident]) -> tuple[str, ...]:
    """Return the policies by which disputed places were given their states."""
    return tuple(sorted({one.place.borders for one in incidents if one.place and one.place.borders}))


def _title(ranked: Sequence[Incident]) -> str:
    return " and ".join(main_pair(ranked, fewest=1)) or "Reports without two parties"
