"""Sets of goods as curators compose them, from goods that panels have made official."""

from collections.abc import Mapping
from datetime import date

from app.base.actor import Actor
from app.catalog.models import Bundle, Product
from app.catalog.service.bundles import Words
from app.curation.service import bundling
from app.orders.models import Cart
from app.orders.service import cart as cart_service
from app.orders.service import sets
from tests.support import world
from tests.support.official import made_official

UNTIL = date(2027, 5, 31)
STORY = "Dari tiga rumah di satu kota, cocok untuk tamu."


def a_gift(maker: Actor, *, until: date = UNTIL, **wishes: object) -> Product:
    """A good on show that is an official gift."""
    product = world.an_approved_product(maker, **wishes)
    made_official(product, until)
    return product


def two_gifts() -> tuple[Product, Product]:
    """One of the world's gerai (45.000, ten pieces lie ready), one of its neighbour (30.000, eight)."""
    ready = world.goods().ready
    made_official(ready, UNTIL)
    neighbour = a_gift(world.actor(world.OTHER_SELLER), name="Keset Tetangga", price=30_000, stock=8)
    return ready, neighbour


def a_draft(
    parts: Mapping[Product, int], *, name: str = "Dua Rumah", box: Product | None = None, story: str = STORY
) -> Bundle:
    """Composed by the world's curator, not shown yet."""
    curator = world.actor(world.CURATOR)
    bundle = bundling.begin(curator, Words(name, story), "36")
    for product, pieces in parts.items():
        bundling.put_in(curator, bundle.id, world.variant_of(product).id, pieces, is_box=False)
    if box is not None:
        bundling.put_in(curator, bundle.id, world.variant_of(box).id, 1, is_box=True)
    return bundle


def a_bundle(parts: Mapping[Product, int] | None = None, **wishes: object) -> Bundle:
    """In the shop: two of the world's mat and one of its neighbour's, unless said otherwise."""
    if parts is None:
        ready, neighbour = two_gifts()
        parts = {ready: 2, neighbour: 1}
    bundle = a_draft(parts, **wishes)  # type: ignore[arg-type]
    return bundling.show(world.actor(world.CURATOR), bundle.id)


def a_cart_with(bundle: Bundle, count: int = 1, buyer: Actor | None = None) -> Cart:
    """So many sets in a cart of their own."""
    cart, token = cart_service.open_cart(None, None)
    if buyer is not None:
        cart_service.open_cart(token, buyer)
    sets.add(cart, bundle.slug, count)
    return cart
