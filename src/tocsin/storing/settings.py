"""``tocsin.toml``: the settings of a project; each is checked, and complained of by line and field."""

from __future__ import annotations

import difflib
import re
import tomllib
from pathlib import Path
from typing import Any

from tocsin.errors import SettingsError, StoreError, TocsinError
from tocsin.knowledge.claims import POLICIES, read_borders
from tocsin.records import Record
from tocsin.storing.alert_settings import AlertSettings, alert_settings
from tocsin.storing.opening import DATABASE, is_url

FILE = "tocsin.toml"
TEMPLATE = """\
# The settings of this Tocsin project. What is left out has the value that is shown here.

# Where articles and events are kept: a file in this folder, or a server, as in
# "postgresql://user@host:5432/name" (the password in PGPASSWORD or ~/.pgpass, not here).
database = {database}

[coder]
# The folder of a model of `tocsin train`; "" is the model that ships with Tocsin.
model = ""
# Whose a disputed place is: "un", "de-facto", "none", or a table with the columns name and country.
borders = "un"

[alerts]
# Whom `tocsin alerts` watches, as ["IND-PAK", "USA:IRN"]; none is the whole project as one crisis.
watch = []
# Where else alerts go: file = "alerts.jsonl", rss = "alerts.xml", and the sections [alerts.mail] and
# [alerts.webhook]; [alerts.level] and so on change the rules. docs/escalation.md has all of them.
"""
_LINE = re.compile(r"at line (\d+)")
_HEAD_OR_FIELD = re.compile(r"^\s*(?:\[\s*(?P<section>[\w.-]+)\s*\]|(?P<field>[\w-]+|\"[^\"]+\")\s*=)")


class Settings(Record, frozen=True):
    """What a project is set to; ``folder`` is None for a server that was named by its URL.

    ``database`` is the path of a file or a URL; ``model`` is None for the one that ships. Paths are those of
    the settings file's folder.
    """

    folder: str | None
    database: str
    model: str | None = None
    borders: str = "un"
    alerts: AlertSettings = AlertSettings()


def write_settings(folder: Path, database: str = DATABASE) -> Path:
    """Write the settings of a new project and return their file; StoreError where it cannot be written."""
    path = folder / FILE
    quoted = '"' + database.replace("\\", "\\\\").replace('"', '\\"') + '"'
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(TEMPLATE.format(database=quoted))
    except FileExistsError:
        remedy = "open it, or choose another folder"
        raise StoreError(str(path), "there is a project already", remedy) from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise StoreError(str(path), reason, "choose a folder that you may write to") from None
    return path


def find_settings(folder: Path) -> Path | None:
    """Return the settings file of a folder or of the nearest folder above it; None where there is none."""
    here = folder.absolute()
    return next((one / FILE for one in (here, *here.parents) if (one / FILE).is_file()), None)


def read_settings(path: Path) -> Settings:
    """Return the settings of a file; SettingsError, with line and field, for what cannot be used."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = _LINE.search(str(error))
        remedy = "write it as the template of `tocsin init` has it"
        number = int(line[1]) if line else None
        raise SettingsError(str(path), number, None, f"is not TOML ({error}): {remedy}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(str(path), None, None, f"cannot be read ({error}): check the file") from None
    return _Checked(path, text, data).settings()


class _Checked:
    """The fields of one file, each checked when it is asked for."""

    def __init__(self, path: Path, text: str, data: dict[str, Any]) -> None:
        self._path = path
        self._lines = _lines_of_fields(text)
        self._data = data

    def settings(self) -> Settings:
        self._no_others(self._data, ("database", "coder", "alerts"), "")
        coder = self._data.get("coder", {})
        if not isinstance(coder, dict):
            raise self._wrong("coder", "is no section: write [coder] on a line of its own")
        self._no_others(coder, ("model", "borders"), "coder.")
        return Settings(
            folder=str(self._path.parent),
            database=self._database(),
            model=self._model(),
            borders=self._borders(),
            alerts=self._alerts(),
        )

    def _alerts(self) -> AlertSettings:
        section = self._data.get("alerts", {})
        if not isinstance(section, dict):
            raise self._wrong("alerts", "is no section: write [alerts] on a line of its own")
        return alert_settings(section, self._path.parent, self._wrong)

    def _database(self) -> str:
        found = self._text(self._data, "database", DATABASE)
        if not found:
            raise self._wrong("database", f'is empty: write "{DATABASE}" or "postgresql://user@host/name"')
        if "://" in found and not is_url(found):
            raise self._wrong("database", "is no such server: PostgreSQL is the one that is known")
        return found if is_url(found) else str(self._path.parent / found)

    def _model(self) -> str | None:
        found = self._text(self._data.get("coder", {}), "model", "", "coder.")
        if not found:
            return None
        folder = self._path.parent / found
        if not folder.is_dir():
            raise self._wrong("coder.model", f"{found!r} is no folder: name one of `tocsin train`, or none")
        return str(folder)

    def _borders(self) -> str:
        found = self._text(self._data.get("coder", {}), "borders", "un", "coder.")
        asked = found if found in POLICIES else str(self._path.parent / found)
        try:
            read_borders(asked)
        except TocsinError as error:
            raise self._wrong("coder.borders", str(error)) from None
        return asked

    def _text(self, section: dict[str, Any], name: str, default: str, prefix: str = "") -> str:
        found = section.get(name, default)
        if not isinstance(found, str):
            raise self._wrong(prefix + name, f'is {found!r}, no text: write {name} = "…"')
        return found.strip()

    def _no_others(self, section: dict[str, Any], known: tuple[str, ...], prefix: str) -> None:
        for name in section:
            if name not in known:
                near = difflib.get_close_matches(name, known, 1)
                remedy = f"did you mean {near[0]}?" if near else f"the settings are {', '.join(known)}"
                raise self._wrong(prefix + name, f"is no setting: {remedy}")

    def _wrong(self, field: str, problem: str) -> SettingsError:
        return SettingsError(str(self._path), self._lines.get(field), field, problem)


def _lines_of_fields(text: str) -> dict[str, int]:
    """Return the line of each field and section, counted from 1."""
    found: dict[str, int] = {}
    section = ""
    for number, line in enumerate(text.splitlines(), start=1):
        match = _HEAD_OR_FIELD.match(line)
        if match is None:
            continue
        if match["section"]:
            section = f"{match['section']}."
            found.setdefault(match["section"], number)
        else:
            found.setdefault(section + match["field"].strip('"'), number)
    return found
