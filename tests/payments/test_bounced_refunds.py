"""A refund that was done and came back: owed again, tried again, or sent by bank transfer with a proof."""

import io
import json
from datetime import date, timedelta
from itertools import permutations
from typing import Any

import pytest
import sqlalchemy as sa

from app.base import clock
from app.base.errors import NotFound
from app.media.rules.photo import BadPhoto
from app.orders.models import Order
from app.orders.service import parcels
from app.payments.models import Refund
from app.payments.ports import RefundOutcome, RefundStanding
from app.payments.queries import tying
from app.payments.rules.proving import NeedsPhoto, ProofUsed
from app.payments.rules.transferring import BadTransferDay, NotRefused
from app.payments.service import refunding, settling, transferring
from app.payments.service.reconciling import reconcile
from tests.fakes.stripe_server import FakeStripe
from tests.support import world
from tests.support.books import books, letters
from tests.support.books import journal as told_of
from tests.support.cards import begun, report
from tests.support.jobs import do_all, waiting
from tests.support.ledger import journal, journals
from tests.support.orders import an_order, parcels_of
from tests.support.pages import PageClient
from tests.support.proofs import a_receipt
from tests.support.ties import differences, rows

REASON = "Bahannya habis sampai minggu depan."
SUNDAY = date(2026, 11, 22)
STANDING = (
    "SELECT r.state, r.bounced, r.done_at IS NOT NULL, p.captured, p.refunded "
    "FROM refunds r JOIN payments p ON p.id = r.payment_id"
)
DONE, FAILED = ("done", 0, True, 102_000, 102_000), ("failed", 1, False, 102_000, 0)
BACK = "Uang dari pesanan {} sudah dikembalikan"
AWAY = "Uang dari pesanan {} belum sampai"


@pytest.fixture
def order(stripe: FakeStripe, db: Any) -> Order:
    """Paid by card, declined by its maker, given back; her bank has it."""
    made = an_order()
    stripe.pay(begun(made))
    settling.check(made)
    do_all()
    parcels.decline(world.actor(world.SELLER), parcels_of(made)[0].id, REASON)
    do_all()
    assert rows(STANDING) == [DONE]
    return made


@pytest.fixture
def bounced(order: Order, stripe: FakeStripe, client: PageClient) -> int:
    """And her bank has sent it away; the refund's id."""
    come_back(stripe, client)
    ((refund_id,),) = rows("SELECT id FROM refunds")
    return int(refund_id)


def come_back(stripe: FakeStripe, client: PageClient) -> None:
    """The newest refund fails at Stripe, which tells it."""
    known = set(stripe.events)
    stripe.finish_refund(list(stripe.refunds)[-1], "failed")
    for number in set(stripe.events) - known:
        assert report(client, json.dumps(stripe.events[number]).encode()).status_code == 200
    do_all()


def again(refund_id: int, minutes: int = 1) -> None:
    """An admin has it tried once more, and the worker works."""
    with clock.at(world.SUNDAY + timedelta(minutes=minutes)):
        refunding.retry_refund(world.actor(world.ADMIN), refund_id)
        do_all()


def transfer(refund_id: int, content: bytes | None = None, on: date = SUNDAY) -> None:
    shown = a_receipt("Transfer Rp102.000") if content is None else content
    transferring.record_transfer(world.actor(world.ADMIN), refund_id, shown, on)


def test_it_is_owed_again_and_told(order: Order, bounced: int, db: Any) -> None:
    assert rows(STANDING) == [FAILED]
    assert journals()[-2:] == [f"refund:{bounced}", f"refund-bounced:{bounced}"]
    assert journal(f"refund-bounced:{bounced}") == [
        ("collected", None, None, 102_000),
        ("buyer_owed", None, None, -102_000),
    ]
    assert rows(
        "SELECT j.kind, o.source FROM ledger_journals j JOIN ledger_journals o ON o.id = j.reverses_id "
        "WHERE j.source LIKE 'refund-bounced%'"
    ) == [("refund_bounced", f"refund:{bounced}")]
    assert rows("SELECT trouble FROM refunds") == [("refund re_0001: expired_or_canceled_card",)]
    assert letters()[-2:] == [BACK.format(order.number), AWAY.format(order.number)]
    assert told_of("refund", bounced) == ["refund taken back"]
    assert differences() == {}


@pytest.mark.parametrize("kinds", list(permutations(("refund.created", "refund.updated", "refund.failed"))))
def test_told_late_twice_and_in_whatever_order_it_came_back_once(
    order: Order, stripe: FakeStripe, client: PageClient, kinds: tuple[str, ...], db: Any
) -> None:
    stripe.finish_refund("re_0001", "failed")
    for kind in (*kinds, *kinds):
        for event in [one for one in stripe.events.values() if one["type"] == kind]:
            report(client, json.dumps(event).encode())
        do_all()
    assert rows(STANDING) == [FAILED]
    assert letters().count(AWAY.format(order.number)) == 1
    assert len([one for one in journals() if one.startswith("refund-bounced")]) == 1
    assert reconcile(clock.now()).moved == 0
    assert differences() == {}


def test_tried_again_it_is_done_by_another_journal_and_told_again(
    order: Order, bounced: int, stripe: FakeStripe, db: Any
) -> None:
    again(bounced)
    assert rows(STANDING) == [("done", 1, True, 102_000, 102_000)]
    assert rows("SELECT reference, spent FROM refunds") == [("re_0002", ["re_0001"])]
    assert journals()[-3:] == [f"refund:{bounced}", f"refund-bounced:{bounced}", f"refund:{bounced}/2"]
    assert letters().count(BACK.format(order.number)) == 2
    assert stripe.refunded("cs_test_0001") == 10_200_000
    assert differences() == {}


def test_it_may_come_back_a_second_time(
    order: Order, bounced: int, stripe: FakeStripe, client: PageClient, db: Any
) -> None:
    again(bounced)
    come_back(stripe, client)
    assert rows(STANDING) == [("failed", 2, False, 102_000, 0)]
    assert journals()[-1] == f"refund-bounced:{bounced}/2"
    assert letters().count(AWAY.format(order.number)) == 2
    again(bounced, minutes=2)
    assert journals()[-1] == f"refund:{bounced}/3"
    assert differences() == {}


def test_what_is_told_late_of_the_first_try_does_not_undo_the_second(
    order: Order, bounced: int, stripe: FakeStripe, db: Any
) -> None:
    """A job that looks was still waiting while the admin pressed the button."""
    with clock.at(world.SUNDAY + timedelta(minutes=1)):
        refunding.retry_refund(world.actor(world.ADMIN), bounced)
        refunding.look_at(bounced, "re_0001")
        assert rows(STANDING) == [("waiting", 1, False, 102_000, 0)]
        do_all()
    refunding.look_at(bounced, "re_0001")
    assert rows(STANDING) == [("done", 1, True, 102_000, 102_000)]
    assert len(stripe.refunds) == 2
    assert differences() == {}


def test_the_check_sees_a_refund_that_came_back_without_a_journal(
    order: Order, bounced: int, db: Any
) -> None:
    db.execute(sa.update(Refund).values(bounced=2))
    assert set(tying.broken()) == {"refunds"}


# -- by bank transfer -----------------------------------------------------------------------------------


def test_sent_by_transfer_it_is_done_with_a_proof(
    order: Order, bounced: int, stripe: FakeStripe, db: Any
) -> None:
    with clock.at(world.SUNDAY + timedelta(days=2)):
        transfer(bounced, on=date(2026, 11, 23))
    assert rows(STANDING) == [("done", 1, True, 102_000, 102_000)]
    assert rows("SELECT refund_id, paid_on FROM refund_transfers") == [(bounced, date(2026, 11, 23))]
    assert journal(f"refund:{bounced}/2") == [
        ("buyer_owed", None, None, 102_000),
        ("collected", None, None, -102_000),
    ]
    assert rows("SELECT body FROM notices ORDER BY id DESC LIMIT 1")[0][0].startswith(
        "Rp102.000 kami transfer pada Senin, 23 November ke rekening yang Anda sebutkan."
    )
    assert told_of("refund", bounced) == ["refund taken back", "refund transferred"]
    assert len(stripe.refunds) == 1
    assert differences() == {}


def test_afterwards_stripes_own_book_makes_no_second_task(
    order: Order, bounced: int, stripe: FakeStripe, client: PageClient, db: Any
) -> None:
    transfer(bounced)
    before = books()
    with clock.at(world.SUNDAY + timedelta(minutes=30)):
        run = reconcile(clock.now())
    refunding.look_at(bounced, "re_0001")
    assert (run.moved, run.found) == (0, 0)
    assert books() == before


def test_sent_once_it_is_neither_sent_nor_tried_again(order: Order, bounced: int, db: Any) -> None:
    transfer(bounced)
    before = books()
    with pytest.raises(NotRefused):
        transfer(bounced, a_receipt("lain"))
    with pytest.raises(NotFound):
        refunding.retry_refund(world.actor(world.ADMIN), bounced)
    assert books() == before
    assert waiting() == []


@pytest.mark.parametrize(
    ("content", "on", "refusal"),
    [
        (b"", SUNDAY, NeedsPhoto),
        (b"%PDF-1.7", SUNDAY, BadPhoto),
        (a_receipt(), date(2026, 11, 21), BadTransferDay),
        (a_receipt(), date(2026, 11, 23), BadTransferDay),
    ],
)
def test_without_a_proof_or_a_possible_day_nothing_is_recorded(
    order: Order, bounced: int, db: Any, content: bytes, on: date, refusal: type[Exception]
) -> None:
    before = books()
    with pytest.raises(refusal):
        transfer(bounced, content, on)
    assert books() == before


def test_one_slip_shows_one_transfer(order: Order, bounced: int, stripe: FakeStripe, db: Any) -> None:
    transfer(bounced)
    other = an_order()
    stripe.pay(begun(other))
    settling.check(other)
    parcels.decline(world.actor(world.SELLER), parcels_of(other)[0].id, REASON)
    do_all()
    _, (second, reference) = rows("SELECT id, reference FROM refunds ORDER BY id")
    refunding.note_outcome(second, RefundOutcome(reference, RefundStanding.FAILED, "closed"))
    before = books()
    with pytest.raises(ProofUsed):
        transfer(second)
    assert books() == before


def test_what_is_done_or_on_its_way_is_not_sent_by_hand(order: Order, db: Any) -> None:
    ((refund_id,),) = rows("SELECT id FROM refunds")
    before = books()
    with pytest.raises(NotFound):
        transfer(refund_id)
    assert books() == before


# -- the admin's pages ----------------------------------------------------------------------------------


def test_the_admin_sees_it_whom_to_call_and_records_the_slip(
    order: Order, bounced: int, signed_in: Any, db: Any
) -> None:
    admin: PageClient = signed_in(world.ADMIN)
    address = f"/admin/uang/pengembalian/{bounced}"
    listed = admin.get("/admin/uang").text
    assert f"Pesanan {order.number}: Rp102.000 sempat kembali, lalu tidak sampai" in listed
    assert "Hubungi pembeli" in listed and address in listed
    page = admin.get(address).text
    assert "Transfer Rp102.000" in page and "tel:+6281200001005" in page
    empty = admin.send(address, day="2026-11-22").text
    assert "Pilih fotonya dulu" in empty
    data = {
        "csrf_token": admin.token(address),
        "day": "2026-11-22",
        "photo": (io.BytesIO(a_receipt("slip")), "slip.png"),
    }
    assert admin.post(address, data=data, content_type="multipart/form-data").status_code == 303
    assert "Perlu dilihat orang" not in admin.get("/admin/uang").text
    assert "Sudah ditransfer Rp102.000" in admin.get(address).text
    buyer = signed_in(world.BUYER).get(f"/pesanan/{order.number}").text
    assert "Ditransfer ke rekening yang Anda sebutkan" in buyer


@pytest.mark.parametrize("who", [world.BUYER, world.SELLER, world.OFFICER])
def test_nobody_else_reads_or_records_it(
    order: Order, bounced: int, signed_in: Any, who: str, db: Any
) -> None:
    browser = signed_in(who)
    assert browser.get(f"/admin/uang/pengembalian/{bounced}").status_code == 403
    assert rows("SELECT count(*) FROM refund_transfers") == [(0,)]
