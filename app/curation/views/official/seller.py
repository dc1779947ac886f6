"""The maker's card of an official gift: its QR code, its days and its conditions."""

from flask import Blueprint, url_for

from app.base.errors import NotFound
from app.catalog.queries import own
from app.curation.queries import gifts as queries
from app.paper.qr import svg_of
from app.web.doors import actor
from app.web.pages import Answer, page

bp = Blueprint("official", __name__, url_prefix="/barang/<slug>/oleh-oleh-resmi")


@bp.get("")
def card(slug: str) -> Answer:
    """What she lays beside her goods. Raises NotFound while hers is no official gift."""
    product = own.owned(actor(), slug)
    gift = queries.open_gift(product.id)
    if gift is None:
        raise NotFound(slug)
    address = url_for("shop.official.proof", code=gift.code, _external=True)
    return page(
        "curation/official/seller/card.html",
        product=product,
        gift=gift,
        proof=queries.proof(gift.code),
        address=address,
        qr=svg_of(address),
    )
