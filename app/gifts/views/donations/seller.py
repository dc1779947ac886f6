"""A maker is asked to give something, and answers for herself."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, url_for

from app.base.errors import RuleBroken
from app.gifts.forms.afterwards import GiveForm
from app.gifts.queries import donations as queries
from app.gifts.queries import recalled
from app.gifts.rules.donations import STATE_WORDS, DonationState
from app.gifts.service import donations as service
from app.orders.service.lots import NotMarked
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
    return _page(donation_id)


@bp.post("/<int:donation_id>/bersedia")
def agree(donation_id: int) -> Answer:
    """Her yes; of food without a code, the code on its packs."""
    return _answer(
        donation_id,
        "Terima kasih, Bu. Stoknya sudah kami kurangi.",
        lambda form: service.agree(actor(), donation_id, form.words.data or "", form.mark),
    )


@bp.post("/<int:donation_id>/tidak")
def decline(donation_id: int) -> Answer:
    """Her no."""
    return _answer(
        donation_id,
        "Jawaban Ibu sudah disampaikan. Tidak ada yang berubah di gerai Ibu.",
        lambda form: service.decline(actor(), donation_id, form.words.data or ""),
    )


def _answer(donation_id: int, said: str, do: Callable[[GiveForm], None]) -> Answer:
    queries.of_maker(actor(), donation_id)
    form = GiveForm()
    if form.validate_on_submit():
        try:
            do(form)
        except NotMarked as refusal:
            form.refuse(refusal, form.code)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            flash(said, "ok")
            return redirect(url_for(".one", donation_id=donation_id), 303)
    return _page(donation_id, form)


def _page(donation_id: int, form: GiveForm | None = None) -> Answer:
    donation = queries.of_maker(actor(), donation_id)
    asked = donation.state is DonationState.ASKED
    codes = queries.codes_to_give(donation) if asked else queries.codes_given(donation)
    return page(
        "gifts/seller/donation.html",
        one=queries.get(donation_id),
        form=form or GiveForm(formdata=None, code=codes.usual_code, best_before=codes.usual_date),
        codes=codes,
        recalls=[] if asked else recalled.of_donations([donation_id]).get(donation_id, []),
        words=STATE_WORDS,
    )
