"""Text → the language it is in, by the share of its small words; None where that does not tell, `und` where only its
letters do: they are not Latin."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from unicodedata import name

from dragoman.data import toml

FEWEST = 12
"""Letters that tell in which letters a text is written."""
_WORDS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Table:
    languages: dict[str, tuple[str, ...]]
    letters: dict[str, re.Pattern[str]]
    sample: int
    least_words: int
    least_kinds: int
    least_share: float
    lead: float
    kin_lead: float


def language(text: str) -> str | None:
    """Return the ISO 639-1 code of the text's language, `und` (ISO 639-2: undetermined) where that cannot be told but
    most of its letters are not Latin, so that it is not English; else None: it is too short, mixed or unknown."""
    table = _table()
    sample = text[: table.sample].casefold()
    return _by_letters(sample, table) or _by_words(sample, table) or ("und" if _is_foreign(sample) else None)


def _by_words(sample: str, table: _Table) -> str | None:
    words = _WORDS.findall(sample)
    if len(words) < table.least_words:
        return None
    told = Counter(words)
    counts: Counter[str] = Counter()
    for word, many in told.items():
        for code in table.languages.get(word, ()):
            counts[code] += many
    (best, most), (other, next_most) = (counts.most_common(2) + [("", 0)] * 2)[:2]
    lead = table.lead if "en" in {best, other} else table.kin_lead
    rivals = (next_most * lead, counts["en"] * table.lead if best != "en" else 0)
    if most < table.least_share * len(words) or most < max(rivals):
        return None
    kinds = {word for word in told if best in table.languages.get(word, ())}
    return best if len(kinds) >= table.least_kinds else None


def _is_foreign(sample: str) -> bool:
    letters = [char for char in sample if char.isalpha()]
    return 2 * sum(not name(char, "").startswith("LATIN") for char in letters) > len(letters) >= FEWEST


def _by_letters(sample: str, table: _Table) -> str | None:
    shares = {code: len(pattern.findall(sample)) for code, pattern in table.letters.items()}
    letters = sum(char.isalpha() for char in sample) if any(shares.values()) else 0
    # Japanese mixes its own letters with Chinese ones, so it is asked before Chinese.
    for code, least in (("ja", 0.1), ("ko", 0.3), ("zh", 0.3)):
        if letters and shares[code] > least * letters:
            return code
    return None


@cache
def _table() -> _Table:
    data = toml("languages")
    languages: dict[str, tuple[str, ...]] = {}
    for code, words in data["words"].items():
        for word in dict.fromkeys(words.split()):
            languages[word] = (*languages.get(word, ()), code)
    return _Table(
        languages=languages,
        letters={code: re.compile(pattern) for code, pattern in data["letters"].items()},
        sample=data["sample"],
        least_words=data["least_words"],
        least_kinds=data["least_kinds"],
        least_share=data["least_share"],
        lead=data["lead"],
        kin_lead=data["kin_lead"],
    )
