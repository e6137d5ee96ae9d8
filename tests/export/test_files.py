"""dragoman.export.files: a file is replaced whole or not at all."""

import pytest

from dragoman.export.files import replacing


def test_a_file_appears_when_it_is_whole(tmp_path):
    target = tmp_path / "out.jsonl"
    with replacing(target) as stream:
        stream.write("é\n")
        assert not target.exists()
    assert target.read_bytes() == "é\n".encode()
    assert list(tmp_path.iterdir()) == [target]


def test_what_fails_leaves_the_old_file(tmp_path):
    target = tmp_path / "out.jsonl"
    target.write_text("old")
    with pytest.raises(TypeError), replacing(target) as stream:
        print("new", None, sep=3, file=stream)
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_the_mode_of_the_old_file_stays(tmp_path):
    target = tmp_path / "out.jsonl"
    target.write_text("old")
    target.chmod(0o640)
    with replacing(target) as stream:
        stream.write("new")
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_missing_folder_is_named_not_the_draft(tmp_path):
    with pytest.raises(FileNotFoundError) as raised, replacing(tmp_path / "no" / "out.csv"):
        pass
    assert raised.value.filename == str(tmp_path / "no")
    assert "make it first" in raised.value.strerror
