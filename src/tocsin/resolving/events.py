"""Acts -> Event records: everything resolved, explained and given a confidence."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from tocsin import ontology
from tocsin.coding.coded import Coded
from tocsin.coding.parties import Party, PartyReader
from tocsin.knowledge.claims import Borders
from tocsin.language.model import Parsed
from tocsin.records import Actor, Attribution, Decision, Event, Explanation, Modality, Span, When
from tocsin.resolving.actors import resolve_actor
from tocsin.resolving.attribution import Attributing
from tocsin.resolving.confidence import LEAST, confidence
from tocsin.resolving.contexts import contexts_of
from tocsin.resolving.described import Descriptions
from tocsin.resolving.magnitude import magnitude_of
from tocsin.resolving.names import with_names
from tocsin.resolving.places import Placing
from tocsin.resolving.timing import Timing, is_old

CONFLICT = 4
TALKS = "CONSULT"
# Types of acts in which people are counted.
BLOW = "ASSAULT"
OF_A_BLOW = frozenset(("dead", "wounded", "missing"))
COUNTED = frozenset(("ASSAULT", "COERCE", "CIVIL_IMPACT", "RETREAT", "PROTEST"))


class Resolver:
    """Resolves the acts of one article."""

    def __init__(self, parsed: Parsed, article: str, borders: Borders | None = None) -> None:
        self.parsed = parsed
        self.article = article
        self.described = Descriptions(parsed)
        self.timing = Timing(parsed)
        self.placing = Placing(parsed, borders or Borders())
        self.attributing = Attributing(parsed, PartyReader(parsed))

    def resolve(self, acts: list[Coded]) -> list[tuple[Event, Explanation]]:
        """Return the records and explanations in text order, without events that are hardly likely right."""
        return [(event, why) for event, why in self.all_events(acts) if event.confidence >= LEAST]

    def all_events(self, acts: list[Coded]) -> list[tuple[Event, Explanation]]:
        """Return one record and explanation an act, in their order, however sure."""
        return _share_dates([self._event(coded) for coded in acts])

    def _event(self, coded: Coded) -> tuple[Event, Explanation]:
        text = self.parsed.text
        actors = self._side(coded, coded.actors, coded.recipients)
        recipients = self._side(coded, coded.recipients, coded.actors)
        when, when_why = self.timing.of(coded)
        place, place_why = self.placing.of(coded)
        attribution, attribution_why = self.attributing.of(coded)
        modality, claim_why = self._modality(coded, when, attribution, actors, recipients)
        trigger = self.parsed.tokens[coded.trigger]
        act = coded.act
        number = f"{self.article}:{trigger.start}:{act.type}:{coded.first}"
        event = Event(
            id=hashlib.sha256(number.encode()).hexdigest()[:16],
            article=self.article,
            sentence=coded.sentence,
            type=act.type,
            mode=act.mode,
            cameo=act.cameo,
            quad=ontology.quad_class(act.type),
            intensity=ontology.intensity(act.type, act.mode),
            actors=tuple(actors),
            recipients=tuple(recipients),
            date=when,
            place=place,
            contexts=contexts_of(text[coded.first : coded.last]),
            modality=modality,
            attribution=attribution,
            trigger=Span(text=text[trigger.start : trigger.end], start=trigger.start, end=trigger.end),
            evidence=Span(text=text[coded.first : coded.last], start=coded.first, end=coded.last),
            magnitude=self._magnitude(coded),
            confidence=confidence(coded, actors, recipients, modality),
        )
        decisions = (
            *(Decision(room="coding", said=note) for note in coded.notes if note),
            Decision(room="coding", said=f"claim status {modality}: {claim_why}"),
            Decision(room="quoting", said=attribution_why),
            *(
                Decision(
                    room="resolving",
                    said=f"{side} '{p.text}' -> {p.country or 'no country'}{_because(party)}",
                )
                for side, group, parties in (
                    ("actor", actors, coded.actors),
                    ("recipient", recipients, coded.recipients),
                )
                for p, party in zip(group, parties, strict=False)
            ),
            Decision(room="resolving", said=f"date: {when_why}"),
            Decision(room="resolving", said=f"place: {place_why}"),
        )
        return event, Explanation(event=event.id, clause=event.evidence.text, decisions=decisions)

    def _side(self, coded: Coded, parties: Sequence[Party], others: Sequence[Party]) -> list[Actor]:
        """Return the records of one side of an act; ``others`` are the parties of the other one."""
        made = [resolve_actor(self.parsed.text, party) for party in parties]
        return _unique(
            with_names(self.parsed, made, parties, others, self.described, coded.act.type == TALKS)
        )

    def _magnitude(self, coded: Coded) -> dict[str, int] | None:
        """Return the numbers of people in the words of an act; of a blow also those of its sentence."""
        if coded.act.type not in COUNTED:
            return None
        own = magnitude_of(self.parsed.text[coded.first : coded.last])
        if own is not None or coded.act.type != BLOW:
            return own
        sentence = self.parsed.sentences[coded.sentence]
        found = magnitude_of(self.parsed.text[sentence.start : sentence.end]) or {}
        return {kind: value for kind, value in found.items() if kind in OF_A_BLOW} or None

    def _modality(
        self,
        coded: Coded,
        when: When | None,
        attribution: Attribution | None,
        actors: list[Actor],
        recipients: list[Actor],
    ) -> tuple[Modality, str]:
        status = coded.status
        if status.modality != "asserted":
            return status.modality, status.why
        if is_old(when, self.parsed.published):
            return "historical", "its date lies long before the publication"
        if attribution is not None and attribution.hedge:
            return "alleged", f"'{attribution.hedge}'"
        if attribution is not None and ontology.quad_class(coded.act.type) == CONFLICT and actors:
            claimed = self.attributing.one_sided(attribution, actors, recipients)
            if claimed:
                return "alleged", "one side's claim of another's act"
        return "asserted", status.why


def _because(party) -> str:  # type: ignore[no-untyped-def]
    return f" ({party.entity.why})" if party.entity is not None and party.entity.why else ""


def _unique(actors: list[Actor]) -> list[Actor]:
    kept: dict[tuple[int, int, str | None, str | None], Actor] = {}
    for actor in actors:
        kept.setdefault((actor.start, actor.end, actor.country, actor.name), actor)
    return list(kept.values())


def _share_dates(made: list[tuple[Event, Explanation]]) -> list[tuple[Event, Explanation]]:
    """Two tellings of one call or meeting between the same people share the date that one of them gives."""
    import msgspec

    dated: dict[tuple[str, frozenset[str]], When] = {}
    for event, _ in made:
        people = _people(event)
        if event.type == "CONSULT" and event.date and event.date.text is not None and len(people) > 1:
            dated.setdefault((event.type, people), event.date)
    shared = []
    for event, why in made:
        people = _people(event)
        lent = next(
            (when for (kind, known), when in dated.items() if kind == event.type and known <= people), None
        )
        if (
            lent is not None
            and event.modality == "asserted"
            and event.date is not None
            and event.date.text is None
        ):
            event = msgspec.structs.replace(event, date=msgspec.structs.replace(lent, text=None))
            said = Decision(
                room="resolving", said=f"date: another telling of the same {event.type} says '{lent.text}'"
            )
            why = msgspec.structs.replace(why, decisions=(*why.decisions, said))
        shared.append((event, why))
    return shared


def _people(event: Event) -> frozenset[str]:
    return frozenset(p.name for p in (*event.actors, *event.recipients) if p.name)
