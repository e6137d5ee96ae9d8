"""The words of a title → the houses they name (presidency, foreign ministry, …), and the office of who leads one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from dragoman.data import toml
from dragoman.gazetteer import fold


@dataclass(frozen=True, slots=True)
class _House:
    """What a house is called, and how its lead is: the family of that office, None where no title names it."""

    words: re.Pattern[str]
    led: re.Pattern[str]
    chief: str | None


@lru_cache(4096)
def house(titles: tuple[str, ...]) -> frozenset[int]:
    """Return the houses, by their number in discrepancies.toml, that the titles of an office name."""
    low = " | ".join(titles)
    return frozenset(number for number, one in enumerate(_houses()) if one.words.search(_low(low)))


@lru_cache(4096)
def led_by(title: str) -> str | None:
    """Return the family of the office that a title gives as the lead of a house: "Pentagon chief"."""
    return next((one.chief for one in _houses() if one.chief and one.led.search(_low(title))), None)


def unhoused(title: str) -> str:
    """Return a title, in plain small letters, without the houses it names: "department" in one says nothing more."""
    low = _low(title)
    for one in _houses():
        low = one.words.sub("", low)
    return low


def _low(title: str) -> str:
    return fold(title).lower().strip()


@cache
def _houses() -> tuple[_House, ...]:
    return tuple(_house(**one) for one in toml("discrepancies")["houses"])


def _house(words: str, led: str = "", chief: str | None = None) -> _House:
    """A lead is named at the end of the title, as "Kremlin chief", or as "head of the Kremlin"."""
    lead = "chief|head|boss|leader"
    before = rf"(?:^|\s)(?:{led})(?:'s)? (?:{lead})$"
    after = rf"^(?:the )?(?:{lead}) of (?:the )?(?:[\w.]+ )?(?:{led})$"
    return _House(re.compile(rf"\b(?:{words})(?!\w)"), re.compile(f"{before}|{after}"), chief)
