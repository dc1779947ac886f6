"""The fake Stripe, asked by the SDK itself: what it refuses and remembers is what the adapter's tests rest on."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import stripe

from tests.fakes.stripe_server import KEY, SECRET, FakeStripe, Trouble

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
    return a_client(running, KEY)


def a_client(fake: FakeStripe, key: str) -> Any:
    return stripe.StripeClient(key, base_addresses={"api": fake.url}, max_network_retries=1)


def wishes(**changes: Any) -> dict[str, Any]:
    price = {"currency": "idr", "unit_amount": 4_500_000, "product_data": {"name": "Keset"}}
    return {
        "mode": "payment",
        "line_items": [{"quantity": 2, "price_data": price}],
        "success_url": "http://localhost/kembali",
        "expires_at": int((NOW + timedelta(hours=1)).timestamp()),
        **changes,
    }


def opened(sdk: Any, key: str = "one", **changes: Any) -> Any:
    return sdk.v1.checkout.sessions.create(wishes(**changes), {"idempotency_key": key})


def test_a_session_is_opened_kept_and_found_again(fake: FakeStripe, sdk: Any) -> None:
    session = opened(sdk)
    assert (session.amount_total, session.currency, session.status) == (9_000_000, "idr", "open")
    assert sdk.v1.checkout.sessions.retrieve(session.id).id == session.id


def test_its_answers_have_only_fields_that_the_sdk_knows(fake: FakeStripe, sdk: Any) -> None:
    session = opened(sdk)
    fake.pay(session.id)
    refund = sdk.v1.refunds.create({"payment_intent": fake.only_session["payment_intent"]})
    assert set(fake.only_session) <= set(stripe.checkout.Session.__annotations__)
    assert set(fake.refunds[refund.id]) <= set(stripe.Refund.__annotations__)


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"ammount": 5}, "ammount"),
        ({"idempotency_key": "x"}, "idempotency_key"),
        ({"payment_intent_data": {"metdata": {"a": "b"}}}, "payment_intent_data.metdata"),
        (
            {"line_items": [{"quantity": 1, "price_data": {"currency": "idr", "amount": 5}}]},
            "line_items.price_data.amount",
        ),
    ],
)
def test_a_parameter_that_the_sdk_does_not_name_is_refused(
    fake: FakeStripe, sdk: Any, changes: dict[str, Any], named: str
) -> None:
    with pytest.raises(stripe.InvalidRequestError, match=f"unknown parameter: {named}$"):
        sdk.v1.checkout.sessions.create(wishes(**changes))
    assert fake.sessions == {}


def test_the_same_key_and_body_get_the_same_answer(fake: FakeStripe, sdk: Any) -> None:
    assert opened(sdk).id == opened(sdk).id
    assert len(fake.sessions) == 1


def test_the_same_key_with_another_body_is_refused(fake: FakeStripe, sdk: Any) -> None:
    opened(sdk)
    with pytest.raises(stripe.IdempotencyError):
        opened(sdk, locale="id")
    assert len(fake.sessions) == 1


def test_a_lost_answer_is_replayed_when_the_sdk_asks_again(fake: FakeStripe, sdk: Any) -> None:
    fake.troubles.append(Trouble.LOST)
    assert opened(sdk).id == fake.only_session["id"]
    assert len(fake.asked) == 2


@pytest.mark.parametrize(
    ("trouble", "error"), [(Trouble.DOWN, stripe.APIError), (Trouble.BUSY, stripe.RateLimitError)]
)
def test_it_fails_on_demand_and_has_done_nothing(
    fake: FakeStripe, sdk: Any, trouble: Trouble, error: Any
) -> None:
    fake.troubles.append(trouble)
    with pytest.raises(error):
        opened(sdk)
    assert (fake.sessions, fake.api.kept) == ({}, {})


@pytest.mark.parametrize("minutes", [29, 24 * 60 + 1])
def test_a_session_lives_thirty_minutes_to_a_day(fake: FakeStripe, sdk: Any, minutes: int) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="expires_at"):
        opened(sdk, expires_at=int((NOW + timedelta(minutes=minutes)).timestamp()))


def test_more_than_was_paid_is_not_refunded(fake: FakeStripe, sdk: Any) -> None:
    fake.pay(opened(sdk).id)
    intent = fake.only_session["payment_intent"]
    sdk.v1.refunds.create({"payment_intent": intent, "amount": 8_000_000})
    with pytest.raises(stripe.InvalidRequestError) as refused:
        sdk.v1.refunds.create({"payment_intent": intent, "amount": 1_000_001})
    assert refused.value.code == "amount_too_large"
    assert fake.refunded(fake.only_session["id"]) == 8_000_000


def test_a_refusal_is_remembered_under_its_key(fake: FakeStripe, sdk: Any) -> None:
    fake.pay(opened(sdk).id)
    wanted = {"payment_intent": fake.only_session["payment_intent"], "amount": 100}
    fake.troubles.append(Trouble.EMPTY)
    for _ in range(2):
        with pytest.raises(stripe.InvalidRequestError) as refused:
            sdk.v1.refunds.create(wanted, {"idempotency_key": "refund-1"})
        assert refused.value.code == "balance_insufficient"
    assert sdk.v1.refunds.create(wanted, {"idempotency_key": "refund-1-again"}).status == "succeeded"


def test_only_an_open_session_can_be_closed(fake: FakeStripe, sdk: Any) -> None:
    session = opened(sdk)
    assert sdk.v1.checkout.sessions.expire(session.id).status == "expired"
    with pytest.raises(stripe.InvalidRequestError):
        sdk.v1.checkout.sessions.expire(session.id)


def test_a_stranger_to_the_account_and_an_unknown_session_are_refused(fake: FakeStripe, sdk: Any) -> None:
    with pytest.raises(stripe.AuthenticationError):
        a_client(fake, "sk_test_of_somebody").v1.checkout.sessions.retrieve("cs_test_0001")
    with pytest.raises(stripe.InvalidRequestError) as refused:
        sdk.v1.checkout.sessions.retrieve("cs_test_0001")
    assert refused.value.code == "resource_missing"


def test_its_notices_hold_for_the_sdk(fake: FakeStripe, sdk: Any) -> None:
    body = fake.notice("checkout.session.completed", opened(sdk).id)
    event = stripe.Webhook.construct_event(body, fake.sign(body), SECRET)  # type: ignore[no-untyped-call]
    assert (event.type, event.api_version) == ("checkout.session.completed", stripe.api_version)
