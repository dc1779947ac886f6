"""A seller looks at her packaging: each answer kept at once, pictures private, old answers marked, nothing refused."""

import io
import re
from typing import Any

import pytest
import sqlalchemy as sa

from app.base.errors import RuleBroken
from app.base.kinds import Category
from app.catalog.models import PackagingAnswer, Product
from app.catalog.queries import check, own, packaging
from app.catalog.rules.packaging import Answer, Looker
from app.catalog.service import drafts
from app.catalog.service import packaging as service
from app.db.journal import JournalEntry
from app.media.models import Evidence
from app.standards.rules.findings import Severity
from tests.support import world
from tests.support.pages import PageClient

YES, NOT_YET, NOT_NEEDED = Answer.YES, Answer.NOT_YET, Answer.NOT_NEEDED


@pytest.fixture
def snack(db: Any) -> Product:
    return world.a_product(world.actor(world.SELLER), name="Keripik Uji", category=Category.CAMILAN)


def answers(product: Product, browser: PageClient, item: str, **fields: Any) -> Any:
    page = f"/penjual/barang/{product.slug}/kemasan"
    return browser.post(f"{page}/{item}", data={"csrf_token": browser.token(page), **fields})


def board(product: Product) -> packaging.Board:
    return packaging.board(product, own.latest(product.id), check.today_of(product))


def mine(product: Product, item: str) -> packaging.Seen | None:
    place = board(product).place(item)
    assert place is not None
    return place.seller


def said(product: Product) -> dict[str, str]:
    found = check.of(product, own.latest(product.id)).findings
    return {
        one.code.removeprefix("packaging."): one.severity.value for one in found if one.field == "packaging"
    }


def test_each_answer_is_kept_at_once_and_the_count_goes_up(signed_in: Any, snack: Product, db: Any) -> None:
    browser = signed_in(world.SELLER)
    page = f"/penjual/barang/{snack.slug}/kemasan"
    assert "<b>0 dari 9</b> sudah dijawab" in browser.get(page).text
    answer = answers(snack, browser, "sealed", answer="ya")
    assert (answer.status_code, answer.location) == (303, f"{page}#sealed")
    answers(snack, browser, "legible", answer="belum")
    answers(snack, browser, "tamper", answer="tidak_perlu")
    answers(snack, browser, "gift_box", answer="belum")
    text = browser.get(page).text
    assert "<b>3 dari 9</b> sudah dijawab" in text  # what only official gifts are asked does not count
    assert "Ukur huruf &#34;o&#34; kecil dengan penggaris" in text
    assert "Yang bisa membantu: kurator PKK atau kader." in text
    assert "3 dari 9 sudah dijawab" in browser.get(f"/penjual/barang/{snack.slug}").text
    row = db.scalars(sa.select(PackagingAnswer).where(PackagingAnswer.item == "sealed")).one()
    assert (row.answer, row.looker, row.list_version) == (YES, Looker.SELLER, "2026-11-01")
    assert (row.packaging, row.photos) == (
        "standing pouch plastik",
        [own.photos(own.latest(snack.id).id)[0].photo.id],
    )
    entry = db.scalars(sa.select(JournalEntry).where(JournalEntry.what == "packaging answered")).first()
    assert (entry.subject_id, entry.facts) == (snack.id, {"item": "sealed", "answer": "ya", "note": ""})


def test_the_newest_answer_counts_and_the_earlier_ones_stay(snack: Product, count: Any, db: Any) -> None:
    maker = world.actor(world.SELLER)
    for what in (NOT_YET, YES, YES):
        service.answer(maker, snack.slug, "sealed", what)
    assert mine(snack, "sealed").answer.answer is YES  # type: ignore[union-attr]
    assert count(PackagingAnswer) == 3
    for statement in ("UPDATE packaging_answers SET answer = 'belum'", "DELETE FROM packaging_answers"):
        with pytest.raises(sa.exc.IntegrityError, match="is history"), db.begin_nested():
            db.execute(sa.text(statement))


def test_the_check_says_what_is_lacking_and_refuses_nothing(snack: Product) -> None:
    maker = world.actor(world.SELLER)
    assert said(snack) == {"open": "info"}
    for item, what in (("sealed", NOT_YET), ("tamper", NOT_YET), ("gift_box", NOT_YET), ("net_true", YES)):
        service.answer(maker, snack.slug, item, what)
    assert said(snack) == {"sealed": "periksa", "tamper": "info", "gift_box": "info", "open": "info"}
    result = check.of(snack, own.latest(snack.id))
    (sealed,) = (one for one in result.findings if one.code == "packaging.sealed")
    assert (sealed.sentence, result.step(sealed)) == ("Kemasannya belum tertutup rapat.", "packaging")
    assert result.of(Severity.TOLAK) == []
    for item in board(snack).checklist.everyday:
        service.answer(maker, snack.slug, item.code, YES)
    service.answer(maker, snack.slug, "gift_box", NOT_NEEDED)
    assert said(snack) == {}


# -- pictures -------------------------------------------------------------------------------------


def test_a_picture_is_private_and_opens_by_a_short_link(
    signed_in: Any, client: PageClient, snack: Product
) -> None:
    browser = signed_in(world.SELLER)
    answers(snack, browser, "sealed", answer="ya", evidence=(io.BytesIO(world.a_picture(300, 300)), "a.jpg"))
    page = browser.get(f"/penjual/barang/{snack.slug}/kemasan").text
    found = re.search(r'href="(/berkas/[^"]+)"', page)
    assert found
    assert browser.get(found[1]).mimetype == "image/webp"
    assert client.get(found[1]).status_code == 302
    assert signed_in(world.OTHER_SELLER).get(found[1]).status_code == 404


def test_the_picture_stays_with_the_same_answer_and_goes_with_another(snack: Product) -> None:
    maker = world.actor(world.SELLER)
    service.answer(maker, snack.slug, "sealed", YES, evidence=world.a_picture(300, 300))
    first = mine(snack, "sealed").answer.evidence_id  # type: ignore[union-attr]
    assert first is not None
    service.answer(maker, snack.slug, "sealed", YES)
    assert mine(snack, "sealed").answer.evidence_id == first  # type: ignore[union-attr]
    service.answer(maker, snack.slug, "sealed", NOT_YET)
    assert mine(snack, "sealed").answer.evidence_id is None  # type: ignore[union-attr]


def test_a_picture_can_follow_the_answer_or_be_one_of_the_goods(signed_in: Any, snack: Product) -> None:
    browser = signed_in(world.SELLER)
    early = answers(snack, browser, "sealed")
    assert "Jawab dulu: sudah atau belum. Fotonya dikirim bersama jawabannya." in early.text
    answers(snack, browser, "sealed", answer="ya")
    assert "Ambil dulu fotonya, lalu tekan Kirim foto." in answers(snack, browser, "sealed").text
    shown = own.photos(own.latest(snack.id).id)[0].photo
    assert answers(snack, browser, "sealed", photo_id=str(shown.id)).status_code == 303
    place = board(snack).place("sealed")
    assert place is not None and place.seller is not None
    assert (place.seller.answer.answer, place.photo) == (YES, shown)


def test_a_file_that_is_no_photo_keeps_nothing(signed_in: Any, snack: Product, count: Any) -> None:
    answer = answers(
        snack, signed_in(world.SELLER), "sealed", answer="ya", evidence=(io.BytesIO(b"%PDF-1.7"), "a.pdf")
    )
    assert answer.status_code == 200
    assert "Ini berkas PDF. Buka lalu foto layarnya, atau foto kertasnya." in answer.text
    assert (count(PackagingAnswer), count(Evidence)) == (0, 0)


def test_anothers_photo_is_no_proof(signed_in: Any, snack: Product, count: Any) -> None:
    others = own.photos(own.latest(world.goods().ready.id).id)[0].photo.id
    browser = signed_in(world.SELLER)
    assert answers(snack, browser, "sealed", answer="ya", photo_id=str(others)).status_code == 404
    assert count(PackagingAnswer) == 0


# -- what cannot be -------------------------------------------------------------------------------


@pytest.mark.parametrize("item", ["mat_dry", "x", "sealed'--", "gift%20box"])
def test_what_this_good_is_not_asked_does_not_exist(
    signed_in: Any, snack: Product, count: Any, item: str
) -> None:
    assert answers(snack, signed_in(world.SELLER), item, answer="ya").status_code == 404
    assert count(PackagingAnswer) == 0


def test_what_must_be_looked_at_cannot_be_skipped(snack: Product, count: Any) -> None:
    with pytest.raises(RuleBroken, match="Yang ini perlu dijawab sudah atau belum"):
        service.answer(world.actor(world.SELLER), snack.slug, "sealed", NOT_NEEDED)
    assert count(PackagingAnswer) == 0


def test_an_answer_that_is_none_is_asked_again(signed_in: Any, snack: Product, count: Any) -> None:
    answer = answers(snack, signed_in(world.SELLER), "sealed", answer="mungkin", photo_id="9" * 40)
    assert (answer.status_code, "Jawab dulu: sudah atau belum." in answer.text) == (200, True)
    assert count(PackagingAnswer) == 0


def test_a_stranger_answers_nothing(signed_in: Any, snack: Product, count: Any) -> None:
    browser = signed_in(world.OTHER_SELLER)
    token = browser.token("/penjual/gerai/merek")
    path = f"/penjual/barang/{snack.slug}/kemasan/sealed"
    assert browser.post(path, data={"csrf_token": token, "answer": "ya"}).status_code == 404
    assert count(PackagingAnswer) == 0


def test_a_kader_answers_for_the_seller_whom_she_helps(signed_in: Any, snack: Product, db: Any) -> None:
    browser = signed_in(world.KADER)
    seller, kader = world.actor(world.SELLER).person_id, world.actor(world.KADER).person_id
    browser.send("/akun/dampingi", to=f"/akun/dampingi/{seller}")
    answers(snack, browser, "sealed", answer="ya")
    assert db.scalars(sa.select(PackagingAnswer.answered_by_id)).one() == kader
    entry = db.scalars(sa.select(JournalEntry).where(JournalEntry.what == "packaging answered")).one()
    assert (entry.by_id, entry.for_id) == (kader, seller)


# -- after a change -------------------------------------------------------------------------------


def test_answers_about_what_changed_are_old_and_the_others_stay(signed_in: Any, snack: Product) -> None:
    maker = world.actor(world.SELLER)
    for item in ("sealed", "true_sight", "net_true"):
        service.answer(maker, snack.slug, item, YES)
    assert board(snack).done == 3
    drafts.state_facts(maker, snack.slug, {**world.SNACK, "shelf_life": 90})
    assert board(snack).done == 3
    drafts.add_photo(maker, snack.slug, world.a_picture(colour="#1d6b4b"))
    assert [one.item.code for one in board(snack).places if one.seller and one.seller.is_old] == [
        "true_sight"
    ]
    drafts.state_facts(maker, snack.slug, {**world.SNACK, "packaging": "stoples kaca"})
    old = [one.item.code for one in board(snack).places if one.seller and one.seller.is_old]
    assert (old, board(snack).done) == (["sealed", "true_sight"], 1)
    page = signed_in(world.SELLER).get(f"/penjual/barang/{snack.slug}/kemasan").text
    assert page.count("Sebelum perubahan") == 2
    assert "Jawaban ini dari sebelum kemasannya diubah." in page
    service.answer(maker, snack.slug, "sealed", YES)
    assert board(snack).done == 2
