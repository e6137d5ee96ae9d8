"""Attributions: whole sources, content in pieces, what was uttered, left unsaid or only thought, and nesting."""

from __future__ import annotations

import pytest

from dragoman.annotate import annotate
from dragoman.extract import attributions
from dragoman.extract.attributions import Attribution
from dragoman.model import Report


def read(text: str) -> tuple[Attribution, ...]:
    report = Report(source="test", text=text)
    (parsed,) = annotate([report])
    return attributions.of(report, parsed.sentences)


def brief(one: Attribution) -> tuple[str, str, str, list[str]]:
    source, cue = (span.quote if span is not None else "" for span in (one.source, one.cue))
    return one.kind, source, cue, [span.quote for span in one.content]


CASES = {
    "apposition": (
        "Ruth Halvorsen, a retired colonel who led the survey, said the bridge would stay shut.",
        [("uttered", "Ruth Halvorsen, a retired colonel who led the survey", "said", ["the bridge would stay shut"])],
    ),
    "cue-in-the-middle": (
        "The talks, Peskov said, would go on for another week.",
        [("uttered", "Peskov", "said", ["The talks", "would go on for another week"])],
    ),
    "runs-on": (
        '"The sea is calm," Fidan said. "The harbours are open. Come and look." He smiled.',
        [("uttered", "Fidan", "said", ['"The sea is calm,"', '"The harbours are open.', 'Come and look."'])],
    ),
    "goes-on-after-indirect-speech": (
        'Meloni said the summit had failed. "Nobody had done the homework."',
        [("uttered", "Meloni", "said", ["the summit had failed", '"Nobody had done the homework."'])],
    ),
    "another-paragraph-has-no-cue": (
        '"We wait," said Fidan.\n"We wait until the ferry is back."',
        [("uttered", "Fidan", "said", ['"We wait,"']), ("uttered", "", "", ['"We wait until the ferry is back."'])],
    ),
    "colon-and-next-line": (
        'Tusk added:\n"We close the gate."',
        [("uttered", "Tusk", "added", ['"We close the gate."'])],
    ),
    "question-before-the-name": (
        '"Who will pay for the bridges?" Babiš asked.',
        [("uttered", "Babiš", "asked", ['"Who will pay for the bridges?"'])],
    ),
    "two-cues-one-source": (
        "Lisbon welcomed the ruling, adding that it would pay.",
        [("uttered", "Lisbon", "welcomed", ["the ruling"]), ("uttered", "Lisbon", "adding", ["that it would pay"])],
    ),
    "relative-pronoun": (
        "The envoy, who warned that the well was dry, left at noon.",
        [("uttered", "who", "warned", ["that the well was dry"])],
    ),
    "things-can-be-sources": (
        "Polls show that half the town has left.",
        [("uttered", "Polls", "show", ["that half the town has left"])],
    ),
    "transcript": (
        "MR. PRICE: We have read the letter. We will reply.",
        [("uttered", "MR. PRICE", ":", ["We have read the letter.", "We will reply."])],
    ),
    "signed": (
        "“We sleep in our coats.” — Olena Hnatiuk",
        [("uttered", "Olena Hnatiuk", "—", ["“We sleep in our coats.”"])],
    ),
    "dateline": (
        "KINGSTOWN, Saint Vincent — Guyana and Venezuela promised on Thursday not to use force.",
        [("uttered", "Guyana and Venezuela", "promised", ["not to use force"])],
    ),
    "added-to-a-thing": (
        "Tusk endorsed Rinkēvičs, who was waiting outside.",
        [("thought", "Tusk", "endorsed", ["Rinkēvičs"])],
    ),
    "wishes-and-hopes": (
        "Norway wants to send a ship and hopes that the ice will melt.",
        [
            ("thought", "Norway", "wants", ["to send a ship"]),
            ("thought", "Norway", "hopes", ["that the ice will melt"]),
        ],
    ),
    "convinced": (
        "The mayor is convinced that the bridge will hold.",
        [("thought", "The mayor", "convinced", ["that the bridge will hold"])],
    ),
    "worries-about": (
        "Farmers worry about the price of salt.",
        [("thought", "Farmers", "worry", ["about the price of salt"])],
    ),
    "plan-of-somebody": (
        "Its plan to build a harbour has no friends.",
        [("thought", "Its", "plan", ["to build a harbour"])],
    ),
    "nobody-in-particular": (
        "The mayor is expected to resign on Friday.",
        [("thought", "", "expected", ["The mayor", "to resign on Friday"])],
    ),
    "in-her-opinion": (
        "The harbour, in her opinion, is too shallow.",
        [("uttered", "her", "in her opinion", ["The harbour", "is too shallow"])],
    ),
    "nothing-attributed": ("The harbour froze and the ferry stayed in port.", []),
}


@pytest.mark.parametrize(("text", "wanted"), CASES.values(), ids=CASES)
def test_attributions(text: str, wanted: list[tuple[str, str, str, list[str]]]) -> None:
    found = read(text)
    assert [brief(one) for one in found] == wanted
    for one in found:
        for span in (one.source, one.cue, *one.content):
            assert span is None or text[span.start : span.end] == span.quote


def test_words_within_words_name_the_attribution_around_them() -> None:
    outer, inner = read("Lavrov said Moscow believed that the ship was lost.")
    assert (outer.within, inner.within) == (None, 0)
    assert (outer.kind, inner.kind) == ("uttered", "thought")


def test_what_was_not_said_is_told_apart() -> None:
    declined, say = read("Tusk declined to say whether the gate would close.")
    assert (declined.kind, declined.within) == ("thought", None)
    assert (say.kind, say.within) == ("unsaid", 0)


@pytest.mark.parametrize(
    "text", ["", "\n\n", "“", "Q:", "He said", '"', "— : —", "SAID SAID SAID.", "a said b said c said d"]
)
def test_odd_texts_break_nothing(text: str) -> None:
    for one in read(text):
        assert one.content
