"""The rate of commission is set for a later day, told to sellers before they name a price, and shown on each part."""

from datetime import timedelta
from typing import Any

import pytest

from app.base import clock
from app.ledger.models import CommissionRate
from app.orders.service import answering
from tests.support import world
from tests.support.books import books
from tests.support.ledger import a_rate
from tests.support.orders import a_paid_order, an_order, parcels_of
from tests.support.ties import rows

PAGE = "/admin/uang/komisi"


def test_nothing_is_kept_until_an_admin_says_so(signed_in: Any, db: Any) -> None:
    text = signed_in(world.ADMIN).get(PAGE).text
    assert "<h1>Potongan Gerai: 0 %</h1>" in text
    assert "Belum pernah diubah." in text
    price = signed_in(world.SELLER).get(f"/penjual/barang/{world.goods().ready.slug}/harga").text
    assert "Potongan Gerai <b>0 %</b> dari harga barang.</p>" in price


def test_a_rate_is_noted_with_its_day_and_who_set_it(signed_in: Any, db: Any) -> None:
    browser = signed_in(world.ADMIN)
    answer = browser.send(PAGE, percent="2,5 %", begins_on="2026-12-01")
    assert answer.status_code == 303
    admin = world.actor(world.ADMIN).person_id
    assert rows("SELECT bps, begins_on::text, made_by_id FROM commission_rates") == [
        (250, "2026-12-01", admin)
    ]
    assert rows("SELECT what, facts FROM journal WHERE subject = 'commission rate'") == [
        ("commission rate set", {"bps": 250, "begins_on": "2026-12-01"})
    ]
    assert "Potongan Gerai: 0 %" in browser.get(PAGE).text
    price = signed_in(world.SELLER).get(f"/penjual/barang/{world.goods().ready.slug}/harga").text
    assert "Mulai 1 Desember 2026: <b>2,5 %</b>" in price
    with clock.at(world.SUNDAY + timedelta(days=10)):
        assert "<h1>Potongan Gerai: 2,5 %</h1>" in signed_in(world.ADMIN).get(PAGE).text


@pytest.mark.parametrize(
    ("percent", "day", "said"),
    [
        ("", "2026-12-01", "Tulis potongannya"),
        ("banyak", "2026-12-01", "Tulis dengan angka"),
        ("2,555", "2026-12-01", "Tulis dengan angka"),
        ("-1", "2026-12-01", "Tulis dengan angka"),
        ("31", "2026-12-01", "0 sampai 30 persen"),
        ("2,5", "", "Pilih hari pertamanya."),
        ("2,5", "besok", "Tanggal ini belum terbaca."),
        ("2,5", "2026-11-22", "paling cepat besok"),
    ],
)
def test_a_rate_that_makes_no_sense_changes_nothing(
    signed_in: Any, db: Any, count: Any, percent: str, day: str, said: str
) -> None:
    browser = signed_in(world.ADMIN)
    before = books()
    answer = browser.send(PAGE, percent=percent, begins_on=day)
    assert answer.status_code == 200
    assert said in answer.text
    assert f'value="{percent}"' in answer.text
    assert count(CommissionRate) == 0
    assert books() == before


def test_a_maker_sees_the_cut_of_each_thing_and_what_is_hers(signed_in: Any, db: Any) -> None:
    a_rate(1_000)
    (part,) = parcels_of(a_paid_order({world.goods().ready: 2}))
    browser = signed_in(world.SELLER)
    text = browser.get(f"/penjual/pesanan/{part.id}").text
    assert "Potongan Gerai 10 %: Rp9.000" in text
    assert "<dt>Potongan Gerai 10 %</dt><dd>-Rp9.000</dd>" in text
    assert "<dt>Bagian Ibu</dt><dd>Rp93.000</dd>" in text
    ((line,),) = rows("SELECT id FROM order_lines")
    answering.answer(world.actor(world.SELLER), part.id, {line: 1}, "Bahannya habis.")
    assert "<dt>Potongan Gerai 10 %</dt><dd>-Rp4.500</dd>" in browser.get(f"/penjual/pesanan/{part.id}").text


def test_without_a_commission_she_reads_that_there_is_none(signed_in: Any, db: Any) -> None:
    (part,) = parcels_of(a_paid_order())
    text = signed_in(world.SELLER).get(f"/penjual/pesanan/{part.id}").text
    assert "<dt>Potongan Gerai 0 %</dt><dd>Rp0</dd>" in text
    assert "<dt>Bagian Ibu</dt><dd>Rp102.000</dd>" in text


def test_an_order_is_frozen_with_the_rate_of_its_day(db: Any) -> None:
    a_rate(250)
    order = an_order()
    with clock.at(world.SUNDAY - timedelta(days=30)):
        earlier = an_order({world.goods().ready: 1})
    assert [one.commission_bps for one in parcels_of(order)] == [250]
    assert [one.commission_bps for one in parcels_of(earlier)] == [0]
