"""What the trained model sees: acts at words, roles of parties; the same in any company; clear errors."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from conftest import Code
from tocsin.errors import DataError
from tocsin.pipeline import Coder
from tocsin.reading import article_from_text
from tocsin.sensing import SightModel, View, sight_model
from tocsin.sensing.model import FOLDER
from tocsin.sensing.view import ACTOR, RECIPIENT

TEXT = "Chadian gunmen torched a Cameroonian customs post on Friday."


@pytest.fixture(scope="module")
def view() -> View:
    [seen] = sight_model().view([TEXT])
    return seen


def test_an_act_is_seen_at_its_word(view: View) -> None:
    seen = view.seen(TEXT.index("torched"))
    assert seen is not None
    assert seen.type == "ASSAULT"
    assert 0.5 < seen.probability <= seen.any_act <= 1.0


def test_no_act_is_seen_at_other_words(view: View) -> None:
    for word in ("customs", "post", "Friday"):
        seen = view.seen(TEXT.index(word))
        assert seen is not None
        assert seen.any_act < 0.5, word


def test_no_word_begins_inside_a_word(view: View) -> None:
    assert view.seen(TEXT.index("torched") + 2) is None


def test_probabilities_of_types_sum_to_one(view: View) -> None:
    assert view.types.sum(axis=1) == pytest.approx(1.0, abs=1e-5)


def test_the_doer_is_told_from_the_one_it_is_done_to(view: View) -> None:
    doer = (0, len("Chadian gunmen"))
    done_to = (TEXT.index("a Cameroonian"), TEXT.index(" on Friday"))
    roles = view.roles(TEXT.index("torched"), "ASSAULT", [doer, done_to, (900, 910)])
    assert roles[0].argmax() == ACTOR
    assert roles[1].argmax() == RECIPIENT
    assert list(roles[2]) == [1.0, 0.0, 0.0]  # nothing of it was read


def test_a_mode_is_one_of_those_allowed(view: View) -> None:
    start = TEXT.index("torched")
    assert view.mode(start, frozenset()) is None
    assert view.mode(start, frozenset(("destroy",))) in (None, "destroy")


def test_a_sentence_is_seen_the_same_in_any_company() -> None:
    alone = sight_model().view([TEXT])[0]
    among = sight_model().view(["Norway met Chile.", TEXT, "Rain fell for a week in the hills."])[1]
    assert alone.states.tobytes() == among.states.tobytes()


@pytest.mark.parametrize("text", ["", " ", "?!", "x" * 5_000, "word " * 3_000, "\u200f\ufeff\x00"])
def test_any_text_can_be_looked_at(text: str) -> None:
    [seen] = sight_model().view([text])
    assert seen.seen(10**6) is None


def test_an_act_that_no_row_names_is_told_on_the_word_of_the_model(code: Code) -> None:
    document = code("Guatemala's border police waylaid four Honduran surveyors near the river on Friday.")
    assert [(e.type, e.actors[0].country) for e in document.events] in (
        [("COERCE", "GTM")],
        [("ASSAULT", "GTM")],
    )
    assert any("model " in d.said for why in document.explanations for d in why.decisions)


def test_a_missing_file_of_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"no file encoder\.onnx"):
        SightModel(tmp_path)


def test_a_damaged_model_is_named(tmp_path: Path) -> None:
    for path in FOLDER.iterdir():
        shutil.copy(path, tmp_path / path.name)
    (tmp_path / "encoder.onnx").write_bytes(b"no model")
    with pytest.raises(DataError, match=r"encoder\.onnx: no readable ONNX model"):
        SightModel(tmp_path)


def test_no_file_of_the_model_is_too_large_for_the_repository() -> None:
    assert all(path.stat().st_size <= 25_000_000 for path in FOLDER.iterdir())


def test_without_the_model_only_the_lexicon_names_acts() -> None:
    text = "Guatemala's border police waylaid four Honduran surveyors near the river on Friday."
    article = article_from_text(text, published="2025-05-15")
    assert Coder(model=False).code(article).events == ()


def test_the_relation_model_weighs_an_act_and_says_so() -> None:
    article = article_from_text("Kenya urged Uganda to reopen the border crossing.", published="2025-05-15")
    document = Coder(explain=True).code(article)
    [event], [why] = document.events, document.explanations
    assert any("the relation model gives it" in decision.said for decision in why.decisions)
    assert 0 < event.confidence < 1


def test_an_explanation_names_the_words_that_carried_the_answer() -> None:
    article = article_from_text("Kenya urged Uganda to reopen the border crossing.", published="2025-05-15")
    [why] = Coder(explain=True).code(article).explanations
    carried = [d.said for d in why.decisions if d.said.startswith("words that carried it")]
    assert carried
    assert "urged" in carried[0]


def test_a_model_of_another_folder_weighs_the_acts(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no such folder"):
        Coder(relations=tmp_path / "nowhere")


def test_to_be_explained_makes_no_event_surer() -> None:
    text = "Kenya urged Uganda to reopen the border. Chadian gunmen torched a Cameroonian post."
    article = article_from_text(text, published="2025-05-15")
    assert Coder(explain=True).code(article).events == Coder().code(article).events
