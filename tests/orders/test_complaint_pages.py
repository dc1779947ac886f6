"""A complaint on the pages of buyer, guest, seller and mediator, with pictures, bad input and strangers."""

import io
from typing import Any

import pytest
import sqlalchemy as sa

from app.db.journal import JournalEntry
from app.media.models import Evidence
from app.orders.models import Complaint
from app.orders.queries import complaints as queries
from app.orders.rules.complaint import ComplaintState
from app.orders.service import adjusting, complaints
from tests.support import world
from tests.support.books import books, letters
from tests.support.buying import said
from tests.support.complaints import (
    TWENTY,
    a_complaint,
    a_delivered_order,
    accepts,
    after,
    asks_mediator,
    clocks_at,
    key_of,
    order_of,
)
from tests.support.orders import parcels_of
from tests.support.pages import PageClient
from tests.support.ties import differences

EVIL = "<script>alert(1)</script> {{ 7 * 7 }} ' OR 1=1 --"


@pytest.fixture
def buyer(signed_in: Any) -> PageClient:
    browser: PageClient = signed_in(world.BUYER)
    return browser


@pytest.fixture
def seller(signed_in: Any) -> PageClient:
    browser: PageClient = signed_in(world.SELLER)
    return browser


@pytest.fixture
def officer(signed_in: Any) -> PageClient:
    browser: PageClient = signed_in(world.OFFICER)
    return browser


def begin(order: Any, key: str | None = None) -> str:
    kunci = f"?kunci={key}" if key else ""
    return f"/pesanan/{order.number}/bagian/{parcels_of(order)[0].id}/masalah{kunci}"


def fields(order: Any, **changes: Any) -> dict[str, Any]:
    line = adjusting.lines_of(parcels_of(order)[0])[0].id
    return {
        "kind": "damaged",
        f"line_{line}": "1",
        "words": "Tepinya lepas.",
        "wanted": "part_refund",
        "amount": "20.000",
        **changes,
    }


def shots(*contents: bytes) -> list[tuple[io.BytesIO, str]]:
    return [(io.BytesIO(one), f"foto{at}.jpg") for at, one in enumerate(contents)]


def test_from_the_order_to_the_end(buyer: PageClient, seller: PageClient, db: Any) -> None:
    order = a_delivered_order()
    assert "Ada masalah?" in buyer.get(f"/pesanan/{order.number}").text
    sent = buyer.send(begin(order), **fields(order, photos=shots(world.a_picture(400, 400))))
    assert "Keluhannya sudah kami teruskan ke pembuatnya." in said(buyer, sent)
    complaint = db.scalar(sa.select(Complaint))
    assert letters()[-1] == f"Keluhan pesanan {order.number}: ada keluhan dari pembeli"
    assert "1 keluhan menunggu jawaban Ibu" in seller.get("/penjual/pesanan").text
    hers = f"/penjual/keluhan/{complaint.id}"
    page = seller.get(hers).text
    assert "Sekarang giliran Ibu" in page and "Dari Sari, Kota Tangerang" in page
    assert "Sari Pembeli" not in page and "Jl. Uji" not in page
    offered = seller.send(f"{hers}/tawar", outcome="part_refund", amount="15.000", words="Maaf ya, Bu.")
    assert "Tawaran Ibu sudah sampai ke pembeli." in said(seller, offered)
    mine = f"/pesanan/{order.number}/keluhan/{complaint.id}"
    page = buyer.get(mine).text
    assert "Sekarang giliran Anda" in page and "Rp15.000 kembali" in page and "Maaf ya, Bu." in page
    offer = queries.offer_of(complaint.id)
    done = buyer.send(mine, to=f"{mine}/setuju", tawaran=offer.id if offer else 0)
    assert "Sepakat. Pembuatnya kami kabari." in said(buyer, done)
    assert complaint.state is ComplaintState.SETTLED
    assert differences() == {}
    page = buyer.get(f"/pesanan/{order.number}").text
    assert "Keluhan: rusak" in page


def test_the_mediator_sees_both_sides_and_decides(
    buyer: PageClient, seller: PageClient, officer: PageClient, db: Any
) -> None:
    complaint = a_complaint()
    assert "Tidak ada yang menunggu" in officer.get("/dinas/keluhan").text
    hers, mine = (
        f"/penjual/keluhan/{complaint.id}",
        f"/pesanan/{order_of(complaint).number}/keluhan/{complaint.id}",
    )
    seller.send(hers, to=f"{hers}/tolak", words="Waktu dikirim utuh.")
    asked = buyer.send(mine, to=f"{mine}/penengah", words="Lihat fotonya.")
    assert "Penengah sudah kami minta." in said(buyer, asked)
    assert "Ratna Petugas, petugas dinas, memutuskan paling lambat" in buyer.get(mine).text
    assert "1 menunggu putusan" in officer.get("/dinas/keluhan").text
    assert "1 keluhan menunggu putusan" in officer.get("/dinas").text
    desk = f"/dinas/keluhan/{complaint.id}"
    page = officer.get(desk).text
    assert "Waktu dikirim utuh." in page and "Lihat fotonya." in page and "/berkas/" in page
    read = sa.select(sa.func.count()).where(JournalEntry.what == "complaint read")
    assert db.scalar(read) == 1
    before = books()
    refused = officer.send(desk, outcome="part_refund", amount="1.000.000", words="Begitu.")
    assert "Paling banyak Rp45.000" in refused.text and "1.000.000" in refused.text
    refused = officer.send(desk, outcome="part_refund", amount="9.000", words="")
    assert "Tulis alasannya: pembeli dan penjual membacanya." in refused.text
    assert {**books(), "journal": 0} == {**before, "journal": 0}
    decided = officer.send(desk, outcome="part_refund", amount="9.000", words="Separuh-separuh.")
    assert "Putusan sudah tercatat." in said(officer, decided)
    for browser, page_of in ((buyer, mine), (seller, hers)):
        assert "Separuh-separuh." in browser.get(page_of).text
    assert "Sudah ditangani" in officer.get("/dinas/keluhan").text


def test_a_guest_follows_hers_by_the_key_and_nobody_without_it(client: PageClient, db: Any) -> None:
    order = a_delivered_order(buyer=None, email="tamu@gerai.example")
    key = key_of(order)
    photo = world.a_picture(400, 400)
    sent = client.send(begin(order, key), **fields(order, photos=shots(photo)))
    assert sent.status_code == 303 and f"kunci={key}" in sent.location
    complaint = db.scalar(sa.select(Complaint))
    (evidence,) = queries.evidence_of(complaint.id)
    assert db.get(Evidence, evidence).owner_id is None
    mine = f"/pesanan/{order.number}/keluhan/{complaint.id}"
    picture = client.get(f"{mine}/foto/{evidence}?kunci={key}")
    assert (picture.status_code, picture.mimetype) == (200, "image/webp")
    assert picture.headers["Cache-Control"] == "private, no-store"
    for path in (mine, f"{mine}?kunci=salah", f"{mine}/foto/{evidence}", begin(order)):
        assert client.get(path).status_code == 404
    complaints.offer(world.actor(world.SELLER), complaint.id, TWENTY, "")
    link = db.scalar(
        sa.text("SELECT link FROM notices WHERE email = 'tamu@gerai.example' ORDER BY id DESC LIMIT 1")
    )
    assert link == f"{mine}?kunci={key}"
    assert "Rp20.000 kembali" in client.get(link).text


def test_somebody_elses_evidence_does_not_open_with_ones_own_complaint(buyer: PageClient, db: Any) -> None:
    complaint = a_complaint()
    other = a_complaint(a_delivered_order({world.goods().ready: 1}))
    mine = f"/pesanan/{order_of(complaint).number}/keluhan/{complaint.id}/foto"
    assert buyer.get(f"{mine}/{queries.evidence_of(complaint.id)[0]}").status_code == 200
    assert buyer.get(f"{mine}/{queries.evidence_of(other.id)[0]}").status_code == 404
    assert buyer.get(f"{mine}/{10**17}").status_code == 404


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ([b"bukan gambar"], "bukan foto"),
        ([b"%PDF-1.7"], "Ini berkas PDF."),
        ([b"GOOD", b"bukan gambar"], "bukan foto"),
        ([b"GOOD"] * 7, "Foto paling banyak 6."),
    ],
)
def test_pictures_that_are_none_or_too_many_are_told_and_nothing_is_lost(
    buyer: PageClient, count: Any, files: list[bytes], sentence: str
) -> None:
    order = a_delivered_order()
    good = world.a_picture(300, 300)
    before = books()
    sent = buyer.send(
        begin(order), **fields(order, photos=shots(*(good if one == b"GOOD" else one for one in files)))
    )
    assert sent.status_code == 200
    assert sentence.lower() in sent.text.lower()
    assert "Tepinya lepas." in sent.text and "20.000" in sent.text
    assert books() == before
    assert count(Evidence) == 0


def test_a_seventh_picture_later_is_refused_too(buyer: PageClient, count: Any) -> None:
    picture = world.a_picture(300, 300)
    complaint = a_complaint(photos=[picture] * 5)
    mine = f"/pesanan/{order_of(complaint).number}/keluhan/{complaint.id}"
    refused = buyer.send(mine, to=f"{mine}/foto", photos=shots(picture, picture))
    assert "Foto paling banyak 6." in refused.text
    assert count(Evidence) == 5
    assert "Fotonya sudah masuk." in said(buyer, buyer.send(mine, to=f"{mine}/foto", photos=shots(picture)))
    assert len(queries.evidence_of(complaint.id)) == 6
    assert "Tambah foto" not in buyer.get(mine).text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"kind": ""}, "Pilih apa yang terjadi."),
        ({"kind": "late"}, "Pilih salah satu dari daftar."),
        ({"kind": "'; DROP TABLE"}, "Pilih salah satu dari daftar."),
        ({"wanted": "drop"}, "Untuk keluhan ini pilih salah satu: kirim ulang"),
        ({"wanted": ""}, "Pilih yang Anda harapkan."),
        ({"words": "   "}, "Ceritakan singkat"),
        ({"words": "x" * 1001}, "Terlalu panjang: paling banyak 1000 huruf."),
        ({"amount": ""}, "Tulis berapa rupiah yang kembali."),
        ({"amount": "45.001"}, "Paling banyak Rp45.000"),
        ({"amount": "-5"}, "Tulis harganya dalam rupiah"),
        ({"pieces": "0"}, "Isi jumlahnya pada barang yang bermasalah."),
        ({"pieces": "3"}, "Isi antara 0 dan 2."),
        ({"pieces": "1000000000"}, "Isi antara 0 dan 2."),
        ({"pieces": "dua"}, "Tulis dengan angka saja."),
    ],
)
def test_a_form_that_does_not_fit_says_so_and_changes_nothing(
    buyer: PageClient, changes: dict[str, str], sentence: str
) -> None:
    order = a_delivered_order()
    line = adjusting.lines_of(parcels_of(order)[0])[0].id
    given = {f"line_{line}" if name == "pieces" else name: value for name, value in changes.items()}
    before = books()
    answer = buyer.send(begin(order), **fields(order, **given))
    assert answer.status_code == 200
    assert sentence in answer.text
    assert books() == before


def test_evil_words_stay_words(buyer: PageClient, seller: PageClient, officer: PageClient, db: Any) -> None:
    complaint = a_complaint(words=EVIL)
    maker = world.actor(world.SELLER)
    complaints.refuse(maker, complaint.id, EVIL)
    asks_mediator(complaint, EVIL)
    mine = f"/pesanan/{order_of(complaint).number}/keluhan/{complaint.id}"
    for browser, path in (
        (buyer, mine),
        (seller, f"/penjual/keluhan/{complaint.id}"),
        (officer, f"/dinas/keluhan/{complaint.id}"),
    ):
        page = browser.get(path).text
        assert "<script>alert(1)" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7 * 7 }}" in page


def test_what_cannot_be_complained_about_says_when_it_can(buyer: PageClient, db: Any) -> None:
    order = a_delivered_order()
    a_complaint(order, pieces=2)
    page = buyer.get(begin(order)).text
    assert "Belum ada yang bisa dikeluhkan di sini" in page and "7 hari setelah barang diterima" in page
    before = books()
    buyer.post(begin(order), data={"csrf_token": "x", **fields(order)})
    assert books() == before


def test_a_seller_sends_again_and_the_buyer_receives(buyer: PageClient, seller: PageClient, db: Any) -> None:
    complaint = a_complaint(wanted=complaints.Proposal(complaints.Outcome.RESEND))
    hers = f"/penjual/keluhan/{complaint.id}"
    assert "Terima kasih, Bu." in said(seller, seller.send(hers, to=f"{hers}/setuju"))
    page = seller.get(hers).text
    assert (
        "Kirim ulang paling lambat Senin, 23 November" in page and "Jl. Uji No. 1" in page
    )  # the address, now that she sends there
    refused = seller.send(hers, to=f"{hers}/kirim", courier="JNE", tracking="")
    assert "Tulis nomor resinya" in refused.text
    assert complaint.state is ComplaintState.RESENDING
    seller.send(hers, to=f"{hers}/kirim", courier="JNE", tracking="ULANG1")
    mine = f"/pesanan/{order_of(complaint).number}/keluhan/{complaint.id}"
    assert "ULANG1" in buyer.get(mine).text
    assert "Terima kasih sudah memberi kabar." in said(buyer, buyer.send(mine, to=f"{mine}/diterima"))
    assert complaint.state is ComplaintState.SETTLED


def test_a_return_shows_where_to_and_pays_when_it_is_there(
    buyer: PageClient, seller: PageClient, db: Any
) -> None:
    complaint = a_complaint(wanted=complaints.Proposal(complaints.Outcome.RETURN))
    mine, hers = (
        f"/pesanan/{order_of(complaint).number}/keluhan/{complaint.id}",
        f"/penjual/keluhan/{complaint.id}",
    )
    assert "Gang Rahasia No. 7" not in buyer.get(mine).text
    seller.send(hers, to=f"{hers}/setuju")
    assert "Gang Rahasia No. 7" in buyer.get(mine).text
    buyer.send(mine, to=f"{mine}/kirim-balik", courier="JNE", tracking="BALIK1")
    assert "BALIK1" in seller.get(hers).text and "Gang Rahasia No. 7" not in buyer.get(mine).text
    done = seller.send(hers, to=f"{hers}/kembali", keadaan="utuh")
    assert "Uang pembeli kami kembalikan." in said(seller, done)
    assert differences() == {}


def test_letters_of_every_step_reach_those_who_did_not_take_it(db: Any) -> None:
    complaint = a_complaint()
    number = order_of(complaint).number
    maker = world.actor(world.SELLER)
    complaints.offer(maker, complaint.id, TWENTY, "")
    complaints.refuse(maker, complaint.id, "Saya keliru menghitung.")
    asks_mediator(complaint)
    clocks_at(after(days=1))
    complaints.decide(world.actor(world.OFFICER), complaint.id, TWENTY, "Begitu.")
    told = [one.removeprefix(f"Keluhan pesanan {number}: ") for one in letters() if "Keluhan" in one]
    assert told == [
        "ada keluhan dari pembeli",
        "penjual menawarkan jalan keluar",
        "penjual tidak menerima keluhannya",
        "penengah diminta membantu",  # to the seller
        "penengah diminta membantu",  # to the officer
        "sebagian uang kembali",  # to the buyer
        "sebagian uang kembali",  # to the seller
    ]
    with pytest.raises(complaints.RuleBroken):
        accepts(complaint)
