"""Orders as buyers make them: through cart, placing and the pretend gateway."""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.catalog.models import Product
from app.db.ports import port
from app.db.session import db
from app.orders.models import Cart, Order, Parcel
from app.orders.queries import cart as carts
from app.orders.queries import hub
from app.orders.service import cart as cart_service
from app.orders.service import placing
from app.orders.service.placing import Checkout
from app.payments.ports import Notice, NoticeKind, PaymentGateway, PretendTill
from app.payments.queries import payment as payment_queries
from app.payments.service import expiring, noticing, opening, settling
from tests.support import world

UNPAID = timedelta(minutes=60)


def a_cart(wanted: Mapping[int, int], buyer: Actor | None = None) -> Cart:
    """Variant → pieces, gathered in a cart of its own: what another cart has not paid yet is no matter of this one."""
    cart, token = cart_service.open_cart(None, None)
    if buyer is not None:
        cart_service.open_cart(token, buyer)
    for variant_id, pieces in wanted.items():
        cart_service.add(cart, variant_id, pieces)
    return cart


def a_checkout(
    cart: Cart,
    *,
    village: str = world.ACROSS_TOWN,
    wishes: Mapping[int, str] | None = None,
    email: str | None = None,
    gather: str = "",
) -> Checkout:
    """What the checkout page would send now."""
    quote = hub.with_offers(carts.quote(cart, village=village, wishes=wishes), village, gather)
    checkout = Checkout(
        once=secrets.token_urlsafe(12),
        seal="",
        buyer_name="Sari Pembeli",
        phone="+6281200001005",
        email=email,
        village_code=village,
        street="Jl. Uji No. 1",
        landmark="",
        wishes=wishes or {},
        gather=gather,
    )
    return replace(checkout, seal=checkout.showing(quote))


def an_order(
    wanted: Mapping[Product, int] | None = None,
    *,
    buyer: str | None = world.BUYER,
    village: str = world.ACROSS_TOWN,
    wishes: Mapping[int, str] | None = None,
    email: str | None = None,
    gather: str = "",
) -> Order:
    """A placed, unpaid order."""
    who = world.actor(buyer) if buyer else None
    goods = wanted or {world.goods().ready: 2}
    cart = a_cart({world.variant_of(product).id: pieces for product, pieces in goods.items()}, who)
    checkout = a_checkout(cart, village=village, wishes=wishes, email=email, gather=gather)
    return placing.place(cart.id, checkout, who, unpaid_for=UNPAID)


def pay(order: Order) -> None:
    """Pay it at the pretend gateway and come back."""
    address = opening.start(order.id, success_url="/", cancel_url="/")
    port(PretendTill).pay(address.rpartition("/")[2])
    settling.check(order)


def let_lapse(order: Order) -> str:
    """Its checkout is opened, and its time to pay runs out; answers the reference under which it can still be paid: the job
    that closes it at the gateway has not run yet."""
    opening.start(order.id, success_url="/", cancel_url="/")
    payment = payment_queries.open_of(order.id)
    assert payment is not None and payment.reference is not None
    with clock.at(order.pay_by):
        expiring.expire_unpaid(clock.now())
    return payment.reference


def pay_late(reference: str, told: str = "evt-late") -> None:
    """The money of a checkout whose order was let go comes after all; the gateway tells it."""
    payment = payment_queries.by_reference(port(PaymentGateway).name, reference)
    assert payment is not None
    port(PretendTill).pay(reference)
    number = db.session.get_one(Order, payment.order_id).number
    paid = Notice(told, NoticeKind.PAID, reference, payment.due, "idr", number)
    noticing.take_notice(port(PaymentGateway), paid)


def a_paid_order(wanted: Mapping[Product, int] | None = None, **wishes: object) -> Order:
    """An order that its sellers are asked to answer."""
    order = an_order(wanted, **wishes)  # type: ignore[arg-type]
    pay(order)
    return order


def parcels_of(order: Order) -> list[Parcel]:
    """The parts of an order."""
    return list(db.session.scalars(sa.select(Parcel).where(Parcel.order_id == order.id).order_by(Parcel.id)))
