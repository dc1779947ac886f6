"""The pages of a seller's schedule: her hands week by week, closures with the parcels promised for them, forms that lose nothing."""

import re
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.catalog.models import Closure, Product, ProductionLine
from app.catalog.queries import own
from app.catalog.service import schedule
from app.db.journal import JournalEntry
from app.orders.service import parcels
from tests.support import orders, world
from tests.support.buying import said
from tests.support.forms import filled
from tests.support.pages import PageClient

MONDAY = world.SUNDAY.date() + timedelta(days=1)
PAGE = "/penjual/jadwal"


@pytest.fixture
def maker(signed_in: Any) -> PageClient:
    browser: PageClient = signed_in(world.SELLER)
    return browser


@pytest.fixture
def made(db: Any) -> Product:
    return world.goods().made


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_schedule_says_pace_week_and_what_is_free(maker: PageClient, made: Product) -> None:
    orders.a_paid_order({made: 3})
    page = words(maker.get(PAGE).text)
    assert "Keset Kepang 2 sehari, Senin–Sabtu" in page
    assert "Sen, 23 Nov – Min, 29 Nov 3 dipesan, 9 masih kosong" in page
    assert "Sen, 23 Nov 2 penuh" in page
    assert "Min, 29 Nov – bukan hari kerja" in page


def test_a_closure_lists_the_parcels_that_were_promised_for_its_days(
    maker: PageClient, made: Product
) -> None:
    order = orders.a_paid_order({made: 3, world.goods().ready: 1})
    orders.an_order({made: 1})  # not paid: not hers to see yet
    (parcel,) = orders.parcels_of(order)
    sent = maker.send(
        f"{PAGE}/tutup",
        line=made.line_id,
        first=MONDAY.isoformat(),
        last=(MONDAY + timedelta(days=1)).isoformat(),
        reason="Hajatan",
    )
    page = said(maker, sent)
    assert "Hari tutup sudah dicatat" in page
    assert "Sen, 23 Nov sampai Sel, 24 Nov Hanya Keset Kepang, Hajatan" in words(page)
    assert "1 pesanan sudah dijanjikan untuk hari-hari ini." in page
    assert "Pembelinya tetap memegang tanggal itu, kecuali setuju tanggal lain." in page
    assert f"{order.number}, Sari: 3 dikerjakan Sen, 23 Nov sampai Sel, 24 Nov" in words(page)
    assert page.count(f'href="/penjual/pesanan/{parcel.id}"') == 1


def test_what_lies_ready_counts_when_the_whole_gerai_is_closed_until_it_is_sent(
    maker: PageClient, db: Any
) -> None:
    order = orders.a_paid_order({world.goods().ready: 1})
    schedule.close(world.actor(world.SELLER), line_id=None, first=MONDAY, last=MONDAY, reason="")
    assert f"{order.number}, Sari: dikemas Sen, 23 Nov" in words(maker.get(PAGE).text)
    who, (parcel,) = world.actor(world.SELLER), orders.parcels_of(order)
    parcels.accept(who, parcel.id)
    parcels.pack(who, parcel.id)
    parcels.send(who, parcel.id, courier="JNE", tracking="1")
    assert "sudah dijanjikan" not in maker.get(PAGE).text


def test_another_closure_names_no_parcel_of_other_days(maker: PageClient, made: Product) -> None:
    orders.a_paid_order({made: 1})
    who = world.actor(world.SELLER)
    day = MONDAY + timedelta(days=1)
    schedule.close(who, line_id=None, first=day, last=day, reason="<b>tebal</b>")
    page = maker.get(PAGE).text
    assert "sudah dijanjikan" not in page
    assert "&lt;b&gt;tebal&lt;/b&gt;" in page


def test_a_closure_can_be_taken_back_from_the_page(maker: PageClient, made: Product, db: Any) -> None:
    planned = schedule.close(world.actor(world.SELLER), line_id=None, first=MONDAY, last=MONDAY, reason="")
    page = said(maker, maker.send(PAGE, to=f"{PAGE}/tutup/{planned.id}/hapus"))
    assert "Hari tutup dihapus" in page
    assert 'id="hari-tutup"' not in page
    assert maker.send(f"{PAGE}/tutup", to=f"{PAGE}/tutup/999999/hapus").status_code == 404


def test_a_neighbours_hands_and_closures_are_not_there(signed_in: Any, made: Product, count: Any) -> None:
    planned = schedule.close(world.actor(world.SELLER), line_id=None, first=MONDAY, last=MONDAY, reason="")
    other = signed_in(world.OTHER_SELLER)
    before = count(JournalEntry)
    assert other.get(f"{PAGE}/tangan/{made.line_id}").status_code == 404
    assert other.send(f"{PAGE}/tutup", to=f"{PAGE}/tutup/{planned.id}/hapus").status_code == 404
    assert "Keset Kepang" not in other.get(PAGE).text
    assert "Belum ada yang dibuat setelah dipesan" in other.get(PAGE).text
    assert count(JournalEntry) == before


def test_hands_are_arranged_on_their_page(maker: PageClient, made: Product, db: Any) -> None:
    path = f"{PAGE}/tangan/{made.line_id}"
    assert filled(maker.get(path).text, "finish_days") == {
        "per_day": ["2"],
        "weekdays": ["0", "1", "2", "3", "4", "5"],
    }
    sent = maker.send(path, name="Teras", per_day="6", weekdays=["0", "2"], finish_days="3")
    assert "berlaku untuk pesanan baru" in said(maker, sent)
    line = db.get(ProductionLine, made.line_id)
    assert (line.name, line.per_day, line.weekdays, line.finish_days) == ("Teras", 6, 5, 3)
    shop = maker.get(f"/produk/{made.slug}").text
    assert "6 sehari, Senin dan Rabu, lalu 3 hari kerja untuk menyelesaikannya." in words(shop)


WRONG = [
    ({"per_day": ""}, "Tulis sehari sanggup membuat berapa."),
    ({"per_day": "1000000000"}, "Isi antara 1 dan 5.000."),
    ({"per_day": "-3"}, "Isi antara 1 dan 5.000."),
    ({"per_day": "dua"}, "Tulis dengan angka saja."),
    ({"weekdays": []}, "Pilih paling sedikit satu hari kerja."),
    ({"weekdays": ["7"]}, "Pilih dari daftar."),
    ({"finish_days": "15"}, "Isi antara 0 dan 14."),
    ({"name": "x" * 41}, "Terlalu panjang: paling banyak 40 huruf."),
]


@pytest.mark.parametrize(("changes", "sentence"), WRONG)
def test_wrong_hands_get_a_sentence_and_lose_nothing(
    maker: PageClient, made: Product, count: Any, changes: dict[str, Any], sentence: str
) -> None:
    before = count(JournalEntry)
    path = f"{PAGE}/tangan/{made.line_id}"
    typed = {"name": "Teras", "per_day": "6", "weekdays": ["0", "2"], "finish_days": "3"} | changes
    answer = maker.send(path, **typed)
    assert (answer.status_code, sentence in answer.text) == (200, True)
    kept = filled(answer.text, "finish_days")
    assert kept.get("finish_days") == [typed["finish_days"]]
    assert kept.get("name") == [typed["name"]]
    assert count(JournalEntry) == before


WRONG_CLOSURES = [
    ({"first": "kapan-kapan"}, "Tanggal ini belum terbaca. Pilih dari kalender, ya."),
    ({"first": ""}, "Pilih hari pertamanya."),
    ({"last": "2026-11-20"}, "Hari terakhir tutup ada sebelum hari pertamanya."),
    ({"first": "2020-01-01", "last": "2020-01-02"}, "Tanggal tutup ini sudah lewat."),
    ({"last": "9999-12-31"}, "Tutup paling lama 120 hari."),
    ({"line": "999999"}, "Pilih salah satu dari daftar."),
    ({"reason": "x" * 81}, "Terlalu panjang: paling banyak 80 huruf."),
]


@pytest.mark.parametrize(("changes", "sentence"), WRONG_CLOSURES)
def test_a_wrong_closure_gets_a_sentence_and_is_not_kept(
    maker: PageClient, made: Product, count: Any, changes: dict[str, str], sentence: str
) -> None:
    typed = {"line": "semua", "first": "2026-11-30", "last": "2026-12-01", "reason": "Hajatan"} | changes
    answer = maker.send(f"{PAGE}/tutup", **typed)
    assert (answer.status_code, sentence in answer.text) == (200, True)
    assert f'value="{typed["reason"]}"' in answer.text
    assert count(Closure) == 0


def test_the_offer_page_lets_her_choose_hands_that_work_already(
    maker: PageClient, made: Product, db: Any
) -> None:
    ready = world.goods().ready
    path = f"/penjual/barang/{ready.slug}/harga"
    page = maker.get(path).text
    assert "Sama dengan Keset Kepang: 2 sehari, Senin–Sabtu" in page
    typed = filled(page, "supply") | {"supply": ["made"], "hands": [str(made.line_id)]}
    assert maker.send(path, **typed).status_code == 303
    assert own.product(ready.id).line_id == made.line_id
    assert filled(maker.get(path).text, "supply")["hands"] == [str(made.line_id)]
    assert filled(maker.get(f"/penjual/barang/{made.slug}/harga").text, "supply")["hands"] == [
        str(made.line_id)
    ]


def test_her_own_hands_are_not_offered_to_her_as_others(maker: PageClient, made: Product) -> None:
    page = maker.get(f"/penjual/barang/{made.slug}/harga").text
    assert "Sama dengan" not in page


def test_hands_that_are_no_longer_there_are_refused_beside_the_field(
    maker: PageClient, made: Product, db: Any
) -> None:
    ready = world.goods().ready
    path = f"/penjual/barang/{ready.slug}/harga"
    typed = filled(maker.get(path).text, "supply") | {"supply": ["made"], "hands": ["424242"]}
    answer = maker.send(path, **typed)
    assert (answer.status_code, "Pilih salah satu dari daftar." in answer.text) == (200, True)
    assert db.scalar(sa.select(Product.supply).where(Product.id == ready.id)) == "ready"
