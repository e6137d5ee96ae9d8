"""How each network that ships was trained: the defaults of `python -m train.fit`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """Inner numbers of a word, steps that join it with its neighbours, dropout, passes, highest rate of learning."""

    dim: int = 128
    layers: int = 2
    drop: float = 0.3
    epochs: int = 10
    rate: float = 3e-3


SETTINGS = {"road": Settings(dim=192, drop=0.4, epochs=9, rate=2e-3), "given": Settings()}
"""By `--only`."""
