"""What curators write."""

from wtforms import DateField, HiddenField

from app.curation.rules import MOST_POINTS
from app.web.forms import Chosen, Form, Line, Paragraph


class DecisionForm(Form):
    """One form for the three decisions; each button names its own."""

    note = Paragraph("Pesan untuk penjual", most=1500)
    points = Paragraph("Yang perlu diperbaiki, satu baris satu hal", most=2000)

    def listed_points(self) -> list[str]:
        """The points, one a line, without bullets."""
        lines = (self.points.data or "").splitlines()
        return [line.strip(" \t-•*") for line in lines if line.strip(" \t-•*")][:MOST_POINTS]


class SeenForm(Form):
    stated = HiddenField()
    ends_on = DateField("Berlaku sampai, menurut sertifikatnya")
    reason = Line("Apa yang tidak cocok", most=300)

    def validate(self, extra_validators: object = None) -> bool:
        """An empty day is fine; an unreadable one says so."""
        fine: bool = super().validate(extra_validators)
        if self.ends_on.process_errors and (self.ends_on.raw_data or [""])[0]:
            self.ends_on.errors = ["Tanggal ini belum terbaca. Pilih dari kalender, ya."]
            return False
        self.ends_on.errors = []
        return fine or not self.errors


class GiftForm(Form):
    until = DateField("Berlaku sampai", [Chosen("Pilih tanggal berakhirnya.")])


class EndForm(Form):
    reason = Line("Alasannya", most=300)
