"""A brief as a Word document, with its figures and headlines linked to their evidence."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from tocsin.briefing.model import Brief
from tocsin.showing.brief.outline import Block, blocks

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

STYLES = {
    "title": "Title",
    "heading": "Heading 1",
    "subheading": "Heading 2",
    "paragraph": "Normal",
    "bullet": "List Bullet",
    "quote": "Quote",
    "note": "Normal",
    "line": "Subtitle",
}
LONGEST_BOOKMARK = 40  # Word takes no longer name, and none with other signs than letters, digits and _
_NO_NAME = re.compile(r"\W")


def brief_docx(brief: Brief) -> bytes:
    """Return the brief as the bytes of a .docx file; the same text and the same links as in Markdown."""
    from docx import Document

    document = Document()
    document.core_properties.title = brief.title[:250]
    document.core_properties.author = "Tocsin"
    for number, block in enumerate(blocks(brief)):
        if block.kind == "table":
            _table(document, block)
            continue
        paragraph = document.add_paragraph(style=STYLES[block.kind])
        for part in block.parts:
            run = paragraph.add_run(part.text)
            run.bold = block.kind == "line" or (part.anchor is not None and block.kind == "bullet") or None
            run.italic = block.kind == "note" or None
            if part.anchor is not None:
                _link(run, anchor=_bookmark_name(part.anchor))
        if block.href:
            paragraph.add_run(" ")
            _link(paragraph.add_run(block.href), url=block.href)
        if block.anchor:
            _mark(paragraph, _bookmark_name(block.anchor), number)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _table(document: WordDocument, block: Block) -> None:
    table = document.add_table(rows=0, cols=len(block.rows[0]), style="Table Grid")
    for number, row in enumerate(block.rows):
        for cell, part in zip(table.add_row().cells, row, strict=True):
            run = cell.paragraphs[0].add_run(part.text)
            run.bold = number == 0 or None
            if part.anchor is not None:
                _link(run, anchor=_bookmark_name(part.anchor))


def _link(run: Run, *, anchor: str | None = None, url: str | None = None) -> None:
    """Put a run into a link to a bookmark of the document, or to an address outside."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    link = OxmlElement("w:hyperlink")
    if url is not None:
        link.set(qn("r:id"), run.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    elif anchor is not None:
        link.set(qn("w:anchor"), anchor)
    link.set(qn("w:history"), "1")
    run.underline = True
    run._r.addprevious(link)
    link.append(run._r)


def _mark(paragraph: Paragraph, name: str, number: int) -> None:
    """Make a paragraph a bookmark that links lead to."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    begin, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    begin.set(qn("w:name"), name)
    for one in (begin, end):
        one.set(qn("w:id"), str(number))
    first = paragraph._p.pPr
    if first is not None:
        first.addnext(begin)
    else:
        paragraph._p.insert(0, begin)
    paragraph._p.append(end)


def _bookmark_name(anchor: str) -> str:
    return _NO_NAME.sub("_", anchor)[:LONGEST_BOOKMARK]
