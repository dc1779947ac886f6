"""Mailer over SMTP, and into a folder where no server is set."""

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from pathlib import Path
from urllib.parse import unquote, urlsplit

from app.notices.ports import Mail

_HERE = ("localhost", "127.0.0.1", "::1")


def message_of(mail: Mail, sender: str) -> EmailMessage:
    """The mail as it goes over the wire. Its id follows from its key: sent twice, it is shown once."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, mail.to, " ".join(mail.subject.split())
    message["Date"] = formatdate(localtime=False)
    message["Message-ID"] = f"<{mail.key}@gerai>" if mail.key else make_msgid()
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.body)
    return message


class SmtpMailer:
    """`smtp://name:password@host:port` (STARTTLS where offered) or `smtps://…`.

    A password goes to another machine inside TLS only: who stands between could hide that STARTTLS is offered.
    """

    def __init__(self, url: str, sender: str) -> None:
        self._url, self._sender = urlsplit(url), sender

    def send(self, mail: Mail) -> None:
        """Raises OSError or smtplib.SMTPException; the job tries again."""
        secure = self._url.scheme == "smtps"
        host, port = self._url.hostname or "localhost", self._url.port or (465 if secure else 587)
        context = ssl.create_default_context()
        kind = (
            smtplib.SMTP_SSL(host, port, timeout=20, context=context)
            if secure
            else smtplib.SMTP(host, port, timeout=20)
        )
        with kind as server:
            server.ehlo()
            if not secure and server.has_extn("starttls"):
                server.starttls(context=context)
                server.ehlo()
                secure = True
            if self._url.username:
                if not secure and host not in _HERE:
                    raise smtplib.SMTPNotSupportedError(f"{host} offers no TLS: the password was not sent")
                server.login(unquote(self._url.username), unquote(self._url.password or ""))
            server.send_message(message_of(mail, self._sender))


class FolderMailer:
    """Writes `var/mail/*.eml`, for machines without a mail server."""

    def __init__(self, folder: Path, sender: str) -> None:
        self._folder, self._sender = folder, sender

    def send(self, mail: Mail) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / f"{mail.key}.eml").write_bytes(bytes(message_of(mail, self._sender)))
