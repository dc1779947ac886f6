"""What the gateway's own book and ours do not agree on, and what a person does about it."""

from enum import StrEnum

from app.base.errors import RuleBroken


class FindingKind(StrEnum):
    UNKNOWN_CHECKOUT = "unknown_checkout"
    """The gateway was paid for an order of ours by a checkout that we do not know."""
    UNKNOWN_REFUND = "unknown_refund"
    """The gateway gave money back that we never asked to be given back."""
    OTHER_AMOUNT = "other_amount"
    """Settled here with one sum, and told with another one since."""
    UNPAID_THERE = "unpaid_there"
    """Settled here; the gateway says that it has no such money."""


TITLES: dict[FindingKind, str] = {
    FindingKind.UNKNOWN_CHECKOUT: "ada uang masuk yang tidak tercatat di sini",
    FindingKind.UNKNOWN_REFUND: "ada uang yang dikembalikan tanpa lewat Gerai",
    FindingKind.OTHER_AMOUNT: "jumlahnya lain daripada yang tercatat",
    FindingKind.UNPAID_THERE: "di sini lunas, di tempat bayar belum",
}

NEXT_STEPS: dict[FindingKind, str] = {
    FindingKind.UNKNOWN_CHECKOUT: "Cari nomor ini di tempat bayar, lalu kembalikan uangnya dari sana ke pembeli.",
    FindingKind.UNKNOWN_REFUND: "Tanyakan siapa yang mengembalikannya dan untuk apa. Jangan dikembalikan sekali lagi dari sini.",
    FindingKind.OTHER_AMOUNT: "Bandingkan dengan tempat bayar. Yang berlaku di sini tetap jumlah yang tercatat.",
    FindingKind.UNPAID_THERE: "Periksa nomor ini di tempat bayar. Tahan pencairan ke pembuatnya sampai jelas.",
}

SHORTEST_NOTE, LONGEST_NOTE = 5, 500


class NoteNeeded(RuleBroken):
    message = "Tulis dulu apa yang sudah dilakukan, sedikitnya lima huruf, supaya yang lain tahu."


def checked_note(text: str) -> str:
    """What was done about a finding, in one line. Raises NoteNeeded."""
    note = " ".join(text.split())
    if len(note) < SHORTEST_NOTE:
        raise NoteNeeded
    return note
