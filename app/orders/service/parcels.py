"""The life of an order after placing: paid, released, and each parcel on its way. Locks: the order, then its parcels."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound, RuleBroken
from app.base.money import format_rupiah
from app.db.journal import record
from app.db.session import announce, session, unit_of_work
from app.delivery.rules.zones import Zone
from app.orders.events import (
    OrderPaid,
    OrderReleased,
    ParcelDeclined,
    ParcelPacked,
    ParcelReceived,
    ParcelSent,
    PartAgreed,
    PartPaid,
    PartReleased,
)
from app.orders.models import Order, Parcel
from app.orders.queries import order as queries
from app.orders.rules.adjusting import AdjustmentKind
from app.orders.rules.answering import NeedsReason
from app.orders.rules.hub import GoesThroughPost
from app.orders.rules.life import (
    ENDED,
    ORDER_LIFE,
    OrderMove,
    OrderState,
    ParcelMove,
    ParcelState,
    answer_by,
    order_move_after,
)
from app.orders.rules.log import Party
from app.orders.rules.numbers import new_code
from app.orders.service import consolidating, log, lots
from app.orders.service.lots import Mark
from app.orders.service.moving import Why, amount_of, move, move_all, move_and_owe


def lock_order(order_id: int) -> Order:
    """The order, held until the transaction ends. Raises NotFound."""
    order = session().get(Order, order_id, with_for_update=True, populate_existing=True)
    if order is None:
        raise NotFound(order_id)
    return order


def hold_parcels(order_id: int) -> Sequence[Parcel]:
    """The parts of an order that is held, held too."""
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
        parcels = hold_parcels(order_id)
        for parcel in parcels:
            parcel.asked_at = parcel.paid_at = order.paid_at
            parcel.answer_by = answer_by(order.paid_at, parcel.ready_on)
        move_all(parcels, ParcelMove.PAY)
        log.note(order.id, None, Party.GERAI, "paid")
        record(None, "order paid", "order", order.id, number=order.number, total=order.total)
        announce(OrderPaid(order_id=order.id))


def mark_part_paid(order_id: int, parcel_id: int) -> bool:
    """The seller of this part has its money. Answers False when the part was let go, or was paid already."""
    with unit_of_work():
        order, parcel = _hold_part(order_id, parcel_id)
        if parcel.paid_at is not None or parcel.state in (ParcelState.DECLINED, ParcelState.CANCELLED):
            return False
        parcel.paid_at = clock.now()
        for one in hold_parcels(order.id):
            # she had turned to the platform again, and has paid her maker all the same
            one.pay_by = one.pay_by or order.pay_by
        if parcel.state is ParcelState.WAITING:
            _ask_maker(parcel, ParcelMove.PAY)
        if ORDER_LIFE.allows(order.state, OrderMove.PAY):
            order.state = ORDER_LIFE.after(order.state, OrderMove.PAY)
            order.paid_at = parcel.paid_at
        log.note(order.id, parcel, Party.GERAI, "paid_part")
        record(None, "parcel paid", "parcel", parcel.id, number=order.number, total=parcel.total)
        announce(PartPaid(parcel_id=parcel.id))
        end_if_over(order)
    return True


def agree_to_pay_later(order_id: int, parcel_id: int) -> None:
    """The maker of this part begins before its money is there. Raises MoveRefused unless it waits for money."""
    with unit_of_work():
        order, parcel = _hold_part(order_id, parcel_id)
        _ask_maker(parcel, ParcelMove.AGREE)
        if order.state is OrderState.PLACED:
            order.state = ORDER_LIFE.after(order.state, OrderMove.AGREE)
        log.note(order.id, parcel, Party.BUYER, "agreed_part")
        record(None, "parcel agreed", "parcel", parcel.id, number=order.number, total=parcel.total)
        announce(PartAgreed(parcel_id=parcel.id))


def lapse_unpaid(order_id: int, parcel_id: int) -> bool:
    """Time to pay this part is over: it gives everything back alone. The last one takes an order with it of which nothing
    was paid. Answers False when it was paid or let go meanwhile."""
    with unit_of_work():
        order, parcel = _hold_part(order_id, parcel_id)
        if parcel.state is not ParcelState.WAITING or (parcel.pay_by or order.pay_by) > clock.now():
            return False
        others = [one for one in hold_parcels(order.id) if one.id != parcel.id]
        if order.state is OrderState.PLACED and all(one.state in ENDED for one in others):
            release(order, OrderMove.EXPIRE, None)
            return True
        log.note(order.id, parcel, Party.GERAI, "lapsed_part")
        release_part(order, parcel, None, "Bagian ini tidak dibayar sampai batasnya.")
        if order.state is not OrderState.PLACED:
            end_if_over(order)
    return True


def release_part(order: Order, parcel: Parcel, actor: Actor | None, why: str) -> None:
    """An unpaid part, held, gives everything back alone. The buyer is told `why`, unless she did it herself."""
    move(parcel, ParcelMove.CANCEL)
    record(actor, "parcel released", "parcel", parcel.id, number=order.number, why=why)
    announce(PartReleased(parcel_id=parcel.id, why=why))


def _hold_part(order_id: int, parcel_id: int) -> tuple[Order, Parcel]:
    order = lock_order(order_id)
    parcel = session().get(Parcel, parcel_id, with_for_update=True, populate_existing=True)
    if parcel is None or parcel.order_id != order.id:
        raise NotFound(parcel_id)
    return order, parcel


def _ask_maker(parcel: Parcel, step: ParcelMove) -> None:
    parcel.asked_at = clock.now()
    parcel.answer_by = answer_by(parcel.asked_at, parcel.ready_on)
    move(parcel, step)


def expire(order_id: int) -> bool:
    """Time to pay is over: everything goes back. Answers False when it was paid or released meanwhile."""
    with unit_of_work():
        order = lock_order(order_id)
        if order.state is not OrderState.PLACED or order.pay_by > clock.now():
            return False
        release(order, OrderMove.EXPIRE, None, "not_approved" if order.purpose else None)
    return True


def cancel_unpaid(number: str, actor: Actor | None, key: str | None) -> None:
    """The buyer takes an unpaid order back. Raises MoveRefused when it is too late for that."""
    with unit_of_work():
        order = lock_order(queries.for_buyer(number, actor, key).id)
        if order.purpose and order.state is OrderState.PLACED:
            raise RuleBroken(
                "Pesanan ini bagian dari permintaan cinderamata. Tarik kembali dari halaman permintaannya."
            )
        if order.state not in (OrderState.PLACED, OrderState.EXPIRED, OrderState.CANCELLED):
            raise RuleBroken("Pesanan ini sudah dibayar, jadi tidak bisa dibatalkan dari sini.")
        release(order, OrderMove.CANCEL, actor)


def let_go(order: Order, actor: Actor | None) -> None:
    """An unpaid order gives everything back, because its cart orders the same anew. Order and goods must be held."""
    with unit_of_work():
        release(order, OrderMove.CANCEL, actor)


def release(order: Order, step: OrderMove, actor: Actor | None, why: str | None = None, **facts: str) -> None:
    """An unpaid order, held, ends and gives everything back. `why` is a key of the log where neither buyer nor clock ends
    it."""
    order.state = ORDER_LIFE.after(order.state, step)
    order.ended_at = clock.now()
    parcels = hold_parcels(order.id)
    move_all([one for one in parcels if one.state is ParcelState.WAITING], ParcelMove.CANCEL)
    consolidating.follow(parcels)
    record(actor, f"order {order.state}", "order", order.id, number=order.number)
    party = Party.BUYER if step is OrderMove.CANCEL and why is None else Party.GERAI
    log.note(order.id, None, party, why or str(order.state.value), **facts)
    announce(OrderReleased(order_id=order.id, expired=step is OrderMove.EXPIRE))


# -- the seller -------------------------------------------------------------------------------


def hold_hers(actor: Actor, parcel_id: int) -> tuple[Order, Parcel]:
    """The parcel and its order, both held. Raises NotFound for a stranger's."""
    parcel, order = queries.sellers_parcel(actor, parcel_id)
    order = lock_order(order.id)
    parcel = session().get_one(Parcel, parcel_id, with_for_update=True, populate_existing=True)
    return order, parcel


def accept(actor: Actor, parcel_id: int) -> None:
    """She will make and send it; what is fetched gets a code that only the buyer sees."""
    with unit_of_work():
        _, parcel = hold_hers(actor, parcel_id)
        move(parcel, ParcelMove.ACCEPT)
        note_accepted(parcel)
        record(actor, "parcel accepted", "parcel", parcel.id)
        log.note(parcel.order_id, parcel, Party.SELLER, "accepted")


def note_accepted(parcel: Parcel) -> None:
    """What belongs to a parcel that its maker has said yes to."""
    parcel.answered_at = clock.now()
    if parcel.zone is Zone.PICKUP:
        parcel.handover_code = new_code()


def decline(actor: Actor, parcel_id: int, reason: str) -> None:
    """She cannot: the goods go back to her shelf and the parcel's money to the buyer. Raises NeedsReason."""
    if not reason:
        raise NeedsReason
    with unit_of_work():
        order, parcel = hold_hers(actor, parcel_id)
        parcel.answered_at, parcel.decline_reason = clock.now(), reason
        amount = amount_of(move_and_owe(parcel, ParcelMove.DECLINE, Why(AdjustmentKind.DECLINED, reason)))
        record(actor, "parcel declined", "parcel", parcel.id, reason=reason)
        log.note(order.id, parcel, Party.SELLER, "declined", reason=reason, amount=format_rupiah(amount))
        announce(ParcelDeclined(parcel_id=parcel.id, amount=amount, reason=reason))
        end_if_over(order)


def pack(actor: Actor, parcel_id: int, marks: Mapping[int, Mark] | None = None) -> None:
    """It is packed. `marks` (line → code and date) tell of food what stands on its packs. Raises NotMarked without them."""
    with unit_of_work():
        _, parcel = hold_hers(actor, parcel_id)
        move(parcel, ParcelMove.PACK)
        lots.mark(parcel, marks or {})
        parcel.packed_at = clock.now()
        record(actor, "parcel packed", "parcel", parcel.id)
        log.note(parcel.order_id, parcel, Party.SELLER, "packed")
        announce(ParcelPacked(parcel_id=parcel.id))


def send(actor: Actor, parcel_id: int, *, courier: str, tracking: str) -> None:
    """It has left her house. Raises RuleBroken for what the buyer fetches: `handing_over` is for that."""
    with unit_of_work():
        _, parcel = hold_hers(actor, parcel_id)
        if parcel.zone is Zone.PICKUP:
            raise RuleBroken("Paket ini diambil pembeli. Ketik kode yang ia sebutkan saat mengambil.")
        if parcel.consolidation_id is not None:
            raise GoesThroughPost
        move(parcel, ParcelMove.SEND)
        parcel.courier, parcel.tracking, parcel.sent_at = courier, tracking or None, clock.now()
        lots.check_sound(parcel)
        record(actor, "parcel sent", "parcel", parcel.id, courier=courier, tracking=tracking)
        log.note(parcel.order_id, parcel, Party.SELLER, "sent", courier=courier)
        announce(ParcelSent(parcel_id=parcel.id))


def receive(number: str, parcel_id: int, actor: Actor | None, key: str | None) -> None:
    """The buyer has it, and with it all that came in the same parcel from a post. Raises NotFound for anybody but her."""
    with unit_of_work():
        order = lock_order(queries.for_buyer(number, actor, key).id)
        held = hold_parcels(order.id)
        parcel = next((one for one in held if one.id == parcel_id), None)
        if parcel is None:
            raise NotFound(parcel_id)
        arrived = consolidating.together(parcel, held)
        if parcel.zone is Zone.PICKUP and parcel.state is ParcelState.PACKED:
            fetch(parcel)  # she has lost her code, or the maker's phone was off
            _tell_received(order, arrived, actor)
        else:
            have_come(order, arrived, actor)


def have_come(order: Order, arrived: Sequence[Parcel], actor: Actor | None) -> None:
    """Parts in one box, held, are with their buyer, who has said so; or her silence stands for it (`receipt_assumed`).
    Raises MoveRefused."""
    move_all(arrived, ParcelMove.RECEIVE)
    for one in arrived:
        one.received_at = clock.now()
    session().flush()
    _tell_received(order, arrived, actor)


def _tell_received(order: Order, arrived: Sequence[Parcel], actor: Actor | None) -> None:
    for one in arrived:
        if one.receipt_assumed:
            record(None, "parcel counted as received", "parcel", one.id)
            log.note(order.id, one, Party.GERAI, "receipt_assumed")
        else:
            record(actor, "parcel received", "parcel", one.id)
            log.note(order.id, one, Party.BUYER, "received")
        announce(ParcelReceived(parcel_id=one.id))
    end_if_over(order)


def fetch(parcel: Parcel) -> None:
    """A parcel, held, goes from hand to hand: sent and received are one moment. Raises MoveRefused."""
    move(parcel, ParcelMove.FETCH)
    parcel.sent_at = parcel.received_at = clock.now()
    session().flush()


def end_if_over(order: Order) -> None:
    """What becomes of the order, and of the parcel that a post makes of it, after a move of its parts."""
    session().flush()
    parcels = hold_parcels(order.id)
    consolidating.follow(parcels)
    step = order_move_after([ParcelState(one.state) for one in parcels])
    if step is not None and ORDER_LIFE.allows(order.state, step):
        order.state = ORDER_LIFE.after(order.state, step)
        order.ended_at = clock.now()
        record(None, f"order {order.state}", "order", order.id, number=order.number)
