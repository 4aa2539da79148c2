"""Article -> parsed sentences, mentions of parties, coreference, speech. The only room that imports spaCy."""

from tocsin.language.model import Entity, Mention, Parsed, Quote, Sentence, Speech, Token
from tocsin.language.reader import Reader

__all__ = ["Entity", "Mention", "Parsed", "Quote", "Reader", "Sentence", "Speech", "Token"]
