"""The sweep that reads what waits."""

import logging
from pathlib import Path
from typing import Any

from flask import Flask, current_app

from portal.classifier import ModelUnavailable, NullReader, Reader, check_model, load_reader
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
        self._tried: set[tuple[str, int, int]] = set()

    def reader(self) -> Reader | NullReader:
        """The reader; the null twin where there is no model or it is switched off.

        A model that could not be loaded is tried again when its files have changed, so that one
        that is put in place later is used without a new start.
        """
        if self._reader is None or (self._is_null() and self._files() != self._tried):
            self._tried = self._files()
            self._reader = self._load()
        return self._reader

    def can_read(self) -> bool:
        """Whether there is a model, which is loaded when it was not."""
        return isinstance(self.reader(), Reader)

    def _is_null(self) -> bool:
        return self.enabled and isinstance(self._reader, NullReader)

    def _files(self) -> set[tuple[str, int, int]]:
        try:
            found = [(file.name, file.stat()) for file in self.folder.iterdir()]
        except OSError:
            return set()
        return {(name, stat.st_size, stat.st_mtime_ns) for name, stat in found}

    def _load(self) -> Reader | NullReader:
        if not self.enabled:
            return NullReader()
        try:
            return load_reader(self.folder)
        except ModelUnavailable as error:
            log.error("%s; feedback waits for people", error)
            return NullReader()

    def model_problem(self) -> str | None:
        """Why the model cannot be used, in a sentence; None when its files are whole.

        Loads nothing, so that a web process may ask.
        """
        if not self.enabled:
            return "The reader is switched off."
        try:
            check_model(self.folder)
        except ModelUnavailable as error:
            return str(error)
        return None

    def model_name(self) -> str | None:
        """The name and version of the model; None where none can be used."""
        try:
            return check_model(self.folder) if self.enabled else None
        except ModelUnavailable:
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
    """Read all that waits, batch by batch; returns how many were read.

    What nobody could read while the model was missing follows, when there is one.
    """
    total = service.park_poison()
    while not stopping():
        owner, rows = service.lease(BATCH)
        if rows:
            total += _read(owner, rows)
        elif not _ask_again():
            break
    return total


def _ask_again() -> bool:
    # the model is loaded for what needs it only
    return service.lacked_a_model() and reader_slot().can_read() and service.ask_again(BATCH) > 0


def _read(owner: str, rows: list[tuple[int, str, int]]) -> int:
    words = service.load(rows)
    session().rollback()  # no read snapshot is held while the model works
    results = reader_slot().reader().read_many(list(words.values()))
    return service.keep(owner, dict(zip(words, results, strict=True)))
