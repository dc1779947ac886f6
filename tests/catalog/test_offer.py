"""Stock, hands and near prices change at once; variants come, move and go without losing what was ordered."""

from typing import Any

import pytest
import sqlalchemy as sa

from app.base.errors import NotFound, RuleBroken
from app.catalog.models import Product, ProductionLine, StorefrontListing, Variant
from app.catalog.queries import own
from app.catalog.rules.life import MOST_VARIANTS, Supply
from app.catalog.rules.promise import Pace
from app.catalog.service import drafts, goods
from app.catalog.service.drafts import Offer, VariantOffer
from app.curation.service import submitting
from app.db.journal import JournalEntry
from app.orders.models import OrderLine
from tests.support import orders, scores, world
from tests.support.forms import filled, sent

READY = Supply.READY


def a_choice(label: str = "", price: int = 20_000, stock: int = 5, **more: Any) -> VariantOffer:
    return VariantOffer(more.pop("id", None), label, price, more.pop("weight_g", 300), stock, **more)


def as_offered(variant: Variant, **changes: Any) -> VariantOffer:
    """What the page sends of a variant that is there."""
    values = {
        "id": variant.id, "label": variant.label, "price": variant.price, "weight_g": variant.weight_g,
        "stock": variant.stock, "stock_seen": variant.stock,
    }  # fmt: skip
    return VariantOffer(**(values | changes))


def offer(product: Product, *choices: VariantOffer) -> None:
    drafts.offer(world.actor(world.SELLER), product.slug, Offer(READY, None, choices))


def approved(product: Product, *choices: VariantOffer) -> None:
    """An offer of something on show, with what of it waits approved by a curator."""
    offer(product, *choices)
    scores.approve(world.actor(world.CURATOR), submitting.submit(world.actor(world.SELLER), product.slug).id)


def shelf(product: Product) -> list[tuple[str, int, int]]:
    return [(one.label, one.price, one.stock) for one in own.variants(product.id)]


@pytest.fixture
def ready(db: Any) -> Product:
    """Ten pieces on show, at 45,000."""
    return world.goods().ready


def test_price_and_stock_change_the_shop_at_once_without_a_curator(ready: Product, db: Any) -> None:
    variant = world.variant_of(ready)
    offer(ready, as_offered(variant, price=50_000, stock=12))
    listing = db.get(StorefrontListing, ready.id)
    assert (listing.price_from, listing.price_to, listing.stock) == (50_000, 50_000, 12)
    assert own.latest(ready.id).number == 1


def test_the_journal_keeps_what_it_was_before(ready: Product, db: Any) -> None:
    offer(ready, as_offered(world.variant_of(ready), price=50_000))
    facts = db.scalar(
        sa.select(JournalEntry.facts)
        .where(JournalEntry.what == "offer made", JournalEntry.subject_id == ready.id)
        .order_by(JournalEntry.id.desc())
        .limit(1)
    )
    assert facts == {"supply": "ready", "was": [["", 45_000, 10]]}


REFUSED = [
    ("none", [], "Isi paling sedikit satu pilihan"),
    ("without name", [a_choice("M"), a_choice("")], "tiap pilihan perlu nama"),
    ("same name", [a_choice("M"), a_choice("m")], "dua pilihan dengan nama yang sama"),
    ("too many", [a_choice(str(one)) for one in range(MOST_VARIANTS + 1)], "Paling banyak 24 pilihan."),
]


@pytest.mark.parametrize(
    ("choices", "sentence"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_an_impossible_set_of_choices_changes_nothing(
    ready: Product, count: Any, choices: list[VariantOffer], sentence: str
) -> None:
    before = count(Variant), count(JournalEntry)
    with pytest.raises(RuleBroken, match=sentence):
        offer(ready, *choices)
    assert (count(Variant), count(JournalEntry)) == before
    assert shelf(ready) == [("", 45_000, 10)]


def test_made_goods_need_a_pace(ready: Product) -> None:
    with pytest.raises(RuleBroken, match="Tulis sehari sanggup membuat berapa"):
        drafts.offer(world.actor(world.SELLER), ready.slug, Offer(Supply.MADE, None, [a_choice()]))
    assert own.product(ready.id).supply is READY


def test_twenty_four_choices_keep_their_order(draft: Product) -> None:
    offer(draft, *(a_choice(f"Warna {one}", 20_000 + one, one) for one in range(MOST_VARIANTS)))
    assert shelf(draft) == [(f"Warna {one}", 20_000 + one, one) for one in range(MOST_VARIANTS)]


def test_two_names_may_change_places(draft: Product) -> None:
    offer(draft, a_choice("Merah", 1_000, 1), a_choice("Biru", 2_000, 2))
    red, blue = own.variants(draft.id)
    offer(draft, as_offered(red, label="Biru"), as_offered(blue, label="Merah"))
    assert shelf(draft) == [("Biru", 1_000, 1), ("Merah", 2_000, 2)]
    assert [one.id for one in own.variants(draft.id)] == [red.id, blue.id]


SOLD_MEANWHILE = [(10, 7), (12, 9), (3, 0), (0, 0)]


@pytest.mark.parametrize(("typed", "left"), SOLD_MEANWHILE)
def test_pieces_sold_while_she_typed_stay_sold(ready: Product, typed: int, left: int) -> None:
    """She saw ten; three are sold before she saves. Only her own change counts."""
    seen = as_offered(world.variant_of(ready), stock=typed)
    goods.take({seen.id: 3})
    offer(ready, seen)
    assert shelf(ready) == [("", 45_000, left)]


def test_a_removed_choice_leaves_the_shop_and_stays_in_its_orders(ready: Product, db: Any) -> None:
    approved(ready, as_offered(world.variant_of(ready), label="Kecil"), a_choice("Besar", 80_000, 3))
    small, large = own.variants(ready.id)
    order = orders.an_order({ready: 2})
    db.refresh(large)
    offer(ready, as_offered(large))
    assert shelf(ready) == [("Besar", 80_000, 3)]
    assert db.get(StorefrontListing, ready.id).price_from == 80_000
    assert db.get(Variant, small.id).removed_at is not None
    line = db.scalar(sa.select(OrderLine).where(OrderLine.variant_id == small.id))
    assert (line.label, line.pieces, line.price) == ("Kecil", 2, 45_000)
    assert line.parcel_id == orders.parcels_of(order)[0].id
    with pytest.raises(goods.NotToBeHad, match=r"Keset Perca \(Kecil\) sedang tidak dijual"):
        goods.take({small.id: 1})


def test_the_name_of_a_removed_choice_is_free_again(draft: Product) -> None:
    offer(draft, a_choice("Kecil"))
    old = world.variant_of(draft)
    offer(draft, a_choice("Kecil", 30_000, 2))
    assert shelf(draft) == [("Kecil", 30_000, 2)]
    assert world.variant_of(draft).id != old.id


def test_a_choice_of_another_good_is_not_there(ready: Product, count: Any) -> None:
    other = world.variant_of(world.goods().made)
    before = count(Variant), count(JournalEntry)
    with pytest.raises(NotFound):
        offer(ready, as_offered(other, price=1_000))
    assert (count(Variant), count(JournalEntry)) == before
    assert world.variant_of(world.goods().made).price == 45_000


def test_goods_may_be_made_first_from_now_on_and_ready_again(ready: Product, db: Any) -> None:
    maker, variant = world.actor(world.SELLER), world.variant_of(ready)
    drafts.offer(maker, ready.slug, Offer(Supply.MADE, Pace(days_each=3), [as_offered(variant)]))
    listing = db.get(StorefrontListing, ready.id)
    assert (listing.supply, listing.per_day, listing.days_each) == (Supply.MADE, 1, 3)
    line = own.line(own.product(ready.id))
    assert line is not None
    drafts.offer(maker, ready.slug, Offer(Supply.MADE, Pace(4), [as_offered(variant)]))
    assert db.scalar(sa.select(ProductionLine.per_day).where(ProductionLine.id == line.id)) == 4
    offer(ready, as_offered(variant))
    db.refresh(listing)
    assert (listing.supply, listing.stock) == (READY, 10)


# -- the page -------------------------------------------------------------------------------------


def a_form(**changes: str) -> dict[str, str]:
    typed = {
        "supply": "ready",
        "hands": "sendiri",
        "variants-0-price": "25.000",
        "variants-0-weight": "300",
        "variants-0-stock": "4",
    }
    return {name: value for name, value in (typed | changes).items() if value}


@pytest.fixture
def draft(db: Any) -> Product:
    return drafts.begin(world.actor(world.SELLER), category="keset", name="Keset Draf")  # type: ignore[arg-type]


STORED = [
    (a_form(), [("", 25_000, 4)]),
    (a_form(**{"variants-0-price": "Rp 1.250.000,-"}), [("", 1_250_000, 4)]),
    (a_form(**{"variants-0-price": "12,5rb", "variants-0-weight": "1.500 g"}), [("", 12_500, 4)]),
    (a_form(supply="made", per_day="3", **{"variants-0-stock": ""}), [("", 25_000, 0)]),
    (a_form(supply="made", days_each="4", **{"variants-0-stock": ""}), [("", 25_000, 0)]),
]


@pytest.mark.parametrize(("typed", "stored"), STORED)
def test_an_offer_is_stored_as_people_write_it(
    signed_in: Any, draft: Product, typed: dict[str, str], stored: list[tuple[str, int, int]]
) -> None:
    answer = signed_in(world.SELLER).send(f"/penjual/barang/{draft.slug}/harga", **typed)
    assert (answer.status_code, answer.location) == (303, f"/penjual/barang/{draft.slug}")
    assert shelf(draft) == stored


PRICE = "Tulis harganya dalam rupiah, misalnya 25.000."
WRONG = [
    (a_form(**{"variants-0-price": ""}), "Tulis harganya."),
    (a_form(**{"variants-0-weight": ""}), "Tulis beratnya."),
    (a_form(**{"variants-0-stock": ""}), "Tulis ada berapa."),
    (a_form(**{"variants-0-price": "25,5"}), PRICE),
    (a_form(**{"variants-0-price": "-25.000"}), PRICE),
    (a_form(**{"variants-0-price": "9" * 5000}), PRICE),
    (a_form(**{"variants-0-price": "499"}), "Isi antara Rp500 dan Rp100.000.000. Periksa nolnya."),
    (a_form(**{"variants-0-price": "100.000.001"}), "Isi antara Rp500 dan Rp100.000.000. Periksa nolnya."),
    (a_form(**{"variants-0-weight": "50001"}), "Isi antara 1 dan 50.000."),
    (a_form(**{"variants-0-stock": "-1"}), "Isi antara 0 dan 100.000."),
    (a_form(**{"variants-0-stock": "banyak"}), "Tulis dengan angka saja."),
    (a_form(**{"variants-0-label": "k" * 41}), "Terlalu panjang: paling banyak 40 huruf."),
    (a_form(supply="dijual"), "Pilih salah satu dari daftar."),
    (a_form(supply="made", **{"variants-0-stock": ""}), "Tulis sehari sanggup membuat berapa."),
    (a_form(supply="made", per_day="0", **{"variants-0-stock": ""}), "Isi antara 1 dan 5.000."),
    (a_form(supply="made", days_each="61", **{"variants-0-stock": ""}), "Isi antara 1 dan 60."),
    (
        a_form(**{"variants-0-label": "M", "variants-1-label": "M", "variants-1-price": "9.000",
                  "variants-1-weight": "5", "variants-1-stock": "1"}),
        "Ada dua pilihan dengan nama yang sama.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "sentence"), WRONG)
def test_an_offer_that_is_not_right_says_so_and_keeps_what_was_typed(
    signed_in: Any, draft: Product, count: Any, typed: dict[str, str], sentence: str
) -> None:
    browser = signed_in(world.SELLER)
    before = count(Variant), count(JournalEntry), count(ProductionLine)
    answer = browser.send(f"/penjual/barang/{draft.slug}/harga", **typed)
    assert answer.status_code == 200
    assert answer.text.count(sentence) == 1
    unknown = {"supply"} if typed["supply"] == "dijual" else set()
    again = {name: [value] for name, value in typed.items() if name not in unknown}
    assert filled(answer.text, "variants-0-variant_id") == again
    assert (count(Variant), count(JournalEntry), count(ProductionLine)) == before


def test_an_empty_offer_asks_for_one_choice(signed_in: Any, draft: Product, count: Any) -> None:
    before = count(Variant)
    answer = signed_in(world.SELLER).send(f"/penjual/barang/{draft.slug}/harga", supply="ready")
    assert "Isi harga dan berat paling sedikit satu pilihan." in answer.text
    assert count(Variant) == before


def test_one_more_choice_adds_a_row_and_stores_nothing(signed_in: Any, draft: Product, count: Any) -> None:
    browser = signed_in(world.SELLER)
    before = count(Variant), count(JournalEntry)
    typed = a_form(**{"variants-0-label": "M", "variants-0-price": "salah"})
    answer = browser.send(f"/penjual/barang/{draft.slug}/harga", **typed, more="1")
    assert filled(answer.text, "variants-1-price") == sent(typed)
    assert "Pilihan 2" in answer.text
    assert (count(Variant), count(JournalEntry)) == before


def test_the_page_shows_what_is_offered_and_emptying_a_row_takes_it_out(
    signed_in: Any, ready: Product
) -> None:
    approved(ready, as_offered(world.variant_of(ready), label="Kecil"), a_choice("Besar", 80_000, 3))
    browser = signed_in(world.SELLER)
    path = f"/penjual/barang/{ready.slug}/harga"
    shown = {name: values[0] for name, values in filled(browser.get(path).text, "variants-1-price").items()}
    assert (shown["variants-1-label"], shown["variants-1-price"]) == ("Besar", "80.000")
    emptied = shown | {f"variants-1-{part}": "" for part in ("label", "price", "weight", "stock")}
    browser.send(path, **emptied)
    assert shelf(ready) == [("Kecil", 45_000, 10)]


def test_the_back_button_after_taking_a_choice_out_loses_nothing(signed_in: Any, draft: Product) -> None:
    """The old page still names the removed choice; what is typed there counts as a new one."""
    offer(draft, a_choice("Kecil", 45_000, 10), a_choice("Besar", 80_000, 3))
    browser = signed_in(world.SELLER)
    path = f"/penjual/barang/{draft.slug}/harga"
    old_page = {
        name: values[0] for name, values in filled(browser.get(path).text, "variants-1-price").items()
    }
    browser.send(
        path, **old_page | {f"variants-1-{part}": "" for part in ("label", "price", "weight", "stock")}
    )
    assert browser.send(path, **old_page | {"variants-1-stock": "4"}).status_code == 303
    assert shelf(draft) == [("Kecil", 45_000, 10), ("Besar", 80_000, 4)]


@pytest.mark.parametrize("tampered", ["²", "9" * 5000, "-1", "x", "99999999"])
def test_a_tampered_row_number_breaks_nothing(signed_in: Any, ready: Product, tampered: str) -> None:
    form = a_form(**{"variants-0-variant_id": tampered, "variants-0-stock_seen": tampered})
    answer = signed_in(world.SELLER).send(f"/penjual/barang/{ready.slug}/harga", **form)
    assert answer.status_code in (200, 303, 404)
    assert len(own.variants(ready.id)) == 1
