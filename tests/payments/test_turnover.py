"""Turnover of a year: the region's own year, both modes, less what fell away; hints, statements, and who may look."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.base import clock
from app.catalog.models import Product
from app.db.journal import JournalEntry
from app.ledger.models import TurnoverStatement
from app.ledger.queries import tax as statements
from app.orders.service import parcels
from app.payments.queries import turnover as queries
from app.payments.rules.ways import Way
from app.payments.service import opening, settling
from app.sellers import queries as sellers
from app.sellers.models import Seller
from tests.support import world
from tests.support.books import books, journal
from tests.support.curators import a_file
from tests.support.orders import a_paid_order, an_order, parcels_of
from tests.support.pages import PageClient

PAGE = "/penjual/uang/pajak"
DENPASAR, AMBON = "51.71.01.1001", "81.71.01.1006"
LAST_MINUTE = datetime(2026, 12, 31, 16, 59, tzinfo=UTC)
"""Of 2026 in Jakarta; in Denpasar and Ambon it is 2027."""


@pytest.fixture
def seller(db: Any) -> Seller:
    return sellers.owned(world.actor(world.SELLER))


@pytest.fixture
def maker(signed_in: Any) -> PageClient:
    browser: PageClient = signed_in(world.SELLER)
    return browser


def a_treasure(price: int = 50_000_000, *, stock: int = 20) -> Product:
    """Something dear of the world's seller."""
    return world.an_approved_product(
        world.actor(world.SELLER), name="Kebaya Agung", price=price, stock=stock, weight_g=50
    )


def sell(product: Product, pieces: int) -> int:
    """Rupiah of goods that came."""
    a_paid_order({product: pieces})
    return pieces * world.variant_of(product).price


def total(seller: Seller, year: int = 2026) -> int:
    return queries.turnover(seller, year).total


# -- what counts ---------------------------------------------------------------------------------------------


def test_what_was_paid_counts_with_its_fee_and_what_fell_away_does_not(seller: Seller) -> None:
    an_order()
    assert total(seller) == 0, "nothing came for it"
    a_paid_order()
    declined = a_paid_order()
    parcels.decline(world.actor(world.SELLER), parcels_of(declined)[0].id, "Bahannya habis.")
    found = queries.turnover(seller, 2026)
    assert (found.goods, found.sending, found.returned, found.total) == (180_000, 24_000, 102_000, 102_000)
    assert [one.total for one in found.months] == [0] * 10 + [102_000, 0]
    assert found.months[10].name == "November"
    assert total(seller, 2025) == total(seller, 2027) == 0
    assert queries.years(seller) == [2026]


def test_both_modes_count_and_only_ones_own_part(seller: Seller) -> None:
    other = world.an_approved_product(world.actor(world.OTHER_SELLER), name="Keset Tetangga", price=30_000)
    order = an_order({world.goods().ready: 2, other: 1})
    for parcel in parcels_of(order):
        payment = opening.start_direct(order.id, parcel.id, Way.CASH)
        assert total(seller) in (0, 102_000), "a promise is no turnover"
        settling.settle(payment.id, amount=payment.due, currency="idr")
    assert total(seller) == 102_000
    assert total(sellers.owned(world.actor(world.OTHER_SELLER))) == 42_000


@pytest.mark.parametrize(
    ("village", "year_of_it"),
    [(world.VILLAGE, 2026), (DENPASAR, 2027), (AMBON, 2027)],
    ids=["WIB", "WITA", "WIT"],
)
def test_a_year_begins_at_its_regions_midnight(
    db: Any, seller: Seller, village: str, year_of_it: int
) -> None:
    with clock.at(LAST_MINUTE):
        a_paid_order()
    db.execute(sa.update(Seller).where(Seller.id == seller.id).values(village_code=village))
    db.refresh(seller)
    assert queries.years(seller) == [year_of_it]
    assert [total(seller, year) for year in (2026, 2027)] == (
        [102_000, 0] if year_of_it == 2026 else [0, 102_000]
    )
    month = 12 if year_of_it == 2026 else 1
    assert queries.turnover(seller, year_of_it).months[month - 1].total == 102_000


# -- her page ---------------------------------------------------------------------------------------------------


def test_her_page_tells_the_year_and_that_nothing_is_withheld(maker: PageClient) -> None:
    a_paid_order()
    page = maker.get(PAGE).text
    assert '<p class="price price--big">Rp102.000</p>' in page
    assert "Gerai tidak memotong pajak apa pun dari uang Ibu." in page and "bukan nasihat pajak" in page
    assert "PP 55/2022" in page and "PMK 37/2025" in page
    assert "sudah dekat" not in page and "sudah lewat" not in page
    assert f'href="{PAGE}"' in maker.get("/penjual").text


@pytest.mark.parametrize(
    ("pieces", "near", "over"), [(7, False, False), (8, True, False), (9, True, False), (10, False, True)]
)
def test_she_is_told_kindly_near_the_limit_and_over_it(
    maker: PageClient, pieces: int, near: bool, over: bool
) -> None:
    sell(a_treasure(), pieces)
    for path in (PAGE, "/penjual"):
        page = maker.get(path).text
        assert ("Omzet 2026 sudah dekat Rp500.000.000." in page) is near
        assert ("Omzet 2026 sudah lewat Rp500.000.000." in page) is over


def test_an_earlier_year_can_be_looked_at_and_no_other(maker: PageClient) -> None:
    a_paid_order()
    with clock.at(world.SUNDAY + timedelta(days=60)):
        browser = maker
        browser.sign_in(world.SELLER, world.PASSWORD)
        assert "Omzet lewat Gerai, 2027" in browser.get(PAGE).text
        earlier = browser.get(f"{PAGE}?tahun=2026").text
        assert "Omzet lewat Gerai, 2026" in earlier and "Rp102.000" in earlier
        assert "Simpan pernyataan" not in earlier
        for odd in ("1999", "x", "2026%00", "9" * 30):
            assert "Omzet lewat Gerai, 2027" in browser.get(f"{PAGE}?tahun={odd}").text


# -- her statement -----------------------------------------------------------------------------------------------


def test_she_states_once_a_year_and_may_add_the_letter_later(
    maker: PageClient, seller: Seller, count: Any
) -> None:
    assert maker.send(PAGE, stated="y").status_code == 303
    found = statements.statement(seller.id, 2026)
    assert found is not None
    assert (found.year, found.up_to, found.evidence_id) == (2026, 500_000_000, None)
    assert found.stated_at == world.SUNDAY
    assert "Tersimpan" in maker.get(PAGE).text
    assert maker.send(PAGE, stated="y", letter=a_file(world.a_picture())).status_code == 303
    assert count(TurnoverStatement) == 1
    assert statements.statement(seller.id, 2026).evidence_id is not None  # type: ignore[union-attr]
    assert "Lihat foto suratnya" in maker.get(PAGE).text
    assert journal("seller", seller.id)[-2:] == ["turnover stated", "turnover letter added"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Centang dulu pernyataannya, kalau memang benar begitu."),
        ({"stated": "y", "letter": b"not a picture"}, "Foto"),
    ],
)
def test_what_is_not_stated_or_is_no_picture_is_said_beside_its_field(
    maker: PageClient, fields: dict[str, Any], said: str, count: Any
) -> None:
    before = books()
    if "letter" in fields:
        fields = {**fields, "letter": a_file(fields["letter"])}
    answer = maker.send(PAGE, **fields)
    assert answer.status_code == 200
    assert said in answer.text.split('class="field__error"', 1)[1]
    assert count(TurnoverStatement) == 0 and books() == before


def test_who_is_over_the_limit_cannot_state_that_she_is_not(maker: PageClient, count: Any) -> None:
    token = maker.token(PAGE)
    sell(a_treasure(), 10)
    answer = maker.post(PAGE, data={"csrf_token": token, "stated": "y"})
    assert "Omzet Ibu di Gerai sudah Rp500.012.000, lebih dari Rp500.000.000" in answer.text
    assert count(TurnoverStatement) == 0
    assert "Simpan pernyataan" not in maker.get(PAGE).text


def test_a_kader_who_helps_reads_the_page_and_states_nothing(signed_in: Any, count: Any) -> None:
    helper, seller = signed_in(world.KADER), world.actor(world.SELLER)
    helper.send("/akun/dampingi", to=f"/akun/dampingi/{seller.person_id}")
    page = helper.get(PAGE).text
    assert "hanya Ibu yang bisa menyimpannya" in page and "Simpan pernyataan" not in page
    answer = helper.post(PAGE, data={"csrf_token": helper.token("/penjual"), "stated": "y"})
    assert "Pernyataan ini atas nama Ibu sendiri." in answer.text
    assert count(TurnoverStatement) == 0


# -- the officer ---------------------------------------------------------------------------------------------------


def test_an_officer_sees_who_of_her_region_is_near_and_that_is_written_down(signed_in: Any, db: Any) -> None:
    officer = signed_in(world.OFFICER)
    assert "Belum ada yang mendekati batas" in officer.get("/dinas/omzet").text
    sell(a_treasure(), 8)
    page = officer.get("/dinas/omzet").text
    assert "Rumah Perca" in page and "Rp400.012.000" in page and "Dekat Rp500.000.000" in page
    assert "Kota Tangerang, Banten" in page and "belum ada" in page and "Gerai Tetangga" not in page
    assert "Rumah Perca" not in signed_in(world.OTHER_OFFICER).get("/dinas/omzet").text
    read = db.scalars(
        sa.select(JournalEntry.facts).where(JournalEntry.what == "turnover read").order_by(JournalEntry.id)
    ).all()
    seller = sellers.owned(world.actor(world.SELLER))
    assert [one["sellers"] for one in read] == [[], [seller.id], []]


def test_nearness_is_of_one_year_and_of_what_is_left(db: Any) -> None:
    officer, product = world.actor(world.OFFICER), a_treasure()
    sell(product, 8)
    assert [row.total for row in queries.near(officer, 2026, 400_000_000, 10)] == [400_012_000]
    assert queries.near(officer, 2025, 400_000_000, 10) == queries.near(officer, 2027, 400_000_000, 10) == []
    declined = parcels_of(a_paid_order({product: 2}))[0]
    parcels.decline(world.actor(world.SELLER), declined.id, "Kainnya habis.")
    assert [row.total for row in queries.near(officer, 2026, 400_000_000, 10)] == [400_012_000]
