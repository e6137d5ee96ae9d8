"""Names as a report spells them → notes on those the tables spell otherwise, and on two spellings of one surname."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from dragoman.gazetteer import Gazetteer, Person, fold, gazetteer, sound, surname_of
from dragoman.harmless import scripts
from dragoman.model import Discrepancy, Extracted, Mention, Report, Span
from dragoman.resolve.actors import Cast
from dragoman.resolve.people import acts_as_person, roles, spelt
from dragoman.resolve.queries import found, in_furniture, row, table

NEAR = 2
"""Letters by which a name may differ and still be the same name misspelt (Anthony, Antony)."""

SHORTEST = 5
"""Letters of a surname below which another that is near may well be another name (Kim, Kin)."""


def meant(mention: Mention, tables: Gazetteer) -> Person | None:
    """The one person whom surname, title and a nearly right given name point to, where the name is not listed."""
    families, words = set(roles(mention.title)), mention.name.split()
    if len(words) < 2 or not families:
        return None
    people = (*tables.surname(words[-1]), *tables.named(words[0]))
    fitting = dict.fromkeys(one.id for one in people if families & {term.office.role for term in one.terms})
    listed = (tables.people[one] for one in fitting)
    near = [one for one in listed if variant(mention, one) and set(mention.states) <= one.states]
    return near[0] if len(near) == 1 else None


def variant(mention: Mention, person: Person) -> str | None:
    """The name that differs by a letter or two from the only right one, for people who write in Latin letters."""
    if person.states & set(table("name")["transliterated"]):
        return None
    return _given_variant(mention, person) or _surname_variant(mention, person)


def _surname_variant(mention: Mention, person: Person) -> str | None:
    """ "Annalena Bearbock": the right given name, and a surname that is no one's but nearly theirs."""
    written, right = fold(mention.name).lower().split(), fold(person.name).lower().split()
    if len(written) != len(right) or written[:-1] != right[:-1] or len(written) < 2:
        return None
    own, known = written[-1], right[-1]
    known_names = {fold(name).lower().split()[-1] for name in (person.name, *person.aliases)}
    near = own not in known_names and len(own) >= SHORTEST and own[0] == known[0] and own.isalpha()
    return mention.name if near and _distance(own, known) <= NEAR else None


def _given_variant(mention: Mention, person: Person) -> str | None:
    written, right = fold(mention.name).lower().split(), fold(person.name).lower().split()
    if len(written) < 2 or not person.states:
        return None
    given, known = written[0], right[0]
    if (
        given in right
        or len(given) < 4
        or given[0] != known[0]
        or not given.replace("-", "").replace("'", "").isalpha()
    ):
        return None
    short = given.startswith(known) or known.startswith(given)
    return mention.name if not short and _distance(given, known) <= NEAR else None


def misspelt(report: Report, mention: Mention, person: Person, written: str) -> Discrepancy:
    """Return the note that the tables spell somebody otherwise."""
    at = report.text.find(written, mention.span.start, mention.span.end + len(written))
    span = Span.of(report.text, at, at + len(written)) if at >= 0 else mention.span
    reason = f"Spelt {written}; the tables have {person.name}."
    return replace(found(report, span, "name", reason, row(person.terms[-1])), severity="note")


def two_spellings(extracted: Extracted, cast: Cast, report: Report) -> Iterator[Discrepancy]:
    """Yield a note where one person's surname is written in two ways: "Zelensky" here, "Zelenskyy" there."""
    first: dict[str, dict[str, Span]] = defaultdict(dict)
    told: set[tuple[str, str]] = set()
    for mention in extracted.mentions:
        refs = cast.get((mention.span.start, mention.span.end), ())
        if mention.form != "person" or len(refs) != 1:
            continue
        written = _surname(mention, refs[0].id)
        whose = refs[0].id or _given(mention)
        if not whose or len(written) < SHORTEST or not written[-1].islower() or gazetteer().meanings(written):
            continue
        other = next((name for name in first[whose] if _respelt(name, written, bool(refs[0].id))), None)
        if other is None and (refs[0].id or acts_as_person(mention.title) or first[whose]):
            first[whose].setdefault(written, _words(report, mention, written))
        elif other is not None and (other, written) not in told:
            told.add((other, written))
            reason = f"Spelt {written} here and {other} elsewhere in the report."
            note = found(report, _words(report, mention, written), "name", reason)
            yield replace(note, severity="note", others=(first[whose][other],))


def disguised(report: Report) -> Iterator[Discrepancy]:
    """Yield a query on each word with letters of two scripts, which only looks like another, and a note on each name
    with marks that nobody sees."""
    told: set[str] = set()
    for word in _ODD_WORD.finditer(report.text) if _ODD.search(report.text) else ():
        if word.group() in told or in_furniture(report, word.start()):
            continue
        told.add(word.group())
        own, span = scripts(word.group()), Span.of(report.text, *word.span())
        if "LATIN" in own and len(own) > 1:
            letters = " and ".join(sorted(one.title() for one in own))
            yield found(report, span, "name", f"Mixes {letters} letters, so that it only looks like another word.")
        elif own == {"LATIN"} and word.group()[0].isupper() and any(sign in word.group() for sign in _UNSEEN):
            reason = "Holds a mark that is not seen, so that it is not found as the word it looks like."
            yield replace(found(report, span, "name", reason), severity="note")


_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_ODD = re.compile(rf"[^\W\x00-\x7f]|[{_UNSEEN}]")
_ODD_WORD = re.compile(rf"(?=[\w{_UNSEEN}]*[^\x00-\x7f])\w[\w{_UNSEEN}]+\w")
"""A word of three signs or more that are not all of ASCII: shorter ones are units (`μm`)."""


def _surname(mention: Mention, id_: str | None) -> str:
    person = gazetteer().people.get(id_ or "")
    return surname_of(spelt(mention.name), person.states if person is not None and " " in mention.name else ())


def _given(mention: Mention) -> str:
    """The first name of somebody nobody lists; without one nothing tells that two names are one person's."""
    words = spelt(mention.name).split()
    return fold(words[0]).lower() if len(words) > 1 and len(words[0]) > NEAR else ""


def _words(report: Report, mention: Mention, written: str) -> Span:
    at = report.text.find(written, mention.span.start, mention.span.end)
    return Span.of(report.text, at, at + len(written)) if at >= 0 else mention.span


def _respelt(one: str, other: str, listed: bool) -> bool:
    """Whether two surnames are one, written in two ways; diacritics, case and the genitive do not count, nor does an
    ending of somebody nobody lists, which may be a plural."""
    left, right = (fold(name).lower().removesuffix("'s") for name in (one, other))
    if left == right or left[0] != right[0] or "-" in left + right:
        return False
    if not listed and (left.startswith(right) or right.startswith(left)):
        return False
    return sound(left) == sound(right) or _distance(left, right) <= NEAR


def _distance(one: str, other: str) -> int:
    """The number of letters to insert, drop or change (Levenshtein, 1966)."""
    line = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        last, line[0] = line[0], i
        for j, right in enumerate(other, 1):
            last, line[j] = line[j], min(line[j] + 1, line[j - 1] + 1, last + (left != right))
    return line[-1]
