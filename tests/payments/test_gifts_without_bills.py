"""A maker whose official gift agencies cannot choose, because she does not bill them, is told so and helped by one press."""

from typing import Any

import pytest
import sqlalchemy as sa

from app.db.session import session
from app.notices.models import Notice
from app.payments.queries import receiving as queries
from app.payments.rules.ways import Way
from app.payments.service import receiving
from app.sellers import queries as sellers
from tests.support import gifts, official, world
from tests.support.pages import PageClient, complaints

HINT = "Supaya Keset Perca bisa dipilih instansi"


@pytest.fixture
def maker(signed_in: Any) -> PageClient:
    browser: PageClient = signed_in(world.SELLER)
    return browser


def hers() -> int:
    return sellers.owned(world.actor(world.SELLER)).id


def letters() -> list[str]:
    query = sa.select(Notice.body).where(Notice.subject == "Keset Perca terpilih jadi oleh-oleh resmi")
    return list(session().scalars(query))


def test_without_an_official_gift_nobody_is_asked(maker: PageClient) -> None:
    assert queries.gift_without_bills(hers()) is None
    assert "bisa dipilih instansi" not in maker.get("/penjual").text


def test_one_press_on_her_first_page_switches_it_on_and_the_hint_goes(maker: PageClient) -> None:
    official.made_official(world.goods().ready, gifts.UNTIL)
    page = maker.get("/penjual").text
    assert HINT in page and complaints(page) == []
    maker.send("/penjual", to="/penjual/uang/cara-bayar/invoice/nyala", nyala="1")
    assert Way.INVOICE in queries.switched_on(hers())
    assert HINT not in maker.get("/penjual").text


def test_the_letter_that_tells_her_of_the_gift_says_it_once(db: Any) -> None:
    official.made_official(world.goods().ready, gifts.UNTIL)
    (told,) = letters()
    assert "instansi baru bisa memilihnya untuk cinderamata kalau tagihan instansi Ibu nyala" in told


def test_who_bills_agencies_already_is_told_nothing_of_it(maker: PageClient) -> None:
    receiving.switch(world.actor(world.SELLER), Way.INVOICE, on=True)
    official.made_official(world.goods().ready, gifts.UNTIL)
    assert "tagihan instansi" not in letters()[0]
    assert HINT not in maker.get("/penjual").text


def test_a_house_that_pays_nobody_by_bills_says_nothing(only: Any) -> None:
    only(Way.TRANSFER)
    official.made_official(world.goods().ready, gifts.UNTIL)
    assert queries.gift_without_bills(hers()) is None
    assert "tagihan instansi" not in letters()[0]
