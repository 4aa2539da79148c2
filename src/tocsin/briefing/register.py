"""The incidents and reports that a brief speaks of: each gets one place, to which all figures lead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from tocsin import ontology
from tocsin.briefing.lines import Line, Lines
from tocsin.briefing.model import ArticleRef, Dispute, Evidence, Quoted, Version
from tocsin.briefing.naming import LONGEST_TITLE, all_names, clipped, names_of, place_name, state_name
from tocsin.briefing.withdrawals import Withdrawal, withdrawal
from tocsin.records import Actor, Article, Disagreement, Document, Event, Incident

# A brief must stay below a megabyte and a half: no more incidents than this have their evidence in it.
MOST_INCIDENTS = 240
MOST_QUOTED = 6
# Names in all lists of the parties of an incident together, which have a place for more than its line does.
MOST_PARTIES = 8000
NOT_DONE = frozenset({"planned", "hypothetical", "negated", "denied"})
LONGEST_WORDS = 420
MOST_PAPERS = 2  # that are named for one disputed value
_CODE = re.compile(r"\b[A-Z]{3}\b")


class Register:
    """Gives incidents and articles their anchors, and keeps who was given one."""

    def __init__(self, incidents: Sequence[Incident], documents: Mapping[str, Document]) -> None:
        self._by_id = {one.id: one for one in incidents}
        self._documents = documents
        self._events = {event.id: event for one in documents.values() for event in one.events}
        self._used: dict[str, Line] = {}
        self._withdrawals: dict[str, Withdrawal | None] = {}
        self._articles: dict[str, ArticleRef] = {}
        self._parties: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        self._names_left = MOST_PARTIES

    def events(self, incident: Incident) -> list[Event]:
        """Return the events of an incident, in the order of publication."""
        return [self._events[name] for name in incident.events if name in self._events]

    def withdrawal(self, incident: Incident) -> Withdrawal | None:
        """Return how a publisher takes its own report of an incident back; None where none does."""
        if incident.id not in self._withdrawals:
            told = [self.article(name) for name in incident.articles if name in self._documents]
            at: dict[str, list[int]] = {}
            for event in self.events(incident):
                at.setdefault(event.article, []).append(event.evidence.start)
            self._withdrawals[incident.id] = withdrawal(told, at) if len(told) > 1 else None
        return self._withdrawals[incident.id]

    def is_told(self, incident: Incident) -> bool:
        """Tell whether reports say that an incident happened, and none has taken it back."""
        return incident.modality not in NOT_DONE and self.withdrawal(incident) is None

    def article(self, name: str) -> Article:
        """Return an article by its id."""
        return self._documents[name].article

    def reference(self, name: str) -> ArticleRef:
        """Return the article of an id as a source that the brief cites from now on."""
        if name not in self._articles:
            article = self.article(name)
            self._articles[name] = ArticleRef(
                anchor=f"a-{len(self._articles) + 1}",
                title=clipped(article.title or article.text.strip().splitlines()[0], LONGEST_TITLE),
                publisher=clipped(article.publisher) if article.publisher else article.publisher,
                published=article.published,
                url=article.url,
            )
        return self._articles[name]

    @property
    def cited(self) -> dict[str, ArticleRef]:
        """The articles that the brief cites, by their ids."""
        return self._articles

    def line(self, incident: Incident) -> Line | None:
        """Return an incident in one line with its anchor; None when there is no room for its evidence."""
        if incident.id not in self._used:
            if len(self._used) >= MOST_INCIDENTS:
                return None
            self._used[incident.id] = _line(incident, self.withdrawal(incident) is not None)
        return self._used[incident.id]

    def lines(self, anchor: str, incidents: Sequence[Incident], most: int) -> Lines:
        """Return the first ``most`` incidents that there is room for, under an anchor."""
        shown = tuple(line for one in incidents[:most] if (line := self.line(one)) is not None)
        return Lines(anchor=anchor, shown=shown, left_out=len(incidents) - len(shown))

    def named(self, anchor: str, ids: Iterable[str], most: int) -> Lines:
        """Return ``lines`` of the incidents of some ids; those that the brief does not know are left out."""
        found = [self._by_id[one] for one in dict.fromkeys(ids) if one in self._by_id]
        return self.lines(anchor, found, most)

    def evidence(self, incident: Incident) -> Evidence | None:
        """Return all that there is to say of an incident; None where it has no room."""
        line = self.line(incident)
        if line is None:
            return None
        quoted = self._quoted(incident)
        above = self._by_id.get(incident.parent or "")
        place = incident.place
        who, whom = self._all_parties(incident, line)
        return Evidence(
            line=line,
            place=place_name(place.name) if place else None,
            precision=place.precision if place else None,
            claimed_by=place.claimed_by if place else (),
            quoted=_with_denial(quoted),
            left_out=max(0, len(quoted) - MOST_QUOTED),
            same_source=_reasons(incident),
            disputes=tuple(map(self._dispute, incident.disagreements)),
            history=incident.history,
            part_of=None if above is None else self.line(above),
            withdrawn=self._withdrawn(incident),
            who=who,
            whom=whom,
        )

    def all_evidence(self) -> tuple[Evidence, ...]:
        """Return the evidence of all incidents that were given an anchor, in the order of their days."""
        made: dict[str, Evidence] = {}
        # An incident may be part of another, which then has its place as well.
        while len(made) < len(self._used):
            for name in [one for one in self._used if one not in made]:
                found = self.evidence(self._by_id[name])
                if found is not None:
                    made[name] = found
        return tuple(sorted(made.values(), key=lambda one: (one.line.day or "", one.line.anchor)))

    def _all_parties(self, incident: Incident, line: Line) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return all parties of both sides; nothing where the line names them, or there is no room left."""
        if incident.id not in self._parties:
            who, whom = all_names(incident.actors), all_names(_others(incident, line.who))
            is_whole = (who, whom) == (line.who, line.whom) or len(who) + len(whom) > self._names_left
            self._parties[incident.id] = ((), ()) if is_whole else (who, whom)
            self._names_left -= sum(map(len, self._parties[incident.id]))
        return self._parties[incident.id]

    def _withdrawn(self, incident: Incident) -> Quoted | None:
        found = self.withdrawal(incident)
        if found is None:
            return None
        return Quoted(
            before=found.words[:LONGEST_WORDS],
            trigger="",
            after="",
            article=self.reference(found.article),
            modality="asserted",
            said_by=None,
        )

    def _quoted(self, incident: Incident) -> list[Quoted]:
        """Return the words of each report once: those that tell the incident itself best come first."""
        best = sorted(
            self.events(incident),
            key=lambda event: (
                event.type != incident.type,
                event.modality != incident.modality,
                -round(event.confidence, 1),
                -len(event.evidence.text),
                event.id,
            ),
        )
        seen: set[tuple[str, str]] = set()
        quoted: list[Quoted] = []
        for event in best:
            key = (event.article, event.modality)
            if key not in seen:
                seen.add(key)
                quoted.append(self.quote(event))
        return quoted

    def _dispute(self, one: Disagreement) -> Dispute:
        versions = tuple(
            Version(
                value=_value(claimed.value),
                reports=len(claimed.events),
                said_by=tuple(map(clipped, claimed.said_by)),
                told_by=() if claimed.said_by else self._publishers(claimed.events),
            )
            for claimed in one.values
        )
        return Dispute(field=one.field, is_update=one.kind == "update", versions=versions)

    def _publishers(self, events: Iterable[str]) -> tuple[str, ...]:
        told = (self.article(self._events[name].article) for name in events if name in self._events)
        names = tuple(dict.fromkeys(clipped(one.publisher) for one in told if one.publisher))
        return names if len(names) <= MOST_PAPERS else (*names[:MOST_PAPERS], "others")

    def quote(self, event: Event) -> Quoted:
        """Return the words of an event with the report that has them."""
        before, trigger, after = _parts(event)
        return Quoted(
            before=before,
            trigger=trigger,
            after=after,
            article=self.reference(event.article),
            modality=event.modality,
            said_by=clipped(event.attribution.source) if event.attribution else None,
        )


def _with_denial(quoted: Sequence[Quoted]) -> tuple[Quoted, ...]:
    """Return the first reports; one that denies is among them if there is one."""
    first = list(quoted[:MOST_QUOTED])
    denials = [one for one in quoted if one.modality in ("denied", "negated")]
    if denials and not any(one in denials for one in first):
        first[-1] = denials[0]
    return tuple(first)


def _line(incident: Incident, is_withdrawn: bool) -> Line:
    who = names_of(incident.actors)
    return Line(
        anchor=f"i-{incident.id}",
        type=incident.type,
        mode=incident.mode if incident.mode and _fits(incident) else None,
        quad=ontology.quad_class(incident.type) if incident.type in ontology.types() else None,
        modality=incident.modality,
        who=who,
        whom=names_of(_others(incident, who)),
        day=incident.date.start if incident.date else None,
        sources=incident.independent_sources,
        reports=len(incident.articles),
        is_contested=is_contested(incident),
        is_withdrawn=is_withdrawn,
    )


def _others(incident: Incident, who: Sequence[str]) -> list[Actor]:
    """Return the recipients without those named as actors: at a meeting each side is both."""
    return [one for one in incident.recipients if not set(names_of([one])) <= set(who)]


def is_contested(incident: Incident) -> bool:
    """Tell whether reports do not agree that it happened."""
    return any(one.field == "claim" for one in incident.disagreements)


def _fits(incident: Incident) -> bool:
    """Tell whether a mode is one of the type: the commonest mode of an incident may be another type's."""
    return incident.type in ontology.types() and ontology.is_mode(incident.type, incident.mode or "")


def _parts(event: Event) -> tuple[str, str, str]:
    """Return the evidence before, at and after its trigger, cut to a length that can be read."""
    words, trigger = event.evidence, event.trigger
    if not (words.start <= trigger.start and trigger.end <= words.end):
        return words.text[:LONGEST_WORDS], "", ""
    before = words.text[: trigger.start - words.start]
    after = words.text[trigger.end - words.start :]
    half = LONGEST_WORDS // 2
    before = before if len(before) <= half else f"… {before[-half:]}"
    after = after if len(after) <= half else f"{after[:half]} …"
    return before, clipped(trigger.text, LONGEST_WORDS), after


def _reasons(incident: Incident) -> tuple[str, ...]:
    """Return why reports count as one source, without the ids of the articles."""
    return tuple(dict.fromkeys(line.split(": ", 1)[-1] for line in incident.independence))


def _value(value: str) -> str:
    """Return a disputed value with its states by their names, not by their codes: "in SUR"."""
    return _CODE.sub(lambda found: state_name(found[0]), value)


def known(found: Iterable[Evidence | None]) -> tuple[Evidence, ...]:
    """Return the evidence that there is room for."""
    return tuple(one for one in found if one is not None)
