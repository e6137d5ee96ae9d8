"""A report's text → its talk: whether it prints who has the word, who has it, and who only asks."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dragoman.data import words
from dragoman.gazetteer import gazetteer

LABEL = re.compile(
    r"[\"“]?(?P<name>[A-Z][\w.'’-]*"
    r"(?: (?:[A-Z][\w.'’-]*|\d{1,2}|of|the|de|bin|al|reporter|correspondent|journalist|agency)){0,4})"
    r"(?:, [A-Z][\w’'-]*(?: [\w’'-]+){0,5})?(?: \((?P<aside>[^()]{1,60})\))?(?P<colon>:)(?:\s+(?=\S)|\s*$)"
)
"""A name before a colon at the beginning of a line: the turn of a speaker, or a headline's source."""

QUESTION = re.compile(r"Q[.:]?\s+(?=[A-Z“\"])")
"""A question of a briefing that no colon sets off: "Q And what would that take?"."""

_INSIDE = re.compile(r"(?<=[.?!…)”\"] )(?=(?:(?:MR|MS|MRS|DR)\.? [A-Z][A-Z’'-]+|Q|QUESTION|A|ANSWER):\s)")
"""Where another turn opens within a line: "… right now? MS. PRICE: Because …"."""

_STAMP = re.compile(r"[(\[]?\d{1,2}:\d\d(?::\d\d)?[)\]]?")
_STAMPED = re.compile(r"\d{1,2}:\d\d(?::\d\d)?")
_LINE = re.compile(r"^[ \t]*(?P<line>\S.*?)[ \t]*$", re.MULTILINE)
_NUMBER = re.compile(r"(?:\d{1,3}[.)]\s+)?")

HANDED_OVER = 30
"""Characters of a line up to which a question only hands the word on: "With that, Matt?"."""

SHARE = 0.25
"""Of a transcript's lines, those at least that open a turn: what stands between them then belongs to the turns."""


@dataclass(frozen=True, slots=True)
class Talk:
    """Who has the word in a transcript or an interview: `names` as the lines print them, of whom `askers` only ask.

    `whole` says that a turn lasts until the next one opens; else it ends with its line. `guest` is who gives the
    answers that only "A:" or initials open, "" where the report names nobody or several; `head` is what stands before
    the first turn, the headline included. All are empty in any other report.
    """

    names: frozenset[str] = frozenset()
    askers: frozenset[str] = frozenset()
    whole: bool = False
    guest: str = ""
    head: str = ""


@dataclass(slots=True)
class _Turns:
    """The lines that open turns, by the name before the colon."""

    lines: int = 0
    stamped: bool = False
    head: str = ""
    asked: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))


NO_TALK = Talk()


def talk(text: str, title: str = "") -> Talk:
    """Return the talk that a report prints; `NO_TALK` where it is neither a transcript nor an interview."""
    turns = _turns(text)
    turns.head = f"{title}\n{turns.head}"
    spoken = sum(map(len, turns.asked.values()))
    asking = turns.asked.keys() & words("statements", "labels", "asking")
    often = [name for name, asked in turns.asked.items() if len(asked) > 1]
    if not asking and not (turns.stamped and spoken > 1) and not (often and len(turns.asked) > 1 and spoken > 2):
        return NO_TALK
    answering = words("statements", "labels", "answering")
    full = any(" " in name and not name.isupper() for name in turns.asked)
    askers = {
        name
        for name, asked in turns.asked.items()
        if (2 * sum(asked) > len(asked) or (full and name.istitle() and " " not in name)) and not _known(name)
    }
    names = turns.asked.keys() - words("statements", "labels", "asking") - answering
    whole = turns.stamped or spoken >= SHARE * turns.lines or bool(asking and all(name.isupper() for name in names))
    return Talk(frozenset(names), frozenset(askers & names), whole, _guest(turns, names - askers), turns.head)


def _turns(text: str) -> _Turns:
    turns = _Turns()
    said = ""
    for start, written in _lines(text):
        turns.lines += not _STAMP.fullmatch(written)
        line = _unnumbered(written)
        label = LABEL.match(line)
        if label is None and QUESTION.match(line):
            turns.head = turns.head or text[:start] or " "
            said = "Q"
            turns.asked[said].append(True)
        if label is not None and not _heading(label["name"]):
            turns.head = turns.head or text[:start] or " "
            turns.stamped |= bool(label["aside"] and _STAMPED.fullmatch(label["aside"]))
            said = label["name"]
            turns.asked[said].append(False)
        if said and line.endswith("?") and (label is not None or len(line) > HANDED_OVER):
            turns.asked[said][-1] = True
    return turns


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines with where they start, parted where another turn opens within one."""
    for found in _LINE.finditer(text):
        yield from ((found.start(), part.strip()) for part in _INSIDE.split(found["line"]))


def _unnumbered(line: str) -> str:
    """The line without the number that an interview counts its questions by."""
    number = _NUMBER.match(line)
    return line[number.end() :] if number is not None else line


def _heading(name: str) -> bool:
    """Whether the words before a colon have no turn: "Background:", "Russia:"; those of who asks and answers do."""
    labels = {name, name.split(maxsplit=1)[0]}
    if any(one.sense in {"state", "capital", "place"} for one in gazetteer().meanings(name)):
        return True
    return bool(labels & words("statements", "labels", "none")) and not labels & (
        words("statements", "labels", "asking") | words("statements", "labels", "answering")
    )


def initials(name: str) -> str:
    """The first letters of a name: "ZK" for Zalmay Khalilzad."""
    return "".join(part[0] for part in name.split()).upper()


def _known(name: str) -> bool:
    """Whether somebody of that name or post can answer questions: listed, or titled."""
    cased = name.title() if name.isupper() else name
    own = cased.lower().replace(".", "").split()
    titled = bool({*own} & (words("actors", "titles", "words") - words("actors", "titles", "address")))
    return titled or any(name.sense == "person" for hit in gazetteer().spot(cased) for name in hit.names)


def _guest(turns: _Turns, names: set[str]) -> str:
    """Who is interviewed: the one whom the text before the first turn names, else the one name among the turns."""
    spotted = [hit for hit in gazetteer().spot(turns.head) if any(name.sense == "person" for name in hit.names)]
    named: Sequence[str] = list({turns.head[hit.start : hit.end] for hit in spotted}) or sorted(names)
    return named[0] if len(named) == 1 else ""


__all__ = ["LABEL", "NO_TALK", "Talk", "talk"]
