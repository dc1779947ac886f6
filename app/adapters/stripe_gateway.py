"""PaymentGateway over Stripe Checkout. The only place that knows that Stripe counts rupiah in hundredths.

IDR is not on Stripe's list of zero-decimal currencies (docs.stripe.com/currencies), so Rp12.500 goes out as 1250000.
The SDK is imported inside the functions: it costs 0.3 s and some 20 MB, and most requests never need it.
"""

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from app.base import clock
from app.base.errors import NotConfigured
from app.payments.ports import (
    AmountRefused,
    CheckoutRequest,
    ForgedNotice,
    GatewayTrouble,
    Notice,
    NoticeKind,
    NoticeOfOtherMode,
    OpenedCheckout,
    RefundOutcome,
    RefundRefused,
    RefundStanding,
    SeenCheckout,
    SeenRefund,
    Standing,
    UnknownThere,
)

SHORTEST, LONGEST = timedelta(minutes=30), timedelta(hours=24)
"""Stripe keeps a checkout open for 30 minutes at the least, 24 hours at the most."""
ON_ITS_WAY = timedelta(seconds=30)
"""How long a request may travel, and how far the two clocks may be apart."""
PAY_AT = "https://checkout.stripe.com"
"""Where buyers pay; the content security policy lets a form end there."""
PAGE = 100
"""Rows that Stripe lists at once."""
LIVE_KEYS = ("sk_live_", "rk_live_")

_LAPSED_KIND = "checkout.session.expired"
_PAID_KINDS = ("checkout.session.completed", "checkout.session.async_payment_succeeded")
_REFUND_KINDS = ("refund.created", "refund.updated", "refund.failed")
_RETURNED_KIND = "charge.refunded"
_REFUND_STANDING = {
    "succeeded": RefundStanding.DONE,
    "failed": RefundStanding.FAILED,
    "canceled": RefundStanding.FAILED,
}
"""Every other status, known or yet to come, is money that has not arrived."""


def to_stripe(rupiah: int) -> int:
    """Whole rupiah → hundredths."""
    return rupiah * 100


def from_stripe(hundredths: int) -> int:
    """Hundredths → whole rupiah. Raises ValueError when it is not whole."""
    rupiah, rest = divmod(hundredths, 100)
    if rest:
        raise ValueError(f"{hundredths} hundredths are no whole rupiah")
    return rupiah


class StripeGateway:
    """Cards and whatever else the account allows."""

    name = "stripe"

    def __init__(self, *, key: str, webhook_secret: str, api_base: str, minimum: int, maximum: int) -> None:
        self._key, self._webhook_secret, self._api_base = key, webhook_secret, api_base
        self.least, self.most = minimum, maximum

    def _client(self) -> Any:
        import stripe

        more: dict[str, Any] = {"base_addresses": {"api": self._api_base}} if self._api_base else {}
        return stripe.StripeClient(
            self._key, max_network_retries=2, http_client=stripe.RequestsClient(timeout=10), **more
        )

    # -- a buyer pays -----------------------------------------------------------------------------

    def open_checkout(self, request: CheckoutRequest) -> OpenedCheckout:
        """Raises GatewayTrouble, or AmountRefused."""
        now = clock.now()
        soonest, latest = now + SHORTEST + ON_ITS_WAY, now + LONGEST - ON_ITS_WAY
        params: dict[str, Any] = {
            "mode": "payment",
            "client_reference_id": request.number,
            "line_items": [
                {
                    "quantity": 1,
                    "price_data": {
                        "currency": "idr",
                        "unit_amount": to_stripe(amount),
                        "product_data": {"name": f"Pesanan {request.number}: bagian {maker}"},
                    },
                }
                for maker, amount in request.parts
            ],
            "metadata": {"order": request.number},
            "payment_intent_data": {"metadata": {"order": request.number}},
            "locale": "id",
            "expires_at": int(min(max(request.expires_at, soonest), latest).timestamp()),
            "success_url": request.success_url,
            "cancel_url": request.cancel_url,
        }
        if request.email:
            params["customer_email"] = request.email
        session = self._ask(
            lambda client: client.v1.checkout.sessions.create(params, {"idempotency_key": request.key})
        )
        return OpenedCheckout(session.id, session.url)

    def look_up(self, reference: str) -> Standing:
        """Raises GatewayTrouble."""
        return _standing(self._ask(lambda client: client.v1.checkout.sessions.retrieve(reference)))

    def close_checkout(self, reference: str) -> None:
        """Raises GatewayTrouble."""
        import stripe

        try:
            self._client().v1.checkout.sessions.expire(reference)
        except stripe.InvalidRequestError:
            return  # paid or closed already
        except stripe.StripeError as error:
            raise GatewayTrouble(str(error)) from error

    # -- what Stripe reports ----------------------------------------------------------------------

    def read_notice(self, body: bytes, signature: str) -> Notice:
        """Raises ForgedNotice, NoticeOfOtherMode, or NotConfigured where no secret is set."""
        if not self._webhook_secret:
            raise NotConfigured("STRIPE_WEBHOOK_SECRET")
        import stripe

        try:
            stripe.WebhookSignature.verify_header(
                body.decode(), signature, self._webhook_secret, tolerance=300
            )
            event = json.loads(body)
            notice = _notice(event)
            if notice.kind is not NoticeKind.OTHER and event["livemode"] is not self._live:
                raise NoticeOfOtherMode(notice.event_id)
        except (stripe.SignatureVerificationError, AttributeError, ValueError, KeyError, TypeError) as error:
            raise ForgedNotice(str(error)) from error
        return notice

    @property
    def _live(self) -> bool:
        return self._key.startswith(LIVE_KEYS)

    # -- money goes back --------------------------------------------------------------------------

    def refund(self, reference: str, amount: int, key: str) -> RefundOutcome:
        """Raises GatewayTrouble or RefundRefused.

        Stripe forgets a key after a day or so, and a refund may be asked for again later than that: what was made
        under this key before is looked for first.
        """
        import stripe

        intent = _intent(self._ask(lambda client: client.v1.checkout.sessions.retrieve(reference)))
        made = self._listed(lambda client: client.v1.refunds, {"payment_intent": intent})
        for one in made:
            if _metadata(one).get("key") == key:
                return _outcome(one)
        params = {"payment_intent": intent, "amount": to_stripe(amount), "metadata": {"key": key}}
        try:
            return _outcome(self._client().v1.refunds.create(params, {"idempotency_key": key}))
        except stripe.InvalidRequestError as error:
            raise RefundRefused(str(error)) from error
        except stripe.StripeError as error:
            raise GatewayTrouble(str(error)) from error

    def refund_standing(self, reference: str) -> RefundOutcome:
        """Raises GatewayTrouble."""
        return _outcome(self._ask(lambda client: client.v1.refunds.retrieve(reference)))

    # -- Stripe's own book ------------------------------------------------------------------------

    def paid_since(self, since: datetime) -> Iterator[SeenCheckout]:
        """Raises GatewayTrouble."""
        wished = {"created": {"gte": int(since.timestamp())}, "status": "complete"}
        for session in self._listed(lambda client: client.v1.checkout.sessions, wished):
            standing = _standing(session)
            if standing.paid and standing.number:  # the same account may serve another shop
                yield SeenCheckout(str(session.id), standing)

    def refunded_since(self, since: datetime) -> Iterator[SeenRefund]:
        """Raises GatewayTrouble."""
        wished = {"created": {"gte": int(since.timestamp())}}
        for refund in self._listed(lambda client: client.v1.refunds, wished):
            yield _seen_refund(refund.to_dict())

    def checkout_of(self, source: str) -> str:
        """Raises GatewayTrouble."""
        found = self._listed(lambda client: client.v1.checkout.sessions, {"payment_intent": source})
        return next((str(session.id) for session in found), "")

    def _listed(self, of: Callable[[Any], Any], wished: dict[str, Any]) -> Iterator[Any]:
        """A list to its end, a page at a time."""
        place: dict[str, str] = {}
        while True:
            page = self._page(of, {**wished, **place, "limit": PAGE})
            yield from page.data
            if not page.has_more:
                return
            place = {"starting_after": str(page.data[-1].id)}

    def _page(self, of: Callable[[Any], Any], wished: dict[str, Any]) -> Any:
        return self._ask(lambda client: of(client).list(wished))

    def _ask(self, call: Callable[[Any], Any]) -> Any:
        import stripe

        try:
            return call(self._client())
        except stripe.InvalidRequestError as error:
            if error.code in ("amount_too_small", "amount_too_large"):
                raise AmountRefused(str(error)) from error
            if error.code == "resource_missing":
                raise UnknownThere(str(error)) from error
            raise GatewayTrouble(str(error)) from error
        except stripe.StripeError as error:
            raise GatewayTrouble(str(error)) from error


def _notice(event: Any) -> Notice:
    event_id, kind = str(event["id"]), str(event["type"])
    subject = event["data"]["object"] if kind in _USED_KINDS else {}
    if kind == _LAPSED_KIND:
        return Notice(event_id, NoticeKind.EXPIRED, str(subject["id"]), number=_number(subject))
    if kind in _REFUND_KINDS:
        refund = _seen_refund(subject)
        return Notice(event_id, NoticeKind.REFUND, refund.outcome.reference, refund=refund)
    if kind == _RETURNED_KIND:
        amount, currency = _told(subject["amount_refunded"], subject["currency"])
        return Notice(
            event_id, NoticeKind.RETURNED, str(subject["id"]), amount, currency, number=_number(subject)
        )
    # a delayed method completes its checkout before the money is there
    if kind in _PAID_KINDS and subject.get("payment_status") == "paid":
        amount, currency = _told(subject["amount_total"], subject["currency"])
        return Notice(
            event_id, NoticeKind.PAID, str(subject["id"]), amount, currency, number=_number(subject)
        )
    return Notice(event_id, NoticeKind.OTHER)


_USED_KINDS = {_LAPSED_KIND, _RETURNED_KIND, *_PAID_KINDS, *_REFUND_KINDS}


def _standing(session: Any) -> Standing:
    amount, currency = _told(session.amount_total, session.currency)
    paid, lapsed = session.payment_status == "paid", session.status == "expired"
    return Standing(paid, amount, currency, _number(session.to_dict()), lapsed)


def _number(subject: Any) -> str:
    """The order that a session or a charge names in what we gave it along."""
    return str((subject.get("metadata") or {}).get("order") or "")


def _intent(session: Any) -> str:
    intent = session.payment_intent
    return str(intent if isinstance(intent, str) else intent.id)


def _outcome(refund: Any) -> RefundOutcome:
    return _seen_refund(refund.to_dict()).outcome


def _metadata(thing: Any) -> dict[str, str]:
    return thing.to_dict().get("metadata") or {}


def _seen_refund(refund: Any) -> SeenRefund:
    reference, status = str(refund["id"]), str(refund["status"])
    standing = _REFUND_STANDING.get(status, RefundStanding.PENDING)
    why = str(refund.get("failure_reason") or status) if standing is RefundStanding.FAILED else ""
    amount, currency = _told(refund["amount"], refund["currency"])
    key = str((refund.get("metadata") or {}).get("key") or "")
    source = str(refund.get("payment_intent") or "")
    return SeenRefund(RefundOutcome(reference, standing, why), amount, currency, key, source)


def _told(hundredths: Any, currency: Any) -> tuple[int, str]:
    """Amount and currency; what is not whole keeps its hundredths, so that it equals no order's sum."""
    if not isinstance(hundredths, int):
        raise TypeError(f"{hundredths} is no whole number")
    try:
        return from_stripe(hundredths), str(currency)
    except ValueError:
        return hundredths, f"{currency}/100"
