"""Where a seller's money goes: she says it herself, with her password; a change is told, and cools off for three days."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.accounts.service import TooManyTries, WrongPassword
from app.base import clock
from app.base.errors import RuleBroken
from app.db.journal import JournalEntry
from app.ledger.models import BankAccount
from app.ledger.queries import bank
from app.ledger.rules.banks import BadAccountNumber, BadHolder, UnknownBank
from app.ledger.service import banking
from tests.support import payouts, world
from tests.support.books import books, journal, letters
from tests.support.buying import said
from tests.support.ledger import journals
from tests.support.payouts import an_account

PAGE = "/penjual/uang/rekening"
TYPED = {"bank": "014", "number": "123 456 7890", "holder": "Yati Penjual", "password": world.PASSWORD}
DAYS = timedelta(days=1)


def count() -> int:
    return int(payouts.statements.session().scalar(sa.select(sa.func.count()).select_from(BankAccount)) or 0)


def test_the_first_account_may_be_used_at_once_and_is_told(signed_in: Any, db: Any) -> None:
    browser = signed_in(world.SELLER)
    page = said(browser, browser.send(PAGE, **TYPED))
    assert "Rekening sudah disimpan." in page
    assert "BCA" in page and "•••• 7890" in page and "1234567890" not in page
    held = bank.held(payouts.seller_id())
    assert held is not None
    assert (held.bank, held.number, held.holder) == ("014", "1234567890", "Yati Penjual")
    assert held.usable_from == held.since == world.SUNDAY
    assert journal("seller", payouts.seller_id())[-1] == "bank account stated"
    facts = db.scalar(sa.select(JournalEntry.facts).where(JournalEntry.what == "bank account stated"))
    assert facts == {"bank": "014", "number": "•••• 7890", "was": None}
    assert letters()[-1] == "Rekening gerai sudah diisi"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"bank": ""}, "Pilih banknya dari daftar."),
        ({"bank": "999"}, "Pilih salah satu dari daftar."),
        ({"number": ""}, "Tulis nomor rekeningnya."),
        ({"number": "12 34"}, "Nomor rekening ditulis dengan angka"),
        ({"number": "1234567890a"}, "Nomor rekening ditulis dengan angka"),
        ({"number": "0" * 10}, "Nomor rekening ditulis dengan angka"),
        ({"holder": "  "}, "Tulis nama pemiliknya"),
        ({"password": ""}, "Ketik kata sandi"),
        ({"password": "bukan-sandinya"}, "Kata sandinya tidak cocok."),
        ({"holder": "x" * 81}, "Terlalu panjang"),
    ],
)
def test_each_mistake_has_its_sentence_and_keeps_what_was_typed(
    signed_in: Any, changes: dict[str, str], sentence: str
) -> None:
    browser = signed_in(world.SELLER)
    before = books()
    answer = browser.send(PAGE, **{**TYPED, **changes})
    assert sentence in answer.text
    assert count() == 0
    assert {**books(), "journal": 0} == {**before, "journal": 0}
    typed = {**TYPED, **changes}
    assert f'value="{typed["number"]}"' in answer.text or not typed["number"]
    assert world.PASSWORD not in answer.text


def test_a_changed_account_cools_off_and_everybody_is_written_to(db: Any) -> None:
    first = an_account()
    with clock.at(world.SUNDAY + DAYS):
        second = an_account(number="9876543210")
    assert second.usable_from == world.SUNDAY + 4 * DAYS
    assert (first.until, bank.held(payouts.seller_id())) == (world.SUNDAY + DAYS, second)
    assert letters()[-1] == "Rekening gerai baru saja diganti"
    body = db.scalar(sa.text("SELECT body FROM notices ORDER BY id DESC LIMIT 1"))
    assert "BCA •••• 3210" in body and "Kam, 26 Nov 10.00 WIB" in body and "ganti kata sandi" in body


def test_a_corrected_name_cools_nothing_but_does_not_warm_what_is_cooling(db: Any) -> None:
    an_account()
    with clock.at(world.SUNDAY + DAYS):
        assert an_account(holder="Yati P.").usable_from == world.SUNDAY + DAYS
        cooling = an_account(number="9876543210").usable_from
    with clock.at(world.SUNDAY + 2 * DAYS):
        assert (
            an_account(number="9876543210", holder="YATI").usable_from == cooling == world.SUNDAY + 4 * DAYS
        )


def test_the_first_account_cools_off_where_money_waits_already(db: Any) -> None:
    payouts.sold()
    assert journals() == ["payment:1"] or len(journals()) == 1
    assert an_account().usable_from == world.SUNDAY + 3 * DAYS


def test_the_same_account_once_more_changes_nothing(db: Any) -> None:
    first, before = an_account(), books()
    with clock.at(world.SUNDAY + DAYS):
        assert an_account(number="1234 567 890").id == first.id
    assert (count(), books()) == (1, before)


def test_a_name_of_somebody_else_is_remarked_and_taken(signed_in: Any) -> None:
    browser = signed_in(world.SELLER)
    page = said(browser, browser.send(PAGE, **{**TYPED, "holder": "BUDI SANTOSO", "number": "12345678901"}))
    assert "Nama pemilik rekening berbeda dengan nama Ibu (Yati Penjual)" in page
    assert "Nomor BCA biasanya 10 angka, yang ini 11." in page
    assert count() == 1


def test_a_kader_who_helps_cannot_say_where_the_money_goes(signed_in: Any) -> None:
    browser = signed_in(world.KADER)
    seller = world.actor(world.SELLER).person_id
    browser.send("/akun/dampingi", to=f"/akun/dampingi/{seller}")
    page = browser.get(PAGE)
    assert "Rekening hanya bisa diisi Yati Penjual sendiri" in page.text
    assert "Simpan rekening" not in page.text
    token = browser.token("/penjual/uang/cara-bayar")
    browser.post(PAGE, data={"csrf_token": token, **TYPED})
    assert count() == 0


def test_tries_of_the_password_are_counted(db: Any) -> None:
    seller = world.actor(world.SELLER)
    for _ in range(8):
        with pytest.raises(WrongPassword):
            banking.state(seller, bank="014", number="12345", holder="Y", password="salah")
    with pytest.raises(TooManyTries):
        banking.state(seller, bank="014", number="12345", holder="Y", password=world.PASSWORD)
    assert count() == 0


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [({"bank": "999"}, UnknownBank), ({"number": "1"}, BadAccountNumber), ({"holder": " "}, BadHolder)],
)
def test_the_service_refuses_by_itself(db: Any, wrong: dict[str, str], refusal: type[RuleBroken]) -> None:
    facts = {"bank": "014", "number": "12345", "holder": "Yati", "password": world.PASSWORD, **wrong}
    with pytest.raises(refusal):
        banking.state(world.actor(world.SELLER), **facts)
    assert count() == 0


def test_text_of_a_holder_never_becomes_markup(signed_in: Any) -> None:
    browser = signed_in(world.SELLER)
    page = said(browser, browser.send(PAGE, **{**TYPED, "holder": "<b>Yati</b>"}))
    assert "&lt;b&gt;Yati&lt;/b&gt;" in page


def test_it_is_a_wanted_step_that_holds_no_opening_back(db: Any, signed_in: Any) -> None:
    maker = world.a_maker("Ibu Rekening")
    seller = world.a_gerai(maker, "Gerai Rekening")
    assert seller.state == "open"
    page = signed_in(world.SELLER).get("/penjual/gerai").text
    assert "Uang dari pesanan yang diterima hari ini cair paling cepat Jum, 27 Nov." in page
    an_account()
    assert "BCA •••• 7890." in signed_in(world.SELLER).get("/penjual/gerai").text
