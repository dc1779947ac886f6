"""Notices of gateways: the one place without CSRF. The signature is checked before anything is read."""

import logging

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from app.base.errors import NotConfigured
from app.db.ports import has, port
from app.payments.ports import ForgedNotice, NoticeOfOtherMode, PaymentGateway
from app.payments.service import noticing

bp = Blueprint("payments", __name__)
log = logging.getLogger(__name__)

MOST_BYTES = 256 * 1024


@bp.post("/stripe")
def stripe() -> ResponseReturnValue:
    """A Stripe event. Fails closed: without a secret 503, with a wrong signature 400; kinds we do not use get 200.

    Whatever breaks on the way is an error page and no 2xx: nothing half done stays, and Stripe sends the event again.
    """
    if not has(PaymentGateway) or port(PaymentGateway).name != "stripe":
        return "not configured", 503
    request.max_content_length = MOST_BYTES  # holds for a body that does not say how long it is, too
    try:
        body = request.get_data()
    except RequestEntityTooLarge:
        return "too large", 413
    gateway = port(PaymentGateway)
    try:
        notice = gateway.read_notice(body, request.headers.get("Stripe-Signature", ""))
    except NotConfigured:
        return "not configured", 503
    except ForgedNotice:
        log.warning("a notice with a wrong signature was refused")
        return "bad signature", 400
    except NoticeOfOtherMode:
        log.warning("a notice of play money came where real money is taken, or the other way round")
        return "other mode", 400
    noticing.take_notice(gateway, notice)
    return "", 200
