"""A maker is asked to give something, and answers for herself."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, url_for

from app.base.errors import RuleBroken
from app.gifts.forms.afterwards import AnswerForm
from app.gifts.queries import donations as queries
from app.gifts.rules.donations import STATE_WORDS
from app.gifts.service import donations as service
from app.sellers import queries as sellers
from app.web.doors import actor
from app.web.pages import Answer, page

bp = Blueprint("donations", __name__, url_prefix="/hibah")


@bp.get("")
def all_of_them() -> Answer:
    """What agencies ask her for, and what she has given."""
    seller = sellers.mine(actor())
    if seller is None:
        return redirect(url_for("seller.sellers.begin"))
    return page("gifts/seller/donations.html", rows=queries.asked_of(seller.id, 100), words=STATE_WORDS)


@bp.get("/<int:donation_id>")
def one(donation_id: int) -> Answer:
    """One of them, with both answers side by side."""
    return _page(donation_id, AnswerForm(formdata=None))


@bp.post("/<int:donation_id>/bersedia")
def agree(donation_id: int) -> Answer:
    """Her yes."""
    return _answer(donation_id, "Terima kasih, Bu. Stoknya sudah kami kurangi.", service.agree)


@bp.post("/<int:donation_id>/tidak")
def decline(donation_id: int) -> Answer:
    """Her no."""
    return _answer(
        donation_id, "Jawaban Ibu sudah disampaikan. Tidak ada yang berubah di gerai Ibu.", service.decline
    )


def _answer(donation_id: int, said: str, do: Callable[..., None]) -> Answer:
    form = AnswerForm()
    if form.validate_on_submit():
        try:
            do(actor(), donation_id, form.words.data or "")
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            flash(said, "ok")
            return redirect(url_for(".one", donation_id=donation_id), 303)
    return _page(donation_id, form)


def _page(donation_id: int, form: AnswerForm) -> Answer:
    queries.of_maker(actor(), donation_id)
    return page("gifts/seller/donation.html", one=queries.get(donation_id), form=form, words=STATE_WORDS)
