"""Parties named by their role alone ("the army", "police", "protesters"): whose they are, from where the sentence is set."""

from __future__ import annotations

from dataclasses import replace

from tocsin.coding.coded import Coded
from tocsin.coding.parties import Party
from tocsin.language.model import Parsed

PLACED = frozenset("in at near outside inside across around throughout".split())
STATELESS = frozenset(("UAF", "REB", "CRM", "BUS", "NGO", "IGO", "MED", "EDU", "ELI"))
ANYONE = frozenset(
    "analyst observer expert diplomat donor investor trader critic leader world nation country official envoy counterpart mediator "
    "member source witness people person man woman ally partner".split()
)
SUFFERED = frozenset(("PROTEST", "CIVIL_IMPACT", "ASSAULT"))
LOOK_BACK = 2


def localise(parsed: Parsed, coded: Coded) -> None:
    """Give a role without a country the country of the sentence's setting, and say so in the notes."""
    coded.actors = [_local(parsed, coded, party) for party in coded.actors]
    coded.recipients = [_local(parsed, coded, party) for party in coded.recipients]


def _local(parsed: Parsed, coded: Coded, party: Party) -> Party:
    if party.country is not None or not _is_domestic(party, coded.act.type):
        return party
    country, why = _setting(parsed, coded)
    if country is None:
        return party
    coded.notes.append(f"'{parsed.text[party.start : party.end]}' belongs to {country}: {why}")
    return replace(party, country=country)


def _is_domestic(party: Party, act: str) -> bool:
    if party.entity is not None:
        return party.entity.kind in ("agency", "office") or (party.entity.kind == "person" and party.entity.office is not None)
    return party.word is not None and (party.word not in ANYONE or (act in SUFFERED and party.word == "people")) and (party.sector or "")[:3] not in STATELESS


def _setting(parsed: Parsed, coded: Coded) -> tuple[str | None, str]:
    """Return the country in which the sentence is set: a place in it, the home of the report, the last party before."""
    sentence = parsed.sentences[coded.sentence]
    for token in parsed.tokens[sentence.first : sentence.last]:
        mention = token.mention
        if mention is None or mention.kind not in ("capital", "country") or token.dep != "pobj":
            continue
        if parsed.tokens[token.head].lemma in PLACED and mention.entity.country:
            return mention.entity.country, "where the sentence is set"
    if parsed.home is not None:
        return parsed.home, "home of the report"
    others = {p.country for p in (*coded.actors, *coded.recipients) if p.country}
    if len(others) == 1 and coded.act.type in ("COERCE", "PROTEST", "APPOINT", "CIVIL_IMPACT"):
        return others.pop(), "the other side of a domestic act"
    first = parsed.sentences[max(0, coded.sentence - LOOK_BACK)].first
    for token in reversed(parsed.tokens[first : sentence.first]):
        mention = token.mention
        if mention is not None and mention.entity.kind == "country" and mention.entity.country:
            return mention.entity.country, "the country named last before"
    return None, ""
