"""The log of an order that all its parties read: who did what, as a sentence."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from babel.dates import format_date


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
    "brought": "{maker} mengabarkan bagiannya sudah diantar ke {post}.",
    "at_post": "Bagian {maker} sudah diperiksa dan lengkap di {post}.",
    "short_at_post": "Bagian {maker} belum lengkap di {post}: {goods}.",
    "went_without": "{post} melanjutkan tanpa {goods} dari {maker}. {amount} dikembalikan.",
    "late_asked": "Bagian {maker} belum sampai di {post}. Pembeli ditanya mau bagaimana.",
    "late_day": "{maker} bisa mengantar ke {post} sampai {day}.",
    "late_wait": "Pembeli menunggu bagian {maker} sampai {day}.",
    "late_apart": "Bagian {maker} menyusul, dikirim sendiri oleh pembuatnya tanpa ongkir tambahan.",
    "late_dropped": "Pembeli tidak menunggu bagian {maker}. {amount} dikembalikan.",
    "post_packed": "{post} selesai mengemas semuanya jadi satu paket.",
    "post_sent": "{post} mengirim satu paket lewat {courier}.",
    "post_handed": "Paket sudah diambil di {post}.",
}
"""What → sentence; names in braces are facts of the change."""


def sentence(what: str, facts: Mapping[str, Any]) -> str:
    """The sentence of a change."""
    return WORDS[what].format(**facts)


def day_words(day: date) -> str:
    """A day as a fact of the log: `Sabtu, 12 Desember 2026`. It is written once and read for years, so the year stands there."""
    return format_date(day, "EEEE, d MMMM y", locale="id")
