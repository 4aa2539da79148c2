"""The alarm's commands and ways out: settings, series, alerts that are sent once, hooks that hang, replay."""

from __future__ import annotations

import csv
import hashlib
import hmac
import io
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import feedparser
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import tocsin as package
from acting import day
from conftest import Run
from fakes import FakeCoder
from hooks import hook, mail_server
from tocsin import alarm_inputs
from tocsin.alert_journal import AlertJournal, Notice
from tocsin.alert_sending import FileChannel, MailChannel, RssChannel, WebhookChannel, deliver, rss
from tocsin.errors import SettingsError, StoreError
from tocsin.project import init_project
from tocsin.project_merging import merge
from tocsin.records import Article, Document
from tocsin.storing.alert_settings import Mail, Webhook
from tocsin.storing.settings import read_settings
from tocsin.watching.alerting import Alarm, Alert, Day, watch_days
from tocsin.watching.index import points
from tocsin.watching.inputs import watched
from tocsin.watching.series import Key
from tocsin.watching.thresholds import checked
from tocsin.watching.vintages import Vintages, replayed

Capture = pytest.CaptureFixture[str]
DYAD = Key(actor="KEN", recipient="UGA", either=True)
DAYS = 70
SENSITIVE = checked((), {"level": {"value": 0.05}, "jump": {"value": 0.05}})
COMMON = (
    "the of and to in a is that for it was on are as with his they at be this from have or by one had not "
    "but what all were when we there can an your which their said if do will each about how up out them "
    "then she many some so these would other into has more her two like him see time could no make than "
    "first been its who now people my made over did down only way find use may water long little very "
    "after words called just "
).split()
SECRET = "not to be told"


def document(number: int, on: int, did: str = "met", family: str = "A", words: str | None = None) -> Document:
    """Return a report of its own, of which the words are random; ``words`` are those of another one."""
    drawn = random.Random(number)
    rest = words or " ".join(drawn.choice(COMMON) for _ in range(60))
    # Each day has a place of its own, so that what is done on two days is no one incident.
    where = f"{chr(65 + on % 26)}{chr(97 + on // 26) * 3}ville"
    text = f"Kenya {did} Uganda in {where}. {rest}"
    article = Article(id=f"a{number}-{family}", text=text, published=day(on), publisher=family, family=family)
    return FakeCoder().code(article)


def story(days: int = DAYS, fights: int = 12) -> list[Document]:
    """Return talks every other day, and attacks at the end."""
    calm = [document(at, at) for at in range(0, days - fights, 2)]
    words = [document(100 + at, at, "saw") for at in range(days)]
    attacks = [
        document(200 + 3 * at + n, at, "attacked", "ABC"[n])
        for at in range(days - fights, days)
        for n in range(3)
    ]
    return [*calm, *words, *attacks]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    with init_project(folder) as project, project.store.writing():
        version = project.coder_version()
        for one in story():
            project.store.save_document(one, version)
    return folder


@pytest.fixture
def place(made: Path) -> Iterator[Path]:
    """A project of 70 days; its journal and settings are as new."""
    before = (made / "tocsin.toml").read_text(encoding="utf-8")
    yield made
    (made / "tocsin.toml").write_text(before, encoding="utf-8")
    (made / "alerts.log").unlink(missing_ok=True)


def set_alerts(folder: Path, text: str) -> None:
    path = folder / "tocsin.toml"
    whole = path.read_text(encoding="utf-8").split("[alerts]")[0]
    path.write_text(f"{whole}[alerts]\n{text}\n", encoding="utf-8")


def lines(capsys: Capture) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_series_are_the_same_as_json_csv_parquet_and_frame(
    tocsin: Run, place: Path, tmp_path: Path, capsys: Capture
) -> None:
    asked = ("series", "--project", place, "--dyad", "KEN-UGA", "--by", "week")
    assert tocsin(*asked, "--json") == 0
    rows = lines(capsys)
    assert tocsin(*asked, "--csv") == 0
    written = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert tocsin(*asked, "--parquet", "--out", tmp_path / "s.parquet") == 0
    assert pq.read_table(tmp_path / "s.parquet").to_pylist() == rows
    assert tocsin(*asked, "--out", tmp_path / "s.csv") == 0  # its ending says the form
    by_ending = (tmp_path / "s.csv").read_text(encoding="utf-8")
    assert list(csv.DictReader(io.StringIO(by_ending))) == written
    assert tocsin(*asked, "--out", tmp_path / "s.txt") == 0
    assert "2024" in (tmp_path / "s.txt").read_text(encoding="utf-8")
    assert [(row["start"], int(row["count"])) for row in written] == [
        (row["start"], row["count"]) for row in rows
    ]
    with package.open(place) as project:
        frame = project.series("KEN-UGA", by="week")
    assert list(frame["count"]) == [row["count"] for row in rows]
    assert rows[0]["count"] == 4
    assert rows[0]["status"] == "active"


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        pytest.param(
            ["--dyad", "KEN-USA"], "no act of KEN–USA was ever reported: there are KEN:UGA", id="never seen"
        ),
        pytest.param(["--dyad", "KEN-QQX"], "no code 'QQX'", id="unknown code"),
        pytest.param(["--dyad", "KEN"], "write two parties as IND-PAK", id="one party"),
        pytest.param(
            ["--place", "Atlantis"], "no act at 'Atlantis' was ever reported: there are ", id="no such place"
        ),
        pytest.param(["--type", "ATTACK"], "no event type 'ATTACK'", id="type"),
        pytest.param(["--modality", "said"], "no claim 'said'", id="claim"),
        pytest.param(["--since", "2024-02", "--until", "2024-01"], "the days go backwards", id="backwards"),
        pytest.param(["--since", "soon"], "is no day", id="no day"),
        pytest.param(["--parquet"], "--parquet needs a file", id="Parquet on a terminal"),
    ],
)
def test_what_cannot_be_counted_is_refused(
    tocsin: Run, place: Path, capsys: Capture, arguments: list[str], problem: str
) -> None:
    assert tocsin("series", "--project", place, *arguments) == 2
    assert problem in capsys.readouterr().err


def test_the_index_explains_its_days(
    tocsin: Run, place: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")  # no cell is broken
    assert (
        tocsin("escalation", "--project", place, "--dyad", "KEN-UGA", "--explain", day(DAYS - 1), "--json")
        == 0
    )
    (found,) = lines(capsys)
    assert found["index"] > 90
    assert found["value"] == pytest.approx(sum(one["value"] for one in found["contributions"]))
    assert tocsin("escalation", "--project", place, "--dyad", "KEN-UGA", "--explain", day(DAYS - 1)) == 0
    shown = capsys.readouterr().out
    assert "value, the sum" in shown
    shares = [int(one) for one in re.findall(r"[+-]\d\.\d{3} +(-?\d+)%", shown)]
    assert sum(shares) == pytest.approx(100, abs=len(shares))
    assert tocsin("escalation", "--project", place, "--since", day(60)) == 0
    assert "adds most" in capsys.readouterr().out


def test_alerts_are_printed_and_filed_once(tocsin: Run, place: Path, capsys: Capture) -> None:
    set_alerts(
        place, 'watch = ["KEN-UGA"]\nfile = "out.jsonl"\nrss = "out.xml"\n[alerts.level]\nvalue = 0.05'
    )
    assert tocsin("alerts", "--project", place, "--since", "2024", "--json") == 0
    found = lines(capsys)
    assert found
    assert all(one["reason"] and one["clears"] and one["scope"] == "KEN–UGA" for one in found)
    filed = [json.loads(line) for line in (place / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert filed == found
    feed = feedparser.parse((place / "out.xml").read_text(encoding="utf-8"))
    assert {entry.id for entry in feed.entries} == {one["id"] for one in found}
    assert tocsin("alerts", "--project", place, "--since", "2024") == 0
    assert "no new alert" in capsys.readouterr().out
    assert len((place / "out.jsonl").read_text(encoding="utf-8").splitlines()) == len(found)


def test_run_day_by_day_or_at_once_the_same_alerts_are_told(
    tocsin: Run, place: Path, capsys: Capture
) -> None:
    set_alerts(place, 'watch = ["KEN-UGA"]\n[alerts.level]\nvalue = 0.05\n[alerts.jump]\nvalue = 0.05')
    assert tocsin("alerts", "--project", place, "--since", day(58), "--dry-run", "--json") == 0
    at_once = [one["id"] for one in lines(capsys)]
    daily = []
    for number in range(58, DAYS, 3):
        assert tocsin("alerts", "--project", place, "--until", day(number), "--json") == 0
        daily += [one["id"] for one in lines(capsys)]
    assert tocsin("alerts", "--project", place, "--json") == 0
    daily += [one["id"] for one in lines(capsys)]
    assert at_once
    assert daily == at_once


def test_a_dyad_that_was_never_told_of_cannot_be_watched(tocsin: Run, place: Path, capsys: Capture) -> None:
    assert tocsin("alerts", "--project", place, "--dyad", "KEN-USA") == 2
    assert "no act of KEN–USA was ever reported" in capsys.readouterr().err


def test_too_little_to_ring_for_is_said(tocsin: Run, place: Path, capsys: Capture) -> None:
    set_alerts(place, 'watch = ["KEN-USA", "KEN-UGA"]')
    assert tocsin("alerts", "--project", place, "--until", day(9)) == 0
    said = capsys.readouterr()
    assert "KEN–USA: no alert can be told: no act of KEN–USA was ever reported" in said.err
    assert "KEN–UGA: no alert can be told: 9 days read before, 30 are needed" in said.err


def test_a_dry_run_leaves_nothing_behind(tocsin: Run, place: Path, capsys: Capture) -> None:
    set_alerts(place, '[alerts.webhook]\nurl = "http://127.0.0.1:9/"')
    assert tocsin("alerts", "--project", place, "--since", "2024", "--dry-run") == 0
    assert not (place / "alerts.log").exists()


def test_what_could_not_be_sent_goes_out_with_the_next_run(
    tocsin: Run, place: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOCSIN_WEBHOOK_SECRET", SECRET)
    with hook() as server:
        set_alerts(place, f'[alerts.level]\nvalue = 0.05\n[alerts.webhook]\nurl = "{server.url}"\ntries = 1')
        server.answers = [503]
        assert tocsin("alerts", "--project", place, "--since", "2024") == 1
        assert "not sent: answers 503" in capsys.readouterr().err
        assert tocsin("alerts", "--project", place) == 0
        sent = [json.loads(body)["id"] for _, body in server.got[1:]]
        assert len(sent) == len(set(sent)) == len(AlertJournal(place / "alerts.log").notices)


def test_what_waits_goes_to_the_address_that_was_corrected_and_nothing_goes_twice(
    tocsin: Run, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOCSIN_WEBHOOK_SECRET", SECRET)

    def point_to(url: str) -> None:
        set_alerts(place, f'[alerts.level]\nvalue = 0.05\n[alerts.webhook]\nurl = "{url}"\ntries = 1')

    with hook() as right, hook() as other:
        point_to(f"{right.url}wrong")
        right.answers = [404]
        assert tocsin("alerts", "--project", place, "--since", "2024") == 1
        refused = len(right.got)
        point_to(right.url)
        assert tocsin("alerts", "--project", place) == 0
        sent = [json.loads(body)["id"] for _, body in right.got[refused:]]
        assert set(sent) == set(AlertJournal(place / "alerts.log").notices)
        assert len(sent) == len(set(sent)) > 0
        point_to(other.url)
        assert tocsin("alerts", "--project", place, "--since", "2024") == 0
        assert other.got == []


def test_receivers_that_were_corrected_get_what_the_former_ones_did_not(journal: AlertJournal) -> None:
    with mail_server() as server:
        usual = Mail(host="127.0.0.1", sender="t@example.org", to=("x@example.org",), security="none")
        former = MailChannel(replace(usual, port=1), None)
        assert [one.ok for one in deliver(journal, former, [notice(1)])] == [False]
        mended = MailChannel(replace(usual, port=server.port, to=("y@example.org",)), None)
        assert [one.notice for one in deliver(journal, mended, [notice(2)])] == [notice(1), notice(2)]
        assert deliver(journal, former, []) == []


def test_without_its_secret_nothing_is_sent(
    tocsin: Run, place: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TOCSIN_WEBHOOK_SECRET", raising=False)
    set_alerts(place, '[alerts.webhook]\nurl = "https://example.org/x"')
    assert tocsin("alerts", "--project", place) == 2
    assert "TOCSIN_WEBHOOK_SECRET is not in the environment" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "field", "problem"),
    [
        pytest.param("wacth = []", "alerts.wacth", "did you mean watch?", id="setting"),
        pytest.param('watch = ["KEN"]', "alerts.watch", "write two parties", id="dyad"),
        pytest.param('rules = ["levels"]', "alerts.rules", "did you mean level?", id="rule"),
        pytest.param("[alerts.level]\nindex = 101", "alerts.level.index", "from 50 to 100", id="bounds"),
        pytest.param(
            "[alerts.level]\nindex = 80\nbelow = 99", "alerts.level.below", "write 80 or less", id="cleared"
        ),
        pytest.param("[alerts.levle]\nindex = 90", "alerts.levle", "did you mean level?", id="section"),
        pytest.param(
            '[alerts.webhook]\nurl = "ftp://x/"', "alerts.webhook.url", "no address of the web", id="url"
        ),
        pytest.param(
            '[alerts.webhook]\nurl = "https://x/"\nsecret = "s"',
            "alerts.webhook.secret",
            "environment",
            id="secret",
        ),
        pytest.param(
            '[alerts.mail]\nhost = "h"\nfrom = "me"\nto = ["a@b"]',
            "alerts.mail.from",
            "no address",
            id="sender",
        ),
        pytest.param(
            '[alerts.mail]\nfrom = "a@b"\nto = ["a@b"]', "alerts.mail.host", "is missing", id="host"
        ),
        pytest.param('file = "no/such/folder/x"', "alerts.file", "is no folder", id="folder"),
        pytest.param('mail = "a@b"', "alerts.mail", "is no section", id="no section"),
    ],
)
def test_settings_are_checked_when_they_are_loaded(place: Path, text: str, field: str, problem: str) -> None:
    set_alerts(place, text)
    with pytest.raises(SettingsError, match=problem) as raised:
        read_settings(place / "tocsin.toml")
    assert raised.value.field == field
    if "missing" not in problem:
        assert raised.value.line is not None


def notice(number: int = 1) -> Notice:
    alert = Alert(
        id=f"{number:016}",
        day=day(number),
        scope="KEN–UGA",
        rule="level",
        name="level",
        grave=2,
        reason="the index is 100 & rising",
        clears="time",
        evidence=("i",),
        phase="crisis",
        index=100,
        value=2,
    )
    return Notice(alert=alert, incidents=("KEN → ASSAULT → UGA",))


@pytest.fixture
def journal(tmp_path: Path) -> AlertJournal:
    return entered(tmp_path, notice(1), notice(2))


def entered(folder: Path, *notices: Notice) -> AlertJournal:
    made = AlertJournal(folder / "alerts.log")
    for one in notices:
        made.enter(one)
    return made


def test_a_webhook_is_signed_and_tried_again_with_longer_pauses(journal: AlertJournal) -> None:
    pauses: list[float] = []
    with hook() as server:
        server.answers = [503, 429, 200]
        channel = WebhookChannel(Webhook(url=server.url), SECRET, pauses.append)
        (sent,) = deliver(journal, channel, [notice()])
    assert (sent.ok, sent.tries, pauses) == (True, 3, [1, 2])
    headers, body = server.got[-1]
    time, digest = (part.partition("=")[2] for part in headers["Tocsin-Signature"].split(","))
    signed = hmac.new(SECRET.encode(), f"{time}.".encode() + body, hashlib.sha256).hexdigest()
    assert digest == signed
    assert json.loads(body)["reason"] == "the index is 100 & rising"


@pytest.mark.parametrize("how", ["silent", "drips"])
def test_a_webhook_that_hangs_times_out_and_the_rest_waits(journal: AlertJournal, how: str) -> None:
    with hook() as server:
        server.hangs = how
        channel = WebhookChannel(Webhook(url=server.url, timeout=0.3, tries=2), SECRET, lambda pause: None)
        first, second = deliver(journal, channel, [notice(1), notice(2)])
        assert (first.ok, first.tries, first.detail) == (False, 2, "does not answer within 0.3 s")
        assert (second.ok, second.tries) == (False, 0)
        assert len(server.got) == 2
    assert [one.alert.id for one in journal.unsent(channel.name)] == [notice(1).alert.id, notice(2).alert.id]


def test_a_hook_that_refuses_is_not_asked_again_in_the_same_run(journal: AlertJournal) -> None:
    with hook() as server:
        server.answers = [404]
        (sent,) = deliver(journal, WebhookChannel(Webhook(url=server.url), SECRET), [notice()])
    assert (sent.ok, sent.tries, sent.detail) == (False, 1, "answers 404")


def test_mail_tells_all_alerts_in_one_message_and_a_refusal_is_told(journal: AlertJournal) -> None:
    with mail_server() as server:
        options = Mail(
            host="127.0.0.1", port=server.port, sender="t@example.org", to=("d@example.org",), security="none"
        )
        channel = MailChannel(options, None)
        assert [one.ok for one in deliver(journal, channel, [notice(1), notice(2)])] == [True, True]
        (mail,) = server.mails
        assert "and 1 more" in mail
        server.refuses = True
        (refused,) = channel.send([notice(3)])
    assert not refused.ok
    assert "no such desk" in refused.detail
    (down,) = channel.send([notice(3)])
    assert not down.ok


def test_the_journal_knows_what_went_out_after_a_crash_and_refuses_a_broken_line(tmp_path: Path) -> None:
    journal = entered(tmp_path, notice(1), notice(2))
    channel = FileChannel(str(tmp_path / "out.jsonl"))
    deliver(journal, channel, [notice(1)])
    path = tmp_path / "alerts.log"
    path.write_bytes(path.read_bytes() + b'{"what": "sent", "chan')
    again = AlertJournal(path)
    again.want(channel.name, notice(2))
    assert [one.alert.id for one in again.unsent(channel.name)] == [notice(2).alert.id]
    again.outcome(channel.name, notice(2), "sent", 1)
    with pytest.raises(StoreError, match="line 4: is no line of the journal"):
        AlertJournal(path)


def test_rss_holds_the_newest_first_and_escapes_what_it_tells(journal: AlertJournal, tmp_path: Path) -> None:
    RssChannel(str(tmp_path / "a.xml"), journal).send([])
    feed = feedparser.parse((tmp_path / "a.xml").read_text(encoding="utf-8"))
    assert [entry.id for entry in feed.entries] == [notice(2).alert.id, notice(1).alert.id]
    assert "100 & rising" in feed.entries[0].description
    assert len(feedparser.parse(rss([notice(at) for at in range(1, 80)])).entries) == 50


def test_a_replay_scores_onsets_and_false_alarms(tocsin: Run, place: Path, capsys: Capture) -> None:
    asked = ("replay", "--project", place, "--dyad", "KEN-UGA", "--from", "2024-02", "--json")
    assert tocsin(*asked, "--onset", day(DAYS - 4)) == 0
    *alerts, score = lines(capsys)
    assert (score["what"], score["found"]) == ("score", 1 if alerts else 0)
    assert tocsin(*asked[:-1], "--onset", "2019-05-07") == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "onset 2019-05-07: could not be found: outside of the days that were replayed" in said
    assert tocsin(*asked, "--to", "2024-01") == 2
    assert "the days go backwards" in capsys.readouterr().err


def test_files_need_no_project(
    tocsin: Run, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alarm_inputs, "load_coder", FakeCoder)
    path = tmp_path / "one.txt"
    path.write_text("Kenya met Uganda in Nairobi.", encoding="utf-8")
    assert tocsin("series", path, "--published", "2024-05-01", "--json") == 0
    (row,) = lines(capsys)
    assert (row["start"], row["count"], row["articles"]) == ("2024-05-01", 1, 1)
    assert tocsin("escalation", path, "--published", "2024-05-01") == 0
    assert "0 days read before, 30 are needed" in " ".join(capsys.readouterr().out.split())


def live(documents: list[Document], until: int) -> list[Day]:
    return list(replayed(Vintages(documents), DYAD, day(until), Alarm(DYAD, SENSITIVE, seed=None)))


@settings(max_examples=8)
@given(
    st.lists(
        st.tuples(st.integers(45, 59), st.sampled_from(["met", "attacked"]), st.sampled_from("ABC")),
        max_size=12,
    )
)
def test_reports_published_later_change_no_day_of_a_replay(future: list[tuple[int, str, str]]) -> None:
    past = story(45, 8)
    # Some of them tell of days before, and would be merged with what was known then.
    later = [document(500 + at, on, did, family) for at, (on, did, family) in enumerate(future)]
    assert live(past + later, 44) == live(past, 44)


@pytest.mark.parametrize(
    ("name", "publisher"),
    [
        pytest.param("{id}-{copy}", "{family}{copy}", id="sorted after the original"),
        pytest.param("0{copy}-{id}", "0{family}{copy}", id="sorted before the original"),
        pytest.param("{mixed}-{copy}-{id}", "{family}{copy}", id="sorted before and after"),
        pytest.param("{mixed}-{copy}-{id}", "0 Copies {copy}", id="papers that copy everybody"),
    ],
)
def test_three_copies_of_each_report_move_the_index_by_no_more_than_two(name: str, publisher: str) -> None:
    documents = story(50, 6)
    copies = []
    for at, one in enumerate(documents):
        for copy in (1, 2):
            names = {
                "id": one.article.id,
                "family": one.article.family,
                "copy": copy,
                "mixed": "0a~z"[(at + copy) % 4],
            }
            paper = publisher.format(**names)
            text, published = one.article.text, one.article.published
            article = Article(
                id=name.format(**names), text=text, published=published, publisher=paper, family=paper
            )
            copies.append(FakeCoder().code(article))

    def index(told: list[Document]) -> list[float | None]:
        merged = merge(told)
        seen = watched(merged.incidents, merged.documents)
        return [point.index for point in points(seen.acts, seen.coverage, DYAD, seed=None)]

    before, after = index(documents), index(documents + copies)
    assert [one is None for one in before] == [one is None for one in after]
    assert max(abs((one or 0) - (other or 0)) for one, other in zip(before, after, strict=True)) <= 2


def test_alerts_of_a_live_run_are_those_of_the_replay_when_nothing_came_late() -> None:
    documents = story()
    merged = merge(documents)
    seen = watched(merged.incidents, merged.documents)
    at_once = [
        one.name
        for found in watch_days(seen.acts, seen.coverage, DYAD, SENSITIVE, seed=None)
        for one in found.alerts
    ]
    assert at_once
    assert at_once == [one.name for found in live(documents, DAYS - 1) for one in found.alerts]
