"""One's own inbox."""

from flask import Blueprint, redirect, url_for

from app.notices import queries, service
from app.web.doors import actor, signed_in
from app.web.forms import Act
from app.web.pages import Answer, cursor, page, slice_of

bp = Blueprint("notices", __name__, url_prefix="/pesan")

SIZE = 25


@bp.get("")
@signed_in
def inbox() -> Answer:
    """Letters, newest first."""
    start = cursor()
    before = start[0] if start and isinstance(start[0], int) else None
    letters = slice_of(queries.inbox(actor(), before, SIZE + 1), SIZE, lambda letter: [letter.id])
    return page("notices/shop/inbox.html", letters=letters, act=Act())


@bp.get("/<int:notice_id>")
@signed_in
def letter(notice_id: int) -> Answer:
    """One letter."""
    return page("notices/shop/letter.html", letter=service.read(actor(), notice_id))


@bp.post("/sudah-dibaca")
@signed_in
def read_all() -> Answer:
    """Everything counts as read."""
    if Act().validate_on_submit():
        service.read_all(actor())
    return redirect(url_for(".inbox"), 303)
