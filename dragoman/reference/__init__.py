"""A file of reference rows → a user's own rows beside ours; a name → what the tables have on it."""

from dragoman.reference.gaps import GAP_KINDS, Gap, gaps
from dragoman.reference.imports import Imported, Removed, imported, take_out
from dragoman.reference.intake import Intake, bring_in
from dragoman.reference.lookup import Card, Choices, look_up

__all__ = [
    "GAP_KINDS", "Card", "Choices", "Gap", "Imported", "Intake", "Removed", "bring_in", "gaps", "imported", "look_up",
    "take_out",
]  # fmt: skip
