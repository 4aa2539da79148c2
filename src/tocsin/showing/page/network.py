"""Who acts on whom, as static SVG: parties on an oval, one line for cooperation and one for conflict."""

from __future__ import annotations

import math
from collections.abc import Sequence

from markupsafe import Markup

from tocsin.amounts import number_of
from tocsin.records import Record
from tocsin.showing.page.markup import element, linked, svg, svg_text, two_lines

MOST_PARTIES = 14
MOST_NARROW = 8
MOST_TIES, MOST_TIES_NARROW = 14, 9
NARROW_BELOW = 500
THINNEST, THICKEST = 1.5, 8.0
LEAST_MOST = 6  # where nobody has more acts than this, the thickest line is thinner
BEND = 0.16
CLEAR = 20.0  # between a number and another one or a party


class NetworkParty(Record, frozen=True):
    """A party; ``weight`` is the number of its acts, ``href`` leads to them."""

    name: str
    weight: int
    href: str | None = None


class Tie(Record, frozen=True):
    """How many acts of each side lie between two parties, in both directions; links lead to them."""

    one: str
    other: str
    cooperation: int
    conflict: int
    cooperation_href: str | None = None
    conflict_href: str | None = None


class Whole(Record, frozen=True):
    """Parties and ties of all the time of which a drawing shows a part."""

    parties: tuple[NetworkParty, ...]
    ties: tuple[Tie, ...]


def network_svg(
    parties: Sequence[NetworkParty],
    ties: Sequence[Tie],
    width: int = 760,
    title: str = "Acts between parties",
    whole: Whole | None = None,
) -> Markup:
    """Draw the parties with the most acts and the acts between them.

    Cooperation is a whole line, conflict a broken one, and each carries its number; thicker is more. The two
    parties with the most acts between them stand left and right. More than 14 parties (8 where ``width`` is
    below 500), and pairs beyond the 14 (9) with the most acts, are left out: list them beside it. No parties
    give an empty Markup.

    ``whole`` says who is drawn where and how thick a line can be: drawings of parts of one whole can be laid
    on one another. Without it the parties and ties are the whole.
    """
    narrow = width < NARROW_BELOW
    everything = whole or Whole(parties=tuple(parties), ties=tuple(ties))
    shown, drawn = _chosen(everything, narrow)
    if not shown:
        return Markup("")
    height = _height(len(shown), narrow)
    spots = _spots([party.name for party in shown], width, height, narrow)
    most = max([count for tie in drawn for count in (tie.cooperation, tie.conflict)] + [LEAST_MOST])
    top = max(party.weight for party in shown) or 1
    now = {party.name: party for party in parties}
    dots = [
        _party(now.get(party.name) or _silent(party), spots[party.name], top, width, height, narrow)
        for party in shown
    ]
    lines, numbers = _ties(drawn if whole is None else _of_pairs(ties, drawn), spots, most)
    return svg(width, height, title, *lines, *dots, *numbers)


def _chosen(whole: Whole, narrow: bool) -> tuple[list[NetworkParty], list[Tie]]:
    """Return the parties that there is room for, in their places, and the ties between them."""
    heaviest = _heaviest(whole.parties, MOST_NARROW if narrow else MOST_PARTIES)
    names = {party.name for party in heaviest}
    inside = [tie for tie in whole.ties if tie.one in names and tie.other in names and tie.one != tie.other]
    drawn = sorted(inside, key=lambda tie: -_acts(tie))[: MOST_TIES_NARROW if narrow else MOST_TIES]
    tied = {name for tie in drawn for name in (tie.one, tie.other)}
    return _ordered([party for party in heaviest if party.name in tied or not drawn], drawn), drawn


def _of_pairs(ties: Sequence[Tie], drawn: Sequence[Tie]) -> list[Tie]:
    """Return the ties between pairs that are drawn, in the order of those."""
    place = {frozenset((tie.one, tie.other)): at for at, tie in enumerate(drawn)}
    kept = [tie for tie in ties if frozenset((tie.one, tie.other)) in place]
    return sorted(kept, key=lambda tie: place[frozenset((tie.one, tie.other))])


def _silent(party: NetworkParty) -> NetworkParty:
    """Return a party that has not acted yet: nothing to lead to."""
    return NetworkParty(name=party.name, weight=0)


def _height(count: int, narrow: bool) -> int:
    """Return the height for so many parties: two lie on one line, more need an oval."""
    if count <= 2:
        return 170
    return (300 if count <= 4 else 400) if narrow else (320 if count <= 4 else 500)


def _heaviest(parties: Sequence[NetworkParty], most: int) -> list[NetworkParty]:
    return sorted(parties, key=lambda party: (-party.weight, party.name))[:most]


def _ordered(parties: list[NetworkParty], ties: Sequence[Tie]) -> list[NetworkParty]:
    """Put the main pair at the ends of the oval, and others near the one they have more to do with."""
    names = {party.name for party in parties}
    pairs = {(tie.one, tie.other): tie.cooperation + tie.conflict for tie in ties}
    inside = {pair: count for pair, count in pairs.items() if set(pair) <= names and pair[0] != pair[1]}
    if len(parties) < 3 or not inside:
        return parties
    left, right = min(inside, key=lambda pair: (-inside[pair], pair))

    def lean(name: str) -> float:
        to_left = inside.get((name, left), 0) + inside.get((left, name), 0)
        to_right = inside.get((name, right), 0) + inside.get((right, name), 0)
        return (to_right - to_left) / max(1, to_right + to_left)

    rest = sorted(
        (party for party in parties if party.name not in (left, right)),
        key=lambda party: (lean(party.name), -party.weight, party.name),
    )
    # Clockwise from the left end: over the top to the right, back below. A turn keeps the order of leaning.
    top, bottom = rest[::2], rest[1::2]
    ends = {party.name: party for party in parties}
    return [ends[left], *top, ends[right], *reversed(bottom)]


def _spots(names: Sequence[str], width: int, height: int, narrow: bool) -> dict[str, tuple[float, float]]:
    if len(names) == 1:
        return {names[0]: (width / 2, height / 2)}
    aside = 92 if narrow else 170
    wide, high = width / 2 - aside, height / 2 - 56
    ends = 1 + len(range(1, len(names) - 1, 2)) if len(names) > 2 else 1
    spots: dict[str, tuple[float, float]] = {}
    for i, name in enumerate(names):
        share = i / ends if i <= ends else 1 + (i - ends) / (len(names) - ends)
        angle = math.pi * (1 - share)
        spots[name] = (width / 2 + wide * math.cos(angle), height / 2 - high * math.sin(angle))
    return spots


def _ties(
    ties: Sequence[Tie], spots: dict[str, tuple[float, float]], most: int
) -> tuple[list[Markup], list[Markup]]:
    lines: list[Markup] = []
    numbers: list[Markup] = []
    taken: list[tuple[float, float]] = []
    for tie in reversed(ties):
        one, other = sorted((tie.one, tie.other))
        for kind, count, href, way in (
            ("cooperation", tie.cooperation, tie.cooperation_href, 1),
            ("conflict", tie.conflict, tie.conflict_href, -1),
        ):
            if count:
                start, end = spots[one], spots[other]
                bend = way * BEND if tie.cooperation and tie.conflict else way * BEND / 2
                middle = _middle(start, end, bend)
                path = f"M{_at(start)}Q{_at(middle)} {_at(end)}"
                thick = THINNEST + (THICKEST - THINNEST) * math.sqrt(count / most)
                lines.append(element("path", d=path, class_=f"tie {kind}", stroke_width=thick))
                at = _free_spot((start, middle, end), [*spots.values(), *taken])
                taken.append(at)
                numbers.append(_number(tie, kind, count, href, at))
    return lines, numbers


def _free_spot(
    curve: tuple[tuple[float, float], tuple[float, float], tuple[float, float]],
    taken: Sequence[tuple[float, float]],
) -> tuple[float, float]:
    """Return a point of a curve for its number: the one in the middle, unless something is there already."""
    places = [_on(curve, share) for share in (0.5, 0.42, 0.58, 0.34, 0.66)]
    return next((at for at in places if all(math.dist(at, one) > CLEAR for one in taken)), places[0])


def _on(
    curve: tuple[tuple[float, float], tuple[float, float], tuple[float, float]], share: float
) -> tuple[float, float]:
    """Return the point of a quadratic curve at a share of its way."""
    x, y = (
        (1 - share) ** 2 * a + 2 * share * (1 - share) * b + share**2 * c
        for a, b, c in zip(*curve, strict=True)
    )
    return x, y


def _number(tie: Tie, kind: str, count: int, href: str | None, at: tuple[float, float]) -> Markup:
    words = f"{tie.one} and {tie.other}: {number_of(count, 'act')} of {kind}"
    return linked(href, words, element("text", count, x=at[0], y=at[1] + 4.5, class_="count halo"))


def _acts(tie: Tie) -> int:
    return tie.cooperation + tie.conflict


def _party(
    party: NetworkParty, spot: tuple[float, float], heaviest: int, width: int, height: int, narrow: bool
) -> Markup:
    x, y = spot
    radius = 5 + 8 * math.sqrt(party.weight / heaviest)
    lines = two_lines(party.name, 13 if narrow else 24)
    middle = abs(x - width / 2) < width * 0.14
    if middle:
        above = y < height / 2
        first = y - radius - 6 - 15 * (len(lines) - 1) if above else y + radius + 16
        place = (x, first, "middle")
    else:
        right = x > width / 2
        place = (
            x + (radius + 6) * (1 if right else -1),
            y + 4.5 - 7.5 * (len(lines) - 1),
            "start" if right else "end",
        )
    labels = [
        element("text", svg_text(line), x=place[0], y=place[1] + 15 * i, text_anchor=place[2], class_="halo")
        for i, line in enumerate(lines)
    ]
    circle = element("circle", cx=x, cy=y, r=radius, class_="party")
    return linked(party.href, f"{party.name}: {number_of(party.weight, 'act')}", circle, *labels)


def _middle(start: tuple[float, float], end: tuple[float, float], bend: float) -> tuple[float, float]:
    (x1, y1), (x2, y2) = start, end
    return (x1 + x2) / 2 - (y2 - y1) * bend * 2, (y1 + y2) / 2 + (x2 - x1) * bend * 2


def _at(point: tuple[float, float]) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"
