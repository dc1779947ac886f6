"""What every answer says to the browser: nothing inline, nothing from elsewhere, nothing kept that is private."""

from typing import Any

import pytest
from flask import Flask

from app.adapters.stripe_gateway import PAY_AT
from app.web.security import policy
from config import Stripe
from tests.support import world
from tests.support.pages import PageClient

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), microphone=(), payment=()",
}
KINDS = [
    ("/", 200),
    ("/cari?q=keset", 200),
    ("/wilayah?q=cipondoh", 200),  # a piece of a page
    ("/tidak-ada", 404),
    ("/static/tidak-ada.css", 404),
    ("/akun", 302),
    ("/penjual", 302),
    ("/robots.txt", 200),
    ("/sehat", 200),
    ("/siap", 200),
]


def said(answer: Any) -> dict[str, str | None]:
    return {name: answer.headers.get(name) for name in ALWAYS}


@pytest.mark.parametrize(("path", "status"), KINDS)
def test_every_kind_of_answer_carries_them(client: PageClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert (answer.status_code, said(answer)) == (status, ALWAYS)


def test_answers_to_buttons_and_hooks_carry_them_too(client: PageClient) -> None:
    statuses = [
        (client.post(path), status) for path, status in (("/cari", 405), ("/penjual/gerai/buka", 401))
    ]
    statuses.append((client.post("/hooks/stripe", data=b"{}"), 404))
    for answer, _ in statuses:
        assert said(answer) == ALWAYS
    assert [answer.status_code for answer, _ in statuses[:2]] == [405, 401]


@pytest.mark.parametrize("how", ["bug", "away", "rule"])
def test_broken_answers_carry_them_too(away: Any, how: str) -> None:
    assert said(away().test_client().get(f"/uji/pecah/{how}")) == ALWAYS


def test_pictures_carry_them_too(client: PageClient, db: Any) -> None:
    page = client.get(f"/produk/{world.goods().ready.slug}").text
    address = "/foto/" + page.partition('src="/foto/')[2].partition('"')[0]
    answer = client.get(address)
    assert (answer.status_code, answer.mimetype, said(answer)) == (200, "image/webp", ALWAYS)


def test_a_form_may_end_at_a_payment_page_only_where_one_is_used(away: Any) -> None:
    paid = away(stripe=Stripe("sk_test_x", "whsec_x", "", 10_000, 999_999)).test_client().get("/sehat")
    assert f"form-action 'self' {PAY_AT};" in paid.headers["Content-Security-Policy"]
    assert policy() == POLICY


# -- what may be kept -------------------------------------------------------------------------------

PRIVATE = [
    (world.BUYER, "/akun"), (world.BUYER, "/pesanan"), (world.BUYER, "/pesan"), (world.SELLER, "/penjual"),
    (world.SELLER, "/penjual/gerai/alamat"), (world.CURATOR, "/kurator/antrean"), (world.OFFICER, "/dinas"),
    (world.ADMIN, "/admin"), (world.ADMIN, "/admin/orang"),
]  # fmt: skip


@pytest.mark.parametrize(("who", "path"), PRIVATE)
def test_private_pages_are_kept_by_nobody_else_and_found_by_no_search_engine(
    signed_in: Any, who: str, path: str
) -> None:
    answer = signed_in(who).get(path)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert "Cookie" in answer.headers["Vary"]
    if path != "/pesan":
        assert answer.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("path", ["/", "/cari", "/kategori/keset", "/tidak-ada", "/masuk"])
def test_pages_of_the_shop_are_asked_for_anew_and_may_be_found(client: PageClient, path: str) -> None:
    answer = client.get(path)
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert "X-Robots-Tag" not in answer.headers


# -- the cookie -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("public_url", "secure"), [("http://127.0.0.1:8000", False), ("https://gerai.example", True)]
)
def test_the_cookie_is_for_this_site_and_for_no_script(away: Any, public_url: str, secure: bool) -> None:
    answer = away(public_url=public_url).test_client().get("/masuk")
    assert answer.status_code == 200
    name, *flags = answer.headers["Set-Cookie"].split("; ")
    assert name.startswith("gerai=")
    wanted = {"HttpOnly", "Path=/", "SameSite=Lax"} | ({"Secure"} if secure else set())
    assert set(flags) == wanted
    assert ("Strict-Transport-Security" in answer.headers) is secure


def test_over_https_browsers_are_told_to_stay_there_for_a_year(away: Any) -> None:
    answer = away(public_url="https://gerai.example").test_client().get("/tidak-ada")
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_whoever_only_looks_gets_no_cookie(client: PageClient) -> None:
    for path in ("/", "/cari", f"/produk/{world.goods().made.slug}x", "/robots.txt", "/sehat"):
        assert "Set-Cookie" not in client.get(path).headers, path


# -- behind a proxy ---------------------------------------------------------------------------------

CLAIMED = {
    "X-Forwarded-For": "6.6.6.6, 10.0.0.7",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "jahat.example, gerai.example",
}


def seen(app: Flask) -> Any:
    return app.test_client().get("/uji/aku", headers=CLAIMED).json


def test_without_a_proxy_nobody_is_believed(away: Any) -> None:
    assert seen(away()) == {"from": "127.0.0.1", "scheme": "http", "host": "localhost"}


def test_behind_one_proxy_its_word_is_the_last_one(away: Any) -> None:
    assert seen(away(proxies=1)) == {"from": "10.0.0.7", "scheme": "https", "host": "gerai.example"}


def test_behind_two_proxies_the_outer_ones_word_counts(away: Any) -> None:
    headers = {**CLAIMED, "X-Forwarded-Proto": "https, http"}
    found = away(proxies=2).test_client().get("/uji/aku", headers=headers).json
    assert found == {"from": "6.6.6.6", "scheme": "https", "host": "jahat.example"}
