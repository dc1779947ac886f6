"""A buyer chooses how to pay one maker."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.base.actor import Actor
from app.base.days import short_day
from app.base.zones import day_in
from app.db.journal import record
from app.db.ports import port
from app.db.session import session, unit_of_work
from app.orders.models import Order
from app.payments.models import AgencyBill, Payment
from app.payments.queries import paying, receiving
from app.payments.queries.paying import PaidPart, Standing
from app.payments.rules import offering
from app.payments.rules.amounts import CannotPay
from app.payments.rules.offering import House, Till, direct_ways
from app.payments.rules.ways import Way
from app.payments.service import opening
from app.payments.service.offering import agency_of
from app.regions import queries as regions


class NotOffered(CannotPay):
    def __init__(self, maker: str) -> None:
        super().__init__(f"Cara ini tidak dipakai lagi oleh {maker}. Pilih cara yang lain, ya.")


class StillCooling(CannotPay):
    def __init__(self, maker: str, from_when: str) -> None:
        super().__init__(
            f"Rekening {maker} baru diganti, jadi baru bisa ditransfer mulai {from_when}. Pilih cara yang lain, ya."
        )


@dataclass(frozen=True)
class Choices:
    """The ways by which a part can be paid by this buyer; `transfers_from`: by transfer too, but only from then on, because its
    maker has just changed her account."""

    ways: tuple[Way, ...] = ()
    transfers_from: datetime | None = None


def choices(part: PaidPart, actor: Actor | None) -> Choices:
    """What this buyer can choose from for this part."""
    till = receiving.tills([part.parcel.seller_id])[part.parcel.seller_id]
    if part.is_commissioned:
        return Choices()
    again = offering.transfers_again(part.facts, till, port(House), for_agency=agency_of(actor) is not None)
    return Choices(_ways(part, till, actor), again)


def _ways(part: PaidPart, till: Till, actor: Actor | None) -> tuple[Way, ...]:
    if part.is_commissioned:
        return ()  # its agency's head decides, and its bill pays it
    return direct_ways(part.facts, till, port(House), for_agency=agency_of(actor) is not None)


def may_be_paid_directly(parts: Sequence[PaidPart], actor: Actor | None) -> bool:
    """Every part can be paid to its maker, or some part is being paid so already. Where one of several makers cannot, paying
    directly would leave her part to lapse."""
    if paying.are_paid_directly(parts) or any(one.payment is not None for one in parts):
        return True
    tills = receiving.tills([one.parcel.seller_id for one in parts])
    return all(_ways(one, tills[one.parcel.seller_id], actor) for one in parts)


def all_transfers_from(parts: Sequence[PaidPart], actor: Actor | None) -> datetime | None:
    """From when every part of an order could be paid to its maker again, where it cannot now only because accounts cool off."""
    tills = receiving.tills([one.parcel.seller_id for one in parts])
    latest: datetime | None = None
    for one in parts:
        till = tills[one.parcel.seller_id]
        again = offering.transfers_again(
            one.facts, till, port(House), for_agency=agency_of(actor) is not None
        )
        if not _ways(one, till, actor):
            if again is None:
                return None
            latest = max(latest or again, again)
    return latest


def choose(order: Order, parcel_id: int, way: Way, actor: Actor | None) -> Payment:
    """Pay this part this way. Asked again it answers the same payment, also where the way has been closed meanwhile.

    Raises CannotPay, NotFound.
    """
    part = paying.part_of(order, parcel_id)
    is_begun = part.standing is Standing.OPENED and part.payment is not None and part.payment.gateway is way
    if not is_begun:
        found = choices(part, actor)
        if way is Way.TRANSFER and found.transfers_from is not None:
            day = day_in(order.village_code, found.transfers_from)
            raise StillCooling(part.parcel.seller_name, short_day(day))
        if way not in found.ways:
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
        _bill(payment, parcel_id, actor, agency_id, signer, post)
    return payment


def commission(order: Order, actor: Actor, agency_id: int, *, signer: str, post: str) -> None:
    """The agency's head agrees to what was commissioned: every maker is asked for her part, and bills the agency for it.

    Raises CannotPay, NotOffered where a maker has stopped to take agencies' bills.
    """
    with unit_of_work():
        for part in paying.parts_of(order):
            if part.standing is Standing.GONE:
                continue
            till = receiving.tills([part.parcel.seller_id])[part.parcel.seller_id]
            if not offering.bills_agencies(till, port(House)):
                raise NotOffered(part.parcel.seller_name)
            payment = opening.start_direct(order.id, part.parcel.id, Way.INVOICE)
            _bill(payment, part.parcel.id, actor, agency_id, signer, post)


def _bill(payment: Payment, parcel_id: int, actor: Actor, agency_id: int, signer: str, post: str) -> None:
    with unit_of_work():
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
