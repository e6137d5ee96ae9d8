"""Odd and hostile texts over the whole road: what must hold of every outcome, whatever was read."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.model import Event, Issue, Outcome, Page, Report, Span, Statement
from dragoman.pipeline import outcome
from dragoman.read import parse
from dragoman.record import from_record, to_record

NEWS = (
    "Russian Foreign Minister Sergei Lavrov said on Monday that Moscow was ready for talks with Washington if the "
    "United States stopped arming Ukraine. The two sides agreed in Ankara to reopen the embassy. "
)

TEXTS = {
    "capitals": NEWS.upper(),
    "one long sentence": "Lavrov said that " + "Russia and Iran agreed with Turkey on talks and " * 40 + "left.",
    "list without verbs": "- Russia\n- Ukraine\n* talks with Iran\n" * 10,
    "transcript": "MR. PRICE: We will meet Russia.\n\nQ: Lavrov?\n\nMS. JEAN-PIERRE: If Iran stops.\n",
    "open quotation marks": '"We are ready, Lavrov said.\n\nHe added: “Iran must stop. ' * 5,
    "only closing marks": "” ” » Russia said.”'' ",
    "writing direction": "\u202eRussia said\u202c it would \u2066meet\u2069 Iran. \u200fIsrael\u200e told \u061cEgypt.",
    "characters without width": "Rus\u200bsia sa\u200did it wo\ufeffuld meet Ir\u00adan. Lavrov\u200b told Iran.",
    "letters that look alike": "Lаvrоv sаid Russiа wоuld mееt Irаn. Lavrov told reporters so.",
    "signs": "🇷🇺 Russia said 🤝 it would meet 🇺🇸 the United States 👨‍👩‍👧‍👦. “🙏 We agreed 🙏,” Lavrov said.",
    "letters that change length": "İSTANBUL TALKS BETWEEN RUSSIA AND IRAN. ẞß ﬃ Lavrov met Erdog\u0306an in İstanbul.",
    "a name of 200 letters": f"Foreign Minister {'A' * 200} of Austria said Russia would meet Iran.",
    "numbers": "\n".join("\t".join(str(row * cell) for cell in range(8)) for row in range(8)),
    "markup": "<p>Russia <b>said</b> it &amp; Iran would meet.</p><script>if(a<b){}</script><!-- Lavrov -->",
    "Markdown": '# Talks\n\n**Russia** said it would [meet](http://x) _Iran_.\n\n> "We agreed," Lavrov said.\n',
    "brackets": "(" * 100 + "Russia said" + ")" * 100,
    "control characters": "Russia\x00 said\x01 it would meet Iran.\x85 Lavrov\u2028told\u2029Iran.",
    "half a surrogate pair": "Russia \ud83d said it would meet Iran.",
    "nothing": "",
    "space": " \n\t \u00a0\u2003",
    "stops": '...!!??""«»“”„—()[]{}' * 10,
}

OTHER_LANGUAGES = {
    "fr": "Le ministre russe des Affaires étrangères a déclaré lundi que Moscou était prêt à discuter avec nous. " * 3,
    "ru": "Министр иностранных дел России заявил, что Москва готова к переговорам с Вашингтоном. " * 3,
    "de": "Der russische Außenminister sagte am Montag, dass Moskau zu Gesprächen mit Washington bereit sei. " * 3,
}

VOCABULARY = """
Russia Iran Lavrov Blinken said met will not if talks with the of and “ ” " ' . , : ; ( ) They It Mr. U.S. sides Georgia
Jordan’s agreed embassy Monday 2024 - — İ \u200b \u202e 🙏 é
"""
WORDS = st.sampled_from([*VOCABULARY.split(), "\n", "\n\n"])


def spans(value: object) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        yield from (span for item in value for span in spans(item))
    elif hasattr(value, "__dataclass_fields__"):
        yield from (span for name in value.__dataclass_fields__ for span in spans(getattr(value, name)))


def sound(report: Report) -> Outcome:
    """Read the report and check what holds of every outcome."""
    result = outcome(report)
    ids = [finding.id for finding in result.findings]
    assert len(set(ids)) == len(ids)
    for finding in result.findings:
        assert all(report.text[span.start : span.end] == span.quote for span in spans(finding))
        assert from_record(json.loads(json.dumps(to_record(finding, report.head)))) == finding
        assert finding.said_by is None or finding.said_by in ids
        assert not any(
            part.start < finding.evidence.end and finding.evidence.start < part.end for part in report.furniture
        )
        if isinstance(finding, Event):
            assert any(ref.state for ref in (*finding.source, *finding.recipient, *finding.participants))
    return result


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("published", [None, "2024-05-01"])
def test_odd_text_is_read_soundly(name: str, published: str | None) -> None:
    sound(Report(source=name, text=TEXTS[name], published=published))


@pytest.mark.parametrize("name", [name for name in TEXTS if name != "half a surrogate pair"])
def test_odd_file_is_read_soundly(name: str) -> None:
    for item in parse(Page("odd.txt", TEXTS[name].encode(), "text/plain")):
        assert isinstance(item, Report | Issue)
        if isinstance(item, Report):
            sound(item)


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_another_language_is_told_and_not_misread(language: str) -> None:
    (report,) = parse(Page("odd.txt", OTHER_LANGUAGES[language].encode(), "text/plain"))
    assert isinstance(report, Report)
    result = outcome(report)
    assert result.findings == ()
    assert [issue.code for issue in result.issues] == ["language"]


def test_reading_again_gives_the_same() -> None:
    report = Report(source="again", text=NEWS * 3, published="2024-05-01")
    assert sound(report) == sound(report)


def test_furniture_is_never_read() -> None:
    text = f"Read next: Iran said it would meet Russia.\n{NEWS}"
    aside = Span.of(text, 0, text.index("\n"))
    found = sound(Report(source="aside", text=text, furniture=(aside,))).findings
    assert found
    assert all(finding.sentence.start >= aside.end for finding in found)


def test_a_paragraph_of_many_sentences_keeps_its_last() -> None:
    text = NEWS * 30
    found = sound(Report(source="long", text=text)).findings
    assert max(finding.sentence.end for finding in found) == len(text.rstrip())


def test_speakers_in_capitals_are_people() -> None:
    text = "MS. JEAN-PIERRE: Good afternoon.\n\nMR. KIRBY: We will talk to Iran."
    found = sound(Report(source="briefing", text=text, published="2024-05-01")).findings
    speakers = [finding.speaker.id for finding in found if isinstance(finding, Statement)]
    assert speakers == ["karine-jean-pierre", "john-kirby"]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Georgia said it would meet Armenia, Tbilisi reported.", "GEO"),
        ("Georgia said it would count the votes from Atlanta again.", None),
        ("Rep. Jim Jordan said Iran must come to the talks.", None),
        ("Jordan said Iran must come to the talks.", "JOR"),
        ("Brussels said it was ready for talks with Moscow.", "EUU"),
        ("Congress leader Rahul Gandhi said China must come to the talks.", None),
        ("Peru's Congress said China must come to the talks.", "PER"),
        ("Human Rights Watch said Egypt must free the men.", None),
    ],
)
def test_a_state_is_meant_only_where_the_report_bears_it_out(text: str, state: str | None) -> None:
    found = sound(Report(source="name", text=text, published="2024-05-01")).findings
    assert {finding.speaker.state for finding in found if isinstance(finding, Statement)} == {state}


@settings(max_examples=15, deadline=None, derandomize=True, database=None)
@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_any_words_are_read_soundly(text: str) -> None:
    sound(Report(source="any", text=text, published="2024-05-01"))
