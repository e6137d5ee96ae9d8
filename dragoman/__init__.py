"""Dragoman reads reporting on diplomacy and keeps the record of the dialogue.

    import dragoman as d

    with d.open("dialogue.db") as ledger:
        ledger.read("reports/")
        found = ledger.dialogue("USA", "RUS")

Nothing heavy is loaded before it is needed (PEP 562).
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.api import Ledger, open  # noqa: A004 - `dragoman.open` reads best
    from dragoman.errors import DragomanError
    from dragoman.group import Dialogue
    from dragoman.model import Entry, Finding, Issue, Report, Span
    from dragoman.reading import ReadSummary, extract, read

__version__ = "0.1.0"

__all__ = [
    "Dialogue",
    "DragomanError",
    "Entry",
    "Finding",
    "Issue",
    "Ledger",
    "ReadSummary",
    "Report",
    "Span",
    "__version__",
    "extract",
    "open",
    "read",
]

_HOME = {
    **dict.fromkeys(("Ledger", "open"), "dragoman.api"),
    **dict.fromkeys(("Entry", "Finding", "Issue", "Report", "Span"), "dragoman.model"),
    **dict.fromkeys(("ReadSummary", "extract", "read"), "dragoman.reading"),
    "Dialogue": "dragoman.group",
    "DragomanError": "dragoman.errors",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'dragoman' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return __all__


class _Door(ModuleType):
    """`read` and `extract` name a function and a stage's package: importing the package must not hide the function.

    Python sets a package's attribute when a module inside it is first imported; here it is not set for public names.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOME and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Door
