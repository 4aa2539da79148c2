"""One run of ``tocsin train``: says what is done and how far it is, and needs the extra ``train``."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tocsin.errors import UsageError

SECONDS_BETWEEN_LINES = 10.0


@dataclass(frozen=True)
class TrainingRun:
    """What was asked for."""

    file: str
    out: str
    base: str | None
    label: str | None
    mapping: str | None
    epochs: int
    seed: int
    quiet: bool


def train_model(run: TrainingRun) -> None:
    """Train a model and say how good it is. Raises InputError, UsageError, OutputError and DataError."""
    from tocsin.training.tables import read_training

    data = read_training(run.file, run.label, run.mapping)
    try:
        from tocsin.training.job import Job, train
    except ImportError as error:
        raise UsageError(f"training needs {error.name}: pip install 'tocsin[train]'") from error
    base = None if run.base is None else Path(run.base)
    job = Job(data, Path(run.out), base, epochs=run.epochs, seed=run.seed)
    progress = Progress(run.epochs, quiet=run.quiet)
    made = train(job, progress)
    progress.clear()
    if run.quiet:
        return
    print(f"{run.out}: trained on {made.rows} pairs, {len(data.labels)} labels")
    if made.accuracy is None:
        print("too few pairs to keep some aside: its probabilities are not fitted")
    else:
        print(f"of {made.aside} pairs kept aside: accuracy {made.accuracy:.3f}, macro F1 {made.macro_f1:.3f}")


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
