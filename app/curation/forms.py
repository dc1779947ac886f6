"""What curators write."""

from wtforms import HiddenField, SelectMultipleField

from app.curation.rules.panel import checked_conditions
from app.curation.rules.rounds import MOST_POINTS
from app.curation.rules.terms import terms
from app.curation.service.panel import Proposal
from app.web.forms import Chosen, Day, Form, Line, Paragraph


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
    ends_on = Day("Berlaku sampai, menurut sertifikatnya")
    reason = Line("Apa yang tidak cocok", most=300)


class LookForm(Form):
    """One item of the packaging checklist: the answer is named by its button."""

    seen = HiddenField()
    remark = Line("Catatan untuk penjual", most=300)

    def seen_id(self) -> int | None:
        """The seller's answer that the page showed."""
        text = self.seen.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None


class ProposeForm(Form):
    """A good is proposed as an official gift."""

    starts_on = Day("Mulai tanggal", [Chosen("Pilih tanggal mulainya.")])
    until = Day("Berlaku sampai", [Chosen("Pilih tanggal berakhirnya.")])
    conditions = SelectMultipleField(
        "Syarat", choices={one.code: one.words for one in terms().conditions}, validate_choice=True
    )
    own_conditions = Paragraph("Syarat lain, satu baris satu syarat", most=600)
    words = Paragraph("Mengapa layak untuk tamu", most=600)

    def proposal(self) -> Proposal:
        """As the panel takes it. Raises TooManyConditions."""
        listed = checked_conditions(self.conditions.data or (), self.own_conditions.data or "")
        return Proposal(self.starts_on.data, self.until.data, listed)


class VoiceForm(Form):
    """One voice; the button says which."""

    words = Paragraph("Catatan atau alasan", most=600)


class RenewForm(Form):
    """Several official gifts are proposed again, or several proposals agreed to."""

    chosen = SelectMultipleField("Barang", coerce=int, validate_choice=False)
    until = Day("Berlaku sampai", [Chosen("Pilih tanggal berakhirnya.")])


class AgreeForm(Form):
    chosen = SelectMultipleField("Barang", coerce=int, validate_choice=False)


class EndForm(Form):
    reason = Line("Alasan mengakhiri", most=300)
