"""Whose it is not, for her it does not exist; and whatever anybody types or puts into an address, nothing breaks."""

import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs

import pytest
import sqlalchemy as sa
from flask import Flask

from app.accounts import service as accounts
from app.accounts.rules import identity_of
from app.base.actor import HEAD, Role
from app.gifts.rules.recipients import Person
from app.gifts.service import donations, recipients
from app.gifts.service.donations import Plea
from tests.support import bundles, gifts, handover, official, world
from tests.support.books import books
from tests.support.gift_orders import orders_of
from tests.support.pages import PageClient

ODD = (
    "", "-1", "0", "9" * 19, "9" * 40, "1e9", "٣", "²", "1.5", "\x00", "\u202e\U0001f381\ufeff", "=1+1", "<b>x</b>", "#sym.arrow[*",
    "'; --", "2026-02-30", "0001-01-01", "9999-12-31", "../..", "x" * 4_000, "a;" + "b" * 140_000,
)  # fmt: skip
"""What people and their tools type: nothing, too much, other digits, marks of other tongues."""

ORDERS = ("endpoint", "_external", "_scheme", "_anchor", "_method", "values", "self", "name")
"""Names that mean something to the functions that make addresses."""


@pytest.fixture
def values(db: Any) -> dict[str, Any]:
    """Requests in every state, a name, a donation, a set, an approval of the world's agency and curators."""
    product = gifts.an_official_maker("Satu", stock=60)
    draft = gifts.drafted(product, recipients=5)
    waiting = gifts.drafted(product, recipients=5)
    gifts.submitted(waiting)
    ready = handover.ready(product, recipients=5)
    over = handover.ready(product, recipients=5)
    for one in (draft, over):
        recipients.add(gifts.staff(), one.id, [Person("Siti")])
    handover.handed_over(over)
    plea = Plea(world.variant_of(product).id, 2, "Kunjungan Kerja", date(2026, 12, 1), 1)
    case = official.proposed(world.goods().ready, date(2027, 5, 31))
    bundle = bundles.a_draft({product: 1}, name="Satu Rumah")
    approval = db.scalar(
        sa.text("SELECT id FROM gift_approvals WHERE product_id = :id").bindparams(id=product.id)
    )
    return {
        "requests": [draft.id, waiting.id, ready.id, over.id],
        "recipient_id": recipients.read(gifts.staff(), over.id)[0].id,
        "donation_id": donations.ask(gifts.staff(), gifts.agency_id(), plea).id,
        "number": orders_of(ready)[0].number,
        "product_id": product.id,
        "bundle_id": bundle.id,
        "case_id": case.id,
        "approval_id": approval,
        "round_id": db.scalar(sa.text("SELECT max(id) FROM rounds")),
        "slug": product.slug,
        "variant_id": world.variant_of(product).id,
    }


GIFTS = re.compile(r"officer\.(gifts|gift_\w+|donations|substitutes)\.|seller\.donations\.")
CURATION = re.compile(r"curator\.(curation|official|bundles|scoring|claiming)\.")


def addresses(app: Flask, values: dict[str, Any], which: re.Pattern[str], method: str) -> Iterator[str]:
    """Every address of these doors that names a record of the agency, the maker or the region."""
    to = app.url_map.bind("localhost")
    for rule in sorted(app.url_map.iter_rules(), key=str):
        if not which.match(rule.endpoint) or method not in (rule.methods or ()) or not rule.arguments:
            continue
        known = {name: values[name] for name in rule.arguments if name in values}
        if set(rule.arguments) - set(known) - {"request_id"}:
            continue
        for request_id in values["requests"] if "request_id" in rule.arguments else [0]:
            parts = {**known, "request_id": request_id} if request_id else known
            yield to.build(rule.endpoint, parts, method=method)


def a_stranger(role: Role, **grant: Any) -> str:
    """Somebody of another region; how she signs in."""
    who = world.a_phone()
    person = accounts.make_person(None, name="Orang Jauh", identity=identity_of(who))
    world.let_in(person)
    accounts.grant(None, person.id, role, **grant)
    return who


def nothing_is_hers(app: Flask, browser: PageClient, values: Any, which: re.Pattern[str], home: str) -> int:
    """Neither to be read nor to be done; answers how many addresses were tried."""
    token, tried = browser.token(home), 0
    before = books()
    for address in addresses(app, values, which, "GET"):
        assert browser.get(address).status_code == 404, address
        tried += 1
    for address in addresses(app, values, which, "POST"):
        sent = {"csrf_token": token, "words": "Saya mau.", "name": "Saya", "reason": "Karena."}
        assert browser.post(address, data=sent).status_code == 404, address
        tried += 1
    now = books()
    assert {name: now[name] for name in now if now[name] != before[name]} == {}
    return tried


def test_officers_and_heads_of_other_agencies_find_nothing(app: Flask, signed_in: Any, values: Any) -> None:
    far = next(one.agency_id for one in world.actor(world.OTHER_OFFICER).grants if one.agency_id)
    head = a_stranger(Role.OFFICER, region=world.CITY, agency_id=far, pokja=HEAD)
    for who in (world.OTHER_OFFICER, head):
        tried = nothing_is_hers(
            app,
            signed_in(who),
            values,
            re.compile(r"officer\.(gifts|gift_\w+|donations|substitutes)\."),
            "/dinas/cinderamata/baru",
        )
        assert tried > 80


def test_a_maker_answers_only_for_herself(app: Flask, signed_in: Any, values: Any) -> None:
    browser = signed_in(world.OTHER_SELLER)
    assert (
        nothing_is_hers(app, browser, values, re.compile(r"seller\.donations\."), "/penjual/gerai/cerita")
        == 3
    )


def test_curators_of_other_regions_find_nothing(app: Flask, signed_in: Any, values: Any) -> None:
    browser = signed_in(a_stranger(Role.CURATOR, region="35"))
    assert nothing_is_hers(app, browser, values, CURATION, "/kurator/benturan/alamat") > 15


# -- odd things ----------------------------------------------------------------------------------------


class Forms(HTMLParser):
    """The forms of a page: where each goes, and the names of its fields."""

    def __init__(self, html: str, here: str) -> None:
        super().__init__()
        self.here, self.found = here, []
        self.feed(html)

    found: list[tuple[str, str, dict[str, str]]]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            to = given.get("action") or self.here
            self.found.append((given.get("method", "get").lower(), to, {}))
        if tag in ("input", "select", "textarea", "button") and given.get("name") and self.found:
            self.found[-1][2].setdefault(given["name"], given.get("value", ""))


def fuzzed(browser: PageClient, addresses: list[str], odd: tuple[str, ...]) -> int:
    """Every form of these pages is sent with odd things in all its fields at once, and in one at a time; nothing breaks."""
    sent = 0
    for address in addresses:
        page = browser.get(address)
        if page.mimetype != "text/html" or page.status_code != 200:
            continue
        for method, to, fields in Forms(page.text, address).found:
            if "keluar" in to or "/cari" in to:
                continue
            for value in odd:
                told = {name: value if name != "csrf_token" else was for name, was in fields.items()}
                path, _, kept = to.partition("?")
                asked = told if method == "get" else parse_qs(kept)
                ask = browser.open(
                    path, method=method.upper(), query_string=asked, data=told if method == "post" else None
                )
                assert ask.status_code < 500, (to, told)
                sent += 1
    return sent


def test_whatever_officers_type_nothing_breaks(app: Flask, signed_in: Any, values: Any) -> None:
    browser = signed_in(world.OFFICER)
    pages = [*addresses(app, values, GIFTS, "GET")]
    pages += ["/dinas/cinderamata/baru", "/dinas/cinderamata/buku"]
    pages += [f"/dinas/cinderamata/hibah/baru?barang={values['variant_id']}"]
    assert fuzzed(browser, [one for one in pages if one.startswith("/dinas")], ODD) > 100


def test_whatever_curators_type_nothing_breaks(app: Flask, signed_in: Any, values: Any) -> None:
    browser = signed_in(world.CURATOR)
    pages = [*addresses(app, values, CURATION, "GET"), "/kurator/set", "/kurator/oleh-oleh-resmi"]
    assert fuzzed(browser, pages, ODD) > 100


def test_whatever_an_address_asks_nothing_breaks(
    app: Flask, client: Any, signed_in: Any, values: Any
) -> None:
    asked = dict.fromkeys(ORDERS, "1")
    names = {
        "tahun",
        "golongan",
        "dana",
        "jenis",
        "nilai",
        "barang",
        "set",
        "cari",
        "luas",
        "acara",
        "harga",
        "daerah",
        "siap",
    }
    for browser, pages in (
        (signed_in(world.OFFICER), ["/dinas/cinderamata/buku", "/dinas/cinderamata/baru", "/dinas/cinderamata/hibah/baru", "/dinas/cinderamata"]),
        (signed_in(world.CURATOR), ["/kurator", "/kurator/set", "/kurator/oleh-oleh-resmi", "/kurator/riwayat"]),
        (client, ["/oleh-oleh-resmi", "/set", "/set/satu-rumah", "/cari", f"/produk/{values['slug']}"]),
    ):  # fmt: skip
        for page in pages:
            for odd in (asked, *(dict.fromkeys(names, value) for value in ODD)):
                assert browser.get(page, query_string=odd).status_code < 500, (page, odd)
