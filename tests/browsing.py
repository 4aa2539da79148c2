"""A real Chromium or Chrome that can reach this machine and nothing else, and tells what it complains of."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response, Route, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking")
AXE = (Path(__file__).parent / "data" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
GRAVE = ("serious", "critical")
WIDTHS = (390, 1024, 1600)  # of a window, pixels: a telephone, a laptop, a desk
REACHED_BY_TAB = """() => {
  const wanted = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
  const shown = [...document.querySelectorAll(wanted)].filter((one) => one.checkVisibility() && !one.disabled
    && !one.closest('details:not([open]) > :not(summary)'));
  const seen = new Set();
  document.addEventListener('focusin', (event) => seen.add(event.target));
  window.unreached = () => shown.filter((one) => !seen.has(one)).map((one) => one.outerHTML.slice(0, 200));
  document.activeElement?.blur();
  return shown.length;
}"""


def browser_path() -> str:
    """Return the browser; skip without one, but fail where continuous integration runs."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is not None:
        return found
    reason = "no Chromium or Chrome here: apt-get install chromium"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def browsing() -> Iterator[Browser]:
    path = browser_path()
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()


class Watched:
    """A context of the browser with all that went wrong in it: ``complaints``, and ``outside`` requests."""

    def __init__(self, browser: Browser, **options: Any) -> None:
        self.context: BrowserContext = browser.new_context(**options)
        self.scripts: bool = options.get("java_script_enabled", True)
        self.outside: list[str] = []
        self.complaints: list[str] = []
        self.context.route("**/*", self._decide)
        self.page: Page = self.context.new_page()
        self._goto = self.page.goto
        self.page.goto = self._settled  # type: ignore[method-assign]
        self.page.on("console", lambda told: self._hear(told.type, told.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self._hear("error", f"dialog {dialog.message}"))

    def _decide(self, route: Route) -> None:
        if urlsplit(route.request.url).hostname in ("127.0.0.1", None):
            route.continue_()
        else:
            self.outside.append(route.request.url)
            route.abort()

    def _hear(self, kind: str, text: str) -> None:
        # What the driver says of its own speed, where the processor draws in place of a graphics card.
        if kind in ("error", "warning") and "GPU stall due to ReadPixels" not in text:
            self.complaints.append(text)

    @property
    def wrong(self) -> list[str]:
        """All that should not have been."""
        return [*self.complaints, *self.outside]

    def _settled(self, *asked: Any, **options: Any) -> Response | None:
        answer = self._goto(*asked, **options)
        self.settle()
        return answer

    def settle(self) -> None:
        """Wait for the letters: what is clicked while they come may move away below the pointer."""
        if self.scripts:
            self.page.evaluate("() => document.fonts.ready.then(() => true)")

    def overflow(self) -> int:
        """Return by how many pixels the page is wider than its window."""
        script = "() => document.documentElement.scrollWidth - window.innerWidth"
        return int(self.page.evaluate(script))

    def axe(self, *rules: str) -> list[str]:
        """Return what axe-core finds on the page that is serious or critical, by all rules or by some."""
        if not self.page.evaluate("() => 'axe' in window"):
            self.page.evaluate(AXE)
        options = {"resultTypes": ["violations"], **({"runOnly": list(rules)} if rules else {})}
        found = self.page.evaluate("(options) => axe.run(document, options)", options)
        return [
            f"{one['id']}: {node['target']} {node['failureSummary']}"
            for one in found["violations"]
            if one["impact"] in GRAVE
            for node in one["nodes"][:3]
        ]

    def unreached(self) -> list[str]:
        """Press Tab through the page and return what can be used and was never in focus."""
        for _ in range(self.page.evaluate(REACHED_BY_TAB) + 2):
            self.page.keyboard.press("Tab")
        missing: list[str] = self.page.evaluate("() => window.unreached()")
        return missing

    def assert_usable(self, address: str) -> None:
        """Open a page and hold it to axe-core in both themes, to the Tab key, and to every width."""
        self.page.emulate_media(color_scheme="light")
        self.page.goto(address)
        found = self.axe()
        assert found == [], (address, "light", found)
        self.page.emulate_media(color_scheme="dark")
        found = self.axe("color-contrast")  # nothing else depends on the theme
        assert found == [], (address, "dark", found)
        missing = self.unreached()
        assert missing == [], (address, missing)
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 800})
            assert self.overflow() <= 0, (address, width)

    def close(self) -> None:
        self.context.close()
