"""What waits for an admin reaches her as one letter a day that counts it, and stands on her first page."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.base import clock
from app.notices.models import Notice
from app.orders.models import Order
from app.payments.models import Refund
from app.payments.queries import trouble
from app.payments.rules.findings import FindingKind
from app.payments.rules.states import RefundState
from app.payments.service import differing, findings, open_money
from tests.payments.test_money_held import held
from tests.support import world
from tests.support.answers import reach
from tests.support.books import books
from tests.support.orders import a_paid_order, an_order, let_lapse, pay_late
from tests.support.pages import PageClient

TITLE = "{} hal soal uang perlu dilihat"


@pytest.fixture
def found(db: Any) -> Order:
    """One of each: money for another order, a refund that was refused, and a finding."""
    order = an_order({world.goods().ready: 1})
    held(order)
    reach(a_paid_order({world.goods().ready: 1}), "declined")
    db.execute(sa.update(Refund).values(state=RefundState.FAILED, trouble="Insufficient funds"))
    db.commit()
    findings.note(
        "stripe", FindingKind.UNKNOWN_REFUND, "re_7", number="G-1", amount=5_000, told="pengembalian Rp5.000"
    )
    return order


def told(db: Any) -> list[Notice]:
    return list(db.scalars(sa.select(Notice).where(Notice.key.startswith("open-money-")).order_by(Notice.id)))


def tell(**later: float) -> bool:
    with clock.at(world.SUNDAY + timedelta(**later)):
        return open_money.tell_of_open(clock.now())


def test_one_letter_a_day_counts_what_is_open(db: Any, found: Order) -> None:
    assert tell() and tell(hours=3)
    (letter,) = told(db)
    assert (letter.subject, letter.link) == (TITLE.format(3), "/admin/uang")
    assert letter.body == (
        "Setiap hal sudah ditulisi langkah berikutnya. Yang masih terbuka:\n"
        "• 1 pembayaran yang isinya berbeda\n"
        "• 1 pengembalian yang belum sampai\n"
        "• 1 hal yang tidak cocok dengan tempat bayar"
    )
    assert letter.person_id == world.actor(world.ADMIN).person_id
    assert tell(days=1)
    assert [one.subject for one in told(db)] == [TITLE.format(3)] * 2


def test_what_was_seen_to_is_not_counted(db: Any, found: Order) -> None:
    (one,) = trouble.all_troubles(clock.now()).differing
    differing.close(world.actor(world.ADMIN), one.payment.id, "Sudah diurus di tempat bayar.")
    tell()
    assert [one.subject for one in told(db)] == [TITLE.format(2)]
    assert "isinya berbeda" not in told(db)[0].body


def test_where_nothing_is_open_nobody_is_written_to(db: Any) -> None:
    a_paid_order()
    before = books()
    assert tell() is False
    assert books() == before


def test_what_goes_back_by_itself_asks_for_nobody(db: Any) -> None:
    order = an_order({world.goods().ready: 3})
    reference = let_lapse(order)
    an_order({world.goods().ready: 8})
    with clock.at(order.pay_by + timedelta(minutes=1)):
        pay_late(reference)
        assert len(trouble.all_troubles(clock.now()).on_their_way) == 1
        assert trouble.count_open(clock.now()).all == 0


def test_the_first_page_of_an_admin_says_how_much(db: Any, signed_in: Any, found: Order) -> None:
    admin: PageClient = signed_in(world.ADMIN)
    assert TITLE.format(3) in admin.get("/admin").text
    listed = trouble.all_troubles(clock.now())
    assert trouble.count_open(clock.now()).all == len(listed.differing) + len(listed.refunds) + 1


def test_it_says_nothing_where_nothing_is_open(db: Any, signed_in: Any) -> None:
    assert "perlu dilihat" not in signed_in(world.ADMIN).get("/admin").text
