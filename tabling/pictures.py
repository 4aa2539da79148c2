"""Makes the pictures that the README shows: the sample crisis as a brief and as pages, in a real browser.

    python -m tabling.pictures

They come into docs/pictures/. Needs Chromium or Chrome, and the packages for development.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent
REPORTS = ROOT / "examples" / "crisis" / "reports.jsonl"
OUT = ROOT / "docs" / "pictures"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu"]
SIZE = (1180, 820)
DESK = (1440, 900)  # on which the brief says all on one screen
DENIAL = "Guyana and Suriname deny report of attack on police post"


def tocsin(*arguments: object) -> list[str]:
    """Return the command line of Tocsin, in the Python that runs this."""
    return [sys.executable, "-c", "from tocsin.cli import main; main()", *map(str, arguments)]


@contextmanager
def served(project: Path) -> Iterator[str]:
    """Serve a project at a free port; gives the address."""
    command = tocsin("serve", project, "--port", 0)
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        try:
            yield server.stderr.readline().split()[1].rstrip("/")
        finally:
            server.terminate()


def take(page: Page, address: str, name: str, dark: bool = False) -> None:
    """Write a picture of what is seen first at an address."""
    page.emulate_media(color_scheme="dark" if dark else "light")
    page.goto(address)
    page.wait_for_load_state("networkidle")  # libraries take the place of drawings after the page is there
    page.screenshot(path=OUT / f"{name}.png")
    print(OUT.relative_to(ROOT) / f"{name}.png")


def main() -> None:
    """Code the sample, and take a picture of each view that is shown."""
    browser_path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser_path is None:
        sys.exit("no Chromium or Chrome here: apt-get install chromium")
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        project, brief = Path(folder) / "Corentyne", Path(folder) / "brief.html"
        for command in (("init", project), ("add", REPORTS, "--project", project),
                        ("brief", project, "--out", brief)):  # fmt: skip
            subprocess.run(tocsin(*command), check=True, capture_output=True)
        browser = driver.chromium.launch(executable_path=browser_path, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": DESK[0], "height": DESK[1]})
        take(page, brief.as_uri(), "brief")
        page.set_viewport_size({"width": SIZE[0], "height": SIZE[1]})
        with served(project) as address:
            take(page, f"{address}/crisis", "crisis")
            take(page, f"{address}/network", "network", dark=True)
            page.goto(f"{address}/articles")
            page.get_by_role("link", name=DENIAL).first.click()
            page.wait_for_url("**/articles/*")
            take(page, page.url, "article")
        browser.close()


if __name__ == "__main__":
    main()
