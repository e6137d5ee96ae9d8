"""A name with its title → who it can be, by the reference tables, the day and the company it is in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache, lru_cache

from dragoman.data import toml, words
from dragoman.gazetteer import Gazetteer, Person, Term, fold, surname_of, unnumbered
from dragoman.model import Mention, Ref

NOT_FOR_STATE = re.compile(
    r"\b(former|ex|opposition|exiled|late|ousted|deposed|jailed|retired|activist|journalist|analyst|professor|expert|"
    r"researcher|fellow|candidate|nominee|author|historian|lawyer|actor|singer|billionaire|businessman|owner|founder)\b",
    re.IGNORECASE,
)
"""Titles of people who do not act for their state."""


@cache
def _roles() -> list[tuple[str, tuple[str, ...]]]:
    table: dict[str, list[str]] = toml("actors")["roles"]
    return sorted(((words, tuple(roles)) for words, roles in table.items()), key=lambda row: -len(row[0]))


@cache
def _role_words() -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{re.escape(words)}\b" for words, _ in _roles()))


@lru_cache(4096)
def roles(title: str) -> tuple[str, ...]:
    """Return the office families that the words of a title can mean; the longest known words decide."""
    found = _role_words().findall(_low(title))
    return dict(_roles())[max(found, key=len)] if found else ()


def _low(title: str) -> str:
    """A title as the words of office are looked up in it: small letters, "U.N." as "un"."""
    low = re.sub(r"\s+", " ", fold(title).lower())
    return re.sub(r"\b(?:[a-z]\.){2,}", lambda found: found[0].replace(".", ""), low)


def _vague(title: str) -> bool:
    """Whether the words of office alone do not say which office is meant ("minister", "chief")."""
    found = _role_words().findall(_low(title))
    return not found or max(found, key=len) in words("actors", "vague")


_FREE = frozenset({"current", "incumbent", "new", "to", "at"})
"""Words that narrow no title: "the *new* ambassador *to* the UN" is the ambassador to the UN."""


def plain(gazetteer: Gazetteer, title: str) -> bool:
    """Whether a title names an office by itself: "the Chinese leader", "the prime minister"; not "army chief".

    Words that say little alone ("minister", "chief") never do; others do without words that narrow them.
    """
    low = re.sub(r"\s+", " ", fold(title).lower())
    if _vague(title):
        return False
    found = _role_words().findall(low)
    named = [title[hit.start : hit.end] for hit in gazetteer.spot(title)]
    for name in (*named, max(found, key=len)):
        low = low.replace(fold(name).lower(), " ")
    return not set(re.findall(r"\w{2,}", low)) - words("actors", "titles", "words") - _FREE


def lesser(title: str) -> bool:
    """Whether a title of heads of state is that of somebody within a state: "Council President", "union leader"."""
    own = set(re.findall(r"\w+", fold(title).lower()))
    return "head_of_state" in roles(title) and bool(own & words("actors", "titles", "lesser"))


def acts_for_state(title: str) -> bool:
    """Whether somebody so titled speaks for a state: an office or an official; nobody former, no analyst."""
    return acts_as_person(title) and not NOT_FOR_STATE.search(title)


@lru_cache(4096)
def acts_as_person(title: str) -> bool:
    """Whether the title holds a word for somebody in a post ("negotiator"), not an adjective alone ("Indian")."""
    own = set(re.findall(r"[\w-]+", fold(title).lower()))
    return bool(roles(title)) or bool(own & _posts()) or any(word[:-1] in _posts() for word in own if word[-1] == "s")


@cache
def _posts() -> frozenset[str]:
    return (
        words("actors", "nouns", "office") | words("actors", "nouns", "for_state") | words("actors", "nouns", "posts")
    ) - words("actors", "nouns", "documents")


def candidates(gazetteer: Gazetteer, found: Mention) -> tuple[Person, ...]:
    """Return the listed people whom the mention's name can mean: by full name, by surname, else by the full name's
    sound."""
    listed = [gazetteer.people[name[1]] for name in found.names if name[0] == "person"]
    if listed:
        return tuple(listed)
    name = spelt(found.name)
    parts = name.split()
    if not parts:
        return ()
    people = gazetteer.surname(name) or gazetteer.surname(surname_of(name))
    if len(parts) == 1:
        people = people or gazetteer.heard(name)
    else:
        people = tuple(person for person in people if _first_names_agree(parts, person)) or gazetteer.sounding(name)
    return people


def spelt(name: str) -> str:
    """A name in capitals as it is written elsewhere: "PRICE" in a transcript is Price; initials stay."""
    return name.title() if name.isupper() and len(name) > 3 else name


def _first_names_agree(parts: Sequence[str], person: Person) -> bool:
    """Whether "John R. Bolton" can be John Bolton: the first word or its initial stands in one of the names."""
    first = fold(parts[0]).lower().rstrip(".")
    if first in toml("actors")["titles"]["words"]:
        return True
    own = {fold(part).lower() for part in parts}
    if len(own) > 1 and any(own <= set(fold(name).lower().split()) for name in (person.name, *person.aliases)):
        return True
    firsts = {fold(name.split()[0]).lower() for name in (person.name, *person.aliases) if " " in name}
    if not firsts.isdisjoint(_forms().get(first, ())):
        return True
    return any(first == known or (len(first) == 1 and known.startswith(first)) for known in firsts)


@cache
def _forms() -> dict[str, frozenset[str]]:
    """A given name → the same name in other languages."""
    forms: dict[str, frozenset[str]] = {}
    for same in toml("actors")["given"]["same"]:
        forms.update((name, forms.get(name, frozenset()) | frozenset(same)) for name in same)
    return forms


def choose(
    people: Iterable[Person], found: Mention, day: str | None, company: Iterable[str], beside: Iterable[str] = ()
) -> tuple[Person, ...]:
    """Return the people that remain when title, state, day and company have spoken, in that order.

    `company` are the states spoken of before, `beside` those that the rest of the sentence names.
    A filter that would leave nobody is passed over: one left is the answer, several are an open question.
    """
    left = tuple(people)
    sex = gender(found.title)
    families, states, near, around = set(roles(found.title)), set(found.states), set(company), set(beside)
    foremost = roles(found.title)[0] if families and not _vague(found.title) else None
    filters: tuple[Callable[[Person], bool], ...] = (
        lambda person: bool(states & person.states),
        lambda person: bool(families & {term.office.role for term in person.terms}),
        lambda person: person.gender in {"", sex} if sex else True,
        lambda person: bool(person.offices(day)) if day else True,
        lambda person: bool(families & {term.office.role for term in person.offices(day)}) if day else True,
        lambda person: bool(near & person.states),
        lambda person: foremost in {term.office.role for term in person.offices(day)},
        lambda person: bool(around & person.states) and FOREMOST in {term.office.role for term in person.offices(day)},
    )
    for keep in filters:
        if len(left) > 1:
            left = tuple(person for person in left if keep(person)) or left
    return left


FOREMOST = "head_of_state"
"""Whom a surname means beside their country's name where several of that name are in office: "Kim in Pyongyang"."""


FEMALE = frozenset(
    {"ms", "ms.", "mrs", "mrs.", "spokeswoman", "queen", "congresswoman", "chairwoman", "madam", "lady", "empress"}
)
MALE = frozenset({"mr", "mr.", "spokesman", "king", "congressman", "chairman", "sir", "sheikh", "pope", "emperor"})


def gender(title: str) -> str:
    """Return what a title tells of its bearer's sex: `f`, `m`, or "" for nothing."""
    own = set(title.lower().split())
    if own & FEMALE:
        return "f"
    return "m" if own & MALE else ""


def term_on(person: Person, day: str | None, title: str = "") -> Term | None:
    """Return the office that counts on `day`: one that the title names, else the first by rank, else the latest begun.

    None where the person held none that day. Without a day, the latest of the offices that speak for a state or body.
    """
    terms = person.offices(day)
    families = roles(title)
    fitting = [term for term in terms if term.office.role in families]
    chosen = fitting or list(terms)
    if not chosen:
        return None
    if day is None:
        return max(chosen, key=lambda term: (term.office.role in RANK, term.start))
    return min(reversed(chosen), key=lambda term: RANK.get(term.office.role, len(RANK)))


RANK = {
    role: rank
    for rank, role in enumerate(
        ("head_of_state", "head_of_government", "foreign_minister", "head", "defence_minister",
         "national_security_adviser", "spokesperson", "un_ambassador", "ambassador", "envoy", "deputy")
    )
}  # fmt: skip
"""Office families by weight: which office counts where somebody holds several."""


ELECT = 75
"""Days before an office begins in which whoever is to hold it acts for the state."""


def within(day: str, start: str) -> bool:
    """Whether an office begins in the weeks after `day`."""
    if len(day) < 10 or len(start) < 10:
        return False
    return 0 < (date.fromisoformat(start) - date.fromisoformat(day)).days <= ELECT


def human(mention: Mention) -> bool:
    """Whether an unlisted name is taken for a person's: it has a title or a first name and is no plan, firm or body."""
    words_of = mention.name.split()
    if any(char.isdigit() for char in mention.name) or fold(words_of[-1]).lower() in words("actors", "nouns", "things"):
        return False
    return acts_as_person(mention.title) or len(words_of) > 1


def of_state(mention: Mention) -> bool:
    """Whether somebody is introduced by a state alone: "*Samoa's* Cedric Schuster said"."""
    return mention.title.endswith(("'s", "’s")) and not re.search(r"['’]s?\s", mention.title)


def other_person(mention: Mention, earlier: Ref) -> bool:
    """Whether a name that shares its surname with somebody spoken of before is another's: it is listed as somebody
    else's, or it has another first name."""
    listed = [name[1] for name in mention.names if name[0] == "person"]
    if listed and " " in mention.name:
        return earlier.id not in listed
    one, other = _words_of(" ".join(unnumbered(mention.name))), _words_of(" ".join(unnumbered(earlier.name)))
    if len(one) < 2 or len(other) < 2 or set(one) <= set(other):
        return False
    return one[0][:1] != other[0][:1] or (len(one) == len(other) and _of_a_family(one, other))


def _of_a_family(one: Sequence[str], other: Sequence[str]) -> bool:
    """ "Kim Yo Jong" and "Kim Jong Un": the family's name first, and other given names."""
    return one[0] == other[0] and one[-1] != other[-1] and not set(one[1:]) >= set(other[1:])


def held_on(person: Person, family: str, state: str, day: str) -> bool:
    """Whether somebody held an office of that family and state that day."""
    return any(term.office.role == family and term.office.state == state for term in person.offices(day))


def known_on(person: Person, family: str, state: str, day: str) -> bool:
    """Whether the tables can know that somebody still held such an office that day."""
    held = (term for term in person.offices(day) if (term.office.role, term.office.state) == (family, state))
    return any(term.known(day) for term in held)


def so_titled(people: Sequence[Person], title: str, day: str) -> Sequence[Person]:
    """Those whose office bears exactly this title ("Vice President" among all deputies), if any does."""
    low = unhyphened(title)
    exact = [
        person for person in people if any(low in map(unhyphened, term.office.titles) for term in person.offices(day))
    ]
    return exact or people


def unhyphened(title: str) -> str:
    """Return a title as titles are compared: no diacritics, no case, no hyphens."""
    return fold(title).lower().replace("-", " ")


def as_spelt(person: Person, mention: Mention, text: str) -> str:
    """The name of somebody listed as the report whose `text` this is spells it.

    That is one of the listed names, or the report's own where it ends otherwise ("William Lai" for Lai Ching-te,
    "Bongbong Marcos" for Ferdinand Marcos Jr.); without diacritics where the report writes the surname without.
    """
    own = spelt(mention.name)
    junior = len(unnumbered(person.name)) < len(person.name.split())
    if " " in own and (not _listed_surname(person, own) or (junior and own in person.aliases)):
        return own
    listed = (name for name in (person.name, *person.aliases) if " " in name and _last(name) == _last(own))
    name = person.name if _last(own) in _words_of(person.name) else next(listed, person.name)
    surname = name.rsplit(maxsplit=1)[-1]
    return fold(name) if surname not in text and fold(surname) in text else name


def _listed_surname(person: Person, own: str) -> bool:
    """Whether a name the report writes has the last word of the listed one in it: "Trump" of "Donald J. Trump"."""
    return _last(person.name) in _words_of(own) or set(_words_of(own)) == set(_words_of(person.name))


def _words_of(name: str) -> list[str]:
    return [fold(word).lower() for word in unnumbered(name)]


def _last(name: str) -> str:
    return next(reversed(_words_of(name)), "")
