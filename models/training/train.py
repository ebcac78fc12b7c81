"""Fine-tune the encoder on the labelled comments.

    python models/training/train.py --data ../shared/data --encoder FOLDER --out FOLDER

Deterministic for one machine: seed 7, no shuffling but the seeded one.
"""

import argparse
import random
import time
from pathlib import Path

import numpy as np
import torch
from data import LABELS, POLARITIES, Example, load
from network import Network, split
from torch import nn
from transformers import AutoTokenizer, get_linear_schedule_with_warmup

MAX_TOKENS = 128


def main() -> None:
    """Train, saving after every epoch."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--batch", type=int, default=24)
    options = parser.parse_args()
    random.seed(7)
    torch.manual_seed(7)
    torch.set_num_threads(2)
    tokenizer = AutoTokenizer.from_pretrained(options.encoder)
    train = [e for e in load(options.data) if e.part == "train"]
    network = Network(options.encoder)
    run(network, tokenizer, train, options)


def run(network: Network, tokenizer, train: list[Example], options) -> None:  # noqa: ANN001
    """The loop over epochs."""
    steps = options.epochs * (len(train) // options.batch + 1)
    optimiser = torch.optim.AdamW(
        [
            {"params": network.encoder.parameters(), "lr": 8e-5},
            {"params": network.head.parameters(), "lr": 1e-3},
        ],
        weight_decay=0.01,
    )
    schedule = get_linear_schedule_with_warmup(optimiser, steps // 20, steps)
    for epoch in range(options.epochs):
        started, total, network = time.time(), 0.0, network.train()
        for batch in batches(train, options.batch):
            loss = loss_of(network(**encode(tokenizer, batch)), batch)
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad()
            total += float(loss.detach()) * len(batch)
        print(f"epoch {epoch + 1}: loss {total / len(train):.4f}, {time.time() - started:.0f} s", flush=True)
        options.out.mkdir(parents=True, exist_ok=True)
        torch.save(network.state_dict(), options.out / "network.pt")


def batches(examples: list[Example], size: int) -> list[list[Example]]:
    """Batches of like length, in random order."""
    keyed = sorted(examples, key=lambda e: len(e.text) + random.random() * 30)
    cut = [keyed[i : i + size] for i in range(0, len(keyed), size)]
    random.shuffle(cut)
    return cut


def encode(tokenizer, batch: list[Example]) -> dict[str, torch.Tensor]:  # noqa: ANN001
    """Question and comment as a pair, the longer of the two cut to the most tokens."""
    return tokenizer(
        [e.question for e in batch],
        [e.text for e in batch],
        truncation="longest_first",
        max_length=MAX_TOKENS,
        padding=True,
        return_tensors="pt",
        return_token_type_ids=True,
    )


def loss_of(logits: torch.Tensor, batch: list[Example]) -> torch.Tensor:
    """The sum of the four losses; labels that nobody looked for do not count."""
    presence, polarity, sentiment, risk = split(logits)
    known = torch.tensor([[label not in e.unknown for label in LABELS] for e in batch])
    there = torch.tensor([[float(label in e.labels) for label in LABELS] for e in batch])
    one = nn.functional.binary_cross_entropy_with_logits(presence, there, reduction="none")
    loss = (one * known).sum() / len(batch)
    rows, columns = np.nonzero(there.numpy())
    if len(rows):
        wanted = [POLARITIES.index(batch[r].labels[LABELS[c]]) for r, c in zip(rows, columns)]
        loss = loss + nn.functional.cross_entropy(polarity[rows, columns], torch.tensor(wanted))
    feelings = torch.tensor([e.sentiment + 2 for e in batch])
    dangers = torch.tensor([e.risk for e in batch])
    weights = torch.tensor([1.0, 3.0, 8.0])
    return (
        loss
        + nn.functional.cross_entropy(sentiment, feelings)
        + nn.functional.cross_entropy(risk, dangers, weight=weights)
    )


if __name__ == "__main__":
    main()
