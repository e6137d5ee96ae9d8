"""dragoman.group.readouts: what two reports say of one meeting."""

from dragoman.group import contacts
from dragoman.group.readouts import readouts

BOTH = ("USA", "RUS")


def side_by_side(*desks):
    entries = [entry for desk in desks for entry in desk.entries]
    (meeting,) = contacts(entries, BOTH)
    found = readouts(meeting, entries)
    return [
        (point.kind, point.relation, [line and line.report.source for line in point.lines]) for point in found.points
    ]


def readout(desk, actors, source, text):
    made = desk(f"They met in Riyadh. {text}", source, published="2025-02-18")
    made.event("They met in Riyadh", "held", (actors.RUBIO,), (actors.LAVROV,), date="2025-02-18", place="Riyadh")
    return made


def test_what_both_say_what_one_says_and_where_they_differ(desk, actors):
    one = readout(desk, actors, "a.txt", "Moscow is open to talks. Both agreed to restore embassy staffing by April.")
    one.position("Moscow is open to talks", actors.RUS, "open", toward=actors.USA)
    one.commitment(
        "Both agreed to restore embassy staffing by April", (actors.USA, actors.RUS), (), "restore embassy staffing",
        due="../2025-04-30",
    )  # fmt: skip
    two = readout(desk, actors, "b.txt", "Moscow rules talks out. Staffing of the embassy will be restored.")
    two.position("Moscow rules talks out", actors.RUS, "closed", toward=actors.USA)
    two.commitment(
        "Staffing of the embassy will be restored", (actors.RUS,), (), "Staffing of the embassy will be restored"
    )
    two.event("Moscow rules talks out", "held", (actors.RUS,), (actors.USA,), kind="REJECT")
    assert side_by_side(one, two) == [
        ("stance", "contradict", ["a.txt", "b.txt"]),
        ("promise", "both", ["a.txt", "b.txt"]),
        ("outcome", "only", [None, "b.txt"]),
    ]


def test_a_deed_of_others_is_no_outcome_and_another_day_contradicts(desk, actors):
    one = readout(desk, actors, "a.txt", "Moscow will withdraw heavy weapons by April. Iran protested.")
    one.commitment(
        "Moscow will withdraw heavy weapons by April", (actors.RUS,), (), "withdraw heavy weapons", "2025-04-30"
    )
    one.event("Iran protested", "held", (actors.IRN,), (), kind="PROTEST")
    two = readout(desk, actors, "b.txt", "Moscow is to withdraw heavy weapons by June.")
    two.commitment(
        "Moscow is to withdraw heavy weapons by June", (actors.RUS,), (), "withdraw heavy weapons", "2025-06-30"
    )
    assert side_by_side(one, two) == [("promise", "contradict", ["a.txt", "b.txt"])]


def test_what_was_spoken_of_is_held_side_by_side_where_both_name_some(desk, actors):
    one = desk("The two met. Rubio and Lavrov discussed arms control, grain and the swap of prisoners.", "a.txt")
    two = desk("The two met. Lavrov and Rubio discussed grain exports and visas.", "b.txt")
    for made, words in ((one, "Rubio and Lavrov discussed"), (two, "Lavrov and Rubio discussed")):
        whole = made.report.text[made.report.text.index(words) :]
        made.event(whole, "held", (actors.RUBIO,), (actors.LAVROV,), date="2025-02-18")
    (meeting,) = contacts([*one.entries, *two.entries], BOTH)
    found = [point for point in readouts(meeting, [*one.entries, *two.entries]).points if point.kind == "topic"]
    told = sorted((point.relation, [line.finding.evidence.quote for line in point.lines if line]) for point in found)
    assert told == [
        ("both", ["grain", "grain exports"]), ("only", ["arms control"]), ("only", ["the swap of prisoners"]),
        ("only", ["visas"]),
    ]  # fmt: skip
    assert [point for point in readouts(meeting, one.entries).points if point.kind == "topic"] == []
