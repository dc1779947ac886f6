"""Placing an order: goods and days are taken and everything is written in one transaction, before any payment."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta

import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.base.errors import RuleBroken
from app.catalog.service import goods
from app.catalog.service.goods import Taken
from app.db.journal import record
from app.db.session import announce, session, unit_of_work
from app.orders.events import OrderPlaced
from app.orders.models import Cart, CartLine, Consolidation, LineSlot, Order, OrderLine, Parcel
from app.orders.queries import cart as carts
from app.orders.queries import hub
from app.orders.rules.hub import POST
from app.orders.rules.life import OrderState, ParcelState
from app.orders.rules.log import Party
from app.orders.rules.numbers import new_number
from app.orders.rules.quote import ParcelQuote, Quote
from app.orders.service import consolidating, log


@dataclass(frozen=True)
class Checkout:
    """What the buyer sends with the checkout page. `seal` marks what she was shown; `once` makes the page place once."""

    once: str
    seal: str
    buyer_name: str
    phone: str
    email: str | None
    village_code: str
    street: str
    landmark: str
    wishes: Mapping[int, str]
    gather: str = ""
    """The wished way through a post (`Gathering.wish`); empty when every maker sends her own part."""


class CartEmpty(RuleBroken):
    message = "Keranjangnya kosong. Pilih barang dulu, ya."


class Changed(RuleBroken):
    """Price, fee, way, date or address is no longer what the buyer was shown; nothing was placed."""

    message = (
        "Ada yang baru saja berubah: harga, ongkos kirim, tanggal, atau alamatnya. "
        "Periksa lagi di bawah, lalu lanjutkan."
    )


class CannotBeSent(RuleBroken):
    def __init__(self, maker: str) -> None:
        super().__init__(f"{maker} belum bisa mengirim ke alamat ini. Hapus barangnya, atau ganti alamat.")


def place(cart_id: int, checkout: Checkout, actor: Actor | None, *, unpaid_for: timedelta) -> Order:
    """One order over all sellers of the cart. The same page sent again answers the same order.

    Raises CartEmpty, NotToBeHad, CannotBeSent, Changed; then nothing has happened.
    """
    with unit_of_work() as current:
        current.execute(sa.select(Cart.id).where(Cart.id == cart_id).with_for_update())
        earlier = current.scalar(sa.select(Order).where(Order.once == checkout.once))
        if earlier is not None:
            return earlier
        wanted = _wanted(cart_id)
        quote, taken = _agree(wanted, checkout)
        goods.write(taken)
        order = _write_order(cart_id, quote, checkout, actor, unpaid_for)
        _write_parcels(order, quote, {one.variant_id: one for one in taken})
        current.execute(sa.delete(CartLine).where(CartLine.cart_id == cart_id))
        record(actor, "order placed", "order", order.id, number=order.number, total=order.total)
        log.note(order.id, None, Party.BUYER, "placed")
        announce(OrderPlaced(order_id=order.id))
    return order


def _wanted(cart_id: int) -> dict[int, tuple[int, int]]:
    rows = session().execute(
        sa.select(CartLine.variant_id, CartLine.pieces, CartLine.seen_price)
        .where(CartLine.cart_id == cart_id)
        .order_by(CartLine.added_at, CartLine.variant_id)
    )
    wanted = {variant: (pieces, seen_price) for variant, pieces, seen_price in rows}
    if not wanted:
        raise CartEmpty
    return wanted


def _agree(wanted: Mapping[int, tuple[int, int]], checkout: Checkout) -> tuple[Quote, list[Taken]]:
    """Lock the goods, and make sure that what is true now is what the buyer saw."""
    rows, outcomes = goods.hold({variant: pieces for variant, (pieces, _) in wanted.items()})
    taken = goods.all_to_be_had(outcomes)
    quote = carts.build(wanted, rows, outcomes, village=checkout.village_code, wishes=checkout.wishes)
    quote = hub.gathered(quote, checkout.village_code, checkout.gather)
    for parcel in quote.parcels:
        if parcel.chosen is None:
            raise CannotBeSent(parcel.seller_name)
    if quote.seal != checkout.seal or any(parcel.wish_is_gone for parcel in quote.parcels):
        raise Changed
    return quote, taken


def _write_order(
    cart_id: int, quote: Quote, checkout: Checkout, actor: Actor | None, unpaid_for: timedelta
) -> Order:
    now = clock.now()
    order = Order(
        number=new_number(),
        once=checkout.once,
        cart_id=cart_id,
        person_id=actor.person_id if actor else None,
        state=OrderState.PLACED,
        buyer_name=checkout.buyer_name,
        phone=checkout.phone,
        email=checkout.email,
        village_code=checkout.village_code,
        street=checkout.street,
        landmark=checkout.landmark,
        items_total=quote.items_total,
        shipping_total=quote.shipping_total,
        total=quote.total,
        placed_at=now,
        pay_by=now + unpaid_for,
    )
    session().add(order)
    session().flush()
    return order


def _write_parcels(order: Order, quote: Quote, taken: Mapping[int, Taken]) -> None:
    whole = consolidating.begin(order, quote.gathering) if quote.gathering else None
    parcels = [_parcel(order, part, whole) for part in quote.parcels]
    session().add_all(parcels)
    session().flush()
    lines: list[tuple[OrderLine, Taken]] = []
    for parcel, part in zip(parcels, quote.parcels, strict=True):
        lines += [(_line(parcel, taken[line.variant_id]), taken[line.variant_id]) for line in part.lines]
    session().add_all(line for line, _ in lines)
    session().flush()
    session().add_all(_slots(lines))
    session().flush()


def _parcel(order: Order, part: ParcelQuote, whole: Consolidation | None) -> Parcel:
    if part.chosen is None or part.ready_on is None:
        raise CannotBeSent(part.seller_name)
    return Parcel(
        order_id=order.id,
        seller_id=part.seller_id,
        seller_name=part.seller_name,
        state=ParcelState.WAITING,
        zone=part.chosen.zone,
        way=part.chosen.way,
        service=part.chosen.service,
        tariff=asdict(part.chosen.tariff) if part.chosen.tariff else {},
        weight_g=part.weight_g,
        items_total=part.items_total,
        fee=part.chosen.fee,
        total=part.total,
        promised_on=part.ready_on,
        ready_on=part.ready_on,
        arrives_on=part.chosen.arrives_on,
        consolidation_id=whole.id if whole is not None and part.chosen.way == POST else None,
    )


def _line(parcel: Parcel, one: Taken) -> OrderLine:
    return OrderLine(
        parcel_id=parcel.id,
        variant_id=one.variant_id,
        product_id=one.product_id,
        name=one.name,
        label=one.label,
        price=one.price,
        pieces=one.pieces,
        weight_g=one.weight_g,
        volume_cm3=one.volume_cm3,
        from_stock=one.line_id is None,
    )


def _slots(lines: Sequence[tuple[OrderLine, Taken]]) -> list[LineSlot]:
    return [
        LineSlot(order_line_id=line.id, day=day, line_id=one.line_id, pieces=pieces)
        for line, one in lines
        for day, pieces in one.plan.items()
    ]
