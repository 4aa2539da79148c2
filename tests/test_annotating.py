"""The annotator says of each word what spaCy's attribute ruler and lemmatizer say, whatever came before."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc
from spacy.tokens import Token as Word

from generated import articles
from tocsin.language.annotating import Annotator
from tocsin.language.model_loading import parser
from tocsin.tables import rows, table

# Every rule about two words, one pair of them in the other, spaces, and words that rules name by a pattern.
RULED = (
    "There is a man, and there's a woman; there were others.",
    "Let's go, y'all! I gotta leave, they ain't gonna come. C'm on, nothin' 'em.",
    "He's gone. He'd been there, we'd have had it, I'm sorry.  \n\n\t Nobody got 'nuff.",
    "That is what they that did it do; she has done the same for us.",
)
TEXTS = (*RULED, *(article.text for article in articles(12, 5)))


def parsed(text: str) -> Doc:
    nlp = parser()
    doc = nlp.make_doc(text)
    for name in ("tok2vec", "tagger", "parser"):
        doc = nlp.get_pipe(name)(doc)
    return doc


def by_the_pipeline(doc: Doc) -> list[Word]:
    for name in ("attribute_ruler", "lemmatizer"):
        doc = parser().get_pipe(name)(doc)
    return list(doc)


@pytest.fixture(scope="module")
def annotator() -> Annotator:
    return Annotator(parser())


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("time", ["first", "again"])
def test_annotator_says_what_the_pipeline_says(annotator: Annotator, text: str, time: str) -> None:
    said = annotator.annotate(parsed(text))
    wanted = by_the_pipeline(parsed(text))
    assert [(one.pos, one.tag, one.dep) for one in said] == [(w.pos_, w.tag_, w.dep_) for w in wanted], time
    corrected = {w.lower_ for one, w in zip(said, wanted, strict=True) if one.lemma != w.lemma_.lower()}
    assert corrected <= {row["form"] for _, row in rows(table("tocsin.language", "lemmas.tsv"), ("form",))}


def test_two_words_that_a_rule_names_are_read_together(annotator: Annotator) -> None:
    """A verb behind "there" is no auxiliary, the same verb elsewhere is one."""
    there = annotator.annotate(parsed("There were three men."))[1]
    gone = annotator.annotate(parsed("They were gone."))[1]
    assert (there.pos, gone.pos) == ("VERB", "AUX")
