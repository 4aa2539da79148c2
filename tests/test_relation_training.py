"""How the relation model is trained and measured: averaged weights, both forms of encoder, several acts."""

from __future__ import annotations

import importlib.util
import json
import shutil
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from training.corpus import read_line  # noqa: E402
from training.measure import measure  # noqa: E402
from training.relation_rows import rows_of  # noqa: E402

from tocsin.sensing.marking import locate  # noqa: E402
from tocsin.sensing.relations import FOLDER, RelationModel, relation_model  # noqa: E402

NO_TORCH = importlib.util.find_spec("torch") is None or importlib.util.find_spec("transformers") is None
needs_torch = pytest.mark.skipif(NO_TORCH, reason="needs the extra 'train': pip install 'tocsin[train]'")

TWO_ACTS = (
    "row\t[1:KEN Kenya] condemned [2:TZA Tanzania] on Monday and will expel its envoy.\t"
    '1>2 ACCUSE disapprove asserted "condemned"; 1>2 SANCTION expel planned "expel"'
)


def test_a_row_knows_every_act_between_its_parties() -> None:
    [row] = [row for row in rows_of(read_line(TWO_ACTS, "x:1")) if row.type != "NONE"]
    assert row.types == {"ACCUSE": 0.5, "SANCTION": 0.5}
    assert [(kind, status) for kind, _, status in row.acts] == [
        ("ACCUSE", "asserted"),
        ("SANCTION", "planned"),
    ]


def test_who_is_asked_and_visited_is_met_too() -> None:
    text = (
        "row\t[1:KEN Kenya] asked [2:TZA Tanzania] for grain when its minister came to Nairobi.\t"
        '1>2 REQUEST assist asserted "asked"; 2>1 CONSULT visit asserted "came"'
    )
    types = {row.pair.source[0]: set(row.types) for row in rows_of(read_line(text, "x:1"))}
    assert types == {(0, 5): {"REQUEST", "CONSULT"}, (12, 20): {"CONSULT"}}


@pytest.mark.parametrize(
    ("labels", "right"),
    [
        ('1>2 SANCTION expel asserted "expelled"; 1>2 ACCUSE - planned "expelled"', 1.0),
        ('1>2 ACCUSE - planned "expelled"; 1>2 SANCTION expel asserted "expelled"', 1.0),
        ('1>2 ACCUSE - asserted "expelled"; 1>2 SANCTION expel planned "expelled"', 0.0),
        ('1>2 ACCUSE - asserted "expelled"', 1.0),
    ],
    ids=["first", "second", "of another act", "type amiss"],
)
def test_of_several_acts_the_status_of_the_one_that_was_answered_counts(labels: str, right: float) -> None:
    text = "[1:KEN Kenya] expelled three diplomats of [2:TZA Tanzania] on Monday."
    example = read_line(f"row\t{text}\t{labels}", "x:1")
    [sight] = relation_model().sights([locate(example.text, "Kenya", "Tanzania")])
    known = relation_model().labels
    assert known.types[int(sight.types.argmax())] == "SANCTION"
    assert known.statuses[int(sight.statuses.argmax())] == "asserted"
    assert measure([example])["claim status macro-F1"] == right


@needs_torch
def test_the_average_follows_the_weights_and_gives_them_back() -> None:
    import torch

    from tocsin.training.averaging import Average

    net = torch.nn.Linear(1, 1, bias=False)
    with torch.no_grad():
        net.weight.fill_(0.0)
        average = Average(net, decay=0.5)
        for value in (1.0, 1.0):
            net.weight.fill_(value)
            average.update()
    with average.applied():
        held = float(net.weight.item())
    assert 0.5 < held < 1.0
    assert float(net.weight.item()) == 1.0
    later = Average(net, decay=0.5)
    later.restore(**average.state())  # type: ignore[arg-type]
    later.apply()
    assert float(net.weight.item()) == held


@needs_torch
def test_a_model_of_the_first_format_gives_the_same_answers(tmp_path: Path) -> None:
    from tocsin.training.exporting import export_encoder, restore

    for name in ("heads.npz", "labels.json", "tokenizer.json"):
        shutil.copyfile(FOLDER / name, tmp_path / name)
    labels = json.loads((tmp_path / "labels.json").read_text(encoding="utf-8"))
    (tmp_path / "labels.json").write_text(json.dumps(labels | {"format": 1}), encoding="utf-8")
    net, _ = restore(FOLDER)
    export_encoder(net.encoder, tmp_path / "encoder.onnx")
    again, _ = restore(tmp_path)
    pair = locate("Kenya expelled three diplomats of Tanzania on Monday.", "Kenya", "Tanzania")
    [now], [first] = relation_model().sights([pair]), RelationModel(tmp_path).sights([pair])
    assert abs(now.types - first.types).max() < 0.02
    for (name, ours), theirs in zip(net.state_dict().items(), again.state_dict().values(), strict=True):
        assert bool((ours == theirs).all()), name
