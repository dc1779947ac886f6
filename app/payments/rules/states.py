"""The lives of a payment and of a refund."""

from enum import StrEnum

from app.base.states import Machine


class PaymentState(StrEnum):
    OPENED = "opened"
    CHECKING = "checking"
    """A proof was sent; the seller looks whether the money is there. Nothing lapses meanwhile."""
    SUCCEEDED = "succeeded"
    EXPIRED = "expired"


class PaymentMove(StrEnum):
    PROVE = "prove"
    REJECT = "reject"
    """The seller has not found the money; the buyer may send another proof."""
    SUCCEED = "succeed"
    EXPIRE = "expire"


LIFE = Machine(
    {
        (PaymentState.OPENED, PaymentMove.PROVE): PaymentState.CHECKING,
        (PaymentState.CHECKING, PaymentMove.PROVE): PaymentState.CHECKING,
        (PaymentState.CHECKING, PaymentMove.REJECT): PaymentState.OPENED,
        (PaymentState.OPENED, PaymentMove.SUCCEED): PaymentState.SUCCEEDED,
        (PaymentState.CHECKING, PaymentMove.SUCCEED): PaymentState.SUCCEEDED,
        (PaymentState.OPENED, PaymentMove.EXPIRE): PaymentState.EXPIRED,
        # money that comes after the order was let go is real all the same; it is returned
        (PaymentState.EXPIRED, PaymentMove.SUCCEED): PaymentState.SUCCEEDED,
    }
)

WAITING = frozenset({PaymentState.OPENED, PaymentState.CHECKING})
"""Money may still come by it."""


class RefundState(StrEnum):
    WAITING = "waiting"
    """To be asked of the provider, or to be paid back by the seller's own hand."""
    PENDING = "pending"
    """The provider has taken it and has not finished: nothing is returned yet."""
    DONE = "done"
    FAILED = "failed"
