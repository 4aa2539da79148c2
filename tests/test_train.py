"""``tocsin train``: files that are amiss are told; a small one is learnt, resumed, and overwrites nothing."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

from conftest import Run
from tocsin.errors import InputError
from tocsin.training.tables import read_training

NO_TORCH = importlib.util.find_spec("torch") is None or importlib.util.find_spec("transformers") is None
needs_torch = pytest.mark.skipif(NO_TORCH, reason="needs the extra 'train': pip install 'tocsin[train]'")

PARTIES = [("Kenya", "Uganda"), ("Chile", "Peru"), ("Norway", "Latvia"), ("Ghana", "Togo"), ("Laos", "Nepal")]
WAYS = {"feud": ("shelled", "bombed", "attacked"), "friend": ("thanked", "praised", "hailed")}


def lines() -> list[dict[str, str]]:
    return [
        {"sentence": f"{a} {verb} {b} on Monday.", "source": a, "target": b, "label": label}
        for label, verbs in WAYS.items()
        for verb in verbs
        for a, b in PARTIES
    ]


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    path = tmp_path / "pairs.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines()), encoding="utf-8")
    return path


# --- what is read


def test_any_labels_are_read_and_known_ones_mapped(tmp_path: Path, pairs: Path) -> None:
    data = read_training(str(pairs))
    assert (data.labels, data.plover, len(data.pairs)) == (("feud", "friend"), (None, None), 30)
    mapping = tmp_path / "plover.tsv"
    mapping.write_text("# ours\ttheirs\nfeud\tASSAULT\nfriend\tsupport\n", encoding="utf-8")
    assert read_training(str(pairs), mapping=str(mapping)).plover == ("ASSAULT", "SUPPORT")


def test_labels_that_are_types_need_no_mapping(tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    rows = [
        "A met B.\tA\tB\tCONSULT",
        "A hit B.\tA\tB\tassault",
        "A met C.\tA\tC\tCONSULT",
        "A hit C.\tA\tC\tassault",
    ]
    path.write_text("sentence\tsource\ttarget\tgold_root\n" + "\n".join(rows) + "\n", encoding="utf-8")
    data = read_training(str(path))
    assert dict(zip(data.labels, data.plover, strict=True)) == {"CONSULT": "CONSULT", "assault": "ASSAULT"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A met B.\tA\tB\tx\nA hit B.\tA\tB\ty\nA hit B.\tA\tB\ty\n", "line 2: label 'x' stands here once"),
        ("A met B.\tA\tB\tx\nA hit B.\tA\tB\tx\n", "all rows have the label 'x'"),
        ("A met B.\tA\tC\tx\nA hit B.\tA\tB\tx\n", "line 2: the target 'C' is not in the sentence"),
    ],
    ids=["once", "one label", "party"],
)
def test_a_file_that_teaches_nothing_is_told(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text("sentence\tsource\ttarget\tlabel\n" + text, encoding="utf-8")
    with pytest.raises(InputError) as told:
        read_training(str(path))
    assert said in str(told.value)


@pytest.mark.parametrize(
    ("text", "said"), [("war\tASSAULT\n", "label 'war'"), ("feud\tDANCE\n", "no event type 'DANCE'")]
)
def test_a_mapping_that_is_amiss_is_told(tmp_path: Path, pairs: Path, text: str, said: str) -> None:
    mapping = tmp_path / "plover.tsv"
    mapping.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        read_training(str(pairs), mapping=str(mapping))


@pytest.mark.skipif(not NO_TORCH, reason="torch is here")
def test_without_the_extra_the_command_says_what_to_install(
    tocsin: Run, pairs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tocsin("train", pairs, "--out", tmp_path / "model") == 2
    assert "pip install 'tocsin[train]'" in capsys.readouterr().err
    assert not (tmp_path / "model").exists()


# --- what is learnt


@needs_torch
@pytest.mark.filterwarnings("ignore")
def test_a_small_file_is_learnt_and_nothing_is_overwritten(
    tocsin: Run, pairs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "model"
    assert tocsin("train", pairs, "--out", out, "--epochs", "4", "--quiet") == 0
    gold = tmp_path / "gold.jsonl"
    rows = [line | {"gold_root": line["label"]} for line in lines()]
    gold.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    capsys.readouterr()
    assert tocsin("evaluate", "relations", gold, "--model", out, "--json") == 0
    assert json.loads(capsys.readouterr().out)["accuracy"] >= 0.9
    assert tocsin("train", pairs, "--out", out, "--quiet") == 2
    assert "nothing is overwritten" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []


@needs_torch
@pytest.mark.filterwarnings("ignore")
def test_an_interrupted_training_goes_on_and_ends_the_same(pairs: Path, tmp_path: Path) -> None:
    from tocsin.training.job import Job, train

    data = read_training(str(pairs))
    train(Job(data, tmp_path / "whole", epochs=2))

    def stop(epoch: int, step: int, steps: int, loss: float) -> None:
        if epoch == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train(Job(data, tmp_path / "parts", epochs=2), stop)
    train(Job(data, tmp_path / "parts", epochs=2))
    names = sorted(path.name for path in (tmp_path / "whole").iterdir())
    assert names == sorted(path.name for path in (tmp_path / "parts").iterdir())
    for name in ("heads.npz", "labels.json"):
        assert (tmp_path / "whole" / name).read_bytes() == (tmp_path / "parts" / name).read_bytes()
