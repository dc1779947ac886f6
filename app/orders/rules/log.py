"""The log of an order that all its parties read: who did what, as a sentence."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from app.base.days import short_day
from app.base.money import format_rupiah


class Party(StrEnum):
    """Who did it."""

    BUYER = "buyer"
    SELLER = "seller"
    OFFICER = "officer"
    GERAI = "gerai"
    """The system itself: a deadline that passed, a payment that came."""


WORDS: dict[str, str] = {
    "placed": "Pesanan dibuat.",
    "commissioned": "Dipesan instansi, menunggu persetujuan kepalanya.",
    "not_approved": "Kepala instansi belum menyetujui sampai batasnya, jadi semuanya dilepas.",
    "paid": "Pembayaran diterima.",
    "revived": "Uangnya masuk setelah batas bayar. Barangnya masih ada, jadi pesanan ini berjalan lagi.",
    "revived_part": "Uang untuk bagian {maker} masuk setelah batas bayar. Barangnya masih ada, jadi bagian ini berjalan lagi.",
    "paid_part": "Bagian {maker} sudah dibayar.",
    "agreed_part": "Bagian {maker} dibayar nanti, sesuai kesepakatan.",
    "cancelled_unpaid": "Pembeli tidak jadi membeli bagian {maker}.",
    "lapsed_part": "Bagian {maker} tidak dibayar sampai batasnya, jadi dilepas.",
    "proof_sent": "Pembeli mengirim bukti bayar untuk bagian {maker}.",
    "proof_sent_back": "Bukti bayar untuk bagian {maker} belum cocok: {reason}",
    "money_seen": "{maker} melihat uangnya sudah masuk.",
    "money_seen_for": "{helper} mencocokkan uangnya atas permintaan {maker}.",
    "difference_taken": "{maker} menerima {seen}, tagihannya {due}.",
    "repaid_by_hand": "{maker} mengembalikan {amount} pada {paid_on}.",
    "repayment_missed": "Pembeli belum menerima {amount} dari {maker}.",
    "repayment_solved": "Pengembalian {amount} dari {maker} sudah jelas.",
    "expired": "Batas bayar lewat, pesanan dilepas.",
    "cancelled": "Pembeli membatalkan pesanan.",
    "replaced": "Diganti dengan pesanan {number}.",
    "accepted": "{maker} menyanggupi.",
    "accepted_part": "{maker} menyanggupi sebagian: {goods} tidak bisa dibuat. {amount} dikembalikan.",
    "declined": "{maker} tidak sanggup: {reason} {amount} dikembalikan.",
    "unanswered": "{maker} belum menjawab sampai batasnya. {amount} dikembalikan.",
    "cancelled_part": "Pembeli membatalkan bagian {maker}. {amount} dikembalikan.",
    "delay_asked": "{maker} minta waktu sampai {new_on}, tadinya {old_on}: {reason}",
    "delay_agreed": "Pembeli setuju: bagian {maker} siap {new_on}.",
    "delay_refused": "Pembeli tidak bisa menunggu. Bagian {maker} tetap siap {old_on}.",
    "delay_unanswered": "Pembeli belum menjawab. Bagian {maker} tetap siap {old_on}.",
    "delay_withdrawn": "Pembeli tidak menunggu bagian {maker}. {amount} dikembalikan.",
    "packed": "{maker} selesai mengemas.",
    "sent": "{maker} mengirim lewat {courier}.",
    "fetched": "Bagian {maker} sudah diambil.",
    "received": "Bagian {maker} sudah diterima.",
    "receipt_asked": "Pembeli ditanya apakah bagian {maker} sudah sampai.",
    "receipt_assumed": "Tidak ada kabar dari pembeli, jadi bagian {maker} dianggap sudah diterima.",
    "recall_swapped": "Kode {code} ditarik dari peredaran. {pieces} {goods} diganti dari kode lain.",
    "recall_opened": "{maker} membuka paketnya lagi: isinya diganti.",
    "recall_dropped": "Kode {code} ditarik dari peredaran: {reason} {pieces} {goods} tidak jadi dikirim, {amount} dikembalikan.",
    "recall_released": "Pesanan dilepas sebelum dibayar: {goods} kode {code} ditarik dari peredaran.",
    "recall_told": "{goods} kode {code} ditarik dari peredaran: {reason} Jangan dimakan.",
    "recall_repaid": "Pembeli meminta uang {pieces} {goods} yang ditarik. {amount} dikembalikan.",
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
    "given_back": "{maker} mengembalikan {amount}: {reason}",
    "given_back_by_desk": "Penengah mengembalikan {amount} dari bagian {maker}: {reason}",
    "brought": "{maker} mengabarkan bagiannya sudah diantar ke {post}.",
    "at_post": "Bagian {maker} sudah diperiksa dan lengkap di {post}.",
    "short_at_post": "Bagian {maker} belum lengkap di {post}: {goods}.",
    "went_without": "{post} melanjutkan tanpa {goods} dari {maker}. {amount} dikembalikan.",
    "late_asked": "Bagian {maker} belum sampai di {post}. Pembeli ditanya mau bagaimana.",
    "late_day": "{maker} bisa mengantar ke {post} sampai {day_on}.",
    "late_wait": "Pembeli menunggu bagian {maker} sampai {day_on}.",
    "late_apart": "Bagian {maker} menyusul, dikirim sendiri oleh pembuatnya tanpa ongkir tambahan.",
    "late_dropped": "Pembeli tidak menunggu bagian {maker}. {amount} dikembalikan.",
    "post_packed": "{post} selesai mengemas semuanya jadi satu paket.",
    "post_opened": "{post} membuka paketnya lagi: bagian {maker} berubah.",
    "post_sent": "{post} mengirim satu paket lewat {courier}.",
    "post_handed": "Paket sudah diambil di {post}.",
}
"""What → sentence; names in braces are facts of the change. A fact whose name ends in `_on` is a day (`2026-11-22`)."""


UNPAID_WORDS: dict[str, str] = {
    "given_back": "{maker} mengurangi tagihannya {amount}: {reason}",
    "given_back_by_desk": "Penengah mengurangi tagihan {maker} sebesar {amount}: {reason}",
}
"""Where the part was not paid yet."""

_RETURNED = "{amount} dikembalikan."


def sentence(what: str, facts: Mapping[str, Any]) -> str:
    """The sentence of a change. The fact `unpaid` says that nothing was paid for the part yet: then nothing is returned, but so
    much less has to be paid."""
    words = WORDS[what]
    if facts.get("amount") == format_rupiah(0):
        words = words.replace(f", {_RETURNED}", ".").replace(f" {_RETURNED}", "")
    elif facts.get("unpaid"):
        words = UNPAID_WORDS.get(what, words).replace(_RETURNED, "{amount} tidak jadi dibayar.")
    days = {name: short_day(date.fromisoformat(fact)) for name, fact in facts.items() if name.endswith("_on")}
    return words.format(**{**facts, **days})
