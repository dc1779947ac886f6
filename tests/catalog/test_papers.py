"""A paper's three facts are never mixed: its number's form, its day, and that a curator has seen it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.base.kinds import Category
from app.base.zones import WIB, WIT, WITA
from app.catalog.models import Paper, Product, StorefrontListing
from app.catalog.queries import own, shop
from app.catalog.queries.shop import Filters, Order
from app.catalog.rules.life import PaperKind
from app.catalog.service import papers
from app.curation.queries import rounds
from app.curation.service import looking, submitting
from app.db.journal import JournalEntry
from app.sellers import service as sellers
from tests.support import books, buying, histories, jobs, scores, world
from tests.support.curators import a_curator
from tests.support.forms import forms_of
from tests.support.histories import HALAL

NUMBER = "2153671019901-30"


@pytest.fixture
def maker(db: Any) -> Actor:
    return world.actor(world.SELLER)


@pytest.fixture
def snack(maker: Actor) -> Product:
    """On show, its P-IRT seen, good until the middle of 2030."""
    return world.a_snack_with_papers(maker)[0]


def pirt(product: Product) -> Paper:
    return own.papers(product.id)[PaperKind.PIRT]


def declare(maker: Actor, product: Product, typed: str = world.PIRT, **more: Any) -> None:
    facts = {"ends_on": date(2030, 6, 30), "evidence": None, **more}
    papers.declare(maker, product.slug, PaperKind.PIRT, typed=typed, **facts)


FORMS = [
    (world.PIRT, None, "P-IRT No. 2153671019901-30", date(2030, 12, 31), False),
    ("pirt 2153671019901 30", None, "P-IRT No. 2153671019901-30", date(2030, 12, 31), False),
    (world.PIRT, date(2030, 6, 30), "P-IRT No. 2153671019901-30", date(2030, 6, 30), True),
    ("sedang diurus", None, "", None, False),
    ("sedang diurus", date(2027, 1, 1), "", date(2027, 1, 1), True),
]


@pytest.mark.parametrize(("typed", "given", "number", "ends_on", "from_paper"), FORMS)
def test_number_and_day_are_computed_and_nobody_has_seen_them_yet(
    maker: Actor, typed: str, given: date | None, number: str, ends_on: date | None, from_paper: bool
) -> None:
    draft = world.a_product(maker, category=Category.CAMILAN)
    declare(maker, draft, typed, ends_on=given)
    paper = pirt(draft)
    assert (paper.typed, paper.number, paper.ends_on, paper.ends_on_from_paper) == (
        typed, number, ends_on, from_paper,
    )  # fmt: skip
    assert (paper.seen_at, paper.seen_by_id, paper.refused_at) == (None, None, None)


def test_a_seen_paper_is_shown_with_the_day_on_which_it_was_seen(snack: Product, client: Any) -> None:
    page = client.get(f"/produk/{snack.slug}").text
    assert NUMBER in page
    assert "diperiksa kurator 22 November 2026" in page


def test_a_paper_that_nobody_has_seen_is_not_shown(maker: Actor, client: Any) -> None:
    snack = world.an_approved_product(maker, name="Keripik Polos", category=Category.CAMILAN)
    declare(maker, snack)
    page = client.get(f"/produk/{snack.slug}")
    assert page.status_code == 200
    assert "2153671019901" not in page.text and "diperiksa kurator" not in page.text


Change = Callable[[Actor, Product], None]
CHANGES: list[tuple[str, Change]] = [
    ("number", lambda maker, good: declare(maker, good, "P-IRT No. 2153671029901-30")),
    ("same number written otherwise", lambda maker, good: declare(maker, good, "2153671019901-30")),
    ("day", lambda maker, good: declare(maker, good, ends_on=date(2030, 7, 1))),
    ("no day", lambda maker, good: declare(maker, good, ends_on=None)),
    ("photo", lambda maker, good: declare(maker, good, evidence=world.a_picture(colour="#0b6"))),
]


@pytest.mark.parametrize("change", [change for _, change in CHANGES], ids=[name for name, _ in CHANGES])
def test_any_change_must_be_seen_anew(snack: Product, maker: Actor, client: Any, change: Change) -> None:
    change(maker, snack)
    assert (pirt(snack).seen_at, pirt(snack).seen_by_id) == (None, None)
    page = client.get(f"/produk/{snack.slug}")
    assert page.status_code == 200
    assert NUMBER not in page.text and "diperiksa kurator" not in page.text


def test_saving_the_same_again_changes_nothing(snack: Product, maker: Actor, client: Any) -> None:
    declare(maker, snack)
    assert pirt(snack).seen_at == world.SUNDAY
    assert NUMBER in client.get(f"/produk/{snack.slug}").text


def test_a_paper_of_a_draft_can_be_dropped(maker: Actor, db: Any) -> None:
    draft = world.a_product(maker, category=Category.CAMILAN)
    declare(maker, draft)
    declare(maker, draft, "", ends_on=None)
    assert own.papers(draft.id) == {}
    assert books.journal("product", draft.id)[-1] == "paper dropped"


def test_a_paper_that_an_approved_food_needs_cannot_be_dropped(
    snack: Product, signed_in: Any, count: Any
) -> None:
    browser = signed_in(world.SELLER)
    before = count(JournalEntry)
    answer = browser.send(f"/penjual/barang/{snack.slug}/izin/pirt", typed="", ends_on="")
    assert "Barang ini disetujui dengan surat itu." in answer.text
    assert (pirt(snack).number, pirt(snack).seen_at) == ("P-IRT No. 2153671019901-30", world.SUNDAY)
    assert count(JournalEntry) == before


# -- a day that passes ------------------------------------------------------------------------------

LAST = date(2026, 12, 31)
PLACES = [(world.VILLAGE, WIB), ("51.01.01.1006", WITA), ("91.03.01.1001", WIT)]


@pytest.mark.parametrize(("village", "zone"), PLACES, ids=["WIB", "WITA", "WIT"])
def test_a_paper_that_lapses_hides_its_food_at_the_midnight_of_its_region_without_any_job(
    maker: Actor, client: Any, village: str, zone: Any
) -> None:
    snack, _ = world.a_snack_with_papers(maker, until=LAST)
    sellers.settle(maker, village_code=village, street="Jl. Uji", rt=None, rw=None)
    waiting = jobs.waiting()
    midnight = datetime(2027, 1, 1, tzinfo=zone)
    pages = (f"/produk/{snack.slug}", "/cari?q=keripik", "/gerai/rumah-perca", "/kategori/camilan")
    with clock.at(midnight - timedelta(seconds=1)):
        assert [snack.slug in client.get(path).text for path in pages[1:]] == [True] * 3
        assert client.get(pages[0]).status_code == 200
    with clock.at(midnight):
        gone = client.get(pages[0])
        assert gone.status_code == 404
        assert "Barang ini sedang tidak tampil" in gone.text
        assert [snack.slug in client.get(path).text for path in pages[1:]] == [False] * 3
    assert jobs.waiting() == waiting


def test_what_is_in_a_cart_when_the_paper_lapses_cannot_be_ordered(maker: Actor, client: Any) -> None:
    snack, _ = world.a_snack_with_papers(maker, until=LAST)
    buying.put(client, snack)
    with clock.at(datetime(2027, 1, 1, tzinfo=WIB)):
        assert "Keripik Uji tidak ikut dipesan: sedang tidak dijual." in client.get("/keranjang").text


def test_food_that_keeps_a_week_does_not_stand_on_a_pirt(maker: Actor, client: Any) -> None:
    fresh = world.an_approved_product(
        maker, name="Kue Basah", category=Category.CAMILAN, facts={**world.SNACK, "shelf_life": 7}
    )
    declare(maker, fresh, ends_on=LAST)
    with clock.at(datetime(2027, 1, 2, tzinfo=WIB)):
        assert client.get(f"/produk/{fresh.slug}").status_code == 200


# -- refused ----------------------------------------------------------------------------------------


def refuse(product: Product) -> None:
    newest = rounds.rounds_of(product.id)[0]
    looking.refuse_paper(world.actor(world.CURATOR), newest.id, pirt(product).id, "Nama di sertifikat lain.")


def test_a_refused_paper_takes_its_food_off_the_shop_at_once(snack: Product, client: Any) -> None:
    refuse(snack)
    paper = pirt(snack)
    assert (paper.seen_at, paper.refused_at, paper.refuse_reason) == (
        None, world.SUNDAY, "Nama di sertifikat lain.",
    )  # fmt: skip
    assert client.get(f"/produk/{snack.slug}").status_code == 404
    assert books.journal("product", snack.id)[-1] == "paper refused"
    assert "Keripik Uji" not in client.get("/cari").text


def test_stating_the_refused_number_again_does_not_wash_it_clean(
    snack: Product, maker: Actor, client: Any
) -> None:
    refuse(snack)
    declare(maker, snack)
    assert pirt(snack).refused_at == world.SUNDAY
    assert client.get(f"/produk/{snack.slug}").status_code == 404


def test_a_refusal_leaves_goods_that_do_not_stand_on_it_on_show(maker: Actor, client: Any) -> None:
    fresh = world.a_product(
        maker, name="Kue Basah", category=Category.CAMILAN, facts={**world.SNACK, "shelf_life": 3}
    )
    declare(maker, fresh)
    opened = submitting.submit(maker, fresh.slug)
    scores.approve(world.actor(world.CURATOR), opened.id)
    refuse(fresh)
    page = client.get(f"/produk/{fresh.slug}")
    assert page.status_code == 200
    assert "2153671019901" not in page.text


# -- halal ------------------------------------------------------------------------------------------


def a_claimed_snack(maker: Actor, *, seen: bool) -> Product:
    """It says that it is certified; its certificate has been seen or not."""
    snack = world.an_approved_product(
        maker, name="Keripik Bawang", category=Category.CAMILAN, facts=histories.claimed_halal()
    )
    papers.declare(maker, snack.slug, PaperKind.HALAL, typed=HALAL, ends_on=None, evidence=None)
    if seen:
        newest = rounds.rounds_of(snack.id)[0]
        paper = own.papers(snack.id)[PaperKind.HALAL]
        looking.see_paper(world.actor(a_curator(None)), newest.id, paper.id, None)
    return snack


def halal_list() -> list[str]:
    return [one.name for one in shop.cards(None, Filters(halal=True), Order.NEWEST, None, 9)]


@pytest.mark.parametrize("status", ["bersertifikat", "proses", "belum"])
def test_the_word_halal_stands_nowhere_without_a_seen_certificate(
    maker: Actor, client: Any, status: str
) -> None:
    snack = world.an_approved_product(
        maker, name="Keripik Bawang", category=Category.CAMILAN, facts={**world.SNACK, "halal": status}
    )
    papers.declare(maker, snack.slug, PaperKind.HALAL, typed=HALAL, ends_on=None, evidence=None)
    assert "halal" not in client.get(f"/produk/{snack.slug}").text.lower()
    assert halal_list() == []


def test_a_seen_certificate_shows_its_number_and_counts_in_the_filter(maker: Actor, client: Any) -> None:
    snack = a_claimed_snack(maker, seen=True)
    page = client.get(f"/produk/{snack.slug}").text
    assert HALAL in page and "<dt>Halal</dt>" in page
    assert halal_list() == ["Keripik Bawang"]


def test_a_certificate_for_goods_that_do_not_claim_it_makes_no_badge(maker: Actor, db: Any) -> None:
    snack = world.an_approved_product(maker, name="Keripik Bawang", category=Category.CAMILAN)
    papers.declare(maker, snack.slug, PaperKind.HALAL, typed=HALAL, ends_on=None, evidence=None)
    paper = own.papers(snack.id)[PaperKind.HALAL]
    looking.see_paper(world.actor(world.CURATOR), rounds.rounds_of(snack.id)[0].id, paper.id, None)
    query = sa.select(StorefrontListing.halal_seen).where(StorefrontListing.product_id == snack.id)
    assert db.scalar(query) is False


def test_another_number_takes_the_badge_away(maker: Actor, client: Any) -> None:
    snack = a_claimed_snack(maker, seen=True)
    papers.declare(
        maker, snack.slug, PaperKind.HALAL, typed="ID36110006204540923", ends_on=None, evidence=None
    )
    assert halal_list() == []
    assert "halal" not in client.get(f"/produk/{snack.slug}").text.lower()


def test_saving_her_papers_page_unchanged_keeps_what_the_curator_saw(
    maker: Actor, signed_in: Any, client: Any
) -> None:
    """The curator gave it a day, which halal certificates seldom have."""
    snack = a_claimed_snack(maker, seen=False)
    paper = own.papers(snack.id)[PaperKind.HALAL]
    newest = rounds.rounds_of(snack.id)[0]
    looking.see_paper(world.actor(world.CURATOR), newest.id, paper.id, date(2029, 1, 1))
    browser = signed_in(world.SELLER)
    page = f"/penjual/barang/{snack.slug}/izin/halal"
    form = next(one for one in forms_of(browser.get(page).text) if "typed" in one.typed)
    assert browser.post(page, data=dict(form.values)).status_code == 303
    assert halal_list() == ["Keripik Bawang"]
    assert own.papers(snack.id)[PaperKind.HALAL].ends_on == date(2029, 1, 1)
