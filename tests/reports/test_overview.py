"""The admin's figures, papers that end soon, and whether the machine is well."""

from datetime import date, timedelta
from typing import Any

import pytest

from app.base import clock
from app.catalog.service import drafts
from app.orders.service import parcels
from app.reports import queries
from app.reports.queries import Alert, Overview
from app.sellers import service as seller_service
from tests.support import orders, world
from tests.support.counting import statements

IN_A_MONTH = date(2026, 12, 22)


def changed(before: Overview) -> dict[str, int]:
    """What is more or less than it was."""
    after = queries.overview(clock.now())
    return {name: now - vars(before)[name] for name, now in vars(after).items() if now != vars(before)[name]}


@pytest.fixture
def before(db: Any) -> Overview:
    return queries.overview(clock.now())


def test_the_world_in_numbers(before: Overview, signed_in: Any) -> None:
    assert before == Overview(
        people=8, open_sellers=2, on_show=2, waiting_rounds=0, orders=0, revenue=0, agencies=2
    )
    page = signed_in(world.ADMIN).get("/admin").text
    for number, words in ((8, "orang"), (2, "instansi"), (2, "gerai buka"), (2, "barang tayang")):
        assert f"<b>{number}</b>{words}" in page


def test_orders_and_money_count_when_paid_and_not_declined(before: Overview) -> None:
    order = orders.an_order()
    assert changed(before) == {}
    orders.pay(order)
    assert changed(before) == {"orders": 1, "revenue": 102_000}
    other = orders.a_paid_order({world.goods().ready: 1})
    assert changed(before) == {"orders": 2, "revenue": 102_000 + 57_000}
    parcels.decline(world.actor(world.SELLER), orders.parcels_of(other)[0].id, "Sakit.")
    assert changed(before) == {"orders": 1, "revenue": 102_000}


def test_goods_count_while_buyers_see_them(before: Overview) -> None:
    seller = world.actor(world.SELLER)
    world.a_submitted_product(seller)
    assert changed(before) == {"waiting_rounds": 1}
    day = world.SUNDAY.date()
    seller_service.go_on_leave(seller, start=day, end=day)
    assert changed(before) == {"waiting_rounds": 1, "on_show": -2}
    with clock.at(world.SUNDAY + timedelta(days=1)):
        assert changed(before) == {"waiting_rounds": 1}
    seller_service.close_gerai(seller)
    assert changed(before) == {"waiting_rounds": 1, "on_show": -2, "open_sellers": -1}


def test_more_orders_ask_no_more_of_the_database(signed_in: Any) -> None:
    admin, counted = signed_in(world.ADMIN), []
    for more in (1, 4):
        for _ in range(more):
            orders.a_paid_order({world.goods().ready: 1})
        with statements() as seen:
            admin.get("/admin")
        counted.append(len(seen))
    assert counted[0] == counted[1] <= 5


# -- papers that end soon ---------------------------------------------------------------------


def alerts(who: str = world.OFFICER) -> list[Alert]:
    return queries.papers_ending(world.actor(who), world.SUNDAY.date() + timedelta(days=60))


def test_a_paper_that_ends_soon_is_shown_to_its_own_officer(db: Any, signed_in: Any) -> None:
    seller = world.actor(world.SELLER)
    world.a_snack_with_papers(seller, name="Keripik Lama", until=IN_A_MONTH)
    world.a_snack_with_papers(seller, name="Keripik Baru")
    assert alerts() == [Alert("Keripik Lama", "Rumah Perca", "pirt", IN_A_MONTH)]
    assert alerts(world.OTHER_OFFICER) == []
    page = signed_in(world.OFFICER).get("/dinas").text
    assert "Surat izin yang hampir habis" in page and "P-IRT sampai 22 Desember 2026" in page
    assert "Keripik Baru" not in page


def test_a_product_that_was_taken_out_for_good_alarms_nobody(db: Any) -> None:
    seller = world.actor(world.SELLER)
    product, _ = world.a_snack_with_papers(seller, until=IN_A_MONTH)
    assert len(alerts()) == 1
    drafts.remove(seller, product.slug)
    assert alerts() == []


# -- for whoever watches the machine ----------------------------------------------------------


@pytest.mark.parametrize(("path", "word"), [("/sehat", "sehat"), ("/siap", "siap")])
def test_the_machine_says_that_it_is_well(client: Any, path: str, word: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.text, answer.mimetype) == (200, f"{word}\n", "text/plain")
    assert answer.headers["Cache-Control"] == "no-store"
