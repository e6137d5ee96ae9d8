"""dragoman.group.apart: what the parts tell on a day is what grouping all that was known on it tells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from dragoman.group.apart import EVER, apart, over_time
from dragoman.group.meetings import meetings
from dragoman.group.scene import Scene
from dragoman.group.ties import Ties
from dragoman.model import Entry, Event, Place, Ref

FIRST = date(2023, 1, 1)
SPAN = 150
PLACES = (("Geneva", "CHE"), ("Riyadh", "SAU"), ("Vienna", "AUT"), ("Diriyah", "SAU"), (None, None), (None, None))
SAID = ("met {}", "held talks {}", "spoke by phone {}", "postponed talks {}", "the talks {}")
STATES = [Ref(code, code, "state", code) for code in ("USA", "RUS", "IRN", "CHN")]
PEOPLE = [
    Ref(f"p{code}{number}", f"{office} of {code} {number}", "person", code, office)
    for code in ("USA", "RUS", "IRN", "CHN") for number, office in enumerate(("president", "foreign minister", "envoy"))
]  # fmt: skip


def some_reports(draw: Random, make, count: int) -> Iterator[object]:
    """Yield reports on a few meetings, told with and without day, place and people, some only as a headline."""
    several = [draw.sample(STATES, draw.choice((2, 2, 2, 3))) for _ in range(14)]
    held = [(sides, draw.randrange(SPAN), draw.choice(PLACES)) for sides in several]
    for number in range(count):
        told = [draw.choice(SAID).format(at) for at in range(draw.randrange(1, 5))]
        about = draw.choice(held)
        day = FIRST + timedelta(days=min(max(about[1] + draw.randrange(-20, 20), 0), SPAN))
        published = draw.choice((day.isoformat(),) * 8 + (day.isoformat()[:7], None))
        title = told[0] if draw.random() < 0.3 else "News of the day"
        made = make(". ".join(told) + ".", f"{number}.txt", published=published, title=title)
        for words in told:
            tell(draw, made, words, about if draw.random() < 0.7 else draw.choice(held))
        yield made


def tell(draw: Random, made, words: str, about) -> None:
    sides, at, (place, country) = about
    refs = [draw.choice([side, *(one for one in PEOPLE if one.state == side.id)]) for side in sides]
    dated = draw.random()
    day = (FIRST + timedelta(days=at)).isoformat()
    when = day if dated < 0.4 else day[:7] if dated < 0.5 else day[:4] if dated < 0.55 else None
    status = draw.choice(("held", "held", "planned", "mooted", "denied", "ongoing"))
    kind = "REQUEST" if draw.random() < 0.1 else "CONSULT"
    found = made.event(words, status, (refs[0],), tuple(refs[1:]), kind=kind, date=when)
    if place and draw.random() < 0.5:
        there = Place(place, country, "stated", found.evidence)
        made.entries[-1] = Entry(replace(found, place=there), made.report.head)


@pytest.mark.parametrize("seed", range(12))
def test_parts_tell_on_any_day_what_all_that_is_known_tells(desk, seed):
    draw = Random(seed)  # noqa: S311 - not a secret
    entries = [entry for made in some_reports(draw, desk, 90) for entry in made.entries]
    ids = [entry.finding.id for entry in entries]
    pairs = [tuple(sorted(draw.sample(ids, 2))) for _ in range(6)]
    ties = Ties(tuple(pairs[:2]), tuple(pairs[2:])) if seed % 2 else Ties()
    known = {one.report.id: life(draw, one.report.published) for one in entries}
    lines = Scene.of(tuple(entries), (), None, None).lines(Event)
    met, asked = ([line for line in lines if line.finding.type == kind] for kind in ("CONSULT", "REQUEST"))
    parts = apart(met, asked, ties)
    assert len(parts) > 1
    told = [one for part in parts for one in over_time(part, known, ties)]
    for day in draw.sample([(FIRST + timedelta(days=number)).isoformat() for number in range(-30, SPAN + 60)], 25):
        there = {report for report, (first, last, _) in known.items() if first <= day < last}
        whole = meetings(
            (line for line in met if line.report.id in there), (line for line in asked if line.report.id in there), ties
        )
        found = [one.meeting for one in told if one.since <= day < one.until]
        assert sorted(map(repr, found)) == sorted(map(repr, whole)), day


def life(draw: Random, published: str | None) -> tuple[str, str, int]:
    """Known on its day, or read some days before it, or after; now and then a newer text comes."""
    first = date.fromisoformat((published or "2023-03-01")[:7] + "-28") if len(published or "") < 10 else None
    day = first or date.fromisoformat(published)
    start = day + timedelta(days=draw.choice((0, 0, 0, -3)))
    end = (start + timedelta(days=draw.randrange(-2, 30))).isoformat() if draw.random() < 0.15 else EVER
    return start.isoformat(), end, 0
