"""What a settled complaint does to goods and money: sending again, money back, pieces that fall away. All under the locks of
order, parcel and complaint.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from app.base.errors import RuleBroken
from app.catalog.service import goods
from app.catalog.service.goods import NotToBeHad, Taken
from app.db.journal import record
from app.db.session import session
from app.orders.models import Adjustment, Complaint, Order, OrderLine, Parcel, Resend, ResendGoods
from app.orders.queries import complaints as queries
from app.orders.rules.adjusting import AdjustmentKind
from app.orders.rules.complaint import KIND_WORDS, long_day
from app.orders.rules.life import ParcelMove, ParcelState
from app.orders.service import adjusting, consolidating, parcels
from app.orders.service.moving import Why, move_and_owe


@dataclass(frozen=True)
class Held:
    """A complaint with its parcel and order, all locked until the transaction ends."""

    order: Order
    parcel: Parcel
    complaint: Complaint

    @property
    def money_left(self) -> int:
        return self.parcel.total - self.parcel.returned


class CannotResend(RuleBroken):
    """The goods cannot be had (in time)."""


class NothingLeft(RuleBroken):
    message = "Uang untuk barang ini sudah dikembalikan semua, jadi tidak ada lagi yang bisa diganti."


def why(complaint: Complaint) -> str:
    """The reason that stands on an adjustment."""
    return f"Keluhan: {KIND_WORDS[complaint.kind].lower()}"


# -- sending again ------------------------------------------------------------------------------


def wanted(complaint: Complaint) -> dict[int, int]:
    """Variant → pieces complained about."""
    pieces = queries.pieces_of(complaint.id)
    found: dict[int, int] = defaultdict(int)
    rows = session().execute(
        sa.select(OrderLine.id, OrderLine.variant_id).where(OrderLine.id.in_(pieces)).order_by(OrderLine.id)
    )
    for line_id, variant_id in rows:
        found[variant_id] += pieces[line_id]
    return dict(found)


def check_day(complaint: Complaint, day: date) -> None:
    """By this day the maker can have it ready again. Raises CannotResend."""
    pieces = wanted(complaint)
    try:
        taken = goods.all_to_be_had(goods.judge(pieces, goods.look(list(pieces))))
    except NotToBeHad as short:
        raise _cannot(short) from short
    _check_in_time(taken, day)


def take_goods(held: Held, by: date | None) -> date:
    """Take the pieces once more, from shelf or hands; answers the day by which they are sent: `by`, else the first that can be
    kept. Raises CannotResend; then nothing was taken."""
    try:
        taken = goods.take(wanted(held.complaint))
    except NotToBeHad as short:
        raise _cannot(short) from short
    day = by or max(one.ready_on for one in taken)
    _check_in_time(taken, day)
    resend = session().get(Resend, held.complaint.id)
    if resend is None:
        resend = Resend(complaint_id=held.complaint.id, promised_on=day)
        session().add(resend)
    resend.promised_on = day
    resend.courier = resend.tracking = resend.sent_at = resend.received_at = None
    session().flush()
    for one in taken:
        session().add_all(_goods(held.complaint.id, one))
    session().flush()
    return day


def _goods(complaint_id: int, one: Taken) -> list[ResendGoods]:
    """What was taken, by day of the hands, by batch, or loose from the shelf."""
    loose = one.pieces - sum(one.lots.values()) if not one.plan else 0
    rows: list[dict[str, Any]] = [
        *({"line_id": one.line_id, "day": day, "units": units} for day, units in one.plan.items()),
        *({"batch_id": batch, "units": pieces} for batch, pieces in one.lots.items()),
        *([{"units": loose}] if loose else []),
    ]
    return [ResendGoods(complaint_id=complaint_id, variant_id=one.variant_id, **row) for row in rows]


def _check_in_time(taken: list[Taken], day: date) -> None:
    ready = max(one.ready_on for one in taken)
    if ready > day:
        raise CannotResend(
            f"Paling cepat siap {long_day(ready)}. Pilih tanggal itu atau sesudahnya, atau cara lain."
        )


def _cannot(short: NotToBeHad) -> CannotResend:
    one = short.shortages[0]
    there = f"tinggal {one.left}" if one.left else "sedang tidak ada atau tidak dijual"
    return CannotResend(f"Belum bisa dikirim ulang: {one.name} {there}. Pilih cara lain.")


def free_goods(held: Held) -> None:
    """What was taken for sending again, and was not sent, goes back to the maker."""
    rows = session().scalars(sa.select(ResendGoods).where(ResendGoods.complaint_id == held.complaint.id))
    pieces: dict[int, int] = defaultdict(int)
    days: dict[tuple[int, date], int] = defaultdict(int)
    lots: dict[int, int] = defaultdict(int)
    for one in rows.all():
        if one.line_id is not None and one.day is not None:
            days[one.line_id, one.day] += one.units
        elif one.batch_id is not None:
            lots[one.batch_id] += one.units
        else:
            pieces[one.variant_id] += one.units
        session().delete(one)
    session().flush()
    goods.give_back(pieces, days, lots)


# -- money --------------------------------------------------------------------------------------


def pay(held: Held, amount: int) -> Adjustment:
    """Money alone goes back. Raises TooMany beyond what is left of the parcel's money."""
    return adjusting.pay_back(held.parcel, amount, AdjustmentKind.COMPLAINT, why(held.complaint))


def drop(held: Held, *, fit: bool) -> Adjustment:
    """The pieces complained about fall away with their money, so many as are still there. `fit`: they are with their maker
    and may be sold. Raises NothingLeft."""
    pieces = queries.pieces_of(held.complaint.id)
    lines = {one.id: one for one in adjusting.lines_of(held.parcel)}
    gone = {line: min(count, lines[line].left) for line, count in pieces.items() if lines[line].left}
    if not gone or held.money_left <= 0:
        raise NothingLeft
    reason = why(held.complaint)
    if held.parcel.state is ParcelState.AT_POST:
        consolidating.open_again(held.parcel, "pembeli dan pembuatnya sepakat sebagian tidak jadi dikirim")
    if held.parcel.state is ParcelState.RECEIVED or gone != adjusting.everything(held.parcel):
        dropped = adjusting.drop(held.parcel, gone, AdjustmentKind.COMPLAINT, reason, gives_back=fit)
        consolidating.follow([held.parcel])
        return dropped
    back = move_and_owe(held.parcel, ParcelMove.GIVE_UP, Why(AdjustmentKind.COMPLAINT, reason))
    if back is None:
        raise NothingLeft
    record(None, "parcel given up", "parcel", held.parcel.id)
    parcels.end_if_over(held.order)
    return back


def is_at_home(held: Held) -> bool:
    """The goods are still in their maker's house, or at a post where she can fetch them."""
    return held.parcel.state in (ParcelState.ACCEPTED, ParcelState.PACKED, ParcelState.AT_POST)
