"""The shelf of official gifts with thousands of gifts and hundreds of sets, against the plain list of a category: both pages
whole, alternated in one run. Stands on `ground.crowd`."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from flask import Flask

from app.base import clock
from app.catalog.models import Bundle
from app.catalog.queries import bundles, shop
from app.db.session import db

GIFTS, SETS = 5000, 300
SHELF, PLAIN = "/oleh-oleh-resmi", "/kategori/camilan"
WISHES = {
    "rak oleh-oleh resmi": "",
    "rak, tiga saringan": "?acara=rapat&harga=25000-50000&cerita=1",
    "rak, muat di kabin": "?kabin=1",
    "rak, siap sebelum tanggal": "?sebelum={day}",
}

MORE_GIFTS = """
UPDATE storefront_listings SET gift_from = now() - interval '1 day', gift_until = now() + interval '200 days',
    gift_occasions = '["rapat"]'
WHERE product_id IN (
    SELECT product_id FROM storefront_listings WHERE gift_until IS NULL ORDER BY product_id DESC LIMIT greatest(:most, 0)
)
"""
CHOICES = """
INSERT INTO variants ({columns}) SELECT {chosen} FROM storefront_listings l
JOIN variants v ON v.product_id = l.product_id % 1000000
WHERE l.product_id >= 1000000 AND l.gift_until IS NOT NULL
"""
MORE_SETS = """
INSERT INTO bundles ({columns}) SELECT {chosen} FROM bundles b, generate_series(1, :copies) AS copy WHERE b.state = 'shown'
"""
PARTS = """
INSERT INTO bundle_parts (bundle_id, variant_id, position, pieces, is_box)
SELECT c.id, p.variant_id, p.position, p.pieces, p.is_box
FROM bundles c JOIN bundles b ON c.slug ~ ('^' || b.slug || '-x[0-9]+$') JOIN bundle_parts p ON p.bundle_id = b.id
"""


def against_a_plain_list(
    app: Flask, compare: Callable[[str, Callable[[], Any], Callable[[], Any]], None]
) -> None:
    """Each wish against the list of a category."""
    gifts, sets = _crowded()
    print(f"  ({gifts} oleh-oleh resmi, {sets} set)")
    client = app.test_client()
    day = clock.now().date().replace(year=clock.now().year + 1).isoformat()
    for what, query in WISHES.items():
        path = SHELF + query.format(day=day)
        compare(f"{what} / kategori", lambda path=path: client.get(path), lambda: client.get(PLAIN))  # type: ignore[misc]


def _crowded() -> tuple[int, int]:
    """As many gifts and sets as that; answers how many there are."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        inspector = sa.inspect(connection)
        connection.execute(sa.text("SET statement_timeout = 0"))
        for foreign in inspector.get_foreign_keys("variants"):
            connection.execute(sa.text(f'ALTER TABLE variants DROP CONSTRAINT "{foreign["name"]}"'))
        there = connection.scalar(
            sa.text("SELECT count(*) FROM storefront_listings WHERE gift_until IS NOT NULL")
        )
        connection.execute(sa.text(MORE_GIFTS), {"most": GIFTS - int(there or 0)})
        _copy(connection, CHOICES, "variants", "v.", {"product_id": "l.product_id"})
        changed = {
            "slug": "b.slug || '-x' || copy",
            "earlier_id": "NULL",
            "shown_at": "b.shown_at - copy * interval '1 hour'",
        }
        _copy(connection, MORE_SETS, "bundles", "b.", changed, copies=SETS // 2)
        connection.execute(sa.text("ALTER TABLE bundle_parts DISABLE TRIGGER USER"))
        connection.execute(sa.text(PARTS))
        connection.execute(sa.text("ALTER TABLE bundle_parts ENABLE TRIGGER USER"))
        connection.execute(sa.text("VACUUM ANALYZE"))
    now = clock.now()
    gifts = sa.select(sa.func.count()).where(shop.on_show(now), shop.official(now))
    sets = sa.select(sa.func.count()).where(bundles.visible(now)).select_from(Bundle)
    return db.session.scalar(gifts) or 0, db.session.scalar(sets) or 0


def _copy(
    connection: Any, statement: str, table: str, of: str, changed: dict[str, str], **values: int
) -> None:
    columns = [one for one in sa.inspect(connection).get_columns(table) if not one.get("computed")]
    names = [one["name"] for one in columns if one["name"] != "id"]
    chosen = ", ".join(changed.get(name, of + name) for name in names)
    connection.execute(sa.text(statement.format(columns=", ".join(names), chosen=chosen)), values)
