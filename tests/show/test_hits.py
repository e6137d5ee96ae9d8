"""dragoman.show.hits: what was found, under its reports."""

import io

from dragoman.show.hits import show_hits
from dragoman.show.terminal import console


def printed(entries, *, more=False):
    stream = io.StringIO()
    show_hits(entries, console(stream), more=more)
    return stream.getvalue()


def test_a_report_is_named_once_above_its_hits(newsroom):
    text = printed(newsroom)
    assert text.count("Meridian Wire: Rubio and Lavrov meet in Riyadh") == 1
    assert text.index("Meridian Wire") < text.index("Harbour Post") < text.index("Northgate Review")


def test_words_stand_under_a_hit_that_does_not_say_them(newsroom):
    text = " ".join(printed(newsroom).split())
    assert "position open United States: open, dialogue, toward Russia “ready to talk to Moscow”" in text
    assert "condition unmet United States: if Moscow changes course" in text


def test_nothing_found_and_more_to_find(newsroom):
    assert printed([]) == "nothing found\n"
    assert "The first 2; --limit N shows more." in printed(newsroom[:2], more=True)
