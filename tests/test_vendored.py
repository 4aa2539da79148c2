"""What the pages take from others: pinned, as it was bundled, licensed, and safe under the policy."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

ROOT = Path(__file__).parents[1]
WEB = ROOT / "web"
STATIC = ROOT / "src/tocsin/serving/static"
VENDOR = STATIC / "vendor"
BESIDE_FILES = {"LICENSES", "manifest.json"}
MOST_OF_FONTS = 600_000
HOST = re.compile(r"https?://[^\s\"']*(?:registry|npmjs|unpkg|jsdelivr|cdn)", re.IGNORECASE)


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


MANIFEST = read(VENDOR / "manifest.json")


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_what_is_bundled_has_the_versions_that_are_pinned() -> None:
    asked, locked = read(WEB / "package.json"), read(WEB / "package-lock.json")["packages"]
    pins = {**asked["dependencies"], **asked["devDependencies"]}
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in pins.values())
    assert {name: locked[f"node_modules/{name}"]["version"] for name in pins} == pins
    bundled = MANIFEST["packages"]
    assert bundled == {name: locked[f"node_modules/{name}"]["version"] for name in bundled}
    assert asked["dependencies"].keys() <= bundled.keys()


def test_every_file_is_as_it_was_bundled_and_of_these_sources() -> None:
    found = {path.name for path in VENDOR.iterdir()}
    assert found == MANIFEST["files"].keys() | BESIDE_FILES
    assert {name: digest(VENDOR / name) for name in MANIFEST["files"]} == {
        name: one["sha256"] for name, one in MANIFEST["files"].items()
    }
    changed = [name for name, known in MANIFEST["sources"].items() if digest(WEB / name) != known]
    assert changed == [], "run make web"


def test_every_package_comes_with_its_licence() -> None:
    text = (VENDOR / "LICENSES").read_text(encoding="utf-8")
    headings = re.findall(r"^=+\n(\S+) (\S+) \((\S+)\)\n=+\n(?=.*\S)", text, re.MULTILINE)
    assert {name: version for name, version, _ in headings} == MANIFEST["packages"]
    allowed = {"0BSD", "Apache-2.0", "BSD-3-Clause", "ISC", "MIT", "OFL-1.1"}
    assert {licence for _, _, licence in headings} <= allowed
    assert "Apache ECharts\nCopyright" in text  # the notice that its licence asks to be passed on


def test_nothing_names_a_registry_or_this_machine() -> None:
    written = [*(path for path in WEB.iterdir() if path.is_file()), *VENDOR.glob("*[!2]")]
    for path in written:
        text = path.read_text(encoding="utf-8")
        assert HOST.search(text) is None, path.name
        assert '"resolved"' not in text or path.name != "package-lock.json"
        assert str(ROOT) not in text


@pytest.mark.parametrize("path", sorted(STATIC.rglob("*.js")), ids=lambda path: path.name)
def test_no_script_makes_code_of_text(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.search(r"\bnew Function\b|\beval\(", text) is None


def test_the_server_has_every_file_that_a_page_or_script_asks_for(page: TestClient) -> None:
    asked = {f"/static/vendor/{name}" for name in MANIFEST["files"]}
    asked |= {f"/static/{path.name}" for path in STATIC.iterdir() if path.is_file()}
    for path in sorted(asked):
        assert page.get(path).status_code == 200, path
    assert page.get("/static/vendor/manifest.json").status_code == 404
    for script in STATIC.glob("*.js"):
        for name in re.findall(r'^import .* from "\./(.*)";$', script.read_text("utf-8"), re.MULTILINE):
            assert page.get(f"/static/{name}").headers["content-type"] == "text/javascript; charset=utf-8"


def test_fonts_are_small_and_each_script_has_its_own() -> None:
    sizes = [one["bytes"] for name, one in MANIFEST["files"].items() if name.endswith(".woff2")]
    assert 0 < sum(sizes) <= MOST_OF_FONTS
    faces = (VENDOR / "fonts.css").read_text(encoding="utf-8").split("@font-face")[1:]
    assert len(faces) == len(sizes)
    assert all("font-display: swap" in face and "unicode-range: U+" in face for face in faces)
