"""A seller's day: three numbers, the next step, and what she has earned."""

from datetime import timedelta
from typing import Any

import pytest

from app.base import clock
from app.catalog.service import drafts
from app.curation.service import judging
from app.orders.service import parcels
from app.reports import queries
from app.reports.queries import Today
from app.sellers import queries as sellers
from app.sellers import service as seller_service
from app.training import queries as training_queries
from app.training import service as training
from tests.support import orders, world
from tests.support.counting import statements
from tests.support.pages import PageClient

SUNDAY = world.SUNDAY.date()
MONDAY = SUNDAY + timedelta(days=1)


@pytest.fixture
def seller_id(db: Any) -> int:
    return sellers.owned(world.actor(world.SELLER)).id


@pytest.fixture
def browser(signed_in: Any) -> PageClient:
    made: PageClient = signed_in(world.SELLER)
    return made


def test_a_day_without_orders(browser: PageClient, seller_id: int) -> None:
    assert queries.sellers_today(seller_id, SUNDAY) == Today(0, 0, 0, 0)
    page = browser.get("/penjual").text
    assert "Minggu, 22 November" in page and "Hari ini, Bu Yati" in page
    assert "Tidak ada yang menunggu jawaban." in page
    assert "Semua beres. Punya barang lain untuk dijual?" in page


def test_a_parcel_walks_through_the_numbers(seller_id: int) -> None:
    seller = world.actor(world.SELLER)
    unpaid = orders.an_order()
    assert queries.sellers_today(seller_id, SUNDAY) == Today(0, 0, 0, 0)
    orders.pay(unpaid)
    (parcel,) = orders.parcels_of(unpaid)
    seen = []
    for step in (
        lambda: None,
        lambda: parcels.accept(seller, parcel.id),
        lambda: parcels.pack(seller, parcel.id),
        lambda: parcels.send(seller, parcel.id, courier="JNE", tracking="JNE1"),
        lambda: parcels.receive(unpaid.number, parcel.id, world.actor(world.BUYER), None),
    ):
        step()
        today = queries.sellers_today(seller_id, SUNDAY)
        seen.append((today.to_answer, today.to_send, today.income))
    assert seen == [(1, 0, 102_000), (0, 1, 102_000), (0, 1, 102_000), (0, 0, 102_000), (0, 0, 102_000)]


def test_a_declined_parcel_is_no_income_and_no_work(seller_id: int) -> None:
    order = orders.a_paid_order({world.goods().made: 2})
    assert queries.sellers_today(seller_id, MONDAY).to_make == 2
    parcels.decline(world.actor(world.SELLER), orders.parcels_of(order)[0].id, "Sakit.")
    assert queries.sellers_today(seller_id, MONDAY) == Today(0, 0, 0, 0)


def test_pieces_are_made_on_the_days_on_which_they_are_laid(seller_id: int) -> None:
    orders.a_paid_order({world.goods().made: 3})
    orders.a_paid_order({world.goods().made: 2, world.goods().ready: 4})
    days = [queries.sellers_today(seller_id, SUNDAY + timedelta(days=count)).to_make for count in range(5)]
    assert days == [0, 2, 2, 1, 0]
    assert queries.hands_on(seller_id, MONDAY) == [("Keset Kepang", 2, 2)]
    assert queries.hands_on(seller_id, MONDAY + timedelta(days=2)) == [("Keset Kepang", 1, 2)]


def test_only_her_own_part_of_an_order_counts(seller_id: int) -> None:
    neighbour = world.actor(world.OTHER_SELLER)
    other = world.an_approved_product(neighbour, name="Keset Tetangga", price=30_000)
    orders.a_paid_order({world.goods().ready: 1, other: 2})
    assert queries.sellers_today(seller_id, SUNDAY).income == 45_000 + 12_000
    theirs = queries.sellers_today(sellers.owned(neighbour).id, SUNDAY)
    assert (theirs.to_answer, theirs.income) == (1, 60_000 + 12_000)


def test_the_page_shows_these_numbers_and_only_the_buyers_first_name(browser: PageClient) -> None:
    orders.a_paid_order({world.goods().made: 2})
    page = browser.get("/penjual").text
    assert "</svg><b>1</b>perlu dijawab" in page
    assert "2 × Keset Kepang" in page and "untuk Sari<" in page
    assert "Rp102.000" in page and "Jatah Senin, 23 November" in page and "2 dari 2" in page
    assert "Sari Pembeli" not in page and "Jl. Uji" not in page
    with clock.at(world.SUNDAY + timedelta(days=1)):
        page = browser.get("/penjual").text
    assert "<b>2</b>dibuat hari ini" in page and "Jatah hari ini" in page


# -- the next step ----------------------------------------------------------------------------


def test_a_seller_without_a_gerai_begins_with_one(signed_in: Any) -> None:
    training_id = world.a_training(world.actor(world.OFFICER))
    buyer = world.actor(world.BUYER)
    participant = training.enrol(
        world.actor(world.OFFICER), training_id, name="", identity=None, known_id=buyer.person_id
    )
    sheet, _ = training.open_class_list(world.actor(world.OFFICER), training_id)
    days = [sheet.training.starts_on, sheet.training.ends_on]
    training.keep_attendance(world.actor(world.OFFICER), training_id, {participant.id: days})
    training.give_certificate(world.actor(world.OFFICER), participant.id)
    assert signed_in(world.BUYER).get("/penjual").location == "/penjual/gerai/mulai"


def test_what_is_missing_comes_first_then_what_to_mend(browser: PageClient) -> None:
    seller = world.actor(world.SELLER)
    _, opened = world.a_submitted_product(seller, name="Keset Dikirim Balik")
    judging.ask_changes(world.actor(world.CURATOR), opened.id, "Hampir.", ["Foto"])
    drafts.begin(seller, category=world.Category.KESET, name="Keset Rancangan")
    page = browser.get("/penjual").text
    assert page.index("Keset Dikirim Balik") < page.index("Keset Rancangan")
    for held, _ in training_queries.certificates_of(seller.person_id):
        training.revoke_certificate(world.actor(world.OFFICER), held.id, "Keliru")
    page = browser.get("/penjual").text
    assert "Belum ada sertifikat pelatihan yang berlaku." in page and "Keset Rancangan" not in page


def test_a_closed_gerai_is_offered_to_be_opened(browser: PageClient) -> None:
    seller_service.close_gerai(world.actor(world.SELLER))
    assert "Semua syarat sudah lengkap." in browser.get("/penjual").text


def test_a_removed_product_waits_for_nobody(browser: PageClient, seller_id: int) -> None:
    seller = world.actor(world.SELLER)
    product = drafts.begin(seller, category=world.Category.KESET, name="Keset Rancangan")
    assert [one.name for one in queries.to_mend(seller_id)] == ["Keset Rancangan"]
    drafts.remove(seller, product.slug)
    assert queries.to_mend(seller_id) == []


def test_more_orders_ask_no_more_of_the_database(browser: PageClient) -> None:
    counted = []
    for more in (1, 4):
        for _ in range(more):
            orders.a_paid_order({world.goods().made: 1, world.goods().ready: 1})
        with statements() as seen:
            browser.get("/penjual")
        counted.append(len(seen))
    assert (
        counted[0] == counted[1] <= 20
    )  # one asks what an agency asked of her as a gift, one whether a gift of hers can be chosen
