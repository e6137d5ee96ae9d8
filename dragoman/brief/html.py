"""Brief → one page of HTML: nothing is loaded from elsewhere, no script, all foreign text escaped."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from dragoman.brief.notes import FOREWORD, NOTHING, WORDS, Note, notes, numbers, source
from dragoman.brief.shapes import Brief, Section, Sentence
from dragoman.harmless import clean
from dragoman.wording import quote

STYLE = """
:root { color-scheme: light dark; --ink: #1b1f23; --soft: #57606a; --line: #d0d7de; --accent: #1f4e79; --page: #fff; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e8eb; --soft: #a3acb5; --line: #3d444d; --accent: #8ab8e6; --page: #15181c; }
}
body { margin: 0 auto; padding: 2.5rem 1.25rem 4rem; max-width: 42rem; background: var(--page); color: var(--ink);
  font: 1.0625rem/1.55 Georgia, "Times New Roman", serif; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .4rem; }
h2 { font-size: 1.0625rem; color: var(--accent); margin: 1.9rem 0 .5rem; border-bottom: 1px solid var(--line); }
p.about, p.foreword, .notes { color: var(--soft); font-size: .875rem; line-height: 1.45; margin: .2rem 0; }
ul, ol { padding-left: 1.2rem; margin: 0; } li { margin: .5rem 0; } li::marker { color: var(--soft); }
.label { color: var(--soft); font-size: .9rem; }
.notes li:target { background: color-mix(in srgb, var(--accent) 15%, transparent); }
sup { line-height: 0; }
sup a { color: var(--accent); text-decoration: none; padding: 0 .15em; }
a:focus-visible { outline: 2px solid var(--accent); }
.notes q { color: var(--ink); quotes: "“" "”"; }
@media print { body { padding: 0; max-width: none; font-size: 11pt; } }
"""


def html(brief: Brief) -> str:
    """Return the page; every sentence links to its words, and these to it by going back."""
    return "\n".join(_lines(brief)) + "\n"


def _lines(brief: Brief) -> Iterator[str]:
    found = notes(brief)
    head = _safe(brief.title)
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{head}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{head}</h1>"
    yield f'<p class="about">{_safe(brief.about)}</p>'
    if brief.sections:
        yield f'<p class="foreword">{_safe(FOREWORD)}</p>'
        for section in brief.sections:
            yield from _section(section, found)
        yield f'<section class="notes">\n<h2>{WORDS}</h2>\n<ol>'
        yield from (_note(number, note) for number, note in enumerate(found, 1))
        yield "</ol>\n</section>"
    else:
        yield f"<p>{NOTHING}</p>"
    yield "</main>\n</body>\n</html>"


def _section(section: Section, found: tuple[Note, ...]) -> Iterator[str]:
    yield f"<section>\n<h2>{_safe(section.title)}</h2>\n<ul>"
    for sentence in section.sentences:
        marks = "".join(f'<sup><a href="#note-{at}">{at}</a></sup>' for at in numbers(sentence, found))
        yield f"<li>{_told(sentence)}{marks}</li>"
    yield "</ul>\n</section>"


def _told(sentence: Sentence) -> str:
    label = f'<span class="label">{_safe(sentence.label)}:</span> ' if sentence.label else ""
    return label + _safe(sentence.text)


def _note(number: int, note: Note) -> str:
    words = _safe(quote(note.span.quote)[1:-1])
    return f'<li id="note-{number}"><q>{words}</q> {_safe(source(note))}</li>'


def _safe(text: str) -> str:
    return escape(clean(text))
