"""dragoman.joining: reports are laid to their copies and stories as they arrive."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.api import Ledger
from dragoman.errors import NotFound
from dragoman.group.imprints import imprint
from dragoman.joining import join
from dragoman.ledger import Query, Store
from dragoman.model import Dated, DateReason, Event, Outcome, Place, Ref, Report, Span, When

TALKS = (
    "The foreign ministers of Arland and Borovia met in the lake town of Tallow on Monday to speak about the closed "
    "bridge at Kessel. Minister Ada Quill said the two sides had agreed to send engineers to the bridge within weeks. "
    "Her counterpart Oren Vask called the talks sober and said that the toll on lorries was still open. No date was "
    "named for another round, but both delegations said that the line between the capitals would stay open."
)
FLOOD = (
    "Heavy rain flooded the southern valleys of Medeva for a third day and cut the railway to the port of Sull. Planes "
    "flew tents and drinking water to eleven villages, the interior ministry said. Governor Lio Tamm asked neighbours "
    "for boats and pumps after the river Ede rose two metres above its banks and a dam upstream had to be opened."
)
LEAD = (
    "A long shut crossing may carry lorries again before the summer, if two ministers who had not spoken since autumn "
    "keep what they promised each other over tea in Tallow this week, officials on both sides told this paper today. "
)
BODY = TALKS[TALKS.index("Minister Ada") :] + " " + FLOOD


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "ledger.db") as opened:
        yield opened


def arrive(store, *reports, findings=()):
    store.record([Outcome(report, tuple(findings), imprint=imprint(report, findings)) for report in reports])
    join(store)


def wire(source: str, text: str = TALKS, **fields) -> Report:
    return Report(source, text, **({"outlet": source.split("/", maxsplit=1)[0], "published": "2024-05-06"} | fields))


def stories(store):
    return [sorted(m.report.source for m in store.story(head.id).members) for head in store.stories()]


def test_a_copy_names_the_earliest_known_report_whichever_came_first(store):
    arrive(store, wire("noon/a.txt", published="2024-05-07"))
    arrive(store, wire("dawn/b.txt", published="2024-05-06"))
    arrive(store, wire("dusk/c.txt", published="2024-05-08", title="Bridge to open"))
    heads = {head.source: head for head in store.reports()}
    earliest = heads["dawn/b.txt"]
    assert (earliest.copy_of, earliest.origin) == (None, earliest.id)
    assert {heads["noon/a.txt"].copy_of, heads["dusk/c.txt"].copy_of} == {earliest.id}
    chain = store.chain("noon/a.txt")
    assert chain.earliest == earliest
    assert [(copy.report.outlet, copy.kind) for copy in chain.copies] == [("noon", "same"), ("dusk", "headline")]


def test_a_report_alone_has_no_chain(store):
    arrive(store, wire("a.txt"), wire("b.txt", FLOOD))
    assert store.chain("a.txt") is None


def test_identical_texts_from_two_outlets_are_one_story_and_one_voice(store):
    arrive(store, wire("one/a.txt"), wire("two/a.txt"))
    (head,) = store.stories()
    assert (head.reports, head.copies, head.outlets) == (2, 1, 2)
    assert [member.copy for member in store.story(head.id).members] == [None, "same"]


def test_a_rewritten_lead_is_told_apart(store):
    arrive(store, wire("one/a.txt", LEAD[:90] + " " + BODY), wire("two/a.txt", TALKS[:200] + " " + BODY))
    assert [copy.kind for copy in store.chain("one/a.txt").copies] == ["lead"]


def test_a_newer_text_under_one_url_is_a_version_and_takes_the_older_ones_place(store):
    url = "https://one.example/talks"
    arrive(store, wire("one/a.txt", url=url), wire("one/b.txt", TALKS + " Engineers left on Tuesday.", url=url))
    assert [copy.kind for copy in store.chain("one/b.txt").copies] == ["version"]
    (head,) = store.stories()
    assert (head.reports, [m.report.source for m in store.story(head.id).members]) == (1, ["one/b.txt"])


def test_two_different_texts_under_one_url_are_no_copies(store):
    url = "https://one.example/live"
    arrive(store, wire("a.txt", url=url), wire("b.txt", FLOOD, url=url))
    assert store.chain("b.txt") is None


def test_reports_on_one_happening_are_one_story_and_the_reason_is_kept(store):
    retold = (
        "Ada Quill and Oren Vask, the ministers of Arland and Borovia, have met in Tallow. The bridge at Kessel, shut "
        "since autumn, is to be looked at by engineers. Quill spoke of progress; Vask of an open question, the toll."
    )
    arrive(store, wire("one/a.txt"), wire("two/b.txt", FLOOD), wire("three/c.txt", retold))
    assert sorted(stories(store)) == [["one/a.txt", "three/c.txt"], ["two/b.txt"]]
    first, second = store.story("three/c.txt").members
    assert (first.likeness, first.shared) == (None, ())
    assert second.likeness > 0
    assert "word:quill" in second.shared


def test_two_stories_become_one_when_a_report_ties_them_and_both_ids_still_lead_to_it(store):
    bridge = (
        "Engineers looked at the shut bridge at Kessel and found the pillars sound, the roads office of Arland said."
    )
    toll = (
        "A quarrel over the toll on lorries goes on between Quill and Vask, and haulage firms in Borovia count losses."
    )
    arrive(store, wire("a.txt", bridge))
    arrive(store, wire("b.txt", toll))
    ids = {store.story(source).head.id for source in ("a.txt", "b.txt")}
    assert len(ids) == 2
    arrive(store, wire("c.txt", f"{bridge} {toll}"))
    assert stories(store) == [["a.txt", "b.txt", "c.txt"]]
    assert {store.story(key).head.id for key in ids} == {store.story("a.txt").head.id}
    assert [member.likeness is None for member in store.story("a.txt").members] == [True, False, False]


def test_a_story_that_is_laid_anew_takes_the_copies_of_its_reports_along(store):
    bridge = (
        "Engineers looked at the shut bridge at Kessel and found the pillars sound, the roads office of Arland said."
    )
    arrive(store, wire("a.txt", FLOOD))
    arrive(store, wire("b.txt"))
    arrive(store, wire("copy/b.txt"))
    arrive(store, wire("c.txt", f"{bridge} {TALKS[:240]}"))
    assert store.story("copy/b.txt").head.id == store.story("b.txt").head.id


def test_spun_copies_without_common_words_meet_by_actors_place_and_claim(store):
    plain = "Quill sat down with Vask in Tallow for an hour and both left smiling, aides told reporters afterwards."
    spun = "A brief Tallow encounter: Vask, Quill, one table, sixty minutes; entourages described cheerful departures."
    for source, text in (("a.txt", plain), ("b.txt", spun), ("c.txt", FLOOD)):
        report = wire(source, text)
        arrive(store, report, findings=[met(report)] if source != "c.txt" else ())
    assert sorted(stories(store)) == [["a.txt", "b.txt"], ["c.txt"]]
    shared = store.story("b.txt").members[1].shared
    assert any(trait.startswith("claim:CONSULT") for trait in shared)


def met(report: Report) -> Event:
    def ref(name: str, state: str) -> Ref:
        return Ref(name.lower(), name, "person", state, surface=span(name))

    def span(words: str) -> Span:
        start = report.text.index(words)
        return Span(start, start + len(words), words)

    whole = Span(0, len(report.text), report.text)
    return Event(
        report=report.id, evidence=whole, sentence=whole, rule="test/1", type="CONSULT", status="held",
        cue=span("Tallow"), source=(ref("Quill", "ARL"),), recipient=(ref("Vask", "BOR"),),
        place=Place("Tallow", None, "stated", span("Tallow")), date=When("2024-05-06", "inferred", None),
    )  # fmt: skip


def test_the_same_words_a_year_later_are_another_happening(store):
    retold = TALKS.replace("Monday", "Friday").replace("engineers", "surveyors")
    arrive(store, wire("a.txt"))
    arrive(store, replace(wire("b.txt", retold[:260]), published="2025-05-06"))
    assert len(store.stories()) == 2


OPENING = (
    "Foreign minister Ada Quill of Arland signalled that dialogue with Borovia could resume if it shifts its course. "
    "Her remarks were measured, and analysts in both capitals saw a door that stays ajar while channels remain frayed. "
)
SPRING = OPENING + (
    "Quill recalled the exchange with Oren Vask at the lakes gathering in Tallow, calm and without emotion, and said "
    "that any serious proposal on the closed bridge would be weighed on its merit before the thaw."
)
SUMMER = OPENING + (
    "Vask reminded reporters that both had listened to each other in Tallow when the lakes gathering met, and that a "
    "next encounter over the closed bridge was the subject of careful thought, not a promise."
)
RETOLD = (
    "Arland's minister Quill and Borovia's Vask keep a door ajar. What was said in Tallow, at the lakes gathering, "
    "about the closed bridge was calm; any proposal will be weighed, and dialogue could resume, analysts say."
)
YEARS_ON = OPENING + (
    "A fisheries quota now stands between the two: Borovia's envoy Lio Tamm wants the herring talks widened, and "
    "condolences after the fire at the Sull theatre softened a tone that tariffs had made sharp."
)


def bracketed(source: str, text: str, edtf: str | None, happening: str | None = None) -> Outcome:
    """A report that bears no date, dated by what it names."""
    report = Report(source, text)
    reasons = (DateReason(Span.of(text, 0, 7), "was then", None, happening),) if happening else ()
    dated = Dated(edtf, "inferred" if edtf else "unknown", reasons)
    return Outcome(report, (), dated=dated, imprint=imprint(report, (), dated))


def lay(store, *outcomes):
    store.record(outcomes)
    join(store)
    return sorted(stories(store))


def test_reports_that_bear_no_date_are_kept_apart_by_what_brackets_them(store):
    laid = lay(
        store,
        bracketed("a.txt", SPRING, "2023-03-01/2025-01-20", "lakes-2023"),
        bracketed("b.txt", YEARS_ON, "2025-02-18/.."),
        bracketed("c.txt", SUMMER, "2023-03-02/2023-04-30", "lakes-2023"),
    )
    assert laid == [["a.txt", "c.txt"], ["b.txt"]]


def test_one_wording_is_another_story_where_the_brackets_lie_years_apart(store):
    early = bracketed("a.txt", SPRING, "2014-01-01/2014-06-30")
    assert lay(store, early, bracketed("b.txt", SUMMER, "2023-01-01/2023-06-30")) == [["a.txt"], ["b.txt"]]


def test_brackets_that_meet_let_one_happening_be_one_story(store):
    early = bracketed("a.txt", SPRING, "2023-01-01/2023-04-30")
    assert lay(store, early, bracketed("b.txt", SUMMER, "2023-03-01/2023-06-30")) == [["a.txt", "b.txt"]]


def test_a_report_without_any_date_does_not_chain_those_of_other_years(store):
    laid = lay(
        store, bracketed("a.txt", SPRING, "2014-01-01/2014-06-30"), bracketed("b.txt", SUMMER, None),
        bracketed("c.txt", RETOLD, "2023-01-01/2023-06-30"),
    )  # fmt: skip
    assert len(laid) == 2
    assert not any({"a.txt", "c.txt"} <= set(one) for one in laid)


def test_a_later_batch_finds_the_bracket_of_a_story(store):
    lay(store, bracketed("a.txt", SPRING, "2023-03-01/2023-04-30"))
    assert lay(store, bracketed("b.txt", SUMMER, "2014-01-01/2014-06-30")) == [["a.txt"], ["b.txt"]]
    assert ["a.txt", "c.txt"] in lay(store, bracketed("c.txt", RETOLD, "2023-04-01/2023-05-31"))


def test_a_bracket_that_the_reports_own_years_overtake_parts_nothing(store):
    old = bracketed("a.txt", SPRING + " It was told again in 2023.", "1969-01-20/1974-08-09")
    assert lay(store, old, bracketed("b.txt", SUMMER, "2023-01-01/2023-06-30")) == [["a.txt", "b.txt"]]


def test_what_is_told_year_after_year_is_a_kind_of_news_and_not_one_story(store):
    for number, text in enumerate((SPRING, RETOLD, SUMMER, RETOLD[:200], SPRING[100:300])):
        day = f"{2020 + number // 2}-{'06' if number % 2 else '01'}-15"
        lay(store, bracketed(f"{number}.txt", text, day))
    assert max(len(one) for one in stories(store)) < 5


SEEDS = Path(os.environ.get("DRAGOMAN_SETS", "none")) / "seeds"


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the five reports are not here")
def test_of_the_five_reports_only_the_two_on_one_exchange_are_one_story(tmp_path):
    with Ledger(tmp_path / "five.db") as book:
        book.read(SEEDS)
        told = [sorted(Path(m.report.source).name[:3] for m in book.story(head.id).members) for head in book.stories()]
    assert sorted(told) == [["000"], ["001", "004"], ["002"], ["003"]]


def test_tiny_and_empty_reports_are_never_copies_of_each_other(store):
    arrive(store, wire("a.txt", "No comment."), wire("b.txt", "No comment."), wire("c.txt", ""))
    assert store.chain("a.txt") is None


def test_a_date_far_in_the_future_breaks_nothing(store):
    arrive(store, wire("a.txt", published="9999-12-31"), wire("b.txt", TALKS[:300], published="9999-12-30"))
    assert len(store.stories()) == 1


@pytest.mark.parametrize("day", ["2024-13-45", "0000-00-00", "2024-02-30", "2024"])
def test_a_day_that_no_calendar_has_breaks_nothing(store, day):
    arrive(store, wire("a.txt", published=day), wire("b.txt", TALKS[:300], published=day))
    assert len(store.stories()) == 1


def test_the_stories_are_the_same_however_many_reports_come_at_a_time(tmp_path):
    pieces = [[f"{said}." for said in text.rstrip(".").split(". ")] for text in (TALKS, FLOOD, LEAD + BODY)]
    turned = [(f"{at}-{cut}.txt", [*own[cut:], *own[:cut]]) for at, own in enumerate(pieces) for cut in (0, 2, 3)]
    told = [wire(source, " ".join(said)) for source, said in turned]
    found = []
    for batch in (1, 4, len(told)):
        with Store.open(tmp_path / f"{batch}.db") as store:
            for start in range(0, len(told), batch):
                arrive(store, *told[start : start + batch])
            found.append(sorted(stories(store)))
    assert found[0] == found[1] == found[2]
    assert len(found[0]) > 1


def test_reading_again_changes_nothing(store):
    arrive(store, wire("a.txt"), wire("b.txt"))
    before = store.stories(), store.chain("a.txt")
    arrive(store, wire("a.txt"), wire("b.txt"))
    assert (store.stories(), store.chain("a.txt")) == before


def test_what_was_recorded_without_an_imprint_is_in_no_story_until_it_is_read_again(store):
    store.record([Outcome(wire("a.txt"))])
    join(store)
    assert store.stories() == []
    arrive(store, wire("a.txt"))
    assert stories(store) == [["a.txt"]]


def test_stories_are_listed_by_day(store):
    arrive(store, wire("a.txt"), wire("b.txt", FLOOD, published="2024-06-01"))
    assert [head.last for head in store.stories()] == ["2024-06-01", "2024-05-06"]
    assert [head.last for head in store.stories(Query(since="2024-05-20"))] == ["2024-06-01"]
    assert [head.last for head in store.stories(Query(until="2024-05-20"))] == ["2024-05-06"]
    assert [head.last for head in store.stories(Query(limit=1))] == ["2024-06-01"]
    assert [head.last for head in store.stories(Query(limit=1), skip=1)] == ["2024-05-06"]
    assert store.stories(Query(since="2024-05-07", until="2024-05-31")) == []


def test_stories_looked_at_one_by_one_come_in_the_same_order(store, monkeypatch):
    undated = wire("c.txt", "Nobody in Tallow had expected the mast to fall, its owner said.", published=None)
    arrive(store, wire("a.txt"), wire("b.txt", FLOOD, published="2024-06-01"), undated)
    whole = store.stories()
    assert [head.last for head in whole] == ["2024-06-01", "2024-05-06", None]
    monkeypatch.setattr("dragoman.ledger.gathered.CHUNK", 1)
    assert [store.stories(Query(limit=1), skip=skip) for skip in range(4)] == [*([one] for one in whole), []]
    assert store.stories(Query(until="2024-05-20")) == whole[1:]


def test_a_story_is_told_as_its_reports_known_on_a_day_make_it(store):
    arrive(store, wire("a/late.txt", published="2024-05-09", title="Bridge to open"))
    arrive(store, wire("b/early.txt", published="2024-05-06", title="Ministers meet in Tallow"))
    (whole,), (then,) = store.stories(), store.stories(Query(as_of="2024-05-07"))
    assert (whole.reports, whole.first, whole.last) == (2, "2024-05-06", "2024-05-09")
    assert (then.id, then.reports, then.last) == (whole.id, 1, "2024-05-06")
    assert [member.report.source for member in store.story(whole.id, as_of="2024-05-07").members] == ["b/early.txt"]
    assert store.stories(Query(as_of="2024-05-01")) == []
    with pytest.raises(NotFound, match="give a later day"):
        store.story(whole.id, as_of="2024-05-01")
    assert store.story_of("a/late.txt", as_of="2024-05-01") is None


def test_stories_are_narrowed_by_who_takes_part_and_how_many_tell_them(store):
    met = wire("a.txt")
    words = Span.of(met.text, 0, 20)
    sides = Ref("ARL", "Arland", "state", "ARL"), Ref("BOR", "Borovia", "state", "BOR")
    event = Event(
        report=met.id, evidence=words, sentence=words, rule="hand/1", type="CONSULT", status="held", cue=words,
        source=sides[:1], recipient=sides[1:],
    )  # fmt: skip
    arrive(store, met, findings=[event])
    arrive(store, wire("b.txt", FLOOD), wire("c.txt", FLOOD))
    assert [head.reports for head in store.stories(Query(parties=("ARL", "BOR")))] == [1]
    assert store.stories(Query(parties=("ARL", "MED"))) == []
    assert [head.reports for head in store.stories(least=2)] == [2]
