"""A gift that a maker makes herself: asked for by an agency, and hers to give or not (domain.md 6.3)."""

from datetime import date, timedelta
from enum import StrEnum

from app.base.errors import RuleBroken
from app.base.states import Machine

FARTHEST = timedelta(days=365)
"""How far from today the occasion may lie, either way: what was given before is written down too."""
MOST_PIECES = 5_000
MOST_PEOPLE = 5_000


class DonationState(StrEnum):
    ASKED = "asked"
    AGREED = "agreed"
    """She has said yes, and it is off her shelf."""
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    """The agency asks no longer."""


class DonationMove(StrEnum):
    AGREE = "agree"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


DONATION_LIFE = Machine(
    {
        (DonationState.ASKED, DonationMove.AGREE): DonationState.AGREED,
        (DonationState.ASKED, DonationMove.DECLINE): DonationState.DECLINED,
        (DonationState.ASKED, DonationMove.WITHDRAW): DonationState.WITHDRAWN,
    }
)
"""Nothing is held while she is asked; AGREE takes the pieces."""

STATE_WORDS = {
    DonationState.ASKED: "Menunggu jawaban pembuat",
    DonationState.AGREED: "Pembuat setuju",
    DonationState.DECLINED: "Pembuat tidak bersedia",
    DonationState.WITHDRAWN: "Tidak jadi diminta",
}


class NotByHelper(RuleBroken):
    message = "Hibah dijawab Ibu sendiri. Minta Ibu masuk dengan nomornya, lalu jawab dari sana."


class FarDay(RuleBroken):
    message = "Pilih hari acara dalam setahun terakhir atau setahun ke depan. Periksa tahunnya."


class NotOnShelf(RuleBroken):
    message = "Barang ini baru dibuat kalau dipesan, jadi tidak ada di rak pembuatnya. Pilih barang yang siap kirim."


def check_day(event_on: date, today: date) -> None:
    """Raises FarDay."""
    if abs(event_on - today) > FARTHEST:
        raise FarDay
