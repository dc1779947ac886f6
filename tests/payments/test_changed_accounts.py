"""A changed bank account cools off for buyers' transfers too: who has stolen a phone does not get the next one."""

from datetime import timedelta
from typing import Any

import pytest

from app.base import clock
from app.ledger.models import BankAccount
from app.orders.models import Order
from app.payments.models import Payment
from app.payments.queries import paying, receiving
from app.payments.rules.amounts import CannotPay
from app.payments.rules.ways import Way
from app.payments.service import choosing, opening
from app.payments.service import receiving as ways
from tests.support import payouts, world
from tests.support.books import books
from tests.support.orders import an_order, parcels_of
from tests.support.paying import begun, takes
from tests.support.ties import differences

HOUR = timedelta(hours=1)
CHANGED = world.SUNDAY - HOUR
"""Sunday, nine in the morning; three days later is Wednesday, 25 November."""
WARM = CHANGED + timedelta(hours=72)


def hers(number: str = "1234567890", *, hours: int = 0, holder: str = "YATI PENJUAL") -> BankAccount:
    """She states an account, so many hours before the tests' moment."""
    with clock.at(world.SUNDAY - hours * HOUR):
        return payouts.an_account(number=number, holder=holder)


def switches_on_transfer() -> None:
    ways.switch(world.actor(world.SELLER), Way.TRANSFER, on=True)


def offered(order: Order) -> tuple[Way, ...]:
    (part,) = paying.parts_of(order)
    return choosing.choices(part, world.actor(world.BUYER)).ways


@pytest.fixture
def changed(db: Any) -> BankAccount:
    """Transfer and QRIS are on; an hour ago she told another number."""
    hers(hours=48)
    switches_on_transfer()
    takes(world.SELLER, Way.QRIS)
    return hers("9876543210", hours=1)


def page_of(order: Order) -> str:
    return f"/checkout/{order.number}/bayar/{parcels_of(order)[0].id}"


def test_a_first_account_counts_at_once_also_where_money_waits_for_her(db: Any) -> None:
    payouts.sold()
    account = hers()
    assert account.usable_from == world.SUNDAY + 72 * HOUR
    switches_on_transfer()
    assert offered(an_order()) == (Way.TRANSFER,)


def test_a_changed_one_is_not_offered_for_three_days_and_then_is(changed: BankAccount) -> None:
    order = an_order()
    assert changed.usable_from == WARM
    assert offered(order) == (Way.QRIS,)
    with clock.at(WARM - timedelta(seconds=1)):
        assert offered(order) == (Way.QRIS,)
    with clock.at(WARM):
        assert offered(order) == (Way.TRANSFER, Way.QRIS)


def test_a_corrected_name_stops_no_transfer_and_warms_no_changed_number(db: Any) -> None:
    hers(hours=48)
    switches_on_transfer()
    hers(hours=2, holder="YATI P.")
    assert offered(an_order()) == (Way.TRANSFER,)
    hers("9876543210", hours=1)
    hers("9876543210", holder="YATI")
    assert receiving.tills([payouts.seller_id()])[payouts.seller_id()].transfers_from == WARM


def test_a_forged_or_late_click_changes_nothing(changed: BankAccount, signed_in: Any) -> None:
    order = an_order()
    browser = signed_in(world.BUYER)
    browser.token(page_of(order))
    before = books()
    answer = browser.send(page_of(order), way="transfer")
    assert answer.status_code == 200
    assert books() == before
    part = parcels_of(order)[0].id
    with pytest.raises(CannotPay, match="baru bisa ditransfer mulai Rab, 25 Nov"):
        begun(order, part, Way.TRANSFER)
    with pytest.raises(CannotPay, match="baru mengganti rekeningnya"):
        opening.start_direct(order.id, part, Way.TRANSFER)
    assert books() == before


def test_an_open_payment_keeps_its_account_and_is_answered_again(db: Any) -> None:
    first = hers(hours=48)
    switches_on_transfer()
    order = an_order()
    payment = begun(order, parcels_of(order)[0].id, Way.TRANSFER)
    hers("9876543210")
    assert begun(order, parcels_of(order)[0].id, Way.TRANSFER).id == payment.id
    db.expire_all()
    assert db.get_one(Payment, payment.id).bank_account_id == first.id
    assert differences() == {}


def test_the_buyer_is_told_from_when_if_it_was_the_only_way(db: Any, signed_in: Any) -> None:
    hers(hours=48)
    switches_on_transfer()
    order = an_order()
    hers("9876543210", hours=1)
    page = signed_in(world.BUYER).get(page_of(order)).text
    assert "Rumah Perca bisa dibayar lewat transfer mulai Rab, 25 Nov 09.00 WIB." in page
    assert "jadi pesan lagi sesudah itu" in page
    assert "9876543210" not in page


def test_she_reads_until_when_and_why(changed: BankAccount, signed_in: Any) -> None:
    browser = signed_in(world.SELLER)
    page = browser.get("/penjual/uang/cara-bayar").text
    assert "Pembeli bisa mentransfer ke rekening ini mulai Rab, 25 Nov 09.00 WIB." in page
    assert "Cara bayar yang lain tetap jalan." in page
    page = browser.get("/penjual/uang/rekening").text
    assert "Pencairan dan transfer dari pembeli ke rekening ini mulai Rab, 25 Nov 09.00 WIB." in page


def test_others_are_not_touched(changed: BankAccount) -> None:
    neighbour = takes(world.OTHER_SELLER, Way.TRANSFER)
    other = world.an_approved_product(neighbour, name="Keset Tetangga", price=30_000)
    assert offered(an_order({other: 1})) == (Way.TRANSFER,)
