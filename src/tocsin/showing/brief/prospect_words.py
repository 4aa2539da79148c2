"""The sentences of index, alerts and forecasts, in parts: a part with an anchor leads to its evidence."""

from __future__ import annotations

from tocsin.amounts import noun_for
from tocsin.briefing.prospects import Alarm, Came, Forecasts, OnAlert, OpenForecast, Standing
from tocsin.evaluating.track_record import FEWEST_ALIKE, TrackRecord
from tocsin.evaluating.verification import Bin, Skill
from tocsin.showing.brief.phrases import Part, day_words, in_words

INDEX, RECORD, CAME, METHOD = "index", "record", "resolved", "method-prospects"
NO_ALERT = "No alert is on."
HOW_ALERTS = "tells of new ones and sends them where the settings of the project say."
HOW_FORECASTS = "asks a question and writes its chance down before the outcome is known."
NO_PICTURE = "Without them there is no picture of how often forecasts came true."
BIN_HEAD = ("Chance", "mean of these", "came true", "forecasts")
METHOD_WORDS = (
    "The escalation index is the share of earlier days, of those that were read, on which the value of the "
    "same two parties was lower. Reports that were withdrawn count in it, as in tocsin escalation. An alert "
    "is on from the day on which its rule rang until what would clear it has come; it is made anew from all "
    "that is known today. A forecast is the chance that the models gave a question on its day, from acts "
    "that were known then; it stands in the ledger as it was written down, and is no knowledge of what will "
    "be. The incidents beside it are the newest between its parties of that day."
)
OUTCOMES = {"yes": "It came true", "no": "It did not come true", "void": "Nobody can tell"}


def index_line(alarm: Alarm) -> list[Part]:
    """Return the index in one line, or why there is none."""
    standing = alarm.standing
    if standing is None:
        return [Part(text=f"There is no escalation index: {alarm.why}.", anchor=INDEX)]
    if standing.index is None:
        return [
            Part(text=f"There is no escalation index of {standing.between}: "),
            Part(text=f"{standing.why}", anchor=INDEX),
            Part(text="."),
        ]
    return [
        Part(text=f"The escalation index of {standing.between} is "),
        Part(text=f"{standing.index:.0f}", anchor=INDEX),
        Part(text=f" of a hundred, the phase {standing.phase}."),
    ]


def index_words(standing: Standing) -> list[Part]:
    """Return where the index of the main dyad stands, with its band and phase."""
    assert standing.index is not None
    told = [
        Part(text=f"The index of {standing.between} stood at "),
        Part(text=f"{standing.index:.0f}", anchor=INDEX),
        Part(text=f" on {day_words(standing.day, year=True)}: of a hundred earlier days that were read, so "
             "many had less conflict."),
    ]  # fmt: skip
    if standing.low is not None and standing.high is not None:
        told += [
            Part(text=" With its sources weighed at random it lies mostly between "),
            Part(text=f"{standing.low:.0f}", anchor=INDEX),
            Part(text=" and "),
            Part(text=f"{standing.high:.0f}", anchor=INDEX),
            Part(text="."),
        ]
    because = standing.because.anchor if standing.because.count else INDEX
    return [
        *told,
        Part(text=f" The phase is {standing.phase} since {day_words(standing.phase_since, year=True)}: "),
        Part(text=in_words(standing.phase_why), anchor=because),
        Part(text="."),
    ]


def alert_words(alert: OnAlert) -> list[Part]:
    """Return why an alert is on and what would clear it; without incidents it rests on what was read."""
    there = alert.incidents.anchor if alert.incidents.shown else "timeline"
    return [
        Part(text=in_words(alert.reason), anchor=there),
        Part(text=". Cleared by: "),
        Part(text=in_words(alert.clears), anchor=there),
        Part(text="."),
    ]


def no_alert_words(alarm: Alarm) -> list[Part]:
    """Return that no alert is on, or why none can be told."""
    if alarm.no_alerts is None:
        return [Part(text=NO_ALERT)]
    return [Part(text="No alert can be told: "), Part(text=alarm.no_alerts, anchor=INDEX), Part(text=".")]


def chance_words(one: OpenForecast) -> list[Part]:
    """Return the chance of a forecast beside what is usual, until when, from what was known when."""
    there = one.incidents.anchor if one.incidents.shown else METHOD
    told = [Part(text=f"no number: {one.why}", anchor=there)]
    if one.chance is not None:
        told = [Part(text=percent(one.chance), anchor=there)]
        if one.usual is not None:
            told += [
                Part(text=" (usual for these parties: "),
                Part(text=percent(one.usual), anchor=there),
                Part(text=")"),
            ]
    window = f", {days(one.start, one.end)}, from what was known on {day_words(one.origin, year=True)}"
    late = "" if one.is_live else "; written down when the days had passed"
    over = "; its days are over, and tocsin ledger resolve says what came" if one.is_over else ""
    return [*told, Part(text=f"{window}{late}{over}.")]


def reason_words(one: OpenForecast) -> list[Part]:
    """Return what moves a chance away from what is usual."""
    there = one.incidents.anchor if one.incidents.shown else METHOD
    told = [Part(text="What moves it: ")]
    for points, words in one.reasons:
        told += [Part(text=f"{points * 100:+.1f} points", anchor=there), Part(text=f" {words}, ")]
    last = told[-1]
    return [*told[:-1], Part(text=f"{last.text.removesuffix(', ')}.")]


def score_words(one: OpenForecast) -> list[Part]:
    """Return how good the earlier forecasts like this one were."""
    score = one.score
    if score is None:
        return [Part(text="No track record yet", anchor=RECORD), Part(text=".")]
    told = [Part(text="Track record of ")]
    if one.is_of_horizon:
        ahead = f"{one.horizon} {noun_for(one.horizon, 'day')}"
        told += [Part(text="forecasts over "), Part(text=ahead, anchor=CAME)]
    else:
        told.append(Part(text="all forecasts"))
    told += [
        Part(text=": Brier "),
        Part(text=f"{score.brier:.3f}", anchor=CAME),
        Part(text=", skill "),
        Part(text=skill(score.skill), anchor=CAME),
        Part(text=", of "),
        Part(text=str(score.n), anchor=CAME),
        Part(text=" resolved."),
    ]
    return told if one.alike is None else [*told, *_alike_words(one.alike)]


def _alike_words(alike: Bin) -> list[Part]:
    """Return how many forecasts of about this chance came true, or that too few are resolved to say so."""
    count = Part(text=str(alike.n), anchor=CAME)
    earlier = f" earlier {noun_for(alike.n, 'forecast')} of about this chance "
    if alike.n < FEWEST_ALIKE:
        needed = (
            f"{noun_for(alike.n, 'is', 'are')} resolved: {FEWEST_ALIKE} are needed to say how many came true."
        )
        return [Part(text=" "), count, Part(text=earlier + needed)]
    share = Part(text=percent(alike.observed), anchor=CAME)
    return [Part(text=" Of "), count, Part(text=earlier), share, Part(text=" came true.")]


def record_words(record: TrackRecord) -> list[Part]:
    """Return how good all resolved forecasts were, or that too few are resolved to say so."""
    if record.combined is None or record.baseline is None:
        return [Part(text="No figures: "), Part(text=f"{record.why}", anchor=RECORD), Part(text=".")]
    return [
        Part(text="Over all "),
        Part(text=str(record.resolved), anchor=CAME),
        Part(text=" that are resolved ("),
        Part(text=str(record.live), anchor=CAME),
        Part(text=" of them made before their days had passed) the Brier score is "),
        Part(text=f"{record.combined.brier:.3f}", anchor=CAME),
        Part(text=", of what is usual "),
        Part(text=f"{record.baseline.brier:.3f}", anchor=CAME),
        Part(text=". The skill is "),
        Part(text=skill(record.combined.skill), anchor=CAME),
        Part(text=": above zero is better than what is usual, and in brackets is where it lies when pairs of "
             "parties are drawn anew."),
    ]  # fmt: skip


def count_words(found: Forecasts) -> list[Part]:
    """Return how many forecasts the ledger holds."""
    record = found.record
    void = [
        Part(text=", "),
        Part(text=str(record.void), anchor=CAME),
        Part(text=" that nobody can resolve"),
    ]
    return [
        Part(text="The ledger holds "),
        Part(text=str(record.forecasts), anchor=METHOD),
        Part(text=f" {noun_for(record.forecasts, 'forecast')}: "),
        Part(text=str(record.open), anchor="forecasts"),
        Part(text=" open, "),
        Part(text=str(record.resolved), anchor=CAME),
        Part(text=" resolved"),
        *(void if record.void else ()),
        Part(text="."),
    ]


def came_words(one: Came) -> list[Part]:
    """Return what came of a forecast, and what had been said."""
    there = one.incidents.anchor if one.incidents.shown else METHOD
    said = "no number" if one.chance is None else percent(one.chance)
    return [
        Part(text=f"{OUTCOMES.get(one.outcome, OUTCOMES['void'])}, {days(one.start, one.end)}; "),
        Part(text=said, anchor=there),
        Part(text=f" was said on {day_words(one.origin, year=True)}."),
    ]


def bin_words(one: Bin) -> tuple[str, str, str, str]:
    """Return the forecasts of about one chance as a row: from to, their mean, what came true, how many."""
    return f"{one.low:.0%} to {one.high:.0%}", f"{one.forecast:.1%}", f"{one.observed:.1%}", str(one.n)


def skill(one: Skill | None) -> str:
    """Return a skill with its interval."""
    if one is None:
        return "not defined"
    if one.low is None or one.high is None:
        return f"{one.value:+.3f} ({one.why})"
    return f"{one.value:+.3f} ({one.low:+.3f} to {one.high:+.3f})"


def days(first: str, last: str) -> str:
    """Return the days from first to last, each with its year: a reader must not have to look for it."""
    one, other = day_words(first, year=True), day_words(last, year=True)
    return one if one == other else f"{one} to {other}"


def percent(chance: float) -> str:
    """Return a share in percent."""
    return f"{chance:.0%}"
