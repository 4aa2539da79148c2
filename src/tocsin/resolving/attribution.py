"""On whose word an act is reported: the innermost source of its clause, None for the reporter's own."""

from __future__ import annotations

from tocsin.coding.coded import Coded
from tocsin.coding.parties import Party, PartyReader
from tocsin.language.model import Parsed, Speech
from tocsin.records import Actor, Attribution
from tocsin.resolving.channels import channel_of

DISTANT = frozenset(("claim",))


class Attributing:
    """Attributions of one article's acts."""

    def __init__(self, parsed: Parsed, parties: PartyReader) -> None:
        self.parsed = parsed
        self.parties = parties

    def of(self, coded: Coded) -> tuple[Attribution | None, str]:
        """Return the attribution of an act and the reason."""
        hedge = coded.status.hedge if coded.status.modality == "alleged" else None
        speech = coded.speech
        if speech is None or speech.speaker is None:
            if hedge:
                return None, f"hedged by '{hedge}', no source named"
            return None, "the reporter's own words"
        if "content" in coded.act.flags or self._is_cue(speech, coded):
            return None, "the saying itself is the act"
        source, country = self._source(speech)
        if source is None:
            return None, "a source that the text does not name"
        cue = self.parsed.tokens[speech.cue]
        distance = cue.text if speech.kind in DISTANT else None
        found = Attribution(
            source=source, country=country, channel=channel_of(self.parsed, speech), hedge=hedge or distance
        )
        return found, f"in what {source} says ('{cue.text}')"

    def _is_cue(self, speech: Speech, coded: Coded) -> bool:
        return speech.cue == coded.trigger

    def _source(self, speech: Speech) -> tuple[str | None, str | None]:
        assert speech.speaker is not None
        token = self.parsed.tokens[speech.speaker]
        parties = self.parties.read(token.i) or []
        if parties:
            return self._name(parties[0]), parties[0].country
        held = self.parties.inside(token.i)
        words = self._phrase(token.i)
        return words, held[0].country if held else None

    def _name(self, party: Party) -> str:
        entity = party.entity
        if entity is not None and entity.kind in ("person", "org", "office"):
            return entity.name or entity.phrase or self.parsed.text[party.start : party.end]
        mention = self.parsed.tokens[party.token].mention
        if entity is not None and mention is not None and mention.kind == "pronoun":
            named = (t.mention for t in self.parsed.tokens if t.mention is not None)
            told = (one for one in named if one.entity is entity and one.kind != "pronoun")
            first = next(told, mention)  # "it said" is on the word of the ministry named before
            return self.parsed.text[first.start : first.end]
        return self.parsed.text[party.start : party.end]

    def _phrase(self, i: int) -> str | None:
        """Return the words of a source that is no party: "the US readout", "Newsweek", "state media"."""
        token = self.parsed.tokens[i]
        if token.pos == "PRON" and token.mention is None:
            return None
        start = token.start
        for child in token.children:
            other = self.parsed.tokens[child]
            if (
                other.dep in ("amod", "compound", "poss", "nmod", "det")
                and child < i
                and other.text.lower() not in ("the", "a", "an")
            ):
                start = min(start, other.start)
        return self.parsed.text[start : token.end]

    def one_sided(self, attribution: Attribution, actors: list[Actor], recipients: list[Actor]) -> bool:
        """Tell whether the source belongs to the side that the act was done to, not to the doer's."""
        doers = {a.country for a in actors if a.country}
        struck = {r.country for r in recipients if r.country}
        if attribution.country is None or not doers or attribution.country in doers:
            return False
        return not struck or attribution.country in struck
