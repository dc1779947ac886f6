"""The fake Stripe's webhooks: called by itself, again until answered, twice, late or never; and the fake as a process."""

import json
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import pytest
import stripe

from app.cli.cluster import ROOT
from tests.fakes.stripe_server import KEY, SECRET, FakeStripe, Habits

SECONDS = 20
"""How long anything here may take before it counts as broken."""


class Shop:
    """Somebody whom Stripe calls: answers as told, and keeps what it was told, signature checked."""

    def __init__(self) -> None:
        shop = self
        self.told: list[str] = []
        self.answers: list[int] = []
        """The next answers; 200 when there are none."""

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                event = stripe.Webhook.construct_event(  # type: ignore[no-untyped-call]
                    body, self.headers["Stripe-Signature"], SECRET
                )
                shop.told.append(event.id)
                self.send_response(shop.answers.pop(0) if shop.answers else 200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args: Any) -> None:
                """Quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}/hooks/stripe"


@pytest.fixture
def shop() -> Iterator[Shop]:
    made = Shop()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def fake() -> Iterator[FakeStripe]:
    made = FakeStripe()
    yield made
    made.stop()


def happen(fake: FakeStripe, times: int) -> list[str]:
    """So many events; their ids."""
    return [fake.event("checkout.session.expired", {"id": f"cs_{n}"})["id"] for n in range(times)]


def send(fake: FakeStripe, times: int) -> list[str]:
    made = happen(fake, times)
    for one in made:
        fake.report(fake.events[one])
    return made


def test_every_event_is_called_out_once_and_signed(fake: FakeStripe, shop: Shop) -> None:
    fake.deliver_to(shop.address)
    made = send(fake, 6)
    assert fake.idle(SECONDS)
    assert Counter(shop.told) == Counter(made)
    assert {status for _, _, status in fake.book()["calls"]} == {200}


def test_what_is_not_answered_well_is_called_out_again(fake: FakeStripe, shop: Shop) -> None:
    shop.answers = [500, 503]
    fake.deliver_to(shop.address)
    (made,) = send(fake, 1)
    assert fake.idle(SECONDS)
    assert shop.told == [made] * 3
    assert [status for _, _, status in fake.book()["calls"]] == [500, 503, 200]


def test_some_are_told_twice_some_late_and_some_never(fake: FakeStripe, shop: Shop) -> None:
    fake.deliver_to(shop.address, Habits(twice=0.3, late=0.3, never=0.2, most=0.2, seed=5))
    made = send(fake, 40)
    assert fake.idle(SECONDS)
    times = Counter(Counter(shop.told)[one] for one in made)
    assert times == {1: 20, 2: 11, 0: 9}
    assert shop.told != sorted(shop.told)


def test_without_an_address_nobody_is_called(fake: FakeStripe) -> None:
    send(fake, 3)
    assert fake.idle(0)
    assert fake.book()["calls"] == []


def test_it_calls_at_this_machine_only(fake: FakeStripe) -> None:
    with pytest.raises(ValueError, match="this machine only"):
        fake.deliver_to("http://shop.example/hooks/stripe")


# -- as a process of its own ----------------------------------------------------------------------------


@pytest.fixture
def process() -> Iterator[dict[str, str]]:
    command = [sys.executable, "-m", "tests.fakes.stripe_server"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        yield json.loads(running.stdout.readline())
        running.terminate()
        assert running.wait(SECONDS) == 0


def call(process: dict[str, str], deed: str, **wish: Any) -> tuple[int, Any]:
    with closing(HTTPConnection(urlsplit(process["url"]).netloc, timeout=SECONDS)) as there:
        there.request("POST", f"/control/{deed}", json.dumps(wish))
        answer = there.getresponse()
        return answer.status, json.loads(answer.read())


def test_as_a_process_it_sells_delivers_and_shows_its_book(process: dict[str, str], shop: Shop) -> None:
    assert call(process, "deliver", to=shop.address, twice=1.0, most=0.1)[0] == 200
    sdk = stripe.StripeClient(KEY, base_addresses={"api": process["url"]})
    price: Any = {"currency": "idr", "unit_amount": 9_000_000, "product_data": {"name": "Keset"}}
    session = sdk.v1.checkout.sessions.create(
        {
            "mode": "payment",
            "line_items": [{"quantity": 1, "price_data": price}],
            "success_url": "http://localhost/kembali",
            "expires_at": int((datetime.now(UTC) + timedelta(hours=1)).timestamp()),
        }
    )
    answer = {"status": "complete", "success_url": "http://localhost/kembali"}
    assert call(process, "pay", session=session.id) == (200, answer)
    assert call(process, "idle", seconds=SECONDS) == (200, {"idle": True})
    book = call(process, "book")[1]
    assert [one["payment_status"] for one in book["sessions"].values()] == ["paid"]
    assert Counter(shop.told) == dict.fromkeys(book["events"], 2)


def test_what_it_cannot_do_it_says(process: dict[str, str]) -> None:
    assert call(process, "pay", session="cs_none")[0] == 400
    assert call(process, "troubles", next=["earthquake"])[0] == 400
    assert call(process, "fly")[0] == 404
