"""Text that a buyer wants on a piece: what a product asks for, and whether what was typed answers it."""

from dataclasses import dataclass

from app.base.errors import RuleBroken

MOST_LETTERS = 200
"""More does not fit on anything that is sewn, painted or iced."""


@dataclass(frozen=True)
class NoteAsked:
    """What a product asks for ("Nama yang dibordir"), in how many letters at most; no label asks for nothing."""

    label: str = ""
    most: int = 0
    needed: bool = False

    def problem(self, name: str, note: str) -> str | None:
        """Why the product, called `name`, cannot be made with this text; None when it can."""
        if note and not self.label:
            return f"{name} tidak lagi diberi tulisan. Kosongkan tulisannya."
        if self.needed and not note:
            return f"{name} perlu tulisan. Isi dulu “{self.label}”."
        if len(note) > self.most:
            return f"{name}: “{self.label}” paling banyak {self.most} huruf, tulisan ini {len(note)} huruf."
        return None


NO_NOTE = NoteAsked()


class NoteRefused(RuleBroken):
    """The text does not answer what the product asks for."""


def check(asked: NoteAsked) -> None:
    """A question has a length, and nothing is needed that is not asked. Raises RuleBroken."""
    if asked.needed and not asked.label:
        raise RuleBroken("Tulis dulu apa yang ditanyakan ke pembeli, misalnya Nama yang dibordir.")
    if asked.label and not 1 <= asked.most <= MOST_LETTERS:
        raise RuleBroken(f"Tulis paling banyak berapa huruf, antara 1 dan {MOST_LETTERS}.")
