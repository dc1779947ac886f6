"""A small Stripe over real HTTP on 127.0.0.1, stateful as the real one; the installed SDK's types are its contract.

It knows Checkout Sessions and refunds: what the adapter uses. It refuses parameters that the SDK's typed parameters do
not name, replays an idempotency key, and refuses the same key with another body. Its clock is set by the test.
"""

import json
import re
import sys
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import stripe
from stripe._request_options import RequestOptions
from stripe.params import RefundCreateParams
from stripe.params.checkout import SessionCreateParams, SessionExpireParams, SessionRetrieveParams

KEY, SECRET = "sk_test_of_the_fake", "whsec_of_the_fake"
OPTIONS = set(RequestOptions.__annotations__)
"""Travel as headers, not in the body."""
SHORTEST, LONGEST = timedelta(minutes=30), timedelta(hours=24)


class Trouble(StrEnum):
    """What may happen to the next request."""

    FINE = "fine"
    """Nothing: the trouble waits for the request after this one."""
    DOWN = "down"
    """500, nothing was done."""
    BUSY = "busy"
    """429, nothing was done."""
    LOST = "lost"
    """Everything was done, but the answer never arrives: what a timeout looks like afterwards."""
    EMPTY = "empty"
    """A refund that the account's balance does not cover; the refusal is kept under the key, as Stripe keeps it."""
    FAILS = "fails"
    """A refund is made, and has failed."""
    PENDING = "pending"
    """A refund is made, and is on its way."""


class Refused(Exception):
    """An answer in Stripe's form of an error."""

    def __init__(self, status: int, code: str, message: str, kind: str = "invalid_request_error") -> None:
        super().__init__(message)
        self.status = status
        self.body = {"error": {"type": kind, "code": code, "message": message}}


class Unchecked(Refused):
    """Refused before the work began: no key remembers it."""


@dataclass
class FakeStripe:
    """Its state, and what the test does in place of buyers and of Stripe itself."""

    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    sessions: dict[str, dict[str, Any]] = field(default_factory=dict)
    refunds: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)
    """Method, path and parameters of every request."""
    troubles: deque[Trouble] = field(default_factory=deque)
    answers: dict[str, tuple[Any, int, dict[str, Any]]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    events: int = 0

    def __post_init__(self) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(self))
        self._server.daemon_threads = True
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        ).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def forget(self, now: datetime) -> None:
        """As if nobody had asked anything yet; its clock stands at `now`."""
        for kept in (self.sessions, self.refunds, self.asked, self.troubles, self.answers):
            kept.clear()
        self.now = now

    # -- the buyer at Stripe's page ---------------------------------------------------------------

    def pay(self, session_id: str, *, later: bool = False) -> None:
        """Her card is charged; `later`: by a way of paying whose money comes days after."""
        session = self.sessions[session_id]
        if session["status"] != "open":
            return
        session["status"], session["url"] = "complete", None
        session["payment_intent"] = f"pi_{len(self.sessions)}_{session_id[-4:]}"
        session["payment_status"] = "unpaid" if later else "paid"

    def money_comes(self, session_id: str) -> None:
        """The money of a way that takes days."""
        self.sessions[session_id]["payment_status"] = "paid"

    def decline_card(self, session_id: str) -> None:
        """Her card is refused: she stays at the page, and may try another."""
        assert self.sessions[session_id]["status"] == "open"

    def lapse(self, session_id: str) -> None:
        """Its time is over."""
        session = self.sessions[session_id]
        if session["status"] == "open":
            session["status"], session["url"] = "expired", None

    # -- what it reports --------------------------------------------------------------------------

    def notice(self, kind: str, session_id: str, **changes: Any) -> bytes:
        """The body of a webhook about a session as it is now; `changes` go into the object."""
        self.events += 1
        return json.dumps(
            {
                "id": f"evt_{self.events}",
                "object": "event",
                "api_version": stripe.api_version,
                "type": kind,
                "livemode": False,
                "created": int(self.now.timestamp()),
                "data": {"object": {**self.sessions.get(session_id, {"id": session_id}), **changes}},
            }
        ).encode()

    @staticmethod
    def sign(body: bytes, *, secret: str = SECRET, age: int = 0) -> str:
        """The header of the SDK's own signer. The SDK reads the real clock, so `age` is counted from there."""
        signed_at = int(time.time()) - age
        return str(stripe.WebhookSignature.generate_signature_header(body.decode(), secret, signed_at))

    # -- requests ---------------------------------------------------------------------------------

    def answer(self, method: str, path: str, key: str | None, params: dict[str, Any]) -> tuple[int, Any]:
        """Under a lock: one request after another."""
        with self.lock:
            self.asked.append((method, path, params))
            trouble = self.troubles.popleft() if self.troubles else None
            if trouble is Trouble.DOWN:
                return 500, {"error": {"type": "api_error", "message": "down"}}
            if trouble is Trouble.BUSY:
                return 429, {
                    "error": {"type": "invalid_request_error", "code": "rate_limit", "message": "busy"}
                }
            status, body = self._remembered(method, path, key, params, trouble)
            return (0, None) if trouble is Trouble.LOST else (status, body)

    def _remembered(
        self, method: str, path: str, key: str | None, params: dict[str, Any], trouble: Trouble | None
    ) -> tuple[int, Any]:
        asked = (method, path, params)
        if key in self.answers:
            before, status, body = self.answers[key]
            if before == asked:
                return status, body
            refusal = Refused(
                400, "idempotency", "Keys can only be used with the same parameters", "idempotency_error"
            )
            return refusal.status, refusal.body
        try:
            status, body = 200, self._do(method, path, params, trouble)
        except Unchecked as refusal:
            return refusal.status, refusal.body
        except Refused as refusal:
            status, body = refusal.status, refusal.body
        if key is not None:
            self.answers[key] = (asked, status, json.loads(json.dumps(body)))
        return status, body

    def _do(self, method: str, path: str, params: dict[str, Any], trouble: Trouble | None) -> dict[str, Any]:
        if (method, path) == ("POST", "/v1/checkout/sessions"):
            check_names(SessionCreateParams, params)
            return self._open(params)
        if (method, path) == ("POST", "/v1/refunds"):
            check_names(RefundCreateParams, params)
            return self._refund(params, trouble)
        found = re.fullmatch(r"/v1/checkout/sessions/(\w+)(/expire)?", path)
        if found is None:
            raise Unchecked(404, "resource_missing", f"Unrecognized request URL ({method}: {path})")
        if found[1] not in self.sessions:
            raise Unchecked(404, "resource_missing", f"No such checkout.session: '{found[1]}'")
        session = self.sessions[found[1]]
        check_names(SessionExpireParams if found[2] else SessionRetrieveParams, params)
        if found[2]:
            if session["status"] != "open":
                raise Refused(
                    400, "resource_not_open", "Only Checkout Sessions with a status in [open] can be expired"
                )
            self.lapse(session["id"])
        return session

    def _open(self, params: dict[str, Any]) -> dict[str, Any]:
        for needed in ("mode", "success_url", "line_items"):
            if needed not in params:
                raise Unchecked(400, "parameter_missing", f"Missing required param: {needed}.")
        expires_at = datetime.fromtimestamp(int(params["expires_at"]), UTC)
        if not self.now + SHORTEST <= expires_at <= self.now + LONGEST:
            raise Unchecked(
                400, "invalid", "expires_at must be 30 minutes to 24 hours from Checkout Session creation"
            )
        lines = params["line_items"]
        prices = [line["price_data"] for line in lines]
        if len({price["currency"] for price in prices}) != 1:
            raise Unchecked(400, "invalid", "All line items must have the same currency")
        amount = sum(int(line["quantity"]) * int(line["price_data"]["unit_amount"]) for line in lines)
        number = f"cs_test_{len(self.sessions) + 1:04}"
        self.sessions[number] = {
            "id": number,
            "object": "checkout.session",
            "mode": params["mode"],
            "status": "open",
            "payment_status": "unpaid",
            "payment_intent": None,
            "amount_subtotal": amount,
            "amount_total": amount,
            "currency": prices[0]["currency"],
            "client_reference_id": params.get("client_reference_id"),
            "customer_email": params.get("customer_email"),
            "metadata": params.get("metadata", {}),
            "locale": params.get("locale"),
            "success_url": params["success_url"],
            "cancel_url": params.get("cancel_url"),
            "created": int(self.now.timestamp()),
            "expires_at": int(params["expires_at"]),
            "livemode": False,
            "url": f"https://checkout.stripe.com/c/pay/{number}",
        }
        return self.sessions[number]

    def _refund(self, params: dict[str, Any], trouble: Trouble | None) -> dict[str, Any]:
        paid = next(
            (one for one in self.sessions.values() if one["payment_intent"] == params.get("payment_intent")),
            None,
        )
        if paid is None or paid["payment_status"] != "paid":
            raise Unchecked(
                404, "resource_missing", f"No such payment_intent: '{params.get('payment_intent')}'"
            )
        if trouble is Trouble.EMPTY:
            raise Refused(
                400,
                "balance_insufficient",
                "Insufficient funds in your Stripe balance to refund this amount.",
            )
        left = paid["amount_total"] - self.refunded(paid["id"])
        amount = int(params.get("amount", left))
        if amount > left:
            raise Refused(
                400,
                "amount_too_large",
                f"Refund amount ({amount}) is greater than unrefunded amount ({left})",
            )
        number = f"re_{len(self.refunds) + 1:04}"
        status = {Trouble.FAILS: "failed", Trouble.PENDING: "pending"}.get(trouble, "succeeded")  # type: ignore[call-overload]
        self.refunds[number] = {
            "id": number,
            "object": "refund",
            "amount": amount,
            "currency": paid["currency"],
            "payment_intent": paid["payment_intent"],
            "status": status,
            "created": int(self.now.timestamp()),
            "metadata": params.get("metadata", {}),
        }
        return self.refunds[number]

    def refunded(self, session_id: str) -> int:
        """Hundredths that went back, or are on their way."""
        intent = self.sessions[session_id]["payment_intent"]
        fine = [one for one in self.refunds.values() if one["status"] in ("succeeded", "pending")]
        return sum(one["amount"] for one in fine if one["payment_intent"] == intent)

    @property
    def only_session(self) -> dict[str, Any]:
        (found,) = self.sessions.values()
        return found


def check_names(kind: type, params: dict[str, Any], path: str = "") -> None:
    """Every name must stand in the SDK's typed parameters, at every depth. Raises Unchecked."""
    names: dict[str, Any] = kind.__annotations__
    for name, value in params.items():
        if name not in names or name in OPTIONS:
            raise Unchecked(400, "parameter_unknown", f"Received unknown parameter: {path}{name}")
        inner = _inner(kind, str(names[name]))
        if inner is not None:
            for one in value if isinstance(value, list) else [value]:
                check_names(inner, one, f"{path}{name}.")


def _inner(kind: type, annotation: str) -> type | None:
    """The typed dictionary that an annotation names: it stands in the same module."""
    named = re.search(rf"\b{kind.__name__}\w+", annotation)
    return getattr(sys.modules[kind.__module__], named[0]) if named else None


def nested(pairs: list[tuple[str, str]]) -> dict[str, Any]:
    """`a[0][b]=c` → {"a": [{"b": "c"}]}."""
    tree: dict[str, Any] = {}
    for name, value in pairs:
        *way, last = re.findall(r"[^\[\]]+", name)
        here = tree
        for step in way:
            here = here.setdefault(step, {})
        here[last] = value
    return {name: _listed(value) for name, value in tree.items()}


def _listed(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    inner = {name: _listed(one) for name, one in value.items()}
    return list(inner.values()) if inner and all(name.isdigit() for name in inner) else inner


def _handler_of(fake: FakeStripe) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            self._serve(parse_qsl(urlsplit(self.path).query))

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            self._serve(parse_qsl(self.rfile.read(length).decode(), keep_blank_values=True))

        def _serve(self, pairs: list[tuple[str, str]]) -> None:
            status, body = self._judged(pairs)
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

        def _judged(self, pairs: list[tuple[str, str]]) -> tuple[int, Any]:
            if self.headers.get("Authorization") != f"Bearer {KEY}":
                return 401, {
                    "error": {"type": "invalid_request_error", "message": "Invalid API Key provided"}
                }
            if self.headers.get("Stripe-Version") != stripe.api_version:
                return 400, {
                    "error": {"type": "invalid_request_error", "message": "Invalid Stripe API version"}
                }
            path = urlsplit(self.path).path
            return fake.answer(self.command, path, self.headers.get("Idempotency-Key"), nested(pairs))

        def log_message(self, *args: Any) -> None:
            """Quiet."""

    return Handler
