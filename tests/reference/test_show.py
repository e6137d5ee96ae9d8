"""Reference cards and imports as a person reads them."""

from __future__ import annotations

import json


def test_a_state_is_shown_with_its_offices_by_rank_and_numbered_sources(run):
    status, out, _ = run("reference", "show", "Germany", "--on", "2023-03-02")
    lines = out.splitlines()
    assert status == 0
    assert lines[0] == "Germany  state · DEU"
    assert "OFFICES ON 2023-03-02" in lines
    assert out.index("President") < out.index("Chancellor") < out.index("Ambassador to Israel")
    assert any(line.endswith(" [2]") for line in lines[lines.index("SOURCES") :])
    assert max(map(len, lines)) <= 80


def test_a_person_with_all_terms(run):
    _, out, _ = run("reference", "show", "blinken")
    assert "  2021-01-26 – 2025-01-20" in out
    assert "Secretary of State  USA" in out


def test_which_pages_nobody_has_opened_is_said(run):
    _, out, _ = run("reference", "show", "blinken", "--format", "json")
    found = {held["office"]: held["confirmed"] for held in json.loads(out)["offices"]}
    assert found["usa-secretary-of-state"] == "from"
    assert found["usa-deputy-secretary-of-state"] is None
    _, out, _ = run("reference", "show", "blinken")
    assert "[1–2] Nobody has opened the page: from memory." in out


def test_a_day_past_the_check_says_that_nobody_knows(run):
    _, out, _ = run("reference", "show", "rus-foreign-minister", "--on", "2031-01-01")
    assert "who held what after that day is not known" in out


def test_choices_are_listed_with_what_tells_them_apart(run):
    status, out, _ = run("reference", "show", "Bush")
    assert status == 0
    assert "george-w-bush" in out
    assert "President 2001–2009" in out


def test_a_name_nobody_has_is_one_line_and_status_2(run):
    status, out, err = run("reference", "show", "Lavrof")
    assert (status, out) == (2, "")
    assert err == "dragoman: the reference tables have no 'Lavrof'; did you mean Sergey Lavrov?\n"


def test_json_has_rows_with_sources(run):
    _, out, _ = run("reference", "show", "rus-foreign-minister", "--on", "2022-02-24", "--format", "json")
    found = json.loads(out)
    [held] = found["offices"]
    assert (held["person"], held["from"], held["to"]) == ("sergey-lavrov", "2004-03-09", None)
    assert held["source"].startswith("https://")
    assert {"kind", "id", "name", "on", "also", "facts", "source", "checked", "origin"} <= found.keys()


def test_an_import_says_what_it_took_and_what_it_refused(run, folder, tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("name,office,state,from\nAna Lind,Pilot,Norway,2024\nAna Lind,Pilot,Atlantis,2024\n", "utf-8")
    status, out, _ = run("reference", "import", path)
    assert status == 0
    assert "new terms                   1" in out
    assert out.count("REFUSED") == 1
    assert "QUARANTINED" not in out
    told = " ".join(out.split())
    assert "mine.csv, line 3: 'Atlantis' is no state or body that is known; the row was left out." in told
    assert max(map(len, out.split("REFUSED")[1].split("Your rows")[0].splitlines())) <= 80
    _, out, _ = run("reference", "import", path, "--format", "json")
    found = json.loads(out)
    assert (found["new"], found["unchanged"], found["refused"]) == ({}, 1, 1)
    assert found["issues"][0]["code"] == "reference-row"


def test_an_import_that_takes_nothing_fails(run, folder, tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("name,office,state,from\nAna Lind,Pilot,Atlantis,2024\n", "utf-8")
    assert run("reference", "import", path)[0] == 1
