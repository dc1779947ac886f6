"""What may be written down of a hand-over."""

from collections.abc import Mapping
from datetime import date

from app.base.days import long_day
from app.base.errors import RuleBroken
from app.orders.rules.life import ParcelState

THERE = frozenset({ParcelState.SENT, ParcelState.RECEIVED})
"""Parts that can have come: the courier may have brought what nobody has ticked off yet (`payments.service.billing`)."""

MOST_PHOTOS = 4


class NothingCame(RuleBroken):
    message = "Belum ada bagian yang sampai. Serah terima dicatat setelah pembuatnya mengirim, atau barangnya diambil."


class NotYetDay(RuleBroken):
    message = "Hari serah terimanya belum tiba. Catat setelah barangnya diserahkan."


class BeforeRequest(RuleBroken):
    def __init__(self, submitted_on: date) -> None:
        super().__init__(
            f"Permintaan ini baru diajukan {long_day(submitted_on)}. Pilih hari setelah itu, dan periksa tahunnya."
        )


class TooManyPeople(RuleBroken):
    def __init__(self, most: int) -> None:
        super().__init__(
            f"Permintaan ini untuk {most} orang. Tulis berapa yang menerima, dari 1 sampai {most}."
        )


class TooManyPieces(RuleBroken):
    message = "Yang diserahkan lebih banyak daripada yang sampai. Periksa lagi angkanya."


class NothingGiven(RuleBroken):
    message = "Belum ada satu pun yang diserahkan. Tulis berapa yang diserahkan dari tiap pembuat."


class TooManyPhotos(RuleBroken):
    message = f"Paling banyak {MOST_PHOTOS} foto. Pilih yang paling jelas."


def check(on: date, people: int, *, submitted_on: date, today: date, recipients: int) -> None:
    """Raises NotYetDay, BeforeRequest, TooManyPeople."""
    if on > today:
        raise NotYetDay
    if on < submitted_on:
        raise BeforeRequest(submitted_on)
    if not 1 <= people <= recipients:
        raise TooManyPeople(recipients)


def check_given(given: Mapping[tuple[int, int], int], came: Mapping[tuple[int, int], int]) -> None:
    """Part (line, need) → pieces given, and pieces that had come. Raises NothingCame, TooManyPieces, NothingGiven."""
    if not came:
        raise NothingCame
    if any(not 0 <= count <= came.get(part, 0) for part, count in given.items()):
        raise TooManyPieces
    if not any(given.values()):
        raise NothingGiven
