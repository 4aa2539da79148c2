"""A brief as PDF, printed by a browser that is installed on this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from tocsin.errors import UsageError

VARIABLE = "TOCSIN_BROWSER"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
SECONDS = 120
REMEDY = (
    f"install Chromium or Chrome (on Debian: apt install chromium), or name one in {VARIABLE}, or write HTML "
    "and print it from any browser"
)


def find_browser() -> str:
    """Return the browser that prints: the one of TOCSIN_BROWSER, else the first that is found.

    UsageError, with what to do, where there is none.
    """
    named = os.environ.get(VARIABLE)
    if named:
        found = shutil.which(named)
        if found is None:
            raise UsageError(f"{VARIABLE} names {named!r}, which is no program: {REMEDY}")
        return found
    for name in (*NAMES, *PLACES):
        found = shutil.which(name)
        if found is not None:
            return found
    raise UsageError(f"PDF needs a browser, and none was found: {REMEDY}")


def brief_pdf(page: str) -> bytes:
    """Return a page of ``brief_html`` as PDF. UsageError where no browser is there or it does not print."""
    browser = find_browser()
    with tempfile.TemporaryDirectory(prefix="tocsin-", ignore_cleanup_errors=True) as folder:
        source, target = Path(folder, "brief.html"), Path(folder, "brief.pdf")
        source.write_text(page, encoding="utf-8")
        command = [browser, "--headless", "--disable-gpu", "--no-pdf-header-footer"]
        # Chromium refuses to run as root with its sandbox; the page has no script and asks for nothing.
        command += ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        command += [f"--user-data-dir={folder}/profile", f"--print-to-pdf={target}", source.as_uri()]
        try:
            ended = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise UsageError(f"{browser} did not print ({error}): {REMEDY}") from None
        if not target.is_file():
            said = ended.stderr.decode("utf-8", "replace").strip().splitlines()
            reason = said[-1] if said else f"exit status {ended.returncode}"
            raise UsageError(f"{browser} did not print ({reason[:200]}): {REMEDY}")
        return target.read_bytes()
