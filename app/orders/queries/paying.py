"""How what is about to be ordered will be paid."""

from collections.abc import Mapping

from app.base.actor import Actor
from app.db.ports import port
from app.delivery.rules.zones import Zone
from app.orders.ports import PartToPay, WaysToPay
from app.orders.rules.hub import POST
from app.orders.rules.quote import ParcelQuote, Quote


def ways_of(quote: Quote, actor: Actor | None) -> Mapping[int, tuple[str, ...]]:
    """Seller → the ways by which her part of this cart can be paid; none where it cannot be paid at all."""
    return port(WaysToPay).of_parts([_part(one) for one in quote.parcels], quote.total, actor)


def is_collected(quote: Quote) -> bool:
    """The whole can be paid at once, to who runs the shop."""
    return port(WaysToPay).collects(quote.total)


def misfit(quote: Quote) -> str:
    """Why the whole cannot be paid at once although the platform collects: too little or too much; empty else."""
    return port(WaysToPay).misfit(quote.total)


def _part(part: ParcelQuote) -> PartToPay:
    way = part.chosen
    return PartToPay(
        seller_id=part.seller_id,
        total=part.total,
        is_made=part.is_made,
        is_fetched=way is not None and way.zone is Zone.PICKUP,
        is_through_post=way is not None and way.way == POST,
    )
