"""Date phrases that the parse need not see word by word: "On Monday", "on Nov. 24", "in January 2019"."""

from __future__ import annotations

import re
from collections.abc import Iterator

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?"
    r"|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_PART = r"(?:[ ]+(?:morning|afternoon|evening|night|noon))?"
PHRASE = re.compile(
    rf"\b(?:(?:[Oo]n|[Ll]ate[ ]on|[Ee]arly[ ]on)[ ]+"
    rf"(?:{_WEEKDAY}{_PART}(?:,[ ]+{_MONTH}[ ]+\d{{1,2}})?"
    rf"|{_MONTH}[ ]+\d{{1,2}}(?:,[ ]+\d{{4}})?|\d{{1,2}}[ ]+{_MONTH}(?:[ ]+\d{{4}})?)"
    rf"|[Ii]n[ ]+(?:(?:early|late|mid)[ -]+)?(?:{_MONTH}(?:[ ]+\d{{4}})?|(?:19|20)\d\d)"
    rf")(?!\w|[ ]+(?:(?:and|or|to)[ ]+(?:{_WEEKDAY}|{_MONTH}|\d)|{_MONTH}|\d))"
)


def date_phrases(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) in characters of adverbial date phrases, but for lists ("on Monday and Tuesday")."""
    for found in PHRASE.finditer(text):
        yield found.start(), found.end()
