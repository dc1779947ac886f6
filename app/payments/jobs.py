"""What payments does beside requests: mostly talking to the gateway."""

import logging

from app.base import clock
from app.base.errors import NotConfigured
from app.db.jobs import every, job
from app.payments.ports import GatewayTrouble
from app.payments.service import (
    closing,
    expiring,
    open_money,
    proving,
    reconciling,
    refunding,
    releasing,
    reminding,
    repaying,
)

log = logging.getLogger(__name__)


@job("payments.refund", attempts=10)
def refund(refund_id: int) -> None:
    """Give money back."""
    refunding.carry_out_refund(refund_id)


@job("payments.close_checkout")
def close_checkout(reference: str) -> None:
    """Nothing can be paid there any more; what was paid is found."""
    closing.close_checkout(reference)


@every("* * * * *", "payments.expire_unpaid")
def expire_unpaid() -> None:
    """Every minute: let go of what was not paid in time."""
    expiring.expire_unpaid(clock.now())


@job("payments.look_at_refund")
def look_at_refund(refund_id: int, reference: str) -> None:
    """A notice says that a refund has moved: ask how it stands."""
    refunding.look_at(refund_id, reference)


@job("payments.compare_books")
def compare_books() -> None:
    """A notice speaks of what we do not know: look closely, now."""
    reconciling.reconcile(clock.now())


@every("*/10 * * * *", "payments.reconcile")
def reconcile() -> None:
    """Every ten minutes: what notices have missed, and what the two books disagree on."""
    try:
        reconciling.reconcile(clock.now())
    except NotConfigured:
        return
    except GatewayTrouble:
        log.warning(
            "the gateway's book could not be read to its end; the next run begins anew", exc_info=True
        )


@every("*/10 * * * *", "payments.watch_direct")
def watch_direct() -> None:
    """Every ten minutes: proofs that nobody has looked at, and money that nobody has given back."""
    proving.watch(clock.now())
    repaying.watch(clock.now())


@every("5 * * * *", "payments.remind_of_bills")
def remind_of_bills() -> None:
    """Every hour: agencies whose bill is due soon, or overdue."""
    reminding.remind(clock.now())


@every("15 * * * *", "payments.tell_of_open")
def tell_of_open() -> None:
    """Every hour: admins hear of money that waits for a person, once a day."""
    open_money.tell_of_open(clock.now())


@every("10 * * * *", "payments.release_received")
def release_received() -> None:
    """Every hour: what sellers and posts may be paid out from now on."""
    releasing.release_received(clock.now())
    releasing.release_fees(clock.now())
