"""Who can finish in time: needs of so many recipients laid on what several makers can still make by a day.

Capacity is counted in pieces of a source: the shelf of one variant, or the same hands of a gerai, which several goods share
(they have one pace). A plan says what can be done; that it is really taken once, the reservation sees to under lock.

A plan is laid greedily, as a person would: the chosen maker first, then few others. Where that leaves somebody without although
makers are free (two needs want the same hands), it is completed as a maximum flow from sources over goods to needs, which is
exact. Least orders make the question a hard one: they are tried with and without, `TRIES` times at the most.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.base.money import Rupiah
from app.gifts.rules.flow import Flow, Node

TRIES = 64
"""Ways to meet least orders that are looked at, and numbers of recipients below the most that is possible without them."""

SPRING: Node = ("spring", "")
MOUTH: Node = ("mouth", "")

Arc = tuple[Node, Node, int]


@dataclass(frozen=True)
class Offer:
    """A variant that can serve a need: `room` pieces of its `source` are free by the day on which its maker has to be ready.
    `least` and `most` pieces of its product go into one order. A product is made by one source, or has one to each variant."""

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

    As few makers as possible serve a need: the one that was chosen first, then those who can do most of the rest, of equals the
    cheaper; nobody else is in it without whom it would be whole. Sources are shared out where the fewest offers are first.
    All that one recipient gets of a thing comes from one maker, but where only that would leave somebody without.
    """
    wanted = _usable(needs, may_split=may_split)
    chosen = {one.offers[0].seller_id for one in needs if one.offers}
    whole = _whole(wanted, recipients)
    if whole is not None:
        return Plan(recipients, recipients, _fewest(wanted, recipients, whole, chosen))
    served, best = _most(wanted, recipients)
    missing = _Laid(wanted, recipients).missing or {
        one.position: one.pieces(recipients - served)
        for one in wanted  # there is room, but a least order is not reached
    }
    return Plan(recipients, served, _fewest(wanted, served, best, chosen), missing)


def can_all(needs: Sequence[Need], recipients: int, *, may_split: bool) -> bool:
    """`plan(...).is_whole`, without asking how many could be served instead."""
    wanted = _usable(needs, may_split=may_split)
    return not any(_short(need, recipients) for need in wanted) and _whole(wanted, recipients) is not None


def _usable(needs: Sequence[Need], *, may_split: bool) -> list[Need]:
    """Needs with the offers that may serve them, the chosen one first; it alone where nothing may be split."""

    def usable(need: Need) -> list[Offer]:
        others = sorted(need.offers[1:] if may_split else (), key=lambda one: (-one.room, *_cheaper(one)))
        return [one for one in (*need.offers[:1], *others) if not one.why_not]

    return [replace(one, offers=usable(one)) for one in needs]


def _cheaper(offer: Offer) -> tuple[int, int]:
    return (offer.price, offer.variant_id)


def _short(need: Need, recipients: int) -> bool:
    """All its makers together cannot, even if nobody else asked them."""
    rooms = {one.source: one.room for one in need.offers}
    return sum(rooms.values()) < need.pieces(recipients)


def _most(needs: Sequence[Need], recipients: int) -> tuple[int, list[Share]]:
    """How many of them can be served, fewer than all, and how.

    Without least orders more room for more of them never hurts, so that the number is found by halving. Where least orders
    forbid it, it is the best of what is left without the goods that came too short, or of the next smaller numbers.
    """
    possible = _most_possible(needs, recipients)
    floor, without = possible, frozenset[int]()
    best = _whole(needs, floor)
    while best is None:
        without |= _Laid(needs, floor, without).too_few
        floor = _most_possible(needs, floor, without)
        best = _whole(needs, floor, without)
    for count in range(possible, max(floor, possible - TRIES), -1):
        found = _whole(needs, count)
        if found is not None:
            return count, found
    return floor, best


def _most_possible(needs: Sequence[Need], recipients: int, without: frozenset[int] = frozenset()) -> int:
    """How many can be served if least orders are not asked for."""
    fewest, most = 0, recipients
    while fewest < most:
        middle = (fewest + most + 1) // 2
        if _Laid(needs, middle, without).missing:
            most = middle - 1
        else:
            fewest = middle
    return fewest


def _fewest(
    needs: Sequence[Need], recipients: int, shares: list[Share], chosen: Collection[int]
) -> list[Share]:
    """The same for all of them by fewer makers where that can be: who gives least is left out first, never who was chosen."""
    pieces: dict[int, int] = defaultdict(int)
    for one in shares:
        pieces[one.seller_id] += one.pieces
    asked = set(pieces)
    for seller in sorted(asked.difference(chosen), key=lambda one: (pieces[one], one)):
        fewer = [
            replace(need, offers=[one for one in need.offers if one.seller_id in asked - {seller}])
            for need in needs
        ]
        found = _whole(fewer, recipients)
        if found is not None:
            asked, shares = asked - {seller}, found
    return shares


def _whole(
    needs: Sequence[Need], recipients: int, without: frozenset[int] = frozenset()
) -> list[Share] | None:
    """Shares for all that keep every least order: a product that came too short is tried without, then with its least."""
    ways: list[tuple[frozenset[int], frozenset[int]]] = [(without, frozenset())]
    for _ in range(TRIES):
        if not ways:
            return None
        closed, filled = ways.pop()
        laid = _Laid(needs, recipients, closed, filled)
        if laid.missing:
            continue
        few = sorted(laid.too_few)
        if not few:
            return laid.shares
        if few[0] not in filled:
            ways.append((closed, filled | {few[0]}))
        ways.append((closed | {few[0]}, filled - {few[0]}))
    return None


class _Laid:
    """Needs of so many recipients laid on what there is: greedily, then completed as far as it can be.

    `closed` products serve nothing. `filled` ones get their least pieces before anything else, and keep them.
    """

    def __init__(
        self,
        needs: Sequence[Need],
        recipients: int,
        closed: Collection[int] = (),
        filled: Collection[int] = (),
    ) -> None:
        self._needs = [
            replace(one, offers=[offer for offer in one.offers if offer.product_id not in closed])
            for one in needs
        ]
        self._recipients = recipients
        self._above = _above(self._needs)
        self._least = {one.product_id: one.least for need in self._needs for one in need.offers}
        if filled:
            self._flow = self._filled(filled)
            self._flow.complete()
            return
        self._flow = self._network()
        if self._greedily():
            self._flow.complete()

    @property
    def shares(self) -> list[Share]:
        return [
            Share(need.position, one.variant_id, one.seller_id, pieces, one.price)
            for need in sorted(self._needs, key=lambda one: one.position)
            for one in need.offers
            if (pieces := self._flow.laid(_variant(one), _need(need)))
        ]

    @property
    def missing(self) -> dict[int, int]:
        """Need → pieces that nobody can make."""
        gaps = {
            one.position: one.pieces(self._recipients) - self._flow.laid(_need(one), MOUTH)
            for one in self._needs
        }
        return {position: gap for position, gap in gaps.items() if gap}

    @property
    def too_few(self) -> frozenset[int]:
        """Products of which fewer are in it than go into one order."""
        pieces: dict[int, int] = defaultdict(int)
        product_of = {one.variant_id: one.product_id for need in self._needs for one in need.offers}
        for one in self.shares:
            pieces[product_of[one.variant_id]] += one.pieces
        return frozenset(product for product, count in pieces.items() if count < self._least[product])

    def _network(self, filled: Collection[int] | None = None) -> Flow:
        """Sources, products, variants, needs; of `filled` alone, each up to its least, if that is given."""
        flow = Flow(SPRING, MOUTH)
        opened: set[tuple[Node, Node]] = set()
        for need in self._needs:
            flow.open(_need(need), MOUTH, need.pieces(self._recipients))
            for one in need.offers:
                if filled is not None and one.product_id not in filled:
                    continue
                for start, end, room in self._above[one.variant_id]:
                    if (start, end) not in opened:
                        opened.add((start, end))
                        is_least = filled is not None and end[0] == "product"
                        flow.open(start, end, min(room, one.least) if is_least else room)
                flow.open(_variant(one), _need(need), need.pieces(self._recipients))
        return flow

    def _filled(self, filled: Collection[int]) -> Flow:
        """The whole network with the least pieces of these products in it, which stay."""
        least = self._network(filled)
        least.complete()
        whole = self._network()
        for need in self._needs:
            for one in need.offers:
                pieces = least.laid(_variant(one), _need(need))
                if pieces:
                    whole.carry(self._path(one, need), pieces)
        for start, end, _ in (arc for arcs in self._above.values() for arc in arcs):
            if end[0] == "product" and end[1] in filled:
                whole.pin(start, end)
        return whole

    def _path(self, offer: Offer, need: Need) -> Iterator[Node]:
        yield SPRING
        for _, end, _ in self._above[offer.variant_id]:
            yield end
        yield _need(need)
        yield MOUTH

    def _greedily(self) -> bool:
        """Whole recipients to one maker after the other; answers whether somebody is left."""
        room = {one.source: one.room for need in self._needs for one in need.offers}
        of_product: dict[int, int] = defaultdict(int)
        short = False
        for need in sorted(self._needs, key=lambda one: (len(one.offers), one.position)):
            left, ranked = need.pieces(self._recipients), list(need.offers)
            while left and ranked:
                offer = ranked.pop(0)
                count = _can(offer, room, of_product, left) // need.pieces_each * need.pieces_each
                if count and count + of_product[offer.product_id] >= offer.least:
                    self._flow.carry(self._path(offer, need), count)
                    room[offer.source] -= count
                    of_product[offer.product_id] += count
                    left -= count
                ranked = _ranked(ranked, room, of_product, left)
            short = short or left > 0
        return short


def _ranked(
    offers: Sequence[Offer], room: Mapping[str, int], of_product: Mapping[int, int], left: int
) -> list[Offer]:
    """Those who can do most of what is left, of equals the cheaper."""
    return sorted(offers, key=lambda one: (-_can(one, room, of_product, left), *_cheaper(one)))


def _can(offer: Offer, room: Mapping[str, int], of_product: Mapping[int, int], left: int) -> int:
    count = min(left, room[offer.source])
    if offer.most is not None:
        count = min(count, offer.most - of_product.get(offer.product_id, 0))
    return max(0, count)


def _need(need: Need) -> Node:
    return ("need", need.position)


def _variant(offer: Offer) -> Node:
    return ("variant", offer.variant_id)


def _above(needs: Sequence[Need]) -> dict[int, list[Arc]]:
    """Variant → the arcs by which pieces come to it: out of the one source of its product, which other products may share, or
    out of a shelf of its own."""
    offers = [one for need in needs for one in need.offers]
    room = {one.source: one.room for one in offers}
    sources: dict[int, set[str]] = defaultdict(set)
    for one in offers:
        sources[one.product_id].add(one.source)
    found: dict[int, list[Arc]] = {}
    for one in offers:
        source: Node = ("source", one.source)
        product: Node = ("product", one.product_id)
        most = one.most if one.most is not None else sum(room[name] for name in sources[one.product_id])
        through = [(source, room[one.source]), (product, most)]
        if len(sources[one.product_id]) > 1:
            through.reverse()
        through.append((_variant(one), room[one.source]))
        ends: list[Node] = [SPRING, *(node for node, _ in through)]
        found[one.variant_id] = [
            (start, end, count) for start, (end, count) in zip(ends, through, strict=False)
        ]
    return found
