"""A ledger in → the desk: pages and a JSON API, as an ASGI application."""

from dragoman.web.application import application
from dragoman.web.settings import DeskSettings

__all__ = ["DeskSettings", "application"]
