"""The key of a guest's order goes to her alone: not to other sites, search engines, shared caches, letters of others, logs."""

import re
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from app.adapters.order_keys import SignedOrderKeys
from app.notices.models import Notice
from app.orders.models import Order
from app.orders.service import parcels
from tests.support import world
from tests.support.buying import place, put, say_where
from tests.support.database import SECRET
from tests.support.jobs import do_all
from tests.support.orders import a_paid_order, an_order, parcels_of
from tests.support.pages import PageClient

NGINX = Path(__file__).parents[2] / "deploy" / "nginx.conf"


def key_of(order: Order) -> str:
    return SignedOrderKeys(SECRET).key_for(order.number)


def through_everything() -> Order:
    """A guest's order from placing to being received."""
    order = a_paid_order(buyer=None, email="tamu@contoh.test")
    maker, (parcel,) = world.actor(world.SELLER), parcels_of(order)
    parcels.accept(maker, parcel.id)
    parcels.pack(maker, parcel.id)
    parcels.send(maker, parcel.id, courier="JNE", tracking="X1")
    parcels.receive(order.number, parcel.id, None, key_of(order))
    return order


@pytest.mark.parametrize("path", ["/pesanan/{n}", "/checkout/{n}/bayar"])
def test_no_other_site_cache_or_search_engine_learns_the_address(
    client: PageClient, db: Any, path: str
) -> None:
    order = an_order(buyer=None)
    answer = client.get(f"{path.format(n=order.number)}?kunci={key_of(order)}")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    elsewhere = re.findall(r'(?:href|src|action)="(?:https?:)?//(?!localhost)[^"]*', answer.text)
    assert elsewhere == []


@pytest.mark.parametrize("path", ["/keranjang", "/checkout", "/checkout/periksa"])
def test_cart_and_checkout_are_private_and_not_indexed(client: PageClient, db: Any, path: str) -> None:
    put(client, world.goods().ready)
    say_where(client)
    answer = client.get(path)
    assert (answer.headers["Cache-Control"], answer.headers["X-Robots-Tag"]) == (
        "private, no-cache",
        "noindex",
    )


def test_the_key_stands_in_no_letter_but_her_own(db: Any) -> None:
    key = key_of(through_everything())
    do_all()
    rows = db.execute(sa.select(Notice.email, Notice.person_id, Notice.link, Notice.subject, Notice.body))
    readers = {
        (email, person) for email, person, *words in rows if key in " ".join(word or "" for word in words)
    }
    assert readers == {("tamu@contoh.test", None)}


@pytest.mark.parametrize(
    "table", ["journal", "order_changes", "orders", "parcels", "procrastinate_jobs", "carts"]
)
def test_the_key_is_written_into_no_table(db: Any, table: str) -> None:
    key = key_of(through_everything())
    found = db.scalar(
        sa.text(f"SELECT count(*) FROM {table} t WHERE t::text LIKE :key"),  # noqa: S608 - names of our own
        {"key": f"%{key}%"},
    )
    assert found == 0


def test_the_key_opens_no_list_and_no_other_order(client: PageClient, db: Any) -> None:
    hers, other = an_order(buyer=None), an_order(buyer=None)
    for path in ("/pesanan", "/akun", "/pesan"):
        assert client.get(f"{path}?kunci={key_of(hers)}").status_code == 302, path
    for path in (f"/pesanan/{other.number}", f"/checkout/{other.number}/bayar"):
        assert client.get(f"{path}?kunci={key_of(hers)}").status_code == 404


def test_a_replaced_orders_key_is_offered_to_nobody_but_its_own_cart(
    app: Any, client: PageClient, db: Any
) -> None:
    put(client, world.goods().ready)
    say_where(client)
    place(client)
    order = db.scalar(sa.select(Order))
    stranger = app.test_client()
    for browser in (client, stranger):
        put(browser, world.goods().ready)
        say_where(browser)
    assert key_of(order) in client.get("/checkout/periksa").text
    page = stranger.get("/checkout/periksa").text
    assert key_of(order) not in page and order.number not in page


def test_the_web_servers_log_leaves_out_what_stands_behind_the_question_mark() -> None:
    conf = NGINX.read_text()
    (written,) = re.findall(r"^log_format gerai '([^']+)'", conf, re.MULTILINE)
    assert "$uri" in written
    for told in ("$request ", '$request"', "$request_uri", "$args", "$query_string", "$http_referer"):
        assert told not in written, told
    assert conf.count("access_log ") == conf.count("server {")
