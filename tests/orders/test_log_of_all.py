"""One log that buyer, sellers and officer read, each as far as it concerns them; and what officers see of it."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.base import clock
from app.orders.models import Order, OrderChange
from app.orders.queries import order as queries
from app.orders.rules.log import WORDS, sentence
from app.orders.service import answering, cancelling, delaying
from tests.support import market, world
from tests.support.answers import can, later, reach
from tests.support.books import journal
from tests.support.orders import a_paid_order, an_order, parcels_of
from tests.support.pages import PageClient

FACTS = {
    "maker": "Rumah Perca",
    "goods": "1 × Keset",
    "amount": "Rp1",
    "reason": "Hujan.",
    "courier": "JNE",
    "number": "G-2345678",
    "code": "B221126",
    "pieces": 2,
    "kind": "rusak",
    "outcome": "dikirim ulang",
    "old_on": "2026-11-24",
    "new_on": "2026-11-28",
    "day_on": "2026-11-30",
    "post": "Posko PKK",
    "helper": "Ratna Petugas",
    "paid_on": "2026-11-23",
    "seen": "Rp101.500",
    "due": "Rp102.000",
}


def told(order: Order) -> list[str]:
    return [one.sentence for one in queries.changes_of(order.id)]


@pytest.mark.parametrize("what", sorted(WORDS))
def test_each_line_is_a_sentence(what: str) -> None:
    words = sentence(what, FACTS)
    assert words[-1] == "." and "{" not in words and "2026" not in words


def test_everything_that_happens_is_told_in_its_order(db: Any) -> None:
    order = a_paid_order({world.goods().made: 4})
    answering.answer(world.actor(world.SELLER), parcels_of(order)[0].id, can(order, 3), "Bahannya habis.")
    later(order)
    delaying.refuse(order.number, parcels_of(order)[0].id, world.actor(world.BUYER), None)
    later(order)
    delaying.agree(order.number, parcels_of(order)[0].id, world.actor(world.BUYER), None)
    reach(order, "received")
    assert told(order) == [
        "Pesanan dibuat.",
        "Pembayaran diterima.",
        "Rumah Perca menyanggupi sebagian: 1 × Keset Kepang tidak bisa dibuat. Rp51.000 dikembalikan.",
        "Rumah Perca minta waktu sampai Rab, 25 Nov, tadinya Sel, 24 Nov: Benangnya datang terlambat.",
        "Pembeli tidak bisa menunggu. Bagian Rumah Perca tetap siap Sel, 24 Nov.",
        "Rumah Perca minta waktu sampai Rab, 25 Nov, tadinya Sel, 24 Nov: Benangnya datang terlambat.",
        "Pembeli setuju: bagian Rumah Perca siap Rab, 25 Nov.",
        "Rumah Perca selesai mengemas.",
        "Rumah Perca mengirim lewat JNE.",
        "Bagian Rumah Perca sudah diterima.",
    ]


def test_a_seller_reads_her_own_part_and_the_whole_but_not_the_others(signed_in: Any) -> None:
    order = a_paid_order(dict.fromkeys(market.five_things(), 1))
    reach(order, "accepted")
    cancelling.cancel_part(order.number, parcels_of(order)[1].id, world.actor(world.BUYER), None)
    hers = signed_in(world.SELLER).get(f"/penjual/pesanan/{parcels_of(order)[0].id}").text
    other = signed_in(world.OTHER_SELLER).get(f"/penjual/pesanan/{parcels_of(order)[1].id}").text
    buyer = signed_in(world.BUYER).get(f"/pesanan/{order.number}").text
    yes, no = "Rumah Perca menyanggupi.", "Pembeli membatalkan bagian Gerai Tetangga."
    assert (yes in hers, no in hers) == (True, False)
    assert (yes in other, no in other) == (False, True)
    assert (yes in buyer, no in buyer) == (True, True)
    assert all("Pembayaran diterima." in page for page in (hers, other, buyer))


def test_the_log_is_never_changed(db: Any) -> None:
    a_paid_order()
    for deed in (sa.update(OrderChange).values(what="sent"), sa.delete(OrderChange)):
        with pytest.raises(sa.exc.DBAPIError), db.begin_nested():
            db.execute(deed)


# -- officers ---------------------------------------------------------------------------------


@pytest.fixture
def officer(signed_in: Any) -> PageClient:
    browser: PageClient = signed_in(world.OFFICER)
    return browser


def test_she_finds_an_order_of_her_region_by_its_number_and_the_reading_is_kept(officer: PageClient) -> None:
    order = a_paid_order({world.goods().made: 4})
    reach(order, "accepted")
    found = officer.get(f"/dinas/pesanan?nomor={order.number[2:].lower()}")
    assert found.location == f"/dinas/pesanan/{order.number}"
    page = officer.get(found.location).text
    assert "Rumah Perca menyanggupi." in page and "4 × Keset Kepang" in page and "Yati Penjual" in page
    assert "Sari, Kota Tangerang, Banten" in page
    for private in ("Sari Pembeli", "Jl. Uji No. 1", "0812-0000-1005"):
        assert private not in page
    assert journal("order", order.id)[-1] == "order read"


@pytest.mark.parametrize("words", ["G-XXXXXXX", "<script>", "'; --", "x" * 400, "\x00"])
def test_a_number_that_is_none_of_hers_is_told(officer: PageClient, words: str) -> None:
    page = officer.get("/dinas/pesanan", query_string={"nomor": words})
    assert page.status_code == 200
    assert words == "\x00" or "belum ada di wilayah Anda. Periksa nomornya." in page.text


def test_only_gerai_of_her_region_and_only_what_was_paid(signed_in: Any, officer: PageClient) -> None:
    order, unpaid = a_paid_order(), an_order()
    assert officer.get(f"/dinas/pesanan/{unpaid.number}").status_code == 404
    far = signed_in(world.OTHER_OFFICER)
    assert far.get(f"/dinas/pesanan/{order.number}").status_code == 404
    assert "belum ada di wilayah Anda" in far.get(f"/dinas/pesanan?nomor={order.number}").text
    assert journal("order", order.id).count("order read") == 0


@pytest.mark.parametrize(
    ("state", "hours", "words"),
    [
        ("to_answer", 20, "Belum dijawab, batasnya"),
        ("to_answer", 60, "Batas menjawab sudah lewat"),
        ("accepted", 60, "Seharusnya siap Sen, 23 Nov, lewat 1 hari"),
        ("packed", 90, "Seharusnya siap Sen, 23 Nov, lewat 3 hari"),
        ("sent", 24 * 9, "Seharusnya sampai"),
        ("sent", 24, None),
        ("accepted", 20, None),
        ("to_answer", 1, None),
        ("received", 24 * 30, None),
        ("declined", 24 * 30, None),
    ],
)
def test_what_waits_too_long_stands_on_her_list(
    officer: PageClient, state: str, hours: int, words: str | None
) -> None:
    order = a_paid_order()
    reach(order, state)
    with clock.at(world.SUNDAY + timedelta(hours=hours)):
        page = officer.get("/dinas/pesanan").text
    assert (order.number in page) is (words is not None)
    assert words is None or words in page
    assert "Sari" not in page
