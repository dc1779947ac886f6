"""What payments does beside requests: mostly talking to the gateway."""

from app.base import clock
from app.db.jobs import every, job
from app.db.ports import port
from app.payments.ports import PaymentGateway
from app.payments.service import expiring, refunding


@job("payments.refund", attempts=10)
def refund(refund_id: int) -> None:
    """Give money back."""
    refunding.carry_out_refund(refund_id)


@job("payments.close_checkout")
def close_checkout(reference: str) -> None:
    """Nothing can be paid there any more."""
    port(PaymentGateway).close_checkout(reference)


@every("* * * * *", "payments.expire_unpaid")
def expire_unpaid() -> None:
    """Every minute: let go of what was not paid in time."""
    expiring.expire_unpaid(clock.now())
