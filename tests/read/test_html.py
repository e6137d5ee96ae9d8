"""Web pages → Reports."""

import socket

import pytest

from dragoman.model import Issue, Page
from dragoman.read import parse

BODY = "".join(
    f"<p>The foreign minister said on day {day} that talks would go on in Geneva if the ceasefire holds.</p>"
    for day in range(5)
)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("a page opened the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def page(body=BODY, head="", source="a.html", media="text/html", encoding="utf-8"):
    html = (
        f"<!DOCTYPE html><html><head><title>Talks go on</title>{head}</head><body><nav><a href='/'>Menu of the day</a>"
        f"</nav><article><h1>Talks go on</h1>{body}</article></body></html>"
    )
    return Page(source, html.encode(encoding), media)


def only(page):
    (found,) = parse(page)
    return found


def test_text_and_stated_fields():
    head = (
        '<meta property="og:site_name" content="Example Post"><meta name="author" content="Jane Doe">'
        '<meta property="article:published_time" content="2024-03-02T10:00:00Z">'
        '<link rel="canonical" href="https://example.org/talks">'
    )
    found = only(page(head=head))
    assert all(f"on day {day} " in found.text for day in range(5))
    assert "Menu of the day" not in found.text
    assert (found.title, found.outlet, found.byline) == ("Talks go on", "Example Post", "Jane Doe")
    assert (found.published, found.url) == ("2024-03-02", "https://example.org/talks")
    assert found.headline.quote == "Talks go on"


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<script type="application/ld+json">{"datePublished": "2024-05-06T01:00:00+02:00"}</script>', "2024-05-06"),
        (
            '<script type="application/ld+json">[{"datePublished":"2024-05-06"}]</script>'
            '<script type="application/ld+json">[{"datePublished":"2023-01-01"}]</script>',
            None,
        ),
        ('<meta name="date" content="03/04/2024">', None),
        ('<meta property="article:modified_time" content="2024-03-02">', None),
        ("", None),
    ],
)
def test_only_a_stated_date_is_published(head, published):
    body = f"<p>It was agreed on March 3, 2021 in Vienna.</p><time datetime='2020-02-02'>then</time>{BODY}<p>© 2019</p>"
    assert only(page(body, head)).published == published


def test_marked_up_time_is_stated():
    assert (
        only(page(f"<time itemprop='datePublished' datetime='2024-05-06'>May</time>{BODY}")).published == "2024-05-06"
    )


def test_an_address_that_is_only_the_site_names_no_article():
    home = '<link rel="canonical" href="https://example.org/">'
    assert only(page(head=home)).url is None
    assert only(page(head=home, source="https://example.org/talks")).url == "https://example.org/talks"


def test_furniture_rules_run_over_the_extracted_text():
    found = only(
        page(BODY + "<p>Sign up for our daily newsletter</p><p>The envoy then left for Ankara, officials said.</p>")
    )
    assert "Sign up for our daily newsletter" in [span.quote for span in found.furniture]


@pytest.mark.parametrize("media", ["text/plain", "text/html", "application/xhtml+xml"])
def test_pages_are_told_by_their_start(media):
    assert "<p>" not in only(page(media=media)).text


@pytest.mark.parametrize("media", ["text/html; charset=windows-1251", "text/html"])
def test_declared_encodings_are_used(media):
    head = "" if "charset" in media else '<meta charset="windows-1251">'
    body = BODY + "<p>Министр подтвердил, что переговоры продолжаются.</p>"
    assert "Министр подтвердил" in only(page(body, head, media=media, encoding="cp1251")).text


def test_deep_nesting_loses_nothing_silently():
    found = only(page("<div>" * 400 + BODY + "</div>" * 400 + "<p>The envoy then left for Ankara, officials said.</p>"))
    assert "on day 4 " in found.text
    assert only(page("<div>" * 5000 + BODY + "</div>" * 5000)).code == "malformed-html"


def test_a_very_large_node_loses_nothing_silently():
    found = only(page(f"<p>{'word ' * 2_100_000}</p><p>The envoy then left for Ankara, officials said.</p>"))
    assert found.text.count("word") == 2_100_000
    assert "The envoy then left" in found.text


@pytest.mark.parametrize(
    "content", [b"<html><body></body></html>", b"<html></html>", b"<!doctype html><script>x</script>"]
)
def test_pages_without_text_are_told(content):
    found = only(Page("a.html", content, "text/html"))
    assert isinstance(found, Issue)
    assert found.code == "no-text"
