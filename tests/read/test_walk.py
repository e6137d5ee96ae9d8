"""Paths → files to read, in order, and Issues."""

import os

import pytest

from dragoman.model import Issue
from dragoman.read.walk import Found, name, walk


def sources(paths):
    return [found.source if isinstance(found, Found) else found.code for found in walk(paths)]


def write(path, content="x"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    return path


def test_folders_are_walked_in_sorted_order_without_hidden_files(tmp_path):
    for each in ("b.txt", "a/z.html", "a/.hidden.txt", ".git/x.txt", "c.jsonl", "d"):
        write(tmp_path / each)
    base = tmp_path.as_posix()
    assert sources([tmp_path]) == [f"{base}/a/z.html", f"{base}/b.txt", f"{base}/c.jsonl", f"{base}/d"]


def test_kinds_follow_the_suffix(tmp_path):
    names = ["a.TXT", "b.md", "c.htm", "d.ndjson.gz", "e.tsv", "f.parquet", "g.2023", "U.S.-Russia talks"]
    kinds = [next(walk([write(tmp_path / each)])).kind for each in names]
    assert kinds == ["plain", "plain", "html", "jsonl", "csv", "parquet", "plain", "plain"]


def test_what_a_folder_holds_beside_is_counted_once(tmp_path):
    for each in ("a.txt", "b.jpg", "c.jpg", "d.pdf", "e.json"):
        write(tmp_path / each)
    found = list(walk([tmp_path]))
    assert [type(each) for each in found] == [Found, Issue]
    assert found[1].code == "skipped"
    assert "4 of 5 files were not read (2 .jpg, 1 .pdf, 1 .json)" in found[1].message


def test_a_folder_with_nothing_to_read_is_told(tmp_path):
    assert sources([tmp_path]) == ["no-readable-files"]
    write(tmp_path / "a.jpg")
    assert sources([tmp_path]) == ["no-readable-files"]


def test_link_loops_end(tmp_path):
    write(tmp_path / "a" / "x.txt")
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    assert sources([tmp_path]) == [f"{tmp_path.as_posix()}/a/x.txt", "not-found", "unreadable"]


def test_one_bad_path_does_not_stop_the_others(tmp_path):
    good = write(tmp_path / "a.txt")
    bad = [tmp_path / "nowhere.txt", good / "below", tmp_path / "nul\0"]
    assert sources([*bad, good]) == ["not-found", "not-found", "not-found", good.as_posix()]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_closed_folder_is_an_issue(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    assert sources([tmp_path])[0] == "unreadable"
    closed.chmod(0o700)


def test_what_is_no_file_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert sources([tmp_path / "pipe"]) == ["unsupported"]
    assert sources([tmp_path]) == ["no-readable-files"]


def test_files_named_directly(tmp_path):
    assert sources([write(tmp_path / "a.json"), write(tmp_path / "b.txt.gz")]) == ["unsupported", "unsupported"]
    assert next(walk([write(tmp_path / "c.log")])).kind == "plain"


def test_names_that_are_not_utf8_can_be_stored(tmp_path):
    path = tmp_path / os.fsdecode(b"a\xff.txt")
    assert name(path).encode().endswith(b"a\\xff.txt")
