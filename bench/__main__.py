"""`make bench`: what pages weigh and ask, and ratios of two ways of doing the same, alternated in one run."""

import gzip
import re
import statistics
import time
from collections.abc import Callable
from typing import Any, cast

import sqlalchemy as sa
from flask import Flask, current_app

from app.catalog.models import Product, StorefrontListing
from app.catalog.queries import shop
from app.catalog.queries.shop import Filters, Order
from app.catalog.queries.sources import listing_rows
from app.catalog.rules import search
from app.db.session import db
from app.regions import queries as regions
from bench import checking, gifts, ground, placing, printing
from bench.labels import measure as labels

ROUNDS = 15
FEW_LABELS = 24
"""Packs whose labels are read here: two or three minutes; the whole set has a command of its own."""
PAGES = {"beranda": "/", "daftar": "/cari", "cari": "/cari?q=keripik+pedas", "produk": "/produk/{slug}"}


def main() -> None:
    printing.measure()
    with ground.cluster() as cluster:
        with ground.shop(cluster):
            weigh(cast(Flask, current_app))
            print("\nDi toko contoh, median bergantian")
            one_row_a_product()
            place_by_index()
            checking.against_its_page(cast(Flask, current_app))
            placing.measure(seconds=2, rounds=2)
        with ground.crowd(cluster) as rows:
            print(f"\nDi atas {rows} baris etalase, median bergantian")
            walk_by_key()
            search_by_index()
            gifts.against_a_plain_list(cast(Flask, current_app), compare)
    print()
    labels.run(seed=1, count=FEW_LABELS)
    print("Seluruhnya: .venv/bin/python -m bench.labels (200 kemasan; --help untuk pilihan lain)")


def weigh(app: Flask) -> None:
    """Bytes as a phone gets them (gzip), and what a visitor's page asks of the database."""
    slug = db.session.scalar(
        sa.select(StorefrontListing.slug).order_by(StorefrontListing.product_id).limit(1)
    )
    client = app.test_client()
    print(
        f"\n{'halaman':<10}{'HTML':>8}{'CSS':>8}{'JS':>8}{'sprite':>8}{'huruf':>8}{'jumlah':>8}{'SQL':>5}   KB terkompresi, tanpa foto"
    )
    for name, path in PAGES.items():
        asked: list[str] = []

        def note(connection: Any, cursor: Any, statement: str, *rest: Any, asked: list[str] = asked) -> None:
            if not statement.lstrip().upper().startswith(("BEGIN", "COMMIT", "ROLLBACK", "SET ")):
                asked.append(statement)

        sa.event.listen(db.engine, "before_cursor_execute", note)
        html = client.get(path.format(slug=slug)).text
        sa.event.remove(db.engine, "before_cursor_execute", note)
        parts = [
            len(gzip.compress(html.encode(), 6)),
            *(_assets(client, html, kind) for kind in ("css", "js", "svg", "woff2")),
        ]
        cells = "".join(f"{one / 1024:>8.1f}" for one in [*parts, sum(parts)])
        print(f"{name:<10}{cells}{len(asked):>5}")


def _assets(client: Any, html: str, kind: str) -> int:
    found = set(re.findall(rf"/static/[\w./-]+\.{kind}\b", html))
    answers = [
        client.get(path, headers={"Accept-Encoding": "gzip"}) for path in found if "favicon" not in path
    ]
    return sum(len(answer.data) for answer in answers)


def walk_by_key() -> None:
    deep = 400 * 24
    after = db.session.execute(
        sa.select(StorefrontListing.shown_since, StorefrontListing.product_id)
        .order_by(StorefrontListing.shown_since.desc(), StorefrontListing.product_id.desc())
        .offset(deep)
        .limit(1)
    ).one()
    key: list[int | str] = [(after[0] - shop.EPOCH) // shop.timedelta(microseconds=1), after[1]]
    columns = [StorefrontListing.slug, StorefrontListing.name, StorefrontListing.sheet]
    ordered = sa.select(*columns).order_by(
        StorefrontListing.shown_since.desc(), StorefrontListing.product_id.desc()
    )
    compare(
        "halaman ke-400: OFFSET / kunci",
        lambda: db.session.execute(ordered.offset(deep).limit(24)).all(),
        lambda: shop.cards(None, Filters(), Order.NEWEST, key, 24),
    )


def search_by_index() -> None:
    typed = search.read("keripik pedas")
    like = sa.select(StorefrontListing.slug).where(
        StorefrontListing.search_text.ilike("%keripik%"), StorefrontListing.search_text.ilike("%pedas%")
    )
    nearness = sa.func.similarity(StorefrontListing.search_text, "keripik pedas")
    compare(
        "cari “keripik pedas”, terbaik dulu: ILIKE / kata",
        lambda: db.session.execute(like.order_by(nearness.desc()).limit(25)).all(),
        lambda: shop.cards(typed, Filters(), Order.BEST, None, 25),
    )


def place_by_index() -> None:
    name = sa.func.lower(sa.column("path"))
    like = (
        sa.select(sa.column("code"))
        .select_from(sa.table("regions"))
        .where(name.like("%karang%"), name.like("%neglasari%"))
    )
    compare(
        "wilayah “karangsari neglasari”: LIKE / kata",
        lambda: db.session.execute(like.limit(12)).all(),
        lambda: regions.find("karangsari neglasari"),
    )


def one_row_a_product() -> None:
    ids = list(
        db.session.scalars(sa.select(Product.id).where(Product.approved_revision_id.is_not(None)).limit(24))
    )
    compare(
        "24 kartu: dari sumbernya / dari etalase",
        lambda: listing_rows(ids),
        lambda: shop.cards(None, Filters(), Order.NEWEST, None, 24),
    )


def compare(what: str, slow: Callable[[], Any], quick: Callable[[], Any]) -> None:
    """Both ways in turn; the medians and their ratio."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for way, kept in zip((slow, quick), times, strict=True):
            began = time.perf_counter()
            way()
            kept.append(time.perf_counter() - began)
            db.session.rollback()
    first, second = (statistics.median(kept) * 1000 for kept in times)
    print(f"  {what:<46}{first:>8.1f} ms /{second:>7.1f} ms  = {first / second:>6.1f} ×")


if __name__ == "__main__":
    main()
