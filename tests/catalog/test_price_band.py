"""A price that stays near changes at once, however it gets there; one that goes far waits for a curator."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from app.base import clock
from app.base.actor import Actor
from app.catalog.models import OfferChange, Product, StorefrontListing
from app.catalog.queries import own
from app.catalog.rules.band import OfferPart, PriceBand, Priced, Span, Standing
from app.catalog.rules.life import RevisionState, Supply
from app.catalog.service import drafts
from app.catalog.service.drafts import Offer, VariantOffer
from app.curation.service import submitting
from app.orders.queries import cart as carts
from tests.support import scores, world
from tests.support.orders import a_cart, an_order

DAY = timedelta(days=1)
BAND = PriceBand(20, 30)


def priced(price: int, days_ago: float, *, approved: bool = False) -> Priced:
    return Priced(price, world.SUNDAY - days_ago * DAY, approved)


SPANS = [
    ("nobody knows an earlier one", [], None),
    ("just approved", [priced(25_000, 0, approved=True)], Span(20_000, 30_000, 25_000)),
    ("edges are rounded inwards", [priced(10_001, 9, approved=True)], Span(8_001, 12_001, 10_001)),
    (
        "a step within thirty days does not move it",
        [priced(25_000, 90, approved=True), priced(30_000, 29.9)],
        Span(20_000, 30_000, 25_000),
    ),
    (
        "a step of thirty days ago does",
        [priced(25_000, 90, approved=True), priced(30_000, 30)],
        Span(24_000, 36_000, 30_000),
    ),
    (
        "the way back to what was approved stays open",
        [priced(25_000, 90, approved=True), priced(20_000, 40)],
        Span(16_000, 25_000, 20_000),
    ),
    (
        "an approval measures anew",
        [priced(25_000, 90, approved=True), priced(20_000, 40), priced(50_000, 2, approved=True)],
        Span(40_000, 60_000, 50_000),
    ),
]


@pytest.mark.parametrize(("history", "span"), [row[1:] for row in SPANS], ids=[row[0] for row in SPANS])
def test_prices_that_confirm_themselves(history: list[Priced], span: Span | None) -> None:
    assert BAND.span(history, world.SUNDAY) == span


@settings(deadline=None, max_examples=100)
@given(st.integers(500, 10**8), st.lists(st.tuples(st.integers(0, 6), st.integers(-30, 30)), max_size=25))
def test_steps_of_thirty_days_add_up_to_no_more_than_one(first: int, steps: list[tuple[int, int]]) -> None:
    """Whatever she tries, day by day: no price lies further from that of thirty days before than the band, but on the way
    back to the approved one."""
    now = world.SUNDAY
    history = [Priced(first, now, approved=True)]
    for days, percent in steps:
        now += days * DAY
        wish = history[-1].price * (100 + percent) // 100
        span = BAND.span(history, now)
        assert span is not None
        if wish in span and wish > 0:
            history.append(Priced(wish, now, approved=False))
    for at, one in enumerate(history):
        before = [other for other in history[: at + 1] if other.at <= one.at - 30 * DAY] or history[:1]
        low, high = before[-1].price * 80, before[-1].price * 120
        assert min(low, first * 100) <= one.price * 100 <= max(high, first * 100)


# -- in a gerai -----------------------------------------------------------------------------------


@pytest.fixture
def maker(db: Any) -> Actor:
    return world.actor(world.SELLER)


@pytest.fixture
def mat(maker: Actor) -> Product:
    """A mat on show at Rp25.000, ten pieces."""
    return world.an_approved_product(maker, name="Keset Harga", price=25_000)


def reprice(maker: Actor, product: Product, price: int) -> list[str]:
    one = world.variant_of(product)
    same = VariantOffer(one.id, one.label, price, one.weight_g, one.stock, stock_seen=one.stock)
    return drafts.offer(maker, product.slug, Offer(Supply.READY, None, (same,)))


def in_the_shop(db: Any, product: Product) -> int:
    db.expire_all()
    return int(db.get(StorefrontListing, product.id).price_from)


def on_record(db: Any, product: Product) -> list[tuple[Any, ...]]:
    rows = db.scalars(
        sa.select(OfferChange).where(OfferChange.product_id == product.id).order_by(OfferChange.id)
    )
    return [(one.part, one.standing, one.was, one.now, one.by_id) for one in rows]


@pytest.mark.parametrize("price", [20_000, 24_999, 27_000, 30_000])
def test_a_price_within_the_band_is_in_the_shop_at_once_and_on_record(
    maker: Actor, mat: Product, db: Any, price: int
) -> None:
    curator = world.actor(world.CURATOR).person_id
    assert reprice(maker, mat, price) == []
    assert in_the_shop(db, mat) == price
    assert own.latest(mat.id).number == 1
    assert on_record(db, mat) == [
        (OfferPart.PRICE, Standing.APPROVED, 25_000, 25_000, curator),
        (OfferPart.PRICE, Standing.AT_ONCE, 25_000, price, maker.person_id),
    ]


@pytest.mark.parametrize(("price", "words"), [(19_999, "Rp19.999"), (30_001, "Rp30.001")])
def test_a_price_beyond_the_band_waits_and_the_old_one_goes_on_selling(
    maker: Actor, mat: Product, db: Any, price: int, words: str
) -> None:
    before = on_record(db, mat)
    assert reprice(maker, mat, price) == [
        f"Harga {words} berlaku setelah disetujui kurator. Sampai saat itu di toko tetap Rp25.000."
    ]
    assert (in_the_shop(db, mat), world.variant_of(mat).price) == (25_000, 25_000)
    assert on_record(db, mat) == before
    draft = own.latest(mat.id)
    assert (draft.number, draft.state) == (2, RevisionState.DRAFT)
    assert draft.asked == [{"variant": world.variant_of(mat).id, "label": None, "price": price}]
    order = an_order({mat: 1})
    scores.approve(world.actor(world.CURATOR), submitting.submit(maker, mat.slug).id)
    assert in_the_shop(db, mat) == price
    assert [(one.was, one.now) for one in _approved(db, mat)] == [(25_000, 25_000), (25_000, price)]
    db.refresh(order)
    assert order.items_total == 25_000


def _approved(db: Any, product: Product) -> list[OfferChange]:
    return list(
        db.scalars(
            sa.select(OfferChange)
            .where(OfferChange.product_id == product.id, OfferChange.standing == Standing.APPROVED)
            .order_by(OfferChange.id)
        )
    )


def test_small_steps_wait_as_soon_as_they_add_up_to_more(maker: Actor, mat: Product, db: Any) -> None:
    for day, price in ((1, 27_000), (9, 29_000), (20, 30_000)):
        with clock.at(world.SUNDAY + day * DAY):
            assert reprice(maker, mat, price) == []
    with clock.at(world.SUNDAY + 30 * DAY):
        assert len(reprice(maker, mat, 31_000)) == 1
        assert in_the_shop(db, mat) == 30_000
    with clock.at(world.SUNDAY + 31 * DAY):
        assert reprice(maker, mat, 31_000) == []  # thirty days ago it cost 27.000
        assert in_the_shop(db, mat) == 31_000
    assert own.latest(mat.id).asked == []


def test_after_a_long_promo_the_old_price_comes_back_at_once(maker: Actor, mat: Product, db: Any) -> None:
    assert reprice(maker, mat, 20_000) == []
    with clock.at(world.SUNDAY + 45 * DAY):
        assert len(reprice(maker, mat, 25_001)) == 1
        assert reprice(maker, mat, 25_000) == []
        assert in_the_shop(db, mat) == 25_000
    assert own.latest(mat.id).asked == []


def test_the_same_price_typed_again_changes_nothing(maker: Actor, mat: Product, db: Any) -> None:
    before = on_record(db, mat)
    assert reprice(maker, mat, 25_000) == []
    assert (on_record(db, mat), own.latest(mat.id).number) == (before, 1)


def test_carts_say_the_new_price_only_when_it_holds(maker: Actor, mat: Product, db: Any) -> None:
    cart = a_cart({world.variant_of(mat).id: 1})
    reprice(maker, mat, 40_000)
    assert [line.price for line in carts.quote(cart).lines] == [25_000]
    scores.approve(world.actor(world.CURATOR), submitting.submit(maker, mat.slug).id)
    db.expire_all()
    assert [(line.price, line.seen_price) for line in carts.quote(cart).lines] == [(40_000, 25_000)]


def test_before_it_was_ever_on_show_every_price_is_hers(maker: Actor, db: Any) -> None:
    product = world.a_product(maker, name="Keset Draf", price=25_000)
    assert reprice(maker, product, 90_000) == []
    assert (world.variant_of(product).price, own.latest(product.id).asked) == (90_000, [])
    assert on_record(db, product) == []
