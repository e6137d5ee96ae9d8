"""Rows in a file's own words → rows of the tables: known people and offices keep their ids, new ones get one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from dragoman.data import rows, toml
from dragoman.gazetteer import Gazetteer, Office, surname_of
from dragoman.reference.names import date_fault, in_full, iso_date, kebab, latin, name_fault, plain, untitled
from dragoman.reference.raw import RawBody, RawTerm
from dragoman.resolve.people import roles
from dragoman.tables import Row, earliest, latest

ALONE = frozenset({"head_of_state", "head_of_government", "foreign_minister", "defence_minister"})
"""Office families of which a state has one at a time."""

ROLES = ALONE | {
    "national_security_adviser", "spokesperson", "un_ambassador", "ambassador", "envoy", "head", "deputy", "other",
}  # fmt: skip

ALIASES = 40
"""Spellings of a name that are kept; lists of sanctions give some people hundreds."""

_EMPTY = frozenset({"of", "the", "and", "for", "to", "republic", "federation", "kingdom", "federal", "state", "islamic",
                    "people", "peoples", "s", "democratic", "minister", "affairs", "incumbent", "current"})  # fmt: skip
"""Words of a title that do not narrow the office that its other words name."""

_JOINING = frozenset({"of", "the", "and", "for", "to", "s"})

_CODE = {"eu": "EUU", "un": "UNO", "suhh": "RUS"}
"""Codes of FollowTheMoney that are no state's ISO code."""


class Refused(Exception):
    """Why a row cannot be taken, and what would mend it. Never leaves this package."""

    def __init__(self, reason: str, mend: str) -> None:
        super().__init__(reason)
        self.reason, self.mend = reason, mend


Found = tuple[tuple[str, Row], ...]
"""The rows that one row of a file became, each with its table."""


@dataclass(slots=True)
class Register:
    """The people and offices known so far: those of the tables and those this import has added."""

    tables: Gazetteer
    checked: str
    people: dict[str, list[tuple[str, frozenset[str]]]] = field(default_factory=lambda: defaultdict(list))
    offices: dict[tuple[str, str], Row] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    claimed: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    narrowed: dict[str, dict[frozenset[str], frozenset[str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.codes |= _CODE | {row["iso2"].lower(): row["code"] for row in rows("states")}
        self.taken |= {*self.tables.people, *self.tables.offices, *self.tables.labels}
        for person in self.tables.people.values():
            for name in (person.name, *person.aliases):
                self.people[plain(name)].append((person.id, person.states))
        for office in self.tables.offices.values():
            for title in office.titles:
                self.offices.setdefault((office.state, plain(title)), _row_of(office))

    def term(self, raw: RawTerm) -> Found:
        """Return the rows of person, office and term. Raises Refused."""
        name, title, start, end = untitled(raw.name), in_full(raw.office), iso_date(raw.start), iso_date(raw.end)
        raw = replace(raw, name=name, office=title, start=start, end=end)
        _sound(raw)
        state = self.code(raw.state)
        office = self._office(raw, state)
        person = self._person(raw, state)
        term = {"person": person["id"], "office": office["id"], "from": raw.start, "to": raw.end}
        stamp = {"source": raw.source or str(raw.origin), "checked": self.checked, "origin": str(raw.origin)}
        own = (("people", person | stamp), ("offices", office | stamp), ("terms", term | stamp))
        return own if office["id"] not in self.tables.offices else (own[0], own[2])

    def body(self, raw: RawBody) -> Found:
        """Return the row of an organization; of an organ, where it acts for a state. Raises Refused."""
        for name in (raw.name, *raw.aliases):
            _named(name)
        aliases = "|".join(raw.aliases[:ALIASES])
        stamp = {"source": raw.source or str(raw.origin), "checked": self.checked, "origin": str(raw.origin)}
        listed = next((one for one in self.tables.meanings(raw.name) if one.sense in {"body", "organ", "state"}), None)
        if listed is not None and listed.sense == "state":
            raise Refused(f"{raw.name!r} is a state", "States are ours to list.")
        if raw.state or (listed is not None and listed.sense == "organ"):
            state = listed.state if listed is not None and listed.state else self.code(raw.state)
            id_ = listed.id if listed is not None else f"{state.lower()}-{kebab(raw.name)}"
            return (("organs", {"id": id_, "name": raw.name, "aliases": aliases, "state": state} | stamp),)
        code = listed.id if listed is not None else self._new_code(raw)
        cells = {
            "code": code,
            "name": raw.name,
            "kind": "organization",
            "aliases": aliases,
            "adjectives": "",
            "seat": "",
        }
        self.codes[raw.name.lower()] = code
        self.taken.add(code)
        return (("bodies", cells | stamp),)

    def _new_code(self, raw: RawBody) -> str:
        short = re.sub(r"[^A-Z0-9]", "", raw.abbreviation.upper())
        code = short if len(short) > 3 and short not in self.taken else kebab(raw.name).replace("-", "").upper()[:40]
        if len(code) < 4 or code in self.taken:
            raise Refused(f"{raw.name!r} gives no code of its own", "Give it an abbreviation of four letters or more.")
        return code

    def code(self, written: str) -> str:
        """Return the code of a state or body, by its name or a code. Raises Refused."""
        code = self.codes.get(written.lower(), written.upper())
        if code in self.tables.labels or code in self.codes.values():
            return code
        for name in self.tables.meanings(written.removeprefix("the ")):
            if name.sense in {"state", "body"} and name.state:
                return name.state
        raise Refused(f"{written[:60]!r} is no state or body that is known", "Give its name or its ISO 3166 code.")

    # Offices

    def _office(self, raw: RawTerm, state: str) -> Row:
        known = (
            self.offices.get((state, plain(raw.office)))
            or self._same_family(raw, state)
            or self._same_words(raw, state)
        )
        if known is not None:
            return known
        row = self._new_office(raw, state)
        for title in (raw.office, *raw.office_aliases):
            self.offices.setdefault((state, plain(title)), row)
        self.taken.add(row["id"])
        return row

    def _same_family(self, raw: RawTerm, state: str) -> Row | None:
        """The one office of the state in a family that it has one of: "Foreign Minister" is its minister."""
        role = raw.role or self._role(raw.office, state)
        own = [one for one in self.tables.offices.values() if (one.state, one.role) == (state, role) and one.single]
        return _row_of(own[0]) if role in ALONE and len(own) == 1 else None

    def _same_words(self, raw: RawTerm, state: str) -> Row | None:
        """The one office with the same words beside those that name the state or body: "Director-General" of the WHO is
        the "Director-General of the WHO"."""
        if state not in self.narrowed:
            self.narrowed[state] = self._by_words(state)
        own = self._narrowing(raw.office, state)
        same = self.narrowed[state].get(own, frozenset())
        return _row_of(self.tables.offices[next(iter(same))]) if own and len(same) == 1 else None

    def _by_words(self, state: str) -> dict[frozenset[str], frozenset[str]]:
        """The ids of the state's offices by the words of their titles."""
        found: dict[frozenset[str], set[str]] = defaultdict(set)
        for office in self.tables.offices.values():
            for title in office.titles if office.state == state else ():
                found[self._narrowing(title, state)].add(office.id)
        return {words: frozenset(ids) for words, ids in found.items()}

    def _narrowing(self, title: str, state: str) -> frozenset[str]:
        named = {word for own in self._own_names(title, state) for word in _words(own)}
        return frozenset(_words(title) - named - _JOINING)

    def _new_office(self, raw: RawTerm, state: str) -> Row:
        to = self.code(raw.to) if raw.to else self._host(raw.office, state)
        role = raw.role or self._role(raw.office, state)
        role = "other" if role in {"ambassador", "un_ambassador"} and not to else role
        role = "un_ambassador" if role == "ambassador" and to == "UNO" else role
        id_ = kebab(f"{state} {raw.office}")
        if id_ in self.taken:
            raise Refused(f"{raw.office!r} of {state} would be {id_}, which is another office", "Change its title.")
        return {
            "id": id_, "title": raw.office, "aliases": "|".join(raw.office_aliases), "state": state, "role": role,
            "single": raw.single or ("1" if role in ALONE else "0"), "to": to if "ambassador" in role else "",
        }  # fmt: skip

    def _role(self, title: str, state: str) -> str:
        """The family that the words of a title name beyond doubt, else `other`."""
        found = [role for role in roles(title) if role != ("head" if self._is_state(state) else "head_of_state")]
        families = sorted((words for words in toml("actors")["roles"] if words in title.lower()), key=len)
        named = {word for own in self._own_names(title, state) for word in _words(own)}
        left = _words(title) - named - _EMPTY - (_words(families[-1]) if families else set())
        if found and {*found} <= {"ambassador", "un_ambassador"}:
            return "ambassador"
        return found[0] if len(found) == 1 and not left else "other"

    def _own_names(self, title: str, state: str) -> Iterator[str]:
        """The words of a title that only name the state: "Ukraine", "Russian Federation", "French"."""
        for hit in self.tables.spot(title):
            if any(one.state == state and one.sense in {"state", "adjective", "people", "body"} for one in hit.names):
                yield title[hit.start : hit.end]

    def _is_state(self, code: str) -> bool:
        return self.tables.kinds.get(code) == "state"

    def _host(self, title: str, state: str) -> str:
        named = {name.state for hit in self.tables.spot(title) for name in hit.names if name.sense in {"state", "body"}}
        others = sorted(code for code in named if code and code != state)
        return others[0] if len(others) == 1 else ""

    # People

    def _person(self, raw: RawTerm, state: str) -> Row:
        id_ = self._known_person(raw, state) or self._new_person(raw, state)
        self.claimed[id_] = raw.key or id_
        listed = self.tables.people.get(id_)
        name = listed.name if listed is not None else raw.name
        spellings = dict.fromkeys(one for one in (raw.name, *raw.aliases) if one != name and _spelling(one, name))
        return {"id": id_, "name": name, "aliases": "|".join(list(spellings)[:ALIASES]), "gender": raw.gender}

    def _known_person(self, raw: RawTerm, state: str) -> str | None:
        """Somebody of one of the names who acts or acted for that state, and is not somebody else of this file."""
        known = (one for name in (raw.name, *raw.aliases) for one in self.people.get(plain(name), ()))
        for id_, states in known:
            if (not states or state in states) and self.claimed.get(id_, raw.key or id_) == (raw.key or id_):
                return id_
        return None

    def _new_person(self, raw: RawTerm, state: str) -> str:
        tries: Iterator[str] = iter((kebab(raw.name), kebab(f"{raw.name} {state}"), *(
            kebab(f"{raw.name} {state} {number}") for number in range(2, 100))))  # fmt: skip
        id_ = next((one for one in tries if one and one not in self.taken), None)
        if id_ is None:
            raise Refused(
                f"{raw.name!r} gives no id of its own", "Write the name in Latin letters, or tell them apart."
            )
        self.taken.add(id_)
        self.people[plain(raw.name)].append((id_, frozenset({state})))
        return id_


def _sound(raw: RawTerm) -> None:
    _named(raw.name)
    if any(char.isdigit() for char in raw.name):
        raise Refused(f"{raw.name!r} has a number, and no person's name has one", "Write it as English reports do.")
    for title in (raw.office, *raw.office_aliases):
        _named(title, "office")
    for date in (raw.start, raw.end):
        fault = date_fault(date) if date else None
        if fault is not None:
            raise Refused(fault, "Give the part that is known, and for the end of an office still held nothing.")
    if not raw.start:
        raise Refused(f"{raw.name!r} has no day on which the office began", "Give the date, or the year alone.")
    if raw.end and earliest(raw.start) > latest(raw.end):
        raise Refused(f"the office ends ({raw.end}) before it begins ({raw.start})", "Put the dates right.")
    if raw.role and raw.role not in ROLES:
        raise Refused(f"{raw.role[:40]!r} is no family of offices", f"One of: {', '.join(sorted(ROLES))}.")
    if raw.single not in {"", "0", "1"} or raw.gender not in {"", "m", "f"}:
        raise Refused("single is 1, 0 or empty, and gender m, f or empty", "Put the cell right.")


def _named(name: str, what: str = "name") -> None:
    if not name:
        raise Refused(f"has no {what}", f"Give the {what}.")
    if (fault := name_fault(name)) is not None:
        raise Refused(fault, "Write it as English reports do.")


def _spelling(alias: str, name: str) -> bool:
    """Whether an alias is a full name that reports may use; not the name turned round, whose surname were a first
    name."""
    if name_fault(alias) is not None or not latin(alias) or "," in alias:
        return False
    given = {plain(word) for word in name.split()} - {plain(surname_of(name))}
    return plain(surname_of(alias)) not in given


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", plain(text)))


def _row_of(office: Office) -> Row:
    return {
        "id": office.id, "title": office.title, "aliases": "|".join(office.titles[1:]), "state": office.state,
        "role": office.role, "single": "1" if office.single else "0", "to": office.to or "",
    }  # fmt: skip
