"""Paying a maker directly: her account, a payment that waits for money, pictures that prove it, and what goes back."""

import io
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from PIL import Image, ImageDraw

from app.base import clock
from app.db.ports import port
from app.db.session import db
from app.ledger.models import BankAccount
from app.orders.models import Order
from app.orders.ports import OrderKeys
from app.orders.service import parcels
from app.payments.models import Payment, PaymentProof, Refund
from app.payments.rules.repaying import RepayBy, Target
from app.payments.rules.ways import Way
from app.payments.service import opening, proving, repaying
from app.sellers import queries as sellers
from tests.support import world
from tests.support.orders import an_order, parcels_of

BANK = Target(RepayBy.BANK, "BRI", "012345678901", "Sari Pembeli")
REASON = "Bahannya habis."


def an_account(who: str = world.SELLER) -> BankAccount:
    """Where transfers to a maker go."""
    seller_id = sellers.owned(world.actor(who)).id
    known = db.session.scalar(
        sa.select(BankAccount).where(BankAccount.seller_id == seller_id, BankAccount.until.is_(None))
    )
    if known is None:
        known = BankAccount(
            seller_id=seller_id, bank="002", number="1234567890", holder="Yati", since=clock.now()
        )
        db.session.add(known)
        db.session.commit()
    return known


def a_payment(order: Order | None = None, way: Way = Way.QRIS, *, part: int = 0, **wishes: Any) -> Payment:
    """A part of an order that its buyer is about to pay to its maker. Two mats, Rp102.000 with sending, no code by QRIS."""
    order = order or an_order(**wishes)
    if way is Way.TRANSFER:
        an_account()
    return opening.start_direct(order.id, parcels_of(order)[part].id, way)


def a_receipt(words: str = "Rp102.000", kind: str = "PNG") -> bytes:
    """A picture of a receipt: other words, other pixels."""
    picture = Image.new("RGB", (400, 600), "white")
    ImageDraw.Draw(picture).text((40, 60), words, fill="black")
    out = io.BytesIO()
    picture.save(out, kind)
    return out.getvalue()


def order_of(payment: Payment) -> Order:
    """The order that it pays."""
    return db.session.get_one(Order, payment.order_id)


def key_of(payment: Payment) -> str:
    """The key in a guest's link."""
    return port(OrderKeys).key_for(order_of(payment).number)


def send(payment: Payment, content: bytes | None = None, **told: Any) -> PaymentProof:
    """The buyer shows that she has paid."""
    order = order_of(payment)
    actor = world.actor(world.BUYER) if order.person_id else None
    key = None if actor else key_of(payment)
    return proving.send(order.number, payment.id, actor, key, content or a_receipt(), **told)


def a_paid_payment(**wishes: Any) -> Payment:
    """The maker has seen the money."""
    payment = a_payment(**wishes)
    proving.confirm(world.actor(world.SELLER), payment.id, payment.due)
    return payment


def owed(payment: Payment | None = None) -> Refund:
    """The maker cannot send what she was paid for: all of it is to go back by her own hand."""
    payment = payment or a_paid_payment()
    parcels.decline(world.actor(world.SELLER), payment.parcel_id or 0, REASON)
    return db.session.scalars(sa.select(Refund).where(Refund.payment_id == payment.id)).one()


def tell_target(refund: Refund, target: Target = BANK) -> None:
    """The buyer says to where."""
    order = order_of(db.session.get_one(Payment, refund.payment_id))
    repaying.tell_target(order.number, refund.id, world.actor(world.BUYER), None, target)


def repay(refund: Refund, content: bytes | None = None, on: date | None = None) -> None:
    """The maker records that it has gone."""
    shown = content or a_receipt("kembali Rp102.000")
    repaying.record_repaid(world.actor(world.SELLER), refund.id, shown, on or date(2026, 11, 22))


def after(**length: float) -> Any:
    """So long after the tests' day."""
    return world.SUNDAY + timedelta(**length)
