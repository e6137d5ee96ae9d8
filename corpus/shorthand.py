"""Shorthand for annotators: a text file that is quick to write by hand in, corpus JSON Lines out (GUIDE.md)."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

Fields = dict[str, object]
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’(?!\w)")
SENTENCE = {">": {}, ">>": {"break": True}, "#": {"headline": True}}
LAYER = {"S": "statements", "E": "events", "P": "positions", "C": "conditions"}


class Fault(ValueError):
    """A line of shorthand that cannot be read."""


def fields(rest: str, least: int, most: int) -> list[str | None]:
    """The cells of a line, `-` and missing ones as None."""
    cells = [cell.strip() for cell in rest.split("|")]
    if not least <= len(cells) <= most:
        raise Fault(f"{len(cells)} cells, expected {least} to {most}")
    return [None if cell in ("-", "") else cell for cell in cells] + [None] * (most - len(cells))


def parties(cell: str | None) -> tuple[list[str], list[str]]:
    """`RUS=Lavrov; USA` → the codes and the words; `-=the crowd` has words only, `RUS+UKR=both sides` two codes."""
    codes: list[str] = []
    words: list[str] = []
    for part in (cell or "").split(";"):
        code, _, word = part.strip().partition("=")
        codes += [c for c in code.split("+") if c and c != "-"]
        words += [word.strip()] if word.strip() else []
    return codes, words


def manner(text: str, content: list[str]) -> str:
    """`direct`, `indirect` or `mixed`: how much of the content stands in quotation marks."""
    quoted = [m.span() for m in QUOTED.finditer(text)]
    opened = re.search(r"[“\"][^”\"]*$", text)
    closed = re.match(r"^[^“\"]*”", text)
    quoted += [m.span() for m in (opened, closed) if m]

    def inside(piece: str) -> bool:
        at = text.find(piece)
        return any(s <= at and at + len(piece) <= e for s, e in quoted)

    def touches(piece: str) -> bool:
        at = text.find(piece)
        return any(s < at + len(piece) and at < e for s, e in quoted)

    if content and all(map(inside, content)):
        return "direct"
    return "mixed" if any(map(touches, content)) else "indirect"


def statement(text: str, rest: str) -> Fields:
    """`speaker | state | surface | cue | content | more…`"""
    speaker, state, surface, cue, content, *more = fields(rest, 5, 9)
    pieces = [p for p in (content, *more) if p]
    item: Fields = {"speaker": speaker, "state": state, "surface": surface, "cue": cue, "content": content}
    if pieces[1:]:
        item["more"] = pieces[1:]
    return item | {"manner": manner(text, pieces)}


def event(_: str, rest: str) -> Fields:
    """`TYPE status | cue | source | recipient | date | place`"""
    head, cue, source, recipient, date, place = fields(rest, 3, 6)
    kind, _, status = (head or "").partition(" ")
    (source_codes, source_words), (codes, words) = parties(source), parties(recipient)
    return {
        "type": kind,
        "cue": cue,
        "status": status.strip(),
        "source": source_codes,
        "recipient": codes,
        "source_words": source_words,
        "recipient_words": words,
        "date": date,
        "place": place,
    }


def position(_: str, rest: str) -> Fields:
    """`holder | toward | matter | stance | words`"""
    return dict(zip(("holder", "toward", "matter", "stance", "words"), fields(rest, 5, 5), strict=True))


def condition(_: str, rest: str) -> Fields:
    """`text | by | on`"""
    return dict(zip(("text", "by", "on"), fields(rest, 1, 3), strict=True))


READERS = {"S": statement, "E": event, "P": position, "C": condition}


def read(lines: list[str]) -> Iterator[Fields]:
    """The reports of a shorthand file, in order.

    Raises:
        Fault: a line that cannot be read, with its number.
    """
    report: Fields | None = None
    sentences: list[Fields] = []
    for number, line in enumerate(lines, 1):
        mark, _, rest = line.rstrip().partition(" ")
        try:
            if not mark or mark.startswith("//"):
                continue
            if mark == "@":
                if report:
                    yield report
                name, published, style, outlet = fields(rest, 4, 4)
                sentences = []
                report = {"id": name, "published": published, "outlet": outlet, "style": style, "sentences": sentences}
            elif report is None:
                raise Fault("a report begins with a line '@ id | date | style | outlet'")
            elif mark in SENTENCE:
                sentences.append({"text": rest.strip(), **SENTENCE[mark]})
            elif not sentences:
                raise Fault("an annotation before the first sentence")
            elif mark == "?":
                sentences[-1]["unsure"] = rest.split()
            elif mark in READERS:
                layer = sentences[-1].setdefault(LAYER[mark], [])
                assert isinstance(layer, list)
                layer.append(READERS[mark](str(sentences[-1]["text"]), rest))
            else:
                raise Fault(f"a line begins with @ # > >> S E P C ? or //, not {mark!r}")
        except Fault as fault:
            raise Fault(f"line {number}: {fault}") from None
    if report:
        yield report


def main(argv: list[str] | None = None) -> int:
    """Turn one shorthand file into corpus JSON Lines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shorthand", type=Path)
    parser.add_argument("jsonl", type=Path)
    args = parser.parse_args(argv)
    try:
        reports = list(read(args.shorthand.read_text(encoding="utf-8").splitlines()))
    except Fault as fault:
        print(f"{args.shorthand}: {fault}", file=sys.stderr)
        return 1
    args.jsonl.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in reports), encoding="utf-8")
    print(f"{args.jsonl}: {len(reports)} reports")
    return 0


if __name__ == "__main__":
    sys.exit(main())
