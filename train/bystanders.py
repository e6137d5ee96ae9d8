"""Train the model of unnamed parties on the corpus: `python -m train.bystanders`. The unseen part stays unseen."""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from dragoman.annotate import annotate
from dragoman.extract import extract
from dragoman.model import Event, Ref, Report, Span
from dragoman.resolve import settled
from dragoman.resolve.actors import resolve_actors
from dragoman.resolve.bystanders import Bystanders, open_sides
from dragoman.resolve.context import OPENING, namings, with_parties
from dragoman.resolve.told import SYMMETRIC, Told, states
from train.data import compose
from train.files import DATA, UNSEEN, fold, kept, parts, reports, write

Row = tuple[str, NDArray[np.float32], list[float]]
"""A report, what is known of each state that may stand on one open side, and whether it belongs there (1 or 0)."""


def questions(report: dict[str, Any]) -> Iterator[Row]:
    """Every side without a state of the events found in a report: rows of states, and whether each belongs there."""
    text, spans = compose(report)
    headline = Span.of(text, *spans[0]) if report["sentences"][0].get("headline") else None
    told = {"outlet": report["outlet"], "published": report["published"]}
    read = Report("corpus", text, language="en", headline=headline, **told)
    (parsed,) = annotate([read])
    extracted = extract(read, parsed.sentences)
    cast = resolve_actors(extracted, read)
    findings = settled(extracted, cast, read)
    named = namings(cast, extracted.mentions, text)
    around, told = Bystanders(named, findings, OPENING), Told()
    for finding in findings:
        if not isinstance(finding, Event):
            continue
        gold = _matching(finding, report, spans)
        whole = finding
        for side in open_sides(finding):
            refs, table = around.rows(whole, side, told)
            if gold is None or not refs:
                continue
            wanted = set(gold["source"]) | set(gold["recipient"]) if finding.type in SYMMETRIC else set(gold[side])
            labels = [float(ref.state in wanted) for ref in refs]
            yield report["id"], table, labels
            right: Sequence[Ref] = [ref for ref, yes in zip(refs, labels, strict=True) if yes]
            if finding.type in SYMMETRIC and not states(finding.source) | states(finding.recipient):
                for one in right[:2]:  # whoever is found first, the other is asked for next
                    others, known = around.rows(replace(whole, source=(one,)), "recipient", told)
                    if others:
                        yield report["id"], known, [float(ref.state in wanted) for ref in others]
            whole = with_parties(whole, side, tuple(right))
        told.add(whole)


def _matching(event: Event, report: dict[str, Any], spans: list[tuple[int, int]]) -> dict[str, Any] | None:
    """The annotated event of the same type whose cue overlaps the one found."""
    for sentence, (start, end) in zip(report["sentences"], spans, strict=True):
        if not start <= event.cue.start < end or "events" in sentence.get("unsure", []):
            continue
        same = [one for one in sentence.get("events", []) if one["type"] == event.type]
        for one in same:
            at = start + sentence["text"].find(one["cue"])
            if at < event.cue.end and event.cue.start < at + len(one["cue"]):
                return one
        return same[0] if len(same) == 1 else None
    return None


HIDDEN, DROPOUT, RATE, DECAY, TOGETHER = 32, 0.4, 0.004, 0.1, 6
"""Inner numbers of each model, how they are trained, and how many answer together."""


class Model(nn.Module):
    def __init__(self, width: int, hidden: int = HIDDEN) -> None:
        super().__init__()
        self.inner, self.outer = nn.Linear(width, hidden), nn.Linear(hidden, 1)

    def forward(self, table: torch.Tensor) -> torch.Tensor:
        return self.outer(functional.dropout(functional.relu(self.inner(table)), DROPOUT, self.training))[:, 0]


def trained(seen: Sequence[Row], epochs: int, seed: int) -> Model:
    """Return one model, from the numbers that the seed gives."""
    torch.manual_seed(seed)
    shuffled, rows = random.Random(seed), list(seen)  # noqa: S311 – an order, no secret
    model = Model(rows[0][1].shape[1])
    adam = torch.optim.AdamW(model.parameters(), weight_decay=DECAY)
    steps = -(-len(rows) // 64) * epochs
    pace = torch.optim.lr_scheduler.OneCycleLR(adam, max_lr=RATE, total_steps=steps)
    for _ in range(epochs):
        shuffled.shuffle(rows)
        for at in range(0, len(rows), 64):
            part = rows[at : at + 64]
            table = torch.tensor(np.concatenate([t for _, t, _ in part]))
            gold = torch.tensor([g for _, _, labels in part for g in labels])
            loss = functional.binary_cross_entropy_with_logits(model(table), gold)
            adam.zero_grad()
            loss.backward()
            adam.step()
            pace.step()
    return model.eval()


def joined(models: Sequence[Model]) -> Model:
    """Return the one model whose answer is the mean of theirs: their inner numbers side by side."""
    whole = Model(models[0].inner.in_features, HIDDEN * len(models))
    with torch.no_grad():
        whole.inner.weight.copy_(torch.cat([one.inner.weight for one in models]))
        whole.inner.bias.copy_(torch.cat([one.inner.bias for one in models]))
        whole.outer.weight.copy_(torch.cat([one.outer.weight for one in models], 1) / len(models))
        whole.outer.bias.copy_(torch.stack([one.outer.bias for one in models]).mean(0))
    return whole.eval()


def score(model: Model, rows: Sequence[Row]) -> str:
    model.eval()
    shown = []
    with torch.no_grad():
        likely = [torch.sigmoid(model(torch.tensor(table))).numpy() for _, table, _ in rows]
    for least in (0.3, 0.4, 0.5, 0.6):
        hit = sum(int(((p >= least) & (np.array(g) > 0)).sum()) for p, (_, _, g) in zip(likely, rows, strict=True))
        found = sum(int((p >= least).sum()) for p in likely)
        gold = sum(int(sum(g)) for _, _, g in rows)
        exact = sum(bool(((p >= least) == (np.array(g) > 0)).all()) for p, (_, _, g) in zip(likely, rows, strict=True))
        share = f"P {hit / (found or 1):.2f} R {hit / (gold or 1):.2f} exact {exact / (len(rows) or 1):.2f}"
        shown.append(f"at {least}: {share}")
    return "; ".join(shown)


def _sides(part: str, folder: Path | None) -> Iterator[Row]:
    for one in reports(part, folder):
        yield from questions(one)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parts", nargs="+", help="parts of the corpus; by default every one of whole reports")
    parser.add_argument("--reports", type=Path, help="folder with whitehouse.jsonl.gz: adds part r")
    parser.add_argument("--cache", type=Path, help="keep the open sides in this folder")
    parser.add_argument("--out", type=Path, default=DATA / "bystanders.npz")
    parser.add_argument("--epochs", type=int, default=40)
    args = parser.parse_args(argv)
    rows: list[Row] = []
    for part in args.parts or [*parts(given=False), *(["r"] if args.reports else [])]:
        rows += kept(args.cache, f"sides-{part}", lambda part=part: _sides(part, args.reports))
    rows += kept(args.cache, f"sides-{UNSEEN}", lambda: _sides(UNSEEN, None))
    torch.set_num_threads(1)  # as in train.fit
    seen = [row for row in rows if fold(row[0]) > 1]
    check, unseen = ([row for row in rows if fold(row[0]) == which] for which in (1, 0))
    print(f"{len(seen)} open sides to train on, {len(check)} for validation, {len(unseen)} unseen")
    model = joined([trained(seen, args.epochs, seed) for seed in range(1, TOGETHER + 1)])
    print("validation:", score(model, check))
    print("unseen:", score(model, unseen))
    digest = write({name: value.numpy() for name, value in model.state_dict().items()}, args.out)
    print(f"{args.out}: SHA-256 {digest}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
