"""Goods that go to a buyer a second time, under the locks of order, parcel and complaint: taken, given back while they are at
home, coded when they are sent, exchanged when their batch is recalled.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

import sqlalchemy as sa

from app.base import clock
from app.base.errors import RuleBroken
from app.catalog.service import batches, goods
from app.catalog.service.goods import NotToBeHad, Taken
from app.db.session import session, unit_of_work
from app.orders.models import Complaint, OrderLine, Resend, ResendGoods
from app.orders.queries import complaints as complaint_queries
from app.orders.queries import resends as queries
from app.orders.rules.complaint import long_day
from app.orders.service.lots import Mark, NotMarked, Recalled


class CannotResend(RuleBroken):
    """The goods cannot be had (in time)."""


def wanted(complaint: Complaint) -> dict[int, int]:
    """Variant → pieces complained about."""
    pieces = complaint_queries.pieces_of(complaint.id)
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
        taken = goods.all_to_be_had(goods.judge(pieces, goods.look(list(pieces)), limited=False))
    except NotToBeHad as short:
        raise _cannot(short) from short
    _check_in_time(taken, day)


def take_goods(complaint: Complaint, by: date | None) -> date:
    """Take the pieces once more, from shelf or hands; answers the day by which they are sent: `by`, else the first that can be
    kept. One broken jar may be replaced where an order needs three. Raises CannotResend; then nothing was taken."""
    try:
        taken = goods.take(wanted(complaint), limited=False)
    except NotToBeHad as short:
        raise _cannot(short) from short
    day = by or max(one.ready_on for one in taken)
    _check_in_time(taken, day)
    resend = session().get(Resend, complaint.id)
    if resend is None:
        resend = Resend(complaint_id=complaint.id, promised_on=day)
        session().add(resend)
    resend.promised_on = day
    resend.courier = resend.tracking = resend.sent_at = resend.received_at = None
    session().flush()
    session().add_all(row for one in taken for row in _rows(complaint, one))
    session().flush()
    return day


def _rows(complaint: Complaint, one: Taken) -> list[ResendGoods]:
    if one.plan:
        return [
            ResendGoods(
                complaint_id=complaint.id, variant_id=one.variant_id, line_id=one.line_id, day=day, units=units,
                from_stock=False,
            )
            for day, units in one.plan.items()
        ]  # fmt: skip
    loose = one.pieces - sum(one.lots.values())
    shelf: list[tuple[int | None, int]] = [*one.lots.items(), *([(None, loose)] if loose else [])]
    return [
        ResendGoods(
            complaint_id=complaint.id,
            variant_id=one.variant_id,
            batch_id=batch,
            units=pieces,
            from_stock=True,
        )
        for batch, pieces in shelf
    ]


def _check_in_time(taken: Sequence[Taken], day: date) -> None:
    ready = max(one.ready_on for one in taken)
    if ready > day:
        raise CannotResend(
            f"Paling cepat siap {long_day(ready)}. Pilih tanggal itu atau sesudahnya, atau cara lain."
        )


def _cannot(short: NotToBeHad) -> CannotResend:
    one = short.shortages[0]
    there = f"tinggal {one.left}" if one.left else "sedang tidak ada atau tidak dijual"
    return CannotResend(f"Belum bisa dikirim ulang: {one.name} {there}. Pilih cara lain.")


def free_goods(complaint: Complaint) -> None:
    """What was taken for sending again, and was not sent, goes back to the maker: to shelf, batches and hands."""
    pieces: dict[int, int] = defaultdict(int)
    lots: dict[int, int] = defaultdict(int)
    days: dict[tuple[int, date], int] = defaultdict(int)
    for one in queries.at_home(complaint.id):
        if one.line_id is not None and one.day is not None:
            days[one.line_id, one.day] += one.units
        elif one.batch_id is not None:
            lots[one.batch_id] += one.units
        else:
            pieces[one.variant_id] += one.units
        session().delete(one)
    session().flush()
    goods.give_back(pieces, days, lots)


def leave(complaint: Complaint, marks: Mapping[int, Mark]) -> None:
    """It leaves the house now. Food that has no code yet gets it here (order line → mark), as a parcel's does when it is
    packed. Raises NotMarked, Recalled, and what the batch refuses; then nothing has changed."""
    with unit_of_work():
        recalled = queries.recalled_code(complaint.id)
        if recalled is not None:
            raise Recalled(recalled)
        # one after the other in the order of variants: each is locked until the transaction ends
        for one in sorted(queries.unmarked(complaint.id), key=lambda one: one.variant_id):
            said = marks.get(one.line_id)
            if said is None:
                raise NotMarked
            batch = batches.mark_made(one.variant_id, said.code, said.best_before, one.pieces)
            _mark(complaint, one.variant_id, batch.id, one.pieces)
        for row in queries.at_home(complaint.id):
            row.sent_at = clock.now()
        session().flush()


def _mark(complaint: Complaint, variant_id: int, batch_id: int, pieces: int) -> None:
    """Pieces off the shelf stand there already, without a code; what hands have made is now pieces, too."""
    rows = [one for one in queries.at_home(complaint.id) if one.variant_id == variant_id]
    loose = next((one for one in rows if one.from_stock and one.batch_id is None), None)
    if loose is not None:
        loose.batch_id = batch_id
    else:
        session().add(
            ResendGoods(
                complaint_id=complaint.id, variant_id=variant_id, batch_id=batch_id, units=pieces, from_stock=False,
                sent_at=clock.now(),
            )
        )  # fmt: skip
    session().flush()


def exchange(complaint: Complaint, batch_id: int) -> int:
    """Pieces of a recalled batch that others have taken the place of: all of them or none, because half a replacement is no
    replacement."""
    hit = [one for one in queries.at_home(complaint.id) if one.batch_id == batch_id]
    pieces = sum(one.units for one in hit)
    if batches.spare(batch_id) < pieces:
        return 0
    swapped = batches.swap(batch_id, pieces)
    session().add_all(
        ResendGoods(
            complaint_id=complaint.id, variant_id=hit[0].variant_id, batch_id=batch, units=count, from_stock=True
        )
        for batch, count in swapped.items()
    )  # fmt: skip
    for one in hit:
        session().delete(one)
    session().flush()
    return pieces
