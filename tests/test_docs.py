"""The documentation under test: what it names exists, what exists is in it, and its examples run."""

from __future__ import annotations

import ast
import doctest
import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

import pytest

from dragoman import errors, model
from dragoman.record import CLASSES, from_record, to_payload, to_record

ROOT = Path(__file__).parents[1]
PAGES = sorted(
    path for path in (ROOT / "README.md", ROOT / "ARCHITECTURE.md", *ROOT.glob("docs/*.md")) if path.is_file()
)
SOURCES = sorted((ROOT / "dragoman").rglob("*.py"))
FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
RECURRING = {
    "Span": {"start", "end", "text"},
    "Report": {"id", "source", "title", "outlet", "url", "published", "dated", "copy_of"},
    "Date": {"edtf", "basis", "text"},
    "Place": {"name", "country", "basis", "text"},
}
ENUMERATED: dict[str, dict[str, Any]] = {
    "Actor": {"kind": model.ActorKind, "basis": model.RefBasis},
    "Date": {"basis": model.Basis},
    "Place": {"basis": model.Basis},
    "`statement`": {"manner": model.Manner},
    "`event`": {"status": model.Status},
    "`position`": {"matter": model.Matter, "stance": model.Stance},
    "`condition`": {"about": model.Matter, "state": model.ConditionState},
    "`channel`": {"channel": model.ChannelKind, "state": model.ChannelState},
    "`discrepancy`": {"discrepancy": model.DiscrepancyKind, "severity": model.Severity},
}
ISSUE_MAKERS = {"Issue": 1, "row_issue": 1, "_issue": 1, "Undecoded": 0}
"""Calls that make an issue, with the place of its code among their arguments."""
NETWORK = {"aiohttp", "ftplib", "http", "httpx", "requests", "smtplib", "socket", "ssl", "urllib3"}


def page(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def fenced(text: str, language: str) -> list[str]:
    return [body for kind, body in FENCED.findall(text) if kind == language]


def section(text: str, heading: str) -> str:
    """Return what stands under a heading of any level, up to the next one."""
    found = re.search(rf"^#+ {re.escape(heading)}$(.*?)(?=^#|\Z)", text, re.MULTILINE | re.DOTALL)
    assert found is not None, f"no heading {heading!r}"
    return found[1]


def table(text: str, head: str) -> dict[str, str]:
    """Return the rows of the table whose first column is called `head`: the first word in backticks, and the rest."""
    body = text.split(f"| {head} |", 1)[1].split("\n\n", 1)[0]
    return dict(re.findall(r"^\| `([^`]+)`[^|]*\|(.+)\|$", body, re.MULTILINE))


def calls() -> Iterator[tuple[str, ast.Call]]:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                yield node.func.id, node


def issue_codes() -> set[str]:
    """Return every issue code that is written in the sources."""
    found = set()
    for name, call in calls():
        at = ISSUE_MAKERS.get(name)
        if at is not None and len(call.args) > at:
            code = call.args[at]
            if isinstance(code, ast.Constant):
                found.add(str(code.value))
            else:
                assert ast.unparse(code) in {"code", "text.code"}, f"{ast.unparse(call)}: a code no test can see"
    return found


def dependencies() -> list[str]:
    project = tomllib.loads(page("pyproject.toml"))["project"]
    extras = (one for several in project.get("optional-dependencies", {}).values() for one in several)
    names = [re.split(r"[<>=~!;\[ ]", one)[0].lower() for one in (*project["dependencies"], *extras)]
    return [name for name in names if name != project["name"]]


# The record format


@pytest.mark.parametrize("kind", model.KINDS)
def test_every_field_of_a_kind_is_documented(kind: str) -> None:
    head = {spec.name for spec in fields(model.Head)}
    own = {spec.name for spec in fields(CLASSES[kind])} - head
    assert set(table(section(page("docs/record-format.md"), f"`{kind}`"), "field")) == own


def test_every_field_of_a_head_is_documented() -> None:
    record = example()
    head = set(record) - set(to_payload(from_record(record)))
    assert set(table(section(page("docs/record-format.md"), "Every record"), "field")) == head


def test_every_field_of_recurring_values_is_documented() -> None:
    text, record = page("docs/record-format.md"), example()
    known = RECURRING | {"Actor": set(record["holder"])}
    assert {name: set(table(section(text, name), "field")) for name in known} == known
    assert set(record["report"]) == known["Report"]
    assert set(record["evidence"]) == known["Span"]


@pytest.mark.parametrize("heading", ENUMERATED)
def test_every_enumerated_value_is_documented(heading: str) -> None:
    rows = table(section(page("docs/record-format.md"), heading), "field")
    for field, values in ENUMERATED[heading].items():
        assert [value for value in get_args(values) if f"`{value}`" not in rows[field]] == [], field


def test_every_kind_and_event_type_is_documented() -> None:
    text = page("docs/record-format.md")
    assert set(table(section(text, "`event`"), "type")) == set(get_args(model.EventType))
    kinds = table(section(text, "Every record"), "field")["kind"]
    assert re.findall(r"`(\w+)`", kinds) == list(model.KINDS)


def example() -> dict[str, Any]:
    """Return the record that the documentation shows."""
    [shown] = fenced(page("docs/record-format.md"), "json")
    return dict(json.loads(shown))


def test_the_example_is_a_record_of_its_sample() -> None:
    record = example()
    text = page(record["report"]["source"])
    head = model.ReportHead(**record["report"])
    assert to_record(from_record(record), head) == record
    for span in (record["evidence"], record["sentence"]):
        assert text[span["start"] : span["end"]] == span["text"]


def test_the_example_is_what_extract_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    import dragoman

    monkeypatch.chdir(ROOT)
    record = example()
    entries = dragoman.extract(Path(record["report"]["source"]), jobs=1)
    found = [to_record(entry.finding, entry.report) for entry in entries]
    alike = [one for one in found if one["kind"] == record["kind"] and one["evidence"] == record["evidence"]]
    assert alike == [record], "renew the example in docs/record-format.md"


# Errors


def test_every_issue_code_is_documented_and_no_other() -> None:
    documented = set(table(page("docs/errors.md"), "code"))
    assert len(documented) > 15
    assert documented == issue_codes()


def test_every_exception_is_documented_and_no_other() -> None:
    known = {
        name for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, Exception)
    }  # fmt: skip
    assert set(table(page("docs/errors.md"), "exception")) == known


def test_every_exit_status_is_documented() -> None:
    from dragoman import cli

    known = {cli.OK, cli.FAILED, cli.MISUSED, cli.INTERRUPTED, cli.PIPE_CLOSED}
    for name in ("docs/errors.md", "docs/cli.md"):
        body = page(name).split("| status | meaning |", 1)[1].split("\n\n", 1)[0]
        assert set(map(int, re.findall(r"^\| (\d+) \|", body, re.MULTILINE))) == known, name


# Dependencies


@pytest.mark.parametrize("name", dependencies())
def test_every_dependency_is_documented_with_the_version_tested(name: str) -> None:
    rows = table(page("docs/dependencies.md"), "package")
    version, licence, purpose = (cell.strip() for cell in rows[name].split("|"))
    locked = dict(re.findall(r"^([a-z0-9-]+)==([^ ]+)", page("requirements/dev.lock"), re.MULTILINE))
    assert version == locked[name]
    assert licence
    assert purpose


def test_no_dependency_is_documented_that_is_not_one() -> None:
    assert set(table(page("docs/dependencies.md"), "package")) == set(dependencies())


# Architecture


def test_the_import_contract_shown_is_the_one_checked() -> None:
    [contract] = tomllib.loads(page("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    [shown] = fenced(page("ARCHITECTURE.md"), "layers")
    assert shown.splitlines() == contract["layers"]


def test_nothing_imports_a_network_module() -> None:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found = {name for name in names if name.partition(".")[0] in NETWORK or name == "urllib.request"}
            assert not found, f"{path}: {found}"


# How well it reads


def test_every_measure_is_defined() -> None:
    from dragoman.evaluate import SETS, gold

    defined = set(re.findall(r"^\| `([^`]+)` \|", page("docs/evaluate.md") + page("docs/reading.md"), re.MULTILINE))
    named = re.findall(r"Row\(\"([^\"]+)\"", page("bench/reading.py")) + [
        row.name for n in SETS for row in gold(n).rows
    ]
    measures = {re.sub(r"^root: [A-Z]+$", "root: TYPE", name) for name in named}
    for kind in model.KINDS:
        measures = {re.sub(rf"^{kind}: words", "KIND: words", name) for name in measures}
    assert len(measures) > 25
    assert measures - defined == set()


def test_every_kind_of_set_is_documented() -> None:
    from dragoman.evaluate import SETS

    headings = re.findall(r"^## `([^`]+)`", page("docs/evaluate.md"), re.MULTILINE)
    assert headings == list(SETS)
    assert set(table(page("docs/cli.md"), "`SET`")) == set(SETS)


# Links, paths and examples


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_local_link_leads_somewhere(path: Path) -> None:
    prose = FENCED.sub("", path.read_text("utf-8"))
    for target in re.findall(r"\]\(([^)\s]+)\)", prose):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        other = (path.parent / file).resolve() if file else path
        assert other.exists(), target
        assert not anchor or anchor in anchors(other.read_text("utf-8")), target


def anchors(text: str) -> set[str]:
    """Return the anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", FENCED.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_file_named_is_there(path: Path) -> None:
    named = re.findall(r"`((?:dragoman|tests|bench|docs|samples|requirements)/[\w./-]+)`", path.read_text("utf-8"))
    assert [name for name in named if not (ROOT / name).exists()] == []


EXAMPLES = [pytest.param(path, id=path.name) for path in PAGES if fenced(path.read_text("utf-8"), "pycon")]


@pytest.mark.parametrize("path", EXAMPLES)
def test_the_examples_run(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    source = "\n".join(fenced(path.read_text("utf-8"), "pycon"))
    example = doctest.DocTestParser().get_doctest(source, {}, path.name, str(path), 0)
    assert example.examples
    told: list[str] = []
    doctest.DocTestRunner(verbose=False).run(example, out=told.append)
    assert "".join(told) == ""
