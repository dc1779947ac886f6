"""Ways to pay, and the two modes that never mix: the platform collects, or buyers pay sellers directly."""

from enum import StrEnum


class Mode(StrEnum):
    """Whose hands the money comes into. The ledger keeps a book for each, and no journal touches both."""

    COLLECTS = "collects"
    DIRECT = "direct"


class Way(StrEnum):
    STRIPE = "stripe"
    PRETEND = "pretend"
    """Nobody really pays; in demo mode only."""
    TRANSFER = "transfer"
    QRIS = "qris"
    CASH = "cash"
    """Paid where it is fetched, or at a stand."""
    INVOICE = "invoice"
    """An agency pays after the hand-over was minuted."""


COLLECTING = frozenset({Way.STRIPE, Way.PRETEND})
DIRECT = (Way.TRANSFER, Way.QRIS, Way.CASH, Way.INVOICE)
"""In the order in which buyers read them."""
DEFERRED = frozenset({Way.CASH, Way.INVOICE})
"""The makers begin before money is there."""
BY_PROOF = frozenset({Way.TRANSFER, Way.QRIS})
"""The buyer pays elsewhere, and shows it."""

QRIS_MOST = 10_000_000
"""Rupiah in one QRIS transaction (PADG 24/1/2022)."""

WORDS: dict[Way, str] = {
    Way.STRIPE: "Kartu",
    Way.PRETEND: "Bayar pura-pura (mode uji)",
    Way.TRANSFER: "Transfer bank",
    Way.QRIS: "QRIS",
    Way.CASH: "Tunai saat diambil",
    Way.INVOICE: "Tagihan instansi",
}


def mode_of(way: Way) -> Mode:
    """Into whose hands money comes by this way."""
    return Mode.COLLECTS if way in COLLECTING else Mode.DIRECT
