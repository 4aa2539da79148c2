"""``python -m tocsin.evaluating``: measure the coder on the gold sets; exit status 1 below the baseline."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from tocsin.errors import TocsinError
from tocsin.evaluating.bars import quiet_bar
from tocsin.evaluating.baseline import BASELINE, drops, read_baseline, write_baseline
from tocsin.evaluating.measuring import Code, measure_all
from tocsin.evaluating.quiet import QuietScore, quiet_articles, score_quiet
from tocsin.evaluating.report import Report, as_json, as_text
from tocsin.evaluating.sets import gold_sets
from tocsin.evaluating.tables import TABLE_SETS, Resolvers, table_bars

QUIET_SET = "quiet"


def main(
    arguments: Sequence[str] | None = None, code: Code | None = None, resolvers: Resolvers | None = None
) -> int:
    """Run the command; ``code`` and ``resolvers`` are Tocsin's own where None is given."""
    options = _parser().parse_args(arguments)
    try:
        report = evaluate(options, code or _coder(), resolvers or _resolvers())
    except TocsinError as error:
        print(f"tocsin: {error}", file=sys.stderr)
        return 2
    if not report.bars:
        print(f"tocsin: no set {options.set!r}; there are: {', '.join(_names(options))}", file=sys.stderr)
        return 2
    print((as_json if options.json else as_text)(report, details=options.details))
    if options.write_baseline:
        write_baseline(options.baseline, report.bars)
        return 0
    return 1 if report.drops else 0


def evaluate(options: argparse.Namespace, code: Code, resolvers: Resolvers) -> Report:
    """Measure the sets that were asked for.

    Our own articles are not for tuning: what is wrong with them is told only where one is asked for by name.
    """
    found = gold_sets(options.gold, options.outside)
    chosen = [one for one in found.sets if fnmatchcase(one.name, options.set)]
    scores, bars = measure_all(chosen, found.sets, code)
    quiet = _quiet(options, code)
    if quiet is not None:
        bars.append(quiet_bar(quiet))
    tables, absent = table_bars(options.gold / "tables", options.public, options.set, code, resolvers)
    bars += tables
    return Report(
        bars=tuple(bars),
        scores=tuple(score for score in scores if options.set != "*" or score.set.kind != "own"),
        quiet=quiet,
        skipped=_skipped(options, (*found.skipped, *absent)),
        drops=tuple(drops(bars, read_baseline(options.baseline))),
    )


def _skipped(options: argparse.Namespace, absent: Sequence[str]) -> tuple[str, ...]:
    """Name what was not measured or not compared; of a chosen set nothing is missing."""
    unguarded = (
        () if options.baseline.exists() else (f"{options.baseline.name}: write it with --write-baseline",)
    )
    return (*(absent if options.set == "*" else ()), *unguarded)


def _quiet(options: argparse.Namespace, code: Code) -> QuietScore | None:
    if not fnmatchcase(QUIET_SET, options.set):
        return None
    articles = quiet_articles(options.gold / QUIET_SET)
    return score_quiet([code(article) for article in articles]) if articles else None


def _names(options: argparse.Namespace) -> list[str]:
    names = [one.name for one in gold_sets(options.gold, options.outside).sets]
    return [*names, QUIET_SET, *TABLE_SETS]


def _coder() -> Code:
    from tocsin.pipeline import Coder

    return Coder(glimpses=True).code


def _resolvers() -> Resolvers:
    from tocsin.pipeline import actor, places

    return Resolvers(actor=lambda phrase, day: actor(phrase, date=day), places=places)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tocsin.evaluating", description=__doc__)
    parser.add_argument("--set", default="*", metavar="NAME", help="one set, or a pattern: 'pahalgam/*'")
    parser.add_argument("--details", action="store_true", help="name what was missed and what is wrong")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--write-baseline", action="store_true", help="take today's figures as the baseline")
    parser.add_argument("--baseline", type=Path, default=BASELINE, metavar="FILE")
    parser.add_argument("--gold", type=Path, default=Path("gold"), metavar="DIR", help="our own gold folder")
    parser.add_argument(
        "--outside",
        type=Path,
        default=Path("../shared/gold"),
        metavar="DIR",
        help="where the real article is",
    )
    parser.add_argument(
        "--public",
        type=Path,
        default=Path("../shared/data"),
        metavar="DIR",
        help="where the public files are",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
