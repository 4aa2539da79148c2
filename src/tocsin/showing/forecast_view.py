"""What forecasts look like: backtests, probabilities with their reasons, track records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TextIO

from rich.console import Console
from rich.table import Table

from tocsin.amounts import number_of
from tocsin.evaluating.backtest import Backtest
from tocsin.evaluating.track_record import TrackRecord
from tocsin.evaluating.verification import Bin, Skill, Verification
from tocsin.forecasting.asking import Forecast
from tocsin.forecasting.scenario import Response
from tocsin.showing.screen import console_for, plain_table

LEAST_SHOWN = 0.001
"""Reasons that move a chance by less are not worth a line."""


def show_backtest(stream: TextIO, scores: Backtest) -> None:
    """Draw the table of models against climatology, the weights, the calibration."""
    console = console_for(stream)
    console.print(scores.question, style="bold")
    console.print(
        f"{number_of(scores.dyads, 'dyad')} on {number_of(scores.origins, 'day')}, {scores.first} to "
        f"{scores.last}: {number_of(scores.n, 'forecast')}, {scores.base_rate:.1%} came true\n"
    )
    console.print(_models(scores.models))
    if scores.over_pooled is not None:
        console.print(f"\ncombined over climatology with partial pooling: {_skill(scores.over_pooled)}")
    if scores.counts is not None:
        counts = scores.counts
        console.print(
            f"number of acts: CRPS {counts.crps:.3f}, of a Poisson of the dyad's mean "
            f"{counts.crps_climatology:.3f}, skill {_skill(counts.skill)}"
        )
    weights = ", ".join(f"{name} {weight:.2f}" for name, weight in scores.weights.items())
    console.print(f"weights of the last day: {weights}\n")
    show_reliability(console, scores.reliability)
    console.print(f"{scores.seconds:.0f} s", style="dim")
    for note in scores.notes:
        console.print(note)


def show_reliability(console: Console, bins: Iterable[Bin]) -> None:
    """Draw how often forecasts of about the same chance came true."""
    table = plain_table()
    table.expand = False
    for name in ("forecast", "mean", "came true", "n"):
        table.add_column(name, justify="right")
    for one in bins:
        table.add_row(
            f"{one.low:.0%}-{one.high:.0%}", f"{one.forecast:.3f}", f"{one.observed:.3f}", str(one.n)
        )
    console.print(table)


def _models(models: dict[str, Verification]) -> Table:
    table = plain_table()
    table.expand = False
    table.add_column("model")
    for name in ("Brier", "skill", "95 % of re-sampled dyads", "log score", "calibration error", "sharpness"):
        table.add_column(name, justify="right")
    for name, one in models.items():
        skill = one.skill
        table.add_row(
            name,
            f"{one.brier:.4f}",
            "" if skill is None else f"{skill.value:+.3f}",
            "" if skill is None else _interval(skill),
            f"{one.log_score:.3f}",
            f"{one.ece:.3f}",
            f"{one.sharpness:.3f}",
        )
    return table


def _skill(skill: Skill | None) -> str:
    if skill is None:
        return "not defined"
    return f"{skill.value:+.3f} ({_interval(skill)})"


def _interval(skill: Skill) -> str:
    if skill.low is None or skill.high is None:
        return skill.why or "no interval"
    return f"{skill.low:+.3f} to {skill.high:+.3f}"


def show_forecasts(stream: TextIO, forecasts: Sequence[Forecast]) -> None:
    """Draw each forecast with its baseline, its reasons and what the models say."""
    console = console_for(stream)
    for number, one in enumerate(forecasts):
        if number:
            console.print()
        console.print(one.question, style="bold")
        console.print(f"{one.start} to {one.end}, from what was known on {one.origin}")
        if one.chance is None:
            console.print(f"no number: {one.why}")
            continue
        _draw_chance(console, one)


def _draw_chance(console: Console, one: Forecast) -> None:
    chance, base = one.chance or 0.0, one.baseline or 0.0
    count = "" if one.expected is None else f"; {one.expected:.2f} acts expected"
    console.print(f"{chance:.0%} (usual for the dyad: {base:.0%}{count})")
    for reason in one.reasons:
        if abs(reason.points) >= LEAST_SHOWN:
            console.print(f"  {reason.points * 100:+.1f} points  {reason.inputs}")
    said = ", ".join(f"{name} {model.chance:.0%} × {model.weight:.2f}" for name, model in one.models.items())
    console.print(f"  models: {said}", style="dim")
    for note in one.notes:
        console.print(f"  {note}", style="dim")


def show_responses(stream: TextIO, responses: Sequence[Response]) -> None:
    """Draw how forecasts move, and that this is what the models do and not what will be."""
    console = console_for(stream)
    if responses:
        console.print(f"supposed for the day after {responses[0].origin}: {', '.join(responses[0].supposed)}")
        console.print(responses[0].label, style="bold")
    table = plain_table()
    table.add_column("question", ratio=1)
    for name in ("today", "after a quiet day", "after this", "moved"):
        table.add_column(name, justify="right", no_wrap=True)
    for one in responses:
        if one.why is not None:
            table.add_row(f"{one.question}: no number: {one.why}", "–", "–", "–", "–")
        else:
            table.add_row(
                one.question,
                *(f"{chance:.1%}" for chance in (one.now, one.quiet, one.then) if chance is not None),
                f"{(one.moved or 0) * 100:+.1f} points",
            )
    console.print(table)
    models = dict.fromkeys(name for one in responses for name in one.models)
    console.print(f"models that respond: {', '.join(models) or 'none'}", style="dim")


def show_resolutions(stream: TextIO, rows: Sequence[Mapping[str, Any]], still_open: int) -> None:
    """Draw what came of forecasts."""
    console = console_for(stream)
    for row in rows:
        count = "" if row["count"] is None else f", {number_of(row['count'], 'act')}"
        console.print(f"{row['outcome']}: {row['question']}{count}{'; ' + row['why'] if row['why'] else ''}")
    console.print(f"{len(rows)} resolved, {still_open} still open")


def show_track_record(stream: TextIO, record: TrackRecord) -> None:
    """Draw how good the forecasts of the ledger were."""
    console = console_for(stream)
    console.print(
        f"{number_of(record.forecasts, 'forecast')}: {record.resolved} resolved ({record.live} of them made "
        f"before their window closed), {record.open} open, {record.void} that nobody can resolve"
    )
    if record.combined is None or record.baseline is None:
        console.print(f"no figures: {record.why}")
        return
    named = {"combined": record.combined, "climatology, pooled": record.baseline}
    console.print(
        _models(
            named | {f"{number_of(int(days), 'day')} ahead": one for days, one in record.by_horizon.items()}
        )
    )
    if record.counts is not None:
        counts = record.counts
        console.print(
            f"number of acts: CRPS {counts.crps:.3f}, baseline {counts.crps_baseline:.3f}, "
            f"skill {_skill(counts.skill)}"
        )
    console.print()
    show_reliability(console, record.reliability)
