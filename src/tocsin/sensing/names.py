"""Countries exchanged for others: for the relation model each sentence tells of the same few."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from tocsin.knowledge import countries
from tocsin.sensing.marking import Pair, Span

# The first country of a sentence becomes the first of these, and so on: what a model reads of them is all it
# has to know of countries, and no name can change its answer.
FIXED = ("KEN", "PER", "FIN", "THA", "GHA", "HUN", "NPL", "URY", "FJI", "DNK", "MLI", "LAO")


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
    # Only a word that begins like a form is compared with them, which takes a quarter of the time.
    first = re.escape("".join(sorted({form[0] for form in of_form})))
    return of_form, of_country, re.compile(rf"\b(?=[{first}])({'|'.join(longest_first)})\b")


def renamed(text: str, choose: Callable[[Sequence[str]], str]) -> tuple[str, Callable[[Span], Span]]:
    """Return a text with its countries exchanged, and a function from an old span to the new one.

    ``choose`` is asked once for each country, in the order in which they come, which of all it becomes.
    """
    of_form, of_country, pattern = _forms()
    drawn: dict[str, str] = {}
    edits: list[tuple[int, int, int, int]] = []
    new_text, at = "", 0
    for found in pattern.finditer(text):
        code, kind = of_form[found[1]]
        if code not in drawn:
            drawn[code] = choose(list(of_country))
        new = of_country[drawn[code]][kind]
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


def with_fixed_names(pair: Pair) -> Pair:
    """Return a pair with the countries of its sentence exchanged for the fixed few."""
    left = list(FIXED)

    def next_one(all_countries: Sequence[str]) -> str:
        # A sentence of more countries than are fixed takes the last for all the others.
        return left.pop(0) if len(left) > 1 else left[0]

    text, span = renamed(pair.text, next_one)
    return replace(
        pair, text=text, source=tuple(map(span, pair.source)), target=tuple(map(span, pair.target))
    )
