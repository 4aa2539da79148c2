"""The ledger: no byte changes unseen, forecasts come before outcomes, outcomes by the rule, honest scores."""

from __future__ import annotations

import datetime as dt
import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from acting import act, day
from conftest import Run
from simulated import every_day
from tocsin.errors import StoreError
from tocsin.evaluating.track_record import FEWEST, track_record
from tocsin.forecasting.asking import Forecast
from tocsin.forecasting.history import GRACE, History, history_of
from tocsin.forecasting.ledger import FILE, SEAL, Ledger
from tocsin.forecasting.outcomes import forecast_entry, open_forecasts, resolutions
from tocsin.forecasting.questions import question_of
from tocsin.project import init_project

Capture = pytest.CaptureFixture[str]


def forecast(number: int = 0, question: str = "material-conflict", chance: float = 0.3) -> Forecast:
    """Return a forecast made at the end of a day for the seven days after it."""
    rule = question_of(question, "IND->PAK", 7)
    return Forecast(
        question=rule.words,
        rule=rule,
        origin=day(number),
        start=day(number + 1),
        end=day(number + 7),
        chance=chance,
        baseline=0.2,
        expected=0.5,
        size=2.0,
        digest=f"{number:016x}",
    )


def entry(number: int = 0, **more: Any) -> dict[str, Any]:
    return forecast_entry(forecast(number, **more), f"{day(number)}T09:00:00+00:00", "0.1.0")


def filled(folder: Path, entries: int = 12) -> Ledger:
    ledger = Ledger(folder)
    ledger.append([entry(number) for number in range(entries // 2)])
    ledger.append([entry(number) for number in range(entries // 2, entries)])
    return ledger


def test_a_ledger_that_nobody_touched_is_sound(tmp_path: Path) -> None:
    found = filled(tmp_path).verify()
    assert found.problems == ()
    assert [one["number"] for one in found.entries] == list(range(1, 13))
    assert Ledger(tmp_path / "nothing").verify().problems == ()


def test_one_changed_byte_anywhere_is_found_a_hundred_times_of_a_hundred(tmp_path: Path) -> None:
    ledger, dice = filled(tmp_path), random.Random(8)
    missed = []
    for _ in range(100):
        path = tmp_path / (FILE if dice.random() < 0.9 else SEAL)
        sound = path.read_bytes()
        place = dice.randrange(len(sound))
        changed = bytearray(sound)
        changed[place] = dice.choice([byte for byte in range(256) if byte != sound[place]])
        path.write_bytes(changed)
        if not ledger.verify().problems:
            missed.append((path.name, place))
        path.write_bytes(sound)
    assert missed == []
    assert ledger.verify().problems == ()


def test_every_single_byte_of_the_last_entry_and_of_the_seal_counts(tmp_path: Path) -> None:
    ledger = filled(tmp_path, 2)
    for name in (FILE, SEAL):
        sound = (tmp_path / name).read_bytes()
        for place in range(max(0, len(sound) - 900), len(sound)):
            (tmp_path / name).write_bytes(sound[:place] + bytes([sound[place] ^ 1]) + sound[place + 1 :])
            assert ledger.verify().problems, (name, place)
        (tmp_path / name).write_bytes(sound)


@pytest.mark.parametrize("cut", [1, 400])
def test_an_end_that_was_cut_off_is_found(tmp_path: Path, cut: int) -> None:
    ledger = filled(tmp_path)
    lines = (tmp_path / FILE).read_bytes().splitlines(keepends=True)
    data = b"".join(lines[:-1]) if cut == 1 else b"".join(lines)[:-cut]
    (tmp_path / FILE).write_bytes(data)
    assert ledger.verify().problems


def test_an_entry_that_was_taken_out_or_moved_is_found(tmp_path: Path) -> None:
    ledger = filled(tmp_path)
    lines = (tmp_path / FILE).read_bytes().splitlines(keepends=True)
    for changed in (lines[:3] + lines[4:], [lines[1], lines[0], *lines[2:]], [*lines, lines[-1]]):
        (tmp_path / FILE).write_bytes(b"".join(changed))
        assert ledger.verify().problems


def test_a_damaged_ledger_does_not_grow(tmp_path: Path) -> None:
    ledger = filled(tmp_path)
    path = tmp_path / FILE
    path.write_bytes(path.read_bytes().replace(b'"chance":0.3', b'"chance":0.9', 1))
    before = path.read_bytes()
    with pytest.raises(StoreError, match="line 1: does not fit its hash"):
        ledger.append([entry(40)])
    assert path.read_bytes() == before


def test_a_run_that_was_stopped_before_the_seal_leaves_a_sound_ledger(tmp_path: Path) -> None:
    ledger = filled(tmp_path)
    seal = (tmp_path / SEAL).read_bytes()
    ledger.append([entry(30)])
    (tmp_path / SEAL).write_bytes(seal)
    assert ledger.verify().problems == ()
    ledger.append([entry(31)])
    assert len(ledger.entries()) == 14


def history_until(acts: list[Any], read: list[str]) -> Any:
    def until(closing: str) -> History:
        return history_of(acts, read, closing)

    return until


@pytest.mark.parametrize(
    ("question", "acts", "outcome", "count"),
    [
        ("material-conflict", [act("a", 7)], "yes", 1),
        ("material-conflict", [act("a", 0)], "no", 0),
        ("material-conflict", [act("a", 8)], "no", 0),
        ("material-conflict", [act("a", 3, "ACCUSE")], "no", 0),
        ("material-conflict", [act("a", 3, modality="planned")], "no", 0),
        ("material-conflict", [act("a", 3, actor="PAK", recipient="IND")], "no", 0),
        ("material-conflict", [act("a", 7, sources={"A": 9})], "yes", 1),
        ("material-conflict", [act("a", 7, sources={"A": 10})], "no", 0),
        ("material-conflict", [act("a", 3, modality="alleged")], "yes", 1),
        ("assault", [act("a", 3, modality="alleged")], "no", 0),
        ("material-conflict-confirmed", [act("a", 3)], "no", 0),
        ("material-conflict-confirmed", [act("a", 3, sources={"A": 3, "B": 5})], "yes", 1),
        ("many-clashes", [act("a", 2), act("b", 3)], "no", 2),
        ("many-clashes", [act("a", 2), act("b", 3), act("c", 3)], "yes", 3),
    ],
)
def test_a_forecast_is_resolved_by_its_rule(question: str, acts: list[Any], outcome: str, count: int) -> None:
    other = act("z", 1, sources={"A": 1, "B": 1}, actor="USA", recipient="RUS")
    held = [{**entry(0, question=question), "number": 1}]
    (found,) = resolutions(held, day(20), history_until([*acts, other], every_day(21)), "2024-02-01")
    assert (found["outcome"], found["count"]) == (outcome, count)
    assert len(found["evidence"]) == count


def test_a_window_is_not_resolved_before_its_end_and_grace() -> None:
    held = [{**entry(0), "number": 1}]
    until = history_until([act("a", 3)], every_day(21))
    assert resolutions(held, day(7 + GRACE - 1), until, "now") == []
    (found,) = resolutions(held, day(7 + GRACE), until, "now")
    assert open_forecasts([*held, found]) == []


def test_a_window_of_which_too_little_was_read_is_void_and_no_peace() -> None:
    held = [{**entry(0), "number": 1}]
    read = [day(0), day(1), day(20)]
    (found,) = resolutions(held, day(20), history_until([act("a", 0)], read), "now")
    assert (found["outcome"], found["count"]) == ("void", None)
    assert "silence is not peace" in found["why"]


def test_what_is_told_later_does_not_change_a_resolution() -> None:
    held = [{**entry(0), "number": 1}]
    acts = [act("late", 5, sources={"A": 15})]
    (found,) = resolutions(held, day(20), history_until(acts, every_day(21)), "now")
    assert found["outcome"] == "no"


def track(pairs: list[tuple[float, bool]]) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = []
    for number, (chance, came) in enumerate(pairs):
        entries.append({**entry(number, chance=chance), "number": 2 * number + 1})
        outcome = {"outcome": "yes" if came else "no", "count": int(came), "kind": "resolution"}
        entries.append({**outcome, "forecast": 2 * number + 1, "number": 2 * number + 2})
    return entries


def test_few_resolved_forecasts_give_no_figures() -> None:
    found = track_record(track([(0.3, True)] * (FEWEST - 1)))
    assert found.combined is None
    assert found.why == f"{FEWEST - 1} forecasts are resolved, {FEWEST} are needed for figures"


def test_the_track_record_has_skill_where_the_forecasts_knew_more_than_the_baseline() -> None:
    found = track_record(track([(0.9, True), (0.1, False), (0.1, False), (0.1, False)] * 10))
    assert found.combined is not None
    assert found.baseline is not None
    assert found.combined.brier == pytest.approx(0.01)
    assert found.baseline.brier == pytest.approx((0.64 + 3 * 0.04) / 4)
    assert found.combined.skill is not None
    assert found.combined.skill.value == pytest.approx(1 - 0.01 / 0.19)
    assert [one.n for one in found.reliability] == [30, 10]
    assert found.live == found.resolved == 40
    assert found.counts is not None
    assert found.counts.n == 40


STORIES = {
    0: "India attacked Pakistan.",
    1: "Norway met Chile.",
    2: "Pakistan attacked India.",
    3: "Guinea met Kenya.",
}


def articles(path: Path, first: int, last: int) -> Path:
    """Write one article a day; India and Pakistan clash in spells."""
    dice = random.Random(first)
    rows = []
    for number in range(first, last):
        told = [STORIES[dice.randrange(4)] for _ in range(2 if (number // 9) % 2 else 1)]
        text = (
            f"{' '.join(told)} Report {number} of the day, {dice.random()} {dice.random()} {dice.random()}."
        )
        rows.append({"text": text, "published": day(number), "publisher": f"Paper {number % 3}"})
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def crisis(tmp_path: Path, tocsin: Run) -> Path:
    """A project of sixty days with a coder that needs no model."""
    where = tmp_path / "crisis"
    init_project(where).close()
    assert tocsin("add", articles(tmp_path / "a.jsonl", 0, 60), "--project", where, "--quiet") == 0
    return where


def test_forecasts_go_into_the_ledger_once_and_are_resolved_by_later_reports(
    crisis: Path, tmp_path: Path, tocsin: Run, capsys: Capture
) -> None:
    assert tocsin("forecast", "--project", crisis, "--dyad", "IND-PAK", "--json") == 0
    (said,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert said["chance"] is not None
    assert said["origin"] == day(59)
    assert tocsin("forecast", "--project", crisis, "--dyad", "India-Pakistan") == 0
    assert f"{said['chance']:.0%} (usual" in capsys.readouterr().out
    assert len(Ledger(crisis).entries()) == 1
    assert tocsin("ledger", "verify", "--project", crisis) == 0
    tocsin("add", articles(tmp_path / "b.jsonl", 60, 72), "--project", crisis, "--quiet")
    assert tocsin("ledger", "resolve", "--project", crisis, "--json") == 0
    (settled,) = map(json.loads, capsys.readouterr().out.splitlines()[1:])
    assert settled["outcome"] in ("yes", "no")
    assert settled["known"] == day(66 + GRACE)
    assert tocsin("scores", "--project", crisis) == 0
    assert "no figures: 1 forecast is resolved" in capsys.readouterr().out


def test_a_changed_ledger_ends_with_status_1_and_says_where(
    crisis: Path, tocsin: Run, capsys: Capture
) -> None:
    tocsin("forecast", "--project", crisis, "--dyad", "IND-PAK")
    path = crisis / FILE
    path.write_bytes(path.read_bytes().replace(b'"live":false', b'"live":true', 1))
    assert tocsin("ledger", "verify", "--project", crisis) == 1
    assert "line 1: does not fit its hash" in capsys.readouterr().err
    assert tocsin("forecast", "--project", crisis, "--dyad", "IND-PAK") == 2
    assert tocsin("scores", "--project", crisis) == 2


def test_forecasts_of_the_past_and_those_without_a_number_stay_out_of_the_ledger(
    crisis: Path, tocsin: Run, capsys: Capture
) -> None:
    assert tocsin("forecast", "--project", crisis, "--dyad", "IND-PAK", "--on", day(50)) == 0
    assert tocsin("forecast", "--project", crisis, "--dyad", "USA-RUS") == 0
    assert tocsin("forecast", "--project", crisis, "--dyad", "IND-PAK", "--on", day(3)) == 0
    said = capsys.readouterr().out
    assert "USA->RUS was never seen" in said
    assert "too little data" in said
    assert not (crisis / FILE).exists()


def test_a_dyad_is_one_direction_or_both_as_it_is_written(crisis: Path, tocsin: Run, capsys: Capture) -> None:
    for written, dyad in (("IND:PAK", "IND->PAK"), ("IND-PAK", "IND->PAK"), ("IND↔PAK", "IND<->PAK")):
        assert tocsin("forecast", "--project", crisis, "--dyad", written, "--no-ledger", "--json") == 0
        assert dyad in json.loads(capsys.readouterr().out)["question"]
    asked = "at least one material-conflict incident IND→PAK, asserted, within 7 days"
    assert tocsin("forecast", "--project", crisis, "--question", asked, "--no-ledger") == 0


def test_a_report_that_is_dated_in_the_future_does_not_move_today(
    crisis: Path, tmp_path: Path, tocsin: Run, capsys: Capture
) -> None:
    wrong = tmp_path / "wrong.jsonl"
    wrong.write_text(json.dumps({"text": "India attacked Pakistan.", "published": "2999-01-01"}) + "\n")
    assert tocsin("add", wrong, "--project", crisis, "--quiet") == 0
    capsys.readouterr()
    assert tocsin("forecast", "--project", crisis, "--dyad", "IND-PAK", "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert said["origin"] == day(59)
    assert said["chance"] is not None


def test_two_runs_at_once_make_one_chain(crisis: Path) -> None:
    code = "import sys; from tocsin import cli; cli.main(sys.argv[1:])"
    words = [sys.executable, "-c", code, "forecast", "--project", str(crisis), "--dyad"]
    runs = [subprocess.Popen([*words, dyad], stdout=subprocess.DEVNULL) for dyad in ("IND-PAK", "PAK-IND")]
    assert [run.wait() for run in runs] == [0, 0]
    found = Ledger(crisis).verify()
    assert found.problems == ()
    assert len(found.entries) == 2


def test_a_scenario_says_that_it_is_the_response_of_a_model(
    crisis: Path, tocsin: Run, capsys: Capture
) -> None:
    supposed = ("--dyad", "IND-PAK", "--suppose", "mobilisation by PAK")
    assert tocsin("scenario", "--project", crisis, *supposed) == 0
    said = capsys.readouterr().out
    assert "model response, not prophecy" in said
    assert "points" in said
    assert not (crisis / FILE).exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("forecast", "--question", "will there be war?"), "cannot be resolved by a rule"),
        (("forecast", "--dyad", "IND"), "is no dyad"),
        (("forecast", "--dyad", "IND:"), "is no dyad"),
        (("forecast", "--on", "yesterday"), "is no date"),
        (("scenario", "--suppose", "ceasefire"), "about one dyad"),
        (("scenario", "--dyad", "IND-PAK", "--suppose", "doom"), "cannot be supposed"),
    ],
)
def test_wrong_usage_is_told_with_what_to_do(
    crisis: Path, tocsin: Run, capsys: Capture, words: tuple[str, ...], said: str
) -> None:
    assert tocsin(words[0], "--project", crisis, *words[1:]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("words", [("forecast",), ("scenario", "--suppose", "mobilisation")])
def test_nothing_is_forecast_from_a_day_to_come(
    crisis: Path, tocsin: Run, capsys: Capture, words: tuple[str, ...]
) -> None:
    tomorrow = (dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)).isoformat()
    assert tocsin(*words, "--project", crisis, "--dyad", "IND-PAK", "--on", tomorrow) == 2
    assert f"--on {tomorrow} is yet to come" in capsys.readouterr().err


def test_a_project_of_which_nothing_was_read_has_a_window_and_a_reason(
    tocsin: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tocsin("init", tmp_path / "p") == 0
    asked = ("--project", tmp_path / "p", "--dyad", "IND-PAK")
    capsys.readouterr()
    assert tocsin("forecast", *asked, "--on", "2025-05-01", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert [found[name] for name in ("origin", "start", "end")] == ["2025-05-01", "2025-05-02", "2025-05-08"]
    assert (found["chance"], found["why"]) == (None, "no dated report had been read by that day")
    assert tocsin("forecast", *asked, "--horizon", "1") == 0
    start, _, end = capsys.readouterr().out.splitlines()[1].partition(",")[0].split()
    assert start == end > dt.date.today().isoformat()
    assert tocsin("scenario", *asked, "--suppose", "mobilisation", "--on", "2025-05-01") == 0
    assert "supposed for the day after 2025-05-01" in capsys.readouterr().out
    assert tocsin("forecast", "--project", tmp_path / "p") == 2
    assert "tocsin add takes reports" in capsys.readouterr().err
