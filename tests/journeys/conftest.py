"""Journeys drive a real Chromium on a real server; every page that they stop at is looked over."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, sync_playwright
from werkzeug.serving import make_server

from app.base import clock
from app.cli.cluster import ROOT, Cluster
from app.db.session import db
from tests.support import chromium, database, world
from tests.support.jobs import do_all

PICTURES = ROOT / "var" / "test" / "pictures"
PHONE = {"width": 360, "height": 760}
AXE = Axe()
ALL_PICTURES = """Promise.all([...document.images].map((one) =>
    one.complete || new Promise((done) => { one.onload = one.onerror = done })))"""
"""Over the debugger: to poll in the page would need eval, which the policy forbids."""


@dataclass
class Shop:
    """A running shop on a database of its own."""

    app: Flask
    address: str
    mails: Path
    moment: datetime | None = None
    """What time it is for everybody; none: the real time."""

    def answer(self, environ: Any, start: Any) -> Any:
        """One request, at the shop's moment."""
        with self.now():
            return self.app(environ, start)

    @contextmanager
    def now(self) -> Iterator[None]:
        """Behind the counter: the application's context, at the shop's moment."""
        with clock.at(self.moment or datetime.now(UTC)), self.app.app_context():
            yield

    def do_jobs(self, *by_the_clock: Callable[[], object]) -> None:
        """What the worker would do now: these that it starts by the clock, then all that waits."""
        with self.now():
            for one in by_the_clock:
                one()
            do_all()


@dataclass
class Visitor:
    """Somebody with a phone. Whatever goes wrong on her pages is kept in `trouble`."""

    shop: Shop
    page: Page
    name: str
    javascript: bool = True
    trouble: list[str] = field(default_factory=list)
    _seen: int = 0

    def opens(self, path: str) -> None:
        self.page.goto(path if path.startswith("http") else self.shop.address + path)
        self.looks()

    def presses(self, words: str) -> None:
        """A button or link by its words; waits for the next page."""
        with self.page.expect_navigation():
            self._named(words).click()
        self.looks()

    def _named(self, words: str) -> Locator:
        """What she means by these words: a button before a link, what is on the page before what is around it."""
        places = (self.page.locator("main"), self.page)
        ways = [
            place.get_by_role(role, name=words, exact=True) for role in ("button", "link") for place in places
        ]
        shown = (way.locator("visible=true") for way in ways)
        return next((way.first for way in shown if way.count()), ways[0].first)

    def writes(self, label: str, text: str) -> None:
        self.page.get_by_label(label).locator("visible=true").first.fill(text)

    def chooses(self, label: str) -> None:
        """A radio, check or chip by its words."""
        self.page.get_by_label(label, exact=True).first.check(force=True)

    def picks_place(self, words: str, place: str) -> None:
        """Through the address picker, as the script offers it or as the button "Cari" does without one."""
        self.page.locator(".picker__line input").fill(words)
        if not self.javascript:
            self.presses("Cari")
        self.page.locator("[data-matches] label", has_text=place).first.click()

    def signs_in(self, who: str, password: str = world.PASSWORD) -> None:
        self.opens("/masuk")
        self.writes("Nomor HP atau e-mail", who)
        self.writes("Kata sandi", password)
        self.presses("Masuk")

    def scores_everything(self) -> None:
        """As a curator at a round: the best that there is for everything, aspect after aspect."""
        self.presses("Mulai menilai")
        while "/nilai/" in self.page.url:
            here = self.page.url
            for one in self.page.locator("main fieldset").all():
                one.locator("input").first.check(force=True)
            with self.page.expect_navigation():
                self.page.get_by_role("button", name="Simpan,").click()
            self.looks()
            assert self.page.url != here, self.reads()

    def reads(self) -> str:
        return self.page.locator("main").inner_text()

    def looks(self) -> None:
        """No sideways scrolling, no broken picture, and what axe holds against the page."""
        self._seen += 1
        if self.javascript:
            self.page.evaluate("document.querySelectorAll('img').forEach((one) => { one.loading = 'eager' })")
            self.page.evaluate(ALL_PICTURES)
            broken = self.page.eval_on_selector_all(
                "img", "all => all.filter((one) => one.complete && !one.naturalWidth).map((one) => one.src)"
            )
            self.trouble += [f"{self.page.url}: broken picture {one}" for one in broken]
            self._ask_axe()
        wide = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        if wide > 0:
            self.trouble.append(f"{self.page.url}: {wide} px too wide")
        self.page.screenshot(path=PICTURES / f"{self.name}-{self._seen:02d}.png", full_page=True)

    def _ask_axe(self) -> None:
        for one in AXE.run(self.page).response["violations"]:
            where = "; ".join(", ".join(node["target"]) for node in one["nodes"][:3])
            self.trouble.append(f"{self.page.url}: {one['id']}: {one['help']} ({where})")


@pytest.fixture
def shop(server: Cluster) -> Iterator[Shop]:
    """A server on a clone of the world."""
    with database.clone(server, "journey") as full:
        app = database.application(full)
        opened = Shop(app, "", database.FOLDER / "var" / "mail")
        running = make_server("127.0.0.1", 0, opened.answer, threaded=True)
        opened.address = address = f"http://127.0.0.1:{running.server_port}"
        app.config["PUBLIC_URL"] = address
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        try:
            yield opened
        finally:
            running.shutdown()
            thread.join()
            running.server_close()
            with app.app_context():
                db.session.remove()
                db.engine.dispose()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = chromium.on_this_machine()
    if not found.path:
        pytest.skip(found.reason)
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found.path, args=list(chromium.ARGUMENTS))
        yield started
        started.close()


@pytest.fixture
def visitor(shop: Shop, browser: Browser) -> Iterator[Callable[..., Visitor]]:
    """`visitor("buyer")`: a phone of 360 px with an empty memory. At the end nobody may have met trouble."""
    met: list[Visitor] = []

    def comes(name: str, *, javascript: bool = True) -> Visitor:
        context = browser.new_context(viewport=PHONE, locale="id-ID", java_script_enabled=javascript)
        context.set_default_timeout(10_000)
        page = context.new_page()
        one = Visitor(shop, page, name, javascript)

        def hears(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning"):
                one.trouble.append(f"{page.url}: console: {message.text}")

        page.on("console", hears)
        page.on("pageerror", lambda error: one.trouble.append(f"{page.url}: script: {error}"))
        met.append(one)
        return one

    yield comes
    trouble = [line for one in met for line in one.trouble]
    for one in met:
        one.page.context.close()
    assert not trouble, "\n".join(sorted(set(trouble)))
