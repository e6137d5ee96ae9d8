"""dragoman.brief: what is chosen, that it stands as it was said, and that nothing passes which cannot be traced."""

from dataclasses import replace

import pytest

from dragoman.brief import Brief, Section, check, dialogue_brief, reports_brief
from dragoman.errors import EvidenceError
from dragoman.group import dialogue
from dragoman.model import Dated, DateReason, Ref


def made_of(*desks, length="short", dated=None):
    """The brief of the reports, checked."""
    entries = [entry for desk in desks for entry in desk.entries]
    heads = [desk.report.head for desk in desks]
    texts = {desk.report.id: desk.report.text for desk in desks}
    return check(reports_brief(entries, heads, dated or {}, length), texts.__getitem__), texts


def texts_of(brief: Brief, title: str | None = None) -> list[str]:
    return [one.text for part in brief.sections if title in {None, part.title} for one in part.sentences]


@pytest.fixture
def riyadh(desk, actors):
    """A report whose sentences each have a finding over the whole of them."""
    made = desk(
        "Envoys open talks\n\nRIYADH (Meridian Wire) - Rubio met Lavrov in Riyadh on 18 February. However, Lavrov said "
        "talks could resume if sanctions were lifted. He added that no date had been set. Rubio said Washington would "
        "not wait for ever. A summit of the presidents is planned for the spring.",
        "riyadh.txt", published="2025-02-18", title="Envoys open talks",
    )  # fmt: skip
    made.event("Rubio met Lavrov in Riyadh on 18 February.", "held", (actors.RUBIO,), (actors.LAVROV,),
               date="2025-02-18", place="Riyadh")  # fmt: skip
    said = "However, Lavrov said talks could resume if sanctions were lifted."
    made.statement(said, actors.LAVROV, "talks could resume if sanctions were lifted", "said")
    made.position(said, actors.RUS, "conditional", actors.USA)
    lavrov = made.span("Lavrov said")
    he = Ref("sergei-lavrov", "Sergei Lavrov", "person", "RUS", None, "pronoun", made.span("He"), lavrov)
    made.statement("He added that no date had been set.", he, "no date had been set", "added")
    made.statement("Rubio said Washington would not wait for ever.", actors.RUBIO, "Washington would not wait", "said")
    made.event("A summit of the presidents is planned for the spring.", "planned", (actors.USA,), (actors.RUS,))
    return made


def test_every_sentence_cites_the_words_it_is_made_of(riyadh):
    brief, texts = made_of(riyadh)
    for sentence in brief.sentences():
        assert sentence.citations
        for one in sentence.citations:
            assert texts[one.report.id][one.span.start : one.span.end] == one.span.quote


def test_a_connecting_word_is_left_out_and_nothing_else(riyadh):
    found = texts_of(made_of(riyadh)[0])
    assert "Rubio met Lavrov in Riyadh on 18 February." in found
    assert "Lavrov said talks could resume if sanctions were lifted." in found


def test_a_pronoun_gets_its_name_in_brackets(riyadh):
    assert "[Sergei Lavrov] added that no date had been set." in texts_of(made_of(riyadh, length="long")[0])


def test_brackets_of_the_report_stay_beside_ours(desk, actors):
    made = desk("He said worse days [and weeks] were to come.", title="Days")
    he = Ref("sergei-lavrov", "Sergei Lavrov", "person", "RUS", None, "pronoun", made.span("He"))
    made.statement("He said worse days [and weeks] were to come.", he, "worse days", "said")
    assert texts_of(made_of(made)[0]) == ["[Sergei Lavrov] said worse days [and weeks] were to come."]


def test_a_name_in_the_same_sentence_needs_no_brackets(desk, actors):
    made = desk("Lavrov said he would come to the talks in Geneva.", title="Talks")
    he = Ref("sergei-lavrov", "Sergei Lavrov", "person", "RUS", basis="pronoun", surface=made.span("he"),
             antecedent=made.span("Lavrov"))  # fmt: skip
    made.event("Lavrov said he would come to the talks in Geneva.", "planned", (he,), (actors.USA,))
    assert texts_of(made_of(made)[0])[0] == "Lavrov said he would come to the talks in Geneva."


def test_what_happened_what_is_said_and_what_lies_ahead(riyadh):
    brief, _ = made_of(riyadh, length="long")
    assert [section.title for section in brief.sections] == [
        "What happened", "What is said", "What lies ahead", "Unresolved",
    ]  # fmt: skip
    assert texts_of(brief, "What lies ahead") == ["A summit of the presidents is planned for the spring."]


def test_both_sides_are_heard(desk, actors):
    points = [f"Lavrov said point{n} was open for round{n} of place{n}." for n in range(6)]
    made = desk(" ".join([*points, "Rubio said no."]), title="Points")
    for words in points:
        made.statement(words, actors.LAVROV, words, "said")
        made.position(words, actors.RUS, "open", actors.USA)
    made.statement("Rubio said no.", actors.RUBIO, "no", "said")
    assert "Rubio said no." in texts_of(made_of(made)[0])


def test_what_two_reports_tell_alike_is_told_once(desk, actors):
    words = "Rubio met Lavrov in Riyadh for four hours on Tuesday."
    desks = [desk(words, f"{name}.txt", name, "2025-02-18", "Talks") for name in ("one", "two")]
    for made in desks:
        made.event(words, "held", (actors.RUBIO,), (actors.LAVROV,))
    brief, _ = made_of(*desks)
    assert texts_of(brief) == [words]
    assert brief.about == "2 reports · one, two · 2 findings"


def test_a_short_brief_is_short_and_a_long_one_longer(desk, actors):
    names = [
        f"Matter{number} was settled between envoys{number} in round{number} at place{number}." for number in range(20)
    ]
    made = desk(" ".join(names), title="Rounds")
    for words in names:
        made.event(words, "held", (actors.USA,), (actors.RUS,))
    assert len(texts_of(made_of(made)[0])) == 5
    assert len(texts_of(made_of(made, length="long")[0])) == 10


def test_discrepancies_are_listed_and_the_same_one_once(desk):
    made = desk("The former foreign minister spoke. The former foreign minister left.")
    for words in ("The former foreign minister spoke", "The former foreign minister left"):
        made.discrepancy(words, "office", "He is not former on this date", "terms.csv")
    [mark] = made_of(made)[0].sections[0].sentences
    assert (mark.label, len(mark.citations)) == ("office", 2)
    assert mark.text == "“The former foreign minister spoke”: He is not former on this date"


def test_an_undated_report_says_what_dates_it(desk):
    made = desk("The G20 in New Delhi ended.")
    reason = DateReason(made.span("G20 in New Delhi"), "the meeting was on 2023-03-02", None)
    dated = {made.report.id: Dated("2023-03-02/..", "inferred", (reason,))}
    [mark] = made_of(made, dated=dated)[0].sections[0].sentences
    assert mark.text == "“G20 in New Delhi”: the meeting was on 2023-03-02"


def test_a_transcript_s_talk_gives_way_to_what_can_stand_alone(desk, actors):
    talk = ["Q And has Moscow said when Lavrov comes?", "Moscow said the — the line is open.", "We will send it soon."]
    told = ["A line to Moscow stays open, Lavrov said.", "Rubio said no round is planned."]
    made = desk(" ".join([*talk, *told]), title="Press Briefing")
    for words in (*talk, *told):
        made.statement(words, actors.LAVROV, words)
    texts = texts_of(made_of(made)[0], "What is said")
    assert set(told) <= set(texts)
    assert not {talk[0], talk[1]} & set(texts)


def test_a_report_without_findings_gives_an_empty_brief(desk):
    assert made_of(desk("Nothing."))[0].sections == ()


def test_a_dialogue(newsroom):
    brief = dialogue_brief(dialogue(newsroom, ("USA", "RUS")), newsroom, "long")
    assert brief.title == "United States – Russia"
    labels = [one.label for one in brief.sentences()]
    assert "last contact, 2025-02-18" in labels
    assert "due 2025-04-30, report of 2025-02-18" in labels
    assert {section.title for section in brief.sections} >= {"Where it stands", "United States", "Russia", "Unresolved"}


def test_a_claim_stays_the_claim_of_its_voice(newsroom):
    brief = dialogue_brief(dialogue(newsroom, ("USA", "RUS")), newsroom, "long")
    [claim] = [one for one in brief.sentences() if "no interest in dialogue" in one.text]
    assert claim.label.endswith("claimed by Sergei Lavrov")


def test_a_dialogue_nobody_spoke_in(newsroom):
    brief = dialogue_brief(dialogue(newsroom, ("FRA", "JPN")), [], "short")
    assert brief.sections == ()


# The check


def changed(brief: Brief, **fields) -> Brief:
    first = brief.sections[0]
    one, *rest = first.sentences
    return replace(brief, sections=(replace(first, sentences=(replace(one, **fields), *rest)), *brief.sections[1:]))


@pytest.mark.parametrize(
    "text",
    [
        "Rubio met Lavrov in Geneva on 18 February.",
        "Rubio met Lavrov in Riyadh on 19 February.",
        "Rubio will meet Lavrov in Riyadh on 18 February.",
        "Rubio met Lavrov in Riyadh.",
        "Rubio met [Vladimir Putin] in Riyadh on 18 February.",
        "[Marco Rubio] met Lavrov in Riyadh on 18 February.",
        "ubio met Lavrov in Riyadh on 18 February.",
        "“Rubio met Lavrov”: they agreed",
        "“Rubio met Putin”",
        "",
    ],
)
def test_a_sentence_that_its_report_does_not_have_fails(riyadh, text):
    brief, texts = made_of(riyadh)
    assert brief.sections[0].sentences[0].text == "Rubio met Lavrov in Riyadh on 18 February."
    with pytest.raises(EvidenceError, match="not shown"):
        check(changed(brief, text=text), texts.__getitem__)


@pytest.mark.parametrize(
    "label", ["held in Geneva", "planned, 2025-02-19", "claimed by Vladimir Putin", "mooted", "held 3 times"]
)
def test_a_label_that_no_finding_bears_out_fails(riyadh, label):
    brief, texts = made_of(riyadh)
    with pytest.raises(EvidenceError, match="the label says"):
        check(changed(brief, label=label), texts.__getitem__)


@pytest.mark.parametrize("label", ["held, 2025-02-18", "held, Riyadh", "", "report of 2025-02-18"])
def test_a_label_of_the_findings_own_words_passes(riyadh, label):
    brief, texts = made_of(riyadh)
    assert check(changed(brief, label=label), texts.__getitem__)


def test_no_citation_fails(riyadh):
    brief, texts = made_of(riyadh)
    with pytest.raises(EvidenceError, match="without a citation"):
        check(changed(brief, citations=()), texts.__getitem__)


def test_a_citation_that_its_report_does_not_have_fails(riyadh):
    brief, texts = made_of(riyadh)
    with pytest.raises(EvidenceError, match="does not have"):
        check(brief, dict.fromkeys(texts, "another text").__getitem__)


def test_a_wrong_name_in_brackets_fails(riyadh):
    brief, texts = made_of(riyadh, length="long")
    [section] = [part for part in brief.sections if any("[" in one.text for one in part.sentences)]
    wrong = tuple(replace(one, text=one.text.replace("[Sergei Lavrov]", "[Marco Rubio]")) for one in section.sentences)
    with pytest.raises(EvidenceError):
        check(replace(brief, sections=(Section(section.title, wrong),)), texts.__getitem__)
