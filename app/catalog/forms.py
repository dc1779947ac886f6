"""What a seller types about a good. The forms of its facts are made from `rules/facts.py`."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, ClassVar

import wtforms
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    HiddenField,
    RadioField,
    SelectMultipleField,
    SubmitField,
)
from wtforms.widgets import CheckboxInput, ListWidget

from app.base.kinds import CATEGORY_WORDS, Category
from app.catalog.rules import batches as batch_rules
from app.catalog.rules import care_card, life
from app.catalog.rules.availability import Limits
from app.catalog.rules.cards import Kind, sizes
from app.catalog.rules.facts import SIZES, Fact, FactKind, facts_of
from app.catalog.rules.life import Supply
from app.catalog.rules.notes import MOST_LETTERS, NO_NOTE, NoteAsked
from app.catalog.rules.packaging import Answer
from app.catalog.rules.promise import WEEKDAYS, Pace, mask_of
from app.catalog.rules.schedule import MOST_FINISH_DAYS
from app.catalog.service.batches import NewBatch
from app.catalog.service.drafts import Offer, VariantOffer
from app.catalog.service.labels import Correction
from app.catalog.service.schedule import Schedule
from app.delivery.rules.weights import PackedSize, volume_g
from app.paper.cards import MOST_COPIES
from app.paper.label import Size, Style
from app.web.filters import dotted
from app.web.forms import Amount, Chosen, Day, Form, Line, Needed, Paragraph, Whole


class BeginForm(Form):
    """The first step; the categories offered are those that the gerai's certificates open."""

    category = RadioField("Barang apa?", [Chosen("Pilih jenisnya.")])
    name = Line("Nama barang", [Needed("Tulis namanya, misalnya Keset Perca Anyam 40 × 60.")], most=90)

    def offer(self, categories: list[Category]) -> None:
        self.category.choices = {one.value: CATEGORY_WORDS[one] for one in categories}


class NameForm(Form):
    name = Line("Nama barang", [Needed("Tulis nama barangnya.")], most=90)
    description = Paragraph("Keterangan", most=2000)


class PhotoForm(Form):
    photo = FileField("Foto")


class AltForm(Form):
    alt = Line("Apa yang tampak di foto", most=160)


class PrintForm(Form):
    """What a printed label looks like, and the batch that it is for. It changes nothing, so it needs no token."""

    class Meta(Form.Meta):
        csrf = False

    size = RadioField("Ukuran", choices={one.value: one.words for one in Size})
    style = RadioField("Gaya", choices={one.value: one.value.capitalize() for one in Style})
    made_on = Day("Tanggal produksi")
    code = Line("Kode produksi", most=24)


class CardForm(Form):
    """How a card beside a good looks and what she wants on it. It changes nothing, so it needs no token."""

    class Meta(Form.Meta):
        csrf = False

    size = RadioField("Ukuran")
    copies = Whole("Jumlahnya", least=1, most=MOST_COPIES)
    variant = RadioField("Untuk pilihan yang mana", coerce=int)
    price = BooleanField("Cetak harganya juga")
    care = SelectMultipleField("Petunjuk lain yang cocok untuk bahannya")
    own_1 = Line("Kalimat sendiri", most=care_card.MOST_LETTERS)
    own_2 = Line("Kalimat sendiri, kedua", most=care_card.MOST_LETTERS)
    own_3 = Line("Kalimat sendiri, ketiga", most=care_card.MOST_LETTERS)

    def offer(
        self, kind: Kind, variants: Sequence[tuple[int, str]], lines: Sequence[tuple[str, str]]
    ) -> None:
        """The choices of a kind of card; what it has no use for is taken away."""
        self.size.choices = [(one.value, one.words) for one in sizes(kind)]
        self.variant.choices, self.care.choices = list(variants), list(lines)
        unused = {Kind.STORY: ("variant", "price", "care", *OWN_LINES), Kind.TAG: ("care", *OWN_LINES)}
        for name in unused.get(kind, ("variant", "price")):
            del self[name]

    def own(self) -> list[str]:
        """Lines in her own words."""
        return [self[name].data for name in OWN_LINES if name in self and self[name].data]


OWN_LINES = ("own_1", "own_2", "own_3")


class SizeRow(wtforms.Form):
    """LD and PB of one size, in cm."""

    ld = Whole("LD", least=10, most=250, unit="cm")
    pb = Whole("PB", least=10, most=250, unit="cm")


class FactsForm(Form):
    """Base of the forms that `facts_form` makes."""

    category: Category

    def command(self) -> dict[str, Any]:
        """The facts as they are stored: numbers as numbers, empty ones left out."""
        found = {fact.key: _stored(fact, self[fact.key]) for fact in facts_of(self.category)}
        return {key: value for key, value in found.items() if value not in (None, "", [])}


def _stored(fact: Fact, field: Any) -> Any:
    if fact.kind is FactKind.NUMBER:
        return field.number
    if fact.kind is FactKind.SIZES:
        rows = [
            {"size": size, "ld": field[size].form.ld.number, "pb": field[size].form.pb.number}
            for size in SIZES
        ]
        return [row for row in rows if row["ld"] or row["pb"]]
    return field.data


class SizeTable(wtforms.Form):
    """A row for each size that sellers use."""


for _size in SIZES:
    setattr(SizeTable, _size, FormField(SizeRow, label=_size))


@cache
def facts_form(category: Category) -> type[FactsForm]:
    """The form for the facts of a category."""
    fields: dict[str, Any] = {fact.key: _field(fact) for fact in facts_of(category)}
    return type(f"Facts{category.title()}Form", (FactsForm,), {**fields, "category": category})


def _field(fact: Fact) -> Any:
    common: dict[str, Any] = {"description": fact.help}
    if fact.kind is FactKind.PARAGRAPH:
        return Paragraph(fact.label, most=1500, **common)
    if fact.kind is FactKind.NUMBER:
        return Whole(fact.label, least=fact.least, most=fact.most, unit=fact.unit, **common)
    if fact.kind is FactKind.CHOICE:
        return RadioField(
            fact.label, choices=dict(fact.choices), validate_choice=False, filters=[_known(fact)], **common
        )
    if fact.kind is FactKind.MANY:
        return SelectMultipleField(
            fact.label,
            choices=dict(fact.choices),
            option_widget=CheckboxInput(),
            widget=ListWidget(prefix_label=False),
            validate_choice=False,
            filters=[_known_many(fact)],
            **common,
        )
    if fact.kind is FactKind.SIZES:
        return FormField(SizeTable, label=fact.label, **common)
    return Line(fact.label, most=200, **common)


def _known(fact: Fact) -> Any:
    words = {word for word, _ in fact.choices}
    return lambda value: value if value in words else None


def _known_many(fact: Fact) -> Any:
    words = {word for word, _ in fact.choices}
    return lambda values: [value for value in values or [] if value in words]


def facts_data(category: Category, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Stored facts as the form shows them."""
    data: dict[str, Any] = {}
    for fact in facts_of(category):
        stored = facts.get(fact.key)
        if fact.kind is FactKind.SIZES:
            rows = {row["size"]: row for row in stored or []}
            data[fact.key] = {
                size: {part: str(rows[size][part] or "") for part in ("ld", "pb")}
                for size in SIZES
                if size in rows
            }
        elif fact.kind is FactKind.NUMBER:
            data[fact.key] = "" if stored is None else str(stored)
        elif stored is not None:
            data[fact.key] = stored
    return data


class VariantRow(wtforms.Form):
    """One thing to buy; a row in which nothing is typed does not count."""

    variant_id = HiddenField()
    stock_seen = HiddenField()
    label = Line("Pilihan", most=40)
    price = Amount("Harga", least=life.LEAST_PRICE, most=life.MOST_PRICE)
    weight = Whole("Berat siap kirim", least=1, most=life.MOST_WEIGHT_G, unit="g")
    stock = Whole("Stok", least=0, most=life.MOST_STOCK)
    length = Whole("Panjang", least=1, most=life.MOST_SIDE_CM, unit="cm")
    width = Whole("Lebar", least=1, most=life.MOST_SIDE_CM, unit="cm")
    height = Whole("Tinggi", least=1, most=life.MOST_SIDE_CM, unit="cm")

    @property
    def is_empty(self) -> bool:
        typed = ("label", "price", "weight", "stock", "length", "width", "height")
        return not any((self[name].data or "").strip() for name in typed)

    @property
    def sides(self) -> list[Whole]:
        return [self.length, self.width, self.height]

    def size(self) -> PackedSize | None:
        """As packed; None while a side is missing."""
        length, width, height = (side.number for side in self.sides)
        return PackedSize(length, width, height) if length and width and height else None

    @property
    def size_note(self) -> str:
        """What couriers make of a large, light parcel; nothing where its own weight counts."""
        length, width, height, weight = (_hidden_number(one.data) for one in (*self.sides, self.weight))
        if not (length and width and height and weight):
            return ""
        grams = volume_g(length, width, height)
        if grams <= weight:
            return ""
        return f"Paketnya besar: kurir menghitungnya {dotted(grams)} gram, bukan {dotted(weight)} gram."


OWN_HANDS = "sendiri"


def _pace_of(form: Any) -> Pace | None:
    """Pieces a day, or the days that one piece takes; None while neither is said."""
    if form.days_each.number and form.days_each.number > 1:
        return Pace(days_each=form.days_each.number)
    return Pace(form.per_day.number) if form.per_day.number else None


class OfferForm(Form):
    """How a product is sold. `offer_hands` names the hands that work already."""

    supply = RadioField(
        "Barangnya",
        [Chosen("Pilih salah satu.")],
        choices={
            Supply.READY.value: "Sudah ada, siap kirim",
            Supply.MADE.value: "Dibuat dulu setelah dipesan",
        },
    )
    hands = RadioField("Tangan siapa yang mengerjakan?", default=OWN_HANDS)
    per_day = Whole("Sehari sanggup membuat", least=1, most=life.MOST_PER_DAY)
    days_each = Whole("Satu barang dikerjakan berapa hari?", least=1, most=life.MOST_DAYS_EACH)
    note_label = Line("Tanya ke pembeli", most=60)
    note_most = Whole("Paling banyak berapa huruf", least=1, most=MOST_LETTERS)
    note_needed = BooleanField("Wajib diisi pembeli")
    variants = FieldList(FormField(VariantRow), min_entries=1, max_entries=life.MOST_VARIANTS)
    least_pieces = Whole("Paling sedikit", least=1, most=life.MOST_PER_LINE)
    most_pieces = Whole("Paling banyak", least=1, most=life.MOST_PER_LINE)
    more = SubmitField("Tambah pilihan")

    def offer_hands(self, there: Sequence[tuple[int, str]]) -> None:
        """Lines by id, with the words that tell them apart."""
        self.hands.choices = {
            OWN_HANDS: "Tangan sendiri, hanya untuk barang ini",
            **{str(line_id): words for line_id, words in there},
        }

    @property
    def line_id(self) -> int | None:
        """The line that makes it together with other goods."""
        return _hidden_number(self.hands.data)

    def validate(self, extra_validators: Any = None) -> bool:
        """ "Tambah pilihan" only adds an empty row; else every row that is not empty needs price and weight."""
        if self.more.data:
            if len(self.variants) < life.MOST_VARIANTS:
                self.variants.append_entry()
            return False
        fine: bool = super().validate(extra_validators)
        made = self.supply.data == Supply.MADE
        pace_needed = made and self.line_id is None
        if pace_needed and _pace_of(self) is None and not self.per_day.errors and not self.days_each.errors:
            self.per_day.errors = ["Tulis sehari sanggup membuat berapa."]
            fine = False
        fine = self._note_is_fine() and fine
        rows = self.rows()
        if not rows:
            self.form_errors.append("Isi harga dan berat paling sedikit satu pilihan.")
            return False
        for row in rows:
            fine = self._row_is_fine(row, made=made) and fine
        if not self._limits().in_order:
            self.most_pieces.errors = ["Tidak boleh kurang dari paling sedikit. Periksa keduanya."]
            fine = False
        return fine

    def _limits(self) -> Limits:
        """One piece is no limit: nobody orders fewer."""
        least = self.least_pieces.number
        return Limits(None if least == 1 else least, self.most_pieces.number)

    def _note_is_fine(self) -> bool:
        if self.note_label.data and not self.note_most.number and not self.note_most.errors:
            self.note_most.errors = ["Tulis paling banyak berapa huruf."]
            return False
        if self.note_needed.data and not self.note_label.data:
            self.note_label.errors = ["Tulis dulu apa yang ditanyakan, misalnya Nama yang dibordir."]
            return False
        return True

    def _note(self) -> NoteAsked:
        if not self.note_label.data:
            return NO_NOTE
        return NoteAsked(self.note_label.data, self.note_most.number or 0, bool(self.note_needed.data))

    def _row_is_fine(self, row: VariantRow, *, made: bool) -> bool:
        wanted: list[tuple[Any, int | None, str]] = [
            (row.price, row.price.amount, "Tulis harganya."),
            (row.weight, row.weight.number, "Tulis beratnya."),
        ]
        if not made:
            wanted.append((row.stock, row.stock.number, "Tulis ada berapa."))
        if any((side.data or "").strip() for side in row.sides):
            wanted += [(side, side.number, "Isi ketiganya, atau kosongkan semua.") for side in row.sides]
        fine = True
        for field, value, sentence in wanted:
            if value is None and not field.errors:
                field.errors = [sentence]
                fine = False
        return fine

    def rows(self) -> list[VariantRow]:
        return [entry.form for entry in self.variants if not entry.form.is_empty]

    def command(self) -> Offer:
        supply = Supply(self.supply.data)
        return Offer(
            supply=supply,
            pace=_pace_of(self) if supply is Supply.MADE else None,
            line_id=self.line_id if supply is Supply.MADE else None,
            limits=self._limits(),
            note=self._note(),
            variants=[
                VariantOffer(
                    id=_hidden_number(row.variant_id.data),
                    label=row.label.data or "",
                    price=row.price.amount or 0,
                    weight_g=row.weight.number or 0,
                    stock=row.stock.number or 0,
                    stock_seen=_hidden_number(row.stock_seen.data) or 0,
                    size=row.size(),
                )
                for row in self.rows()
            ],
        )


def _hidden_number(text: str | None) -> int | None:
    """A number that the page put there itself; anything else counts as none."""
    return int(text) if text and re.fullmatch(r"[0-9]{1,15}", text) else None


class LineForm(Form):
    """How the same hands work."""

    name = Line("Nama", most=40)
    per_day = Whole("Sehari sanggup membuat", least=1, most=life.MOST_PER_DAY)
    days_each = Whole("Satu barang dikerjakan berapa hari?", least=1, most=life.MOST_DAYS_EACH)
    weekdays = SelectMultipleField(
        "Hari kerja",
        choices={str(at): word for at, word in enumerate(WEEKDAYS)},
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    finish_days = Whole("Hari penyelesaian", least=0, most=MOST_FINISH_DAYS)

    def validate(self, extra_validators: Any = None) -> bool:
        """A pace and at least one weekday."""
        fine: bool = super().validate(extra_validators)
        if _pace_of(self) is None and not self.per_day.errors and not self.days_each.errors:
            self.per_day.errors = ["Tulis sehari sanggup membuat berapa."]
            fine = False
        if not self.weekdays.data and not self.weekdays.errors:
            self.weekdays.errors = ["Pilih paling sedikit satu hari kerja."]
            fine = False
        return fine

    def command(self) -> Schedule:
        return Schedule(
            name=self.name.data or "",
            pace=_pace_of(self) or Pace(),
            weekdays=mask_of([int(day) for day in self.weekdays.data]),
            finish_days=self.finish_days.number or 0,
        )


class ClosureForm(Form):
    """Days on which hands do nothing. `offer_lines` names the hands that there are."""

    ALL = "semua"

    line = RadioField("Siapa yang tutup?", [Chosen("Pilih siapa yang tutup.")], default=ALL)
    first = Day("Hari pertama", [Chosen("Pilih hari pertamanya.")])
    last = Day("Hari terakhir", [Chosen("Pilih hari terakhirnya.")])
    reason = Line("Catatan", most=80)

    def offer_lines(self, there: Sequence[tuple[int, str]]) -> None:
        """Lines by id with their names."""
        self.line.choices = {
            self.ALL: "Seluruh gerai",
            **{str(line_id): name for line_id, name in there},
        }

    @property
    def line_id(self) -> int | None:
        """None for all hands."""
        return _hidden_number(self.line.data)


class LabelForm(Form):
    """Photos of a pack, and the date that is printed on it: a label's other facts are known already."""

    front = FileField("Depan")
    back = FileField("Belakang")
    side = FileField("Samping")
    other_side = FileField("Samping lain")
    best_before = Line("Tanggal kedaluwarsa yang tercetak", most=40)


class CorrectionForm(Form):
    """What a person says about one element of a label; each button of it names a status."""

    reading_id = HiddenField()
    element = HiddenField()
    text = Line("Tulisan yang benar", most=300)

    def command(self, status: str) -> Correction:
        return Correction(
            _hidden_number(self.reading_id.data) or 0, self.element.data or "", status, self.text.data or None
        )


class PaperForm(Form):
    """One paper: its number as written, its day from the certificate, a photo of it."""

    typed = Line("Nomor", most=120)
    ends_on = Day("Berlaku sampai (lihat sertifikatnya)")
    evidence = FileField("Foto sertifikat")


class PackagingForm(Form):
    """One item of the packaging checklist: an answer by its button, and a picture, new or one of the product's."""

    answer = HiddenField()
    evidence = FileField("Foto bukti")
    photo_id = HiddenField()

    def said(self) -> Answer | None:
        """The answer of the button that was pressed; None for the one that only sends a picture."""
        return Answer(self.answer.data) if self.answer.data in list(Answer) else None

    def chosen_photo(self) -> int | None:
        """The product photo that shows it."""
        text = self.photo_id.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None


class CountForm(Form):
    """So many pieces without a code: as typed, or one more or less by a button."""

    STEPS: ClassVar = {"kurang": -1, "tambah": 1}

    there = Whole("Jumlah", [Needed("Tulis jumlahnya.")], least=0, most=life.MOST_STOCK)
    seen = HiddenField()
    step = HiddenField()

    @property
    def wanted(self) -> int:
        return max(0, (self.there.number or 0) + self.STEPS.get(str(self.step.data), 0))

    @property
    def seen_count(self) -> int:
        return _hidden_number(self.seen.data) or 0


class BatchForm(Form):
    """A production code, as it stands on the packs."""

    code = Line("Kode produksi", [Needed("Tulis kodenya, misalnya B221126.")], most=batch_rules.MOST_CODE)
    best_before = Day("Baik digunakan sebelum", [Chosen("Pilih tanggalnya, seperti di kemasan.")])
    pieces = Whole("Jumlah", [Needed("Tulis ada berapa.")], least=1, most=batch_rules.MOST_MADE)
    counted = HiddenField()
    together = RadioField(
        "Yang sudah tercatat tanpa kode",
        choices={"ya": "Termasuk di jumlah ini", "tidak": "Di luar jumlah ini"},
        validate_choice=False,
    )

    def command(self) -> NewBatch:
        counted = _hidden_number(self.counted.data)
        together = bool(counted) and self.together.data != "tidak"
        return NewBatch(
            self.code.data, self.best_before.data, self.pieces.number or 0, counted if together else None
        )


class TakeOutForm(Form):
    """Pieces of a batch that will not be sold."""

    pieces = Whole("Jumlah", [Needed("Tulis berapa.")], least=1, most=batch_rules.MOST_MADE)
