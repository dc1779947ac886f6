"""The log of an order that all its parties read: who did what, as a sentence."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any


class Party(StrEnum):
    """Who did it."""

    BUYER = "buyer"
    SELLER = "seller"
    OFFICER = "officer"
    GERAI = "gerai"
    """The system itself: a deadline that passed, a payment that came."""


WORDS: dict[str, str] = {
    "placed": "Pesanan dibuat.",
    "paid": "Pembayaran diterima.",
    "expired": "Batas bayar lewat, pesanan dilepas.",
    "cancelled": "Pembeli membatalkan pesanan.",
    "replaced": "Diganti dengan pesanan {number}.",
    "accepted": "{maker} menyanggupi.",
    "accepted_part": "{maker} menyanggupi sebagian: {goods} tidak bisa dibuat. {amount} dikembalikan.",
    "declined": "{maker} tidak sanggup: {reason} {amount} dikembalikan.",
    "unanswered": "{maker} belum menjawab sampai batasnya. {amount} dikembalikan.",
    "cancelled_part": "Pembeli membatalkan bagian {maker}. {amount} dikembalikan.",
    "packed": "{maker} selesai mengemas.",
    "sent": "{maker} mengirim lewat {courier}.",
    "received": "Bagian {maker} sudah diterima.",
}
"""What → sentence; names in braces are facts of the change."""


def sentence(what: str, facts: Mapping[str, Any]) -> str:
    """The sentence of a change."""
    return WORDS[what].format(**facts)
