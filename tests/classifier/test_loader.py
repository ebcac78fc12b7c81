"""The model is loaded whole or not at all, and only when asked for."""

import hashlib
import json
import subprocess
import sys

import pytest

from portal.classifier import ModelUnavailable, check_model, load_reader, loader


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
    manifest["sha256"]["model.onnx"] = hashlib.sha256(b"not a network").hexdigest()
    replace(model_copy / "manifest.json", json.dumps(manifest).encode())
    replace(model_copy / "model.onnx", b"not a network")
    with pytest.raises(ModelUnavailable, match="cannot be loaded"):
        load_reader(model_copy)


def test_a_manifest_without_the_hash_of_a_file_is_refused(model_copy):
    manifest = json.loads((model_copy / "manifest.json").read_bytes())
    del manifest["sha256"]["model.onnx"]
    replace(model_copy / "manifest.json", json.dumps(manifest).encode())
    with pytest.raises(ModelUnavailable, match=r"no hash of model\.onnx"):
        check_model(model_copy)


def test_the_check_sees_a_file_that_changes_later_and_shows_no_folder(model_copy):
    assert check_model(model_copy) == "minilm-l6-strategy-1"
    replace(model_copy / "model.onnx", b"not a network")
    with pytest.raises(ModelUnavailable, match=r"model\.onnx is not the file") as found:
        check_model(model_copy)
    assert str(model_copy) not in str(found.value)


def test_the_check_hashes_a_file_once(model_copy, monkeypatch):
    hashed = []
    whole = loader._sha256
    monkeypatch.setattr(loader, "_sha256", lambda path: hashed.append(path) or whole(path))
    for _ in range(3):
        check_model(model_copy)
    assert len(hashed) == len(set(hashed)) == 4


def test_importing_the_engine_is_light():
    heavy = "{'transformers', 'onnxruntime', 'numpy', 'lingua', 'flask', 'sqlalchemy'}"
    code = (
        "import sys, portal.classifier as c; c.NullReader().read('I was hit', 'en');"
        f"print(*({heavy} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
