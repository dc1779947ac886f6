"""Paying sellers and posts out, for the admin: who is due, a batch for the bank, and what the bank said of each payout."""

from flask import Blueprint, flash, redirect, request, url_for

from app.base import clock
from app.base.errors import RuleBroken
from app.base.zones import WIB
from app.ledger.forms.payouts import BouncedForm, PaidForm
from app.ledger.queries import payouts as queries
from app.ledger.rules import payouts as rules
from app.ledger.rules.payouts import BOUNCE_WORDS, BounceReason
from app.ledger.service import payouts as service
from app.media.rules.photo import BadPhoto
from app.web.doors import actor
from app.web.forms import Act
from app.web.pages import Answer, cursor, page, slice_of
from app.web.sheets import csv_answer

bp = Blueprint("payouts", __name__, url_prefix="/uang/pencairan")


@bp.get("")
def overview() -> Answer:
    """Who is due and who is not, and the batches that there were."""
    start = cursor()
    before = start[0] if start and isinstance(start[0], int) else None
    found = queries.candidates()
    today = clock.now().astimezone(WIB).date()
    return page(
        "ledger/admin/payouts.html",
        due=[one for one in found if one.why_not is None],
        waiting=[one for one in found if one.why_not is not None],
        batches=slice_of(queries.batches(before, 21), 20, lambda row: [row.batch.id]),
        rule=rules.rule_on(today),
        today=today,
        payout_day=rules.payout_day_of_batch(today),
        act=Act(),
    )


@bp.post("")
def make() -> Answer:
    """A batch of all that is due."""
    if not Act().validate_on_submit():
        return redirect(url_for(".overview"), 303)
    try:
        batch = service.make_batch(actor())
    except RuleBroken as refusal:
        flash(refusal.message, "bad")
        return redirect(url_for(".overview"), 303)
    flash("Daftar pencairan sudah dibuat. Kirim uangnya lewat bank, lalu catat satu per satu.", "ok")
    return redirect(url_for(".batch", batch_id=batch.id), 303)


@bp.get("/<int:batch_id>")
def batch(batch_id: int) -> Answer:
    """One batch as a list to print, each payout with what came of it. Reading full numbers is journalled."""
    found = queries.batch(batch_id)
    service.note_reading(actor(), batch_id)
    rows = queries.of_batch(batch_id)
    return page(
        "ledger/admin/batch.html",
        batch=found,
        rows=rows,
        total=sum(one.payout.amount for one in rows),
        words=BOUNCE_WORDS,
    )


@bp.get("/<int:batch_id>/daftar.csv")
def sheet(batch_id: int) -> Answer:
    """What is still to be sent, for the bank's own form."""
    queries.batch(batch_id)
    service.note_reading(actor(), batch_id)
    head = ["Kode bank", "Bank", "Nomor rekening", "Nama pemilik", "Jumlah", "Berita", "Penerima"]
    rows = [
        [
            one.account.bank,
            one.account.bank_name,
            one.account.number,
            one.account.holder,
            one.payout.amount,
            one.payout.number,
            one.name,
        ]
        for one in queries.of_batch(batch_id)
        if one.payout.state is rules.PayoutState.MADE
    ]
    return csv_answer(f"pencairan-{batch_id}", head, rows)


@bp.get("/bayar/<int:payout_id>")
def payout(payout_id: int) -> Answer:
    """One payout: paid with proof, or sent back by the bank."""
    return _payout(payout_id, PaidForm(formdata=None), BouncedForm(formdata=None))


def _payout(payout_id: int, paid_form: PaidForm, bounced_form: BouncedForm) -> Answer:
    return page(
        "ledger/admin/payout.html",
        row=queries.payout(payout_id),
        paid_form=paid_form,
        bounced_form=bounced_form,
        words=BOUNCE_WORDS,
    )


@bp.post("/bayar/<int:payout_id>/terkirim")
def paid(payout_id: int) -> Answer:
    """The bank has carried it out."""
    row = queries.payout(payout_id)
    form = PaidForm()
    if form.validate_on_submit():
        file = request.files.get("proof")
        try:
            content = file.read() if file is not None and file.filename else None
            service.note_paid(actor(), payout_id, reference=form.reference.data, proof=content)
        except (BadPhoto, rules.NeedsProof) as refusal:
            form.refuse(refusal, form.proof)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            flash(f"Pencairan {row.name} dicatat terkirim. Penerimanya kami kabari.", "ok")
            return redirect(url_for(".batch", batch_id=row.payout.batch_id), 303)
    return _payout(payout_id, form, BouncedForm(formdata=None))


@bp.post("/bayar/<int:payout_id>/kembali")
def bounced(payout_id: int) -> Answer:
    """The bank has sent it back."""
    row = queries.payout(payout_id)
    form = BouncedForm()
    if form.validate_on_submit():
        try:
            service.note_bounced(actor(), payout_id, BounceReason(form.reason.data))
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            flash(f"Uangnya kembali ke saldo {row.name}. Penerimanya kami kabari.", "ok")
            return redirect(url_for(".batch", batch_id=row.payout.batch_id), 303)
    return _payout(payout_id, PaidForm(formdata=None), form)
