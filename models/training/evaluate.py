"""Figures of the shipped model on the test part, through the portal's own engine.

    python models/training/evaluate.py --data ../shared/data --model models/reader

Needs no torch: run it in the portal's environment, from the root of the repository. `--part
validation` gives the figures that may be looked at while tuning.
"""

import argparse
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent)]

from data import CULTURE, Example, load  # noqa: E402
from scoring import figures  # noqa: E402

from portal.classifier import Passage, Reading, load_reader  # noqa: E402


def main() -> None:
    """Print each figure on a line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--part", choices=("test", "validation"), default="test")
    options = parser.parse_args()
    examples = [e for e in load(options.data) if e.part == options.part]
    reader = load_reader(options.model, threads=1)
    started = time.perf_counter()
    readings = reader.read_many([([Passage(e.text, e.question)], "en") for e in examples])
    seconds = time.perf_counter() - started
    for name, value in figures([found(r) for r in readings], examples).items():
        print(f"{name} {value}")
    print(f"abstained {sum(r.abstained is not None for r in readings)}")
    print(f"comments a second on one thread {len(examples) / seconds:.0f}")
    print_urgent(readings, examples)


def found(reading: Reading) -> dict:
    """A reading in the form that `figures` compares."""
    labels = {s.id: s.polarity for s in reading.statements}
    labels |= {t.id: t.polarity for t in reading.themes if t.id == CULTURE}
    return {"labels": labels, "sentiment": reading.sentiment, "risk": reading.risk}


def print_urgent(readings: list[Reading], examples: list[Example]) -> None:
    """How the urgent comments were read, and how many were called urgent in all."""
    urgent = [r for r, e in zip(readings, examples, strict=True) if e.risk == 2]
    print(f"urgent {len(urgent)}, read as urgent {sum(r.risk == 2 for r in urgent)}")
    print(f"read as urgent in all {sum(r.risk == 2 for r in readings)}")


if __name__ == "__main__":
    main()
