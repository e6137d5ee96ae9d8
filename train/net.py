"""The reading network in PyTorch, to be trained; `dragoman.extract.network` runs the same sums in NumPy."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from dragoman.extract.features import BUCKETS, FAR, LINKS, STATUSES, STEPS, TYPES, WIDTH

TABLES = {"lemma": (BUCKETS, 32), "tag": (64, 12), "dep": (64, 12), "rule": (1 + len(TYPES), 12)}
PATH = ((STEPS + 1, 6), (STEPS + 1, 6), (64, 10), (64, 10), (64, 10), (LINKS + 1, 12), (2 * FAR + 2, 8))
CONTEXT, VECTOR = 96, 300
STANCES, MATTERS = 3, 5


class Net(nn.Module):
    """Tokens of sentences → what each names; pairs of tokens → whether one is a party to the other's event."""

    def __init__(self, dim: int = 128, layers: int = 2, drop: float = 0.3) -> None:
        super().__init__()
        self.tables = nn.ModuleDict({name: nn.Embedding(*size) for name, size in TABLES.items()})
        width = sum(size for _, size in TABLES.values()) + WIDTH + CONTEXT + VECTOR
        self.enter = nn.Linear(width, dim)
        self.enter_norm = nn.LayerNorm(dim)
        self.mix = nn.ModuleList([nn.Linear(5 * dim, dim) for _ in range(layers)])
        self.norms = nn.ModuleList([nn.LayerNorm(dim) for _ in range(layers)])
        self.kind = nn.Linear(dim, 1 + len(TYPES))
        self.status_in = nn.Linear(dim + len(STATUSES), 64)
        self.status_out = nn.Linear(64, len(STATUSES))
        self.path = nn.ModuleList([nn.Embedding(*size) for size in PATH])
        pair = 2 * dim + sum(size for _, size in PATH) + 3 + 1 + len(TYPES)
        self.role_in = nn.Linear(pair, 96)
        self.role_out = nn.Linear(96, 3)
        self.weigh = nn.Linear(dim, 1)
        self.root_in = nn.Linear(3 * dim + len(TYPES), 128)
        self.root_out = nn.Linear(128, len(TYPES))
        self.stance_at = nn.Linear(dim, STANCES)
        self.stance_in = nn.Linear(2 * dim, 64)
        self.stance_out = nn.Linear(64, STANCES + MATTERS)
        self.condition = nn.Linear(dim, 2)
        self.drop = nn.Dropout(drop)

    def encode(self, batch: dict[str, Tensor]) -> Tensor:
        found = [self.tables[name](batch[name]) for name in TABLES]
        found += [batch["flags"], batch["context"] * 0.3, batch["vector"] * 3]
        h = self.enter_norm(functional.relu(self.enter(self.drop(torch.cat(found, -1)))))
        for mix, norm in zip(self.mix, self.norms, strict=True):
            kids = torch.zeros_like(h).index_add_(0, batch["parent"], h[batch["kid"]]) / batch["kids"]
            before = torch.cat([torch.zeros_like(h[:1]), h[:-1]]) * batch["after_first"]
            after = torch.cat([h[1:], torch.zeros_like(h[:1])]) * batch["before_last"]
            joined = torch.cat([h, h[batch["head"]], kids, before, after], -1)
            h = norm(h + self.drop(functional.relu(mix(joined))))
        return h

    def status(self, h: Tensor, modal: Tensor) -> Tensor:
        return self.status_out(self.drop(functional.relu(self.status_in(torch.cat([h, modal], -1)))))

    def root(self, h: Tensor, batch: dict[str, Tensor]) -> Tensor:
        """What each sentence's source does to its target: by the sentence, the source's and the target's words."""
        row, count = batch["row"], int(batch["row"][-1]) + 1
        weight = torch.exp(self.weigh(h).clamp(-8, 8))
        views = [weight, batch["flags"][:, -2:-1], batch["flags"][:, -1:]]
        sums = [torch.zeros(count, h.shape[1]).index_add_(0, row, h * v) for v in views]
        whole = [torch.zeros(count, 1).index_add_(0, row, v).clamp(min=1e-3) for v in views]
        joined = torch.cat([*(s / w for s, w in zip(sums, whole, strict=True)), batch["ruled_root"]], -1)
        return self.root_out(self.drop(functional.relu(self.root_in(self.drop(joined)))))

    def stance(self, h: Tensor, batch: dict[str, Tensor]) -> tuple[Tensor, Tensor]:
        """Whether each sentence tells each stance, with its matter (rows × 3 × 6), and where its words are (N × 3)."""
        row, count = batch["row"], int(batch["row"][-1]) + 1
        weight = torch.exp(self.stance_at(h).clamp(-8, 8))
        whole = torch.zeros(count, STANCES).index_add_(0, row, weight)
        share = weight / whole[row]
        mean = torch.zeros(count, h.shape[1]).index_add_(0, row, h) / torch.bincount(row)[:, None]
        found = []
        for stance in range(STANCES):
            view = torch.zeros_like(mean).index_add_(0, row, h * share[:, stance : stance + 1])
            out = self.stance_out(self.drop(functional.relu(self.stance_in(self.drop(torch.cat([view, mean], -1))))))
            found.append(torch.cat([out[:, stance : stance + 1], out[:, STANCES:]], -1))
        return torch.stack(found, 1), share

    def roles(self, h: Tensor, trigger: Tensor, other: Tensor, paths: Tensor, ruled: Tensor, kind: Tensor) -> Tensor:
        ways = [table(paths[:, i]) for i, table in enumerate(self.path)]
        extra = [functional.one_hot(ruled, 3).float(), functional.one_hot(kind, 1 + len(TYPES)).float()]
        joined = torch.cat([h[trigger], h[other], *ways, *extra], -1)
        return self.role_out(self.drop(functional.relu(self.role_in(joined))))
