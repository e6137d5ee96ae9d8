"""bench/gate.py: the floors of a small repository checked and moved, and the committed floors as far as they can be
checked without reading a single report."""

from pathlib import Path

import pytest

from dragoman.evaluate import gold
from dragoman.evaluate.bootstrap import NAMES
from dragoman.evaluate.floors import read_book, written
from dragoman.evaluate.sets import fingerprint

ROOT = Path(__file__).parents[2]


@pytest.fixture
def run(gate, repository, capsys):
    """Run the gate on the small repository; return status, output and errors."""

    def call(*argv):
        status = gate.main(["--floors", str(repository / "floors.toml"), *argv], root=repository)
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return call


@pytest.fixture
def floored(run):
    """The small repository with its floors set."""
    assert run("--move")[0] == 0


def raise_floor(repository):
    """Write a floor into the file that cannot be reached."""
    path = repository / "floors.toml"
    text = path.read_text("utf-8")
    old = next(line for line in text.splitlines() if line.startswith('"all | event: type | F1"'))
    path.write_text(text.replace(old, '"all | event: type | F1" = 1.5'), "utf-8")


def test_a_set_that_is_not_there_is_skipped_with_a_line(run):
    status, out, _ = run("elsewhere")
    assert (status, out.count("\n")) == (0, 1)
    assert out.startswith("elsewhere: skipped, $DRAGOMAN_SETS is not set")


def test_a_set_that_the_folder_does_not_hold_is_skipped(run, repository, monkeypatch):
    monkeypatch.setenv("DRAGOMAN_SETS", str(repository / "nosuch"))
    assert "corpus/y is not in $DRAGOMAN_SETS" in run("elsewhere")[1]


def test_a_set_outside_is_read_where_the_variable_says(run, repository, monkeypatch, rewrite):
    rewrite(repository / "sets" / "corpus" / "y", [])
    monkeypatch.setenv("DRAGOMAN_SETS", str(repository / "sets"))
    assert run("--move")[1].count("floors up") == 2
    assert run()[0] == 0


def test_floors_are_asked_for_where_there_are_none(run):
    status, out, _ = run("inside")
    assert status == 1
    assert "inside: has no floors yet; make floors SETS=inside" in out


def test_what_holds_passes(run, floored):
    status, out, _ = run()
    assert status == 0
    assert "inside: all " in out


def test_a_broken_floor_fails(run, floored, repository):
    raise_floor(repository)
    status, out, _ = run()
    assert status == 1
    assert "inside: all | event: type | F1 is" in out
    assert "below its floor 1.5" in out


def test_moving_down_without_a_reason_is_refused_and_nothing_written(run, floored, repository):
    raise_floor(repository)
    before = (repository / "floors.toml").read_bytes()
    for argv in (
        ("--move",),
        ("--move", "--down"),
        ("--move", "--reason", "it is so"),
        ("--move", "--down", "--reason", " "),
    ):
        status, _, err = run(*argv)
        assert (status, err.count("\n")) == (1, 1), argv
    assert (repository / "floors.toml").read_bytes() == before


def test_moving_down_with_a_reason_is_recorded(run, floored, repository):
    raise_floor(repository)
    assert run("--move", "--down", "--reason", "the floor was a typing error")[0] == 0
    last = read_book(repository / "floors.toml").moves[-1]
    assert last.reason == "the floor was a typing error"
    assert last.lowered[0].startswith("all | event: type | F1 1.5000 → ")
    assert run()[0] == 0


def test_a_set_that_has_changed_is_an_error(run, floored, repository, rewrite):
    rewrite(repository / "corpus" / "x", [])
    status, out, _ = run()
    assert status == 1
    assert "inside: is not the set its floors were measured on" in out


def test_a_set_of_the_repository_that_is_missing_is_an_error(run, floored, repository):
    (repository / "corpus" / "x" / "1.jsonl").unlink()
    (repository / "corpus" / "x").rmdir()
    status, _, err = run()
    assert status == 1
    assert "corpus/x is missing from the repository" in err


def test_wrong_use_is_one_line(run, repository):
    assert "no such set" in run("gossip")[2]
    path = repository / "floors.toml"
    path.write_text(path.read_text("utf-8").replace('kind = "corpus"', 'kind = "rumour"'), "utf-8")
    assert "no such kind of set" in run("inside")[2]


# The committed floors


@pytest.fixture(scope="module")
def book():
    return read_book(ROOT / "bench" / "floors.toml")


def test_the_file_is_as_the_gate_writes_it(book):
    assert (ROOT / "bench" / "floors.toml").read_text("utf-8") == written(book)


def test_the_repositorys_sets_are_those_that_were_measured(gate, book):
    for own in book.sets:
        if own.where == "repository":
            path = ROOT / own.path
            now = fingerprint(path, gate.kind_of(own.kind).load(path))
            assert own.digest == now, f"{own.name} has changed: make floors SETS={own.name}"


def test_every_floor_is_of_a_figure_that_is_measured(gate, book):
    for own in book.sets:
        kind = gate.kind_of(own.kind)
        rows = {row.name: row for row in kind.rows}
        for name in own.floors:
            view, row, figure = name.split(" | ")
            assert view in kind.views
            assert figure in NAMES[rows[row].sort]


def test_every_kind_of_set_can_have_floors(gate):
    assert gate.kind_of("news") is gold("news")
    assert gate.kind_of("yardstick").name == "yardstick"
