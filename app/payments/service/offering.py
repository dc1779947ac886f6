"""Which ways to pay are offered: to a cart, to an order, to one part of it."""

from collections.abc import Mapping, Sequence

from app.base.actor import Actor, Role
from app.db.ports import port
from app.orders.ports import PartToPay
from app.payments.queries import receiving
from app.payments.rules.offering import House, Part, direct_ways
from app.payments.rules.ways import WORDS, Way
from app.payments.service import ways


class HowPaid:
    """Answers `orders.ports.WaysToPay`."""

    def collects(self, total: int) -> bool:
        return collecting(total) is not None

    def misfit(self, total: int) -> str:
        return ways.misfit_of(total)

    def of_parts(
        self, parts: Sequence[PartToPay], total: int, actor: Actor | None
    ) -> Mapping[int, tuple[str, ...]]:
        at_once, house = collecting(total), port(House)
        for_agency = agency_of(actor) is not None
        tills = receiving.tills([one.seller_id for one in parts])
        found = {}
        for one in parts:
            part = Part(one.total, one.is_made, one.is_fetched, one.is_through_post)
            direct = direct_ways(part, tills[one.seller_id], house, for_agency=for_agency)
            found[one.seller_id] = tuple(WORDS[way] for way in ((at_once, *direct) if at_once else direct))
        return found


def collecting(total: int) -> Way | None:
    """The way by which the platform takes so many rupiah; none where it takes none."""
    gateway = ways.offered()
    return Way(gateway.name) if gateway is not None and not ways.misfit_of(total) else None


def agency_of(actor: Actor | None) -> int | None:
    """The agency for which this person may order on account: that of which she is an officer, signed in herself."""
    if actor is None or actor.is_helped:
        return None
    return next((grant.agency_id for grant in actor.grants_of(Role.OFFICER) if grant.agency_id), None)
