"""Countries exchanged for others, so that no actor is tied to an act."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from tocsin.knowledge import countries
from training.corpus import Example, Span


@cache
def _forms() -> tuple[dict[str, tuple[str, str]], dict[str, dict[str, str]], re.Pattern[str]]:
    """Return (form -> (country, kind)), (country -> kind -> form), and the pattern of all forms."""
    of_form: dict[str, tuple[str, str]] = {}
    of_country: dict[str, dict[str, str]] = {}
    for code, country in countries().items():
        kinds = {
            "name": (country.name, *country.names),
            "adjective": country.adjectives,
            "capital": country.capitals,
        }
        if all(kinds.values()):
            of_country[code] = {kind: forms[0] for kind, forms in kinds.items()}
            for kind, forms in kinds.items():
                for form in forms:
                    of_form.setdefault(form, (code, kind))
    longest_first = sorted(map(re.escape, of_form), key=len, reverse=True)
    return of_form, of_country, re.compile(rf"\b({'|'.join(longest_first)})\b")


def exchanged(example: Example, chance: random.Random) -> Example:
    """Return an example with each of its countries exchanged for one drawn by chance, offsets moved along."""
    text, span = exchanged_text(example.text, chance)
    return replace(
        example,
        text=text,
        parties={key: (*span((a, b)), country) for key, (a, b, country) in example.parties.items()},
        acts=[replace(act, trigger=span(act.trigger)) for act in example.acts],
    )


def exchanged_text(text: str, chance: random.Random) -> tuple[str, Callable[[Span], Span]]:
    """Return a text with its countries exchanged, and a function from an old span to the new one."""
    of_form, of_country, pattern = _forms()
    drawn: dict[str, str] = {}
    edits: list[tuple[int, int, int, int]] = []
    new_text, at = "", 0
    for found in pattern.finditer(text):
        code, kind = of_form[found[1]]
        new = of_country[drawn.setdefault(code, chance.choice(list(of_country)))][kind]
        new_text += text[at : found.start()]
        edits.append((found.start(), found.end(), len(new_text), len(new_text) + len(new)))
        new_text += new
        at = found.end()
    new_text += text[at:]

    def moved(offset: int, end: bool) -> int:
        shift = 0
        for start, stop, new_start, new_stop in edits:
            if offset >= stop:
                shift = new_stop - stop
            elif offset > start:
                return new_stop if end else new_start
        return offset + shift

    return new_text, lambda old: (moved(old[0], False), moved(old[1], True))
