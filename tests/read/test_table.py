"""JSON Lines, CSV, TSV and Parquet → Reports and Issues."""

import csv
import gzip
import json
import sys
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.model import Issue, Report
from dragoman.read import Limits, survey, units

USUAL = Limits()
TEXT = "The two ministers met in Geneva on Monday.\n\nThey agreed to meet again."


def read(path, limits=USUAL):
    return [unit.item for unit in units([path], limits)]


def codes(path, limits=USUAL):
    return [item.code if isinstance(item, Issue) else item.source for item in read(path, limits)]


def write(path, content):
    data = content.encode() if isinstance(content, str) else content
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def write_csv(path, rows, delimiter=",", encoding="utf-8"):
    with path.open("w", newline="", encoding=encoding) as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


ROW = {
    "id": "r1", "text": TEXT, "title": " A  title ", "url": "https://example.org/1", "outlet": "Example Post",
    "published": "2 March 2023", "byline": "Jane Doe", "language": "en-GB", "other": [1],
}  # fmt: skip


@pytest.mark.parametrize("suffix", [".jsonl", ".ndjson", ".jsonl.gz"])
def test_json_lines(tmp_path, suffix):
    path = write(tmp_path / f"t{suffix}", json.dumps(ROW) + "\n\n" + json.dumps({"text": TEXT}))
    first, second = read(path)
    assert (first.source, first.text, first.title, first.url) == ("r1", TEXT, "A title", "https://example.org/1")
    assert (first.outlet, first.published, first.byline) == ("Example Post", "2023-03-02", "Jane Doe")
    assert first.language == "en"
    assert second.source == f"{path.as_posix()}#3"
    assert (second.title, second.published, second.url) == (None, None, None)


@pytest.mark.parametrize(("value", "source"), [(7, "7"), (7.0, "7"), ("07", "07"), (2**70, str(2**70))])
def test_ids_may_be_numbers(tmp_path, value, source):
    assert codes(write(tmp_path / "t.jsonl", json.dumps({"id": value, "text": TEXT}))) == [source]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{", "not-json"),
        ("[1]", "not-json"),
        ("[" * 100_000, "not-json"),
        ('{"a": ' + "9" * 5000 + "}", "not-json"),
        ("{}", "row-without-text"),
        ('{"text": null}', "row-without-text"),
        ('{"text": 5}', "row-without-text"),
        ('{"text": " \\n"}', "row-without-text"),
        (json.dumps({"text": "x" * 101}), "too-large"),
        (b'{"text": "\xd0\x9c\xd0\xb8\xd0\xbd\xff"}', "encoding"),
    ],
)
def test_bad_lines_are_issues_and_stop_nothing(tmp_path, line, code):
    line = line.encode() if isinstance(line, str) else line
    good = json.dumps({"id": "good", "text": "Talks go on."}).encode()
    path = write(tmp_path / "t.jsonl", b"\n".join([good, line, good]))
    items = read(path, Limits(row=100))
    assert [item.code if isinstance(item, Issue) else item.source for item in items] == ["good", code, "good"]
    assert items[1].source == f"{path.as_posix()}#2"
    assert "\n" not in items[1].message


def test_a_line_too_long_to_hold_is_passed_over(tmp_path):
    long = json.dumps({"text": "x" * 2_000_000})
    assert codes(write(tmp_path / "t.jsonl", f'{long}\n{{"id": 1, "text": "Yes."}}'), Limits(row=10)) == [
        "too-large",
        "1",
    ]


def test_unpaired_surrogates_become_storable(tmp_path):
    (found,) = read(write(tmp_path / "t.jsonl", '{"id": "a\\ud800", "text": "x\\udfffy z"}'))
    assert (found.source, found.text) == ("a\ufffd", "x\ufffdy z")


@pytest.mark.parametrize(("suffix", "delimiter"), [("csv", ","), ("csv", ";"), ("tsv", "\t"), ("csv", "|")])
def test_csv(tmp_path, suffix, delimiter):
    path = write_csv(
        tmp_path / f"t.{suffix}", [["ID ", "Text", "published"], ["a", TEXT, "2023-03-02"], ["", TEXT, ""]], delimiter
    )
    first, second = read(path)
    assert (first.source, first.text, first.published) == ("a", TEXT, "2023-03-02")
    assert (second.source, second.published) == (f"{path.as_posix()}#2", None)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_csv_encodings(tmp_path, encoding):
    text = "El ministro señaló que la reunión será mañana en la capital, según la delegación."
    path = write_csv(tmp_path / "t.csv", [["text", "id"], [text, 1]], encoding=encoding)
    assert [item.text for item in read(path)] == [text]


def test_csv_text_may_be_long_and_hold_nul(tmp_path):
    path = write_csv(tmp_path / "t.csv", [["text"], ["word " * 100_000], ["a\0b"]])
    assert [len(item.text) for item in read(path)] == [500_000, 3]


def test_csv_with_an_open_quotation_mark_loses_no_row_silently(tmp_path):
    path = write(tmp_path / "t.csv", 'id,text\n1,Talks go on.\n2,"We are ready\n3,Talks end.\n')
    assert codes(path) == ["1", "malformed-csv"]
    big = write(tmp_path / "u.csv", 'id,text\n1,"We are ready\n' + "2,Talks go on.\n" * 50_000)
    assert codes(big, Limits(row=100_000)) == ["malformed-csv"]


def test_csv_may_begin_with_blank_lines(tmp_path):
    assert codes(write(tmp_path / "t.csv", "\n\nid,text\n\n1,Yes.\n")) == ["1"]


def test_csv_row_with_too_many_fields_is_told(tmp_path):
    assert codes(write(tmp_path / "t.csv", "id,text\n1,Yes, he said.\n2,Yes.\n")) == ["malformed-row", "2"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("t.csv", "", "empty"),
        ("t.csv", "id,text\n", "empty"),
        ("t.csv", "id,body\n1,x\n", "missing-columns"),
        ("t.jsonl", "", "empty"),
        ("t.jsonl", "\n \n", "empty"),
        ("t.jsonl", b"\x89PNG\r\n\x00\n\x01\n", "binary"),
        ("t.parquet", "PAR1 no", "malformed-parquet"),
    ],
)
def test_tables_that_hold_nothing_are_told(tmp_path, name, content, code):
    assert codes(write(tmp_path / name, content)) == [code]


def test_broken_gzip_keeps_what_was_read_before(tmp_path):
    lines = "".join(json.dumps({"id": index, "text": f"Talk {index * 7919} goes on."}) + "\n" for index in range(5000))
    whole = gzip.compress(lines.encode())
    (tmp_path / "t.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    found = codes(tmp_path / "t.jsonl.gz")
    assert (found[0], found[-1]) == ("0", "bad-gzip")
    (tmp_path / "u.csv.gz").write_bytes(b"no gzip")
    assert codes(tmp_path / "u.csv.gz") == ["bad-gzip"]


def parquet(path, columns, **options):
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    pq.write_table(pa.table(columns), path, **options)
    return path


def test_parquet(tmp_path):
    columns = {"id": [1, None], "text": [TEXT, None], "published": [date(2023, 3, 2), None], "other": [[1], []]}
    first, second = read(parquet(tmp_path / "t.parquet", columns))
    assert (first.source, first.text, first.published) == ("1", TEXT, "2023-03-02")
    assert second.code == "row-without-text"


def test_parquet_is_read_by_row_groups_to_the_end(tmp_path):
    path = parquet(tmp_path / "t.parquet", {"id": list(range(300)), "text": ["Talks go on."] * 300}, row_group_size=100)
    found = list(units([path]))
    assert [unit.item.source for unit in found] == [str(index) for index in range(300)]
    assert found[-1].done == survey([path]).size


def test_parquet_without_the_text_column_or_rows(tmp_path):
    assert codes(parquet(tmp_path / "t.parquet", {"body": ["x"]})) == ["missing-columns"]
    assert codes(parquet(tmp_path / "u.parquet", {"text": []})) == ["empty"]


def test_parquet_without_pyarrow_names_the_extra(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (found,) = read(write(tmp_path / "t.parquet", "x"))
    assert found.code == "missing-extra"
    assert "dragoman[parquet]" in found.message


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "tsv", "jsonl.gz", "csv.gz", "parquet", "txt", "html"])
@given(content=st.binary(max_size=200))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_bytes_raise(tmp_path, suffix, content):
    path = tmp_path / f"x.{suffix}"
    path.write_bytes(content)
    assert read(path)


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda text: text.strip()), max_size=5
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_text_survives_every_table_verbatim(tmp_path, texts):
    lines = write(tmp_path / "t.jsonl", "\n".join(json.dumps({"text": text}) for text in texts))
    assert [item.text for item in read(lines) if isinstance(item, Report)] == texts


def test_escapes_that_a_maker_left_in_a_title_are_read_and_ids_stay_as_they_are(tmp_path):
    row = {"id": r"C:\users\a", "text": TEXT, "title": r"Call with Andr\xE9s of New\_Norland\u2019s \\"[:-1]}
    path = write(tmp_path / "a.jsonl", json.dumps(row)) or tmp_path / "a.jsonl"
    [found] = read(path)
    assert (found.source, found.title) == (r"C:\users\a", "Call with Andrés of New Norland’s")
