"""dragoman.export.atom: a feed that feedparser reads back."""

import io

import feedparser
import pytest

from dragoman.export import write_atom
from dragoman.export.atom import LATEST
from dragoman.group import dialogue


def feed(entries, recorded=None, parties=("USA", "RUS")):
    stream = io.BytesIO()
    count = write_atom(dialogue(entries, parties), stream, recorded or {})
    parsed = feedparser.parse(io.BytesIO(stream.getvalue()))
    assert not parsed.bozo
    assert parsed.version == "atom10"
    assert count == len(parsed.entries)
    return parsed


def test_an_entry_has_what_atom_asks_for_and_its_words(newsroom):
    found = feed(newsroom)
    assert found.feed.title == "Dragoman: United States – Russia"
    assert len({entry.id for entry in found.entries}) == len(found.entries)
    for entry in found.entries:
        assert entry.id.startswith("urn:uuid:")
        assert entry.updated_parsed
    met = next(entry for entry in found.entries if "“met”" in entry.content[0].value)
    assert met.title == "event, held: talks: Marco Rubio – Sergei Lavrov, Riyadh"
    assert met.published == "2025-02-18T00:00:00Z"


def test_updated_is_when_the_ledger_learned_it(newsroom):
    late = next(entry.finding.id for entry in newsroom if entry.report.source == "undated.txt")
    found = feed(newsroom, {late: "2026-01-02T03:04:05+00:00"})
    assert found.entries[0].updated == found.feed.updated == "2026-01-02T03:04:05+00:00"
    assert "published" not in found.entries[0]


def test_ids_stay(newsroom):
    ids = {entry.id for entry in feed(newsroom).entries}
    assert ids == {entry.id for entry in feed(reversed(newsroom), parties=("RUS", "USA")).entries}


def test_a_feed_is_no_longer_than_its_limit(desk, actors):
    made = desk(" ".join(f"They met, {number} said." for number in range(LATEST + 20)), published="2025-02-18")
    for number in range(LATEST + 20):
        made.event(f"{number} said", "held", (actors.USA,), (actors.RUS,), kind="AGREE")
    assert len(feed(made.entries).entries) == LATEST


@pytest.mark.parametrize("title", ["<script>alert(1)</script> & co", "a\x00b\x1bc", "\u202eevil", "]]>"])
def test_odd_characters_do_no_harm(desk, actors, title):
    made = desk(f"{title} met Lavrov.", published="2025-02-18", title=title)
    made.event(f"{title} met", "held", (actors.USA,), (actors.RUS,), kind="AGREE")
    [entry] = feed(made.entries).entries
    assert entry.content[0].type == "text/plain"


def test_only_web_addresses_are_links(desk, actors):
    from dataclasses import replace

    made = desk("They met.", published="2025-02-18")
    made.event("met", "held", (actors.USA,), (actors.RUS,), kind="AGREE")
    links = []
    for url in ("javascript:alert(1)", "https://example.org/a?b=1&c=2"):
        entries = [replace(entry, report=replace(entry.report, url=url)) for entry in made.entries]
        links += [link.href for link in feed(entries).entries[0].get("links", [])]
    assert links == ["https://example.org/a?b=1&c=2"]


def test_a_dialogue_nobody_spoke_in_is_an_empty_feed():
    assert feed([]).entries == []
