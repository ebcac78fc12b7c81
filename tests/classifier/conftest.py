"""The shipped model, loaded once."""

import os
import shutil
from pathlib import Path

import pytest

from portal.classifier import Reader, load_reader

MODEL = Path(__file__).resolve().parents[2] / "models" / "reader"


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The reader of the shipped model."""
    return load_reader(MODEL)


@pytest.fixture
def model_copy(tmp_path) -> Path:
    """A copy of the model's folder that a test may damage."""
    folder = tmp_path / "reader"
    shutil.copytree(MODEL, folder, copy_function=os.link)
    return folder
