"""Briefing: what a reader who has one minute must know of some incidents; records in, one ``Brief`` out.

Nothing here draws: ``tocsin.showing.brief`` writes a brief as a page, as text or as a document.
"""

from tocsin.briefing.compose import compose
from tocsin.briefing.level import ConflictIntensity, LevelMeasure
from tocsin.briefing.memory import Memory, remembered
from tocsin.briefing.model import Brief

__all__ = ["Brief", "ConflictIntensity", "LevelMeasure", "Memory", "compose", "remembered"]
