"""Unique codes of transfers: three digits by which the seller tells who paid (domain.md 8.2)."""

import random
from collections.abc import Collection

from app.payments.rules.amounts import CannotPay

MOST = 999


class AllTaken(CannotPay):
    message = "Sedang terlalu banyak transfer dengan jumlah yang sama ke rekening ini. Coba lagi nanti, atau pilih cara lain."


def choose(amount: int, taken: Collection[int]) -> int:
    """A code of 1 to 999 to add to `amount`, so that the sum is none of `taken` (the sums of open transfers to the same
    account). Raises AllTaken."""
    free = [code for code in range(1, MOST + 1) if amount + code not in taken]
    if not free:
        raise AllTaken
    return random.choice(free)  # noqa: S311 - it tells transfers apart, it guards nothing
