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
    "accepted": "{maker} menyanggupi.",
    "accepted_part": "{maker} menyanggupi sebagian: {goods} tidak bisa dibuat. {amount} dikembalikan.",
    "declined": "{maker} tidak sanggup: {reason} {amount} dikembalikan.",
    "unanswered": "{maker} belum menjawab sampai batasnya. {amount} dikembalikan.",
    "cancelled_part": "Pembeli membatalkan bagian {maker}. {amount} dikembalikan.",
    "packed": "{maker} selesai mengemas.",
    "sent": "{maker} mengirim lewat {courier}.",
    "received": "Bagian {maker} sudah diterima.",
    "complaint_open": "Pembeli menyampaikan keluhan kepada {maker}: {kind}. Yang diharapkan: {outcome}.",
    "complaint_offer": "{maker} menawarkan: {outcome}.",
    "complaint_refuse": "{maker} tidak menerima keluhannya.",
    "complaint_mediate": "Pembeli meminta bantuan penengah.",
    "complaint_escalate": "Batas waktunya lewat atau janjinya tidak bisa ditepati. Keluhan diteruskan ke penengah.",
    "complaint_resend": "Hasil keluhan kepada {maker}: {outcome}.",
    "complaint_part_refund": "Hasil keluhan kepada {maker}: {outcome}.",
    "complaint_return": "Hasil keluhan kepada {maker}: {outcome}. Pembeli mengirim barangnya dulu.",
    "complaint_drop": "Hasil keluhan kepada {maker}: {outcome}. {amount} dikembalikan.",
    "complaint_send": "{maker} mengirim ulang lewat {courier}.",
    "complaint_receive": "Kiriman ulang dari {maker} sudah diterima.",
    "complaint_send_back": "Pembeli mengirim balik barangnya lewat {courier}.",
    "complaint_take_back": "{maker} sudah menerima barang yang dikirim balik. {amount} dikembalikan.",
    "complaint_dismiss": "Penengah menutup keluhan tanpa penggantian.",
    "complaint_withdraw": "Pembeli menarik keluhannya.",
    "complaint_lapse": "Keluhan ditutup karena pembeli tidak menjawab.",
    "complaint_moot": "Bagian {maker} tidak jadi dikirim, jadi keluhannya ditutup.",
}
"""What → sentence; names in braces are facts of the change."""


def sentence(what: str, facts: Mapping[str, Any]) -> str:
    """The sentence of a change."""
    return WORDS[what].format(**facts)
