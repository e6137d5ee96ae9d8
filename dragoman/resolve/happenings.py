"""The table of meetings and reference events → its rows, and which of them words mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from dragoman.data import several, toml
from dragoman.gazetteer import Gazetteer, fold, gazetteer
from dragoman.tables import table


@dataclass(frozen=True, slots=True)
class Happening:
    """A meeting or reference event of the tables; `spelt` and `site` are its names and place, folded for comparing."""

    id: str
    names: tuple[str, ...]
    kind: str
    start: str
    end: str
    place: str
    country: str | None
    participants: frozenset[str]
    source: str
    spelt: tuple[str, ...]
    site: str


def happenings() -> tuple[Happening, ...]:
    """Return the rows of the meetings table, ours and the user's own."""
    return _happenings(gazetteer())


@lru_cache(1)
def _happenings(_: Gazetteer) -> tuple[Happening, ...]:
    """Loaded with the other tables, and anew when those are."""
    return tuple(map(_happening, table("meetings")))


def _happening(row: Mapping[str, str]) -> Happening:
    names = (row["name"], *several(row["aliases"]))
    return Happening(
        id=row["id"],
        names=names,
        kind=row["kind"],
        start=row["start"],
        end=row["end"] or row["start"],
        place=row["place"],
        country=row["country"] or None,
        participants=frozenset(several(row["participants"])),
        source=row["source"],
        spelt=tuple(fold(name).lower() for name in names),
        site=fold(row["place"]).lower(),
    )


def named_in(low: str, *, sites: bool = False) -> list[Happening]:
    """Return the happenings of which a name stands anywhere in the folded words, in the order of the table.

    `sites`: or their place.
    """
    found = {at for _, (bearing, lying) in _spelt(gazetteer())(low) for at in (*bearing, *(lying if sites else ()))}
    return [happenings()[at] for at in sorted(found)]


Bearers = tuple[list[int], list[int]]
"""The rows of the table that bear a name, and those whose place it is."""


@lru_cache(1)
def _spelt(_: Gazetteer) -> Callable[[str], Iterator[tuple[int, Bearers]]]:
    """What finds all names and places at once: to look for one after the other took a twentieth of all reading."""
    import ahocorasick

    rows: dict[str, Bearers] = {}
    for at, one in enumerate(happenings()):
        for name in one.spelt:
            rows.setdefault(name, ([], []))[0].append(at)
        if one.site:
            rows.setdefault(one.site, ([], []))[1].append(at)
    automaton = ahocorasick.Automaton()
    for name, bearing in rows.items():
        automaton.add_word(name, bearing)
    automaton.make_automaton()
    find: Callable[[str], Iterator[tuple[int, Bearers]]] = automaton.iter
    return find


def names(one: Happening, low: str) -> re.Match[str] | None:
    """The folded words that mean this happening: its name, else its site where its body or kind is named too."""
    own = next((hit for name in one.spelt if name in low and (hit := _whole(name).search(low))), None)
    if own is not None or not one.site or one.site not in low:
        return own
    if one.kind == "attack":
        named = " " in one.site and re.search(r"\b(attack|bombing|shooting|blast)", low)
        return _whole(one.site).search(low) if named else None
    host = next((code.lower() for code in HOSTS if code in one.participants), None)
    if host is None or host not in low or not _gathers(low) or not _whole(one.site).search(low):
        return None
    return _whole(host).search(low)


HOSTS = ("G20", "G7", "NATO", "BRICS", "APEC", "SCO")
"""Bodies whose meetings go by the body and the place."""


@cache
def _whole(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")


def _gathers(low: str) -> bool:
    return re.search(toml("dates")["dating"]["gatherings"], low) is not None


FEW = 4
"""Parties up to which two of them and the day tell a meeting: of a G20 summit any two states named with a day do."""


def on_its_day(one: Happening, days: frozenset[str], states: frozenset[str]) -> bool:
    """Whether this is a meeting of few, at least two of them among the states, on one of the days."""
    meets = one.kind in {"talks", "summit", "bilateral", "ministerial"} and len(one.participants) <= FEW
    return meets and f"XXXX-{one.start[5:]}" in days and len(one.participants & states) > 1
