"""dragoman.group.copies: signatures, bands, and how one report copies another."""

import random

import pytest
from datasketch import MinHash, MinHashLSH

from dragoman.group.copies import BAND, NUMBERS, bands, likeness, resemblance, signature
from dragoman.group.wording import body
from dragoman.model import Report, Span

WORDS = [f"{a}{b}" for a in ("tal", "mor", "ves", "kin", "dar", "pol", "sen", "rus") for b in ("an", "eth", "ik", "ow")]


def prose(seed: int, length: int = 240) -> list[str]:
    return random.Random(seed).choices(WORDS, k=length)  # noqa: S311 - made-up words, no secret


def report(words: list[str], **fields) -> Report:
    return Report(fields.pop("source", "wire/one.txt"), " ".join(words), **fields)


BODY = prose(1)
ONE = report(BODY, title="Ministers meet in Tallow")


def test_the_same_words_under_the_same_headline():
    found = likeness(report(BODY, source="b.txt", title="Ministers meet in Tallow"), ONE)
    assert (found.kind, found.similarity) == ("same", 1.0)


def test_the_same_words_under_another_headline_also_where_the_headline_stands_in_the_text():
    text = "A Fresh Start in Tallow\n\n" + " ".join(BODY)
    title = Span.of(text, 0, 23)
    found = likeness(Report("b.txt", text, title=title.quote, headline=title), ONE)
    assert (found.kind, found.similarity) == ("headline", 1.0)


def test_a_rewritten_lead_over_the_same_body():
    assert likeness(report(prose(2, 45) + BODY[50:], source="b.txt"), ONE).kind == "lead"


def test_a_version_of_one_url():
    url = "https://wire.example/tallow"
    known = report(BODY, url=url)
    assert likeness(report([*BODY, *prose(3, 30)], url=url), known).kind == "version"


def test_changes_here_and_there_make_an_edited_copy():
    words = list(BODY)
    words[20::40] = ["suddenly"] * len(words[20::40])
    assert likeness(report(words), ONE).kind == "edited"


def test_the_order_of_the_two_does_not_matter():
    other = report(prose(2, 45) + BODY[50:], source="b.txt")
    assert likeness(other, ONE) == likeness(ONE, other)


def test_other_words_are_no_copy_and_neither_are_tiny_reports_however_alike():
    assert likeness(report(prose(5)), ONE) is None
    assert likeness(report(["no", "comment"]), report(["no", "comment"], source="b")) is None
    assert signature(["no", "comment"]) == ()
    assert bands(()) == ()
    assert resemblance((), ()) == 0.0


def test_furniture_is_not_compared():
    text = " ".join(BODY) + "\n\nNo time to read? Get a summary"
    end = len(" ".join(BODY))
    marked = Report("b.txt", text, furniture=(Span.of(text, end, len(text)),))
    assert body(marked) == BODY


def test_a_report_of_a_megabyte_is_compared_by_its_first_words():
    words = prose(7, 200_000)
    found = likeness(report(words), report(words, source="b.txt"))
    assert found.kind == "same"


def blended(share: float, seed: int) -> tuple[list[str], list[str]]:
    """Two texts of which the second repeats the given share of the first from its beginning."""
    first = [f"w{seed}x{n}" for n in range(400)]
    kept = int(len(first) * share)
    return first, first[:kept] + [f"v{seed}x{n}" for n in range(len(first) - kept)]


def shingles(words: list[str]) -> set[str]:
    return {" ".join(words[at : at + 5]) for at in range(len(words) - 4)}


@pytest.mark.parametrize("share", [0.5, 0.7, 0.9, 1.0])
def test_signatures_estimate_what_datasketch_does(share):
    first, second = blended(share, 1)
    oracle = []
    for words in (first, second):
        made = MinHash(num_perm=NUMBERS)
        made.update_batch([shingle.encode() for shingle in sorted(shingles(words))])
        oracle.append(made)
    exact = len(shingles(first) & shingles(second)) / len(shingles(first) | shingles(second))
    ours = resemblance(signature(first), signature(second))
    assert ours == pytest.approx(exact, abs=0.15)
    assert ours == pytest.approx(oracle[0].jaccard(oracle[1]), abs=0.2)


def test_bands_meet_the_pairs_that_datasketchs_index_finds():
    pairs = [blended(share, seed) for seed, share in enumerate([0.85] * 12 + [0.1] * 12)]
    index = MinHashLSH(num_perm=NUMBERS, params=(NUMBERS // BAND, BAND))
    hashes = []
    for number, (first, second) in enumerate(pairs):
        made = [MinHash(num_perm=NUMBERS), MinHash(num_perm=NUMBERS)]
        for one, words in zip(made, (first, second), strict=True):
            one.update_batch([shingle.encode() for shingle in sorted(shingles(words))])
        index.insert(number, made[0])
        hashes.append(made[1])
    theirs = {number for number, one in enumerate(hashes) if number in index.query(one)}
    ours = {
        number
        for number, (first, second) in enumerate(pairs)
        if set(bands(signature(first))) & set(bands(signature(second)))
    }
    assert ours == theirs == set(range(12))


def test_bands_fit_sqlite():
    assert len(bands(signature(BODY))) == NUMBERS // BAND
    assert all(-(2**63) <= key < 2**63 for key in bands(signature(BODY)))


FORM = [*prose(1)[:180], *prose(8, 60)]


def test_a_form_filled_in_anew_months_later_is_no_copy():
    declared = report(BODY, published="2024-01-10")
    assert likeness(report(FORM, source="b.txt", published="2024-02-05"), declared).kind == "edited"
    assert likeness(report(FORM, source="b.txt", published="2024-03-10"), declared) is None
    assert likeness(report(BODY, source="b.txt", published="2024-03-10"), declared).kind == "same"


def test_one_publisher_s_form_under_another_headline_is_no_copy_but_another_outlet_s_is():
    declared = report(BODY, outlet="The Office", title="Relief for Sull")
    assert likeness(report(FORM, source="b.txt", outlet="The Office", title="Relief for Ede"), declared) is None
    assert likeness(report(FORM, source="b.txt", outlet="The Wire", title="Relief for Ede"), declared).kind == "edited"
    assert likeness(report(FORM, source="b.txt", outlet="The Office", title="Relief for Sull"), declared)
