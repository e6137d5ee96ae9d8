"""A package that only an extra brings → there, or one line that says which extra to install."""

from __future__ import annotations

from importlib.util import find_spec

from dragoman.errors import InstallationError


def need(module: str, extra: str, what: str) -> None:
    """Make sure that `module` can be imported; `what` names what it is needed for.

    Raises InstallationError with the extra that brings it. The import itself stays with the caller, typed as ever.
    """
    if not has(module):
        raise InstallationError(f"{what} needs the extra {extra!r}: pip install 'dragoman[{extra}]'")


def has(module: str) -> bool:
    """Tell whether `module` is installed."""
    return find_spec(module) is not None
