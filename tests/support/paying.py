"""Gerai that are paid directly, and orders that are paid so."""

from app.base import clock
from app.base.actor import Actor
from app.db.session import db
from app.ledger.models import BankAccount
from app.orders.models import Order
from app.payments.models import Payment
from app.payments.rules.ways import Way
from app.payments.service import choosing, receiving
from app.sellers import queries as sellers
from tests.support import stickers, world


def an_account(maker: Actor, number: str = "1234567890", holder: str = "YATI PENJUAL") -> BankAccount:
    """The account that a maker has stated."""
    account = BankAccount(
        seller_id=sellers.owned(maker).id, bank="002", number=number, holder=holder, since=clock.now()
    )
    db.session.add(account)
    db.session.flush()
    return account


def a_sticker(maker: Actor, nmid: str = stickers.NMID) -> None:
    """A sticker that she has photographed and confirmed; QRIS is on."""
    look = receiving.look_at(maker, stickers.photo(stickers.of(nmid)), nmid)
    receiving.state_sticker(maker, look.evidence_id, nmid)


def takes(who: str, *ways: Way, nmid: str = stickers.NMID) -> Actor:
    """A gerai of the world is paid in these ways."""
    maker = world.actor(who)
    for way in ways:
        if way is Way.TRANSFER:
            an_account(maker)
        if way is Way.QRIS:
            a_sticker(maker, nmid)
        receiving.switch(maker, way, on=True)
    return maker


def begun(order: Order, parcel_id: int, way: Way, buyer: str | None = world.BUYER) -> Payment:
    """The buyer has chosen how to pay this part."""
    return choosing.choose(order, parcel_id, way, world.actor(buyer) if buyer else None)
