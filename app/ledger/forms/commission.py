"""A rate of commission, as an admin types it."""

import re

from wtforms import ValidationError

from app.ledger.rules.commission import Rate
from app.web.forms import Chosen, Day, Form, Line, Needed

_PERCENT = re.compile(r"([0-9]{1,3})(?:[.,]([0-9]{1,2}))?\s*%?")


class RateForm(Form):
    """Per cent with up to two decimals, and the first day."""

    percent = Line("Potongan, dalam persen", [Needed("Tulis potongannya, misalnya 2,5.")], most=8)
    begins_on = Day("Berlaku mulai", [Chosen("Pilih hari pertamanya.")])

    def validate_percent(self, field: Line) -> None:
        if not _PERCENT.fullmatch(field.data or ""):
            raise ValidationError("Tulis dengan angka, paling banyak dua angka di belakang koma: 2,5.")

    def command(self) -> Rate:
        match = _PERCENT.fullmatch(self.percent.data or "")
        if match is None:
            raise ValueError(self.percent.data)
        return Rate(int(match[1]) * 100 + int((match[2] or "").ljust(2, "0")), self.begins_on.data)
