"""What a parcel loses when pieces fall away after paying: rupiah for goods and fee, pieces and days for the maker."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.base.errors import RuleBroken
from app.base.money import Rupiah
from app.delivery.rules.rates import Tariff


class AdjustmentKind(StrEnum):
    """Why pieces fell away, or money went back without them."""

    DECLINED = "declined"
    UNANSWERED = "unanswered"
    SHORT = "short"
    """Accepted in part."""
    CANCELLED = "cancelled"
    """By the buyer, before it was accepted."""
    RECALLED = "recalled"
    LATE = "late"
    COMPLAINT = "complaint"
    GOODWILL = "goodwill"
    """Money only, of the seller's own accord or for a complaint's sake: no piece falls away."""
    FORGIVEN = "forgiven"
    """Less came than was due, and the seller lets the rest go: no piece falls away, and nothing goes back."""


@dataclass(frozen=True)
class Standing:
    """An order line as it stands: rupiah, grams and cm³ of one piece, pieces that are still to come, and `given`: rupiah that
    went back for it without a piece falling away."""

    line_id: int
    price: int
    weight_g: int
    left: int
    volume_cm3: int = 0
    given: int = 0

    def worth(self, pieces: int) -> int:
        """Rupiah of so many of its pieces, never more than was not given back yet."""
        return min(self.price * pieces, max(0, self.price * self.left - self.given))


@dataclass(frozen=True)
class Loss:
    """Rupiah that go back."""

    goods: Rupiah
    fee: Rupiah

    @property
    def amount(self) -> Rupiah:
        return Rupiah(self.goods + self.fee)


class TooMany(RuleBroken):
    message = "Jumlahnya lebih dari yang ada di pesanan. Muat ulang halamannya, lalu coba lagi."


def loss(lines: Sequence[Standing], gone: Mapping[int, int], tariff: Tariff | None, fee_left: int) -> Loss:
    """What goes back when `gone` (line → pieces) falls away: the price of each piece, and of the fee (`fee_left` rupiah were
    not returned yet) what the lighter parcel costs less; the whole of it when nothing is left. Raises TooMany."""
    left = {one.line_id: one.left for one in lines}
    if any(count < 1 or count > left.get(line, 0) for line, count in gone.items()):
        raise TooMany
    goods = sum(one.worth(gone.get(one.line_id, 0)) for one in lines)
    stays = [(one, one.left - gone.get(one.line_id, 0)) for one in lines]
    weight = sum(one.weight_g * count for one, count in stays)
    volume = sum(one.volume_cm3 * count for one, count in stays)
    if weight == 0:
        return Loss(Rupiah(goods), Rupiah(fee_left))
    lighter = tariff.fee(weight, volume) if tariff is not None else Rupiah(fee_left)
    return Loss(Rupiah(goods), Rupiah(max(0, fee_left - lighter)))


def freed(slots: Iterable[tuple[date, int]], units: int) -> dict[date, int]:
    """Day → units that become free when so many fall away: the earliest first, so that the next buyer is served sooner
    while who keeps her order keeps her date."""
    found: dict[date, int] = {}
    for day, there in sorted(slots):
        if units <= 0:
            break
        found[day] = min(there, units)
        units -= found[day]
    return found


def owed_for_recalled(pieces: int, price: int, *, paid_for: int, money_left: int | None) -> int:
    """Rupiah that a buyer may ask for recalled pieces which were sent to her. A piece that was sent twice was paid once:
    `paid_for` tells of how many pieces the money is still with the maker; and never more than is left of the parcel's."""
    worth = price * min(pieces, max(0, paid_for))
    return worth if money_left is None else min(worth, money_left)
