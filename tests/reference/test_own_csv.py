"""A user's own CSV → rows beside ours, which win; broken rows are refused one by one."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman import gazetteer
from dragoman import tables as own
from dragoman.errors import InstallationError, NotFound, UsageError
from dragoman.reference import Card, bring_in, look_up
from dragoman.tables import OWN_FILE

HEAD = "name,office,state,from,until,aliases,source\n"


def forget() -> None:
    own.own_tables.cache_clear()
    gazetteer.gazetteer.cache_clear()


def tables() -> gazetteer.Gazetteer:
    return gazetteer.gazetteer()


def test_a_new_minister_succeeds_ours_from_that_day(bring):
    bring(HEAD + "Ilka Vantaanen,Minister of Foreign Affairs,Finland,2026-11-01,,,https://example.org/1\n")
    assert [one.name for one in tables().holders("FIN", "foreign_minister", "2026-11-20")] == ["Ilka Vantaanen"]
    assert [one.name for one in tables().holders("FIN", "foreign_minister", "2026-06-01")] == ["Elina Valtonen"]
    [term] = tables().people["ilka-vantaanen"].terms
    assert (term.office.id, term.source, term.origin) == (
        "fin-foreign-minister",
        "https://example.org/1",
        "mine.csv, line 2",
    )


def test_a_row_on_somebody_we_list_keeps_the_id_and_adds_the_spelling(bring):
    bring(HEAD + "Sergej Lawrow,Foreign Minister,RUS,2004-03-09,2026-10-31,Sergey Lavrov,\n")
    person = tables().people["sergey-lavrov"]
    assert "Sergej Lawrow" in person.aliases
    assert [term.end for term in person.terms if term.office.id == "rus-foreign-minister"] == ["2026-10-31"]


def test_what_a_desk_shortens_or_leaves_out_names_the_office_we_list(bring):
    bring(
        HEAD + "Ilka Vantaanen,PM,Finland,2026-11-01,,,\nMs Ana Lind,High Representative,EU,2026-11-01,,,\n"
        "Ambassador Ola Berg,Director-General,WHO,2026-11-01,,,\n"
    )
    held = {person: tables().people[person].terms[0].office.id for person in ("ilka-vantaanen", "ana-lind", "ola-berg")}
    assert held == {
        "ilka-vantaanen": "fin-prime-minister",
        "ana-lind": "euu-high-representative",
        "ola-berg": "who-director-general",
    }


def test_an_office_that_nobody_lists_gets_an_id_and_a_family_only_beyond_doubt(bring):
    bring(
        HEAD + "Ana Lind,Minister of Foreign Affairs and Fisheries,Tuvalu,2024,,,\n"
        "Ola Berg,Deputy Prime Minister,Norway,2024-02,,,\nNils Dahl,Ambassador to Peru,NOR,2023,,,\n"
    )
    offices = tables().offices
    assert offices["tuv-minister-of-foreign-affairs-and-fisheries"].role == "other"
    assert offices["nor-deputy-prime-minister"].role in {"deputy", "other"}
    assert (offices["nor-ambassador-to-peru"].role, offices["nor-ambassador-to-peru"].to) == ("ambassador", "PER")


def test_the_same_file_again_changes_nothing(bring, folder):
    text = HEAD + "Ana Lind,Harbour Master,Norway,2024,,,\nOla Berg,Harbour Master,Norway,2022,2023,,\n"
    first, _ = bring(text)
    before = (folder / OWN_FILE).read_bytes()
    again, _ = bring(text)
    assert (dict(first.new), first.unchanged) == ({"people": 2, "offices": 1, "terms": 2}, 0)
    assert (dict(again.new), dict(again.changed), again.unchanged, again.refused) == ({}, {}, 2, 0)
    assert (folder / OWN_FILE).read_bytes() == before


def test_a_later_file_puts_the_end_of_a_term_right(bring):
    bring(HEAD + "Ana Lind,Harbour Master,Norway,2024-01-01,,,\n")
    intake, refused = bring(HEAD + "Ana Lind,Harbour Master,Norway,2024-01-01,2025-05-01,,\n")
    assert (dict(intake.changed), refused) == ({"terms": 1}, [])
    assert [term.end for term in tables().people["ana-lind"].terms] == ["2025-05-01"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("X" * 200 + " Lind,Harbour Master,Norway,2024,,,", "has 205 characters"),
        ("Аna Lind,Harbour Master,Norway,2024,,,", "mixes Cyrillic and Latin letters"),
        ("Иван Петров,Harbour Master,Norway,2024,,,", "has no Latin letters"),
        ("Ana\u202eLind,Harbour Master,Norway,2024,,,", "cannot be read"),
        ("Ana Lind,Harbour Master,Atlantis,2024,,,", "'Atlantis' is no state or body"),
        ("Ana Lind,Harbour Master,Norway,2024-02-30,,,", "no day of the calendar"),
        ("Ana Lind,Harbour Master,Norway,last spring,,,", "is no date"),
        ("Ana Lind,Harbour Master,Norway,,,,", "no day on which the office began"),
        ("Ana Lind,Harbour Master,Norway,2024,2020,,", "ends (2020) before it begins (2024)"),
        (",Harbour Master,Norway,2024,,,", "has no name"),
        ("Ana Lind,,Norway,2024,,,", "has no office"),
        ("Ο Ana Lind,Harbour Master,Norway,2024,,,", "has words in Greek and Latin letters"),
        ("<b>Ana Lind</b>,Harbour Master,Norway,2024,,,", "holds a <"),
        ("Ana Lind 2,Harbour Master,Norway,2024,,,", "has a number"),
        ('"Ana Lind,Harbour Master,Norway,2024,,,', "is no row of a table"),
        ("Ana Lind,Harbour Master,Norway,2024,,,,,,,", "cells under 7 columns"),
    ],
)
def test_a_broken_row_is_refused_with_its_line_and_the_rest_is_taken(bring, row, reason):
    intake, refused = bring(f"{HEAD}Ola Berg,Harbour Master,Norway,2019,2020,,\n{row}\nIda Moe,Pilot,Norway,2024,,,\n")
    assert intake.refused == 1
    assert refused[0].startswith("mine.csv, line 3: ")
    assert reason in refused[0]
    assert {"ola-berg", "ida-moe"} <= tables().people.keys()
    assert "ana-lind" not in tables().people


def test_two_holders_of_a_single_office_at_once_are_refused_with_both_rows_named(bring):
    head = "name,office,state,from,until,single\n"
    _, refused = bring(head + "Ana Lind,Harbour Master,Norway,2020,,1\nOla Berg,Harbour Master,Norway,2024,,1\n")
    [message] = refused
    assert message.startswith("mine.csv, line 3: ola-berg as nor-harbour-master 2024 to now overlaps with ana-lind")
    assert "(mine.csv, line 2)" in message
    assert "ola-berg" not in tables().people


def test_offices_that_several_hold_may_overlap(bring):
    intake, refused = bring(HEAD + "Ana Lind,Harbour Pilot,Norway,2020,,,\nOla Berg,Harbour Pilot,Norway,2021,,,\n")
    assert (intake.refused, refused) == (0, [])


def test_a_file_without_the_columns_says_which(bring):
    with pytest.raises(UsageError, match="has no column from"):
        bring("name,office,state\nAna Lind,Pilot,Norway\n")
    with pytest.raises(UsageError, match="nobody knows"):
        bring("name,office,state,from,shoe size\n")


def test_a_file_that_is_not_there_or_of_another_kind(folder, tmp_path):
    from datetime import date

    with pytest.raises(NotFound):
        bring_in(tmp_path / "none.csv", folder, print, date(2026, 1, 1))
    (tmp_path / "a.xlsx").write_bytes(b"PK")
    with pytest.raises(UsageError, match=r"\.csv"):
        bring_in(tmp_path / "a.xlsx", folder, print, date(2026, 1, 1))


def test_a_line_too_long_and_bytes_that_are_no_text_cost_only_themselves(bring, tmp_path, folder):
    from datetime import date

    path = tmp_path / "big.csv"
    path.write_bytes(
        HEAD.encode() + b"A" * 3_000_000 + b"\nAn\xff Lind,Pilot,Norway,2024,,,\nIda Moe,Pilot,Norway,2024,,,\n"
    )
    issues = []
    intake = bring_in(path, folder, issues.append, date(2026, 11, 22))
    assert [issue.message.split(":")[0] for issue in issues] == ["big.csv, line 2", "big.csv, line 3"]
    assert intake.new["terms"] == 1


def test_own_rows_that_cannot_be_read_say_what_to_do(folder: Path):
    folder.mkdir()
    (folder / OWN_FILE).write_text("{broken", "utf-8")
    with pytest.raises(InstallationError, match="import your files again"):
        tables()


def test_an_own_row_whose_office_is_gone_says_what_to_do(bring, folder):
    bring(HEAD + "Ana Lind,Harbour Master,Norway,2024,,,\n")
    path = folder / OWN_FILE
    kept = [line for line in path.read_text("utf-8").splitlines() if '"table": "offices"' not in line]
    path.write_text("\n".join(kept), "utf-8")
    forget()
    with pytest.raises(InstallationError, match="nor-harbour-master"):
        tables()


def test_an_import_that_writes_nothing_makes_no_folder(bring, folder):
    intake, _ = bring(HEAD + "Ana Lind,Pilot,Atlantis,2024,,,\n")
    assert intake.refused == 1
    assert not folder.exists()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("March 2004", "2004-03"), ("Sept. 2004", "2004-09"), ("21/08/2004", "2004-08-21"),
        ("08/21/2004", "2004-08-21"), ("5/5/2004", "2004-05-05"), ("21.8.2004", "2004-08-21"),
        ("2004/8/21", "2004-08-21"), ("21st August 2004", "2004-08-21"), ("Aug 21, 2004", "2004-08-21"),
        ("2004-08-21T00:00:00Z", "2004-08-21"),
    ],
)  # fmt: skip
def test_a_date_that_leaves_no_doubt_is_taken_however_it_is_written(bring, written, meant):
    _, refused = bring(HEAD + f'Ilka Vantaanen,Minister of Fish,Finland,"{written}",,,\n')
    assert refused == []
    assert [term.start for term in tables().people["ilka-vantaanen"].terms] == [meant]


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("05/08/2004", "'05/08/2004' can be 2004-08-05 or 2004-05-08: write the one that is meant"),
        ("31/02/2004", "'2004-02-31' is no day of the calendar"),
        ("21.8.04", "'21.8.04' is no date (write 2024-05-21, 21 May 2024, 2024-05, May 2024 or 2024)"),
        ("13/13/2004", "'13/13/2004' is no date"),
    ],
)
def test_a_date_in_doubt_is_refused_with_what_to_write(bring, written, reason):
    _, [message] = bring(HEAD + f"Ilka Vantaanen,Minister of Fish,Finland,{written},,,\n")
    assert message.startswith(f"mine.csv, line 2: {reason}")


def test_a_user_s_term_fills_a_gap_of_ours(bring):
    bring(HEAD + "Olha Testenko,Prime Minister,Ukraine,August 2026,,,\n")
    card = look_up("Ukrainian prime minister")
    assert isinstance(card, Card)
    assert (card.gaps, card.held[-1].name) == ((), "Olha Testenko")
