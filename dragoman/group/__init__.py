"""Entries → what they add up to: a dialogue between parties."""

from dragoman.group.dialogue import dialogue
from dragoman.group.shapes import Counts, Dialogue, Line, Meeting, Outlook, Side, Stand

__all__ = ["Counts", "Dialogue", "Line", "Meeting", "Outlook", "Side", "Stand", "dialogue"]
