"""What an agency orders for an occasion: an order without a cart, held until the agency's head agrees, then paid by its bill.

Goods, hands, parcels and days are those of every other order; only who is asked, and who pays, differ.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from app.base.actor import Actor
from app.base.days import short_day
from app.base.errors import RuleBroken
from app.catalog.service import goods
from app.catalog.service.goods import NotToBeHad, Shortage, Taken
from app.db.journal import record
from app.db.session import announce, unit_of_work
from app.delivery.rules.services import PICKUP
from app.orders.events import OrderPlaced
from app.orders.models import Order
from app.orders.queries import cart as carts
from app.orders.queries import hub
from app.orders.rules.hub import HubWay
from app.orders.rules.life import OrderMove, OrderState
from app.orders.rules.log import Party
from app.orders.rules.quote import Option, ParcelQuote, Quote, Wanted
from app.orders.service import log, parcels, placing
from app.orders.service.placing import CannotBeSent, Checkout


@dataclass(frozen=True)
class Commission:
    """What is ordered for an occasion. `pieces`: variant → pieces; `needed_on`: the last day on which it may be there;
    `used_on`: the day on which it is handed over, until which food keeps; `post_id`: where the agency fetches the whole, none
    where each maker sends her part. `once` names this order: asked twice, it is placed once."""

    once: str
    purpose: str
    name: str
    phone: str
    village_code: str
    street: str
    landmark: str
    pieces: Mapping[int, int]
    needed_on: date
    used_on: date
    post_id: int | None = None


class NotInTime(RuleBroken):
    """A maker's part would come after the day on which it is needed; nothing was placed."""

    def __init__(self, maker: str, comes_on: date, needed_on: date) -> None:
        self.maker, self.comes_on, self.needed_on = maker, comes_on, needed_on
        super().__init__(
            f"Bagian {maker} baru bisa sampai {short_day(comes_on)}, padahal diperlukan {short_day(needed_on)}. "
            "Kurangi jumlahnya, atau bagi ke pembuat lain."
        )


class PostUnfit(RuleBroken):
    message = "Posko ini tidak bisa mengumpulkan barangnya: sedang tutup, atau pembuatnya di luar kotanya. Pilih cara lain."


def place(asked: Commission, actor: Actor, *, hold_for: timedelta) -> Order:
    """All of it, or nothing. Locks: what `catalog.service.goods.hold` locks.

    Raises NotToBeHad, NotInTime, PostUnfit, CannotBeSent, RuleBroken where a gerai's least order is not reached.
    """
    with unit_of_work():
        rows, outcomes = goods.hold(asked.pieces, fresh_on=asked.used_on)
        quote, taken = _agree(asked, rows, outcomes)
        goods.write(list(taken.values()))
        order = placing.write(
            asked.once, quote, _checkout(asked), actor, hold_for, taken,
            purpose=asked.purpose, needed_on=asked.needed_on,
        )  # fmt: skip
        record(actor, "order commissioned", "order", order.id, number=order.number, total=order.total)
        log.note(order.id, None, Party.BUYER, "commissioned")
        announce(OrderPlaced(order_id=order.id))
    return order


@dataclass(frozen=True)
class Foreseen:
    """What a commission would come to now. `taken`: variant → what would be taken of shelf and days."""

    quote: Quote
    taken: Mapping[int, Taken]


def foresee(asked: Commission) -> Foreseen:
    """The same judgement as `place`, without holding anything. Raises what `place` raises."""
    rows = goods.look(list(asked.pieces))
    return Foreseen(*_agree(asked, rows, goods.judge(asked.pieces, rows, fresh_on=asked.used_on)))


def _agree(
    asked: Commission, rows: Mapping[int, Any], outcomes: Mapping[int, Taken | Shortage]
) -> tuple[Quote, dict[int, Taken]]:
    shortages = [one for one in outcomes.values() if isinstance(one, Shortage)]
    if shortages:
        raise NotToBeHad(shortages)
    wanted = [
        Wanted(at, variant, "", pieces, rows[variant].price)
        for at, (variant, pieces) in enumerate(sorted(asked.pieces.items()), start=1)
    ]
    quote = carts.build(wanted, rows, outcomes, village=asked.village_code, wishes=None)
    for problem in quote.problems:
        raise RuleBroken(problem)
    taken = {variant: one for variant, one in outcomes.items() if isinstance(one, Taken)}
    return _in_time(quote, asked), taken


def let_go(order_id: int, actor: Actor | None) -> bool:
    """It is not to be, and gives back exactly what it holds. Answers False when a maker has been asked already, or it is over."""
    with unit_of_work():
        order = parcels.lock_order(order_id)
        if order.state is not OrderState.PLACED:
            return False
        parcels.release(order, OrderMove.CANCEL, actor)
    return True


def _in_time(quote: Quote, asked: Commission) -> Quote:
    if asked.post_id is not None:
        return _through_post(quote, asked, asked.post_id)
    return replace(quote, parcels=tuple(_sent(part, asked.needed_on) for part in quote.parcels))


def _sent(part: ParcelQuote, needed_on: date) -> ParcelQuote:
    """With the cheapest way that is there in time."""
    ways = [one for one in part.options if one.way != PICKUP]
    if not ways:
        raise CannotBeSent(part.seller_name)
    chosen = in_time(ways, needed_on)
    if chosen is None:
        raise NotInTime(part.seller_name, min(one.arrives_on for one in ways), needed_on)
    return replace(part, chosen=chosen)


def in_time(ways: Sequence[Option], needed_on: date) -> Option | None:
    """The cheapest of these ways that is there by a day."""
    return next(
        iter(
            sorted((one for one in ways if one.arrives_on <= needed_on), key=lambda one: (one.fee, one.way))
        ),
        None,
    )


def _through_post(quote: Quote, asked: Commission, post_id: int) -> Quote:
    found = hub.commissioned(quote, asked.village_code, f"{HubWay.PICKUP.value}-{post_id}")
    if found.gathering is None or len(found.gathering.sellers) != len(found.parcels):
        raise PostUnfit
    if found.gathering.ready_on > asked.needed_on:
        latest = max(found.parcels, key=lambda part: part.ready_on or date.min)
        raise NotInTime(latest.seller_name, found.gathering.ready_on, asked.needed_on)
    return found


def _checkout(asked: Commission) -> Checkout:
    return Checkout(
        once=asked.once,
        seal="",
        buyer_name=asked.name,
        phone=asked.phone,
        email=None,
        village_code=asked.village_code,
        street=asked.street,
        landmark=asked.landmark,
        wishes={},
    )
