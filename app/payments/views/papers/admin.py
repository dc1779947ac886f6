"""Papers about money for the admin, without anybody's address."""

from flask import Blueprint

from app.orders.queries import order as orders
from app.paper.billing import invoices_pdf, receipt_pdf
from app.payments.queries import papers as queries
from app.payments.views.papers.issuer import issuer
from app.web.pages import Answer
from app.web.papers import pdf_answer

bp = Blueprint("papers", __name__, url_prefix="/uang")


@bp.get("/pesanan/<int:order_id>/tagihan.pdf")
def invoice(order_id: int) -> Answer:
    """What was to be paid for an order."""
    order = orders.get(order_id)
    made = queries.invoices(order, issuer(), address=False)
    return pdf_answer(invoices_pdf(made), f"tagihan-{order.number}")


@bp.get("/pembayaran/<int:payment_id>/kwitansi.pdf")
def receipt(payment_id: int) -> Answer:
    """The receipt of a payment whose money came."""
    made = queries.receipt_of(payment_id, issuer())
    return pdf_answer(receipt_pdf(made), f"kwitansi-{made.number}")
