"""Lists of parties: "leaders including X and Y", "members of B — C, D and E —", "Japan, Egypt and Nepal"."""

from __future__ import annotations

from tocsin.language.entities import Item
from tocsin.language.model import Entity, Mention
from tocsin.language.spotting import Raw
from tocsin.language.words import words

DESCRIPTORS = 3
COMPLEMENT = 14
DASHES = ("—", "–", "--", ":", "-")
AND = ("and", "&", "or")
INTRO_PAIRS = (("such", "as"), ("led", "by"), ("among", "them"))
LISTABLE = ("country", "capital", "org", "person", "office", "metonym", "agency", "adjective", "people")


def find_groups(items: dict[int, Item], raw: list[Raw]) -> list[Item]:
    """Return group items that cover the lists of the text; they take the place of the items inside.

    ``items`` are by their first raw token.
    """
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


def _plain(items: dict[int, Item], raw: list[Raw], i: int) -> Item | None:
    """Read three and more items in a row, or two and "others"."""
    read = _read_list(items, raw, i)
    if read is None:
        return None
    end, members, closed = read
    more = raw[end - 1].text.lower() in words("more_nouns")
    adjectives = any(member.mention.kind in ("adjective", "people") for member in members)
    if adjectives or not closed or (len(members) < 3 and not more):
        return None
    return _group(raw, i, end, members, None)


def _announced(items: dict[int, Item], raw: list[Raw], i: int) -> Item | None:
    """Read a plural noun whose members are listed behind it."""
    noun = raw[i].text.lower()
    if noun not in words("group_nouns") or i in items:
        return None
    k = _past_complement(items, raw, i + 1)
    comma = k < len(raw) and raw[k].text == ","
    k += comma
    dashed = not comma and k < len(raw) and raw[k].text in DASHES
    listed_from = k + 1 if dashed else _past_intro(raw, k)
    if listed_from == k:
        return None
    listed = _list_after(items, raw, _past_those_of(raw, listed_from))
    if listed is None or (dashed and len(listed[1]) < 2):
        return None
    end, members = listed
    if comma and end < len(raw) and raw[end].text == ",":
        end += 1
    return _group(raw, i, end, members, noun)


def _past_complement(items: dict[int, Item], raw: list[Raw], start: int) -> int:
    """Skip "from four members of the Nordic Council (NC)" between the noun and its list.

    Return ``start`` where a clause begins before anything announces a list.
    """
    j = start
    while j < len(raw) and j - start < COMPLEMENT:
        word = raw[j].text.lower()
        if word in DASHES or word in words("list_intro") or word in (",", "such"):
            return j
        if word in (".", ";", "!", "?", "“", '"') or word in words("complement_stops"):
            return start
        if j == start and word not in words("complement_links"):
            return start
        j = items[j].last if j in items else j + 1
    return start


def _past_intro(raw: list[Raw], k: int) -> int:
    """Return the token behind "including" or "such as" at ``k``; ``k`` where neither is there."""
    if k < len(raw) and raw[k].text.lower() in words("list_intro"):
        return k + 1
    return k + 2 if tuple(token.text.lower() for token in raw[k : k + 2]) in INTRO_PAIRS else k


def _past_those_of(raw: list[Raw], k: int) -> int:
    those = k + 1 < len(raw) and raw[k].text.lower() == "those"
    return k + 2 if those and raw[k + 1].text.lower() in ("from", "of", "in") else k


def _list_after(items: dict[int, Item], raw: list[Raw], k: int) -> tuple[int, list[Item]] | None:
    """Return (end, members) of the list at ``k``; where a noun announces it, one member is enough."""
    read = _read_list(items, raw, k)
    if read:
        return read[0], read[1]
    single = _item_at(items, raw, k)
    if single is None:
        return None
    j = single.last
    end = 0
    if j + 1 < len(raw) and raw[j].text in (",", "and"):
        end = _more_end(raw, j + 1 + (raw[j + 1].text == "and"))
    return end or j, [single]


def _read_list(items: dict[int, Item], raw: list[Raw], i: int) -> tuple[int, list[Item], bool] | None:
    """Read a list of items from raw token ``i``: (end, items, closed by "and"); None for a single one."""
    first = _item_at(items, raw, i)
    if first is None:
        return None
    found, j, closed = [first], first.last, False
    while j < len(raw):
        if _is_possessive(raw, j):
            return None
        k, joined = _past_separator(raw, j)
        following = _item_at(items, raw, k) if k > j else None
        if following is None:
            end = _more_end(raw, k) if joined else 0
            if end:
                return end, found, True
            break
        if joined and _is_possessive(raw, following.last):
            break
        found.append(following)
        j = following.last
        if joined:
            closed = True
            goes_on = j < len(raw) and raw[j].text.lower() in AND
            end = _more_end(raw, j + 1) if goes_on else 0
            if end or not goes_on:
                j = end or j
                break
    return (j, found, closed) if len(found) > 1 else None


def _is_possessive(raw: list[Raw], j: int) -> bool:
    return j < len(raw) and raw[j].text in ("'s", "’s")


def _past_separator(raw: list[Raw], j: int) -> tuple[int, bool]:
    """Return (the token behind a comma and "and" at ``j``, whether there is an "and")."""
    k = j + 1 if raw[j].text == "," else j
    if k < len(raw) and raw[k].text.lower() in AND:
        return k + 1, True
    as_well = [token.text for token in raw[k : k + 3]] == ["as", "well", "as"]
    return (k + 3 if as_well else k), False


def _more_end(raw: list[Raw], k: int) -> int:
    """Return the end of "several other countries" at ``k``, 0 where it is not there."""
    j = k
    while j < len(raw) and raw[j].text.lower() in words("more"):
        j += 1
    if j == k:
        return 0
    if raw[j - 1].text.lower() == "others":
        return j
    return j + 1 if j < len(raw) and raw[j].text.lower() in words("more_nouns") else 0


def _item_at(items: dict[int, Item], raw: list[Raw], i: int) -> Item | None:
    """Return the listable item at ``i``, after an optional article or "also" and words that describe it."""
    k = i + 1 if i < len(raw) and raw[i].text.lower() in ("the", "also") else i
    for j in range(k, k + DESCRIPTORS):
        if j in items or j >= len(raw) or not raw[j].text.isalpha() or raw[j].capital or raw[j].text in AND:
            break
        if j + 1 in items and (k > i or raw[j].text in words("neighbouring")):
            k = j + 1
            break
    item = items.get(k)
    if item is None or item.mention.kind not in LISTABLE:
        return None
    if item.mention.kind in ("adjective", "people") and _modifies(raw, item.last):
        return None
    return item


def _modifies(raw: list[Raw], j: int) -> bool:
    """Tell whether a noun follows that the adjective before ``j`` belongs to."""
    return j < len(raw) and raw[j].text[:1].isalpha() and raw[j].text.lower() not in AND
