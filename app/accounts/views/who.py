"""Who is signed in, for the edge: Flask-Login holds the token, the database says whose it is."""

import json
from typing import cast

from flask import Flask, redirect, request, session, url_for
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from app.accounts import queries
from app.accounts.forms import SignInForm
from app.accounts.queries import SignedIn
from app.base.actor import Actor
from app.web.pages import Answer, page, safe_path
from app.web.parked import typed_fields


class Visitor(UserMixin):
    """The signed-in person as Flask-Login wants her: its id is the session's token."""

    def __init__(self, token: str, signed_in: SignedIn) -> None:
        self.token, self.signed_in = token, signed_in

    def get_id(self) -> str:
        return self.token


class SignedInPeople:
    """Answers `web.ports.WhoActs`."""

    def actor(self) -> Actor | None:
        return current_user.signed_in.actor if current_user.is_authenticated else None

    def ask(self) -> Answer:
        """A page is asked for again after signing in; what was typed waits inside the sign-in form."""
        if request.method == "GET":
            return redirect(url_for("shop.accounts.sign_in", next=_page_asked_for()))
        form = SignInForm(formdata=None)
        form.parked.data = json.dumps(typed_fields())
        return page(
            "accounts/shop/sign_in.html",
            401,
            form=form,
            goes_on=_page_asked_for(),
            interrupted=True,
        )


def _page_asked_for() -> str | None:
    """Where she was going. The address of a button is no page: then it is the one on which the button stands."""
    rule = request.url_rule
    if rule is None or "GET" in (rule.methods or ()):
        return request.full_path.rstrip("?")
    return safe_path((request.referrer or "").removeprefix(request.host_url.rstrip("/")))


def sign_in_id() -> int:
    """The session of the person who is signed in."""
    return cast("int", current_user.signed_in.sign_in_id)


def come_in(token: str) -> Actor:
    """Put the token into the cookie. The session is emptied first, but for what a visitor had gathered."""
    kept = {key: session[key] for key in ("cart", "cart_count", "_flashes") if key in session}
    session.clear()
    session.update(kept)
    session.permanent = True
    found = queries.signed_in(token)
    if found is None:
        raise RuntimeError("a session that was just opened must be found")
    login_user(Visitor(token, found))
    return found.actor


def go_out() -> None:
    """Empty the cookie."""
    logout_user()
    session.clear()


def init_app(app: Flask) -> None:
    """Hang Flask-Login in."""
    manager = LoginManager(app)
    manager.session_protection = "basic"

    @manager.user_loader
    def load(token: str) -> Visitor | None:
        found = queries.signed_in(token)
        return Visitor(token, found) if found else None
