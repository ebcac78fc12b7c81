"""Sweeps of feedback, and where the reader finds its words."""

from typing import Any

from flask import Flask

from portal.feedback.drafts import delete_expired
from portal.feedback.queries import words_of
from portal.feedback.service import SOURCE, raise_risk
from portal.jobs import sweep
from portal.readings.service import reading_finished, register_source

register_source(SOURCE, words_of)


@sweep("drafts")
def forget_drafts() -> int:
    """Delete drafts past their seven days."""
    return delete_expired()


@reading_finished.connect
def take_risk(_app: Flask, source: str, source_id: int, risk: int) -> Any:
    """Put a risky item where people see it sooner."""
    if source == SOURCE:
        raise_risk(source_id, risk)
