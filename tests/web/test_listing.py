"""dragoman.web.api.listing: a page of a list ends where it would grow too long, and nothing is left out."""

from __future__ import annotations

import sys

import pytest

from dragoman.api import Ledger
from dragoman.web.api.params import FEW

LISTS = (
    "/api/findings", "/api/reports", "/api/dialogues", "/api/meetings", "/api/meetings?actor=USA", "/api/actors?q=rus",
    "/api/queue", "/api/lists/meetings/USA/RUS", "/api/lists/reports/USA/RUS", "/api/lists/positions/RUS/USA",
)  # fmt: skip


def walk(client, path: str, **params: object) -> list[list[dict[str, object]]]:
    """Return the pages of a list, following its cursors."""
    pages, cursor = [], None
    while cursor or not pages:
        page = client.get(path, params=params | ({"cursor": cursor} if cursor else {})).json()
        pages.append(page["items"])
        cursor = page["next"]
    return pages


@pytest.mark.parametrize("path", LISTS)
def test_a_page_ends_where_it_would_grow_too_long_and_the_next_goes_on(client, monkeypatch, path):
    path, _, query = path.partition("?")
    params = dict([query.split("=")]) if query else {}
    [whole] = walk(client, path, limit=1000, **params)
    monkeypatch.setattr(sys.modules["dragoman.web.api.listing"], "SIZE", 150)
    pages = walk(client, path, limit=999, **params)
    assert [item for page in pages for item in page] == whole
    assert len(pages) > 1
    assert all(pages)


def test_one_item_alone_is_a_page_however_long_it_is(client, monkeypatch):
    monkeypatch.setattr(sys.modules["dragoman.web.api.listing"], "SIZE", 1)
    pages = walk(client, "/api/reports")
    assert len(pages) > 1
    assert all(len(page) == 1 for page in pages)


@pytest.mark.parametrize(
    ("asked", "fields"),
    [
        ({}, {}),
        ({"actor": ["RUS", "USA"]}, {"parties": ("USA", "RUS")}),
        ({"actor": "USA", "status": ["planned", "mooted"]}, {"parties": ("USA",), "status": ("planned", "mooted")}),
        ({"since": "2022", "until": "2025-02"}, {"since": "2022", "until": "2025-02"}),
        ({"asof": "2024-06-30", "status": "held"}, {"as_of": "2024-06-30", "status": ("held",)}),
    ],
)
def test_the_meetings_of_the_api_are_those_of_the_ledger(client, ledger, asked, fields):
    with Ledger(ledger) as book:
        wanted = book.meetings(*fields.pop("parties", ()), **fields)
    found = client.get("/api/meetings", params=asked).json()["items"]
    assert [one["id"] for one in found] == [one.id for one in wanted]
    assert all(len(one["history"]) <= FEW for one in found)
    assert [len(one["history"]) + one.get("left", {}).get("history", 0) for one in found] == [
        len(one.history) for one in wanted
    ]
