"""The tests' Stripe in a process of its own: it charges cards, delivers its notices, and keeps the book that counts.

    python -m bench.kill.stripe --hook http://127.0.0.1:8000/hooks/stripe --seed 1

prints its address. Beside Stripe's own interface it answers `POST /bench/pay` and `GET /bench/book`.
"""

import argparse
import heapq
import itertools
import json
import random
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import requests

from tests.fakes.stripe_server import FakeStripe, Trouble

COMPLETED, EXPIRED = "checkout.session.completed", "checkout.session.expired"
MONEY_CAME = "checkout.session.async_payment_succeeded"
LONGEST_PAUSE = 8.0
"""Seconds until a notice that was not taken is sent again; the real one waits up to hours, and tries for three days."""


class StripeAtWork(FakeStripe):
    """Real time, lines that are bad now and then, and notices that are sent until somebody takes them."""

    def __init__(self, hook: str, seed: int, bad_lines: float) -> None:
        self._hook, self._chance, self._bad = hook, random.Random(seed), bad_lines
        self._waiting: list[tuple[float, int, bytes, int]] = []
        self._numbers = itertools.count()
        self._wake = threading.Condition()
        self._under_way = 0
        self.delivered = self.refused = 0
        super().__init__()
        self._pool = ThreadPoolExecutor(8)
        threading.Thread(target=self._deliver_all, daemon=True).start()

    @property
    def now(self) -> datetime:  # type: ignore[override]
        return datetime.now(UTC)

    @now.setter
    def now(self, moment: datetime) -> None:
        """It cannot be set."""

    def answer(self, method: str, path: str, key: str | None, params: dict[str, Any]) -> tuple[int, Any]:
        if path == "/bench/pay":
            return 200, self._paid(str(params["session"]), json.loads(params["plan"]))
        if path == "/bench/book":
            return 200, self._book()
        with self.lock:
            if self._chance.random() < self._bad:
                self.troubles.append(self._chance.choice((Trouble.LOST, Trouble.DOWN, Trouble.BUSY)))
        return super().answer(method, path, key, params)

    def lapse(self, session_id: str) -> None:
        """Stripe tells this too."""
        was_open = self.sessions[session_id]["status"] == "open"
        super().lapse(session_id)
        if was_open:
            self._send(self.notice(EXPIRED, session_id), after=self._chance.uniform(0, 5))

    def _paid(self, session_id: str, plan: dict[str, Any]) -> dict[str, Any]:
        """A buyer pays. `plan`: `news`, seconds until each notice of it; `money_after`, seconds until slow money comes."""
        with self.lock:
            if self.sessions[session_id]["status"] != "open":
                return {"charged": False}
            slow = plan.get("money_after")
            self.pay(session_id, later=slow is not None)
            told = self.notice(COMPLETED, session_id)
            for seconds in plan["news"]:
                self._send(told, after=seconds)
        if slow is not None:
            timer = threading.Timer(slow, self._slow_money, (session_id, plan["money_news"]))
            timer.daemon = True
            timer.start()
        return {"charged": True, "back": self.sessions[session_id]["success_url"]}

    def _slow_money(self, session_id: str, news: list[float]) -> None:
        with self.lock:
            self.money_comes(session_id)
            told = self.notice(MONEY_CAME, session_id)
            for seconds in news:
                self._send(told, after=seconds)

    def _book(self) -> dict[str, Any]:
        with self.lock, self._wake:
            return {
                "sessions": [
                    {
                        "id": one["id"],
                        "order": one["client_reference_id"],
                        "status": one["status"],
                        "paid": one["payment_status"] == "paid",
                        "amount": one["amount_total"],
                        "refunded": self.refunded(one["id"]),
                        "refunds": sum(
                            refund["payment_intent"] == one["payment_intent"]
                            for refund in self.refunds.values()
                        ),
                    }
                    for one in self.sessions.values()
                ],
                "asked": len(self.asked),
                "waiting": len(self._waiting) + self._under_way,
                "delivered": self.delivered,
                "refused": self.refused,
            }

    # -- notices ----------------------------------------------------------------------------------

    def _send(self, body: bytes, *, after: float, tries: int = 0) -> None:
        with self._wake:
            heapq.heappush(self._waiting, (time.monotonic() + after, next(self._numbers), body, tries))
            self._wake.notify()

    def _deliver_all(self) -> None:
        while True:
            with self._wake:
                while not self._waiting or self._waiting[0][0] > time.monotonic():
                    pause = self._waiting[0][0] - time.monotonic() if self._waiting else None
                    self._wake.wait(pause)
                _, _, body, tries = heapq.heappop(self._waiting)
                self._under_way += 1
            self._pool.submit(self._deliver, body, tries)

    def _deliver(self, body: bytes, tries: int) -> None:
        try:
            headers = {"Stripe-Signature": self.sign(body), "Content-Type": "application/json"}
            taken = requests.post(self._hook, data=body, headers=headers, timeout=20).ok
        except requests.RequestException:
            taken = False
        with self._wake:
            self._under_way -= 1
            self.delivered += taken
            self.refused += not taken
        if not taken:
            self._send(body, after=min(LONGEST_PAUSE, 0.5 * 2**tries), tries=tries + 1)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--hook", required=True)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--bad-lines", type=float, default=0.03, help="part of all requests that go wrong")
    chosen = asked.parse_args()
    fake = StripeAtWork(chosen.hook, chosen.seed, chosen.bad_lines)
    print(fake.url, flush=True)
    signal.pause()


if __name__ == "__main__":
    main()
