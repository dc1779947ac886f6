"""What goes into a cart, whose it is, and what it says about goods that changed meanwhile."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.base import clock
from app.base.errors import NotFound, RuleBroken
from app.catalog.service import drafts
from app.catalog.service.drafts import Offer, VariantOffer
from app.db.session import db as flask_db
from app.orders import jobs
from app.orders.models import Cart, CartLine
from app.orders.queries import cart as carts
from app.orders.service import cart as service
from app.sellers import service as sellers
from tests.support import orders, world


def lines(cart: Cart) -> dict[int, tuple[int, int]]:
    rows = flask_db.session.execute(
        sa.select(CartLine.variant_id, CartLine.pieces, CartLine.seen_price).where(
            CartLine.cart_id == cart.id
        )
    )
    return {variant: (pieces, seen) for variant, pieces, seen in rows}


def line_in(cart: Cart) -> int:
    """The only line of a cart."""
    return int(flask_db.session.scalars(sa.select(CartLine.id).where(CartLine.cart_id == cart.id)).one())


@pytest.fixture
def mat(db: Any) -> int:
    """The variant that lies ready: ten pieces at Rp45.000."""
    return world.variant_of(world.goods().ready).id


@pytest.fixture
def cart(db: Any) -> Cart:
    return service.open_cart(None, None)[0]


def reprice(product: Any, price: int, stock: int = 10) -> None:
    variant = world.variant_of(product)
    offered = VariantOffer(variant.id, "", price, variant.weight_g, stock, stock_seen=variant.stock)
    drafts.offer(world.actor(world.SELLER), product.slug, Offer(product.supply, None, (offered,)))


def test_the_same_thing_twice_is_one_line(cart: Cart, mat: int) -> None:
    service.add(cart, mat, 2)
    service.add(cart, mat, 3)
    assert lines(cart) == {mat: (5, 45_000)}


def test_a_line_never_holds_more_than_999_pieces(cart: Cart, mat: int) -> None:
    service.add(cart, mat, 999)
    service.add(cart, mat, 999)
    assert lines(cart) == {mat: (999, 45_000)}


@pytest.mark.parametrize("pieces", [-1, 0, 1000])
def test_a_number_of_pieces_out_of_bounds_adds_nothing(cart: Cart, mat: int, pieces: int) -> None:
    with pytest.raises(RuleBroken, match=r"^Jumlahnya antara 1 dan 999\.$"):
        service.add(cart, mat, pieces)
    assert lines(cart) == {}


@pytest.mark.parametrize("pieces", [-1, 1000])
def test_a_line_keeps_its_pieces_when_the_new_number_is_refused(cart: Cart, mat: int, pieces: int) -> None:
    service.add(cart, mat, 2)
    with pytest.raises(RuleBroken):
        service.set_pieces(cart, line_in(cart), pieces)
    assert lines(cart) == {mat: (2, 45_000)}


def test_no_pieces_take_the_line_out(cart: Cart, mat: int) -> None:
    service.add(cart, mat, 2)
    service.set_pieces(cart, line_in(cart), 0)
    assert lines(cart) == {}


def test_a_line_that_is_not_there_cannot_be_changed(cart: Cart, mat: int) -> None:
    with pytest.raises(NotFound):
        service.set_pieces(cart, mat, 1)


def test_what_is_not_sold_cannot_be_put_in(cart: Cart, db: Any) -> None:
    maker = world.actor(world.SELLER)
    draft = world.variant_of(world.a_product(maker, name="Keset Rahasia"))
    removed = world.goods().made
    drafts.remove(maker, removed.slug)
    for variant_id in (0, draft.id, world.variant_of(removed).id):
        with pytest.raises(NotFound):
            service.add(cart, variant_id, 1)
    assert lines(cart) == {}


def test_a_cart_holds_sixty_kinds(cart: Cart, mat: int, db: Any) -> None:
    maker = world.actor(world.SELLER)
    offered = tuple(VariantOffer(None, f"Warna {number}", 10_000, 100, 1) for number in range(24))
    variants = [
        one.id
        for name in ("Keset A", "Keset B", "Keset C")
        for one in world.own.variants(world.an_approved_product(maker, name=name, variants=offered).id)
    ]
    for variant in variants[:60]:
        service.add(cart, variant, 1)
    with pytest.raises(RuleBroken, match=r"^Keranjang paling banyak 60 macam barang\."):
        service.add(cart, mat, 1)
    assert len(lines(cart)) == 60


# -- what changed since it was seen -----------------------------------------------------------------


def test_a_changed_price_is_told_and_not_charged_silently(cart: Cart, mat: int) -> None:
    service.add(cart, mat, 2)
    reprice(world.goods().ready, 50_000)
    quote = carts.quote(cart)
    assert quote.changes == ["Keset Perca kini Rp50.000, naik dari Rp45.000."]
    assert (quote.lines[0].seen_price, quote.items_total) == (45_000, 100_000)


def test_a_price_that_was_seen_again_is_told_once(cart: Cart, mat: int) -> None:
    service.add(cart, mat, 2)
    reprice(world.goods().ready, 50_000)
    service.see(cart, carts.quote(cart))
    assert carts.quote(cart).changes == []
    assert lines(cart) == {mat: (2, 50_000)}


def test_fewer_than_wanted_is_told_and_waits_for_her(cart: Cart, mat: int) -> None:
    service.add(cart, mat, 2)
    reprice(world.goods().ready, 45_000, 1)
    quote = carts.quote(cart)
    assert quote.problems == ["Keset Perca tinggal 1. Kurangi jumlahnya."]
    assert (quote.lines[0].left, quote.can_be_placed) == (1, False)


def test_what_is_sold_out_meanwhile_is_left_out_and_says_so(cart: Cart, mat: int) -> None:
    service.add(cart, mat, 2)
    reprice(world.goods().ready, 45_000, 0)
    quote = carts.quote(cart)
    assert [line.problem for line in quote.out] == ["Keset Perca tidak ikut dipesan: baru saja habis."]
    assert (quote.lines, quote.can_be_placed) == ([], False)


def test_what_was_taken_out_of_the_shop_is_left_out(cart: Cart, mat: int) -> None:
    service.add(cart, mat, 2)
    drafts.remove(world.actor(world.SELLER), world.goods().ready.slug)
    assert [line.problem for line in carts.quote(cart).out] == [
        "Keset Perca tidak ikut dipesan: sedang tidak dijual."
    ]


@pytest.mark.parametrize(
    ("do", "why"),
    [
        (lambda seller: sellers.close_gerai(seller), "Rumah Perca sedang tutup"),
        (
            lambda seller: sellers.go_on_leave(seller, start=date(2026, 11, 21), end=date(2026, 11, 28)),
            "Rumah Perca sedang libur sampai Sabtu, 28 November",
        ),
    ],
)
def test_a_gerai_that_closed_says_why_and_the_rest_can_be_ordered(
    cart: Cart, mat: int, db: Any, do: Any, why: str
) -> None:
    other = world.an_approved_product(world.actor(world.OTHER_SELLER), name="Keset Lain")
    service.add(cart, mat, 2)
    service.add(cart, world.variant_of(other).id, 1)
    do(world.actor(world.SELLER))
    quote = carts.quote(cart, village=world.ACROSS_TOWN)
    assert [line.problem for line in quote.out] == [f"Keset Perca tidak ikut dipesan: {why}."]
    assert ([line.name for line in quote.lines], quote.can_be_placed) == (["Keset Lain"], True)


def test_a_choice_that_was_taken_away_is_told_by_its_name(cart: Cart, db: Any) -> None:
    maker = world.actor(world.SELLER)
    both = (VariantOffer(None, "Merah", 10_000, 100, 5), VariantOffer(None, "Biru", 10_000, 100, 5))
    product = world.an_approved_product(maker, name="Keset Warna", variants=both)
    red, blue = world.own.variants(product.id)
    service.add(cart, red.id, 1)
    kept = VariantOffer(blue.id, "Biru", 10_000, 100, 5, stock_seen=5)
    drafts.offer(maker, product.slug, Offer(product.supply, None, (kept,)))
    assert [line.problem for line in carts.quote(cart).out] == [
        "Keset Warna (Merah) tidak ikut dipesan: sedang tidak dijual."
    ]


def test_more_than_half_a_year_of_work_is_told(cart: Cart, db: Any) -> None:
    service.add(cart, world.variant_of(world.goods().made).id, 999)
    (problem,) = carts.quote(cart).problems
    # 135 working days from 23 November 2026 to 21 May 2027, two a day
    assert problem == (
        "Keset Kepang: sampai setengah tahun ke depan hanya sanggup dibuat 270 lagi. Kurangi jumlahnya."
    )


# -- whose cart it is -------------------------------------------------------------------------------


def test_a_guests_cart_is_found_by_its_token_only(db: Any) -> None:
    cart, token = service.open_cart(None, None)
    assert token is not None
    assert carts.cart_of(token, None) is cart
    assert carts.cart_of(token + "x", None) is None
    assert carts.cart_of(None, None) is None
    assert cart.token_hash != token


def test_a_guests_cart_becomes_hers_when_she_signs_in_and_goes_on(db: Any) -> None:
    cart, token = service.open_cart(None, None)
    buyer = world.actor(world.BUYER)
    assert service.open_cart(token, buyer) == (cart, None)
    assert carts.cart_of(None, buyer.person_id) is cart


def test_nobody_else_sees_a_members_cart_even_with_its_token(db: Any) -> None:
    _, token = service.open_cart(None, world.actor(world.BUYER))
    assert carts.cart_of(token, None) is None
    assert carts.cart_of(token, world.actor(world.SELLER).person_id) is None


def test_a_member_finds_the_cart_that_she_touched_last(db: Any) -> None:
    buyer = world.actor(world.BUYER)
    orders.a_cart({}, None)
    _, first = service.open_cart(None, None)
    service.open_cart(first, buyer)
    with clock.at(world.SUNDAY + timedelta(hours=1)):
        _, second = service.open_cart(None, None)
        later, _ = service.open_cart(second, buyer)
    assert carts.cart_of(None, buyer.person_id) is later


def test_carts_are_forgotten_after_ninety_days_untouched(mat: int, count: Any) -> None:
    for cart in (old := orders.a_cart({mat: 1})), (kept := orders.a_cart({mat: 1})):
        assert lines(cart) == {mat: (1, 45_000)}
    old.touched_at = world.SUNDAY - timedelta(days=90, seconds=1)
    kept.touched_at = world.SUNDAY - timedelta(days=90)
    jobs.forget_old_carts()
    assert flask_db.session.scalars(sa.select(Cart.id)).all() == [kept.id]
    assert count(CartLine) == 1
