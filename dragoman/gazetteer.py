"""Names → who and where: the reference tables as look-ups, with offices by date. It decides nothing."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Container, Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal, Protocol

from dragoman.data import rows, several, toml, words
from dragoman.tables import own_stamp, own_tables, table

Sense = Literal["state", "adjective", "people", "capital", "metonym", "body", "organ", "person", "place"]

SURNAME_FIRST = frozenset({"CHN", "PRK", "KOR", "VNM", "TWN", "HKG"})
"""States whose people are named surname first in English reporting."""


HEARD = 4
"""Letters that a surname must have to be told by its sound alone."""


@dataclass(frozen=True, slots=True)
class Name:
    """One meaning of a name: `id` is a code, an organ's or a person's id or a place's name; `state` who it acts for."""

    sense: Sense
    id: str
    state: str | None


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found in a text: offsets, and all it can mean."""

    start: int
    end: int
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Office:
    """An office. `role` is its family (`foreign_minister`, `head_of_state`, …); `to` the host of an ambassador."""

    id: str
    title: str
    state: str
    role: str
    single: bool
    to: str | None
    titles: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Term:
    """Somebody in an office from `start` (ISO date, maybe partial) to `end` (None: open when the table was checked).

    `origin` is the file and line that a user's own row came from; None of ours. `confirmed` is what the page at
    `source` bears out, as somebody who opened it found: the days `from`, `to` or `both`, or that they `held` it; empty:
    nobody has opened it.
    """

    person: str
    office: Office
    start: str
    end: str | None
    source: str
    checked: str = ""
    origin: str | None = None
    confirmed: str = ""

    def on(self, day: str) -> bool:
        """Whether the term covers the ISO date `day`; partial dates count as the whole month or year."""
        width = min(len(self.start), len(day))
        if day[:width] < self.start[:width]:
            return False
        if self.end is None:
            return True
        width = min(len(self.end), len(day))
        return day[:width] <= self.end[:width]

    def known(self, day: str) -> bool:
        """Whether the table can know that the term covers `day`: one without an end was open when it was checked."""
        return self.end is not None or day[: len(self.checked)] <= self.checked

    def overlaps(self, first: str, last: str) -> bool:
        """Whether the term and the days `first`…`last` have a day in common."""
        width = min(len(self.start), len(last))
        if last[:width] < self.start[:width]:
            return False
        return self.end is None or first[: len(self.end)] <= self.end[: len(first)]


@dataclass(frozen=True, slots=True)
class Person:
    """A listed person with every term on record, oldest first."""

    id: str
    name: str
    aliases: tuple[str, ...]
    gender: str
    terms: tuple[Term, ...]

    def offices(self, day: str | None) -> tuple[Term, ...]:
        """The terms that cover `day`; all of them when no day is known."""
        return self.terms if day is None else tuple(term for term in self.terms if term.on(day))

    @property
    def states(self) -> frozenset[str]:
        return frozenset(term.office.state for term in self.terms)

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Site:
    """A place: ISO 3166 alpha-3 country or None where none is agreed, coordinates in degrees (WGS 84). Of `kind`
    `state` it is a whole state, and the coordinates are those of its middle."""

    name: str
    country: str | None
    lat: float
    lon: float
    kind: str


class _Automaton(Protocol):
    """The part of `ahocorasick.Automaton` that is used."""

    def add_word(self, key: str, value: str) -> bool: ...

    def make_automaton(self) -> None: ...

    def iter_long(self, text: str) -> Iterator[tuple[int, str]]: ...


class Gazetteer:
    """All reference tables. Build it once: `gazetteer()`."""

    def __init__(self) -> None:
        self.stamp = own_stamp()
        self._names: dict[str, list[Name]] = defaultdict(list)
        self.labels: dict[str, str] = {}
        self.kinds: dict[str, Literal["state", "organization", "group"]] = {}
        self.organs: dict[str, str] = {}
        self.capitals: dict[str, str] = {}
        self.domains: dict[str, str] = dict(toml("actors")["domains"])
        self.offices: dict[str, Office] = {}
        self.people: dict[str, Person] = {}
        self._surnames: dict[str, list[Person]] = defaultdict(list)
        self._sites: dict[str, list[Site]] = defaultdict(list)
        self._holders: dict[tuple[str, str], list[Term]] = defaultdict(list)
        self._load_states()
        self._load_bodies()
        self._load_places()
        self._load_people()

    def label(self, code: str) -> str:
        """Return the name of a state or body code; the code itself where it is not listed."""
        return self.labels.get(code, code)

    def meanings(self, name: str) -> tuple[Name, ...]:
        """Return all that `name` can mean, as written (diacritics and apostrophe styles do not count)."""
        return tuple(self._names.get(fold(name), ()))

    def spot(self, text: str) -> list[Hit]:
        """Return the names in `text`, leftmost and longest first, none overlapping."""
        folded = fold(text)
        found: list[Hit] = []
        last = 0
        for end_at, name in self._automaton.iter_long(folded):
            start, end = end_at - len(name) + 1, end_at + 1
            if start >= last and _bounded(folded, start, end):
                found.append(Hit(start, end, tuple(self._names[name])))
                last = end
        return found

    def surname(self, name: str) -> tuple[Person, ...]:
        """Return the listed people who go by `name` alone ("Lavrov", "Xi"), with the Arabic article or without: "Sisi",
        "Al-Sisi"."""
        own = fold(name)
        return tuple(dict.fromkeys(one for key in (own, _bare(own)) for one in self._surnames.get(key, ())))

    def sounding(self, name: str) -> tuple[Person, ...]:
        """Return the listed people whose full name differs only in how it was put into Latin letters: "Sergey Shoygu"
        is Sergei Shoigu."""
        return tuple(self._sounding.get(sound(name), ()) or self._unvowelled.get(unvowelled(name), ()))

    def heard(self, surname: str) -> tuple[Person, ...]:
        """Return the listed people whose surname alone differs only so: "Lawrow", "Shoygu". Short ones are many
        people's, or a number, and tell nothing."""
        key = sound(surname)
        return tuple(self._heard.get(key, ())) if len(key) >= HEARD else ()

    @cached_property
    def _sounding(self) -> dict[str, list[Person]]:
        return self._by_name(sound, lambda person: [name for name in person.names if " " in name])

    @cached_property
    def _unvowelled(self) -> dict[str, list[Person]]:
        states = set(toml("actors")["arabic_script"]["states"])
        return self._by_name(
            unvowelled, lambda person: [name for name in person.names if " " in name and states & person.states]
        )

    @cached_property
    def _heard(self) -> dict[str, list[Person]]:
        return self._by_name(sound, lambda person: [surname_of(name, person.states) for name in person.names])

    def _by_name(self, key: Callable[[str], str], names: Callable[[Person], Iterable[str]]) -> dict[str, list[Person]]:
        found: dict[str, list[Person]] = defaultdict(list)
        for person in self.people.values():
            for one in dict.fromkeys(map(key, names(person))):
                found[one].append(person)
        return found

    def named(self, given: str) -> tuple[Person, ...]:
        """Return the listed people whose name begins with this given name."""
        return tuple(self._given.get(fold(given).lower(), ()))

    @cached_property
    def _given(self) -> dict[str, list[Person]]:
        found: dict[str, list[Person]] = defaultdict(list)
        for person in self.people.values():
            found[fold(person.name).lower().partition(" ")[0]].append(person)
        return found

    def holders(self, state: str, role: str, day: str | None = None) -> tuple[Person, ...]:
        """Return who held an office of `role` for `state` on `day` (at any time when no day is known), latest first."""
        terms = self._holders.get((state, role), ())
        found = dict.fromkeys(term.person for term in reversed(terms) if day is None or term.on(day))
        return tuple(self.people[person] for person in found)

    def sites(self, name: str) -> tuple[Site, ...]:
        """Return the places of that name, of whatever country."""
        return tuple(dict.fromkeys(self._sites.get(fold(name), ())))

    def site(self, name: str, country: str | None) -> Site | None:
        """Return the place of that name in the country (ISO 3166 alpha-3), with its coordinates; None where none or
        several are listed. A country that is not known is None."""
        found = [one for one in self.sites(name) if country is None or one.country == country]
        return found[0] if len(found) == 1 else None

    def is_state(self, name: str, country: str | None) -> bool:
        """Whether the place of that name in the country is the whole state: no town, venue or region was named."""
        site = self.site(name, country)
        return site is not None and site.kind == "state"

    def _load_states(self) -> None:
        for row in rows("states"):
            code = row["code"]
            self.labels[code] = row["name"]
            self.kinds[code] = "state"
            self._add("state", code, code, (row["name"], *several(row["aliases"])))
            self._add("adjective", code, code, several(row["adjectives"]))
            self._add("people", code, code, several(row["people"]))
            self._add("capital", code, code, several(row["capital"]))
            if row["iso2"].lower() not in words("actors", "sold_domains"):
                self.domains[row["iso2"].lower()] = code
            self.capitals.update((code, name) for name in several(row["capital"])[:1])
            self._add("metonym", code, code, several(row["metonyms"]))

    def _load_bodies(self) -> None:
        for row in table("bodies"):
            code = row["code"]
            self.labels[code] = row["name"]
            self.kinds[code] = "group" if row["kind"] == "group" else "organization"
            self._add("body", code, code, (row["name"], code, *several(row["aliases"])))
            self._add("adjective", code, code, several(row["adjectives"]))
            self._add("metonym", code, code, toml("actors")["seats"].get(code, ()))
        for row in table("organs"):
            self.organs[row["id"]] = row["name"]
            self._add("organ", row["id"], row["state"], (row["name"], *several(row["aliases"])))

    def _load_places(self) -> None:
        for row in rows("places"):
            lat, lon = float(row["lat"]), float(row["lon"])
            site = Site(row["name"], row["country"] or None, lat, lon, row["kind"])
            for name in (row["name"], *several(row["aliases"])):
                self._sites[fold(name)].append(site)
                if site.kind != "state":
                    self._add("place", row["name"], row["country"] or None, (name,))

    def _load_people(self) -> None:
        for row in table("offices"):
            office = Office(
                row["id"], row["title"], row["state"], row["role"], row["single"] == "1", row["to"] or None,
                (row["title"], *several(row["aliases"])), row["source"],
            )  # fmt: skip
            self.offices[office.id] = office
        terms: dict[str, list[Term]] = defaultdict(list)
        for row in table("terms"):
            office = self.offices[row["office"]]
            term = Term(
                row["person"], office, row["from"], row["to"] or None, row["source"], row["checked"], row.get("origin"),
                row.get("confirmed", ""),
            )  # fmt: skip
            terms[row["person"]].append(term)
        for row in table("people"):
            own = tuple(sorted(terms[row["id"]], key=lambda term: term.start))
            self._add_person(Person(row["id"], row["name"], several(row["aliases"]), row["gender"], own))
        for held in sorted((term for own in terms.values() for term in own), key=lambda term: term.start):
            self._holders[held.office.state, held.office.role].append(held)

    def _add_person(self, person: Person) -> None:
        self.people[person.id] = person
        state = person.terms[-1].office.state if person.terms else None
        names = (person.name, *person.aliases)
        self._add("person", person.id, state, [name for name in names if " " in name or "-" in name])
        first = {name.split()[0] for name in names if " " in name}
        alone = [fold(_alone(name, person.states, first)) for name in names]
        bare = (_bare(name) for name in alone if not _names_more(_bare(name), self._names))
        for name in dict.fromkeys((*alone, *bare)):
            self._surnames[name].append(person)

    def _add(self, sense: Sense, id_: str, state: str | None, names: Iterable[str]) -> None:
        for name in names:
            entry = Name(sense, id_, state or None)
            known = self._names[fold(name)]
            if entry not in known:
                known.append(entry)

    @cached_property
    def hosts(self) -> frozenset[str]:
        """The bodies that receive ambassadors and send none: "the UN ambassador" acts for the state that sent them."""
        posts = [office for office in self.offices.values() if office.role in {"ambassador", "un_ambassador"}]
        to = {office.to for office in posts} - {office.state for office in posts}
        return frozenset(code for code in to if code is not None and self.kinds.get(code) == "organization")

    @cached_property
    def twins(self) -> dict[frozenset[str], tuple[str, ...]]:
        """The states that share a name, with the names they share: {COD, COG} "Congo", "Congolese"."""
        shared: dict[frozenset[str], list[str]] = defaultdict(list)
        for name, meanings in self._names.items():
            codes = frozenset(
                one.state for one in meanings if one.sense in {"state", "adjective", "people"} and one.state
            )
            if len(codes) > 1 and codes <= self.kinds.keys():
                shared[codes].append(name)
        return {codes: tuple(names) for codes, names in shared.items()}

    @cached_property
    def _automaton(self) -> _Automaton:
        import ahocorasick

        automaton: _Automaton = ahocorasick.Automaton()
        for name in self._names:
            automaton.add_word(name, name)
        automaton.make_automaton()
        return automaton


@cache
def gazetteer() -> Gazetteer:
    """Return the reference tables, ours and the user's own, loaded once a process. Raises InstallationError."""
    return Gazetteer()


def renew() -> Hashable:
    """Load the tables anew where the user's own rows are others than when they were loaded; return what stands for the
    rows that count now. A process that goes on for days asks before it answers."""
    stamp = own_stamp()
    if gazetteer().stamp != stamp:
        own_tables.cache_clear()
        gazetteer.cache_clear()
    return stamp


def surname_of(name: str, states: Iterable[str] = ()) -> str:
    """Return the part of a full name that reports use alone: the last word, the first where surnames come first."""
    words = unnumbered(name)
    if len(words) < 2:
        return (words or [name.strip()])[0]
    if SURNAME_FIRST.intersection(states):
        return words[0]
    particle = len(words) - 1
    while particle > 1 and words[particle - 1].lower() in _PARTICLES:
        particle -= 1
    return " ".join(words[particle:])


def unnumbered(name: str) -> list[str]:
    """Return the words of a name without what follows the surname: "Jr.", "VI"."""
    return [word for word in name.split() if not _NUMBER.fullmatch(word)]


def _alone(name: str, states: Iterable[str], first: Container[str]) -> str:
    """The surname in one of somebody's names: the last word of "John Lee" too, where another is "Lee Ka-chiu"."""
    last = name.rsplit(maxsplit=1)[-1]
    return last if " " in name and last in first else surname_of(name, states)


def _bare(surname: str) -> str:
    """A surname without the Arabic article before it: "al-Assad" is Assad."""
    return _ARTICLE.sub("", surname)


def _names_more(word: str, listed: Container[str]) -> bool:
    """Whether the word alone is something else than a surname: "Houthi" the group, "Sheikh" the title."""
    return word in listed or word.lower() in toml("actors")["titles"]["words"]


_ARTICLE = re.compile(r"^(?:al|el|a[rstnz]|ash)[- ](?=[A-Z]\w{2})", re.IGNORECASE)
"""The article, also as it sounds before some letters: "al-Sharaa", "ash-Sharaa", "Al Saud"."""

_NUMBER = re.compile(r"Jr\.?|Sr\.?|[IVX]{2,}|[VX]")
"""What follows the surname: "Mohammed VI"."""

_PARTICLES = frozenset(
    {"von", "der", "van", "de", "den", "da", "di", "du", "la", "le", "bin", "ibn", "ebn", "al", "el", "ter"}
)


@cache
def _fold_char(char: str) -> str:
    """The base letter of one character: always one character, so that offsets hold. Letters that only look alike
    (Cyrillic а, fullwidth Ａ) stay what they are."""
    base = _SPECIAL.get(char) or unicodedata.normalize("NFD", char)[:1]
    return base if base.isascii() else char


_SPECIAL = {
    "ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "s", "æ": "a", "Æ": "A", "ə": "a",
    "Ə": "A", "’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "\u00a0": " ", "\u2009": " ", "\u202f": " ",
}  # fmt: skip


def fold(text: str) -> str:
    """Return `text` without diacritics and with plain apostrophes and hyphens: same length, same offsets."""
    return text if text.isascii() else "".join(map(_fold_char, text))


_SPELT = (
    ("tsch", "ch"), ("sch", "sh"), ("gue", "ge"), ("gui", "gi"), ("x", "ks"), ("w", "v"), ("j", "i"), ("y", "i"),
    ("dimi", "dmi"), ("q", "k"), ("kh", "h"), ("ch", "h"), ("ts", "c"), ("tz", "c"), ("ph", "f"), ("th", "t"),
    ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ck", "k"), ("'", ""), ("-", " "),
)  # fmt: skip
"""Letters that one sound is written with in English reports, by the usual systems for Cyrillic, Arabic and Persian
(BGN/PCGN, ISO 9, scholarly) and as German and French write them: what stands first becomes what stands second."""


def sound(name: str) -> str:
    """Return a name as it sounds: names that differ only in their transliteration give the same."""
    low = fold(name).lower()
    for written, plain in _SPELT:
        low = low.replace(written, plain)
    low = re.sub(r"(.)\1+", r"\1", low)
    low = re.sub(r"(?<=[^aeiou ])(?:i(?=e)|e\b)", "", low)
    return re.sub(r"(?<=[dt])er\b", "r", low)


def unvowelled(name: str) -> str:
    """Return a name as Arabic script has it, which writes no short vowels: "Muhammad Mursi" is Mohamed Morsi.

    Short words keep theirs, told apart as far as Arabic does (Hassan is not Hussein); articles do not count.
    """
    low = re.sub(r"\babd(?:[aeou]l| [ae]l) ?", "abd", sound(name))
    words = re.sub(r"\b(?:al|el) ", "", low).split()
    return " ".join(bare if len(bare := re.sub("[aeiou]", "", word)) > 3 else _few_vowels(word) for word in words)


def _few_vowels(word: str) -> str:
    return re.sub(r"(?:[ae]?i|e)+", "i", word).replace("o", "u")


def _bounded(text: str, start: int, end: int) -> bool:
    before = start == 0 or not (text[start - 1].isalnum() or text[start - 1] == "_")
    return before and (end == len(text) or not text[end].isalnum())
