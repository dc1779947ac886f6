"""Sets in a cart and in an order: one number for all parts, and never half a set."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.base import clock
from app.base.errors import NotFound, RuleBroken
from app.catalog.models import Bundle, Product
from app.catalog.rules.availability import Limits
from app.catalog.rules.life import Supply
from app.catalog.rules.notes import NoteAsked
from app.catalog.service import bundles, drafts
from app.catalog.service.drafts import Offer, VariantOffer
from app.catalog.service.goods import NotToBeHad
from app.orders.models import Cart, CartLine, Order, OrderLine
from app.orders.queries import cart as carts
from app.orders.queries import order as orders
from app.orders.queries import papers
from app.orders.rules.quote import Quote
from app.orders.service import cart as cart_service
from app.orders.service import placing, sets
from app.orders.service.placing import Changed
from app.sellers import service as seller_service
from tests.support import world
from tests.support.books import stock_of
from tests.support.bundles import a_bundle, a_cart_with, a_gift, two_gifts
from tests.support.orders import UNPAID, a_checkout

WITHDRAWN = "Set Dua Rumah tidak ikut dipesan: sudah tidak dijual. Pembuatnya pindah."


@pytest.fixture
def goods(db: Any) -> tuple[Product, Product]:
    return two_gifts()


@pytest.fixture
def bundle(goods: tuple[Product, Product]) -> Bundle:
    """Two of ten mats at 45.000, one of eight at 30.000."""
    ready, neighbour = goods
    return a_bundle({ready: 2, neighbour: 1})


def lines_of(db: Any, cart: Cart) -> list[tuple[int | None, int]]:
    query = sa.select(CartLine.bundle_id, CartLine.pieces).where(CartLine.cart_id == cart.id)
    return [(one, pieces) for one, pieces in db.execute(query.order_by(CartLine.id))]


def stock(product: Product, pieces: int, limits: Limits | None = None, who: str = world.SELLER) -> None:
    """So many lie ready from now on."""
    there = world.variant_of(product)
    offer = VariantOffer(there.id, "", there.price, there.weight_g, pieces, there.stock)
    drafts.offer(
        world.actor(who), product.slug, Offer(Supply.READY, None, (offer,), limits=limits or Limits())
    )


def place(cart: Cart, seen: placing.Checkout | None = None) -> Order:
    return placing.place(cart.id, seen or a_checkout(cart), None, unpaid_for=UNPAID)


def only_set(quote: Quote) -> Any:
    (one,) = quote.sets
    return one


# -- in the cart -----------------------------------------------------------------------------------


def test_a_set_is_one_group_with_one_price_and_one_number(bundle: Bundle, db: Any) -> None:
    quote = carts.quote(a_cart_with(bundle, 2))
    one = only_set(quote)
    assert (one.name, one.sets, one.price, one.sum) == ("Dua Rumah", 2, 120_000, 240_000)
    assert quote.items_total == 240_000
    assert quote.set_makers == {bundle.id: ["Rumah Perca", "Gerai Tetangga"]}
    assert (quote.problems, quote.changes, [part.loose for part in quote.parcels]) == ([], [], [[], []])


def test_adding_counting_and_taking_out_moves_all_of_its_lines(bundle: Bundle, db: Any) -> None:
    cart = a_cart_with(bundle, 1)
    sets.add(cart, bundle.slug, 2)
    assert lines_of(db, cart) == [(bundle.id, 6), (bundle.id, 3)]
    sets.count_anew(cart, bundle.id, 1)
    assert lines_of(db, cart) == [(bundle.id, 2), (bundle.id, 1)]
    sets.count_anew(cart, bundle.id, 0)
    assert lines_of(db, cart) == []
    with pytest.raises(NotFound):
        sets.count_anew(cart, bundle.id, 1)


def test_a_line_of_a_set_is_not_changed_by_itself(bundle: Bundle, db: Any) -> None:
    cart = a_cart_with(bundle, 1)
    for line_id in db.scalars(sa.select(CartLine.id)).all():
        with pytest.raises(NotFound):
            cart_service.set_pieces(cart, line_id, 5)
        with pytest.raises(NotFound):
            cart_service.write_note(cart, line_id, "Halo")
    assert lines_of(db, cart) == [(bundle.id, 2), (bundle.id, 1)]


def test_the_same_good_stands_alone_beside_a_set(bundle: Bundle, goods: Any, db: Any) -> None:
    cart = a_cart_with(bundle, 1)
    cart_service.add(cart, world.variant_of(goods[0]).id, 3)
    cart_service.add(cart, world.variant_of(goods[0]).id, 1)
    assert lines_of(db, cart) == [(bundle.id, 2), (bundle.id, 1), (None, 4)]
    quote = carts.quote(cart)
    assert quote.items_total == 120_000 + 4 * 45_000
    assert [line.pieces for part in quote.parcels for line in part.loose] == [4]


@pytest.mark.parametrize("count", [0, -1, 1000])
def test_odd_numbers_change_nothing(bundle: Bundle, db: Any, count: int) -> None:
    cart = a_cart_with(bundle, 1)
    with pytest.raises(RuleBroken, match="antara 1 dan 999"):
        sets.add(cart, bundle.slug, count)
    assert lines_of(db, cart) == [(bundle.id, 2), (bundle.id, 1)]


def test_no_line_holds_more_than_a_line_may(bundle: Bundle, db: Any) -> None:
    cart = a_cart_with(bundle, 1)
    with pytest.raises(RuleBroken, match="paling banyak 499 set"):
        sets.count_anew(cart, bundle.id, 500)
    with pytest.raises(RuleBroken, match="paling banyak 498 set lagi"):
        sets.add(cart, bundle.slug, 499)
    assert lines_of(db, cart) == [(bundle.id, 2), (bundle.id, 1)]


def test_what_buyers_do_not_see_is_not_put_in(bundle: Bundle, db: Any, count: Any) -> None:
    bundles.withdraw(world.actor(world.CURATOR), bundle.id, "Pembuatnya pindah.")
    with pytest.raises(NotFound):
        a_cart_with(bundle, 1)
    assert count(CartLine) == 0


# -- what becomes of it -------------------------------------------------------------------------------


def test_a_withdrawn_set_is_left_out_whole_and_says_why(bundle: Bundle, goods: Any, db: Any) -> None:
    cart = a_cart_with(bundle, 1)
    cart_service.add(cart, world.variant_of(goods[1]).id, 1)
    bundles.withdraw(world.actor(world.CURATOR), bundle.id, "Pembuatnya pindah.")
    quote = carts.quote(cart)
    assert (quote.sets, quote.left_out, quote.items_total) == ([], [WITHDRAWN], 30_000)
    assert [one.name for one in quote.sets_out] == ["Dua Rumah"]
    order = place(cart)
    assert db.scalars(sa.select(OrderLine.bundle_id)).all() == [None]
    assert (order.items_total, lines_of(db, cart)) == (30_000, [(bundle.id, 2), (bundle.id, 1)])


def test_what_is_hidden_stops_the_set_and_frees_the_other_part(bundle: Bundle, goods: Any, db: Any) -> None:
    """Ten mats: two in the set, nine alone. Once the set falls, nine can be had."""
    cart = a_cart_with(bundle, 1)
    cart_service.add(cart, world.variant_of(goods[0]).id, 9)
    assert carts.quote(cart).problems == [
        "Set Dua Rumah: Keset Perca tinggal 10. Kurangi jumlahnya. Di keranjang ada 9 lagi di luar set ini.",
        "Keset Perca tinggal 10. Kurangi jumlahnya. Di keranjang ada 11 seluruhnya, ada yang di dalam set.",
    ]
    drafts.remove(world.actor(world.OTHER_SELLER), goods[1].slug)
    quote = carts.quote(cart)
    assert quote.left_out == ["Set Dua Rumah tidak ikut dipesan: Keset Tetangga sedang tidak dijual."]
    assert (quote.problems, quote.items_total) == ([], 9 * 45_000)


def test_a_part_that_is_gone_leaves_the_whole_set_out(bundle: Bundle, goods: Any, db: Any) -> None:
    cart = a_cart_with(bundle, 1)
    stock(goods[0], 1)
    assert carts.quote(cart).left_out == [
        "Set Dua Rumah tidak ikut dipesan: Keset Perca tinggal 1, tidak cukup untuk satu set."
    ]
    stock(goods[0], 0)
    assert carts.quote(cart).left_out == ["Set Dua Rumah tidak ikut dipesan: Keset Perca baru saja habis."]
    stock(goods[0], 2)
    assert carts.quote(cart).problems == []


def test_too_few_for_so_many_sets_says_for_how_many(bundle: Bundle, goods: Any, db: Any) -> None:
    cart = a_cart_with(bundle, 4)
    stock(goods[0], 5)
    quote = carts.quote(cart)
    assert quote.problems == ["Set Dua Rumah: Keset Perca tinggal 5. Kurangi jumlahnya. Cukup untuk 2 set."]
    with pytest.raises(NotToBeHad):
        place(cart)
    sets.count_anew(cart, bundle.id, 2)
    assert place(cart).items_total == 240_000


def test_limits_of_an_order_hold_over_sets_and_single_goods(bundle: Bundle, goods: Any, db: Any) -> None:
    cart = a_cart_with(bundle, 2)
    stock(goods[0], 10, Limits(None, 5))
    cart_service.add(cart, world.variant_of(goods[0]).id, 1)
    assert carts.quote(cart).problems == []
    sets.count_anew(cart, bundle.id, 3)
    assert "Keset Perca: paling banyak 5 sekali pesan. Kurangi 2." in carts.quote(cart).problems[0]
    stock(goods[0], 10, Limits(6, None))
    sets.count_anew(cart, bundle.id, 2)
    assert (
        carts.quote(cart)
        .problems[0]
        .startswith("Set Dua Rumah: Keset Perca: paling sedikit 6 sekali pesan. Tambah 1 lagi.")
    )


def test_the_least_order_of_a_gerai_counts_what_is_in_sets(bundle: Bundle, db: Any) -> None:
    seller_service.ask_at_least(world.actor(world.OTHER_SELLER), 60_000)
    cart = a_cart_with(bundle, 1)
    assert len(carts.quote(cart).problems) == 1
    sets.count_anew(cart, bundle.id, 2)
    assert carts.quote(cart).problems == []


def test_a_part_that_asks_for_a_text_since_stops_the_set(bundle: Bundle, goods: Any, db: Any) -> None:
    cart = a_cart_with(bundle, 1)
    there = world.variant_of(goods[0])
    offer = VariantOffer(there.id, "", there.price, there.weight_g, 10, there.stock)
    asked = Offer(Supply.READY, None, (offer,), note=NoteAsked("Nama", 20, True))
    drafts.offer(world.actor(world.SELLER), goods[0].slug, asked)
    assert "kini perlu tulisan dari pembelinya" in carts.quote(cart).left_out[0]
    with pytest.raises(NotFound):
        sets.add(cart, bundle.slug, 1)


# -- ordered ------------------------------------------------------------------------------------------


def test_an_order_takes_every_part_and_names_the_set(bundle: Bundle, goods: Any, db: Any) -> None:
    cart = a_cart_with(bundle, 2)
    order = place(cart)
    assert [
        (one.bundle_id, one.pieces) for one in db.scalars(sa.select(OrderLine).order_by(OrderLine.id))
    ] == [
        (bundle.id, 4),
        (bundle.id, 2),
    ]
    assert (order.items_total, lines_of(db, cart)) == (240_000, [])
    assert [stock_of(world.variant_of(one).id) for one in goods] == [6, 6]
    sheets = orders.parcels_of(order.id)
    assert [row.set_name for sheet in sheets for row in sheet.lines] == ["Dua Rumah"] * 2
    listed = papers.packing_list(sheets[0].parcel, order, test=False)
    assert [(one.pieces, one.variant) for one in listed.lines] == [(4, "bagian dari Set Dua Rumah")]


def test_a_set_and_the_same_good_alone_are_two_lines_of_one_parcel(
    bundle: Bundle, goods: Any, db: Any
) -> None:
    cart = a_cart_with(bundle, 1)
    cart_service.add(cart, world.variant_of(goods[0]).id, 3)
    place(cart)
    found = db.execute(sa.select(OrderLine.bundle_id, OrderLine.pieces).order_by(OrderLine.id)).all()
    assert sorted(found, key=str) == sorted([(bundle.id, 2), (None, 3), (bundle.id, 1)], key=str)
    assert stock_of(world.variant_of(goods[0]).id) == 5


def test_a_set_withdrawn_under_an_open_page_is_not_ordered(
    bundle: Bundle, goods: Any, db: Any, count: Any
) -> None:
    cart = a_cart_with(bundle, 1)
    cart_service.add(cart, world.variant_of(goods[1]).id, 1)
    seen = a_checkout(cart)
    bundles.withdraw(world.actor(world.CURATOR), bundle.id, "Pembuatnya pindah.")
    with pytest.raises((NotToBeHad, Changed)) as refused:
        place(cart, seen)
    assert WITHDRAWN in str(refused.value)
    assert (count(Order), stock_of(world.variant_of(goods[1]).id)) == (0, 8)
    assert len(lines_of(db, cart)) == 3


def test_a_new_price_of_a_part_is_told_before_it_is_paid(bundle: Bundle, goods: Any, db: Any) -> None:
    cart = a_cart_with(bundle, 1)
    seen = a_checkout(cart)
    there = world.variant_of(goods[1])
    offer = VariantOffer(there.id, "", 33_000, there.weight_g, 8, there.stock)
    drafts.offer(world.actor(world.OTHER_SELLER), goods[1].slug, Offer(Supply.READY, None, (offer,)))
    with pytest.raises(Changed, match=r"Keset Tetangga kini Rp33\.000"):
        place(cart, seen)
    assert only_set(carts.quote(cart)).price == 123_000


def test_what_a_cart_has_not_paid_yet_is_free_for_its_own_set(bundle: Bundle, goods: Any, db: Any) -> None:
    cart = a_cart_with(bundle, 5)
    first = place(cart)
    sets.add(cart, bundle.slug, 5)
    quote = carts.quote(cart)
    assert (quote.problems, [one.number for one in quote.replaces]) == ([], [first.number])
    place(cart)
    assert stock_of(world.variant_of(goods[0]).id) == 0


def test_two_sets_share_what_lies_on_one_shelf(bundle: Bundle, goods: Any, db: Any) -> None:
    third = a_gift(world.actor(world.OTHER_SELLER), name="Keset Ketiga", stock=20)
    other = a_bundle({goods[0]: 4, third: 1}, name="Empat")
    cart = a_cart_with(bundle, 3)
    sets.add(cart, other.slug, 1)
    assert carts.quote(cart).problems == []
    sets.count_anew(cart, other.id, 2)
    assert carts.quote(cart).problems == [
        "Set Dua Rumah: Keset Perca tinggal 10. Kurangi jumlahnya. Cukup untuk 1 set. Di keranjang ada 8 lagi di luar set ini.",
        "Set Empat: Keset Perca tinggal 10. Kurangi jumlahnya. Cukup untuk 1 set. Di keranjang ada 6 lagi di luar set ini.",
    ]


def test_time_moves_the_day_of_a_set_and_says_so(bundle: Bundle, goods: Any, db: Any) -> None:
    cart = a_cart_with(bundle, 1)
    with clock.at(world.SUNDAY + timedelta(days=1)):
        assert carts.quote(cart).changes == [
            "Keset Perca siap Selasa, 24 November, mundur dari Senin, 23 November.",
            "Keset Tetangga siap Selasa, 24 November, mundur dari Senin, 23 November.",
        ]
