"""The JSON API: the public record format over HTTP, and an OpenAPI document of it."""

from dragoman.web.api import changing, dialogues, meetings, reading, stories
from dragoman.web.api.openapi import openapi
from dragoman.web.api.params import ACTORS, ASOF, BEGINNING, FILTERS, LEAST, PAGED, SINCE, STATUS, UNTIL
from dragoman.web.route import Param, Route

_NAME = Param("q", {"type": "string", "maxLength": 500}, "part of a name or code")

API: tuple[Route, ...] = (
    Route(
        "/api/findings", "api-findings", reading.findings, query=(*FILTERS, *PAGED), gives="Finding", listed=True,
        says="findings, filtered",
    ),
    Route("/api/findings/{id}", "api-finding", reading.finding, gives="Finding", says="one finding"),
    Route(
        "/api/findings/{id}/judgements", "api-verdicts", reading.verdicts, query=PAGED, gives="Judgement",
        listed=True, says="what people decided on a finding",
    ),
    Route(
        "/api/findings/{id}/judgements", "api-judge", changing.judge, ("POST",), "reviewer", sent=changing.VERDICT,
        gives="Judgement", says="keeps a verdict on a finding",
    ),
    Route(
        "/api/reports", "api-reports", reading.reports, query=(ASOF, *PAGED), gives="ReportHead", listed=True,
        says="reports, newest first",
    ),
    Route(
        "/api/reports/{id}", "api-report", reading.report, query=(ASOF,), gives="Report",
        says="a report, text and findings",
    ),
    Route(
        "/api/dialogues", "api-dialogues", dialogues.dialogues, query=(ACTORS, ASOF, *PAGED), gives="Activity",
        listed=True, says="who talks with whom, the latest first",
    ),
    Route(
        "/api/dialogues/{parties:path}", "api-dialogue", dialogues.dialogue, heavy=True,
        query=(BEGINNING, SINCE, UNTIL, ASOF), gives="Dialogue",
        says="where a dialogue stands (`/api/dialogues/USA/RUS`), the beginning of each list",
    ),
    Route(
        "/api/lists/{list}/{parties:path}", "api-dialogue-list", dialogues.part, heavy=True,
        query=(SINCE, UNTIL, ASOF, *PAGED), gives="Part", listed=True,
        says="one list of a dialogue in pages (`/api/lists/timeline/USA/RUS`)",
    ),
    Route(
        "/api/meetings", "api-meetings", meetings.meetings, query=(ACTORS, STATUS, SINCE, UNTIL, ASOF, *PAGED),
        gives="Meeting", listed=True, heavy=True, says="meetings, told across reports",
    ),
    Route(
        "/api/meetings/{id}", "api-meeting", meetings.meeting, heavy=True, query=(ASOF,), gives="Readouts",
        says="a meeting, its history, what each report says of it",
    ),
    Route(
        "/api/stories", "api-stories", stories.stories, query=(ACTORS, LEAST, SINCE, UNTIL, ASOF, *PAGED),
        gives="StoryHead", listed=True, says="reports on one happening, laid together, the latest first",
    ),
    Route(
        "/api/stories/{id}", "api-story", stories.story, query=(ASOF,), gives="Story",
        says="a story: its reports and why each is in it, whose wording, what does not agree",
    ),
    Route(
        "/api/actors", "api-actors", reading.actors, query=(_NAME, *PAGED), gives="Actor", listed=True,
        says="states, bodies and people that the tables know",
    ),
    Route("/api/actors/{id}", "api-actor", reading.actor, gives="Actor", says="one of them, with offices"),
    Route(
        "/api/judgements", "api-judgements", reading.judgements, query=(ASOF, *PAGED), gives="Judgement",
        listed=True,
        says="what people decided, newest first",
    ),
    Route(
        "/api/judgements/{number}/undo", "api-undo", changing.undo, ("POST",), "reviewer", sent=changing.UNDO,
        gives="Judgement", says="takes a verdict back",
    ),
    Route(
        "/api/comparisons", "api-compare", changing.compare, ("POST",), "reviewer", sent=changing.PAIR,
        gives="Judgement", says="keeps that two meetings, actors or stories are the same, or are not",
    ),
    Route(
        "/api/queue", "api-queue", reading.queue, role="reviewer", query=PAGED, gives="Doubt",
        listed=True, says="what to look at next, and why",
    ),
    Route(
        "/api/orphaned", "api-orphaned", reading.orphaned, role="reviewer", query=PAGED, gives="Finding", listed=True,
        says="judged findings that are no longer made",
    ),
    Route(
        "/api/issues", "api-issues", reading.issues, query=PAGED, gives="Issue", listed=True,
        says="what could not be used, and why",
    ),
    Route(
        "/api/status", "api-status", reading.status, query=(ASOF,), gives="Status", says="what the ledger holds",
    ),
    Route("/api/openapi.json", "api-openapi", openapi, gives="OpenAPI", says="this API, as OpenAPI 3.1"),
)  # fmt: skip
