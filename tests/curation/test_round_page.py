"""What a curator has before her: exactly the version handed in, its papers in private, what was said before."""

import re
from datetime import date
from typing import Any

import pytest

from app.base.actor import Actor
from app.base.kinds import Category
from app.catalog.models import Paper, Product
from app.catalog.queries import own
from app.catalog.rules.life import PaperKind
from app.catalog.service import drafts, papers
from app.curation.models import Round
from app.curation.service import judging, looking, submitting
from app.db.journal import JournalEntry
from tests.support import scores, world
from tests.support.curators import a_curator
from tests.support.forms import filled


@pytest.fixture
def maker(db: Any) -> Actor:
    return world.actor(world.SELLER)


@pytest.fixture
def snack(maker: Actor) -> tuple[Product, Round, Paper]:
    """A snack that waits, with a P-IRT number and a photo of its certificate."""
    product = world.a_product(maker, name="Keripik Uji", category=Category.CAMILAN)
    papers.declare(
        maker,
        product.slug,
        PaperKind.PIRT,
        typed=world.PIRT,
        ends_on=None,
        evidence=world.a_picture(400, 400),
    )
    return product, submitting.submit(maker, product.slug), own.papers(product.id)[PaperKind.PIRT]


def evidence_in(html: str) -> str:
    found = re.search(r'href="(/berkas/[^"]+)"', html)
    assert found, "no link to the certificate's photo"
    return found[1]


def test_a_round_shows_facts_photos_papers_and_findings(signed_in: Any, snack: Any) -> None:
    _, opened, _ = snack
    page = signed_in(world.CURATOR).get(f"/kurator/tinjauan/{opened.id}").text
    for words in (
        "Keripik Uji",
        "Rumah Perca, Kel. Cipondoh Indah, Kec. Cipondoh, Kota Tangerang, Banten. Versi 1, tinjauan ke-1.",
        "singkong, minyak goreng, garam",
        "250 g",
        "Sedang diurus",  # what she says of halal is the curator's to read, never the shop's
        "Rp45.000",
        "Ada stok",
        "Anyaman keset, Olahan camilan, Payet",
        "P-IRT No. 2153671019901-30",
        "Belum diperiksa",
        "Foto sertifikat P-IRT",
    ):
        assert words in page, words
    photo = own.photos(opened.revision_id)[0].photo
    assert f"/foto/{photo.key}-640.webp?izin=" in page
    assert all(one["sentence"].replace('"', "&#34;") in page for one in opened.findings)


def test_the_version_handed_in_is_what_is_judged_whatever_else_she_edits(
    signed_in: Any, maker: Actor, db: Any
) -> None:
    product = world.goods().ready
    drafts.state_facts(maker, product.slug, {**world.MAT, "material": "Kain perca batik"})
    opened = submitting.submit(maker, product.slug)
    submitting.withdraw(maker, product.slug)
    drafts.state_facts(maker, product.slug, {**world.MAT, "material": "Sutra mahal"})
    second = submitting.submit(maker, product.slug)
    judging.ask_changes(world.actor(world.CURATOR), second.id, "", ["Bahannya apa?"])
    drafts.state_facts(maker, product.slug, {**world.MAT, "material": "Kain lain lagi"})
    page = signed_in(world.CURATOR).get(f"/kurator/tinjauan/{second.id}").text
    assert "Sutra mahal" in page
    assert "Kain lain lagi" not in page
    assert opened.id != second.id


def test_earlier_rounds_stand_beside_the_new_one(signed_in: Any, maker: Actor) -> None:
    product, first = world.a_submitted_product(maker)
    judging.ask_changes(world.actor(world.CURATOR), first.id, "Sudah rapi.", ["Foto lebih terang"])
    drafts.name_it(maker, product.slug, name="Keset Terang", description="")
    second = submitting.submit(maker, product.slug)
    browser = signed_in(world.CURATOR)
    assert "Tinjauan ke-2" in browser.get("/kurator/antrean").text
    page = browser.get(f"/kurator/tinjauan/{second.id}").text
    assert "tinjauan ke-2" in page
    earlier = page.partition("Tinjauan sebelumnya")[2]
    assert [one in earlier for one in ("Ke-1", "Sudah rapi.", "Foto lebih terang")] == [True] * 3
    hers = signed_in(world.SELLER).get(f"/penjual/barang/{product.slug}/tinjauan").text
    assert hers.index("Tinjauan ke-2") < hers.index("Tinjauan ke-1")


def test_a_judged_round_shows_its_decision_and_no_buttons(signed_in: Any, maker: Actor) -> None:
    _, opened = world.a_submitted_product(maker)
    judging.decline(world.actor(world.CURATOR), opened.id, "Barang pabrik.")
    browser = signed_in(world.CURATOR)
    page = browser.get(f"/kurator/tinjauan/{opened.id}").text
    assert "Barang pabrik." in page
    assert 'value="setujui"' not in page
    assert "Keset Uji" in browser.get("/kurator/riwayat").text


# -- private evidence -----------------------------------------------------------------------------


def test_the_certificates_photo_opens_for_its_owner_and_the_curator_in_charge_only(
    signed_in: Any, client: Any, snack: Any
) -> None:
    product, opened, _ = snack
    curator, owner = signed_in(world.CURATOR), signed_in(world.SELLER)
    links = {
        "curator": evidence_in(curator.get(f"/kurator/tinjauan/{opened.id}").text),
        "owner": evidence_in(owner.get(f"/penjual/barang/{product.slug}/izin/pirt").text),
    }
    opens = curator.get(links["curator"])
    assert (opens.status_code, opens.mimetype) == (200, "image/webp")
    assert opens.headers["Cache-Control"] == "private, no-store"
    assert owner.get(links["owner"]).status_code == 200
    # each link is made for one person: nobody else opens it, whoever has handed it on
    assert curator.get(links["owner"]).status_code == 404
    for who in (world.OTHER_SELLER, world.OFFICER, world.ADMIN, a_curator("35"), a_curator(None)):
        browser = signed_in(who)
        assert [browser.get(link).status_code for link in links.values()] == [404, 404]
    assert [client.get(link).status_code for link in links.values()] == [302, 302]
    assert curator.get(links["curator"] + "x").status_code == 404


def test_no_other_page_leads_to_the_certificates_photo(
    signed_in: Any, client: Any, snack: Any, db: Any
) -> None:
    product, opened, paper = snack
    looking.see_paper(world.actor(world.CURATOR), opened.id, paper.id, date(2030, 6, 30))
    scores.approve(world.actor(world.CURATOR), opened.id)
    for path in (f"/produk/{product.slug}", "/gerai/rumah-perca", "/cari", "/"):
        assert "/berkas/" not in client.get(path).text


# -- papers on the round's page -------------------------------------------------------------------


def test_a_paper_that_fits_is_marked_with_its_day(signed_in: Any, snack: Any, db: Any) -> None:
    _, opened, paper = snack
    browser = signed_in(world.CURATOR)
    page = f"/kurator/tinjauan/{opened.id}"
    answer = browser.send(page, to=f"{page}/izin/{paper.id}", hasil="cocok", ends_on="2029-03-31")
    assert (answer.status_code, answer.location) == (303, f"{page}#izin")
    assert "Dicatat: cocok dengan aslinya." in browser.get(page).text
    seen = db.get(Paper, paper.id)
    curator = world.actor(world.CURATOR)
    assert (seen.seen_by_id, seen.seen_at) == (curator.person_id, world.SUNDAY)
    assert (seen.ends_on, seen.ends_on_from_paper) == (date(2029, 3, 31), True)


def test_a_paper_that_does_not_fit_is_refused_with_the_reason(signed_in: Any, snack: Any, db: Any) -> None:
    product, opened, paper = snack
    browser = signed_in(world.CURATOR)
    page = f"/kurator/tinjauan/{opened.id}"
    browser.send(page, to=f"{page}/izin/{paper.id}", hasil="tidak", reason="Fotonya buram.")
    refused = db.get(Paper, paper.id)
    assert (refused.refused_at, refused.refuse_reason, refused.seen_at) == (
        world.SUNDAY,
        "Fotonya buram.",
        None,
    )
    seller = signed_in(world.SELLER)
    assert "Fotonya buram." in seller.get(f"/penjual/barang/{product.slug}/izin/pirt").text
    assert "Belum diterima" in seller.get(f"/penjual/barang/{product.slug}/izin").text
    assert "P-IRT untuk Keripik Uji belum bisa diterima" in seller.get("/pesan").text


WRONG = [
    ({"hasil": "tidak", "reason": " "}, "Tulis apa yang tidak cocok, supaya penjual bisa memperbaikinya."),
    ({"hasil": "cocok", "ends_on": "31 Maret"}, "Tanggal ini belum terbaca. Pilih dari kalender, ya."),
    ({"hasil": "cocok", "ends_on": "2026-02-30"}, "Tanggal ini belum terbaca. Pilih dari kalender, ya."),
    ({"hasil": "tidak", "reason": "k" * 301}, "Terlalu panjang: paling banyak 300 huruf."),
]


@pytest.mark.parametrize(("typed", "sentence"), WRONG)
def test_a_mark_that_lacks_something_changes_nothing(
    signed_in: Any, snack: Any, db: Any, count: Any, typed: dict[str, str], sentence: str
) -> None:
    _, opened, paper = snack
    browser = signed_in(world.CURATOR)
    before = count(JournalEntry)
    page = f"/kurator/tinjauan/{opened.id}"
    answer = browser.send(page, to=f"{page}/izin/{paper.id}", **typed)
    assert sentence in answer.text
    shown = filled(answer.text, "stated")
    assert [shown.get(name, [""])[0] for name in typed if name != "hasil"] == [
        value.strip() for name, value in typed.items() if name != "hasil"
    ]
    assert count(JournalEntry) == before
    unchanged = db.get(Paper, paper.id)
    assert (unchanged.seen_at, unchanged.refused_at) == (None, None)


def test_an_unreadable_number_cannot_be_marked_as_seen(signed_in: Any, maker: Actor, count: Any) -> None:
    product, opened = world.a_submitted_product(maker, category=Category.CAMILAN)
    papers.declare(maker, product.slug, PaperKind.PIRT, typed="ada", ends_on=None, evidence=None)
    browser = signed_in(world.CURATOR)
    page = f"/kurator/tinjauan/{opened.id}"
    paper = own.papers(product.id)[PaperKind.PIRT]
    assert "belum terbaca benar" in browser.get(page).text
    before = count(JournalEntry)
    answer = browser.send(page, to=f"{page}/izin/{paper.id}", hasil="cocok")
    assert "Nomornya belum terbaca benar. Minta penjual memperbaikinya dulu." in answer.text
    assert count(JournalEntry) == before


def test_a_paper_of_another_good_is_not_there(signed_in: Any, snack: Any, maker: Actor, count: Any) -> None:
    _, _, paper = snack
    _, other = world.a_submitted_product(maker, name="Keset Lain")
    browser = signed_in(world.CURATOR)
    page = f"/kurator/tinjauan/{other.id}"
    before = count(JournalEntry)
    for path in (f"{page}/izin/{paper.id}", f"{page}/izin/999999"):
        assert browser.send(page, to=path, hasil="cocok").status_code == 404
    assert count(JournalEntry) == before


@pytest.mark.parametrize(
    ("number", "day"), [("P-IRT No. 2153671019902-30", None), (world.PIRT, date(2030, 6, 30))]
)
def test_what_the_seller_changed_while_the_page_was_open_does_not_count_as_seen(
    signed_in: Any, snack: Any, maker: Actor, db: Any, count: Any, number: str, day: date | None
) -> None:
    product, opened, paper = snack
    browser = signed_in(world.CURATOR)
    page = f"/kurator/tinjauan/{opened.id}"
    shown = filled(browser.get(page).text, "stated")
    papers.declare(maker, product.slug, PaperKind.PIRT, typed=number, ends_on=day, evidence=None)
    before = count(JournalEntry)
    answer = browser.send(page, to=f"{page}/izin/{paper.id}", hasil="cocok", stated=shown["stated"][0])
    assert "Penjual baru saja mengubah surat ini." in answer.text
    assert (db.get(Paper, paper.id).seen_at, count(JournalEntry)) == (None, before)
    now = filled(browser.get(page).text, "stated")["stated"][0]
    browser.send(page, to=f"{page}/izin/{paper.id}", hasil="cocok", stated=now)
    assert db.get(Paper, paper.id).seen_at == world.SUNDAY
