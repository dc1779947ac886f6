"""Bills of agencies: minutes of hand-over as both sides note them, then a day by which it is paid."""

import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound
from app.base.zones import day_in
from app.db.journal import record
from app.db.ports import port
from app.db.session import announce, session, unit_of_work
from app.orders.models import Order, Parcel
from app.orders.queries import order as orders
from app.orders.rules.life import ParcelState
from app.payments.events import MinutesNoted
from app.payments.models import AgencyBill, Payment
from app.payments.rules import minutes as rules
from app.payments.rules.minutes import Minutes, Side
from app.payments.rules.offering import House
from app.payments.rules.states import WAITING

HANDED_OVER = (ParcelState.SENT, ParcelState.RECEIVED)


def note_as_buyer(order: Order, parcel_id: int, actor: Actor, noted: Minutes) -> None:
    """The agency's side. `order` was found for this buyer. Raises what `rules.check` raises, NotFound."""
    _note(order, orders.parcel(parcel_id), actor, Side.BUYER, noted)


def note_as_seller(actor: Actor, parcel_id: int, noted: Minutes) -> None:
    """The maker's side. Raises what `rules.check` raises, NotFound for a part that is not hers."""
    parcel, order = orders.sellers_parcel(actor, parcel_id)
    _note(order, parcel, actor, Side.SELLER, noted)


def _note(order: Order, parcel: Parcel, actor: Actor, by: Side, noted: Minutes) -> None:
    with unit_of_work():
        bill = _held(order.id, parcel.id)
        was = None
        if bill.minutes_number is not None and bill.minutes_on is not None:
            was = Minutes(bill.minutes_number, bill.minutes_on)
        if bill.due_on is not None:
            if was is not None and was.says_the_same(noted):
                return
            raise rules.AlreadyAgreed
        other_noted = bill.seller_noted_at if by is Side.BUYER else bill.buyer_noted_at
        region = order.village_code
        rules.check(
            noted,
            by,
            was if other_noted is not None else None,
            ordered_on=day_in(region, order.placed_at),
            today=day_in(region, clock.now()),
            is_handed_over=parcel.state in HANDED_OVER,
        )
        if other_noted is None:
            bill.minutes_number, bill.minutes_on = noted.number, noted.on
        if by is Side.BUYER:
            bill.buyer_noted_at = clock.now()
        else:
            bill.seller_noted_at = clock.now()
        if other_noted is not None:
            bill.due_on = rules.due_on(noted, port(House).invoice_days)
        record(
            actor,
            "hand-over minuted",
            "parcel",
            parcel.id,
            by=by,
            number=noted.number,
            on=noted.on.isoformat(),
        )
        announce(
            MinutesNoted(
                payment_id=bill.payment_id,
                parcel_id=parcel.id,
                by=by.value,
                number=noted.number,
                on=noted.on,
                due_on=bill.due_on,
            )
        )


def _held(order_id: int, parcel_id: int) -> AgencyBill:
    found = session().scalar(
        sa.select(AgencyBill)
        .join(Payment, Payment.id == AgencyBill.payment_id)
        .where(Payment.order_id == order_id, Payment.parcel_id == parcel_id, Payment.state.in_(WAITING))
        .with_for_update(of=AgencyBill)
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFound(parcel_id)
    return found
