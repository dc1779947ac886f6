"""Who can finish in time: needs of so many recipients laid on what several makers can still make by a day.

Capacity is counted in pieces of a source: the shelf of one variant, or the same hands of a gerai, which several goods share
(they have one pace). A plan says what can be done; that it is really taken once, the reservation sees to under lock.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.base.money import Rupiah


@dataclass(frozen=True)
class Offer:
    """A variant that can serve a need: `room` pieces of its `source` are free by the day on which its maker has to be ready.
    `least` and `most` pieces of its product go into one order."""

    variant_id: int
    product_id: int
    seller_id: int
    price: int
    source: str
    room: int
    least: int = 1
    most: int | None = None
    why_not: str = ""
    """Why it cannot serve at all; then `room` does not count."""


@dataclass(frozen=True)
class Need:
    """What each recipient gets of one thing: `pieces_each` of the first offer, or of another where the request may be split."""

    position: int
    pieces_each: int
    offers: Sequence[Offer]

    def pieces(self, recipients: int) -> int:
        return self.pieces_each * recipients


@dataclass(frozen=True)
class Share:
    """Pieces of a variant that serve a need."""

    position: int
    variant_id: int
    seller_id: int
    pieces: int
    price: int

    @property
    def amount(self) -> Rupiah:
        return Rupiah(self.pieces * self.price)


@dataclass(frozen=True)
class Plan:
    """How many recipients can be served, and who makes what for them. `wanted` recipients were asked for."""

    wanted: int
    served: int
    shares: Sequence[Share] = ()
    missing: Mapping[int, int] = field(default_factory=dict)
    """Need → pieces that nobody can make in time, of the whole."""

    @property
    def is_whole(self) -> bool:
        return self.served >= self.wanted

    @property
    def pieces(self) -> dict[int, int]:
        """Variant → pieces."""
        found: dict[int, int] = {}
        for one in self.shares:
            found[one.variant_id] = found.get(one.variant_id, 0) + one.pieces
        return found

    @property
    def total(self) -> Rupiah:
        return Rupiah(sum(one.amount for one in self.shares))

    @property
    def sellers(self) -> list[int]:
        """Whose goods they are, in order of their first share."""
        return list(dict.fromkeys(one.seller_id for one in self.shares))


def plan(needs: Sequence[Need], recipients: int, *, may_split: bool) -> Plan:
    """The plan for all recipients; where they cannot all be served, the plan for as many as can.

    As few makers as possible serve a need: the one that was chosen first, then those who can do most, of equals the cheaper.
    Sources are shared out where the fewest offers are first.
    """
    whole, missing = _lay(needs, recipients, may_split=may_split)
    if not missing:
        return Plan(recipients, recipients, whole)
    fewest, most = 0, recipients - 1
    best: list[Share] = []
    while fewest < most:
        middle = (fewest + most + 1) // 2
        shares, short = _lay(needs, middle, may_split=may_split)
        if short:
            most = middle - 1
        else:
            fewest, best = middle, shares
    return Plan(recipients, fewest, best, missing)


def _lay(needs: Sequence[Need], recipients: int, *, may_split: bool) -> tuple[list[Share], dict[int, int]]:
    """Shares, and by need the pieces that nobody can make."""
    room = {one.source: one.room for need in needs for one in need.offers if not one.why_not}
    of_product: dict[int, int] = {}
    found: list[Share] = []
    missing: dict[int, int] = {}
    for need in sorted(needs, key=lambda one: (len(_fit(one)), one.position)):
        left = need.pieces(recipients)
        for offer in _ranked(need, room, left, may_split=may_split):
            count = _can(offer, room, of_product, left) // need.pieces_each * need.pieces_each
            if not count or count + of_product.get(offer.product_id, 0) < offer.least:
                continue
            found.append(Share(need.position, offer.variant_id, offer.seller_id, count, offer.price))
            room[offer.source] -= count
            of_product[offer.product_id] = of_product.get(offer.product_id, 0) + count
            left -= count
            if not left or not may_split:
                break
        if left:
            missing[need.position] = left
    return sorted(found, key=lambda one: one.position), missing


def _fit(need: Need) -> list[Offer]:
    return [one for one in need.offers if not one.why_not]


def _can(offer: Offer, room: Mapping[str, int], of_product: Mapping[int, int], left: int) -> int:
    count = min(left, room[offer.source])
    if offer.most is not None:
        count = min(count, offer.most - of_product.get(offer.product_id, 0))
    return max(0, count)


def _ranked(need: Need, room: Mapping[str, int], left: int, *, may_split: bool) -> list[Offer]:
    """The chosen one first; where only one may serve, nobody else."""
    chosen = [one for one in need.offers[:1] if not one.why_not]
    if not may_split:
        return chosen
    others = [one for one in need.offers[1:] if not one.why_not]
    others.sort(key=lambda one: (-min(left, room[one.source]), one.price, one.variant_id))
    return [*chosen, *others]
