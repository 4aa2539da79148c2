"""The page of a large project: how soon it paints, and 50 clients for a minute beside somebody who adds.

TOCSIN_BENCH_SECONDS is how long the clients ask; ``make bench-serve`` takes a minute and 100,000 articles.
``large.py`` fills them in and merges them, or finds them where one says.
"""

from __future__ import annotations

import asyncio
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from threading import Event, Thread

import httpx
from figures import Figure
from large import SEED, filled, merged, opened, place
from playwright.sync_api import sync_playwright
from stock import Stock, fill

from browsing import browser_path
from tocsin.project import Project

CLIENTS = 50
SECONDS = float(os.environ.get("TOCSIN_BENCH_SECONDS", "60"))
PAINTS = 5
MOST_TO_PAINT = 500
MOST_RATIO = 5
TIMEOUT = 60
FIRST_PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
ASKED = (
    *("crisis", "crisis.json", "events.json", "events.json?actor=PAK&limit=20", "events?type=ASSAULT"),
    *("events.json?dyad=PAK-IND", "events.json?words=border&limit=10", "articles", "articles.json?limit=20"),
    *("statements.json", "days/2025-12-01", "review.json?limit=5", "network", "map.json", "sources"),
)


def serving() -> Iterator[Figure]:
    """Fill a project, serve it, look at it, ask it."""
    stock = Stock(SEED)
    with place() as where, opened(where) as project:
        yield from filled(project, stock)
        yield from merged(project)
        with served(where) as address:
            yield Figure("first paint of the crisis", paint(address), "ms", MOST_TO_PAINT)
            with adding(project, stock):
                yield from loaded(address)


@contextmanager
def served(where: Path) -> Iterator[str]:
    """Run ``tocsin serve`` and give its address."""
    command = [
        sys.executable,
        "-c",
        "from tocsin.cli import main; main()",
        "serve",
        str(where),
        "--port",
        "0",
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        yield server.stderr.readline().split()[1]
        server.terminate()


def paint(address: str) -> float:
    """Return the milliseconds until a browser paints the first content of the crisis, at best."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=browser_path(), args=["--no-sandbox", "--disable-gpu"]
        )
        times = []
        for _ in range(PAINTS):
            page = browser.new_page()
            page.goto(f"{address}crisis")
            page.wait_for_function(FIRST_PAINT)
            times.append(float(page.evaluate(FIRST_PAINT)))
            page.close()
        browser.close()
    return min(times)


@contextmanager
def adding(project: Project, stock: Stock) -> Iterator[None]:
    """Add an article a second, as ``tocsin watch`` may."""
    ended = Event()
    held = project.store.counts().articles

    def add() -> None:
        for document in stock.documents(10_000, held):
            if ended.wait(1):
                return
            fill(project.store, iter([document]))

    thread = Thread(target=add)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def loaded(address: str) -> Iterator[Figure]:
    """Let the clients ask one thing after the other, each as soon as it has its answer."""
    times, wrong = asyncio.run(_ask(address))
    cuts = quantiles(times, n=20)
    middle, slow = cuts[9], cuts[18]
    yield Figure(f"{CLIENTS} clients for {SECONDS:g} s: answers a second", len(times) / SECONDS)
    yield Figure("errors", wrong, most=0)
    yield Figure("time to an answer, middle", middle * 1000, "ms")
    yield Figure("time to an answer, 95th percentile over the middle", slow / middle, most=MOST_RATIO)


async def _ask(address: str) -> tuple[list[float], int]:
    times: list[float] = []
    wrong = 0
    end = time.perf_counter() + SECONDS

    async def client(number: int) -> None:
        nonlocal wrong
        dice = random.Random(number)
        async with httpx.AsyncClient(base_url=address, timeout=TIMEOUT) as connection:
            while time.perf_counter() < end:
                begun = time.perf_counter()
                try:
                    answer = await connection.get(dice.choice(ASKED))
                    wrong += answer.status_code != httpx.codes.OK
                except httpx.HTTPError:
                    wrong += 1
                times.append(time.perf_counter() - begun)

    await asyncio.gather(*(client(number) for number in range(CLIENTS)))
    return times, wrong
