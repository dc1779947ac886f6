"""The bill of a gift, its receipt and her list of bills say what the agency needed it for."""

from app.payments.queries import papers
from app.payments.queries.papers import Issuer
from tests.support import gifts
from tests.support.gift_orders import accepted, orders_of
from tests.support.pages import complaints

PURPOSE = "Rapat Kerja Daerah, diserahkan Senin, 21 Desember"


def test_her_bill_and_her_list_of_bills_name_the_occasion(db, signed_in) -> None:
    product = gifts.an_official_maker("Satu", stock=30)
    request = gifts.agreed(product)
    parcel, (order,) = accepted(request, product), orders_of(request)
    issuer = Issuer("Gerai", "", test=False)
    invoice = papers.invoice_of_part(order, parcel.id, issuer, address=False)
    assert (invoice.buyer, invoice.address) == (
        "Dinas Uji",
        ("u.p. Bu Kepala, Kepala Dinas Uji", f"Untuk {PURPOSE}"),
    )
    browser = signed_in(gifts.signs_in_as(product))
    for path in ("/penjual/uang/tagihan", f"/penjual/uang/tagihan/{parcel.id}"):
        page = browser.get(path).text
        assert PURPOSE in page and complaints(page) == []
