"""A brief as one HTML file that asks nobody for anything: style and drawings inside, no script at all."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from tocsin import tables
from tocsin.amounts import noun_for
from tocsin.briefing.memory import Memory, remembered
from tocsin.briefing.model import Brief, Quoted
from tocsin.errors import InputError
from tocsin.showing import page as shared
from tocsin.showing.brief import phrases, prospect_words, screen
from tocsin.showing.brief.drawings import Drawings
from tocsin.showing.brief.phrases import Part

PACKAGE = "tocsin.showing.brief"
MEMORY = "tocsin-brief"
STYLES = ("brief.css", "screen.css")
_ON_ONE_LINE = re.compile(r"\s+")
_DAY = re.compile(rf"(\d{{1,2}} (?:{'|'.join(phrases.MONTHS)}) \d{{4}})")


def brief_html(brief: Brief) -> str:
    """Return the page. Every text from a report is escaped and kept apart from the direction of the rest."""
    style = Markup(shared.tokens_css() + "".join(map(_file, STYLES)))
    return (
        _environment()
        .get_template("brief.html.j2")
        .render(
            brief=brief,
            style=style,
            style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
            draw=Drawings(brief),
            shown=screen.shown(brief),
        )
    )


def memory_of(text: str, source: str) -> Memory:
    """Return what an earlier brief left in its page. InputError where ``text`` is no such page."""
    from lxml import etree, html

    try:
        root = html.fromstring(text.encode("utf-8", "replace"))
        (line,) = root.xpath("//meta[@name=$name]/@content", name=MEMORY)
    except (ValueError, etree.LxmlError):
        remedy = "give a brief that tocsin brief wrote as HTML, or a date"
        raise InputError(source, "is no earlier brief", remedy) from None
    return remembered(str(line), source)


def parts(sentence: list[Part]) -> Markup:
    """Return a sentence with its figures linked to their evidence."""
    return Markup("").join(
        Markup('<a class="n" href="#{}">{}</a>').format(part.anchor, part.text)
        if part.anchor
        else _with_times(part.text)
        for part in sentence
    )


def quoted_words(quoted: Quoted) -> Markup:
    """Return the words of a report with the one that tells the act marked, spaces as they stand in it."""
    before, trigger, after = (_ON_ONE_LINE.sub(" ", shared.scrubbed(text)) for text in quoted_parts(quoted))
    return Markup("<bdi>{}<b>{}</b>{}</bdi>").format(before.lstrip(), trigger, after.rstrip())


def quoted_parts(quoted: Quoted) -> tuple[str, str, str]:
    """Return what stands before the word that tells the act, that word, and what follows."""
    return quoted.before, quoted.trigger, quoted.after


def _with_times(text: str) -> Markup:
    """Return text, escaped, with its days marked as such."""
    pieces = _DAY.split(shared.scrubbed(text))
    return Markup("").join(
        Markup("<time>{}</time>").format(piece) if i % 2 else escape(piece) for i, piece in enumerate(pieces)
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_file),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "b": shared.isolated,
        "noun": noun_for,
        "clean": shared.clean,
        "parts": parts,
        "quoted": quoted_words,
        "day": phrases.day_words,
        "act": phrases.act_of,
        "mark": shared.mark,
        "claim": shared.claim_tag,
        "status": lambda line: shared.claim_tag(
            line.modality, is_contested=line.is_contested, is_withdrawn=line.is_withdrawn
        ),
        "href": shared.safe_href,
        "dispute": phrases.dispute_words,
    }
    environment.globals |= {
        "phrases": phrases,
        "prospects": prospect_words,
        "SHORT": screen.SHORT,
        "sprite": shared.marks_sprite(),
        "quad_words": shared.quad_words,
    }
    return environment


def _file(name: str) -> str:
    return tables.table(PACKAGE, name).read_text(encoding="utf-8")
