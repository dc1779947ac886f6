"""Papers of a seller's own part of an order."""

from flask import Blueprint, flash, redirect, url_for

from app.orders.queries import order as orders
from app.paper.billing import invoices_pdf, receipt_pdf
from app.payments.queries import papers as queries
from app.payments.views.papers.issuer import issuer
from app.web.doors import actor
from app.web.pages import Answer
from app.web.papers import pdf_answer

bp = Blueprint("papers", __name__, url_prefix="/pesanan/<int:parcel_id>")


@bp.get("/tagihan.pdf")
def invoice(parcel_id: int) -> Answer:
    """What her buyer pays, or has paid, for her part."""
    parcel, order = orders.sellers_parcel(actor(), parcel_id)
    made = queries.sellers_invoice(order, parcel, issuer())
    return pdf_answer(invoices_pdf([made]), f"tagihan-{made.number}")


@bp.get("/kwitansi.pdf")
def receipt(parcel_id: int) -> Answer:
    """That she received the money, where it came into her own hands."""
    parcel, order = orders.sellers_parcel(actor(), parcel_id)
    rows = queries.receipts(order.id, parcel.id)
    if not rows:
        flash(
            "Kwitansi ada sesudah uangnya Ibu terima sendiri. Catat dulu uang masuknya di halaman ini.", "bad"
        )
        return redirect(url_for("seller.orders.parcel", parcel_id=parcel_id))
    made = queries.receipt_at(order, rows[0].place, issuer())
    return pdf_answer(receipt_pdf(made), f"kwitansi-{made.number}")
