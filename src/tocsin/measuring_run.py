"""One run of ``tocsin evaluate``: a labelled file in, figures out, as tables or as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tocsin.sensing.relations import FOLDER, relation_model
from tocsin.showing.output import open_output


def evaluate_relations(file: str, model: str | None, as_json: bool) -> None:
    """Measure a relation model on marked pairs. Raises InputError and DataError."""
    from tocsin.evaluating.relations import measure_relations, read_pairs
    from tocsin.showing.scores_view import show_relations

    pairs = read_pairs(file)
    scores = measure_relations(pairs, relation_model(FOLDER if model is None else Path(model)))
    if as_json:
        _print(scores.to_json())
        return
    with open_output(None, as_data=False) as stream:
        show_relations(stream, scores)


def evaluate_plover(file: str, as_json: bool) -> None:
    """Measure the whole chain on PLOVER's records. Raises InputError."""
    from tocsin.evaluating.plover import measure_plover, read_records
    from tocsin.pipeline import Coder
    from tocsin.showing.scores_view import show_plover

    scores = measure_plover(read_records(file), Coder().code)
    if as_json:
        _print(scores.to_dict())
        return
    with open_output(None, as_data=False) as stream:
        show_plover(stream, scores)


def evaluate_actors(file: str, as_json: bool) -> None:
    """Measure the resolver on phrases. Raises InputError."""
    from tocsin.evaluating.actors import measure_actors, read_actors
    from tocsin.pipeline import actor

    rows = read_actors(file)
    scores = measure_actors(rows, lambda phrase, day: actor(phrase, date=day))
    mistakes = [f"line {one.line}: {one.phrase}: {one.want}, told {one.got}" for one in scores.mistakes]
    _show(scores.to_json(), mistakes, as_json)


def evaluate_places(file: str, as_json: bool) -> None:
    """Measure toponyms on XML. Raises InputError."""
    from tocsin.evaluating.places import measure_places, read_places
    from tocsin.pipeline import places

    articles, moved = read_places(file)
    scores = measure_places(articles, places, moved)
    notes = [f"{moved} offsets did not hold their words and were moved to them"] if moved else []
    _show(scores.to_json(), [*notes, *scores.mistakes], as_json)


def evaluate_dates(file: str, as_json: bool) -> None:
    """Measure dates in words. Raises InputError."""
    from tocsin.evaluating.dates import measure_dates, read_dates

    scores = measure_dates(read_dates(file))
    _show(scores.to_json(), [str(one) for one in scores.wrong], as_json)


def evaluate_quotes(file: str, as_json: bool) -> None:
    """Measure quotations and speakers. Raises InputError."""
    from tocsin.evaluating.quotes import measure_quotes, read_quotes
    from tocsin.pipeline import Coder

    scores = measure_quotes(read_quotes(file), Coder().code)
    _show(scores.to_json(), [str(one) for one in scores.examples], as_json)


def evaluate_links(folder: str, as_json: bool) -> None:
    """Measure the ranking of next acts on a temporal knowledge graph. Raises InputError."""
    from tocsin.evaluating.links import measure_links, read_links

    scores = measure_links(read_links(folder))
    _show(scores.to_json(), [], as_json)


def evaluate_series(file: str, start: str | None, as_json: bool) -> None:
    """Measure forecasts of series from a day on. Raises InputError and UsageError."""
    from tocsin.evaluating.series import first_period, measure_series, read_series

    series = read_series(file)
    scores = measure_series(series, first_period(series, start))
    figures = scores.to_json()
    _show(figures if as_json else figures | {"notes": len(scores.notes)}, scores.notes, as_json)


def _show(figures: dict[str, Any], mistakes: Sequence[str], as_json: bool) -> None:
    if as_json:
        _print(figures)
        return
    from tocsin.showing.scores_view import show_figures

    with open_output(None, as_data=False) as stream:
        show_figures(stream, figures, mistakes)


def _print(data: dict[str, Any]) -> None:
    with open_output(None, as_data=True) as stream:
        stream.write(json.dumps(data, indent=2) + "\n")
