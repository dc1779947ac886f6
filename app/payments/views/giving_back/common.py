"""What the pages of all three doors do alike: show what can still go back, and give it."""

from collections.abc import Callable

from flask import flash, redirect

from app.base.errors import RuleBroken
from app.orders.models import Adjustment, Order, Parcel
from app.orders.rules.goodwill import POSSIBLE, Meanwhile, NotGiven, Wish
from app.payments.forms.giving_back import give_back_form
from app.payments.queries import returned
from app.web.pages import Answer, page


def answer(
    template: str,
    parcel: Parcel,
    order: Order,
    do: Callable[[Wish], Adjustment],
    *,
    back: str,
    shared: bool,
    may: bool = True,
) -> Answer:
    """`may`: money can be given here at all; else the page only shows what has gone back."""
    sheet = returned.sheet(parcel, shared=shared)
    seen = parcel.returned
    form = give_back_form(sheet, seen)
    if form.validate_on_submit():
        try:
            do(form.wish)
        except NotGiven as refusal:
            form.refuse(refusal, form.place_of(refusal))
        except Meanwhile as refusal:
            sheet = returned.sheet(parcel, shared=shared)
            form.seen.data = str(parcel.returned)
            form.refuse(refusal)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            on_account = order.purpose and parcel.paid_at is None
            flash(
                "Tercatat. Tagihannya berkurang, dan instansinya kami kabari."
                if on_account
                else "Tercatat. Uangnya mulai dikembalikan, dan pembeli kami kabari.",
                "ok",
            )
            return redirect(back, 303)
    return page(
        template,
        parcel=parcel,
        order=order,
        sheet=sheet,
        form=form,
        back_to=back,
        may=may and parcel.state in POSSIBLE and sheet.left.whole > 0,
    )
