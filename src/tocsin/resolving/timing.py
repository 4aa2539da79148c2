"""The date of an act: in its own words, else of the act above it or its clause, else the publication."""

from __future__ import annotations

import re
from datetime import date, timedelta

from tocsin.coding.clauses import clause_verb
from tocsin.coding.coded import Coded
from tocsin.language.model import Parsed, Sentence
from tocsin.records import When
from tocsin.resolving.dates import Expression, find_dates
from tocsin.resolving.elapsed import elapsed

_STREAK = re.compile(r"for (?:an?|the) \w+ (?:\w+ )?day", re.IGNORECASE)
_SAME_DAY = re.compile(
    r"\b(?:that|in the|the same) (?:evening|afternoon|morning|night)\b|\blater that\b|\bafterwards\b"
    r"|\b(?:an hour|hours|minutes|shortly|soon) (?:later|after(?:wards)?)\b",
    re.IGNORECASE,
)
CLAUSAL = ("ccomp", "advcl", "relcl", "parataxis", "conj", "csubj", "acl", "pcomp", "xcomp")
SHARED_DAY = ("xcomp", "advcl", "conj", "acl", "pcomp", "prep", "dobj")
OLD_DAYS = 120
# The day of a report is told in so many sentences, and is one of the last days before it is published.
LEAD_SENTENCES = 4
LEAD_DAYS = 3
# The day of an act holds for those told in the next sentences of its paragraph, if it is a day of this week.
PARAGRAPH_REACH = 2
# A sentence with "that evening" or "hours later" goes on with the day told last, in another paragraph too.
SAME_DAY_REACH = 4
RECENT_DAYS = 6
# Tokens of a date expression among which its top word is looked for.
LONGEST = 8


class Timing:
    """Dates of one article's acts."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.published = parsed.published
        found = find_dates(parsed.text, parsed.published)
        dateline = parsed.dateline
        self.expressions = [e for e in found if not (dateline and dateline[0] <= e.start < dateline[1])]
        self._told_last: tuple[int, int, str] | None = None
        self._lead = self._lead_day()
        self._token_of = {id(e): self._token_at(e) for e in self.expressions}

    def _token_at(self, expression: Expression) -> int | None:
        inside = self.parsed.tokens_between(expression.start, expression.end)[:LONGEST]
        top = [
            t
            for t in inside
            if not (expression.start <= self.parsed.tokens[t.head].start < expression.end and t.head != t.i)
        ]
        return (top or inside)[0].i if inside else None

    def of(self, coded: Coded) -> tuple[When | None, str]:
        """Return the date of an act and the reason."""
        own = self._own(coded)
        back = self._elapsed(coded, own)
        if back is not None:
            return back, f"so long before the day of its sentence ('{back.text}')"
        if own is not None:
            when = self._when(coded, own)
            self._remember(coded, when)
            return when, f"date words '{own.text}' in its clause"
        above = coded.above
        for _ in range(5):
            if above is None:
                break
            lent = self._own(above)
            if lent is not None:
                return self._when(coded, lent), f"date of the act above it ('{lent.text}')"
            above = above.above
        if coded.status.modality in ("historical", "planned", "hypothetical") or self.published is None:
            return None, "no date in the text"
        return self._told(coded, self.published[:10])

    def _elapsed(self, coded: Coded, own: Expression | None) -> When | None:
        """Return the days of an act behind "a week after": before those of the clause that this stands in."""
        if own is not None and own.first == own.last:
            day = own.first
        elif self.published is not None:
            day = self._lead.first if self._lead is not None else date.fromisoformat(self.published[:10])
        else:
            return None
        return elapsed(self.parsed, coded.trigger, coded.sentence, day)

    def _told(self, coded: Coded, published: str) -> tuple[When, str]:
        """Return the day of an act without date words: that of the act told before it, or of the lead."""
        sentence = self.parsed.sentences[coded.sentence]
        if self._told_last is not None:
            index, paragraph, day = self._told_last
            apart = sentence.index - index
            on = apart <= SAME_DAY_REACH and self._goes_on(sentence)
            if on or (paragraph == sentence.paragraph and apart <= PARAGRAPH_REACH):
                return _same_day(day), f"day of the act told before it in the paragraph ('{day}')"
        if self._lead is not None:
            return _same_day(self._lead.first.isoformat()), f"day of the report ('{self._lead.text}')"
        publication = When(start=published, end=published, text=None, basis="publication")
        return publication, "no date words: day of publication"

    def _goes_on(self, sentence: Sentence) -> bool:
        """Tell whether a sentence names a time of the day that is told of, and no day."""
        return _SAME_DAY.search(self.parsed.text, sentence.start, sentence.end) is not None

    def _remember(self, coded: Coded, when: When) -> None:
        """Keep the day of an act that its own words date, if it lies in the week of the report."""
        if when.start == when.end and self._days_back(date.fromisoformat(when.start)) <= RECENT_DAYS:
            sentence = self.parsed.sentences[coded.sentence]
            self._told_last = (sentence.index, sentence.paragraph, when.start)

    def _lead_day(self) -> Expression | None:
        """Return the day that the first sentences tell of, where it is one of the last three."""
        end = self.parsed.sentences[LEAD_SENTENCES - 1 :][:1]
        for expression in self.expressions:
            if end and expression.start >= end[0].end:
                return None
            if expression.first == expression.last and self._days_back(expression.first) <= LEAD_DAYS:
                return expression
        return None

    def _days_back(self, day: date) -> int:
        """Return how many days before the publication a day lies; many where it lies behind it."""
        if self.published is None:
            return OLD_DAYS
        back = (date.fromisoformat(self.published[:10]) - day).days
        return back if back >= 0 else OLD_DAYS

    def _own(self, coded: Coded) -> Expression | None:
        sentence = self.parsed.sentences[coded.sentence]
        near = [e for e in self.expressions if sentence.start <= e.start < sentence.end]
        if not near:
            return None
        trigger = coded.trigger
        owners = [trigger]
        if coded.act.kind == "light":
            owners.append(self.parsed.tokens[trigger].head)
        verb = clause_verb(self.parsed, trigger)
        best: tuple[int, int, Expression] | None = None
        for expression in near:
            at = self._token_of[id(expression)]
            if at is None:
                continue
            rank = self._rank(at, owners, verb, coded.nominal)
            if rank is not None and (best is None or (rank, abs(at - trigger)) < best[:2]):
                best = (rank, abs(at - trigger), expression)
        return best[2] if best else None

    def _rank(self, at: int, owners: list[int], verb: int, nominal: bool) -> int | None:
        """0: below the act, 1: in its clause, 2: in a clause above whose day it shares; else None."""
        path = self._path(at)
        if any(owner in path for owner in owners):
            cut = min(path.index(owner) for owner in owners if owner in path)
            crossed = [
                i
                for i in path[:cut]
                if self.parsed.tokens[i].dep in CLAUSAL and self.parsed.tokens[i].pos in ("VERB", "AUX")
            ]
            return None if crossed else 0
        if clause_verb(self.parsed, at) == verb and not (
            nominal and self.parsed.tokens[owners[0]].dep == "pobj"
        ):
            return 1
        return 2 if clause_verb(self.parsed, at) in self._verbs_above(verb) else None

    def _verbs_above(self, verb: int) -> list[int]:
        """Return the verbs whose day an act shares ("stepped in on Wednesday to urge")."""
        found: list[int] = []
        at = self.parsed.tokens[verb]
        for _ in range(6):
            if at.head == at.i or at.dep not in SHARED_DAY:
                return found
            at = self.parsed.tokens[at.head]
            if at.pos in ("VERB", "AUX"):
                found.append(at.i)
        return found

    def _path(self, i: int) -> list[int]:
        path, at = [i], self.parsed.tokens[i]
        for _ in range(40):
            if at.head == at.i:
                break
            at = self.parsed.tokens[at.head]
            path.append(at.i)
        return path

    def _when(self, coded: Coded, expression: Expression) -> When:
        first, last = expression.first, expression.last
        if expression.weekday is not None and coded.status.modality == "planned" and self.published:
            day = date.fromisoformat(self.published[:10])
            if first < day:
                first = last = first + timedelta(days=7)
        if _STREAK.match(expression.text):
            # "for a third day on Thursday": the act is that of the last day.
            first = last
        return When(
            start=first.isoformat(), end=last.isoformat(), text=expression.text, basis=expression.basis
        )


def _same_day(day: str) -> When:
    return When(start=day, end=day, text=None, basis="relative")


def is_old(when: When | None, published: str | None) -> bool:
    """Tell whether a date lies so far before the publication that the act is background."""
    if when is None or published is None or when.basis == "publication":
        return False
    return (date.fromisoformat(published[:10]) - date.fromisoformat(when.end)).days > OLD_DAYS
