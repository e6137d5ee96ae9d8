"""A line → where its words begin behind the stamp of a live blog's entry, the number of a list's or a mere heading."""

from __future__ import annotations

import re
from functools import cache

from dragoman.data import toml


def past_stamp(text: str, start: int, end: int) -> int:
    """Return the offset at which the words of the line `text[start:end]` begin; `end` where it is only a stamp."""
    stamp = _stamp().match(text, start, end)
    return stamp.end() if stamp is not None else start


@cache
def _stamp() -> re.Pattern[str]:
    """A stamp alone, before a dash or colon, or one that nothing else can be ("10.45am BST", "4h ago") before words."""
    table = toml("stamps")
    clock, half, day = table["clock"], table["half"], rf"(?:{table['day']},?\s)?"
    zone = rf"(?:{'|'.join(table['zones'])})\b"
    time = rf"\[?{clock}(?:\s?{half})?(?:\s?{zone})?\]?"
    sure = rf"\[?{clock}(?:\s?{half}(?:\s?{zone})?|\s?{zone})\]?|\[{clock}\]|\d\d:\d\d"
    ago = rf"{table['ago']}(?:\s{time})?"
    alone = rf"(?:(?:{'|'.join(table['before'])})\s)?(?:{ago}|{day}{time})\s*$"
    signed = rf"(?:{day}{time}|{ago})\s*[-–—|:•·]\s*(?=\S)"
    plain = rf"(?:{day}(?:{sure})|{ago}|{table['number']})\s+(?=[A-Z\"“‘'])"
    head = rf"(?:{'|'.join(table['heads'])}):\s+(?=\S)"
    flag = rf"(?:{'|'.join(table['flags'])})(?:\s?[-–—:|])?\s+(?=[A-Z][a-z]|[A-Z]{{2}})"
    return re.compile(rf"\s*(?:{alone}|(?:{signed}|{plain}|{head})(?:{flag})?|{flag})", re.MULTILINE)


__all__ = ["past_stamp"]
