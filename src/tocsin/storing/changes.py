"""What a newer coder makes different: events that are added, gone or changed, by type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from tocsin.records import Event, Record
from tocsin.storing.answers import Recoded

Kind = Literal["same", "changed", "added", "gone"]
KINDS: tuple[Kind, ...] = ("same", "changed", "added", "gone")


class Pair(NamedTuple):
    """An event before and after; one of them is None where it is added or gone."""

    before: Event | None
    after: Event | None

    @property
    def kind(self) -> Kind:
        """What became of it."""
        if self.before is None:
            return "added"
        if self.after is None:
            return "gone"
        return "same" if self.before == self.after else "changed"

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields in which the two differ, but for the id."""
        if self.before is None or self.after is None:
            return ()
        names = (name for name in Event.__struct_fields__ if name != "id")
        return tuple(name for name in names if getattr(self.before, name) != getattr(self.after, name))


class Changes(Record, frozen=True):
    """Counts of events: ``types`` by type (that of before, if there is one) and kind, ``fields`` by field."""

    articles: int
    types: dict[str, dict[str, int]]
    fields: dict[str, int]

    @property
    def any(self) -> bool:
        """Whether anything differs."""
        return any(count for kinds in self.types.values() for kind, count in kinds.items() if kind != "same")


def changes(recoded: Iterable[Recoded]) -> Changes:
    """Count what differs."""
    types: dict[str, Counter[str]] = {}
    fields: Counter[str] = Counter()
    articles = 0
    for one in recoded:
        articles += 1
        for pair in pairs(one.before, one.after):
            event = pair.before or pair.after
            assert event is not None
            types.setdefault(event.type, Counter())[pair.kind] += 1
            fields.update(pair.fields)
    counted = {name: {str(kind): types[name][kind] for kind in KINDS} for name in sorted(types)}
    return Changes(articles=articles, types=counted, fields=dict(fields.most_common()))


def pairs(before: tuple[Event, ...], after: tuple[Event, ...]) -> Iterator[Pair]:
    """Pair the events of one article: by id, then by trigger and type, then by trigger."""
    old, new = list(before), list(after)
    for key in (lambda e: e.id, lambda e: (e.trigger.start, e.type), lambda e: e.trigger.start):
        for event in list(old):
            match = next((one for one in new if key(one) == key(event)), None)
            if match is not None:
                old.remove(event)
                new.remove(match)
                yield Pair(event, match)
    yield from (Pair(event, None) for event in old)
    yield from (Pair(None, event) for event in new)
