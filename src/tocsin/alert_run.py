"""One run of ``tocsin alerts`` or ``tocsin replay``."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from tocsin.alarm_inputs import Vintages, read_all
from tocsin.alarm_run import Source, write_lines
from tocsin.alert_journal import JOURNAL, AlertJournal, Notice
from tocsin.alert_sending import (
    Channel,
    FileChannel,
    MailChannel,
    RssChannel,
    WebhookChannel,
    deliver,
    in_words,
    payload,
)
from tocsin.errors import UsageError
from tocsin.project_series import Wanted, check_seen
from tocsin.records import Record
from tocsin.showing.alarm_view import show_alerts, show_replay
from tocsin.showing.output import open_output
from tocsin.storing.alert_settings import MAIL_PASSWORD, WEBHOOK_SECRET, AlertSettings
from tocsin.storing.days import first_day, last_day
from tocsin.storing.settings import Settings
from tocsin.watching.acts import Act
from tocsin.watching.alerting import Alarm, Alert, Day, watch_days
from tocsin.watching.replaying import onsets_of, scored
from tocsin.watching.series import Key, days_between
from tocsin.watching.thresholds import LIMITS
from tocsin.watching.weighing import Weighing


class AlertsAsked(Record, frozen=True):
    """Whom to watch (none: as the settings say) and until when; ``dry`` sends and remembers nothing."""

    project: str | None
    dyads: tuple[str, ...]
    since: str | None
    until: str | None
    dry: bool
    as_json: bool


class ReplayAsked(Record, frozen=True):
    """Which days are replayed; ``onsets`` are those to score against (none: those that the acts show)."""

    source: Source
    dyad: str | None
    first: str | None
    last: str | None
    onsets: tuple[str, ...]
    as_json: bool


def alerts(asked: AlertsAsked) -> bool:
    """Print the new alerts and send them; return whether all went out."""
    read = read_all((), asked.project, None)
    settings = read.settings or Settings(folder=None, database="")
    acts, coverage = read.watched.acts, read.watched.coverage
    keys = [Wanted(dyad=one).key() for one in asked.dyads or settings.alerts.watch] or [Key()]
    until = last_day(asked.until) if asked.until else coverage.last
    since = first_day(asked.since) if asked.since else None
    journal = AlertJournal(_folder(settings) / JOURNAL)
    channels = [] if asked.dry else list(channels_of(settings.alerts, journal, os.environ))
    what = in_short(acts)
    new: list[Notice] = []
    for key in keys:
        thresholds = settings.alerts.thresholds
        found = [one for day in watch_days(acts, coverage, key, thresholds, until) for one in day.alerts]
        start = since or journal.checked.get(key.name) or until or ""
        rest = int(thresholds.of(LIMITS, "again"))
        new += [
            Notice(alert=one, incidents=tuple(what[name] for name in one.evidence if name in what))
            for one in found
            if one.day >= start and not _is_known(one, journal, rest)
        ]
    if not asked.dry:
        _remember(journal, new, keys, until)
    with open_output(None, as_data=asked.as_json) as stream:
        if asked.as_json:
            write_lines(stream, (payload(one) for one in new))
        else:
            show_alerts(stream, [in_words(one) for one in new])
    return _send(journal, channels, new)


def channels_of(
    settings: AlertSettings, journal: AlertJournal, environment: Mapping[str, str]
) -> Iterator[Channel]:
    """Yield the ways out; UsageError where the secret of one is not in the environment."""
    if settings.file is not None:
        yield FileChannel(settings.file)
    if settings.rss is not None:
        yield RssChannel(settings.rss, journal)
    if settings.mail is not None:
        yield MailChannel(settings.mail, _secret(environment, MAIL_PASSWORD, settings.mail.user is not None))
    if settings.webhook is not None:
        yield WebhookChannel(settings.webhook, _secret(environment, WEBHOOK_SECRET, True) or "")


def replay(asked: ReplayAsked) -> bool:
    """Run through days as if they were live, print alerts and their score; return whether all was read."""
    read = read_all(asked.source.files, asked.source.project, asked.source.published)
    key = Wanted(dyad=asked.dyad).key()
    if asked.dyad:
        check_seen(key, read.watched)
    vintages = Vintages(read.documents)
    first, last = _stretch(asked, vintages)
    thresholds = read.settings.alerts.thresholds if read.settings else None
    days = [one for one in replayed(vintages, key, last, Alarm(key, thresholds)) if one.point.day >= first]
    found = [alert for day in days for alert in day.alerts]
    onsets = [first_day(one) for one in asked.onsets] or onsets_of(read.watched.acts, key, first, last)
    score = scored(found, sorted(onsets), sum(day.point.read for day in days))
    with open_output(None, as_data=asked.as_json) as stream:
        if asked.as_json:
            write_lines(stream, ({"what": "alert", **one.to_dict()} for one in found))
            write_lines(stream, [{"what": "score", **score.to_dict()}])
        else:
            show_replay(stream, key, found, score)
    return read.all_read


def replayed(vintages: Vintages, key: Key, last: str, alarm: Alarm) -> Iterator[Day]:
    """Yield what each day until ``last`` gave, from the reports that were published by that day."""
    if vintages.days is None:
        raise UsageError("no report has a date of publication: give one with --published")
    weighing: Weighing | None = None
    before = None
    for day in days_between(vintages.days[0], last):
        now = vintages.on(day)
        if weighing is None or now is not before:
            weighing, before = Weighing(now.acts, now.coverage, key), now
        yield alarm.step(day, weighing)


def in_short(acts: Iterable[Act]) -> dict[str, str]:
    """Return each incident in a line, by its id: when, who, what, whom, by how many sources."""
    found: dict[str, str] = {}
    for act in acts:
        mode = f" {act.mode}" if act.mode else ""
        sources = f"{act.independent()} independent source{'s' if act.independent() != 1 else ''}"
        words = (
            f"{act.day} {act.actor} → {act.type}{mode} → {act.recipient or '–'}, {act.modality()}, {sources}"
        )
        found.setdefault(act.incident, f"{words} ({act.incident[:8]})")
    return found


def _is_known(alert: Alert, journal: AlertJournal, rest: int) -> bool:
    """Tell whether an alert, or the same one of days so near, has rung in an earlier run."""
    last = journal.rang(alert.scope, alert.name)
    return last is not None and (date.fromisoformat(alert.day) - date.fromisoformat(last)).days <= rest


def _remember(journal: AlertJournal, new: Sequence[Notice], keys: Sequence[Key], until: str | None) -> None:
    for notice in new:
        journal.enter(notice)
    for key in keys:
        if until is not None:
            journal.check(key.name, until)


def _send(journal: AlertJournal, channels: Iterable[Channel], new: Sequence[Notice]) -> bool:
    done = True
    for channel in channels:
        failed = [one for one in deliver(journal, channel, new) if not one.ok]
        if failed:
            done = False
            sys.stderr.write(f"tocsin: {channel.name}: {len(failed)} not sent: {failed[0].detail}\n")
    return done


def _secret(environment: Mapping[str, str], name: str, needed: bool) -> str | None:
    found = environment.get(name)
    if needed and not found:
        raise UsageError(f"{name} is not in the environment: set it, so that alerts can be sent")
    return found


def _folder(settings: Settings) -> Path:
    return Path(settings.folder) if settings.folder is not None else Path.cwd()


def _stretch(asked: ReplayAsked, vintages: Vintages) -> tuple[str, str]:
    if vintages.days is None:
        raise UsageError("no report has a date of publication: give one with --published")
    first = first_day(asked.first) if asked.first else vintages.days[0]
    last = last_day(asked.last) if asked.last else vintages.days[1]
    if last < first:
        raise UsageError(f"the days go backwards: --from {first} is after --to {last}")
    return first, last
