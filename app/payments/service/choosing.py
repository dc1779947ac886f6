"""A buyer chooses how to pay one maker."""

from collections.abc import Sequence

from app.base.actor import Actor
from app.db.journal import record
from app.db.ports import port
from app.db.session import session, unit_of_work
from app.orders.models import Order
from app.payments.models import AgencyBill, Payment
from app.payments.queries import paying, receiving
from app.payments.queries.paying import PaidPart
from app.payments.rules.amounts import CannotPay
from app.payments.rules.offering import House, Till, direct_ways
from app.payments.rules.ways import Way
from app.payments.service import opening
from app.payments.service.offering import agency_of
from app.regions import queries as regions


class NotOffered(CannotPay):
    def __init__(self, maker: str) -> None:
        super().__init__(f"Cara ini tidak dipakai lagi oleh {maker}. Pilih cara yang lain, ya.")


def ways_of(part: PaidPart, actor: Actor | None) -> tuple[Way, ...]:
    """The ways by which this part can be paid by this buyer."""
    return _ways(part, receiving.tills([part.parcel.seller_id])[part.parcel.seller_id], actor)


def _ways(part: PaidPart, till: Till, actor: Actor | None) -> tuple[Way, ...]:
    return direct_ways(part.facts, till, port(House), for_agency=agency_of(actor) is not None)


def may_be_paid_directly(parts: Sequence[PaidPart], actor: Actor | None) -> bool:
    """Every part can be paid to its maker, or some part is being paid so already. Where one of several makers cannot, paying
    directly would leave her part to lapse."""
    if paying.are_paid_directly(parts) or any(one.payment is not None for one in parts):
        return True
    tills = receiving.tills([one.parcel.seller_id for one in parts])
    return all(_ways(one, tills[one.parcel.seller_id], actor) for one in parts)


def choose(order: Order, parcel_id: int, way: Way, actor: Actor | None) -> Payment:
    """Pay this part this way. Asked again it answers the same payment. Raises CannotPay, NotFound."""
    part = paying.part_of(order, parcel_id)
    if way not in ways_of(part, actor):
        raise NotOffered(part.parcel.seller_name)
    return opening.start_direct(order.id, parcel_id, way)


def order_on_account(order: Order, parcel_id: int, actor: Actor, *, signer: str, post: str) -> Payment:
    """The agency of this officer pays after the hand-over was minuted; `signer` and `post` say who will sign for it.

    Raises CannotPay, NotFound.
    """
    agency_id = agency_of(actor)
    if agency_id is None:
        raise NotOffered(paying.part_of(order, parcel_id).parcel.seller_name)
    with unit_of_work():
        payment = choose(order, parcel_id, Way.INVOICE, actor)
        if session().get(AgencyBill, payment.id) is None:
            agency = regions.agency(agency_id)
            session().add(
                AgencyBill(
                    payment_id=payment.id,
                    agency_id=agency.id,
                    agency=agency.name,
                    signer=signer,
                    signer_post=post,
                )
            )
            record(actor, "ordered on account", "parcel", parcel_id, agency=agency.name, signer=signer)
    return payment
