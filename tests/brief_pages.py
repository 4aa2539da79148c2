"""Briefs to test: of the sample crisis, of odd and of hostile reports; and walks over their pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest
from lxml import html

from hostile_texts import LINKS
from served import LISBON, SPAIN, WORDS, article, event
from tocsin.briefing import Brief, compose
from tocsin.pipeline import Coder
from tocsin.project_merging import merge
from tocsin.reading import read
from tocsin.records import Actor, Document, Incident, Statement, When
from tocsin.showing.brief import brief_html

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "examples/crisis/reports.jsonl"
LARGEST = 1_500_000
# Where digits are not figures of the brief: dates, the words of reports, the scales of drawings.
NO_FIGURES = ("time", "q", "bdi", "blockquote", "style", "title", "svg", "code", "head")
KINDS = ("COERCE", "THREATEN", "CONSULT", "AGREE", "REJECT", "ACCUSE", "PROTEST", "AID", "MOBILIZE")
PAIRS = (
    (
        "Provisional Joint Commission for the Border along the River",
        "People’s Revolutionary Front for the Liberation of the North",
    ),
    ("المجلس الانتقالي الجنوبي", "الحكومة المعترف بها دولياً"),
    ("भारतीय जनता पार्टी", "जम्मू और कश्मीर सरकार"),
    ("中华人民共和国外交部", "菲律宾共和国海岸警卫队"),
    ("Spain", "Portugal"),
    ("France", "Morocco"),
    ("Guyana", "Suriname"),
    ("army", "rebels of the 23 March Movement"),
)
_CODED: list[Document] = []


def coded_sample(coder: Coder) -> list[Document]:
    """Return the sample crisis, coded once in a test process."""
    if not _CODED:
        _CODED.extend(coder.pipe(read((str(SAMPLE),), None, lambda notice: pytest.fail(str(notice)))))
    return _CODED


def brief_of(documents: Sequence[Document], **options: Any) -> Brief:
    merged = merge(documents)
    return compose(merged.incidents, merged.documents, **options)


def page_of(documents: Sequence[Document], **options: Any) -> html.HtmlElement:
    return html.document_fromstring(brief_html(brief_of(documents, **options)))


def documents_with(text: str, number: int = 0) -> list[Document]:
    """Return a report in which a text stands wherever a text can stand."""
    of = article(
        f"{text} attacked {text} near {text}.",
        f"odd{number}",
        title=text,
        publisher=text,
        url=LINKS[number % len(LINKS)],
        author=text,
    )
    acts = [
        event(
            of,
            f"{text} attacked {text}",
            kind,
            (f"ESP {text}", f"- {text}"),
            modality=modality,
            by=text,
            dead=number + 1,
        )
        for kind, modality in (("ASSAULT", "asserted"), ("ASSAULT", "denied"), ("CONSULT", "planned"))
    ]
    acts = [
        msgspec.structs.replace(
            one,
            id=f"{one.id}-{i}",
            recipients=tuple(msgspec.structs.replace(actor, name=text) for actor in one.recipients),
            place=event(of, text, "AID", ("-", "-"), place={**LISBON, "name": text}).place,
        )
        for i, one in enumerate(acts)
    ]
    speaker = Actor(text=text, start=0, end=1, name=text, role=text)
    said = Statement(
        id=f"s{number}",
        article=of.id,
        text=f"{text} and so on and on",
        start=0,
        end=len(text),
        direct=False,
        speaker=speaker,
        addressee=speaker,
        channel=text,
        cue=None,
        events=(),
    )
    return [Document(article=of, events=tuple(acts), statements=(said,))]


def unlinked_figures(root: html.HtmlElement) -> list[str]:
    """Return the figures of a page that are in no link to a place in it."""
    ids = set(root.xpath("//@id"))
    wrong = []
    for text in root.xpath("//body//text()[normalize-space()]"):
        holders = [text.getparent()] if text.is_text else [text.getparent().getparent()]
        above = [*holders, *holders[0].iterancestors()]
        if not re.search(r"\d", text) or any(one.tag in NO_FIGURES for one in above):
            continue
        links = [one.get("href", "") for one in above if one.tag == "a"]
        if not any(link.startswith("#") and link[1:] in ids for link in links):
            wrong.append(str(text).strip())
    return wrong


def dead_links(root: html.HtmlElement) -> list[str]:
    ids = set(root.xpath("//@id"))
    return [link for link in root.xpath("//a/@href") if link.startswith("#") and link[1:] not in ids]


def odd_documents(count: int, parties: int = 0, day: str | None = "2025-05-02") -> list[Document]:
    documents = []
    for number in range(count):
        of = article(
            f"Spain attacked Portugal, report {number}.", f"n{number}", day, publisher=f"Paper {number % 90}"
        )
        names = "; ".join(f"- Party {one}" for one in range(parties)) or "PRT Portugal"
        act = event(
            of, f"Spain attacked Portugal, report {number}", "ASSAULT", ("ESP Spain", names), place=SPAIN
        )
        act = msgspec.structs.replace(
            act, recipients=tuple(msgspec.structs.replace(one, name=one.text) for one in act.recipients)
        )
        if day is None:
            act = msgspec.structs.replace(act, place=None, date=None)
        documents.append(Document(article=of, events=(act,), statements=()))
    return documents


def crowded_crisis(incidents: int = 90) -> list[Document]:
    """Return a crisis of many pairs, with more disputed, alleged and announced acts than a screen holds."""
    documents = []
    for number in range(incidents):
        one, other = PAIRS[number % len(PAIRS)]
        modality = ("asserted", "alleged", "planned", "denied", "asserted")[number % 5]
        for copy in range(3 if number % 5 == 4 else 1):
            drawn = " ".join(Random(f"{number} {copy}").sample(WORDS, 9))
            words = f"{one} struck {other} near Town {number}"
            of = article(
                f"{words}, {drawn}.",
                f"c{number}-{copy}",
                f"2025-05-{number % 26 + 1:02}",
                title=f"Report {number}",
                publisher=f"The Independent Paper of Town {number % 13 + 7 * copy}",
            )
            act = event(
                of,
                words,
                "ASSAULT" if number % 2 else KINDS[number % len(KINDS)],
                ("- one", "- other"),
                modality=modality,
                by="the spokesman of the ministry of the interior"
                if modality != "asserted" or copy
                else None,
                place={**LISBON, "name": f"Town {number}", "latitude": 20 + number * 0.4},
                dead=(number % 5 + 1) * (4 * copy + 1) if number % 2 else None,
                day=f"2025-06-{number % 28 + 1:02}" if modality == "planned" else None,
            )
            act = msgspec.structs.replace(
                act,
                actors=tuple(msgspec.structs.replace(actor, name=one, text=one) for actor in act.actors),
                recipients=tuple(
                    msgspec.structs.replace(actor, name=other, text=other) for actor in act.recipients
                ),
                date=None if act.date is None else msgspec.structs.replace(act.date, basis="stated"),
            )
            documents.append(Document(article=of, events=(act,), statements=()))
    return documents


def attack(day: str) -> Incident:
    return Incident(
        id=day,
        type="ASSAULT",
        mode=None,
        actors=(),
        recipients=(),
        place=None,
        events=(),
        articles=(),
        date=When(start=day, end=day, text=None, basis="publication"),
        sources=(),
        independent_sources=1,
        independence=(),
        disagreements=(),
        modality="asserted",
    )
