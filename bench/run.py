"""``make bench``: the coder, as ratios, and a large project; exit status 1 where a must is missed."""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from briefs import briefs
from lengths import lengths
from memory import memory
from merging import merging
from projects import projects
from serving import serving
from speed import speed
from starting import starting
from workers import workers

PARTS = {
    "starting": starting,
    "speed": speed,
    "memory": memory,
    "lengths": lengths,
    "projects": projects,
    "briefs": briefs,
    "serving": serving,
    "merging": merging,
    "workers": workers,
}


def main(chosen: list[str]) -> int:
    """Run the parts that are named, or all of them."""
    unknown = [name for name in chosen if name not in PARTS]
    if unknown:
        print(f"no part {unknown[0]!r}: the parts are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    print(f"Python {platform.python_version()} on {platform.system()}, {os.cpu_count()} processors")
    missed = 0
    for name in chosen or PARTS:
        for figure in PARTS[name]():
            print(figure, flush=True)
            missed += not figure.ok
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
