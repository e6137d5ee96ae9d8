"""A file of reference rows → a user's own rows beside ours; a name → what the tables have on it."""

from dragoman.reference.imports import Imported, Removed, imported, take_out
from dragoman.reference.intake import Intake, bring_in
from dragoman.reference.lookup import Card, Choices, look_up

__all__ = ["Card", "Choices", "Imported", "Intake", "Removed", "bring_in", "imported", "look_up", "take_out"]
