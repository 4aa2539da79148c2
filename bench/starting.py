"""What it takes to start: the command's help over Python with only the library of the command line."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator

from figures import Figure

ROUNDS = 9
HELP = "from tocsin import cli; cli.run(['--help'])"
BARE = "import click"
MOST = 2.5


def starting() -> Iterator[Figure]:
    """Take the best of several starts of each, in turns."""
    times: dict[str, list[float]] = {HELP: [], BARE: []}
    for _ in range(ROUNDS):
        for code, found in times.items():
            begun = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
            found.append(time.perf_counter() - begun)
    help_seconds, bare = min(times[HELP]), min(times[BARE])
    yield Figure("tocsin --help", help_seconds, "s")
    yield Figure("its time over that of importing click alone", help_seconds / bare, "", MOST)
