"""A brief as Markdown, with its figures and headlines linked to their evidence."""

from __future__ import annotations

import re

from tocsin.briefing.model import Brief
from tocsin.showing.brief.outline import Block, blocks
from tocsin.showing.brief.phrases import Part

BEFORE = {
    "title": "# ",
    "heading": "## ",
    "subheading": "### ",
    "line": "**",
    "paragraph": "",
    "bullet": "- ",
    "quote": "  > ",
    "note": "*",
}
AFTER = {"line": "**", "note": "*"}
# What Markdown or HTML would take for a mark inside a text; and what begins a line as a list or heading.
_MARKS = re.compile(r"([\\`*_\[\]<>&|~$#{}])")


def brief_markdown(brief: Brief) -> str:
    """Return the brief as Markdown; what texts have in them is escaped, HTML too."""
    return (
        "\n\n".join(map(_written, blocks(brief))).replace("\n\n- ", "\n- ").replace("\n\n  > ", "\n  > ")
        + "\n"
    )


def _written(block: Block) -> str:
    if block.kind == "table":
        head, *rows = ("| " + " | ".join(map(_part, row)) + " |" for row in block.rows)
        return "\n".join([head, "|---" * len(block.rows[0]) + "|", *rows])
    anchor = f'<a id="{block.anchor}"></a>' if block.anchor else ""
    inside = "".join(map(_part, block.parts))
    if block.href:
        inside += f" <{_address(block.href)}>"
    return f"{BEFORE[block.kind]}{anchor}{inside.strip()}{AFTER.get(block.kind, '')}"


def _part(part: Part) -> str:
    text = _MARKS.sub(r"\\\1", part.text)
    return f"[{text}](#{part.anchor})" if part.anchor else text


def _address(url: str) -> str:
    return url.replace("<", "%3C").replace(">", "%3E").replace('"', "%22")
