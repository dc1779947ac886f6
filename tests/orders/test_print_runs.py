"""Many labels at once: asked for on the list, made by the worker parcel after parcel, kept a week, and never for a stranger."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.base import clock
from app.base.errors import NotFound
from app.db.ports import port
from app.media.ports import ObjectStore
from app.orders.jobs import forget_prints
from app.orders.models import PrintPart, PrintRun
from app.orders.rules import printing as rules
from app.orders.service import parcels
from app.paper.sending import Sheet
from tests.support import jobs, world
from tests.support.books import books
from tests.support.counting import statements
from tests.support.orders import a_paid_order, an_order
from tests.support.pages import PageClient
from tests.support.printing import texts_of
from tests.support.prints import LIST, accepted, again, asked, content, parcel_of


@pytest.fixture
def maker(signed_in: Any) -> PageClient:
    browser: PageClient = signed_in(world.SELLER)
    return browser


def press(browser: PageClient, *ids: object, kind: str = "label", sheet: str = "own") -> Any:
    """The button under the list, with these ticked."""
    return browser.send(
        LIST, to="/penjual/pesanan/cetak", parcel=list(ids), kind=kind, sheet=sheet, tab="dibuat"
    )


# -- from the list to the file ---------------------------------------------------------------------------


def test_from_the_ticks_on_the_list_to_one_pdf_in_the_lists_order(maker: PageClient) -> None:
    first, second, third = accepted()
    page = maker.get(LIST).text
    assert page.count('name="parcel"') == 3 and "checked" not in page.partition('id="cetak"')[0]
    answer = press(maker, parcel_of(third), parcel_of(first), parcel_of(second))
    assert answer.status_code == 303
    waiting = maker.get(answer.location).text
    assert "Menyiapkan 3 label kirim" in waiting and "0 dari 3 pesanan sudah disiapkan." in waiting
    assert 'http-equiv="refresh"' in waiting and "berkas.pdf" not in waiting
    assert jobs.do_all()[-1] == "orders.print_run"
    done = maker.get(answer.location).text
    assert "3 label kirim siap dicetak" in done and f'href="{answer.location}/berkas.pdf"' in done
    file = maker.get(f"{answer.location}/berkas.pdf")
    assert (file.mimetype, file.headers["Cache-Control"]) == ("application/pdf", "private, no-store")
    assert file.headers["Content-Disposition"].startswith('inline; filename="label-')
    pages = texts_of(file.data)
    numbers = [first.number, second.number, third.number]
    assert [number in text for number, text in zip(numbers, pages, strict=True)] == [True] * 3
    assert all("PESANAN UJI" in text and "Jl. Uji No. 1" in text for text in pages)
    assert f'href="{answer.location}"' in maker.get(LIST).text, "she finds it again"


def test_packing_lists_come_two_on_a_sheet(maker: PageClient) -> None:
    orders = accepted()
    answer = press(maker, *map(parcel_of, orders), kind="list", sheet="a4")
    jobs.do_all()
    pages = texts_of(maker.get(f"{answer.location}/berkas.pdf").data)
    assert [page.count("Daftar kemas") for page in pages] == [2, 1]


@pytest.mark.parametrize(("tab", "offered"), [("dijawab", False), ("dibuat", True), ("dikemas", True), ("dikirim", False), ("selesai", False)])  # fmt: skip
def test_only_what_is_being_prepared_can_be_ticked(maker: PageClient, tab: str, offered: bool) -> None:
    who = world.actor(world.SELLER)
    a_paid_order()
    accepted(1)
    for steps in (["pack"], ["pack", "send"], ["pack", "send", "receive"]):
        order = accepted(1)[0]
        parcels.pack(who, parcel_of(order))
        if "send" in steps:
            parcels.send(who, parcel_of(order), courier="Diantar sendiri", tracking="")
        if "receive" in steps:
            parcels.receive(order.number, parcel_of(order), world.actor(world.BUYER), None)
    page = maker.get(f"/penjual/pesanan?tab={tab}").text
    assert page.count('name="parcel"') == (1 if offered else 0)
    assert ("Cetak label" in page) is offered


def test_all_can_be_ticked_by_a_link_without_a_script(maker: PageClient) -> None:
    accepted(2)
    page = maker.get(f"{LIST}&pilih=semua").text
    assert page.count('aria-label="Cetak G-') == 2 and page.partition('id="cetak"')[0].count(" checked") == 2


def test_the_same_choice_pressed_twice_is_one_run(count: Any) -> None:
    orders = accepted(2)
    first = asked(orders)
    assert asked(orders[::-1]).id == first.id
    assert asked(orders, sheet=Sheet.A4).id != first.id
    assert count(PrintRun) == 2 and jobs.waiting().count("orders.print_run") == 2
    jobs.do_all()
    assert asked(orders).id != first.id, "what is made may be made again"


# -- what is refused, and leaves everything as it was ------------------------------------------------------


def test_nothing_ticked_is_told(maker: PageClient) -> None:
    accepted(1)
    before = books()
    answer = press(maker)
    assert answer.location == LIST
    assert "Belum ada yang dipilih. Centang dulu pesanan yang mau dicetak." in maker.get(LIST).text
    assert books() == before


def test_a_strangers_parcel_among_ones_own_is_not_there(maker: PageClient, count: Any) -> None:
    (own,) = accepted(1)
    other = world.an_approved_product(world.actor(world.OTHER_SELLER), name="Keset Tetangga")
    strange = a_paid_order({other: 1})
    parcels.accept(world.actor(world.OTHER_SELLER), parcel_of(strange))
    unpaid = an_order()
    before = books()
    for one in (parcel_of(strange), parcel_of(unpaid), 10**17, "x", "-1", ""):
        assert press(maker, parcel_of(own), one).status_code == 404, one
    assert books() == before and count(PrintRun) == 0


@pytest.mark.parametrize("step", ["answer", "sent"])
def test_what_is_not_being_prepared_is_named(maker: PageClient, count: Any, step: str) -> None:
    fine = accepted(1)[0]
    late = a_paid_order()
    if step == "sent":
        who = world.actor(world.SELLER)
        parcels.accept(who, parcel_of(late))
        parcels.pack(who, parcel_of(late))
        parcels.send(who, parcel_of(late), courier="Diantar sendiri", tracking="")
    before = books()
    press(maker, parcel_of(fine), parcel_of(late))
    assert f"Pesanan {late.number} tidak sedang disiapkan." in maker.get(LIST).text
    assert books() == before and count(PrintRun) == 0


@pytest.mark.parametrize("fields", [{"kind": "rumah"}, {"sheet": "a3"}, {"kind": ""}, {"sheet": "\x00"}])
def test_a_paper_that_there_is_not_is_told(maker: PageClient, count: Any, fields: dict[str, str]) -> None:
    (order,) = accepted(1)
    press(maker, parcel_of(order), **fields)
    assert "Pilih label atau daftar kemas, dan kertasnya." in maker.get(LIST).text
    assert count(PrintRun) == 0


def test_more_than_the_list_shows_is_refused(maker: PageClient, count: Any) -> None:
    accepted(1)
    press(maker, *range(1, 102))
    assert "Paling banyak 100 pesanan sekali cetak." in maker.get(LIST).text
    assert count(PrintRun) == 0


def test_a_gerai_waits_for_four_at_most(maker: PageClient, count: Any) -> None:
    orders = accepted(5)
    for order in orders[:4]:
        asked([order])
    press(maker, parcel_of(orders[4]))
    assert "Beberapa cetakan masih disiapkan." in maker.get(LIST).text
    assert count(PrintRun) == 4


# -- whose it is, and for how long -------------------------------------------------------------------------


def test_another_seller_finds_neither_page_nor_file(signed_in: Any) -> None:
    run = asked(accepted(1))
    jobs.do_all()
    stranger = signed_in(world.OTHER_SELLER)
    token = stranger.token("/akun")
    address = f"/penjual/pesanan/cetak/{run.id}"
    assert [stranger.get(address + rest).status_code for rest in ("", "/berkas.pdf")] == [404, 404]
    assert stranger.post(f"{address}/lagi", data={"csrf_token": token}).status_code == 404


def test_the_file_is_closed_when_a_parcel_of_it_shows_no_address_any_more(maker: PageClient) -> None:
    orders = accepted(2)
    run = asked(orders)
    jobs.do_all()
    who, address = world.actor(world.SELLER), f"/penjual/pesanan/cetak/{run.id}"
    parcels.pack(who, parcel_of(orders[0]))
    parcels.send(who, parcel_of(orders[0]), courier="Diantar sendiri", tracking="")
    assert maker.get(f"{address}/berkas.pdf").data.startswith(b"%PDF")
    parcels.receive(orders[0].number, parcel_of(orders[0]), world.actor(world.BUYER), None)
    assert maker.get(f"{address}/berkas.pdf").location == address
    page = maker.get(address).text
    assert "Berkas ini sudah ditutup" in page and "Buka PDF" not in page


def test_after_a_week_run_and_file_are_forgotten(db: Any, count: Any) -> None:
    orders = accepted(1)
    old = asked(orders)
    jobs.do_all()
    old_key = old.file_key
    with clock.at(world.SUNDAY + timedelta(days=1)):
        young = asked(orders)
        jobs.do_all()
    with clock.at(world.SUNDAY + timedelta(days=7)):
        forget_prints()
        assert count(PrintRun) == 2, "seven days are not over"
    with clock.at(world.SUNDAY + timedelta(days=7, seconds=1)):
        forget_prints()
    assert db.scalars(sa.select(PrintRun.id)).all() == [young.id]
    assert db.scalars(sa.select(PrintPart.run_id)).all() == [young.id]
    assert content(young).startswith(b"%PDF")
    with pytest.raises(NotFound):
        port(ObjectStore).get(rules.file_key(old_key))


def test_a_long_list_asks_no_more_than_a_short_one(maker: PageClient) -> None:
    def asked_for(path: str) -> int:
        with statements() as seen:
            maker.get(path)
        return len(seen)

    short = asked(accepted(1))
    jobs.do_all()
    before = [asked_for(LIST), asked_for(f"/penjual/pesanan/cetak/{short.id}")]
    long = asked(accepted(5))
    jobs.do_all()
    assert [asked_for(LIST), asked_for(f"/penjual/pesanan/cetak/{long.id}")] == before
    assert again(long).state == "done"
