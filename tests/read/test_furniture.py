"""What is furniture and what is text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.model import Span
from dragoman.read.assemble import report
from dragoman.read.furniture import furniture, is_title, line_spans

BODY = "The two ministers met in Geneva on Monday and agreed to keep the line open."


def marked(text):
    return [span.quote for span in furniture(text, line_spans(text))]


@pytest.mark.parametrize(
    "line",
    [
        "No time to read?",
        "Get a summary",
        "GET A SUMMARY",
        "3 min read",
        "Read more: Envoys prepare a second round",
        "Share this article",
        "Share on Facebook",
        "Facebook Twitter WhatsApp",
        "Sign up for our daily newsletter",
        "Follow us on Telegram",
        "We use cookies to improve your experience on our site.",
        "Accept all cookies",
        "© 2024 Example Post. All rights reserved.",
        "Copyright 2023 The Example Post",
        "Photo: Jane Doe / Example Agency",
        "FILE PHOTO: The foreign minister arrives for talks in Vienna, March 2, 2023. REUTERS/Jane Doe",
        "The envoy shakes hands with his host in Vienna. (AP Photo/Jane Doe)",
        "Advertisement",
        "Skip to main content",
        "###",
        "\\###",
        "\\",
        "* * *",
        "- 30 -",
        "Home > World > Europe",
    ],
)
def test_lines_that_are_no_reporting_are_furniture(line):
    assert marked(f"{BODY}\n\n{line}\n\n{BODY}") == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Get a summary of the talks, the minister said, and you will see how little was agreed.",
        "No time to read the treaty was left, the envoy complained.",
        "The previous article of the treaty obliges both sides to consult.",
        "Read more widely, the ambassador told the students, and you will understand us.",
        "(c) The Secretary shall report to the President within 30 days.",
        "Share the burden or leave the alliance, he told his counterpart.",
        "Copyright law was on the agenda of the trade talks.",
        "Sign up to the ceasefire and the newsletter will report it, the spokesman said.",
        "Q Go ahead.",
        "MOSCOW, March 3 (Agency) —",
        "Photo opportunities were cancelled after the walkout.",
        "Follow our example, the president said on the channel that evening.",
        "End the war now.",
        "Find a way to reopen the channel.",
        "Revised plan for 2024 talks is ready.",
        "He said the file - all of it - would be handed over.",
    ],
)
def test_sentences_that_begin_like_furniture_are_text(line):
    assert marked(f"{BODY}\n\n{line}\n\n{BODY}\n" + f"\n{BODY}" * 10) == []


def test_neighbour_articles_take_the_headline_that_follows_each():
    tail = ["Previous Article", "Harvest festival opens in the capital", "Next Article", "Ten soups for winter"]
    assert marked(BODY + "\n\n" + "\n\n".join(tail)) == tail


def test_neighbour_headline_may_end_in_a_stop_if_nothing_follows():
    tail = ["Previous Article", "Minister: We are ready.", "Next Article", "What now? Nothing."]
    assert marked(BODY + "\n" + "\n".join(tail)) == tail


def test_neighbour_label_does_not_take_a_paragraph():
    assert marked(f"{BODY}\nNext Article\n{BODY}\n{BODY}") == ["Next Article"]


def test_related_list_ends_where_the_body_goes_on():
    text = f"{BODY}\nRelated articles\nGrain talks stall again\nPort reopens after a year\n{BODY}"
    assert marked(text) == ["Related articles", "Grain talks stall again", "Port reopens after a year"]


def test_citation_marks_are_furniture_inside_a_paragraph():
    mark = "[CITATION: press briefing, several agencies]"
    assert marked(f"{BODY} {mark} {BODY}") == [mark]


def test_copy_on_one_line_loses_its_teasers():
    text = (
        f"Talks open in Geneva No time to read? Get a summary {BODY} Previous Article Soup of the day Next Article Rain"
    )
    found = report("x", text)
    assert [span.quote for span in found.furniture] == [
        "No time to read? Get a summary",
        "Previous Article Soup of the day Next Article Rain",
    ]
    assert found.title == "Talks open in Geneva"


def test_end_mark_counts_only_at_the_end():
    assert marked("\n".join(["END", *[BODY] * 20])) == []
    assert marked("\n".join([*[BODY] * 20, "END"])) == ["END"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Envoys meet in the U.S.", False),
        ("Envoys Meet in the U.S.", True),
        ("Is peace near?", True),
        (BODY, False),
        ("Monday", False),
        ("(Inaudible)", False),
    ],
)
def test_shape_of_a_headline(line, expected):
    assert is_title(line) is expected


LINES = st.sampled_from(
    [
        "",
        " ",
        BODY,
        "Get a summary",
        "Previous Article",
        "Next Article",
        "A title here",
        "[CITATION: a]",
        "\\###",
        "\t© 2020 x ",
    ]
)


@given(
    st.one_of(
        st.text(), st.lists(LINES).map("\n".join), st.lists(LINES).map("\r\n".join), st.lists(LINES).map(" ".join)
    )
)
def test_every_span_quotes_the_text_and_none_overlap(text):
    found = report("x", text)
    spans = [*found.furniture, *([found.headline] if found.headline else [])]
    assert all(span == Span.of(found.text, span.start, span.end) for span in spans)
    ordered = sorted(spans, key=lambda span: span.start)
    assert all(before.end <= after.start for before, after in pairwise(ordered))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
