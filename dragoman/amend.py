"""A finding and what a person puts in its fields, as words → the finding as it should have been."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any, get_args, get_type_hints

from dragoman.errors import UsageError
from dragoman.gazetteer import gazetteer
from dragoman.group.dates import bounds
from dragoman.model import ActorKind, Finding, Ref, Refs, When
from dragoman.parties import label, party
from dragoman.record import CLASSES

NOBODY = "nobody"
"""What a person writes for an actor or a date that is not known."""


_ONE = r"(?:\d\d[\dX]{2}|XXXX)(?:-[\dX]{2}){0,2}[~?%]?"
_EDTF = re.compile(rf"{_ONE}|{_ONE}/(?:{_ONE}|\.\.)|\.\./{_ONE}")


def choices(kind: str) -> dict[str, tuple[str, ...]]:
    """Return the fields of a kind that can be put right, and the values each can have; () for names and dates."""
    return {name: _words(hint) for name, hint in _fields(kind).items()}


def amend(finding: Finding, values: Mapping[str, str]) -> Finding:
    """Return the finding with `values` in its fields, for an edit: a listed value, the name of an actor (several apart
    by `;`), a date in EDTF, or `nobody` where it is not known. Its words stay as they are.

    Raises UsageError for a field that cannot be put right, or a value it cannot have; NotFound for an unknown name.
    """
    known = _fields(finding.kind)
    for name in values:
        if name not in known:
            raise UsageError(f"{name!r} cannot be edited on this {finding.kind}; these can: {', '.join(known)}")
    changed: dict[str, Any] = {
        name: _value(name, known[name], getattr(finding, name), text.strip()) for name, text in values.items()
    }
    return replace(finding, **changed)


def words_of(value: object) -> str:
    """Return what a person would write for the value of a field: the other way round of `amend`."""
    if isinstance(value, Ref):
        return value.id or value.name
    if isinstance(value, When):
        return value.edtf or NOBODY
    if isinstance(value, tuple):
        return "; ".join(words_of(one) for one in value) or NOBODY
    if isinstance(value, bool):
        return "yes" if value else "no"
    return NOBODY if value is None else str(value)


@cache
def _fields(kind: str) -> dict[str, Any]:
    hints = get_type_hints(CLASSES[kind])
    own = {name: hint for name, hint in hints.items() if name not in {"kind", "report", "said_by", "rule", "corrects"}}
    return {name: hint for name, hint in own.items() if _words(hint) or hint in _TYPED}


def _words(hint: Any) -> tuple[str, ...]:
    """The listed values of a field's type."""
    if hint is bool:
        return ("yes", "no")
    values = get_args(hint)
    return values if values and all(isinstance(one, str) for one in values) else ()


def _value(name: str, hint: Any, old: Any, text: str) -> Any:
    listed = _words(hint)
    if hint is bool and text in listed:
        return text == "yes"
    if listed:
        if text not in listed:
            raise UsageError(f"{name} cannot be {text!r}; one of {', '.join(listed)}")
        return text
    return _TYPED[hint](old, text)


def _one(old: Ref | None, text: str) -> Ref | None:
    if text == NOBODY:
        return None
    return _ref(text, old)


def _named(old: Ref | None, text: str) -> Ref:
    if text == NOBODY:
        raise UsageError("this actor cannot be left out: reject the finding, or name somebody")
    return _ref(text, old)


def _several(old: Refs, text: str) -> Refs:
    names = [] if text == NOBODY else [name.strip() for name in text.split(";") if name.strip()]
    left = {words_of(ref): ref for ref in old}
    return tuple(left.get(name) or _ref(name, None) for name in names)


def _ref(text: str, old: Ref | None) -> Ref:
    """The actor of that name; the words that were taken for somebody else now stand for this one."""
    if old is not None and text == words_of(old):
        return old
    code, known = party(text), gazetteer()
    person = known.people.get(code)
    kind: ActorKind = "person" if person else known.kinds[code]
    state = (next(iter(person.states)) if len(person.states) == 1 else None) if person else code
    return Ref(code, label(code), kind, state, surface=old.surface if old else None)


def _date(old: When | None, text: str) -> When | None:
    if text == NOBODY:
        return None
    if not _EDTF.fullmatch(text) or not _days(text):
        raise UsageError(f"{text!r} is no date: write 2025-02-18, 2025-02, 2025-02-1X or 2025-02-17/2025-02-19")
    return When(text, "stated", old.text if old else None)


def _days(edtf: str) -> bool:
    """Whether it means days that there are."""
    try:
        return all(date.fromisoformat(day) for day in bounds(edtf) or () if day and day > "0001")
    except ValueError:
        return False


_TYPED: dict[Any, Callable[[Any, str], Any]] = {
    Ref: _named,
    Ref | None: _one,
    Refs: _several,
    When | None: _date,
}
