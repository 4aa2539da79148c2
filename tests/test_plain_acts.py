"""Plain sentences as agencies write them, each an article of its own: the acts that a reader sees in them.

PYTHONPATH=src:tests python tests/test_plain_acts.py            mark anew which rows are open
"""

from __future__ import annotations

from pathlib import Path

from tocsin.evaluating.annotation import GoldEvent
from tocsin.evaluating.matching import match
from tocsin.pipeline import Coder
from tocsin.records import Article
from tocsin.tables import rows

ROWS = Path(__file__).parent / "data/plain_acts.tsv"
COLUMNS = ("open", "acts", "sentence")
LEAST_SHARE = 0.85


def test_plain_sentences_tell_their_acts_and_no_others(coder: Coder) -> None:
    table = [row for _, row in rows(ROWS, COLUMNS)]
    right = {row["sentence"]: is_right(row, coder) for row in table}
    known = {row["sentence"] for row in table if row["open"]}
    print(f"{sum(right.values())} of {len(table)} plain sentences are right")
    assert [one for one, well in right.items() if not well and one not in known] == []
    assert [one for one, well in right.items() if well and one in known] == [], "take them off: they pass now"
    assert sum(right.values()) >= LEAST_SHARE * len(table)


def is_right(row: dict[str, str], coder: Coder) -> bool:
    """Tell whether the coder finds every act of a row that is not marked with "?", and none beside them."""
    text = row["sentence"]
    acts = [part.split() for part in row["acts"].split(";")]
    gold = [_gold(f"X{i}", act, text) for i, act in enumerate(acts)]
    found = match(gold, coder.code(Article(id="plain", text=text, published="2014-05-01")).events, text)
    asked = {f"X{i}": act[4].split("|") for i, act in enumerate(acts) if len(act) > 4}
    status = all(p.event.modality in asked.get(g.id, (p.event.modality,)) for g, p in found.found)
    return not found.missed and not found.wrong and status


def _gold(name: str, act: list[str], text: str) -> GoldEvent:
    kind, actor, arrow, recipient = act[:4]
    return GoldEvent(
        id=name,
        evidence=text,
        start=0,
        end=len(text),
        types=tuple(kind.removeprefix("?").split("|")),
        actors=(actor,),
        recipients=(recipient,),
        required=not kind.startswith("?"),
        symmetric=arrow == "<>",
    )


def main() -> None:
    """Write the table anew with the rows marked that are not right."""
    coder, lines = Coder(), ROWS.read_text(encoding="utf-8").splitlines()
    head = [line for line in lines if line.startswith("#")]
    made = [
        "\t".join(("" if is_right(row, coder) else "open", row["acts"], row["sentence"]))
        for _, row in rows(ROWS, COLUMNS)
    ]
    ROWS.write_text("\n".join([*head, "\t".join(COLUMNS), *made]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
