"""Examples -> batches, with the countries of a sentence exchanged for others now and then."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import torch

from tocsin.knowledge import countries
from training.corpus import STATUSES, Example, LabelledAct, Span
from training.net import MODES, TYPES, Batch

NO_LABEL = -100


def batch(examples: list[Example], tokenizer: Any) -> Batch:
    """Return the tensors of some examples; the trigger of an act is the characters of its head word."""
    read = [tokenizer.encode(example.text) for example in examples]
    width = max(len(one.ids) for one in read)
    made = Batch(
        ids=torch.zeros(len(read), width, dtype=torch.long),
        mask=torch.zeros(len(read), width, dtype=torch.long),
        labels=torch.full((len(read), width), NO_LABEL),
        acts=[],
        pairs=[],
    )
    for row, (example, one) in enumerate(zip(examples, read, strict=True)):
        count = len(one.ids)
        made.ids[row, :count] = torch.tensor(one.ids)
        made.mask[row, :count] = 1
        for i, (start, end) in enumerate(one.offsets):
            if end > start and not one.tokens[i].startswith("##"):
                made.labels[row, i] = 0
        for act in example.acts:
            _enter(made, row, example, act, one.offsets)
    return made


def _enter(made: Batch, row: int, example: Example, act: LabelledAct, offsets: list[Span]) -> None:
    piece = next((i for i, (a, b) in enumerate(offsets) if a <= act.trigger[0] < b), None)
    if piece is None:
        return
    kind = TYPES.index(act.type) + 1
    made.labels[row, piece] = kind
    mode = MODES.index(act.mode) + 1 if act.mode is not None else 0
    number = len(made.acts)
    made.acts.append((row, piece, kind, mode, STATUSES.index(act.status)))
    for party, (start, end, _) in example.parties.items():
        pieces = [i for i, (a, b) in enumerate(offsets) if b > a and a < end and b > start]
        if pieces:
            role = 1 if party in act.actors else 2 if party in act.recipients else 0
            made.pairs.append((number, pieces[0], pieces[-1] + 1, role))


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
