"""A buyer's invoices and receipts, by her sign-in or by the key in her link."""

from flask import Blueprint, redirect, request, url_for

from app.base.errors import NotFound
from app.orders.models import Order
from app.orders.queries import order as orders
from app.paper.billing import invoices_pdf, receipt_pdf
from app.payments.queries import papers as queries
from app.payments.views.papers.issuer import issuer
from app.web.doors import maybe_actor
from app.web.pages import Answer, page
from app.web.papers import pdf_answer

bp = Blueprint("papers", __name__, url_prefix="/pesanan/<number>")


def _order(number: str) -> Order:
    return orders.for_buyer(number, maybe_actor(), request.args.get("kunci"))


@bp.get("/tagihan.pdf")
def invoice(number: str) -> Answer:
    """What is to be paid: one invoice, or one for each seller who is paid directly."""
    made = queries.invoices(_order(number), issuer(), address=True)
    return pdf_answer(invoices_pdf(made), f"tagihan-{number}")


@bp.get("/bagian/<int:parcel_id>/tagihan.pdf")
def invoice_of_part(number: str, parcel_id: int) -> Answer:
    """The invoice of one seller who is paid directly."""
    order = _order(number)
    if not queries.is_direct(order, orders.parcels_of(order.id)):
        raise NotFound(parcel_id)
    made = queries.invoice_of_part(order, parcel_id, issuer(), address=True)
    return pdf_answer(invoices_pdf([made]), f"tagihan-{made.number}")


@bp.get("/kwitansi")
def receipts(number: str) -> Answer:
    """Every receipt of the order; the only one at once."""
    order = _order(number)
    key = request.args.get("kunci")
    rows = queries.receipts(order.id)
    if len(rows) == 1:
        return redirect(url_for("shop.papers.receipt", number=number, place=rows[0].place, kunci=key))
    return page("payments/shop/receipts.html", order=order, rows=rows, key=key)


@bp.get("/kwitansi/<int:place>.pdf")
def receipt(number: str, place: int) -> Answer:
    """The receipt of one payment."""
    made = queries.receipt_at(_order(number), place, issuer())
    return pdf_answer(receipt_pdf(made), f"kwitansi-{made.number}")
