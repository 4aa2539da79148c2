"""Condensing: every mention becomes one token with a stand-in word: the parse is short and blind to names.

"Norwegian Prime Minister Jonas Gahr Støre thanked X" is parsed as "Johnson thanked Johnson": shorter
sentences parse better and faster, and two articles that differ in their names alone parse alike.
"""

from __future__ import annotations

from dataclasses import dataclass

from tocsin.language.entities import Item
from tocsin.language.model import Entity, Mention, MentionKind
from tocsin.language.spotting import Raw
from tocsin.language.words import words

STAND_IN: dict[MentionKind, str] = {
    "country": "Germany",
    "capital": "Berlin",
    "metonym": "Berlin",
    "adjective": "German",
    "people": "Germans",
    "org": "Senate",
    "agency": "Senate",
    "person": "Johnson",
    "office": "minister",
    "handle": "Johnson",
}
HYPHENS = ("-", "‐", "‑", "–")
HYPHENED = ("country", "adjective", "org", "capital")
LEADERS = ("country", "org")


@dataclass(slots=True)
class Unit:
    """One token to be parsed: raw tokens ``first``..``last`` exclusive, and the word shown to the parser.

    ``prefix`` goes before the lemma that the parser finds ("de-"), ``lemma`` takes its place.
    """

    first: int
    last: int
    word: str
    mention: Mention | None = None
    prefix: str = ""
    lemma: str = ""


def units(
    raw: list[Raw], items: dict[int, Item], groups: list[Item], lower: frozenset[int], dates: dict[int, int]
) -> list[Unit]:
    """Return the units in order.

    ``lower`` holds raw tokens of a Title Case headline to be shown in lower case; ``dates`` the first
    and, exclusive, the last raw token of date phrases, which are shown as one adverb.
    """
    at = dict(items)
    for group in groups:
        at[group.first] = group
    made: list[Unit] = []
    i = 0
    while i < len(raw):
        if not raw[i].text.strip():
            i += 1
            continue
        if i in dates and not any(k in at for k in range(i, dates[i])):
            made.append(Unit(i, dates[i], "Yesterday" if raw[i].capital else "yesterday"))
            i = dates[i]
            continue
        unit = _hyphenated(raw, at, i) or _mention(raw, at, i) or _plain(raw, i, lower)
        made.append(unit)
        i = unit.last
    return made


def _hyphen_after(raw: list[Raw], j: int) -> bool:
    return (
        j + 1 < len(raw)
        and raw[j].text in HYPHENS
        and not raw[j].space
        and not raw[j - 1].space
        and raw[j + 1].text[:1].isalpha()
    )


def _hyphenated(raw: list[Raw], at: dict[int, Item], i: int) -> Unit | None:
    """Read "US-brokered", "India-Pakistan" and "de-escalate" as one word each."""
    item = at.get(i)
    if item and item.mention.kind in (*HYPHENED, "person") and _hyphen_after(raw, item.last):
        other = at.get(item.last + 1)
        if other and other.mention.kind in HYPHENED:
            entity = Entity(
                "group", members=(item.mention, other.mention), why="two names joined by a hyphen"
            )
            mention = Mention(raw[i].start, raw[other.last - 1].end, "group", entity)
            return Unit(i, other.last, "bilateral", mention)
        if raw[item.last + 1].text[:1].islower():
            return Unit(i, item.last + 2, "foreign", _leading(raw, item))
    if (
        raw[i].text.lower() in words("prefixes")
        and _hyphen_after(raw, i + 1)
        and i not in at
        and i + 2 not in at
    ):
        return Unit(i, i + 3, raw[i + 2].text, prefix=raw[i].text.lower() + "-")
    return None


def _leading(raw: list[Raw], item: Item) -> Mention | None:
    """Return "French-led" as a word for France: a force is its leader's; what it backs or wrecks is not."""
    led = item.last + 1
    if raw[led].text not in words("led") or item.mention.entity.kind not in LEADERS:
        return None
    return Mention(item.mention.start, raw[led].end, "adjective", item.mention.entity)


def _mention(raw: list[Raw], at: dict[int, Item], i: int) -> Unit | None:
    item = at.get(i)
    if item is None:
        return None
    return Unit(item.first, item.last, _stand_in(raw, item), item.mention)


def _stand_in(raw: list[Raw], item: Item) -> str:
    kind = item.mention.kind
    before = raw[item.first - 1].text.lower() if item.first else ""
    if kind == "group":
        return item.mention.entity.phrase or "Germany"
    if kind == "office" and before not in words("determiners"):
        return "Johnson" if raw[item.first].capital or not before else "minister"
    if kind == "people" and not raw[item.last - 1].text.endswith("s"):
        return "German"
    return STAND_IN[kind]


def _plain(raw: list[Raw], i: int, lower: frozenset[int]) -> Unit:
    text = raw[i].text.lower() if i in lower else raw[i].text
    return Unit(i, i + 1, text.replace("’", "'"))
