"""Forms of the review pages → verdicts, and on to the next finding."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, cast

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dragoman.amend import choices, words_of
from dragoman.errors import JudgedMeanwhile, NotFound, UsageError
from dragoman.ledger import Judgement, Subject, Verdict
from dragoman.model import Finding
from dragoman.web.access import User, onward
from dragoman.web.desk import Desk, form, user
from dragoman.web.faults import Refusal

_SUBJECTS: tuple[Subject, ...] = ("meeting", "actor", "story")
SET = "set-"
"""What the names of an edit form's fields begin with, before the field's own name."""


def judge(desk: Desk, request: Request) -> Response:
    """Keep the verdict of a review form (`verdict`, `reason`, `why`, `seen`, `set-FIELD`) and go on (`next`)."""
    given = form(request)
    put(desk, user(request), request.path_params["id"], given)
    return RedirectResponse(onward(given.get("next"), desk.url("review")), 303)


def undo(desk: Desk, request: Request) -> Response:
    """Take back a verdict and go back to where the form stood (`next`)."""
    given = form(request)
    take_back(desk, user(request), request.path_params["number"], given.get("why", ""))
    return RedirectResponse(onward(given.get("next"), desk.url("corrections")), 303)


def compare(desk: Desk, request: Request) -> Response:
    """Keep that two meetings, actors or stories (`subject`, `one`, `other`) are the same or different (`verdict`)."""
    given = form(request)
    put_pair(desk, user(request), given)
    return RedirectResponse(onward(given.get("next"), desk.url("corrections")), 303)


def put(desk: Desk, who: User, finding: str, given: Mapping[str, str]) -> Judgement:
    """Keep a verdict on a finding. Raises Refusal where another came in between, UsageError, NotFound."""
    verdict = given.get("verdict", "")
    if verdict not in {"confirm", "reject", "edit", "unsure"}:
        raise UsageError(f"{verdict!r} is no verdict: confirm, reject, edit or unsure")
    seen = given.get("seen") or None
    if seen is not None and not seen.isdecimal():
        raise UsageError(f"seen is {seen!r}: give the number of the latest verdict, 0 for none")
    with desk.writing() as book:
        values = changed(book.entry(finding).finding, given) if verdict == "edit" else {}
        try:
            return book.judge(
                finding, cast(Verdict, verdict), who.name,
                reason=given.get("reason") or None, why=given.get("why") or None, values=values,
                seen=None if seen is None else int(seen),
            )  # fmt: skip
        except JudgedMeanwhile as error:
            raise Refusal(409, "judged-meanwhile", str(error), "Nothing of yours was kept.") from error


def take_back(desk: Desk, who: User, number: str, why: str) -> Judgement:
    """Take back a verdict: one's own, an admin anybody's. Raises Refusal, UsageError, NotFound."""
    if not number.isascii() or not number.isdecimal() or len(number) > 18:
        raise NotFound(f"no judgement has the number {number[:40]!r}")
    with desk.writing() as book:
        taken = next((one for one in book.corrections(before=int(number) + 1, limit=1)), None)
        if taken is not None and taken.number == int(number) and taken.by != who.name and who.role != "admin":
            raise Refusal(403, "role", f"This is {taken.by}'s verdict.", "Judge anew, or ask an admin of this desk.")
        return book.undo(int(number), who.name, why)


def put_pair(desk: Desk, who: User, given: Mapping[str, str]) -> Judgement:
    """Keep what somebody says of two meetings, actors or stories. Raises UsageError."""
    subject, verdict = given.get("subject", ""), given.get("verdict", "")
    if subject not in _SUBJECTS or verdict not in {"same", "different"}:
        raise UsageError("say of two meetings, actors or stories whether they are 'same' or 'different'")
    two = given.get("one", "").strip(), given.get("other", "").strip()
    if not all(two) or max(map(len, two)) > 200:
        raise UsageError("name both of the two that are compared")
    with desk.writing() as book:
        return book.compare(
            subject, two, cast(Literal["same", "different"], verdict), who.name, given.get("why", "")
        )  # fmt: skip


def fields(finding: Finding) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return the fields of an edit form: name, what stands there now, and what can (empty for names and dates)."""
    return [(name, words_of(getattr(finding, name)), values) for name, values in choices(finding.kind).items()]


def changed(finding: Finding, given: Mapping[str, str]) -> dict[str, str]:
    """Return what an edit form changes: a form sends every field."""
    sent = {name.removeprefix(SET): text.strip() for name, text in given.items() if name.startswith(SET)}
    return {name: text for name, text in sent.items() if text and text != words_of(getattr(finding, name, None))}
