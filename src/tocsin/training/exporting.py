"""Network -> the files of a model folder, and back: int8 ONNX encoder, heads, labels, tokenizer."""

from __future__ import annotations

import json
import shutil
import tempfile
import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from tocsin.errors import DataError
from tocsin.sensing.relations import FORMAT, Labels, read_labels
from tocsin.training.network import RelationNet

OPSET = 17
HALF_FROM = 2
_ENCODER_PREFIX = "encoder."


class _States(nn.Module):
    def __init__(self, encoder: Any) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """Return the states alone."""
        states: Tensor = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        return states


def export_encoder(encoder: Any, path: Path) -> None:
    """Write an encoder as ONNX, its matrices as int8 with a scale a column."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    with tempfile.TemporaryDirectory() as scratch:
        full = Path(scratch) / "encoder.onnx"
        export_full(encoder, full)
        quantize_dynamic(full, path, weight_type=QuantType.QInt8, per_channel=True)


def export_full(encoder: Any, path: Path) -> None:
    """Write an encoder as ONNX in 32-bit numbers."""
    ids = torch.randint(5, 2000, (3, 17))
    axes = {name: {0: "sentences", 1: "pieces"} for name in ("input_ids", "attention_mask", "states")}
    encoder.eval()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            _States(encoder),
            (ids, torch.ones_like(ids)),
            str(path),
            input_names=["input_ids", "attention_mask"],
            output_names=["states"],
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )


def export(net: RelationNet, labels: Labels, tokenizer: Path, folder: Path) -> None:
    """Write the model's files; ``folder`` is made where it is missing, and its files replaced one by one."""
    folder.mkdir(parents=True, exist_ok=True)
    export_encoder(net.encoder, folder / "encoder.onnx")
    write_heads(net.head_weights(), folder / "heads.npz")
    shutil.copyfile(tokenizer, folder / "tokenizer.json")
    data = {
        "format": FORMAT,
        "types": labels.types,
        "plover": labels.plover,
        "modes": labels.modes,
        "statuses": labels.statuses,
        "temperature": labels.temperature,
        "encoder": net.encoder.config.to_diff_dict(),
    }
    (folder / "labels.json").write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


def write_heads(weights: dict[str, Any], path: Path) -> None:
    """Write the weights of heads: matrices as 16-bit numbers, biases as 32-bit ones."""
    kinds = {name: "float16" if value.ndim >= HALF_FROM else "float32" for name, value in weights.items()}
    stored: dict[str, Any] = {name: value.astype(kinds[name]) for name, value in weights.items()}
    np.savez_compressed(path, **stored)


def restore(folder: Path) -> tuple[RelationNet, Labels]:
    """Return the network of a model folder, its int8 matrices as full numbers again, to train it further."""
    from transformers import BertConfig, BertModel

    labels = read_labels(folder / "labels.json")
    stored = json.loads((folder / "labels.json").read_text(encoding="utf-8")).get("encoder", {})
    encoder = BertModel(BertConfig(**stored), add_pooling_layer=False)
    encoder.load_state_dict(_encoder_weights(folder / "encoder.onnx", encoder), strict=True)
    net = RelationNet(encoder, len(labels.types), len(labels.modes), len(labels.statuses))
    with np.load(folder / "heads.npz") as heads:
        named = {_head_name(key): torch.tensor(heads[key].astype("float32")) for key in heads.files}
    net.heads.load_state_dict(named)
    return net, replace(labels, temperature=1.0)


def _head_name(key: str) -> str:
    head, kind = key.rsplit("_", 1)
    return f"{head}.{kind}" if head == "hidden" else f"{head}_head.{kind}"


def _encoder_weights(path: Path, encoder: Any) -> dict[str, Tensor]:
    """Read the weights of an exported encoder: matrices by the node that uses them, the rest by name."""
    import onnx
    from onnx import numpy_helper

    try:
        graph = onnx.load(str(path)).graph
    except Exception as error:  # protobuf raises classes of its own
        raise DataError(f"{path.name}: no readable ONNX model ({type(error).__name__})") from error
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    matrices = {node.name: node.input[1] for node in graph.node if node.op_type == "MatMulInteger"}
    found: dict[str, Tensor] = {}
    for name, weight in encoder.state_dict().items():
        own = f"{_ENCODER_PREFIX}{name}"
        node = f"/{own.removesuffix('.weight').replace('.', '/')}/MatMul_quant".replace("/layer/", "/layer.")
        if own in stored or f"{own}_quantized" in stored:
            value = _full(stored, own)
        elif node in matrices:
            value = _full(stored, matrices[node].removesuffix("_quantized")).T
        elif weight.dtype == torch.long:
            value = weight.numpy()
        else:
            raise DataError(f"{path.name}: no weights {name}: the file is of another kind of model")
        found[name] = torch.tensor(np.ascontiguousarray(value)).reshape(weight.shape)
    return found


def _full(stored: dict[str, Any], name: str) -> Any:
    """Return a stored matrix as 32-bit numbers: int8 values times their scales."""
    if name in stored:
        return stored[name]
    values = stored[f"{name}_quantized"].astype("float32")
    zero = stored[f"{name}_zero_point"].astype("float32")
    return (values - zero) * stored[f"{name}_scale"]
