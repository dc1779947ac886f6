"""What of an offer waits with its version: new choices and other names, while the old goes on selling."""

from typing import Any

import pytest
import sqlalchemy as sa

from app.base.actor import Actor
from app.base.errors import RuleBroken
from app.catalog.models import OfferChange, Product, Revision, StorefrontListing, Variant
from app.catalog.queries import own
from app.catalog.rules.life import RevisionState, Supply
from app.catalog.rules.promise import Pace
from app.catalog.service import batches, drafts
from app.catalog.service.drafts import Offer, VariantOffer
from app.catalog.service.waiting import AskedUnderReview, NothingLeftOnSale
from app.curation.service import judging, submitting
from app.db.journal import JournalEntry
from app.delivery.rules.weights import PackedSize
from tests.support import scores, world
from tests.support.forms import filled


@pytest.fixture
def maker(db: Any) -> Actor:
    return world.actor(world.SELLER)


@pytest.fixture
def mat(maker: Actor) -> Product:
    """On show at Rp25.000, ten pieces, without a name for its one choice."""
    return world.an_approved_product(maker, name="Keset Pilihan", price=25_000)


def same(variant: Variant, **changes: Any) -> VariantOffer:
    values = {
        "id": variant.id, "label": variant.label, "price": variant.price, "weight_g": variant.weight_g,
        "stock": variant.stock, "stock_seen": variant.stock, "size": variant.size,
    }  # fmt: skip
    return VariantOffer(**(values | changes))


BIG = VariantOffer(None, "Besar", 60_000, 900, 4, size=PackedSize(40, 30, 5))


def offer(maker: Actor, product: Product, *choices: VariantOffer) -> list[str]:
    return drafts.offer(maker, product.slug, Offer(Supply.READY, None, choices))


def shelf(product: Product) -> list[tuple[str, int, int]]:
    return [(one.label, one.price, one.stock) for one in own.variants(product.id)]


def approve(maker: Actor, product: Product) -> None:
    scores.approve(world.actor(world.CURATOR), submitting.submit(maker, product.slug).id)


@pytest.fixture
def asked(maker: Actor, mat: Product) -> Product:
    """A name for what is there, and a second choice: both wait."""
    said = offer(maker, mat, same(world.variant_of(mat), label="Kecil", stock=12), BIG)
    assert said == [
        "Nama pilihan Kecil berlaku setelah disetujui kurator.",
        "Pilihan baru Besar tayang setelah disetujui kurator.",
    ]
    return mat


def test_a_new_choice_and_a_new_name_wait_while_stock_counts_at_once(asked: Product, db: Any) -> None:
    assert shelf(asked) == [("", 25_000, 12)]
    listing = db.get(StorefrontListing, asked.id)
    assert (listing.price_from, listing.price_to, listing.stock) == (25_000, 25_000, 12)
    assert own.latest(asked.id).state is RevisionState.DRAFT


def test_when_it_is_approved_all_of_it_is_on_sale(maker: Actor, asked: Product, db: Any) -> None:
    kept = world.variant_of(asked).id
    approve(maker, asked)
    assert shelf(asked) == [("Kecil", 25_000, 12), ("Besar", 60_000, 4)]
    assert own.variants(asked.id)[0].id == kept
    assert own.variants(asked.id)[1].size == PackedSize(40, 30, 5)
    listing = db.get(StorefrontListing, asked.id)
    assert (listing.price_from, listing.price_to, listing.stock) == (25_000, 60_000, 16)
    assert own.latest(asked.id).kept["choices"] == [  # type: ignore[index]
        {"variant": one.id, "label": one.label, "price": one.price, "weight_g": one.weight_g,
         "sides": [40, 30, 5] if one.label == "Besar" else None}
        for one in own.variants(asked.id)
    ]  # fmt: skip


@pytest.mark.parametrize("how", ["changes", "declined"])
def test_what_was_not_approved_is_asked_again_with_the_next_version(
    maker: Actor, asked: Product, how: str
) -> None:
    opened, curator = submitting.submit(maker, asked.slug), world.actor(world.CURATOR)
    if how == "changes":
        judging.ask_changes(curator, opened.id, "", ["Foto yang besar mana?"])
    else:
        judging.decline(curator, opened.id, "Belum.")
    assert shelf(asked) == [("", 25_000, 12)]
    drafts.name_it(maker, asked.slug, name="Keset Lagi", description="")
    assert [one["label"] for one in own.latest(asked.id).asked] == ["Kecil", "Besar"]
    approve(maker, asked)
    assert shelf(asked) == [("Kecil", 25_000, 12), ("Besar", 60_000, 4)]


def test_what_was_given_is_not_asked_for_again(maker: Actor, asked: Product) -> None:
    approve(maker, asked)
    drafts.name_it(maker, asked.slug, name="Keset Baru", description="")
    assert own.latest(asked.id).asked == []
    approve(maker, asked)
    assert shelf(asked) == [("Kecil", 25_000, 12), ("Besar", 60_000, 4)]


def test_taking_it_back_leaves_what_is_on_sale(maker: Actor, asked: Product) -> None:
    assert offer(maker, asked, same(world.variant_of(asked))) == []
    assert own.latest(asked.id).asked == []
    approve(maker, asked)
    assert shelf(asked) == [("", 25_000, 12)]


def test_while_it_is_reviewed_only_what_waits_is_shut(maker: Actor, asked: Product, count: Any) -> None:
    submitting.submit(maker, asked.slug)
    variant = world.variant_of(asked)
    before = shelf(asked), count(JournalEntry), count(OfferChange), count(Revision)
    with pytest.raises(AskedUnderReview, match="Tarik dulu pengajuannya"):
        offer(maker, asked, same(variant, label="Mungil"), BIG)
    with pytest.raises(AskedUnderReview):
        offer(maker, asked, same(variant))
    assert (shelf(asked), count(JournalEntry), count(OfferChange), count(Revision)) == before
    offer(maker, asked, same(variant, label="Kecil", price=26_000, stock=9), BIG)
    assert shelf(asked) == [("", 26_000, 9)]


def test_the_last_choice_on_sale_is_not_given_away_for_one_that_waits(
    maker: Actor, mat: Product, count: Any
) -> None:
    before = count(Variant), count(JournalEntry), count(Revision)
    with pytest.raises(NothingLeftOnSale, match="Biarkan paling sedikit satu pilihan lama"):
        offer(maker, mat, BIG)
    assert (count(Variant), count(JournalEntry), count(Revision)) == before
    assert shelf(mat) == [("", 25_000, 10)]


def test_a_choice_taken_out_while_its_name_waits_stays_out(maker: Actor, asked: Product) -> None:
    approve(maker, asked)
    small, big = own.variants(asked.id)
    offer(maker, asked, same(small), same(big, label="Jumbo"))
    submitting.submit(maker, asked.slug)
    with pytest.raises(AskedUnderReview):
        offer(maker, asked, same(small))
    submitting.withdraw(maker, asked.slug)
    offer(maker, asked, same(small))
    approve(maker, asked)
    assert shelf(asked) == [("Kecil", 25_000, 12)]


def test_two_names_change_places_when_a_curator_agrees(maker: Actor, asked: Product) -> None:
    approve(maker, asked)
    small, big = own.variants(asked.id)
    offer(maker, asked, same(small, label="Besar"), same(big, label="Kecil"))
    assert [label for label, *_ in shelf(asked)] == ["Kecil", "Besar"]
    approve(maker, asked)
    assert shelf(asked) == [("Besar", 25_000, 12), ("Kecil", 60_000, 4)]


def test_two_choices_may_not_have_one_name_though_one_of_them_waits(
    maker: Actor, asked: Product, count: Any
) -> None:
    before = count(JournalEntry), own.latest(asked.id).asked
    with pytest.raises(RuleBroken, match="dua pilihan dengan nama yang sama"):
        offer(maker, asked, same(world.variant_of(asked), label="besar"), BIG)
    assert (count(JournalEntry), own.latest(asked.id).asked) == before


# -- what confirmed itself is on record -------------------------------------------------------------


def on_record(db: Any, product: Product) -> list[tuple[str, str, int | None, int | None]]:
    rows = db.scalars(
        sa.select(OfferChange)
        .where(OfferChange.product_id == product.id, OfferChange.standing == "at_once")
        .order_by(OfferChange.id)
    )
    return [(one.part.value, one.label, one.was, one.now) for one in rows]


def test_every_edit_that_confirms_itself_leaves_a_row(maker: Actor, mat: Product, db: Any) -> None:
    one = same(world.variant_of(mat), price=26_000, stock=12, weight_g=650, size=PackedSize(30, 20, 5))
    offer(maker, mat, one)
    batches.count_loose(maker, mat.slug, world.variant_of(mat).id, there=5, seen=12)
    drafts.offer(maker, mat.slug, Offer(Supply.MADE, Pace(3), (same(world.variant_of(mat)),)))
    assert on_record(db, mat) == [
        ("price", "", 25_000, 26_000),
        ("stock", "", 10, 12),
        ("weight", "", 600, 650),
        ("size", "", None, None),
        ("stock", "", 12, 5),
        ("supply", "", None, None),
    ]


def test_a_choice_taken_out_is_on_record_with_its_name_and_price(
    maker: Actor, asked: Product, db: Any
) -> None:
    approve(maker, asked)
    offer(maker, asked, same(own.variants(asked.id)[0]))
    assert on_record(db, asked)[-1] == ("removed", "Besar", 60_000, None)


def test_the_record_cannot_be_changed(mat: Product, db: Any) -> None:
    for statement in ("UPDATE offer_changes SET now = 1", "DELETE FROM offer_changes"):
        with pytest.raises(sa.exc.DBAPIError, match="offer_changes"), db.begin_nested():
            db.execute(sa.text(statement))


# -- the page -------------------------------------------------------------------------------------


def test_the_page_keeps_what_she_asked_for_and_says_what_still_sells(
    signed_in: Any, maker: Actor, mat: Product
) -> None:
    browser = signed_in(world.SELLER)
    path = f"/penjual/barang/{mat.slug}/harga"
    fields = {name: value[0] for name, value in filled(browser.get(path).text, "variants-0-price").items()}
    answer = browser.send(path, **fields | {"variants-0-price": "40.000"})
    assert (answer.status_code, answer.location) == (303, f"/penjual/barang/{mat.slug}")
    waits = "Harga Rp40.000 berlaku setelah disetujui kurator. Sampai saat itu di toko tetap Rp25.000."
    assert waits in browser.get(answer.location).text
    page = browser.get(path).text
    assert waits in page
    assert "Harga Rp20.000 sampai Rp30.000 langsung berlaku. Di luar itu menunggu kurator." in page
    assert filled(page, "variants-0-price")["variants-0-price"] == ["40.000"]
    browser.send(path, **{name: value[0] for name, value in filled(page, "variants-0-price").items()})
    assert [one["price"] for one in own.latest(mat.id).asked] == [40_000]
    assert "Rp25.000" in signed_in(world.BUYER).get(f"/produk/{mat.slug}").text


def test_the_page_shows_a_new_choice_that_waits_and_keeps_it(signed_in: Any, asked: Product) -> None:
    browser = signed_in(world.SELLER)
    path = f"/penjual/barang/{asked.slug}/harga"
    wishes = own.latest(asked.id).asked
    shown = {name: value[0] for name, value in filled(browser.get(path).text, "variants-0-price").items()}
    assert [shown[f"variants-1-{part}"] for part in ("label", "price", "weight", "stock", "length")] == [
        "Besar", "60.000", "900", "4", "40",
    ]  # fmt: skip
    browser.send(path, **shown)
    assert own.latest(asked.id).asked == wishes
    assert shelf(asked) == [("", 25_000, 12)]
