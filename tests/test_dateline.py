"""Which lines open with the place a report was sent from."""

from __future__ import annotations

import pytest

from dragoman.dateline import dateline

SENT = [
    ("YEREVAN, 12 March 2024 - Armenia's leader arrived.", "YEREVAN", "ARM"),
    ("ANKARA (Reuters) - Turkey said on Monday", "ANKARA", "TUR"),
    ("Kyiv, Ukraine (AP) — Officials met", "Kyiv", "UKR"),
    ("KINGSTOWN — Guyana promised", "KINGSTOWN", "VCT"),
    ("BERLIN, Aug 29 — The chancellor", "BERLIN", "DEU"),
    ("MOSCOW, October 5. /TASS/. The Kremlin said", "MOSCOW", "RUS"),
    ("MOSCOW. Oct 5 (Interfax) - Talks ended", "MOSCOW", "RUS"),
    ("ISLAMABAD: Pakistan summoned the envoy", "ISLAMABAD", "PAK"),
    ("Geneva, 5 June 2023 – The delegations", "Geneva", "CHE"),
    ("BEIJING/TAIPEI, Feb. 3 (Xinhua) -- China", "BEIJING/TAIPEI", "CHN"),
    ("(Reuters) - The two sides", "", None),
    ("UNITED NATIONS (AP) — The council", "UNITED NATIONS", None),
]
OWN_WORDS = [
    "NATO - the alliance's members - agreed.",
    "MR. PRICE: Good afternoon.",
    "Q: Has he met the envoy?",
    "Moscow said on Monday – after talks – that it agreed.",
    "US-Russia talks: what we know",
    "Iran, China - allies of old - signed.",
    "The minister (Reuters) said - and we agree - that",
    "Monday, June 5 – the sides met",
    "",
]


@pytest.mark.parametrize(("line", "place", "state"), SENT)
def test_a_dateline_is_told_with_its_state(line: str, place: str, state: str | None) -> None:
    found = dateline(line)
    assert found is not None
    assert (found.place, found.state) == (place, state)
    assert line[found.end :][0].isupper()


@pytest.mark.parametrize("line", OWN_WORDS)
def test_own_words_are_no_dateline(line: str) -> None:
    assert dateline(line) is None
