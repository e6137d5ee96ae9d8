"""The reference tables of people, offices and terms agree with each other and with the calendar."""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from importlib import resources
from itertools import pairwise

import pycountry
import pytest

Row = dict[str, str]

FIRST_CHECKED, CHECKED = "2026-11-22", "2026-11-23"
COLUMNS = {
    "people": ["id", "name", "aliases", "gender", "source", "checked"],
    "offices": ["id", "title", "aliases", "state", "role", "single", "to", "source", "checked"],
    "terms": ["person", "office", "from", "to", "source", "checked", "confirmed"],
    "gaps": ["state", "role", "from", "to", "kind", "why", "source", "checked"],
}
ROLES = {
    *("head_of_state", "head_of_government", "foreign_minister", "defence_minister", "national_security_adviser"),
    *("spokesperson", "un_ambassador", "ambassador", "envoy", "head", "deputy", "other"),
}
FLOORS = {"people": 2840, "offices": 955, "terms": 3350, "gaps": 14}
# Kosovo has no ISO 3166 code; XKX is the user-assigned one in general use.
USER_ASSIGNED = {"XKX"}
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
DATE = re.compile(r"(?P<year>(19|20)\d\d)(-(?P<month>0[1-9]|1[0-2])(-(?P<day>0[1-9]|[12]\d|3[01]))?)?")


def table(name: str) -> list[Row] | None:
    path = resources.files("dragoman") / "data" / f"{name}.csv"
    if not path.is_file():
        return None
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def required(name: str) -> list[Row]:
    rows = table(name)
    assert rows is not None, f"dragoman/data/{name}.csv is missing"
    return rows


@pytest.fixture(scope="module")
def people() -> list[Row]:
    return required("people")


@pytest.fixture(scope="module")
def offices() -> list[Row]:
    return required("offices")


@pytest.fixture(scope="module")
def terms() -> list[Row]:
    return required("terms")


def earliest(date: str) -> str:
    return date + "0000-01-01"[len(date) :]


def latest(date: str) -> str:
    return date + "0000-12-31"[len(date) :] if date else "9999-12-31"


def repeated(values: Iterator[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_sources_and_floors(name: str) -> None:
    rows = required(name)
    assert all(list(row) == COLUMNS[name] for row in rows)
    assert all(re.match("https?://", row["source"]) and " " not in row["source"] for row in rows)
    assert {row["checked"] for row in rows} <= {FIRST_CHECKED, CHECKED}
    assert len(rows) >= FLOORS[name]


@pytest.mark.parametrize("name", COLUMNS)
def test_no_stray_blanks_or_empty_aliases(name: str) -> None:
    cells = [cell for row in required(name) for cell in row.values()]
    assert [cell for cell in cells if cell != cell.strip() or "||" in cell or '"' in cell] == []


def test_ids_are_unique_and_well_formed(people: list[Row], offices: list[Row]) -> None:
    for rows in (people, offices):
        assert repeated(row["id"] for row in rows) == []
        assert [row["id"] for row in rows if not ID.fullmatch(row["id"])] == []


def test_no_two_people_share_a_name_or_an_alias(people: list[Row]) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for row in people:
        for name in {row["name"], *filter(None, row["aliases"].split("|"))}:
            owners[name.casefold()].add(row["id"])
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


def test_genders_are_known_letters(people: list[Row]) -> None:
    assert {row["gender"] for row in people} <= {"m", "f", ""}


def test_terms_name_known_people_and_offices(people: list[Row], offices: list[Row], terms: list[Row]) -> None:
    assert {row["person"] for row in terms} == {row["id"] for row in people}
    assert {row["office"] for row in terms} == {row["id"] for row in offices}


def test_offices_have_known_roles(offices: list[Row]) -> None:
    assert {row["role"] for row in offices} <= ROLES
    assert {row["single"] for row in offices} == {"0", "1"}


def test_ambassadors_are_accredited_somewhere(offices: list[Row]) -> None:
    accredited = {"ambassador", "un_ambassador"}
    assert [row["id"] for row in offices if (row["role"] in accredited) != bool(row["to"])] == []


def test_offices_belong_to_states_or_bodies(offices: list[Row]) -> None:
    bodies = table("bodies")
    if bodies is None:
        pytest.skip("bodies.csv is not there")
    known = {country.alpha_3 for country in pycountry.countries} | {row["code"] for row in bodies} | USER_ASSIGNED
    used = {row["state"] for row in offices} | {row["to"] for row in offices if row["to"]}
    assert sorted(used - known) == []


def test_dates_are_iso_and_in_order(terms: list[Row]) -> None:
    dates = [date for row in terms for date in (row["from"], row["to"]) if date]
    assert [date for date in dates if not DATE.fullmatch(date)] == []
    assert [row for row in terms if earliest(row["from"]) > latest(row["to"])] == []
    assert [row for row in terms if not row["from"] or earliest(row["from"]) > CHECKED] == []
    assert [row for row in terms if row["to"] and earliest(row["to"]) > CHECKED] == []


def test_what_a_page_bears_out_is_a_date_that_the_row_gives(terms: list[Row]) -> None:
    assert {row["confirmed"] for row in terms} == {"", "held", "from", "to", "both"}
    assert [row for row in terms if row["confirmed"] in {"to", "both"} and not row["to"]] == []


def test_single_offices_have_one_holder_at_a_time(offices: list[Row], terms: list[Row]) -> None:
    single = {row["id"] for row in offices if row["single"] == "1"}
    held: dict[str, list[Row]] = defaultdict(list)
    for row in terms:
        if row["office"] in single:
            held[row["office"]].append(row)
    overlaps = [pair for rows in held.values() for pair in pairwise(sorted(rows, key=start)) if overlap(*pair)]
    assert overlaps == []


def test_gaps_are_of_known_kinds_with_dates_in_order() -> None:
    rows = required("gaps")
    assert {row["kind"] for row in rows} == {"none", "vacant", "unknown"}
    assert all(row["why"] for row in rows)
    assert {row["role"] for row in rows} <= ROLES
    assert [date for row in rows for date in (row["from"], row["to"]) if date and not DATE.fullmatch(date)] == []
    assert [row for row in rows if row["from"] and row["to"] and earliest(row["from"]) > latest(row["to"])] == []


def test_nobody_holds_an_office_that_a_gap_says_nobody_held(offices: list[Row], terms: list[Row]) -> None:
    families = {row["id"]: (row["state"], row["role"]) for row in offices}
    held: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in terms:
        held[families[row["office"]]].append(row)
    for gap in required("gaps"):
        whole = {**gap, "from": gap["from"] or "1900"}
        others = held[gap["state"], gap["role"]]
        assert [term for term in others if overlap(*sorted((whole, term), key=start))] == []


def start(term: Row) -> str:
    return earliest(term["from"])


def overlap(before: Row, after: Row) -> bool:
    """True if the terms overlap for certain; a shared day, or month or year where no more is known, is a handover."""
    ends = earliest(before["to"]) if before["to"] else "9999-12-31"
    return ends > latest(after["from"])


def test_no_person_holds_one_office_twice_at_once(terms: list[Row]) -> None:
    held: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in terms:
        held[row["person"], row["office"]].append(row)
    assert [pair for rows in held.values() for pair in pairwise(sorted(rows, key=start)) if overlap(*pair)] == []


@pytest.mark.parametrize(
    ("office", "day", "person"),
    [
        ("usa-secretary-of-state", "2023-03-02", "antony-blinken"),
        ("usa-secretary-of-state", "2025-02-18", "marco-rubio"),
        ("tur-foreign-minister", "2023-04-25", "mevlut-cavusoglu"),
        ("tur-foreign-minister", "2023-06-04", "hakan-fidan"),
        ("rus-foreign-minister", "2004-03-10", "sergey-lavrov"),
        ("rus-ambassador-usa", "2024-04-01", "anatoly-antonov"),
        ("rus-presidential-spokesperson", "2024-04-01", "dmitry-peskov"),
        ("uno-secretary-general", "2016-12-31", "ban-ki-moon"),
        ("iaea-director-general", "2026-01-01", "rafael-grossi"),
        ("gbr-prime-minister", "2026-07-21", "andy-burnham"),
    ],
)
def test_who_held_the_office_on_a_day(terms: list[Row], office: str, day: str, person: str) -> None:
    holders = [row["person"] for row in terms if row["office"] == office and earliest(row["from"]) <= day]
    current = [row for row in terms if row["office"] == office and earliest(row["from"]) <= day <= latest(row["to"])]
    assert person in holders
    assert {row["person"] for row in current} == {person}
