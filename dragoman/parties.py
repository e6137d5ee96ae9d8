"""What people type ("Russia", "rus", "Lavrov", "sergei-lavrov") → the code or id of a party."""

from __future__ import annotations

from difflib import get_close_matches

from dragoman.errors import NotFound, UsageError
from dragoman.gazetteer import Gazetteer, Name, gazetteer

_SENSES = (("state", "body"), ("person",), ("organ", "adjective", "people", "metonym"), ("capital",))
"""What a name is taken for first; places that are no capital name nobody."""

LISTED = 8
"""Choices listed for an ambiguous name."""


def party(typed: str) -> str:
    """Return the code or person id that `typed` names, whatever its case.

    Raises NotFound with near matches where it names nobody, UsageError with the choices where it names several.
    """
    found = meant(typed)
    if not found:
        raise NotFound(f"nobody is known as {typed!r}{_near(gazetteer(), _plain(typed))}")
    if len(found) > 1:
        raise UsageError(f"{typed!r} can be {_listed(found)}: give one of these")
    return found[0]


def meant(typed: str) -> list[str]:
    """Return the codes or person ids that `typed` can name, whatever its case; none where it names nobody."""
    known, name = gazetteer(), _plain(typed)
    if name.upper() in known.labels:
        return [name.upper()]
    if name.casefold() in known.people:
        return [name.casefold()]
    return _meant(known, name) or _by_surname(known, name)


def _plain(typed: str) -> str:
    name = " ".join(typed.split())
    return name[4:] if name.casefold().startswith("the ") else name


def label(code: str) -> str:
    """Return the name that goes with a code or person id; the code itself where none is listed."""
    known = gazetteer()
    return known.people[code].name if code in known.people else known.label(code)


def _meant(known: Gazetteer, name: str) -> list[str]:
    spellings = dict.fromkeys((name, name.title(), name.upper(), name.capitalize(), name.lower()))
    names = [meaning for spelling in spellings for meaning in known.meanings(spelling)]
    for senses in _SENSES:
        if found := [code for meaning in names if meaning.sense in senses and (code := _code(meaning))]:
            return list(dict.fromkeys(found))
    return []


def _code(meaning: Name) -> str | None:
    return meaning.id if meaning.sense == "person" else meaning.state


def _by_surname(known: Gazetteer, name: str) -> list[str]:
    spellings = dict.fromkeys((name, name.title(), name.capitalize()))
    return list(dict.fromkeys(person.id for spelling in spellings for person in known.surname(spelling)))


def _listed(found: list[str]) -> str:
    more = f" or {len(found) - LISTED} more" if len(found) > LISTED else ""
    return ", ".join(f"{code} ({label(code)})" for code in found[:LISTED]) + more


def _near(known: Gazetteer, name: str) -> str:
    choices = {label.casefold(): f"{label} ({code})" for code, label in known.labels.items()}
    choices |= {person.name.casefold(): f"{person.name} ({person.id})" for person in known.people.values()}
    choices |= {code.casefold(): f"{label} ({code})" for code, label in known.labels.items()}
    near = [choices[match] for match in get_close_matches(name.casefold(), choices, n=3, cutoff=0.72)]
    if near:
        return f"; did you mean {' or '.join(dict.fromkeys(near))}?"
    return "; give a name such as Russia or a code such as RUS"
