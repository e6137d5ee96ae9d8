"""A name, and maybe a day → what the reference tables have on it, each line with its source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import takewhile
from typing import Literal

from dragoman.data import rows, several, words
from dragoman.errors import NotFound, UsageError
from dragoman.gazetteer import Gazetteer, Name, Office, Person, Term, gazetteer, surname_of
from dragoman.reference.gaps import Gap, gaps
from dragoman.reference.names import date_fault, in_full, iso_date, plain
from dragoman.resolve.people import RANK, roles
from dragoman.tables import Row, table

CardKind = Literal["state", "body", "person", "organ", "meeting", "office", "place"]

NEAR = 5
"""Near matches offered for a name that nobody has."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a row can be checked, when that was done, and of a user's own row the file and line it came from; of a term
    what the page was found to bear out (`Term.confirmed`)."""

    page: str
    checked: str
    origin: str | None = None
    confirmed: str | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A line of a card: somebody (`person`, `name`) in an office from `start` to `end` (None: open when checked)."""

    person: str
    name: str
    office: str
    title: str
    state: str
    start: str
    end: str | None
    source: Source


@dataclass(frozen=True, slots=True)
class Card:
    """What the tables have on one name; of the day asked for (`on`) only its terms and gaps."""

    kind: CardKind
    id: str
    name: str
    source: Source
    on: str | None = None
    also: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    held: tuple[Held, ...] = ()
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class Choices:
    """Everything a name can mean: kind, id and words that tell them apart."""

    name: str
    options: tuple[tuple[CardKind, str, str], ...]


@dataclass(slots=True)
class _Meant:
    """What a name can mean, by kind, without doubles."""

    found: dict[tuple[CardKind, str], None] = field(default_factory=dict)

    def add(self, kind: CardKind, ids: Iterable[str]) -> None:
        self.found |= {(kind, id_): None for id_ in ids}


def look_up(name: str, on: str | None = None) -> Card | Choices:
    """Return what the tables have on a name, a code or an id; several choices where it can mean several.

    With a day (`on`, an ISO date, maybe partial) the offices of that day are told, and of several people of one name
    those in office then are meant. Raises NotFound with near matches, UsageError where `on` is no date.
    """
    on = iso_date(on) if on else None
    fault = date_fault(on) if on else None
    if fault is not None:
        raise UsageError(f"--on: {fault}")
    if not name.strip():
        raise UsageError("give a name, a code or an id: dragoman reference show Lavrov")
    tables, typed = gazetteer(), " ".join(name.split()).removeprefix("the ")
    meant = next((found for way in _WAYS if (found := list(way(tables, typed).found))), [])
    if not meant:
        raise NotFound(f"the reference tables have no {name[:80]!r}{_near(tables, typed)}")
    serving = [one for one in meant if on and one[0] == "person" and tables.people[one[1]].offices(on)]
    meant = serving if len(meant) > 1 and serving else meant
    if len(meant) > 1:
        return Choices(name, tuple((kind, id_, _words(tables, kind, id_)) for kind, id_ in meant))
    kind, id_ = meant[0]
    return _CARDS[kind](tables, id_, on)


# What a name can mean


def _by_id(tables: Gazetteer, typed: str) -> _Meant:
    meant, low = _Meant(), typed.lower()
    if typed.upper() in tables.labels:
        meant.add("state" if tables.kinds[typed.upper()] == "state" else "body", [typed.upper()])
    meant.add("person", [low] if low in tables.people else [])
    meant.add("office", [low] if low in tables.offices else [])
    meant.add("organ", [low] if low in tables.organs else [])
    meant.add("meeting", [row["id"] for row in table("meetings") if row["id"] == low])
    if not meant.found and "-" in low:
        meant.add("office", {id_ for gap in gaps(tables, low[:3].upper()) if (id_ := _gap_id(gap)) == low})
    return meant


def _by_name(tables: Gazetteer, typed: str) -> _Meant:
    meant = _Meant()
    for name in _meanings(tables, typed):
        if name.sense == "person":
            meant.add("person", [name.id])
        elif name.sense in {"state", "body"} and name.state:
            meant.add("state" if tables.kinds[name.state] == "state" else "body", [name.state])
        elif name.sense == "organ":
            meant.add("organ", [name.id])
    wanted = plain(typed)
    for row in table("meetings"):
        if wanted in map(plain, (row["name"], *several(row["aliases"]))):
            meant.add("meeting", [row["id"]])
    return meant


def _by_surname(tables: Gazetteer, typed: str) -> _Meant:
    meant = _Meant()
    for spelling in dict.fromkeys((typed, typed.title(), typed.capitalize())):
        meant.add("person", [person.id for person in tables.surname(spelling)])
    return meant


def _by_title(tables: Gazetteer, typed: str) -> _Meant:
    meant, wanted = _Meant(), plain(typed)
    meant.add("office", [one.id for one in tables.offices.values() if wanted in map(plain, one.titles)])
    return meant


def _by_place(tables: Gazetteer, typed: str) -> _Meant:
    meant, wanted = _Meant(), plain(typed)
    for row in rows("places"):
        if wanted in map(plain, (row["name"], *several(row["aliases"]))):
            meant.add("place", [_place_id(row)])
    return meant


def _by_metonym(tables: Gazetteer, typed: str) -> _Meant:
    meant = _Meant()
    for name in _meanings(tables, typed):
        if name.state in tables.labels:
            meant.add("state" if tables.kinds[name.state] == "state" else "body", [name.state])
    return meant


def _by_post(tables: Gazetteer, typed: str) -> _Meant:
    """The office of a state by any words for both: "Israel defence minister", "Qatari PM"."""
    meant, rest = _Meant(), typed
    hits = [hit for hit in tables.spot(typed) if any(name.sense in _OWNERS for name in hit.names)]
    for hit in reversed(hits):
        rest = rest[: hit.start] + rest[hit.end :]
    states = {name.state for hit in hits for name in hit.names if name.sense in _OWNERS}
    families = roles(in_full(rest))[:1]
    meant.add("office", [one.id for one in tables.offices.values() if one.state in states and one.role in families])
    if not meant.found:
        meant.add(
            "office", {_gap_id(gap) for state in states if state for gap in gaps(tables, state, frozenset(families))}
        )
    return meant


def _by_name_after_title(tables: Gazetteer, typed: str) -> _Meant:
    """Somebody with a title before the name: "President Zelensky", "PM Modi"; of several those who had that office."""
    said = typed.split()
    before = list(takewhile(lambda word: word.lower().rstrip(".") in _before_names(), said[:-1]))
    meant, name = _Meant(), " ".join(said[len(before) :])
    families = roles(in_full(" ".join(before)))
    found = (_by_name(tables, name).found or _by_surname(tables, name).found) if before else {}
    people = [id_ for kind, id_ in found if kind == "person"]
    had = [id_ for id_ in people if any(term.office.role in families for term in tables.people[id_].terms)]
    meant.add("person", had or people)
    return meant


def _by_sound(tables: Gazetteer, typed: str) -> _Meant:
    """Somebody whose name or surname differs only in how it was put into Latin letters: "Lawrow", "Netanjahu"."""
    meant = _Meant()
    meant.add("person", [person.id for person in (*tables.sounding(typed), *tables.heard(typed))])
    return meant


_OWNERS = frozenset({"state", "adjective", "body", "metonym"})


def _before_names() -> frozenset[str]:
    return words("actors", "titles", "words") | words("actors", "titles", "address") | words("actors", "short")


_WAYS: tuple[Callable[[Gazetteer, str], _Meant], ...] = (
    _by_id, _by_name, _by_surname, _by_place, _by_metonym, _by_title, _by_post, _by_name_after_title,
    _by_sound,
)  # fmt: skip


def _meanings(tables: Gazetteer, typed: str) -> Iterator[Name]:
    for spelling in dict.fromkeys((typed, typed.title(), typed.upper(), typed.capitalize())):
        yield from tables.meanings(spelling)


def _place_id(row: Row) -> str:
    return f"{row['name']}, {row['country']}" if row["country"] else row["name"]


def _near(tables: Gazetteer, typed: str) -> str:
    if roles(in_full(typed)) and not tables.spot(typed):
        return f"; say whose: 'German {typed}'"
    known = {plain(label): label for label in tables.labels.values()}
    known |= {plain(row["name"]): row["name"] for row in (*rows("places"), *table("meetings"))}
    for person in tables.people.values():
        known |= {plain(person.name): person.name, plain(surname_of(person.name, person.states)): person.name}
    near = dict.fromkeys(known[match] for match in get_close_matches(plain(typed[:80]), known, n=NEAR, cutoff=0.7))
    return f"; did you mean {' or '.join(near)}?" if near else "; dragoman reference import FILE adds your own rows"


def _words(tables: Gazetteer, kind: CardKind, id_: str) -> str:
    if kind == "office" and id_ in tables.offices:
        return f"{tables.label(tables.offices[id_].state)}: {tables.offices[id_].title}"
    if kind != "person":
        return _CARDS[kind](tables, id_, None).name
    person = tables.people[id_]
    return f"{person.name}, {_latest(tables, person)}"


def _latest(tables: Gazetteer, person: Person) -> str:
    if not person.terms:
        return "no office on record"
    term = person.terms[-1]
    return f"{tables.label(term.office.state)}: {term.office.title} {term.start[:4]}–{(term.end or '')[:4]}"


# Cards


def _person(tables: Gazetteer, id_: str, on: str | None) -> Card:
    person = tables.people[id_]
    row = next(row for row in table("people") if row["id"] == id_)
    return Card("person", id_, person.name, _source(row), on, person.aliases, (), _held(tables, person.offices(on)))


def _code(tables: Gazetteer, code: str, on: str | None) -> Card:
    kind: CardKind = "state" if tables.kinds[code] == "state" else "body"
    row = next(row for row in table("states" if kind == "state" else "bodies") if row["code"] == code)
    offices = [office for office in tables.offices.values() if office.state == code]
    offices.sort(key=lambda office: (RANK.get(office.role, len(RANK)), office.title))
    serving = [term for office in offices for term in _terms(tables, office) if term.on(on or term.checked)]
    columns = ("adjectives", "people", "capital", "metonyms", "seat")
    facts = tuple((name, ", ".join(several(row[name]))) for name in columns if row.get(name))
    nobody = gaps(tables, code, on=on) if on else ()
    held = _held(tables, serving)
    return Card(kind, code, row["name"], _source(row), on, several(row["aliases"]), facts, held, nobody)


def _organ(tables: Gazetteer, id_: str, on: str | None) -> Card:
    row = next(row for row in table("organs") if row["id"] == id_)
    facts = (("acts for", f"{tables.label(row['state'])} ({row['state']})"),)
    return Card("organ", id_, row["name"], _source(row), on, several(row["aliases"]), facts)


def _office(tables: Gazetteer, id_: str, on: str | None) -> Card:
    if id_ not in tables.offices:
        return _no_office(tables, id_, on)
    office = tables.offices[id_]
    row = next(row for row in table("offices") if row["id"] == id_)
    facts = [("state", f"{tables.label(office.state)} ({office.state})"), ("family", office.role.replace("_", " "))]
    facts += [("to", f"{tables.label(office.to)} ({office.to})")] if office.to else []
    terms = [term for term in _terms(tables, office) if on is None or term.on(on)]
    nobody = gaps(tables, office.state, frozenset({office.role}), on)
    held = _held(tables, terms)
    return Card("office", id_, office.title, _source(row), on, office.titles[1:], tuple(facts), held, nobody)


def _no_office(tables: Gazetteer, id_: str, on: str | None) -> Card:
    """The card of an office that the tables list only to say that nobody holds it."""
    state = id_[:3].upper()
    [first, *_] = nobody = [gap for gap in gaps(tables, state) if _gap_id(gap) == id_]
    facts = (("state", f"{tables.label(state)} ({state})"),)
    told = tuple(gap for gap in nobody if on is None or gap.on(on))
    name = first.role.replace("_", " ").capitalize()
    return Card("office", id_, name, Source(first.source, first.checked), on, (), facts, (), told)


def _gap_id(gap: Gap) -> str:
    return f"{gap.state}-{gap.role}".lower().replace("_", "-")


def _meeting(tables: Gazetteer, id_: str, on: str | None) -> Card:
    row = next(row for row in table("meetings") if row["id"] == id_)
    days = row["start"] if row["end"] in {"", row["start"]} else f"{row['start']} to {row['end']}"
    parties = ", ".join(f"{tables.label(code)} ({code})" for code in several(row["participants"]))
    where = ", ".join(filter(None, (row["place"], tables.label(row["country"]))))
    facts = (("kind", row["kind"]), ("dates", days), ("place", where), ("participants", parties))
    known = tuple(fact for fact in facts if fact[1])
    return Card("meeting", id_, row["name"], _source(row), on, several(row["aliases"]), known)


def _place(tables: Gazetteer, id_: str, on: str | None) -> Card:
    row = next(row for row in rows("places") if _place_id(row) == id_)
    facts = [("kind", row["kind"]), ("latitude", row["lat"]), ("longitude", row["lon"])]
    if row["country"]:
        facts.insert(1, ("country", f"{tables.label(row['country'])} ({row['country']})"))
    return Card("place", id_, row["name"], _source(row), on, several(row["aliases"]), tuple(facts))


_CARDS: dict[CardKind, Callable[[Gazetteer, str, str | None], Card]] = {
    "person": _person, "state": _code, "body": _code, "organ": _organ, "office": _office, "meeting": _meeting,
    "place": _place,
}  # fmt: skip


def _terms(tables: Gazetteer, office: Office) -> list[Term]:
    found = [term for person in tables.people.values() for term in person.terms if term.office.id == office.id]
    return sorted(found, key=lambda term: term.start)


def _held(tables: Gazetteer, terms: Sequence[Term]) -> tuple[Held, ...]:
    return tuple(
        Held(
            term.person, tables.people[term.person].name, term.office.id, term.office.title, term.office.state,
            term.start, term.end, Source(term.source, term.checked, term.origin, term.confirmed),
        )
        for term in terms
    )  # fmt: skip


def _source(row: Row) -> Source:
    return Source(row["source"], row["checked"], row.get("origin"))
