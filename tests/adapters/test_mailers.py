"""Mail over a real socket: what arrives, what never leaves, and passwords only inside TLS."""

import smtplib
import ssl
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.adapters.mailers import FolderMailer, SmtpMailer, message_of
from app.notices.ports import Mail
from app.wiring import _mailer
from tests.fakes.mail_server import certificate, mail_server
from tests.support import database

FROM = "Gerai “Oleh-oleh” <gerai@contoh.id>"
MAIL = Mail(
    "ibu.sari@contoh.id",
    "Pesanan GR-7 sudah dikirim — “Keset Perca”, Rp45.000",
    "Halo Bu Sari,\n\nPaketnya dikirim hari ini · tiba Sabtu.\n.\nTitik di atas bukan akhir surat.\n",
    "notice-7",
)
ACCOUNT = "toko%40contoh.id:s%2Fandi%3Aaneh"


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """The server's side of a certificate that this machine trusts."""
    context, file = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    return context


# -- what arrives -----------------------------------------------------------------------------------


def test_a_mail_arrives_as_plain_text_with_every_letter() -> None:
    with mail_server() as server:
        SmtpMailer(f"smtp://127.0.0.1:{server.port}", FROM).send(MAIL)
    (arrived,) = server.mails
    assert (arrived.sender, arrived.to) == ("gerai@contoh.id", ["ibu.sari@contoh.id"])
    message = arrived.message
    assert message["Subject"] == MAIL.subject
    assert message["To"] == MAIL.to
    assert message["From"].addresses[0].display_name == "Gerai “Oleh-oleh”"
    assert message["From"].addresses[0].addr_spec == "gerai@contoh.id"
    assert message.get_content_type() == "text/plain"
    assert message.get_content_charset() == "utf-8"
    assert message.get_content().replace("\r\n", "\n") == MAIL.body
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"] == "<notice-7@gerai>"
    assert message["Date"].datetime is not None
    assert not arrived.raw.count(b"MIME-Version") > 1
    assert arrived.raw.isascii() or message["Content-Transfer-Encoding"] == "8bit"


def test_the_same_mail_sent_again_carries_the_same_id() -> None:
    """A job that is tried again after a lost answer: the reader's program shows it once."""
    with mail_server() as server:
        for _ in range(2):
            SmtpMailer(f"smtp://127.0.0.1:{server.port}", FROM).send(MAIL)
    assert {one.message["Message-ID"] for one in server.mails} == {"<notice-7@gerai>"}
    assert len(server.mails) == 2


def test_very_long_lines_arrive_whole() -> None:
    body = "https://gerai.example/sandi/" + "x" * 3000 + "\n"
    with mail_server() as server:
        SmtpMailer(f"smtp://127.0.0.1:{server.port}", FROM).send(Mail("a@contoh.id", "Panjang", body, "k"))
    (arrived,) = server.mails
    assert arrived.message.get_content().replace("\r\n", "\n") == body
    assert max(len(line) for line in arrived.raw.splitlines()) < 998


@settings(deadline=None, max_examples=60)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=120))
def test_any_subject_is_one_line_and_reads_the_same(subject: str) -> None:
    raw = bytes(message_of(Mail("a@contoh.id", subject, "x\n", "k"), FROM))
    read = BytesParser(policy=policy.default).parsebytes(raw)
    assert " ".join(str(read["Subject"]).split()) == " ".join(subject.split())
    assert set(read.keys()) == {
        "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Content-Type",
        "Content-Transfer-Encoding", "MIME-Version",
    }  # fmt: skip


# -- what never leaves ------------------------------------------------------------------------------

BREAKS = ["\n", "\r", "\r\n", "\n\n", "\x0b", "\x0c", "\x85", "\u2028"]


@pytest.mark.parametrize("line_break", BREAKS)
def test_a_name_with_a_line_break_in_the_subject_adds_no_header(line_break: str) -> None:
    subject = f"Pesanan dari Sari{line_break}Bcc: semua@contoh.id{line_break}{line_break}Isi palsu"
    with mail_server() as server:
        SmtpMailer(f"smtp://127.0.0.1:{server.port}", FROM).send(Mail("a@contoh.id", subject, "Isi.\n", "k"))
    (arrived,) = server.mails
    assert arrived.to == ["a@contoh.id"]
    assert arrived.message["Bcc"] is None
    assert " ".join(arrived.message["Subject"].split()) == " ".join(subject.split())
    assert arrived.message.get_content().strip() == "Isi."


@pytest.mark.parametrize("to", ["a@contoh.id\nBcc: semua@contoh.id", "a@contoh.id\r\nSubject: palsu"])
def test_an_address_with_a_line_break_sends_nothing(to: str) -> None:
    with mail_server() as server:
        with pytest.raises(ValueError, match="linefeed"):
            SmtpMailer(f"smtp://127.0.0.1:{server.port}", FROM).send(Mail(to, "s", "b", "k"))
    assert server.mails == []


@pytest.mark.parametrize("answer", ["550 tidak ada", "451 nanti saja"])
def test_a_refused_mail_is_an_error_so_that_the_job_tries_again(answer: str) -> None:
    with mail_server() as server:
        server.refuses = answer
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            SmtpMailer(f"smtp://127.0.0.1:{server.port}", FROM).send(MAIL)
    assert server.mails == []


def test_a_server_that_is_away_is_an_error() -> None:
    with mail_server() as server:
        port = server.port
    with pytest.raises(OSError, match="refused"):
        SmtpMailer(f"smtp://127.0.0.1:{port}", FROM).send(MAIL)


# -- TLS and passwords ------------------------------------------------------------------------------


def test_starttls_is_taken_where_it_is_offered(trusted: ssl.SSLContext) -> None:
    with mail_server(starttls=trusted) as server:
        SmtpMailer(f"smtp://127.0.0.1:{server.port}", FROM).send(MAIL)
    assert [(one.secure, one.signed_in) for one in server.mails] == [(True, False)]


def test_the_password_is_sent_inside_starttls(trusted: ssl.SSLContext) -> None:
    with mail_server(starttls=trusted, accounts=True) as server:
        SmtpMailer(f"smtp://{ACCOUNT}@127.0.0.1:{server.port}", FROM).send(MAIL)
    assert server.logins == [("toko@contoh.id", "s/andi:aneh", True)]
    assert [(one.secure, one.signed_in) for one in server.mails] == [(True, True)]


def test_smtps_is_tls_from_the_first_byte(trusted: ssl.SSLContext) -> None:
    with mail_server(tls=trusted, accounts=True) as server:
        SmtpMailer(f"smtps://{ACCOUNT}@127.0.0.1:{server.port}", FROM).send(MAIL)
    assert server.logins == [("toko@contoh.id", "s/andi:aneh", True)]
    assert [one.secure for one in server.mails] == [True]


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_server_that_cannot_prove_who_it_is_gets_neither_password_nor_mail(
    tmp_path: Path, scheme: str
) -> None:
    stranger, _ = certificate(tmp_path)  # trusted by nobody
    how: dict[str, Any] = {"tls" if scheme == "smtps" else "starttls": stranger}
    with mail_server(**how, accounts=True) as server:
        with pytest.raises(ssl.SSLCertVerificationError):
            SmtpMailer(f"{scheme}://{ACCOUNT}@127.0.0.1:{server.port}", FROM).send(MAIL)
    assert (server.logins, server.mails) == ([], [])


def test_a_certificate_for_another_name_is_not_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, file = certificate(tmp_path, name="mail.contoh.id")
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    with mail_server(tls=context, accounts=True) as server:
        with pytest.raises(ssl.SSLCertVerificationError):
            SmtpMailer(f"smtps://{ACCOUNT}@127.0.0.1:{server.port}", FROM).send(MAIL)
    assert (server.logins, server.mails) == ([], [])


def test_a_password_never_goes_in_the_clear_to_another_machine() -> None:
    """A server without STARTTLS, or somebody on the way who hides it. `127.1` is no name of this machine for us."""
    with mail_server(accounts=True) as server:
        with pytest.raises(smtplib.SMTPNotSupportedError, match="TLS"):
            SmtpMailer(f"smtp://{ACCOUNT}@127.1:{server.port}", FROM).send(MAIL)
    assert (server.logins, server.mails) == ([], [])


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_on_this_machine_a_password_needs_no_tls(host: str) -> None:
    with mail_server(accounts=True) as server:
        SmtpMailer(f"smtp://{ACCOUNT}@{host}:{server.port}", FROM).send(MAIL)
    assert server.logins == [("toko@contoh.id", "s/andi:aneh", False)]
    assert len(server.mails) == 1


# -- without a server -------------------------------------------------------------------------------


def test_without_a_server_mails_are_files(tmp_path: Path) -> None:
    mailer = FolderMailer(tmp_path / "mail", FROM)
    mailer.send(MAIL)
    mailer.send(Mail("b@contoh.id", "Lain", "Isi.\n", "notice-8"))
    assert sorted(file.name for file in (tmp_path / "mail").iterdir()) == ["notice-7.eml", "notice-8.eml"]
    read = BytesParser(policy=policy.default).parsebytes((tmp_path / "mail" / "notice-7.eml").read_bytes())
    assert (read["Subject"], read["To"], read.get_content()) == (MAIL.subject, MAIL.to, MAIL.body)  # type: ignore[attr-defined]


def test_the_same_mail_again_is_the_same_file(tmp_path: Path) -> None:
    for body in ("satu\n", "dua\n"):
        FolderMailer(tmp_path, FROM).send(Mail("a@contoh.id", "s", body, "notice-7"))
    (file,) = tmp_path.iterdir()
    assert b"dua" in file.read_bytes()


def test_the_settings_say_which_of_them_sends(tmp_path: Path) -> None:
    assert isinstance(_mailer(database.settings("gerai_test_x", var=tmp_path)), FolderMailer)
    with_server = database.settings("gerai_test_x", mail_url="smtp://mail.contoh.id")
    assert isinstance(_mailer(with_server), SmtpMailer)
