"""dragoman.show.plot: the picture of a dialogue, and its table."""

import json
import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree

from dragoman.group import dialogue
from dragoman.show.axis import axis
from dragoman.show.picture import picture
from dragoman.show.plot import NARROW, css, plot_svg
from dragoman.show.tables import picture_json

BOTH = ("USA", "RUS")
SVG = "{http://www.w3.org/2000/svg}"


def drawn(found, **how):
    return ElementTree.fromstring(plot_svg(found, **how))  # noqa: S314 - our own


def classes(root):
    return [name for each in root.iter() for name in (each.get("class") or "").split()]


def two_years(desk, actors):
    one = desk("Moscow is open to talks. They met.", "a.txt", published="2022-01-10")
    one.position("Moscow is open to talks", actors.RUS, "open", toward=actors.USA)
    one.event("They met", "held", (actors.RUBIO,), (actors.LAVROV,), date="2022-01-09")
    two = desk("They met again. They may meet in <Oslo> & more.", "b.txt", published="2024-02-10")
    two.event("They met again", "held", (actors.RUBIO,), (actors.LAVROV,), date="2024-02-09")
    two.event("They may meet in <Oslo> & more", "mooted", (actors.USA,), (actors.RUS,), date="2024-05-01")
    three = desk("They will meet some day.", "c.txt")
    three.event("They will meet some day", "planned", (actors.USA,), (actors.RUS,))
    return dialogue(one.entries + two.entries + three.entries, BOTH)


def test_it_is_an_image_with_title_and_description_without_scripts_or_style_attributes(desk, actors):
    root = drawn(two_years(desk, actors))
    assert (root.get("role"), root.find(f"{SVG}title").text) == ("img", "The dialogue of United States – Russia")
    assert "From 2022-01-09 to 2024-05-01" in root.find(f"{SVG}desc").text
    assert not [each for each in root.iter() if each.get("style") or each.tag.endswith("script")]
    assert "prefers-color-scheme" in root.find(f"{SVG}style").text
    assert drawn(two_years(desk, actors), alone=False).find(f"{SVG}style") is None


def test_a_meeting_is_drawn_as_what_it_is_and_gaps_are_shown(desk, actors):
    found = classes(drawn(two_years(desk, actors)))
    shown = picture(two_years(desk, actors))
    assert {"held", "mooted", "gap", "stance"} <= set(found)
    assert "planned" not in {mark.state for mark in shown.marks if shown.drawn(mark)}
    assert [mark.words for mark in shown.marks if mark.lane == "gap"] == ["2.1 years without a meeting on record"]


def test_everything_drawn_stands_in_the_table_with_its_source_and_what_has_no_date_too(desk, actors):
    shown = picture(two_years(desk, actors))
    table = json.loads(json.dumps(picture_json(shown)))["marks"]
    assert [mark["state"] for mark in table if not mark["drawn"]][-1:] == ["planned"]
    assert all(mark["source"] for mark in table if mark["lane"] in {"stance", "meeting"})


def test_a_date_far_away_squashes_nothing(desk, actors):
    made = desk("They met. They will meet.", published="2024-01-10")
    made.event("They met", "held", (actors.USA,), (actors.RUS,), date="2024-01-09")
    made.event("They will meet", "planned", (actors.USA,), (actors.RUS,), date="2999-01-09")
    shown = picture(dialogue(made.entries, BOTH))
    assert (shown.last, shown.left_out) == (date(2024, 1, 9), 1)


def test_nobody_spoke_and_nothing_dated(desk, actors):
    assert "Nothing with a date" in plot_svg(dialogue([], BOTH))
    made = desk("They met.")
    made.event("They met", "held", (actors.USA,), (actors.RUS,))
    assert "Nothing with a date" in plot_svg(dialogue(made.entries, BOTH))


def test_three_parties_have_a_lane_each(desk, actors):
    made = desk("They met.", published="2024-01-10")
    made.event("They met", "held", (actors.USA, actors.IRN), (actors.RUS,), date="2024-01-09")
    words = plot_svg(dialogue(made.entries, ("USA", "RUS", "IRN")))
    assert [name in words for name in ("United States: stance", "Russia: stance", "Iran: stance")] == [True] * 3


def test_ticks_leave_room_and_stay_inside():
    for first, last in [
        (date(2024, 1, 1), date(2024, 1, 2)),
        (date(2016, 1, 1), date(2025, 12, 31)),
        (date.min, date.max),
    ]:
        ticks = axis(first, last, 100, 900).ticks
        places = [tick.x for tick in ticks]
        assert all(100 <= x <= 900 for x in places)
        assert all(b - a >= 40 for a, b in pairwise(places))
        assert ticks


def test_every_class_that_is_drawn_has_a_rule(desk, actors):
    rules = set(re.findall(r"\.([a-z][a-z-]*)", css()))
    assert set(classes(drawn(two_years(desk, actors)))) <= rules


def test_the_narrow_picture_shows_the_same_without_going_over_its_edge(desk, actors):
    wide, narrow = drawn(two_years(desk, actors)), drawn(two_years(desk, actors), sheet=NARROW)
    signs = {"held", "mooted", "gap", "stance"}
    assert signs & set(classes(narrow)) == signs & set(classes(wide))
    assert narrow.get("width") == "320"
    ends = [float(each.get(name)) for each in narrow.iter() for name in ("x1", "x2", "cx") if each.get(name)]
    assert max(ends) <= 320
    assert not [each for each in narrow.iter(f"{SVG}g") if each.find(f"{SVG}title") is not None]


def test_colours_can_be_chosen_whatever_the_system_has(desk, actors):
    assert "dark" in classes(drawn(two_years(desk, actors), sheet=replace(NARROW, colours="dark")))
    assert ".dg-plot.dark" in css()
    assert ".dg-plot:not(.light)" in css()


def test_names_of_new_holders_do_not_run_into_each_other(desk, actors):
    entries = []
    for day in ("2021-01-10", "2025-06-01"):
        made = desk(f"Nobody knew. They met in secret. {day}", f"{day}.txt", published=day)
        made.event("They met in secret", "held", (actors.USA,), (actors.RUS,), date=day)
        entries += made.entries
    rows: dict[str, list[tuple[float, float]]] = {}
    for each in drawn(dialogue(entries, BOTH)).iter(f"{SVG}text"):
        if "name" in (each.get("class") or "").split():
            x = float(each.get("x"))
            rows.setdefault(each.get("y"), []).append((x, x + len(each.text) * 6.6))
    assert sum(map(len, rows.values())) > 2
    for row in rows.values():
        assert all(one[1] < other[0] for one, other in pairwise(sorted(row)))
