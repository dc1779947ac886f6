"""Payouts on pages: the admin's lists, the bank's sheet, and what the seller reads of her own money."""

import io
from typing import Any

import pytest
import sqlalchemy as sa

from app.base import clock
from app.ledger.rules.payouts import BounceReason
from app.ledger.service import payouts as service
from tests.support import world
from tests.support.books import books, journal
from tests.support.buying import said
from tests.support.payouts import FREE, TUESDAY, a_batch, admin, an_account, balances, release, sold

LIST = "/admin/uang/pencairan"
MONEY = "/penjual/uang"


@pytest.fixture
def boss(signed_in: Any) -> Any:
    return signed_in(world.ADMIN)


def ready() -> None:
    an_account()
    sold()
    release()


def test_the_admin_makes_a_batch_and_reads_it(boss: Any) -> None:
    ready()
    with clock.at(TUESDAY):
        page = boss.get(LIST).text
        assert "Hari ini hari cair" in page and "Rumah Perca" in page and "Rp102.000" in page
        assert "1234567890" not in page
        answer = boss.send(LIST)
        batch = boss.get(answer.location).text
    assert "1234567890" in batch and "GERAI-CAIR-" in batch and "Menunggu bank" in batch
    assert balances() == (0, 0, 102_000, 0)


def test_who_cannot_be_paid_stands_there_with_the_reason(boss: Any) -> None:
    sold()
    release()
    page = boss.get(LIST).text
    assert "Belum bisa" in page and "Belum mengisi rekening" in page
    before = books()
    assert "Tidak ada yang bisa dicairkan sekarang." in said(
        boss, boss.post(LIST, data={"csrf_token": boss.token("/admin/uang/komisi")})
    )
    assert books() == before


def test_the_sheet_has_what_is_open_no_formulas_and_each_reading_is_kept(boss: Any, db: Any) -> None:
    an_account(holder="=HYPERLINK(evil)")
    sold()
    release()
    batch, (payout,) = a_batch()
    answer = boss.get(f"{LIST}/{batch.id}/daftar.csv")
    rows = answer.get_data(as_text=True).lstrip("\ufeff").splitlines()
    assert rows == [
        "Kode bank,Bank,Nomor rekening,Nama pemilik,Jumlah,Berita,Penerima",
        f"014,BCA,1234567890,'=HYPERLINK(evil),102000,{payout.number},Rumah Perca",
    ]
    assert answer.headers["Cache-Control"] == "no-store"
    assert journal("payout_batch", batch.id) == ["payout batch made", "payout list read"]
    service.note_bounced(admin(), payout.id, BounceReason.BANK)
    assert len(boss.get(f"{LIST}/{batch.id}/daftar.csv").get_data(as_text=True).splitlines()) == 1


def test_paid_with_proof_on_the_page_and_she_sees_the_slip(boss: Any, signed_in: Any) -> None:
    ready()
    _, (payout,) = a_batch()
    path = f"{LIST}/bayar/{payout.id}"
    page = boss.send(path, to=f"{path}/terkirim", reference="BRI-77").text
    assert "Unggah foto bukti transfernya" in page and 'value="BRI-77"' in page
    picture = (io.BytesIO(world.a_picture(500, 500)), "struk.jpg")
    answer = boss.send(path, to=f"{path}/terkirim", reference="BRI-77", proof=picture)
    assert "dicatat terkirim" in said(boss, answer)
    assert balances() == (0, 0, 0, 102_000)
    hers = signed_in(world.SELLER)
    page = hers.get(f"{MONEY}/pencairan/{payout.id}").text
    assert "BRI-77" in page and "Lihat bukti transfer" in page and "1234567890" not in page


def test_bounced_on_the_page_leads_her_to_her_account(boss: Any, signed_in: Any) -> None:
    ready()
    _, (payout,) = a_batch()
    path = f"{LIST}/bayar/{payout.id}"
    assert "Pilih alasan dari bank." in boss.send(path, to=f"{path}/kembali").text
    boss.send(path, to=f"{path}/kembali", reason="name")
    assert balances() == (0, 102_000, 0, 0)
    hers = signed_in(world.SELLER)
    page = hers.get(MONEY).text
    assert "Bank mengembalikan pencairan Ibu." in page and "Nama pemilik tidak cocok" in page
    assert "Ditolak bank" in hers.get("/penjual/uang/rekening").text


def test_a_gerai_that_has_sold_nothing_reads_when_money_comes(signed_in: Any) -> None:
    page = signed_in(world.SELLER).get(MONEY).text
    assert "Belum ada uang masuk" in page
    assert "Uang dari pesanan yang diterima hari ini cair paling cepat Jum, 27 Nov." in page


def test_she_reads_what_waits_what_is_free_and_when_it_comes(signed_in: Any, db: Any) -> None:
    an_account()
    order = sold()
    hers = signed_in(world.SELLER)
    page = hers.get(MONEY).text
    assert order.number in page and "Bebas Rab, 25 Nov 10.00 WIB, cair paling cepat Jum, 27 Nov" in page
    release()
    with clock.at(FREE):
        page = hers.get(MONEY).text
    assert "Ikut pencairan Jumat, 27 November." in page
    assert order.number not in page


def test_anothers_payout_does_not_exist_for_her(signed_in: Any) -> None:
    ready()
    _, (payout,) = a_batch()
    assert signed_in(world.OTHER_SELLER).get(f"{MONEY}/pencairan/{payout.id}").status_code == 404
    assert signed_in(world.SELLER).get(f"{LIST}/bayar/{payout.id}").status_code == 403


@pytest.mark.parametrize("path", [f"{LIST}/77", f"{LIST}/77/daftar.csv", f"{LIST}/bayar/77"])
def test_what_is_not_there_is_not_found(boss: Any, path: str) -> None:
    assert boss.get(path).status_code == 404


def test_the_database_keeps_state_and_facts_together(db: Any) -> None:
    ready()
    _, (payout,) = a_batch()
    for change in (
        "state = 'paid'",
        "state = 'bounced'",
        "amount = 0",
        "bounced_at = now(), bounce_reason = 'bank'",
        "paid_at = now()",
        "reference = ''",
    ):
        with pytest.raises(sa.exc.IntegrityError, match="ck_payouts_"), db.begin_nested():
            db.execute(sa.text(f"UPDATE payouts SET {change} WHERE id = {payout.id}"))  # noqa: S608
