"""Bytes → text, or the word for what is wrong with them; never an exception, never a silently replaced letter."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"\x7fELF", b"PAR1", b"{\\rtf")
_PROBE = 8192
"""Bytes looked at to tell text from other data."""
_CONTROL = bytes(set(range(32)) - {7, 8, 9, 10, 12, 13, 27})
_LEGACY = ("cp1252", "cp1250", "cp1251", "cp1254", "koi8_r", "gb18030", "shift_jis", "big5", "euc_kr")
"""Encodings news is still found in. The order decides between equals: cp1250 and cp1252 often read equally well."""
_SAMPLE = 100_000
"""Bytes the encoding is told from; the whole must then decode with it."""
_TORN = re.compile(r"(?<=[^\W\d_])[¡-©«-´¶-¹»-¿](?=[^\W\d_])")
"""A sign in the middle of a word: "Rados³aw" is no word, and "Radosław" in another encoding is."""
_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Undecoded:
    """Why bytes are no text: an Issue code and its reason."""

    code: str
    reason: str


def decode(content: bytes, declared: str | None = None) -> str | Undecoded:
    """Return the text of `content` without its byte order mark.

    Tried in turn: the byte order mark, UTF-8, the `declared` encoding, then detection among common ones.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            # The codecs for 16 and 32 bits need the mark to know the byte order and take it off themselves.
            text = _strict(content.removeprefix(codecs.BOM_UTF8), encoding)
            return text if text is not None else Undecoded("encoding", f"is marked as {encoding} but is not")
    if is_binary(content):
        return Undecoded("binary", "holds no text but other data")
    text = _strict(content, "utf-8")
    if text is None and declared:
        text = _strict(content, declared)
    if text is None and _is_broken_utf8(content):
        return Undecoded("encoding", "is UTF-8 with broken bytes in it")
    if text is None:
        text = _detected(content)
    return text if text is not None else Undecoded("encoding", "is in no encoding that could be told")


def is_binary(content: bytes) -> bool:
    """Tell whether `content` is something else than text in an 8-bit or multi-byte encoding."""
    probe = content[:_PROBE]
    if probe.startswith(_MAGIC) or b"\x00" in probe:
        return True
    return len(probe) - len(probe.translate(None, _CONTROL)) > len(probe) // 50


def mend(text: str) -> str:
    """Return `text` with unpaired surrogates, which nothing can store, each replaced by U+FFFD: offsets stay."""
    return _SURROGATES.sub("\ufffd", text)


def _strict(content: bytes, encoding: str) -> str | None:
    try:
        text = content.decode(encoding)
    except (UnicodeError, LookupError, ValueError):
        return None
    return text if isinstance(text, str) else None


def _is_broken_utf8(content: bytes) -> bool:
    """More letters are good UTF-8 than bytes are bad: any other encoding would garble the good ones."""
    text = content.decode("utf-8", "surrogateescape")
    bad = len(_SURROGATES.findall(text))
    return sum(not char.isascii() for char in text) > 2 * bad


def _detected(content: bytes) -> str | None:
    from charset_normalizer import from_bytes

    matches = [
        match for match in from_bytes(content[:_SAMPLE], cp_isolation=list(_LEGACY)) if match.encoding in _LEGACY
    ]
    matches.sort(key=lambda match: (match.chaos, _LEGACY.index(match.encoding)))
    texts = [text for match in matches if (text := _strict(content, match.encoding)) is not None]
    return min(texts, key=lambda text: len(_TORN.findall(text)), default=None)
