"""API paths of stories: the list of them, and one with its reports, whose wording they have, what does not agree."""

from __future__ import annotations

from collections.abc import Iterator

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dragoman.record import Json, to_record
from dragoman.show.dialogue_json import contradiction_json
from dragoman.show.stories import chain_json, story_head_json, story_json
from dragoman.web.api import listing
from dragoman.web.api.params import given
from dragoman.web.desk import Desk


def stories(desk: Desk, request: Request) -> Response:
    """Stories, the latest first."""
    asked = given(request)

    def found(start: int) -> Iterator[Json]:
        several = desk.ledger.stories(
            actors=asked["actor"], since=asked["since"], until=asked["until"], as_of=asked["asof"],
            least=asked["least"], limit=asked["limit"] + 1, skip=start,
        )  # fmt: skip
        return map(story_head_json, several)

    return listing.numbered(request, found)


def story(desk: Desk, request: Request) -> Response:
    """One story."""
    asof, ledger = given(request)["asof"], desk.ledger
    found = ledger.story(request.path_params["id"], as_of=asof)
    told = ledger.telling(found, asof)
    return JSONResponse(
        story_json(found)
        | {
            "chains": [chain_json(chain) for chain in ledger.wordings(found, asof)],
            "contradictions": [contradiction_json(one) for one in told.contradictions],
            "discrepancies": [to_record(one.finding, one.report, one.verdict) for one in told.discrepancies],
        }
    )
