"""The fake Stripe's own book: lists page by page, what it charges, refunds on their way, and the events of it all."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, get_args, get_type_hints

import pytest
import stripe

from tests.fakes.stripe_server import KEY, LARGEST, SMALLEST, FakeStripe, Trouble

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def running() -> Iterator[FakeStripe]:
    fake = FakeStripe()
    yield fake
    fake.stop()


@pytest.fixture
def fake(running: FakeStripe) -> FakeStripe:
    running.forget(NOW)
    return running


@pytest.fixture(scope="module")
def sdk(running: FakeStripe) -> Any:
    return stripe.StripeClient(KEY, base_addresses={"api": running.url}, max_network_retries=1)


def opened(fake: FakeStripe, sdk: Any, amount: int = 9_000_000) -> Any:
    price = {"currency": "idr", "unit_amount": amount, "product_data": {"name": "Keset"}}
    return sdk.v1.checkout.sessions.create(
        {
            "mode": "payment",
            "line_items": [{"quantity": 1, "price_data": price}],
            "success_url": "http://localhost/kembali",
            "metadata": {"order": "GR-1"},
            "payment_intent_data": {"metadata": {"order": "GR-1"}},
            "expires_at": int((fake.now + timedelta(hours=1)).timestamp()),
        }
    )


def paid(fake: FakeStripe, sdk: Any) -> str:
    """The payment intent of a session that was paid."""
    session = opened(fake, sdk)
    fake.pay(session.id)
    return str(fake.sessions[session.id]["payment_intent"])


def kinds(fake: FakeStripe) -> list[str]:
    return [one["type"] for one in fake.events.values()]


# -- lists --------------------------------------------------------------------------------------------


def test_sessions_are_listed_newest_first_and_page_by_page(fake: FakeStripe, sdk: Any) -> None:
    made = [opened(fake, sdk).id for _ in range(5)]
    page = sdk.v1.checkout.sessions.list({"limit": 2})
    assert ([one.id for one in page.data], page.has_more) == (made[:2:-1], True)
    assert [one.id for one in page.auto_paging_iter()] == made[::-1]


def test_a_list_is_cut_by_moment_and_by_state(fake: FakeStripe, sdk: Any) -> None:
    old, moment = opened(fake, sdk), fake.now
    fake.now = moment + timedelta(days=1)
    young = opened(fake, sdk)
    fake.pay(young.id)
    since = int((moment + timedelta(hours=1)).timestamp())
    ask = sdk.v1.checkout.sessions.list
    assert [one.id for one in ask({"created": {"gte": since}}).data] == [young.id]
    assert [one.id for one in ask({"created": {"lt": since}}).data] == [old.id]
    assert [one.id for one in ask({"status": "complete"}).data] == [young.id]


def test_refunds_and_events_are_listed_too(fake: FakeStripe, sdk: Any) -> None:
    intent, other = paid(fake, sdk), paid(fake, sdk)
    back = sdk.v1.refunds.create({"payment_intent": intent, "amount": 100})
    sdk.v1.refunds.create({"payment_intent": other, "amount": 200})
    assert [one.id for one in sdk.v1.refunds.list({"payment_intent": intent}).data] == [back.id]
    assert sdk.v1.refunds.retrieve(back.id).amount == 100
    wanted = ["checkout.session.completed", "charge.refunded"]
    assert [one.type for one in sdk.v1.events.list({"types": wanted}).data] == [
        *["charge.refunded"] * 2,
        *["checkout.session.completed"] * 2,
    ]
    assert len(sdk.v1.events.list({"type": "refund.created"}).data) == 2


@pytest.mark.parametrize("wish", [{"limitt": 3}, {"created": {"after": 3}}, {"order": "GR-1"}])
def test_a_misspelt_wish_for_a_list_is_refused(fake: FakeStripe, sdk: Any, wish: dict[str, Any]) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="unknown parameter"):
        sdk.v1.checkout.sessions.list(wish)


# -- amounts ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("amount", [SMALLEST, LARGEST])
def test_it_charges_from_its_least_to_eight_digits(fake: FakeStripe, sdk: Any, amount: int) -> None:
    assert opened(fake, sdk, amount).amount_total == amount


@pytest.mark.parametrize(
    ("amount", "code"), [(SMALLEST - 1, "amount_too_small"), (LARGEST + 1, "amount_too_large")]
)
def test_it_charges_nothing_outside(fake: FakeStripe, sdk: Any, amount: int, code: str) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        opened(fake, sdk, amount)
    assert (refused.value.code, fake.sessions) == (code, {})


# -- refunds on their way -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("trouble", "status"),
    [
        (Trouble.PENDING, "pending"),
        (Trouble.NEEDS_ACTION, "requires_action"),
        (Trouble.FAILS, "failed"),
        (Trouble.FINE, "succeeded"),
    ],
)
def test_a_refund_stands_as_it_is_told_to(fake: FakeStripe, sdk: Any, trouble: Trouble, status: str) -> None:
    intent = paid(fake, sdk)
    fake.troubles.append(trouble)
    assert sdk.v1.refunds.create({"payment_intent": intent, "amount": 100}).status == status
    assert fake.refunded(fake.only_session["id"]) == (0 if status == "failed" else 100)


def test_a_refund_on_its_way_may_come_back_and_is_free_to_be_given_again(fake: FakeStripe, sdk: Any) -> None:
    intent = paid(fake, sdk)
    fake.troubles.append(Trouble.PENDING)
    refund = sdk.v1.refunds.create({"payment_intent": intent})
    (charge,) = fake.charges.values()
    assert (charge["amount_refunded"], charge["refunded"]) == (9_000_000, True)
    fake.finish_refund(refund.id, "failed")
    assert (charge["amount_refunded"], charge["refunded"]) == (0, False)
    assert sdk.v1.refunds.retrieve(refund.id).failure_reason == "expired_or_canceled_card"
    assert sdk.v1.refunds.create({"payment_intent": intent}).amount == 9_000_000


# -- events -------------------------------------------------------------------------------------------


def test_each_thing_that_happens_is_an_event(fake: FakeStripe, sdk: Any) -> None:
    fake.lapse(opened(fake, sdk).id)
    later = opened(fake, sdk).id
    fake.pay(later, later=True)
    fake.money_comes(later)
    fake.troubles.append(Trouble.PENDING)
    refund = sdk.v1.refunds.create({"payment_intent": fake.sessions[later]["payment_intent"], "amount": 300})
    fake.finish_refund(refund.id, "failed")
    fake.refund_at_the_desk(later, 500)
    assert kinds(fake) == [
        "checkout.session.expired",
        "checkout.session.completed",
        "charge.succeeded",
        "checkout.session.async_payment_succeeded",
        "refund.created",
        "charge.refunded",
        "refund.updated",
        "refund.failed",
        "refund.created",
        "charge.refunded",
    ]
    (charge,) = fake.charges.values()
    assert (charge["metadata"], charge["amount_refunded"]) == ({"order": "GR-1"}, 500)


def test_an_event_tells_how_the_thing_was_then(fake: FakeStripe, sdk: Any) -> None:
    paid(fake, sdk)
    told = next(one for one in fake.events.values() if one["type"] == "checkout.session.completed")
    fake.only_session["amount_total"] = 1
    assert told["data"]["object"]["amount_total"] == 9_000_000


def test_everything_has_only_fields_and_words_that_the_sdk_knows(fake: FakeStripe, sdk: Any) -> None:
    for trouble in (Trouble.FINE, Trouble.PENDING, Trouble.FAILS):
        intent = paid(fake, sdk)
        fake.troubles.append(trouble)
        sdk.v1.refunds.create({"payment_intent": intent, "metadata": {"key": "x"}})
    for kind, things in (
        (stripe.checkout.Session, fake.sessions),
        (stripe.Charge, fake.charges),
        (stripe.Refund, fake.refunds),
        (stripe.Event, fake.events),
    ):
        for thing in things.values():
            assert set(thing) <= set(kind.__annotations__), kind
    known = get_args(get_type_hints(stripe.Event)["type"])
    known_kinds = {word for one in known for word in (get_args(one) or (one,))}
    assert set(kinds(fake)) <= known_kinds
    assert set(sdk.v1.refunds.list().to_dict()) <= {"object", *stripe.ListObject.__annotations__}
