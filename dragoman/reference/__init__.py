"""A file of reference rows → a user's own rows beside ours; a name → what the tables have on it."""

from dragoman.reference.intake import Intake, bring_in
from dragoman.reference.lookup import Card, Choices, look_up

__all__ = ["Card", "Choices", "Intake", "bring_in", "look_up"]
