"""What a path of the desk is: its handler, its methods, and who may use it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from starlette.requests import Request
from starlette.responses import Response

if TYPE_CHECKING:
    from dragoman.web.desk import Desk

Role = Literal["visitor", "reader", "reviewer", "admin"]
ROLES: tuple[Role, ...] = ("visitor", "reader", "reviewer", "admin")
"""Who asks, from the one who may least to the one who may most."""
UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})

Handler = Callable[["Desk", Request], Response]
"""Makes the answer to a request. Runs in a thread, with a ledger of its own (`desk.ledger`)."""


@dataclass(frozen=True, slots=True)
class Route:
    """One path with the methods one handler answers. `role` is the least that may use it; `kept` says that the answer
    depends on nothing but the address, the user, the colours, the day and the ledger, so that it may be served again;
    `says` is one line on what it gives. `query` names the parameters of an API path and their JSON schemas, `answers`
    the schema of what it gives."""

    path: str
    name: str
    handler: Handler
    methods: tuple[str, ...] = ("GET",)
    role: Role = "reader"
    kept: bool = True
    says: str = ""
    query: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    answers: str = ""

    @property
    def api(self) -> bool:
        """Whether programs ask here: errors are JSON then."""
        return self.path.startswith("/api/")


def allowed(role: Role, route: Route) -> bool:
    """Whether somebody with `role` may use the route."""
    return ROLES.index(role) >= ROLES.index(route.role)
