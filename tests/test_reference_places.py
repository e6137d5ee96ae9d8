"""The reference tables of states, bodies, organs, places and meetings hold together."""

from __future__ import annotations

import csv
import re
import tomllib
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pycountry
import pytest

import dragoman

DATA = Path(dragoman.__file__).parent / "data"
HEADS = {
    "states": "code,iso2,name,aliases,adjectives,people,capital,metonyms,source,checked",
    "bodies": "code,name,kind,aliases,adjectives,seat,source,checked",
    "organs": "id,name,aliases,state,source,checked",
    "places": "name,aliases,country,lat,lon,kind,source,checked",
    "meetings": "id,name,aliases,kind,start,end,place,country,participants,source,checked",
}
KEYS = {"states": "code", "bodies": "code", "organs": "id", "meetings": "id"}
NAMES = {
    "states": ("name", "aliases", "adjectives", "people", "capital", "metonyms"),
    "bodies": ("name", "aliases", "adjectives"),
    "organs": ("name", "aliases"),
    "places": ("name", "aliases"),
}
CODE = {"states": "code", "bodies": "code", "organs": "state", "places": "country"}
DOUBTS = tomllib.loads((DATA / "doubtful.toml").read_text("utf-8"))["doubt"]
NOT_IN_ISO = {"XKX"}  # Kosovo has no ISO 3166 code; XKX is the user-assigned one in common use
NOT_MEMBERS = {
    "PSE",
    "TWN",
    "XKX",
    "VAT",
    "ESH",
    "HKG",
    "MAC",
    "GRL",
    "FRO",
    "PRI",
    "COK",
    "NIU",
    "NCL",
    "PYF",
    "FLK",
    "GIB",
    "BMU",
    "GUM",
    "ABW",
    "CUW",
    "ASM",
    "ALA",
    "IOT",
}


def rows(table: str) -> list[dict[str, str]]:
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def cells(row: dict[str, str], *columns: str) -> list[str]:
    return [value for column in columns for value in row[column].split("|") if row[column]]


def codes() -> set[str]:
    return {row["code"] for table in ("states", "bodies") for row in rows(table)}


def actors_by_name(*tables: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for table in tables:
        for row in rows(table):
            for name in cells(row, *NAMES[table]):
                found[name].add(row[CODE[table]])
    return found


def told_apart(name: str, meant: set[str]) -> bool:
    """Whether a rule says which is meant: the report names one of two states, or doubtful.toml has the name."""
    states = {row["code"] for row in rows("states")}
    ruled = {row["code"] for row in DOUBTS if name in row["names"]}
    return meant <= states or meant <= ruled


@pytest.mark.parametrize("table", HEADS)
def test_header_is_the_agreed_one(table):
    assert (DATA / f"{table}.csv").read_text(encoding="utf-8").split("\n", 1)[0] == HEADS[table]


@pytest.mark.parametrize("table", HEADS)
def test_every_row_says_where_it_can_be_checked_and_when(table):
    for row in rows(table):
        assert re.fullmatch(r"https://[^\s|]+", row["source"]), row
        assert date.fromisoformat(row["checked"]) >= date(2026, 1, 1), row


@pytest.mark.parametrize("table", HEADS)
def test_no_row_is_ragged_and_no_name_empty_or_padded(table):
    for row in rows(table):
        assert None not in row, row
        assert None not in row.values(), row
        assert row["name"], row
        for column, cell in row.items():
            parts = cell.split("|") if cell else []
            assert all(part and part == part.strip() for part in parts), (column, row)


@pytest.mark.parametrize("table", KEYS)
def test_keys_are_unique(table):
    counts = Counter(row[KEYS[table]] for row in rows(table))
    assert [key for key, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("table", NAMES)
def test_no_row_gives_one_name_twice(table):
    for row in rows(table):
        names = cells(row, "name", "aliases")
        assert len(names) == len(set(names)), row


def test_state_codes_are_iso_3166():
    iso = {country.alpha_3 for country in pycountry.countries}
    assert {row["code"] for row in rows("states")} - iso == NOT_IN_ISO
    twos = {country.alpha_3: country.alpha_2 for country in pycountry.countries} | {"XKX": "XK"}
    assert {row["code"]: row["iso2"] for row in rows("states")} == {
        row["code"]: twos[row["code"]] for row in rows("states")
    }


def test_all_united_nations_members_are_there():
    assert len({row["code"] for row in rows("states")} - NOT_MEMBERS) == 193


def test_every_member_state_has_an_adjective_and_people():
    for row in rows("states"):
        assert row["adjectives"], row
        assert row["people"] or row["code"] == "VAT", row


def test_body_codes_are_capitals_and_no_state_has_them():
    states = {country.alpha_3 for country in pycountry.countries} | NOT_IN_ISO
    for row in rows("bodies"):
        assert re.fullmatch(r"[A-Z][A-Z0-9]+", row["code"]), row
        assert row["code"] not in states, row
        assert row["kind"] in {"organization", "group"}, row


def test_organs_act_for_a_known_state_or_body():
    known = codes()
    assert [row for row in rows("organs") if row["state"] not in known] == []


def test_organ_ids_are_kebab_case():
    assert [row["id"] for row in rows("organs") if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", row["id"])] == []


def test_no_two_organs_share_a_name():
    counts = Counter(name for row in rows("organs") for name in cells(row, "name", "aliases"))
    assert [name for name, count in counts.items() if count > 1] == []


def test_a_name_of_two_actors_has_a_rule_that_tells_them_apart():
    found = actors_by_name("states", "bodies", "organs")
    assert [name for name, meant in found.items() if len(meant) > 1 and not told_apart(name, meant)] == []


def test_doubtful_names_are_names_of_known_codes():
    known, names = codes(), actors_by_name("states", "bodies", "organs")
    for row in DOUBTS:
        assert row["code"] in known, row
        assert row.get("instead", row["code"]) in known, row
        assert any(row["code"] in names[name] for name in row["names"]), row
        assert row.get("only_with") or row.get("not_with"), row


def test_places_of_one_name_lie_in_different_countries():
    found = Counter((name, row["country"]) for row in rows("places") for name in cells(row, "name", "aliases"))
    assert [pair for pair, count in found.items() if count > 1] == []


def test_places_lie_on_the_globe_in_known_countries():
    states = {row["code"] for row in rows("states")} | {""}
    for row in rows("places"):
        assert -90 <= float(row["lat"]) <= 90, row
        assert -180 <= float(row["lon"]) <= 180, row
        assert row["country"] in states, row
        assert row["kind"] in {"capital", "city", "venue", "region", "state"}, row


def test_every_state_is_a_place_with_coordinates_for_the_map():
    sites = {(row["name"], row["country"]) for row in rows("places")}
    assert [row["name"] for row in rows("states") if (row["name"], row["code"]) not in sites] == []


def test_every_capital_is_a_place_of_its_state():
    places = actors_by_name("places")
    for row in rows("states"):
        capitals = cells(row, "capital")
        assert not capitals or any(row["code"] in places[name] for name in capitals), row


@pytest.mark.parametrize(
    ("name", "country", "lat", "lon"),
    [
        ("Geneva", "CHE", 46.2, 6.1),
        ("Wilmington", "USA", 39.7, -75.5),
        ("Woodside", "USA", 37.4, -122.3),
        ("Chornobyl", "UKR", 51.3, 30.2),
        ("Sloviansk", "UKR", 48.9, 37.6),
        ("Anchorage", "USA", 61.2, -149.9),
        ("Tripoli", "LBY", 32.9, 13.2),
        ("Hyderabad", "IND", 17.4, 78.5),
    ],
)
def test_a_place_is_the_one_that_news_means(name, country, lat, lon):
    (row,) = (row for row in rows("places") if row["name"] == name and row["country"] == country)
    assert abs(float(row["lat"]) - lat) < 0.2
    assert abs(float(row["lon"]) - lon) < 0.2


def test_meetings_have_dates_in_order():
    for row in rows("meetings"):
        start = date.fromisoformat(row["start"])
        assert row["end"] == "" or date.fromisoformat(row["end"]) >= start, row
        assert date(2014, 1, 1) <= start <= date.fromisoformat(row["checked"]), row


def test_meetings_name_known_actors_and_places():
    known, places = codes(), actors_by_name("places")
    for row in rows("meetings"):
        assert set(cells(row, "participants")) <= known, row
        assert not row["place"] or row["country"] in places[row["place"]], row


def test_no_two_meetings_share_a_name():
    counts = Counter(name for row in rows("meetings") for name in cells(row, "name", "aliases"))
    assert [name for name, count in counts.items() if count > 1] == []


@pytest.mark.parametrize(
    ("meeting", "start", "end"),
    [
        ("rus-usa-2021-geneva", "2021-06-16", "2021-06-16"),
        ("g20-fm-2023", "2023-03-01", "2023-03-02"),
        ("rus-usa-2025-riyadh", "2025-02-18", "2025-02-18"),
        ("rus-usa-2025-alaska", "2025-08-15", "2025-08-15"),
        ("crocus-2024", "2024-03-22", "2024-03-22"),
    ],
)
def test_a_meeting_stands_on_its_known_day(meeting, start, end):
    (row,) = (row for row in rows("meetings") if row["id"] == meeting)
    assert (row["start"], row["end"]) == (start, end)


def test_there_are_as_many_meetings_as_reports_need():
    assert len(rows("meetings")) >= 590
