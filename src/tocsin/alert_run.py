"""One run of ``tocsin alerts`` or ``tocsin replay``."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from tocsin.alarm_inputs import read_all
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
from tocsin.amounts import number_of
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
from tocsin.watching.inputs import Watched
from tocsin.watching.replaying import onsets_of, scored
from tocsin.watching.series import Key
from tocsin.watching.vintages import Vintages, replayed

DAYS_BEHIND = 366
"""So many days behind the last report are replayed at most."""
MOVES = 2
"""Days by which reports that come late may move an alert; so near, one of the same name is the same."""


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
    """Print the new alerts and send them; return whether all went out. UsageError before all is read."""
    for one in asked.dyads:
        Wanted(dyad=one).key()
    if asked.since and asked.until and first_day(asked.since) > last_day(asked.until):
        raise UsageError(f"the days go backwards: --since {asked.since} is after --until {asked.until}")
    for day in (asked.since, asked.until):
        if day:
            first_day(day)
    read = read_all((), asked.project, None)
    settings = read.settings or Settings(folder=None, database="")
    keys = _watched(asked, settings.alerts, read.watched)
    until = last_day(asked.until) if asked.until else read.watched.coverage.last
    journal = AlertJournal(_folder(settings) / JOURNAL)
    channels = [] if asked.dry else list(channels_of(settings.alerts, journal, os.environ))
    since = first_day(asked.since) if asked.since else None
    what = in_short(read.watched.acts)
    new: list[Notice] = []
    on: dict[str, Sequence[str]] = {}
    for key in keys:
        days = _days(read.watched, key, settings.alerts, until)
        on[key.name] = days[-1].on if days else ()
        _note(key, read.watched, days)
        start = since or journal.checked.get(key.name) or until or ""
        unknown = _unknown([one for day in days for one in day.alerts], journal)
        new += [_notice(one, what) for one in unknown if one.day >= start]
    if not asked.dry:
        _remember(journal, new, keys, until)
    with open_output(None, as_data=asked.as_json) as stream:
        if asked.as_json:
            write_lines(stream, (payload(one) for one in new))
        else:
            show_alerts(stream, [in_words(one) for one in new], on)
    return _send(journal, channels, new)


def _watched(asked: AlertsAsked, settings: AlertSettings, seen: Watched) -> list[Key]:
    """Return the keys to watch. UsageError for a dyad of the command line that nobody tells of."""
    for one in asked.dyads:
        check_seen(Wanted(dyad=one).key(), seen)
    return [Wanted(dyad=one).key() for one in asked.dyads or settings.watch] or [Key()]


def _days(seen: Watched, key: Key, settings: AlertSettings, until: str | None) -> list[Day]:
    return list(watch_days(seen.acts, seen.coverage, key, settings.thresholds, until, seed=None))


def _note(key: Key, seen: Watched, days: Sequence[Day]) -> None:
    """Say on stderr why nothing can ring: nobody tells of the dyad, or too little was read."""
    why = days[-1].point.why if days else None
    try:
        check_seen(key, seen)
    except UsageError as error:
        why = str(error)
    if why is not None:
        sys.stderr.write(f"tocsin: {key.name}: no alert can be told: {why}\n")


def _notice(alert: Alert, what: Mapping[str, str]) -> Notice:
    return Notice(alert=alert, incidents=tuple(what[name] for name in alert.evidence if name in what))


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
    score = scored(found, sorted(onsets), [day.point for day in days])
    with open_output(None, as_data=asked.as_json) as stream:
        if asked.as_json:
            write_lines(stream, ({"what": "alert", **one.to_dict()} for one in found))
            write_lines(stream, [{"what": "score", **score.to_dict()}])
        else:
            show_replay(stream, key, found, score)
    return read.all_read


def in_short(acts: Iterable[Act]) -> dict[str, str]:
    """Return each incident in a line, by its id: when, who, what, whom, by how many sources."""
    found: dict[str, str] = {}
    for act in acts:
        mode = f" {act.mode}" if act.mode else ""
        sources = number_of(act.independent(), "independent source")
        words = (
            f"{act.day} {act.actor} → {act.type}{mode} → {act.recipient or '–'}, {act.modality()}, {sources}"
        )
        found.setdefault(act.incident, f"{words} ({act.incident[:8]})")
    return found


def _unknown(found: Sequence[Alert], journal: AlertJournal) -> list[Alert]:
    """Return the alerts of a scope that did not ring in an earlier run.

    One that rang then and is not found any more has been moved by reports that came late: it is the one of
    its name that lies so near.
    """
    ids = {one.id for one in found}
    moved = [one.alert for one in journal.notices.values() if one.alert.id not in ids]

    def is_known(alert: Alert) -> bool:
        return alert.id in journal.notices or any(
            (one.scope, one.name) == (alert.scope, alert.name) and abs(_days_between(one, alert)) <= MOVES
            for one in moved
        )

    return [one for one in found if not is_known(one)]


def _days_between(one: Alert, other: Alert) -> int:
    return (date.fromisoformat(other.day) - date.fromisoformat(one.day)).days


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
    if asked.first and asked.last and last < first:
        raise UsageError(f"the days go backwards: --from {first} is after --to {last}")
    # Behind the last report nothing new can ring but silence, and that once.
    most = (date.fromisoformat(vintages.days[1]) + timedelta(days=DAYS_BEHIND)).isoformat()
    if first > min(last, most) or last < vintages.days[0]:
        stretch = f"from {first} on" if asked.first else f"until {last}"
        raise UsageError(f"nothing was read {stretch}: read are {vintages.days[0]} to {vintages.days[1]}")
    return first, min(last, most)
