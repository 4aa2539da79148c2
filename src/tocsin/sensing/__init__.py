"""Text of a sentence -> what the trained model sees in it: words that tell acts, and who acts on whom."""

from tocsin.sensing.model import SightModel, sight_model
from tocsin.sensing.view import Seen, View

__all__ = ["Seen", "SightModel", "View", "sight_model"]
