"""The size of a packed thing: all three sides or none, and what couriers make of a large one is said."""

from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from app.catalog.models import Product
from app.catalog.queries import own
from app.db.journal import JournalEntry
from app.delivery.rules.weights import PackedSize
from tests.support import world
from tests.support.forms import filled
from tests.support.pages import PageClient

NOTE = "kurir menghitungnya 4.000 gram, bukan 600 gram."


@pytest.fixture
def ready(db: Any) -> Product:
    return world.goods().ready


@pytest.fixture
def browser(signed_in: Any) -> PageClient:
    made: PageClient = signed_in(world.SELLER)
    return made


def types(browser: PageClient, product: Product, **sides: str) -> Any:
    page = f"/penjual/barang/{product.slug}/harga"
    fields = {name: value[0] for name, value in filled(browser.get(page).text, "variants-0-price").items()}
    typed = {f"variants-0-{side}": value for side, value in sides.items()}
    return browser.post(page, data={"csrf_token": browser.token(page), **fields, **typed})


def test_a_size_is_kept_shown_again_and_explained(browser: PageClient, ready: Product) -> None:
    assert types(browser, ready, length="40", width="30 cm", height="20").status_code == 303
    (variant,) = own.variants(ready.id)
    assert (variant.size, variant.volume_cm3) == (PackedSize(40, 30, 20), 24_000)
    page = browser.get(f"/penjual/barang/{ready.slug}/harga").text
    kept = filled(page, "variants-0-price")
    assert [kept[f"variants-0-{side}"] for side in ("length", "width", "height")] == [["40"], ["30"], ["20"]]
    assert NOTE in page


def test_a_flat_thing_is_charged_by_its_weight_and_nothing_is_said(
    browser: PageClient, ready: Product
) -> None:
    types(browser, ready, length="40", width="30", height="1")
    assert "kurir menghitungnya" not in browser.get(f"/penjual/barang/{ready.slug}/harga").text


def test_an_emptied_size_is_unknown_again(browser: PageClient, ready: Product) -> None:
    types(browser, ready, length="40", width="30", height="20")
    assert types(browser, ready, length="", width="", height="").status_code == 303
    (variant,) = own.variants(ready.id)
    assert (variant.size, variant.volume_cm3) == (None, 0)


@pytest.mark.parametrize(
    ("sides", "sentence"),
    [
        ({"length": "40"}, "Isi ketiganya, atau kosongkan semua."),
        ({"length": "40", "width": "30", "height": "0"}, "Isi antara 1 dan 200."),
        ({"length": "40", "width": "30", "height": "-3"}, "Isi antara 1 dan 200."),
        ({"length": "201", "width": "30", "height": "2"}, "Isi antara 1 dan 200."),
        ({"length": "9" * 15, "width": "30", "height": "2"}, "Isi antara 1 dan 200."),
        ({"length": "40x30", "width": "30", "height": "2"}, "Tulis dengan angka saja."),
        ({"length": "4,5", "width": "30", "height": "2"}, "Tulis dengan angka saja."),
    ],
)
def test_each_mistake_has_its_sentence_and_loses_nothing(
    browser: PageClient, ready: Product, count: Any, sides: dict[str, str], sentence: str
) -> None:
    before = count(JournalEntry)
    answer = types(browser, ready, **sides)
    assert answer.status_code == 200 and sentence in answer.text
    kept = filled(answer.text, "variants-0-price")
    assert {side: kept[f"variants-0-{side}"] for side in sides} == {
        side: [value] for side, value in sides.items()
    }
    (variant,) = own.variants(ready.id)
    assert (variant.size, count(JournalEntry)) == (None, before)


def test_the_table_holds_no_half_size(ready: Product, db: Any) -> None:
    variant = world.variant_of(ready)
    variant.length_cm = 40
    with pytest.raises(IntegrityError):
        db.flush()
