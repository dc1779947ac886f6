"""`flask ledger check` sees each thing that may not be, says so with its figures, and exits with 1."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from click.testing import Result
from flask import Flask

from app.base import clock
from app.db.ports import port
from app.ledger.models import Payout
from app.ledger.rules.payouts import BounceReason
from app.orders.service import answering, parcels
from app.payments.ports import PretendTill
from app.payments.queries import payment as queries
from app.payments.queries import tying
from app.payments.service import opening, settling
from tests.support import database, hub, payouts, world
from tests.support.jobs import do_all
from tests.support.ledger import a_rate
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
    """One of everything: a part that went back, shared parcels, money that came too late, a payout that was paid, one that
    bounced after it was paid, one that is on its way, one of a post, an open order."""
    a_rate(250)
    seller, goods = world.actor(world.SELLER), world.goods()
    payouts.an_account()
    for day in (0, 9, 18):
        payout = paid_out_on(world.SUNDAY + timedelta(days=day))
        if day < 18:
            payouts.pays(payout, world.SUNDAY + timedelta(days=day + 7))
        if day == 9:
            payouts.bounces(payout, BounceReason.BANK, world.SUNDAY + timedelta(days=17))
    short = parcels_of(a_paid_order({goods.ready: 2}))[0]
    (line,) = db.execute(sa.text("SELECT id FROM order_lines WHERE parcel_id = :id"), {"id": short.id}).one()
    answering.answer(seller, short.id, {line: 1}, REASON)
    declined = parcels_of(a_paid_order({goods.ready: 1}))[0]
    parcels.decline(seller, declined.id, REASON)
    post, (ready, other) = hub.a_post(), hub.two_things()
    hub.comes(hub.whole_of(hub.gathered(post, {ready: 2, other: 1})))
    payouts.an_account_of(post)
    payouts.release_fees()
    _, (fee,) = payouts.a_batch()
    payouts.pays(fee)
    hub.gathered(post, {ready: 1, other: 1})
    late = an_order({goods.ready: 1})
    opening.start(late.id, success_url="/", cancel_url="/")
    opened = queries.open_of(late.id)
    assert opened is not None
    port(PretendTill).pay(opened.reference or "")
    parcels.cancel_unpaid(late.number, world.actor(world.BUYER), None)
    settling.settle(opened.id, amount=late.total, currency="idr")
    an_order({goods.ready: 1})
    do_all()
    db.commit()


def paid_out_on(day: datetime) -> Payout:
    """One mat, received on this day, freed three days later and put into a batch in a week."""
    with clock.at(day):
        payouts.sold({world.goods().ready: 1})
    payouts.release(day + timedelta(days=3))
    _, (payout,) = payouts.a_batch(day + timedelta(days=7))
    return payout


def test_nothing_to_look_at_is_said_with_two(check: Any) -> None:
    done = check()
    assert done.exit_code == 2
    assert done.stderr == "Belum ada pesanan, pembayaran, atau jurnal untuk diperiksa.\n"


def test_a_shop_that_ties_out_is_told_with_its_figures(check: Any, sold: None) -> None:
    done = check()
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    assert lines[-1] == "Semua cocok."
    assert sum(line.startswith("cocok  ") for line in lines) == len(tying.ALL)


def test_figures_are_there_for_machines(check: Any, sold: None) -> None:
    told = json.loads(check("--json").stdout)
    assert told["holds"] is True
    assert [one["name"] for one in told["invariants"]] == [one.name for one in tying.ALL]
    assert all(one["holds"] and one["wrong"] == [] for one in told["invariants"])
    figures = {one["name"]: one["figures"] for one in told["invariants"]}
    assert figures["balanced"]["debit"] == figures["balanced"]["credit"] > 0
    net = 57_000 - 1_125
    assert figures["payouts"] == {"payouts": 4, "paid": net + 20_000, "on_its_way": 2 * net}


FIRST = """(SELECT min(e.id) FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id
JOIN ledger_journals j ON j.id = e.journal_id WHERE a.kind = '<kind>' AND j.source LIKE '<source>')"""
WITHOUT = (
    "UPDATE ledger_accounts a SET balance = balance - (SELECT coalesce(sum(amount), 0) FROM ledger_entries "
    "WHERE account_id = a.id AND journal_id IN <which>) WHERE balance IS NOT NULL",
    "UPDATE ledger_journals SET reverses_id = NULL WHERE reverses_id IN <which>",
    "DELETE FROM ledger_entries WHERE journal_id IN <which>",
    "DELETE FROM ledger_journals WHERE id IN <which>",
)


BALANCE = (
    "UPDATE ledger_accounts a SET balance = (SELECT sum(amount) FROM ledger_entries WHERE account_id = a.id) "
    "WHERE balance IS NOT NULL"
)


def on_first(kind: str, source: str, statement: str) -> list[str]:
    """A statement about the first entry on accounts of this kind."""
    return [statement.replace("<first>", FIRST.replace("<kind>", kind).replace("<source>", source))]


def without(source: str) -> list[str]:
    """A journal that was never written; the stored balances know nothing of it."""
    which = "(SELECT id FROM ledger_journals WHERE source LIKE '<source>')".replace("<source>", source)
    return [one.replace("<which>", which) for one in WITHOUT]


BREAKS: dict[str, tuple[list[str], set[str]]] = {
    "a journal loses a rupiah": (
        on_first("commission", "%", "UPDATE ledger_entries SET amount = amount - 1 WHERE id = <first>"),
        {"balanced", "net"},
    ),
    "a journal has no rows": (
        [
            "INSERT INTO ledger_journals (book, kind, source, note, happened_at) "
            "VALUES ('platform', 'release', 'release:0', '', now())"
        ],
        {"balanced"},
    ),
    "a payment of the platform's is called direct": (
        [
            "ALTER TABLE payments DROP CONSTRAINT ck_payments_way_has_mode, "
            "DROP CONSTRAINT ck_payments_direct_is_of_one_parcel",
            "UPDATE payments SET mode = 'direct' WHERE id = (SELECT min(payment_id) FROM refunds WHERE adjustment_id IS NULL)",
        ],
        {"books_apart"},
    ),
    "a stored balance is another": (
        ["UPDATE ledger_accounts SET balance = balance - 1 WHERE kind = 'seller_pending'"],
        {"balances"},
    ),
    "more came back than came in": (
        [
            "ALTER TABLE payments DROP CONSTRAINT ck_payments_refunded_within_captured",
            "UPDATE payments SET refunded = captured + 1 WHERE id = (SELECT min(id) FROM payments)",
        ],
        {"captured_refunded", "held"},
    ),
    "a payment stands in no journal": (without("stray:%"), {"settlements", "owed", "held"}),
    "a journal of no payment": (
        ["UPDATE ledger_journals SET source = 'payment:0' WHERE source LIKE 'stray:%'"],
        {"settlements"},
    ),
    "an adjustment stands in no journal": (without("adjustment:%"), {"adjustments", "owed", "net"}),
    "an adjustment is not linked to what it takes back": (
        ["UPDATE ledger_journals SET reverses_id = NULL"],
        {"adjustments"},
    ),
    "a refund stands in no journal": (without("refund:%"), {"refunds", "owed", "held"}),
    "a refund was booked that is not done": (
        ["UPDATE refunds SET state = 'waiting', done_at = NULL WHERE adjustment_id IS NULL"],
        {"refunds", "owed", "captured_refunded"},
    ),
    "a debt to a buyer moves elsewhere": (
        on_first(
            "buyer_owed",
            "stray:%",
            "UPDATE ledger_entries SET account_id = "
            "(SELECT id FROM ledger_accounts WHERE kind = 'post_fee') WHERE id = <first>",
        ),
        {"owed", "shared_fees"},
    ),
    "money in hand moves elsewhere": (
        on_first(
            "collected",
            "refund:%",
            "UPDATE ledger_entries SET account_id = "
            "(SELECT id FROM ledger_accounts WHERE kind = 'commission') WHERE id = <first>",
        ),
        {"held"},
    ),
    "parts no longer make the order": (
        ["UPDATE orders SET items_total = items_total + 1, total = total + 1"],
        {"orders"},
    ),
    "a frozen commission is another": (
        ["UPDATE order_lines SET commission = commission + 100 WHERE commission > 0"],
        {"net"},
    ),
    "a seller is shown more than she is given": (
        ["UPDATE parcels SET returned = returned - 1 WHERE returned > 0"],
        {"net"},
    ),
    "a released part is still held": (
        on_first(
            "seller_pending", "release:%", "UPDATE ledger_entries SET parcel_id = NULL WHERE id = <first>"
        ),
        {"net"},
    ),
    "a post is given more than its fee": (
        ["UPDATE consolidations SET returned = returned + 1"],
        {"shared_fees"},
    ),
    "a fee was freed of what nobody has received": (
        ["UPDATE consolidations SET state = 'sent', received_at = NULL WHERE state = 'received'"],
        {"shared_fees"},
    ),
    "a paid fee was never freed": (without("release-post:%"), {"payouts"}),
    "less was freed than there is of a fee": (
        [
            "UPDATE ledger_entries e SET amount = e.amount / 2 FROM ledger_journals j "
            "WHERE j.id = e.journal_id AND j.source LIKE 'release-post:%'",
            BALANCE,
        ],
        {"shared_fees", "payouts"},
    ),
    "a post's payout goes to a seller's account": (
        [
            "UPDATE payouts SET bank_account_id = (SELECT id FROM bank_accounts WHERE seller_id > 0) WHERE post_id > 0"
        ],
        {"payouts"},
    ),
    "more was paid out than was free": (
        [
            "UPDATE ledger_entries e SET amount = e.amount * 9 FROM ledger_journals j, payouts p "
            "WHERE j.id = e.journal_id AND j.source = 'payout:' || p.id AND p.state = 'made'",
            "UPDATE payouts SET amount = amount * 9 WHERE state = 'made'",
            BALANCE,
        ],
        {"payouts"},
    ),
    "what is sent back was never on its way": (without("payout:%"), {"payouts"}),
    "a payout's row has another amount than its journal": (
        ["UPDATE payouts SET amount = amount + 1 WHERE state = 'made'"],
        {"payouts"},
    ),
    "a payout on its way is called bounced": (
        [
            "UPDATE payouts SET state = 'bounced', bounced_at = now(), bounce_reason = 'bank' WHERE state = 'made'"
        ],
        {"payouts"},
    ),
    "a paid payout is called on its way": (
        [
            "UPDATE payouts SET state = 'made', paid_at = NULL, reference = NULL, evidence_id = NULL WHERE state = 'paid'"
        ],
        {"payouts", "held"},
    ),
    "a paid payout was never written as paid": (
        [
            one.replace(
                "'payout-paid:%'",
                "(SELECT 'payout-paid:' || id FROM payouts WHERE state = 'paid' AND seller_id > 0)",
            )
            for one in without("payout-paid:%")
        ],
        {"payouts", "held"},
    ),
    "the bank's return of a paid one was forgotten": (without("payout-unpaid:%"), {"payouts", "held"}),
    "a bounced payout is not free again": (without("payout-bounced:%"), {"payouts"}),
    "a payout of another seller's money": (
        [
            "UPDATE payouts SET seller_id = (SELECT min(id) FROM sellers s WHERE s.id <> seller_id) WHERE state = 'made'"
        ],
        {"payouts"},
    ),
    "a payout to another seller's account": (
        [
            "UPDATE bank_accounts SET seller_id = (SELECT min(s.id) FROM sellers s WHERE s.id <> seller_id)",
        ],
        {"payouts"},
    ),
    "a journal of no payout": (
        [
            "INSERT INTO ledger_journals (book, kind, source, note, happened_at) "
            "VALUES ('platform', 'payout_bounced', 'payout-bounced:0', '', now())",
            "INSERT INTO ledger_entries (journal_id, account_id, book, amount) "
            "SELECT (SELECT max(id) FROM ledger_journals), id, book, CASE kind WHEN 'seller_payout' THEN 1000 ELSE -1000 END "
            "FROM ledger_accounts a WHERE kind IN ('seller_payout', 'seller_available') "
            "AND seller_id = (SELECT max(seller_id) FROM payouts)",
            BALANCE,
        ],
        {"payouts"},
    ),
}
"""What is done to the books behind their back, and which invariants tell."""


def test_what_may_not_be_is_seen(check: Any, sold: None, db: Any) -> None:
    for table in ("ledger_entries", "ledger_journals"):
        db.execute(sa.text("SET CONSTRAINTS ALL IMMEDIATE"))
        db.execute(sa.text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
    db.commit()
    seen = {}
    for what, (statements, _) in BREAKS.items():
        savepoint = db.get_bind().begin_nested()
        for statement in statements:
            db.execute(sa.text(statement))
        db.commit()
        done = check("--json")
        told = json.loads(done.stdout)
        seen[what] = {one["name"] for one in told["invariants"] if not one["holds"]}
        assert (done.exit_code, told["holds"]) == (1, False), what
        savepoint.rollback()
    assert seen == {what: names for what, (_, names) in BREAKS.items()}
    assert check().exit_code == 0


def test_what_breaks_an_invariant_is_written_out(check: Any, sold: None, db: Any) -> None:
    db.execute(sa.text("UPDATE ledger_accounts SET balance = balance - 1 WHERE kind = 'seller_available'"))
    db.commit()
    done = check()
    assert done.exit_code == 1
    ((seller, stored),) = db.execute(
        sa.text("SELECT seller_id, balance FROM ledger_accounts WHERE kind = 'seller_available'")
    )
    lines = done.stdout.splitlines()
    told = f"       rekening seller_available penjual {seller}: disimpan {stored}, baris {stored + 1}"
    assert told in lines
    assert lines[lines.index(told) - 2] == "SALAH  Saldo yang disimpan sama dengan jumlah barisnya"
    assert lines[-1] == f"1 dari {len(tying.ALL)} tidak cocok. Jangan cairkan apa-apa sampai jelas."
