"""dragoman.web.api.dialogues: an answer is short, and all of it can be had."""

from __future__ import annotations

import pytest

from dragoman.api import Ledger
from dragoman.show.dialogue_json import PARTS, dialogue_json


@pytest.fixture
def whole(ledger):
    with Ledger(ledger) as book:
        return dialogue_json(book.dialogue("USA", "RUS"))


def flat(whole, name):
    """A list of the dialogue, or those of its sides one after the other."""
    return whole[name] if name in whole else [one for side in whole["sides"] for one in side[name]]


@pytest.mark.parametrize("name", PARTS)
def test_every_list_goes_on_where_the_dialogue_says(client, whole, name):
    short = client.get("/api/dialogues/USA/RUS", params={"limit": 1}).json()
    own = flat(whole, name)
    left = len(own) - 1 if name in whole else max(len(side[name]) - 1 for side in whole["sides"])
    assert (name in short["next"]) is (left > 0)
    if left > 0:
        page = client.get(short["next"][name]).json()
        assert page == {"items": own[1:] if name in whole else own, "next": None}


@pytest.mark.parametrize("name", PARTS)
def test_pages_of_a_list_follow_one_another(client, whole, name):
    found, cursor = [], "0"
    while cursor:
        page = client.get(f"/api/lists/{name}/USA/RUS", params={"limit": 2, "cursor": cursor}).json()
        found, cursor = found + page["items"], page["next"]
    assert len(found) == len(flat(whole, name))


def test_with_as_many_as_there_are_nothing_is_left_out(client, whole):
    found = client.get("/api/dialogues/USA/RUS", params={"limit": 1000}).json()
    assert found == whole | {"next": {}}


def test_a_list_that_no_dialogue_has_is_not_there(client):
    found = client.get("/api/lists/rumours/USA/RUS")
    assert (found.status_code, found.json()["error"]["code"]) == (404, "not-found")
    assert "timeline" in found.json()["error"]["hint"]
