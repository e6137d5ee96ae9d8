"""FollowTheMoney JSON Lines → rows, as OpenSanctions publishes politicians."""

from __future__ import annotations

import json

from dragoman import gazetteer


def entity(id_: str, schema: str, caption: str = "", **properties: str) -> str:
    cells = {key: [value] if isinstance(value, str) else value for key, value in properties.items()}
    return json.dumps({"id": id_, "schema": schema, "caption": caption, "properties": cells}) + "\n"


PERSON = entity(
    "Q1", "Person", "Ilka Vantaanen", name=["Илка Вантаанен", "Ilka Vantaanen"], gender="female", wikidataId="Q1"
)
POST = entity("P1", "Position", "", name="Minister for Foreign Affairs", country="fi", numberOfSeats="1")
TERM = entity("O1", "Occupancy", "", holder="Q1", post="P1", startDate="2026-11-01", status="current")


def people():
    return gazetteer.gazetteer().people


def test_person_position_and_occupancy_in_any_order_make_a_term(bring):
    for lines in (PERSON + POST + TERM, TERM + POST + PERSON):
        intake, refused = bring(lines, "entities.ftm.json")
        assert refused == []
    assert intake.unchanged == 1
    person = people()["ilka-vantaanen"]
    [term] = person.terms
    assert (person.gender, term.office.id, term.start, term.end) == ("f", "fin-foreign-minister", "2026-11-01", None)
    assert (term.source, term.origin) == ("https://www.wikidata.org/wiki/Q1", "entities.ftm.json, line 3")


def test_entities_nested_in_a_person_as_open_sanctions_publishes_targets(bring):
    post = json.loads(POST)
    term = json.loads(entity("O1", "Occupancy", "", startDate="2026-11-01"))
    term["properties"]["post"] = [post]
    person = json.loads(PERSON)
    person["properties"]["positionOccupancies"] = [term]
    nobody = {"id": "Q9", "schema": "Person", "properties": {"positionOccupancies": [{"id": "O9"}, 3, None]}}
    intake, refused = bring(json.dumps(person) + "\n" + json.dumps(nobody) + "\n", "targets.nested.json")
    assert refused == []
    assert dict(intake.left_out) == {"Person without an occupancy": 1}
    [held] = people()["ilka-vantaanen"].terms
    assert (held.office.id, held.start, held.origin) == (
        "fin-foreign-minister", "2026-11-01", "targets.nested.json, line 1",
    )  # fmt: skip


def test_two_entities_of_one_name_and_state_stay_two_people(bring):
    other = entity("Q2", "Person", "Ilka Vantaanen")
    pilot = entity("P2", "Position", "", name="Harbour Pilot", country="fi")
    term = entity("O2", "Occupancy", "", holder="Q2", post="P2", startDate="2020")
    text = PERSON + POST + TERM + other + pilot + term
    bring(text, "a.jsonl")
    again, _ = bring(text, "a.jsonl")
    assert {"ilka-vantaanen", "ilka-vantaanen-fin"} <= people().keys()
    assert (again.unchanged, dict(again.new), dict(again.changed)) == (2, {}, {})


def test_a_body_and_who_heads_it(bring):
    body = entity("N1", "Organization", "Baltic Lighthouse Union", abbreviation="BALU", alias="Lighthouse Union")
    post = entity("P3", "Position", "", name="Secretary-General", organization="N1")
    term = entity("O3", "Occupancy", "", holder="Q1", post="P3", startDate="2025-01", endDate="2026-03-31")
    intake, refused = bring(PERSON + body + post + term, "balu.jsonl")
    assert (refused, intake.new["bodies"]) == ([], 1)
    known = gazetteer.gazetteer()
    assert [name.id for name in known.meanings("Lighthouse Union")] == ["BALU"]
    assert [one.name for one in known.holders("BALU", "head", "2025-06-01")] == ["Ilka Vantaanen"]


def test_a_ministry_is_an_organ_of_its_state(bring):
    bring(entity("N2", "PublicBody", "Norwegian Harbour Office", country="no"), "organ.jsonl")
    [name] = gazetteer.gazetteer().meanings("Norwegian Harbour Office")
    assert (name.sense, name.state) == ("organ", "NOR")


def test_what_is_broken_or_refers_to_nothing_is_refused_one_by_one(bring):
    broken = "{broken\n" + '["a list"]\n' + '{"id": "x", "schema": "Person"}\n'
    lost = entity("O4", "Occupancy", "", holder="Q9", post="P1", startDate="2020")
    postless = entity("O5", "Occupancy", "", holder="Q1", post="P9", startDate="2020")
    ended = entity("O6", "Occupancy", "", holder="Q1", post="P1", startDate="2020", status="ended")
    intake, refused = bring(PERSON + POST + TERM + broken + lost + postless + ended, "x.jsonl")
    assert intake.new["terms"] == 1
    assert sorted(message.split(": ")[0] for message in refused) == [f"x.jsonl, line {n}" for n in (4, 5, 6, 7, 8, 9)]
    reasons = " ".join(refused)
    for words in (
        "is not JSON",
        "is no entity",
        "no properties",
        "no Person of the file",
        "no Position",
        "does not give",
    ):
        assert words in reasons


def test_what_is_no_reference_row_is_counted_not_refused(bring):
    intake, refused = bring(PERSON + entity("V1", "Vessel", "Anna") + POST, "x.jsonl")
    assert (dict(intake.left_out), refused) == ({"Vessel": 1, "Person without an occupancy": 1}, [])


def test_a_name_without_a_latin_spelling_is_refused(bring):
    _, refused = bring(entity("Q1", "Person", "Илка", name="Илка Вантаанен") + POST + TERM, "x.jsonl")
    assert "has no Latin letters" in refused[0]


def test_refused_rows_are_told_in_the_order_of_their_lines(bring):
    lone = entity("O7", "Occupancy", "", holder="nobody", post="P1", startDate="2026-11-01")
    postless = entity("O8", "Occupancy", "", holder="Q1", post="none", startDate="2026-11-01")
    nameless = entity("B1", "Organization", "Совет")
    _, refused = bring(lone + PERSON + "{broken\n" + postless + POST + nameless, "a.jsonl")
    assert [message.split(":")[0] for message in refused] == [f"a.jsonl, line {line}" for line in (1, 3, 4, 6)]
