"""The shop's books beside Stripe's: what was lost, what was doubled, and what does not tie out."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.rows import dict_row

from app.payments.queries import tying
from tests.support import ties

PAYMENTS = """
SELECT o.id AS order_id, o.number, o.state AS order_state, o.total, o.paid_at IS NOT NULL AS is_paid,
    p.id, p.reference, p.state, p.due, p.captured, p.refunded, p.trouble,
    (SELECT count(*) FROM refunds r WHERE r.payment_id = p.id AND r.state = 'done') AS refunds,
    (SELECT count(*) FROM refunds r WHERE r.payment_id = p.id AND r.state <> 'done') AS open_refunds
FROM payments p JOIN orders o ON o.id = p.order_id WHERE p.gateway = 'stripe' ORDER BY p.id
"""
ORDERS = "SELECT number, buyer_name, state, total FROM orders ORDER BY id"
TOLD = """
SELECT o.number, j.what, count(*) AS times FROM journal j JOIN orders o ON o.id = j.subject_id
WHERE j.subject = 'order' AND j.what IN ('order placed', 'order paid') GROUP BY 1, 2 HAVING count(*) > 1
"""
TASKS = "SELECT kind, reference, told FROM gateway_findings WHERE closed_at IS NULL ORDER BY id"
NEGATIVE = "SELECT id, stock FROM variants WHERE stock < 0"
JOBS = "SELECT task_name, status::text AS status, attempts FROM procrastinate_jobs WHERE status IN ('todo', 'doing', 'failed')"
PERIODIC = "SELECT DISTINCT task_name FROM procrastinate_periodic_defers"


@dataclass(frozen=True)
class Sums:
    """The two books in a row each, and what is wrong, in sentences."""

    figures: Mapping[str, tuple[object, object]]
    """What is counted → at Stripe, in the shop."""
    lost: Sequence[str]
    doubled: Sequence[str]
    untied: Sequence[str]
    tasks: Sequence[str]
    """What the two books say to a person: on the admin's list."""
    looked_at: Mapping[str, int]
    """By the invariants of the ledger: entries, orders, payments."""

    @property
    def fine(self) -> bool:
        return not (self.lost or self.doubled or self.untied)


def jobs_left(url: str) -> list[dict[str, Any]]:
    """Jobs that are still to be done, being done, or given up; those that the clock starts every few minutes apart."""
    with psycopg.connect(url, row_factory=dict_row) as connection:
        by_the_clock = {row["task_name"] for row in connection.execute(PERIODIC)}
        rows = connection.execute(JOBS).fetchall()
    return [row for row in rows if row["status"] == "failed" or row["task_name"] not in by_the_clock]


def unpaid(url: str) -> int:
    """Orders that still wait for money."""
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT count(*) FROM orders WHERE state = 'placed'").fetchone()
    return int(row[0]) if row else 0


def compare(url: str, book: Mapping[str, Any], placed: Mapping[str, Sequence[str]]) -> Sums:
    """Needs an application context on the same database. `placed`: buyer → numbers of the orders she was told."""
    with psycopg.connect(url, row_factory=dict_row) as connection:
        payments = connection.execute(PAYMENTS).fetchall()
        orders = connection.execute(ORDERS).fetchall()
        told_twice = connection.execute(TOLD).fetchall()
        tasks = connection.execute(TASKS).fetchall()
        below = connection.execute(NEGATIVE).fetchall()
    ours = {row["reference"]: row for row in payments if row["reference"]}
    paid = _paid(book)
    lost, doubled = _payments(paid, ours)
    lost += [
        f"{number}: dijanjikan ke {buyer}, tidak ada di toko"
        for buyer, numbers in placed.items()
        for number in numbers
        if number not in {row["number"] for row in orders}
    ]
    doubled += _orders(orders, placed)
    doubled += [f"{row['number']}: {row['what']} {row['times']} kali" for row in told_twice]
    doubled += _kept_twice(payments)
    untied = [f"stok varian {row['id']} di bawah nol" for row in below]
    untied += [f"{name}: {rows[:3]}" for name, rows in ties.differences().items()]
    untied += [
        f"pembayaran {row['id']} ({row['number']}): {row['trouble']}" for row in payments if row["trouble"]
    ]
    untied += [f"{row['number']}: pengembalian belum selesai" for row in payments if row["open_refunds"]]
    return Sums(
        _figures(paid, payments),
        lost,
        doubled,
        untied,
        [f"{row['kind']}: {row['reference']} {row['told']}" for row in tasks],
        tying.looked_at(),
    )


def _paid(book: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Checkout → what its buyer was charged, in hundredths, and what came back of that, in how many goes."""
    charges = {one["payment_intent"]: one for one in book["charges"].values()}
    times = Counter(one["charge"] for one in book["refunds"].values() if one["status"] == "succeeded")
    return {
        name: {
            "order": session["client_reference_id"],
            "amount": charge["amount"],
            "refunded": charge["amount_refunded"],
            "refunds": times[charge["id"]],
        }
        for name, session in book["sessions"].items()
        if (charge := charges.get(session["payment_intent"])) is not None
    }


def _payments(paid: Mapping[str, Any], ours: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    lost, doubled = [], []
    for name, there in paid.items():
        here = ours.get(name)
        captured = here["captured"] if here else 0
        if captured * 100 < there["amount"]:
            state = f"{here['state']}, pesanan {here['order_state']}" if here else "tidak dikenal"
            lost.append(
                f"{name} ({there['order']}): dibayar {there['amount'] // 100}, tercatat {captured} ({state})"
            )
            continue
        back = here["refunded"] * 100
        if there["refunded"] > back or there["refunds"] > here["refunds"]:
            doubled.append(
                f"{name}: dikembalikan {there['refunded'] // 100} dalam {there['refunds']} kali, tercatat {here['refunded']}"
            )
        elif there["refunded"] < back:
            lost.append(f"{name}: tercatat kembali {here['refunded']}, di Stripe {there['refunded'] // 100}")
    for name, here in ours.items():
        if here["captured"] and name not in paid:  # taken where nobody paid
            doubled.append(f"{name}: tercatat dibayar {here['captured']}, di Stripe tidak")
    return lost, doubled


def _orders(orders: Sequence[Mapping[str, Any]], placed: Mapping[str, Sequence[str]]) -> list[str]:
    """Orders that a buyer has and was never told of: she pressed once, and got two."""
    told = {number for numbers in placed.values() for number in numbers}
    return [
        f"{row['number']} dari {row['buyer_name']}: dipesan, tetapi pembelinya tidak tahu"
        for row in orders
        if row["number"] not in told
    ]


def _kept_twice(payments: Sequence[Mapping[str, Any]]) -> list[str]:
    """Money that is kept of an order beyond what it costs."""
    kept: Counter[str] = Counter()
    due = {}
    for row in payments:
        kept[row["number"]] += row["captured"] - row["refunded"]
        due[row["number"]] = row["total"] if row["is_paid"] else 0
    return [
        f"{number}: disimpan {amount}, harganya {due[number]}"
        for number, amount in kept.items()
        if amount > due[number]
    ]


def _figures(
    paid: Mapping[str, Any], payments: Sequence[Mapping[str, Any]]
) -> dict[str, tuple[object, object]]:
    settled = [row for row in payments if row["captured"]]
    taken = sum(one["amount"] for one in paid.values()) // 100
    back = sum(one["refunded"] for one in paid.values()) // 100
    here, here_back = sum(row["captured"] for row in settled), sum(row["refunded"] for row in settled)
    return {
        "pembayaran": (len(paid), len(settled)),
        "rupiah masuk": (taken, here),
        "pengembalian": (
            sum(one["refunds"] for one in paid.values()),
            sum(row["refunds"] for row in settled),
        ),
        "rupiah kembali": (back, here_back),
        "rupiah tinggal": (taken - back, here - here_back),
    }
