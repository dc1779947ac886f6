"""The curator has crop and text side by side, and her word on an element weighs more than machine and seller."""

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.base.actor import Actor
from app.base.errors import NotFound, RuleBroken
from app.catalog.models import LabelCorrection, Product
from app.catalog.queries import check, labels, own
from app.catalog.service import labels as service
from app.catalog.service.labels import Correction
from app.curation.models import Round
from app.curation.service import looking, submitting
from app.db.journal import JournalEntry
from app.standards.rules.reading.elements import Element, Status
from tests.fakes.label_reader import PreparedReader
from tests.support import labels as support
from tests.support import world
from tests.support.curators import a_curator, make_curator


@pytest.fixture
def reader(app: Flask, db: Any) -> Iterator[PreparedReader]:
    with support.reader(app, PreparedReader()) as one:
        assert one is not None
        yield one


@pytest.fixture
def maker(reader: PreparedReader) -> Actor:
    return world.actor(world.SELLER)


@pytest.fixture
def opened(maker: Actor) -> tuple[Product, Round]:
    """A snack in the curator's queue, with a label that was read."""
    snack = support.a_snack(maker)
    support.read(maker, snack, support.SEEN)
    return snack, submitting.submit(maker, snack.slug)


def tap(browser: Any, opened: tuple[Product, Round], element: Element, status: str, **more: Any) -> Any:
    product, round_ = opened
    reading = labels.newest(product.id)
    assert reading is not None
    fields = {"reading_id": reading.id, "element": element.value, "status": status, **more}
    return browser.send(f"/kurator/tinjauan/{round_.id}", to=f"/kurator/tinjauan/{round_.id}/label", **fields)


def said(product: Product) -> list[str]:
    """What the check says of the label now."""
    found = check.of(product, own.latest(product.id)).findings
    return [one.sentence for one in found if one.code.startswith("label_reading.")]


def test_she_sees_each_place_cut_out_beside_what_was_read_and_stated(
    signed_in: Any, opened: tuple[Product, Round]
) -> None:
    browser = signed_in(world.CURATOR)
    page = browser.get(f"/kurator/tinjauan/{opened[1].id}").text
    label = page.partition('id="label"')[2].partition("</section>")[0]
    assert label.count('alt="Potongan foto') == len(support.SEEN)
    assert '<span class="said">Netto 200 gr</span>' in label
    assert "<dd>250 g</dd>" in label
    assert label.count("Tidak ditemukan di foto mana pun.") == 3
    cuts = label.partition("label-row__see")[2].partition('src="')[2].partition('"')[0]
    assert browser.get(cuts).mimetype == "image/webp"


def test_one_tap_settles_an_element_and_is_kept_with_who_and_when(
    signed_in: Any, opened: tuple[Product, Round], db: Any
) -> None:
    browser = signed_in(world.CURATOR)
    assert "Kota pembuat ada di label, tetapi tulisannya belum terbaca jelas." in said(opened[0])
    answer = tap(browser, opened, Element.TOWN, "found", text="Kota Tangerang 15148")
    assert (answer.status_code, answer.location) == (303, f"/kurator/tinjauan/{opened[1].id}#label")
    assert not [one for one in said(opened[0]) if "Kota pembuat" in one]
    page = browser.get(f"/kurator/tinjauan/{opened[1].id}").text
    assert "Kurator Wulan Kurator, Min, 22 Nov 10.00 WIB: ada dan cocok (“Kota Tangerang 15148”)" in page
    entry = db.scalar(sa.select(JournalEntry).where(JournalEntry.what == "label corrected"))
    assert (entry.by_name, entry.facts["element"], entry.facts["role"]) == (
        "Wulan Kurator",
        "town",
        "curator",
    )
    assert (entry.facts["before"], entry.facts["after"]) == ("unreadable", "found")


def test_the_seller_sees_the_curators_word_and_cannot_undo_it(
    signed_in: Any, opened: tuple[Product, Round], maker: Actor, count: Any
) -> None:
    tap(signed_in(world.CURATOR), opened, Element.PIRT, "different", text="P-IRT 999")
    page = signed_in(world.SELLER).get(f"/penjual/barang/{opened[0].slug}/label").text
    assert "Kurator Wulan Kurator" in page
    reading = labels.newest(opened[0].id)
    assert reading is not None
    with pytest.raises(RuleBroken, match="Kurator sudah memeriksa bagian ini"):
        service.correct_own(maker, opened[0].slug, Correction(reading.id, "pirt", "found"))
    assert count(LabelCorrection) == 1
    assert "Nomor P-IRT di label berbeda dari isian: terbaca “P-IRT 999”." in said(opened[0])


def test_her_word_weighs_more_than_the_sellers_and_her_newest_more_than_her_older(
    signed_in: Any, opened: tuple[Product, Round], maker: Actor
) -> None:
    reading = labels.newest(opened[0].id)
    assert reading is not None
    service.correct_own(maker, opened[0].slug, Correction(reading.id, "composition", "found"))
    browser = signed_in(world.CURATOR)
    tap(browser, opened, Element.COMPOSITION, "not_found")
    assert "Komposisi tidak terbaca di foto label." in said(opened[0])
    tap(browser, opened, Element.COMPOSITION, "found")
    assert not [one for one in said(opened[0]) if "Komposisi" in one]
    kept = [(one.role, one.status_before, one.status_after) for one in labels.corrections(reading.id)]
    assert kept == [
        ("seller", Status.NOT_FOUND, Status.FOUND),
        ("curator", Status.FOUND, Status.NOT_FOUND),
        ("curator", Status.NOT_FOUND, Status.FOUND),
    ]


def test_new_photos_do_not_hide_what_a_curator_said_before(
    signed_in: Any, opened: tuple[Product, Round], maker: Actor
) -> None:
    browser = signed_in(world.CURATOR)
    tap(browser, opened, Element.PIRT, "different", text="P-IRT 999")
    support.read(maker, opened[0], support.SEEN)
    assert not [one for one in said(opened[0]) if "P-IRT" in one]  # the new photos are judged anew
    page = browser.get(f"/kurator/tinjauan/{opened[1].id}").text
    earlier = page.partition("Kata kurator pada foto sebelumnya")[2].partition("</details>")[0]
    assert "<b>Nomor P-IRT.</b> Kurator Wulan Kurator, Min, 22 Nov 10.00 WIB: beda (“P-IRT 999”)" in earlier


def test_what_no_machine_has_read_she_reads_by_hand(
    app: Flask, signed_in: Any, maker: Actor, db: Any
) -> None:
    snack = support.a_snack(maker)
    with support.reader(app, None):
        support.asked(maker, snack)
    opened = (snack, submitting.submit(maker, snack.slug))
    browser = signed_in(world.CURATOR)
    page = browser.get(f"/kurator/tinjauan/{opened[1].id}").text
    assert "Dibaca dengan mata" in page
    assert page.count("Belum dilihat") == 8
    tap(browser, opened, Element.NET_WEIGHT, "not_found")
    (kept,) = db.query(LabelCorrection).all()
    assert (kept.status_before, kept.status_after) == (None, Status.NOT_FOUND)
    assert said(snack) == ["Berat bersih tidak terbaca di foto label."]


def test_a_product_without_a_label_says_so(signed_in: Any, reader: PreparedReader) -> None:
    product, round_ = world.a_submitted_product(world.actor(world.SELLER))
    del product
    page = signed_in(world.CURATOR).get(f"/kurator/tinjauan/{round_.id}").text
    assert "Penjual belum mengirim foto label." in page


@pytest.mark.parametrize("who", ["of another region", "who made it", "who helps its maker"])
def test_a_curator_who_may_not_judge_it_corrects_nothing(
    signed_in: Any, opened: tuple[Product, Round], count: Any, who: str
) -> None:
    phone = {
        "of another region": lambda: a_curator("35"),
        "who made it": lambda: world.SELLER,
        "who helps its maker": lambda: world.KADER,
    }[who]()
    if who != "of another region":
        make_curator(phone, "36")
    reading = labels.newest(opened[0].id)
    assert reading is not None
    correction = Correction(reading.id, "pirt", "found")
    with pytest.raises(NotFound):
        looking.correct_label(world.actor(phone), opened[1].id, correction)
    assert count(LabelCorrection) == 0


def test_a_round_opens_no_label_of_another_product(
    opened: tuple[Product, Round], maker: Actor, count: Any
) -> None:
    other = support.a_snack(maker, "Keripik Lain")
    reading = support.read(maker, other)
    with pytest.raises(NotFound):
        looking.correct_label(
            world.actor(world.CURATOR), opened[1].id, Correction(reading.id, "pirt", "found")
        )
    assert count(LabelCorrection) == 0


def test_corrections_are_history(opened: tuple[Product, Round], maker: Actor, db: Any) -> None:
    reading = labels.newest(opened[0].id)
    assert reading is not None
    service.correct_own(maker, opened[0].slug, Correction(reading.id, "town", "found"))
    for change in ("UPDATE label_corrections SET text_after = 'x'", "DELETE FROM label_corrections"):
        with pytest.raises(sa.exc.IntegrityError, match="label_corrections is history"), db.begin_nested():
            db.execute(sa.text(change))
