"""How a desk is served: which ledger, under which names, and what a request may cost."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """`hosts` are the names the desk answers to (a `Host` header, without its port); `exposed` is true where others
    than this machine can reach it, and then nobody is let in without an account. `secure`: it is served over TLS.

    Limits: bytes of a request's body and of its path with query, threads that make pages and, apart from them, those
    that can take long, bytes of pages kept, findings held in memory in the answers that pages are made from (3 kB each,
    about), seconds a session lasts, and seconds that a verdict waits for another process that writes. `warm`: make
    ready beforehand what people ask for first.
    """

    ledger: Path
    hosts: tuple[str, ...] = LOOPBACK
    exposed: bool = False
    secure: bool = False
    body: int = 256_000
    target: int = 8_192
    threads: int = 4
    heavy: int = 2
    kept: int = 64_000_000
    held: int = 120_000
    warm: bool = True
    session: int = 12 * 3600
    wait: float = 1.5

    @property
    def accounts(self) -> Path:
        """The file with the accounts: beside the ledger, never in it."""
        return self.ledger.with_name(f"{self.ledger.name}.accounts")

    @property
    def pages(self) -> Path:
        """The file with what took long to make of the ledger: beside it, and made anew where it is not there."""
        return self.ledger.with_name(f"{self.ledger.name}.pages")
