"""One run of ``tocsin evaluate``: a labelled file in, figures out, as tables or as JSON."""

from __future__ import annotations

import json
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


def _print(data: dict[str, Any]) -> None:
    with open_output(None, as_data=True) as stream:
        stream.write(json.dumps(data, indent=2) + "\n")
