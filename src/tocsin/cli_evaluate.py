"""The commands ``tocsin evaluate ...``: labelled files in, figures out."""

from __future__ import annotations

import click

DONE = 0
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


@click.group(help=ABOUT_EVALUATE, short_help="Measure on labelled files.")
def evaluate() -> None:
    """Group the measures."""


@evaluate.command(help=ABOUT_RELATIONS, short_help="What one marked party does to another.")
@click.argument("file")
@click.option("--model", metavar="DIR", help="A model of `tocsin train`, in the place of the one that ships.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
def relations(file: str, model: str | None, as_json: bool) -> int:
    """Measure the relation model."""
    from tocsin.measuring_run import evaluate_relations

    evaluate_relations(file, model, as_json)
    return DONE


@evaluate.command(help=ABOUT_PLOVER, short_help="PLOVER's gold standard records, from raw text.")
@click.argument("file")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
def plover(file: str, as_json: bool) -> int:
    """Measure the whole chain."""
    from tocsin.measuring_run import evaluate_plover

    evaluate_plover(file, as_json)
    return DONE


@evaluate.command(help=ABOUT_ACTORS, short_help="Who is meant by a phrase.")
@click.argument("file")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
def actors(file: str, as_json: bool) -> int:
    """Measure the resolver of actors."""
    from tocsin.measuring_run import evaluate_actors

    evaluate_actors(file, as_json)
    return DONE


@evaluate.command(help=ABOUT_PLACES, short_help="Names of places, and where they lie.")
@click.argument("file")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
def places(file: str, as_json: bool) -> int:
    """Measure places."""
    from tocsin.measuring_run import evaluate_places

    evaluate_places(file, as_json)
    return DONE


@evaluate.command(help=ABOUT_DATES, short_help="Dates in words.")
@click.argument("file")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
def dates(file: str, as_json: bool) -> int:
    """Measure dates."""
    from tocsin.measuring_run import evaluate_dates

    evaluate_dates(file, as_json)
    return DONE


@evaluate.command(help=ABOUT_QUOTES, short_help="Quotations and their speakers.")
@click.argument("file")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
def quotes(file: str, as_json: bool) -> int:
    """Measure quotations."""
    from tocsin.measuring_run import evaluate_quotes

    evaluate_quotes(file, as_json)
    return DONE
