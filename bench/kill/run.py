"""One run from the empty database to the comparison of the books. Bounded: by its minutes it ends, quiet or not."""

import os
import random
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import flask_migrate
import psycopg

from app.cli.cluster import ROOT, Cluster
from app.db.session import db
from app.factory import create_app
from app.regions import queries as regions
from app.regions import service as region_service
from bench import ground
from bench.kill import count, processes
from bench.kill.browser import StripePage
from bench.kill.people import Crowd
from bench.kill.shop import UNPAID_MINUTES
from bench.kill.stage import Stage, build
from config import load
from tests.fakes.stripe_server import KEY, SECRET

FOLDER = ground.FOLDER / "kill"
DATABASE = "gerai_bench_kill"
AFTERWARDS = UNPAID_MINUTES * 60 + 30
"""Seconds for which the killing goes on after the last order: money that comes late, expiry and refunds get their share."""
BAD_LINES = ("lost", "down", "busy")
LAST_MINUTES = 5
"""Before the time is up: nobody is killed any more. Two until unpaid orders end, two until the jobs of the dead are found."""
QUIET = 3.0
"""Seconds for which nothing may be left to do before the books are compared."""

Say = Callable[[str], None]


@dataclass(frozen=True)
class Wish:
    """How much, which drawing, and by when it must be over. `pause`: least and most seconds between two kills."""

    orders: int
    seed: int
    minutes: float
    pause: tuple[float, float] = (6.0, 18.0)


@dataclass(frozen=True)
class Outcome:
    """What was done to the shop, and what its books say."""

    wish: Wish
    crowd: Crowd
    killed: Mapping[str, int]
    book: Mapping[str, Any]
    sums: count.Sums
    jobs_left: list[dict[str, Any]]
    unpaid_left: int
    quiet: bool
    """Nothing was left to do when the books were compared; else the time was up."""
    seconds: float

    @property
    def fine(self) -> bool:
        return self.quiet and self.sums.fine and not self.jobs_left and not self.crowd.unfinished


def carry_out(wish: Wish, *, say: Say) -> Outcome:
    """On a cluster and a database of its own, which are thrown away."""
    shutil.rmtree(FOLDER / "var", ignore_errors=True)
    with ground.cluster() as cluster:
        with fresh_database(cluster) as url:
            return on(url, wish, FOLDER / "var", say=say)


@contextmanager
def fresh_database(cluster: Cluster) -> Iterator[str]:
    cluster.drop_database(DATABASE)
    cluster.create_database(DATABASE)
    try:
        yield cluster.url(DATABASE)
    finally:
        cluster.drop_database(DATABASE)


def on(url: str, wish: Wish, var: Path, *, say: Say) -> Outcome:
    """The whole run on a database that may be empty, or have its tables and regions already. Main thread only: the
    kernel ends the processes with the thread that started them."""
    began = time.monotonic()
    port = processes.free_port()
    address = f"http://127.0.0.1:{port}"
    (var / "log").mkdir(parents=True, exist_ok=True)
    with processes.stripe(f"{address}/hooks/stripe", wish.seed, var / "log") as stripe:
        env = _settings(url, var, address, stripe)
        with _inside(env):
            say("Menyiapkan penjual dan barang terakhir mereka…")
            stage = _stage(wish.orders)
            shop = processes.Shop({**os.environ, **env}, port, var / "log")
            try:
                shop.open()
                say(f"Toko buka. {wish.orders} pesanan, benih {wish.seed}.")
                crowd = Crowd(address, StripePage(stripe), stage, wish.seed, wish.orders)
                deadline = began + wish.minutes * 60
                _kill_while_busy(shop, crowd, wish, deadline, say)
                quiet = _until_quiet(shop, crowd, url, deadline, say)
                crowd.over.set()
            finally:
                shop.close()
            book = StripePage(stripe).book()
            sums = count.compare(url, book, crowd.placed)
            return Outcome(
                wish,
                crowd,
                dict(shop.killed),
                book,
                sums,
                count.jobs_left(url),
                count.unpaid(url),
                quiet,
                time.monotonic() - began,
            )


def _settings(url: str, var: Path, address: str, stripe: str) -> dict[str, str]:
    return {
        "DATABASE_URL": url,
        "GERAI_EMBEDDED": "0",
        "GERAI_VAR": str(var),
        "SECRET_KEY": "for the benchmarks only, long enough",
        "DEMO": "0",
        "CONTACT": "Bangku uji",
        "PUBLIC_URL": address,
        "STRIPE_SECRET_KEY": KEY,
        "STRIPE_WEBHOOK_SECRET": SECRET,
        "STRIPE_API_BASE": stripe,
        "OCR": "off",
        "FLASK_SKIP_DOTENV": "1",
        "PYTHONUNBUFFERED": "1",
        "PYTHONUTF8": "1",
    }


@contextmanager
def _inside(env: Mapping[str, str]) -> Iterator[None]:
    """An application of the bench's own beside the shop's, for making the stage and for looking at the books."""
    app = create_app(replace(load(env), light_hashes=True))
    with app.app_context():
        try:
            yield
        finally:
            db.session.remove()
            db.engine.dispose()


def _stage(orders: int) -> Stage:
    flask_migrate.upgrade(directory=str(ROOT / "migrations"))
    if not regions.is_loaded():
        region_service.load()
    made = build(orders)
    db.session.remove()
    return made


def _kill_while_busy(shop: processes.Shop, crowd: Crowd, wish: Wish, deadline: float, say: Say) -> None:
    """Until everybody is served and what they left behind has run out, or the time is up."""
    chance = random.Random(f"{wish.seed} kills")
    crowd.come()
    served: float | None = None
    told = 0
    while time.monotonic() < deadline - LAST_MINUTES * 60:
        _sleep(chance.uniform(*wish.pause), deadline)
        shop.keep_alive()
        crowd.stripe.bad_line(*["fine"] * chance.randrange(3), chance.choice(BAD_LINES))
        shop.kill_one(chance)
        if crowd.orders >= wish.orders and not crowd.busy:
            served = served or time.monotonic()
            if time.monotonic() - served > AFTERWARDS - UNPAID_MINUTES * 60:
                break
        if sum(shop.killed.values()) - told >= 10:
            told = sum(shop.killed.values())
            say(f"  {crowd.orders} pesanan, {len(crowd.charged)} dibayar, {told} kali dimatikan")


def _until_quiet(shop: processes.Shop, crowd: Crowd, url: str, deadline: float, say: Say) -> bool:
    """Nobody is killed any more; jobs of dead workers, expiry and news that waits get the time they need. Answers whether it
    was enough."""
    say("Tidak ada yang dimatikan lagi; menunggu sampai tenang…")
    since: float | None = None
    while time.monotonic() < deadline:
        shop.keep_alive()
        with suppress(psycopg.OperationalError):
            busy = crowd.busy or not crowd.stripe.is_quiet() or count.unpaid(url) or _to_do(url)
            since = None if busy else since or time.monotonic()
            if since is not None and time.monotonic() - since > QUIET:
                return True
        time.sleep(0.5)
    return False


def _to_do(url: str) -> bool:
    return any(one["status"] != "failed" for one in count.jobs_left(url))


def _sleep(seconds: float, deadline: float) -> None:
    time.sleep(max(0.0, min(seconds, deadline - time.monotonic())))
