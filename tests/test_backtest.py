"""Events that others have coded: countries and acts are told apart, and forecasts are measured on them."""

from __future__ import annotations

import csv
import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from acting import FIRST, day
from conftest import Run
from simulated import crises
from tocsin import ontology
from tocsin.errors import InputError
from tocsin.evaluating.backtest import backtest, read_parts
from tocsin.evaluating.tables import Resolvers, table_bars
from tocsin.forecasting.facts import Ints
from tocsin.forecasting.icews import cameo_of, country_of, from_ids, from_table, meaning_of
from tocsin.forecasting.questions import question_of

Capture = pytest.CaptureFixture[str]
ICEWS14 = Path(__file__).parents[1].parent / "shared" / "data" / "icews14"
COUNTRIES = {
    "IND": "India",
    "PAK": "Pakistan",
    "CHN": "China",
    "USA": "United_States",
    "RUS": "Russia",
    "UKR": "Ukraine",
}
ACTS = {
    "ASSAULT": "fight_with_small_arms_and_light_weapons",
    "ACCUSE": "Accuse",
    "CONSULT": "Discuss_by_telephone",
    "MOBILIZE": "Mobilize_or_increase_armed_forces",
}
ENTITIES = [*COUNTRIES.values(), *(f"Police_({name})" for name in COUNTRIES.values()), "Asha_Wanjala"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("India", "IND"),
        ("Police_(Kenya)", "KEN"),
        ("Government_(Palestinian_Territory,_Occupied)", "PSE"),
        ("Lawyer/Attorney_(Australia)", "AUS"),
        ("Cote_d'Ivoire", "CIV"),
        ("Democratic_Republic_of_Congo", "COD"),
        ("North_Korea", "PRK"),
        ("Hong Kong", "HKG"),
        ("Citizen_(International)", None),
        ("Militant_(Taliban)", None),
        ("Barack_Obama", None),
        ("Africa", None),
        ("", None),
    ],
)
def test_a_country_is_the_name_itself_or_what_stands_in_brackets(name: str, code: str | None) -> None:
    assert country_of(name) == code


@pytest.mark.parametrize(
    ("text", "quad", "kind"),
    [
        ("Make_statement", 0, ""),
        ("Make_an_appeal_or_request", 3, "REQUEST"),
        ("Praise_or_endorse", 1, "SUPPORT"),
        ("Discuss_by_telephone", 1, "CONSULT"),
        ("Express_intent_to_meet_or_negotiate", 1, "AGREE"),
        ("Provide_humanitarian_aid", 2, "AID"),
        ("Declare_truce,_ceasefire", 2, "RETREAT"),
        ("Accuse_of_aggression", 3, "ACCUSE"),
        ("Reject_military_cooperation", 3, "REJECT"),
        ("Threaten_with_sanctions,_boycott,_embargo", 3, "THREATEN"),
        ("Demonstrate_or_rally", 4, "PROTEST"),
        ("Demonstrate_military_or_police_power", 4, "MOBILIZE"),
        ("Impose_embargo,_boycott,_or_sanctions", 4, "SANCTION"),
        ("Impose_blockade,_restrict_movement", 4, "COERCE"),
        ("Arrest,_detain,_or_charge_with_legal_action", 4, "COERCE"),
        ("Use_conventional_military_force", 4, "ASSAULT"),
        ("Carry_out_suicide_bombing", 4, "ASSAULT"),
    ],
)
def test_an_icews_text_is_an_act_with_its_class(text: str, quad: int, kind: str) -> None:
    found = meaning_of(cameo_of(text))
    assert (found.quad, found.kind.split(" ")[0]) == (quad, kind)


@pytest.mark.parametrize("code", sorted(ontology.cameo_codes())[::9])
def test_a_longer_code_than_cameo_has_means_its_beginning(code: str) -> None:
    assert meaning_of(code + "x").quad == meaning_of(code).quad


def test_what_is_unknown_is_told_and_has_no_class() -> None:
    rows = np.array([[0, 0, 1, 0], [0, 1, 1, 24], [0, 0, 1, 0]])
    read = from_ids(rows, ["India", "Pakistan"], ["Accuse", "Juggle_knives"], None)
    assert read.notes == (
        "facts that stand twice and count once: 1",
        "acts that are unknown and have no class: 1 (Juggle_knives)",
    )
    assert read.history.quad.tolist() == [3, 0]
    assert meaning_of("9999").quad == 0
    assert meaning_of(None).quad == 0


def facts(first: int, last: int) -> Ints:
    """Return the simulated crises of some days as rows of ids, hours 24 a day."""
    places = {code: number for number, code in enumerate(COUNTRIES)}
    kinds = {kind: number for number, kind in enumerate(ACTS)}
    found = []
    for one in crises(130):
        number = int((np.datetime64(one.day) - np.datetime64(FIRST)).astype(int))
        if first <= number < last:
            shift = 6 * (number % 2)  # every second day the police act in the place of the country
            found.append(
                [places[one.actor] + shift, kinds[one.type], places[one.recipient or ""], 24 * number]
            )
    return np.array(found)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A set of ids: 105 days to learn from and 25 to forecast."""
    where = tmp_path / "set"
    where.mkdir()
    for name, rows in (("train", facts(0, 105)), ("valid", facts(105, 130))):
        (where / f"{name}.txt").write_text("\n".join("\t".join(map(str, row)) for row in rows) + "\n")
    for name, words in (("entity2id", ENTITIES), ("relation2id", list(ACTS.values()))):
        (where / f"{name}.txt").write_text(
            "".join(f"{word}\t{number}\n" for number, word in enumerate(words))
        )
    return where


def test_a_backtest_says_what_each_model_was_worth(folder: Path, tocsin: Run, capsys: Capture) -> None:
    words = ("backtest", "--data", folder, "--question", "material-conflict", "--min-events", 5)
    assert tocsin(*words, "--json") == 0
    scores = json.loads(capsys.readouterr().out)
    assert (scores["first"], scores["last"]) == ("day 104", "day 122")
    # Windows of days of which nothing at all is told have no answer.
    assert 0 < scores["n"] <= scores["origins"] * scores["dyads"]
    models = scores["models"]
    assert {"climatology of the dyad", "climatology, pooled", "combined"} <= set(models)
    for one in models.values():
        assert one["skill"]["low"] <= one["skill"]["value"] <= one["skill"]["high"]
        assert 0 <= one["ece"] <= 1
    assert sum(scores["weights"].values()) == pytest.approx(1)
    assert sum(one["n"] for one in scores["reliability"]) == scores["n"]
    assert tocsin(*words) == 0
    assert "combined over climatology with partial pooling" in capsys.readouterr().out


def test_the_days_after_an_origin_change_no_backtest_until_it(folder: Path) -> None:
    rule = question_of("material-conflict", None, 3)
    whole = read_parts(str(folder))
    earlier = backtest("x", type(whole)(whole.history.until(111), whole.last, ()), rule, 5)
    dice = random.Random(4)
    rows = (folder / "valid.txt").read_text().splitlines()
    kept = [row for row in rows if int(row.split("\t")[3]) <= 24 * 111]
    late = [f"{dice.randrange(12)}\t{dice.randrange(4)}\t{dice.randrange(6)}\t{24 * 112}" for _ in range(40)]
    (folder / "valid.txt").write_text("\n".join([*kept, *late]) + "\n")
    changed = read_parts(str(folder))
    again = backtest("x", type(changed)(changed.history.until(111), changed.last, ()), rule, 5)
    assert again.models == earlier.models


def test_too_little_to_learn_from_or_to_forecast_gives_no_figure(folder: Path) -> None:
    rule = question_of("material-conflict", None, 30)
    with pytest.raises(InputError, match="no window of 30 days closes in the 25 days"):
        backtest("set", read_parts(str(folder)), rule)
    with pytest.raises(InputError, match="21 days to learn from"):
        backtest("set", read_parts(str(folder), "20"), rule)
    with pytest.raises(InputError, match="no dyad of countries has 10000 acts"):
        backtest("set", read_parts(str(folder)), question_of("material-conflict", None, 7), 10000)


def test_parts_whose_time_goes_backwards_are_refused(folder: Path, tocsin: Run, capsys: Capture) -> None:
    train, valid = (folder / name for name in ("train.txt", "valid.txt"))
    text = train.read_text()
    train.write_text(valid.read_text())
    valid.write_text(text)
    assert tocsin("backtest", "--data", folder) == 2
    assert "split the facts by time" in capsys.readouterr().err


ICEWS = (
    "Event ID\tEvent Date\tSource Name\tSource Country\tEvent Text\tCAMEO Code\tTarget Name\tTarget Country\n"
)
POLECAT = "Event ID\tEvent Date\tEvent Type\tEvent Mode\tActor Country\tRecipient Country\n"


def test_stray_dates_and_unknown_acts_of_a_table_are_told(tmp_path: Path) -> None:
    path = tmp_path / "events.tab"
    rows = [
        ("1", "2014-01-03", "190"),
        ("2", "1014-01-03", "190"),
        ("3", "2999-01-03", "190"),
        ("4", "2014-01-04", "010"),  # a statement: known, of no class
        ("5", "2014-01-05", "987"),
    ]
    lines = (f"{name}\t{when}\tA\tIndia\tX\t{code}\tB\tPakistan\n" for name, when, code in rows)
    path.write_text(ICEWS + "".join(lines))
    made = from_table(str(path))
    assert (made.history.days, len(made.history.day)) == (3, 3)
    assert made.notes == (
        "rows that are dated before 1940 or after today: 2",
        "rows of acts that are unknown and have no class: 1 (987)",
    )


def test_few_windows_are_told_and_a_first_day_behind_the_last_is_refused(folder: Path) -> None:
    rule = question_of("material-conflict", None, 7)
    assert "worth 3 windows" in backtest("x", read_parts(str(folder)), rule, 5).notes[-1]
    with pytest.raises(InputError, match="ends on day 129, before the first day to forecast from"):
        backtest("x", read_parts(str(folder), "400"), rule)


def test_an_icews_table_is_read_with_what_is_wrong_told(tmp_path: Path) -> None:
    path = tmp_path / "events.tab"
    path.write_text(
        ICEWS
        + "1\t2014-01-03\tArmy\tIndia\tUse conventional military force\t190\tArmy\tPakistan\n"
        + "2\t2014-01-01\tMinister\tPakistan\tAccuse\t\tMinister\tIndia\n"
        + "2\t2014-01-01\tMinister\tPakistan\tAccuse\t112\tMinister\tIndia\n"
        + "3\tsoon\tMinister\tPakistan\tAccuse\t112\tMinister\tIndia\n"
        + "4\t2014-01-02\tMinister\tAtlantis\tAccuse\t112\tMinister\tIndia\n"
    )
    read = from_table(str(path))
    history = read.history
    assert history.first is not None
    assert (history.first.isoformat(), history.days) == ("2014-01-01", 3)
    assert history.quad.tolist() == [3, 4]
    assert [history.parties[place] for place in history.source] == ["PAK", "IND"]
    assert sorted(read.notes) == [
        "rows that have an Event ID that came before and count once: 1",
        "rows that have no date: 1",
        "rows that name no country that is known on one side: 1",
    ]


def test_a_polecat_table_is_read_by_its_types(tmp_path: Path) -> None:
    path = tmp_path / "events.tsv"
    path.write_text(
        POLECAT
        + "a\t2023-05-01\tASSAULT\taerial\tRUS\tUKR\n"
        + "b\t2023-05-02\tDANCE\t\tRUS\tUKR\n"
        + "c\t2023-05-03\tRETREAT\tceasefire\tRUS\tUKR\n"
    )
    read = from_table(str(path))
    assert read.history.kinds == ("ASSAULT aerial", "RETREAT ceasefire")
    assert read.history.quad.tolist() == [4, 2]
    assert read.history.score.tolist() == [-9.5, 7.5]
    assert read.notes == ("rows that have an event type that PLOVER does not have: 1",)


@pytest.mark.parametrize("text", ["", "a\tb\n1\t2\n", ICEWS], ids=["empty", "other columns", "no rows"])
def test_a_file_that_is_no_table_of_events_is_refused(
    tmp_path: Path, text: str, tocsin: Run, capsys: Capture
) -> None:
    path = tmp_path / "x.tab"
    path.write_text(text)
    assert tocsin("import", "icews", path) == 2
    assert "as ICEWS or POLECAT publish it" in capsys.readouterr().err


def test_an_import_gives_daily_series_of_directed_dyads(folder: Path, tmp_path: Path, tocsin: Run) -> None:
    out = tmp_path / "series.csv"
    assert tocsin("import", "icews", folder, "--start", FIRST.isoformat(), "--out", out) == 0
    with out.open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    told = [one for one in crises(130) if one.day <= day(129)]
    assert sum(int(row["acts"]) for row in rows) == len(told)
    assert sum(int(row["material_conflict"]) for row in rows) == sum(one.quad == 4 for one in told)
    keys = [(row["date"], row["source"], row["target"]) for row in rows]
    assert len(set(keys)) == len(keys)
    assert {one.day for one in told} == {row["date"] for row in rows}


def test_figures_on_a_set_that_is_not_here_are_left_out_with_the_reason(tmp_path: Path) -> None:
    def never(*_: object) -> Any:
        raise AssertionError("nothing is coded for forecasts")

    bars, absent = table_bars(tmp_path, tmp_path, "dyad-weeks", never, Resolvers(actor=never, places=never))
    assert bars == []
    assert absent == [f"dyad-weeks: no file {tmp_path / 'icews14'}"]


@pytest.mark.skipif(not ICEWS14.is_dir(), reason="the ICEWS14 set is not here")
def test_the_public_set_gives_a_hundred_dyads_and_no_unknown_act() -> None:
    parts = read_parts(str(ICEWS14))
    assert parts.notes == ()
    assert (parts.last, parts.history.days) == (303, 334)
    assert 100 <= len(parts.history.dyads(20, parts.last)) <= 130
