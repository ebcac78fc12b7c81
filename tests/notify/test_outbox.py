"""Mail over a real SMTP connection on this machine."""

import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
import time_machine
from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy import update

from portal.db import session, utc_now, writing
from portal.notify.models import Mail
from portal.notify.queries import count_waiting, list_mails
from portal.notify.service import queue_mail, send_due

SENDER = "feedback@portal.example"


class Inbox:
    """A mail server's end: keeps what arrives, or refuses it."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.answer = "250 kept"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        if self.answer.startswith("250"):
            self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
            self.recipients += envelope.rcpt_tos
        return self.answer


@pytest.fixture
def inbox() -> Iterator[tuple[Inbox, str]]:
    """A mail server on loopback, with its address."""
    kept = Inbox()
    server = Controller(kept, hostname="127.0.0.1", port=_free_port())
    server.start()
    yield kept, f"smtp://127.0.0.1:{server.port}"
    server.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def queue(key: str = "answer-1", **changed: str) -> None:
    """One mail in the outbox."""
    values = {"recipient": "ann@person.example", "purpose": "answer", "language": "en",
              "subject": "There is an answer", "body": "Hello,\n\nplease look."}  # fmt: skip
    queue_mail(key=key, **{**values, **changed})


def test_a_mail_arrives_once(context: Flask, inbox: tuple[Inbox, str]) -> None:
    kept, url = inbox
    queue()
    assert [send_due(url, SENDER), send_due(url, SENDER)] == [1, 0]
    assert kept.recipients == ["ann@person.example"]
    assert (kept.mails[0]["Subject"], kept.mails[0]["From"]) == ("There is an answer", SENDER)


def test_one_event_is_one_mail(context: Flask, inbox: tuple[Inbox, str]) -> None:
    queue()
    queue(subject="Again")
    assert send_due(inbox[1], SENDER) == 1
    assert count_waiting() == 0


def test_arabic_words_arrive_as_they_were_written(context: Flask, inbox: tuple[Inbox, str]) -> None:
    kept, url = inbox
    queue(subject="هناك رد", body="مرحبا", language="ar")
    send_due(url, SENDER)
    assert kept.mails[0]["Subject"] == "هناك رد"
    assert kept.mails[0].get_content().strip() == "مرحبا"


def test_a_subject_cannot_add_a_header(context: Flask, inbox: tuple[Inbox, str]) -> None:
    kept, url = inbox
    queue(subject="Hello\r\nBcc: everybody@person.example\r\n\r\nBuy this")
    send_due(url, SENDER)
    assert kept.recipients == ["ann@person.example"]
    assert kept.mails[0]["Bcc"] is None


@pytest.mark.parametrize("column", ["recipient", "subject"])
def test_a_row_that_cannot_be_a_mail_stays_and_stops_no_other(
    context: Flask, inbox: tuple[Inbox, str], column: str
) -> None:
    queue("first")
    with writing() as db:
        db.execute(update(Mail).values({column: "x@person.example\r\nBcc: y@person.example"}))
    queue("second", recipient="ben@person.example")
    assert send_due(inbox[1], SENDER) == 1
    assert inbox[0].recipients == ["ben@person.example"]
    assert count_waiting() == 1


def test_mail_waits_longer_and_longer_while_the_server_is_down(context: Flask) -> None:
    nobody = f"smtp://127.0.0.1:{_free_port()}"
    waits = []
    with time_machine.travel("2026-03-02T10:00:00Z", tick=False) as clock:
        queue()
        for _ in range(6):
            assert send_due(nobody, SENDER) == 0
            mail = list_mails().items[0]
            waits.append((mail.next_try_at - utc_now()).total_seconds() / 60)
            clock.move_to(mail.next_try_at)
    assert waits == [1, 5, 15, 60, 240, 240]
    assert list_mails().items[0].failure == "ConnectionRefusedError"


def test_a_mail_that_failed_arrives_when_the_server_is_back(
    context: Flask, inbox: tuple[Inbox, str]
) -> None:
    kept, url = inbox
    with time_machine.travel("2026-03-02T10:00:00Z", tick=False) as clock:
        queue()
        kept.answer = "451 come back later"
        assert send_due(url, SENDER) == 0
        kept.answer = "250 kept"
        assert send_due(url, SENDER) == 0
        clock.shift(60)
        assert send_due(url, SENDER) == 1
    assert list_mails().items[0].failure is None


def test_a_second_try_has_the_same_message_id(context: Flask, inbox: tuple[Inbox, str]) -> None:
    kept, url = inbox
    queue()
    send_due(url, SENDER)
    with writing() as db:
        db.execute(update(Mail).values(sent_at=None, next_try_at=Mail.created_at))
    send_due(url, SENDER)
    assert len({mail["Message-ID"] for mail in kept.mails}) == 1
    assert len(kept.mails) == 2


def test_without_a_mail_server_all_stays_in_the_outbox(context: Flask) -> None:
    queue()
    assert send_due(None, SENDER) == 0
    assert [(m.sent_at, m.attempts) for m in list_mails().items] == [(None, 0)]


def test_a_mail_is_not_queued_when_its_transaction_fails(context: Flask) -> None:
    with pytest.raises(RuntimeError), writing():
        queue()
        raise RuntimeError("the event did not happen")
    session().rollback()
    assert list_mails().items == []
