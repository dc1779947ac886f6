"""What is offered on the pay page: cards where keys are set, the pretend gateway in demo mode only, else a sentence."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from app.base import clock
from app.db.ports import _KEY as PORTS
from app.db.ports import has
from app.payments.ports import PaymentGateway, PretendTill
from app.payments.service import expiring
from app.web.security import policy
from app.wiring import init_app as wire
from config import Stripe
from tests.fakes.stripe_server import KEY, SECRET
from tests.support import world
from tests.support.books import books, stock_of
from tests.support.buying import said
from tests.support.database import settings
from tests.support.forms import forms_of
from tests.support.orders import an_order
from tests.support.pages import PageClient

CARDS = Stripe(key=KEY, webhook_secret=SECRET, api_base="http://127.0.0.1:9", minimum=10_000, maximum=999_999)


@pytest.fixture
def wired(app: Flask, db: Any) -> Iterator[Any]:
    """Wires the application as it would be with other settings: `wired(demo=False)`."""
    usual = app.extensions[PORTS]

    def anew(**changes: object) -> None:
        app.extensions[PORTS] = {}
        wire(app, replace(settings("gerai_test_none"), **changes))  # type: ignore[arg-type]

    yield anew
    app.extensions[PORTS] = usual


@pytest.fixture
def buyer(signed_in: Any) -> PageClient:
    browser: PageClient = signed_in(world.BUYER)
    return browser


@pytest.mark.parametrize(
    ("changes", "gateway", "till"),
    [
        ({"demo": True, "stripe": None}, "pretend", True),
        ({"demo": True, "stripe": CARDS}, "stripe", False),
        ({"demo": False, "stripe": CARDS}, "stripe", False),
        ({"demo": False, "stripe": None}, None, False),
    ],
)
def test_the_settings_decide_who_takes_the_money(
    app: Flask, wired: Any, changes: dict[str, Any], gateway: str | None, till: bool
) -> None:
    wired(**changes)
    offered = app.extensions[PORTS].get(PaymentGateway)
    assert (offered.name if offered else None, has(PretendTill)) == (gateway, till)


def test_with_nothing_set_up_the_pay_page_says_so_and_whom_to_ask(buyer: PageClient, wired: Any) -> None:
    order = an_order()
    wired(demo=False)
    page = buyer.get(f"/checkout/{order.number}/bayar").text
    assert "Cara bayar belum diatur di toko ini." in page
    assert "Pesanan Anda tetap tercatat sampai batas waktunya." in page
    assert "Hubungi Penyelenggara contoh, halo@gerai.example" in page
    main = page.partition("<main")[2].partition("</main>")[0]
    assert [one for one in forms_of(main) if one.method == "post"] == []


def test_with_nothing_set_up_a_click_from_an_old_page_changes_nothing(buyer: PageClient, wired: Any) -> None:
    order = an_order()
    token = buyer.token(f"/checkout/{order.number}/bayar")
    wired(demo=False)
    before = books()
    answer = buyer.post(f"/checkout/{order.number}/bayar", data={"csrf_token": token})
    assert "Cara bayar belum diatur di toko ini." in said(buyer, answer)
    assert books() == before


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("changes", [{"demo": False}, {"demo": False, "stripe": CARDS}, {"stripe": CARDS}])
def test_the_pretend_gateway_is_nowhere_but_in_demo_mode(
    buyer: PageClient, wired: Any, changes: dict[str, Any], method: str
) -> None:
    order = an_order()
    till = buyer.send(f"/checkout/{order.number}/bayar").location
    token = buyer.token(till)
    wired(**changes)
    before = books()
    answer = buyer.open(till, method=method, data={"csrf_token": token, "hasil": "bayar"})
    assert answer.status_code == 404
    assert books() == before


@pytest.mark.parametrize("changes", [{"demo": False}, {"stripe": CARDS}])
def test_an_order_begun_at_a_gateway_that_is_gone_runs_out_all_the_same(
    buyer: PageClient, wired: Any, db: Any, changes: dict[str, Any]
) -> None:
    """Nobody can be asked about it; its goods would be held for ever."""
    order = an_order()
    buyer.send(f"/checkout/{order.number}/bayar")
    wired(**changes)
    page = said(buyer, buyer.get(f"/checkout/{order.number}/kembali"))
    assert "Menunggu dibayar" in page
    with clock.at(order.pay_by):
        assert expiring.expire_unpaid(clock.now()) == 1
    assert stock_of(world.variant_of(world.goods().ready).id) == 10


# -- in demo mode ---------------------------------------------------------------------------------


def test_the_pretend_page_says_that_nobody_pays_and_pays_at_a_click(buyer: PageClient) -> None:
    order = an_order()
    pay = f"/checkout/{order.number}/bayar"
    assert "Mode uji: tidak ada uang sungguhan." in buyer.get(pay).text
    till = buyer.send(pay).location
    assert "Rp102.000" in buyer.get(till).text
    back = buyer.send(till, hasil="bayar")
    assert back.location == f"http://localhost/checkout/{order.number}/kembali"
    assert "Dibayar" in said(buyer, buyer.get(back.location))


def test_turning_back_at_the_pretend_page_pays_nothing(buyer: PageClient) -> None:
    order = an_order()
    till = buyer.send(f"/checkout/{order.number}/bayar").location
    before = books()
    back = buyer.send(till, hasil="batal")
    assert back.location == f"http://localhost/checkout/{order.number}/bayar"
    assert "Bayar Rp102.000" in buyer.get(back.location).text
    assert books() == before


@pytest.mark.parametrize("reference", ["uji_x", "uji_" + "a" * 300, "%00", "1"])
def test_a_pretend_page_that_was_never_opened_is_not_there(buyer: PageClient, reference: str) -> None:
    assert buyer.get(f"/bayar-uji/{reference}").status_code == 404


def test_where_cards_are_taken_the_page_may_lead_to_stripe_and_nowhere_else() -> None:
    """The content security policy follows the settings."""
    assert "form-action 'self' https://checkout.stripe.com;" in policy(("https://checkout.stripe.com",)) + ";"
    assert "form-action 'self';" in policy() + ";"


def test_an_order_in_demo_mode_says_that_it_is_not_to_be_sent(buyer: PageClient) -> None:
    order = an_order()
    assert "Pesanan uji, jangan dikirim." in buyer.get(f"/pesanan/{order.number}").text
