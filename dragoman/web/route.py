"""What a path of the desk is: its handler, its methods, and who may use it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from starlette.requests import Request
from starlette.responses import Response

if TYPE_CHECKING:
    from dragoman.web.desk import Desk

Role = Literal["visitor", "reader", "reviewer", "admin"]
ROLES: tuple[Role, ...] = ("visitor", "reader", "reviewer", "admin")
"""Who asks, from the one who may least to the one who may most."""
REVIEWERS = frozenset({"reviewer", "admin"})
"""Who may judge."""
UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})

Handler = Callable[["Desk", Request], Response]
"""Makes the answer to a request. Runs in a thread, with a ledger of its own (`desk.ledger`)."""


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter of an API path: its name, its JSON schema, what it is for; `many` may be given several times."""

    name: str
    schema: Mapping[str, Any]
    says: str
    many: bool = False


@dataclass(frozen=True, slots=True)
class Route:
    """One path with the methods one handler answers. `role` is the least that may use it; `kept` says that the answer
    depends on nothing but the address, the user, the colours, the day and the ledger, so that it may be served again;
    `heavy` that it can take long, so that it is made apart from the others; `says` is one line on what it gives. Of an
    API path `query` names the parameters, `sent` the schema of the body it takes, `gives` that of what it answers, and
    `listed` says that it is a list, which CSV and Parquet can hold too."""

    path: str
    name: str
    handler: Handler
    methods: tuple[str, ...] = ("GET",)
    role: Role = "reader"
    kept: bool = True
    says: str = ""
    query: tuple[Param, ...] = ()
    sent: Mapping[str, Any] | None = None
    gives: str = ""
    listed: bool = False
    heavy: bool = False

    @property
    def api(self) -> bool:
        """Whether programs ask here: errors are JSON then."""
        return self.path.startswith("/api/")


def allowed(role: Role, route: Route) -> bool:
    """Whether somebody with `role` may use the route."""
    return ROLES.index(role) >= ROLES.index(route.role)
