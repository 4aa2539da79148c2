"""An exponential moving average of a network's weights: steadier on unseen pairs than the last step's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor, nn

# Early on the average follows the weights closely, so that where the training began is soon forgotten.
HEAD_START = 10


class Average:
    """The average of the trained weights of ``net``; with ``decay`` 0 it is the weights themselves."""

    def __init__(self, net: nn.Module, decay: float) -> None:
        self.decay = decay
        self.steps = 0
        self._net = net
        self._mean = {name: p.detach().clone() for name, p in self._trained()}

    def update(self) -> None:
        """Take in the weights after one more step."""
        self.steps += 1
        share = 1 - min(self.decay, (1 + self.steps) / (HEAD_START + self.steps)) if self.decay else 1.0
        with torch.no_grad():
            for name, weight in self._trained():
                self._mean[name].lerp_(weight, share)

    @contextmanager
    def applied(self) -> Iterator[None]:
        """Give the network the average within the block, and its own weights back after it."""
        own = {name: weight.detach().clone() for name, weight in self._trained()}
        self.apply()
        try:
            yield
        finally:
            self._set(own)

    def apply(self) -> None:
        """Give the network the average for good."""
        self._set(self._mean)

    def state(self) -> dict[str, object]:
        """Return what a checkpoint keeps."""
        return {"steps": self.steps, "mean": self._mean}

    def restore(self, steps: int, mean: dict[str, Tensor]) -> None:
        """Go on from what a checkpoint kept."""
        self.steps = steps
        self._mean = mean

    def _trained(self) -> Iterator[tuple[str, nn.Parameter]]:
        return ((name, p) for name, p in self._net.named_parameters() if p.requires_grad)

    def _set(self, values: dict[str, Tensor]) -> None:
        with torch.no_grad():
            for name, weight in self._trained():
                weight.copy_(values[name])
