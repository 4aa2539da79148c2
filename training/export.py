"""Network -> the files that ``tocsin.sensing`` loads: int8 ONNX encoder, heads, labels, tokenizer."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.corpus import STATUSES
from training.net import BASE, MODES, TYPES, Net

OPSET = 17


class _States(nn.Module):
    def __init__(self, net: Net) -> None:
        super().__init__()
        self.encoder = net.enc

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """Return the states alone: dropout is off in use."""
        return self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state


def export(net: Net, folder: Path) -> None:
    """Write the files into ``folder``, which is made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    net.eval()
    ids = torch.randint(5, 2000, (3, 17))
    axes = {name: {0: "sentences", 1: "pieces"} for name in ("input_ids", "attention_mask", "states")}
    with tempfile.TemporaryDirectory() as scratch:
        full = Path(scratch) / "encoder.onnx"
        torch.onnx.export(
            _States(net),
            (ids, torch.ones_like(ids)),
            str(full),
            input_names=["input_ids", "attention_mask"],
            output_names=["states"],
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )
        quantize_dynamic(full, folder / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True)
    heads = {
        name.replace(".", "_"): value.numpy().astype("float16" if value.ndim > 1 else "float32")
        for name, value in net.state_dict().items()
        if not name.startswith("enc.")
    }
    np.savez_compressed(folder / "heads.npz", **heads)
    labels = {"types": TYPES, "modes": MODES, "statuses": STATUSES}
    (folder / "labels.json").write_text(json.dumps(labels), encoding="utf-8")
    shutil.copy(BASE / "tokenizer.json", folder / "tokenizer.json")
