"""A maker who can make some of it: the rest falls away, its money goes back, and what she made stays promised."""

from typing import Any

import pytest
import sqlalchemy as sa

from app.orders.models import Adjustment, Order
from app.orders.rules.adjusting import TooMany
from app.orders.rules.answering import NeedsReason, reason_of
from app.orders.service import answering
from app.payments.models import Refund
from tests.support import world
from tests.support.answers import can, reach
from tests.support.books import books, days_of, journal, letters, stock_of
from tests.support.buying import said
from tests.support.jobs import do_all
from tests.support.orders import a_paid_order, parcels_of
from tests.support.pages import PageClient
from tests.support.ties import differences

SHORT = "Bahannya habis."


@pytest.fixture
def maker(signed_in: Any) -> PageClient:
    browser: PageClient = signed_in(world.SELLER)
    return browser


def an_asked_order() -> Order:
    """Three that lie ready, four made on the 23rd and the 24th, 4.2 kg in all."""
    things = world.goods()
    return a_paid_order({things.ready: 3, things.made: 4})


def page_of(order: Order) -> str:
    return f"/penjual/pesanan/{parcels_of(order)[0].id}"


def says(browser: PageClient, order: Order, *counts: object, **fields: object) -> Any:
    names = [f"baris_{line}" for line in can(order, *([0] * len(counts)))]
    typed = dict(zip(names, counts, strict=True))
    return browser.send(f"{page_of(order)}/sebagian", **typed, **fields)


def test_what_she_cannot_make_goes_back_to_shelf_hands_and_buyer(maker: PageClient, db: Any) -> None:
    order, things = an_asked_order(), world.goods()
    page = said(maker, says(maker, order, "2", "1", why="bahan"))
    assert "Jawaban Ibu sudah kami sampaikan ke pembeli." in page
    assert "1 dilepas" in page and "3 dilepas" in page
    db.expire_all()
    (parcel,) = parcels_of(order)
    assert (parcel.state, order.state, parcel.answered_at) == ("accepted", "paid", world.SUNDAY)
    assert stock_of(world.variant_of(things.ready).id) == 8
    assert days_of(things.made.line_id) == {"2026-11-24": 1}  # the earliest days are free again
    owed = db.execute(sa.select(Adjustment.kind, Adjustment.goods, Adjustment.fee, Adjustment.reason)).one()
    assert tuple(owed) == ("short", 4 * 45_000, 12_000, SHORT)  # of 4 begun kilograms, 2 are left
    assert (parcel.returned, parcel.ready_on.isoformat()) == (192_000, "2026-11-24")
    assert journal("parcel", parcel.id) == ["parcel adjusted", "parcel accepted in part"]
    do_all()
    assert db.execute(sa.select(Refund.amount, Refund.state)).one() == (192_000, "done")
    assert letters()[-2:] == [
        f"Rumah Perca menyanggupi sebagian dari pesanan {order.number}",
        f"Uang dari pesanan {order.number} sudah dikembalikan",
    ]
    assert differences() == {}


def test_all_of_it_is_a_plain_yes_and_needs_no_reason(maker: PageClient, db: Any) -> None:
    order = an_asked_order()
    says(maker, order, "3", "4")
    db.expire_all()
    (parcel,) = parcels_of(order)
    assert (parcel.state, parcel.returned) == ("accepted", 0)
    assert journal("parcel", parcel.id) == ["parcel accepted"]


def test_nothing_of_it_is_a_no_with_its_reason(maker: PageClient, db: Any) -> None:
    order = an_asked_order()
    says(maker, order, "0", "0", why="waktu", words="Anak saya wisuda.")
    db.expire_all()
    (parcel,) = parcels_of(order)
    assert (parcel.state, parcel.returned, order.state) == ("declined", parcel.total, "cancelled")
    assert parcel.decline_reason == "Waktunya tidak cukup. Anak saya wisuda."
    assert differences() == {}


@pytest.mark.parametrize(
    ("counts", "fields", "sentence"),
    [
        (("2", "4"), {}, "Pilih alasannya, atau tulis sendiri: pembeli akan membacanya."),
        (("0", "0"), {}, "Pilih alasannya, atau tulis sendiri: pembeli akan membacanya."),
        (("2", "4"), {"why": "palsu"}, "Pilih alasannya, atau tulis sendiri: pembeli akan membacanya."),
        (("4", "4"), {"why": "bahan"}, "Isi antara 0 dan 3."),
        (("-1", "4"), {"why": "bahan"}, "Isi antara 0 dan 3."),
        (("1000000000", "4"), {"why": "bahan"}, "Isi antara 0 dan 3."),
        (("dua", "4"), {"why": "bahan"}, "Tulis dengan angka saja."),
        (("", "4"), {"why": "bahan"}, "Tulis jumlahnya. Kalau tidak bisa sama sekali, tulis 0."),
        (("2", "4"), {"words": "x" * 301}, "Terlalu panjang: paling banyak 300 huruf."),
    ],
)
def test_what_cannot_be_read_is_told_beside_its_field_and_nothing_changes(
    maker: PageClient, counts: Any, fields: Any, sentence: str
) -> None:
    order = an_asked_order()
    before = books()
    page = says(maker, order, *counts, **fields)
    assert page.status_code == 200 and sentence in page.text
    assert f'value="{counts[0]}"' in page.text  # what was typed stays
    assert books() == before


def test_lines_of_another_parcel_are_not_answered_here(db: Any) -> None:
    order, other = a_paid_order(), a_paid_order()
    before = books()
    maker, parcel_id = world.actor(world.SELLER), parcels_of(order)[0].id
    for wrong in (can(other, 1), {**can(order, 2), **can(other, 1)}, {}, can(order, 3), can(order, -1)):
        with pytest.raises(TooMany), db.begin_nested():
            answering.answer(maker, parcel_id, wrong, SHORT)
    with pytest.raises(NeedsReason), db.begin_nested():
        answering.answer(maker, parcel_id, can(order, 1), "")
    assert books() == before


@pytest.mark.parametrize("state", ["accepted", "packed", "sent", "received", "declined"])
def test_what_is_answered_is_not_answered_again(maker: PageClient, state: str) -> None:
    order = an_asked_order()
    reach(order, state)
    assert maker.get(f"{page_of(order)}/sebagian").location == page_of(order)
    names = [f"baris_{line}" for line in can(order, 0, 0)]
    token = maker.token("/akun")
    before = books()
    sent = {"csrf_token": token, "why": "bahan", **dict.fromkeys(names, "1")}
    answer = maker.post(f"{page_of(order)}/sebagian", data=sent)
    assert state == "declined" or "Keadaannya sudah berubah." in said(maker, answer)
    assert books() == before


def test_her_words_stay_words(maker: PageClient, signed_in: Any) -> None:
    order = an_asked_order()
    says(maker, order, "2", "4", words="<script>alert(1)</script> {amount} %s")
    page = signed_in(world.BUYER).get(f"/pesanan/{order.number}").text
    assert "1 dilepas dari pesanan, uangnya dikembalikan" in page
    reach(order, "declined")
    page = signed_in(world.BUYER).get(f"/pesanan/{order.number}").text
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("chosen", "words", "reason"),
    [
        ("bahan", "", "Bahannya habis."),
        ("bahan", " Sampai Rabu. ", "Bahannya habis. Sampai Rabu."),
        (None, "Hujan.", "Hujan."),
    ],
)
def test_a_reason_is_chosen_or_written_or_both(chosen: str | None, words: str, reason: str) -> None:
    assert reason_of(chosen, words) == reason
