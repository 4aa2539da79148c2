"""Article text -> Parsed: names, people and lists first, then the condensed parse, then coreference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

import msgspec

from tocsin.knowledge import Name, NameIndex, countries, leaders_named, name_index
from tocsin.knowledge.lookup import in_office
from tocsin.knowledge.world import shared_names
from tocsin.language.calendar import date_phrases
from tocsin.language.condense import Unit, units
from tocsin.language.coreference import renew_pairs, resolve_references
from tocsin.language.entities import Cast, Item
from tocsin.language.geocoding import locate
from tocsin.language.groups import find_groups
from tocsin.language.home import LEADER, PLACED, home_country
from tocsin.language.lending import lend_countries
from tocsin.language.mentions import find_mentions, headline_words
from tocsin.language.model import Located, Parsed, Quote, Sentence, Token
from tocsin.language.model_loading import parser
from tocsin.language.nationality import learn_nationalities
from tocsin.language.parsing import parse, show_headline_verb
from tocsin.language.sentences import Cuts, cut
from tocsin.language.speech import assign_speakers
from tocsin.language.spotting import Raw, Spots, raw_tokens
from tocsin.language.toponyms import find_toponyms
from tocsin.records import Article

STATED = ("country", "adjective", "people")
LONGEST_ACRONYM = 6
# Unions and parties of many countries share letters, and are seldom told of outside their own.
HOME_BODIES = ("LAB", "PTY")

SentencesFound = Callable[[list[str]], None]


@dataclass(frozen=True, slots=True)
class Names:
    """What is known of an article before the parse: tokens, cuts, the cast, and mentions by first token."""

    raw: list[Raw]
    cuts: Cuts
    cast: Cast
    items: dict[int, Item]
    shouted: frozenset[int]


class Reader:
    """Parses articles; making one loads the model and the tables.

    ``verbs`` are lemmas that a headline may use in the present tense ("commandos storm airliner").
    """

    def __init__(self, verbs: frozenset[str] = frozenset()) -> None:
        self.nlp = parser()
        self.index: NameIndex = name_index()
        self.verbs = verbs

    def read(self, article: Article, sentences_found: SentencesFound | None = None) -> Parsed:
        """Parse one article; ``article.dateline`` counts where the text has none.

        ``sentences_found`` is given the sentences before the parse, which takes longest.
        """
        text = article.text
        names = self.names(article)
        raw, cuts, cast = names.raw, names.cuts, names.cast
        made = self._units(names, text)
        sentences = _sentences(made, cuts, raw)
        if sentences_found is not None:
            sentences_found([text[s.start : s.end] for s in sentences])
        tokens = parse(self.nlp, made, raw, cuts)
        parsed = Parsed(
            text,
            tokens,
            sentences,
            _quotes(made, raw, cuts, tokens),
            cast.entities,
            cast.published,
            cast.home,
        )
        parsed.places = self._places(names, text)
        parsed.dateline = (cuts.title_end, cuts.dateline_end) if cuts.dateline_end else None
        assign_speakers(parsed)
        resolve_references(parsed)
        learn_nationalities(parsed)
        lend_countries(parsed)
        renew_pairs(parsed)
        return parsed

    def pipe(self, articles: Iterable[Article]) -> Iterator[Parsed]:
        """Parse articles one after the other, in order."""
        for article in articles:
            yield self.read(article)

    def names(self, article: Article) -> Names:
        """Find the names of an article, without a parse."""
        text = article.text
        raw = raw_tokens(self.nlp, text)
        cuts = cut(raw, text)
        found = list(self.index.find(text))
        day = article.published[:10] if article.published else None
        of_today = [one for one in found if one[2].kind != LEADER or _in_office(one[2], day)]
        home = home_country(
            text, of_today, cuts.title_end, cuts.dateline_place or article.dateline, self.index
        )
        found = _as_meant(found, home)
        named = frozenset(name.country for _, _, name in found if name.kind in PLACED)
        found = [one for one in found if not _is_foreign_acronym(one[2], {*named, home})]
        stated = frozenset(name.country for _, _, name in found if name.kind in STATED)
        told = Counter(name.country for _, _, name in found if name.kind in PLACED)
        cast = Cast(day, home, named, stated, told)
        shouted = headline_words(raw, cuts)
        return Names(raw, cuts, cast, find_mentions(raw, Spots(raw, found), cast, cuts, shouted), shouted)

    def places(self, article: Article) -> list[Located]:
        """Return the places that an article names, without a parse."""
        return self._places(self.names(article), article.text)

    def _places(self, names: Names, text: str) -> list[Located]:
        found = (item.mention.entity.country for item in names.items.values())
        named = Counter(country for country in found if country is not None)
        return locate(text, find_toponyms(text, names.raw, names.items), named)

    def _units(self, names: Names, text: str) -> list[Unit]:
        """Return what is shown to the parser, each name and list as one unit."""
        raw, items = names.raw, names.items
        lower = frozenset(i for i in names.shouted if i not in items)
        made = units(raw, items, find_groups(items, raw), lower, _dates(raw, text))
        show_headline_verb(self.nlp, made, raw, names.cuts, self.verbs)
        return made


def _as_meant(found: list[tuple[int, int, Name]], home: str | None) -> list[tuple[int, int, Name]]:
    """Give names that two states share to the home of the report, unless it also names the other one."""
    for shared in shared_names():
        own = {name.written for _, _, name in found if name.kind in STATED and name.country == shared.country}
        if shared.other == home and own <= set(shared.written):
            found = [
                (start, end, msgspec.structs.replace(name, key=countries()[home].name, country=home))
                if name.written in shared.written and name.country == shared.country
                else (start, end, name)
                for start, end, name in found
            ]
    return found


def _in_office(name: Name, day: str | None) -> bool:
    """Tell whether a leader of the tables holds an office on a day."""
    return any(
        in_office(leader, day) for leader in leaders_named(name.key, day) if leader.country == name.country
    )


def _is_foreign_acronym(name: Name, countries: Collection[str | None]) -> bool:
    """Tell whether letters stand for a body of a country that the article does not name ("the CGTP")."""
    short = name.kind == "org" and name.written.isupper() and len(name.written) <= LONGEST_ACRONYM
    return short and name.sector[:3] in HOME_BODIES and name.country not in countries


def _dates(raw: list[Raw], text: str) -> dict[int, int]:
    """Return the raw tokens of date phrases: the first and, exclusive, the last."""
    starts = {token.start: i for i, token in enumerate(raw)}
    ends = {token.end: i + 1 for i, token in enumerate(raw)}
    return {starts[a]: ends[b] for a, b in date_phrases(text) if a in starts and b in ends}


def _sentences(made: list[Unit], cuts: Cuts, raw: list[Raw]) -> list[Sentence]:
    """Return the sentences in tokens, one a unit; a cut inside a mention takes effect before it."""
    found: list[Sentence] = []
    order = iter(zip(cuts.starts, cuts.paragraphs, strict=True))
    following = next(order, None)
    paragraph = 0
    for i, unit in enumerate(made):
        start, end = raw[unit.first].start, raw[unit.last - 1].end
        new = not found
        while following is not None and following[0] < unit.last:
            paragraph = following[1]
            new = True
            following = next(order, None)
        if new:
            title = start < cuts.title_end
            found.append(Sentence(len(found), i, i + 1, start, end, paragraph, title))
        else:
            found[-1].last, found[-1].end = i + 1, end
    return found


def _quotes(made: list[Unit], raw: list[Raw], cuts: Cuts, tokens: list[Token]) -> list[Quote]:
    """Return the quotations, and write their numbers on the tokens inside."""
    unit_of = {k: index for index, unit in enumerate(made) for k in range(unit.first, unit.last)}
    found: list[Quote] = []
    for first, last in cuts.quotes:
        inside = sorted({unit_of[k] for k in range(first, last) if k in unit_of})
        if not inside:
            continue
        for index in inside:
            tokens[index].quoted = len(found)
        found.append(Quote(raw[first].start, raw[last - 1].end, inside[0], inside[-1] + 1))
    return found
