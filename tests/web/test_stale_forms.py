"""A page that was left open too long: its token no longer holds, and every word that was typed is still there."""

import html
from typing import Any

import pytest
import sqlalchemy as sa
from werkzeug.test import TestResponse

from app.db.journal import JournalEntry
from app.web.forms import STALE
from tests.support import world
from tests.support.crawl import walk
from tests.support.forms import Form, forms_of
from tests.support.pages import PageClient

HOMES = [
    (None, "/masuk"), (None, "/daftar"), (None, "/lupa-sandi"), (world.BUYER, "/akun"), (world.SELLER, "/penjual"),
    (world.CURATOR, "/kurator/antrean"), (world.OFFICER, "/dinas"), (world.ADMIN, "/admin"),
]  # fmt: skip
NEVER_SHOWN = {"password", "password_again", "old_password"}
TYPED = 'Tulisan <saya> & "milik" Ibu'


def typed_into(form: Form) -> dict[str, list[str]]:
    """What the form would send with our words in every field, and a token of yesterday's."""
    data: dict[str, list[str]] = {}
    for name, value in form.values:
        data.setdefault(name, []).append(TYPED if name in form.typed and name != "csrf_token" else value)
    return {**data, "csrf_token": ["basi"]}


def shown_again(page: TestResponse, sent: Form, names: list[str]) -> dict[str, str]:
    """Name → what stands in those fields now, in the form that was sent: others on the page may have fields of these names."""
    same = [form for form in forms_of(page.text) if form.action in (sent.action, None, "")]
    return {name: value for form in same for name, value in form.values if name in names}


def done(db: Any) -> list[tuple[str, int]]:
    """How often each thing was done; that an officer read a list is written down, too, and is nothing done."""
    rows = db.execute(sa.select(JournalEntry.what, sa.func.count()).group_by(JournalEntry.what))
    return sorted((what, times) for what, times in rows if not what.endswith(" read"))


@pytest.mark.parametrize(("who", "home"), HOMES)
def test_on_every_page_what_was_typed_stays_and_nothing_happens(
    client: PageClient, signed_in: Any, db: Any, who: str | None, home: str
) -> None:
    world.a_submitted_product(world.actor(world.SELLER))
    browser = signed_in(who) if who else client
    before, tried = done(db), 0
    for path, page in walk(browser, home, most=60).items():
        if not path.startswith(home.partition("/antrean")[0]) or page.mimetype != "text/html":
            continue
        for form in forms_of(page.text):
            names = [name for name in form.typed if name not in NEVER_SHOWN]
            if form.method != "post" or not names:
                continue
            answer = browser.post(form.action or path, data=typed_into(form))
            tried += 1
            assert answer.status_code == 200, (path, form.action)
            assert html.escape(STALE) in answer.text, (path, form.action)
            assert shown_again(answer, form, names) == dict.fromkeys(names, TYPED), (path, form.action)
    assert tried > 0
    assert done(db) == before
