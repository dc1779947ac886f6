"""The Stripe adapter against the fake over HTTP: hundredths, limits, refunds that take their time, and Stripe's own book."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.adapters.stripe_gateway import StripeGateway
from app.base import clock
from app.payments.ports import (
    AmountRefused,
    CheckoutRequest,
    ForgedNotice,
    GatewayTrouble,
    NoticeKind,
    NoticeOfOtherMode,
    RefundOutcome,
    RefundRefused,
    RefundStanding,
    SeenRefund,
    Standing,
    UnknownThere,
)
from tests.fakes.stripe_server import KEY, SECRET, FakeStripe, Trouble

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
PAID = Standing(True, 90_000, "idr", "GR-1")


@pytest.fixture(scope="module")
def running() -> Iterator[FakeStripe]:
    fake = FakeStripe()
    yield fake
    fake.stop()


@pytest.fixture
def fake(running: FakeStripe) -> Iterator[FakeStripe]:
    running.forget(NOW)
    with clock.at(NOW):
        yield running


@pytest.fixture
def gateway(fake: FakeStripe) -> StripeGateway:
    return made(fake)


def made(fake: FakeStripe, key: str = KEY) -> StripeGateway:
    return StripeGateway(key=key, webhook_secret=SECRET, api_base=fake.url, minimum=10_000, maximum=999_999)


def a_request(
    amount: int = 90_000, *, number: str = "GR-1", key: str = "one", hours: float = 1
) -> CheckoutRequest:
    return CheckoutRequest(
        number=number,
        amount=amount,
        parts=(("Rumah Perca", amount),),
        email=None,
        key=key,
        expires_at=NOW + timedelta(hours=hours),
        success_url="http://localhost/kembali",
        cancel_url="http://localhost/bayar",
    )


def paid(fake: FakeStripe, gateway: StripeGateway, **wishes: Any) -> str:
    reference = gateway.open_checkout(a_request(**wishes)).reference
    fake.pay(reference)
    return reference


# -- how long, and how much -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hours", "open_for"),
    [
        (0.1, timedelta(minutes=30, seconds=30)),
        (1, timedelta(hours=1)),
        (72, timedelta(hours=23, minutes=59, seconds=30)),
    ],
)
def test_a_checkout_is_open_as_long_as_the_order_within_what_stripe_allows(
    fake: FakeStripe, gateway: StripeGateway, hours: float, open_for: timedelta
) -> None:
    gateway.open_checkout(a_request(hours=hours))
    assert fake.only_session["expires_at"] == int((NOW + open_for).timestamp())


@pytest.mark.parametrize("amount", [8_499, 1_000_000])
def test_a_sum_that_stripe_does_not_take_is_no_trouble_that_passes(
    fake: FakeStripe, gateway: StripeGateway, amount: int
) -> None:
    with pytest.raises(AmountRefused):
        gateway.open_checkout(a_request(amount))
    assert fake.sessions == {}


@pytest.mark.parametrize("amount", [10_000, 999_999])
def test_from_its_least_to_its_most_stripe_takes_it(
    fake: FakeStripe, gateway: StripeGateway, amount: int
) -> None:
    gateway.open_checkout(a_request(amount))
    assert fake.only_session["amount_total"] == amount * 100


def test_asking_twice_under_one_key_opens_one_checkout(fake: FakeStripe, gateway: StripeGateway) -> None:
    assert gateway.open_checkout(a_request()) == gateway.open_checkout(a_request())
    assert len(fake.sessions) == 1


def test_a_checkout_says_how_it_stands_and_whose_it_is(fake: FakeStripe, gateway: StripeGateway) -> None:
    reference = gateway.open_checkout(a_request()).reference
    assert gateway.look_up(reference) == Standing(False, 90_000, "idr", "GR-1")
    fake.pay(reference)
    assert gateway.look_up(reference) == PAID


# -- refunds -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("trouble", "standing", "why"),
    [
        (Trouble.FINE, RefundStanding.DONE, ""),
        (Trouble.PENDING, RefundStanding.PENDING, ""),
        (Trouble.NEEDS_ACTION, RefundStanding.PENDING, ""),
        (Trouble.FAILS, RefundStanding.FAILED, "expired_or_canceled_card"),
    ],
)
def test_only_what_stripe_says_is_done_is_done(
    fake: FakeStripe, gateway: StripeGateway, trouble: Trouble, standing: RefundStanding, why: str
) -> None:
    reference = paid(fake, gateway)
    fake.troubles.extend([Trouble.FINE, Trouble.FINE, trouble])
    outcome = gateway.refund(reference, 30_000, "back-1")
    assert outcome == RefundOutcome("re_0001", standing, why)
    assert gateway.refund_standing("re_0001") == outcome
    assert fake.refunds["re_0001"]["amount"] == 3_000_000


def test_a_refund_asked_for_again_after_stripe_forgot_the_key_is_found_again(
    fake: FakeStripe, gateway: StripeGateway
) -> None:
    reference = paid(fake, gateway)
    first = gateway.refund(reference, 30_000, "back-1")
    fake.api.kept.clear()
    assert gateway.refund(reference, 30_000, "back-1") == first
    assert fake.refunded(reference) == 3_000_000
    assert gateway.refund(reference, 30_000, "back-2") != first
    assert fake.refunded(reference) == 6_000_000


def test_more_than_is_left_is_refused_for_good(fake: FakeStripe, gateway: StripeGateway) -> None:
    reference = paid(fake, gateway)
    with pytest.raises(RefundRefused):
        gateway.refund(reference, 90_001, "back-1")
    assert fake.refunds == {}


# -- notices -------------------------------------------------------------------------------------------


def told(fake: FakeStripe, gateway: StripeGateway, body: bytes) -> Any:
    return gateway.read_notice(body, fake.sign(body))


def last(fake: FakeStripe, kind: str) -> bytes:
    return json.dumps([one for one in fake.events.values() if one["type"] == kind][-1]).encode()


def test_a_notice_of_money_names_sum_and_order(fake: FakeStripe, gateway: StripeGateway) -> None:
    reference = paid(fake, gateway)
    notice = told(fake, gateway, last(fake, "checkout.session.completed"))
    assert (notice.kind, notice.reference) == (NoticeKind.PAID, reference)
    assert (notice.amount, notice.currency, notice.number) == (90_000, "idr", "GR-1")


def test_notices_of_refunds_say_how_they_stand(fake: FakeStripe, gateway: StripeGateway) -> None:
    reference = paid(fake, gateway)
    fake.troubles.extend([Trouble.FINE, Trouble.FINE, Trouble.PENDING])
    gateway.refund(reference, 30_000, "back-1")
    standings = {}
    for kind in ("refund.created", "refund.updated", "refund.failed"):
        if kind == "refund.updated":
            fake.finish_refund("re_0001", "failed")
        notice = told(fake, gateway, last(fake, kind))
        assert (notice.kind, notice.reference) == (NoticeKind.REFUND, "re_0001")
        standings[kind] = notice.refund.outcome.standing
        assert (notice.refund.amount, notice.refund.currency, notice.refund.key) == (30_000, "idr", "back-1")
    assert list(standings.values()) == [RefundStanding.PENDING, RefundStanding.FAILED, RefundStanding.FAILED]


def test_a_notice_of_a_charge_says_how_much_went_back_in_all(
    fake: FakeStripe, gateway: StripeGateway
) -> None:
    reference = paid(fake, gateway)
    gateway.refund(reference, 30_000, "back-1")
    gateway.refund(reference, 20_000, "back-2")
    notice = told(fake, gateway, last(fake, "charge.refunded"))
    assert (notice.kind, notice.amount, notice.currency, notice.number) == (
        NoticeKind.RETURNED,
        50_000,
        "idr",
        "GR-1",
    )


@pytest.mark.parametrize(("key", "live"), [(KEY, True), ("sk_live_x", False), ("rk_live_x", False)])
def test_play_money_and_real_money_are_not_mixed(
    fake: FakeStripe, gateway: StripeGateway, key: str, live: bool
) -> None:
    paid(fake, gateway)
    event = json.loads(last(fake, "checkout.session.completed"))
    body = json.dumps({**event, "livemode": live}).encode()
    with pytest.raises(NoticeOfOtherMode):
        made(fake, key).read_notice(body, fake.sign(body))
    right = json.dumps({**event, "livemode": not live}).encode()
    assert made(fake, key).read_notice(right, fake.sign(right)).kind is NoticeKind.PAID


@pytest.mark.parametrize(
    "subject",
    [
        "text",
        [],
        {},
        {"id": "cs_1", "payment_status": "paid", "amount_total": 10.5, "currency": "idr"},
        {"id": "cs_1", "payment_status": "paid", "amount_total": "9000000", "currency": "idr"},
    ],
)
def test_a_signed_notice_of_money_that_makes_no_sense_is_refused(
    fake: FakeStripe, gateway: StripeGateway, subject: Any
) -> None:
    body = json.dumps(
        {
            "id": "evt_1",
            "type": "refund.updated" if subject == {} else "checkout.session.completed",
            "livemode": False,
            "data": {"object": subject},
        }
    ).encode()
    with pytest.raises(ForgedNotice):
        told(fake, gateway, body)


# -- its own book -----------------------------------------------------------------------------------------


def test_every_paid_checkout_is_listed_page_by_page_and_no_other(
    fake: FakeStripe, gateway: StripeGateway
) -> None:
    fake.now = NOW - timedelta(days=4)
    with clock.at(fake.now):
        paid(fake, gateway, key="old")
    fake.now = NOW
    wanted = [paid(fake, gateway, key=f"key-{n}") for n in range(103)]
    gateway.open_checkout(a_request(key="unpaid"))
    stranger = paid(fake, gateway, key="stranger")
    fake.sessions[stranger]["metadata"] = {}
    seen = list(gateway.paid_since(NOW - timedelta(days=3)))
    assert [one.reference for one in seen] == wanted[::-1]
    assert {one.standing for one in seen} == {PAID}


def test_refunds_are_listed_with_their_key_and_lead_to_the_checkout_that_they_give_back(
    fake: FakeStripe, gateway: StripeGateway
) -> None:
    reference = paid(fake, gateway)
    gateway.refund(reference, 30_000, "back-1")
    fake.refund_at_the_desk(reference, 500_000)
    ours = RefundOutcome("re_0001", RefundStanding.DONE)
    theirs = RefundOutcome("re_0002", RefundStanding.DONE)
    source = fake.only_session["payment_intent"]
    assert list(gateway.refunded_since(NOW - timedelta(days=3))) == [
        SeenRefund(theirs, 5_000, "idr", "", source),
        SeenRefund(ours, 30_000, "idr", "back-1", source),
    ]
    assert (gateway.checkout_of(source), gateway.checkout_of("pi_of_another_shop")) == (reference, "")


def test_what_stripe_does_not_know_is_no_trouble_that_passes(
    fake: FakeStripe, gateway: StripeGateway
) -> None:
    for ask in (gateway.look_up, gateway.refund_standing):
        with pytest.raises(UnknownThere):
            ask("none")


def test_a_checkout_whose_time_is_over_says_so(fake: FakeStripe, gateway: StripeGateway) -> None:
    reference = gateway.open_checkout(a_request()).reference
    fake.lapse(reference)
    assert gateway.look_up(reference) == Standing(False, 90_000, "idr", "GR-1", lapsed=True)


@pytest.mark.parametrize("trouble", [Trouble.DOWN, Trouble.BUSY, Trouble.LOST])
def test_a_list_that_breaks_off_is_a_trouble_that_passes(
    fake: FakeStripe, gateway: StripeGateway, trouble: Trouble
) -> None:
    fake.troubles.extend([trouble] * 3)
    with pytest.raises(GatewayTrouble):
        list(gateway.paid_since(NOW))
