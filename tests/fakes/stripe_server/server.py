"""The fake as a whole: the account's book, the API over HTTP, the webhooks, and the doors for who plays the buyers."""

import json
import threading
import time
from collections import deque
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import stripe

from tests.fakes.stripe_server import control
from tests.fakes.stripe_server.account import Account
from tests.fakes.stripe_server.api import Api
from tests.fakes.stripe_server.contract import nested
from tests.fakes.stripe_server.delivery import Delivery, Habits
from tests.fakes.stripe_server.troubles import Trouble

KEY, SECRET = "sk_test_of_the_fake", "whsec_of_the_fake"


class FakeStripe(Account):
    """Its clock is the real one until a test sets it; nothing is delivered until an address is given."""

    def __init__(self, port: int = 0) -> None:
        super().__init__()
        self.api = Api(self)
        self.delivery: Delivery | None = None
        self._server = _Server(("127.0.0.1", port), _handler_of(self))
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        ).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    @property
    def asked(self) -> list[tuple[str, str, dict[str, Any]]]:
        """Method, path and parameters of every request."""
        return self.api.asked

    @property
    def troubles(self) -> deque[Trouble]:
        """What happens to the next requests."""
        return self.api.troubles

    def stop(self) -> None:
        self._quiet()
        self._server.shutdown()
        self._server.server_close()

    def forget(self, now: datetime) -> None:
        """As if nobody had asked anything yet; its clock stands at `now`."""
        self._quiet()
        for kept in (self.sessions, self.charges, self.refunds, self.events):
            kept.clear()
        self.api.forget()
        self.now = now

    # -- webhooks ---------------------------------------------------------------------------------

    def deliver_to(self, address: str, habits: Habits | None = None) -> None:
        """From now on every event is called out at `address`."""
        self._quiet()
        self.delivery = Delivery(address, SECRET, habits or Habits())
        self.report = self.delivery.take

    def idle(self, seconds: float) -> bool:
        """Nothing is left to be delivered, now or within so many seconds."""
        return self.delivery is None or self.delivery.idle(seconds)

    def _quiet(self) -> None:
        if self.delivery is not None:
            self.delivery.stop()
        self.delivery, self.report = None, lambda event: None

    def notice(self, kind: str, session_id: str, **changes: Any) -> bytes:
        """The body of a webhook about a session as it is now; `changes` go into the object."""
        subject = {**self.sessions.get(session_id, {"id": session_id}), **changes}
        return json.dumps(self.event(kind, subject)).encode()

    def refund_notice(self, kind: str, refund_id: str, **changes: Any) -> bytes:
        """The body of a webhook about a refund as it is now; `changes` go into the object."""
        subject = {**self.refunds.get(refund_id, {"id": refund_id}), **changes}
        return json.dumps(self.event(kind, subject)).encode()

    @staticmethod
    def sign(body: bytes, *, secret: str = SECRET, age: int = 0) -> str:
        """The header of the SDK's own signer. The SDK reads the real clock, so `age` is counted from there."""
        signed_at = int(time.time()) - age
        return str(stripe.WebhookSignature.generate_signature_header(body.decode(), secret, signed_at))

    # -- its book ---------------------------------------------------------------------------------

    def book(self) -> dict[str, Any]:
        """Everything it knows, for who compares: things by their ids, and every call with its answer."""
        with self.lock:
            whole = {
                "sessions": self.sessions,
                "charges": self.charges,
                "refunds": self.refunds,
                "events": self.events,
                "calls": list(self.delivery.calls) if self.delivery else [],
                "waiting": self.delivery.waiting if self.delivery else 0,
            }
            copy: dict[str, Any] = json.loads(json.dumps(whole))
            return copy


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


def _handler_of(fake: FakeStripe) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            self._serve(urlsplit(self.path).query)

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            self._serve(self.rfile.read(length).decode())

        def _serve(self, text: str) -> None:
            path = urlsplit(self.path).path
            if path.startswith("/control/"):
                wish = json.loads(text) if text and self.command == "POST" else {}
                status, body = control.do(fake, path, wish)
            else:
                status, body = self._judged(path, parse_qsl(text, keep_blank_values=True))
            if not status:
                self.close_connection = True
                return
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Request-Id", f"req_{len(fake.asked)}")
            if status >= 400:
                self.send_header("Stripe-Should-Retry", "false")
            self.end_headers()
            self.wfile.write(content)

        def _judged(self, path: str, pairs: list[tuple[str, str]]) -> tuple[int, Any]:
            if self.headers.get("Authorization") != f"Bearer {KEY}":
                return 401, {
                    "error": {"type": "invalid_request_error", "message": "Invalid API Key provided"}
                }
            if self.headers.get("Stripe-Version") != stripe.api_version:
                return 400, {
                    "error": {"type": "invalid_request_error", "message": "Invalid Stripe API version"}
                }
            return fake.api.answer(self.command, path, self.headers.get("Idempotency-Key"), nested(pairs))

        def log_message(self, *args: Any) -> None:
            """Quiet."""

    return Handler
