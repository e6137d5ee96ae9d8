"""Train the reading network on the corpus and write its weights: `python -m train.fit --only road` (or `given`).

Reports whose id falls into the part kept unseen (every seventh, by digest) are never trained on; another part of the
same size is for validation. Nothing but the corpus of this repository enters.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from dragoman.extract.features import STATUSES, TYPES
from dragoman.extract.vectors import vectors
from train.data import IGNORE, Example, examples
from train.files import DATA, UNSEEN, fold, kept, parts, reports, write
from train.net import TABLES, Net
from train.settings import SETTINGS, Settings

OUT = {"road": DATA / "network.npz", "given": DATA / "pairs.npz"}


def batch_of(rows: Sequence[Example]) -> dict[str, Tensor]:
    """The tokens of several sentences one after the other."""
    sizes = [len(row.type) for row in rows]
    starts = np.cumsum([0, *sizes])
    total = int(starts[-1])
    cat = np.concatenate
    found = {name: torch.tensor(cat([getattr(row.features, name) for row in rows])) for name in TABLES}
    found["flags"] = torch.tensor(cat([row.features.flags for row in rows]))
    found["context"] = torch.tensor(cat([row.features.context for row in rows]))
    found["vector"] = torch.tensor(vectors(cat([row.features.word for row in rows])))
    head = cat([row.features.head + start for row, start in zip(rows, starts, strict=False)])
    kid = np.flatnonzero(head != np.arange(total))
    found["head"], found["kid"], found["parent"] = torch.tensor(head), torch.tensor(kid), torch.tensor(head[kid])
    found["kids"] = torch.tensor(np.maximum(np.bincount(head[kid], minlength=total), 1)).float()[:, None]
    found["row"] = torch.tensor(np.repeat(np.arange(len(rows)), sizes))
    found["gold_root"] = torch.tensor([TYPES.index(row.note["root"]) if row.given else IGNORE for row in rows])
    by_rule = [TYPES.index(row.note["ruled"]) if row.given else 0 for row in rows]
    found["ruled_root"] = functional.one_hot(torch.tensor(by_rule), len(TYPES)).float()
    ends = torch.ones(2, total, 1)
    ends[0, starts[:-1]] = 0
    ends[1, starts[1:] - 1] = 0
    found["after_first"], found["before_last"] = ends
    found["stance_told"] = torch.tensor([row.told for row in rows]).float()
    found["matter"] = torch.tensor([row.matter for row in rows])
    for name in ("type", "status", "stance", "condition"):
        found[f"gold_{name}"] = torch.tensor([label for row in rows for label in getattr(row, name)])
    found["modal"] = functional.one_hot(torch.tensor([m for row in rows for m in row.modal]), len(STATUSES)).float()
    pairs = [(start, pair, row) for row, start in zip(rows, starts, strict=False) for pair in row.pairs]
    if pairs:
        found["trigger"] = torch.tensor([start + p.trigger for start, p, _ in pairs for _ in p.others])
        found["other"] = torch.tensor([start + other for start, p, _ in pairs for other in p.others])
        found["paths"] = torch.tensor([way for _, p, _ in pairs for way in p.paths])
        found["ruled"] = torch.tensor([r for _, p, _ in pairs for r in p.ruled])
        found["kind"] = torch.tensor([row.type[p.trigger] for _, p, row in pairs for _ in p.others])
        found["gold_roles"] = torch.tensor([role for _, p, _ in pairs for role in p.roles])
    return found


def loss_of(net: Net, batch: dict[str, Tensor]) -> Tensor:
    h = net.encode(batch)

    def labelled(logits: Tensor, name: str, **more: float) -> Tensor:
        gold = batch[f"gold_{name}"]
        if not (gold != IGNORE).any():
            return logits.sum() * 0
        return functional.cross_entropy(logits, gold, ignore_index=IGNORE, **more)

    total = labelled(net.kind(h), "type", label_smoothing=0.03)
    total = total + 0.5 * labelled(net.status(h, batch["modal"]), "status", label_smoothing=0.03)
    total = total + stance_loss(net, h, batch) + 0.3 * labelled(net.condition(h), "condition")
    total = total + 0.5 * labelled(net.root(h, batch), "root", label_smoothing=0.05)
    if "trigger" in batch:
        roles = net.roles(h, *(batch[name] for name in ("trigger", "other", "paths", "ruled", "kind")))
        total = total + functional.cross_entropy(roles, batch["gold_roles"])
    return total


def stance_loss(net: Net, h: Tensor, batch: dict[str, Tensor]) -> Tensor:
    """What is told, about what, and where: the weight that lies on the words that tell it."""
    out, share = net.stance(h, batch)
    told, matter = batch["stance_told"], batch["matter"]
    known = told >= 0
    if not known.any():
        return out.sum() * 0
    loss = functional.binary_cross_entropy_with_logits(out[..., 0][known], told[known], pos_weight=torch.tensor(3.0))
    if (matter >= 0).any():
        loss = loss + 0.1 * functional.cross_entropy(out[..., 1:][matter >= 0], matter[matter >= 0])
        inside = torch.zeros_like(told)
        for stance in range(told.shape[1]):
            at = batch["gold_stance"] == 1 + stance
            inside[:, stance] = torch.zeros(len(told)).index_add_(0, batch["row"][at], share[at, stance])
        loss = loss - 0.1 * torch.log(inside[matter >= 0].clamp(min=1e-4)).mean()
    return loss


def train(rows: list[Example], check: list[Example], args: argparse.Namespace) -> Net:
    torch.set_num_threads(1)  # several add up in another order each time; for sums this small they are no faster
    torch.manual_seed(args.seed)
    random.seed(args.seed)
    net = Net(args.dim, args.layers, args.drop)
    size = 32
    steps = args.epochs * (len(rows) // size + 1)
    adam = torch.optim.AdamW(net.parameters(), lr=args.rate, weight_decay=0.02)
    pace = torch.optim.lr_scheduler.OneCycleLR(adam, args.rate, total_steps=steps, pct_start=0.15)
    for epoch in range(args.epochs):
        net.train()
        random.shuffle(rows)
        total = 0.0
        for at in range(0, len(rows), size):
            loss = loss_of(net, batch_of(rows[at : at + size]))
            adam.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            adam.step()
            pace.step()
            total += loss.item()
        if epoch % 3 == 2 or epoch == args.epochs - 1:
            print(f"epoch {epoch + 1}: loss {total * size / len(rows):.3f}; {report(net, check)}", flush=True)
    return net


def report(net: Net, rows: list[Example]) -> str:
    """How well the network does on sentences by itself, before the road completes and checks what it says."""
    net.eval()
    counts: dict[str, list[int]] = {}
    types: dict[float, list[int]] = {t: [0, 0, 0] for t in (0.3, 0.4, 0.5, 0.6, 0.7)}
    roots = [0, 0]
    with torch.no_grad():
        for at in range(0, len(rows), 64):
            part = rows[at : at + 64]
            batch = batch_of(part)
            h = net.encode(batch)
            likely = functional.softmax(net.kind(h), -1)
            start = 0
            whole = functional.softmax(net.root(h, batch), -1)
            for number, row in enumerate(part):
                own = likely[start : start + len(row.type)]
                start += len(row.type)
                able = [i for i, label in enumerate(row.type) if label != IGNORE]
                if row.given:
                    best = int(whole[number].argmax())
                    roots[0] += TYPES[best] == row.note["root"]
                    roots[1] += 1
                    continue
                gold = {event["type"] for event in row.note.get("events", [])}
                for least, tally in types.items():
                    found = {TYPES[int(own[i, 1:].argmax())] for i in able if own[i, 0] <= 1 - least}
                    tally[0] += len(gold & found)
                    tally[1] += len(found)
                    tally[2] += len(gold)
            stances = torch.sigmoid(net.stance(h, batch)[0][..., 0])
            known = batch["stance_told"] >= 0
            for least in (0.2, 0.3, 0.4, 0.5):
                yes = (stances >= least) & known
                gold_yes = (batch["stance_told"] > 0) & known
                _count(counts, f"stance F {least}", 2 * int((yes & gold_yes).sum()), int(yes.sum() + gold_yes.sum()))
            told = batch["gold_status"] != IGNORE
            if told.any():
                best, by_rule = net.status(h, batch["modal"]).argmax(-1)[told], batch["modal"].argmax(-1)[told]
                gold_status = batch["gold_status"][told]
                unreal = gold_status >= 2
                _count(counts, "status", int((best == gold_status).sum()), len(best))
                _count(counts, "status by rule", int((by_rule == gold_status).sum()), len(best))
                _count(counts, "unreal as held", int((best[unreal] < 2).sum()), int(unreal.sum()))
                _count(counts, "unreal as held by rule", int((by_rule[unreal] < 2).sum()), int(unreal.sum()))
            if "trigger" in batch:
                asked = (batch[name] for name in ("trigger", "other", "paths", "ruled", "kind"))
                roles, gold_roles = net.roles(h, *asked).argmax(-1), batch["gold_roles"]
                _count(counts, "roles P", int(((roles == gold_roles) & (roles > 0)).sum()), int((roles > 0).sum()))
                _count(counts, "roles R", int(((roles == gold_roles) & (roles > 0)).sum()), int((gold_roles > 0).sum()))
    f1, least, precision, recall = max(
        (2 * hit / ((found + gold) or 1), least, hit / (found or 1), hit / (gold or 1))
        for least, (hit, found, gold) in types.items()
    )
    shown = "; ".join(f"{name} {yes / (of or 1):.3f}" for name, (yes, of) in counts.items())
    whole_sentence = f"root {roots[0] / (roots[1] or 1):.3f} of {roots[1]}"
    return f"type F1 {f1:.3f} (P {precision:.2f} R {recall:.2f} at {least}); {shown}; {whole_sentence}"


def _count(counts: dict[str, list[int]], name: str, yes: int, of: int) -> None:
    tally = counts.setdefault(name, [0, 0])
    tally[0] += yes
    tally[1] += of


def _examples(part: str, folder: Path | None) -> Iterator[Example]:
    for one in reports(part, folder):
        yield from examples(one)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=OUT, required=True, help="whole reports, or sentences with given actors")
    parser.add_argument("--parts", nargs="+", help="parts of the corpus; by default every one that fits")
    parser.add_argument("--reports", type=Path, help="folder with whitehouse.jsonl.gz: adds part r")
    parser.add_argument("--cache", type=Path, help="keep the parsed examples in this folder")
    parser.add_argument("--out", type=Path, help="by default the file that ships")
    for one in fields(Settings):
        told = ", ".join(f"{getattr(own, one.name)} for {only}" for only, own in SETTINGS.items())
        parser.add_argument(f"--{one.name}", type=type(one.default), help=f"by default as what ships: {told}")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args(argv)
    for one in fields(Settings):
        if getattr(args, one.name) is None:
            setattr(args, one.name, getattr(SETTINGS[args.only], one.name))
    rows: list[Example] = []
    for part in args.parts or [*parts(given=args.only == "given"), *(["r"] if args.reports else [])]:
        own = kept(args.cache, part, lambda part=part: _examples(part, args.reports))
        rows += [row for row in own if row.given == (args.only == "given")]
    if args.only == "road":
        rows += [row for row in kept(args.cache, UNSEEN, lambda: _examples(UNSEEN, None)) if not row.given]
    seen = [row for row in rows if fold(row.report) > 1]
    check, unseen = ([row for row in rows if fold(row.report) == which] for which in (1, 0))
    print(f"{len(seen)} examples to train on, {len(check)} for validation, {len(unseen)} unseen")
    net = train(seen, check, args)
    print("unseen:", report(net, unseen))
    out = args.out or OUT[args.only]
    digest = write({name: value.detach().numpy() for name, value in net.state_dict().items()}, out)
    print(f"{out}: {out.stat().st_size / 1e6:.1f} MB, SHA-256 {digest}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
