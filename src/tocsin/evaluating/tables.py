"""Our own tables of phrases, dates and quotations, and the public file of places, as figures with bars."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from tocsin.evaluating.actors import Answer, measure_actors, read_actors
from tocsin.evaluating.alarm_bars import alarm_figures
from tocsin.evaluating.backtest import backtest, read_parts
from tocsin.evaluating.bars import CALIBRATION, INVENTED, WRONG_COUNTRY, Bar
from tocsin.evaluating.dates import measure_dates, read_dates
from tocsin.evaluating.edits import measure_edits
from tocsin.evaluating.incidents import code_and_merge, measure_incidents, read_incidents
from tocsin.evaluating.measuring import Code
from tocsin.evaluating.places import Finder, measure_places, read_places
from tocsin.evaluating.quotes import measure_quotes, read_quotes
from tocsin.evaluating.readouts import measure_readouts, read_readouts
from tocsin.evaluating.series import FIRST, measure_series, read_series
from tocsin.forecasting.questions import question_of

TABLE_SETS = (
    *("actors", "actors, fresh", "dates", "dates, fresh", "quotes", "places", "incidents", "readouts"),
    *("weekly series", "dyad-weeks", "alarm"),
)
# Of the two annotated sets of incidents the one that nothing was tuned on.
MEASURED_ON = "seas"
GEOVIRUS = "places_dev_geovirus.xml"
WEEKLY = "israel_palestine_weekly.csv"
ICEWS = "icews14"
ROLLING_FROM = "180"

Figures = Iterator[tuple[str, float | None, float, int]]


@dataclass(frozen=True, slots=True)
class Resolvers:
    """What is measured beside the coder: whom a phrase means, and the places of a text."""

    actor: Answer
    places: Finder


def table_bars(
    own: Path, outside: Path, pattern: str, code: Code, resolvers: Resolvers
) -> tuple[list[Bar], list[str]]:
    """Return the figures of the tables that the pattern names, and a line on each that is not there.

    ``own`` holds the tables ending in ``-test``, ``outside`` the public files.
    """
    measures: dict[str, tuple[Path, Callable[[str], Figures]]] = {
        "actors": (own / "actors-test.tsv", lambda path: _actors(path, resolvers.actor)),
        "actors, fresh": (own / "actors-fresh.tsv", lambda path: _actors(path, resolvers.actor)),
        "dates": (own / "dates-test.tsv", _dates),
        "dates, fresh": (own / "dates-fresh.tsv", _dates),
        "quotes": (own / "quotes-test.jsonl", lambda path: _quotes(path, code)),
        "places": (outside / GEOVIRUS, lambda path: _places(path, resolvers.places)),
        "incidents": (own.parent / "incidents" / MEASURED_ON, lambda path: _incidents(Path(path), code)),
        "readouts": (own / "readouts.jsonl", lambda path: _readouts(Path(path))),
        "weekly series": (outside / WEEKLY, _weekly),
        "dyad-weeks": (outside / ICEWS, _dyad_weeks),
        "alarm": (own / "crises.tsv", lambda path: alarm_figures(Path(path))),
    }
    bars, absent = [], []
    for name, (path, figures) in measures.items():
        if not fnmatchcase(name, pattern):
            continue
        if not path.exists():
            absent.append(f"{name}: no file {path}")
            continue
        bars += [
            Bar(set=name, kind="own", bar=bar, must=must, measured=round(value, 3), n=n)
            for bar, must, value, n in figures(str(path))
        ]
    return bars, absent


def _actors(path: str, answer: Answer) -> Figures:
    scores = measure_actors(read_actors(path), answer)
    yield "country", 0.85, scores.country_accuracy, scores.n
    yield "country and sector", 0.75, scores.code_accuracy, scores.n
    yield WRONG_COUNTRY, 0.04, scores.wrong, scores.n


def _dates(path: str) -> Figures:
    scores = measure_dates(read_dates(path))
    yield "days", 0.85, scores.accuracy, scores.n


def _quotes(path: str, code: Code) -> Figures:
    scores = measure_quotes(read_quotes(path), code)
    yield "span F1", 0.65, scores.f1_span, scores.quotes
    yield "speaker", 0.80, scores.speaker_accuracy, scores.quotes


def _incidents(folder: Path, code: Code) -> Figures:
    gold = read_incidents(folder)
    documents = [code(article) for article in gold.articles]
    scores = measure_incidents(gold, documents, *code_and_merge(documents))
    pairs = len(gold.copies)
    yield "B-cubed F1", 0.80, scores.f1, scores.reports
    yield "reports told or echoed", None, scores.coded, scores.reports
    yield "B-cubed F1 over those", None, scores.found, scores.reports
    yield "copies, precision", 0.99, scores.copy_precision, pairs
    yield "copies, recall", 0.95, scores.copy_recall, pairs
    known = {pair for pair, kind in gold.copies.items() if kind != "independent"}
    edits = measure_edits(gold.articles, known)
    yield "edited copies, precision", 0.99, edits.precision, edits.pairs
    yield "edited copies, recall", 0.95, edits.recall, edits.pairs
    yield "disagreements found", 0.80, scores.disagreements, len(gold.disagreements)
    yield INVENTED, 0.05, scores.invented, len(gold.disagreements)
    yield "independent sources in range", None, scores.sources, len(gold.sources)


def _readouts(path: Path) -> Figures:
    scores = measure_readouts(read_readouts(path))
    yield "points aligned", 0.75, scores.aligned, scores.points
    yield "points with their relation", None, scores.related, scores.points


def _places(path: str, find: Finder) -> Figures:
    articles, moved = read_places(path)
    scores = measure_places(articles, find, moved)
    yield "detection F1 (overlap)", 0.75, scores.overlap.f1, scores.n
    yield "detection F1 (exact)", None, scores.exact.f1, scores.n
    yield "within 161 km", 0.85, scores.accuracy_161km, scores.n


def _weekly(path: str) -> Figures:
    scores = measure_series(read_series(path), FIRST).mean
    yield "skill over the recent rate", 0.02, scores.skill_recency or 0.0, scores.n
    yield CALIBRATION, 0.03, scores.ece, scores.n


def _dyad_weeks(folder: str) -> Figures:
    """Yield the figures of material conflict within a week: on the later part, and on most of the year.

    The later part is a month, in which a few dyads decide; the other is from day ROLLING_FROM on.
    """
    rule = question_of("material-conflict", None, 7)
    for words, since in (("later part", None), ("rolling origin", ROLLING_FROM)):
        scores = backtest(folder, read_parts(folder, since), rule)
        skill = scores.combined.skill
        if skill is None:
            continue
        yield f"{words}: skill over climatology", 0.01, skill.value, scores.n
        if skill.low is not None and skill.high is not None:
            yield f"{words}: low end of 95 %", None, skill.low, scores.n
            yield f"{words}: high end of 95 %", None, skill.high, scores.n
        pooled = scores.over_pooled.value if scores.over_pooled else 0.0
        yield f"{words}: skill over pooled climatology", None, pooled, scores.n
        yield f"{words}: {CALIBRATION}", 0.03, scores.combined.ece, scores.n
