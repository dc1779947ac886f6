"""A batch is taken back: nothing of it is sold or sent any more, orders are mended, and every buyer of it is told."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest

from app.base import clock
from app.base.errors import NotFound, RuleBroken
from app.catalog.models import Batch, Product
from app.catalog.queries import batches as batch_queries
from app.catalog.service import goods
from app.db.ports import port
from app.orders.models import Order, Parcel
from app.orders.ports import OrderKeys
from app.orders.queries import traced as queries
from app.orders.service import lots, parcels, recalling
from app.web.sheets import safe_cell
from tests.support import jobs, world
from tests.support.batches import a_batch, a_snack, lots_in, on_hand, two_batches
from tests.support.books import books, journal, letters, stock_of
from tests.support.orders import a_paid_order, an_order, parcels_of
from tests.support.ties import differences

WHY = "Kemasannya bocor."


def recall(batch: Batch) -> None:
    recalling.recall_own(world.actor(world.SELLER), batch.id, WHY)
    jobs.do_all()


def sent(product: Product, pieces: int, **wishes: Any) -> tuple[Order, Parcel]:
    """An order that has left the house."""
    order = a_paid_order({product: pieces}, **wishes)
    return order, _on_its_way(order)


def _on_its_way(order: Order, *, until: str = "sent") -> Parcel:
    maker = world.actor(world.SELLER)
    (parcel,) = parcels_of(order)
    parcels.accept(maker, parcel.id)
    if until in ("packed", "sent"):
        parcels.pack(maker, parcel.id)
    if until == "sent":
        parcels.send(maker, parcel.id, courier="JNE", tracking="1")
    return parcel


def test_from_the_recall_on_nothing_of_it_is_sold(db: Any) -> None:
    product, old, _ = two_batches(old=5, fresh=2)
    variant = world.variant_of(product).id
    recalling.recall_own(world.actor(world.SELLER), old.id, WHY)
    assert (on_hand()["B-LAMA"], stock_of(variant)) == ((5, 0, 5), 2)
    with pytest.raises(goods.NotToBeHad, match="Keripik Uji tinggal 2"), db.begin_nested():
        goods.take({variant: 3})
    before = books()
    with pytest.raises(RuleBroken, match="Kode B-LAMA sudah ditarik"), db.begin_nested():
        recalling.recall_own(world.actor(world.SELLER), old.id, WHY)
    with pytest.raises(RuleBroken, match="Kode B-LAMA sudah ditarik"), db.begin_nested():
        a_batch(product, "B-LAMA", old.best_before, 3)
    assert books() == before
    assert journal("batch", old.id) == ["batch added", "batch recalled"]


@pytest.mark.parametrize("until", ["paid", "accepted", "packed"])
def test_what_is_not_sent_yet_is_exchanged_when_there_is_enough(db: Any, until: str) -> None:
    product, old, _ = two_batches(old=3, fresh=9)
    order = a_paid_order({product: 3})
    if until != "paid":
        _on_its_way(order, until=until)
    recall(old)
    (parcel,) = parcels_of(order)
    assert lots_in(order.id) == {"B-BARU": 3}
    assert on_hand() == {"B-BARU": (9, 6, 0), "B-LAMA": (3, 0, 3)}
    assert parcel.returned == 0
    assert parcel.state == ("to_answer" if until == "paid" else "accepted")
    told = f"Buka lagi paket {order.number}: isinya diganti"
    assert (told in letters()) is (until == "packed")
    assert differences() == {}


def test_what_nothing_can_take_the_place_of_falls_away_with_its_money(db: Any) -> None:
    product, old, _ = two_batches(old=4, fresh=1)
    order = a_paid_order({product: 4})
    recall(old)
    (parcel,) = parcels_of(order)
    assert lots_in(order.id) == {"B-BARU": 1}
    assert parcel.returned == 3 * 45_000 + 12_000  # and what the lighter parcel costs less
    assert parcel.state == "to_answer"
    assert f"3 Keripik Uji dari pesanan {order.number} tidak jadi dikirim" in letters()
    assert on_hand()["B-LAMA"] == (4, 0, 4)
    assert differences() == {}


def test_when_nothing_is_left_the_part_ends_and_all_its_money_goes_back(db: Any) -> None:
    product = a_snack()
    batch = a_batch(product, pieces=4)
    order = a_paid_order({product: 4})
    _on_its_way(order, until="packed")
    recall(batch)
    (parcel,) = parcels_of(order)
    assert (parcel.state, parcel.returned, order.state) == ("declined", parcel.total, "cancelled")
    assert parcel.decline_reason == f"Kode B1 ditarik dari peredaran: {WHY}"
    assert differences() == {}


def test_an_unpaid_order_is_exchanged_whole_or_let_go(db: Any) -> None:
    product, old, _ = two_batches(old=5, fresh=3)
    small, large = an_order({product: 2}), an_order({product: 3, world.goods().ready: 1})
    recall(old)
    assert (small.state, lots_in(small.id)) == ("placed", {"B-BARU": 2})
    assert (large.state, lots_in(large.id)) == ("cancelled", {})
    assert letters()[-1] == f"Pesanan {large.number} dilepas, tidak ada yang perlu dibayar"
    assert stock_of(world.variant_of(world.goods().ready).id) == 10
    assert on_hand() == {"B-BARU": (3, 1, 0), "B-LAMA": (5, 0, 5)}
    assert differences() == {}


def test_the_recall_list_is_exactly_the_orders_that_hold_the_batch(db: Any, signed_in: Any) -> None:
    product, old, _ = two_batches(old=6, fresh=9)
    member, _ = sent(product, 2)
    guest, parcel = sent(product, 3, buyer=None)
    unsent = a_paid_order({product: 1})
    fresh, _ = sent(product, 2)
    parcels.receive(guest.number, parcel.id, None, _key(guest))
    recall(old)
    found = {one.number: (one.pieces, one.state.value, one.told_at) for one in queries.holders(old.id)}
    assert found == {member.number: (2, "sent", world.SUNDAY), guest.number: (3, "received", None)}
    assert {unsent.number, fresh.number} & set(found) == set()
    assert "Jangan dimakan dulu: Keripik Uji kode B-LAMA ditarik" in letters()
    browser = signed_in(world.SELLER)
    page = browser.get(f"/penjual/tarik/{old.id}").text
    assert guest.number in page
    assert "Belum.</b> Tidak ada e-mail, tolong ditelepon." in page
    text = browser.get(f"/penjual/tarik/{old.id}/daftar.csv").text
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [row[:5] for row in rows[1:]] == [
        [member.number, "Sari Pembeli", "0812-0000-1005", "2", "Dikirim"],
        [guest.number, "Sari Pembeli", "0812-0000-1005", "3", "Diterima"],
    ]
    assert journal("batch", old.id).count("recall list read") == 2
    browser.send(f"/penjual/tarik/{old.id}", to=f"/penjual/tarik/{old.id}/ditelepon/{guest.id}")
    assert {one.told_at for one in queries.holders(old.id)} == {world.SUNDAY}


def _key(order: Order) -> str:
    return port(OrderKeys).key_for(order.number)


def test_the_job_may_come_twice_and_tells_and_pays_once(db: Any) -> None:
    product, old, _ = two_batches(old=6, fresh=1)
    sent(product, 2)
    guest, _ = sent(product, 2, buyer=None)
    a_paid_order({product: 2})
    recall(old)
    before = books()
    recalling.settle(old.id)
    assert books() == before
    assert guest.state == "paid"


def test_the_money_of_recalled_pieces_goes_back_when_the_buyer_asks_and_once(db: Any, signed_in: Any) -> None:
    product, old, _ = two_batches(old=3, fresh=3)
    order, parcel = sent(product, 5)
    recall(old)
    browser, page = signed_in(world.BUYER), f"/pesanan/{order.number}"
    assert "Jangan dimakan: Keripik Uji kode B-LAMA" in browser.get(page).text
    browser.send(page, to=f"{page}/tarik/{old.id}/uang")
    (line,) = queries.recalled_in(order.id)
    assert (line.pieces, parcel.returned) == (3, line.worth)
    before = books()
    browser.send("/akun", to=f"{page}/tarik/{old.id}/uang")
    assert books() == before
    stranger = world.actor(world.OTHER_SELLER)
    with pytest.raises(NotFound), db.begin_nested():
        recalling.repay(order.number, old.id, stranger, "salah")
    assert differences() == {}


def test_a_parcel_with_recalled_pieces_is_neither_packed_nor_sent_before_it_is_mended(db: Any) -> None:
    product, old, _ = two_batches(old=3, fresh=3)
    accepted = _on_its_way(a_paid_order({product: 1}), until="accepted")
    packed = _on_its_way(a_paid_order({product: 1}), until="packed")
    maker = world.actor(world.SELLER)
    recalling.recall_own(maker, old.id, WHY)
    before = books()
    for deed in (
        lambda: parcels.pack(maker, accepted.id),
        lambda: parcels.send(maker, packed.id, courier="JNE", tracking="1"),
    ):
        with pytest.raises(lots.Recalled), db.begin_nested():
            deed()
    db.expire_all()
    assert books() == before


def test_an_officer_recalls_in_her_region_and_nobody_elsewhere_reads_it(db: Any, signed_in: Any) -> None:
    product, old, _ = two_batches()
    sent(product, 1)
    near, far, other = signed_in(world.OFFICER), signed_in(world.OTHER_OFFICER), signed_in(world.OTHER_SELLER)
    for browser, path in ((far, "/dinas"), (other, "/penjual")):
        assert browser.get(f"{path}/tarik/{old.id}").status_code == 404
        assert browser.get(f"{path}/tarik/{old.id}/daftar.csv").status_code == 404
    assert "B-LAMA" in near.get("/dinas/tarik", query_string={"q": "lama"}).text
    assert "Belum ada kode seperti itu" in far.get("/dinas/tarik", query_string={"q": "lama"}).text
    path = f"/dinas/tarik/{old.id}"
    assert "1 pembeli sudah menerima 1" in near.get(path).text
    assert "Tulis alasannya: pembeli akan membacanya." in near.send(path, reason=" ").text
    near.send(path, reason="<b>Berjamur</b>")
    jobs.do_all()
    assert "&lt;b&gt;Berjamur&lt;/b&gt;" in near.get(path).text
    assert "Kode B-LAMA ditarik: Keripik Uji" in letters()
    assert [one.batch.code for one in batch_queries.recalled_in_region(world.actor(world.OFFICER))] == [
        "B-LAMA"
    ]
    assert batch_queries.recalled_in_region(world.actor(world.OTHER_OFFICER)) == []


@pytest.mark.parametrize("text", ["=1+1", "+62", "-3", "@SUM(A1)", "\t=1"])
def test_no_cell_of_the_list_is_a_formula(text: str) -> None:
    assert safe_cell(text) == f"'{text}"
    assert safe_cell("Sari") == "Sari"


def test_pieces_that_come_back_after_the_recall_are_withdrawn(db: Any) -> None:
    product, old, _ = two_batches(old=3, fresh=3)
    order = an_order({product: 4})
    recalling.recall_own(world.actor(world.SELLER), old.id, WHY)
    with clock.at(world.SUNDAY + timedelta(hours=2)):
        parcels.expire(order.id)
    assert on_hand() == {"B-BARU": (3, 3, 0), "B-LAMA": (3, 0, 3)}
    assert differences() == {}
