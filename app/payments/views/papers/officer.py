"""Invoices and receipts of what an agency has ordered: for each of its officers, because a colleague and the head answer for
it too."""

from flask import Blueprint

from app.base.errors import NotFound
from app.paper.billing import invoices_pdf, receipt_pdf
from app.payments.queries import bills
from app.payments.queries import papers as queries
from app.payments.views.papers.issuer import issuer
from app.web.doors import actor
from app.web.pages import Answer
from app.web.papers import pdf_answer

bp = Blueprint("papers", __name__, url_prefix="/pesanan/bagian/<int:parcel_id>")


@bp.get("/tagihan.pdf")
def invoice(parcel_id: int) -> Answer:
    """What one maker bills the agency."""
    found = bills.agencys_bill(actor(), parcel_id)
    made = queries.invoice_of_part(found.order, found.parcel.id, issuer(), address=True)
    return pdf_answer(invoices_pdf([made]), f"tagihan-{made.number}")


@bp.get("/kwitansi.pdf")
def receipt(parcel_id: int) -> Answer:
    """That the maker received the agency's money; before that there is none."""
    found = bills.agencys_bill(actor(), parcel_id)
    rows = queries.receipts(found.order.id, parcel_id)
    if not rows:
        raise NotFound(parcel_id)
    made = queries.receipt_at(found.order, rows[0].place, issuer())
    return pdf_answer(receipt_pdf(made), f"kwitansi-{made.number}")
