"""Annotations by reference: openly licensed reports are annotated by id and offsets, their text is not in here.

`python -m corpus.references FOLDER OUT.jsonl` puts the text back, from a folder that holds `whitehouse.jsonl.gz`
(reports of the White House, public domain, one JSON object a line with `id`, `url`, `text`), and writes ordinary corpus
files to train on.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
WORDS = {"surface", "cue", "content", "more", "source_words", "recipient_words", "place", "words", "text"}
"""Fields that hold words: [start, end] in the report's text, or a list of such pairs."""


class Changed(ValueError):
    """The text of a report is not the one that was annotated."""


def by_offsets(report: dict[str, Any], text: str, spans: list[tuple[int, int]]) -> dict[str, Any]:
    """Return an annotated excerpt with its words as offsets into the text of the report."""
    sentences = []
    for sentence, (start, end) in zip(report["sentences"], spans, strict=True):
        kept: dict[str, Any] = {"start": start, "end": end}
        for layer in ("statements", "events", "positions", "conditions"):
            if layer in sentence:
                kept[layer] = [_moved(item, text[start:end], start) for item in sentence[layer]]
        sentences.append(kept | ({"unsure": sentence["unsure"]} if "unsure" in sentence else {}))
    digest = hashlib.sha256(text.encode()).hexdigest()
    head = {key: report[key] for key in ("id", "report", "url", "published")}
    return head | {"sha256": digest, "sentences": sentences}


def _moved(item: dict[str, Any], sentence: str, start: int) -> dict[str, Any]:
    def place(words: str) -> list[int]:
        at = start + sentence.index(words)
        return [at, at + len(words)]

    def moved(value: Any) -> Any:
        return [place(words) for words in value] if isinstance(value, list) else value and place(value)

    return {key: moved(value) if key in WORDS else value for key, value in item.items()}


def with_text(row: dict[str, Any], text: str) -> dict[str, Any]:
    """Return the excerpt as an ordinary report of the corpus.

    Raises:
        Changed: where `text` is not the text that was annotated.
    """
    if hashlib.sha256(text.encode()).hexdigest() != row["sha256"]:
        raise Changed(f"{row['report']}: the text is not the one that was annotated")

    def words(value: Any) -> Any:
        if not value:
            return value
        return [text[s:e] for s, e in value] if isinstance(value[0], list) else text[value[0] : value[1]]

    sentences = []
    for sentence in row["sentences"]:
        plain: dict[str, Any] = {"text": " ".join(text[sentence["start"] : sentence["end"]].split("\n")), "break": True}
        for layer in ("statements", "events", "positions", "conditions"):
            if layer in sentence:
                plain[layer] = [
                    {key: words(value) if key in WORDS else value for key, value in item.items()}
                    for item in sentence[layer]
                ]
        sentences.append(plain | ({"unsure": sentence["unsure"]} if "unsure" in sentence else {}))
    head = {"id": row["id"], "published": row["published"], "outlet": "The White House", "style": "statement"}
    return head | {"sentences": sentences}


def texts(folder: Path) -> dict[str, str]:
    """The texts of the openly licensed reports by id."""
    with gzip.open(folder / "whitehouse.jsonl.gz", "rt", encoding="utf-8") as lines:
        return {row["id"]: row["text"] for row in map(json.loads, lines)}


def load(folder: Path) -> Iterator[dict[str, Any]]:
    """The annotated excerpts with their text, in order."""
    known = texts(folder)
    for file in sorted((HERE / "r").glob("*.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            row = json.loads(line)
            yield with_text(row, known[row["report"]])


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args(argv)
    try:
        rows = list(load(args.folder))
    except (OSError, KeyError, Changed) as fault:
        print(f"{fault}: give the folder with whitehouse.jsonl.gz as it was annotated", file=sys.stderr)
        return 1
    args.out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    print(f"{args.out}: {len(rows)} excerpts")
    return 0


if __name__ == "__main__":
    sys.exit(main())
