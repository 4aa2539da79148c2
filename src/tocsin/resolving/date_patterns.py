"""How news writes dates: the patterns of a date's core ("May 3", "Friday") and of the words before it.

Months need their capital ("may", "march" are verbs); weekdays and the words of time do not. Nothing here
can take more than linear time: no part may match the same text in two ways, and the words before a core are
looked for in a short window only.
"""

from __future__ import annotations

import re
from functools import cache

from tocsin.resolving.holidays import names_pattern

MONTH_NAMES = (
    "january jan",
    "february feb",
    "march mar",
    "april apr",
    "may",
    "june jun",
    "july jul",
    "august aug",
    "september sept sep",
    "october oct",
    "november nov",
    "december dec",
)
MONTHS = {name: number for number, names in enumerate(MONTH_NAMES, start=1) for name in names.split()}
_ONES = "one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
NUMBERS = (
    {"a": 1, "an": 1, "a couple of": 2, "couple of": 2, "a dozen": 12, "half a dozen": 6}
    | {word: n for n, word in enumerate(_ONES + _TEENS, start=1)}
    | {word: 10 * n for n, word in enumerate(_TENS, start=2)}
    | {f"{ten}-{word}": 10 * n + k for n, ten in enumerate(_TENS, 2) for k, word in enumerate(_ONES, 1)}
)
ORDINALS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
        "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        start=1,
    )
} | {"last": -1, "final": -1, "latter": -1, "closing": -1, "opening": 1}

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|Jun(?:e|\.)?|Jul(?:y|\.)?"
    r"|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_WEEKDAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_SUFFIXED = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)"
_ORDINAL_DAY = (
    r"(?:twenty|thirty)-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|twentieth|thirtieth"
    rf"|{'|'.join(word for word, n in ORDINALS.items() if 0 < n < 20 and word != 'opening')}"
)
_TO = r"\s*(?:-|–|—|/|\bto\b|\bthrough\b|\buntil\b|\btill\b)\s*(?:the\s+)?"
_AND = r"(?:,\s*|\s+)(?:and|or|&)\s+(?:the\s+)?"
# What follows a day that may end a list: "May 3 and 7" are two days, "May 3 and 7 people" is one.
_CLOSED = (
    r"(?=\s*(?:[.,;:)?!–-]|$)"
    r"|\s+(?:in|at|to|on|by|for|with|when|as|after|before|near|but|and|the|last|this)\b)"
)
_COUNTED = r"(?!\d|,?\s+(?:people|dead|killed|others|more|men|women|soldiers|civilians))"
_ZONE = r"GMT|UTC|[ECMP][SD]T|C?E[ST]T|BST|IST|MSK|LT|local\s+time|hours"
_CLOCK = rf"(?:{_ZONE}|hrs|hour|o'clock|h\b|[ap]\.?m\b)"
# What is counted: "the 2000 men" tells no year.
_THINGS = (
    r"(?:people|troops|men|women|children|soldiers|civilians|refugees|dead|dollars|euros|pounds|kilomet\w+"
    r"|km|miles|metres|meters|feet|tons|tonnes)\b"
)
_YEAR = r"(?:19|20)\d\d"
_DAYTIME = (
    r"(?:\s+(?:early\s+|late\s+)?"
    r"(?:(?:mid)?(?:morning|afternoon|evening|night|noon)|midnight|lunchtime|dawn|dusk))?"
)
_COUNT = (
    r"(?:(?:a\s+)?couple\s+of|half\s+a\s+dozen|a\s+dozen"
    rf"|(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_ONES)}))?|{'|'.join(_TEENS)}|{'|'.join(_ONES)}|an?|\d{{1,3}})"
)
_VAGUE = r"(?:(?:a|the)\s+few|few|several|some|many)"
_UNIT = "hour|day|night|week|fortnight|month|quarter|year|decade|century"
_UNITS = "week|weekend|month|quarter|year|decade|century"
_ORDINAL = rf"(?:{'|'.join(ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))"
# Behind "two days before" an event may stand, of which nobody knows the day.
_ENDS = r"(?=\s*(?:[.,;:)”\"]|$))"
_DAYPARTS = "(?:day|morning|afternoon|evening|night)"


def _year_after(group: str) -> str:
    """Return the pattern of a year that may stand behind a date; "May 3, 2000 GMT" is a time of day."""
    return rf"(?:,?\s+(?:of\s+|in\s+)?(?P<{group}>{_YEAR})(?!\d|\s*{_CLOCK}))?"


_NEAR = (
    r"the\s+day\s+before\s+yesterday|the\s+day\s+after\s+tomorrow|the\s+night\s+before\s+last"
    rf"|(?:yesterday|tomorrow){_DAYTIME}|today|tonight|overnight|last\s+(?:night|evening)"
    r"|this\s+(?:morning|afternoon|evening)"
    rf"|the\s+(?:previous|preceding|next|following|same)\s+{_DAYPARTS}|that\s+(?:same\s+)?{_DAYPARTS}"
    r"|(?:earlier|later|early|late)\s+(?:in\s+the|that)\s+day|the\s+end\s+of\s+the\s+day|day's\s+end"
    rf"|the\s+(?:day|night|evening)\s+(?:before|after){_ENDS}"
)
_STRAIGHT = "(?:straight|consecutive|successive)"
_RUNNING = r"(?:running|in\s+a\s+row|in\s+succession)"
_WHOSE = "(?:the|an?|its|their|his)"
_SPELL_UNIT = "day|night|weekend|week|month|year"
# "a third straight day", "the third day running", "into a third day", "three days in a row".
_SPELL = (
    rf"{_WHOSE}\s+(?P<so>{_ORDINAL})\s+(?:{_STRAIGHT}\s+(?P<su>{_SPELL_UNIT})"
    rf"|(?P<su2>{_SPELL_UNIT})\s+{_RUNNING})"
    rf"|(?:for|into|enter(?:s|ed|ing)?|in(?=\s+(?:its|their)\s))\s+{_WHOSE}\s+(?P<so2>{_ORDINAL})\s+(?P<su3>{_SPELL_UNIT})"
    rf"|(?P<sc>{_COUNT})\s+(?:{_STRAIGHT}\s+(?P<su4>{_SPELL_UNIT})s|(?P<su5>{_SPELL_UNIT})s\s+{_RUNNING})"
)
# "the past two weeks", "recent days", "the days ahead".
_SPAN = (
    r"(?P<rdir>last|past|previous|preceding|next|coming|recent)"
    rf"(?:\s+(?P<rn>{_COUNT})|\s+(?P<rvague>few|several|couple\s+of))?\s+(?P<runit>{_UNIT})s"
    r"|(?P<rahead>days|weeks|months|years)\s+(?:ahead|to\s+come)"
)
# "two weeks ago", "a day earlier", "three days later".
_COUNTED_FROM = (
    rf"(?:(?P<n>{_COUNT})\s+|(?P<nvague>{_VAGUE})\s+)?(?P<nunit>{_UNIT})s?\s+"
    rf"(?P<ndir>ago|earlier|later|previously|hence|from\s+now|(?:before|after){_ENDS})"
)
# "in two weeks", "in three days' time", "within 48 hours".
_AHEAD = (
    rf"in\s+(?:(?P<an>{_COUNT})|(?P<avague>{_VAGUE}))\s+(?P<aunit>{_UNIT})s?"
    r"(?P<atime>['’]?s?['’]?\s+time)?(?!\s+of\b)"
    rf"|within\s+(?:the\s+(?:next|coming)\s+)?(?:(?P<win>{_COUNT})\s+|(?P<wvague>{_VAGUE})\s+)?"
    rf"(?P<wunit>{_UNIT})s?(?!\s+of\b)"
)
_MONTH_DAY = (
    rf"\b(?P<m1>{_MONTH})\s+(?:the\s+)?(?P<d1>{_DAY})"
    rf"(?:{_TO}(?P<d1b>{_DAY})(?!\d){_COUNTED}(?!\s+{_MONTH}\b)"
    rf"|(?:,\s*{_DAY}){{0,5}}{_AND}(?P<d1c>{_DAY})(?:{_CLOSED}|(?=,?\s+{_YEAR}\b)))?"
    rf"{_year_after('y1')}\b{_DAYTIME}"
)
_DAY_MONTH = (
    rf"\b(?P<d2>{_DAY})(?:{_TO}(?P<d2b>{_DAY})|(?:,\s*{_DAY}){{0,5}}{_AND}(?P<d2c>{_DAY}))?"
    rf"\s+(?:of\s+)?(?P<m2>{_MONTH})(?!\w){_year_after('y2')}{_DAYTIME}"
)
_NUMERIC = (
    r"(?<![\w./-])(?P<n1>\d{1,2})(?P<nsep>[./])(?P<n2>\d{1,2})(?P=nsep)(?P<n3>(?:19|20)\d\d)(?![\w/-]|\.\d)"
    r"|(?<![\w./-])(?P<n4>(?:19|20)\d\d)[./](?P<n5>\d{1,2})[./](?P<n6>\d{1,2})(?![\w/-]|\.\d)"
    rf"|\b(?P<n7>\d{{1,2}})-(?P<n8>{_MONTH})-(?P<n9>{_YEAR})\b"
)
_BARE_YEAR = (
    r"(?<![\w.,/$£€])(?<!\d[-–])(?P<y5>(?:18|19|20)\d\d)(?:[-–/](?P<y6>(?:(?:18|19|20)?\d\d)))?"
    rf"(?![\w%]|[.,/:-]\d|\s*{_CLOCK}|\s+{_THINGS}|\s*(?:to|and|-|–)\s*\d{{4}}\s*{_CLOCK})"
)

# One alternative for every kind of core; the first that fits at a place is taken.
_CORES = {
    "iso": r"(?<![\w-])(?P<iso>\d{4}-\d{2}-\d{2})(?:(?![\w-])|(?=T\d\d))",
    "numeric": _NUMERIC,
    "worded_day": rf"(?i:\b(?P<dw>{_ORDINAL_DAY})\s+(?:day\s+)?of\s+)(?P<m6>{_MONTH})(?!\w|['’]s)"
    rf"{_year_after('y6w')}",
    "month_day": _MONTH_DAY,
    "day_month": _DAY_MONTH,
    "month_year": rf"\b(?P<m3>{_MONTH}),?\s+(?:of\s+|in\s+)?(?P<y3>{_YEAR})\b(?!\s*{_CLOCK})",
    "month": rf"\b(?P<m4>{_MONTH})(?!\w|\s+\d{{1,2}}\b(?!\s*{_MONTH}))",
    "dom": rf"(?i:\b(?P<dom>{_SUFFIXED})(?:\s+of\s+(?P<dommod>this|last|next|the)\s+month\b|{_ENDS}))",
    "near": rf"(?i:\b(?P<near>{_NEAR})(?!\w))",
    "weekday": rf"(?i:\b(?P<wd>{_WEEKDAY})(?!\w)"
    rf"(?P<wtail>\s+before\s+last\b|\s+week\b(?![\s-]*(?:long|end|\d)))?{_DAYTIME})",
    "spell": rf"(?i:\b(?:{_SPELL})\b)",
    "span": rf"(?i:\b(?:{_SPAN})\b)",
    "ahead": rf"(?i:\b(?:{_AHEAD})\b)",
    "counted": rf"(?i:\b(?:{_COUNTED_FROM})(?!\w))",
    "unit": rf"(?i:\b(?P<unit>{_UNITS})(?!\w|-)(?P<utail>\s+before\s+last\b|\s+after\s+next\b)?)",
    "unit_end": r"(?i:\b(?P<uend>year|month|week)(?:['’]s)?[\s-]end\b)",
    "season": rf"(?P<season>\b[Ss]pring|\b[Ss]ummer|\b[Aa]utumn|\bfall|\b[Ww]inter)(?!\w){_year_after('y7')}",
    "decade": r"(?P<decade>(?<![\w.,/])(?:1[789]|20)\d0)s\b|(?<!\w)['’‘](?P<decade2>\d0)s\b",
    "century": r"(?i:\b(?P<century>1[0-9]|2[01])(?:th|st)[\s-]century\b)",
    "quarter": rf"\b(?P<q>[QH][1-4])(?:\s+(?:of\s+)?(?P<y8>{_YEAR}))?\b"
    r"|(?i:\b(?P<oq>first|second|third|fourth)\s+quarter\b)(?!\s+(?:of|in)\b)",
    "year": _BARE_YEAR,
}


@cache
def core_pattern() -> re.Pattern[str]:
    """Return the pattern of all cores; ``lastgroup`` of a match is the kind with "k_" before it."""
    # Holidays first: "Good Friday" is none of the Fridays.
    holiday = rf"\b(?P<holiday>{names_pattern()})(?!\w){_year_after('y9')}{_DAYTIME}"
    kinds = {"holiday": holiday} | _CORES
    # No core begins inside a word: said once in front, it spares asking every alternative there.
    alternatives = "|".join(f"(?P<k_{kind}>{pattern})" for kind, pattern in kinds.items())
    return re.compile(rf"(?<!\w)(?:{alternatives})")


_PREPOSITIONS = (
    r"(?:ever\s+)?since(?:\s+at\s+least|\s+about|\s+around)?|by|until|till|up\s+to|through|throughout|from"
    r"|between|(?:no|not)\s+later\s+than|on\s+or\s+before|as\s+of|as\s+early\s+as|starting|beginning|effective"
    r"|ending|within|on|in|at|over|during|of|for|before|after|around|about|towards?|all"
)
# "shortly before midnight", "4:30 p.m.", "1200 GMT".
_HOUR = (
    r"(?:(?:shortly|just|soon)\s+)?(?:(?:before|after|around)\s+)?"
    r"(?:(?:the\s+)?(?:midnight|noon|midday|dawn|dusk|sunset|sunrise|nightfall|daybreak|lunchtime|close|curfew)"
    r"|\d{1,2}(?:[:.]\d\d)?\s*[ap]\.?m\.?|\d{1,2}[:.]\d\d|\d{4})"
    rf"(?:\s+(?:{_ZONE}))?(?:\s+\(\d{{2}}:?\d{{2}}\s+(?:GMT|UTC)\))?"
)
# "early on", "the small hours of", "overnight from": they move nothing, but for "overnight into".
_WHEN = (
    r"(?:early|late|earlier|later)\s+on"
    r"|(?:earlier|later|sometime|some\s+time)(?!\s+(?:this|in\s+the)\b)(?:\s+(?:in|on|during))?"
    r"|the\s+(?:(?:early|late|small|wee)\s+)?(?:morning|afternoon|evening|nights?|hours|dawn|days?)"
    r"\s+(?:hours\s+)?(?:of|on|from|between)"
    rf"|(?P<overnight>overnight)(?:\s+(?:on|from|between|(?P<into>into)))?|{_HOUR}(?:\s+on)?"
)
# "early", "the end of", "the second half of", "the last Friday in", "the first three days of".
_PART = (
    r"early(?:\s+in|\s+on)?|mid(?:way\s+through|dle\s+of)?|late(?:\s+in|\s+on)?|end(?=-)"
    r"|(?:the\s+)?(?:very\s+)?(?P<edge>beginning|start|middle|end|close)\s+of"
    r"|(?:the\s+)?(?:very\s+)?(?:opening|first|early|last|closing|final|late|latter|middle)"
    r"\s+(?:days|part|weeks|months)\s+of"
    rf"|(?:the\s+)?(?P<nth>{_ORDINAL})\s+(?:full\s+)?"
    rf"(?P<nof>half|quarter|third|weekend|week|{_WEEKDAY})\s+(?:of|in)"
    rf"|(?:the\s+)?(?P<ends>first|last|final|opening|closing)\s+(?:(?P<encount>{_COUNT})\s+)?"
    r"(?P<enunit>day|week|month|year)s?\s+(?:of|in)"
)
# "the eve of", "two days before", "the week of".
_SHIFT = (
    r"(?:the\s+)?(?P<eve>eve)\s+of"
    rf"|(?:(?P<sn>{_COUNT})|the(?!\s+\w+s\s))\s+(?P<sunit>day|night|week|fortnight|month|year)s?\s+"
    r"(?P<sdir>before|after|ahead\s+of|prior\s+to|following|from)"
    r"|(?:the\s+)?(?P<held>week|weekend)\s+(?P<hold>of|beginning|starting|ending)(?:\s+on)?"
)
_MOD = (
    r"this\s+past|this\s+coming|(?:earlier|later)\s+this|(?:earlier|later)\s+in\s+the"
    r"|(?:the\s+)?(?:rest|remainder)\s+of\s+(?:the|this)"
    r"|last|this|past|previous|preceding|next|coming|following|current|upcoming|same"
)
LEAD = re.compile(
    rf"""(?<![\w'’])
    (?:(?P<prep>{_PREPOSITIONS})\s+)?
    (?:(?P<when>{_WHEN})\s+)?
    (?:(?P<shift>{_SHIFT})\s+)?
    (?:(?P<part>{_PART})[\s-]+)?
    (?P<the>the\s+(?:month\s+of\s+|year\s+)?)?
    (?:(?P<mod>{_MOD})\s+)?
    \Z""",
    re.VERBOSE | re.IGNORECASE,
)
# How far before a core its words are looked for.
LEAD_WINDOW = 80
