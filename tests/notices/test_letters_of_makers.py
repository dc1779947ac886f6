"""What makers are told of their goods and certificates: everybody in the gerai, once, and only what is true."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.base.errors import RuleBroken
from app.base.kinds import Category
from app.catalog.models import Product
from app.catalog.queries import own
from app.catalog.rules.life import PaperKind
from app.catalog.service import papers
from app.curation.models import Round
from app.curation.queries import gifts, rounds
from app.curation.service import gifting, judging, looking, panel, submitting
from app.db.journal import JournalEntry
from app.db.session import unit_of_work
from app.notices.models import Notice
from app.sellers import queries as sellers
from app.sellers import service as seller_service
from app.training import queries as training_queries
from app.training import service as training
from tests.support import jobs, scores, world
from tests.support.official import made_official, proposed, the_chair
from tests.support.post import Post, newest

YATI, ADDRESS = "Yati Penjual", "yati@contoh.id"
NEXT_MONTH = date(2026, 12, 31)


@pytest.fixture
def maker(db: Any) -> Actor:
    return world.actor(world.SELLER)


@pytest.fixture
def curator(db: Any) -> Actor:
    return world.actor(world.CURATOR)


@pytest.fixture
def submitted(maker: Actor, post: Post) -> tuple[Product, Round]:
    """Handed in, and the letters of that read."""
    found = world.a_submitted_product(maker)
    post.letters()
    post.mails()
    return found


def told(post: Post, subject: str, link: str, *reads: str) -> None:
    """The world's seller got exactly this letter, in her inbox and by mail."""
    assert (newest().subject, newest().link) == (subject, link)
    for words in reads:
        assert words in newest().body
    assert post.letters() == [(YATI, subject)]
    assert post.mails() == [(ADDRESS, subject)]


# -- curation ---------------------------------------------------------------------------------


def test_handing_in_is_confirmed(maker: Actor, post: Post) -> None:
    product, _ = world.a_submitted_product(maker)
    told(post, "Keset Uji sudah diajukan", f"/penjual/barang/{product.slug}", "biasanya dalam 2 hari")


def test_asked_changes_come_with_every_point(
    submitted: tuple[Product, Round], curator: Actor, post: Post
) -> None:
    product, opened = submitted
    judging.ask_changes(curator, opened.id, "Hampir, Bu.", ["Foto lebih terang", "Tulis ukuran"])
    points = "Hampir, Bu.\n\nYang perlu diperbaiki:\n• Foto lebih terang\n• Tulis ukuran\n\nKalau sudah"
    link = f"/penjual/barang/{product.slug}/tinjauan"
    told(post, "Keset Uji: ada 2 hal untuk diperbaiki", link, points)


def test_approval_and_decline_are_told(
    submitted: tuple[Product, Round], maker: Actor, curator: Actor, post: Post
) -> None:
    product, opened = submitted
    scores.approve(curator, opened.id, "Rapi sekali.")
    words = "Selamat, Bu. Mulai sekarang pembeli bisa melihat dan memesannya.\n\nRapi sekali."
    told(post, "Keset Uji disetujui dan sudah tayang", f"/penjual/barang/{product.slug}", words)
    other, second = world.a_submitted_product(maker, name="Keset Pabrik")
    post.letters()
    post.mails()
    judging.decline(curator, second.id, "Ini barang pabrik.")
    link = f"/penjual/barang/{other.slug}/tinjauan"
    told(post, "Keset Pabrik belum bisa tayang", link, "Kurator menjelaskan: Ini barang pabrik.")


def test_approved_while_the_gerai_is_closed_it_is_not_called_on_show(
    submitted: tuple[Product, Round], maker: Actor, curator: Actor, post: Post, client: Any
) -> None:
    product, opened = submitted
    seller_service.close_gerai(maker)
    scores.approve(curator, opened.id)
    words = "Selamat, Bu. Barang ini tampil di toko begitu gerai Ibu buka."
    told(post, "Keset Uji disetujui", f"/penjual/barang/{product.slug}", words)
    assert client.get(f"/produk/{product.slug}").status_code == 404


def test_who_takes_her_product_back_needs_no_letter(
    submitted: tuple[Product, Round], maker: Actor, post: Post
) -> None:
    submitting.withdraw(maker, submitted[0].slug)
    assert post.letters() == [] and post.mails() == []


def test_everybody_in_a_group_is_told_and_nobody_who_left(
    maker: Actor, curator: Actor, post: Post, db: Any
) -> None:
    gerai = sellers.owned(maker).id
    for name in ("Ibu Satu", "Ibu Dua"):
        seller_service.add_member(
            world.actor(world.OFFICER), seller_id=gerai, person_id=world.a_maker(name).person_id
        )
    db.execute(
        sa.text("UPDATE memberships SET until = now() WHERE person_id = (SELECT max(id) FROM people WHERE name = 'Ibu Dua')")
    )  # fmt: skip
    post.letters()
    world.a_submitted_product(maker)
    subject = "Keset Uji sudah diajukan"
    assert post.letters() == [("Ibu Satu", subject), (YATI, subject)]
    assert post.mails() == [(ADDRESS, subject)]


def test_a_refused_paper_is_told_with_the_reason(maker: Actor, curator: Actor, post: Post) -> None:
    product = world.a_product(maker, name="Keripik Uji", category=Category.CAMILAN)
    papers.declare(
        maker, product.slug, PaperKind.PIRT, typed=world.PIRT, ends_on=None, evidence=world.a_picture()
    )
    opened = submitting.submit(maker, product.slug)
    post.letters()
    post.mails()
    looking.refuse_paper(curator, opened.id, own.papers(product.id)[PaperKind.PIRT].id, "Foto buram.")
    link = f"/penjual/barang/{product.slug}/izin"
    told(post, "P-IRT untuk Keripik Uji belum bisa diterima", link, "Kurator menjelaskan: Foto buram.")


# -- official gifts ---------------------------------------------------------------------------


@pytest.fixture
def gift(submitted: tuple[Product, Round], curator: Actor, post: Post) -> Round:
    """An official gift, and the letters of that read."""
    opened = submitted[1]
    the_chair()
    scores.approve(curator, opened.id)
    case = proposed(own.product(opened.product_id), NEXT_MONTH, by=curator)
    post.letters()
    post.mails()
    panel.speak(the_chair(), case.id, is_for=True, words="")
    return opened


def test_an_official_gift_is_told_with_its_day(gift: Round, post: Post) -> None:
    link = f"/penjual/barang/{own.product(gift.product_id).slug}/tinjauan"
    told(post, "Keset Uji terpilih jadi oleh-oleh resmi", link, "Sampai 31 Desember 2026")


def test_when_it_ends_she_reads_why(gift: Round, curator: Actor, post: Post) -> None:
    post.letters()
    post.mails()
    held = gifts.open_gift(gift.product_id)
    assert held is not None
    gifting.withdraw(curator, held.id, "Kemasannya berubah.")
    words = "Alasannya: Kemasannya berubah.\nBarangnya tetap tayang di toko."
    link = f"/penjual/barang/{own.product(gift.product_id).slug}/tinjauan"
    told(post, "Keset Uji tidak lagi di rak Oleh-oleh resmi", link, words)


def test_a_gift_whose_paper_lapsed_is_not_called_on_show(maker: Actor, curator: Actor, post: Post) -> None:
    _, opened = world.a_snack_with_papers(maker, until=NEXT_MONTH)
    made_official(own.product(opened.product_id), NEXT_MONTH, by=curator)
    post.letters()
    after = world.SUNDAY + timedelta(days=45)
    with clock.at(after):
        assert gifting.end_lapsed(after) == 1
    assert post.letters() == [(YATI, "Keripik Uji tidak lagi di rak Oleh-oleh resmi")]
    assert "tetap tayang" not in newest().body


# -- certificates -----------------------------------------------------------------------------


def test_a_certificate_is_told_when_given_and_when_revoked(maker: Actor, post: Post) -> None:
    officer = world.actor(world.OFFICER)
    given = world.a_certificate(officer, maker.person_id, "Payet")
    link = f"/penjual/sertifikat/{given.id}"
    told(post, "Sertifikat Payet sudah terbit", link, f"Nomor sertifikatnya {given.number}.")
    training.revoke_certificate(officer, given.id, "Salah orang.")
    told(post, "Sertifikat Payet dicabut", link, "Alasannya: Salah orang.")


def test_no_letter_names_programme_place_or_target_group(maker: Actor, post: Post, db: Any) -> None:
    given = world.a_certificate(world.actor(world.OFFICER), maker.person_id, "Payet")
    training.revoke_certificate(world.actor(world.OFFICER), given.id, "Salah orang.")
    for letter in db.scalars(sa.select(Notice)):
        assert "rahasia" not in f"{letter.subject} {letter.body}"
        assert "Penyelenggara" not in letter.body


# -- nothing happened, nothing is said --------------------------------------------------------


def test_a_refusal_writes_to_nobody(maker: Actor, curator: Actor, post: Post, count: Any) -> None:
    product = world.a_product(maker, name="Keripik Uji", category=Category.CAMILAN)
    papers.declare(
        maker, product.slug, PaperKind.PIRT, typed=world.PIRT, ends_on=None, evidence=world.a_picture()
    )
    opened = submitting.submit(maker, product.slug)
    held = training_queries.certificates_of(maker.person_id)[0][0]
    before = [count(table) for table in (Notice, JournalEntry)], jobs.waiting()
    for refused in (
        lambda: judging.approve(curator, opened.id, "Bagus"),
        lambda: judging.ask_changes(curator, opened.id, "Kurang", []),
        lambda: judging.decline(curator, opened.id, ""),
        lambda: training.give_certificate(world.actor(world.OFFICER), held.participant_id),
    ):
        with pytest.raises(RuleBroken):
            refused()
        assert ([count(table) for table in (Notice, JournalEntry)], jobs.waiting()) == before


def test_what_is_rolled_back_was_never_told(maker: Actor, curator: Actor, post: Post, count: Any) -> None:
    _, opened = world.a_submitted_product(maker)
    rows = (Notice, JournalEntry, Round)
    before = [count(table) for table in rows], jobs.waiting()
    with pytest.raises(ZeroDivisionError), unit_of_work():
        scores.approve(curator, opened.id, "Bagus")
        raise ZeroDivisionError
    assert ([count(table) for table in rows], jobs.waiting()) == before
    assert rounds.rounds_of(opened.product_id)[0].state == "submitted"
