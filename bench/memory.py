"""The memory of a process of its own that codes 1,000 articles: its peak, and whether it stays flat."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from figures import Figure

ARTICLES = 1000
STEP = 100
SENTENCES = (8, 24)
SEED = 12
MOST_MIB = 700
MOST_GROWTH = 1.05
SETTLED = 2
"""Samples before this one are taken while tables and caches fill."""


def memory() -> Iterator[Figure]:
    """Code in a fresh process; growth is the largest sample after it settled over the first one then."""
    run = subprocess.run([sys.executable, __file__], capture_output=True, text=True, check=True)
    found = json.loads(run.stdout)
    samples: list[float] = found["samples"]
    yield Figure("peak memory of 1,000 articles", found["peak"], "MiB", MOST_MIB)
    for number, sample in enumerate(samples, start=1):
        yield Figure(f"  after {number * STEP} articles", sample, "MiB")
    yield Figure(
        "growth after the first 200", max(samples[SETTLED:]) / samples[SETTLED - 1], most=MOST_GROWTH
    )


def code_and_sample() -> dict[str, object]:
    """Code the articles one after the other, and look at the resident memory after every hundredth."""
    from generated import articles
    from tocsin.pipeline import Coder

    samples = []
    for number, _ in enumerate(Coder().pipe(articles(ARTICLES, SEED, SENTENCES)), start=1):
        if number % STEP == 0:
            samples.append(resident())
    return {"samples": samples, "peak": peak()}


def resident() -> float:
    """Return the resident memory in MiB."""
    return _status("VmRSS") or _most()


def peak() -> float:
    """Return the largest resident memory so far in MiB."""
    return _status("VmHWM") or _most()


def _status(field: str) -> float | None:
    """Read a field of Linux's own account; its ``ru_maxrss`` would count the parent's memory too."""
    status = Path("/proc/self/status")
    if not status.exists():
        return None
    line = next(line for line in status.read_text().splitlines() if line.startswith(field))
    return int(line.split()[1]) / 1024


def _most() -> float:
    """Return the peak in MiB on systems without that account; macOS counts bytes, others KiB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    print(json.dumps(code_and_sample()))
