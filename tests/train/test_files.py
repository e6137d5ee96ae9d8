"""What training reads and writes: the parts by default, the folds, and weights with their digests. Needs no torch."""

import hashlib
import tomllib

import numpy as np
import pytest

from train import files


def test_single_sentences_are_for_given_actors_only():
    road, given = files.parts(given=False), files.parts(given=True)
    assert set(road) < set(given)
    assert {"a", "b", "c"} <= set(road)
    assert {"p", "s"} <= set(given) - set(road)
    assert "r" not in given
    assert "second" not in given


def test_a_report_stays_in_its_fold():
    assert [files.fold(name) for name in ("c-0007", "a-0003", "b-0001")] == [0, 1, 3]
    shares = np.bincount([files.fold(f"x-{number}") for number in range(7000)])
    assert shares.min() > 900


def test_part_r_needs_its_texts():
    with pytest.raises(SystemExit, match=r"whitehouse\.jsonl\.gz"):
        files.reports("r", None)


def test_what_is_kept_is_not_made_again(tmp_path):
    assert files.kept(tmp_path / "cache", "x", lambda: iter([1, 2])) == [1, 2]
    assert files.kept(tmp_path / "cache", "x", lambda: pytest.fail("made again")) == [1, 2]
    assert files.kept(None, "x", lambda: [3]) == [3]


def test_weights_that_ship_have_their_digest_written(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "DATA", tmp_path)
    weights = {"inner.weight": np.array([[0.5, 1.0]], np.float32)}
    digest = files.write(weights, tmp_path / "network.npz")
    files.write(weights, tmp_path / "pairs.npz")
    assert hashlib.sha256((tmp_path / "network.npz").read_bytes()).hexdigest() == digest
    told = (tmp_path / "weights.toml").read_text("utf-8")
    assert tomllib.loads(told)["sha256"] == {"network": digest, "pairs": digest}
    assert told.startswith("# The digests")
    with np.load(tmp_path / "network.npz", allow_pickle=False) as stored:
        assert stored["inner.weight"].dtype == np.float16


def test_weights_elsewhere_change_no_digest(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "DATA", tmp_path / "data")
    files.write({"w": np.zeros(2, np.float32)}, tmp_path / "trial.npz")
    assert not (tmp_path / "data").exists()


def test_the_table_of_digests_is_as_training_writes_it(tmp_path):
    shipped = (files.DATA / "weights.toml").read_text("utf-8")
    copy = tmp_path / "weights.toml"
    copy.write_text(shipped, "utf-8")
    files.note(copy, "pairs", tomllib.loads(shipped)["sha256"]["pairs"])
    assert copy.read_text("utf-8") == shipped


def test_no_report_that_is_kept_unseen_is_trained_on():
    unseen = {one["id"] for one in files.reports(files.UNSEEN, None)}
    assert unseen
    assert {files.fold(name) for name in unseen} == {0}
    assert all(files.fold(one["id"]) for part in files.parts(given=False) for one in files.reports(part, None))
