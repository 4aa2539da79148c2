"""Network -> the files that ``tocsin.sensing`` loads: int8 ONNX encoder, heads, labels, tokenizer."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tocsin.training.exporting import export_encoder, write_heads
from training.corpus import STATUSES
from training.net import BASE, MODES, TYPES, Net


def export(net: Net, folder: Path) -> None:
    """Write the files into ``folder``, which is made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    export_encoder(net.enc, folder / "encoder.onnx")
    heads = {
        name.replace(".", "_"): value.numpy()
        for name, value in net.state_dict().items()
        if not name.startswith("enc.")
    }
    write_heads(heads, folder / "heads.npz")
    labels = {"types": TYPES, "modes": MODES, "statuses": STATUSES}
    (folder / "labels.json").write_text(json.dumps(labels), encoding="utf-8")
    shutil.copy(BASE / "tokenizer.json", folder / "tokenizer.json")
