"""dragoman.mcp: what an assistant gets, asked through the protocol's own client."""

import asyncio
import json
import sys

import pytest
from mcp import Client
from mcp.client.stdio import StdioServerParameters

from dragoman.errors import InstallationError, NotFound
from dragoman.ledger import Store
from dragoman.mcp import DATA, MOST, PAGE, WORDS, server
from dragoman.model import Outcome


@pytest.fixture
def path(tmp_path, outcomes):
    with Store.open(tmp_path / "dialogue.db") as store:
        store.record(outcomes)
    return tmp_path / "dialogue.db"


def ask(to, tool, **arguments):
    """Call a tool and return its answer, or the text of its error."""

    async def call():
        async with Client(to) as client:
            return await client.call_tool(tool, arguments)

    result = asyncio.run(call())
    return result.content[0].text if result.is_error else json.loads(json.dumps(result.structured_content))


def listed(to):
    async def call():
        async with Client(to) as client:
            return (await client.list_tools()).tools

    return asyncio.run(call())


def test_four_tools_that_only_read_and_say_that_texts_are_data(path):
    tools = listed(server(path))
    assert [tool.name for tool in tools] == ["search", "dialogue", "article", "meeting"]
    assert all(tool.annotations.read_only_hint and DATA in tool.description for tool in tools)


def test_a_search_gives_ids_status_and_exact_words(path):
    found = ask(server(path), "search", actors=["Russia", "USA"], kinds=["event"], limit=3)
    assert len(found["findings"]) == 3
    assert found["more"]
    for one in found["findings"]:
        assert one["id"]
        assert one["status"] in {"held", "planned", "mooted", "denied", "ongoing"}
        assert one["words"] in one["sentence"]
        assert one["report"]["id"]


def test_no_search_is_longer_than_the_most(path):
    assert len(ask(server(path), "search", limit=10_000)["findings"]) <= MOST


def test_a_dialogue_keeps_claims_apart(path):
    found = ask(server(path), "dialogue", parties=["USA", "RUS"])
    usa = found["sides"][0]
    claims = [one for one in usa["positions"] if one["claimed"]]
    assert [one["voice"] for one in claims] == ["claimed by Sergei Lavrov"]
    assert found["meetings"][0]["status"] == "held"
    assert found["meetings_left_out"] == 0


def test_an_article_comes_in_pages(path, desk, actors):
    made = desk("They met. " + "Word " * PAGE, "long.txt")
    made.event("They met.", "held", (actors.USA,), (actors.RUS,))
    with Store.open(path) as store:
        store.record([Outcome(made.report, tuple(entry.finding for entry in made.entries))])
    first = ask(server(path), "article", report=made.report.id[:8])
    assert (len(first["text"]), first["next"], len(first["findings"])) == (PAGE, PAGE, 1)
    last = ask(server(path), "article", report=made.report.id, start=first["next"] + 4 * PAGE)
    assert (last["next"], last["findings"]) == (None, [])


def test_a_meeting_has_its_history_and_the_words_of_everybody_who_tells_of_it(path):
    found = ask(server(path), "meeting", parties=["Russia", "United States"], since="2025-02-18", until="2025-02-18")
    held = next(one for one in found["meetings"] if one["status"] == "held")
    words = {told["words"] for step in held["history"] for told in step["sources"]}
    assert {"met", "talks"} <= words
    assert (held["places"], held["date"]) == (["Riyadh"], "2025-02-18")
    assert ask(server(path), "meeting", meeting=held["id"])["meetings"] == [held]


def test_a_long_sentence_is_cut_and_says_so(path, desk, actors):
    made = desk("They met " + "again " * WORDS, "endless.txt")
    made.event(made.report.text.strip(), "held", (actors.USA,), (actors.IRN,))
    with Store.open(path) as store:
        store.record([Outcome(made.report, tuple(entry.finding for entry in made.entries))])
    [one] = ask(server(path), "search", words="again again")["findings"]
    assert (len(one["words"]), one["cut"]) == (WORDS, True)


@pytest.mark.parametrize(
    ("tool", "arguments", "says"),
    [
        ("dialogue", {"parties": ["Nobodyland", "RUS"]}, "Nobodyland"),
        ("article", {"report": "zzz"}, "holds no report"),
        ("meeting", {"meeting": "m0000"}, "holds no"),
        ("search", {"since": "yesterday"}, "give a date"),
    ],
)
def test_what_is_wrong_is_said_in_a_line(path, tool, arguments, says):
    assert says in ask(server(path), tool, **arguments)


def test_a_call_cannot_write(path):
    before = path.read_bytes()
    ask(server(path), "search", words="'; DROP TABLE finding; --")
    assert path.read_bytes() == before


def test_over_standard_input_and_output(path):
    command = StdioServerParameters(command=sys.executable, args=["-m", "dragoman", "mcp", "--ledger", str(path)])
    assert ask(command, "search", words="Riyadh")["findings"]


def test_no_ledger_no_server(tmp_path):
    with pytest.raises(NotFound):
        server(tmp_path / "none.db")


def test_without_the_extra_its_name_is_told(path, monkeypatch):
    monkeypatch.setattr("dragoman.extras.find_spec", lambda _: None)
    with pytest.raises(InstallationError, match=r"dragoman mcp needs the extra 'mcp': pip install 'dragoman\[mcp\]'"):
        server(path)
