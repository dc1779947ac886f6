"""A seller writes down batches and counts her stock; the shop sells the oldest first and stops in time."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.base import clock
from app.base.errors import NotFound, RuleBroken
from app.base.zones import WIB, midnight
from app.catalog.models import Product, StorefrontListing
from app.catalog.queries import batches as queries
from app.catalog.queries import own, shop
from app.catalog.rules.availability import Limits
from app.catalog.rules.life import Supply
from app.catalog.service import batches, drafts, goods
from app.catalog.service.batches import NewBatch
from app.catalog.service.drafts import Offer, VariantOffer
from app.delivery.rules.zones import Zone
from app.sellers import service as sellers
from tests.support import world
from tests.support.batches import FRESH, KEEP, OLD, TODAY, a_batch, a_snack, on_hand, two_batches
from tests.support.books import books, journal, stock_of
from tests.support.pages import PageClient
from tests.support.ties import differences


def card_of(product: Product) -> shop.Card:
    return next(one for one in shop.seller_cards(product.seller_id, 60) if one.product_id == product.id)


def stock_until(db: Any, product: Product) -> Any:
    db.expire_all()
    return db.get(StorefrontListing, product.id).stock_until


def test_a_batch_is_on_the_shelf_at_once_and_the_shop_knows_until_when(db: Any) -> None:
    product, old, _ = two_batches(old=4, fresh=6)
    variant = world.variant_of(product)
    assert stock_of(variant.id) == 10
    assert stock_until(db, product) == midnight("36", FRESH - timedelta(days=KEEP - 1))
    goods.take({variant.id: 4})
    assert on_hand() == {"B-BARU": (6, 6, 0), "B-LAMA": (4, 0, 0)}
    goods.take({variant.id: 6})
    assert on_hand()["B-BARU"] == (6, 0, 0)
    assert stock_until(db, product) is None
    assert journal("batch", old.id) == ["batch added"]


def test_of_loose_pieces_and_batches_the_loose_ones_are_sold_first(db: Any) -> None:
    product = a_snack(stock=3)
    a_batch(product, pieces=5)
    (taken,) = goods.take({world.variant_of(product).id: 4})
    assert dict(taken.lots) == {queries.lots_of([taken.variant_id])[taken.variant_id][0].batch_id: 1}
    assert on_hand() == {"B1": (5, 4, 0)}
    assert stock_of(taken.variant_id) == 4


def test_pieces_that_are_counted_already_get_their_code_and_what_was_sold_meanwhile_stays_sold(
    db: Any,
) -> None:
    product = a_snack(stock=12)
    variant = world.variant_of(product)
    goods.take({variant.id: 2})
    a_batch(product, "B1", pieces=12, counted=12)
    assert (stock_of(variant.id), on_hand()) == (10, {"B1": (10, 10, 0)})
    a_batch(product, "B2", pieces=7)
    assert stock_of(variant.id) == 17


def test_the_same_code_and_date_again_make_the_batch_larger(db: Any) -> None:
    product = a_snack()
    first = a_batch(product, "B1", FRESH, 5)
    assert a_batch(product, " B1 ", FRESH, 3).id == first.id
    assert on_hand() == {"B1": (8, 8, 0)}


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"code": "  "}, "Tulis kode produksinya, misalnya B221126."),
        ({"pieces": 0}, "Jumlahnya antara 1 dan 100.000."),
        ({"pieces": 10**9}, "Jumlahnya antara 1 dan 100.000."),
        ({"best_before": TODAY}, "Tanggal ini sudah lewat. Periksa lagi tanggal di kemasannya."),
        (
            {"best_before": OLD},
            f"Kode B1 sudah tercatat dengan tanggal {FRESH:%d-%m-%Y}. Samakan tanggalnya, atau pakai kode lain.",
        ),
    ],
)
def test_what_cannot_be_a_batch_is_refused_and_changes_nothing(
    db: Any, wrong: dict[str, Any], sentence: str
) -> None:
    product = a_snack()
    a_batch(product)
    before = books()
    with pytest.raises(RuleBroken) as refusal, db.begin_nested():
        a_batch(product, **{"code": "B1", "best_before": FRESH, "pieces": 2, **wrong})
    assert refusal.value.message == sentence
    assert books() == before


def test_garments_and_what_is_made_when_ordered_have_no_batches_on_the_shelf(db: Any) -> None:
    maker, things = world.actor(world.SELLER), world.goods()
    for product, sentence in (
        (things.ready, "Kode produksi hanya untuk makanan dan minuman. Ubah saja jumlah stoknya."),
        (
            things.made,
            "Barang ini dibuat setelah dipesan, jadi tidak punya stok. Kodenya ditulis saat mengemas.",
        ),
    ):
        with pytest.raises(RuleBroken, match=sentence), db.begin_nested():
            batches.add(maker, product.slug, world.variant_of(product).id, NewBatch("B1", FRESH, 2))
    snack = a_snack()
    with pytest.raises(NotFound), db.begin_nested():
        a_batch(snack, maker=world.actor(world.OTHER_SELLER))


def test_pieces_taken_out_are_never_sold_again(db: Any) -> None:
    product = a_snack()
    one = a_batch(product, pieces=5)
    maker = world.actor(world.SELLER)
    batches.take_out(maker, one.id, 2)
    assert (on_hand(), stock_of(one.variant_id)) == ({"B1": (5, 3, 2)}, 3)
    before = books()
    with (
        pytest.raises(RuleBroken, match="Dari kode B1 masih ada 3"),
        db.begin_nested(),
    ):
        batches.take_out(maker, one.id, 4)
    assert books() == before


def test_the_offers_page_leaves_coded_stock_alone_and_says_where_it_is_changed(db: Any) -> None:
    product = a_snack()
    one = a_batch(product, pieces=5)
    maker, variant = world.actor(world.SELLER), world.variant_of(product)
    same = VariantOffer(variant.id, "", 17_000, 250, 5, 5)
    drafts.offer(maker, product.slug, Offer(Supply.READY, None, (same,)))
    with pytest.raises(RuleBroken, match="Stok dihitung dari kode produksinya"), db.begin_nested():
        drafts.offer(
            maker, product.slug, Offer(Supply.READY, None, (VariantOffer(variant.id, "", 17_000, 250, 9, 5),))
        )
    assert (stock_of(variant.id), one.on_hand) == (5, 5)


def test_cards_lists_and_the_product_page_stop_in_the_moment_in_which_judging_does(
    db: Any, client: PageClient
) -> None:
    """At the midnight of the region after the last day of sale."""
    product = a_snack()
    a_batch(product, best_before=OLD, pieces=2)
    variant = world.variant_of(product)
    last = OLD - timedelta(days=KEEP)
    end = midnight("36", last + timedelta(days=1))
    for moment, there in ((end - timedelta(seconds=1), True), (end, False)):
        with clock.at(moment):
            judged = goods.judge({variant.id: 1}, goods.look([variant.id]))[variant.id]
            assert isinstance(judged, goods.Taken) is there
            assert card_of(product).sold_out is not there
            filters = shop.Filters(supply=Supply.READY)
            listed = {one.slug for one in shop.cards(None, filters, shop.Order.NEWEST, None, 50)}
            assert (product.slug in listed) is there
            assert ("Sedang habis" not in client.get(f"/produk/{product.slug}").text) is there
    assert end.astimezone(WIB).date() == last + timedelta(days=1)


def test_another_way_of_sending_moves_the_stop_at_once(db: Any) -> None:
    product = a_snack()
    a_batch(product, best_before=OLD)
    before = stock_until(db, product)
    sellers.send_to(world.actor(world.SELLER), [Zone.CITY])
    assert stock_until(db, product) - before == timedelta(days=6 - 2)


def test_stock_below_the_least_of_an_order_is_sold_out(db: Any) -> None:
    product, _, _ = two_batches(old=2, fresh=1)
    variant = world.variant_of(product)
    maker = world.actor(world.SELLER)
    same = (VariantOffer(variant.id, "", 15_000, 250, 3, 3),)
    drafts.offer(maker, product.slug, Offer(Supply.READY, None, same, limits=Limits(3, 6)))
    assert not card_of(product).sold_out
    assert stock_until(db, product) == midnight("36", OLD - timedelta(days=KEEP - 1))
    judged = goods.judge({variant.id: 2}, goods.look([variant.id]))[variant.id]
    assert judged == goods.Shortage(
        variant.id, "Keripik Uji", 2, "Keripik Uji: paling sedikit 3 sekali pesan. Tambah 1 lagi."
    )
    batches.take_out(maker, queries.lots_of([variant.id])[variant.id][0].batch_id, 1)
    assert card_of(product).sold_out


def test_the_page_of_the_stock_says_what_is_sold_until_when(db: Any, signed_in: Any) -> None:
    product = a_snack()
    a_batch(product, "B-LAMA", TODAY + timedelta(days=30), 5)
    a_batch(product, "B-BARU", date(2027, 5, 11), 7)
    text = signed_in(world.SELLER).get(f"/penjual/barang/{product.slug}/stok").text
    assert "7 bisa dijual" in text
    assert "Stop jual sejak Sel, 17 Nov." in text
    assert "Dijual sampai Sen, 5 Apr 2027." in text


def test_a_seller_writes_a_batch_down_by_its_prefilled_page(db: Any, signed_in: Any) -> None:
    product = a_snack(stock=4)
    variant = world.variant_of(product)
    browser, path = signed_in(world.SELLER), f"/penjual/barang/{product.slug}/stok/{variant.id}/kode"
    page = browser.get(path).text
    assert 'value="B221126"' in page
    assert 'value="2027-05-21"' in page
    said = {"code": "B221126", "best_before": "2027-05-21", "counted": "4"}
    refused = browser.send(path, **said, pieces="banyak", together="ya")
    assert "Tulis dengan angka saja." in refused.text
    assert 'value="banyak"' in refused.text
    browser.send(path, **said, pieces="9", together="tidak")
    assert (on_hand(), stock_of(variant.id)) == ({"B221126": (9, 9, 0)}, 13)
    browser.send(f"/penjual/barang/{product.slug}/stok", to=f"/penjual/barang/{product.slug}/stok/{variant.id}",
                 there="4", seen="4", step="kurang")  # fmt: skip
    assert stock_of(variant.id) == 12
    assert differences() == {}


def test_limits_are_typed_with_the_offer_and_one_piece_is_no_limit(db: Any, signed_in: Any) -> None:
    product = world.goods().ready
    variant = world.variant_of(product)
    path = f"/penjual/barang/{product.slug}/harga"
    fields = {"supply": "ready", "variants-0-variant_id": variant.id, "variants-0-stock_seen": 10,
              "variants-0-price": "45.000", "variants-0-weight": "600", "variants-0-stock": "10"}  # fmt: skip
    browser = signed_in(world.SELLER)
    refused = browser.send(path, **fields, least_pieces="5", most_pieces="2")
    assert "Tidak boleh kurang dari paling sedikit. Periksa keduanya." in refused.text
    browser.send(path, **fields, least_pieces="1", most_pieces="20")
    db.expire_all()
    assert own.product(product.id).limits == Limits(None, 20)
    assert db.scalar(sa.select(StorefrontListing.least_pieces).filter_by(product_id=product.id)) == 1
