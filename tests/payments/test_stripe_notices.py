"""Stripe's hook: only what is signed, fresh, known and right has an effect."""

import json
from typing import Any

import pytest
from flask import Flask

from app.adapters.stripe_gateway import StripeGateway, from_stripe, to_stripe
from app.db.ports import plug
from app.payments.ports import PaymentGateway
from app.payments.views.hooks import MOST_BYTES
from tests.fakes.stripe_server import KEY, FakeStripe
from tests.support import world
from tests.support.books import books, journal
from tests.support.buying import said
from tests.support.cards import PAID, begun, report
from tests.support.orders import an_order
from tests.support.pages import PageClient
from tests.support.ties import rows


@pytest.fixture
def session(stripe: FakeStripe) -> str:
    """A checkout that was paid; nobody has told the shop."""
    made = begun(an_order())
    stripe.pay(made)
    return made


def unsettled() -> bool:
    return rows("SELECT state, captured FROM payments") == [("opened", 0)]


# -- forged, old, changed -----------------------------------------------------------------------


FORGERIES = {
    "none": lambda body: "",
    "no words": lambda body: "x",
    "of another secret": lambda body: FakeStripe.sign(body, secret="whsec_of_somebody"),
    "of another body": lambda body: FakeStripe.sign(body + b" "),
    "old": lambda body: FakeStripe.sign(body, age=301),
    "without its moment": lambda body: FakeStripe.sign(body).partition(",")[2],
    "of another scheme": lambda body: FakeStripe.sign(body).replace("v1=", "v0="),
    "cut off": lambda body: FakeStripe.sign(body)[:-1],
    "not ascii": lambda body: "t=1,v1=ÿ",
}
"""Signatures that do not hold for this body."""


@pytest.mark.parametrize("kind", FORGERIES)
def test_a_forged_notice_is_refused_and_changes_nothing(
    client: PageClient, stripe: FakeStripe, session: str, kind: str
) -> None:
    body = stripe.notice(PAID, session)
    before = books()
    answer = report(client, body, signature=FORGERIES[kind](body))
    assert (answer.status_code, answer.text) == (400, "bad signature")
    assert books() == before and rows("SELECT count(*) FROM gateway_notices") == [(0,)]


def test_a_notice_is_fresh_for_five_minutes(client: PageClient, stripe: FakeStripe, session: str) -> None:
    body = stripe.notice(PAID, session)
    assert report(client, body, signature=stripe.sign(body, age=280)).status_code == 200
    assert not unsettled()


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", b"{", b"\xff\xfe", b'{"id": "evt_1"}', b'"text"', b"7"]
)
def test_what_is_signed_but_no_event_is_refused(client: PageClient, stripe: FakeStripe, body: bytes) -> None:
    before = books()
    signature = "t=1,v1=0" if body == b"\xff\xfe" else stripe.sign(body)
    assert report(client, body, signature=signature).status_code == 400
    assert books() == before


def test_a_huge_body_is_not_even_read(client: PageClient, stripe: FakeStripe) -> None:
    assert report(client, b"{" + b" " * MOST_BYTES, signature="t=1,v1=0").status_code == 413


def test_only_stripe_s_own_post_is_answered(client: PageClient, stripe: FakeStripe) -> None:
    assert client.get("/hooks/stripe").status_code == 405


# -- what is not ours -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kind",
    [
        "payment_intent.created",
        "charge.succeeded",
        "customer.created",
        "checkout.session.async_payment_failed",
    ],
)
def test_a_kind_that_is_not_used_gets_a_quiet_answer(
    client: PageClient, stripe: FakeStripe, session: str, kind: str
) -> None:
    before = books()
    answer = report(client, stripe.notice(kind, session))
    assert (answer.status_code, answer.text) == (200, "")
    assert books() == before


@pytest.mark.parametrize("subject", ["absent", "text", "null", "list"])
def test_a_kind_that_is_not_used_may_look_however_it_likes(
    client: PageClient, stripe: FakeStripe, subject: str
) -> None:
    data = {"absent": {}, "text": {"object": "x"}, "null": {"object": None}, "list": {"object": []}}[subject]
    body = json.dumps({"id": "evt_9", "type": "v2.core.account.updated", "data": data}).encode()
    assert report(client, body).status_code == 200


def test_a_session_that_is_not_ours_gets_a_quiet_answer(client: PageClient, stripe: FakeStripe) -> None:
    """The same account may serve another shop."""
    body = stripe.notice(
        PAID, "cs_test_of_another_shop", payment_status="paid", amount_total=100, currency="idr"
    )
    before = books()
    assert report(client, body).status_code == 200
    assert books() == before


# -- money that is not the right one ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "title", "told"),
    [
        ({"amount_total": 10_199_900}, "jumlahnya berbeda", "Rp101.999"),
        ({"amount_total": 10_200_100}, "jumlahnya berbeda", "Rp102.001"),
        ({"amount_total": 102_000}, "jumlahnya berbeda", "Rp1.020"),
        ({"amount_total": 10_200_050}, "jumlahnya berbeda", "Rp102.000,50"),
        ({"amount_total": 0}, "jumlahnya berbeda", "Rp0"),
        ({"currency": "usd"}, "mata uangnya berbeda", "102.000 USD"),
        ({"currency": "usd", "amount_total": 657}, "mata uangnya berbeda", "6,57 USD"),
    ],
)
def test_a_differing_amount_or_currency_is_not_settled_and_the_admin_sees_it(
    client: PageClient, signed_in: Any, stripe: FakeStripe, session: str, changes: dict[str, Any],
    title: str, told: str,
) -> None:  # fmt: skip
    assert report(client, stripe.notice(PAID, session, **changes)).status_code == 200
    assert unsettled()
    ((number, state, order_id),) = rows("SELECT number, state, id FROM orders")
    assert state == "placed"
    assert journal("order", order_id)[-1] == "payment amount differs"
    page = signed_in(world.ADMIN).get("/admin/uang").text
    assert f"Pesanan {number}: {title}" in page
    assert f"Yang masuk {told}, yang harus dibayar Rp102.000." in page


@pytest.mark.parametrize("changes", [{"amount_total": 10_199_900}, {"amount_total": 10_200_050}])
def test_the_return_page_settles_no_differing_amount_either(
    signed_in: Any, stripe: FakeStripe, session: str, changes: dict[str, Any]
) -> None:
    stripe.sessions[session].update(changes)
    browser = signed_in(world.BUYER)
    ((number,),) = rows("SELECT number FROM orders")
    page = said(browser, browser.get(f"/checkout/{number}/kembali"))
    assert "Menunggu dibayar" in page
    assert unsettled()


def test_the_right_amount_settles_after_a_wrong_one(
    client: PageClient, stripe: FakeStripe, session: str
) -> None:
    report(client, stripe.notice(PAID, session, amount_total=1))
    report(client, stripe.notice(PAID, session))
    assert rows("SELECT state, captured FROM payments") == [("succeeded", 102_000)]


# -- without secret, without Stripe ---------------------------------------------------------------------


def test_without_a_secret_nothing_is_believed(
    app: Flask, client: PageClient, stripe: FakeStripe, session: str
) -> None:
    bare = StripeGateway(key=KEY, webhook_secret="", api_base=stripe.url, minimum=0, maximum=0)
    plug(app, PaymentGateway, bare)
    body = stripe.notice(PAID, session)
    for secret in ("", "whsec_of_the_fake"):
        assert report(client, body, signature=stripe.sign(body, secret=secret)).status_code == 503
    assert unsettled()


def test_where_stripe_is_not_set_up_its_hook_says_so(client: PageClient) -> None:
    assert report(client, b"{}", signature="").status_code == 503


# -- hundredths -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("rupiah", "hundredths"), [(0, 0), (1, 100), (12_500, 1_250_000)])
def test_rupiah_travel_as_hundredths(rupiah: int, hundredths: int) -> None:
    assert (to_stripe(rupiah), from_stripe(hundredths)) == (hundredths, rupiah)


@pytest.mark.parametrize("hundredths", [1, 99, 101, -50])
def test_what_is_no_whole_rupiah_is_no_amount(hundredths: int) -> None:
    with pytest.raises(ValueError, match="no whole rupiah"):
        from_stripe(hundredths)
