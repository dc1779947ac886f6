"""The ground of the benchmarks: a cluster of their own with the example shop, and one with its listings many times."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

import flask_migrate
import psycopg
import sqlalchemy as sa

from app.cli.cluster import ROOT, Cluster
from app.db.session import db
from app.demo.load import Standing, standing
from app.demo.load import load as load_demo
from app.factory import create_app
from app.regions import queries as regions
from app.regions import service as region_service
from config import load

FOLDER = ROOT / "var" / "bench"
SHOP, CROWD = "gerai_bench", "gerai_bench_crowd"
COPIES = 300
"""Each listing so many times: about 20,000 rows, the size of a shop that has caught on."""

MULTIPLY = """
INSERT INTO storefront_listings ({columns})
SELECT {chosen} FROM storefront_listings, generate_series(1, :copies) AS copy
"""
CHANGED = {
    "product_id": "product_id + copy * 1000000",
    "slug": "slug || '-' || copy",
    "shown_since": "shown_since - copy * interval '1 hour'",
    "price_from": "price_from + copy * 100",
}


@contextmanager
def cluster() -> Iterator[Cluster]:
    """Runs as long as the block; what it holds is kept under var/bench for the next time."""
    own = Cluster(FOLDER / "pg", throwaway=True)
    own.start()
    try:
        yield own
    finally:
        own.stop()


@contextmanager
def shop(own: Cluster) -> Iterator[None]:
    """The example shop."""
    with suppress(psycopg.errors.DuplicateDatabase):  # kept from the last time
        own.create_database(SHOP)
    with _inside(own, SHOP):
        began = time.monotonic()
        flask_migrate.upgrade(directory=str(ROOT / "migrations"))
        if not regions.is_loaded():
            region_service.load()
        if standing() is Standing.EMPTY:
            print("Memuat toko contoh, kira-kira satu menit…", flush=True)
            load_demo(ROOT / "data" / "demo", lambda _: None)
        print(f"Toko contoh siap ({time.monotonic() - began:.0f} s)", flush=True)
        yield


@contextmanager
def crowd(own: Cluster) -> Iterator[int]:
    """The shop with every listing many times; answers how many rows there are."""
    own.drop_database(CROWD)
    own.create_database(CROWD, template=SHOP)
    with (
        _inside(own, CROWD),
        db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection,
    ):
        inspector = sa.inspect(connection)
        for foreign in inspector.get_foreign_keys("storefront_listings"):
            connection.execute(
                sa.text(f'ALTER TABLE storefront_listings DROP CONSTRAINT "{foreign["name"]}"')
            )
        columns = inspector.get_columns("storefront_listings")
        names = [column["name"] for column in columns if not column.get("computed")]
        chosen = ", ".join(CHANGED.get(name, name) for name in names)
        statement = MULTIPLY.format(columns=", ".join(names), chosen=chosen)
        connection.execute(sa.text("SET statement_timeout = 0"))
        connection.execute(sa.text(statement), {"copies": COPIES})
        connection.execute(sa.text("VACUUM ANALYZE storefront_listings"))
        yield int(connection.scalar(sa.text("SELECT count(*) FROM storefront_listings")) or 0)


@contextmanager
def _inside(own: Cluster, database: str) -> Iterator[None]:
    settings = load(
        {
            "DATABASE_URL": own.url(database),
            "GERAI_VAR": str(FOLDER / "var"),
            "SECRET_KEY": "for the benchmarks only, long enough",
            "DEMO": "1",
            "PUBLIC_URL": "http://localhost",
        }
    )
    app = create_app(replace(settings, light_hashes=True))
    with app.app_context():
        try:
            yield
        finally:
            db.session.remove()
            db.engine.dispose()
