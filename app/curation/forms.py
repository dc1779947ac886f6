"""What curators write."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from wtforms import (
    BooleanField,
    HiddenField,
    MultipleFileField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import Optional
from wtforms.widgets import TextArea

from app.catalog.rules.bundles import MOST_PIECES
from app.catalog.rules.occasions import occasions
from app.curation.rules.appeals import MOST_WORDS
from app.curation.rules.conflicts import Address
from app.curation.rules.criteria import LONGEST_LOOK, LONGEST_NAME, is_first_of
from app.curation.rules.panel import checked_conditions
from app.curation.rules.rounds import MOST_POINTS
from app.curation.rules.rubric import (
    HIGHEST,
    LADDER,
    LONGEST_ANCHOR,
    MOST_WEIGHT,
    WHOLE,
    Aspect,
    Grade,
    Rubric,
)
from app.curation.rules.scoring import MOST_NOTE, BadScore, Mark
from app.curation.rules.terms import terms
from app.curation.service.panel import Proposal
from app.regions.forms import CityForm, PlaceForm
from app.sellers.forms import Neighbourhood
from app.web.forms import Chosen, Day, Form, Line, Needed, Paragraph, Whole, at_most


class DecisionForm(Form):
    """One form for the three decisions; each button names its own."""

    note = Paragraph("Pesan untuk penjual", most=1500)
    reasons = SelectMultipleField("Alasan dari daftar", validate_choice=False)
    points = Paragraph("Yang perlu diperbaiki, satu baris satu hal", most=2000)
    internal = Paragraph("Catatan antar kurator", most=1500)

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


_OCCASIONS = {one.code: one.words for one in occasions()}


class ProposeForm(Form):
    """A good is proposed as an official gift."""

    starts_on = Day("Mulai tanggal", [Chosen("Pilih tanggal mulainya.")])
    until = Day("Berlaku sampai", [Chosen("Pilih tanggal berakhirnya.")])
    conditions = SelectMultipleField(
        "Syarat", choices={one.code: one.words for one in terms().conditions}, validate_choice=True
    )
    occasions = SelectMultipleField("Cocok untuk acara", choices=_OCCASIONS, validate_choice=False)
    own_conditions = Paragraph("Syarat lain, satu baris satu syarat", most=600)
    words = Paragraph("Mengapa layak untuk tamu", most=600)

    def proposal(self) -> Proposal:
        """As the panel takes it. Raises TooManyConditions."""
        listed = checked_conditions(self.conditions.data or (), self.own_conditions.data or "")
        return Proposal(self.starts_on.data, self.until.data, listed, self.occasions.data or ())


class VoiceForm(Form):
    """One voice; the button says which."""

    words = Paragraph("Catatan atau alasan", most=600)


class RenewForm(Form):
    """Several official gifts are proposed again, or several proposals agreed to."""

    chosen = SelectMultipleField("Barang", coerce=int, validate_choice=False)
    until = Day("Berlaku sampai", [Chosen("Pilih tanggal berakhirnya.")])


class AgreeForm(Form):
    chosen = SelectMultipleField("Barang", coerce=int, validate_choice=False)


class OccasionsForm(Form):
    """For which occasions an official gift is right."""

    occasions = SelectMultipleField("Cocok untuk acara", choices=_OCCASIONS, validate_choice=False)


class EndForm(Form):
    reason = Line("Alasan mengakhiri", most=300)


class SheetForm(Form):
    """One aspect of the rubric on a round: a score, a note and photos for each criterion; `sheet_form` adds the fields."""

    drop = SelectMultipleField(validate_choice=False)
    """Ids of photos that are taken away."""

    rubric_part: ClassVar[Aspect]

    def marks(self) -> dict[str, Mark]:
        """Criterion → mark, of those that were chosen. A note without a score waits for one."""
        found = {}
        for one in self.rubric_part.criteria:
            chosen, note = self[f"score_{one.code}"].data, self[f"note_{one.code}"].data or ""
            if chosen:
                found[one.code] = Mark(int(chosen), note)
            elif note:
                raise BadScore(one.code, f"Pilih dulu nilai untuk {one.name}. Catatannya masih ada.")
        return found

    def photos(self) -> dict[str, list[bytes]]:
        """Criterion → files; a field left empty sends one without a name."""
        sent = {
            one.code: [
                file.read() for file in self[f"photos_{one.code}"].data or [] if getattr(file, "filename", "")
            ]
            for one in self.rubric_part.criteria
        }
        return {code: files for code, files in sent.items() if files}

    def dropped(self) -> list[int]:
        return [int(one) for one in self.drop.data or [] if one.isascii() and one.isdigit() and len(one) < 18]


def sheet_form(part: Aspect, marks: Mapping[str, Mark]) -> SheetForm:
    """The form of an aspect, filled with what was noted before."""
    fields: dict[str, Any] = {}
    before: dict[str, Any] = {}
    for one in part.criteria:
        fields[f"score_{one.code}"] = RadioField(
            one.name, [Optional()], choices={str(score): str(score) for score in range(HIGHEST + 1)}
        )
        fields[f"note_{one.code}"] = Line("Catatan untuk penjual", most=MOST_NOTE)
        fields[f"photos_{one.code}"] = MultipleFileField("Foto")
        if one.code in marks:
            before[f"score_{one.code}"] = str(marks[one.code].score)
            before[f"note_{one.code}"] = marks[one.code].note
    form: SheetForm = type("AspectSheetForm", (SheetForm,), {**fields, "rubric_part": part})(**before)
    return form


class WeightsForm(Form):
    """Weights of the aspects and least points of the grades; `weights_form` adds the fields."""

    rubric: ClassVar[Rubric]

    def weights(self) -> dict[str, int]:
        return {one.code: self[f"weight_{one.code}"].number for one in self.rubric.aspects}

    def grades(self) -> dict[Grade, int]:
        return {one: self[f"grade_{one.value}"].number for one in LADDER}


def weights_form(rubric: Rubric) -> WeightsForm:
    """The form for the weights of a rubric, filled with what they are."""
    fields: dict[str, Any] = {"rubric": rubric}
    for aspect in rubric.aspects:
        fields[f"weight_{aspect.code}"] = Whole(
            aspect.name, [Needed("Isi bobotnya.")], least=1, most=MOST_WEIGHT, default=str(aspect.weight)
        )
    for one in LADDER:
        fields[f"grade_{one.value}"] = Whole(
            f"{one.value} mulai dari",
            [Needed("Isi nilainya.")],
            least=1,
            most=WHOLE,
            default=str(rubric.grades[one]),
        )
    form: WeightsForm = type("RubricWeightsForm", (WeightsForm,), fields)()
    return form


class WordingForm(Form):
    """Anchors and gates of one aspect; `wording_form` adds the fields."""

    rubric_part: ClassVar[Aspect]

    def changed(self) -> dict[str, tuple[tuple[str, ...], int | None]]:
        """Criterion → its five anchors and its gate."""
        return {
            one.code: (
                tuple(self[f"anchor_{one.code}_{score}"].data or "" for score in range(HIGHEST + 1)),
                int(self[f"gate_{one.code}"].data) if self[f"gate_{one.code}"].data else None,
            )
            for one in self.rubric_part.criteria
        }

    def named(self) -> dict[str, tuple[str, str]]:
        """Criterion → its name and the way to look, of those that are new in this draft."""
        return {
            one.code: (self[f"name_{one.code}"].data or "", self[f"look_{one.code}"].data or "")
            for one in self.rubric_part.criteria
            if f"name_{one.code}" in self
        }


GATES = {"": "Tidak ada", "0": "Nilai 0 menggugurkan", "1": "Nilai 0 dan 1 menggugurkan"}


def _name(**more: Any) -> Line:
    return Line("Apa yang dinilai", [Needed("Tulis apa yang dinilai.")], most=LONGEST_NAME, **more)


def _look(**more: Any) -> Line:
    return Line(
        "Apa yang kurator lakukan", [Needed("Tulis apa yang kurator lakukan.")], most=LONGEST_LOOK, **more
    )


def _anchor(score: int, **more: Any) -> Line:
    """One line of text that a phone shows in two."""
    return Line(
        f"Nilai {score}", [Needed("Tulis apa yang terlihat.")], most=LONGEST_ANCHOR, widget=TextArea(), **more
    )


def wording_form(part: Aspect, number: int) -> WordingForm:
    """The form for the words of an aspect in draft `number`, filled with what they are."""
    fields: dict[str, Any] = {"rubric_part": part}
    for one in part.criteria:
        if is_first_of(one.code, number):
            fields[f"name_{one.code}"] = _name(default=one.name)
            fields[f"look_{one.code}"] = _look(default=one.look)
        gate = "" if one.gate is None else str(one.gate)
        fields[f"gate_{one.code}"] = SelectField("Batas wajib", choices=GATES, default=gate)
        for score, words in enumerate(one.anchors):
            fields[f"anchor_{one.code}_{score}"] = _anchor(score, default=words)
    form: WordingForm = type("AspectWordingForm", (WordingForm,), fields)()
    return form


class CriterionForm(Form):
    """Something new to be judged: its name, how it is looked at, what is seen for 0 to 4, and its gate."""

    name = _name()
    look = _look()
    anchor_4 = _anchor(4)
    anchor_3 = _anchor(3)
    anchor_2 = _anchor(2)
    anchor_1 = _anchor(1)
    anchor_0 = _anchor(0)
    gate = SelectField("Batas wajib", choices=GATES, default="")

    def anchors(self) -> tuple[str, ...]:
        return tuple(self[f"anchor_{score}"].data or "" for score in range(HIGHEST + 1))

    def gate_score(self) -> int | None:
        return int(self.gate.data) if self.gate.data else None


class BeginRubricForm(CityForm):
    """Where a new version holds; everywhere when no place is chosen."""

    place_is_needed = False
    place_words = StringField("Hanya di wilayah ini (boleh kosong)", [at_most(120)])


class PutInForceForm(Form):
    tried = HiddenField()
    begins_on = Day("Mulai berlaku", [Chosen("Pilih hari mulainya.")])

    def tried_at(self) -> datetime | None:
        """The try-out that the page showed."""
        try:
            return datetime.fromisoformat(self.tried.data or "")
        except ValueError:
            return None


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


class BundleForm(Form):
    """What a set is called and tells."""

    name = Line("Nama set", [Needed("Tulis namanya, misalnya “Rasa Tangerang”.")], most=60)
    story = Paragraph("Cerita", most=1200)
    occasions = SelectMultipleField("Cocok untuk acara", choices=_OCCASIONS, validate_choice=False)


class NewBundleForm(BundleForm):
    """A set that is begun; `region` is asked where she has more than one."""

    region = SelectField("Untuk wilayah")


class BundlePartForm(Form):
    """How many of a good there are in one set."""

    pieces = Whole("Isi tiap set", [Needed("Tulis jumlahnya.")], least=1, most=MOST_PIECES)
    is_box = BooleanField("Ini wadahnya")


class WithdrawBundleForm(Form):
    reason = Line("Kenapa ditarik", most=200)
