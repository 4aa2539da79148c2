"""Seeded articles that look like news: for properties that must hold of any article, and for measuring speed.

The same seed gives the same articles. Nothing in them is true.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from tocsin.reading import article_from_text
from tocsin.records import Article

COUNTRIES = (
    ("Norway", "Norwegian", "Oslo"),
    ("Chile", "Chilean", "Santiago"),
    ("Kenya", "Kenyan", "Nairobi"),
    ("Sudan", "Sudanese", "Khartoum"),
    ("Georgia", "Georgian", "Tbilisi"),
    ("Russia", "Russian", "Moscow"),
    ("the United States", "US", "Washington"),
    ("China", "Chinese", "Beijing"),
    ("Saudi Arabia", "Saudi", "Riyadh"),
    ("the United Arab Emirates", "Emirati", "Abu Dhabi"),
    ("Côte d'Ivoire", "Ivorian", "Yamoussoukro"),
    ("Mexico", "Mexican", "Mexico City"),
    ("South Korea", "South Korean", "Seoul"),
    ("Serbia", "Serbian", "Belgrade"),
    ("Peru", "Peruvian", "Lima"),
    ("Myanmar", "Burmese", "Naypyidaw"),
    ("Türkiye", "Turkish", "Ankara"),
    ("DR Congo", "Congolese", "Kinshasa"),
)
FIRST_NAMES = (
    "Ana",
    "Óscar",
    "Lena",
    "Abdel Karim",
    "Jean-Pierre",
    "Min-ho",
    "Zoë",
    "Ousmane",
    "Ingrid",
    "T.",
    "José María",
)
LAST_NAMES = (
    "Sol",
    "Haugen",
    "al-Rashid",
    "O'Brien",
    "Mutasa",
    "Đukić",
    "de la Cruz",
    "Park",
    "Ndiaye",
    "Müller",
    "van Dijk",
)
OFFICES = (
    "Prime Minister",
    "Foreign Minister",
    "President",
    "Defence Minister",
    "army chief Gen.",
    "Ambassador",
    "Secretary of State",
)
ORGANISATIONS = (
    "the United Nations",
    "the UN Security Council (UNSC)",
    "the European Union",
    "the African Union",
    "NATO",
    "the Red Cross",
    "ASEAN",
    "the Arab League",
    "a rebel group",
    "the People's Front (PF)",
)
PLACES = (
    "the border town of Velika",
    "Lake Tana",
    "the northern highlands",
    "Geneva",
    "the Strait of Hormuz",
    "Camp 7",
)
DAYS = (
    "on Monday",
    "on Wednesday",
    "yesterday",
    "last week",
    "on {day}",
    "late on Thursday",
    "earlier this month",
    "",
)
SAYS = (
    "said",
    "told reporters",
    "wrote in a post on X",
    "added",
    "said in a statement",
    "told a radio station",
)
TRUTHS = (
    "talks would go on",
    "the truce was broken",
    "nobody had been hurt",
    "{B} had attacked {a} posts near {place}",
    "prices would rise",
    "the {b} army may have shelled {place}",
    "it had not sent any troops",
)
QUOTES = (
    "We did not want this",
    "{B} must withdraw its troops at once",
    "Our patience is at an end",
    "Today’s attack will be answered",
    "We thank {C} for its help — truly",
    "Nobody should doubt it",
)
TITLES = (
    "{A} and {B} trade blame after clash",
    "{a} minister calls {b} counterpart",
    "{org} urges restraint in {place}",
    "Thousands flee as {b} forces advance",
    "{C} offers to mediate",
    "Quiet day on the markets in {cap}",
)
SENTENCES = (
    "{office} {person} called {b} {office2} {person2} {when} to express condolences.",
    "{A} and {B} signed an agreement on fishing rights in {place} {when}.",
    "{a} warplanes bombed {b} positions near {place} {when}, killing {number} people.",
    "{number} {b} soldiers were killed by {a} gunners in {place}.",
    "{A} accused {B} of sheltering the attackers and recalled its ambassador from {capb}.",
    "{B} denied that its troops had crossed the frontier.",
    "{A} did not attack {B}, {office2} {person2} {says}.",
    "{person}, the {a} {office}, met {person2} in {cap} {when} and urged {B} to release the prisoners.",
    "{Org} condemned the attack and called on {A} and {B} to cease fire.",
    "{C} has reportedly sent {number} tonnes of wheat to {B}, according to two diplomats.",
    "“{quote},” {person} {says}. “{quote2}.”",
    "\"{quote},\" the {a} {office} {says}.",
    "{person2} {says} that {truth}.",
    "According to {org}, {truth}.",
    "{A}, {B}, {C} and several other countries imposed sanctions on {D} {when}.",
    "The {b} government summoned the {a} chargé d’affaires and expelled {number} diplomats.",
    "{office} {person} will visit {capb} next week for talks with {person2}.",
    "If {B} does not withdraw, {A} may close the border, {person} warned.",
    "About {number} people marched against the war in {cap}; police arrested {few} of them.",
    "Some {number} villagers have fled their homes near {place} since {day}.",
    "{A} moved tanks and heavy artillery towards {place}, while {B} put its air force on alert.",
    "Both leaders pledged to keep a hotline open, a {c} readout noted.",
    "{A} appointed {person} as special envoy to {B}.",
    "{A} and {B} fought over the same ridge in 1981, and signed a peace treaty in 1998.",
    "He also thanked {C} for its “patient mediation”.",
    "The rain stopped in the afternoon, and the harvest is said to be good this year.",
    "{a} striker {person} scored twice as {A} beat {B} 3-1 in {place}.",
    "Shares in {cap} rose by {few}.5 per cent after a quiet week…",
    "{Org} (which has {number} members) refused to comment — as it often does.",
    "\u201c{quote}\u00a0!\u201d wrote {person}\u2009\U0001f54a\ufe0f, and cafe\u0301 owners in {cap} agreed.",
)  # fmt: skip


def articles(count: int, seed: int, sentences: tuple[int, int] = (4, 12)) -> Iterator[Article]:
    """Yield ``count`` articles, each with a number of sentences between the two given."""
    chance = random.Random(seed)
    for number in range(count):
        length = chance.randint(*sentences)
        yield article(chance, length, number)


def article(chance: random.Random, sentences: int, number: int = 0) -> Article:
    """Return one article of about 17 words a sentence; ``number`` makes its title unlike the others'."""
    published = date(2020, 1, 1) + timedelta(days=chance.randrange(2000))
    names = _names(chance, published)
    head = _filled(chance.choice(TITLES), names, chance)
    dateline = f"{names['cap'].upper()}, {published:%B} {published.day} - " if chance.random() < 0.5 else ""
    body = "\n".join(_paragraphs(chance, published, names, sentences))
    return article_from_text(f"{head} ({number})\n{dateline}{body}\n", published=published.isoformat())


def _paragraphs(
    chance: random.Random, published: date, names: dict[str, str], sentences: int
) -> Iterator[str]:
    """Yield paragraphs of one to five sentences, about the same countries but for a few strangers."""
    left = sentences
    while left > 0:
        size = min(left, chance.randint(1, 5))
        cast = names if chance.random() < 0.8 else _names(chance, published)
        yield " ".join(_sentence(chance, cast) for _ in range(size))
        left -= size


def _sentence(chance: random.Random, names: dict[str, str]) -> str:
    own = names | {
        "number": f"{chance.randrange(2, 9000):,}",
        "few": str(chance.randrange(2, 12)),
        "place": chance.choice(PLACES),
        "says": chance.choice(SAYS),
        "when": chance.choice(DAYS).format(day=names["day"]),
    }
    for slot, choices in (("truth", TRUTHS), ("quote", QUOTES), ("quote2", QUOTES)):
        own[slot] = chance.choice(choices).format_map(own)
    return _filled(chance.choice(SENTENCES), own, chance)


def _names(chance: random.Random, published: date) -> dict[str, str]:
    """Choose who an article is about."""
    a, b, c, d = chance.sample(COUNTRIES, 4)
    organisation = chance.choice(ORGANISATIONS)
    day = published - timedelta(days=chance.randrange(1, 20))
    return {
        "A": a[0], "a": a[1], "cap": a[2], "B": b[0], "b": b[1], "capb": b[2], "C": c[0], "c": c[1],
        "D": d[0],
        "org": organisation, "Org": organisation[0].upper() + organisation[1:],
        "person": _person(chance), "person2": _person(chance),
        "office": chance.choice(OFFICES), "office2": chance.choice(OFFICES),
        "day": f"{day:%B} {day.day}", "place": chance.choice(PLACES),
    }  # fmt: skip


def _person(chance: random.Random) -> str:
    return f"{chance.choice(FIRST_NAMES)} {chance.choice(LAST_NAMES)}"


def _filled(template: str, names: dict[str, str], chance: random.Random) -> str:
    """Fill a template and begin it with a capital; once in a while without the care that editors take."""
    text = template.format_map(names).replace(" ,", ",").replace(" .", ".").replace("  ", " ")
    if chance.random() < 0.03:
        text = text.replace(" and ", " & ").replace("the ", "teh ")
    return text[0].upper() + text[1:]
