"""Brief → tagged PDF (PDF/UA-1) through Typst: its own fonts, no network, the same bytes for the same brief.

The template is fixed (`data/brief.typ`); what a report says reaches it as JSON strings, which Typst sets as text and
never reads as markup or code.
"""

from __future__ import annotations

import json
import re
import unicodedata
from importlib.resources import files
from typing import Final

from dragoman.brief.notes import FOREWORD, NOTHING, WORDS, notes, numbers, source
from dragoman.brief.shapes import Brief
from dragoman.extras import need
from dragoman.harmless import clean
from dragoman.record import Json
from dragoman.wording import quote

EXTRA = "export"
STANDARD: Final = "ua-1"
_MISSING = re.compile(r'the text `"(?:\\u\{([0-9a-f]+)\}|([^"]))')
"""How Typst says that none of its fonts has a sign: PDF/UA allows no empty boxes."""


def pdf(brief: Brief) -> bytes:
    """Return the document; signs that the fonts do not have are shown as `�`. Raises InstallationError."""
    need("typst", EXTRA, "a PDF")
    import typst

    data = json.dumps(_values(brief), ensure_ascii=False)
    while True:
        try:
            return _compiled(data)
        except typst.TypstError as error:
            missing = _MISSING.search(str(error))
            if missing is None:
                raise
            data = _without(data, missing[2] or chr(int(missing[1], 16)))


def _compiled(data: str) -> bytes:
    import typst

    template = files("dragoman.data").joinpath("brief.typ").read_bytes()
    return typst.compile(
        template, format="pdf", pdf_standards=STANDARD, ignore_system_fonts=True, timestamp=0,
        sys_inputs={"brief": data},
    )  # fmt: skip


def _without(data: str, sign: str) -> str:
    """The data without this sign and those of its script."""
    script = unicodedata.name(sign, "").partition(" ")[0]
    shown = "".join(
        "\N{REPLACEMENT CHARACTER}" if char == sign or (script and _script(char) == script) else char for char in data
    )
    if shown == data:
        raise AssertionError(f"Typst misses a sign that is not there: {sign!r}")
    return shown


def _script(char: str) -> str:
    return "" if char.isascii() else unicodedata.name(char, "").partition(" ")[0]


def _values(brief: Brief) -> Json:
    found = notes(brief)
    return {
        "title": clean(brief.title),
        "about": clean(brief.about),
        "foreword": FOREWORD,
        "nothing": NOTHING,
        "words": WORDS,
        "sections": [
            {
                "title": clean(section.title),
                "sentences": [
                    {"label": clean(one.label), "text": clean(one.text), "notes": numbers(one, found)}
                    for one in section.sentences
                ],
            }
            for section in brief.sections
        ],
        "notes": [
            {"number": number, "quote": quote(note.span.quote), "source": source(note)}
            for number, note in enumerate(found, 1)
        ],
    }
