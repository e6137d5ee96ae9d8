"""Questions to a ledger → records, meetings, dialogues: the public door, which the command line also goes through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal, TypedDict, Unpack

from dragoman.amend import amend
from dragoman.data import toml
from dragoman.errors import NotFound, UsageError
from dragoman.group import Dialogue, Line, Meeting, MeetingStatus, contacts
from dragoman.group import dialogue as group_dialogue
from dragoman.group.apart import Parted, apart
from dragoman.group.changes import Background, Changes, changes
from dragoman.group.contacts import sides, told_by
from dragoman.group.dialogue import Course, on_day, shown
from dragoman.group.histories import AHEAD, tellers
from dragoman.group.readouts import Readouts, readouts
from dragoman.group.scene import Scene
from dragoman.group.ties import Ties
from dragoman.joining import join
from dragoman.ledger import (
    Activity,
    Around,
    Arrived,
    Company,
    Counts,
    Doubt,
    Growth,
    Holdings,
    Judgement,
    Query,
    Seat,
    Span,
    Store,
    Subject,
    Traits,
    Verdict,
    gather,
)
from dragoman.ledger.query import first_day, last_day
from dragoman.model import (
    Chain,
    Dated,
    Entry,
    Event,
    EventType,
    Finding,
    Issue,
    Judged,
    Kind,
    Outcome,
    Report,
    ReportHead,
    Stance,
    Status,
    Story,
    StoryHead,
)
from dragoman.parties import label, party
from dragoman.reading import PathLike, Progress, ReadSummary, batches, issues_of
from dragoman.settings import LEDGER_NAME, LedgerLimits

if TYPE_CHECKING:
    from dragoman.brief import Brief, Length
    from dragoman.export import Format, Table

_LIMITS = LedgerLimits()


class Search(TypedDict, total=False):
    """What a search can be narrowed by. `actors` are names or codes that must all take part; dates are ISO days,
    `as_of` the last on which a report must have been known; `after` is the id of the last finding already had;
    `judged` what people made of it; `rejected` shows also what they rejected."""

    kinds: Sequence[Kind]
    actors: Sequence[str]
    status: Sequence[Status]
    stance: Sequence[Stance]
    types: Sequence[EventType]
    report: str | None
    since: str | None
    until: str | None
    as_of: str | None
    limit: int | None
    after: str | None
    judged: Sequence[Judged]
    rejected: bool


class Judging(TypedDict, total=False):
    """What may go with a verdict: a listed reason, words, the fields of an edit, the latest verdict's number as seen
    (0: none)."""

    reason: str | None
    why: str | None
    values: Mapping[str, str]
    seen: int | None


class Ledger:
    """A ledger on disk: what was read, and the questions one can put to it. Use it in a `with` or close it."""

    def __init__(
        self, path: PathLike, *, create: bool = True, readonly: bool = False, limits: LedgerLimits = _LIMITS
    ) -> None:
        self.path = Path(path)
        self._store = Store.open(self.path, create=create, readonly=readonly, limits=limits)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file. Closing twice does no harm."""
        self._store.close()

    def read(
        self, paths: PathLike | Iterable[PathLike], progress: Progress | None = None, *, jobs: int | None = 1
    ) -> ReadSummary:
        """Read files and folders into the ledger; reading the same again changes nothing.

        `jobs` is the number of processes; None means as many as help. A script that asks for more than one must guard
        its entry with `if __name__ == "__main__":`. What cannot be used becomes an Issue in the summary and the ledger.
        Raises NotFound where a path does not exist, LedgerLocked, LedgerFull, and ReadingFailed where a report meets a
        fault of ours; what was read before it is recorded.
        """
        summary = ReadSummary()
        for outcomes in batches(paths, jobs, progress):
            tally = self._store.record(outcomes)
            join(self._store)
            summary = summary.plus(tally, (issue for one in outcomes for issue in issues_of(one)))
        return summary

    def dialogue(
        self, *parties: str, since: str | None = None, until: str | None = None, as_of: str | None = None
    ) -> Dialogue:
        """Return where the dialogue between the parties (names, codes or ids) stands; dates are ISO days.

        Raises NotFound for an unknown name, UsageError for an ambiguous one.
        """
        Query(since=since, until=until, as_of=as_of)  # raises for what is no date
        codes = tuple(dict.fromkeys(map(self.party, parties)))
        entries = gather.around(self._store, Query(parties=codes, as_of=as_of))
        names = {code: label(code) for code in codes}
        found = group_dialogue(entries, codes, since=since, until=until, names=names, ties=self._ties())
        return on_day(found, today(as_of), as_of)

    def course(self, *parties: str) -> Course:
        """Return how the dialogue between the parties (names, codes or ids) went, to be told as of any day.

        Raises NotFound for an unknown name, UsageError for an ambiguous one.
        """
        codes = tuple(dict.fromkeys(map(self.party, parties)))
        entries = tuple(gather.around(self._store, Query(parties=codes, superseded=True)))
        known = self._store.lives({entry.report.id for entry in entries})
        names = {code: label(code) for code in codes}
        return Course(Scene.of(entries, codes, None, None, known), names, self._ties())

    def changes(self, *parties: str, since: str, as_of: str | None = None) -> Changes:
        """Return what came to be known since an ISO day: new, changed, contradicted, overdue.

        Raises NotFound for an unknown name, UsageError for an ambiguous one and for what is no date.
        """
        Query(since=since, until=as_of, as_of=as_of)  # raises for what is no date
        codes = tuple(dict.fromkeys(map(self.party, parties)))
        store, day = self._store, first_day(since)
        known = Query(parties=codes, as_of=as_of)
        background = Background(
            positions=gather.before(store, replace(known, kinds=("position",)), day),
            channels=gather.before(store, replace(known, kinds=("channel",)), day),
            contacts=gather.contacts(store, codes, as_of, gather.days_before(day, AHEAD.days)),
            commitments=store.entries(replace(known, kinds=("commitment",))),
            conditions=gather.before(store, replace(known, kinds=("condition",)), day),
            ties=self._ties(),
        )
        recent = gather.with_links(store, replace(known, known_after=gather.days_before(day, 1)))
        return changes(recent, background, codes, day, today(as_of))

    def meetings(
        self,
        *parties: str,
        status: Sequence[MeetingStatus] = (),
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
    ) -> tuple[Meeting, ...]:
        """Return the meetings in which all `parties` take part (all meetings where none is named), told across reports.

        By status, the newest first; dates are held against the day of the meeting. Raises NotFound, UsageError.
        """
        Query(since=since, until=until)  # raises for what is no date
        codes = tuple(dict.fromkeys(map(self.party, parties)))
        entries = gather.contacts(self._store, codes, as_of)
        return contacts(entries, codes, status=status, since=since, until=until, ties=self._ties())

    def parted(self) -> Parted:
        """Return all that is told of contacts, in parts of which each day's meetings can be told."""
        lines = Scene.of(tuple(gather.all_contacts(self._store)), (), None, None).lines(Event)
        met, asked = ([line for line in lines if line.finding.type == kind] for kind in gather.CONTACTS)
        ties = self._ties()
        return Parted(tuple(apart(met, asked, ties)), self._store.lives(), ties)

    def meeting(self, key: str, *, as_of: str | None = None, among: Sequence[str] = ()) -> Meeting:
        """Return the meeting with this id, or the one that the finding with this id tells; where it is known, `among`
        are the ids of the findings that may tell of it. Raises NotFound."""
        hint = "dragoman meetings lists them with their ids"
        try:
            entry = self._store.entry(key.removeprefix("m"))
        except NotFound as error:
            raise NotFound(f"{self.path} holds no meeting {key!r}: {hint}") from error
        codes = sides(entry)
        while codes:
            found = told_by(self._among(among, codes, as_of) if among else self.meetings(*codes, as_of=as_of), entry)
            if found:
                return found
            codes = codes[:-1]
        known = f" known as of {as_of}" if as_of else ""
        raise NotFound(f"{self.path} holds no meeting {key!r}{known}: {hint}")

    def _among(self, among: Sequence[str], codes: tuple[str, ...], as_of: str | None) -> tuple[Meeting, ...]:
        entries = gather.with_links(self._store, Query(findings=tuple(among), as_of=as_of))
        return contacts(entries, codes, ties=self._ties())

    def readouts(self, key: str, *, as_of: str | None = None) -> Readouts:
        """Return what the reports that tell a meeting say of it, side by side. Raises NotFound."""
        return self.side_by_side(self.meeting(key, as_of=as_of), as_of=as_of)

    def side_by_side(self, found: Meeting, *, as_of: str | None = None) -> Readouts:
        """Return what the reports that tell a meeting say of it, side by side."""
        reports = dict.fromkeys(entry.report.id for entry in tellers(found))
        return readouts(found, self._store.entries(Query(reports=tuple(reports), as_of=as_of)))

    def brief(self, *what: str, length: Length = "short", as_of: str | None = None) -> Brief:
        """Return the brief of a report (its id, the beginning of one, or its source), of a story (its id or the
        beginning of it), or of the dialogue of parties, as it was known by the end of the day `as_of`.

        Raises NotFound and UsageError for names, EvidenceError where a sentence could not be traced to its words.
        """
        from dragoman.brief import check, dialogue_brief

        if len(what) < 2:
            return brief([self._outcome(report) for report in self._meant("".join(what), as_of)], length=length)
        found = self.dialogue(*what, as_of=as_of)
        entries = [entry for head in found.reports for entry in self._store.entries(Query(report=head.id))]
        return check(dialogue_brief(found, entries, length), lambda key: self._store.report(key).text)

    def search(self, words: str = "", **fields: Unpack[Search]) -> list[Entry]:
        """Return the findings of reports that contain all `words`, newest report first, narrowed by `fields`."""
        return list(self.entries(words, **fields))

    def entries(self, words: str = "", **fields: Unpack[Search]) -> Iterator[Entry]:
        """Yield what `search` returns, one by one."""
        return self._store.entries(self._query(words, fields))

    def traits(self, words: str = "", *, most: int, **fields: Unpack[Search]) -> Traits:
        """Return how many of what `search` returns have which kind, status, stance and type; at most so many count."""
        return self._store.traits(self._query(words, fields), most)

    def _query(self, words: str, fields: Search) -> Query:
        return Query(
            words=words,
            kinds=tuple(fields.get("kinds", ())),
            parties=tuple(map(self.party, fields.get("actors", ()))),
            status=tuple(fields.get("status", ())),
            stance=tuple(fields.get("stance", ())),
            types=tuple(fields.get("types", ())),
            report=fields.get("report"),
            since=fields.get("since"),
            until=fields.get("until"),
            as_of=fields.get("as_of"),
            limit=fields.get("limit"),
            after=fields.get("after"),
            judged=tuple(fields.get("judged", ())),
            rejected=fields.get("rejected", False),
        )

    def table(self, words: str = "", **fields: Unpack[Search]) -> Table:
        """Return what `search` returns as Arrow: `polars.DataFrame(ledger.table())`. Raises InstallationError."""
        from dragoman.export import Table

        return Table(self.entries(words, **fields))

    def export(self, format: Format, stream: BinaryIO, **fields: Unpack[Search]) -> int:  # noqa: A002
        """Write findings, or for `ics` and `atom` the actors' dialogue, to a stream of bytes; return how many.

        `fields` narrow as in `search`; a dialogue takes `actors`, `since`, `until` and `as_of`. Raises
        InstallationError for a format whose package is not there, NotFound and UsageError for a name.
        """
        from dragoman import export

        window = {"since": fields.get("since"), "until": fields.get("until"), "as_of": fields.get("as_of")}
        if format == "ics":
            return export.write_ics(self.dialogue(*fields.get("actors", ()), **window), stream)
        if format == "atom":
            found = self.dialogue(*fields.get("actors", ()), **window)
            return export.write_atom(found, stream, self.recorded(found))
        return export.FORMATS[format].write(self.entries(**fields), stream)

    def recorded(self, found: Dialogue) -> dict[str, str]:
        """Return when each finding shown in a dialogue was first recorded (ISO 8601, UTC), by its id."""
        return self._store.recorded(line.finding.id for line in shown(found))

    def revision(self, *parties: str) -> tuple[int | str, ...]:
        """Return what changes whenever the dialogue of these parties (codes or ids) does, or, where none are named,
        whenever anything shown does."""
        return self._store.revision(*parties)

    def activity(
        self,
        *parties: str,
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
        recent: str | None = None,
        limit: int | None = None,
    ) -> list[Activity]:
        """Return who talks with whom, the latest first: every pair of states and bodies, or those with `parties`.

        `recent` is the day from which reports count as recent. Raises NotFound, UsageError.
        """
        codes = tuple(map(self.party, parties))
        query = Query(parties=codes, since=since, until=until, as_of=as_of, limit=limit)
        return self._store.activity(query, recent=recent)

    def days_between(self, *parties: str) -> tuple[str | None, str | None]:
        """Return the first and the last day of the reports that have two of these codes in one finding."""
        return self._store.days_between(*parties)

    def company(self, actor: str, *, as_of: str | None = None, limit: int | None = None) -> Company:
        """Return of the newest `limit` findings in which an actor takes part how many there are of each kind, and in
        how many others take part. Raises NotFound, UsageError."""
        return self._store.company(Query(parties=(self.party(actor),), as_of=as_of, limit=limit))

    def seats(self, **fields: Unpack[Search]) -> list[Seat]:
        """Return where the events that `search` without words returns are told to be, by place and status."""
        return self._store.seats(self._query("", {**fields, "kinds": ["event"]}))

    def report(self, key: str, *, as_of: str | None = None) -> Report:
        """Return a report by its id, the beginning of it, or its source (the newest text known by `as_of`).

        Raises NotFound.
        """
        return self._store.report(key, as_of=as_of)

    def chain(self, key: str, *, as_of: str | None = None) -> Chain | None:
        """Return the reports with the wording of this one, the earliest known first; None where no other has it."""
        return self._store.chain(key, as_of=as_of)

    def stories(self, *, least: int = 1, skip: int = 0, **fields: Unpack[Search]) -> list[StoryHead]:
        """Return the stories of at least so many reports, the latest first; what bears no date comes last.

        Of `fields` these narrow: `actors` (each in one of its reports), `since`, `until`, `as_of` and `limit`.
        """
        query = Query(
            parties=tuple(map(self.party, fields.get("actors", ()))), since=fields.get("since"),
            until=fields.get("until"), as_of=fields.get("as_of"), limit=fields.get("limit"),
        )  # fmt: skip
        return self._store.stories(query, least=least, skip=skip)

    def story(self, key: str, *, as_of: str | None = None) -> Story:
        """Return a story by its id or the beginning of it, or the one a report belongs to. Raises NotFound."""
        return self._store.story(key, as_of=as_of)

    def story_of(self, key: str, *, as_of: str | None = None) -> StoryHead | None:
        """Return the head of the story that a report (by id, source or beginning of an id) is in, None if in none."""
        return self._store.story_of(key, as_of=as_of)

    def dated(self, key: str) -> Dated:
        """Return when a report was written: as it states, or inferred from what it names, with the reasons."""
        return self._store.dated(key)

    def reports(
        self, *, limit: int | None = None, as_of: str | None = None, after: str | None = None
    ) -> Iterator[ReportHead]:
        """Yield the heads of the reports (known by `as_of`), newest first: those after the report `after`."""
        Query(as_of=as_of)  # raises for what is no date
        return self._store.reports(limit=limit, as_of=as_of, after=after)

    def issues(self) -> Iterator[Issue]:
        """Yield what could not be used, and why."""
        return self._store.issues()

    def counts(self, *, as_of: str | None = None, growth: Growth | None = None) -> Counts:
        """Return what the ledger holds, or held by the end of a day, which `growth` knows where it is at hand."""
        Query(as_of=as_of)  # raises for what is no date
        return self._store.counts(as_of=as_of, growth=growth)

    def growth(self) -> Growth:
        """Return how much the ledger held on each day."""
        return self._store.growth()

    def holdings(self) -> Holdings:
        """Return what the ledger holds by outlet and by rule, and when it was read into last."""
        return self._store.holdings()

    def span(self) -> Span:
        """Return the first and last day of publication on record, and when the ledger was last read into."""
        return self._store.span()

    def heads(self, reports: Sequence[str]) -> dict[str, ReportHead]:
        """Return the heads of the reports with these ids, by id; those that are not there are left out."""
        return self._store.heads(reports)

    def arrived(self, since: str, *, limit: int = 10) -> Arrived:
        """Return what came into the ledger after an ISO 8601 instant: how many reports, and the last of them."""
        return self._store.arrived(since, limit)

    def around(self, report: str, *parties: str) -> Around:
        """Return the reports before and after one in a dialogue. Raises NotFound."""
        return self._store.around(report, tuple(map(self.party, parties)))

    def entry(self, finding: str) -> Entry:
        """Return a finding by its id or the beginning of it, also one that is no longer shown. Raises NotFound."""
        return self._store.entry(finding)

    def judge(self, finding: str, verdict: Verdict, by: str, **fields: Unpack[Judging]) -> Judgement:
        """Keep a person's verdict on a finding: `confirm`, `reject` (with a `reason` from the list), `unsure`, or
        `edit` with the `values` to put in its fields (as `dragoman.amend.amend` takes them).

        An edit that makes an event held, or changes a commitment, is shown once another person has confirmed it.
        Raises NotFound, UsageError, JudgedMeanwhile where `seen` is not its latest verdict, LedgerLocked.
        """
        shown, values = self._store.entry(finding), fields.get("values") or {}
        if verdict == "edit" and not values:
            raise UsageError("an edit changes at least one field")
        edited = amend(shown.finding, values) if verdict == "edit" else None
        if verdict == "reject":
            _listed(fields.get("reason"))
        judgement = Judgement(
            shown.finding.id, verdict, by, fields.get("why") or None, edited, reason=fields.get("reason") or None
        )
        return self._store.judge(judgement, seen=fields.get("seen"))

    def compare(
        self, subject: Subject, two: tuple[str, str], verdict: Literal["same", "different"], by: str, why: str = ""
    ) -> Judgement:
        """Keep that two meetings, actors or stories are the same, or are not. Raises UsageError, LedgerLocked."""
        return self._store.judge(Judgement(two[0], verdict, by, why or None, subject=subject, other=two[1]))

    def compared(self, subject: Subject) -> list[Judgement]:
        """Return what people said of two meetings, actors or stories and did not take back, oldest first."""
        return self._store.pairs(subject)

    def undo(self, number: int, by: str, why: str = "") -> Judgement:
        """Take back the verdict with this number; the row that does so is returned. Raises NotFound, UsageError."""
        return self._store.undo(number, by, why or None)

    def judgements(self, finding: str) -> list[Judgement]:
        """Return the verdicts on a finding, oldest first. Raises NotFound."""
        return list(self._store.judgements(self._store.entry(finding).finding.id))

    def marks(self, judged: Iterable[Entry | Line[Finding]]) -> dict[str, str]:
        """Return of those that people judged what came of it and by whom ("confirmed by Ada"), by the finding's id."""
        verdicts = {one.finding.id: one.verdict for one in judged if one.verdict}
        return {key: f"{verdicts[key]} by {by}" for key, by in self._store.deciders(verdicts).items()}

    def corrections(self, *, before: int | None = None, limit: int = 50, as_of: str | None = None) -> list[Judgement]:
        """Return what everybody judged (by the end of the day `as_of`, UTC), newest first; `before` is the number of
        the last one already seen."""
        Query(as_of=as_of)  # raises for what is no date
        return list(self._store.corrections(before=before, limit=limit, as_of=as_of))

    def judged(self) -> tuple[str | None, str | None]:
        """Return the first and the last ISO day on which anybody judged anything (UTC)."""
        return self._store.judged()

    def queue(self, *, limit: int = 20, skip: int = 0) -> list[Doubt]:
        """Return the findings a person had best look at next, what is recent, weighty and doubtful first."""
        return self._store.queue(limit=limit, skip=skip)

    def orphaned(self, *, limit: int = 100) -> list[Entry]:
        """Return judged findings that a later reading no longer makes, in no words it makes something else of."""
        return self._store.orphaned(limit=limit)

    def _meant(self, key: str, as_of: str | None) -> list[Report]:
        """Return the report with this key, else those of the story with it, without near-copies: they add nothing."""
        try:
            return [self.report(key, as_of=as_of)]
        except NotFound as error:
            try:
                members = self.story(key, as_of=as_of).members
            except NotFound:
                raise error from None
            return [self.report(one.report.id) for one in members if not one.copy] or [
                self.report(members[0].report.id)
            ]

    def _outcome(self, report: Report) -> Outcome:
        """Return what the ledger holds of a report."""
        findings = tuple(entry.finding for entry in self._store.entries(Query(report=report.id)))
        return Outcome(report, findings, dated=self.dated(report.id))

    def _ties(self) -> Ties:
        """What people said of two meetings."""
        return Ties.of((one.finding, one.other or "", one.verdict == "same") for one in self._store.pairs("meeting"))

    def party(self, name: str) -> str:
        """Return the code or id of a name, or `name` itself where the ledger knows an actor under that id."""
        try:
            return party(name)
        except NotFound:
            if next(iter(self._store.entries(Query(parties=(name,), limit=1))), None):
                return name
            raise


def open(path: PathLike = LEDGER_NAME, *, create: bool = True) -> Ledger:  # noqa: A001 - `dragoman.open` reads best
    """Open the ledger at `path`; a new one is made unless `create` is False (then NotFound)."""
    return Ledger(path, create=create)


def brief(told: Sequence[Outcome], *, length: Length = "short") -> Brief:
    """Return the brief of reports on one happening, of what `outcomes` or a ledger gave for them; the first names it.

    Raises EvidenceError where a sentence could not be traced to its words.
    """
    from dragoman.brief import check, reports_brief

    heads = [one.head for one in told]
    entries = [Entry(finding, head) for one, head in zip(told, heads, strict=True) for finding in one.findings]
    texts = {one.report.id: one.report.text for one in told}
    made = reports_brief(entries, heads, {one.report.id: one.dated for one in told}, length)
    return check(made, texts.__getitem__)


def _listed(reason: str | None) -> None:
    reasons = toml("judgements")["reasons"]
    if reason not in reasons:
        raise UsageError(f"a rejection needs a reason: one of {', '.join(reasons)}")


def today(as_of: str | None) -> str:
    """The day against which promises are overdue: the last that is known of, else the calendar's."""
    return last_day(as_of) if as_of else date.today().isoformat()
