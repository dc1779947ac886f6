"""A maker's pages ask the database no more for thirty parts of gifts than for one, and neither does her post."""

from collections.abc import Callable

from app.db.session import session
from app.orders.queries import order as orders
from app.orders.rules.life import ParcelState
from tests.support import gifts, hub, world
from tests.support.counting import statements
from tests.support.pages import PageClient

MANY = 30


def asked(browser: PageClient, path: str) -> int:
    session().expire_all()
    with statements() as seen:
        assert browser.get(path).status_code == 200
    return len(seen)


PAGES = ("/penjual", "/penjual/pesanan?tab=dijawab", "/penjual/pesanan/buat")


def test_thirty_parts_of_gifts_ask_no_more_than_one(db, signed_in: Callable[[str], PageClient]) -> None:
    product = gifts.an_official_maker("Satu", stock=2 * MANY)
    browser = signed_in(gifts.signs_in_as(product))
    gifts.agreed(product, recipients=1)
    before = {path: asked(browser, path) for path in PAGES}
    for _ in range(MANY - 1):
        gifts.agreed(product, recipients=1)
    maker = gifts.maker_of(product)
    assert len(orders.sellers_parcels(maker, [ParcelState.TO_ANSWER], 100)) == MANY
    assert {path: asked(browser, path) for path in PAGES} == before
    assert max(before.values()) <= 20


def test_a_post_with_five_gifts_asks_no_more_than_with_one(
    db, signed_in: Callable[[str], PageClient]
) -> None:
    one, two = gifts.an_official_maker("Satu", stock=20), gifts.an_official_maker("Dua", stock=20)
    post = hub.a_post()
    browser, path = signed_in(world.CURATOR), f"/kurator/posko/{post.id}"
    gifts.agreed(one, two, recipients=1, post_id=post.id)
    before = asked(browser, path)
    for _ in range(4):
        gifts.agreed(one, two, recipients=1, post_id=post.id)
    assert asked(browser, path) == before <= 12
