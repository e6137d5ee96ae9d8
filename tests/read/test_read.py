"""The read stage as a whole: survey, units, parse."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.model import Issue, Page, Report
from dragoman.read import Limits, Survey, parse, survey, units

TEXT = "The two ministers met in Geneva on Monday.\n\nThey agreed to meet again."


def test_text_is_verbatim_but_for_the_mark(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    (unit,) = units([path])
    (found,) = parse(unit.item)
    assert (found.text, found.source) == (TEXT.replace("\n", "\r\n"), path.as_posix())


def test_units_count_up_to_the_survey(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.jsonl").write_text('{"text": "Talks go on."}\n{"text": "Talks end."}\n')
    (tmp_path / "c.csv").write_text("id,text\n1,Talks go on.\n")
    (tmp_path / "d.jpg").write_bytes(b"\xff\xd8\xff")
    found = list(units([tmp_path, tmp_path / "nowhere"]))
    done = [unit.done for unit in found]
    assert survey([tmp_path, tmp_path / "nowhere"]) == Survey(3, done[-1])
    assert done == sorted(done)
    assert [unit.item.code for unit in found if isinstance(unit.item, Issue)] == ["skipped", "not-found"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"\xef\xbb\xbf \n", "empty"),
        (b"%PDF-1.7", "binary"),
        (b"a\x00b", "binary"),
        ("Министр".encode() + b"\xff", "encoding"),
    ],
)
def test_unusable_pages_are_issues(content, code):
    (found,) = parse(Page("a.txt", content, "text/plain"))
    assert isinstance(found, Issue)
    assert found.code == code
    assert found.message.startswith("a.txt: ")
    assert "\n" not in found.message


def test_large_pages_are_not_read(tmp_path):
    (tmp_path / "a.txt").write_text("x" * 11)
    (tmp_path / "b.txt").write_text("x" * 10)
    first, second = units([tmp_path], Limits(page=10))
    assert first.item.code == "too-large"
    assert isinstance(second.item, Page)


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.csv", "a.parquet", "a.jsonl.gz"])
def test_closed_files_are_issues(tmp_path, monkeypatch, name):
    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    (tmp_path / name).write_text(TEXT)
    monkeypatch.setattr(type(tmp_path), "open", refuse)
    (unit,) = units([tmp_path / name])
    assert unit.item.code == "unreadable"
    assert "Permission denied" in unit.item.message
    assert unit.done == survey([tmp_path]).size


@given(st.binary(max_size=300), st.sampled_from(["text/plain", "text/html", "text/html; charset=utf-7", ""]))
def test_no_page_raises(content, media):
    (found,) = parse(Page("a", content, media))
    assert isinstance(found, Report | Issue)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_plain_text_comes_back_as_it_is(text):
    (found,) = parse(Page("a", text.encode(), "text/plain"))
    assert isinstance(found, Issue) or found.text in (text, text.removeprefix("\ufeff"))
