"""Entries → what they add up to: a dialogue between parties."""

from dragoman.group.contacts import contacts
from dragoman.group.dialogue import dialogue
from dragoman.group.shapes import (
    Contradiction,
    Counts,
    Dialogue,
    Line,
    Meeting,
    MeetingStatus,
    Outlook,
    Side,
    Stand,
    Step,
)

__all__ = [
    "Contradiction",
    "Counts",
    "Dialogue",
    "Line",
    "Meeting",
    "MeetingStatus",
    "Outlook",
    "Side",
    "Stand",
    "Step",
    "contacts",
    "dialogue",
]
