"""dragoman.cli: what a person types and what comes back, on a ledger made by hand."""

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman import cli, pipeline
from dragoman.group.imprints import imprint
from dragoman.joining import join
from dragoman.ledger import Store
from dragoman.model import Outcome, Report

COMMANDS = [
    "read", "dialogue", "article", "search", "stories", "story", "extract", "export", "status", "judge", "corrections",
    "serve", "evaluate", "brief", "mcp", "meetings", "meeting", "changes", "plot",
]  # fmt: skip
GROUPED = [
    "reference show", "reference import", "accounts add", "accounts list", "accounts disable", "accounts token",
]  # fmt: skip


@pytest.fixture
def ledger(tmp_path, monkeypatch, outcomes):
    """A ledger in an otherwise empty working folder, with the newsroom's reports in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DRAGOMAN_LEDGER", raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    with Store.open("dialogue.db") as store:
        store.record(outcomes)
    return tmp_path / "dialogue.db"


@pytest.fixture
def run(capsys):
    """Run a command line; return its status, output and errors."""

    def call(*argv):
        status = cli.main([str(arg) for arg in argv])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return call


def test_a_fault_in_one_report_loses_nothing_and_says_what_to_do(ledger, run, tmp_path, monkeypatch):
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.txt").write_text(f"Envoys of Russia and Iran met in Baku. {name}", "utf-8")

    def faulty(report):
        if report.source.endswith("b.txt"):
            raise KeyError("nobody foresaw this")
        return made(report)

    made = pipeline.outcome
    monkeypatch.setattr(pipeline, "outcome", faulty)
    files = [tmp_path / f"{name}.txt" for name in ("a", "b", "c")]
    status, _, err = run("read", *files)
    assert status == 1
    assert "b.txt: a fault of Dragoman in reading this report (KeyError: 'nobody foresaw this'" in err
    assert "read the rest again" in err
    with Store.open("dialogue.db") as store:
        kept = {Path(head.source).name for head in store.reports()}
    assert "a.txt" in kept
    assert not {"b.txt", "c.txt"} & kept


def test_a_report_in_another_language_is_said_to_be_kept(ledger, run, tmp_path):
    words = "Les ministres ont dit que la réunion est prévue dans la capitale avant la fin du mois."
    (tmp_path / "fr.txt").write_text(words, "utf-8")
    _, out, _ = run("read", tmp_path / "fr.txt")
    assert "KEPT WITHOUT FINDINGS" in out
    assert "QUARANTINED" not in out
    before = json.loads(run("status", "--format", "json")[1])["quarantined"]
    assert before == 1


def test_a_second_reading_says_that_all_was_known(run, tmp_path):
    (tmp_path / "a.txt").write_text("Moscow is ready for talks with Washington.", "utf-8")
    assert "FINDING" in run("read", tmp_path / "a.txt")[1]
    status, out, _ = run("read", tmp_path / "a.txt")
    assert status == 0
    assert "NOTHING NEW" in out
    assert "The report was known: their findings" not in out
    assert "FINDINGS" not in out


def test_a_story_that_is_not_there(ledger, run):
    status, _, err = run("story", "zzz")
    assert status == 2
    assert "neither a story nor a report 'zzz': dragoman stories lists" in err


@pytest.mark.parametrize(("form", "what"), [("ics", "meetings"), ("csv", "findings")])
def test_an_export_of_nothing_says_so(ledger, run, form, what):
    status, _, err = run("export", "--format", form, "--party", "Fiji")
    assert (status, err) == (0, f"dragoman: no {what} to write: dragoman status shows what is on record\n")


def section(text: str, title: str) -> str:
    return text.split(title, 1)[1].split("\n\n", 1)[0]


def test_dialogue_tells_where_it_stands(ledger, run):
    status, out, err = run("dialogue", "USA", "RUS")
    assert (status, err) == (0, "")
    assert "claimed by Sergei Lavrov" in section(out, "WHERE THE UNITED STATES STANDS")
    assert "if Moscow changes" in section(out, "WHERE THE UNITED STATES STANDS")
    assert "2025-02-18  Marco Rubio – Sergei Lavrov, Riyadh [2] and 1 more [3]" in section(out, "MEETINGS HELD")
    assert "20–28 Feb 2025  United States – Russia [3]" in section(out, "MEETINGS PLANNED")
    assert re.search(r"\[2\] +2025-02-18 +[0-9a-f]{8} +Meridian Wire: Rubio and Lavrov", out)


def test_every_line_of_a_dialogue_has_its_source(ledger, run):
    found = json.loads(run("dialogue", "USA", "RUS", "--format", "json")[1])
    lines = [*found["meetings"], *found["channels"], *found["commitments"], *found["timeline"]]
    lines += [line for side in found["sides"] for line in (*side["positions"], *side["conditions"])]
    lines += [other for line in lines for other in line.get("others", [])]
    assert lines
    assert all(line["finding"]["report"]["source"] and line["finding"]["evidence"]["text"] for line in lines)


@pytest.mark.parametrize("names", [("Russia", "United States"), ("russia", "usa"), ("the Kremlin", "Washington")])
def test_names_do_as_well_as_codes(ledger, run, names):
    status, out, _ = run("dialogue", *names, "-f", "json")
    assert status == 0
    assert {party["code"] for party in json.loads(out)["parties"]} == {"USA", "RUS"}


def test_an_unknown_name_is_one_line_with_near_matches(ledger, run):
    status, out, err = run("dialogue", "Rusia", "USA")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("dragoman: ")
    assert "Russia (RUS)" in err


def test_a_dialogue_nobody_spoke_in_says_what_to_do_next(ledger, run):
    status, out, _ = run("dialogue", "Japan", "Brazil")
    assert status == 0
    assert "Nothing on record between Japan and Brazil" in " ".join(out.split())
    assert "dragoman search --actor JPN" in out


def test_evidence_adds_the_exact_words_with_offsets(ledger, run):
    out = run("dialogue", "USA", "RUS", "--evidence")[1]
    assert "[2] 194–217 “ready to talk to Moscow”" in " ".join(out.split())


def test_dialogue_as_markdown(ledger, run):
    status, out, _ = run("dialogue", "USA", "RUS", "--format", "md")
    assert status == 0
    assert out.startswith("# United States – Russia\n")
    assert "- **2025-02-18**: Marco Rubio – Sergei Lavrov, Riyadh" in out.split("## Meetings held")[1]
    assert "| dialogue | + open 2025-02-18 \\[2\\] | · |" in out


@pytest.mark.parametrize("columns", [60, 80, 120, 400])
def test_nothing_is_wider_than_the_terminal(ledger, run, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    for argv in (("dialogue", "USA", "RUS"), ("search", "Riyadh"), ("article", "copy.html"), ("status",)):
        out = run(*argv)[1]
        assert max(map(len, out.splitlines()[1:])) <= columns
        assert not any(line.endswith(" ") for line in out.splitlines())


def test_piped_output_has_no_colour(ledger, run):
    for argv in (("dialogue", "USA", "RUS"), ("article", "copy.html"), ("search", "Riyadh"), ("read", "--help")):
        assert "\x1b" not in run(*argv)[1]


def test_article_marks_findings_with_letters(ledger, run):
    status, out, _ = run("article", "copy.html")
    assert status == 0
    text = " ".join(out.split())
    assert "[s1 Lavrov, [d1 the former foreign minister], said]" in text
    assert "[c1 once sanctions on its airlines are lifted]" in text
    assert re.search(r"p1 +conditional +Russia: conditional, meeting, toward United States \(tied to c1; in s1\)", text)


def test_article_is_found_by_the_beginning_of_its_id(ledger, run):
    found = json.loads(run("article", "copy.html", "--format", "json")[1])
    again = json.loads(run("article", found["report"]["id"][:8], "--format", "json")[1])
    assert again == found
    for finding in found["findings"]:
        words = finding["evidence"]
        assert found["text"][words["start"] : words["end"]] == words["text"]


def test_article_that_is_not_there(ledger, run):
    status, out, err = run("article", "nosuch")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "nosuch" in err


def test_search_by_words_and_kind(ledger, run):
    status, out, _ = run("search", "Riyadh", "--kind", "commitment", "-f", "json")
    assert status == 0
    found = json.loads(out)
    assert [finding["what"]["text"] for finding in found["findings"]] == ["restore embassy staffing"]
    assert found["more"] is False


def test_search_narrows(ledger, run):
    argv = ("search", "--actor", "Russia", "--actor", "USA", "--type", "consult", "--status", "planned", "-f", "json")
    assert [f["status"] for f in json.loads(run(*argv)[1])["findings"]] == ["planned"]
    stance = json.loads(run("search", "--stance", "closed", "-f", "json")[1])
    assert [f["stance"] for f in stance["findings"]] == ["closed"]
    dated = json.loads(run("search", "--until", "2024", "--kind", "position", "-f", "json")[1])
    assert {f["report"]["published"] for f in dated["findings"]} == {"2024-01-22"}


def test_search_says_when_there_is_more(ledger, run):
    out = run("search", "--limit", "2")[1]
    assert "The first 2; --limit N shows more." in out
    assert len(json.loads(run("search", "--limit", "0", "-f", "json")[1])["findings"]) == 20


def test_search_syntax_is_only_words(ledger, run):
    status, out, _ = run("search", '"Riyadh OR (')
    assert (status, out) == (0, "nothing found\n")


def test_export_is_the_record_format(ledger, run):
    lines = run("export")[1].splitlines()
    assert len(lines) == 20
    assert {"kind", "id", "report", "evidence", "sentence", "rule"} <= json.loads(lines[0]).keys()


def test_export_to_a_file_says_so_and_replaces_it(ledger, run, tmp_path):
    target = tmp_path / "out.csv"
    target.write_text("old")
    status, out, err = run("export", "--format", "csv", "-o", target)
    assert (status, out) == (0, "")
    assert err == f"dragoman: 20 findings written to {target}\n"
    assert target.read_text().startswith("kind,id,published")
    assert not list(tmp_path.glob(".dragoman-*"))


def test_export_to_a_folder_that_is_not_there(ledger, run, tmp_path):
    status, _, err = run("export", "-o", tmp_path / "no" / "out.jsonl")
    assert (status, err.count("\n")) == (1, 1)


def test_status(ledger, run):
    found = json.loads(run("status", "-f", "json")[1])
    assert (found["reports"], found["quarantined"], sum(found["findings"].values())) == (4, 1, 20)
    assert "broken.html: not text; convert it to UTF-8" in run("status", "--issues")[1]


def test_without_a_ledger(tmp_path, monkeypatch, run):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DRAGOMAN_LEDGER", raising=False)
    for argv in (("status",), ("dialogue", "USA", "RUS"), ("search", "x"), ("export",), ("article", "x")):
        status, out, err = run(*argv)
        assert (status, out, err.count("\n")) == (2, "", 1)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "argv",
    [
        ["dialogue", "USA"],
        ["dialogue", "USA", "RUS", "--nosuch"],
        ["dialogue", "USA", "RUS", "--format", "pdf"],
        ["dialogue", "USA", "RUS", "--since", "yesterday"],
        ["search", "--limit", "-1"],
        ["search", "--kind", "rumour"],
        ["search", "--type", "gossip"],
        ["raed", "x"],
        ["read"],
        ["read", "nosuch.txt"],
        ["extract", "nosuch.txt"],
        ["evaluate", "news"],
        ["evaluate", "gossip", "."],
        ["evaluate", "news", "nosuch"],
        ["evaluate", "news", ".", "--errors", "gossip"],
        ["evaluate", "te3", ".", "--found", "x.jsonl"],
    ],
)
def test_wrong_use_is_one_line_and_status_2(ledger, run, argv):
    status, out, err = run(*argv)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("dragoman: ")


def test_no_arguments_shows_the_help(run):
    status, out, _ = run()
    assert status == 0
    assert all(command in out for command in COMMANDS)


def test_completion_can_be_installed(run, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("SHELL", "/bin/bash")
    status, _, err = run("--install-completion", "--shell", "bash")
    assert (status, err) == (0, "")
    (script,) = tmp_path.rglob("completions/dragoman")
    assert all(command in script.read_text("utf-8") for command in COMMANDS)


def test_no_color_leaves_the_help_plain():
    command = f"script -qec '{sys.executable} -m dragoman --help' /dev/null"
    argv = ["/bin/sh", "-c", command]
    env = _env() | {"NO_COLOR": "1", "TERM": "xterm"}
    found = subprocess.run(argv, env=env, capture_output=True, check=False)  # noqa: S603 - our own
    assert b"\x1b" not in found.stdout


def test_version(run):
    assert run("--version") == (0, f"{cli.app.version}\n", "")


def test_interruption_is_one_line(ledger, run, monkeypatch):
    def stop(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(Store, "counts", stop)
    status, _, err = run("status")
    assert (status, err.count("\n")) == (130, 1)


def test_a_reader_that_goes_away_is_no_error(ledger):
    command = f"{sys.executable} -m dragoman export | head -c 1 >/dev/null; exit ${{PIPESTATUS[0]}}"
    argv = ["/bin/bash", "-c", command]
    found = subprocess.run(argv, cwd=ledger.parent, env=_env(), capture_output=True, check=False)  # noqa: S603 - our own
    assert found.stderr == b""
    assert found.returncode in {0, 141}


def _env():
    return os.environ | {"PYTHONPATH": str(Path(cli.__file__).parents[2])}


def test_help_loads_nothing_heavy():
    heavy = {"spacy", "trafilatura", "apsw", "lxml", "thinc", "numpy", "pyarrow", "dragoman.api"}
    code = (
        "import sys\nfrom dragoman.cli import main\nmain(['--help'])\n"
        f"print('heavy:', sorted({heavy!r} & set(sys.modules)))"
    )
    argv = [sys.executable, "-c", code]
    found = subprocess.run(argv, env=_env(), capture_output=True, text=True, check=True)  # noqa: S603 - our own
    assert found.stdout.endswith("heavy: []\n")


@pytest.mark.parametrize("command", COMMANDS + GROUPED)
def test_every_command_has_examples_and_every_option_a_help(run, command):
    status, out, _ = run(*command.split(), "--help")
    assert status == 0
    assert f"dragoman {command}" in out.split("Examples:")[1]
    assert all(re.search(r"\S {2,}\S", line) for line in out.splitlines() if line.startswith("  --"))


@pytest.mark.parametrize("command", COMMANDS + GROUPED)
def test_every_command_and_option_is_documented(run, command):
    text = Path(__file__).parents[1].joinpath("docs", "cli.md").read_text("utf-8")
    part = text.split(f"## `dragoman {command}", 1)[1].split("\n## ", 1)[0]
    options = re.findall(r"^  (--[a-z-]+)(?:, (-[a-z]))?", run(*command.split(), "--help")[1], re.MULTILINE)
    assert options
    assert [name for pair in options for name in pair if name and f"`{name}`" not in part] == []


def test_terminal_sequences_in_a_report_do_not_reach_the_terminal(tmp_path, monkeypatch, run, desk, actors):
    from dragoman.model import Outcome

    monkeypatch.chdir(tmp_path)
    made = desk("They met\x1b[2J in \u202eGeneva.", "a\x1b]0;x\x07.txt", title="A \x1b[31mtitle\x9b")
    made.event("met\x1b[2J in \u202eGeneva", "held", (actors.USA,), (actors.RUS,))
    with Store.open("dialogue.db") as store:
        store.record([Outcome(made.report, tuple(entry.finding for entry in made.entries))])
    for argv in (("dialogue", "USA", "RUS", "--evidence"), ("article", made.report.id), ("search",)):
        out = run(*argv)[1]
        assert not set(out) & {"\x1b", "\x9b", "\u202e", "\x07"}


def test_export_can_be_narrowed(ledger, run):
    status, out, _ = run("export", "--party", "USA", "--party", "RUS", "--kind", "event", "--since", "2025")
    assert status == cli.OK
    records = [json.loads(line) for line in out.splitlines()]
    assert records
    assert {record["kind"] for record in records} == {"event"}
    assert run("export", "USA", "RUS", "--kind", "event", "--since", "2025")[1] == out


def test_parquet_goes_to_a_file(ledger, run, tmp_path):
    target = tmp_path / "out.parquet"
    status, _, err = run("export", "--format", "parquet", "-o", target)
    assert (status, target.read_bytes()[:4]) == (cli.OK, b"PAR1")
    assert "findings written to" in err


@pytest.mark.parametrize("kind", ["jsonl", "csv", "parquet", "plover", "ftm", "ics", "atom", "md", "ris"])
@pytest.mark.parametrize("parties", [(), ("--party", "Russia"), ("--party", "USA", "--party", "RUS")])
def test_every_format_is_written_whatever_is_asked(ledger, run, tmp_path, kind, parties):
    target = tmp_path / "out"
    status, out, err = run("export", "-f", kind, *parties, "-o", target)
    assert (status, out) == (cli.OK, "")
    assert re.search(r"^dragoman: [1-9][0-9]* (findings|meetings|entries|events|reports) written to ", err)
    assert target.stat().st_size


def test_markdown_has_the_exact_words_under_their_reports(ledger, run):
    out = run("export", "-f", "md")[1]
    assert "## Talks held in Saudi capital" in out
    assert "- **event, held**: talks: United States – Russia, Riyadh\n  - “talks” (" in out


@pytest.mark.parametrize("kind", ["parquet", "ftm", "ics", "ris"])
def test_a_missing_extra_is_named(ledger, run, monkeypatch, kind):
    from dragoman.export.arrow import schema

    schema.cache_clear()
    monkeypatch.setattr("dragoman.extras.find_spec", lambda _: None)
    status, _, err = run("export", "-f", kind, "-o", "out")
    assert (status, err.count("\n")) == (cli.FAILED, 1)
    assert "pip install 'dragoman[" in err


def test_a_brief_of_a_dialogue_and_of_a_report(ledger, run):
    status, out, err = run("brief", "USA", "RUS")
    assert (status, err) == (cli.OK, "")
    assert out.startswith("# United States – Russia\n")
    assert "[^1]: “" in out
    status, out, _ = run("brief", "riyadh.txt", "--length", "long")
    assert status == cli.OK
    assert out.startswith("# Rubio and Lavrov meet in Riyadh")


@pytest.mark.parametrize(("form", "begins"), [("md", b"# "), ("html", b"<!doctype html>"), ("pdf", b"%PDF-")])
def test_a_brief_goes_to_a_file(ledger, run, tmp_path, form, begins):
    target = tmp_path / "brief"
    status, out, err = run("brief", "USA", "RUS", "-f", form, "-o", target)
    assert (status, out, err) == (cli.OK, "", f"dragoman: brief written to {target}\n")
    assert target.read_bytes().startswith(begins)


def test_a_brief_of_a_file_needs_no_ledger(tmp_path, monkeypatch, run):
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("Moscow is ready for talks with Washington.", "utf-8")
    status, out, _ = run("brief", "a.txt")
    assert status == cli.OK
    assert "Moscow is ready for talks with Washington." in out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt"]


@pytest.mark.parametrize("what", [("nosuchreport",), ("USA", "Nobodyland"), ("",)])
def test_a_brief_of_what_is_not_there(ledger, run, what):
    status, out, err = run("brief", *what)
    assert (status, out, err.count("\n")) == (cli.MISUSED, "", 1)


def test_what_is_missing_or_unknown_is_said_in_one_line(ledger, run):
    assert run("changes", "USA", "RUS") == (
        2, "", "dragoman: --since is missing or has no value; dragoman changes --help shows how it is used\n"
    )  # fmt: skip
    assert run("dialog", "USA")[2] == "dragoman: there is no command 'dialog'; did you mean dialogue?\n"
    assert run("dialogue", "--foo")[2] == (
        "dragoman: dragoman dialogue has no option --foo; dragoman dialogue --help shows those it has\n"
    )
    assert run("serve", "foo")[2].startswith("dragoman: dragoman serve takes no 'foo'; ")
    assert run("status", "-f", "xls")[2] == "dragoman: -f cannot be 'xls'; one of text, json\n"
    assert run("export", "-f", "xls")[2].startswith("dragoman: -f cannot be 'xls'; one of jsonl, csv, ")
    assert run("search", "--limit", "many")[2] == "dragoman: --limit cannot be 'many'; give a number\n"
    assert run("zzz")[2] == "dragoman: there is no command 'zzz'; dragoman --help lists the commands\n"


@pytest.mark.parametrize(
    "line",
    [
        "search --limit 99999999999999999999", "corrections --limit 99999999999999999999", "extract . --jobs 0",
        "read . --jobs -3", "judge 99999999999999999999 undo --by Ada",
    ],
)  # fmt: skip
def test_numbers_out_of_range_are_refused(ledger, run, line):
    status, out, err = run(*line.split())
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert "2,147,483,647" in err


@pytest.mark.parametrize("command", ["dialogue", "plot", "brief", "changes --since 2025"])
def test_a_dialogue_has_two_parties(ledger, run, command):
    status, _, err = run(*command.split(), "USA", "United States")
    assert (status, err) == (2, "dragoman: USA and United States are one party: name another beside it\n")


def test_a_file_that_is_not_there_makes_no_ledger(run, tmp_path):
    assert run("read", tmp_path / "nowhere", "--ledger", tmp_path / "new.db")[0] == 2
    assert not (tmp_path / "new.db").exists()


def test_a_file_read_now_takes_no_day(ledger, run, tmp_path):
    page = tmp_path / "a.txt"
    page.write_text("Talks", "utf-8")
    for command in ("article", "brief"):
        status, _, err = run(command, page, "--as-of", "2025")
        assert (status, "--as-of is for reports of a ledger" in err) == (2, True)


def test_nothing_readable_fails_alike_in_article_and_brief(run, tmp_path):
    page = tmp_path / "empty.txt"
    page.touch()
    assert run("article", page)[0] == run("brief", page)[0] == 1


@pytest.mark.parametrize("command", ["status", "--help", "search", "meetings"])
def test_a_reader_that_goes_away_is_told_by_the_status(ledger, command):
    argv = f"{sys.executable} -m dragoman {command} | true; echo ${{PIPESTATUS[0]}}"
    found = subprocess.run(["bash", "-c", argv], env=_env(), capture_output=True, check=False)  # noqa: S603, S607
    assert (found.stdout, found.stderr) == (b"141\n", b"")


def test_search_and_export_narrow_by_the_same_names(ledger, run):
    for command in ("search", "export"):
        assert run(command, "--party", "USA") == run(command, "--actor", "USA")


@pytest.fixture
def wires(tmp_path, monkeypatch):
    """A working folder with a ledger of three reports, two of one wording."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DRAGOMAN_LEDGER", raising=False)
    talks = "Ada Quill and Oren Vask met in Tallow to speak of the bridge at Kessel, shut since the autumn storms. " * 2
    flood = "Rain flooded the valleys of Medeva for a third day and cut the railway to Sull, the army said. " * 2
    told = [("dawn.txt", talks, "Dawn Wire", "2024-05-06"), ("noon.txt", talks, "Noon Post", "2024-05-07")]
    told += [("rain.txt", flood, "Noon Post", "2024-06-01")]
    reports = [Report(source, text, source[:4], outlet, None, day) for source, text, outlet, day in told]
    with Store.open("dialogue.db") as store:
        store.record([Outcome(report, imprint=imprint(report, ())) for report in reports])
        join(store)


def test_stories_are_listed_the_latest_first(wires, run):
    status, out, err = run("stories")
    assert (status, err) == (0, "")
    assert re.search(r"2024-06-01 +1 report .* rain\n2024-05-06/2024-05-07 +2 reports .* dawn\n", out)
    listed = json.loads(run("stories", "-f", "json", "--limit", "1")[1])
    assert ([story["title"] for story in listed["stories"]], listed["more"]) == (["rain"], True)


def test_a_story_says_why_a_report_is_in_it(wires, run):
    status, out, err = run("story", "noon.txt")
    assert (status, err) == (0, "")
    assert "2 reports, 1 of them a copy · 2 outlets · 2024-05-06/2024-05-07" in out
    assert "opened the story" in out
    assert "near-copy: another headline" in out
    members = json.loads(run("story", "dawn.txt", "-f", "json")[1])["members"]
    assert [(member["copy"], member["likeness"]) for member in members] == [(None, None), ("headline", None)]


def test_an_article_names_the_earliest_report_of_its_wording(wires, run):
    out = run("article", "noon.txt")[1]
    assert "a copy; earliest known: 2024-05-06 Dawn Wire" in out
    assert "one of 2 reports in the story" in out
    assert "1 copy of it:" in run("article", "dawn.txt")[1]
    wording = json.loads(run("article", "noon.txt", "-f", "json")[1])["wording"]
    assert (wording["earliest"]["source"], wording["copies"][0]["kind"]) == ("dawn.txt", "headline")


def test_an_unknown_story_is_one_line(wires, run):
    status, out, err = run("story", "zz")
    assert (status, out, err.count("\n")) == (2, "", 1)


def test_corrections_print_harmless_lines_without_blanks_at_their_end(ledger, run):
    found = json.loads(run("search", "--kind", "position", "--format", "json")[1])["findings"][0]["id"]
    assert run("judge", found, "unsure", "--by", "Ada", "--why", "\x1b[31mred")[0] == 0
    out = run("corrections")[1]
    assert "Ada left unsure" in out
    assert "\x1b" not in out
    assert all(line == line.rstrip() for line in out.splitlines())


def test_one_name_to_brief_can_be_a_report_or_the_first_party(ledger, run):
    assert "name one by its id or source, or give two parties" in run("brief", "Russia")[2]


def test_stories_copies_and_a_story_as_they_stood_on_a_day(wires, run):
    listed = json.loads(run("stories", "--as-of", "2024-05-06", "-f", "json")[1])["stories"]
    assert [(one["title"], one["reports"]) for one in listed] == [("dawn", 1)]
    assert len(json.loads(run("story", "dawn.txt", "--as-of", "2024-05-06", "-f", "json")[1])["members"]) == 1
    assert json.loads(run("article", "dawn.txt", "--as-of", "2024-05-06", "-f", "json")[1])["wording"] is None
    assert run("story", "rain.txt", "--as-of", "2024-05-06")[0] == 2


def test_a_story_is_briefed_by_its_id_and_cites_its_reports(ledger, run, outcomes):
    with Store.open(ledger) as store:
        read = [one for one in outcomes if isinstance(one, Outcome)]
        store.record([replace(one, imprint=imprint(one.report, one.findings, one.dated)) for one in read])
        join(store)
    story = json.loads(run("stories", "--format", "json", "--limit", "0")[1])["stories"][0]
    members = json.loads(run("story", story["id"], "--format", "json")[1])["members"]
    status, out, err = run("brief", story["id"][:10])
    assert (status, err) == (0, "")
    assert any(member["report"]["id"] in out for member in members)
