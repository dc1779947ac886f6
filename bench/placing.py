"""Placing orders: 64 clients at one hot product, through the services, beside what PostgreSQL itself gives for one hot row.

Two processes, as the server runs them, with 32 clients each. Every client presses the button of review pages that she has
open, as fast as she is answered. The raw limit is the same crowd doing what cannot be left out: one guarded UPDATE of
the hot row and four inserts (order, parcel, line, journal) in a transaction, in plain SQL.

    .venv/bin/python -m bench.placing [--seconds 5] [--rounds 3]
"""

import argparse
import multiprocessing
import secrets
import statistics
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import psycopg
import sqlalchemy as sa
from flask import Flask, current_app

from app.base import clock
from app.catalog.models import Product, StorefrontListing, Variant
from app.catalog.queries import shop
from app.catalog.rules.life import Supply
from app.catalog.service import shelf
from app.db.session import db, unit_of_work
from app.orders.models import Cart, CartLine
from app.orders.queries import cart as carts
from app.orders.rules import shown
from app.orders.service import placing
from app.orders.service.placing import Checkout
from bench import ground

CLIENTS, PROCESSES = 64, 2
STOCK = 90_000
UNPAID = timedelta(minutes=60)

RAW_TABLES = """
DROP TABLE IF EXISTS raw_stock, raw_orders, raw_parcels, raw_lines, raw_journal;
CREATE TABLE raw_stock (id bigint PRIMARY KEY, stock bigint NOT NULL CHECK (stock >= 0));
CREATE TABLE raw_orders (id bigserial PRIMARY KEY, number text UNIQUE, total bigint);
CREATE TABLE raw_parcels (id bigserial PRIMARY KEY, order_id bigint REFERENCES raw_orders, total bigint);
CREATE TABLE raw_lines (id bigserial PRIMARY KEY, parcel_id bigint REFERENCES raw_parcels, variant_id bigint, pieces bigint);
CREATE TABLE raw_journal (id bigserial PRIMARY KEY, what text, subject_id bigint, at timestamptz);
INSERT INTO raw_stock VALUES (1, 100000000);
"""

Deed = Callable[[], Any]
Waits = list[float]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seconds", type=float, default=5, help="of each round")
    asked.add_argument("--rounds", type=int, default=3)
    chosen = asked.parse_args()
    with ground.cluster() as cluster, ground.shop(cluster):
        measure(seconds=min(chosen.seconds, 30), rounds=min(chosen.rounds, 10))


def measure(*, seconds: float = 4, rounds: int = 2) -> None:
    """Rounds of both, alternated in one run; then whether anything was sold twice."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    url = db.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(RAW_TABLES)
    variant, before = _hot_variant()
    print(
        f"\nMemesan satu barang laris: {CLIENTS} pembeli serentak, {PROCESSES} proses, {seconds:g} s tiap putaran"
    )
    print(f"{'':<26}{'per detik':>10}{'median':>10}{'95 %':>10}{'terlama':>10}   ms")
    ours, raw = [], []
    for _ in range(rounds):
        raw.append(_show("satu baris, SQL polos", _crowd(lambda number: _raw(url, number), seconds), seconds))
        prepared = _carts(variant, round(seconds * 250))
        ours.append(_show("memesan lewat layanan", _crowd(_buyers(app, prepared), seconds), seconds))
    ratio = statistics.median(ours) / statistics.median(raw)
    print(f"median layanan / SQL polos: {ratio:.2f}")
    _count(variant, before)


def _hot_variant() -> tuple[int, int]:
    """A ready variant with plenty of pieces, and how many were ever ordered of it."""
    variant, product = db.session.execute(
        sa.select(Variant.id, Variant.product_id)
        .join(Product, Product.id == Variant.product_id)
        .join(StorefrontListing, StorefrontListing.product_id == Product.id)
        .where(Product.supply == Supply.READY, Variant.removed_at.is_(None), Product.category == "keset")
        .where(shop.on_show(clock.now()))
        .order_by(Variant.id)
        .limit(1)
    ).one()
    with unit_of_work() as current:
        current.execute(sa.update(Variant).where(Variant.id == variant).values(stock=STOCK))
        shelf.refresh([product])
    return variant, _ordered(variant)


def _ordered(variant: int) -> int:
    asked = sa.text("SELECT coalesce(sum(pieces - dropped), 0) FROM order_lines WHERE variant_id = :id")
    return int(db.session.scalar(asked, {"id": variant}) or 0)


def _carts(variant: int, count: int) -> list[tuple[int, Checkout]]:
    """So many carts with one piece each, and what the review page of each would send."""
    village = db.session.scalar(
        sa.select(StorefrontListing.village_code)
        .join(Variant, Variant.product_id == StorefrontListing.product_id)
        .where(Variant.id == variant)
    )
    price = db.session.scalar(sa.select(Variant.price).where(Variant.id == variant))
    now = clock.now()
    with unit_of_work() as current:
        made = [
            Cart(token_hash=secrets.token_hex(16), address={}, touched_at=now)
            for _ in range(max(count, CLIENTS))
        ]
        current.add_all(made)
        current.flush()
        lines = [
            CartLine(cart_id=one.id, variant_id=variant, pieces=1, seen_price=price, added_at=now)
            for one in made
        ]
        current.add_all(lines)
        current.flush()
        pairs = [(one.cart_id, one.id) for one in lines]
    quote = carts.quote(db.session.get(Cart, pairs[0][0]), village=village)
    checkout = Checkout(
        once="",
        seal="",
        buyer_name="Pembeli Ramai",
        phone="+6281200000007",
        email=None,
        village_code=village or "",
        street="Jl. Contoh No. 1",
        landmark="",
        wishes={},
    )
    page = shown.of(quote, checkout.address)
    (line,) = page.lines.values()
    # all carts are alike but for the number of their line
    return [
        (cart, replace(checkout, seal=shown.write(replace(page, lines={number: line}))))
        for cart, number in pairs
    ]


def _buyers(app: Flask, prepared: Sequence[tuple[int, Checkout]]) -> Callable[[int], Iterator[Deed]]:
    def buyer(number: int) -> Iterator[Deed]:
        """Presses the buttons of her review pages, one after the other."""
        with app.app_context():
            for cart, checkout in prepared[number::CLIENTS]:
                asked = replace(checkout, once=secrets.token_urlsafe(12))
                yield lambda cart=cart, asked=asked: placing.place(cart, asked, None, unpaid_for=UNPAID)  # type: ignore[misc]
                db.session.remove()

    return buyer


def _raw(url: str, number: int) -> Iterator[Deed]:
    with psycopg.connect(url) as connection:

        def order() -> None:
            key = secrets.token_hex(8)
            with connection.transaction():
                connection.execute("UPDATE raw_stock SET stock = stock - 1 WHERE id = 1 AND stock >= 1")
                (order_id,) = connection.execute(
                    "INSERT INTO raw_orders (number, total) VALUES (%s, 45000) RETURNING id", [key]
                ).fetchone() or (0,)
                (parcel_id,) = connection.execute(
                    "INSERT INTO raw_parcels (order_id, total) VALUES (%s, 45000) RETURNING id", [order_id]
                ).fetchone() or (0,)
                connection.execute(
                    "INSERT INTO raw_lines (parcel_id, variant_id, pieces) VALUES (%s, 1, 1)", [parcel_id]
                )
                connection.execute(
                    "INSERT INTO raw_journal (what, subject_id, at) VALUES ('order placed', %s, now())",
                    [order_id],
                )

        while True:
            yield order


def _crowd(client: Callable[[int], Iterator[Deed]], seconds: float) -> Waits:
    """How long each order took, of all clients together."""
    context = multiprocessing.get_context("fork")
    db.session.remove()
    db.engine.dispose()
    answers: Any = context.SimpleQueue()
    numbers = [range(at, CLIENTS, PROCESSES) for at in range(PROCESSES)]
    start = context.Barrier(CLIENTS)
    running = [
        context.Process(target=_process, args=(client, one, seconds, start, answers)) for one in numbers
    ]
    for one in running:
        one.start()
    waits = [wait for _ in running for wait in answers.get()]
    for one in running:
        one.join(60)
    return waits


def _process(
    client: Callable[[int], Iterator[Deed]], numbers: Sequence[int], seconds: float, start: Any, answers: Any
) -> None:
    engine = db.engine
    engine.dispose(close=False)
    db.engines[None] = sa.create_engine(engine.url, pool_size=len(numbers), max_overflow=0)
    waits: Waits = []

    def run(number: int) -> None:
        start.wait(60)
        until = time.monotonic() + seconds
        for deed in client(number):
            began = time.monotonic()
            if began > until:
                break
            try:
                deed()
            except Exception as trouble:
                print(
                    f"tidak jadi: {type(trouble).__name__}", flush=True
                )  # a lock that was waited for too long
                continue
            waits.append(time.monotonic() - began)

    with current_app.app_context():
        app = current_app._get_current_object()  # type: ignore[attr-defined]

    def inside(number: int) -> None:
        with app.app_context():
            run(number)

    threads = [threading.Thread(target=inside, args=(number,)) for number in numbers]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    answers.put(waits)


def _show(name: str, waits: Waits, seconds: float) -> float:
    ordered = sorted(waits)
    cells = (statistics.median(ordered), ordered[int(len(ordered) * 0.95)], ordered[-1])
    rate = len(ordered) / seconds
    print(f"{name:<26}{rate:>10.0f}" + "".join(f"{one * 1000:>10.0f}" for one in cells), flush=True)
    return rate


def _count(variant: int, before: int) -> None:
    """Whether anything was sold twice or lost: what is left and what was ordered are what was there."""
    left = int(db.session.scalar(sa.select(Variant.stock).where(Variant.id == variant)) or 0)
    sold = _ordered(variant) - before
    print(
        f"terjual {sold}, sisa {left}, jumlah {sold + left} dari {STOCK}: dobel atau hilang {STOCK - sold - left}"
    )


if __name__ == "__main__":
    main()
