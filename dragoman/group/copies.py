"""Words of reports → MinHash signatures and bands by which near-copies meet; two reports → how one copies the other.

Signatures are rensa's; a band is some of a signature's numbers as one key. Two reports that share a band are looked at
word by word, all others never meet, so a new report costs the same however many there are (Broder 1997, "On the
resemblance and containment of documents"; Indyk and Motwani 1998 for the bands).
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from dragoman.group.dates import day_number
from dragoman.group.wording import body, headline
from dragoman.model import CopyKind, Report

NUMBERS = 128
"""Numbers of a signature."""
BAND = 4
"""Numbers of a band: with 32 bands of 4, reports that share half their shingles meet nine times in ten, those that
share two thirds 998 times in 1,000 (1 - (1 - s⁴)³²)."""
SEED = 20_230_302
"""Signatures of another seed cannot be compared: never changed while ledgers hold signatures."""
SHINGLE = 5
"""Words of a shingle: two reports of one event in different words share hardly one."""
LEAST = 30
"""Words that a report must have: fewer are a notice, and notices look alike."""
NEAR = 0.5
"""Share of the shingles of two reports together from which one is a near-copy of the other."""
SAME = 0.9
"""Share from which the wording is the same: a changed dateline and a mended word still are."""
REPRINT, MONTH = 0.98, 31
"""Share from which wording is a copy however late it comes; the days after which less than that is a form, filled in
anew: a permit, a yearly notice."""
OPENING, LEAD = 20, 60
"""Words by which one sees that a lead is another, and words after which a lead is over (at most a third of all)."""
BODY = 0.8
"""Share of what follows the lead that must be known where only the lead is new."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How a report's wording is that of another: the kind of copy, and the share of shingles in common (0 to 1)."""

    kind: CopyKind
    similarity: float


def signature(words: Sequence[str]) -> tuple[int, ...]:
    """Return the MinHash signature of a text's words; nothing where they are too few to tell."""
    if len(words) < LEAST:
        return ()
    from rensa import RMinHash

    made = RMinHash(num_perm=NUMBERS, seed=SEED)
    made.update(list(_shingles(words)))
    return tuple(made.digest())


def bands(numbers: Sequence[int]) -> tuple[int, ...]:
    """Return the keys of a signature's bands, each a signed number of 64 bits."""
    return tuple(_band(at, numbers[at : at + BAND]) for at in range(0, len(numbers), BAND))


def resemblance(one: Sequence[int], other: Sequence[int]) -> float:
    """Return the share of shingles that two signatures let expect in common."""
    return sum(map(int.__eq__, one, other)) / NUMBERS if one and other else 0.0


def likeness(new: Report, known: Report) -> Likeness | None:
    """Return how the wording of `new` is that of `known`; None where it is not. The order does not matter."""
    words, others = body(new), body(known)
    if min(len(words), len(others)) < LEAST:
        return None
    ours, theirs = _shingles(words), _shingles(others)
    similarity = len(ours.keys() & theirs.keys()) / len(ours.keys() | theirs.keys())
    if similarity < NEAR:
        return None
    if new.url is not None and new.url == known.url:
        return Likeness("version", similarity)
    same_title = _plain(headline(new)) == _plain(headline(known))
    if _is_late(new, known) and similarity < REPRINT:
        return None
    if similarity >= SAME:
        return Likeness("same" if same_title else "headline", similarity)
    if not same_title and _publisher(new) == _publisher(known) is not None:
        return None
    other_lead = _rewritten(words, theirs) and _rewritten(others, ours)
    return Likeness("lead" if other_lead else "edited", similarity)


def _is_late(one: Report, other: Report) -> bool:
    """Tell whether the two were published more than a month apart, as far as both state it."""
    days = [day_number(report.published or "") for report in (one, other)]
    return days[0] is not None is not days[1] and abs(days[0] - days[1]) > MONTH


def _publisher(report: Report) -> str | None:
    """Return the outlet, else the host of the address: of one publisher, half the words under another headline are its
    form for such news, not a copy."""
    return report.outlet or (urlsplit(report.url).hostname if report.url else None)


def _shingles(words: Sequence[str]) -> dict[str, None]:
    """The shingles of a text in order, each once: the order is what makes a signature come out the same."""
    return dict.fromkeys(_each(words))


def _rewritten(words: Sequence[str], known: Collection[str]) -> bool:
    """Tell whether the report opens in new words and goes on in known ones."""
    found = [shingle in known for shingle in _each(words)]
    opening, rest = found[:OPENING], found[min(LEAD, len(found) // 3) :]
    return sum(opening) < NEAR * len(opening) and sum(rest) >= BODY * len(rest)


def _each(words: Sequence[str]) -> list[str]:
    plain = _plain(words)
    return [" ".join(plain[at : at + SHINGLE]) for at in range(len(plain) - SHINGLE + 1)]


def _plain(words: Sequence[str]) -> list[str]:
    return [word.casefold() for word in words]


def _band(at: int, numbers: Sequence[int]) -> int:
    packed = struct.pack(f"<{1 + len(numbers)}I", at, *numbers)
    (key,) = struct.unpack("<q", hashlib.blake2b(packed, digest_size=8).digest())
    return int(key)
