"""A person at a browser: pages, forms, cookies; and the patience to press again when nobody answers."""

import html
import re
import threading
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

import requests

PATIENCE = 90.0
"""Seconds for which somebody goes on pressing while the shop is down."""


class GaveUp(Exception):
    """The shop did not answer for as long as anybody waits."""


@dataclass
class Counts:
    """What all browsers saw together."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    lost: int = 0
    """Requests whose answer never came."""
    errors: int = 0
    """Answers with 500 or more."""
    answers: int = 0
    """All others."""

    def add(self, name: str) -> None:
        with self.lock:
            setattr(self, name, getattr(self, name) + 1)


@dataclass(frozen=True)
class Page:
    """An answer: where we stand, what it says, and where it sends us."""

    status: int
    text: str
    to: str

    def form(self, *words: str) -> tuple[str, dict[str, str]] | None:
        """Address and fields of the first form that sends something and holds one of the words; of any without words."""
        for found in re.finditer(r"<form\b([^>]*)>(.*?)</form>", self.text, re.S):
            if 'method="post"' in found[1] and (not words or any(one in found[0] for one in words)):
                action = re.search(r'action="([^"]*)"', found[1])
                return html.unescape(action[1]) if action else "", _hidden(found[2])
        return None


def _hidden(text: str) -> dict[str, str]:
    tags = (dict(re.findall(r'(\w+)="([^"]*)"', tag)) for tag in re.findall(r"<input[^>]*>", text))
    return {
        one["name"]: html.unescape(one.get("value", ""))
        for one in tags
        if one.get("type") == "hidden" and one.get("name")
    }


class Browser:
    """One visitor."""

    def __init__(self, shop: str, counts: Counts) -> None:
        self.shop, self.counts = shop, counts
        self._http = requests.Session()
        self._http.trust_env = False

    def get(self, path: str, *, once: bool = False) -> Page:
        return self._ask("GET", path, None, once)

    def post(self, path: str, fields: dict[str, str], *, once: bool = False) -> Page:
        """Press a button. When no answer comes it is pressed again, with the same fields, as browsers do."""
        return self._ask("POST", path, fields, once)

    def send(self, path: str, *words: str, to: str = "", **fields: str) -> Page:
        """Open a page, fill its form and send it; answers the page itself where it has no such form."""
        page = self.get(path)
        found = page.form(*words)
        if found is None:
            return page
        action, hidden = found
        return self.post(to or action or path, {**hidden, **fields})

    def _ask(self, method: str, path: str, fields: dict[str, str] | None, once: bool) -> Page:
        until = time.monotonic() + PATIENCE
        address = urljoin(self.shop, path)
        while True:
            try:
                answer = self._http.request(method, address, data=fields, allow_redirects=False, timeout=20)
            except requests.RequestException:
                self.counts.add("lost")
            else:
                if answer.status_code < 500:
                    self.counts.add("answers")
                    return Page(answer.status_code, answer.text, answer.headers.get("Location", ""))
                self.counts.add("errors")
            if once or time.monotonic() > until:
                raise GaveUp(f"{method} {path}")
            time.sleep(0.3)


class StripePage:
    """Where buyers pay, and the book. It never goes down."""

    def __init__(self, address: str) -> None:
        self.address = address

    def pay(self, session: str, *, later: bool) -> str | None:
        """Her card is charged; answers where she is sent back to, or None when the checkout is over."""
        answer = self._do("pay", session=session, later=later)
        return str(answer["success_url"]) if answer["status"] == "complete" else None

    def money_comes(self, session: str) -> None:
        """The money of a way that takes its time."""
        self._do("money-comes", session=session)

    def bad_line(self, *troubles: str) -> None:
        """What happens to the next requests."""
        self._do("troubles", next=troubles)

    def finish_refunds(self) -> None:
        """Money on its way back arrives."""
        for name, refund in self.book()["refunds"].items():
            if refund["status"] == "pending":
                self._do("finish-refund", refund=name, status="succeeded")

    def is_quiet(self) -> bool:
        """No notice waits to be delivered."""
        return bool(self._do("idle", seconds=0)["idle"])

    def book(self) -> dict[str, Any]:
        """Everything that it knows."""
        answer = requests.get(f"{self.address}/control/book", timeout=20)
        answer.raise_for_status()
        read: dict[str, Any] = answer.json()
        return read

    def _do(self, deed: str, **wish: object) -> dict[str, Any]:
        answer = requests.post(f"{self.address}/control/{deed}", json=wish, timeout=20)
        answer.raise_for_status()
        read: dict[str, Any] = answer.json()
        return read
