"""Which files were imported, taking one out again, and a process that goes on for days."""

from __future__ import annotations

import os

import pytest

from dragoman import gazetteer
from dragoman.errors import NotFound
from dragoman.reference import imported, take_out
from dragoman.tables import OWN_FILE

HEAD = "name,office,state,from,until\n"


def test_the_files_are_listed_with_their_rows(bring, folder):
    assert imported(folder) == ()
    bring(HEAD + "Ana Lind,Harbour Master,Norway,2024,\n")
    bring("name,kind,start,participants\nOslo round of the cod talks,talks,2026-05-01,NOR|RUS\n", "talks.csv")
    told = [(one.file, dict(one.rows), one.checked) for one in imported(folder)]
    assert told == [
        ("mine.csv", {"people": 1, "offices": 1, "terms": 1}, "2026-11-22"),
        ("talks.csv", {"meetings": 1}, "2026-11-22"),
    ]


def test_a_file_taken_out_leaves_ours_as_they_were(bring, folder):
    bring(HEAD + "Ilka Vantaanen,Minister of Foreign Affairs,Finland,2026-11-01,\n")
    removed = take_out("mine.csv", folder)
    gazetteer.renew()
    assert (dict(removed.rows), removed.needed, imported(folder)) == ({"people": 1, "terms": 1}, 0, ())
    [held] = gazetteer.gazetteer().holders("FIN", "foreign_minister", "2026-11-20")
    assert held.name == "Elina Valtonen"


def test_what_rows_of_another_file_name_stays(bring, folder):
    bring(HEAD + "Ana Lind,Harbour Master,Norway,2022,2023\n", "first.csv")
    bring(HEAD + "Ola Berg,Harbour Master,Norway,2024,\n", "second.csv")
    removed = take_out("first.csv", folder)
    gazetteer.renew()
    assert removed.needed == 1
    people = gazetteer.gazetteer().people
    assert ("ana-lind" in people, [term.office.title for term in people["ola-berg"].terms]) == (
        False,
        ["Harbour Master"],
    )


def test_a_file_never_imported_is_not_found(bring, folder):
    with pytest.raises(NotFound, match="there are none"):
        take_out("other.csv", folder)
    bring(HEAD + "Ana Lind,Harbour Master,Norway,2024,\n")
    with pytest.raises(NotFound, match=r"there are: mine\.csv"):
        take_out("other.csv", folder)


def test_a_process_that_goes_on_sees_rows_imported_meanwhile(bring, folder):
    bring(HEAD + "Ana Lind,Harbour Master,Norway,2024,\n")
    before, stamp = gazetteer.gazetteer(), gazetteer.renew()
    assert gazetteer.renew() == stamp
    assert gazetteer.gazetteer() is before
    rows = (folder / OWN_FILE).read_text("utf-8").replace("Ana Lind", "Ina Lund")
    (folder / OWN_FILE).write_text(rows, "utf-8")
    os.utime(folder / OWN_FILE, ns=(1, 1))
    assert gazetteer.renew() != stamp
    assert gazetteer.gazetteer().people["ana-lind"].name == "Ina Lund"


def test_the_commands_tell_it_in_words_and_as_json(bring, folder, run):
    status, out, _ = run("reference", "list")
    assert (status, "reference import FILE" in out) == (0, True)
    bring(HEAD + "Ana Lind,Harbour Master,Norway,2024,\n")
    status, out, _ = run("reference", "list")
    assert (status, "mine.csv" in out, "1 term" in out) == (0, True, True)
    status, out, _ = run("reference", "remove", "mine.csv", "--format", "json")
    assert (status, '"terms": 1' in out) == (0, True)
    status, _, err = run("reference", "remove", "mine.csv")
    assert (status != 0, "mine.csv" in err) == (True, True)
