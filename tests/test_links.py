"""``tocsin evaluate links``: ranks and filters by hand, nothing of the future, files that are amiss."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Run
from tocsin.errors import InputError
from tocsin.evaluating.links import Links, filtered_ranks, measure_links, ranks_of, read_links
from tocsin.forecasting.facts import SUBJECT, TIME, Floats, Graph, Ints, both_ways, step_of
from tocsin.forecasting.names import kinds_of
from tocsin.forecasting.next_act import NextAct, Question
from tocsin.forecasting.past import Decay, Past
from tocsin.forecasting.rules import pair_rules
from tocsin.forecasting.walks import walk, walk_rules

NAMES = ("Kenya", "Police_(Kenya)", "Uganda", "Police_(Uganda)", "Asha_Wanjala", "Citizen_(Kenya)")
RELATIONS = 3
DAYS = 24
FACT = st.tuples(st.integers(0, 5), st.integers(0, 2), st.integers(0, 5), st.integers(0, 9))


def drawn(seed: int, first: int, last: int, count: int = 60) -> Ints:
    """Return facts at times from first to last, both inclusive, in steps of 24."""
    draw = np.random.default_rng(seed)
    columns = [draw.integers(0, high, count) for high in (len(NAMES), RELATIONS, len(NAMES))]
    return np.array([*columns, DAYS * draw.integers(first, last + 1, count)]).T


def graph(rows: Ints) -> Graph:
    return Graph(rows, NAMES, RELATIONS)


KNOWN = drawn(1, 0, 19, 120)


@pytest.fixture(scope="module")
def model() -> NextAct:
    return NextAct.fit(graph(KNOWN))


class Fixed(NextAct):
    """A model that always gives the same scores."""

    def __init__(self, scores: list[float]) -> None:
        self.scores = np.array(scores)

    def answer(self, graph: Graph, asked: Ints) -> Iterator[tuple[int, Question, Floats]]:
        for subject, relation, time in sorted({(s, r, t) for s, r, _, t in asked.tolist()}):
            yield time, (subject, relation), self.scores


@pytest.mark.parametrize(
    ("true", "ranks"),
    [
        pytest.param([0], [1], id="best"),
        pytest.param([1], [2], id="second"),
        pytest.param([0, 1], [1, 1], id="other-true-answers-are-removed"),
        pytest.param([2], [3.5], id="tie-gets-the-mean"),
        pytest.param([2, 3], [3, 3], id="a-true-tie-is-removed"),
        pytest.param([4, 4], [5, 5], id="twice-in-the-file-ranked-twice"),
    ],
)
def test_ranks_by_hand(true: list[int], ranks: list[float]) -> None:
    assert filtered_ranks(np.array([5.0, 4.0, 3.0, 3.0, 1.0]), np.array(true)) == ranks


def test_nothing_known_is_the_middle_and_not_the_top() -> None:
    assert filtered_ranks(np.zeros(101), np.array([7])) == [51]


@given(st.lists(st.integers(0, 5), min_size=2, max_size=30))
def test_a_rank_is_the_mean_over_all_orders_of_a_tie(scores: list[int]) -> None:
    first = filtered_ranks(np.array(scores, dtype=float), np.array([0]))[0]
    better, level = sum(s > scores[0] for s in scores), scores.count(scores[0])
    assert first == np.mean([better + place for place in range(1, level + 1)])


def test_only_true_answers_of_the_same_time_are_removed_and_both_ways_are_asked() -> None:
    asked = np.array([[0, 0, 1, 24], [0, 0, 2, 24], [0, 0, 3, 48]])
    links = Links(graph(np.array([[0, 0, 1, 0]])), asked, "valid")
    ranks = ranks_of(Fixed([9, 8, 7, 6, 5, 4]), links)
    # whom? at 24: 1 and 2 behind 0; 3 at 48 behind 0, 1 and 2. Who? 0 is first, three times.
    assert sorted(ranks.tolist()) == [1, 1, 1, 2, 2, 4]


@given(st.lists(FACT, min_size=1, max_size=40), st.integers(0, 10))
def test_the_past_holds_what_is_earlier_and_nothing_else(facts: list[tuple[int, ...]], time: int) -> None:
    rows = both_ways(np.array(facts), RELATIONS)
    past = Past(rows, rows[:, SUBJECT], len(NAMES), rows[:, 2])
    for subject in range(len(NAMES)):
        want = sorted((o, r, time - t) for s, r, o, t in rows.tolist() if s == subject and t < time)
        seen = past.before(subject, time)
        got = zip(seen.targets.tolist(), seen.relations.tolist(), seen.ages.tolist(), strict=True)
        assert sorted(got) == want


@settings(deadline=None, max_examples=20)
@given(st.integers(2, 10_000), st.integers(20, 24))
def test_a_changed_future_changes_no_answer(model: NextAct, seed: int, day: int) -> None:
    to_come = drawn(0, 20, 24)
    earlier = to_come[to_come[:, TIME] < DAYS * day]
    question = both_ways(np.array([[s, r, 0, DAYS * day] for s in range(6) for r in range(3)]), RELATIONS)
    changed = np.concatenate([KNOWN, earlier, drawn(seed, day, 40)])
    one = model.answer(graph(np.concatenate([KNOWN, to_come])), question)
    for (_, asked, scores), (_, again, others) in zip(
        one, model.answer(graph(changed), question), strict=True
    ):
        assert asked == again
        assert scores.tobytes() == others.tobytes()


def test_facts_to_predict_are_known_when_their_time_has_passed(model: NextAct) -> None:
    asked = np.array([[0, 0, 5, DAYS * 21]])
    happened = np.array([[0, 0, 5, DAYS * 20]] * 3)
    before, after = (
        next(model.answer(graph(rows), asked))[2] for rows in (KNOWN, np.concatenate([KNOWN, happened]))
    )
    assert before.tobytes() != after.tobytes()


@settings(deadline=None, max_examples=5)
@given(st.integers(1, 50), st.integers(0, 10_000))
def test_the_unit_and_origin_of_time_do_not_matter(unit: int, origin: int) -> None:
    def ranks(scale: int, shift: int) -> Floats:
        known, asked = KNOWN.copy(), drawn(3, 20, 22, 10)
        for rows in (known, asked):
            rows[:, TIME] = rows[:, TIME] * scale + shift
        links = Links(graph(known), asked, "valid")
        return ranks_of(NextAct.fit(links.known), links)

    assert ranks(unit, origin).tolist() == ranks(1, 0).tolist()


def test_entities_of_which_nothing_is_known_are_level(model: NextAct) -> None:
    names = (*NAMES, *(f"nobody {number}" for number in range(50)))
    _, _, scores = next(model.answer(Graph(KNOWN, names, RELATIONS), np.array([[0, 0, 1, DAYS * 20]])))
    assert len(set(scores[len(NAMES) :].tolist())) == 1


def test_a_rule_is_learnt_and_turns_the_dyad_around() -> None:
    accuse, deny = 0, 1
    story = [[day % 3, accuse, 3, 10 * day] for day in range(30)]
    story += [[3, deny, day % 3, 10 * day + 1] for day in range(30)]
    rows = both_ways(np.array(story), RELATIONS)
    strengths = pair_rules(rows, len(NAMES), 2 * RELATIONS, step_of(rows), 8)
    # Seen from the accuser, the denial is the turned act of the accused.
    assert strengths[accuse].argmax() == RELATIONS + deny
    assert strengths[accuse, RELATIONS + deny] > 2 * strengths[accuse, accuse]


def test_a_walk_goes_to_the_partners_of_partners_and_sees_no_later_step() -> None:
    rows = both_ways(np.array([[0, 0, 1, 0], [1, 2, 5, 1], [1, 1, 4, 3]]), RELATIONS)
    past = Past(rows, rows[:, SUBJECT], len(NAMES), rows[:, 2])
    paths = walk(past, Decay(1, (30,)), 0, 3)
    # From 1 back to 0 by the turned relation 0, and on to 5; the step to 4 is of the time asked about.
    assert list(zip(paths.ends.tolist(), paths.relations.tolist(), strict=True)) == [(0, RELATIONS), (5, 2)]
    assert paths.shares.sum() == pytest.approx(1)
    assert paths.shares[1] > paths.shares[0]


def test_a_second_step_that_foretells_is_worth_more() -> None:
    # Whoever meets (0) somebody that 2 happened to before does 1 to where 2 led; 0 leads nowhere.
    thrice = ([1, 2, 5, 0], [0, 0, 1, 1], [0, 1, 5, 2])
    story = [[*fact[:3], fact[3] + 9 * turn] for turn in range(20) for fact in thrice]
    rows = both_ways(np.array(story), RELATIONS)
    past = Past(rows, rows[:, SUBJECT], len(NAMES), rows[:, 2])
    worth = walk_rules(rows, past, Decay(1, (30,)), 2 * RELATIONS)
    assert worth[2, 1] > 1 > worth[RELATIONS, 1]


def test_names_tell_country_and_sector() -> None:
    kinds = kinds_of(NAMES)
    assert kinds.country[0] == kinds.country[1] == kinds.country[5] != kinds.country[2]
    assert kinds.sector[1] == kinds.sector[3] != kinds.sector[0] == kinds.sector[2]
    assert (kinds.country[4], kinds.sector[4]) == (0, 0)


def write(folder: Path, **parts: str | Ints) -> Path:
    tables = {
        "entity2id": "".join(f"{name}\t{number}\n" for number, name in enumerate(NAMES)),
        "relation2id": "".join(f"act {number}\t{number}\n" for number in range(RELATIONS)),
    }
    for name, part in {**tables, **parts}.items():
        lines = part if isinstance(part, str) else "".join("\t".join(map(str, [*r, -1])) + "\n" for r in part)
        (folder / f"{name}.txt").write_text(lines, encoding="utf-8")
    return folder


def daily(first: int, last: int) -> Ints:
    """Return two acts a day that repeat every day."""
    return np.array(
        [fact for day in range(first, last) for fact in ([0, 0, 2, 24 * day], [1, 1, 3, 24 * day])]
    )


def test_what_repeats_every_day_is_foretold(tmp_path: Path) -> None:
    scores = measure_links(read_links(str(write(tmp_path, train=daily(0, 40), valid=daily(40, 50)))))
    assert (scores.predicted, scores.n, scores.mrr, scores.hits_1) == ("valid", 40, 1.0, 1.0)


def test_with_a_test_part_train_and_valid_are_known(tmp_path: Path) -> None:
    folder = write(tmp_path, train=daily(0, 20), valid=daily(20, 30), test=daily(30, 33))
    links = read_links(str(folder))
    assert (links.part, len(links.known.rows), len(links.asked)) == ("test", 60, 6)
    (folder / "test.txt").unlink()
    links = read_links(str(folder))
    assert (links.part, len(links.known.rows), len(links.asked)) == ("valid", 40, 20)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        pytest.param({"train": "0\t0\t1\n"}, r"train\.txt, line 1: not a fact", id="cells"),
        pytest.param({"train": "0\t0\t1\t0\n\n0\tx\t1\t0\n"}, r"train\.txt, line 3: not a fact", id="letter"),
        pytest.param({"train": "0\t0\t-1\t0\n"}, "line 1: not a fact", id="negative"),
        pytest.param({"valid": "6\t0\t1\t90\n"}, r"valid\.txt, line 1: unknown subject 6", id="subject"),
        pytest.param({"valid": "0\t3\t1\t90\n"}, "line 1: unknown relation 3", id="relation"),
        pytest.param({"valid": "0\t0\t9\t90\n"}, "unknown object 9.*0 to 5", id="object"),
        pytest.param({"valid": ""}, "has no facts", id="empty"),
        pytest.param({"valid": "0\t0\t1\t99\n0\t0\t1\t24\n"}, "line 2: time 24 is not after 24", id="order"),
        pytest.param({"entity2id": "Kenya\n"}, r"entity2id\.txt, line 1: not a name", id="no-id"),
        pytest.param({"entity2id": "Kenya\t0\nMali\t0\n"}, "line 2: id 0 comes twice", id="twice"),
        pytest.param({"entity2id": "Kenya\t0\nMali\t2\n"}, "no id 1", id="gap"),
        pytest.param({"relation2id": ""}, "no id 0", id="no-relations"),
    ],
)
def test_what_is_amiss_is_named_with_file_and_line(tmp_path: Path, parts: dict[str, str], said: str) -> None:
    folder = write(tmp_path, **{"train": "0\t0\t1\t24\n", "valid": "0\t0\t1\t48\n", **parts})
    with pytest.raises(InputError, match=said):
        read_links(str(folder))


@pytest.mark.parametrize("name", ["train", "valid", "entity2id", "relation2id"])
def test_a_file_that_is_missing_is_named(tmp_path: Path, name: str) -> None:
    folder = write(tmp_path, train="0\t0\t1\t24\n", valid="0\t0\t1\t48\n")
    (folder / f"{name}.txt").unlink()
    with pytest.raises(InputError, match=rf"{name}\.txt: cannot be read"):
        read_links(str(folder))


def test_one_fact_is_enough_to_fit(tmp_path: Path) -> None:
    scores = measure_links(read_links(str(write(tmp_path, train="0\t0\t1\t24\n", valid="0\t0\t1\t48\n"))))
    assert scores.n == 2


def test_the_command_prints_figures_for_people_and_programs(
    tocsin: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write(tmp_path, train=daily(0, 20), valid=daily(20, 22))
    assert tocsin("evaluate", "links", folder) == 0
    assert "mrr" in capsys.readouterr().out
    assert tocsin("evaluate", "links", folder, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    keys = {"mrr", "hits@1", "hits@3", "hits@10", "fit_seconds", "predict_seconds", "n", "predicted"}
    assert told.keys() == keys
    (folder / "train.txt").unlink()
    assert tocsin("evaluate", "links", folder) == 2
