"""Article text -> Parsed: names, people and lists first, then the condensed parse, then coreference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from spacy.tokens import Doc

from tocsin.knowledge import NameIndex, name_index
from tocsin.knowledge.cities import city_named
from tocsin.language.calendar import date_phrases
from tocsin.language.condense import Unit, units
from tocsin.language.coreference import lend_countries, resolve_references
from tocsin.language.entities import Cast, Item, read_bare, read_people, read_strangers
from tocsin.language.groups import find_groups
from tocsin.language.model import Mention, MentionKind, Parsed, Quote, Sentence, Token
from tocsin.language.model_loading import parser
from tocsin.language.people import Phrase
from tocsin.language.sentences import TERMINAL, Cuts, cut
from tocsin.language.speech import assign_speakers
from tocsin.language.spotting import Raw, Spot, Spots, raw_tokens
from tocsin.records import Article
from tocsin.tables import rows, table

CHUNK = 1500
DOMINANT = 3
OPENERS = frozenset(
    "and but while as that when where because after before although though said says with if since so".split()
)
UNION_REACH = 150
NAMED = ("country", "adjective", "people", "capital", "metonym", "org", "agency")


class Reader:
    """Parses articles. ``verbs`` are lemmas that a headline may use in the present tense ("commandos storm airliner")."""

    def __init__(self, verbs: frozenset[str] = frozenset()) -> None:
        self.nlp = parser()
        self.index: NameIndex = name_index()
        self.verbs = verbs

    def read(self, article: Article) -> Parsed:
        """Parse one article."""
        return next(self.pipe([article]))

    def pipe(self, articles: Iterable[Article]) -> Iterator[Parsed]:
        """Parse articles one after the other, in order."""
        for article in articles:
            yield self._read(article)

    def _read(self, article: Article) -> Parsed:
        text = article.text
        raw = raw_tokens(self.nlp, text)
        cuts = cut(raw, text)
        spots = Spots(raw, self.index, text)
        places = [
            (start, name.country)
            for start, _, name in self.index.find(text)
            if name.kind in ("country", "adjective", "capital", "people")
        ]
        counts = Counter(country for _, country in places)
        named = frozenset(counts)
        topic = _topic(counts, {country for start, country in places if start < cuts.title_end})
        home = _home(article, cuts, self.index, named) or topic
        if home and (leader := _leading(counts)) and counts[leader] >= max(4, 2 * counts[home]):
            home = leader
        cast = Cast(article.published[:10] if article.published else None, home, named)
        shouted = _headline_words(raw, cuts)
        items = _items(raw, spots, cast, cuts, shouted)
        lower = frozenset(i for i in shouted if i not in items)
        made = units(raw, items, find_groups(items, raw), lower, _dates(raw, text))
        self._headline_verbs(made, cuts, raw)
        tokens = self._tokens(made, raw, cuts)
        parsed = Parsed(
            text,
            tokens,
            _sentences(made, raw, cuts, tokens),
            _quotes(made, raw, cuts, tokens),
            cast.entities,
            cast.published,
            home,
        )
        parsed.dateline = (cuts.title_end, cuts.dateline_end) if cuts.dateline_end else None
        assign_speakers(parsed)
        resolve_references(parsed)
        lend_countries(parsed)
        return parsed

    def _tokens(self, made: list[Unit], raw: list[Raw], cuts: Cuts) -> list[Token]:
        starts = set(cuts.starts)
        bounds = [
            bool(u.first in starts or any(k in starts for k in range(u.first + 1, u.last))) for u in made
        ]
        for i in range(1, len(made)):
            gap = range(made[i - 1].last, made[i].first)
            bounds[i] = bounds[i] or any(k in starts for k in gap)
        tokens: list[Token] = []
        title = sum(raw[unit.first].start < cuts.title_end for unit in made)
        for first, last in _chunks(bounds, title):
            part = made[first:last]
            open_end = last == title and part[-1].word not in TERMINAL
            doc = Doc(
                self.nlp.vocab,
                words=[unit.word for unit in part] + ["."] * open_end,
                spaces=[raw[unit.last - 1].space for unit in part] + [False] * open_end,
                sent_starts=bounds[first:last] + [False] * open_end,
            )
            for _, process in self.nlp.pipeline:
                doc = process(doc)
            tokens.extend(_token(unit, raw, word, first) for unit, word in zip(part, doc, strict=False))
        for token in tokens:
            if token.head >= len(tokens) or (token.i < title <= token.head):
                token.head = token.i
            if token.head != token.i:
                tokens[token.head].children.append(token.i)
        for token in tokens:
            _mend(tokens, token)
        return tokens

    def _headline_verbs(self, made: list[Unit], cuts: Cuts, raw: list[Raw]) -> None:
        """Show a present-tense verb of the headline as a past one where its form could be a noun's ("commandos storm")."""
        head = [u for u in made if raw[u.first].start < cuts.title_end]
        if not head:
            return
        doc = Doc(self.nlp.vocab, words=[u.word for u in head])
        for _, process in self.nlp.pipeline:
            doc = process(doc)
        finite = [word.i for word in doc if word.tag_ in ("VBZ", "VBD", "VBP", "MD")]
        for unit, word, before in zip(head[1:], doc[1:], doc, strict=False):
            lemma = unit.word.lower()
            if word.i in finite or (finite and finite != [word.i + 1]):
                return
            named = before.tag_ in ("NNS", "NNP", "NNPS") or head[before.i].mention is not None
            if unit.mention is None and lemma in self.verbs and named:
                unit.lemma, unit.word = lemma, "attacked"
                return


def _mend(tokens: list[Token], token: Token) -> None:
    """A word behind "to" that heads an infinitive clause is a verb, whatever the tagger says ("to urge restraint")."""
    to = any(tokens[c].tag == "TO" and tokens[c].dep == "aux" for c in token.children)
    if to and token.pos not in ("VERB", "AUX"):
        token.pos, token.tag, token.lemma = "VERB", "VB", token.text.lower()


@cache
def _lemmas() -> dict[str, str]:
    return {
        row["form"]: row["lemma"]
        for _, row in rows(table("tocsin.language", "lemmas.tsv"), ("form", "lemma"))
    }


def _dates(raw: list[Raw], text: str) -> dict[int, int]:
    starts = {token.start: i for i, token in enumerate(raw)}
    ends = {token.end: i + 1 for i, token in enumerate(raw)}
    return {starts[a]: ends[b] for a, b in date_phrases(text) if a in starts and b in ends}


def _token(unit: Unit, raw: list[Raw], word: object, offset: int) -> Token:
    start, end = raw[unit.first].start, raw[unit.last - 1].end
    known = _lemmas().get(word.lower_) if word.pos_ in ("VERB", "AUX") else None  # type: ignore[attr-defined]
    lemma = unit.lemma or unit.prefix + (known or word.lemma_.lower())  # type: ignore[attr-defined]
    return Token(
        word.i + offset,  # type: ignore[attr-defined]
        "".join(t.text + (" " if t.space else "") for t in raw[unit.first : unit.last]).strip(),
        start,
        end,
        lemma,
        word.pos_,  # type: ignore[attr-defined]
        word.tag_,  # type: ignore[attr-defined]
        word.dep_,  # type: ignore[attr-defined]
        word.head.i + offset,  # type: ignore[attr-defined]
        unit.mention,
    )


def _chunks(bounds: list[bool], title: int) -> Iterator[tuple[int, int]]:
    """Cut an article behind its title and, where it is long, at sentence starts, so that memory stays flat."""
    first = 0
    if title:
        yield 0, title
        first = title
    for i, starts in enumerate(bounds):
        if i > first and starts and i - first >= CHUNK:
            yield first, i
            first = i
    if first < len(bounds):
        yield first, len(bounds)


def _home(article: Article, cuts: Cuts, index: NameIndex, named: frozenset[str]) -> str | None:
    place = cuts.dateline_place or article.dateline
    if not place:
        return None
    for written in (place, place.title()):
        found = {
            name.country
            for start, end, name in index.find(written)
            if name.kind in ("capital", "country") and start == 0
        }
        if len(found) == 1:
            return found.pop()
    city = city_named(place.split(",")[0].title() if place.isupper() else place.split(",")[0], named)
    return city.country if city else None


def _leading(counts: Counter[str]) -> str | None:
    """Return the country named most: reports on one country are often filed from the next."""
    return next((code for code, _ in counts.most_common(1) if code), None)


def _topic(counts: Counter[str], title: set[str]) -> str | None:
    """Return the country that a report is about: the only one of its title, or the one named twice as often as the next."""
    if len(title) == 1:
        only = next(iter(title))
        if counts[only] >= 2:
            return only
    ranked = [(code, count) for code, count in counts.most_common(2) if code]
    if not ranked or ranked[0][1] < DOMINANT:
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1] else None


def _headline_words(raw: list[Raw], cuts: Cuts) -> frozenset[int]:
    """Return the raw tokens of a Title Case or ALL CAPS headline whose capital says nothing."""
    head = [i for i, token in enumerate(raw) if token.start < cuts.title_end and token.text[:1].isalpha()]
    if not head:
        return frozenset()
    long_words = [i for i in head if len(raw[i].text) > 3]
    capitals = sum(raw[i].capital for i in long_words)
    if len(long_words) < 3 or capitals < 0.8 * len(long_words):
        return frozenset()
    body = {token.text for token in raw if token.start >= cuts.title_end}
    return frozenset(i for i in head if raw[i].text not in body or raw[i].text.lower() in body)


def _items(raw: list[Raw], spots: Spots, cast: Cast, cuts: Cuts, shouted: frozenset[int]) -> dict[int, Item]:
    head = (
        max((i + 1 for i, token in enumerate(raw) if token.start < cuts.title_end), default=0)
        if shouted
        else 0
    )
    lowered = frozenset(raw[i].text for i in shouted)
    found = read_people(raw, spots, cast, frozenset(), head)
    found = read_people(raw[:head], spots, cast, lowered) + found
    items: dict[int, Item] = {}
    covered = [False] * len(raw)
    seen = []
    for phrase, entity in found:
        owner = entity or cast.office(phrase, seen)
        if entity:
            seen.append(entity)
        kind: MentionKind = "person" if entity else "office"
        last = phrase.last - 1 if raw[phrase.last - 1].text == "," else phrase.last
        _put(
            items,
            covered,
            raw,
            phrase.first,
            last if _needs_comma(raw, phrase, last) else phrase.last,
            kind,
            owner,
        )
    for phrase, entity in read_strangers(raw, spots, cast, [c or i < head for i, c in enumerate(covered)]):
        _put(items, covered, raw, phrase.first, phrase.last, "person", entity)
    i = 0
    while i < len(raw):
        if covered[i] or not raw[i].text.strip():
            i += 1
            continue
        i = _named_at(items, covered, raw, spots, cast, i)
    return items


def _needs_comma(raw: list[Raw], phrase: Phrase, last: int) -> bool:
    """A closing comma stays outside the mention where a quote, a list or a further verb goes on behind it."""
    k = phrase.first - 1
    while k > 0 and raw[k].text.lower() in ("the", "a", "an", "its", "their", "his", "her"):
        k -= 1
    inside = k > 0 and raw[k].text.isalpha() and raw[k].text.islower() and raw[k].text not in OPENERS
    if last < phrase.last < len(raw) and inside and raw[phrase.last].text.endswith("ed"):
        return True
    return last < phrase.last and phrase.last < len(raw) and raw[phrase.last].text in ("“", '"', "and", "”")


def _named_at(
    items: dict[int, Item], covered: list[bool], raw: list[Raw], spots: Spots, cast: Cast, i: int
) -> int:
    bare = read_bare(raw, spots, cast, i)
    spot = next((s for s in spots.any(i) if s.name.kind in NAMED), None)
    if bare and (spot is None or spot.last <= bare[0]):
        first = i - 1 if i and raw[i - 1].text == "@" and not covered[i - 1] else i
        _put(items, covered, raw, first, bare[0], "person", bare[1])
        return bare[0]
    if spot is None or any(covered[spot.first : spot.last]):
        return i + 1
    following = raw[spot.last] if spot.last < len(raw) else None
    if spot.name.ambiguous and following is not None and following.capital and raw[spot.last - 1].space:
        return i + 1
    if spot.name.kind in ("country", "adjective", "org") or spot.name.kind == "capital":
        agency = _agency_after(raw, spots, spot.last)
        if agency is not None:
            entity = cast.thing(agency)
            if entity.country != spot.name.country:
                entity = cast.agency_of(agency, spot.name.country)
            _put(items, covered, raw, i, agency.last, "agency", entity)
            return agency.last
    before = raw[i - 1].text.lower() if i else "the"
    if spot.name.written == "military" and before not in ("the", "'s", "’s", "its", "their"):
        return i + 1
    kind: MentionKind = spot.name.kind  # type: ignore[assignment]
    if spot.name.written == "Brussels" and (union := _union_meant(raw, spots, i)) is not None:
        kind, spot = "org", union
        _put(items, covered, raw, i, i + 1, kind, cast.thing(union))
        return i + 1
    _put(items, covered, raw, spot.first, spot.last, kind, cast.thing(spot))
    return spot.last


def _union_meant(raw: list[Raw], spots: Spots, i: int) -> Spot | None:
    """Return the European Union where "Brussels" stands closer behind it than behind any word for Belgium."""
    for j in range(i - 1, max(-1, i - UNION_REACH), -1):
        for spot in spots.any(j):
            if spot.name.country == "BEL" and spot.name.written != "Brussels":
                return None
            if spot.name.country == "EEC" and spot.name.kind == "org":
                return spot
    return None


def _agency_after(raw: list[Raw], spots: Spots, j: int):  # type: ignore[no-untyped-def]
    if j < len(raw) and raw[j].text in ("'s", "’s", "'", "’"):
        j += 1
    return spots.longest(j, "agency") if j < len(raw) else None


def _put(
    items: dict[int, Item],
    covered: list[bool],
    raw: list[Raw],
    first: int,
    last: int,
    kind: MentionKind,
    entity,
) -> None:  # type: ignore[no-untyped-def]
    if any(covered[first:last]) or last <= first:
        return
    covered[first:last] = [True] * (last - first)
    items[first] = Item(first, last, Mention(raw[first].start, raw[last - 1].end, kind, entity))


def _sentences(made: list[Unit], raw: list[Raw], cuts: Cuts, tokens: list[Token]) -> list[Sentence]:
    found: list[Sentence] = []
    order = iter([*zip(cuts.starts, cuts.paragraphs, strict=True)])
    following = next(order, None)
    paragraph = 0
    for token, unit in zip(tokens, made, strict=True):
        new = not found
        while following is not None and following[0] < unit.last:
            paragraph = following[1]
            new = True
            following = next(order, None)
        if new:
            title = token.start < cuts.title_end
            found.append(Sentence(len(found), token.i, token.i + 1, token.start, token.end, paragraph, title))
        else:
            found[-1].last, found[-1].end = token.i + 1, token.end
    return found


def _quotes(made: list[Unit], raw: list[Raw], cuts: Cuts, tokens: list[Token]) -> list[Quote]:
    first_unit: dict[int, int] = {}
    for index, unit in enumerate(made):
        for k in range(unit.first, unit.last):
            first_unit[k] = index
    found: list[Quote] = []
    for first, last in cuts.quotes:
        inside = sorted({first_unit[k] for k in range(first, last) if k in first_unit})
        if not inside:
            continue
        number = len(found)
        for index in inside:
            tokens[index].quoted = number
        found.append(Quote(raw[first].start, raw[last - 1].end, inside[0], inside[-1] + 1))
    return found
