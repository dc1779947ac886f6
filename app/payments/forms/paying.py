"""What a buyer chooses of how to pay one maker."""

from collections.abc import Collection
from typing import Any

from wtforms import RadioField

from app.payments.rules.ways import WORDS, Way
from app.web.forms import Chosen, Form, Line

CHOOSE = "Pilih dulu cara bayarnya."


class WayForm(Form):
    """One of the ways that are offered; who orders on account says who will sign the hand-over."""

    way = RadioField("Cara bayar", [Chosen(CHOOSE)])
    signer = Line("Yang menandatangani berita acara", most=80)
    post = Line("Jabatannya", most=80)

    def __init__(self, *args: Any, ways: Collection[Way], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.way.choices = [(way.value, WORDS[way]) for way in ways]
        if self.way.data is None and len(ways) == 1:
            self.way.data = next(iter(ways)).value

    @property
    def chosen(self) -> Way:
        return Way(self.way.data)

    def validate(self, extra_validators: Any = None) -> bool:
        fine: bool = super().validate(extra_validators)
        if fine and self.chosen is Way.INVOICE:
            for field, words in (
                (self.signer, "Tulis nama yang menandatangani."),
                (self.post, "Tulis jabatannya."),
            ):
                if not field.data:
                    field.errors = [words]
                    fine = False
        return fine
