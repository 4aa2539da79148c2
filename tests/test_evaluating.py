"""The measure itself: what counts as found, missed, wrong and excused, on tiny invented articles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from fakes import FakeCoder
from tocsin.errors import DataError
from tocsin.evaluating.__main__ import main
from tocsin.evaluating.annotation import Gold, GoldEvent, GoldStatement
from tocsin.evaluating.bars import DIFFERENCE, QUIET, Bar
from tocsin.evaluating.baseline import drops, read_baseline, write_baseline
from tocsin.evaluating.events import EventScore, score_events
from tocsin.evaluating.exchange import exchanged, read_exchange, rewrite
from tocsin.evaluating.gold import read_gold
from tocsin.evaluating.matching import dyads
from tocsin.evaluating.quiet import score_quiet
from tocsin.evaluating.statements import StatementScore, score_statements, word_overlap
from tocsin.reading import article_from_text
from tocsin.records import Actor, Attribution, Event, Place, Span, Statement, When

TEXT = "Norway warns Chile\nNorway warned Chile on Monday. Kenya met Togo in Accra. It rained all day.\n"
WARNED = "Norway warned Chile"
MET = "Kenya met Togo"
RAINED = "It rained"


def where(words: str, text: str = TEXT) -> dict[str, Any]:
    start = text.index(words)
    return {"start": start, "end": start + len(words)}


def wanted(words: str, kinds: str, actors: str, recipients: str, **more: Any) -> GoldEvent:
    sides = {"actors": tuple(actors.split()), "recipients": tuple(recipients.split())}
    values: dict[str, Any] = {
        "id": words,
        "evidence": words,
        "types": tuple(kinds.split()),
        **where(words),
        **sides,
    }
    return GoldEvent(**values | more)


def party(code: str, name: str | None = None) -> Actor:
    return Actor(text=code, start=0, end=0, country=None if code == "---" else code, name=name)


def coded(words: str, kind: str, actors: str, recipients: str, **more: Any) -> Event:
    span = Span(text=words, **where(words))
    values: dict[str, Any] = {
        "id": f"{words} {kind} {actors} {recipients}",
        "article": "a",
        "sentence": 0,
        "type": kind,
        "mode": None,
        "cameo": None,
        "quad": None,
        "intensity": None,
        "actors": tuple(map(party, actors.split())),
        "recipients": tuple(map(party, recipients.split())),
        "date": None,
        "place": None,
        "contexts": (),
        "modality": "asserted",
        "attribution": None,
        "trigger": span,
        "evidence": span,
        "magnitude": None,
        "confidence": 0.5,
    }
    return Event(**values | more)


def counts(rows: list[GoldEvent], events: list[Event]) -> tuple[int, int, int]:
    """Return how many dyads were found, lost and wrong."""
    score = score_events(rows, events, TEXT)
    return score.found, score.lost, score.wrong


class TestWhatIsFound:
    row = wanted(WARNED, "THREATEN ACCUSE", "NOR", "CHL")

    @pytest.mark.parametrize(
        ("event", "result"),
        [
            pytest.param(coded(WARNED, "THREATEN", "NOR", "CHL"), (1, 0, 0), id="the preferred type"),
            pytest.param(coded(WARNED, "ACCUSE", "NOR", "CHL"), (1, 0, 0), id="another accepted type"),
            pytest.param(coded(WARNED, "REQUEST", "NOR", "CHL"), (0, 1, 1), id="a wrong type"),
            pytest.param(coded(WARNED, "THREATEN", "CHL", "NOR"), (0, 1, 1), id="the wrong way round"),
            pytest.param(coded(WARNED, "THREATEN", "NOR", "---"), (0, 1, 1), id="a side left out"),
            pytest.param(coded(WARNED, "THREATEN", "NOR", ""), (0, 1, 1), id="no side at all"),
            pytest.param(coded(MET, "THREATEN", "NOR", "CHL"), (0, 1, 1), id="in another sentence"),
            pytest.param(
                coded("on Monday", "THREATEN", "NOR", "CHL"), (1, 0, 0), id="other words of the sentence"
            ),
            pytest.param(
                coded(WARNED, "THREATEN", "NOR", "CHL", modality="negated"),
                (0, 1, 0),
                id="said not to have happened",
            ),
        ],
    )
    def test_an_event_answers_a_row(self, event: Event, result: tuple[int, int, int]) -> None:
        assert counts([self.row], [event]) == result

    def test_a_second_event_for_the_same_row_is_excused(self) -> None:
        events = [coded(WARNED, "THREATEN", "NOR", "CHL"), coded(WARNED, "ACCUSE", "NOR", "CHL")]
        assert counts([self.row], events) == (1, 0, 0)

    def test_each_of_two_rows_needs_an_event_of_its_own(self) -> None:
        rows = [self.row, wanted(WARNED, "THREATEN", "NOR", "CHL", id="again")]
        assert counts(rows, [coded(WARNED, "THREATEN", "NOR", "CHL")]) == (1, 1, 0)

    def test_every_pair_of_sides_is_a_dyad(self) -> None:
        row = wanted(WARNED, "THREATEN", "NOR SWE", "CHL PER")
        assert counts([row], [coded(WARNED, "THREATEN", "NOR", "CHL PER BOL")]) == (2, 2, 1)

    def test_a_code_may_name_alternatives(self) -> None:
        row = wanted(WARNED, "THREATEN", "NOR", "CHL|---")
        assert counts([row], [coded(WARNED, "THREATEN", "NOR", "")]) == (1, 0, 0)

    def test_nothing_coded_and_nothing_wanted_are_no_error(self) -> None:
        score = score_events([], [], TEXT)
        assert (score.precision, score.recall, score.f1) == (0.0, 0.0, 0.0)

    def test_precision_recall_and_f1(self) -> None:
        score = EventScore(found=6, lost=2, wrong=4, fields={})
        assert (score.precision, score.recall, score.f1) == (0.6, 0.75, 0.667)


class TestMeetings:
    @pytest.mark.parametrize("symmetric", [True, False])
    def test_a_symmetric_row_takes_either_direction(self, symmetric: bool) -> None:
        row = wanted(MET, "CONSULT", "KEN", "TGO", symmetric=symmetric)
        assert counts([row], [coded(MET, "CONSULT", "TGO", "KEN")]) == ((1, 0, 0) if symmetric else (0, 1, 1))

    def test_a_meeting_without_a_host_pairs_its_actors(self) -> None:
        assert dyads(coded(MET, "CONSULT", "TGO KEN GHA", "")) == [
            ("GHA", "KEN"),
            ("GHA", "TGO"),
            ("KEN", "TGO"),
        ]

    def test_a_meeting_of_one_country_with_itself_names_no_other_side(self) -> None:
        assert dyads(coded(MET, "CONSULT", "KEN KEN", "")) == [("KEN", "---")]

    def test_other_acts_pair_nobody(self) -> None:
        assert dyads(coded(MET, "AGREE", "KEN TGO", "")) == [("KEN", "---"), ("TGO", "---")]


class TestRowsThatAskForLess:
    def test_a_row_that_is_not_required_excuses_and_is_not_missed(self) -> None:
        row = wanted(WARNED, "THREATEN", "NOR", "CHL", required=False)
        assert counts([row], []) == (0, 0, 0)
        assert counts([row], [coded(WARNED, "THREATEN", "NOR", "CHL")]) == (0, 0, 0)

    def test_a_required_row_comes_first(self) -> None:
        rows = [
            wanted(WARNED, "THREATEN", "NOR", "CHL", required=False, id="optional"),
            wanted(WARNED, "THREATEN", "NOR", "CHL"),
        ]
        assert counts(rows, [coded(WARNED, "THREATEN", "NOR", "CHL")]) == (1, 0, 0)

    @pytest.mark.parametrize("more", [{"actors_implicit": True}, {"recipients_implicit": True}])
    def test_of_an_implicit_side_any_dyad_is_enough(self, more: dict[str, bool]) -> None:
        row = wanted(WARNED, "THREATEN", "NOR", "CHL PER", **more)
        assert counts([row], [coded(WARNED, "THREATEN", "NOR", "PER")]) == (1, 0, 0)
        assert counts([row], []) == (0, 1, 0)

    def test_so_it_is_where_nobody_need_be_named(self) -> None:
        row = wanted(WARNED, "THREATEN", "NOR", "CHL ---")
        assert counts([row], [coded(WARNED, "THREATEN", "NOR", "")]) == (1, 0, 0)
        assert counts([row], []) == (0, 1, 0)

    def test_what_was_missed_and_what_is_wrong_is_named(self) -> None:
        row = wanted(WARNED, "THREATEN", "NOR", "CHL")
        score = score_events([row], [coded(WARNED, "REQUEST", "NOR", "CHL PER")], TEXT)
        assert [(missed.row, missed.dyads) for missed in score.missed_rows] == [
            (WARNED, ("THREATEN NOR>CHL",))
        ]
        assert score.missed_rows[0].here == (f"REQUEST NOR>CHL+PER ({WARNED})",)
        assert [wrong.dyads for wrong in score.wrong_events] == [("REQUEST NOR>CHL", "REQUEST NOR>PER")]


class TestFields:
    def share(self, field: str, want: Any, **event: Any) -> tuple[int, int]:
        row = wanted(MET, "CONSULT", "KEN", "TGO", **{field: want})
        met = replace(coded(MET, "CONSULT", "KEN", "TGO"), **event)
        score = score_events([row], [met], TEXT)
        return score.fields[field].right, score.fields[field].n

    def test_the_mode(self) -> None:
        assert self.share("mode", "visit", mode="visit") == (1, 1)
        assert self.share("mode", "visit", mode="phone") == (0, 1)
        assert self.share("mode", None, mode="phone") == (0, 0)

    def test_the_first_day(self) -> None:
        when = When(start="2024-03-01", end="2024-03-09", text="March", basis="stated")
        assert self.share("date", "2024-03-01", date=when) == (1, 1)
        assert self.share("date", "2024-03-09", date=when) == (0, 1)
        assert self.share("date", "2024-03-01") == (0, 1)

    def test_the_modality(self) -> None:
        assert self.share("modality", "alleged", modality="alleged") == (1, 1)
        assert self.share("modality", "alleged", modality="asserted") == (0, 1)

    def test_the_place_holds_the_wanted_name(self) -> None:
        place = Place(text="Accra", start=0, end=5, name="Greater Accra")
        assert self.share("place", "Accra", place=place) == (1, 1)
        assert self.share("place", "Lomé", place=place) == (0, 1)
        assert self.share("place", "Accra") == (0, 1)

    def test_the_last_word_of_the_source(self) -> None:
        assert self.share("attribution", "Ana Sol", attribution=Attribution(source="Minister sol")) == (1, 1)
        assert self.share("attribution", "Ana Sol", attribution=Attribution(source="Ana")) == (0, 1)
        assert self.share("attribution", "Ana Sol") == (0, 1)

    def test_the_last_name_of_one_of_the_people_on_either_side(self) -> None:
        sides = {"actors": (party("KEN"),), "recipients": (party("TGO", "Ana Sol"),)}
        assert self.share("actor_names", ("A. Sol", "B. Berg"), **sides) == (1, 1)
        assert self.share("recipient_names", ("Berg",), **sides) == (0, 1)
        assert self.share("recipient_names", (), **sides) == (0, 0)

    def test_only_events_that_were_found_are_asked(self) -> None:
        row = wanted(MET, "CONSULT", "KEN", "TGO", mode="visit")
        assert score_events([row], [], TEXT).fields["mode"].value is None


class TestStatements:
    text = "“We are calm and ready,” Sol said. Berg said that nobody would come."

    def score(self, *said: tuple[str, str | None], required: bool = True) -> StatementScore:
        quoted = "We are calm and ready,"
        row = GoldStatement(
            id="S1",
            text=quoted,
            direct=True,
            speaker="Ana Sol",
            required=required,
            **where(quoted, self.text),
        )
        return score_statements([row], [self.statement(*one) for one in said], self.text)

    def statement(self, words: str, speaker: str | None) -> Statement:
        return Statement(
            id=words,
            article="a",
            text=words,
            direct=True,
            speaker=None if speaker is None else party("NOR", speaker),
            addressee=None,
            channel=None,
            cue=None,
            events=(),
            **where(words, self.text),
        )

    @pytest.mark.parametrize(
        ("said", "right", "lost", "wrong"),
        [
            pytest.param([("We are calm and ready", "A. Sol")], 1, 0, 0, id="right"),
            pytest.param([("calm and ready", "sol")], 1, 0, 0, id="most of its words"),
            pytest.param([("calm", "Sol")], 0, 1, 1, id="too few of its words"),
            pytest.param([("We are calm and ready", "Berg")], 0, 1, 1, id="another speaker"),
            pytest.param([("We are calm and ready", None)], 0, 1, 1, id="no speaker"),
            pytest.param(
                [("calm and ready", "Sol"), ("We are calm and ready", "Sol")], 1, 0, 1, id="said twice"
            ),
            pytest.param([], 0, 1, 0, id="nothing"),
        ],
    )
    def test_words_and_speaker(
        self, said: list[tuple[str, str | None]], right: int, lost: int, wrong: int
    ) -> None:
        score = self.score(*said)
        assert (score.right, score.lost, score.wrong) == (right, lost, wrong)

    def test_a_statement_that_is_not_required_excuses(self) -> None:
        score = self.score(("We are calm and ready", "Berg"), required=False)
        assert (score.right, score.lost, score.wrong, score.f1) == (0, 0, 0, 0.0)

    def test_overlap_counts_words_and_not_marks(self) -> None:
        assert word_overlap((0, 5), (3, 5), "a, b.") == pytest.approx(2 / 3)
        assert word_overlap((0, 1), (1, 2), "a.") == 0.0


class TestQuiet:
    def test_events_an_article(self) -> None:
        articles = [article_from_text("Norway met Chile. Chile met Peru."), article_from_text("It rained.")]
        score = score_quiet([FakeCoder().code(article) for article in articles])
        assert (score.articles, score.events, score.per_article) == (2, 2, 1.0)
        assert score.found[0].endswith("CONSULT NOR>CHI | Norway met Chile")
        assert score_quiet([]).per_article == 0.0


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "swap.tsv"
    rows = [
        "from\tto\tkind",
        "Norway\tthe Sultanate of Oman\tcountry",
        "Chile\tNorway\tcountry",
        "Ana Sol\tBo Li\tperson",
        "Sol\tLi\tperson",
        "Monday\tFriday\tdate",
        "NOR\tOMN\tcode",
        "CHL\tNOR\tcode",
        "2024-03-04\t2024-03-08\tday",
    ]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


class TestExchange:
    text = "Norway warned Chile on Monday. Ana Sol regretted it; Chileans did not, Sol said of Chile."

    def gold(self) -> Gold:
        words = "Norway warned Chile on Monday"
        event = GoldEvent(
            id="1",
            evidence=words,
            types=("THREATEN",),
            actors=("NOR|---",),
            recipients=("CHL",),
            date="2024-03-04",
            attribution="Ana Sol",
            actor_names=("Ana Sol",),
            place="Chile",
            **where(words, self.text),
        )
        said = "Chileans did not"
        statement = GoldStatement(
            id="2", text=said, direct=False, speaker="Sol", country="CHL", **where(said, self.text)
        )
        return Gold(
            name="tiny", text=self.text, published="2024-03-04", events=(event,), statements=(statement,)
        )

    def test_names_are_exchanged_once_and_whole_words_only(self, table: Path) -> None:
        now = rewrite(self.text, read_exchange(table)).text
        assert now == (
            "the Sultanate of Oman warned Norway on Friday. "
            "Bo Li regretted it; Chileans did not, Li said of Norway."
        )

    def test_the_annotation_goes_along(self, table: Path) -> None:
        gold = exchanged(self.gold(), read_exchange(table))
        event, said = gold.events[0], gold.statements[0]
        assert (gold.name, gold.published) == ("tiny/swap", "2024-03-08")
        assert gold.text[event.start : event.end] == event.evidence
        assert event.evidence == "the Sultanate of Oman warned Norway on Friday"
        assert (event.actors, event.recipients, event.date) == (("OMN|---",), ("NOR",), "2024-03-08")
        assert (event.attribution, event.actor_names, event.place) == ("Bo Li", ("Bo Li",), "Norway")
        assert gold.text[said.start : said.end] == said.text == "Chileans did not"
        assert (said.speaker, said.country) == ("Li", "NOR")

    def test_every_offset_moves_with_the_words_around_it(self, table: Path) -> None:
        rewritten = rewrite(self.text, read_exchange(table))
        for words in ("warned", "regretted it;", "on", "said of", "Chileans"):
            place = where(words, self.text)
            start, end = rewritten.moved(place["start"], place["end"])
            assert rewritten.text[start:end] == words

    def test_a_row_that_cuts_a_name_is_refused(self, table: Path) -> None:
        gold = self.gold()
        cut = GoldEvent(
            id="cut",
            evidence="way warned",
            start=3,
            end=13,
            types=("THREATEN",),
            actors=("NOR",),
            recipients=("CHL",),
        )
        broken = Gold(name="tiny", text=self.text, published=None, events=(cut,), statements=gold.statements)
        with pytest.raises(
            DataError, match="swap: cut: 'the Sultanate of Oman warned' stands where 'way warned'"
        ):
            exchanged(broken, read_exchange(table))

    @pytest.mark.parametrize(
        ("row", "complaint"),
        [
            ("Peru\tMali\tplanet", "line 10: no kind 'planet'"),
            ("Peru\t\tcountry", "line 10: an empty cell"),
            ("Chile\tMali\tcountry", "line 10: 'Chile' stands here twice"),
        ],
    )
    def test_a_bad_row_is_named_with_its_line(self, table: Path, row: str, complaint: str) -> None:
        table.write_text(table.read_text(encoding="utf-8") + row + "\n", encoding="utf-8")
        with pytest.raises(DataError, match=complaint):
            read_exchange(table)


def written(folder: Path, *rows: dict[str, Any] | str, text: str = TEXT) -> Path:
    """Write a gold folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "article.txt").write_text(text, encoding="utf-8")
    lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
    (folder / "events.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return folder


def row_of(**more: Any) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": "X1",
        "evidence": MET,
        "types": ["CONSULT"],
        "actors": ["KEN"],
        "recipients": ["TOG"],
        "required": True,
        **where(MET),
    }
    return row | more


class TestReadingGold:
    def test_a_folder(self, tmp_path: Path) -> None:
        folder = written(tmp_path / "tiny", row_of(mode="visit"), "")
        (folder / "meta.json").write_text('{"published": "2024-03-05"}', encoding="utf-8")
        said = {"id": "S1", "text": RAINED, "speaker": None, "direct": False, **where(RAINED)}
        (folder / "statements.jsonl").write_text(json.dumps(said), encoding="utf-8")
        gold = read_gold(folder, published="1999-01-01")
        assert (gold.name, gold.published, gold.text) == ("tiny", "2024-03-05", TEXT)
        assert [row.mode for row in gold.events] == ["visit"]
        assert [row.text for row in gold.statements] == [RAINED]

    def test_the_date_of_a_folder_that_has_none(self, tmp_path: Path) -> None:
        assert read_gold(written(tmp_path), published="2024-03-05").published == "2024-03-05"

    @pytest.mark.parametrize(
        ("row", "complaint"),
        [
            ("{", "events.jsonl: line 2: "),
            (row_of(id="X2", start=0), "line 2: X2: characters 0 to "),
            (row_of(id="X2", evidence="", start=0, end=0), "line 2: X2: characters 0 to 0"),
            (row_of(id="X2", types=["MEET"]), "line 2: X2: no event type MEET: the types are AGREE"),
            (row_of(id="X2", types=[]), "line 2: X2: no event type"),
            (row_of(id="X2", mode="dinner"), "line 2: X2: CONSULT have no mode 'dinner'"),
            (row_of(id="X2", actors=[]), "line 2: X2: actors is empty: write ---"),
            (row_of(id="X2", recipients=["Togo"]), "line 2: X2: recipients: 'Togo' is no code"),
            (row_of(id="X2", date="5 March"), "line 2: X2: date '5 March' is no day"),
            (row_of(id="X2", modality="maybe"), "line 2: Invalid enum value 'maybe'"),
            (row_of(id="X2", actor_name=["Sol"]), "line 2: Object contains unknown field `actor_name`"),
            ({"id": "X2"}, "line 2: Object missing required field `evidence`"),
            (row_of(), "line 2: id 'X1' stands here twice"),
        ],
    )
    def test_a_fault_is_named_with_file_and_line(
        self, tmp_path: Path, row: dict[str, Any] | str, complaint: str
    ) -> None:
        folder = written(tmp_path / "tiny", row_of(), row)
        with pytest.raises(DataError) as caught:
            read_gold(folder)
        assert str(folder / "events.jsonl") in str(caught.value)
        assert complaint in str(caught.value)

    def test_a_missing_file_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(DataError, match=r"article\.txt: No such file"):
            read_gold(tmp_path)

    def test_a_file_in_another_encoding_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "article.txt").write_bytes("Lomé".encode("latin-1"))
        with pytest.raises(DataError, match=r"article\.txt: is not UTF-8"):
            read_gold(tmp_path)


def bar(name: str, measured: float, must: float | None = None) -> Bar:
    return Bar(set="tiny", kind="own", bar=name, must=must, measured=measured, n=10)


class TestBaseline:
    def test_it_keeps_the_figures_of_sets_that_were_not_measured(self, tmp_path: Path) -> None:
        path = tmp_path / "baseline.json"
        path.write_text('{"other": {"events F1": 0.5}}', encoding="utf-8")
        write_baseline(path, [bar("events F1", 0.7)])
        assert read_baseline(path) == {"other": {"events F1": 0.5}, "tiny": {"events F1": 0.7}}

    @pytest.mark.parametrize(
        ("name", "now", "drop"),
        [
            ("events F1", 0.699, True),
            ("events F1", 0.7, False),
            ("events F1", 0.8, False),
            (QUIET, 0.8, True),
            (QUIET, 0.6, False),
            (DIFFERENCE, 0.701, True),
            ("recall", 0.0, False),
        ],
    )
    def test_a_figure_may_not_get_worse(self, name: str, now: float, drop: bool) -> None:
        figures = {"tiny": {"events F1": 0.7, QUIET: 0.7, DIFFERENCE: 0.7}}
        assert bool(drops([bar(name, now)], figures)) is drop

    def test_a_broken_file_is_named(self, tmp_path: Path) -> None:
        path = tmp_path / "baseline.json"
        path.write_text("[]", encoding="utf-8")
        with pytest.raises(DataError, match="renew it with --write-baseline"):
            read_baseline(path)

    def test_a_bar_is_reached_from_its_own_side(self) -> None:
        assert bar("events F1", 0.7, must=0.7).ok is True
        assert bar("events F1", 0.6, must=0.7).ok is False
        assert bar(QUIET, 0.6, must=0.5).ok is False
        assert bar("recall", 0.6).ok is None


@pytest.fixture
def house(tmp_path: Path, table: Path) -> Path:
    """A gold folder with a real article outside, an exchange, an own, a tuning article and a quiet text."""
    row = row_of(recipients=["TOG"], mode="visit", date="2025-05-01")
    written(tmp_path / "outside" / "pahalgam", row)
    written(tmp_path / "gold" / "coup", row)
    written(tmp_path / "gold" / "dev" / "practice", row)
    (tmp_path / "gold" / "exchange").mkdir()
    table.rename(tmp_path / "gold" / "exchange" / "swap.tsv")
    (tmp_path / "gold" / "quiet").mkdir()
    (tmp_path / "gold" / "quiet" / "01.txt").write_text("It rained. Norway met Chile.", encoding="utf-8")
    return tmp_path


def run(house: Path, *arguments: str) -> int:
    where = ("--gold", house / "gold", "--outside", house / "outside", "--baseline", house / "baseline.json")
    nowhere = ("--public", str(house / "public"))
    return main([*map(str, where), *nowhere, *arguments], code=FakeCoder().code)


class TestCommand:
    def bars(self, house: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
        run(house, "--json", *arguments)
        data: dict[str, Any] = json.loads(capsys.readouterr().out)
        return data

    def test_every_set_that_is_there_is_measured(
        self, house: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        data = self.bars(house, capsys)
        measured = {(one["set"], one["bar"]): one["measured"] for one in data["bars"]}
        assert list(dict.fromkeys(name for name, _ in measured)) == [
            "pahalgam",
            "pahalgam/swap",
            "coup",
            "dev/practice",
            "quiet",
        ]
        assert measured["pahalgam", "events F1"] == 1.0
        assert measured["pahalgam", "date"] == 1.0
        assert measured["pahalgam/swap", DIFFERENCE] == 0.0
        assert measured["quiet", QUIET] == 1.0
        assert [line.split(":")[0] for line in data["skipped"][:2]] == ["border-war", "hostage"]

    def test_the_table(self, house: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(house, "--details") == 0
        printed = capsys.readouterr().out
        lines = [line.split() for line in printed.splitlines() if line]
        assert lines[0] == ["set", "bar", "must", "measured", "of", "ok?"]
        assert ["pahalgam", "events", "F1", "≥", "0.85", "1.000", "1", "yes"] in lines
        assert ["quiet", "events", "an", "article", "≤", "0.50", "1.000", "1", "NO"] in lines
        assert "dev/practice (tuning)" in printed
        assert "wrong event   None: CONSULT NOR>CHI | Norway met Chile" in printed

    def test_details_name_what_is_wrong(self, house: Path, capsys: pytest.CaptureFixture[str]) -> None:
        written(
            house / "gold" / "coup", row_of(types=["AID"]), row_of(id="X2", mode="phone", date="2024-01-01")
        )
        run(house, "--set", "coup", "--details")
        printed = capsys.readouterr().out
        assert f"missed        X1 AID KEN>TOG | {MET}\n              here: CONSULT KEN>TOG (met)" in printed
        assert f"wrong field   X2 mode: visit, not phone | {MET}" in printed
        assert f"wrong field   X2 date: ---, not 2024-01-01 | {MET}" in printed

    def test_details_of_an_own_article_are_told_only_when_it_is_named(
        self, house: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert list(self.bars(house, capsys, "--details")["sets"]) == [
            "pahalgam",
            "pahalgam/swap",
            "dev/practice",
        ]
        assert list(self.bars(house, capsys, "--details", "--set", "coup")["sets"]) == ["coup"]

    def test_an_absent_article_is_skipped_with_a_line(
        self, house: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (house / "outside" / "pahalgam" / "events.jsonl").unlink()
        assert run(house) == 0
        assert "skipped: pahalgam and its exchanges: no annotated article in" in capsys.readouterr().out

    def test_one_set(self, house: Path, capsys: pytest.CaptureFixture[str]) -> None:
        data = self.bars(house, capsys, "--set", "pahalgam/*", "--details")
        assert {one["set"] for one in data["bars"]} == set(data["sets"]) == {"pahalgam/swap"}
        assert data["quiet"] is None

    def test_a_set_that_is_not_there(self, house: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(house, "--set", "moon") == 2
        assert "no set 'moon'; there are: pahalgam, pahalgam/swap, coup" in capsys.readouterr().err

    def test_a_drop_fails_until_the_baseline_is_renewed(
        self, house: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(house, "--write-baseline") == 0
        assert run(house) == 0
        written(house / "gold" / "coup", row_of(), row_of(id="X2", types=["AID"]))
        capsys.readouterr()
        assert run(house) == 1
        assert (
            "below the baseline: coup: events F1 is 0.667, the baseline has 1.000" in capsys.readouterr().out
        )
        assert run(house, "--set", "coup", "--write-baseline") == 0
        assert run(house) == 0

    def test_broken_gold_is_a_message_and_no_traceback(
        self, house: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        written(house / "gold" / "coup", "{")
        assert run(house) == 2
        assert "events.jsonl: line 1" in capsys.readouterr().err
