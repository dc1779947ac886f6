"""The life of a payment and of a refund, and when money fits."""

from enum import StrEnum

from app.base.errors import RuleBroken
from app.base.states import Machine


class PaymentState(StrEnum):
    OPENED = "opened"
    SUCCEEDED = "succeeded"
    EXPIRED = "expired"


class PaymentMove(StrEnum):
    SUCCEED = "succeed"
    EXPIRE = "expire"


LIFE = Machine(
    {
        (PaymentState.OPENED, PaymentMove.SUCCEED): PaymentState.SUCCEEDED,
        (PaymentState.OPENED, PaymentMove.EXPIRE): PaymentState.EXPIRED,
        # money that comes after the order was let go is real all the same; it is returned
        (PaymentState.EXPIRED, PaymentMove.SUCCEED): PaymentState.SUCCEEDED,
    }
)


class RefundState(StrEnum):
    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


class CannotPay(RuleBroken):
    """This order cannot be paid (any more)."""


class AmountDiffers(Exception):
    """The gateway speaks of another amount or currency than the order; nothing is settled."""


PAID_TWICE = "Pesanannya sudah dibayar."
"""Why money goes back that is not the first for its order."""

CURRENCY = "idr"
"""The one currency of the house, as gateways write it."""


def check_amount(due: int, amount: int, currency: str) -> None:
    """Exactly the amount of the order, in rupiah. Raises AmountDiffers."""
    if currency.lower() != CURRENCY or amount != due:
        raise AmountDiffers(f"due {due} {CURRENCY}, told {amount} {currency}")
