"""A listed person with the title a report gives them → queries: an office never held, another's, one long over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from dragoman.gazetteer import Office, Person, Term, fold, gazetteer
from dragoman.model import Discrepancy, Mention, Report
from dragoman.resolve.edtf import bracket
from dragoman.resolve.houses import house, led_by, unhoused
from dragoman.resolve.people import ELECT, lesser, of_state, plain, roles, unhyphened
from dragoman.resolve.queries import found, row, table, titled, years

PRECISE = frozenset({
    "foreign_minister", "head_of_state", "head_of_government", "defence_minister", "deputy",
    "national_security_adviser", "un_ambassador",
})  # fmt: skip
"""Office families that a title names beyond doubt."""

OWN_WORDS = {"spokesperson": r"(?i)\bspokes\w+", "national_security_adviser": r"(?i)\bnational security advis\w+"}
"""Words of an office's own title that beside others would say that the title is only near it."""

MINISTERS = frozenset({"foreign_minister", "defence_minister"})
"""Who is deputy of such a one is that alone; a deputy premier or adviser is often something else besides."""

AMBASSADORS = frozenset({"ambassador", "un_ambassador"})

OWNERS = frozenset({"adjective", "state"})
"""Senses of a name before a body that say whose it is."""

LEAVING = 45
"""Days after the end of a term for which reports may still give the title."""


@dataclass(frozen=True, slots=True)
class Titled:
    """Somebody listed, as a report names them; `acting`: the sentence tells what they say or do in these days."""

    report: Report
    mention: Mention
    person: Person
    acting: bool


def title_queries(told: Titled) -> Iterator[Discrepancy]:
    """Yield what the tables have against a title: called former while serving, never held, another's, long over.

    Nothing of one that names somebody itself: "US President *Donald Trump* and Kremlin leader Vladimir Putin" was not
    parted rightly, and "President *Donald Trump*'s envoy John Coale" says whose he is.
    """
    queries = list(_queries(told))
    words = f"{told.mention.title} {told.mention.span.quote}"
    named = [
        {name.id for name in hit.names if name.sense == "person"} for hit in gazetteer().spot(words if queries else "")
    ]
    if all(told.person.id in people for people in named if people):
        yield from queries


def _queries(told: Titled) -> Iterator[Discrepancy]:
    mention, person = told.mention, told.person
    families = _families(mention)
    if _former(mention.title):
        yield from _called_former(told, families)
    elif (foreign := _foreign(told)) is not None:
        yield _of_another(told, foreign)
    elif (own := _other_portfolio(told)) is not None:
        yield _query(told, f"{person.name} is not listed as {mention.title.strip()}, but as", own)
    elif _certain(told, families):
        if person.offices(told.report.published) and not _ever_held(told, families):
            says = f"{person.name} is not listed as {mention.title.strip()}, but as"
            yield _query(told, says, person.offices(told.report.published)[-1])
        elif (term := _over(told, families)) is not None:
            held = f"{person.name} is called {mention.title.strip()}, which the tables have only as"
            yield _query(told, held, term)


def _query(told: Titled, says: str, term: Term) -> Discrepancy:
    reason = f"{says} {term.office.title} ({years(term)})."
    return found(told.report, titled(told.report, told.mention), "office", reason, row(term))


def _families(mention: Mention) -> set[str]:
    """The office families of a title: a state's president is its head, a foreign ministry's head its minister."""
    told, kinds = set(roles(mention.title)), gazetteer().kinds
    if (chief := led_by(mention.title)) is not None:
        return {chief}
    if {"foreign_minister", "head"} <= told and "foreign" in mention.title.lower():
        return {"foreign_minister"}
    presides = "president" in mention.title.lower() and {"head_of_state", "head"} <= told
    if presides and not lesser(mention.title) and plain(gazetteer(), mention.title):
        owner = _owner(mention)
        return {"head_of_state"} if owner and all(kinds.get(one, "state") == "state" for one in owner) else told
    return told


def _owner(mention: Mention) -> set[str]:
    """The states that the first words of a title name: "*South African* president"."""
    own = [re.sub(r"['’]s$", "", word) for word in mention.title.removeprefix("the ").split()]
    named = (gazetteer().meanings(" ".join(own[:count])) for count in (3, 2, 1))
    first = next((meant for meant in named if any(one.sense in OWNERS for one in meant)), ())
    return {one.state for one in first if one.sense in OWNERS and one.state}


# Another state's office


def _foreign(told: Titled) -> str | None:
    """The state to which the title gives somebody listed for others only: "US Ambassador Anatoly Antonov"."""
    mention, person = told.mention, told.person
    owned = of_state(mention) and mention.subject and _serves_another(told)
    if not mention.states or _hedged(mention.title) or not (owned or _of_post(told) or _of_body(mention)):
        return None
    if re.search(r"\s[-–—]|\n", mention.span.quote):  # a list: the state belongs to the one before
        return None
    before = told.report.text[: mention.span.start][-12:]
    if re.search(r"\b(?:for|to|of|on)(?: the)? $", before):  # what the post is for
        return None
    states = _body_of(mention) if _of_body(mention) else _owner(mention)
    listed = any(name[0] == "person" and name[1] == person.id for name in mention.names)
    wrong = states and states <= set(mention.states) and states.isdisjoint(person.states)
    return next(iter(states)) if wrong and (listed or owned or _envoy_then(told)) else None


def _serves_another(told: Titled) -> bool:
    """Whether somebody whom a title gives to a state or body alone ("NATO's Borrell") heads another, or is one of its
    ministers, that day: whoever works for one of the United Nations' bodies is theirs too."""
    held = [term.office for term in told.person.offices(told.report.published)]
    owned = {body for state in told.mention.states for body in table("system").get(state, ())}
    heads = any(office.role in PRECISE - {"deputy"} | {"head"} for office in held)
    return heads and owned.isdisjoint(office.state for office in held)


def _of_post(told: Titled) -> bool:
    """Whether the title names a post of which the tables know the holders."""
    families = set(roles(told.mention.title))
    return bool(families) and (families <= PRECISE | AMBASSADORS or ("ambassador" in families and _envoy_then(told)))


def _envoy_then(told: Titled) -> bool:
    """Whether the person was an ambassador that day: then nobody else's by nearly the same name is meant."""
    held = {term.office.role for term in told.person.offices(told.report.published)}
    return bool(held & AMBASSADORS and set(roles(told.mention.title)) & AMBASSADORS)


def _of_body(mention: Mention) -> bool:
    return any(_listed_office(mention.title, state) for state in _body_of(mention))


def _body_of(mention: Mention) -> set[str]:
    kinds = gazetteer().kinds
    return {state for state in mention.states if kinds.get(state, "state") != "state"}


def _listed_office(title: str, state: str) -> Office | None:
    """The one holder's office that a title names word for word: "NATO Secretary General", "Iranian President"."""
    low = f" {unhyphened(title)}"
    own = (one for one in gazetteer().offices.values() if one.state == state and one.single)
    return next((one for one in own if any(low.endswith(f" {unhyphened(name)}") for name in one.titles)), None)


def _of_another(told: Titled, state: str) -> Discrepancy:
    tables, person = gazetteer(), told.person
    own = " and ".join(tables.label(one) for one in sorted(person.states))
    reason = f"{person.name} is given an office of {tables.label(state)}, but is listed for {own}."
    return found(told.report, titled(told.report, told.mention), "office", reason, row(person.terms[-1]))


# Never held, or long over


def _other_portfolio(told: Titled) -> Term | None:
    """The ministry of foreign affairs or defence that somebody called minister of something else holds that day."""
    kinds, title = table("portfolio"), fold(told.mention.title).lower()
    named = re.search(kinds["pattern"], title)
    if named is None or _hedged(title) or re.search(r"foreign|defen[cs]e", title):
        return None
    matter = (named["of"] or named["for"])[:5]
    held = [term for term in told.person.offices(told.report.published) if term.office.role in kinds["families"]]
    own = (name.lower() for term in told.person.terms for name in term.office.titles)
    return held[-1] if held and told.report.published and not any(matter in name for name in own) else None


def _ever_held(told: Titled, families: set[str]) -> bool:
    """Whether a term of the person is of the family, or bears all the title's words under another family."""
    person, own = told.person, _content(told.mention.title)
    alike = (own <= _content(name) for term in person.terms for name in term.office.titles)
    held = [term.office for term in person.terms if term.office.role in families]
    return (bool(held) and not _other_head(told, held) and not _other_house(told.mention.title, held)) or any(alike)


def _other_house(title: str, held: Iterable[Office]) -> bool:
    """Whether the title is of a house, and each of the offices is known to be of another: the Kremlin's spokesman
    speaks for no ministry."""
    named = house((title,))
    own = [house(office.titles) for office in held]
    return bool(named) and all(own) and all(named.isdisjoint(one) for one in own)


def _other_head(told: Titled, held: Iterable[Office]) -> bool:
    """Whether the title is that of the other head of a state which has two: its president is no supreme leader."""
    owner = _owner(told.mention)
    if len(owner) != 1 or any(office.role != "head_of_state" for office in held):
        return False
    named = _listed_office(told.mention.title, next(iter(owner)))
    return named is not None and named.role == "head_of_state" and named.id not in {office.id for office in held}


def _over(told: Titled, families: set[str]) -> Term | None:
    """The last term of an office in which somebody speaks or acts on a day when the tables have another holder."""
    days = bracket(told.report.published)
    if not told.acting or days is None or days[0] != days[1] or not _owner(told.mention):
        return None
    held = [term for term in told.person.terms if term.office.role in families]
    first, last = days[0] - timedelta(LEAVING), days[0] + timedelta(ELECT)
    if not held or any(term.overlaps(first.isoformat(), last.isoformat()) for term in held):
        return None
    others = (gazetteer().holders(term.office.state, term.office.role, str(days[0])) for term in held)
    return held[-1] if told.person.offices(str(days[0])) or any(others) else None


def _certain(told: Titled, families: set[str]) -> bool:
    """Whether the title claims one well-defined office of the person's own state or body."""
    mention, person = told.mention, told.person
    foreign = set(mention.states) - person.states
    defined = families <= PRECISE or families == {"spokesperson"} or (families == {"head"} and _of_body(mention))
    several = len(house((mention.title,))) > 1  # "Foreign and Defence Minister"
    under = "deputy" in mention.title.lower() and families.isdisjoint(MINISTERS | {"deputy"})
    clear = not foreign and not several and not under
    return len(families) == 1 and defined and clear and not _hedged(mention.title, families)


def _hedged(title: str, families: frozenset[str] | set[str] = frozenset()) -> bool:
    own = OWN_WORDS.get(next(iter(families), "")) if len(families) == 1 else None
    words = unhoused(re.sub(own, "", title) if own else title)
    return re.search(table("hedged")["pattern"], words, re.IGNORECASE) is not None


# Called former


def _former(title: str) -> bool:
    return any(re.search(rf"\b{re.escape(word)}(?!\w)", title, re.IGNORECASE) for word in table("former")["words"])


def _called_former(told: Titled, families: set[str]) -> Iterator[Discrepancy]:
    """Only where the term is open, or covers the day: without a day an ended term may well be over."""
    person, day = told.person, told.report.published
    own = (term for term in person.terms if term.office.role in families)
    held = [term for term in own if _same_office(told.mention.title, term)]
    serving = [term for term in held if (term.on(day) and term.end != day if day else term.end is None)]
    if serving:
        yield _query(told, f"{person.name} is called former, but is listed as", serving[-1])


def _same_office(title: str, term: Term) -> bool:
    """Whether title and office agree beyond their family: many offices are "heads" or "deputies"."""
    if term.office.role in PRECISE - {"deputy"}:
        return True
    return len(_content(title) & set().union(*map(_content, term.office.titles))) > 1


def _content(title: str) -> set[str]:
    return {word for word in re.findall(r"\w+", fold(title).lower()) if len(word) > 3} - {"former"}
