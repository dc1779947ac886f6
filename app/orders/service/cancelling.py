"""The buyer takes an order back, or a part of it: freely while nobody has said yes to it."""

from collections.abc import Sequence

from app.base.actor import Actor
from app.base.errors import NotFound, RuleBroken
from app.base.money import format_rupiah
from app.db.journal import record
from app.db.session import announce, unit_of_work
from app.orders.events import ParcelCancelled
from app.orders.models import Order, Parcel
from app.orders.queries import order as queries
from app.orders.rules.adjusting import AdjustmentKind
from app.orders.rules.life import ENDED, OrderState, ParcelMove, ParcelState
from app.orders.rules.log import Party
from app.orders.service import log, parcels
from app.orders.service.moving import Why, amount_of, move_all

REASON = "Dibatalkan pembeli."
FREE = (ParcelState.WAITING, ParcelState.TO_ANSWER)
"""Nobody has said yes to it."""


class Accepted(RuleBroken):
    message = "Sudah ada bagian yang disanggupi pembuatnya. Batalkan bagian yang belum dijawab saja, ya."


class NothingToCancel(RuleBroken):
    message = "Tidak ada bagian yang masih bisa dibatalkan."


def cancel_part(number: str, parcel_id: int, actor: Actor | None, key: str | None) -> None:
    """One maker's part of a paid order, until she has accepted it. Raises MoveRefused when it is too late for that."""
    with unit_of_work():
        order = parcels.lock_order(queries.for_buyer(number, actor, key).id)
        mine = [one for one in parcels.hold_parcels(order.id) if one.id == parcel_id]
        if not mine or not _has_begun(order):
            raise NotFound(parcel_id)
        _take_back(order, mine, actor)


def cancel_all(number: str, actor: Actor | None, key: str | None) -> None:
    """The whole order: unpaid, or paid and not accepted by anybody. Raises Accepted, NothingToCancel."""
    with unit_of_work():
        order = parcels.lock_order(queries.for_buyer(number, actor, key).id)
        if not _has_begun(order):
            parcels.cancel_unpaid(number, actor, key)
            return
        left = [one for one in parcels.hold_parcels(order.id) if one.state not in ENDED]
        if any(one.state not in FREE for one in left):
            raise Accepted
        if not left:
            raise NothingToCancel
        _take_back(order, left, actor)


def _has_begun(order: Order) -> bool:
    """Its makers were asked: it was paid, or is to be paid later."""
    return order.paid_at is not None or order.state is OrderState.AGREED


def _take_back(order: Order, taken: Sequence[Parcel], actor: Actor | None) -> None:
    unpaid = [one for one in taken if one.state is ParcelState.WAITING]
    asked = [one for one in taken if one not in unpaid]
    for parcel in unpaid:
        parcels.release_part(order, parcel, actor, "")
        log.note(order.id, parcel, Party.BUYER, "cancelled_unpaid")
    owed = move_all(asked, ParcelMove.CANCEL, Why(AdjustmentKind.CANCELLED, REASON))
    for parcel, back in zip(asked, owed, strict=True):
        record(actor, "parcel cancelled", "parcel", parcel.id)
        log.note(order.id, parcel, Party.BUYER, "cancelled_part", amount=format_rupiah(amount_of(back)))
        announce(ParcelCancelled(parcel_id=parcel.id, waited=False))
    parcels.end_if_over(order)
