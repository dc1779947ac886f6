"""Placing an order: goods and days are taken and everything is written in one transaction, before any payment."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta

import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.base.errors import RuleBroken
from app.catalog.rules.notes import NoteRefused
from app.catalog.service import bundles, goods
from app.catalog.service.goods import NotToBeHad, Shortage, Taken
from app.db.journal import record
from app.db.session import announce, session, unit_of_work
from app.ledger.queries import commission
from app.ledger.rules.commission import commission_of
from app.orders.events import OrderPlaced
from app.orders.models import Cart, CartLine, Consolidation, Order, OrderLine, Parcel
from app.orders.queries import cart as carts
from app.orders.queries import holds, hub, paying
from app.orders.queries import sets as carted
from app.orders.rules import shown
from app.orders.rules.hub import POST
from app.orders.rules.life import OrderState, ParcelState
from app.orders.rules.log import Party
from app.orders.rules.numbers import new_number
from app.orders.rules.quote import ParcelQuote, Quote, QuoteLine, Wanted, together
from app.orders.rules.sets import sets_of
from app.orders.service import consolidating, log, parcels, taking


@dataclass(frozen=True)
class Checkout:
    """What the buyer sends with the checkout page. `seal` tells what she was shown; `once` makes the page place once."""

    once: str
    seal: str
    buyer_name: str
    phone: str
    email: str | None
    village_code: str
    street: str
    landmark: str
    wishes: Mapping[int, str]
    postal_code: str | None = None
    gather: str = ""
    """The wished way through a post (`Gathering.wish`); empty when every maker sends her own part."""

    @property
    def address(self) -> dict[str, str]:
        """Where to and whom to call, as it is shown."""
        return {
            "name": self.buyer_name,
            "phone": self.phone,
            "email": self.email or "",
            "village": self.village_code,
            "street": self.street,
            "landmark": self.landmark,
            "postal_code": self.postal_code or "",
        }

    def showing(self, quote: Quote) -> str:
        """The seal of a page that shows this quote and this address."""
        return shown.write(shown.of(quote, self.address))


class CartEmpty(RuleBroken):
    message = "Keranjangnya kosong. Pilih barang dulu, ya."


class Changed(RuleBroken):
    """Something is no longer as the buyer was shown; nothing was placed. `differences` names everything."""

    def __init__(self, differences: Sequence[str]) -> None:
        self.differences = tuple(differences)
        super().__init__("Ada yang baru saja berubah: " + " ".join(differences))


class CannotBeSent(RuleBroken):
    def __init__(self, maker: str) -> None:
        super().__init__(f"{maker} belum bisa mengirim ke alamat ini. Hapus barangnya, atau ganti alamat.")


class CannotBePaid(RuleBroken):
    def __init__(self, makers: Sequence[str], *, are_all: bool, misfit: str = "") -> None:
        if misfit:
            message = misfit
        elif are_all:
            message = "Cara bayar belum diatur di toko ini, jadi pesanan belum bisa dibuat. Keranjang Anda tetap ada."
        else:
            message = f"{' dan '.join(makers)} belum bisa menerima pembayaran. Hapus barangnya dulu, lalu pesan yang lain."
        super().__init__(message)


def place(cart_id: int, checkout: Checkout, actor: Actor | None, *, unpaid_for: timedelta) -> Order:
    """One order over all sellers of the cart. The same page sent again answers the same order, whatever became of it.

    Unpaid orders of this cart for the same goods are let go in the same transaction, as the page said. Lines that
    cannot be had at all stay in the cart, and so does a whole set of which a part cannot. Locks: the cart, its own orders
    (nobody takes an order before a cart), sets, then variants, hands and shelf of both the old orders and the new one, each in the order of ids.
    Raises CartEmpty, NotToBeHad, NoteRefused, CannotBeSent, Changed, CannotBePaid; then nothing has happened.
    """
    once = f"{cart_id}-{checkout.once}"
    with unit_of_work() as current:
        current.execute(sa.select(Cart.id).where(Cart.id == cart_id).with_for_update())
        earlier = current.scalar(sa.select(Order).where(Order.once == once))
        if earlier is not None:
            return earlier
        wanted = carts.lines_of(cart_id)
        if not wanted:
            raise CartEmpty
        own = holds.of_cart(cart_id, together(wanted), lock=True)
        bundles.hold(carted.bundles_in(wanted))
        _let_go(own, wanted, actor)
        quote, taken = _agree(wanted, own, checkout)
        check_payable(quote, actor)
        goods.write(list(taken.values()))
        order = write(once, quote, checkout, actor, unpaid_for, taken, cart_id=cart_id)
        current.execute(sa.delete(CartLine).where(CartLine.id.in_([line.line_id for line in quote.lines])))
        record(actor, "order placed", "order", order.id, number=order.number, total=order.total)
        log.note(order.id, None, Party.BUYER, "placed")
        for one in own.orders:
            log.note(one.order_id, None, Party.BUYER, "replaced", number=order.number)
        announce(OrderPlaced(order_id=order.id))
    return order


def _let_go(own: holds.Own, wanted: Sequence[Wanted], actor: Actor | None) -> None:
    """Give back what the replaced orders hold. Everything that is given or taken is locked before the first is written."""
    if not own.orders:
        return
    variants = {*together(wanted), *own.held.pieces}
    goods.lock(sorted(variants), {line_id for line_id, _ in own.held.days})
    for one in own.orders:
        parcels.let_go(parcels.lock_order(one.order_id), actor)


def _agree(wanted: Sequence[Wanted], own: holds.Own, checkout: Checkout) -> tuple[Quote, dict[int, Taken]]:
    """Lock the goods, and make sure that what is true now is what the buyer saw."""
    rows, outcomes = goods.hold(together(wanted))
    judged, sets = carted.settle(wanted, rows, outcomes)
    quote = carts.build(
        wanted, rows, judged, village=checkout.village_code, wishes=checkout.wishes, sets=sets
    )
    quote = hub.gathered(replace(quote, replaces=tuple(own.orders)), checkout.village_code, checkout.gather)
    seen = shown.read(checkout.seal)
    _all_to_be_had(quote, judged, seen)
    for parcel in quote.parcels:
        if parcel.problem is not None:
            raise RuleBroken(parcel.problem)
        if parcel.chosen is None:
            raise CannotBeSent(parcel.seller_name)
    differences = shown.differences(seen, quote, checkout.address)
    if differences:
        raise Changed(differences)
    taken = {line.variant_id: judged[line.variant_id] for line in quote.lines}
    return quote, {variant: one for variant, one in taken.items() if isinstance(one, Taken)}


def check_payable(quote: Quote, actor: Actor | None) -> None:
    """Every maker in it can be paid somehow. Raises CannotBePaid."""
    if paying.is_collected(quote):
        return
    found = paying.ways_of(quote, actor)
    stuck = [part.seller_name for part in quote.parcels if not found[part.seller_id]]
    if stuck:
        raise CannotBePaid(stuck, are_all=len(stuck) == len(quote.parcels), misfit=paying.misfit(quote))


def _all_to_be_had(quote: Quote, outcomes: Mapping[int, Taken | Shortage], seen: shown.Shown | None) -> None:
    """What the page offered can be had, and something is left to be ordered. Raises NotToBeHad, NoteRefused."""
    offered = [line for line in quote.out if not quote.lines or seen is None or line.line_id in seen.lines]
    lines = [*quote.lines, *offered]
    short = {line.variant_id: outcomes[line.variant_id] for line in lines if line.in_set is None}
    shortages = [one for one in short.values() if isinstance(one, Shortage)]
    shortages += [
        Shortage(one.lines[0].variant_id, f"Set {one.name}", 0, " ".join(one.problems))
        for one in sets_of(lines)
        if one.problems
    ]
    if shortages:
        raise NotToBeHad(shortages)
    if quote.problems:
        raise NoteRefused(" ".join(quote.problems))


def write(
    once: str,
    quote: Quote,
    checkout: Checkout,
    actor: Actor | None,
    held_for: timedelta,
    taken: Mapping[int, Taken],
    *,
    cart_id: int | None = None,
    purpose: str = "",
    needed_on: date | None = None,
) -> Order:
    """The order with its parcels and lines, of goods that were taken. It waits `held_for`: for money, or where it has a
    `purpose`, for which it is `needed_on` a day, for the agency's head."""
    now = clock.now()
    order = Order(
        number=new_number(),
        once=once,
        cart_id=cart_id,
        person_id=actor.person_id if actor else None,
        purpose=purpose,
        needed_on=needed_on,
        state=OrderState.PLACED,
        buyer_name=checkout.buyer_name,
        phone=checkout.phone,
        email=checkout.email,
        village_code=checkout.village_code,
        street=checkout.street,
        landmark=checkout.landmark,
        postal_code=checkout.postal_code,
        items_total=quote.items_total,
        shipping_total=quote.shipping_total,
        total=quote.total,
        placed_at=now,
        pay_by=now + held_for,
    )
    session().add(order)
    session().flush()
    _write_parcels(order, quote, taken)
    return order


def _write_parcels(order: Order, quote: Quote, taken: Mapping[int, Taken]) -> None:
    whole = consolidating.begin(order, quote.gathering) if quote.gathering else None
    bps = commission.bps_at(order.placed_at)
    parts = [(_parcel(order, part, whole, bps), part) for part in quote.parcels]
    session().add_all(parcel for parcel, _ in parts)
    session().flush()
    lines = [(_line(parcel, one, taken[one.variant_id]), one) for parcel, part in parts for one in part.lines]
    session().add_all(line for line, _ in lines)
    session().flush()
    taking.lay_down([line for line, _ in lines], taken)


def _parcel(order: Order, part: ParcelQuote, whole: Consolidation | None, bps: int) -> Parcel:
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
        commission_bps=bps,
    )


def _line(parcel: Parcel, line: QuoteLine, one: Taken) -> OrderLine:
    return OrderLine(
        parcel_id=parcel.id,
        variant_id=one.variant_id,
        product_id=one.product_id,
        bundle_id=line.in_set.bundle_id if line.in_set else None,
        name=one.name,
        label=one.label,
        note=line.note,
        price=one.price,
        pieces=line.pieces,
        commission=commission_of(one.price * line.pieces, parcel.commission_bps),
        weight_g=one.weight_g,
        volume_cm3=one.volume_cm3,
        from_stock=one.line_id is None,
    )
