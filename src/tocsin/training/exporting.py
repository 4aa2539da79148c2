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


class _StatesAt(nn.Module):
    """One sentence at a time, and the states of some places alone: the last layer works for them only.

    Written out without mask and batch, since the runtime spends a seventh of its time on their shapes.
    """

    def __init__(self, encoder: Any) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, input_ids: Tensor, places: Tensor) -> Tensor:
        """Return the states of the places, shape (places, width), of pieces of shape (1, pieces)."""
        states = self.encoder.embeddings(input_ids=input_ids)
        *lower, last = self.encoder.encoder.layer
        for layer in lower:
            states = _through(layer, states, states)
        found: Tensor = _through(last, states, states[:, places])[0]
        return found


def _through(layer: Any, states: Tensor, kept: Tensor) -> Tensor:
    """Return what a layer of a BERT makes of the kept states, which look at all states."""
    attention = layer.attention.self

    def heads(values: Tensor) -> Tensor:
        shape = (1, -1, attention.num_attention_heads, attention.attention_head_size)
        return values.reshape(shape).transpose(1, 2)

    query, key = heads(attention.query(kept)), heads(attention.key(states))
    shares = (query @ key.transpose(-1, -2) * attention.attention_head_size**-0.5).softmax(-1)
    seen = (shares @ heads(attention.value(states))).transpose(1, 2).reshape(1, -1, attention.all_head_size)
    held = layer.attention.output(seen, kept)
    made: Tensor = layer.output(layer.intermediate(held), held)
    return made


def export_encoder(encoder: Any, path: Path) -> None:
    """Write an encoder as ONNX, its matrices as int8 with a scale a column."""
    with tempfile.TemporaryDirectory() as scratch:
        full = Path(scratch) / "encoder.onnx"
        export_full(encoder, full)
        _quantize(full, path)


def export_at_places(encoder: Any, path: Path) -> None:
    """Write an encoder that reads one sentence and gives the states of some places, as int8 ONNX."""
    encoder.eval()
    with tempfile.TemporaryDirectory() as scratch:
        full = Path(scratch) / "encoder.onnx"
        given = {"input_ids": torch.randint(5, 2000, (1, 17)), "places": torch.tensor([0, 3, 9])}
        axes = {"input_ids": {1: "pieces"}, "places": {0: "places"}, "states": {0: "places"}}
        _write(_StatesAt(encoder), given, axes, full)
        _quantize(full, path)


def export_full(encoder: Any, path: Path) -> None:
    """Write an encoder as ONNX in 32-bit numbers."""
    ids = torch.randint(5, 2000, (3, 17))
    axes = {name: {0: "sentences", 1: "pieces"} for name in ("input_ids", "attention_mask", "states")}
    encoder.eval()
    _write(_States(encoder), {"input_ids": ids, "attention_mask": torch.ones_like(ids)}, axes, path)


def _write(net: nn.Module, given: dict[str, Tensor], axes: dict[str, dict[int, str]], path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            net,
            tuple(given.values()),
            str(path),
            input_names=list(given),
            output_names=["states"],
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )


def _quantize(full: Path, path: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(full, path, weight_type=QuantType.QInt8, per_channel=True)


def export(net: RelationNet, labels: Labels, tokenizer: Path, folder: Path) -> None:
    """Write the model's files; ``folder`` is made where it is missing, and its files replaced one by one."""
    folder.mkdir(parents=True, exist_ok=True)
    export_at_places(net.encoder, folder / "encoder.onnx")
    write_heads(net.head_weights(), folder / "heads.npz")
    shutil.copyfile(tokenizer, folder / "tokenizer.json")
    data = {
        "format": FORMAT,
        "types": labels.types,
        "plover": labels.plover,
        "modes": labels.modes,
        "statuses": labels.statuses,
        "temperature": labels.temperature,
        "fixed_names": labels.fixed_names,
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
    """Read the weights of an exported encoder: matrices by the bias that follows them, the rest by name."""
    import onnx
    from onnx import numpy_helper

    try:
        graph = onnx.load(str(path)).graph
    except Exception as error:  # protobuf raises classes of its own
        raise DataError(f"{path.name}: no readable ONNX model ({type(error).__name__})") from error
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    matrices = _matrices(graph)
    found: dict[str, Tensor] = {}
    for name, weight in encoder.state_dict().items():
        own = f"{_ENCODER_PREFIX}{name}"
        if own in stored or f"{own}_quantized" in stored:
            value = _full(stored, own)
        elif own in matrices:
            value = _full(stored, matrices[own].removesuffix("_quantized")).T
        elif weight.dtype == torch.long:
            value = weight.numpy()
        else:
            raise DataError(f"{path.name}: no weights {name}: the file is of another kind of model")
        found[name] = torch.tensor(np.ascontiguousarray(value)).reshape(weight.shape)
    return found


def _matrices(graph: Any) -> dict[str, str]:
    """Return the stored matrix of each weight: its own name is lost, but not that of the bias added to it."""
    makes = {output: node for node in graph.node for output in node.output}
    found: dict[str, str] = {}
    for node in graph.node:
        bias = next((name for name in node.input if name.endswith(".bias")), None)
        if node.op_type != "Add" or bias is None:
            continue
        before = makes.get(next(name for name in node.input if name != bias))
        while before is not None and before.op_type in ("Mul", "Cast"):
            before = makes.get(before.input[0])
        if before is not None and before.op_type == "MatMulInteger":
            found[f"{bias.removesuffix('.bias')}.weight"] = before.input[1]
    return found


def _full(stored: dict[str, Any], name: str) -> Any:
    """Return a stored matrix as 32-bit numbers: int8 values times their scales."""
    if name in stored:
        return stored[name]
    values = stored[f"{name}_quantized"].astype("float32")
    zero = stored[f"{name}_zero_point"].astype("float32")
    return (values - zero) * stored[f"{name}_scale"]
