"""The sweep that reads what waits."""

import json
import logging
from pathlib import Path
from typing import Any

from flask import Flask, current_app

from portal.classifier import ModelUnavailable, NullReader, Reader, load_reader
from portal.db import session
from portal.jobs import stopping, sweep
from portal.readings import service
from portal.resources import resource_dir

log = logging.getLogger(__name__)
#: small enough that a desk page never waits for the write lock, large enough to batch
BATCH = 24


class ReaderSlot:
    """The model of one application, loaded at the first reading and only in the worker."""

    def __init__(self, folder: Path, enabled: bool) -> None:
        self.folder = folder
        self.enabled = enabled
        self._reader: Reader | NullReader | None = None

    def reader(self) -> Reader | NullReader:
        """The reader; the null twin where there is no model or it is switched off."""
        if self._reader is None:
            self._reader = self._load()
        return self._reader

    def _load(self) -> Reader | NullReader:
        if not self.enabled:
            return NullReader()
        try:
            return load_reader(self.folder)
        except ModelUnavailable as error:
            log.error("%s; feedback waits for people", error)
            return NullReader()

    def model_present(self) -> bool:
        """Whether a model is there to be loaded; looks at its manifest only."""
        return self.model_name() is not None

    def model_name(self) -> str | None:
        """The name and version that the model's manifest gives; None without a model."""
        try:
            manifest = json.loads((self.folder / "manifest.json").read_text(encoding="utf-8"))
            return str(manifest["name"]) if self.enabled else None
        except (OSError, ValueError, KeyError, TypeError):
            return None


def init_reader(app: Flask, *, model_dir: Path | None, enabled: bool) -> None:
    """Remember which model `app` reads with."""
    folder = model_dir or resource_dir("models/reader")
    app.extensions["portal_reader"] = ReaderSlot(folder, enabled)


def reader_slot() -> Any:
    """The slot of the current application."""
    return current_app.extensions["portal_reader"]


@sweep("readings")
def read_waiting() -> int:
    """Read all that waits, batch by batch; returns how many were read."""
    total = service.park_poison()
    while not stopping():
        owner, rows = service.lease(BATCH)
        if not rows:
            break
        words = service.load(rows)
        session().rollback()  # no read snapshot is held while the model works
        results = reader_slot().reader().read_many(list(words.values()))
        total += service.keep(owner, dict(zip(words, results, strict=True)))
    return total
