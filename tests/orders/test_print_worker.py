"""The worker makes many labels parcel after parcel: nothing is prepared twice, and every failure has a sentence."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.base import clock
from app.base.errors import NotFound
from app.db.ports import plug, port
from app.media.ports import ObjectStore
from app.orders.models import Order, PrintPart
from app.orders.rules import printing as rules
from app.orders.service import parcels, printing
from app.orders.service.printing import BROKEN, NOTHING_LEFT
from tests.support import jobs, world
from tests.support.books import journal
from tests.support.pages import PageClient
from tests.support.printing import texts_of
from tests.support.prints import accepted, again, asked, content, parcel_of


@pytest.fixture
def maker(signed_in: Any) -> PageClient:
    browser: PageClient = signed_in(world.SELLER)
    return browser


class WorkerKilled(BaseException):
    """The process is gone."""


class StoreOf:
    """The usual store, which fails (or dies) as often as it is told, and counts."""

    def __init__(self, usual: ObjectStore, trouble: BaseException | None, times: int) -> None:
        self.usual, self.trouble, self.times, self.puts = usual, trouble, times, 0

    def put(self, key: str, content: bytes, content_type: str) -> None:
        self.puts += 1
        if self.puts <= self.times and self.trouble is not None:
            raise self.trouble
        self.usual.put(key, content, content_type)

    def get(self, key: str) -> bytes:
        return self.usual.get(key)

    def delete(self, key: str) -> None:
        self.usual.delete(key)


@contextmanager
def store(app: Flask, trouble: BaseException | None = None, times: int = 0) -> Iterator[StoreOf]:
    usual = port(ObjectStore)
    one = StoreOf(usual, trouble, times)
    plug(app, ObjectStore, one)
    yield one
    plug(app, ObjectStore, usual)


def test_every_parcel_is_prepared_once_and_the_journal_says_so(db: Any) -> None:
    orders = accepted(2)
    run = asked(orders)
    jobs.do_all()
    assert journal("print", run.id) == ["print asked", "print made"]
    for order in orders:
        assert journal("parcel", parcel_of(order))[-1] == "label prepared"
    assert (again(run).state, run.done, run.total, run.size) == ("done", 2, 2, len(content(run)))


def test_a_worker_lost_at_the_end_leaves_what_is_prepared_and_the_next_makes_one_file(
    app: Flask, db: Any
) -> None:
    orders = accepted(2)
    run = asked(orders)
    with store(app, WorkerKilled(), times=1) as one:
        with pytest.raises(WorkerKilled):
            jobs.do_all()
        db.rollback()
        assert (again(run).state, run.done) == ("running", 2)
        parts = db.execute(
            sa.select(PrintPart.tries, PrintPart.facts).where(PrintPart.run_id == run.id)
        ).all()
        printing.make(run.id, test=True)
        assert one.puts == 2
    assert again(run).state == "done"
    after = db.execute(sa.select(PrintPart.tries, PrintPart.facts).where(PrintPart.run_id == run.id)).all()
    assert after == parts and [tries for tries, _ in after] == [1, 1], "nothing was prepared again"
    assert len(texts_of(content(run))) == 2


def test_a_run_that_is_done_is_not_made_again(app: Flask, db: Any) -> None:
    run = asked(accepted(1))
    jobs.do_all()
    with store(app) as one:
        printing.make(run.id, test=True)
        printing.make(10**9, test=True)
        assert one.puts == 0
    assert journal("print", run.id) == ["print asked", "print made"]


def test_a_whole_with_which_three_workers_ended_is_not_given_to_a_fourth(app: Flask, db: Any) -> None:
    run = asked(accepted(1))
    with store(app, WorkerKilled(), times=9) as one:
        for _ in range(3):
            with pytest.raises(WorkerKilled):
                printing.make(run.id, test=True)
            db.rollback()
        printing.make(run.id, test=True)
        assert one.puts == 3
    assert (again(run).state, run.problem) == ("failed", BROKEN)


def test_a_parcel_with_which_three_workers_ended_is_left_out(db: Any, maker: PageClient) -> None:
    orders = accepted(2)
    run = asked(orders)
    db.execute(sa.update(PrintPart).where(PrintPart.position == 0).values(tries=rules.MOST_TRIES))
    jobs.do_all()
    assert (again(run).state, run.done) == ("done", 2)
    page = maker.get(f"/penjual/pesanan/cetak/{run.id}").text
    assert "1 label kirim siap dicetak" in page and "1 tidak ikut dicetak" in page
    assert f"Pesanan {orders[0].number} belum bisa dicetak." in page
    assert len(texts_of(content(run))) == 1


def test_a_trouble_is_told_and_the_button_makes_it_good(app: Flask, maker: PageClient) -> None:
    run = asked(accepted(2))
    address = f"/penjual/pesanan/cetak/{run.id}"
    with store(app, OSError("disk full"), times=1):
        jobs.do_all()
        page = maker.get(address).text
        assert BROKEN in page and "Coba lagi" in page
        assert maker.get(f"{address}/berkas.pdf").location == address
        maker.send(address, to=f"{address}/lagi")
        jobs.do_all()
    assert "2 label kirim siap dicetak" in maker.get(address).text
    assert journal("print", run.id) == ["print asked", "print failed", "print asked again", "print made"]


def test_what_goes_on_is_not_asked_again_until_it_is_stuck(maker: PageClient) -> None:
    run = asked(accepted(1))
    address = f"/penjual/pesanan/cetak/{run.id}"
    token = maker.token("/akun")
    maker.post(f"{address}/lagi", data={"csrf_token": token})
    assert "Cetakan ini sedang disiapkan atau sudah jadi." in maker.get(address).text
    assert jobs.waiting().count("orders.print_run") == 1
    with clock.at(world.SUNDAY + rules.STUCK_AFTER + timedelta(seconds=1)):
        assert "Lebih lama dari biasanya." in maker.get(address).text
        maker.send(address, to=f"{address}/lagi")
    assert jobs.waiting().count("orders.print_run") == 2
    jobs.do_all()
    assert journal("print", run.id)[-1] == "print made"


def test_what_was_declined_meanwhile_is_left_out_and_its_address_with_it(maker: PageClient) -> None:
    orders = accepted(2)
    run = asked(orders)
    parcels.decline(world.actor(world.SELLER), parcel_of(orders[0]), "Bahannya habis.")
    jobs.do_all()
    (text,) = texts_of(content(again(run)))
    assert orders[1].number in text and orders[0].number not in text
    page = maker.get(f"/penjual/pesanan/cetak/{run.id}").text
    assert f"Pesanan {orders[0].number} tidak sedang disiapkan." in page


def test_when_nothing_is_left_there_is_no_empty_file(maker: PageClient) -> None:
    (order,) = accepted(1)
    run = asked([order])
    parcels.decline(world.actor(world.SELLER), parcel_of(order), "Bahannya habis.")
    jobs.do_all()
    assert (again(run).state, run.problem) == ("failed", NOTHING_LEFT)
    assert NOTHING_LEFT in maker.get(f"/penjual/pesanan/cetak/{run.id}").text
    with pytest.raises(NotFound):
        content(run)


def test_an_odd_address_does_not_keep_the_others_from_their_labels(db: Any) -> None:
    orders = accepted(3)
    db.execute(sa.update(Order).where(Order.id == orders[1].id).values(street="W" * 4096, buyer_name="محمد"))
    run = asked(orders)
    jobs.do_all()
    pages = texts_of(content(again(run)))
    assert orders[0].number in pages[0] and orders[2].number in pages[-1]
    assert sum(orders[1].number in page for page in pages) == len(pages) - 2 >= 4
