"""Sweeps of feedback, and where the reader finds its words."""

from flask import Flask

from portal.db import scrub
from portal.feedback.drafts import delete_expired
from portal.feedback.queries import words_of
from portal.feedback.service import SOURCE, raise_risk, take_language
from portal.jobs import sweep
from portal.readings.service import reading_finished, register_source

register_source(SOURCE, words_of)


@sweep("drafts")
def forget_drafts() -> int:
    """Delete drafts past their days."""
    return delete_expired()


@sweep("scrub")
def empty_log() -> int:
    """Overwrite what a withdrawal left in the database's log while a reader stood in the way."""
    return int(scrub())


@reading_finished.connect
def take_reading(_app: Flask, source: str, source_id: int, risk: int, language: str | None) -> None:
    """Put a risky item where people see it sooner; mark the words with their own language."""
    if source != SOURCE:
        return
    if risk:
        raise_risk(source_id, risk)
    if language:
        take_language(source_id, language)
