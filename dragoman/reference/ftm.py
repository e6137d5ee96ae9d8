"""FollowTheMoney JSON Lines (Person, Position, Occupancy, Organization), flat or nested → rows, in two passes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeGuard

from dragoman.errors import UsageError
from dragoman.reference.names import latin
from dragoman.reference.raw import LeftOut, Origin, Raw, RawBody, RawTerm, RefusedRow, lines

HELD = 200_000
"""Positions, and occupancies, held in memory at most: all that OpenSanctions published in 2026 are fewer."""

DEPTH = 5
"""Entities one inside the other that are read; OpenSanctions nests two."""

BODIES = frozenset({"Organization", "PublicBody"})
PEOPLE = frozenset({"Person"})
MEND = "Write one FollowTheMoney entity a line: id, schema, properties."


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity of the file: every property is a list of strings."""

    origin: Origin
    id: str
    schema: str
    caption: str
    properties: Mapping[str, Sequence[str]]

    def all(self, *names: str) -> tuple[str, ...]:
        """Return the values of the properties, without doubles."""
        return tuple(dict.fromkeys(value for name in names for value in self.properties.get(name, ())))

    def one(self, *names: str) -> str:
        """Return the first value of the properties, "" where they have none."""
        return next(iter(self.all(*names)), "")

    @property
    def name(self) -> str:
        """The caption, else the first name; one in Latin letters, where there is one."""
        names = [name for name in (self.caption, *self.all("name", "alias")) if name]
        return next((name for name in names if latin(name)), next(iter(names), ""))

    @property
    def source(self) -> str:
        """A page where the entity can be checked."""
        wikidata = self.one("wikidataId")
        return self.one("sourceUrl", "wikipediaUrl") or (
            f"https://www.wikidata.org/wiki/{wikidata}" if wikidata else ""
        )


@dataclass(slots=True)
class _Join:
    """What the first pass leaves for the second: positions by id, and the occupancies of each holder."""

    posts: dict[str, Entity] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)
    terms: dict[str, list[Entity]] = field(default_factory=dict)
    held: int = 0


def read_ftm(path: Path) -> Iterator[Raw | RefusedRow | LeftOut]:
    """Yield a row for every occupancy whose holder and post are in the file, and one for every organization.

    The file may be of any size: only positions and occupancies are held. Raises UsageError where it has too many of
    them, OSError where it cannot be read.
    """
    join = _Join()
    for entity in _entities(path):
        if isinstance(entity, RefusedRow):
            yield entity
        else:
            yield from _first(entity, join, path)
    for entity in _entities(path):
        if isinstance(entity, Entity) and entity.schema in PEOPLE:
            yield from _person(entity, join)
    for terms in join.terms.values():
        for term in terms:
            yield RefusedRow(
                term.origin, f"holder {term.one('holder')[:80]!r} is no Person of the file", "Add the Person."
            )


def _first(entity: Entity, join: _Join, path: Path) -> Iterator[Raw | RefusedRow | LeftOut]:
    if entity.schema in {"Position", "Occupancy"} and entity.id not in join.posts:
        join.held += 1
        if join.held > HELD:
            raise UsageError(f"{path} has more than {HELD:,} positions and occupancies: import a part of it")
    if entity.schema == "Position":
        join.posts[entity.id] = entity
    elif entity.schema == "Occupancy":
        join.terms.setdefault(entity.one("holder"), []).append(entity)
    elif entity.schema in BODIES:
        join.bodies[entity.id] = entity.name
        yield _body(entity)
    elif entity.schema not in PEOPLE:
        yield LeftOut(entity.schema[:40])


def _body(entity: Entity) -> RawBody:
    own = entity.all("country", "jurisdiction", "mainCountry")
    public = entity.schema == "PublicBody" or any(topic.startswith("gov") for topic in entity.all("topics"))
    state = own[0] if public and len(own) == 1 else ""
    aliases = tuple(name for name in entity.all("name", "alias", "weakAlias") if latin(name) and name != entity.name)
    return RawBody(entity.origin, entity.name, aliases, entity.one("abbreviation"), state, entity.source)


def _person(person: Entity, join: _Join) -> Iterator[Raw | RefusedRow | LeftOut]:
    terms = join.terms.pop(person.id, None)
    if terms is None:
        yield LeftOut("Person without an occupancy")
        return
    for term in terms:
        post = join.posts.get(term.one("post"))
        if post is None:
            yield RefusedRow(
                term.origin, f"post {term.one('post')[:80]!r} is no Position of the file", "Add the Position."
            )
        elif term.one("status") == "ended" and not term.one("endDate", "periodEnd"):
            yield RefusedRow(term.origin, "ended on a day that the file does not give", "Add endDate.")
        else:
            yield _term(person, post, term, join.bodies.get(post.one("organization"), ""))


def _term(person: Entity, post: Entity, term: Entity, body: str) -> RawTerm:
    aliases = tuple(name for name in person.all("name", "alias") if latin(name) and name != person.name)
    return RawTerm(
        term.origin, person.name, post.name, body or post.one("country"),
        term.one("startDate", "periodStart"), term.one("endDate", "periodEnd"),
        aliases=aliases, gender={"male": "m", "female": "f"}.get(person.one("gender"), ""),
        single="1" if post.one("numberOfSeats") == "1" else "", key=person.id,
        source=next((one.source for one in (term, person, post) if one.source), ""),
    )  # fmt: skip


def _entities(path: Path) -> Iterator[Entity | RefusedRow]:
    for number, line in lines(path):
        if line is None or line.strip():
            yield from _in_line(Origin(path.name, number), line)


def _in_line(origin: Origin, line: str | None) -> Iterator[Entity | RefusedRow]:
    """Yield the entity of a line and those nested in it, as in `targets.nested.json`."""
    if line is None:
        yield RefusedRow(origin, "is too long a line", MEND)
        return
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        yield RefusedRow(origin, "is not JSON", MEND)
        return
    if not _is_entity(value):
        yield RefusedRow(origin, "is no entity with an id and a schema", MEND)
    elif not isinstance(value.get("properties"), dict):
        yield RefusedRow(origin, "has no properties", MEND)
    else:
        yield from _unfolded(origin, value, ())


def _is_entity(value: object) -> TypeGuard[dict[str, object]]:
    return isinstance(value, dict) and all(isinstance(value.get(key), str) for key in ("id", "schema"))


def _unfolded(origin: Origin, value: Mapping[str, object], above: tuple[str, ...]) -> Iterator[Entity]:
    """Yield an entity and those inside; an occupancy inside a person is that person's."""
    properties, caption, id_ = value["properties"], value.get("caption"), str(value["id"])
    if not isinstance(properties, dict) or len(above) > DEPTH:
        return
    texts = {str(key): _texts(cell) for key, cell in properties.items()}
    if above and value["schema"] == "Occupancy":
        texts.setdefault("holder", above[-1:])
    yield Entity(origin, id_, str(value["schema"]), caption if isinstance(caption, str) else "", texts)
    for cell in properties.values():
        for inner in cell if isinstance(cell, list) else (cell,):
            if _is_entity(inner) and "properties" in inner:
                yield from _unfolded(origin, inner, (*above, id_))


def _texts(cell: object) -> tuple[str, ...]:
    """The values of a property; a nested entity counts as its id."""
    values = cell if isinstance(cell, list) else [cell]
    return tuple(one for one in (_text(value) for value in values) if one)


def _text(value: object) -> str:
    if isinstance(value, dict):
        value = value.get("id")
    return value.strip() if isinstance(value, str) else ""
