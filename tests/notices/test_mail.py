"""Letters as mails: sent once, tried again when the server is away, plain words with the way back."""

from typing import Any

import pytest
from flask import Flask

from app.db.ports import plug, port
from app.notices import jobs as notice_jobs
from app.notices import service
from app.notices.models import Notice
from app.notices.ports import Mailer
from app.notices.rules.letter import Letter, mail_body
from tests.fakes.mailers import Away
from tests.support import jobs
from tests.support.books import journal
from tests.support.mailbox import Mailbox, text_of
from tests.support.post import newest


@pytest.fixture
def letter(db: Any) -> int:
    service.tell(
        Letter("Pesanan G-1\nberangkat", "Sampai besok."), key="satu", link="/pesanan/G-1", email="dewi@contoh.id"
    )  # fmt: skip
    return newest().id


def test_a_mail_is_plain_words_with_the_way_back(letter: int, mailbox: Mailbox) -> None:
    assert jobs.do_all() == ["notices.mail"]
    (mail,) = mailbox.mails()
    assert (mail["To"], mail["From"], mail["Subject"], mail["Auto-Submitted"]) == (
        "dewi@contoh.id", "Gerai <gerai@localhost>", "Pesanan G-1 berangkat", "auto-generated",
    )  # fmt: skip
    assert text_of(mail) == (
        "[MODE UJI] Ini percobaan: tidak ada uang dan tidak ada barang sungguhan.\n\nSampai besok.\n\n"
        "Buka di sini:\nhttp://localhost/pesanan/G-1\n\nSalam,\nGerai\n"
    )


def test_outside_of_the_demo_nothing_speaks_of_a_trial() -> None:
    assert mail_body("Sampai besok.", None, demo=False) == "Sampai besok.\n\nSalam,\nGerai\n"


def test_a_job_that_runs_twice_sends_once(letter: int, mailbox: Mailbox, db: Any) -> None:
    jobs.do_all()
    notice_jobs.mail(letter)
    assert len(mailbox.mails()) == 1
    assert db.get(Notice, letter).mailed_at is not None
    assert journal("notice", letter) == ["letter mailed"]


def test_while_the_server_is_away_the_letter_waits(
    app: Flask, letter: int, mailbox: Mailbox, db: Any
) -> None:
    working = port(Mailer)
    plug(app, Mailer, Away())
    with pytest.raises(OSError, match="connection refused"):
        notice_jobs.mail(letter)
    assert db.get(Notice, letter).mailed_at is None
    plug(app, Mailer, working)
    notice_jobs.mail(letter)
    assert len(mailbox.mails()) == 1
    assert db.get(Notice, letter).mailed_at is not None


def test_a_letter_that_is_not_there_or_has_no_address_sends_nothing(mailbox: Mailbox, db: Any) -> None:
    notice_jobs.mail(999_999)
    assert mailbox.mails() == []
