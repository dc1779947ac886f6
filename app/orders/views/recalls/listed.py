"""What seller and officer see of a recall: the batch, the reason, and the list of the orders that hold it."""

from collections.abc import Callable, Sequence

from flask import Response, redirect, url_for

from app.accounts import rules as people
from app.base.errors import RuleBroken
from app.catalog.queries.batches import BatchSheet
from app.db.ports import port
from app.orders.forms import RecallForm
from app.orders.ports import GivenAway, GivenPieces
from app.orders.queries import traced as queries
from app.orders.rules.life import HOLDING, PARCEL_WORDS
from app.orders.service import recalling
from app.web.doors import actor
from app.web.filters import full_day, moment, slug
from app.web.forms import Act
from app.web.pages import Answer, act, page
from app.web.sheets import csv_answer


def recall_page(door: str, template: str, sheet: BatchSheet, do: Callable[[str], None]) -> Answer:
    """Before: a form with what it will meet. Afterwards: the list."""
    batch = sheet.batch
    if batch.recalled_at is not None:
        found = recalling.open_list(actor(), sheet)
        waiting = sum(one.pieces for one in found if one.state in HOLDING)
        return page(
            template, sheet=sheet, holders=found, waiting=waiting, holding=HOLDING, given=_given(sheet),
            phone=people.written_phone, act=Act(formdata=None),
            file=url_for(f"{door}.recalls.recall_file", batch_id=batch.id),
            called={
                one.order_id: url_for(f"{door}.recalls.called", batch_id=batch.id, order_id=one.order_id)
                for one in found
            },
        )  # fmt: skip
    form = RecallForm()
    if form.validate_on_submit():
        try:
            do(form.reason.data)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            return redirect(url_for(f"{door}.recalls.recall", batch_id=batch.id), 303)
    return page(template, sheet=sheet, form=form, reach=queries.reach(batch.id), given=_given(sheet))


def _given(sheet: BatchSheet) -> Sequence[GivenPieces]:
    return port(GivenAway).of_batch(sheet.batch.id)


def recall_sheet(sheet: BatchSheet) -> Response:
    """The list as a file."""
    rows = [
        (
            one.number,
            one.buyer,
            people.written_phone(one.phone),
            one.pieces,
            PARCEL_WORDS[one.state] + (" (kirim ulang)" if one.again else ""),
            moment(one.sent_at, sheet.village_code) if one.sent_at else "",
            moment(one.told_at, sheet.village_code) if one.told_at else "belum",
            sheet.full_name,
            sheet.batch.code,
            full_day(sheet.batch.best_before),
        )
        for one in recalling.open_list(actor(), sheet)
    ]
    rows += [
        (
            one.number, one.to, "", one.pieces, f"Dihibahkan untuk {one.occasion}", "",
            moment(one.told_at, sheet.village_code) if one.told_at else "belum", sheet.full_name, sheet.batch.code,
            full_day(sheet.batch.best_before),
        )
        for one in _given(sheet)
    ]  # fmt: skip
    head = (
        "Pesanan", "Pembeli", "Nomor HP", "Jumlah", "Keadaan", "Dikirim", "Dikabari", "Barang", "Kode produksi",
        "Baik digunakan sebelum",
    )  # fmt: skip
    return csv_answer(f"tarik-{slug(sheet.batch.code)}", head, rows)


def called_page(door: str, sheet: BatchSheet, order_id: int) -> Answer:
    """Somebody has called this buyer."""
    back = url_for(f"{door}.recalls.recall", batch_id=sheet.batch.id)
    if not Act().validate_on_submit():
        return redirect(back, 303)
    return act(lambda: recalling.mark_called(actor(), sheet, order_id), back, "Dicatat: sudah ditelepon.")
