"""Lists of parties: "leaders including X, Y and Z", "members of B — C, D and E —", "Japan, Egypt and Nepal"."""

from __future__ import annotations

from tocsin.language.entities import Item
from tocsin.language.model import Entity, Mention
from tocsin.language.spotting import Raw

DESCRIPTORS = 3
DASHES = frozenset(("—", "–", "--", ":", "-"))
AND = frozenset(("and", "&", "or"))
INTRO = frozenset(("including", "like", "namely", "notably", "particularly", "especially", "among"))
GROUP_NOUNS = frozenset(
    "members countries nations states leaders ministers allies neighbours neighbors governments partners powers envoys "
    "diplomats capitals presidents organisations organizations parties groups others counterparts officials ambassadors "
    "factions mediators republics monarchies economies signatories kingdoms".split()
)
LISTABLE = frozenset(
    ("country", "capital", "org", "person", "office", "metonym", "agency", "adjective", "people")
)
MORE = frozenset(
    "several many some two three four five six others other more various numerous dozens few at least".split()
)
MORE_NOUNS = frozenset(
    "countries others nations states leaders ministers governments capitals allies".split()
)


def _item_at(items: dict[int, Item], raw: list[Raw], i: int) -> tuple[Item, int] | None:
    """Return the listable item at ``i``, after an optional article or "also"."""
    k = i + 1 if i < len(raw) and raw[i].text.lower() in ("the", "also") else i
    for step in range(DESCRIPTORS):
        j = k + step
        if j in items or j >= len(raw) or not raw[j].text.isalpha() or raw[j].capital or raw[j].text in AND:
            break
        if j + 1 in items and (k > i or raw[j].text in ("neighbouring", "neighboring", "nearby")):
            k = j + 1
            break
    item = items.get(k)
    if item is None or item.mention.kind not in LISTABLE:
        return None
    if item.mention.kind in ("adjective", "people") and _modifies(raw, item.last):
        return None
    return item, k


def _modifies(raw: list[Raw], j: int) -> bool:
    return j < len(raw) and raw[j].text[:1].isalpha() and raw[j].text.lower() not in AND


def read_list(items: dict[int, Item], raw: list[Raw], i: int) -> tuple[int, list[Item], bool] | None:
    """Read a list of items from raw token ``i``: (end, items, closed by "and"); None for a single one."""
    first = _item_at(items, raw, i)
    if first is None:
        return None
    found, j, closed = [first[0]], first[0].last, False
    while j < len(raw):
        if raw[j].text in ("'s", "’s"):
            return None
        k = j + 1 if raw[j].text == "," else j
        joined = k < len(raw) and raw[k].text.lower() in AND
        if joined or (
            k < len(raw) and raw[k : k + 3] and [t.text for t in raw[k : k + 3]] == ["as", "well", "as"]
        ):
            k += 1 if joined else 3
        if k == j:
            break
        following = _item_at(items, raw, k)
        if following is None:
            end = _more(raw, k) if joined else 0
            if end:
                return end, found, True
            break
        if (
            joined
            and raw[k:k] == []
            and following[0].last < len(raw)
            and raw[following[0].last].text in ("'s", "’s")
        ):
            break
        found.append(following[0])
        j = following[0].last
        if joined:
            closed = True
            end = _more(raw, j + 1) if j < len(raw) and raw[j].text.lower() in AND else 0
            if end:
                j = end
                break
            if not (j < len(raw) and raw[j].text.lower() in AND):
                break
    return (j, found, closed) if len(found) > 1 else None


def _more(raw: list[Raw], k: int) -> int:
    """Return the end of "several other countries" at ``k``, 0 where it is not there."""
    j = k
    while j < len(raw) and raw[j].text.lower() in MORE:
        j += 1
    if j > k and (
        raw[j - 1].text.lower() == "others" or (j < len(raw) and raw[j].text.lower() in MORE_NOUNS)
    ):
        return j if raw[j - 1].text.lower() == "others" else j + 1
    return 0


def _list_after(items: dict[int, Item], raw: list[Raw], k: int) -> tuple[int, list[Item]] | None:
    read = read_list(items, raw, k)
    if read:
        return read[0], read[1]
    single = _item_at(items, raw, k)
    if single is None:
        return None
    j = single[0].last
    if j + 1 < len(raw) and raw[j].text in (",", "and"):
        end = _more(raw, j + 1 + (raw[j + 1].text == "and"))
        return (end or j), [single[0]]
    return j, [single[0]]


def find_groups(items: dict[int, Item], raw: list[Raw]) -> list[Item]:
    """Return group items that cover the lists of the text; they take the place of the items inside."""
    groups: list[Item] = []
    i = 0
    while i < len(raw):
        group = _announced(items, raw, i) or _plain(items, raw, i)
        if group:
            groups.append(group)
            i = group.last
        else:
            i += 1
    return groups


def _group(raw: list[Raw], first: int, last: int, members: list[Item], phrase: str | None) -> Item:
    mentions = tuple(member.mention for member in members)
    entity = Entity("group", phrase=phrase, members=mentions, why="a list in the text")
    return Item(first, last, Mention(raw[first].start, raw[last - 1].end, "group", entity))


def _announced(items: dict[int, Item], raw: list[Raw], i: int) -> Item | None:
    """A plural noun whose members are listed behind it."""
    noun = raw[i].text.lower()
    if noun not in GROUP_NOUNS or i in items:
        return None
    k = _past_complement(items, raw, i + 1)
    comma = k < len(raw) and raw[k].text == ","
    k += comma
    if k >= len(raw):
        return None
    word = raw[k].text.lower()
    dashed = word in DASHES and not comma
    if word in INTRO:
        k += 1
    elif [token.text.lower() for token in raw[k : k + 2]] in (
        ["such", "as"],
        ["led", "by"],
        ["among", "them"],
    ):
        k += 2
    elif dashed:
        k += 1
    else:
        return None
    if (
        k + 1 < len(raw)
        and raw[k].text.lower() == "those"
        and raw[k + 1].text.lower() in ("from", "of", "in")
    ):
        k += 2
    listed = _list_after(items, raw, k)
    if listed is None or (dashed and len(listed[1]) < 2):
        return None
    end = listed[0]
    closing = raw[end].text if end < len(raw) else ""
    if comma and closing == ",":
        end += 1
    return _group(raw, i, end, listed[1], noun)


def _past_complement(items: dict[int, Item], raw: list[Raw], j: int) -> int:
    """Skip "from seven members of the UN Security Council (UNSC)" between the noun and its list."""
    start = j
    while j < len(raw) and j - start < 14:
        word = raw[j].text.lower()
        if word in DASHES or word in INTRO or word in (",", "such"):
            return j
        if word in (".", ";", "!", "?", "“", '"') or word in (
            "is",
            "are",
            "was",
            "were",
            "has",
            "have",
            "had",
            "said",
        ):
            return start
        if word in ("of", "from", "in", "on", "across", "the", "(", ")", "at") or j > start:
            j = items[j].last if j in items else j + 1
            continue
        return start
    return start


def _plain(items: dict[int, Item], raw: list[Raw], i: int) -> Item | None:
    """Three and more items in a row, or two and "others"."""
    read = read_list(items, raw, i)
    if read is None:
        return None
    end, members, closed = read
    more = raw[end - 1].text.lower() in MORE_NOUNS
    adjectives = any(member.mention.kind in ("adjective", "people") for member in members)
    if adjectives or not closed or (len(members) < 3 and not more):
        return None
    return _group(raw, i, end, members, None)
