"""How news writes dates: one pattern with a named group for every kind of phrase.

Months need their capital ("may", "march" are verbs); weekdays and the words of time do not.
"""

from __future__ import annotations

import re

_MONTH = (
    "(?:Jan(?:uary|\\.)?|Feb(?:ruary|\\.)?|Mar(?:ch|\\.)?|Apr(?:il|\\.)?|May|June?\\.?|July?\\.?|Aug(?:ust|\\.)?"
    "|Sept?(?:ember|\\.)?|Oct(?:ober|\\.)?|Nov(?:ember|\\.)?|Dec(?:ember|\\.)?)"
)
_DAY = "(?:0?[1-9]|[12]\\d|3[01])(?:st|nd|rd|th)?"
_TO = r"\s*(?:-|–|to|and)\s*"
_YEAR = r"(?:19|20)\d\d"
_WEEKDAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_COUNT = "(?:a couple of|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\\d{1,3})"
_COUNTED = r"(?!\d|,?\s+(?:people|dead|killed))"
_BEFORE_WEEKDAY = (
    r"last|next|this|the\s+previous|previous|early\s+on|late\s+on|late|early"
    r"|since|on|by|until|from|before|after|over"
)
_NEAR = (
    r"the\s+day\s+before\s+yesterday|yesterday|today|tonight|tomorrow|overnight|this\s+(?:morning|afternoon|evening)"
    r"|the\s+(?:previous|preceding)\s+(?:day|night|evening)|the\s+(?:next|following)\s+day"
    r"|a\s+day\s+(?:earlier|before|later|after)|last\s+night|the\s+same\s+day|the\s+day\s+before"
)
_OF_PERIOD = r"last|this|next|the\s+(?:past|previous|coming)|earlier\s+this|later\s+this|past"
_PERIODS = "week|weekend|month|year|decade|century"
_BEFORE_MONTH = "in|since|early|late|mid-?|by|during|of|until|last"
_BEFORE_YEAR = r"(?:in|since|during|of|from|until|by|the)\s+(?:early\s+|late\s+|mid-?\s*)?"
PATTERN = re.compile(
    rf"""
    (?P<iso>\b\d{{4}}-\d{{2}}-\d{{2}}\b)
  | \b(?P<m1>{_MONTH})\s+(?P<d1>{_DAY})(?:{_TO}(?P<d1b>{_DAY}){_COUNTED})?(?:,?\s+(?P<y1>{_YEAR}))?\b
  | \b(?P<d2>{_DAY})(?:{_TO}(?P<d2b>{_DAY}))?\s+(?:of\s+)?(?P<m2>{_MONTH})(?:,?\s+(?P<y2>{_YEAR}))?\b
  | \b(?P<m3>{_MONTH}),?\s+(?:of\s+)?(?P<y3>{_YEAR})\b
  | (?i:\b(?P<wmod>{_BEFORE_WEEKDAY})?\s*\b(?P<wd>{_WEEKDAY})s?\b(?!\s+Times))
  | (?i:\b(?P<rel>{_NEAR})\b)
  | (?i:\b(?P<n>{_COUNT})\s+(?P<unit>day|week|month|year|decade)s?\s+(?P<dir>ago|earlier|later|before)\b)
  | (?i:\b(?P<pmod>{_OF_PERIOD})\s+(?P<period>{_PERIODS})\b)
  | (?i:\b(?P<mm4>{_BEFORE_MONTH})\s*(?P<m4>{_MONTH})\b(?!\s+\d))
  | (?i:\b{_BEFORE_YEAR}(?P<y5>{_YEAR})\b)
    """,
    re.VERBOSE,
)
