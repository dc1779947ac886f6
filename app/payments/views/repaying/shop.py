"""A buyer says to where money of makers goes back, and whether it has come. A guest's pages open by the key in her link."""

from flask import Blueprint, Response, flash, redirect, request, url_for

from app.base.errors import NotFound, RuleBroken
from app.media import queries as media
from app.orders.queries import order as orders
from app.payments.forms.repaying import MissingForm, TargetForm
from app.payments.queries import repaying as queries
from app.payments.queries.repaying import Owed
from app.payments.service import repaying
from app.web.doors import maybe_actor
from app.web.forms import Act
from app.web.pages import Answer, act, page

bp = Blueprint("repaying", __name__, url_prefix="/pesanan")


def _home(number: str) -> str:
    return url_for("shop.repaying.returned", number=number, kunci=request.args.get("kunci"))


@bp.get("/<number>/uang-kembali")
def returned(number: str) -> Answer:
    """What makers owe her of this order, and have given back."""
    return _page(number, None, None)


def _page(number: str, refused: int | None, form: TargetForm | MissingForm | None) -> Answer:
    key = request.args.get("kunci")
    order = orders.for_buyer(number, maybe_actor(), key)
    rows = []
    for one in queries.of_buyer(order):
        told, missed = _target_form(one), MissingForm(formdata=None)
        if one.refund.id == refused and isinstance(form, TargetForm):
            told = form
        elif one.refund.id == refused and isinstance(form, MissingForm):
            missed = form
        for field in (*told, *missed):  # one page, many refunds: no id twice
            field.id = f"{field.name}-{one.refund.id}"
            field.label.field_id = field.id
        rows.append((one, told, missed))
    return page(
        "payments/shop/returned.html",
        order=order,
        rows=rows,
        may_be_cash=queries.may_be_cash,
        key=key,
        act=Act(formdata=None),
    )


def _target_form(one: Owed) -> TargetForm:
    """As she has said it before."""
    known = one.target
    if known is None:
        return TargetForm(formdata=None, holder=one.order.buyer_name)
    return TargetForm(
        formdata=None, by=known.kind.value, bank=known.bank, number=known.number, holder=known.holder
    )


@bp.post("/<number>/uang-kembali/<int:refund_id>/rekening")
def target(number: str, refund_id: int) -> Answer:
    """To where."""
    queries.for_buyer(number, refund_id, maybe_actor(), request.args.get("kunci"))
    form = TargetForm()
    if form.validate_on_submit():
        try:
            repaying.tell_target(number, refund_id, maybe_actor(), request.args.get("kunci"), form.target)
        except RuleBroken as refusal:
            form.refuse(refusal, form.by)
        else:
            flash("Tercatat. Pembuatnya mengembalikan uangnya dalam 3 hari.", "ok")
            return redirect(_home(number), 303)
    return _page(number, refund_id, form)


@bp.post("/<number>/uang-kembali/<int:refund_id>/belum")
def missing(number: str, refund_id: int) -> Answer:
    """It has not come."""
    queries.for_buyer(number, refund_id, maybe_actor(), request.args.get("kunci"))
    form = MissingForm()
    if form.validate_on_submit():
        try:
            repaying.miss(number, refund_id, maybe_actor(), request.args.get("kunci"), form.words.data or "")
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            flash("Sudah kami teruskan ke pembuatnya dan petugas dinas di daerahnya.", "ok")
            return redirect(_home(number), 303)
    return _page(number, refund_id, form)


@bp.post("/<number>/uang-kembali/<int:refund_id>/sudah")
def found(number: str, refund_id: int) -> Answer:
    """It has come after all."""
    back = _home(number)
    if not Act().validate_on_submit():
        return redirect(back, 303)
    return act(
        lambda: repaying.found_after_all(number, refund_id, maybe_actor(), request.args.get("kunci")),
        back,
        "Syukurlah. Terima kasih sudah memberi kabar.",
    )


@bp.get("/<number>/uang-kembali/<int:refund_id>/bukti")
def picture(number: str, refund_id: int) -> Response:
    """The proof that the maker has given."""
    one = queries.for_buyer(number, refund_id, maybe_actor(), request.args.get("kunci"))
    if one.repayment.evidence_id is None:
        raise NotFound(refund_id)
    response = Response(media.evidence_content(one.repayment.evidence_id), mimetype="image/webp")
    response.headers["Cache-Control"] = "private, no-store"
    return response
