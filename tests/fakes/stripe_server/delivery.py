"""Webhooks delivered as Stripe delivers them: by itself, again until they are answered, sometimes twice, late, or never."""

import heapq
import json
import random
import threading
import time
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlsplit

import stripe

CALLERS = 4
"""Deliveries at once."""
PAUSES = (0.3, 0.6, 1.2, 2.5, 5.0, 5.0, 5.0, 10.0, 10.0, 10.0)
"""Seconds until a delivery that was not answered with 2xx is tried again; after the last one it is given up."""
PATIENCE = 20.0
"""Seconds that an answer may take."""


@dataclass(frozen=True)
class Habits:
    """How often things go otherwise than wished: shares of all events, drawn from `seed`; `most` seconds late."""

    twice: float = 0.0
    late: float = 0.0
    never: float = 0.0
    most: float = 3.0
    seed: int = 0


class Delivery:
    """A queue of events for one address, and the threads that call there. Begins at once; `stop` ends it."""

    def __init__(self, address: str, secret: str, habits: Habits) -> None:
        if urlsplit(address).hostname not in ("127.0.0.1", "localhost", "::1"):
            raise ValueError(f"the fake calls at this machine only, not at {address}")
        self.address, self.habits = address, habits
        self.calls: list[tuple[str, str, int]] = []
        """Event, kind and answer (0: nobody answered) of every call."""
        self._secret, self._chance = secret, random.Random(habits.seed)
        self._queue: list[tuple[float, int, dict[str, Any], int]] = []
        self._drawn, self._busy, self._open = 0, 0, True
        self._changed = threading.Condition()
        for _ in range(CALLERS):
            threading.Thread(target=self._call_on, daemon=True).start()

    def take(self, event: dict[str, Any]) -> None:
        """An event that happened: when and how often it is delivered is drawn here."""
        with self._changed:
            if self._chance.random() < self.habits.never:
                return
            late = self._chance.random() < self.habits.late
            self._add(event, self._chance.uniform(0, self.habits.most) if late else 0.0)
            if self._chance.random() < self.habits.twice:
                self._add(event, self._chance.uniform(0, self.habits.most))

    def stop(self) -> None:
        with self._changed:
            self._open = False
            self._changed.notify_all()

    @property
    def waiting(self) -> int:
        """Deliveries that are still to be made or tried again."""
        with self._changed:
            return len(self._queue) + self._busy

    def idle(self, seconds: float) -> bool:
        """Wait until everything is delivered or given up; answers whether that came to be in time."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._queue and not self._busy, seconds)

    def _add(self, event: dict[str, Any], seconds: float, tried: int = 0) -> None:
        self._drawn += 1
        heapq.heappush(self._queue, (time.monotonic() + seconds, self._drawn, event, tried))
        self._changed.notify_all()

    def _call_on(self) -> None:
        while (next_one := self._next()) is not None:
            event, tried = next_one
            status = self._call(event)
            with self._changed:
                self._busy -= 1
                self.calls.append((event["id"], event["type"], status))
                if not 200 <= status < 300 and tried < len(PAUSES):
                    self._add(event, PAUSES[tried], tried + 1)
                self._changed.notify_all()

    def _next(self) -> tuple[dict[str, Any], int] | None:
        with self._changed:
            while self._open:
                ahead = self._queue[0][0] - time.monotonic() if self._queue else None
                if ahead is not None and ahead <= 0:
                    _, _, event, tried = heapq.heappop(self._queue)
                    self._busy += 1
                    return event, tried
                self._changed.wait(ahead)
            return None

    def _call(self, event: dict[str, Any]) -> int:
        body = json.dumps(event).encode()
        signed = stripe.WebhookSignature.generate_signature_header(
            body.decode(), self._secret, int(time.time())
        )
        there = urlsplit(self.address)
        caller = HTTPConnection(there.hostname or "", there.port, timeout=PATIENCE)
        try:
            caller.request(
                "POST",
                there.path,
                body,
                {"Content-Type": "application/json", "Stripe-Signature": str(signed)},
            )
            return caller.getresponse().status
        except (OSError, HTTPException):
            return 0
        finally:
            caller.close()
