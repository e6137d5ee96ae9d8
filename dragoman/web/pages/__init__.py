"""The desk's pages: one module a page, each with its handlers, and their table here."""

from dragoman.web.pages.about import about
from dragoman.web.pages.actor import actor
from dragoman.web.pages.calendar import calendar
from dragoman.web.pages.dialogue import dialogue
from dragoman.web.pages.discrepancies import discrepancies
from dragoman.web.pages.home import home
from dragoman.web.pages.map import world
from dragoman.web.pages.meeting import meeting
from dragoman.web.pages.report import report
from dragoman.web.pages.search import search
from dragoman.web.pages.story import stories, story
from dragoman.web.pages.subscribe import atom, ics
from dragoman.web.pages.theme import theme
from dragoman.web.pages.timeline import image, sheet, timeline
from dragoman.web.route import Route

PAGES: tuple[Route, ...] = (
    Route("/", "home", home, kept=False, says="dialogues by activity, what is new, what is due"),
    Route("/dialogue/{parties:path}", "dialogue", dialogue, heavy=True, says="where a dialogue stands"),
    Route("/timeline/{parties:path}", "timeline", timeline, heavy=True, says="a dialogue over time, picture and table"),
    Route("/timeline.svg/{parties:path}", "timeline-image", image, heavy=True, says="the picture of a dialogue"),
    Route("/plot.css", "plot-css", sheet, role="visitor", says="styles of the time line"),
    Route("/report/{id}", "report", report, says="a report, its findings marked in the text"),
    Route("/actor/{id}", "actor", actor, says="an actor: offices, contacts, all that is on record"),
    Route("/meetings", "calendar", calendar, heavy=True, says="meetings by month"),
    Route("/meeting/{id}", "meeting", meeting, heavy=True, says="a meeting, how it came about, who says what of it"),
    Route("/stories", "stories", stories, says="reports on one happening, laid together"),
    Route("/story/{id}", "story", story, heavy=True, says="a story: its reports and why, copies, what does not agree"),
    Route("/discrepancies", "discrepancies", discrepancies, says="what a desk officer would query"),
    Route("/search", "search", search, says="search with facets"),
    Route("/map", "map", world, says="where meetings were held and are planned"),
    Route("/about", "about", about, says="what the ledger holds, and how well it was read"),
    Route("/ics/{parties:path}", "dialogue-ics", ics, heavy=True, says="the meetings of a dialogue for a calendar"),
    Route("/atom/{parties:path}", "dialogue-atom", atom, heavy=True, says="what is new in it, for a feed reader"),
    Route("/theme", "theme", theme, methods=("POST",), role="visitor", says="light or dark"),
)
