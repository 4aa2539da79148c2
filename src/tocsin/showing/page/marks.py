"""The marks of quad classes and claim status, and the names of acts in plain words."""

from __future__ import annotations

from functools import cache

from markupsafe import Markup

from tocsin import ontology, tables
from tocsin.records import Modality
from tocsin.showing.page.markup import element

QUADS = {
    1: "cooperation in words",
    2: "cooperation in deeds",
    3: "conflict in words",
    4: "conflict in deeds",
}
_CIRCLE = "M10 5.2a4.8 4.8 0 1 0 0 9.6a4.8 4.8 0 1 0 0-9.6z"
_DIAMOND = "M10 2.4L17.6 10L10 17.6L2.4 10z"
_SQUARE = "M5 5h10v10h-10z"
_SHAPES = {0: _SQUARE, 1: _CIRCLE, 2: _CIRCLE, 3: _DIAMOND, 4: _DIAMOND}
CLAIM_WORDS: dict[Modality, str] = {
    "asserted": "reported",
    "alleged": "alleged",
    "denied": "denied",
    "negated": "did not happen",
    "planned": "announced",
    "hypothetical": "supposed",
    "historical": "past",
}


WITHDRAWN = "withdrawn by its source"


def marks_sprite() -> Markup:
    """Return the hidden drawing that ``mark`` refers to; a page has it once, first in its body."""
    shapes = Markup("").join(
        element("symbol", element("path", d=path), id=f"mark-q{quad}", viewBox="0 0 20 20")
        for quad, path in _SHAPES.items()
    )
    return element("svg", shapes, width=0, height=0, aria_hidden="true", focusable="false")


def mark(quad: int | None) -> Markup:
    """Return the mark of a quad class: circle or diamond, hollow for words, solid for deeds.

    None, for types without a quad class, is a square. A screen reader gets nothing: write the words too.
    """
    kind = quad or 0
    return Markup(
        '<svg class="mark mark-q{0} q{0}" aria-hidden="true"><use href="#mark-q{0}"/></svg>'
    ).format(kind)


def quad_words(quad: int | None) -> str:
    """Return a quad class in words."""
    return QUADS.get(quad or 0, "of neither kind")


def claim_tag(modality: Modality, *, is_contested: bool = False, is_withdrawn: bool = False) -> Markup:
    """Return the claim status as a word in its frame.

    ``is_contested``: others say that it did not happen; ``is_withdrawn``: who reported it has taken it back.
    """
    if is_withdrawn:
        return Markup('<span class="claim denied">{}</span>').format(WITHDRAWN)
    tag = Markup('<span class="claim {}">{}</span>').format(modality, CLAIM_WORDS[modality])
    if not is_contested or modality in ("denied", "negated"):
        return tag
    return tag + Markup(' <span class="claim denied">{}</span>').format(f"{CLAIM_WORDS['denied']} by others")


def act_name(type_name: str, mode: str | None = None) -> str:
    """Return a type and mode as a noun, as "attack with explosives".

    Those of Tocsin's own model are in ``acts.tsv``; others are named by themselves, in lower case.
    """
    names = _acts()
    found = names.get((type_name, mode or "")) or names.get((type_name, ""))
    return found or f"{type_name} {mode or ''}".strip().lower()


@cache
def _acts() -> dict[tuple[str, str], str]:
    source = tables.table("tocsin.showing.page", "acts.tsv")
    found = {
        (row["type"], row["mode"]): row["noun"] for _, row in tables.rows(source, ("type", "mode", "noun"))
    }
    assert {kind for kind, _ in found} == set(ontology.types())
    return found
