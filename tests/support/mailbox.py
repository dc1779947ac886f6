"""Mail as it would have left the house: the folder mailer, on a folder of the test's own."""

from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import cast

import pytest
from flask import Flask

from app.adapters.mailers import FolderMailer
from app.db.ports import plug, port
from app.notices.ports import Mailer


class Mailbox:
    """What was sent, in the order of sending."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def mails(self) -> list[EmailMessage]:
        files = sorted(self._folder.glob("*.eml"), key=lambda file: (file.stat().st_mtime_ns, file.name))
        parser = BytesParser(policy=policy.default)
        return [cast("EmailMessage", parser.parsebytes(file.read_bytes())) for file in files]


def text_of(mail: EmailMessage) -> str:
    """The words of a mail that has nothing but words."""
    assert mail.get_content_type() == "text/plain"
    return str(mail.get_content())


@pytest.fixture
def mailbox(app: Flask, db: object, tmp_path: Path) -> Iterator[Mailbox]:
    """Every mail of this test lands here."""
    usual = port(Mailer)
    plug(app, Mailer, FolderMailer(tmp_path / "mail", "Gerai <gerai@localhost>"))
    yield Mailbox(tmp_path / "mail")
    plug(app, Mailer, usual)
