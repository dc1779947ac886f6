"""Several sellers at once: five things of three gerai."""

from app.catalog.models import Product
from app.sellers import queries as sellers
from tests.support import world


def five_things() -> list[Product]:
    """Two of the world's gerai (one made when ordered), two of its neighbour, one of a newcomer."""
    goods = world.goods()
    neighbour = world.actor(world.OTHER_SELLER)
    newcomer = world.a_maker("Ibu Baru")
    world.a_gerai(newcomer, "Gerai Baru")
    return [
        goods.ready,
        goods.made,
        world.an_approved_product(neighbour, name="Keset Tetangga", price=30_000),
        world.an_approved_product(neighbour, name="Keset Tebal", price=60_000, weight_g=1200),
        world.an_approved_product(newcomer, name="Keset Baru", price=25_000),
    ]


def seller_of(product: Product) -> int:
    """The id of its gerai, for wishes of sending."""
    return sellers.get(product.seller_id).id
