"""What gift requests hold and who brings what of them, read as tests compare it."""

import sqlalchemy as sa

from app.catalog.models import LineDay, Product, Variant
from app.db.session import session
from app.gifts.models import GiftOrder, GiftRequest
from app.gifts.queries import requests
from app.orders.models import Order, Parcel
from app.orders.service import parcels
from tests.support import gifts, world


def stock_of(product: Product) -> int:
    """Pieces that lie free on its shelf."""
    session().expire_all()
    return session().get_one(Variant, world.variant_of(product).id).stock


def taken_of(product: Product) -> int:
    """Work that is promised of its hands, over all days."""
    query = sa.select(sa.func.coalesce(sa.func.sum(LineDay.taken), 0)).where(
        LineDay.line_id == product.line_id
    )
    return int(session().scalar(query) or 0)


def orders_of(request: GiftRequest) -> list[Order]:
    """Oldest first."""
    query = (
        sa.select(Order)
        .join(GiftOrder, GiftOrder.order_id == Order.id)
        .where(GiftOrder.request_id == request.id)
        .order_by(Order.id)
    )
    return list(session().scalars(query))


def parcel_of(request: GiftRequest, product: Product) -> Parcel:
    """The newest part of a request that this product's maker has."""
    query = (
        sa.select(Parcel)
        .join(GiftOrder, GiftOrder.order_id == Parcel.order_id)
        .where(GiftOrder.request_id == request.id, Parcel.seller_id == product.seller_id)
        .order_by(Parcel.id.desc())
        .limit(1)
    )
    return session().scalars(query).one()


def need_of(request: GiftRequest, position: int = 0) -> int:
    """Its id."""
    return requests.needs_of(request.id)[position].id


def missing_of(request: GiftRequest) -> dict[int, int]:
    """Position → pieces that nobody brings."""
    session().expire_all()
    positions = {one.id: one.position for one in requests.needs_of(request.id)}
    return {positions[need]: count for need, count in requests.missing_of(request).items()}


def accepted(request: GiftRequest, product: Product) -> Parcel:
    """Its maker has said yes to her part."""
    parcel = parcel_of(request, product)
    parcels.accept(gifts.maker_of(product), parcel.id)
    return parcel
