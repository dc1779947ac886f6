"""What the frame of every page shows: who is here, her unread letters, the pieces in the bag, whether it is a demo."""

from typing import Any

from flask import Flask, g, session
from flask_wtf.csrf import generate_csrf

from app.base.actor import Actor, Role
from app.base.collector import Collector
from app.db.ports import port
from app.web.doors import maybe_actor
from app.web.ports import Shell


def _unread() -> int:
    """Unread letters of who is signed in; asked once a request, and only by pages that show it."""
    who = maybe_actor()
    if who is None:
        return 0
    if "unread" not in g:
        g.unread = port(Shell).unread(who.person_id)
    count: int = g.unread
    return count


def _doors(who: Actor | None) -> list[tuple[str, str, str]]:
    """Words, endpoint and icon of every door that is open to this person."""
    known = (
        (Role.SELLER, "Gerai saya", "seller.reports.today", "store"),
        (Role.CURATOR, "Meja kurator", "curator.curation.queue", "list-checks"),
        (Role.OFFICER, "Meja dinas", "officer.reports.today", "award"),
        (Role.ADMIN, "Admin", "admin.reports.today", "shield-check"),
        (Role.KADER, "Dampingi penjual", "shop.accounts.helping", "hand"),
    )
    return [
        (words, endpoint, icon) for role, words, endpoint, icon in known if who is not None and who.may(role)
    ]


def init_app(app: Flask, *, demo: bool, contact: str, collector: Collector | None) -> None:
    """Give the frame's names to every template."""
    app.jinja_env.globals["csrf"] = generate_csrf

    @app.context_processor
    def frame() -> dict[str, Any]:
        who = maybe_actor()
        return {
            "me": who,
            "my_doors": _doors(who),
            "unread": _unread,
            "cart_count": session.get("cart_count", 0),
            "demo": demo,
            "contact": contact,
            "collector": collector,
        }
