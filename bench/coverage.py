"""How complete the reference tables are: for each state and office the days since 2014 on which nobody is listed, and
what the table of gaps says of them (gaps.csv).

python bench/coverage.py              the offices the tables promise to have, with their gaps
python bench/coverage.py --all        those without gaps too

Then how much of the tables a page bears out that somebody opened (`confirmed` in terms.csv): all days of the row,
one of two, or only that the person held the office; of the rest the days rest on memory.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from dragoman.gazetteer import Term, gazetteer
from dragoman.reference import Gap, gaps
from dragoman.resolve.edtf import bracket
from dragoman.tables import earliest

FIRST = date(2014, 1, 1)
STATES = (
    "USA", "RUS", "CHN", "GBR", "FRA", "UKR", "DEU", "TUR", "IRN", "ISR", "SAU", "QAT", "EGY", "IND", "JPN", "KOR",
    "PRK",
)  # fmt: skip
BODIES = {
    "UNO": ("head", "spokesperson"), "NATO": ("head",), "OSCE": ("head",), "IAEA": ("head",),
    "EUU": ("head_of_state", "head_of_government", "foreign_minister"),
}  # fmt: skip
"""Of the European Union: the presidents of Council and Commission, and the High Representative."""
OFFICES = (
    "head_of_state", "head_of_government", "foreign_minister", "defence_minister", "national_security_adviser",
    "spokesperson", "un_ambassador",
)  # fmt: skip
MINISTERS = {"head_of_state", "head_of_government", "foreign_minister", "defence_minister"}
PRESIDENT_GOVERNS = {"USA", "TUR"}
"""Presidents who are head of government too (Turkey from 2018 on)."""
HANDOVER = 62
"""Days between two holders that are no gap: an office may stay vacant, and some terms are known by the month."""


def main() -> None:
    """Print a line for each office that has gaps (with --all each office), and the sums."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true", help="offices without gaps too")
    everything, whole, untold = parser.parse_args().all, 0, 0
    print(f"{'state':6} {'office':26} {'terms':>5}  without a listed holder since {FIRST}")
    offices = list(wanted())
    for state, role in offices:
        held, told = terms(state, role), gaps(gazetteer(), state, frozenset({role}))
        missed = list(missing(held, told))
        whole += not missed and not any(gap.kind == "unknown" for gap in told)
        untold += bool(missed)
        if missed or told or everything:
            why = [f"{gap.start or ''} – {gap.end or ''} {gap.kind}: {gap.why}" for gap in told]
            print(f"{state:6} {role:26} {len(held):5}  {'; '.join([*missed, *why]) or '-'}")
    print(f"{whole} of {len(offices)} offices with a holder listed for all days on which there was one;")
    print(f"{len(offices) - whole - untold} of which the table says that the holder of some days is not known;")
    print(f"{untold} with days of which it says nothing\n")
    promised = {
        (term.person, term.office.id, term.start) for of in wanted() for term in terms(*of) if since_first(term)
    }
    every = [term for person in gazetteer().people.values() for term in person.terms]
    print(f"{'terms':44} {'rows':>5} {'days':>12} {'one of two':>12} {'holder':>12} {'memory':>12}")
    opened("the offices above, since 2014", [term for term in every if _key(term) in promised])
    opened("heads, foreign and defence ministers", [term for term in every if term.office.role in MINISTERS])
    opened("all", every)


def opened(what: str, rows: Sequence[Term]) -> None:
    """Print how many of the rows an opened page bears out."""
    sums = Counter(borne_out(term) for term in rows)
    shares = (f"{sums[one]:5} {sums[one] / len(rows):5.1%}" for one in ("days", "one of two", "holder", "memory"))
    print(f"{what:44} {len(rows):5} {' '.join(f'{share:>12}' for share in shares)}")


def borne_out(term: Term) -> str:
    if term.confirmed == "both" or (term.confirmed == "from" and term.end is None):
        return "days"
    return {"from": "one of two", "to": "one of two", "held": "holder"}.get(term.confirmed, "memory")


def since_first(term: Term) -> bool:
    return term.overlaps(FIRST.isoformat(), date.max.isoformat())


def _key(term: Term) -> tuple[str, str, str]:
    return term.person, term.office.id, term.start


def wanted() -> Iterator[tuple[str, str]]:
    for state in STATES:
        for role in OFFICES:
            if not (state in PRESIDENT_GOVERNS and role == "head_of_government"):
                yield state, role
    for body, roles in BODIES.items():
        yield from ((body, role) for role in roles)


def terms(state: str, role: str) -> list[Term]:
    """The terms in any office of that family, by their beginning."""
    every = (term for person in gazetteer().people.values() for term in person.terms)
    found = [term for term in every if (term.office.state, term.office.role) == (state, role)]
    return sorted(found, key=lambda term: earliest(term.start))


def missing(held: Sequence[Term], told: Sequence[Gap]) -> Iterator[str]:
    """The spans since FIRST that no term covers, and no gap tells of, as `2016-05 – 2017-02`."""
    covered = FIRST
    for start, end in sorted(map(_days, (*held, *told))):
        if (start - covered).days > HANDOVER:
            yield f"{covered:%Y-%m} – {start:%Y-%m}"
        covered = max(covered, end)
    last = max((date.fromisoformat(one.checked) for one in (*held, *told)), default=FIRST)
    if not (held or told) or (last - covered).days > HANDOVER:
        yield f"since {covered:%Y-%m}"


def _days(one: Term | Gap) -> tuple[date, date]:
    start = date.fromisoformat(earliest(one.start)) if one.start else date.min
    return start, (bracket(one.end) or (date.max,))[-1] if one.end else date.max


if __name__ == "__main__":
    main()
