"""``python -m training.confidence``: fits the weights of an event's confidence.

On the development articles and the scenarios of the corpus that are whole reports, an event is right where an
annotated act has its type and sides. Prints log loss and calibration in cross-validation, writes the table.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from tocsin.coding.acts import LexiconNamer
from tocsin.coding.coder import code_article
from tocsin.coding.frames import lexicon
from tocsin.coding.weighing import weighing
from tocsin.evaluating.annotation import GoldEvent
from tocsin.evaluating.classes import calibration_error
from tocsin.evaluating.gold import read_gold
from tocsin.evaluating.matching import Matching, match
from tocsin.language import Reader
from tocsin.records import Article, Event
from tocsin.resolving.confidence import features
from tocsin.resolving.events import Resolver
from tocsin.sensing import sight_model
from tocsin.sensing.relations import relation_model
from training.corpus import Example
from training.home import FOLDS, ROOT
from training.reports import reports

WEIGHTS = ROOT / "src/tocsin/resolving/confidence.tsv"
DATE = "2020-06-15"
STEPS = 4000
RATE = 0.3
DECAY = 0.002
# An annotated article counts as much as so many reports of the corpus, on which the seeing model was trained.
ARTICLE_WEIGHT = 3.0
HEAD = """# Weights of what speaks for an event (resolving/confidence.py).
# Written by python -m training.confidence.
feature\tweight
"""

Case = tuple[int, list[float], bool, float]


def main() -> None:
    """Fit, print how good it is in cross-validation, and write the table."""
    names: list[str] = []
    cases = list(_cases(names))
    x = np.array([case[1] for case in cases])
    y = np.array([float(case[2]) for case in cases])
    share = np.array([case[3] for case in cases])
    # Reports have stricter labels than articles: what that costs is learnt apart and is no weight of it.
    x = np.column_stack([x, share == 1])
    fold = np.array([case[0] % FOLDS for case in cases])
    chances = np.zeros(len(cases))
    for number in range(FOLDS):
        kept = fold != number
        chances[~kept] = _chances(x[~kept], _fit(x[kept], y[kept], share[kept]))
    for name, chosen in (("articles", share > 1), ("reports", share == 1)):
        sure = np.where(y[chosen] > 0, chances[chosen], 1 - chances[chosen])
        error = calibration_error([bool(v) for v in y[chosen]], [float(c) for c in chances[chosen]])
        counts = f"{chosen.sum()} events, {y[chosen].mean():.3f} right"
        print(f"{name}: {counts}, log loss {-np.log(sure).mean():.3f}, ECE {error:.3f}")
    learnt = _fit(x, y, share)
    WEIGHTS.write_text(
        HEAD + "".join(f"{n}\t{w:.3f}\n" for n, w in zip(names, learnt[:-1], strict=True)), encoding="utf-8"
    )


def _fit(x: Any, y: Any, share: Any) -> Any:
    learnt = np.zeros(x.shape[1])
    for _ in range(STEPS):
        slope = x.T @ (share * (y - _chances(x, learnt))) / share.sum() - DECAY * learnt
        learnt += RATE * slope
    return learnt


def _chances(x: Any, learnt: Any) -> Any:
    return 1 / (1 + np.exp(-(x @ learnt)))


def _cases(names: list[str]) -> Iterator[Case]:
    reader, namer = Reader(verbs=lexicon().verbs()), LexiconNamer()
    for number, (article, gold, share) in enumerate([*_articles(), *_reports()]):
        texts: list[list[str]] = []
        parsed = reader.read(article, texts.append)
        acts = code_article(parsed, namer, sight_model().view(texts[0]))
        weighing(parsed, acts, relation_model())()
        made = Resolver(parsed, article.id).all_events(acts)
        matching = match(gold, [event for event, _ in made], article.text)
        for coded, (event, _) in zip(acts, made, strict=True):
            verdict = _verdict(matching, event)
            if verdict is not None:
                found = features(coded, event.actors, event.recipients, event.modality)
                names[:] = [name for name, _ in found]
                yield number, [value for _, value in found], verdict, share


def _verdict(matching: Matching, event: Event) -> bool | None:
    """Tell whether an event is right in most of its dyads; None for one that is excused."""
    right = sum(claim.event.id == event.id for _, claim in matching.found)
    wrong = sum(claim.event.id == event.id for claim in matching.wrong)
    return None if right == wrong == 0 else right >= wrong


def _articles() -> Iterator[tuple[Article, tuple[GoldEvent, ...], float]]:
    for folder in sorted((ROOT / "gold/dev").iterdir()):
        gold = read_gold(folder)
        yield Article(id=folder.name, text=gold.text, published=gold.published), gold.events, ARTICLE_WEIGHT


def _reports() -> Iterator[tuple[Article, tuple[GoldEvent, ...], float]]:
    for name, told in reports():
        yield _report(name, told)


def _report(name: str, told: list[Example]) -> tuple[Article, tuple[GoldEvent, ...], float]:
    text, gold = "", []
    for number, example in enumerate(told):
        for act in example.acts:
            start, end = (len(text) + offset for offset in act.trigger)
            # A side that no party of the sentence names may be any country of the report.
            actors = tuple(example.parties[p][2] for p in act.actors)
            recipients = tuple(example.parties[p][2] for p in act.recipients)
            everyone = "|".join(sorted({c for one in told for _, _, c in one.parties.values()} | {"---"}))
            gold.append(
                GoldEvent(
                    id=f"{number}-{len(gold)}",
                    evidence=example.text[slice(*act.trigger)],
                    start=start,
                    end=end,
                    types=(act.type,),
                    actors=actors or (everyone,),
                    recipients=recipients or (everyone,),
                    required=True,
                    symmetric=act.type in ("CONSULT", "AGREE", "COOPERATE"),
                )
            )
        text += example.text + ("\n" if number == 0 else " ")
    return Article(id=name, text=text.rstrip(), published=DATE), tuple(gold), 1.0


if __name__ == "__main__":
    main()
