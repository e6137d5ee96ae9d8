"""Bytes → text."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.read.decode import Undecoded, decode, mend

SPANISH = "El ministro de Asuntos Exteriores dijo que la reunión con la delegación será en Ginebra mañana."
POLISH = "The Polish minister Radosław Sikorski met his Czech colleague Zdeněk Bartoš in Łódź; Błaszczak stayed away."
RUSSIAN = "Министр иностранных дел заявил, что переговоры состоятся на следующей неделе."


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (SPANISH.encode(), SPANISH),
        (codecs.BOM_UTF8 + SPANISH.encode(), SPANISH),
        (SPANISH.encode("utf-16"), SPANISH),
        (SPANISH.encode("utf-32"), SPANISH),
        (SPANISH.encode("cp1252"), SPANISH),
        (RUSSIAN.encode("cp1251"), RUSSIAN),
        (POLISH.encode("cp1250"), POLISH),
        (RUSSIAN.encode("koi8-r"), RUSSIAN),
        ("“Ready”, he said — twice.".encode("cp1252"), "“Ready”, he said — twice."),
    ],
)
def test_text_is_read_in_its_encoding(content, text):
    assert decode(content) == text


def test_declared_encoding_is_tried_before_guessing():
    assert decode("ä".encode("iso-8859-5", "replace") + b"\xd0", "iso-8859-5") == "?а"
    assert decode(SPANISH.encode("cp1252"), "no-such-encoding") == SPANISH


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7 ...", b"\x89PNG\r\n", b"abc\x00def", b"PK\x03\x04abc", bytes(range(32)) * 9]
)
def test_other_data_is_binary(content):
    assert decode(content).code == "binary"


@pytest.mark.parametrize(
    "content", [(RUSSIAN.encode() + b"\xff"), codecs.BOM_UTF16_LE + b"a", codecs.BOM_UTF8 + b"\xff"]
)
def test_broken_text_is_not_garbled(content):
    assert decode(content).code == "encoding"


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_a_reason(content):
    assert isinstance(decode(content), str | Undecoded)


@given(st.text(st.characters(), max_size=40))
def test_mending_keeps_offsets(text):
    assert len(mend(text)) == len(text)
    mend(text).encode()
