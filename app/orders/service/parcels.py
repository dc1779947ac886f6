"""The life of an order after placing: paid, released, and each parcel on its way. Locks: the order, then its parcels."""

from collections.abc import Sequence

import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound, RuleBroken
from app.base.money import format_rupiah
from app.db.journal import record
from app.db.session import announce, session, unit_of_work
from app.orders.events import OrderPaid, OrderReleased, ParcelDeclined, ParcelReceived, ParcelSent
from app.orders.models import Order, Parcel
from app.orders.queries import order as queries
from app.orders.rules.adjusting import AdjustmentKind
from app.orders.rules.hub import GoesThroughPost
from app.orders.rules.life import (
    ORDER_LIFE,
    PARCEL_LIFE,
    OrderMove,
    OrderState,
    ParcelMove,
    ParcelState,
    answer_by,
    order_move_after,
)
from app.orders.rules.log import Party
from app.orders.service import adjusting, consolidating, log


def lock_order(order_id: int) -> Order:
    """The order, held until the transaction ends. Raises NotFound."""
    order = session().get(Order, order_id, with_for_update=True, populate_existing=True)
    if order is None:
        raise NotFound(order_id)
    return order


def _parcels(order_id: int) -> Sequence[Parcel]:
    return (
        session()
        .scalars(
            sa.select(Parcel)
            .where(Parcel.order_id == order_id)
            .order_by(Parcel.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        .all()
    )


def mark_paid(order_id: int) -> None:
    """The money is there: every seller is asked for her part. Raises MoveRefused unless it was waiting for money."""
    with unit_of_work():
        order = lock_order(order_id)
        order.state = ORDER_LIFE.after(order.state, OrderMove.PAY)
        order.paid_at = clock.now()
        for parcel in _parcels(order_id):
            parcel.state = PARCEL_LIFE.after(parcel.state, ParcelMove.PAY)
            parcel.answer_by = answer_by(order.paid_at, parcel.ready_on)
        log.note(order.id, None, Party.GERAI, "paid")
        record(None, "order paid", "order", order.id, number=order.number, total=order.total)
        announce(OrderPaid(order_id=order.id))


def expire(order_id: int) -> bool:
    """Time to pay is over: everything goes back. Answers False when it was paid or released meanwhile."""
    with unit_of_work():
        order = lock_order(order_id)
        if order.state is not OrderState.PLACED or order.pay_by > clock.now():
            return False
        _release(order, OrderMove.EXPIRE, None)
    return True


def cancel_unpaid(number: str, actor: Actor | None, key: str | None) -> None:
    """The buyer takes an unpaid order back. Raises MoveRefused when it is too late for that."""
    with unit_of_work():
        order = lock_order(queries.for_buyer(number, actor, key).id)
        if order.paid_at is not None:
            raise RuleBroken("Pesanan ini sudah dibayar, jadi tidak bisa dibatalkan dari sini.")
        _release(order, OrderMove.CANCEL, actor)


def _release(order: Order, move: OrderMove, actor: Actor | None) -> None:
    order.state = ORDER_LIFE.after(order.state, move)
    order.ended_at = clock.now()
    parcels = _parcels(order.id)
    for parcel in parcels:
        _move(parcel, ParcelMove.CANCEL)
    consolidating.follow(parcels)
    lines = [line for parcel in parcels for line in adjusting.lines_of(parcel)]
    adjusting.give_back([(line, line.left) for line in lines])
    record(actor, f"order {order.state}", "order", order.id, number=order.number)
    party = Party.BUYER if move is OrderMove.CANCEL else Party.GERAI
    log.note(order.id, None, party, str(order.state.value))
    announce(OrderReleased(order_id=order.id, expired=move is OrderMove.EXPIRE))


def _move(parcel: Parcel, move: ParcelMove) -> None:
    parcel.state = PARCEL_LIFE.after(parcel.state, move)


# -- the seller -------------------------------------------------------------------------------


def _hers(actor: Actor, parcel_id: int) -> tuple[Order, Parcel]:
    """The parcel and its order, both held. Raises NotFound for a stranger's."""
    parcel, order = queries.sellers_parcel(actor, parcel_id)
    order = lock_order(order.id)
    parcel = session().get_one(Parcel, parcel_id, with_for_update=True, populate_existing=True)
    return order, parcel


def accept(actor: Actor, parcel_id: int) -> None:
    """She will make and send it."""
    with unit_of_work():
        _, parcel = _hers(actor, parcel_id)
        _move(parcel, ParcelMove.ACCEPT)
        parcel.answered_at = clock.now()
        record(actor, "parcel accepted", "parcel", parcel.id)
        log.note(parcel.order_id, parcel, Party.SELLER, "accepted")


def decline(actor: Actor, parcel_id: int, reason: str) -> None:
    """She cannot: the goods go back to her shelf and the parcel's money to the buyer. Raises RuleBroken without reason."""
    if not reason:
        raise RuleBroken("Tulis alasannya: pembeli akan membacanya.")
    with unit_of_work():
        order, parcel = _hers(actor, parcel_id)
        _move(parcel, ParcelMove.DECLINE)
        parcel.answered_at, parcel.decline_reason = clock.now(), reason
        back = adjusting.drop(parcel, adjusting.everything(parcel), AdjustmentKind.DECLINED, reason)
        record(actor, "parcel declined", "parcel", parcel.id, reason=reason)
        log.note(order.id, parcel, Party.SELLER, "declined", reason=reason, amount=format_rupiah(back.amount))
        announce(ParcelDeclined(parcel_id=parcel.id, amount=back.amount, reason=reason))
        end_if_over(order)


def pack(actor: Actor, parcel_id: int) -> None:
    """It is packed."""
    with unit_of_work():
        _, parcel = _hers(actor, parcel_id)
        _move(parcel, ParcelMove.PACK)
        parcel.packed_at = clock.now()
        record(actor, "parcel packed", "parcel", parcel.id)
        log.note(parcel.order_id, parcel, Party.SELLER, "packed")


def send(actor: Actor, parcel_id: int, *, courier: str, tracking: str) -> None:
    """It has left her house (or was handed over where the buyer fetches it)."""
    with unit_of_work():
        _, parcel = _hers(actor, parcel_id)
        if parcel.consolidation_id is not None:
            raise GoesThroughPost
        _move(parcel, ParcelMove.SEND)
        parcel.courier, parcel.tracking, parcel.sent_at = courier, tracking or None, clock.now()
        record(actor, "parcel sent", "parcel", parcel.id, courier=courier, tracking=tracking)
        log.note(parcel.order_id, parcel, Party.SELLER, "sent", courier=courier)
        announce(ParcelSent(parcel_id=parcel.id))


def receive(number: str, parcel_id: int, actor: Actor | None, key: str | None) -> None:
    """The buyer has it, and with it all that came in the same parcel from a post. Raises NotFound for anybody but her."""
    with unit_of_work():
        order = lock_order(queries.for_buyer(number, actor, key).id)
        parcels = _parcels(order.id)
        parcel = next((one for one in parcels if one.id == parcel_id), None)
        if parcel is None:
            raise NotFound(parcel_id)
        for one in consolidating.together(parcel, parcels):
            _move(one, ParcelMove.RECEIVE)
            one.received_at = clock.now()
            session().flush()
            record(actor, "parcel received", "parcel", one.id)
            log.note(order.id, one, Party.BUYER, "received")
            announce(ParcelReceived(parcel_id=one.id))
        end_if_over(order)


def end_if_over(order: Order) -> None:
    """What becomes of the order, and of the parcel that a post makes of it, after a move of its parts."""
    session().flush()
    parcels = _parcels(order.id)
    consolidating.follow(parcels)
    move = order_move_after([ParcelState(one.state) for one in parcels])
    if move is not None:
        order.state = ORDER_LIFE.after(order.state, move)
        order.ended_at = clock.now()
        record(None, f"order {order.state}", "order", order.id, number=order.number)
