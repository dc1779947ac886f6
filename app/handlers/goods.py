"""Keeping the shop's read model true after something below the catalogue changed."""

from app.catalog.service import shelf
from app.sellers.events import SellerChanged
from app.training.events import CertificateGiven, CertificateRevoked


def refresh_holder(event: CertificateGiven | CertificateRevoked) -> None:
    """The goods of the gerai in which this person makes."""
    shelf.refresh_person(event.person_id)


def refresh_seller(event: SellerChanged) -> None:
    """The goods of this gerai."""
    shelf.refresh_seller(event.seller_id)
