"""An agency's order says what it is for to everybody who works on it, and asks nobody to pay."""

import pytest

from app.base import clock
from app.gifts.rules.life import RequestState
from app.orders.queries import order as orders
from app.orders.queries import papers
from app.orders.service import parcels
from app.payments.service import expiring
from tests.support import gifts, hub, world
from tests.support.gift_orders import accepted, missing_of, need_of, orders_of, parcel_of, stock_of
from tests.support.pages import complaints

PURPOSE = "Rapat Kerja Daerah, diserahkan Senin, 21 Desember"
NEEDED = "Sabtu, 19 Desember"


@pytest.fixture
def product(db):
    return gifts.an_official_maker("Satu", stock=30)


def test_while_the_head_is_asked_its_page_says_so_and_nothing_is_to_be_paid(signed_in, product) -> None:
    order = gifts.submitted(gifts.drafted(product))
    browser = signed_in(world.OFFICER)
    page = browser.get(f"/pesanan/{order.number}").text
    assert f"Untuk {PURPOSE}" in page and NEEDED in page
    assert "Menunggu persetujuan kepala instansi sampai" in page
    assert "Menunggu dibayar" not in page and "Batalkan pesanan" not in page
    assert complaints(page) == []
    (part,) = orders.parcels_of(order.id)
    for path in (f"/checkout/{order.number}/bayar", f"/checkout/{order.number}/bayar/{part.parcel.id}"):
        answer = browser.get(path)
        assert (answer.status_code, answer.location) == (302, f"/pesanan/{order.number}")
    mine = browser.get("/pesanan").text
    assert f"Untuk {PURPOSE}" in mine and "Menunggu persetujuan kepala" in mine


def test_its_page_leads_to_the_request_and_opens_for_every_officer_of_the_agency(signed_in, product) -> None:
    request = gifts.drafted(product)
    order = gifts.submitted(request)
    gifts.the_head()
    head = signed_in(gifts.HEAD_PHONE)
    assert head.get(f"/pesanan/{order.number}").status_code == 200
    answer = head.get(f"/dinas/cinderamata/pesanan/{order.number}")
    assert answer.location == f"/dinas/cinderamata/{request.id}"
    stranger = signed_in(world.OTHER_OFFICER)
    assert stranger.get(f"/pesanan/{order.number}").status_code == 404
    assert stranger.get(f"/dinas/cinderamata/pesanan/{order.number}").status_code == 404


def test_a_hold_that_ends_says_that_nobody_agreed_and_not_that_nobody_paid(signed_in, product) -> None:
    request = gifts.drafted(product)
    order = gifts.submitted(request)
    with clock.at(clock.now() + 2 * gifts.HOLD):
        expiring.expire_unpaid(clock.now())
    page = signed_in(world.OFFICER).get(f"/pesanan/{order.number}").text
    assert "Kepala instansi belum menyetujui sampai batasnya" in page
    assert "Batas bayarnya" not in page and "Pesan lagi" not in page
    assert (stock_of(product), request.state) == (30, RequestState.DRAFT)


def test_her_list_and_her_papers_say_what_it_is_for(product) -> None:
    request = gifts.agreed(product)
    parcel = parcel_of(request, product)
    maker, (order,) = gifts.maker_of(product), orders_of(request)
    lists = orders.sellers_parcels(maker, [parcel.state], 10)
    assert [one.purpose for one in lists] == [PURPOSE]
    accepted(request, product)
    label = papers.labels(parcel, order, test=False)[0]
    packing = papers.packing_list(parcel, order, test=False)
    assert (label.purpose, label.agency, packing.purpose) == (PURPOSE, "Dinas Uji", PURPOSE)
    assert (packing.recipient, label.needed_on, packing.needed_on) == ("Dinas Uji", *[order.needed_on] * 2)
    assert (label.bring_until, packing.bring_until) == (None, None)


def test_a_maker_who_declines_is_told_of_no_money_and_the_log_neither(signed_in, product) -> None:
    request = gifts.agreed(product)
    parcels.decline(gifts.maker_of(product), parcel_of(request, product).id, "Sakit.")
    (order,) = orders_of(request)
    changes = orders.changes_of(order.id)
    assert changes[-1].sentence.startswith("Gerai Satu tidak sanggup: Sakit. Rp9")
    assert changes[-1].sentence.endswith("tidak jadi dibayar.")
    page = signed_in(world.OFFICER).get(f"/pesanan/{order.number}").text
    assert "dikembalikan" not in page


def test_substitutes_are_chosen_on_a_page_of_their_own(signed_in, product) -> None:
    other = gifts.an_official_maker("Dua", stock=25)
    request = gifts.agreed(product)
    browser = signed_in(world.OFFICER)
    path = f"/dinas/cinderamata/{request.id}/pengganti"
    assert browser.get(path).location == f"/dinas/cinderamata/{request.id}"
    parcels.decline(gifts.maker_of(product), parcel_of(request, product).id, "Sakit.")
    front = browser.get(f"/dinas/cinderamata/{request.id}").text
    assert "20 barang belum ada pembuatnya" in front and path in front
    page = browser.get(path).text
    field = f"ganti_{need_of(request)}_{world.variant_of(other).id}"
    assert "Gerai Satu: tidak bisa. Sakit." in page and "Sanggup sampai <b>25</b>" in page
    assert f'name="{field}"' in page and complaints(page) == []
    for typed, said in (("26", "yang diminta 26"), ("²", "angka"), ("", "Tulis dulu berapa")):
        answer = browser.send(path, **{field: typed})
        assert (answer.status_code, said in answer.text) == (200, True), typed
        assert stock_of(other) == 25
    answer = browser.send(path, **{field: "20"})
    assert (answer.status_code, answer.location) == (303, f"/dinas/cinderamata/{request.id}")
    assert (stock_of(other), missing_of(request)) == (5, {})
    assert signed_in(world.OTHER_OFFICER).get(path).status_code == 404


def test_the_keeper_reads_what_it_is_for(signed_in, product) -> None:
    other = gifts.an_official_maker("Dua", stock=25)
    request = gifts.agreed(product, other, post_id=hub.a_post().id)
    whole = hub.whole_of(orders_of(request)[0])
    browser = signed_in(world.CURATOR)
    listed = browser.get("/kurator/posko", follow_redirects=True).text
    assert f"Untuk {PURPOSE}" in listed and f"Harus sudah diambil {NEEDED}" in listed
    page = browser.get(f"/kurator/posko/paket/{whole.id}").text
    assert all(one in page for one in ("<h2>Dinas Uji</h2>", PURPOSE, NEEDED, 'href="tel:+6281200001002"'))
    assert complaints(page) == []


def test_what_goes_to_a_post_says_on_paper_until_when_and_for_whom(signed_in, product) -> None:
    other = gifts.an_official_maker("Dua", stock=25)
    request = gifts.agreed(product, other, post_id=hub.a_post().id)
    parcel, (order,) = accepted(request, product), orders_of(request)
    label = papers.labels(parcel, order, test=False)[0]
    packing = papers.packing_list(parcel, order, test=False)
    until = hub.rules.due_at(hub.whole_of(order).bring_by, world.NEXT_DOOR)
    assert (label.bring_until, packing.bring_until, packing.post) == (until, until, "Posko PKK Uji")
    assert (label.recipient, label.agency, packing.recipient) == ("Posko PKK Uji", "Dinas Uji", "Dinas Uji")


def test_the_keeper_goes_on_without_what_lacks_and_reads_of_no_money(signed_in, product) -> None:
    other = gifts.an_official_maker("Dua", stock=25)
    request = gifts.agreed(product, other, post_id=hub.a_post().id)
    parcel, whole = accepted(request, product), hub.whole_of(orders_of(request)[0])
    (line,) = [row.line.id for row in orders.lines_of([parcel.id])[parcel.id]]
    browser, page = signed_in(world.CURATOR), f"/kurator/posko/paket/{whole.id}"
    path = f"{page}/bagian/{parcel.id}"
    browser.send(page, to=path, **{f"tanda-{line}": "kurang", f"kurang-{line}": "2"})
    browser.send(page, to=f"{path}/tanpa")
    said = browser.get(page).text
    assert "Dilanjutkan tanpa yang kurang. Instansinya kami kabari." in said and "dikembalikan" not in said
    assert missing_of(request) == {0: 2}


def test_an_unpaid_part_is_declined_without_a_word_of_money(signed_in, product) -> None:
    request = gifts.agreed(product)
    parcel = parcel_of(request, product)
    browser = signed_in(gifts.signs_in_as(product))
    page = browser.get(f"/penjual/pesanan/{parcel.id}").text
    assert f"Untuk {PURPOSE}" in page and NEEDED in page and complaints(page) == []
    assert "Pesanan Dinas Uji." in page and "Menunggu jawaban Ibu" in page
    assert "lepas sendiri, dan instansinya mencari pembuat lain" in page
    for path in ("tolak", "sebagian"):
        page = browser.get(f"/penjual/pesanan/{parcel.id}/{path}").text
        assert "dikembalikan" not in page and "uang pembeli" not in page.lower()
    accepted(request, product)
    page = browser.get(f"/penjual/pesanan/{parcel.id}").text
    assert (
        "Kurangi tagihan" in page
        and f"/penjual/barang/{orders.lines_of([parcel.id])[parcel.id][0].slug}/kartu" in page
    )
    assert "<h1>Kurangi tagihan</h1>" in browser.get(f"/penjual/pesanan/{parcel.id}/uang-kembali").text
