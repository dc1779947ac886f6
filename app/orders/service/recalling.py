"""A batch is taken back: who may do it, what becomes of the orders that hold it, and who has been told.

The batch itself stops being sold in the transaction of the recall. The orders follow one by one in a job, each under its own
lock: whoever holds an order asks for its goods' variants next, so nobody may hold a variant and ask for orders.
"""

from collections.abc import Sequence

import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound, RuleBroken
from app.base.money import format_rupiah
from app.catalog.queries import batches as batch_queries
from app.catalog.queries.batches import BatchSheet
from app.catalog.service import batches
from app.db.journal import record
from app.db.session import announce, session, unit_of_work
from app.orders.events import RecalledBeforePaying, RecalledSent, RecalledUnsent, ResendExchanged
from app.orders.models import LineLot, Order, OrderChange, OrderLine, Parcel
from app.orders.queries import order as order_queries
from app.orders.queries import resends
from app.orders.queries import traced as queries
from app.orders.queries.traced import Holder, RecalledPieces
from app.orders.rules.adjusting import AdjustmentKind
from app.orders.rules.life import HOLDING, OrderMove, OrderState, ParcelMove, ParcelState
from app.orders.rules.log import Party
from app.orders.service import adjusting, complaints, consolidating, log, lots, parcels, resending
from app.orders.service.moving import Why, amount_of, move, move_and_owe


def recall_own(actor: Actor, batch_id: int, reason: str) -> None:
    """A seller takes a batch of her own back. Raises NotFound, RuleBroken."""
    batches.recall(actor, batch_queries.of_own(actor, batch_id).batch.id, reason)


def recall_in_region(actor: Actor, batch_id: int, reason: str) -> None:
    """An officer has a batch of her region taken back. Raises NotFound, RuleBroken."""
    batches.recall(actor, batch_queries.in_region(actor, batch_id).batch.id, reason)


def open_list(actor: Actor, sheet: BatchSheet) -> list[Holder]:
    """The orders that hold a batch, with names and phones: reading them is journalled. The caller has made sure that the
    actor may read the batch."""
    with unit_of_work():
        record(actor, "recall list read", "batch", sheet.batch.id)
    return queries.holders(sheet.batch.id)


# -- what becomes of the orders ---------------------------------------------------------------------


def settle(batch_id: int) -> None:
    """Every order that holds the batch, one transaction each. Safe to repeat."""
    for order_id in queries.orders_holding(batch_id):
        _settle_order(order_id, batch_id)


def _settle_order(order_id: int, batch_id: int) -> None:
    with unit_of_work():
        order = parcels.lock_order(order_id)
        sheet = batch_queries.of_anybody(batch_id)
        for parcel in parcels.hold_parcels(order_id):
            hit = _hit(parcel, batch_id)
            if hit and parcel.state is ParcelState.WAITING:
                if not _swap_unpaid(parcel, hit, sheet):
                    if order.state is OrderState.PLACED:
                        _release(order, sheet)
                        return
                    why = f"{sheet.full_name} kode {sheet.batch.code} ditarik dari peredaran."
                    parcels.release_part(order, parcel, None, why)
            elif hit and parcel.state in HOLDING:
                _settle_paid(order, parcel, hit, sheet)
            _settle_resends(parcel, sheet)
        _tell(order, sheet)


Hit = Sequence[tuple[OrderLine, LineLot]]


def _hit(parcel: Parcel, batch_id: int) -> Hit:
    """The lines of a parcel with their lot of the batch."""
    lines = adjusting.lines_of(parcel)
    held = lots.held([line.id for line in lines])
    return [(line, lot) for line in lines for lot in held.get(line.id, ()) if lot.batch_id == batch_id]


def _swap_unpaid(parcel: Parcel, hit: Hit, sheet: BatchSheet) -> bool:
    """All pieces or none: what an unpaid order holds is what its buyer is about to pay for."""
    if batches.spare(sheet.batch.id) < sum(lot.pieces for _, lot in hit):
        return False
    _note_swap(parcel, sheet, sum(_swap(line, lot) for line, lot in hit))
    return True


def _swap(line: OrderLine, lot: LineLot) -> int:
    """Pieces of the lot that others have taken the place of."""
    if not line.from_stock:
        return 0  # made for this order, and nothing else lies ready
    swapped = batches.swap(lot.batch_id, lot.pieces)
    if swapped:
        lots.put_in_place(line, lot, swapped)
    return sum(swapped.values())


def _note_swap(parcel: Parcel, sheet: BatchSheet, pieces: int) -> None:
    record(None, "recalled pieces exchanged", "parcel", parcel.id, batch=sheet.batch.id, pieces=pieces)
    log.note(
        parcel.order_id, parcel, Party.GERAI, "recall_swapped", code=sheet.batch.code, pieces=pieces,
        goods=sheet.full_name,
    )  # fmt: skip


def _release(order: Order, sheet: BatchSheet) -> None:
    parcels.release(
        order, OrderMove.CANCEL, None, "recall_released", goods=sheet.full_name, code=sheet.batch.code
    )
    announce(RecalledBeforePaying(order_id=order.id, batch_id=sheet.batch.id))


def _settle_paid(order: Order, parcel: Parcel, hit: Hit, sheet: BatchSheet) -> None:
    """Piece by piece: what others can take the place of, and for the rest the money."""
    swapped, gone = 0, {}
    at_post = parcel.state is ParcelState.AT_POST
    if at_post:
        consolidating.open_again(parcel, f"{sheet.full_name} kode {sheet.batch.code} ditarik dari peredaran")
    for line, lot in hit:
        wanted = lot.pieces
        count = _swap(line, lot)
        swapped += count
        if wanted > count:
            gone[line.id] = wanted - count
    if swapped:
        _note_swap(parcel, sheet, swapped)
    amount = _drop(order, parcel, gone, sheet) if gone else 0
    opened = parcel.state in (ParcelState.PACKED, ParcelState.AT_POST)
    if opened:
        _open_again(parcel)
    announce(
        RecalledUnsent(
            parcel_id=parcel.id, batch_id=sheet.batch.id, swapped=swapped, dropped=sum(gone.values()), amount=amount,
            opened=opened, at_post=at_post,
        )
    )  # fmt: skip
    parcels.end_if_over(order)


def _drop(order: Order, parcel: Parcel, gone: dict[int, int], sheet: BatchSheet) -> int:
    """Rupiah that go back. The pieces go back to their batch, where what is recalled is withdrawn and never sold."""
    reason = sheet.batch.recall_reason or ""
    if gone == adjusting.everything(parcel):
        parcel.answered_at = parcel.answered_at or clock.now()
        parcel.decline_reason = f"Kode {sheet.batch.code} ditarik dari peredaran: {reason}"
        amount: int = amount_of(move_and_owe(parcel, ParcelMove.RECALL, Why(AdjustmentKind.RECALLED, reason)))
        record(None, "parcel declined", "parcel", parcel.id, reason=parcel.decline_reason)
    else:
        amount = adjusting.drop(parcel, gone, AdjustmentKind.RECALLED, reason).amount
    log.note(
        order.id, parcel, Party.GERAI, "recall_dropped", code=sheet.batch.code, pieces=sum(gone.values()),
        goods=sheet.full_name, reason=_sentence(reason), amount=format_rupiah(amount),
    )  # fmt: skip
    return amount


def _open_again(parcel: Parcel) -> None:
    move(parcel, ParcelMove.OPEN_AGAIN)
    parcel.packed_at = parcel.brought_at = None
    session().flush()
    record(None, "parcel opened again", "parcel", parcel.id)
    log.note(parcel.order_id, parcel, Party.GERAI, "recall_opened")


def _settle_resends(parcel: Parcel, sheet: BatchSheet) -> None:
    """What lies ready to be sent again is exchanged whole, or the promise cannot be kept and the mediator decides."""
    for complaint in resends.holding(parcel.id, sheet.batch.id):
        pieces = resending.exchange(complaint, sheet.batch.id)
        if pieces:
            _note_swap(parcel, sheet, pieces)
            announce(ResendExchanged(complaint_id=complaint.id, batch_id=sheet.batch.id))
        else:
            reason = _sentence(sheet.batch.recall_reason or "")
            complaints.break_promise(
                complaint.id, f"{sheet.full_name} kode {sheet.batch.code} ditarik dari peredaran: {reason}"
            )


def _tell(order: Order, sheet: BatchSheet) -> None:
    """Whoever has got pieces of it, once: a letter where there is somebody to write to. Whoever has no address is called, and
    the list says so."""
    sent = queries.sent_of(order.id, sheet.batch.id)
    if not sent:
        return
    (parcel,) = (one for one in parcels.hold_parcels(order.id) if one.seller_id == sheet.seller_id)
    if _is_told(parcel, sheet):
        return
    if order.person_id is not None or order.email is not None:
        for one in sent:
            one.told_at = clock.now()
    session().flush()
    log.note(
        order.id, parcel, Party.GERAI, "recall_told", goods=sheet.full_name, code=sheet.batch.code,
        reason=_sentence(sheet.batch.recall_reason or ""), batch=sheet.batch.id,
    )  # fmt: skip
    pieces = sum(one.pieces if isinstance(one, LineLot) else one.units for one in sent)
    there = _recalled(order, sheet.batch.id)
    announce(
        RecalledSent(
            parcel_id=parcel.id, batch_id=sheet.batch.id, pieces=pieces, worth=there.worth if there else 0
        )
    )  # fmt: skip


def _recalled(order: Order, batch_id: int) -> RecalledPieces | None:
    return next((one for one in queries.recalled_in(order.id) if one.batch_id == batch_id), None)


def _is_told(parcel: Parcel, sheet: BatchSheet) -> bool:
    told = sa.exists().where(
        OrderChange.order_id == parcel.order_id,
        OrderChange.parcel_id == parcel.id,
        OrderChange.what == "recall_told",
        OrderChange.facts["batch"].as_integer() == sheet.batch.id,
    )
    return bool(session().scalar(sa.select(told)))


def _sentence(reason: str) -> str:
    return reason if reason.endswith((".", "!", "?")) else f"{reason}."


# -- afterwards -------------------------------------------------------------------------------------


def mark_called(actor: Actor, sheet: BatchSheet, order_id: int) -> None:
    """Somebody has called the buyer of a recalled batch. Raises NotFound for an order to which none of it was sent."""
    with unit_of_work():
        parcels.lock_order(order_id)
        sent = queries.sent_of(order_id, sheet.batch.id)
        if sheet.batch.recalled_at is None or not sent:
            raise NotFound(order_id)
        for one in sent:
            one.told_at = one.told_at or clock.now()
        session().flush()
        record(actor, "recall told by phone", "order", order_id, batch=sheet.batch.id)


def repay(number: str, batch_id: int, actor: Actor | None, key: str | None) -> int:
    """The buyer asks for the money of recalled pieces that were sent to her: it goes back at once, and once; nobody asks for
    the food. Answers the rupiah. Raises NotFound, RuleBroken when it has gone back before."""
    with unit_of_work():
        order = parcels.lock_order(order_queries.for_buyer(number, actor, key).id)
        sheet = batch_queries.of_anybody(batch_id)
        if sheet.batch.recalled_at is None:
            raise NotFound(batch_id)
        held = {parcel.id: parcel for parcel in parcels.hold_parcels(order.id)}
        there = _recalled(order, batch_id)
        if there is None or there.repaid_at is not None:
            raise RuleBroken("Uang untuk barang ini sudah dikembalikan.")
        if there.worth < 1:
            raise RuleBroken("Uang untuk bagian ini sudah dikembalikan semuanya.")
        for one in queries.sent_of(order.id, batch_id):
            one.told_at = one.told_at or clock.now()
            one.repaid_at = clock.now()
        session().flush()
        parcel = held[there.parcel_id]
        adjusting.pay_back(parcel, there.worth, AdjustmentKind.RECALLED, there.reason)
        record(actor, "recall repaid", "parcel", parcel.id, batch=batch_id, amount=there.worth)
        log.note(
            order.id, parcel, Party.BUYER, "recall_repaid", pieces=there.pieces, goods=sheet.full_name,
            amount=format_rupiah(there.worth),
        )  # fmt: skip
    return there.worth
