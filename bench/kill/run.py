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

from app.base import clock
from app.cli.cluster import ROOT, Cluster
from app.db.session import db
from app.factory import create_app
from app.payments.ports import GatewayTrouble
from app.payments.service import expiring, reconciling
from app.regions import queries as regions
from app.regions import service as region_service
from bench import ground
from bench.kill import UNPAID_MINUTES, count, processes
from bench.kill.browser import StripePage
from bench.kill.people import Crowd
from bench.kill.stage import Stage, build
from config import load
from tests.fakes.stripe_server import KEY, SECRET

FOLDER = ground.FOLDER / "kill"
DATABASE = "gerai_bench_kill"
AFTERWARDS = 30.0
"""Seconds for which the killing goes on when the last buyer is done: expiry and refunds get their share."""
BAD_LINES = ("lost", "down", "busy", "pending")
"""What happens to some request at Stripe; `pending`: to a refund, which is then on its way for a while."""
LONGEST_PAUSE = 15.0
"""Seconds from one kill to the next, when hardly anybody is there any more."""
LAST_MINUTES = 5
"""Before the time is up: nobody is killed any more. Two until unpaid orders end, two until the jobs of the dead are found."""
QUIET = 3.0
"""Seconds for which nothing may be left to do before the books are compared."""

HURRY = 45.0
"""Seconds between two jumps of a run in a hurry."""

Say = Callable[[str], None]


@dataclass(frozen=True)
class Wish:
    """How much, which drawing, and by when it must be over. `pause`: least and most answers of the shop between two kills.

    `hurry` is for the tests: two makers, notices at most five seconds late, and what takes minutes (an unpaid order ends, a
    worker counts as gone) is set to have passed, once nobody is killed any more.
    """

    orders: int
    seed: int
    minutes: float
    pause: tuple[int, int] = (15, 120)
    hurry: bool = False

    @property
    def unpaid_seconds(self) -> float:
        """When a buyer who waits for the last moment thinks that it has come."""
        return 8.0 if self.hurry else UNPAID_MINUTES * 60.0


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
        return (
            self.quiet and self.sums.fine and not (self.jobs_left or self.crowd.unfinished or self.sums.tasks)
        )


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
    with processes.stripe(
        f"{address}/hooks/stripe", wish.seed, var / "log", most_late=5 if wish.hurry else 60
    ) as stripe:
        env = _settings(url, var, address, stripe)
        with _inside(env):
            say("Menyiapkan penjual dan barang terakhir mereka…")
            stage = _stage(wish)
            shop = processes.Shop({**os.environ, **env}, port, var / "log")
            try:
                shop.open()
                say(f"Toko buka. {wish.orders} pesanan, benih {wish.seed}.")
                crowd = Crowd(address, StripePage(stripe), stage, wish.seed, wish.orders, wish.unpaid_seconds)
                deadline = began + wish.minutes * 60
                _kill_while_busy(shop, crowd, wish, deadline, say)
                quiet = _until_quiet(shop, crowd, url, deadline, wish.hurry, say)
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
        "COLLECTOR_NAME": "PT Bangku Uji",
        "COLLECTOR_PAPER": "surat contoh",
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


def _stage(wish: Wish) -> Stage:
    flask_migrate.upgrade(directory=str(ROOT / "migrations"))
    if not regions.is_loaded():
        region_service.load()
    made = build(wish.orders, makers=2 if wish.hurry else 6)
    db.session.remove()
    return made


def _kill_while_busy(shop: processes.Shop, crowd: Crowd, wish: Wish, deadline: float, say: Say) -> None:
    """Until everybody is served and what they left behind has run out, or the time is up."""
    chance = random.Random(f"{wish.seed} kills")
    crowd.come()
    served: float | None = None
    told = 0
    last = 0.5 if wish.hurry else LAST_MINUTES
    while time.monotonic() < deadline - last * 60:
        _wait_for_answers(crowd, chance.randint(*wish.pause))
        shop.keep_alive()
        crowd.stripe.bad_line(*["fine"] * chance.randrange(3), chance.choice(BAD_LINES))
        crowd.stripe.finish_refunds()
        shop.kill_one(chance)
        if crowd.orders >= wish.orders and not crowd.busy:
            served = served or time.monotonic()
            if wish.hurry or time.monotonic() - served > AFTERWARDS:
                break
        if sum(shop.killed.values()) - told >= 10:
            told = sum(shop.killed.values())
            say(f"  {crowd.orders} pesanan, {len(crowd.charged)} dibayar, {told} kali dimatikan")


def _until_quiet(
    shop: processes.Shop, crowd: Crowd, url: str, deadline: float, hurry: bool, say: Say
) -> bool:
    """Nobody is killed any more; jobs of dead workers, expiry and news that waits get the time they need. Answers whether it
    was enough."""
    if crowd.orders < crowd.wanted:
        say(f"Waktunya hampir habis: {crowd.orders} dari {crowd.wanted} pesanan, tidak ada yang baru lagi.")
        crowd.wanted = 0
    say("Tidak ada yang dimatikan lagi; menunggu sampai tenang…")
    since: float | None = None
    passed, compared = -HURRY, False
    while time.monotonic() < deadline:
        shop.keep_alive()
        with suppress(psycopg.OperationalError, GatewayTrouble):
            if hurry and not crowd.busy and time.monotonic() - passed > HURRY:
                _let_time_pass(shop, url)
                passed = time.monotonic()
            crowd.stripe.finish_refunds()
            busy = crowd.busy or not crowd.stripe.is_quiet() or count.unpaid(url) or _to_do(url)
            if not busy and not compared:
                # what the worker does every ten minutes, and `flask payments reconcile` when it is told to
                reconciling.reconcile(clock.now())
                db.session.remove()
                busy = compared = True
            since = None if busy else since or time.monotonic()
            if since is not None and time.monotonic() - since > QUIET:
                return True
        time.sleep(0.5)
    return False


def _let_time_pass(shop: processes.Shop, url: str) -> None:
    """The time to pay is over, and those who were killed have been silent for long."""
    shop.worker.kill()
    with psycopg.connect(url) as connection:
        connection.execute("UPDATE orders SET pay_by = now() - interval '1 second' WHERE state = 'placed'")
        connection.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")
    expiring.expire_unpaid(clock.now())
    db.session.remove()
    shop.worker.start()


def _to_do(url: str) -> bool:
    return any(one["status"] != "failed" for one in count.jobs_left(url))


def _wait_for_answers(crowd: Crowd, wanted: int) -> None:
    """The shop has done some work since it was killed, however slow the machine is; or nobody asks it for anything."""
    target, until = crowd.counts.answers + wanted, time.monotonic() + LONGEST_PAUSE
    while crowd.counts.answers < target and time.monotonic() < until:
        time.sleep(0.05)
