"""`flask ledger check` sees each thing that may not be, says so with its figures, and exits with 1."""

import json
from typing import Any

import pytest
import sqlalchemy as sa
from click.testing import Result
from flask import Flask

from app.orders.service import answering, parcels
from app.payments.queries import tying
from tests.support import database, hub, world
from tests.support.jobs import do_all
from tests.support.ledger import a_rate, paid_out, released
from tests.support.orders import a_paid_order, an_order, parcels_of

REASON = "Bahannya habis."


@pytest.fixture
def check(app: Flask, db: Any) -> Any:
    """Runs the command on the tests' own database."""

    def run(*arguments: str) -> Result:
        address = database.checked(app.config["SQLALCHEMY_DATABASE_URI"].replace("+psycopg", ""))
        env = {"DATABASE_URL": address, "GERAI_EMBEDDED": None}
        return app.test_cli_runner().invoke(args=["ledger", "check", *arguments], env=env)

    return run


@pytest.fixture
def sold(db: Any) -> None:
    """One of everything: a part that went back, a shared parcel, money that came too late, a payout, an open order."""
    a_rate(250)
    seller, goods = world.actor(world.SELLER), world.goods()
    short = parcels_of(a_paid_order({goods.ready: 2}))[0]
    (line,) = db.execute(sa.text("SELECT id FROM order_lines WHERE parcel_id = :id"), {"id": short.id}).one()
    answering.answer(seller, short.id, {line: 1}, REASON)
    whole = parcels_of(a_paid_order({goods.ready: 1}))[0]
    released(whole, whole.total - 1_125)
    paid_out(whole.seller_id, 50_000)
    declined = parcels_of(a_paid_order({goods.ready: 1}))[0]
    parcels.decline(seller, declined.id, REASON)
    hub.through_a_post()
    an_order({goods.ready: 1})
    do_all()
    db.commit()


def test_nothing_to_look_at_is_said_with_two(check: Any) -> None:
    done = check()
    assert done.exit_code == 2
    assert done.stderr == "Belum ada pesanan, pembayaran, atau jurnal untuk diperiksa.\n"


def test_a_shop_that_ties_out_is_told_with_its_figures(check: Any, sold: None) -> None:
    done = check()
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    assert lines[-1] == "Semua cocok."
    assert [line[:5] for line in lines[1:-1]] == ["cocok"] * len(tying.ALL)


def test_figures_are_there_for_machines(check: Any, sold: None) -> None:
    told = json.loads(check("--json").stdout)
    assert told["holds"] is True
    assert [one["name"] for one in told["invariants"]] == [one.name for one in tying.ALL]
    assert all(one["holds"] and one["wrong"] == [] for one in told["invariants"])
    figures = {one["name"]: one["figures"] for one in told["invariants"]}
    assert figures["balanced"]["debit"] == figures["balanced"]["credit"] > 0
    assert figures["payouts"]["paid"] == 50_000


LATEST = "(SELECT max(e.id) FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id WHERE a.kind = '{}')"
ONE_LESS = "UPDATE ledger_entries SET amount = amount - 1 WHERE id = "
BREAKS: dict[str, tuple[list[str], set[str]]] = {
    "a rupiah is lost in a journal": (
        [ONE_LESS + LATEST.format("remainder_or_commission")],
        {"balanced"},
    ),
}
