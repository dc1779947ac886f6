"""Buying through pages, as a browser does: into the cart, address, review, placing."""

import html
import re
from typing import Any

import sqlalchemy as sa
from werkzeug.test import TestResponse

from app.catalog.models import Product
from app.db.session import db
from app.orders.models import CartLine
from tests.support import world
from tests.support.pages import PageClient

ADDRESS = {
    "name": "Sari Pembeli",
    "phone": "0812-0000-1005",
    "email": "",
    "place": world.ACROSS_TOWN,
    "street": "Jl. Uji No. 1",
    "rt": "",
    "rw": "",
    "postal_code": "",
    "landmark": "pagar hijau",
}


def put(browser: PageClient, product: Product, pieces: object = 1, note: str = "") -> TestResponse:
    """Into the cart from the product's page."""
    return browser.send(
        f"/produk/{product.slug}",
        to="/keranjang",
        variant=world.variant_of(product).id,
        pieces=pieces,
        note=note,
        dari=product.slug,
    )


def line_of(product: Product, note: str = "") -> int:
    """The line of the only cart in which a product lies, with this text."""
    wanted = (CartLine.variant_id == world.variant_of(product).id, CartLine.note == note)
    return int(db.session.scalars(sa.select(CartLine.id).where(*wanted)).one())


def say_where(browser: PageClient, **changes: Any) -> TestResponse:
    """The first step of the checkout."""
    return browser.send("/checkout", **{**ADDRESS, **changes})


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of a page's form."""
    found = {}
    for tag in re.findall(r"<input[^>]*>", page):
        facts = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if facts.get("type") == "hidden" and facts.get("name"):
            found[facts["name"]] = html.unescape(facts.get("value", ""))
    return found


def review(browser: PageClient, **query: str) -> dict[str, str]:
    """What the review page would send with its button."""
    return hidden(browser.get("/checkout/periksa", query_string=query).text)


def place(browser: PageClient, **changes: Any) -> TestResponse:
    """Press “Pesan, lalu bayar” on a freshly opened review page."""
    return browser.post("/checkout/periksa", data={**review(browser), **changes})


def said(browser: PageClient, response: TestResponse) -> str:
    """The page that follows: where sentences are said."""
    return browser.get(response.location).text if response.location else response.text
