"""When money fits."""

from app.base.errors import RuleBroken

CURRENCY = "idr"
"""The one currency of the house, as gateways write it."""

PAID_TWICE = "Pesanannya sudah dibayar."
"""Why money goes back that is not the first for what it was meant for."""


class CannotPay(RuleBroken):
    """This order cannot be paid (any more)."""


class AmountDiffers(Exception):
    """The gateway speaks of another amount or currency than the order; nothing is settled."""


def check_amount(due: int, amount: int, currency: str) -> None:
    """Exactly the amount of the order, in rupiah. Raises AmountDiffers."""
    if currency.lower() != CURRENCY or amount != due:
        raise AmountDiffers(f"due {due} {CURRENCY}, told {amount} {currency}")
