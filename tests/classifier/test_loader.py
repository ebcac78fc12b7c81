"""The model is loaded whole or not at all, and only when asked for."""

import json
import subprocess
import sys

import pytest

from portal.classifier import ModelUnavailable, load_reader


def replace(path, content):
    path.unlink()
    path.write_bytes(content)


def test_a_missing_model_is_said_so(tmp_path):
    with pytest.raises(ModelUnavailable, match=r"missing.*manifest\.json"):
        load_reader(tmp_path / "nowhere")


def test_a_changed_file_is_refused(model_copy):
    whole = (model_copy / "model.onnx").read_bytes()
    replace(model_copy / "model.onnx", whole[:-1] + b"\x00\x01")
    with pytest.raises(ModelUnavailable, match=r"model\.onnx is not the file"):
        load_reader(model_copy)


def test_a_lost_file_is_named(model_copy):
    (model_copy / "tokenizer.json").unlink()
    with pytest.raises(ModelUnavailable, match=r"tokenizer\.json"):
        load_reader(model_copy)


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"\xff\xfe"])
def test_a_damaged_manifest_is_refused(model_copy, content):
    replace(model_copy / "manifest.json", content)
    with pytest.raises(ModelUnavailable, match="manifest"):
        load_reader(model_copy)


def test_a_model_that_is_none_is_refused(model_copy):
    manifest = json.loads((model_copy / "manifest.json").read_bytes())
    manifest["sha256"] = {}
    replace(model_copy / "manifest.json", json.dumps(manifest).encode())
    replace(model_copy / "model.onnx", b"not a network")
    with pytest.raises(ModelUnavailable, match="cannot be loaded"):
        load_reader(model_copy)


def test_importing_the_engine_is_light():
    heavy = "{'transformers', 'onnxruntime', 'numpy', 'lingua', 'flask', 'sqlalchemy'}"
    code = (
        "import sys, portal.classifier as c; c.NullReader().read('I was hit', 'en');"
        f"print(*({heavy} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
