"""What curators write."""

from wtforms import HiddenField

from app.curation.rules.appeals import MOST_WORDS
from app.curation.rules.conflicts import Address
from app.curation.rules.rounds import MOST_POINTS
from app.regions.forms import PlaceForm
from app.sellers.forms import Neighbourhood
from app.web.forms import Chosen, Day, Form, Line, Needed, Paragraph


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


class GiftForm(Form):
    until = Day("Berlaku sampai", [Chosen("Pilih tanggal berakhirnya.")])


class EndForm(Form):
    reason = Line("Alasan mengakhiri", most=300)


class TieForm(Form):
    words = Line(
        "Siapa beliau bagi Anda?", [Needed("Tulis singkat, misalnya sepupu atau tetangga sebelah.")], most=300
    )


class HomeForm(PlaceForm):
    """Where a curator lives."""

    street = Line(
        "Jalan, gang, nomor rumah", [Needed("Tulis alamat rumahnya. Hanya Anda yang melihatnya.")], most=160
    )
    rt = Neighbourhood("RT", most=6)
    rw = Neighbourhood("RW", most=6)

    def command(self) -> Address:
        return Address(self.place.data, self.street.data, self.rt.number, self.rw.number)


class AppealForm(Form):
    words = Paragraph(
        "Apa yang menurut Ibu terlewat?",
        [Needed("Ceritakan dulu apa yang menurut Ibu terlewat.")],
        most=MOST_WORDS,
    )
