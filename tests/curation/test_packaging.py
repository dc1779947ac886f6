"""A curator looks at the packaging: beside the seller's answer, inside her reach, never her own; the seller sees it."""

import re
from typing import Any

import pytest
import sqlalchemy as sa

from app.base.actor import Actor
from app.base.errors import NotFound, RuleBroken
from app.base.kinds import Category
from app.catalog.models import PackagingAnswer, Product
from app.catalog.queries import check, own, packaging
from app.catalog.rules.packaging import Answer, Looker
from app.catalog.service import drafts
from app.catalog.service import packaging as answering
from app.curation.models import Round
from app.curation.service import judging, looking, submitting
from app.db.journal import JournalEntry
from app.sellers import service as seller_service
from tests.support import world
from tests.support.curators import a_curator, make_curator
from tests.support.pages import PageClient

YES, NOT_YET = Answer.YES, Answer.NOT_YET


@pytest.fixture
def maker(db: Any) -> Actor:
    return world.actor(world.SELLER)


@pytest.fixture
def waiting(maker: Actor) -> tuple[Product, Round]:
    """A snack in the queue; she has said that it is sealed, with a picture."""
    product = world.a_product(maker, name="Keripik Uji", category=Category.CAMILAN)
    answering.answer(maker, product.slug, "sealed", YES, evidence=world.a_picture(300, 300))
    return product, submitting.submit(maker, product.slug)


def newest(product: Product, item: str = "sealed") -> packaging.Place:
    board = packaging.board(product, own.latest(product.id), check.today_of(product))
    place = board.place(item)
    assert place is not None
    return place


def look(browser: PageClient, opened: Round, item: str, said: str, **fields: Any) -> Any:
    page = f"/kurator/tinjauan/{opened.id}"
    return browser.send(page, to=f"{page}/kemasan/{item}", jawaban=said, **fields)


def seen(product: Product, item: str = "sealed") -> str:
    place = newest(product, item)
    return str(place.seller.answer.id) if place.seller else ""


def test_she_sees_the_sellers_answer_and_picture_and_answers_with_one_tap(
    signed_in: Any, waiting: Any, db: Any
) -> None:
    product, opened = waiting
    browser = signed_in(world.CURATOR)
    page = browser.get(f"/kurator/tinjauan/{opened.id}").text
    assert "Penjual menjawab 1 dari 9." in page
    found = re.search(r'href="(/berkas/[^"]+)"', page)
    assert found
    assert browser.get(found[1]).mimetype == "image/webp"
    answer = look(browser, opened, "sealed", "ya", seen=seen(product))
    assert (answer.status_code, answer.location) == (303, f"/kurator/tinjauan/{opened.id}#kemasan-sealed")
    place = newest(product)
    assert place.curator is not None
    kept = place.curator.answer
    assert (kept.looker, kept.answer, kept.note, kept.answered_by_id) == (
        Looker.CURATOR, YES, "", world.actor(world.CURATOR).person_id,
    )  # fmt: skip
    entry = db.scalars(sa.select(JournalEntry).where(JournalEntry.what == "packaging judged")).one()
    assert (entry.subject_id, entry.facts) == (product.id, {"item": "sealed", "answer": "ya", "note": ""})
    assert (
        "Kurator sudah melihat hal yang sama."
        in signed_in(world.SELLER).get(f"/penjual/barang/{product.slug}/kemasan").text
    )


def test_what_she_saw_otherwise_reaches_the_seller_with_note_and_next_step(
    signed_in: Any, waiting: Any, maker: Actor
) -> None:
    product, opened = waiting
    note = "Ujung <kiri> masih terbuka, Bu."
    look(signed_in(world.CURATOR), opened, "sealed", "belum", seen=seen(product), remark=note)
    assert newest(product).is_disputed
    (finding,) = (
        one for one in check.of(product, own.latest(product.id)).findings if one.code == "packaging.sealed"
    )
    assert finding.sentence == f"Kurator melihat lain: kemasannya belum tertutup rapat. Catatannya: {note}"
    assert finding.severity == "periksa"
    browser = signed_in(world.SELLER)
    page = browser.get(f"/penjual/barang/{product.slug}/kemasan").text
    assert "“Ujung &lt;kiri&gt; masih terbuka, Bu.”" in page
    assert "Rekatkan dengan alat press panas" in page
    assert "1 dilihat lain oleh kurator" in browser.get(f"/penjual/barang/{product.slug}").text
    answering.answer(maker, product.slug, "sealed", YES)
    assert not newest(product).is_disputed
    assert "Sebelum jawaban baru" in signed_in(world.CURATOR).get(f"/kurator/tinjauan/{opened.id}").text


def test_what_the_seller_answered_meanwhile_is_shown_first(
    signed_in: Any, waiting: Any, maker: Actor
) -> None:
    product, opened = waiting
    before = seen(product)
    answering.answer(maker, product.slug, "sealed", NOT_YET)
    answer = look(signed_in(world.CURATOR), opened, "sealed", "ya", seen=before, remark="Sudah rapat.")
    assert answer.status_code == 200
    assert "Penjual baru saja menjawab lagi. Lihat dulu jawabannya yang sekarang." in answer.text
    assert 'value="Sudah rapat."' in answer.text
    assert newest(product).curator is None


def test_a_round_that_was_sent_back_is_only_read(signed_in: Any, waiting: Any) -> None:
    product, opened = waiting
    curator = world.actor(world.CURATOR)
    judging.ask_changes(curator, opened.id, "", ["Segelnya"])
    with pytest.raises(RuleBroken, match="Tinjauan ini sudah selesai"):
        looking.judge_packaging(curator, opened.id, "sealed", YES, note="", seen_id=int(seen(product)))
    page = signed_in(world.CURATOR).get(f"/kurator/tinjauan/{opened.id}").text
    assert "jawabannya tinggal dibaca" in page
    assert 'name="jawaban"' not in page
    assert newest(product).curator is None


def test_an_approved_good_can_be_looked_at_later_as_it_was_approved(maker: Actor) -> None:
    product, opened = world.a_snack_with_papers(maker)
    curator = world.actor(world.CURATOR)
    drafts.state_facts(maker, product.slug, {**world.SNACK, "packaging": "stoples kaca"})
    looking.judge_packaging(curator, opened.id, "sealed", YES, note="", seen_id=None)
    place = newest(product)  # of the draft, which has another packaging
    assert place.curator is not None
    assert (place.curator.answer.packaging, place.curator.is_old) == ("standing pouch plastik", True)


def test_a_curator_of_elsewhere_and_the_maker_herself_judge_nothing(
    signed_in: Any, waiting: Any, maker: Actor, count: Any
) -> None:
    product, opened = waiting
    before = count(PackagingAnswer)
    far = world.actor(a_curator("35"))
    make_curator(world.SELLER, "36")
    make_curator(world.KADER, "36")
    for who in (far, world.actor(world.SELLER), world.actor(world.KADER)):
        with pytest.raises(NotFound):
            looking.judge_packaging(who, opened.id, "sealed", YES, note="", seen_id=int(seen(product)))
    assert count(PackagingAnswer) == before


@pytest.mark.parametrize(
    ("item", "fields", "status", "sentence"),
    [
        ("mat_dry", {"said": "ya"}, 404, ""),
        ("sealed", {"said": "mungkin"}, 404, ""),
        ("sealed", {"said": "tidak_perlu"}, 200, "Yang ini perlu dijawab sudah atau belum."),
        ("sealed", {"said": "belum", "remark": "k" * 301}, 200, "Terlalu panjang: paling banyak 300 huruf."),
        ("sealed", {"said": "ya", "seen": "9" * 40}, 200, "Penjual baru saja menjawab lagi."),
    ],
)  # fmt: skip
def test_bad_input_keeps_nothing(
    signed_in: Any, waiting: Any, count: Any, item: str, fields: dict[str, str], status: int, sentence: str
) -> None:
    product, opened = waiting
    before = count(PackagingAnswer)
    answer = look(signed_in(world.CURATOR), opened, item, **({"seen": seen(product)} | fields))
    assert (answer.status_code, sentence in answer.text) == (status, True)
    assert fields.get("remark", "") in answer.text
    assert count(PackagingAnswer) == before


def test_what_was_lacking_is_part_of_what_the_round_remembers(maker: Actor) -> None:
    product = world.a_product(maker, name="Keripik Uji", category=Category.CAMILAN)
    answering.answer(maker, product.slug, "sealed", NOT_YET)
    opened = submitting.submit(maker, product.slug)
    codes = [one["code"] for one in opened.findings if one["field"] == "packaging"]
    assert codes == ["packaging.sealed", "packaging.open"]


def test_the_brand_stands_beside_with_what_is_to_be_looked_at(
    signed_in: Any, waiting: Any, maker: Actor
) -> None:
    _, opened = waiting
    seller_service.show_as(maker, name="Snack <Enak>", main="#20507f", accent="#f4c56a")
    page = signed_in(world.CURATOR).get(f"/kurator/tinjauan/{opened.id}").text
    assert "<b>Snack &lt;Enak&gt;</b>" in page
    assert "memakai kata yang dipakai semua orang" in page
    assert "Warna #20507f dan #f4c56a" in page
    assert "surat rekomendasi usaha kecil" not in page  # hints for her alone
