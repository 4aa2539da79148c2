"""Countries exchanged for others, so that no actor is tied to an act."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from tocsin.sensing.names import renamed
from training.corpus import Example, Span


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
    return renamed(text, chance.choice)
