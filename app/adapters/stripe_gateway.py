"""PaymentGateway over Stripe Checkout. The only place that knows that Stripe counts rupiah in hundredths.

IDR is not on Stripe's list of zero-decimal currencies (docs.stripe.com/currencies), so Rp12.500 goes out as 1250000.
The SDK is imported inside the functions: it costs 0.3 s and some 20 MB, and most requests never need it.
"""

import json
from datetime import timedelta
from typing import Any

from app.base import clock
from app.base.errors import NotConfigured
from app.payments.ports import (
    CheckoutRequest,
    ForgedNotice,
    GatewayTrouble,
    Notice,
    NoticeKind,
    OpenedCheckout,
    RefundRefused,
    Standing,
)

SHORTEST = timedelta(minutes=30)
"""Stripe keeps a checkout open for 30 minutes at the least, 24 hours at the most."""
PAY_AT = "https://checkout.stripe.com"
"""Where buyers pay; the content security policy lets a form end there."""
_LAPSED_KIND = "checkout.session.expired"
_PAID_KINDS = ("checkout.session.completed", "checkout.session.async_payment_succeeded")


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

    def __init__(self, *, key: str, webhook_secret: str, api_base: str, minimum: int) -> None:
        self._key, self._webhook_secret, self._api_base = key, webhook_secret, api_base
        self.least = minimum

    def _client(self) -> Any:
        import stripe

        more: dict[str, Any] = {"base_addresses": {"api": self._api_base}} if self._api_base else {}
        return stripe.StripeClient(
            self._key, max_network_retries=2, http_client=stripe.RequestsClient(timeout=10), **more
        )

    def open_checkout(self, request: CheckoutRequest) -> OpenedCheckout:
        """Raises GatewayTrouble."""
        expires_at = max(request.expires_at, clock.now() + SHORTEST + timedelta(seconds=30))
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
            "expires_at": int(expires_at.timestamp()),
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
        session = self._ask(lambda client: client.v1.checkout.sessions.retrieve(reference))
        amount, currency = _told(session.amount_total, session.currency)
        return Standing(paid=session.payment_status == "paid", amount=amount, currency=currency)

    def close_checkout(self, reference: str) -> None:
        """Raises GatewayTrouble."""
        import stripe

        try:
            self._client().v1.checkout.sessions.expire(reference)
        except stripe.InvalidRequestError:
            return  # paid or closed already
        except stripe.StripeError as error:
            raise GatewayTrouble(str(error)) from error

    def read_notice(self, body: bytes, signature: str) -> Notice:
        """Raises ForgedNotice, or NotConfigured where no secret is set."""
        if not self._webhook_secret:
            raise NotConfigured("STRIPE_WEBHOOK_SECRET")
        import stripe

        try:
            stripe.WebhookSignature.verify_header(
                body.decode(), signature, self._webhook_secret, tolerance=300
            )
            return _notice(json.loads(body))
        except (stripe.SignatureVerificationError, ValueError, KeyError, TypeError) as error:
            raise ForgedNotice(str(error)) from error

    def refund(self, reference: str, amount: int, key: str) -> str:
        """Raises GatewayTrouble or RefundRefused."""
        import stripe

        session = self._ask(lambda client: client.v1.checkout.sessions.retrieve(reference))
        intent = (
            session.payment_intent if isinstance(session.payment_intent, str) else session.payment_intent.id
        )
        params = {"payment_intent": intent, "amount": to_stripe(amount)}
        try:
            refund = self._client().v1.refunds.create(params, {"idempotency_key": key})
        except stripe.InvalidRequestError as error:
            raise RefundRefused(str(error)) from error
        except stripe.StripeError as error:
            raise GatewayTrouble(str(error)) from error
        if refund.status in ("failed", "canceled"):
            raise RefundRefused(f"refund {refund.id} is {refund.status}")
        return str(refund.id)

    def _ask(self, call: Any) -> Any:
        import stripe

        try:
            return call(self._client())
        except stripe.StripeError as error:
            raise GatewayTrouble(str(error)) from error


def _notice(event: Any) -> Notice:
    event_id, kind = str(event["id"]), str(event["type"])
    if kind != _LAPSED_KIND and kind not in _PAID_KINDS:
        return Notice(event_id, NoticeKind.OTHER)
    subject = event["data"]["object"]
    if kind == _LAPSED_KIND:
        return Notice(event_id, NoticeKind.EXPIRED, str(subject["id"]))
    # a delayed method completes its checkout before the money is there
    if subject.get("payment_status") != "paid":
        return Notice(event_id, NoticeKind.OTHER)
    amount, currency = _told(int(subject["amount_total"]), str(subject["currency"]))
    return Notice(event_id, NoticeKind.PAID, str(subject["id"]), amount, currency)


def _told(hundredths: int, currency: str) -> tuple[int, str]:
    """Amount and currency; what is not whole keeps its hundredths, so that it equals no order's sum."""
    try:
        return from_stripe(hundredths), currency
    except ValueError:
        return hundredths, f"{currency}/100"
