"""Mentions of names with several meanings → what they can mean in this report: "Georgia", "Congress", "Korea"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from dragoman.data import toml
from dragoman.gazetteer import Gazetteer
from dragoman.model import Mention

SHORT_FORM = re.compile(r"\((?:the )?[\"“]?([A-Z]{2,8})[\"”]?\)")
"""The letters that a name goes by from there on: "Partnership for Central America (PCA)"."""

_TOGETHER = re.compile(r"\bKoreas\b")
"""Names that mean both of two states by themselves."""

HALVED = re.compile(r"\bNorth Korea|\bPyongyang\b|\bKoreas\b")
"""Without these "the North" is no state."""

NAME_BEFORE = 120
"""Characters before its short form within which a name is looked for."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A rule of the table: `names` mean `code` only where the report bears it out, else `instead`."""

    names: tuple[str, ...]
    code: str
    only_with: tuple[str, ...]
    not_with: tuple[str, ...]
    but_with: tuple[str, ...]
    instead: str | None

    def holds(self, text: str) -> bool:
        """Whether the names do not mean the code in a report of this text."""
        if not any(name in text for name in self.names):
            return False
        if self.only_with and not _has(text, self.only_with):
            return True
        return _has(text, self.not_with) and not _has(text, self.but_with)

    def names_it(self, words: str) -> bool:
        return _has(words, self.names)


class Doubts:
    """What the doubtful names of one report mean."""

    def __init__(self, tables: Gazetteer, text: str) -> None:
        self.tables = tables
        self.doubts = [doubt for doubt in _doubts() if doubt.holds(text)]
        self.doubts += _short_forms(tables, text)
        self.sure = self._sure(text)
        self.halved = HALVED.search(text) is not None
        self.twins = {codes: _named(tables, codes, text) for codes in tables.twins}

    def _sure(self, text: str) -> frozenset[str]:
        """The codes that the report names by names that are not in doubt."""
        hits = self.tables.spot(text) if self.doubts else ()
        doubtful = frozenset(name for doubt in self.doubts for name in doubt.names)
        return frozenset(
            name.state for hit in hits if text[hit.start : hit.end] not in doubtful for name in hit.names if name.state
        )

    def settle(self, mention: Mention) -> Mention:
        """Return the mention without the meanings that its report does not bear out."""
        words = f"{mention.title} {mention.span.quote}"
        if not self.halved and mention.span.quote in toml("actors")["halves"]:
            return replace(mention, names=())
        for doubt in self.doubts:
            if doubt.names_it(words) or (doubt.code in mention.states and doubt.code not in self.sure):
                mention = self._without(mention, doubt)
        for codes, meant in self.twins.items():
            if _both(mention, codes) and not _TOGETHER.search(mention.span.quote):
                mention = _only(mention, codes - meant)
        return mention

    def _without(self, mention: Mention, doubt: Doubt) -> Mention:
        names = tuple(name for name in mention.names if name[2] != doubt.code)
        states = tuple(state for state in mention.states if state != doubt.code)
        if doubt.instead is None:
            return replace(mention, names=names, states=states)
        if names != mention.names:
            names = (*names, ("metonym", doubt.instead, doubt.instead))
        if states != mention.states:
            states = (doubt.instead, *states)
        return replace(mention, names=names, states=states)


def _both(mention: Mention, codes: frozenset[str]) -> bool:
    """Whether one word of the mention stands for both of two states."""
    return codes <= {name[2] for name in mention.names} or codes <= set(mention.states)


def _only(mention: Mention, fallen: frozenset[str]) -> Mention:
    names = tuple(name for name in mention.names if name[2] not in fallen)
    return replace(mention, names=names, states=tuple(state for state in mention.states if state not in fallen))


def _named(tables: Gazetteer, codes: frozenset[str], text: str) -> frozenset[str]:
    """Those of the codes that the report names by a name of their own."""
    hits = tables.spot(text) if any(name in text for name in tables.twins[codes]) else ()
    alone = (codes.intersection(name.state for name in hit.names) for hit in hits)
    return frozenset(code for found in alone if len(found) == 1 for code in found)


@cache
def _doubts() -> Sequence[Doubt]:
    return tuple(
        Doubt(
            tuple(row["names"]), row["code"], tuple(row.get("only_with", ())), tuple(row.get("not_with", ())),
            tuple(row.get("but_with", ())), row.get("instead"),
        )
        for row in toml("doubtful")["doubt"]
    )  # fmt: skip


def _short_forms(tables: Gazetteer, text: str) -> Iterator[Doubt]:
    """Letters that the report itself gives to something other than the body that the tables list for them."""
    for given in SHORT_FORM.finditer(text):
        letters, long = given.group(1), text[max(0, given.start() - NAME_BEFORE) : given.start()].rstrip()
        listed = [name for name in tables.meanings(letters) if name.state]
        known = {name.state for hit in tables.spot(long) if hit.end == len(long) for name in hit.names}
        if listed and _initials(long).endswith(letters):
            for name in listed:
                if name.state is not None and name.state not in known:
                    yield Doubt((letters,), name.state, (), (), (), None)


def _initials(words: str) -> str:
    return "".join(word[0] for word in words.split() if word[0].isupper())


def _has(text: str, words: tuple[str, ...]) -> bool:
    held = tuple(word for word in words if word in text)
    return bool(held) and _pattern(held).search(text) is not None


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in words))
