"""Closing a checkout at the gateway, and seeing whether somebody paid there just before."""

from app.payments.ports import UnknownThere
from app.payments.queries import payment as queries
from app.payments.service import settling, ways


def close_checkout(reference: str) -> None:
    """Nothing can be paid there any more. Money that came before is settled now: its notice may never come, and only the
    comparison of the books would look at an expired payment again. Safe to repeat. Raises GatewayTrouble.
    """
    gateway = ways.collector()
    payment = queries.by_reference(gateway.name, reference) if gateway is not None else None
    if gateway is None or payment is None:
        return
    payment_id = payment.id
    gateway.close_checkout(reference)
    try:
        standing = gateway.look_up(reference)
    except UnknownThere:
        return
    settling.settle_seen(payment_id, standing)
