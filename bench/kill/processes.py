"""The shop's processes, and the hand that kills them. Only what was started here is ever ended."""

import json
import os
import random
import select
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import requests

from app.cli.cluster import ROOT, die_with_parent, open_log
from app.cli.run import Service, services

UP_WITHIN = 60.0
HABITS = {"twice": 0.2, "late": 0.3, "never": 0.2}
"""Shares of all notices."""


def free_port() -> int:
    """One that nobody listens at just now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def stripe(hook: str, seed: int, logs: Path, *, most_late: float) -> Iterator[str]:
    """The tests' Stripe in a process of its own; answers its address. It is never killed: its book is what all is
    compared with. Some of its notices come twice, some up to `most_late` seconds
    late and so out of order, some never."""
    habits = [f"--{name}={share}" for name, share in {**HABITS, "most": most_late, "seed": seed}.items()]
    with open_log(logs / "stripe.log") as log:
        child = subprocess.Popen(
            [sys.executable, "-m", "tests.fakes.stripe_server", "--deliver-to", hook, *habits],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            start_new_session=True,
            preexec_fn=die_with_parent(signal.SIGKILL),
        )
    if child.stdout is None:
        raise RuntimeError("a pipe was asked for")
    try:
        ready, _, _ = select.select([child.stdout], [], [], UP_WITHIN)
        said = child.stdout.readline() if ready else b""
        if not said:
            raise RuntimeError(f"Stripe tiruan tidak menyala, lihat {logs.name}/stripe.log")
        yield str(json.loads(said)["url"])
    finally:
        child.kill()
        child.wait()
        child.stdout.close()


class Killed:
    """A service of the shop that can be ended as nobody should: -9 to the process and to all that it started."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.start = service.start

    @property
    def pid(self) -> int | None:
        return self.service.child.pid if self.service.child is not None else None

    def ended(self) -> bool:
        return self.service.ended()

    def kill(self) -> None:
        """And wait until it is gone."""
        if self.service.child is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.service.child.pid, signal.SIGKILL)
            self.service.child.wait()


@dataclass
class Shop:
    """Web server and worker, started as `make run` starts them, and killed as nobody should."""

    env: Mapping[str, str]
    port: int
    logs: Path
    killed: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.web, self.worker = map(Killed, services(self.env, self.port, self.logs, "bench.kill.shop"))

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def open(self) -> None:
        for one in (self.web, self.worker):
            one.start()
        self.wait_until_up()

    def close(self) -> None:
        for one in (self.web, self.worker):
            one.kill()

    def kill_one(self, chance: random.Random) -> None:
        """The whole server, one of its workers, or the one who does the jobs; and up again after a moment."""
        drawn = chance.random()
        if drawn < 0.4:
            self._again(self.web, "server web", chance)
            self.wait_until_up()
        elif drawn < 0.55:
            self._kill_web_worker(chance)
        elif drawn < 0.9:
            self._again(self.worker, "pekerja", chance)
        else:
            self.worker.kill()
            self.killed["pekerja"] += 1
            self._again(self.web, "server web", chance)
            self.worker.start()
            self.wait_until_up()

    def keep_alive(self) -> None:
        """What ended by itself is started again, as `make run` does."""
        for one in (self.web, self.worker):
            if one.ended():
                self.killed[f"{one.service.label.lower()}, berhenti sendiri"] += 1
                one.kill()
                one.start()

    def wait_until_up(self) -> None:
        until = time.monotonic() + UP_WITHIN
        while True:
            with suppress(requests.RequestException):
                if requests.get(f"{self.address}/siap", timeout=2).ok:
                    return
            if time.monotonic() > until:
                raise RuntimeError(f"Server web tidak menyala lagi, lihat {self.logs.name}/web.log")
            time.sleep(0.1)

    def _again(self, one: Killed, label: str, chance: random.Random) -> None:
        one.kill()
        self.killed[label] += 1
        time.sleep(chance.uniform(0, 1.5))
        one.start()

    def _kill_web_worker(self, chance: random.Random) -> None:
        """Its master starts another one."""
        if self.web.pid is None:
            return
        with suppress(psutil.Error):
            children = psutil.Process(self.web.pid).children()
            if children:
                chance.choice(children).kill()
                self.killed["satu proses server web"] += 1
