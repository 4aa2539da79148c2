"""The settings of the alert rules: what alerts.tsv says, and what a project changes of it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from functools import cache

import msgspec

from tocsin import tables
from tocsin.errors import UsageError
from tocsin.records import Record

LIMITS = "limits"
"""The rule of the settings that hold for all: how often alerts ring."""


class Setting(Record, frozen=True):
    """One setting: its value unless changed, between ``least`` and ``most``, and what it means."""

    rule: str
    setting: str
    value: float
    least: float
    most: float
    meaning: str


@cache
def settings() -> dict[tuple[str, str], Setting]:
    """Return all settings by rule and name. DataError for a row that cannot be read."""
    source = tables.table(__package__, "alerts.tsv")
    found = {}
    for _, row in tables.rows(source, ("rule", "setting", "value", "least", "most", "meaning")):
        numbers = {name: float(row[name]) for name in ("value", "least", "most")}
        one = Setting(rule=row["rule"], setting=row["setting"], meaning=row["meaning"], **numbers)
        found[one.rule, one.setting] = one
    return found


def rule_names() -> tuple[str, ...]:
    """Return the names of the rules, without ``limits``, in the order of the table."""
    return tuple(dict.fromkeys(rule for rule, _ in settings() if rule != LIMITS))


class Thresholds(Record, frozen=True):
    """Which rules ring, and the settings that differ from the table's, by rule and name."""

    rules: tuple[str, ...] = ()
    changed: dict[str, dict[str, float]] = msgspec.field(default_factory=dict)

    def of(self, rule: str, setting: str) -> float:
        """Return a setting."""
        own = self.changed.get(rule, {}).get(setting)
        return settings()[rule, setting].value if own is None else own

    @property
    def names(self) -> tuple[str, ...]:
        """The rules that ring: all, unless some are named."""
        return self.rules or rule_names()


def checked(rules: Iterable[str], changed: Mapping[str, Mapping[str, object]]) -> Thresholds:
    """Return thresholds; UsageError, as ``rule.setting: what is wrong``, for what makes no sense."""
    names = tuple(rules)
    for name in names:
        if name not in rule_names():
            raise UsageError(f"rules: no rule {name!r}{_near(name, rule_names())}")
    kept: dict[str, dict[str, float]] = {}
    for rule, own in changed.items():
        known = [setting for of, setting in settings() if of == rule]
        if not known:
            raise UsageError(f"{rule}: is no rule{_near(rule, (*rule_names(), LIMITS))}")
        for setting, value in own.items():
            if setting not in known:
                raise UsageError(f"{rule}.{setting}: is no setting{_near(setting, known)}")
            kept.setdefault(rule, {})[setting] = _number(settings()[rule, setting], value)
    if "level" in kept:
        kept["level"] = _cleared_below(kept["level"])
    return Thresholds(rules=names, changed=kept)


def _cleared_below(level: dict[str, float]) -> dict[str, float]:
    """Return the settings of ``level``, cleared no higher than it rings: it would be over as it begins."""
    index = level.get("index", settings()["level", "index"].value)
    if "below" not in level:
        return {**level, "below": min(index, settings()["level", "below"].value)}
    if level["below"] > index:
        raise UsageError(
            f"level.below: is {level['below']:g}, above the index of {index:g} from which it rings: "
            f"write {index:g} or less"
        )
    return level


def _number(setting: Setting, value: object) -> float:
    within = f"write a number from {setting.least:g} to {setting.most:g} ({setting.meaning})"
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise UsageError(f"{setting.rule}.{setting.setting}: is {value!r}, no number: {within}")
    if not setting.least <= value <= setting.most:
        raise UsageError(f"{setting.rule}.{setting.setting}: is {value:g}: {within}")
    return float(value)


def _near(name: str, known: Iterable[str]) -> str:
    listed = list(known)
    near = difflib.get_close_matches(name, listed, 1)
    return f": did you mean {near[0]}?" if near else f": there are {', '.join(listed)}"
