"""Cases as data: every sentence in tests/cases must give exactly the findings written beside it.

One file a layer (`statements.toml`, `events.toml`, …) and one table a case. A case compares the findings of its own
layer, no more and no fewer; `absent` names what must not appear in any layer, as `kind:key:key` (`event:CONSULT:held`,
`position:RUS:closed`). An empty string means "must be unknown"; an optional key left out is not compared. `xfail` holds
the reason why a case is known not to work yet.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import pycountry
import pytest

from dragoman import model
from dragoman.record import Json, to_record

FOLDER = Path(__file__).parent / "cases"
BODIES = frozenset(
    "UNO EUU NATO IAEA OSCE G7 G20 ASEAN AU ECOWAS LAS GCC PLO HAMAS HEZBOLLAH HOUTHIS TALIBAN".split()  # noqa: SIM905
)
TERRITORIES = frozenset({"SOMALILAND", "TRANSNISTRIA"})
CODES = BODIES | TERRITORIES | {country.alpha_3 for country in pycountry.countries}
SYMMETRIC = {"CONSULT", "AGREE", "COOPERATE"}
CONDITION_OVERLAP = 0.6

Wanted = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Layer:
    """What a file of cases holds: the kind of finding, the case's key that lists them (empty where the case is itself
    the finding), how one is compared, and the keys it must and may have."""

    kind: str
    key: str
    same: Callable[[Wanted, Json], bool]
    must: str
    may: str = ""

    @property
    def required(self) -> set[str]:
        return set(self.must.split())

    @property
    def known(self) -> set[str]:
        return self.required | set(self.may.split())


@dataclass(frozen=True, slots=True)
class Case:
    """One text and what it must give."""

    layer: Layer
    id: str
    text: str
    wanted: tuple[Wanted, ...]
    published: str | None = None
    absent: tuple[str, ...] = ()
    xfail: str | None = None


def words(text: str | None) -> list[str]:
    """Return the lower-case words of `text` without accents."""
    plain = unicodedata.normalize("NFKD", text or "")
    return re.findall(r"\w+", "".join(sign for sign in plain if not unicodedata.combining(sign)).lower())


def state_of(actor: Json | None) -> str | None:
    """Return the state or body for which an actor object acts."""
    if actor is None:
        return None
    return actor["state"] or (actor["ref"] if actor["kind"] in {"state", "organization", "group"} else None)


def states(actors: list[Json]) -> set[str]:
    return {state for state in map(state_of, actors) if state}


def text_of(span: Json | None) -> str:
    return span["text"] if span else ""


def alike(wanted: str, found: str) -> bool:
    """Equal, or one inside the other: `told` and `told reporters`. An empty `wanted` asks for nothing found."""
    left, right = wanted.casefold(), found.casefold()
    return left == right or bool(left and right and (left in right or right in left))


def overlap(left: str, right: str) -> float:
    """Return the share of words two texts have in common (Dice, 0 to 1)."""
    a, b = set(words(left)), set(words(right))
    return 2 * len(a & b) / (len(a) + len(b) or 1)


def same_party(wanted: Wanted, key: str, actor: Json | None) -> bool:
    return key not in wanted or (wanted[key] or None) == state_of(actor)


def same_statement(wanted: Wanted, found: Json) -> bool:
    speaker = found["speaker"]
    named = words(speaker["name"]) + words(speaker["surface"])
    return (
        words(wanted["speaker"])[-1] in named
        and same_party(wanted, "state", speaker)
        and wanted["manner"] == found["manner"]
        and ("cue" not in wanted or alike(wanted["cue"], text_of(found["cue"])))
        and ("date" not in wanted or wanted["date"] == ((found["date"] or {}).get("edtf") or ""))
    )


def same_event(wanted: Wanted, found: Json) -> bool:
    return (
        (wanted["type"], wanted["status"]) == (found["type"], found["status"])
        and same_sides(wanted, found)
        and ("date" not in wanted or wanted["date"] == ((found["date"] or {}).get("edtf") or ""))
        and ("place" not in wanted or same_place(wanted["place"], found["place"]))
        and ("mode" not in wanted or wanted["mode"] == (found["mode"] or ""))
        and ("contexts" not in wanted or wanted["contexts"] == found["contexts"])
        and ("participants" not in wanted or set(wanted["participants"]) == states(found["participants"]))
    )


def same_sides(wanted: Wanted, found: Json) -> bool:
    source, recipient = states(found["source"]), states(found["recipient"])
    if wanted["type"] in SYMMETRIC:
        return set(wanted["source"]) | set(wanted["recipient"]) == source | recipient
    return set(wanted["source"]) == source and set(wanted["recipient"]) == recipient


def same_place(wanted: str, found: Json | None) -> bool:
    if found is None:
        return not wanted
    return alike(wanted, found["name"]) or alike(wanted, text_of(found["text"]))


def same_position(wanted: Wanted, found: Json) -> bool:
    return (
        same_party(wanted, "holder", found["holder"])
        and same_party(wanted, "toward", found["toward"])
        and (wanted["matter"], wanted["stance"]) == (found["matter"], found["stance"])
    )


def same_condition(wanted: Wanted, found: Json) -> bool:
    return (
        overlap(wanted["text"], text_of(found["text"])) >= CONDITION_OVERLAP
        and same_party(wanted, "by", found["by"])
        and same_party(wanted, "on", found["on"])
        and wanted.get("red_line", False) == found["red_line"]
        and ("fate" not in wanted or wanted["fate"] == found["state"])
    )


def same_channel(wanted: Wanted, found: Json) -> bool:
    return (
        (wanted["channel"], wanted["state"]) == (found["channel"], found["state"])
        and set(wanted["parties"]) == states(found["parties"])
    )  # fmt: skip


def same_commitment(wanted: Wanted, found: Json) -> bool:
    return (
        set(wanted["who"]) == states(found["who"])
        and set(wanted["to"]) == states(found["to"])
        and wanted["verifiable"] == found["verifiable"]
    )


def same_status(wanted: Wanted, found: Json) -> bool:
    return bool(wanted["status"] == found["status"])


LAYERS = {
    "statements": Layer("statement", "statements", same_statement, "speaker state manner", "cue date"),
    "events": Layer(
        "event", "events", same_event, "type source recipient status", "date place mode contexts participants"
    ),
    "parties": Layer(
        "event", "events", same_event, "type source recipient status", "date place mode contexts participants"
    ),
    "positions": Layer("position", "positions", same_position, "holder toward matter stance"),
    "conditions": Layer("condition", "conditions", same_condition, "text", "by on red_line fate"),
    "channels": Layer("channel", "channels", same_channel, "channel state parties"),
    "commitments": Layer("commitment", "commitments", same_commitment, "who to verifiable"),
    "status": Layer("event", "", same_status, "type cue status"),
}
CASE_KEYS = {"id", "text", "published", "absent", "xfail"}
VALUES: dict[str, tuple[str, ...]] = {
    "type": get_args(model.EventType),
    "status": get_args(model.Status),
    "manner": get_args(model.Manner),
    "matter": get_args(model.Matter),
    "stance": get_args(model.Stance),
    "channel": get_args(model.ChannelKind),
}
CODE_KEYS = {"source", "recipient", "holder", "toward", "by", "on", "parties", "who", "to", "state", "participants"}


def load(name: str) -> Iterator[Case]:
    """Yield the cases of one file. Raises AssertionError naming the case where it is not written as agreed."""
    kind = LAYERS[name]
    for row in tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))["case"]:
        case = case_of(kind, row)
        for wanted in case.wanted:
            check(case, wanted)
        yield case


def case_of(kind: Layer, row: Mapping[str, Any]) -> Case:
    own = {kind.key} if kind.key else kind.known
    assert set(row) <= CASE_KEYS | own, f"{row['id']}: unknown key in {sorted(row)}"
    wanted = row[kind.key] if kind.key else [{key: row[key] for key in kind.required}]
    absent = tuple(row.get("absent", ()))
    return Case(kind, row["id"], row["text"], tuple(wanted), row.get("published"), absent, row.get("xfail"))


def check(case: Case, wanted: Wanted) -> None:
    kind = case.layer
    missing, unknown = kind.required - set(wanted), set(wanted) - kind.known
    assert not missing | unknown, f"{case.id}: missing {sorted(missing)}, unknown {sorted(unknown)}"
    for key, value in wanted.items():
        check_value(case, key, value)
    quoted = wanted["text"] if kind.kind == "condition" else wanted.get("cue", "")
    assert quoted in case.text, f"{case.id}: {quoted!r} is not in the text"
    if not kind.key:
        assert case.text.count(quoted) == 1, f"{case.id}: {quoted!r} does not stand once in the text"


def check_value(case: Case, key: str, value: object) -> None:
    if case.layer.kind == "channel" and key == "state":
        assert value in get_args(model.ChannelState), f"{case.id}: {key} {value!r}"
    elif key in VALUES:
        assert value in VALUES[key], f"{case.id}: {key} {value!r}"
    elif key in CODE_KEYS:
        codes = [value] if isinstance(value, str) else value
        assert isinstance(codes, list), f"{case.id}: {key} {value!r}"
        unknown = {code for code in codes if code} - CODES
        assert not unknown, f"{case.id}: {key} {sorted(unknown)} are no codes"


CASES = {name: tuple(load(name)) for name in LAYERS}


def params() -> Iterator[Any]:
    for name, cases in CASES.items():
        for case in cases:
            marks = [pytest.mark.xfail(reason=case.xfail, strict=True)] if case.xfail else []
            yield pytest.param(case, id=f"{name}:{case.id}", marks=marks)


def records(case: Case) -> list[Json]:
    """Return what the rules find on the whole road: what only the network adds the gate measures, not the cases."""
    from dragoman import pipeline

    report = model.Report(source=f"case:{case.id}", text=case.text, published=case.published)
    outcome = pipeline.outcome(report)
    found = [to_record(finding, outcome.report.head) for finding in outcome.findings]
    return [record for record in found if not record["rule"].split("/")[0].endswith(".network")]


def at_cue(case: Case, found: list[Json]) -> list[Json]:
    """Return the events of the case's type whose cue touches the marked words."""
    wanted = case.wanted[0]
    start = case.text.index(wanted["cue"])
    end = start + len(wanted["cue"])
    return [
        record for record in found
        if record["type"] == wanted["type"] and record["cue"]["start"] < end and start < record["cue"]["end"]
    ]  # fmt: skip


def unmatched(case: Case, found: list[Json]) -> tuple[list[Wanted], list[Json]]:
    """Return what was wanted and not found, and what was found and not wanted, matched one to one."""
    missing, left = [], list(found)
    for wanted in case.wanted:
        match = next((record for record in left if case.layer.same(wanted, record)), None)
        if match is None:
            missing.append(wanted)
        else:
            left.remove(match)
    return missing, left


def keys(record: Json) -> set[str]:
    """Return the words by which `absent` can name a record: its enumerated fields and the codes of those who act."""
    fields = ("type", "status", "manner", "matter", "stance", "channel", "state")
    plain = {record[name] for name in fields if isinstance(record.get(name), str)}
    actors = [record[name] for name in ("speaker", "holder", "by") if record.get(name)]
    actors += [actor for name in ("source", "parties", "who") for actor in record.get(name, ())]
    return plain | states(actors)


def forbidden(case: Case, found: list[Json]) -> list[Json]:
    """Return the records that `absent` rules out."""
    rules = [rule.split(":") for rule in case.absent]
    return [
        record for record in found
        if any(record["kind"] == kind and set(parts) <= keys(record) for kind, *parts in rules)
    ]  # fmt: skip


def brief(record: Json) -> Json:
    return {key: value for key, value in record.items() if key not in {"id", "report", "sentence", "rule", "said_by"}}


def grammar_says(case: Case) -> str:
    """Return what the grammar of modality says of the case's cue, given the type of its event."""
    from dragoman.annotate import annotate
    from dragoman.extract.modality import status
    from dragoman.grammar import top

    wanted = case.wanted[0]
    start = case.text.index(wanted["cue"])
    report = model.Report(source=f"case:{case.id}", text=case.text, published=case.published)
    (parsed,) = annotate([report])
    (sentence,) = [one for one in parsed.sentences if one.start <= start < one.end]
    first = start - sentence.start
    words = sentence.doc.within(first, first + len(wanted["cue"]))
    return status(top(words), wanted["type"])


@pytest.mark.parametrize("case", list(params()))
def test_case(case: Case) -> None:
    if case.layer is LAYERS["status"]:
        assert grammar_says(case) == case.wanted[0]["status"], case.text
        return
    found = records(case)
    own = [record for record in found if record["kind"] == case.layer.kind]
    missing, surplus = unmatched(case, own if case.layer.key else at_cue(case, own))
    assert (missing, [brief(record) for record in surplus]) == ([], []), case.text
    assert [brief(record) for record in forbidden(case, found)] == [], case.text


def test_every_case_has_its_own_name_and_text() -> None:
    cases = [(name, case) for name, several in CASES.items() for case in several]
    for field in ("id", "text"):
        times = Counter((name, getattr(case, field)) for name, case in cases)
        assert [key for key, count in times.items() if count > 1] == []


def test_every_type_status_and_kind_is_covered() -> None:
    events = [wanted for case in CASES["events"] for wanted in case.wanted]
    channels = [wanted for case in CASES["channels"] for wanted in case.wanted]
    assert {wanted["type"] for wanted in events} == set(VALUES["type"])
    assert {wanted["status"] for wanted in events} == set(VALUES["status"])
    assert {wanted["channel"] for wanted in channels} == set(VALUES["channel"])
    assert {wanted["state"] for wanted in channels} == set(get_args(model.ChannelState))
