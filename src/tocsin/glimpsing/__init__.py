"""What an article tells too faintly to be told as an event, kept so that merging may know it again."""

from tocsin.glimpsing.glimpses import glimpses_of
from tocsin.glimpsing.wide import WideCoder

__all__ = ["WideCoder", "glimpses_of"]
