"""Judgements → a list for people, JSON objects for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from dragoman.amend import choices, words_of
from dragoman.data import toml
from dragoman.harmless import clean
from dragoman.ledger import Judgement
from dragoman.model import Finding
from dragoman.record import Json, to_payload
from dragoman.show.terminal import put

_DONE = {
    "confirm": "confirmed", "reject": "rejected", "edit": "edited", "unsure": "left unsure", "undo": "took back",
    "same": "took for the same", "different": "told apart",
}  # fmt: skip


def show_corrections(found: Iterable[Judgement], console: Console) -> None:
    """Print who decided what, when and why, newest first."""
    put(console, _parts(list(found)))


def _parts(found: Sequence[Judgement]) -> Iterator[RenderableType]:
    for one in found:
        head = Text(f"{one.number:>4}  {(one.at or '')[:16].replace('T', ' ')}  ", style="dim")
        yield head.append(done(one), style="not dim")
        yield from (Padding(Text(clean(line)), (0, 0, 0, 6)) for line in details(one))
    if not found:
        yield Text("Nobody has judged anything yet: dragoman judge FINDING confirm --by NAME", style="dim")


def done(one: Judgement) -> str:
    """Return who did what to what: "Ada rejected 3f2a…"."""
    return f"{clean(one.by)} {_DONE[one.verdict]} {about(one)}"


def about(one: Judgement) -> str:
    """Say what a judgement is on."""
    if one.undoes is not None:
        return f"verdict {one.undoes} on {one.finding}"
    named = f"{one.finding} and {one.other}" if one.other else one.finding
    return named if one.subject == "finding" else f"the {one.subject} {named}"


def details(one: Judgement) -> Iterator[str]:
    """Yield the words it is on, what changed, and why."""
    if one.old is not None:
        yield f"“{one.old.evidence.quote}”"
    for name, before, after in changes(one.old, one.edited):
        yield f"{name}: {before} → {after}"
    if one.reason is not None:
        yield toml("judgements")["reasons"].get(one.reason, one.reason)
    if one.why is not None:
        yield one.why
    if one.follows is not None:
        yield f"carried over from verdict {one.follows}: the same words were read anew"


def changes(old: Finding | None, new: Finding | None) -> list[tuple[str, str, str]]:
    """Return the fields that an edit changed, with what stood and stands there, as a person would write it."""
    if old is None or new is None:
        return []
    pairs = ((name, words_of(getattr(old, name)), words_of(getattr(new, name))) for name in choices(old.kind))
    return [(name, before, after) for name, before, after in pairs if before != after]


def corrections_json(found: Iterable[Judgement]) -> list[Json]:
    """Return judgements as objects; `old` and `new` are the fields of the finding before and after."""
    return [judgement_json(one) for one in found]


def judgement_json(one: Judgement) -> Json:
    """Return one judgement as an object."""
    return {
        "number": one.number,
        "subject": one.subject,
        "finding": one.finding,
        "other": one.other,
        "verdict": one.verdict,
        "by": one.by,
        "at": one.at,
        "reason": one.reason,
        "why": one.why,
        "old": one.old and to_payload(one.old),
        "new": one.edited and to_payload(one.edited),
        "undoes": one.undoes,
        "follows": one.follows,
    }
