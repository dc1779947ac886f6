"""Another sum than was due, taken by its seller as it came: what of it pays, what she keeps, what goes back; and what goes
back of a payment when goods fall away.
"""

from dataclasses import dataclass

from app.payments.rules.codes import MOST as MOST_DIGITS


@dataclass(frozen=True)
class Split:
    """What a sum that came was for, in rupiah. `due`, with the `code` in it, is what should have come."""

    due: int
    code: int
    seen: int

    @property
    def let_go(self) -> int:
        """Of goods and shipping did not come, and is no longer asked for."""
        return max(0, self.due - self.code - self.seen)

    @property
    def owed(self) -> int:
        """Came above what was due, and more than digits: the buyer's, at once."""
        over = self.seen - self.due
        return over if over > MOST_DIGITS else 0

    @property
    def digits(self) -> int:
        """Came beside goods and shipping, as a unique code does: the seller's to keep, unless everything goes back."""
        return max(0, self.seen - self.owed - (self.due - self.code))


def goes_back(worth: int, left: int, *, is_last: bool) -> int:
    """Rupiah that go back for goods of this `worth` out of what is `left` of the money that paid for them: never more than
    that, and with the last of them all of it, so that the digits of a transfer go back, too."""
    return left if is_last else min(worth, left)
