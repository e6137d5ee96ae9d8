"""Headline, date, byline and outlet from the head of a text."""

import pytest

from dragoman.read.assemble import Stated, report

BODY = "The two ministers met in Geneva on Monday and agreed to keep the line open until the summer."


@pytest.mark.parametrize(
    "text",
    [
        f"Talks open in Geneva\n\n{BODY}",
        f"\n\n  Talks open in Geneva  \n{BODY}",
        f"Talks open in Geneva\r\n\r\n{BODY}",
        f"Talks open in Geneva\nGet a summary\n{BODY}",
        f"Get a summary\nTalks open in Geneva\n\n{BODY}",
        f"# Talks open in Geneva\n{BODY}",
        f"By Jane Doe\nTalks open in Geneva\n\n{BODY}",
        f"Title: Talks open in Geneva\n{BODY}",
    ],
)
def test_first_line_is_the_headline(text):
    found = report("x", text)
    assert found.title == "Talks open in Geneva"
    assert found.headline.quote == "Talks open in Geneva"
    assert text[found.headline.start : found.headline.end] == "Talks open in Geneva"
    assert found.headline not in found.furniture


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"{BODY}\n\n{BODY}",
        "Talks open in Geneva",
        "The two ministers met in Geneva on Monday, and they\nagreed to keep it open until the summer, and then some.",
        f"MOSCOW, March 3 (Agency) —\n{BODY}",
        f"Monday\n\n{BODY}",
        "",
    ],
)
def test_no_headline_where_the_first_line_is_text(text):
    found = report("x", text)
    assert found.headline is None
    assert found.title is None


def test_labels_fill_fields_and_are_furniture():
    head = ["Outlet: Example Post", "Published: 2 March 2023", "By Jane Doe and John Roe", "URL: https://example.org/a"]
    found = report("x", "\n".join(["Talks open in Geneva", *head, "", BODY]))
    assert (found.outlet, found.published, found.byline) == ("Example Post", "2023-03-02", "Jane Doe and John Roe")
    assert found.url == "https://example.org/a"
    assert [span.quote for span in found.furniture] == head


def test_front_matter_is_read():
    found = report("x", f'---\ntitle: "Talks open"\ndate: 2023-03-02\nlang: en\n---\n{BODY}')
    assert (found.title, found.published, found.language) == ("Talks open", "2023-03-02", "en")
    assert [span.quote for span in found.furniture] == ["---", 'title: "', "date: 2023-03-02", "lang: en", "---"]


@pytest.mark.parametrize(
    "line", ["Thursday, October 10, 2019", "10 October 2019", "Published October 10, 2019, 4:30 p.m."]
)
def test_a_date_line_states_the_date(line):
    found = report("x", f"Talks open in Geneva\n\n{line}\n\n{BODY}")
    assert found.published == "2019-10-10"
    assert [span.quote for span in found.furniture] == [line]


@pytest.mark.parametrize(
    "text",
    [
        f"Timeline of the talks\n\nMarch 3, 2022\n{BODY}\nMarch 9, 2022\n{BODY}",
        f"{BODY}\nMarch 3, 2022\n{BODY}",
        f"Published: soon\n\n{BODY}",
        f"Published: 03/04/2022\n\n{BODY}",
        f"Updated March 3, 2022\n\n{BODY}",
    ],
)
def test_no_date_is_guessed(text):
    assert report("x", text).published is None


@pytest.mark.parametrize(
    "line", ["By Monday the talks were over", "By Friday Evening", "By the authority vested in me", "By Geneva"]
)
def test_not_every_by_is_a_byline(line):
    found = report("x", f"{line}\n\n{BODY}")
    assert found.byline is None
    assert found.furniture == ()


def test_the_container_wins_over_the_text():
    text = f"Talks open in Geneva\nPublished: 2023-03-02\n\n{BODY}"
    found = report("x", text, Stated(title="TALKS OPEN IN GENEVA", published="2023-03-04"))
    assert (found.title, found.published) == ("TALKS OPEN IN GENEVA", "2023-03-04")
    assert found.headline.quote == "Talks open in Geneva"


def test_a_line_that_is_not_the_stated_title_is_no_headline():
    found = report("x", f"Via Teleconference\n\n{BODY}", Stated(title="Briefing on the talks"))
    assert (found.title, found.headline) == ("Briefing on the talks", None)
