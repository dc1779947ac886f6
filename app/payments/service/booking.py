"""Money in the books: what happened to a payment is posted into the ledger in the same transaction, once a source."""

import sqlalchemy as sa

from app.db.session import session
from app.ledger.queries.books import is_fee_released, is_released
from app.ledger.rules import postings
from app.ledger.rules.accounts import JournalKind, Posting
from app.ledger.rules.commission import given_back
from app.ledger.rules.postings import GoneBack, Part, SharedFee
from app.ledger.service.posting import post
from app.orders.models import Adjustment, Consolidation, Order, OrderLine, Parcel
from app.orders.queries import order as orders
from app.payments.models import Payment, Refund
from app.payments.rules.differing import Split
from app.payments.rules.refund_keys import bounced_source, done_source
from app.payments.rules.ways import WORDS, Mode


def settlement(payment: Payment) -> None:
    """The money pays what it was meant for."""
    order = session().get_one(Order, payment.order_id)
    source = f"payment:{payment.id}"
    if payment.parcel_id is not None:
        parcel = orders.parcel(payment.parcel_id)
        post(
            JournalKind.SETTLEMENT,
            source,
            postings.direct_settlement(parcel.seller_id, parcel.id, payment.captured - _surplus_of(payment)),
            note=f"Dibayar langsung: {WORDS[payment.gateway]}",
            order_number=order.number,
        )
        return
    parts = [
        Part(one.id, one.seller_id, one.total, commission)
        for one, commission in session().execute(_with_commission(order.id))
    ]
    shared = session().execute(
        sa.select(Consolidation.post_id, Consolidation.fee).where(Consolidation.order_id == order.id)
    )
    post(
        JournalKind.SETTLEMENT,
        source,
        postings.settlement(payment.captured, parts, [SharedFee(*one) for one in shared]),
        note="Pesanan dibayar pembeli",
        order_number=order.number,
    )


def _with_commission(order_id: int) -> sa.Select[Parcel, int]:
    kept = (
        sa.select(sa.func.coalesce(sa.func.sum(OrderLine.commission), 0))
        .where(OrderLine.parcel_id == Parcel.id)
        .scalar_subquery()
    )
    return sa.select(Parcel, kept).where(Parcel.order_id == order_id).order_by(Parcel.id)


def owed_back(payment: Payment, refund: Refund) -> None:
    """Money is to go back: all of a payment that came for nothing, what came above a bill, or what a part lost."""
    if refund.adjustment_id is None:
        _stray(payment, refund)
    else:
        _adjustment(payment, refund, orders.adjustment(refund.adjustment_id))


def _surplus_of(payment: Payment) -> int:
    """Rupiah of it that no sale has ever been: they have a journal of their own."""
    return Split(payment.due, payment.code, payment.accepted).owed if payment.accepted is not None else 0


def _stray(payment: Payment, refund: Refund) -> None:
    order = session().get_one(Order, payment.order_id)
    part = orders.parcel(payment.parcel_id) if payment.parcel_id is not None else None
    post(
        JournalKind.STRAY,
        f"{'surplus' if refund.surplus else 'stray'}:{payment.id}",
        postings.direct_stray(part.seller_id, part.id, refund.amount)
        if part is not None
        else postings.stray(refund.amount),
        note="Lebih dari tagihan, dikembalikan ke pembeli"
        if refund.surplus
        else "Uang datang terlambat atau dua kali, dikembalikan semua",
        order_number=order.number,
    )


def _adjustment(payment: Payment, refund: Refund, adjustment: Adjustment) -> None:
    order = session().get_one(Order, payment.order_id)
    parcel = orders.parcel(adjustment.parcel_id)
    post(
        JournalKind.ADJUSTMENT,
        f"adjustment:{adjustment.id}",
        _gone_directly(parcel, refund) if payment.mode is Mode.DIRECT else _gone(parcel, adjustment),
        note=f"Dikembalikan ke pembeli: {adjustment.reason}",
        order_number=order.number,
        reverses=f"payment:{payment.id}",
    )


def _gone_directly(parcel: Parcel, refund: Refund) -> tuple[Posting, ...]:
    """The refund tells how much: with the last of its goods all goes back that is left, the digits of a transfer, too."""
    return postings.direct_adjustment(parcel.seller_id, parcel.id, refund.amount)


def _gone(parcel: Parcel, adjustment: Adjustment) -> tuple[Posting, ...]:
    commission = session().scalar(
        sa.select(sa.func.coalesce(sa.func.sum(OrderLine.commission), 0)).where(
            OrderLine.parcel_id == parcel.id
        )
    )
    earlier = session().scalar(
        sa.select(sa.func.coalesce(sa.func.sum(Adjustment.goods), 0)).where(
            Adjustment.parcel_id == parcel.id, Adjustment.id < adjustment.id
        )
    )
    shared = None
    if adjustment.consolidation_id is not None:
        whole = session().get_one(Consolidation, adjustment.consolidation_id)
        shared = SharedFee(whole.post_id, adjustment.fee, released=is_fee_released(whole.id))
    gone = GoneBack(
        parcel.id,
        parcel.seller_id,
        own=adjustment.amount - (shared.fee if shared else 0),
        commission=given_back(
            int(commission or 0), parcel.items_total, before=int(earlier or 0), now=adjustment.goods
        ),
        shared=shared,
    )
    return postings.adjustment(gone, released=is_released(parcel.id))


def returned(refund_id: int) -> None:
    """The buyer has her money."""
    refund = session().get_one(Refund, refund_id)
    payment = session().get_one(Payment, refund.payment_id)
    order = session().get_one(Order, payment.order_id)
    part = orders.parcel(payment.parcel_id) if payment.parcel_id is not None else None
    post(
        JournalKind.REFUND,
        done_source(refund.id, refund.bounced),
        postings.refund_by_hand(part.seller_id, part.id, refund.amount)
        if part is not None
        else postings.refund_done(refund.amount),
        note="Uang sampai di pembeli",
        order_number=order.number,
    )


def bounced(refund_id: int) -> None:
    """The provider has it again, and it is owed to the buyer again."""
    refund = session().get_one(Refund, refund_id)
    payment = session().get_one(Payment, refund.payment_id)
    post(
        JournalKind.REFUND_BOUNCED,
        bounced_source(refund.id, refund.bounced),
        postings.refund_bounced(refund.amount),
        note="Tidak sampai di pembeli, harus dikembalikan lagi",
        order_number=session().get_one(Order, payment.order_id).number,
        reverses=done_source(refund.id, refund.bounced - 1),
    )
