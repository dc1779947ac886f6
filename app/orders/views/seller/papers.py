"""Papers of a seller's parcels: label and packing list of one at once, of many as a job that she can watch."""

from collections.abc import Callable
from typing import cast

from flask import current_app, flash, redirect, request, url_for
from werkzeug.datastructures import MultiDict

from app.base.errors import NotFound, RuleBroken
from app.orders.forms import PaperForm, PrintForm
from app.orders.queries import papers as queries
from app.orders.rules import printing as rules
from app.orders.rules.numbers import id_of
from app.orders.rules.printing import PrintKind
from app.orders.service import printing
from app.orders.views.seller.door import bp
from app.paper.sending import Sheet
from app.web.doors import actor
from app.web.forms import STALE, Act
from app.web.pages import Answer, act, page
from app.web.papers import pdf_answer


@bp.get("/<int:parcel_id>/label.pdf")
def label(parcel_id: int) -> Answer:
    """The labels of one parcel, one for each of its boxes."""
    return _one(
        parcel_id,
        "label",
        lambda sheet, boxes: printing.label(
            actor(), parcel_id, sheet, boxes=boxes, test=current_app.config["DEMO"]
        ),
    )


@bp.get("/<int:parcel_id>/daftar-kemas.pdf")
def packing_list(parcel_id: int) -> Answer:
    """The packing list of one parcel."""
    return _one(
        parcel_id,
        "daftar-kemas",
        lambda sheet, boxes: printing.packing_list(
            actor(), parcel_id, sheet, test=current_app.config["DEMO"]
        ),
    )


def _one(parcel_id: int, name: str, make: Callable[[Sheet, int], tuple[str, bytes]]) -> Answer:
    form = PaperForm(MultiDict({"sheet": Sheet.OWN.value, "boxes": "1"} | request.args.to_dict()))
    queries.hers(actor(), [parcel_id])  # a stranger's is not there, whatever else is wrong with the address
    back = url_for(".parcel", parcel_id=parcel_id, _anchor="kertas")
    if not form.validate() or form.boxes.number is None:
        said = next(iter([*form.sheet.errors, *form.boxes.errors]), "Tulis jumlah kotaknya.")
        flash(f"Belum bisa dicetak. {said}", "bad")
        return redirect(back)
    try:
        number, content = make(Sheet(form.sheet.data), form.boxes.number)
    except RuleBroken as refusal:
        flash(refusal.message, "bad")
        return redirect(back)
    return pdf_answer(content, f"{name}-{number}")


@bp.post("/cetak")
def print_many() -> Answer:
    """Many at once: what was ticked goes to the worker, and its page is waited on."""
    form = PrintForm()
    back = url_for(".parcel_list", tab=request.form.get("tab") or None)
    if not form.validate_on_submit():
        flash(STALE if form.stale else "Pilih label atau daftar kemas, dan kertasnya.", "bad")
        return redirect(back, 303)
    chosen = [id_of(one) for one in request.form.getlist("parcel")]
    if None in chosen:
        raise NotFound("parcel")
    try:
        run = printing.ask(
            actor(), PrintKind(form.kind.data), Sheet(form.sheet.data), cast("list[int]", chosen)
        )
    except RuleBroken as refusal:
        flash(refusal.message, "bad")
        return redirect(back, 303)
    return redirect(url_for(".print_run", run_id=run.id), 303)


@bp.get("/cetak/<int:run_id>")
def print_run(run_id: int) -> Answer:
    """How far it is; then the file, or why there is none."""
    sheet = queries.run(actor(), run_id)
    return page("orders/seller/print_run.html", sheet=sheet, kept=rules.KEPT_FOR, act=Act(formdata=None))


@bp.post("/cetak/<int:run_id>/lagi")
def print_again(run_id: int) -> Answer:
    """One that failed is tried again."""
    back = url_for(".print_run", run_id=run_id)
    queries.run(actor(), run_id)
    if not Act().validate_on_submit():
        return redirect(back, 303)
    return act(
        lambda: printing.try_again(actor(), run_id),
        back,
        "Dicoba lagi. Yang sudah disiapkan tidak diulang.",
    )


@bp.get("/cetak/<int:run_id>/berkas.pdf")
def print_file(run_id: int) -> Answer:
    """The finished PDF."""
    try:
        made, content = printing.file_of(actor(), run_id)
    except RuleBroken as refusal:
        flash(refusal.message, "bad")
        return redirect(url_for(".print_run", run_id=run_id))
    return pdf_answer(content, f"{'label' if made.kind is PrintKind.LABEL else 'daftar-kemas'}-{made.id}")
