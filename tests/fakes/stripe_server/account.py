"""The account's own book: sessions, charges, refunds and events, and what buyers and Stripe itself do with them."""

import json
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import stripe

from tests.fakes.stripe_server.troubles import Refused, Trouble, Unchecked

SHORTEST, LONGEST = timedelta(minutes=30), timedelta(hours=24)
SMALLEST, LARGEST = 850_000, 99_999_999
"""Hundredths that a session may charge: about US$0.50, and eight digits."""
STANDING = {Trouble.FAILS: "failed", Trouble.PENDING: "pending", Trouble.NEEDS_ACTION: "requires_action"}
"""How a refund stands right after it was made; without such a trouble it has succeeded."""
ENDED_WITHOUT = ("failed", "canceled")

Thing = dict[str, Any]


class Account:
    """Its state. Every change makes the events that Stripe would report, and hands each to `report`."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.sessions: dict[str, Thing] = {}
        self.charges: dict[str, Thing] = {}
        self.refunds: dict[str, Thing] = {}
        self.events: dict[str, Thing] = {}
        self.report: Callable[[Thing], None] = lambda event: None
        self._for_the_charge: dict[str, dict[str, str]] = {}
        self._stands_at: datetime | None = None

    @property
    def now(self) -> datetime:
        """Its clock: the real one, unless a test has set it."""
        return self._stands_at or datetime.now(UTC)

    @now.setter
    def now(self, moment: datetime) -> None:
        self._stands_at = moment

    @property
    def _second(self) -> int:
        return int(self.now.timestamp())

    # -- the buyer at Stripe's page ---------------------------------------------------------------

    def pay(self, session_id: str, *, later: bool = False) -> None:
        """Her card is charged; `later`: by a way of paying whose money comes days after."""
        with self.lock:
            session = self.sessions[session_id]
            if session["status"] != "open":
                return
            session["status"], session["url"] = "complete", None
            session["payment_intent"] = f"pi_{session_id.removeprefix('cs_')}"
            session["payment_status"] = "unpaid" if later else "paid"
            if not later:
                self._charge(session)
            self._happened("checkout.session.completed", session)

    def money_comes(self, session_id: str) -> None:
        """The money of a way that takes days."""
        with self.lock:
            session = self.sessions[session_id]
            session["payment_status"] = "paid"
            self._charge(session)
            self._happened("checkout.session.async_payment_succeeded", session)

    def money_stays_away(self, session_id: str) -> None:
        """A way that takes days has failed."""
        with self.lock:
            self._happened("checkout.session.async_payment_failed", self.sessions[session_id])

    def decline_card(self, session_id: str) -> None:
        """Her card is refused: she stays at the page, and may try another."""
        assert self.sessions[session_id]["status"] == "open"

    def lapse(self, session_id: str) -> None:
        """Its time is over."""
        with self.lock:
            session = self.sessions[session_id]
            if session["status"] == "open":
                session["status"], session["url"] = "expired", None
                self._happened("checkout.session.expired", session)

    def lapse_old(self) -> list[str]:
        """Lapse every open session whose time is over by this clock; answers which."""
        with self.lock:
            old = [one["id"] for one in self.sessions.values() if one["expires_at"] <= self._second]
            ended = [one for one in old if self.sessions[one]["status"] == "open"]
            for one in ended:
                self.lapse(one)
            return ended

    def _charge(self, session: Thing) -> None:
        number = f"ch_{session['id'].removeprefix('cs_')}"
        self.charges[number] = {
            "id": number,
            "object": "charge",
            "amount": session["amount_total"],
            "amount_captured": session["amount_total"],
            "amount_refunded": 0,
            "captured": True,
            "paid": True,
            "refunded": False,
            "status": "succeeded",
            "currency": session["currency"],
            "payment_intent": session["payment_intent"],
            "metadata": self._for_the_charge.get(session["id"], {}),
            "created": self._second,
            "livemode": False,
        }
        self._happened("charge.succeeded", self.charges[number])

    # -- money on its way back --------------------------------------------------------------------

    def finish_refund(
        self, refund_id: str, status: str = "succeeded", why: str = "expired_or_canceled_card"
    ) -> None:
        """A refund that was on its way arrives, or comes back: `status` is succeeded, failed or canceled."""
        with self.lock:
            refund = self.refunds[refund_id]
            if refund["status"] == status:
                return
            refund["status"] = status
            if status in ENDED_WITHOUT:
                refund["failure_reason"] = why
            self._count(self.charges[refund["charge"]])
            self._happened("refund.updated", refund)
            if status == "failed":
                self._happened("refund.failed", refund)

    def refund_at_the_desk(self, session_id: str, amount: int) -> str:
        """Somebody gives money back in Stripe's own dashboard: nobody told the shop."""
        intent = self.sessions[session_id]["payment_intent"]
        with self.lock:
            return str(self.refund({"payment_intent": intent, "amount": amount}, None)["id"])

    def refunded(self, session_id: str) -> int:
        """Hundredths that went back, or are on their way."""
        intent = self.sessions[session_id]["payment_intent"]
        fine = [one for one in self.refunds.values() if one["status"] not in ENDED_WITHOUT]
        return sum(one["amount"] for one in fine if one["payment_intent"] == intent)

    @property
    def only_session(self) -> Thing:
        (found,) = self.sessions.values()
        return found

    # -- what the shop asks for -------------------------------------------------------------------

    def open(self, params: Thing) -> Thing:
        """A new Checkout Session. Raises Unchecked."""
        for needed in ("mode", "success_url", "line_items"):
            if needed not in params:
                raise Unchecked(400, "parameter_missing", f"Missing required param: {needed}.")
        expires_at = datetime.fromtimestamp(int(params["expires_at"]), UTC)
        if not self.now + SHORTEST <= expires_at <= self.now + LONGEST:
            raise Unchecked(
                400, "invalid", "expires_at must be 30 minutes to 24 hours from Checkout Session creation"
            )
        amount, currency = _sum(params["line_items"])
        number = f"cs_test_{len(self.sessions) + 1:04}"
        self._for_the_charge[number] = params.get("payment_intent_data", {}).get("metadata", {})
        self.sessions[number] = {
            "id": number,
            "object": "checkout.session",
            "mode": params["mode"],
            "status": "open",
            "payment_status": "unpaid",
            "payment_intent": None,
            "amount_subtotal": amount,
            "amount_total": amount,
            "currency": currency,
            "client_reference_id": params.get("client_reference_id"),
            "customer_email": params.get("customer_email"),
            "metadata": params.get("metadata", {}),
            "locale": params.get("locale"),
            "success_url": params["success_url"],
            "cancel_url": params.get("cancel_url"),
            "created": self._second,
            "expires_at": int(params["expires_at"]),
            "livemode": False,
            "url": f"https://checkout.stripe.com/c/pay/{number}",
        }
        return self.sessions[number]

    def expire(self, session: Thing) -> Thing:
        """The shop closes a session. Raises Refused unless it is open."""
        if session["status"] != "open":
            raise Refused(
                400, "resource_not_open", "Only Checkout Sessions with a status in [open] can be expired"
            )
        self.lapse(session["id"])
        return session

    def refund(self, params: Thing, trouble: Trouble | None) -> Thing:
        """Give a charge back, whole or in part. Raises Refused, Unchecked."""
        charge = next(
            (one for one in self.charges.values() if one["payment_intent"] == params.get("payment_intent")),
            None,
        )
        if charge is None:
            raise Unchecked(
                404, "resource_missing", f"No such payment_intent: '{params.get('payment_intent')}'"
            )
        if trouble is Trouble.EMPTY:
            raise Refused(
                400,
                "balance_insufficient",
                "Insufficient funds in your Stripe balance to refund this amount.",
            )
        left = charge["amount"] - self._returned(charge)
        amount = int(params.get("amount", left))
        if amount > left:
            raise Refused(
                400,
                "amount_too_large",
                f"Refund amount ({amount}) is greater than unrefunded amount ({left})",
            )
        number = f"re_{len(self.refunds) + 1:04}"
        status = STANDING.get(trouble, "succeeded") if trouble else "succeeded"
        self.refunds[number] = {
            "id": number,
            "object": "refund",
            "amount": amount,
            "charge": charge["id"],
            "currency": charge["currency"],
            "payment_intent": charge["payment_intent"],
            "status": status,
            "created": self._second,
            "metadata": params.get("metadata", {}),
        }
        if status == "failed":
            self.refunds[number]["failure_reason"] = "expired_or_canceled_card"
        self._count(charge)
        self._happened("refund.created", self.refunds[number])
        self._happened(
            "refund.failed" if status == "failed" else "charge.refunded",
            self.refunds[number] if status == "failed" else charge,
        )
        return self.refunds[number]

    def _returned(self, charge: Thing) -> int:
        fine = [one for one in self.refunds.values() if one["status"] not in ENDED_WITHOUT]
        return sum(one["amount"] for one in fine if one["charge"] == charge["id"])

    def _count(self, charge: Thing) -> None:
        charge["amount_refunded"] = self._returned(charge)
        charge["refunded"] = charge["amount_refunded"] == charge["amount"]

    # -- what it reports --------------------------------------------------------------------------

    def event(self, kind: str, subject: Thing, **changes: Any) -> Thing:
        """An event about a thing as it is now; `changes` stand beside its data. It is kept in the book."""
        number = f"evt_{len(self.events) + 1:05}"
        self.events[number] = {
            "id": number,
            "object": "event",
            "api_version": stripe.api_version,
            "type": kind,
            "livemode": False,
            "pending_webhooks": 1,
            "created": self._second,
            "data": {"object": json.loads(json.dumps(subject))},
            **changes,
        }
        return self.events[number]

    def _happened(self, kind: str, subject: Thing) -> None:
        self.report(self.event(kind, subject))


def _sum(lines: list[Thing]) -> tuple[int, str]:
    """Hundredths and currency of a session's lines. Raises Unchecked outside of what Stripe charges."""
    prices = [line["price_data"] for line in lines]
    currencies = {price["currency"] for price in prices}
    if len(currencies) != 1:
        raise Unchecked(400, "invalid", "All line items must have the same currency")
    amount = sum(int(line["quantity"]) * int(line["price_data"]["unit_amount"]) for line in lines)
    if amount < SMALLEST:
        raise Unchecked(400, "amount_too_small", "The total amount must convert to at least 50 cents.")
    if amount > LARGEST:
        raise Unchecked(400, "amount_too_large", "The total amount has more than eight digits.")
    return amount, currencies.pop()
