"""The one file that loads the model: transformers' tokenizer and ONNX Runtime, from disk only."""

import hashlib
import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock
from typing import Any

from portal.classifier.engine import Reader, Scores

BATCH = 32
INPUTS = ("input_ids", "attention_mask", "token_type_ids")
#: files that no model is without, and what its manifest must say
HASHED = ("model.onnx", "tokenizer.json")
NEEDED = ("name", "languages", "max_tokens", "labels", "polarities", "thresholds",
          "risk_thresholds")  # fmt: skip

#: file -> its inode, size and time, and the hash that it had then
_hashes: dict[Path, tuple[tuple[int, int, int], str]] = {}
_hashing = Lock()


class ModelUnavailable(Exception):
    """The model is missing or not the one its manifest names; the message is a sentence."""


def load_reader(model_dir: Path, *, threads: int = 1) -> Reader:
    """The reader of the model in `model_dir`, computing on `threads` threads (1 or more).

    Raises `ModelUnavailable` when a file is missing, changed or cannot be loaded. Asks no network.
    """
    manifest = _manifest(Path(model_dir), _sha256)
    try:
        return Reader(OnnxNetwork(Path(model_dir), manifest, threads))
    # the runtime and the tokenizer raise many kinds of error for a file they cannot read
    except Exception as error:
        raise ModelUnavailable(f"The model in {model_dir} cannot be loaded: {error}") from error


def check_model(model_dir: Path) -> str:
    """The name of the model in `model_dir` when its files are those that its manifest names.

    Light enough for a web process: nothing is loaded, and a file is hashed again only when its
    size or time has changed. Raises `ModelUnavailable`; its message names files, never folders.
    """
    return str(_manifest(Path(model_dir), _known_sha256)["name"])


def _manifest(folder: Path, sha256: Callable[[Path], str]) -> dict[str, Any]:
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        hashes = manifest["sha256"]
        unnamed = [name for name in HASHED if name not in hashes]
        lacking = [key for key in NEEDED if key not in manifest]
        changed = [name for name in hashes if sha256(folder / name) != hashes[name]]
    except OSError as error:
        lost = Path(error.filename or "").name
        raise ModelUnavailable(f"A file of the model is missing: {lost}.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise ModelUnavailable("The manifest of the model is damaged.") from error
    if changed:
        raise ModelUnavailable(f"{changed[0]} is not the file that the model's manifest names.")
    if unnamed:
        raise ModelUnavailable(f"The model's manifest has no hash of {unnamed[0]}.")
    if lacking:
        raise ModelUnavailable(f"The model's manifest does not say its {lacking[0]}.")
    return manifest


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _known_sha256(path: Path) -> str:
    found = path.stat()
    stamp = (found.st_ino, found.st_size, found.st_mtime_ns)
    with _hashing:  # when many ask at once, one hashes
        known = _hashes.get(path)
        if known is None or known[0] != stamp:
            known = _hashes[path] = (stamp, _sha256(path))
    return known[1]


class OnnxNetwork:
    """The network of models/training, in eight bits."""

    def __init__(self, folder: Path, manifest: dict[str, Any], threads: int) -> None:
        # here and not above: web processes never pay for these imports
        os.environ["HF_HUB_OFFLINE"] = "1"
        os.environ.setdefault("TRANSFORMERS_NO_ADVISORY_WARNINGS", "1")
        import numpy
        import onnxruntime
        from transformers import AutoTokenizer

        self.name: str = manifest["name"]
        self.languages: tuple[str, ...] = tuple(manifest["languages"])
        self.max_tokens: int = manifest["max_tokens"]
        self.thresholds: dict[str, float] = manifest["thresholds"]
        self.risk_thresholds: tuple[float, float] = tuple(manifest["risk_thresholds"])
        self._labels: list[str] = manifest["labels"]
        self._polarities: list[str] = manifest["polarities"]
        self._numpy = numpy
        # a tokenizer keeps its settings in itself and is not made for two threads at a time
        self._lock = Lock()
        self._tokenizer = AutoTokenizer.from_pretrained(str(folder), local_files_only=True)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def count(self, texts: Sequence[str]) -> list[int]:
        """The tokens of each text, in order."""
        with self._lock:
            encoded = self._tokenizer(list(texts), add_special_tokens=False, verbose=False)
        return [len(ids) for ids in encoded["input_ids"]]

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[Scores]:
        """The scores of (question, text) pairs, in order; like lengths are computed together."""
        order = sorted(range(len(pairs)), key=lambda n: len(pairs[n][1]))
        scores: dict[int, Scores] = {}
        for start in range(0, len(order), BATCH):
            chosen = order[start : start + BATCH]
            rows = self._logits([pairs[n] for n in chosen])
            scores.update(zip(chosen, map(self._scores, rows), strict=True))
        return [scores[n] for n in range(len(pairs))]

    def _logits(self, pairs: Sequence[tuple[str, str]]) -> Any:
        questions, texts = (list(side) for side in zip(*pairs, strict=True))
        with self._lock:
            encoded = self._tokenizer(
                questions,
                texts,
                truncation="longest_first",
                max_length=self.max_tokens,
                padding=True,
                return_tensors="np",
                return_token_type_ids=True,
            )
        feed = {name: encoded[name].astype(self._numpy.int64) for name in INPUTS}
        return self._session.run(None, feed)[0]

    def _scores(self, row: Any) -> Scores:
        np, n = self._numpy, len(self._labels)
        presence = 1 / (1 + np.exp(-row[:n]))
        polarity = row[n : n * 4].reshape(n, len(self._polarities)).argmax(axis=1)
        sentiment = self._shares(row[n * 4 : n * 4 + 5])
        none, some, urgent = self._shares(row[n * 4 + 5 :]).tolist()
        chosen = [self._polarities[p] for p in polarity]
        return Scores(
            presence=dict(zip(self._labels, presence.tolist(), strict=True)),
            polarity=dict(zip(self._labels, chosen, strict=True)),
            sentiment=int(sentiment.argmax()) - 2,
            certainty=float(sentiment.max()),
            risk=(none, some, urgent),
        )

    def _shares(self, logits: Any) -> Any:
        powers = self._numpy.exp(logits - logits.max())
        return powers / powers.sum()
