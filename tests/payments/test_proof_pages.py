"""Pages of proofs and of money given back: what is said, what is refused beside its field, and who sees nothing."""

import io
import re
from typing import Any

import pytest

from app.base import clock
from app.payments.rules.ways import Way
from app.payments.service import proving
from tests.support import world
from tests.support.books import books
from tests.support.forms import forms_of
from tests.support.pages import PageClient
from tests.support.proofs import (
    a_payment,
    a_receipt,
    after,
    key_of,
    order_of,
    owed,
    repay,
    send,
    tell_target,
)
from tests.support.ties import rows


def upload(browser: PageClient, address: str, content: bytes, **fields: Any) -> Any:
    """Fill the form of a page that takes a photo, and send it."""
    photo = (io.BytesIO(content), "bukti.png") if content else (io.BytesIO(b""), "")
    data = {"csrf_token": browser.token(address), "photo": photo, **fields}
    return browser.post(address, data=data, content_type="multipart/form-data")


def page_of(payment: Any) -> str:
    return f"/checkout/{order_of(payment).number}/bukti/{payment.id}"


def part_page(payment: Any) -> str:
    return f"/checkout/{order_of(payment).number}/bayar/{payment.parcel_id}"


# -- the buyer ------------------------------------------------------------------------------------------


def test_a_buyer_sends_her_proof_from_the_page_on_which_she_pays(signed_in: Any) -> None:
    payment = a_payment()
    browser = signed_in(world.BUYER)
    opened = browser.get(part_page(payment)).text
    assert "Sudah bayar? Kirim buktinya" in opened
    assert page_of(payment) in [one.action for one in forms_of(opened)]
    answer = upload(browser, page_of(payment), a_receipt(), amount="102.000", payer="Sari")
    assert answer.location == part_page(payment)
    after_it = browser.get(answer.location).text
    assert "Buktinya sudah kami teruskan." in after_it
    assert (
        'Rumah Perca mencocokkannya paling lambat <span class="nb">Sen, 23 Nov 10.00 WIB</span>.' in after_it
    )
    assert rows("SELECT amount, payer FROM payment_proofs") == [(102_000, "Sari")]


@pytest.mark.parametrize(
    ("content", "typed", "sentence"),
    [
        (b"", "102.000", "Pilih fotonya dulu"),
        (b"%PDF-1.7 bukti", "102.000", "Ini berkas PDF."),
        (b"asal", "102.000", "Foto ini rusak atau bukan foto."),
        (a_receipt(), "seratus ribu", "Tulis jumlahnya dalam rupiah"),
    ],
)
def test_what_is_refused_stands_beside_its_field_and_nothing_typed_is_lost(
    signed_in: Any, content: bytes, typed: str, sentence: str
) -> None:
    payment = a_payment()
    browser = signed_in(world.BUYER)
    before = books()
    answer = upload(browser, page_of(payment), content, amount=typed, payer="Sari <b>Puspita</b>")
    assert answer.status_code == 200
    assert sentence in answer.text
    assert f'value="{typed}"' in answer.text and "Sari &lt;b&gt;Puspita&lt;/b&gt;" in answer.text
    assert books() == before


def test_a_guest_sees_her_picture_by_her_link_and_nobody_else_does(
    client: PageClient, signed_in: Any
) -> None:
    payment = a_payment(buyer=None)
    proof = send(payment)
    address, key = f"{page_of(payment)}/foto/{proof.id}", key_of(payment)
    seen = client.get(f"{address}?kunci={key}")
    assert (seen.status_code, seen.mimetype, seen.headers["Cache-Control"]) == (
        200,
        "image/webp",
        "private, no-store",
    )
    assert client.get(address).status_code == 404
    assert signed_in(world.OTHER_SELLER).get(address).status_code == 404
    other = a_payment(buyer=None)
    assert client.get(f"{page_of(other)}/foto/{proof.id}?kunci={key_of(other)}").status_code == 404


def test_a_late_maker_is_named_to_the_buyer(client: PageClient) -> None:
    payment = a_payment(buyer=None)
    send(payment)
    with clock.at(after(hours=25)):
        shown = client.get(f"{part_page(payment)}?kunci={key_of(payment)}").text
    assert 'Rumah Perca belum menjawab sampai <span class="nb">Sen, 23 Nov 10.00 WIB</span>.' in shown


def test_a_refused_proof_says_why_and_until_when(client: PageClient) -> None:
    payment = a_payment(buyer=None)
    send(payment)
    proving.send_back(world.actor(world.SELLER), payment.id, "Jumlahnya <i>beda</i>.")
    shown = client.get(f"{part_page(payment)}?kunci={key_of(payment)}").text
    assert (
        'Jumlahnya &lt;i&gt;beda&lt;/i&gt;. Kirim yang lain sampai <span class="nb">Sen, 23 Nov 10.00 WIB</span>.'
        in shown
    )


# -- the seller -----------------------------------------------------------------------------------------

IN = "/penjual/uang/masuk"


def test_a_seller_finds_the_proof_from_her_day_and_confirms(signed_in: Any) -> None:
    payment = a_payment()
    send(payment)
    browser = signed_in(world.SELLER)
    assert "1 bukti bayar menunggu dicocokkan" in browser.get("/penjual").text
    listed = browser.get(IN).text
    assert "Rp102.000" in listed and "Jawab sebelum Sen, 23 Nov 10.00 WIB" in listed
    sheet = browser.get(f"{IN}/{payment.id}").text
    picture = re.search(r'src="(/berkas/[^"]+)"', sheet)
    assert picture and browser.get(picture[1]).mimetype == "image/webp"
    answer = browser.send(f"{IN}/{payment.id}", to=f"{IN}/{payment.id}/masuk", amount="102.000")
    assert answer.location == IN
    assert "Tidak ada bukti yang menunggu" in browser.get(IN).text
    assert rows("SELECT state FROM payments") == [("succeeded",)]


def test_another_amount_asks_her_to_decide_and_her_second_press_takes_it(signed_in: Any) -> None:
    payment = a_payment()
    browser = signed_in(world.SELLER)
    before = books()["payments"]
    asked = browser.send(f"{IN}/{payment.id}", to=f"{IN}/{payment.id}/masuk", amount="101.500")
    assert "kurang Rp500" in asked.text and "Terima Rp101.500, anggap lunas" in asked.text
    assert books()["payments"] == before
    taken = {"amount": "101.500", "decision": "101500", "csrf_token": browser.token(f"{IN}/{payment.id}")}
    assert browser.post(f"{IN}/{payment.id}/masuk", data=taken).status_code == 303
    assert rows("SELECT seen FROM accepted_differences") == [(101_500,)]


@pytest.mark.parametrize("typed", ["", "lunas", "0", "-5", "102.000,50", "1" * 30])
def test_what_is_no_amount_settles_nothing(signed_in: Any, typed: str) -> None:
    payment = a_payment()
    browser = signed_in(world.SELLER)
    before = books()
    answer = browser.send(f"{IN}/{payment.id}", to=f"{IN}/{payment.id}/masuk", amount=typed)
    assert answer.status_code == 200 and 'aria-invalid="true"' in answer.text
    assert books() == before


def test_she_sends_it_back_with_a_reason_only(signed_in: Any) -> None:
    payment = a_payment()
    send(payment)
    browser = signed_in(world.SELLER)
    nothing = browser.send(f"{IN}/{payment.id}", to=f"{IN}/{payment.id}/belum", words="")
    assert "Pilih alasannya, atau tulis sendiri" in nothing.text
    assert browser.send(f"{IN}/{payment.id}", to=f"{IN}/{payment.id}/belum", why="belum").status_code == 303
    assert rows("SELECT state FROM payments") == [("opened",)]


def test_cash_that_is_agreed_on_stands_apart(signed_in: Any) -> None:
    a_payment(way=Way.CASH)
    assert "Dibayar nanti, sesuai kesepakatan" in signed_in(world.SELLER).get(IN).text


def test_a_strangers_payment_is_not_there(signed_in: Any) -> None:
    payment = a_payment()
    browser = signed_in(world.OTHER_SELLER)
    token = browser.token("/akun")
    before = books()
    assert browser.get(f"{IN}/{payment.id}").status_code == 404
    for deed in ("masuk", "belum", "minta", "batal-minta"):
        data = {"csrf_token": token, "amount": "102000", "why": "belum"}
        answer = browser.post(f"{IN}/{payment.id}/{deed}", data=data, follow_redirects=False)
        assert answer.status_code == 404, deed
    assert books() == before


def test_a_kader_who_acts_for_her_reads_that_she_has_not_asked(signed_in: Any) -> None:
    payment = a_payment()
    send(payment)
    browser = signed_in(world.KADER)
    seller = world.actor(world.SELLER).person_id
    browser.send("/akun/dampingi", to=f"/akun/dampingi/{seller}")
    sheet = browser.get(f"{IN}/{payment.id}").text
    assert "belum meminta bantuan untuk pembayaran ini" in sheet
    assert f"{IN}/{payment.id}/masuk" not in sheet and f"{IN}/{payment.id}/minta" not in sheet
    token = browser.token(IN)
    refused = browser.post(f"{IN}/{payment.id}/masuk", data={"csrf_token": token, "amount": "102000"})
    assert "Penjual belum meminta bantuan" in refused.text
    assert rows("SELECT state FROM payments") == [("checking",)]


# -- officers -------------------------------------------------------------------------------------------


def test_an_officer_confirms_what_she_was_asked_and_nothing_else(signed_in: Any) -> None:
    asked, quiet = a_payment(), a_payment()
    send(quiet)
    seller = signed_in(world.SELLER)
    seller.send(f"{IN}/{asked.id}", to=f"{IN}/{asked.id}/minta")
    officer = signed_in(world.OFFICER)
    assert officer.get(f"/dinas/uang/{quiet.id}").status_code == 404
    assert "Diminta mencocokkan" in officer.get("/dinas/uang").text
    sheet = officer.get(f"/dinas/uang/{asked.id}").text
    assert "Yati Penjual meminta bantuan Anda" in sheet
    off = officer.send(f"/dinas/uang/{asked.id}", to=f"/dinas/uang/{asked.id}/masuk", amount="101.999")
    assert "penjualnya sendiri yang memutuskan" in off.text and "anggap lunas" not in off.text
    officer.send(f"/dinas/uang/{asked.id}", to=f"/dinas/uang/{asked.id}/masuk", amount="102.000")
    assert sorted(rows("SELECT state FROM payments")) == [("checking",), ("succeeded",)]
    token = officer.token("/akun")
    for deed in ("masuk", "belum"):
        data = {"csrf_token": token, "amount": "102000", "why": "belum"}
        assert officer.post(f"/dinas/uang/{quiet.id}/{deed}", data=data).status_code == 404
    assert rows(f"SELECT state FROM payments WHERE id = {quiet.id}") == [("checking",)]  # noqa: S608


def test_an_officer_reminds_of_what_is_late(signed_in: Any) -> None:
    payment = a_payment()
    send(payment)
    officer = signed_in(world.OFFICER)
    assert "Tidak ada yang menunggu" in officer.get("/dinas/uang").text
    with clock.at(after(hours=25)):
        assert "Bukti bayar belum dijawab" in officer.get("/dinas/uang").text
        said = officer.send("/dinas/uang", to=f"/dinas/uang/{payment.id}/ingatkan")
        assert "Penjualnya sudah kami ingatkan." in officer.get(said.location).text
    assert rows("SELECT count(*) FROM notices WHERE subject LIKE 'Ratna Petugas mengingatkan%'") == [(1,)]


# -- money that goes back -------------------------------------------------------------------------------

BACK = "/penjual/uang/kembali"


def test_from_the_account_to_the_proof_to_the_buyer_who_misses_it(signed_in: Any) -> None:
    refund = owed()
    buyer, seller, officer = (signed_in(who) for who in (world.BUYER, world.SELLER, world.OFFICER))
    ((number,),) = rows("SELECT number FROM orders")
    home = f"/pesanan/{number}/uang-kembali"
    assert "Pembeli belum menulis rekeningnya" in seller.get(f"{BACK}/{refund.id}").text
    assert home in buyer.get(f"/pesanan/{number}").text
    told = {"by": "bank", "bank": "BRI", "number": "0123-4567-8901", "holder": "Sari"}
    buyer.send(home, to=f"{home}/{refund.id}/rekening", **told)
    assert "1 uang pembeli harus dikembalikan" in seller.get("/penjual").text
    assert "012345678901" in seller.get(f"{BACK}/{refund.id}").text
    answer = upload(seller, f"{BACK}/{refund.id}", a_receipt("kembali"), day="2026-11-22")
    assert answer.location == BACK
    assert "Sudah dikembalikan" in seller.get(BACK).text
    seen = buyer.get(home).text
    assert "Belum saya terima" in seen
    assert buyer.get(f"{home}/{refund.id}/bukti").mimetype == "image/webp"
    buyer.send(home, to=f"{home}/{refund.id}/belum", words="Di mutasi <b>kosong</b>.")
    assert "Pembeli belum menerima uangnya" in officer.get("/dinas/uang").text
    sheet = officer.get(f"/dinas/uang/kembali/{refund.id}").text
    assert "Di mutasi &lt;b&gt;kosong&lt;/b&gt;." in sheet and "012345678901" in sheet
    officer.send(f"/dinas/uang/kembali/{refund.id}", words="Sudah dikirim ulang.")
    assert "Sudah jelas." in buyer.get(home).text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"bank": "", "number": "123456", "holder": "Sari"}, "Tulis nama banknya"),
        ({"bank": "BRI", "number": "", "holder": "Sari"}, "Tulis nomor rekeningnya."),
        ({"bank": "BRI", "number": "12x", "holder": "Sari"}, "Nomor rekening ini belum benar."),
        ({"bank": "BRI", "number": "123456", "holder": ""}, "Tulis nama pemiliknya"),
        ({"by": "cash"}, "Uang tunai bisa kalau barangnya diambil sendiri."),
        ({"by": "emas"}, "Pilih salah satu dari daftar."),
    ],
)
def test_an_account_that_is_not_whole_is_told_beside_its_field(
    signed_in: Any, fields: dict[str, str], sentence: str
) -> None:
    refund = owed()
    ((number,),) = rows("SELECT number FROM orders")
    home = f"/pesanan/{number}/uang-kembali"
    browser = signed_in(world.BUYER)
    before = books()
    answer = browser.send(home, to=f"{home}/{refund.id}/rekening", **{"by": "bank", **fields})
    assert answer.status_code == 200 and sentence in answer.text
    for value in fields.values():
        assert not value or value in ("cash", "emas") or f'value="{value}"' in answer.text
    assert books() == before


@pytest.mark.parametrize(
    ("content", "day", "sentence"),
    [
        (b"", "2026-11-22", "Pilih fotonya dulu"),
        (a_receipt(), "", "Pilih tanggalnya."),
        (a_receipt(), "kemarin", "Tanggal ini belum terbaca."),
        (a_receipt(), "2026-11-23", "Tanggalnya belum bisa dipakai."),
    ],
)
def test_a_repayment_without_proof_or_day_is_told_beside_its_field(
    signed_in: Any, content: bytes, day: str, sentence: str
) -> None:
    refund = owed()
    tell_target(refund)
    browser = signed_in(world.SELLER)
    before = books()
    answer = upload(browser, f"{BACK}/{refund.id}", content, day=day)
    assert answer.status_code == 200 and sentence in answer.text
    assert books() == before


def test_nobody_else_sees_where_money_goes(client: PageClient, signed_in: Any) -> None:
    refund = owed()
    tell_target(refund)
    repay(refund)
    ((number,),) = rows("SELECT number FROM orders")
    home = f"/pesanan/{number}/uang-kembali"
    for address in (home, f"{home}/{refund.id}/bukti"):
        assert client.get(address).status_code == 404
        assert signed_in(world.OTHER_SELLER).get(address).status_code == 404
    assert signed_in(world.OTHER_SELLER).get(f"{BACK}/{refund.id}").status_code == 404
    assert signed_in(world.OFFICER).get(f"/dinas/uang/kembali/{refund.id}").status_code == 404
