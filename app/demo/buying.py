"""Orders in every state."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import sqlalchemy as sa

from app.accounts import queries as people
from app.base import clock
from app.base.actor import Actor
from app.catalog.models import StorefrontListing, Variant
from app.db.ports import port
from app.db.session import session
from app.delivery.rules.services import PICKUP
from app.demo import cast
from app.orders.models import Order
from app.orders.ports import OrderKeys
from app.orders.queries import cart as carts
from app.orders.queries import delays, hub, lots
from app.orders.queries import order as orders
from app.orders.service import answering, cart, delaying, parcels, placing
from app.orders.service.lots import Mark
from app.payments.ports import PretendTill
from app.payments.service import opening, settling
from app.sellers import queries as sellers

UNPAID = timedelta(minutes=60)


@dataclass(frozen=True)
class Buyer:
    """Who buys, and where to."""

    name: str
    phone: str
    email: str | None
    city: str
    village: str | None
    street: str
    member: bool = False


SARI = Buyer(
    "Sari Puspita",
    "+6281200000007",
    "sari@gerai.example",
    "Kota Tangerang",
    "Poris Plawad",
    "Jl. Contoh Melati No. 8, RT 003/RW 004",
    member=True,
)
BIMA = Buyer(
    "Bima Ardiansyah",
    "+6281300000011",
    "bima@gerai.example",
    "Kota Surabaya",
    None,
    "Jl. Contoh Kenanga No. 21",
)
LESTARI = Buyer("Lestari Wardani", "+6281500000012", None, "Kota Samarinda", None, "Gang Contoh Ulin No. 4")
DINAS = Buyer(
    "Protokol, Ibu Mega",
    "+6281900000013",
    "protokol@gerai.example",
    "Kabupaten Bulungan",
    "Tanjung Selor Hilir",
    "Jl. Contoh Agathis No. 1",
)

Wanted = Mapping[str, int]
CHOCOLATE, CAKE = "cokelat-huruf-stoples-250-g", "pia-tiga-rasa"
MAT, ROUND_MAT = "keset-perca-anyam-40-60-cm", "keset-kepang-bulat-60-cm"
WISHES = "cokelat-ucapan-pilih-kata-sendiri"
NOTES = {WISHES: "SELAMAT WISUDA RARA"}
BROOCH, KEBAYA = "bros-payet-kenanga", "kebaya-payet-lembayung-hijau-daun"


def buy_all() -> None:
    """From the oldest to the one that waits for its money this minute."""
    now = clock.now()
    done: list[tuple[int, Buyer, Wanted]] = [
        (52, SARI, {CHOCOLATE: 3, MAT: 2}),
        (47, BIMA, {"keripik-singkong": 4, "sambal-pecel-pedas": 3}),
        (41, LESTARI, {"amplang-samarinda-250-gram": 5}),
        (38, DINAS, {"keripik-pisang-tanduk-kayan": 20}),
        (33, SARI, {BROOCH: 2, "hijab-segi-empat-tepi-payet": 1}),
        (29, BIMA, {"keset-sabut-kelapa-super": 2, "kopi-lampung": 1}),
        (24, DINAS, {"kain-songke-manggarai": 1, "upia-karanji-kopiah-keranjang": 2}),
        (19, SARI, {CHOCOLATE: 6, CAKE: 2, "keripik-singkong-balado": 3}),
        (16, LESTARI, {BROOCH: 1, ROUND_MAT: 1}),
    ]
    for days, buyer, wanted in done:
        received(now - timedelta(days=days), buyer, wanted)
    _half_declined(now - timedelta(days=9))
    _sent(now - timedelta(days=4))
    _packed(now - timedelta(days=3))
    _accepted(now - timedelta(days=2))
    _lapsed(now - timedelta(days=7))
    _in_part(now - timedelta(days=3, hours=5))
    _put_off(now - timedelta(days=2, hours=3))
    _to_answer(now - timedelta(hours=5))
    _expired(now - timedelta(days=6))
    _cancelled(now - timedelta(days=5))
    with clock.at(now - timedelta(minutes=4)):
        place(BIMA, {MAT: 1, "kacang-mete": 1})


def variant(slug: str) -> int:
    """The first choice of a good in the shop."""
    found = session().scalar(
        sa.select(Variant.id)
        .join(StorefrontListing, StorefrontListing.product_id == Variant.product_id)
        .where(StorefrontListing.slug == slug, Variant.removed_at.is_(None))
        .order_by(Variant.position)
        .limit(1)
    )
    if found is None:
        raise LookupError(slug)
    return found


def place(buyer: Buyer, wanted: Wanted, pickup: bool = False, gather: str = "") -> Order:
    """An order that is not paid yet. `gather` is a way through a post (`Gathering.wish`)."""
    member: Actor | None = cast.actor(cast.BUYER) if buyer.member else None
    opened, _ = cart.open_cart(secrets.token_urlsafe(8), member)
    for slug, pieces in wanted.items():
        cart.add(opened, variant(slug), pieces, NOTES.get(slug, ""))
    village = cast.village_in(cast.city(buyer.city), buyer.village).code
    sellers_in = [part.seller_id for part in carts.quote(opened).parcels]
    wishes = dict.fromkeys(sellers_in, PICKUP) if pickup else {}
    quote = hub.with_offers(carts.quote(opened, village=village, wishes=wishes), village, gather)
    checkout = placing.Checkout(
        once=secrets.token_urlsafe(18),
        seal="",
        buyer_name=buyer.name,
        phone=buyer.phone,
        email=buyer.email,
        village_code=village,
        street=buyer.street,
        landmark="",
        wishes=wishes,
        gather=gather,
    )
    seen = replace(checkout, seal=checkout.showing(quote))
    return placing.place(opened.id, seen, member, unpaid_for=UNPAID)


def paid_order(
    at: datetime, buyer: Buyer, wanted: Wanted, *, pickup: bool = False, gather: str = ""
) -> Order:
    """Placed, and paid some minutes later. `gather` is a way through a post (`Gathering.wish`)."""
    with clock.at(at):
        order = place(buyer, wanted, pickup, gather)
    with clock.at(at + timedelta(minutes=7)):
        till = port(PretendTill)
        where = f"/pesanan/{order.number}?kunci={port(OrderKeys).key_for(order.number)}"
        address = opening.start(order.id, success_url=where, cancel_url=where)
        till.pay(address.rpartition("/")[2])
        settling.check(order)
    return order


def makers_of(order: Order) -> list[tuple[Actor, int]]:
    """Each parcel with the maker who opened its gerai."""
    found = []
    for sheet in orders.parcels_of(order.id):
        owner = sellers.members(sheet.parcel.seller_id)[0][0].person_id
        found.append((people.actor_of(owner), sheet.parcel.id))
    return found


def pack(maker: Actor, parcel_id: int) -> None:
    """With the codes that the packing page offers."""
    marks = {one.line_id: Mark(one.usual_code, one.usual_date) for one in lots.unmarked(parcel_id)}
    parcels.pack(maker, parcel_id, marks)


def received(at: datetime, buyer: Buyer, wanted: Wanted) -> Order:
    """An order that was made, sent and received, the last six days after `at`."""
    order = paid_order(at, buyer, wanted)
    key = port(OrderKeys).key_for(order.number)
    for number, (maker, parcel_id) in enumerate(makers_of(order)):
        with clock.at(at + timedelta(hours=3)):
            parcels.accept(maker, parcel_id)
        with clock.at(at + timedelta(days=2)):
            pack(maker, parcel_id)
            parcels.send(maker, parcel_id, courier="JNE", tracking=f"CONTOH{order.id:04d}{number}")
        with clock.at(at + timedelta(days=6)):
            parcels.receive(order.number, parcel_id, None, key)
    return order


def _half_declined(at: datetime) -> None:
    order = paid_order(at, SARI, {"lempok-durian-kutai-barat": 2, "keripik-sagu-mimika": 2})
    (first, one), (second, other) = makers_of(order)
    with clock.at(at + timedelta(hours=4)):
        parcels.decline(first, one, "Duriannya belum musim, Bu. Mohon maaf.")
        parcels.accept(second, other)
    with clock.at(at + timedelta(days=2)):
        pack(second, other)
        parcels.send(second, other, courier="POS Indonesia", tracking=f"CONTOH{order.id:04d}9")


def _sent(at: datetime) -> None:
    order = paid_order(at, SARI, {CHOCOLATE: 4, "emping-ceplis": 1})
    for maker, parcel_id in makers_of(order):
        with clock.at(at + timedelta(hours=2)):
            parcels.accept(maker, parcel_id)
        with clock.at(at + timedelta(days=2)):
            pack(maker, parcel_id)
            parcels.send(maker, parcel_id, courier="SiCepat", tracking=f"CONTOH{order.id:04d}1")


def _packed(at: datetime) -> None:
    order = paid_order(at, SARI, {MAT: 3}, pickup=True)
    for maker, parcel_id in makers_of(order):
        with clock.at(at + timedelta(hours=2)):
            parcels.accept(maker, parcel_id)
        with clock.at(at + timedelta(days=1)):
            pack(maker, parcel_id)


def _accepted(at: datetime) -> None:
    order = paid_order(at, BIMA, {KEBAYA: 1, "gantungan-kunci-payet": 6, CHOCOLATE: 10})
    for maker, parcel_id in makers_of(order):
        with clock.at(at + timedelta(hours=6)):
            parcels.accept(maker, parcel_id)


def _lapsed(at: datetime) -> None:
    """Its maker has never answered."""
    paid_order(at, LESTARI, {"selai-nanas": 2})
    with clock.at(at + timedelta(days=3)):
        answering.lapse_unanswered(clock.now())


def _in_part(at: datetime) -> None:
    """Nine brooches were asked for, six can be made."""
    order = paid_order(at, SARI, {BROOCH: 9})
    for maker, parcel_id in makers_of(order):
        lines = orders.lines_of([parcel_id])[parcel_id]
        with clock.at(at + timedelta(hours=5)):
            answering.answer(maker, parcel_id, {row.line.id: 6 for row in lines}, "Bahannya habis.")


def _put_off(at: datetime) -> None:
    """Its maker asked this morning whether the buyer can wait."""
    order = paid_order(at, SARI, {ROUND_MAT: 3})
    for maker, parcel_id in makers_of(order):
        with clock.at(at + timedelta(hours=4)):
            parcels.accept(maker, parcel_id)
        with clock.at(clock.now() - timedelta(hours=2)):
            day = delays.earliest(orders.parcel(parcel_id))
            delaying.ask(maker, parcel_id, day, "Benang katunnya terlambat datang.")


def _to_answer(at: datetime) -> None:
    paid_order(at, LESTARI, {WISHES: 2, CHOCOLATE: 8})
    paid_order(at + timedelta(hours=2), SARI, {BROOCH: 1, ROUND_MAT: 2})


def _expired(at: datetime) -> None:
    with clock.at(at):
        order = place(LESTARI, {"selai-nanas": 1})
    with clock.at(at + timedelta(hours=2)):
        parcels.expire(order.id)


def _cancelled(at: datetime) -> None:
    with clock.at(at):
        order = place(SARI, {"tepung-sagu": 2})
    with clock.at(at + timedelta(minutes=20)):
        parcels.cancel_unpaid(order.number, cast.actor(cast.BUYER), None)
