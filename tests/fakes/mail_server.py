"""A mail server on 127.0.0.1: it keeps what it is sent, and how it was sent."""

import datetime
import ipaddress
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass(frozen=True)
class Delivered:
    """One mail with its envelope."""

    sender: str
    to: list[str]
    raw: bytes
    secure: bool
    signed_in: bool

    @property
    def message(self) -> EmailMessage:
        return cast("EmailMessage", BytesParser(policy=policy.default).parsebytes(self.raw))


@dataclass
class MailServer:
    """What arrived. `refuses` is its answer to every recipient, where set."""

    port: int
    mails: list[Delivered] = field(default_factory=list)
    logins: list[tuple[str, str, bool]] = field(default_factory=list)
    """Name, password, and whether they came over TLS."""
    refuses: str = ""

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.refuses:
            return self.refuses
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        secure = session.ssl is not None or server.transport.get_extra_info("sslcontext") is not None
        self.mails.append(
            Delivered(
                envelope.mail_from, envelope.rcpt_tos, envelope.content, secure, bool(session.authenticated)
            )
        )
        return "250 OK"

    def check(self, server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        secure = server.transport.get_extra_info("sslcontext") is not None
        self.logins.append((data.login.decode(), data.password.decode(), secure))
        return AuthResult(success=True)


@contextmanager
def mail_server(
    *, starttls: ssl.SSLContext | None = None, tls: ssl.SSLContext | None = None, accounts: bool = False
) -> Iterator[MailServer]:
    """A server for a while: plain, with STARTTLS, or inside TLS; with accounts where asked."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    kept = MailServer(port)
    controller = Controller(
        kept,
        hostname="127.0.0.1",
        port=port,
        ssl_context=tls,
        tls_context=starttls,
        authenticator=kept.check if accounts else None,
        auth_require_tls=False,  # a careless server: whether a password comes in the clear is ours to decide
    )
    controller.start()
    try:
        yield kept
    finally:
        controller.stop()


def certificate(folder: Path, name: str = "127.0.0.1") -> tuple[ssl.SSLContext, Path]:
    """A server's side of TLS for this address, and the file that makes a client trust it."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail server of a test")])
    day = datetime.datetime.now(datetime.UTC)
    try:
        told: x509.GeneralName = x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        told = x509.DNSName(name)
    made = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(day - datetime.timedelta(days=1))
        .not_valid_after(day + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([told]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    folder.mkdir(parents=True, exist_ok=True)
    pem = folder / "certificate.pem"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret = folder / "key.pem"
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, secret)
    return context, pem
