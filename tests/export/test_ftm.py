"""dragoman.export.ftm: entities that followthemoney itself reads and finds valid."""

import io
import json

from followthemoney import model

from dragoman.export import write_ftm


def entities(entries):
    stream = io.StringIO()
    assert write_ftm(entries, stream) == len(entries)
    made = [model.get_proxy(json.loads(line)) for line in stream.getvalue().splitlines()]
    for entity in made:
        entity.schema.validate(entity.to_dict())
    return made


def test_every_entity_is_valid_and_there_once(newsroom):
    made = entities(newsroom)
    assert len({entity.id for entity in made}) == len(made)
    names = {"Article", "Person", "PublicBody", "Position", "Occupancy", "Mention", "Event"}
    assert {entity.schema.name for entity in made} >= names - {"Mention"}


def test_every_link_leads_to_an_entity(newsroom):
    made = entities(newsroom)
    known = {entity.id for entity in made}
    linked = {value for entity in made for prop, value in entity.itervalues() if prop.type.name == "entity"}
    assert linked
    assert linked <= known


def test_a_mention_is_of_its_document(desk, actors):
    from dataclasses import replace

    made = desk("Rubio met Lavrov.")
    rubio = replace(actors.RUBIO, surface=made.span("Rubio"))
    made.event("met", "held", (rubio,), (actors.LAVROV,))
    mention = next(entity for entity in entities(made.entries) if entity.schema.name == "Mention")
    assert mention.first("name") == "Rubio"
    assert mention.first("document") == f"dragoman-report-{made.report.id}"
    assert mention.first("resolved") == "dragoman-actor-marco-rubio"


def test_a_person_has_the_terms_of_the_tables_with_their_source(newsroom):
    made = {entity.id: entity for entity in entities(newsroom)}
    terms = [e for e in made.values() if e.schema.name == "Occupancy" and e.first("holder").endswith("antony-blinken")]
    assert terms
    assert all(term.get("startDate") and term.get("sourceUrl") for term in terms)
    assert {made[term.first("post")].schema.name for term in terms} == {"Position"}


def test_what_did_not_happen_says_so_in_its_name(newsroom):
    events = [entity for entity in entities(newsroom) if entity.schema.name == "Event"]
    for event in events:
        [status] = {"held", "ongoing", "planned", "mooted", "denied"} & set(event.get("keywords"))
        assert event.first("name").startswith(f"{status}: ") == (status != "held")


def test_a_day_that_is_not_known_is_not_made_up(newsroom):
    events = [entity for entity in entities(newsroom) if entity.schema.name == "Event"]
    [planned] = [event for event in events if "planned" in event.get("keywords")]
    assert planned.get("date") == []
    assert (planned.first("startDate"), planned.first("endDate")) == ("2025-02-20", "2025-02-28")


def test_a_bad_address_is_left_out(desk, actors):
    from dataclasses import replace

    from dragoman.model import Entry

    made = desk("They met.")
    event = made.event("met", "held", (actors.USA,), (actors.RUS,))
    entry = Entry(event, replace(made.report.head, url="javascript:alert(1)"))
    assert not [e for e in entities([entry]) if e.schema.name == "Article" and e.get("sourceUrl")]
