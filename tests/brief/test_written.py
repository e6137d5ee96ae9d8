"""dragoman.brief as Markdown, HTML and PDF: notes that lead to the words, and text that stays text."""

import io
import re
from dataclasses import replace

import pikepdf
import pytest
from lxml import html as lxml_html

from dragoman.brief import Brief, dialogue_brief
from dragoman.brief.html import html
from dragoman.brief.markdown import markdown
from dragoman.brief.pdf import pdf
from dragoman.errors import InstallationError
from dragoman.group import dialogue

HOSTILE = [
    "<script>alert(1)</script>",
    '#eval("1") $x$ @note-1 #import "x"',
    "*b* [x](y) `c`",
    "\u202eevil\x1b[0m",
    "会谈 🎉",
    "]]> --> \\",
]


@pytest.fixture
def brief(newsroom) -> Brief:
    return dialogue_brief(dialogue(newsroom, ("USA", "RUS")), newsroom, "long")


def with_text(brief: Brief, text: str) -> Brief:
    first = brief.sections[0]
    sentences = tuple(replace(one, text=text, label=text) for one in first.sentences)
    return replace(brief, title=text, about=text, sections=(replace(first, sentences=sentences), *brief.sections[1:]))


def test_markdown_numbers_every_note(brief):
    text = markdown(brief)
    used = set(re.findall(r"\[\^(\d+)\](?!:)", text))
    assert used == set(re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE)) != set()
    assert "“They met”" not in text
    assert "“Washington is ready to talk to Moscow”" in text or "“ready to talk to Moscow”" in text


@pytest.mark.parametrize("text", HOSTILE)
def test_no_markup_passes_into_markdown(brief, text):
    made = markdown(with_text(brief, text))
    assert "<script>" not in made
    assert "\x1b" not in made
    assert "*b*" not in made


def test_html_loads_nothing_and_every_note_is_there(brief):
    page = lxml_html.document_fromstring(html(brief))
    assert page.get("lang") == "en"
    assert not page.xpath("//script | //link | //img | //*[@src]")
    links = [link.get("href") for link in page.xpath("//a")]
    assert links
    assert {link.removeprefix("#") for link in links} == set(page.xpath("//li[@id]/@id"))


@pytest.mark.parametrize("text", HOSTILE)
def test_html_shows_text_as_text(brief, text):
    page = lxml_html.document_fromstring(html(with_text(brief, text)))
    assert not page.xpath("//script")
    assert page.xpath("string(//h1)").replace("\ufffd", "") == re.sub(r"[\u202e\x1b]", "", text)


def test_a_pdf_is_tagged_has_its_language_title_and_standard(brief):
    with pikepdf.open(io.BytesIO(pdf(brief))) as document:
        assert document.Root.MarkInfo.Marked
        assert document.Root.Lang == "en"
        assert document.docinfo["/Title"] == "United States – Russia"
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert "/StructTreeRoot" in document.Root
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
        fonts = {str(font.BaseFont) for page in document.pages for font in page.Resources.Font.values()}
        assert fonts
        assert all(re.match(r"/[A-Z]{6}\+", font) for font in fonts), "every font is embedded"


def test_the_same_brief_gives_the_same_pdf(brief):
    assert pdf(brief) == pdf(brief)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_code_in_a_pdf(brief, text):
    with pikepdf.open(io.BytesIO(pdf(with_text(brief, text)))) as document:
        shown = str(document.docinfo["/Title"])
    assert shown.replace("\ufffd", "") == re.sub(r"[\u202e\x1b会谈🎉]", "", text).replace("\ufffd", "")


def test_an_empty_brief_says_so(newsroom):
    empty = dialogue_brief(dialogue([], ("FRA", "JPN")), [], "short")
    assert "Nothing on record" in markdown(empty)
    assert "Nothing on record" in html(empty)
    assert pdf(empty).startswith(b"%PDF-")


def test_a_pdf_without_its_extra_is_an_error_with_the_remedy(brief, monkeypatch):
    monkeypatch.setattr("dragoman.extras.find_spec", lambda _: None)
    with pytest.raises(InstallationError, match=r"a PDF needs the extra 'export'"):
        pdf(brief)
