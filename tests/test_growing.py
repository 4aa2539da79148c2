"""Groups that grow: whatever is kept in memory, and in whatever portions events come, they are the same."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

import pytest

from reported import World
from tocsin.merging import Merger, scores
from tocsin.merging.growing import grow
from tocsin.merging.independence import report_of
from tocsin.merging.pairs import Profile, comparable, profile, score
from tocsin.merging.scores import Pair, Scores
from tocsin.records import Document

REPORTS = 40


class Memory:
    """What merging knows, kept in dicts; ``forgets`` is how likely its scores are gone before a portion."""

    def __init__(self, joined: Iterable[Pair] = (), split: Iterable[Pair] = (), forgets: float = 0) -> None:
        self.joined = frozenset(joined)
        self.scores = Scores(split)
        self.groups: dict[int, list[str]] = {}
        self._known: dict[str, Profile] = {}
        self._forgets = forgets
        self._chance = random.Random(1)

    def add(self, fresh: Sequence[Profile]) -> None:
        """Bring events that are new into groups."""
        if self._chance.random() < self._forgets:
            self.scores.clear()
        self._known |= {one.event.id: one for one in fresh}
        names = [one.event.id for one in fresh]
        self.scores.enter(names, self)
        grown = grow(names, self)
        for key in grown.gone:
            del self.groups[key]
        first = max(self.groups, default=0) + 1
        self.groups |= dict(enumerate(grown.made, start=first))

    def profiles(self, events: Iterable[str]) -> Mapping[str, Profile]:
        return self._known

    def near(self, events: Sequence[str]) -> Mapping[str, list[str]]:
        return {event: list(self._known) for event in events}

    def groups_of(self, events: Iterable[str]) -> Mapping[str, int]:
        owners = {event: key for key, group in self.groups.items() for event in group}
        return {event: owners[event] for event in events if event in owners}

    def events_of(self, groups: Iterable[int]) -> Mapping[int, Sequence[str]]:
        return {key: self.groups[key] for key in groups}


def reports(seed: int) -> list[Document]:
    world = World(seed)
    return [world.document(number) for number in range(REPORTS)]


def told(documents: Iterable[Document]) -> list[Profile]:
    return [
        profile(event, one.article.published, faint)
        for one in documents
        for faint, events in ((False, one.events), (True, one.glimpses))
        for event in events
    ]


def at_once(
    documents: Iterable[Document], joined: Iterable[Pair], split: Iterable[Pair]
) -> set[frozenset[str]]:
    """Return the groups of those incidents of which an event tells."""
    merger = Merger()
    for one in documents:
        merger.add(report_of(one.article), one.events, (), one.glimpses)
    for pair in joined:
        merger.join(*pair)
    for pair in split:
        merger.split(*pair)
    return {frozenset((*one.events, *(echo.id for echo in one.echoes))) for one in merger.incidents()}


def portions(events: Sequence[Profile], chance: random.Random) -> Iterator[list[Profile]]:
    left = list(events)
    chance.shuffle(left)
    while left:
        size = chance.randint(1, 30)
        yield left[:size]
        del left[:size]


def marked(events: Sequence[Profile], chance: random.Random) -> tuple[set[Pair], set[Pair]]:
    """Return some pairs that somebody has joined, and some that somebody has split."""
    names = sorted(one.event.id for one in events)
    pairs = [tuple(sorted(chance.sample(names, 2))) for _ in range(8)]
    return {(one, other) for one, other in pairs[:4]}, {(one, other) for one, other in pairs[4:]}


@pytest.mark.parametrize("forgets", [0, 0.5, 1])
@pytest.mark.parametrize("seed", range(3))
def test_portions_make_the_groups_of_all_at_once(seed: int, forgets: float) -> None:
    documents, chance = reports(seed), random.Random(seed)
    events = told(documents)
    joined, split = marked(events, chance)
    memory = Memory(joined, split, forgets)
    for portion in portions(events, chance):
        memory.add(portion)
    faint = {one.event.id for one in events if one.faint}
    made = {frozenset(group) for group in memory.groups.values() if not faint.issuperset(group)}
    assert made == at_once(documents, joined, split)
    assert max(map(len, made)) > 4


def test_a_pair_is_compared_once_however_often_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[frozenset[str]] = []

    def counting(one: Profile, other: Profile) -> float:
        compared.append(frozenset((one.event.id, other.event.id)))
        return score(one, other)

    monkeypatch.setattr(scores, "score", counting)
    events, memory = told(reports(4)), Memory()
    for portion in portions(events, random.Random(4)):
        memory.add(portion)
    pairs = [pair for pair in combinations(events, 2) if comparable(*pair)]
    assert len(compared) == len(set(compared)) == len(pairs)


def test_rows_have_what_came_later_and_minus_infinity_for_what_was_split() -> None:
    events = told(reports(5))
    names = [one.event.id for one in events]
    whole, late = Memory(), Memory()
    whole.add(events)
    for one in events:
        late.add([one])
    assert late.scores.rows == whole.scores.rows
    assert {key: set(row) for key, row in late.scores.links.items()} == {
        key: {other for other, value in row.items() if value > 0} for key, row in whole.scores.rows.items()
    }
    pair = next((one, other) for one in names for other in whole.scores.links[one])
    apart = Memory(split=[pair])
    apart.add(events)
    assert apart.scores.rows[pair[0]][pair[1]] == apart.scores.rows[pair[1]][pair[0]] == float("-inf")
    assert not any({*pair} <= set(group) for group in apart.groups.values())
