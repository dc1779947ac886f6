"""Who fills what a maker who dropped out leaves open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.gifts.rules.planning import Need, Offer, Share


@dataclass(frozen=True)
class Filling:
    """Who could make what is missing. `left`: need → pieces that nobody can."""

    shares: Sequence[Share] = ()
    left: Mapping[int, int] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        return not self.left


def fill(needs: Sequence[Need], gaps: Mapping[int, int]) -> Filling:
    """Lay `gaps` (need → pieces) on the offers of each need: as few makers as possible, of equals the cheaper.

    A gap may be any number of pieces, also where each recipient gets several: what was promised of a set may come from two
    makers. No more is laid on a source than it has room for, and no order of a good is below its least or above its most.
    """
    room = {one.source: one.room for need in needs for one in need.offers if not one.why_not}
    of_product: dict[int, int] = {}
    shares: list[Share] = []
    left: dict[int, int] = {}
    for need in sorted(needs, key=lambda one: (len(one.offers), one.position)):
        open_pieces = gaps.get(need.position, 0)
        while open_pieces:
            best = _best(need, room, of_product, open_pieces)
            if best is None:
                left[need.position] = open_pieces
                break
            offer, count = best
            shares.append(Share(need.position, offer.variant_id, offer.seller_id, count, offer.price))
            room[offer.source] -= count
            of_product[offer.product_id] = of_product.get(offer.product_id, 0) + count
            open_pieces -= count
    return Filling(sorted(shares, key=lambda one: one.position), left)


def _best(
    need: Need, room: Mapping[str, int], of_product: Mapping[int, int], wanted: int
) -> tuple[Offer, int] | None:
    """The offer that can do most of what is still open, and how much."""
    able = [(one, _can(one, room, of_product, wanted)) for one in need.offers if not one.why_not]
    able = [(one, count) for one, count in able if count]
    return min(able, key=lambda one: (-one[1], one[0].price, one[0].variant_id), default=None)


def _can(offer: Offer, room: Mapping[str, int], of_product: Mapping[int, int], wanted: int) -> int:
    before = of_product.get(offer.product_id, 0)
    count = min(wanted, room[offer.source])
    if offer.most is not None:
        count = min(count, offer.most - before)
    return count if count > 0 and count + before >= offer.least else 0
