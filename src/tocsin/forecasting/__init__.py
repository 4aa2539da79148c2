"""Facts of the past -> who may do what to whom next: a ranking whose every part can be read."""

from tocsin.forecasting.facts import Graph, both_ways
from tocsin.forecasting.next_act import NextAct

__all__ = ["Graph", "NextAct", "both_ways"]
