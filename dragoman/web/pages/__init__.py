"""The desk's pages: one module a page, each with its handlers, and their table here."""

from dragoman.web.pages.about import about
from dragoman.web.pages.actor import actor
from dragoman.web.pages.dialogue import dialogue
from dragoman.web.pages.home import home
from dragoman.web.pages.map import world
from dragoman.web.pages.report import report
from dragoman.web.pages.search import search
from dragoman.web.pages.theme import theme
from dragoman.web.route import Route

PAGES: tuple[Route, ...] = (
    Route("/", "home", home, kept=False, says="dialogues by activity, what is new, what is due"),
    Route("/dialogue/{parties:path}", "dialogue", dialogue, says="where a dialogue stands"),
    Route("/report/{id}", "report", report, says="a report, its findings marked in the text"),
    Route("/actor/{id}", "actor", actor, says="an actor: offices, contacts, all that is on record"),
    Route("/search", "search", search, says="search with facets"),
    Route("/map", "map", world, says="where meetings were held and are planned"),
    Route("/about", "about", about, says="what the ledger holds, and how well it was read"),
    Route("/theme", "theme", theme, methods=("POST",), role="visitor", says="light or dark"),
)
