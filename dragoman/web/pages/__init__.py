"""The desk's pages: one module a page, each with its handlers, and their table here."""

from dragoman.web.pages.home import home
from dragoman.web.route import Route

PAGES: tuple[Route, ...] = (Route("/", "home", home, says="dialogues by activity"),)
