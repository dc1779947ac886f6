"""Official gifts: who may make one, until when, and how each leaves the shelf by itself."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound, RuleBroken
from app.base.kinds import Category
from app.base.zones import WIB, WIT, WITA
from app.catalog.models import Product, StorefrontListing
from app.catalog.queries import own
from app.catalog.rules.life import PaperKind
from app.catalog.service import drafts, papers
from app.curation.models import GiftApproval, GiftCase, GiftVote, Round
from app.curation.queries import gifts as gift_queries
from app.curation.queries import rounds
from app.curation.rules.gifts import NotEligible
from app.curation.service import gifting, looking, submitting
from app.db.journal import JournalEntry
from app.notices.models import Notice
from app.sellers import service as sellers
from app.training import service as training
from app.training.models import Certificate
from tests.support import books, histories, jobs, scores, world
from tests.support.curators import a_curator, make_curator
from tests.support.forms import form_to
from tests.support.official import made_official

TODAY = date(2026, 11, 22)
UNTIL = date(2026, 12, 31)
PLACES = [(world.VILLAGE, WIB), ("51.01.01.1006", WITA), ("91.03.01.1001", WIT)]


@pytest.fixture
def maker(db: Any) -> Actor:
    return world.actor(world.SELLER)


@pytest.fixture
def curator(db: Any) -> Actor:
    return world.actor(world.CURATOR)


@pytest.fixture
def mat(maker: Actor) -> Product:
    return world.an_approved_product(maker, name="Keset Tamu")


@pytest.fixture
def rows(count: Any) -> Any:
    return lambda: [count(table) for table in (GiftApproval, GiftCase, GiftVote, JournalEntry, Notice)]


def newest(product: Product) -> Round:
    return rounds.rounds_of(product.id)[0]


def give(product: Product, until: date = UNTIL, by: Actor | None = None, starts_on: date = TODAY) -> None:
    made_official(product, until, by=by, starts_on=starts_on)


def withdraw(product: Product, reason: str, by: Actor | None = None) -> None:
    gift = gift_queries.open_gift(product.id)
    ended = gift or gift_queries.approval_of(gift_queries.cases_of(product.id)[0].id)
    assert ended is not None
    gifting.withdraw(by or world.actor(world.CURATOR), ended.id, reason)


def shelf(client: Any, moment: datetime = world.SUNDAY) -> list[bool]:
    """Whether the mat or snack stands on the shelf, and whether it is on show at all."""
    with clock.at(moment):
        pages = [client.get(path).text for path in ("/oleh-oleh-resmi", "/cari")]
    return ["Keset Tamu" in page or "Keripik Uji" in page for page in pages]


def test_an_official_gift_has_its_shelf_its_badge_and_its_last_day(
    signed_in: Any, client: Any, mat: Product
) -> None:
    give(mat)
    assert shelf(client) == [True, True]
    assert client.get("/cari?resmi=1").text.count('class="badge"') == 1
    page = client.get(f"/produk/{mat.slug}").text
    assert "Oleh-oleh resmi Kota Tangerang" in page and "berlaku sampai 31 Desember 2026" in page
    assert "Oleh-oleh resmi daerah" in client.get("/").text
    assert "Keset Tamu" in signed_in(world.CURATOR).get("/kurator/oleh-oleh-resmi").text
    assert books.journal("product", mat.id)[-1] == "gift approved"
    assert "Keset Tamu" in books.letters()[-1]


@pytest.mark.parametrize(("village", "zone"), PLACES, ids=["WIB", "WITA", "WIT"])
def test_it_begins_at_the_midnight_of_its_first_day(
    maker: Actor, mat: Product, client: Any, db: Any, village: str, zone: Any
) -> None:
    give(mat, starts_on=date(2026, 12, 1))
    sellers.settle(maker, village_code=village, street="Jl. Uji", rt=None, rw=None)
    midnight = datetime(2026, 12, 1, tzinfo=zone)
    assert shelf(client, midnight - timedelta(seconds=1)) == [False, True]
    assert shelf(client, midnight) == [True, True]
    assert gifting.end_lapsed(midnight - timedelta(seconds=1)) == 0
    told = db.scalars(sa.select(Notice).order_by(Notice.id.desc())).first()
    assert told.body.startswith(
        "Selamat, Bu. Mulai 1 Desember 2026 sampai 31 Desember 2026 barang ini tampil"
    )


def test_what_is_no_gift_has_neither(client: Any, mat: Product) -> None:
    assert shelf(client) == [False, True]
    assert "Oleh-oleh resmi Kota" not in client.get(f"/produk/{mat.slug}").text


@pytest.mark.parametrize("until", [TODAY + timedelta(days=1), TODAY + timedelta(days=366)])
def test_it_may_last_from_a_day_to_a_year(mat: Product, until: date) -> None:
    give(mat, until)
    assert own.product(mat.id).gift_until == until


def closed(maker: Actor, good: Product) -> None:
    sellers.close_gerai(maker)


def on_leave(maker: Actor, good: Product) -> None:
    sellers.go_on_leave(maker, start=TODAY, end=TODAY)


def taken_out(maker: Actor, good: Product) -> None:
    drafts.remove(maker, good.slug)


def newer_one_waits(maker: Actor, good: Product) -> None:
    drafts.name_it(maker, good.slug, name="Keset Tamu", description="Lebih tebal.")
    submitting.submit(maker, good.slug)


def nothing(maker: Actor, good: Product) -> None:
    """All is well but the date."""


NOT_NOW: list[tuple[Callable[[Actor, Product], None], date, str]] = [
    (nothing, TODAY, "Tanggal berakhirnya harus sesudah hari ini dan sesudah tanggal mulai."),
    (nothing, date(2020, 1, 1), "Tanggal berakhirnya harus sesudah hari ini dan sesudah tanggal mulai."),
    (nothing, TODAY + timedelta(days=367), "Paling lama satu tahun. Sesudahnya bisa dinilai lagi."),
    (closed, UNTIL, "Barang ini sedang tidak tayang, jadi belum bisa jadi oleh-oleh resmi."),
    (on_leave, UNTIL, "Barang ini sedang tidak tayang, jadi belum bisa jadi oleh-oleh resmi."),
    (newer_one_waits, UNTIL, "Versi yang lebih baru sedang ditinjau. Tunggu keputusannya dulu."),
]


@pytest.mark.parametrize(("before", "until", "sentence"), NOT_NOW)
def test_what_is_not_eligible_is_refused_and_nothing_changes(
    maker: Actor, mat: Product, rows: Any, client: Any, before: Any, until: date, sentence: str
) -> None:
    before(maker, mat)
    there = rows()
    with pytest.raises(NotEligible, match=sentence):
        give(mat, until)
    assert rows() == there
    assert shelf(client)[0] is False


def test_what_was_never_approved_is_no_gift(maker: Actor, rows: Any) -> None:
    product, opened = world.a_submitted_product(maker)
    there = rows()
    del opened
    with pytest.raises(NotFound):
        give(product)
    assert rows() == there
    assert own.product(product.id).gift_until is None


def test_food_needs_papers_that_were_seen(maker: Actor, rows: Any) -> None:
    bare = world.an_approved_product(maker, name="Keripik Polos", category=Category.CAMILAN)
    claimed = world.an_approved_product(
        maker, name="Keripik Dua", category=Category.CAMILAN, facts=histories.claimed_halal()
    )
    there = rows()
    with pytest.raises(NotEligible, match=r"^P-IRT belum diperiksa\."):
        give(bare)
    with pytest.raises(NotEligible, match=r"^Sertifikat halal dan P-IRT belum diperiksa\."):
        give(claimed)
    assert rows() == there


def test_it_ends_before_its_papers_do(maker: Actor, client: Any) -> None:
    snack, _ = world.a_snack_with_papers(maker, until=date(2026, 12, 10))
    with pytest.raises(NotEligible, match=r"^Surat izinnya habis Kamis, 10 Desember\. Pilih paling lambat"):
        give(snack, date(2026, 12, 11))
    give(snack, date(2026, 12, 10))
    assert shelf(client) == [True, True]


# -- leaving by itself ------------------------------------------------------------------------------


@pytest.mark.parametrize(("village", "zone"), PLACES, ids=["WIB", "WITA", "WIT"])
def test_it_leaves_the_shelf_at_its_regions_midnight_and_stays_on_show(
    maker: Actor, mat: Product, client: Any, village: str, zone: Any
) -> None:
    give(mat)
    sellers.settle(maker, village_code=village, street="Jl. Uji", rt=None, rw=None)
    midnight = datetime(2027, 1, 1, tzinfo=zone)
    waiting = jobs.waiting()
    assert shelf(client, midnight - timedelta(seconds=1)) == [True, True]
    assert shelf(client, midnight) == [False, True]
    with clock.at(midnight):
        assert "Oleh-oleh resmi Kota" not in client.get(f"/produk/{mat.slug}").text
    assert jobs.waiting() == waiting


def test_the_hourly_job_closes_the_books_once_and_tells_her(mat: Product, count: Any, client: Any) -> None:
    give(mat)
    midnight = datetime(2027, 1, 1, tzinfo=WIB)
    assert gifting.end_lapsed(midnight - timedelta(seconds=1)) == 0
    with clock.at(midnight):
        assert gifting.end_lapsed(midnight) == 1
        letters = count(Notice)
        assert gifting.end_lapsed(midnight) == 0
    assert count(Notice) == letters
    assert gift_queries.open_gift(mat.id) is None
    assert books.journal("product", mat.id)[-1] == "gift ended"
    assert shelf(client, midnight) == [False, True]


def test_a_paper_that_lapses_takes_it_along(maker: Actor, curator: Actor, client: Any) -> None:
    snack, opened = world.a_snack_with_papers(maker)
    give(snack)
    paper = own.papers(snack.id)[PaperKind.PIRT]
    looking.see_paper(curator, opened.id, paper.id, date(2026, 12, 5))
    midnight = datetime(2026, 12, 6, tzinfo=WIB)
    assert shelf(client, midnight - timedelta(seconds=1)) == [True, True]
    assert shelf(client, midnight) == [False, False]
    with clock.at(midnight):
        assert gifting.end_lapsed(midnight) == 1


def test_a_changed_number_takes_it_off_the_shelf_until_it_is_seen_again(
    maker: Actor, curator: Actor, client: Any
) -> None:
    snack, opened = world.a_snack_with_papers(maker)
    give(snack)
    papers.declare(
        maker, snack.slug, PaperKind.PIRT, typed="P-IRT No. 2153671029901-30", ends_on=None, evidence=None
    )
    assert shelf(client) == [False, True]
    assert gifting.end_lapsed(world.SUNDAY) == 0
    looking.see_paper(curator, opened.id, own.papers(snack.id)[PaperKind.PIRT].id, None)
    assert shelf(client) == [True, True]


def test_a_refused_paper_takes_it_off_the_shop(maker: Actor, curator: Actor, client: Any) -> None:
    snack, opened = world.a_snack_with_papers(maker)
    give(snack)
    looking.refuse_paper(curator, opened.id, own.papers(snack.id)[PaperKind.PIRT].id, "Bukan miliknya.")
    assert shelf(client) == [False, False]


def test_a_revoked_certificate_takes_it_off_and_a_new_one_brings_it_back(
    maker: Actor, mat: Product, client: Any, db: Any
) -> None:
    give(mat)
    officer = world.actor(world.OFFICER)
    held = db.scalars(sa.select(Certificate).where(Certificate.person_id == maker.person_id)).all()
    for one in held:
        training.revoke_certificate(officer, one.id, "Keliru.")
    assert shelf(client) == [False, False]
    assert gifting.end_lapsed(world.SUNDAY) == 0
    for one in held:
        training.give_certificate(officer, one.participant_id)
    assert shelf(client) == [True, True]


def test_days_off_take_it_off_while_they_last(maker: Actor, mat: Product, client: Any) -> None:
    give(mat)
    sellers.go_on_leave(maker, start=date(2026, 11, 24), end=date(2026, 11, 25))
    days = [datetime(2026, 11, day, 5, tzinfo=WIB) for day in (23, 24, 25, 26)]
    assert [shelf(client, day) for day in days] == [
        [True, True],
        [False, False],
        [False, False],
        [True, True],
    ]


def test_a_new_version_is_judged_anew(maker: Actor, mat: Product, curator: Actor, client: Any) -> None:
    give(mat)
    newer_one_waits(maker, mat)
    assert shelf(client) == [True, True]
    scores.approve(curator, newest(mat).id)
    assert shelf(client) == [False, True]
    assert gift_queries.open_gift(mat.id) is None


# -- ending it, and who may ---------------------------------------------------------------------------


def test_it_is_ended_early_with_a_reason_that_she_reads(
    signed_in: Any, mat: Product, client: Any, db: Any
) -> None:
    give(mat)
    browser = signed_in(world.CURATOR)
    gift = gift_queries.open_gift(mat.id)
    assert gift is not None
    answer = browser.send(f"/kurator/oleh-oleh-resmi/{gift.id}", reason="Kemasannya berganti.")
    assert (answer.status_code, answer.location) == (303, "/kurator/oleh-oleh-resmi")
    assert "Sudah keluar dari rak oleh-oleh resmi." in browser.get("/kurator/oleh-oleh-resmi").text
    assert shelf(client) == [False, True]
    ended = db.scalars(sa.select(GiftApproval).where(GiftApproval.product_id == mat.id)).one()
    assert (ended.ended_at, ended.end_reason) == (world.SUNDAY, "Kemasannya berganti.")
    told = db.scalars(sa.select(Notice).order_by(Notice.id.desc())).first()
    assert "Kemasannya berganti." in told.body


def test_without_a_reason_or_twice_it_is_not_ended(mat: Product, curator: Actor, rows: Any) -> None:
    give(mat)
    there = rows()
    with pytest.raises(RuleBroken, match="Tulis alasannya"):
        withdraw(mat, "")
    assert rows() == there
    withdraw(mat, "Selesai.")
    there = rows()
    with pytest.raises(RuleBroken, match="sudah tidak di rak"):
        withdraw(mat, "Selesai.")
    assert rows() == there


def test_another_date_replaces_the_first_without_a_word_of_ending(mat: Product, db: Any) -> None:
    give(mat)
    letters = len(books.letters())
    give(mat, date(2027, 3, 1))
    approvals = db.scalars(sa.select(GiftApproval).order_by(GiftApproval.id)).all()
    assert [(one.until, one.ended_at is None) for one in approvals] == [
        (UNTIL, False),
        (date(2027, 3, 1), True),
    ]
    assert books.letters()[letters:] == [
        "Keset Tamu diusulkan jadi oleh-oleh resmi",
        "Keset Tamu terpilih jadi oleh-oleh resmi",
    ]
    assert own.product(mat.id).gift_until == date(2027, 3, 1)


@pytest.mark.parametrize(
    ("region", "may"), [("36", True), ("36.71", True), (None, True), ("35", False), ("36.74", False)]
)
def test_only_a_curator_of_the_region_decides(
    mat: Product, rows: Any, signed_in: Any, region: str | None, may: bool
) -> None:
    who = a_curator(region)
    by = world.actor(who)
    if may:
        give(mat, by=by)
        withdraw(mat, "Selesai.", by)
        return
    there = rows()
    with pytest.raises(NotFound):
        give(mat, by=by)
    assert rows() == there
    give(mat)
    there = rows()
    with pytest.raises(NotFound):
        withdraw(mat, "Selesai.", by)
    assert rows() == there
    assert signed_in(who).get(f"/kurator/tinjauan/{newest(mat).id}").status_code == 404


@pytest.mark.parametrize("who", [world.SELLER, world.KADER], ids=["maker", "her kader"])
def test_nobody_decides_on_her_own_goods_or_those_of_a_woman_whom_she_helps(
    mat: Product, rows: Any, signed_in: Any, who: str
) -> None:
    make_curator(who, None)
    there = rows()
    with pytest.raises(NotFound):
        give(mat, by=world.actor(who))
    assert rows() == there
    give(mat)
    # a list of what she may open: nothing in it leads to a page that is not there
    assert "Keset Tamu" not in signed_in(who).get("/kurator/oleh-oleh-resmi").text


@pytest.mark.parametrize("typed", ["", "besok", "31-02-2027", "2027-13-01", "22 November 99999"])
def test_a_date_that_is_none_is_said_and_changes_nothing(
    signed_in: Any, mat: Product, rows: Any, typed: str
) -> None:
    browser = signed_in(world.CURATOR)
    propose = f"/kurator/oleh-oleh-resmi/calon/{mat.id}"
    there = rows()
    answer = browser.send(propose, starts_on="2026-11-22", until=typed)
    assert answer.status_code == 200
    assert ("Tanggal ini belum terbaca." if typed else "Pilih tanggal berakhirnya.") in answer.text
    assert form_to(answer.text, propose).value("until") == typed
    assert rows() == there


def test_a_gerai_that_closes_gives_its_gifts_up(maker: Actor, mat: Product, client: Any) -> None:
    give(mat)
    sellers.close_gerai(maker)
    ended = gift_queries.approval_of(gift_queries.cases_of(mat.id)[0].id)
    assert ended is not None and ended.end_reason == "Gerainya ditutup."
    sellers.open_gerai(maker)
    assert shelf(client) == [False, True]


def test_a_good_that_its_maker_removes_is_no_gift_any_more(maker: Actor, mat: Product, client: Any) -> None:
    give(mat)
    drafts.remove(maker, mat.slug)
    assert shelf(client) == [False, False]
    assert gifting.end_lapsed(world.SUNDAY) == 1
    ended = gift_queries.approval_of(gift_queries.cases_of(mat.id)[0].id)
    assert ended is not None and ended.end_reason == "Barangnya tidak dijual lagi."


def test_the_table_knows_the_last_instant(mat: Product, db: Any) -> None:
    give(mat)
    query = sa.select(StorefrontListing.gift_until).where(StorefrontListing.product_id == mat.id)
    assert db.scalar(query) == datetime(2027, 1, 1, tzinfo=WIB)
