"""Forms about gifts that are handed over: how many, to whom."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from wtforms import BooleanField, MultipleFileField, RadioField, SelectField
from wtforms.validators import Optional

from app.catalog.rules.batches import MOST_CODE
from app.gifts.rules import donations
from app.gifts.rules.life import FUNDS_WORDS, KIND_WORDS, Funds, Kind
from app.gifts.rules.recipients import MOST_LETTERS, Person
from app.gifts.rules.register import SOURCE_WORDS, Source, Wanted
from app.gifts.service.donations import Plea
from app.orders.service.lots import Mark
from app.web.forms import Amount, Chosen, Day, Form, Line, Needed, Paragraph, Whole


def _offered(words: Mapping[Any, str]) -> dict[str, str]:
    """What a list offers: the value of each, and its words."""
    return {str(one.value): text for one, text in words.items()}


class HandoverForm(Form):
    """What was handed over; `handover_form` adds a number of pieces for each part that came."""

    on = Day("Hari serah terima", [Chosen("Pilih harinya.")])
    people = Whole(
        "Berapa orang yang menerima?", [Needed("Tulis berapa orang yang menerima.")], least=1, most=5_000
    )
    words = Paragraph("Catatan", most=1_000)
    photos = MultipleFileField("Foto serah terima")

    parts: ClassVar[Sequence[tuple[int, int]]] = ()

    @property
    def given(self) -> dict[tuple[int, int], int]:
        """Part (order line, need) → pieces."""
        return {(line, need): self[f"given_{line}_{need}"].number or 0 for line, need in self.parts}

    @property
    def files(self) -> list[bytes]:
        """What was sent; a field left empty sends one file without a name."""
        return [one.read() for one in self.photos.data or [] if getattr(one, "filename", "")]


def handover_form(parts: Sequence[tuple[int, int, str, int]], **values: Any) -> HandoverForm:
    """The form for these parts (order line, need, whose, how many came), filled with all that came."""
    fields: dict[str, Any] = {
        f"given_{line}_{need}": Whole(
            name, [Needed("Tulis jumlahnya; 0 kalau tidak ada.")], least=0, most=came, default=str(came)
        )
        for line, need, name, came in parts
    }
    kind = type("HandoverForm", (HandoverForm,), {**fields, "parts": [(one[0], one[1]) for one in parts]})
    found: HandoverForm = kind(**values)
    return found


class PersonForm(Form):
    """One who receives."""

    name = Line("Nama", [Needed("Tulis namanya.")], most=MOST_LETTERS)
    post = Line("Jabatan", most=MOST_LETTERS)
    institution = Line("Instansi", most=MOST_LETTERS)
    kind = SelectField("Golongan", choices={"": "Tidak ditulis", **_offered(KIND_WORDS)}, default="")
    note = Line("Catatan", most=MOST_LETTERS)
    reason = Line("Alasan", most=300)

    @property
    def person(self) -> Person:
        return Person(
            self.name.data or "",
            self.post.data or "",
            self.institution.data or "",
            Kind(self.kind.data) if self.kind.data else None,
            self.note.data or "",
        )


class CorrectionForm(PersonForm):
    """What stands on the list is put right."""

    received = RadioField(
        "Menerima cinderamatanya?",
        choices={"ya": "Ya, menerima", "tidak": "Tidak jadi menerima"},
        default="ya",
    )


class LinesForm(Form):
    """Many names at once."""

    lines = Paragraph("Daftar nama", [Needed("Tempel dulu daftarnya.")], most=200_000)
    reason = Line("Alasan", most=300)


class MinutesOfAllForm(Form):
    """One day for the minutes of every part; their numbers stand on the papers."""

    on = Day("Tanggal barang diterima instansi", [Chosen("Pilih tanggalnya.")])
    number = Line("Nomor dari instansi", most=60)


class PleaForm(Form):
    """What an officer asks a maker to give."""

    agency_id = SelectField("Instansi", coerce=int)
    pieces = Whole("Berapa buah?", [Needed("Tulis berapa buah.")], least=1, most=donations.MOST_PIECES)
    event = Line("Nama acara", [Needed("Tulis nama acaranya.")], most=120)
    event_on = Day("Hari acara", [Chosen("Pilih harinya.")])
    people = Whole(
        "Untuk berapa penerima?", [Needed("Tulis berapa penerimanya.")], least=1, most=donations.MOST_PEOPLE
    )
    for_everybody = BooleanField("Berlaku umum: semua undangan menerima yang sama")
    words = Paragraph("Pesan untuk pembuatnya", most=1_000)

    def plea(self, variant_id: int) -> Plea:
        return Plea(
            variant_id=variant_id,
            pieces=self.pieces.number or 0,
            event=self.event.data or "",
            event_on=self.event_on.data,
            people=self.people.number or 0,
            for_everybody=self.for_everybody.data,
            words=self.words.data or "",
        )


class AnswerForm(Form):
    """What a maker answers, in her own words if she wishes."""

    words = Paragraph("Pesan Ibu", most=500)


class GiveForm(AnswerForm):
    """Her answer where food would go out without a code: what stands on its packs. A no needs none of it."""

    code = Line("Kode produksi", most=MOST_CODE)
    best_before = Day("Baik digunakan sebelum", [Optional()])

    @property
    def mark(self) -> Mark | None:
        """As typed; None while something of it lacks."""
        if not (self.code.data and self.best_before.data):
            return None
        return Mark(self.code.data, self.best_before.data)


class LookedAfterForm(Form):
    """What an agency did about recalled goods."""

    words = Paragraph(
        "Apa yang sudah dilakukan?", [Needed("Tulis singkat apa yang sudah dilakukan.")], most=500
    )


class RegisterForm(Form):
    """What of the register is looked for; it comes in the address, so it has no token."""

    class Meta(Form.Meta):
        csrf = False

    tahun = SelectField("Tahun", default="")
    golongan = SelectField("Golongan penerima", choices={"": "Semua", **_offered(KIND_WORDS)}, default="")
    dana = SelectField("Sumber dana", choices={"": "Semua", **_offered(FUNDS_WORDS)}, default="")
    jenis = SelectField("Jenis", choices={"": "Semua", **_offered(SOURCE_WORDS)}, default="")
    nilai = Amount("Nilai per penerima di atas", least=1, most=1_000_000_000, what="nilainya")

    def __init__(self, asked: Any, years: Sequence[int]) -> None:
        super().__init__(asked)
        self.tahun.choices = {"": "Semua", **{str(one): str(one) for one in years}}

    @property
    def wanted(self) -> Wanted:
        return Wanted(
            year=int(self.tahun.data) if self.tahun.data else None,
            kind=Kind(self.golongan.data) if self.golongan.data else None,
            funds=Funds(self.dana.data) if self.dana.data else None,
            source=Source(self.jenis.data) if self.jenis.data else None,
            above=self.nilai.amount,
        )
