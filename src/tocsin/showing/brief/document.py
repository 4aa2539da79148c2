"""A brief as a Word document."""

from __future__ import annotations

import io

from tocsin.briefing.model import Brief
from tocsin.showing.brief.outline import Block, blocks

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


def brief_docx(brief: Brief) -> bytes:
    """Return the brief as the bytes of a .docx file; the same text as in Markdown."""
    from docx import Document

    document = Document()
    document.core_properties.title = brief.title[:250]
    document.core_properties.author = "Tocsin"
    for block in blocks(brief):
        paragraph = document.add_paragraph(style=STYLES[block.kind])
        for text, is_linked in _runs(block):
            run = paragraph.add_run(text)
            run.bold = block.kind == "line" or (is_linked and block.kind == "bullet") or None
            run.italic = block.kind == "note" or None
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _runs(block: Block) -> list[tuple[str, bool]]:
    runs = [(part.text, part.anchor is not None) for part in block.parts]
    return [*runs, (f" {block.href}", False)] if block.href else runs
