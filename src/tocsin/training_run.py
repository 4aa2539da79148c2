"""One run of ``tocsin train``: says what is done and how far it is, and needs the extra ``train``."""

from __future__ import annotations

import csv
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.amounts import noun_for, number_of
from tocsin.errors import UsageError
from tocsin.project import open_project
from tocsin.sensing.marking import Pair, read_tags, tagged
from tocsin.sensing.pairs_file import LabelledPair
from tocsin.showing.output import open_output
from tocsin.storing.training_rows import corrected_rows

if TYPE_CHECKING:
    from tocsin.training.tables import LabelledFile

SECONDS_BETWEEN_LINES = 10.0


@dataclass(frozen=True)
class TrainingRun:
    """What was asked for: a file of pairs, the corrections of a project, or both.

    With ``rows_out`` the rows are written there, and nothing is trained; ``out`` is None only then.
    """

    file: str | None
    out: str | None
    base: str | None
    label: str | None
    mapping: str | None
    epochs: int
    seed: int
    quiet: bool
    project: str | None = None
    rows_out: str | None = None


def train_model(run: TrainingRun) -> None:
    """Train a model and say how good it is. Raises InputError, UsageError, OutputError and DataError."""
    from tocsin.training.tables import read_training

    if run.file is None and run.project is None:
        raise UsageError("nothing to learn from: give a FILE of labelled pairs, --from-project DIR, or both")
    if (run.out is None) == (run.rows_out is None):
        raise UsageError("give the folder of the new model with --out, or a file of rows with --export-only")
    corrected = [] if run.project is None else _corrected(run.project, run.quiet)
    if run.rows_out is not None and run.file is None:
        _write_rows(corrected, run.rows_out, run.quiet)  # whether they are enough is asked when one trains
        return
    data = read_training(run.file, run.label, run.mapping, corrected)
    _say_left_out(run, data, corrected)
    if run.rows_out is not None:
        _write_rows(data.pairs, run.rows_out, run.quiet)
    else:
        _train(run, data)


def _corrected(where: str, quiet: bool) -> list[LabelledPair]:
    """Return what people have put right in a project as labelled pairs. UsageError where there is nothing."""
    with open_project(where) as project:
        found = list(corrected_rows(project.store.judged()))
    if not found:
        raise UsageError(
            f"{where} has no corrections to learn from: make some with tocsin review, or give a FILE alone"
        )
    pairs = [
        LabelledPair(number, pair, label, {})
        for number, (marked, label) in enumerate(found, start=1)
        if (pair := _pair(marked)) is not None
    ]
    if not quiet and len(pairs) < len(found):
        left = len(found) - len(pairs)
        named = noun_for(left, "its sentence names", "their sentences name")
        sys.stderr.write(f"tocsin: {number_of(left, 'correction')} left out: {named} no party\n")
    return pairs


def _pair(marked: str | None) -> Pair | None:
    try:
        return None if marked is None else read_tags(marked)
    except UsageError:  # the article itself has what looks like a mark
        return None


def _say_left_out(run: TrainingRun, data: LabelledFile, corrected: Sequence[LabelledPair]) -> None:
    pairs = {pair.pair for pair in data.pairs}
    labels = sorted({one.label for one in corrected if one.pair not in pairs})
    if labels and not run.quiet:
        sys.stderr.write(f"tocsin: corrections left out, as one alone teaches nothing: {', '.join(labels)}\n")


def _write_rows(pairs: Sequence[LabelledPair], target: str, quiet: bool) -> None:
    with open_output(target, as_data=True) as stream:
        writer = csv.writer(stream, delimiter="\t", lineterminator="\n")
        writer.writerow(("marked_sentence", "label"))
        for one in pairs:
            writer.writerow((tagged(one.pair), one.label))
    if not quiet:
        labels = number_of(len({one.label for one in pairs}), "label")
        sys.stderr.write(f"{target}: {number_of(len(pairs), 'row')}, {labels}\n")


def _train(run: TrainingRun, data: LabelledFile) -> None:
    try:
        from tocsin.training.job import Job, train
    except ImportError as error:
        raise UsageError(
            f"training needs {error.name}: pip install 'tocsin[train]' (--export-only needs none of it)"
        ) from error
    assert run.out is not None
    base = None if run.base is None else Path(run.base)
    job = Job(data, Path(run.out), base, epochs=run.epochs, seed=run.seed)
    progress = Progress(run.epochs, quiet=run.quiet)
    made = train(job, progress)
    progress.clear()
    if run.quiet:
        return
    print(f"{run.out}: trained on {number_of(made.rows, 'pair')}, {number_of(len(data.labels), 'label')}")
    if made.accuracy is None:
        print("too few pairs to keep some aside: its probabilities are not fitted")
    else:
        kept = number_of(made.aside, "pair")
        print(f"of {kept} kept aside: accuracy {made.accuracy:.3f}, macro F1 {made.macro_f1:.3f}")


class Progress:
    """How far training is, on standard error: a line that is renewed on a terminal, else one now and then."""

    def __init__(self, epochs: int, *, quiet: bool) -> None:
        self._epochs = epochs
        self._quiet = quiet
        self._live = sys.stderr.isatty()
        self._last = 0.0

    def __call__(self, epoch: int, step: int, steps: int, loss: float) -> None:
        """Take the number of the epoch and of the batch, both from 1, and the loss of the batch."""
        now = time.monotonic()
        last = step == steps
        if self._quiet or (now - self._last < (0.2 if self._live else SECONDS_BETWEEN_LINES) and not last):
            return
        self._last = now
        line = f"epoch {epoch} of {self._epochs}, batch {step} of {steps}, loss {loss:.3f}"
        sys.stderr.write(f"\r\x1b[K{line}" if self._live else f"{line}\n")
        sys.stderr.flush()

    def clear(self) -> None:
        """Take the line of progress away."""
        if self._live and not self._quiet:
            sys.stderr.write("\r\x1b[K")
