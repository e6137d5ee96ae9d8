"""Who stands on a side that names nobody: the sides that are open, what is known of each state, and what is taken."""

from dataclasses import replace

import numpy as np
import pytest

from dragoman.model import Event, Ref, Span
from dragoman.resolve import bystanders
from dragoman.resolve.bystanders import Bystanders, chances, open_sides
from dragoman.resolve.context import OPENING, with_parties
from dragoman.resolve.go_between import helps
from dragoman.resolve.portrait import Naming
from dragoman.resolve.told import Told, about

TEXT = "Norway met Peru in Lima. Chile stood by. The minister refused. Kenya was glad."


def state(code):
    return Ref(code, code, "state", code, basis="named")


NOR, PER, CHL, KEN = map(state, ("NOR", "PER", "CHL", "KEN"))


def span(words):
    start = TEXT.index(words)
    return Span.of(TEXT, start, start + len(words))


def event(kind="REJECT", source=(), recipient=()):
    return Event(
        report="r", evidence=span("refused"), sentence=span("The minister refused."), rule="events.verb/1", type=kind,
        cue=span("refused"), status="held", source=source, recipient=recipient,
    )  # fmt: skip


@pytest.fixture
def around():
    words = {"Norway": NOR, "Peru": PER, "Lima": PER, "Chile": CHL, "Kenya": KEN}
    return Bystanders([Naming(TEXT.index(word), ref) for word, ref in words.items()], [], OPENING)


@pytest.mark.parametrize(
    ("found", "sides"),
    [
        (event(), ("source", "recipient")),
        (event(source=(NOR,)), ("recipient",)),
        (event(recipient=(NOR,)), ("source",)),
        (event(source=(NOR,), recipient=(PER,)), ()),
        (event("CONSULT"), ("source",)),
        (event("CONSULT", source=(NOR,)), ("recipient",)),
        (event("CONSULT", source=(NOR, PER)), ()),
    ],
)
def test_open_sides(found, sides):
    assert open_sides(found) == sides


def test_asked_are_the_states_named_so_far_that_take_no_part(around):
    refs, table = around.rows(event(source=(NOR,)), "recipient", Told())
    assert refs == [PER, CHL]  # Kenya comes after the sentence
    assert table.shape == (2, len(bystanders.weights("bystanders")["inner.weight"][0]))
    assert np.isfinite(table).all()
    likely = chances(table)
    assert likely.shape == (2,)
    assert ((likely > 0) & (likely < 1)).all()
    again = around.rows(event(source=(NOR,)), "recipient", Told())[1]
    assert np.array_equal(table, again)


def test_what_was_told_before_counts(around):
    told = Told()
    told.add(event("CONSULT", (NOR,), (PER,)))
    asked = event(source=(NOR,))
    assert not np.array_equal(around.rows(asked, "recipient", told)[1], around.rows(asked, "recipient", Told())[1])


def test_only_the_likely_ones_are_taken(around, monkeypatch):
    answers = {3: [0.6, 0.9, 0.1], 2: [0.6, 0.1]}  # of all three; then, with Peru known, of the other two
    monkeypatch.setattr(bystanders, "chances", lambda table: np.array(answers[len(table)]))
    asked = event("CONSULT")
    assert around.missing(asked, "source", Told()) == (NOR, PER)
    monkeypatch.setattr(bystanders, "chances", lambda table: np.full(len(table), 0.1))
    assert around.missing(asked, "source", Told()) == ()


def test_nobody_is_accused_of_violence_whom_the_words_do_not_name(around, monkeypatch):
    monkeypatch.setattr(bystanders, "chances", lambda table: np.full(len(table), 0.9))
    asked = event("ASSAULT", recipient=(PER,))
    assert around.missing(asked, "source", Told()) == ()
    assert around.missing(event("ASSAULT", source=(PER,)), "recipient", Told()) == (NOR,)


def test_a_deed_has_one_on_its_other_side_and_a_dealing_two_in_all(around, monkeypatch):
    monkeypatch.setattr(bystanders, "chances", lambda table: np.array([0.6, 0.9, 0.8])[: len(table)])
    assert around.missing(event(), "recipient", Told()) == (PER,)
    assert around.missing(event("CONSULT"), "source", Told()) == (PER, CHL)
    assert around.missing(event("CONSULT", (KEN,)), "recipient", Told()) == (PER,)
    told = Told()
    told.add(event("CONSULT", (NOR,), (PER, CHL)))
    assert around.missing(event("CONSULT"), "source", told) == (NOR, PER, CHL)


def said(words, cue, kind="ACCUSE"):
    whole = Span.of(words, 0, len(words))
    start = words.index(cue)
    return Event(
        report="r", evidence=whole, sentence=whole, rule="events.verb/1", type=kind,
        cue=Span.of(words, start, start + len(cue)), status="held", source=(KEN,),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "cue", "kind"),
    [
        ("Kenya condemned the deadly attack.", "condemned", "ASSAULT"),
        ("The raid was strongly condemned by Kenya.", "condemned", "ASSAULT"),
        ("Kenya welcomed this agreement.", "welcomed", "AGREE"),
        ("Kenya criticised the move.", "criticised", "any"),
        ("Kenya condemned the country's attack.", "condemned", None),
        ("Kenya condemned the minister.", "condemned", None),
    ],
)
def test_the_deed_that_is_spoken_of(words, cue, kind):
    assert about(said(words, cue)) == kind


def test_whoever_condemns_a_deed_means_its_doer_and_whoever_praises_a_deal_both(around):
    told = Told()
    told.add(event("ASSAULT", (NOR,), (PER,)))
    told.add(event("AGREE", (PER,), (CHL,)))
    named = [Naming(0, ref) for ref in (NOR, PER, CHL)]
    here = Bystanders(named, [], OPENING)
    assert here.missing(said("Kenya condemned the attack.", "condemned"), "recipient", told) == (NOR,)
    assert here.missing(said("Kenya welcomed the deal.", "welcomed", "SUPPORT"), "recipient", told) == (CHL, PER)


def test_the_deal_is_the_one_told_before():
    told = Told()
    told.add(event("AGREE", (PER,), (CHL,)))
    taken_up = replace(said("The deal was signed late.", "deal", "AGREE"), source=(), rule="events.noun/1")
    again = told.again(taken_up)
    assert [(ref.state, ref.basis) for ref in (*again.source, *again.recipient)] == [
        ("PER", "context"), ("CHL", "context"),
    ]  # fmt: skip
    other = replace(said("A deal was signed late.", "deal", "AGREE"), source=(), rule="events.noun/1")
    assert told.again(other) == other


@pytest.mark.parametrize(
    ("text", "name", "how", "yes"),
    [
        ("talks mediated by Qatar", "Qatar", "helping", True),
        ("Qatar, which has brokered the truce", "Qatar", "helping", True),
        ("a Qatar-mediated deal", "Qatar", "helping", True),
        ("the mediators Egypt and Qatar", "Qatar", "helping", True),
        ("Qatar hosted the talks", "Qatar", "hosting", True),
        ("Qatar hosted the talks", "Qatar", "helping", False),
        ("talks with Qatar", "Qatar", "helping", False),
        ("mediated talks with Qatar", "Qatar", "helping", False),
    ],
)
def test_who_helps_others_to_deal(text, name, how, yes):
    start = text.index(name)
    assert helps(text, start, start + len(name), how) is yes


def test_without_a_state_nobody_is_taken():
    assert Bystanders([], [], OPENING).missing(event(), "source", Told()) == ()


def test_a_party_from_the_context_says_so():
    (source,) = with_parties(event(), "source", (NOR,)).source
    assert (source.state, source.basis, source.surface) == ("NOR", "context", None)
    talks = with_parties(event("CONSULT"), "source", (NOR, PER))
    assert [ref.state for ref in (*talks.source, *talks.recipient)] == ["NOR", "PER"]


def test_whoever_tells_of_talks_is_not_said_to_hold_them():
    speaker = Ref("marta-lund", "Marta Lund", "person", "NOR", "minister")
    (source,) = with_parties(event(), "source", (speaker,), speaker).source
    assert (source.id, source.kind, source.name) == ("NOR", "state", "Norway")
    (source,) = with_parties(event(), "source", (speaker,)).source
    assert source.name == "Marta Lund"
