"""The commands ``tocsin evaluate ...``: labelled files in, figures out."""

from __future__ import annotations

import click

DONE = 0
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
ABOUT_EVALUATE = """Measure Tocsin on labelled files.

\b
Examples:
  tocsin evaluate relations pairs.tsv
  tocsin evaluate plover records.json --json
"""
ABOUT_RELATIONS = """Measure on marked pairs with gold types: what the source does to the target.

A FILE is tab-separated or JSONL with the columns gold_root and, if there, gold_quad, and marked_sentence
(<s>source</s>, <t>target</t>) or sentence, source and target. Gold labels may be PLOVER's types or those of
its older scheme, in which YIELD holds CONCEDE and RETREAT.

\b
Examples:
  tocsin evaluate relations pairs.tsv
  tocsin evaluate relations pairs.tsv --model my-model --json
"""
ABOUT_PLOVER = """Measure the whole way from raw text on PLOVER's gold standard records (JSON).

\b
Example:
  tocsin evaluate plover PLOVER_GSR_CAMEO.txt
"""
ABOUT_ACTORS = """Measure on phrases with the country and code that they mean on a day.

A FILE is tab-separated with the columns phrase, date, country and code; | stands between alternatives, an
empty cell means that nothing is known.

\b
Example:
  tocsin evaluate actors phrases.tsv
"""
ABOUT_PLACES = """Measure the finding and placing of names of places.

A FILE is XML of the GeoVirus family (location, name, lat, lon) or of the LGL and TR-News family (toponym,
phrase, gaztag).

\b
Example:
  tocsin evaluate places GeoVirus.xml --json
"""
ABOUT_DATES = """Measure the reading of dates in words.

A FILE is tab-separated with the columns text, published, start and end: ISO dates, both inclusive.

\b
Example:
  tocsin evaluate dates dates.tsv
"""
ABOUT_QUOTES = """Measure the finding of quotations and of their speakers.

A FILE has one JSON object a line: text, and quotes with start, end, speaker and cue, each of these two with
start and end or null.

\b
Example:
  tocsin evaluate quotes quotes.jsonl
"""
ABOUT_LINKS = """Measure the ranking of next acts: who does this to whom, and to whom does who do it.

A DIR is a temporal knowledge graph: train.txt, valid.txt and, if there, test.txt (subject, relation, object
and time as ids with tabs), entity2id.txt and relation2id.txt. It fits on train and valid and predicts test;
without test.txt it fits on train and predicts valid. Facts of earlier time steps are known, ranks are
time-aware filtered, both directions are averaged, a tie gets its mean rank.

\b
Example:
  tocsin evaluate links icews14 --json
"""
ABOUT_SERIES = """Measure forecasts of series: is the next value below the 10 % quantile of all before it?

A FILE is CSV with a header: first the date (2025-05-01), then one column for each directed series. Empty
cells are missing values. Each forecast is made from the data before it alone; the skill is against the rate
of low values so far (climatology) and of late (recency, half-life 6 periods).

\b
Examples:
  tocsin evaluate series weekly.csv
  tocsin evaluate series weekly.csv --from 1995-01-01 --json
"""


@click.group(help=ABOUT_EVALUATE, short_help="Measure on labelled files.")
def evaluate() -> None:
    """Group the measures."""


@evaluate.command(help=ABOUT_RELATIONS, short_help="What one marked party does to another.")
@click.argument("file")
@click.option("--model", metavar="DIR", help="A model of `tocsin train`, in the place of the one that ships.")
@AS_JSON
def relations(file: str, model: str | None, as_json: bool) -> int:
    """Measure the relation model."""
    from tocsin.measuring_run import evaluate_relations

    evaluate_relations(file, model, as_json)
    return DONE


@evaluate.command(help=ABOUT_PLOVER, short_help="PLOVER's gold standard records, from raw text.")
@click.argument("file")
@AS_JSON
def plover(file: str, as_json: bool) -> int:
    """Measure the whole chain."""
    from tocsin.measuring_run import evaluate_plover

    evaluate_plover(file, as_json)
    return DONE


@evaluate.command(help=ABOUT_ACTORS, short_help="Who is meant by a phrase.")
@click.argument("file")
@AS_JSON
def actors(file: str, as_json: bool) -> int:
    """Measure the resolver of actors."""
    from tocsin.measuring_run import evaluate_actors

    evaluate_actors(file, as_json)
    return DONE


@evaluate.command(help=ABOUT_PLACES, short_help="Names of places, and where they lie.")
@click.argument("file")
@AS_JSON
def places(file: str, as_json: bool) -> int:
    """Measure places."""
    from tocsin.measuring_run import evaluate_places

    evaluate_places(file, as_json)
    return DONE


@evaluate.command(help=ABOUT_DATES, short_help="Dates in words.")
@click.argument("file")
@AS_JSON
def dates(file: str, as_json: bool) -> int:
    """Measure dates."""
    from tocsin.measuring_run import evaluate_dates

    evaluate_dates(file, as_json)
    return DONE


@evaluate.command(help=ABOUT_QUOTES, short_help="Quotations and their speakers.")
@click.argument("file")
@AS_JSON
def quotes(file: str, as_json: bool) -> int:
    """Measure quotations."""
    from tocsin.measuring_run import evaluate_quotes

    evaluate_quotes(file, as_json)
    return DONE


@evaluate.command(help=ABOUT_LINKS, short_help="Who does what to whom next.")
@click.argument("folder", metavar="DIR")
@AS_JSON
def links(folder: str, as_json: bool) -> int:
    """Measure the ranking of next acts."""
    from tocsin.measuring_run import evaluate_links

    evaluate_links(folder, as_json)
    return DONE


@evaluate.command(help=ABOUT_SERIES, short_help="Forecasts of weekly or daily series.")
@click.argument("file")
@click.option("--from", "start", metavar="DATE", help="The first period that is forecast; else the 301st.")
@AS_JSON
def series(file: str, start: str | None, as_json: bool) -> int:
    """Measure forecasts of series."""
    from tocsin.measuring_run import evaluate_series

    evaluate_series(file, start, as_json)
    return DONE
