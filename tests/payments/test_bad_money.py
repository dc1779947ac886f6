"""Notices, amounts and refunds that are not right: the whole database is compared before and after."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.db.session import unit_of_work
from app.payments.models import Payment
from app.payments.service import refunding, settling
from app.payments.views.hooks import MOST_BYTES
from tests.fakes.stripe_server import FakeStripe
from tests.support.books import journal
from tests.support.cards import PAID, begun, report
from tests.support.contents import changed, contents
from tests.support.orders import an_order
from tests.support.pages import PageClient
from tests.support.ties import rows


@pytest.fixture
def session(stripe: FakeStripe) -> str:
    """A checkout that was paid; nobody has told the shop."""
    made = begun(an_order())
    stripe.pay(made)
    return made


BadCall = Callable[[FakeStripe, bytes], tuple[bytes, str]]

REFUSED: dict[str, tuple[BadCall, int]] = {
    "forged": (lambda stripe, body: (body, "t=1764000000,v1=" + "0" * 64), 400),
    "unsigned": (lambda stripe, body: (body, ""), 400),
    "of a wrong secret": (lambda stripe, body: (body, stripe.sign(body, secret="whsec_guessed")), 400),
    "stale": (lambda stripe, body: (body, stripe.sign(body, age=301)), 400),
    "truncated on its way": (lambda stripe, body: (body[: len(body) // 2], stripe.sign(body)), 400),
    "truncated and signed": (
        lambda stripe, body: (body[: len(body) // 2], stripe.sign(body[: len(body) // 2])),
        400,
    ),
    "changed by one letter": (
        lambda stripe, body: (body.replace(b"10200000", b"10200001"), stripe.sign(body)),
        400,
    ),
    "oversized and signed": (
        lambda stripe, body: (body + b" " * MOST_BYTES, stripe.sign(body + b" " * MOST_BYTES)),
        413,
    ),
    "no json": (lambda stripe, body: (b"paid", stripe.sign(b"paid")), 400),
    "empty": (lambda stripe, body: (b"", stripe.sign(b"")), 400),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_bad_notice_changes_nothing_anywhere(
    client: PageClient, stripe: FakeStripe, session: str, kind: str
) -> None:
    spoil, status = REFUSED[kind]
    body, signature = spoil(stripe, stripe.notice(PAID, session))
    before = contents()
    assert report(client, body, signature=signature).status_code == status
    assert changed(before) == set()


def test_a_replayed_notice_changes_nothing_anywhere(
    client: PageClient, stripe: FakeStripe, session: str
) -> None:
    body = stripe.notice(PAID, session)
    signature = stripe.sign(body)
    assert report(client, body, signature=signature).status_code == 200
    before = contents()
    for again in (signature, stripe.sign(body)):
        assert report(client, body, signature=again).status_code == 200
    assert changed(before) == set()


def test_the_same_money_under_another_event_leaves_only_the_notice(
    client: PageClient, stripe: FakeStripe, session: str
) -> None:
    report(client, stripe.notice(PAID, session))
    before = contents()
    assert report(client, stripe.notice(PAID, session)).status_code == 200
    assert changed(before) == {"gateway_notices"}


WRONG = {
    "one rupiah less": {"amount_total": 10_199_900},
    "one rupiah more": {"amount_total": 10_200_100},
    "a part of a rupiah": {"amount_total": 10_200_001},
    "another currency": {"currency": "usd"},
    "hundredths for rupiah": {"amount_total": 102_000},
    "nothing": {"amount_total": 0},
    "less than nothing": {"amount_total": -10_200_000},
}


TOLD: dict[str, tuple[str, dict[str, int | str]]] = {
    "one rupiah less": ("other_amount", {"amount": 101_999, "currency": "idr"}),
    "one rupiah more": ("other_amount", {"amount": 102_001, "currency": "idr"}),
    "a part of a rupiah": ("other_amount", {"amount": 10_200_001, "currency": "idr/100"}),
    "another currency": ("other_currency", {"amount": 102_000, "currency": "usd"}),
    "hundredths for rupiah": ("other_amount", {"amount": 1_020, "currency": "idr"}),
    "nothing": ("other_amount", {"amount": 0, "currency": "idr"}),
    "less than nothing": ("other_amount", {"amount": -102_000, "currency": "idr"}),
}


@pytest.mark.parametrize("kind", WRONG)
def test_money_that_is_not_the_right_one_is_told_to_a_person_and_moves_nothing(
    client: PageClient, stripe: FakeStripe, session: str, kind: str
) -> None:
    before = contents()
    assert report(client, stripe.notice(PAID, session, **WRONG[kind])).status_code == 200
    assert changed(before) == {"gateway_notices", "journal", "payments"}
    ((state, captured, refunded, trouble, facts, order_id),) = rows(
        "SELECT state, captured, refunded, trouble, trouble_facts, order_id FROM payments"
    )
    assert (state, captured, refunded) == ("opened", 0, 0)
    assert (trouble, facts) == TOLD[kind]
    assert journal("order", order_id)[-1] == "payment amount differs"


@pytest.mark.parametrize(
    ("amount", "currency"), [(101_999, "idr"), (102_001, "idr"), (102_000, "usd"), (102_000, ""), (0, "idr")]
)
def test_settlement_itself_takes_only_the_right_money(
    stripe: FakeStripe, session: str, amount: int, currency: str
) -> None:
    ((payment_id,),) = rows("SELECT id FROM payments")
    before = contents()
    assert settling.settle(payment_id, amount=amount, currency=currency) is False
    assert changed(before) == {"journal", "payments"}
    assert rows("SELECT state, captured FROM payments") == [("opened", 0)]
    assert settling.settle(payment_id, amount=102_000, currency="IDR") is True


# -- more back than there is --------------------------------------------------------------------


@pytest.fixture
def paid(db: Any, stripe: FakeStripe, session: str) -> Payment:
    """102.000 rupiah are there."""
    ((payment_id,),) = rows("SELECT id FROM payments")
    settling.settle(payment_id, amount=102_000, currency="idr")
    found = db.get(Payment, payment_id)
    assert isinstance(found, Payment)
    return found


@pytest.mark.parametrize(("before", "then"), [((), 102_001), ((60_000,), 42_001), ((60_000, 42_000), 1)])
def test_more_than_what_is_left_is_never_asked_back(
    db: Any, paid: Payment, before: tuple[int, ...], then: int
) -> None:
    """Nothing counts twice: what was asked for and not given yet is no longer left."""
    with unit_of_work():
        for amount in before:
            refunding.ask(paid, None, amount, "Uji")
    held = contents()
    with pytest.raises(ValueError, match="beyond what is left"):
        with unit_of_work():
            refunding.ask(paid, None, then, "Uji")
    assert changed(held) == set()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE payments SET refunded = captured + 1",
        "UPDATE payments SET refunded = -1",
        "UPDATE payments SET captured = due + 1",
        "UPDATE payments SET captured = due - 1",
        "UPDATE payments SET captured = 0, refunded = 1",
        "UPDATE payments SET state = 'opened'",
    ],
)
def test_the_database_itself_keeps_captured_above_refunded_above_nought(
    db: Any, paid: Payment, statement: str
) -> None:
    before = contents()
    with pytest.raises(IntegrityError), db.begin_nested():
        db.execute(sa.text(statement))
    assert changed(before) == set()
