"""Notices of gateways: the one place without CSRF. The signature is checked before anything is read."""

import logging

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from app.base.errors import NotConfigured
from app.db.ports import has, port
from app.payments.ports import ForgedNotice, PaymentGateway
from app.payments.service import settling

bp = Blueprint("payments", __name__)
log = logging.getLogger(__name__)

MOST_BYTES = 256 * 1024


@bp.post("/stripe")
def stripe() -> ResponseReturnValue:
    """A Stripe event. Fails closed: without a secret 503, with a wrong signature 400; kinds we do not use get 200."""
    if not has(PaymentGateway) or port(PaymentGateway).name != "stripe":
        return "not configured", 503
    if (request.content_length or 0) > MOST_BYTES:
        return "too large", 413
    gateway = port(PaymentGateway)
    try:
        notice = gateway.read_notice(request.get_data(), request.headers.get("Stripe-Signature", ""))
    except NotConfigured:
        return "not configured", 503
    except ForgedNotice:
        log.warning("a notice with a wrong signature was refused")
        return "bad signature", 400
    settling.take_notice(gateway, notice)
    return "", 200
