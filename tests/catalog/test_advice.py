"""What the facts suggest: shown after saving, taken with one tap, never taken unasked."""

from typing import Any

import pytest

from app.base.kinds import Category
from app.catalog.queries import own
from app.catalog.rules.advice import suggested_allergens, suggested_care, with_advice
from app.catalog.service import drafts
from tests.support import world

SAFE_FOR_BEADS = {
    "wash": "tangan",
    "bleach": "jangan",
    "dry": "teduh",
    "iron": "rendah",
    "dry_clean": "jangan",
}


@pytest.mark.parametrize(
    ("category", "facts", "suggested"),
    [
        (Category.CAMILAN, {"composition": "trigu, telor"}, {"gluten": ("trigu",), "telur": ("telor",)}),
        (Category.CAMILAN, {"composition": "trigu, telor", "allergens": ["gluten"]}, {"telur": ("telor",)}),
        (Category.CAMILAN, {"composition": "singkong", "allergens": ["susu"]}, {}),
        (Category.BUMBU, {}, {}),
        (Category.KESET, {"composition": "telur"}, {}),
    ],
)
def test_allergens_that_the_composition_shows_are_suggested(
    category: Category, facts: dict[str, Any], suggested: dict[str, tuple[str, ...]]
) -> None:
    assert suggested_allergens(category, facts) == suggested


def test_care_is_suggested_for_beadwork_only_and_only_where_nothing_is_chosen() -> None:
    assert suggested_care(Category.PAYET, {}) == SAFE_FOR_BEADS
    assert suggested_care(Category.PAYET, {"wash": "30", "iron": "jangan"}) == {
        "bleach": "jangan",
        "dry": "teduh",
        "dry_clean": "jangan",
    }
    assert suggested_care(Category.PAYET, SAFE_FOR_BEADS) == {}
    assert suggested_care(Category.BUSANA, {}) == {}


def test_an_unknown_word_takes_no_advice() -> None:
    facts = {"composition": "telur"}
    assert with_advice(Category.CAMILAN, facts, "semua") == facts
    assert with_advice(Category.CAMILAN, facts, "rawat") == facts
    assert with_advice(Category.CAMILAN, facts, "alergen") == {**facts, "allergens": ["telur"]}


def test_unticked_allergens_are_shown_once_after_saving_and_saving_again_goes_on(signed_in: Any) -> None:
    product = drafts.begin(world.actor(world.SELLER), category=Category.CAMILAN, name="Kue")
    browser = signed_in(world.SELLER)
    path = f"/penjual/barang/{product.slug}/rincian"
    typed = {"composition": "tepung trigu, telor", "net": "250"}
    assert "Sepertinya ada yang belum dicentang." not in browser.get(path).text
    answer = browser.send(path, **typed)
    assert (answer.status_code, answer.location) == (303, f"{path}#saran-alergen")
    assert own.latest(product.id).facts == {"composition": "tepung trigu, telor", "net": 250}
    page = browser.get(path).text
    assert "Di komposisi ada tepung trigu: centang “Gandum/terigu”." in page
    assert "Di komposisi ada telor: centang “Telur”." in page
    again = browser.send(path, **typed, saran_dilihat="gluten telur")
    assert (again.status_code, again.location) == (303, f"/penjual/barang/{product.slug}/harga")
    assert "allergens" not in own.latest(product.id).facts


def test_one_tap_ticks_what_is_suggested_and_keeps_what_was_typed(signed_in: Any) -> None:
    product = drafts.begin(world.actor(world.SELLER), category=Category.CAMILAN, name="Kue")
    browser = signed_in(world.SELLER)
    path = f"/penjual/barang/{product.slug}/rincian"
    answer = browser.send(path, composition="tepung trigu, telor", allergens=["susu"], saran="alergen")
    assert (answer.status_code, answer.location) == (303, f"{path}#isian")
    assert own.latest(product.id).facts == {
        "composition": "tepung trigu, telor",
        "allergens": ["susu", "gluten", "telur"],
    }
    assert "Sepertinya ada yang belum dicentang." not in browser.get(path).text


def test_care_for_beads_is_taken_with_one_tap_and_changes_no_choice_of_hers(signed_in: Any) -> None:
    product = drafts.begin(world.actor(world.SELLER), category=Category.PAYET, name="Bros")
    browser = signed_in(world.SELLER)
    path = f"/penjual/barang/{product.slug}/rincian"
    assert "Saran untuk payet." in browser.get(path).text
    browser.send(path, material="Tile", wash="30", saran="rawat")
    assert own.latest(product.id).facts == {"material": "Tile", **SAFE_FOR_BEADS, "wash": "30"}
    assert "Saran untuk payet." not in browser.get(path).text


def test_a_wrong_number_beside_taken_advice_changes_nothing(signed_in: Any) -> None:
    product = drafts.begin(world.actor(world.SELLER), category=Category.CAMILAN, name="Kue")
    browser = signed_in(world.SELLER)
    path = f"/penjual/barang/{product.slug}/rincian"
    answer = browser.send(path, composition="telor", net="banyak", saran="alergen")
    assert (answer.status_code, "Tulis dengan angka saja." in answer.text) == (200, True)
    assert own.latest(product.id).facts == {}


def test_markup_in_a_composition_stays_text(signed_in: Any) -> None:
    product = drafts.begin(world.actor(world.SELLER), category=Category.CAMILAN, name="Kue")
    browser = signed_in(world.SELLER)
    path = f"/penjual/barang/{product.slug}"
    browser.send(f"{path}/rincian", composition="<b>telor</b>, siklamat<script>")
    assert "<script>" not in browser.get(f"{path}/rincian").text.replace("<script type", "")
    assert "<b>telor" not in browser.get(path).text
