"""Turn a checkpoint into the model folder: ONNX, int8, tokenizer, thresholds, manifest.

    python models/training/export.py --data ../shared/data --encoder FOLDER \
        --checkpoint FOLDER/network.pt --out models/reader

Thresholds are tuned on the validation part with the int8 file itself; the test part is not
touched here. Prints the figures of the validation part before and after quantisation.
"""

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import torch
from data import LABELS, POLARITIES, load
from network import Network
from onnxruntime.quantization import QuantType, quantize_dynamic
from scoring import Session, gap, tune
from train import MAX_TOKENS

NAME = "minilm-l6-strategy-1"
COPIED = ("tokenizer.json", "tokenizer_config.json", "config.json")


def main() -> None:
    """Export, quantise, compare, tune, write the manifest."""
    parser = argparse.ArgumentParser()
    for name in ("--data", "--encoder", "--checkpoint", "--out"):
        parser.add_argument(name, type=Path, required=True)
    parser.add_argument("--name", default=NAME)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for name in COPIED:
        shutil.copyfile(options.encoder / name, options.out / name)
    validation = [e for e in load(options.data) if e.part == "validation"]
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        to_onnx(options.encoder, options.checkpoint, full)
        to_int8(full, options.out / "model.onnx")
        exact = Session(full, options.out, MAX_TOKENS).logits(validation)
    small = Session(options.out / "model.onnx", options.out, MAX_TOKENS).logits(validation)
    print(json.dumps(gap(exact, small, validation), indent=1))
    write_manifest(options.out, options.name, tune(small, validation))


def to_onnx(encoder: Path, checkpoint: Path, target: Path) -> None:
    """The network as ONNX, for any batch size and length."""
    network = Network(encoder)
    network.load_state_dict(torch.load(checkpoint, map_location="cpu"))
    example = torch.ones(2, 9, dtype=torch.long)
    names = ["input_ids", "attention_mask", "token_type_ids"]
    axes = {name: {0: "batch", 1: "tokens"} for name in names} | {"logits": {0: "batch"}}
    torch.onnx.export(
        network.eval(),
        (example, example, example),
        str(target),
        input_names=names,
        output_names=["logits"],
        dynamic_axes=axes,
        opset_version=17,
        # the newer exporter's file cannot be quantised
        dynamo=False,
    )


def to_int8(full: Path, target: Path) -> None:
    """Weights in eight bits, with a scale for each output channel."""
    quantize_dynamic(str(full), str(target), weight_type=QuantType.QInt8, per_channel=True)


def write_manifest(folder: Path, name: str, tuned: dict) -> None:
    """What the loader checks and needs: hashes, order of labels, thresholds."""
    files = ("model.onnx", *COPIED)
    manifest = {
        "name": name,
        "languages": ["en"],
        "max_tokens": MAX_TOKENS,
        "labels": LABELS,
        "polarities": POLARITIES,
        **tuned,
        "sha256": {f: hashlib.sha256((folder / f).read_bytes()).hexdigest() for f in files},
    }
    text = json.dumps(manifest, indent=1)
    (folder / "manifest.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
