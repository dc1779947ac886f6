"""What a buyer types on the way to an order, and a seller on the way to a parcel."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, cast

from flask import session
from wtforms import Field, HiddenField, MultipleFileField, RadioField, SelectField
from wtforms.validators import ValidationError

from app.accounts import rules as people
from app.accounts.forms import PhoneLine
from app.base.errors import RuleBroken
from app.catalog.rules.batches import MOST_CODE
from app.catalog.rules.notes import MOST_LETTERS
from app.delivery.rules.services import couriers
from app.orders.queries.lots import Unmarked
from app.orders.rules import complaint as complaints
from app.orders.rules import delay, hub
from app.orders.rules.address import check_town, normal_postal_code
from app.orders.rules.answering import REASONS, NeedsReason, reason_of
from app.orders.rules.complaint import ComplaintKind, Outcome, Proposal
from app.orders.rules.numbers import id_of
from app.orders.rules.printing import MOST_BOXES, PrintKind
from app.orders.service.lots import Mark
from app.paper.sending import Sheet
from app.regions import queries as regions
from app.regions.forms import PlaceForm
from app.sellers.forms import Neighbourhood
from app.web.forms import Amount, Chosen, Day, Form, Line, Needed, Paragraph, Whole


class AddForm(Form):
    """Into the cart. `variant` is a radio or a hidden field."""

    variant = HiddenField()
    pieces = Whole("Jumlah", least=1, most=999)
    note = Line("Tulisan", most=MOST_LETTERS)

    @property
    def variant_id(self) -> int | None:
        return id_of(self.variant.data)

    def keep_for(self, slug: str) -> None:
        """What was typed is there again when the product's page is opened next."""
        typed = {"variant": self.variant.data, "pieces": self.pieces.data, "note": self.note.data}
        session["typed"] = [slug, {name: str(text or "")[: 3 * MOST_LETTERS] for name, text in typed.items()}]

    @classmethod
    def kept_for(cls, slug: str) -> "AddForm":
        """The form of a product's page, with what was refused a moment ago."""
        kept_slug, typed = session.pop("typed", None) or ("", {})
        return cls(formdata=None, data=typed if kept_slug == slug else {"pieces": "1"})


class AddSetForm(Form):
    """So many of a set, into the cart."""

    slug = HiddenField()
    pieces = Whole("Jumlah set", least=1, most=999)


class NoteForm(Form):
    """Another text on a line of the cart."""

    note = Line("Tulisan", most=MOST_LETTERS)


class PiecesForm(Form):
    """So many pieces of a line: as typed, or one more or less by a button."""

    STEPS: ClassVar = {"kurang": -1, "tambah": 1}

    pieces = Whole("Jumlah", least=0, most=999)
    step = HiddenField()

    @property
    def wanted(self) -> int:
        return (self.pieces.number or 0) + self.STEPS.get(str(self.step.data), 0)


class EmailLine(Line):
    """An e-mail address, or nothing."""

    email: str | None = None

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        if validation_stopped or not self.data:
            return
        try:
            self.email = people.normal_email(self.data)
        except RuleBroken as refusal:
            raise ValidationError(refusal.message) from None


class PostalLine(Line):
    """A postal code, or nothing."""

    data: Any

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        if validation_stopped or not self.data:
            return
        try:
            self.data = normal_postal_code(self.data)
        except RuleBroken as refusal:
            raise ValidationError(refusal.message) from None


class AddressForm(PlaceForm):
    """Where to, and whom to call."""

    name = Line("Nama penerima", [Needed("Tulis nama penerimanya.")], most=80)
    phone = PhoneLine("Nomor HP penerima", [Needed("Tulis nomor HP, supaya kurir bisa menelepon.")], most=30)
    email = EmailLine("E-mail (boleh kosong)", most=120)
    street = Line("Jalan, gang, nomor rumah", [Needed("Tulis alamat lengkapnya.")], most=240)
    rt = Neighbourhood("RT", most=6)
    rw = Neighbourhood("RW", most=6)
    postal_code = PostalLine("Kode pos", most=12)
    landmark = Line("Patokan (boleh kosong)", most=160)

    def validate(self, extra_validators: Any = None) -> bool:
        """A postal code of another town is asked about; without one that of the village counts."""
        fine: bool = super().validate(extra_validators)
        if self.chosen is None or self.postal_code.errors:
            return fine
        if not self.postal_code.data or self._was_filled_in():
            self.postal_code.data = self.chosen.postal_code or ""
        elif self.postal_code.data != self.chosen.postal_code:
            code, village = self.postal_code.data, self.chosen.code
            try:
                check_town(code, village, regions.towns_of(code), regions.town_name(village))
            except RuleBroken as refusal:
                self.refuse(refusal, self.postal_code)
                return False
        return fine

    def _was_filled_in(self) -> bool:
        """The code came with the village that was chosen before, and follows the one that is chosen now."""
        before, code = self.place.object_data, self.postal_code
        return bool(before) and before != self.place.data and code.data == code.object_data

    def command(self) -> dict[str, str]:
        """What is kept with the cart."""
        return {
            "name": self.name.data,
            "phone": self.phone.phone or "",
            "email": self.email.email or "",
            "village": self.chosen.code if self.chosen else "",
            "street": self.street.data,
            "rt": self.rt.number or "",
            "rw": self.rw.number or "",
            "postal_code": self.postal_code.data or "",
            "landmark": self.landmark.data or "",
        }


class PlaceOrderForm(Form):
    """The last page before paying."""

    once = HiddenField()
    seal = HiddenField()


HOW_MANY = "Tulis jumlahnya. Kalau tidak bisa sama sekali, tulis 0."


class ReasonForm(Form):
    """Why she cannot, or not all of it: chosen from a list, in her own words, or both."""

    why = RadioField(
        "Alasannya",
        choices={code: words.rstrip(".") for code, words in REASONS.items()},
        validate_choice=False,
    )
    words = Line("Dengan kata sendiri", most=300)

    @property
    def reason(self) -> str:
        """What the buyer reads; empty when nothing was said."""
        try:
            return reason_of(self.why.data, self.words.data or "")
        except NeedsReason:
            return ""


class DeclineForm(ReasonForm):
    """The whole of it."""

    def validate(self, extra_validators: Any = None) -> bool:
        fine: bool = super().validate(extra_validators)
        if fine and not self.reason:
            self.why.errors = [NeedsReason.message]
            return False
        return fine


class PartForm(ReasonForm):
    """How many of each line she can make: `of(lines)` makes the form of a parcel, with a field `baris_<id>` a line."""

    asked: ClassVar[dict[int, int]] = {}

    @classmethod
    def of(cls, lines: Mapping[int, int]) -> "PartForm":
        """`lines`: order line → pieces that are left of it."""
        fields = {
            f"baris_{line}": Whole(
                "Sanggup berapa?", [Needed(HOW_MANY)], least=0, most=left, default=str(left)
            )
            for line, left in lines.items()
        }
        made: PartForm = type("PartOfForm", (cls,), {"asked": dict(lines), **fields})()
        return made

    def count(self, line: int) -> Whole:
        """The field of a line."""
        return cast(Whole, self[f"baris_{line}"])

    @property
    def can(self) -> dict[int, int]:
        return {line: self.count(line).number or 0 for line in self.asked}

    def validate(self, extra_validators: Any = None) -> bool:
        fine: bool = super().validate(extra_validators)
        if fine and self.can != self.asked and not self.reason:
            self.why.errors = [NeedsReason.message]
            return False
        return fine


class DelayForm(Form):
    """A later day, and why."""

    day = Day("Siap tanggal berapa?", [Chosen("Pilih tanggalnya.")])
    reason = Line("Alasannya", [Needed(delay.NeedsReason.message)], most=300)


class CodeForm(Form):
    """What the buyer says who fetches her parcel."""

    code = Line("Kode dari pembeli", [Needed("Ketik kode yang disebutkan pembeli.")], most=20)


class SendForm(Form):
    """Who carries it, with the number that the buyer looks it up by."""

    courier = SelectField("Lewat apa?", choices={"": "Pilih dulu"} | {name: name for name in couriers()})
    tracking = Line("Nomor resi", most=60)

    def validate(self, extra_validators: Any = None) -> bool:
        """A courier gives a number; neighbours and ojek do not."""
        fine: bool = super().validate(extra_validators)
        chosen = couriers().get(self.courier.data)
        if fine and chosen is None:
            self.courier.errors = ["Pilih lewat apa dikirim."]
            return False
        if fine and chosen and chosen.needs_tracking and not self.tracking.data:
            self.tracking.errors = ["Tulis nomor resinya, supaya pembeli bisa melacak."]
            return False
        return fine


MOST_RUPIAH = 100_000_000


class PhotosForm(Form):
    photos = MultipleFileField("Foto")

    @property
    def files(self) -> list[bytes]:
        """What was sent; a field left empty sends one file without a name."""
        return [one.read() for one in self.photos.data or [] if getattr(one, "filename", "")]


class ClaimForm(PhotosForm):
    """A complaint; `claim_form` adds a number of pieces for each line."""

    kind = RadioField("Apa yang terjadi?", [Chosen("Pilih apa yang terjadi.")])
    words = Paragraph(
        "Ceritakan singkat", [Needed("Ceritakan singkat: apa yang terlihat, dan kapan.")], most=1000
    )
    wanted = RadioField("Apa yang Anda harapkan?", [Chosen("Pilih yang Anda harapkan.")])
    amount = Amount("Berapa rupiah yang kembali?", least=1, most=MOST_RUPIAH)

    lines: ClassVar[Sequence[int]] = ()

    @property
    def pieces(self) -> dict[int, int]:
        """Order line → pieces, without those that are fine."""
        typed = {line: getattr(self, f"line_{line}").number for line in self.lines}
        return {line: count for line, count in typed.items() if count}

    @property
    def proposal(self) -> Proposal:
        """What she wishes for."""
        return _proposal(Outcome(self.wanted.data), self.amount)


def claim_form(
    lines: Sequence[tuple[int, str, int]], kinds: Sequence[ComplaintKind], wishes: Sequence[Outcome]
) -> ClaimForm:
    """The form for these lines (id, name, pieces); what can only be one way is filled in."""
    all_of_it, sole = list(kinds) == [ComplaintKind.LATE], [most for _, _, most in lines] == [1]
    fields: dict[str, Any] = {
        f"line_{line}": Whole(name, least=0, most=most, default=str(most if all_of_it or sole else 0))
        for line, name, most in lines
    }
    only = kinds[0].value if len(kinds) == 1 else None
    form: ClaimForm = type("LinesForm", (ClaimForm,), {**fields, "lines": [one[0] for one in lines]})(
        kind=only
    )
    form.kind.choices = [(one.value, complaints.KIND_WORDS[one]) for one in kinds]
    form.wanted.choices = [(one.value, complaints.OUTCOME_WORDS[one]) for one in wishes]
    return form


def _proposal(outcome: Outcome, amount: Amount, day: Any = None) -> Proposal:
    return Proposal(
        outcome,
        amount.amount if outcome is Outcome.PART_REFUND else None,
        day if outcome is Outcome.RESEND else None,
    )


class OfferForm(Form):
    """What a seller offers instead."""

    outcome = RadioField("Apa yang Ibu tawarkan?", [Chosen("Pilih yang Ibu tawarkan.")])
    amount = Amount("Berapa rupiah yang kembali?", least=1, most=MOST_RUPIAH)
    day = Day("Dikirim ulang paling lambat")
    words = Paragraph("Pesan untuk pembeli", most=1000)

    @property
    def proposal(self) -> Proposal:
        return _proposal(Outcome(self.outcome.data), self.amount, self.day.data)


class DecideForm(Form):
    """What a mediator decides; `NONE` closes the complaint without anything."""

    NONE = "tidak"

    outcome = RadioField("Apa yang dilakukan?", [Chosen("Pilih putusannya.")])
    amount = Amount("Berapa rupiah yang kembali?", least=1, most=MOST_RUPIAH)
    words = Paragraph("Alasan", [Needed("Tulis alasannya: pembeli dan penjual membacanya.")], most=1000)

    @property
    def proposal(self) -> Proposal | None:
        if self.outcome.data == self.NONE:
            return None
        return _proposal(Outcome(self.outcome.data), self.amount)


def field_named(form: Form, name: str) -> Field | None:
    """Where the sentence of a BadClaim stands; without a field of that name it stands at the head of the form."""
    return next((one for one in form if one.name == name), None)


def offer_choices(outcomes: Sequence[Outcome]) -> list[tuple[str, str]]:
    """Outcomes as a field offers them."""
    return [(one.value, complaints.OUTCOME_WORDS[one]) for one in outcomes]


class RefuseForm(Form):
    words = Paragraph("Alasan", [Needed("Tulis alasannya: pembeli akan membacanya.")], most=1000)


class MediateForm(Form):
    words = Paragraph("Yang perlu diketahui penengah", most=1000)


SHEETS = {Sheet.OWN.value: "Stiker A6", Sheet.A4.value: "Kertas A4, dipotong"}


class PaperForm(Form):
    """How the papers of one parcel are printed; read from the address, so it changes nothing and needs no token."""

    class Meta(Form.Meta):
        csrf = False

    sheet = SelectField("Kertas di printer", choices=SHEETS, default=Sheet.OWN.value)
    boxes = Whole("Jumlah kotak", least=1, most=MOST_BOXES, default="1")


class PrintForm(Form):
    """Papers of many parcels; the ticked ones come as `parcel`."""

    kind = SelectField("Apa yang dicetak?", choices={one.value: one.value for one in PrintKind})
    sheet = SelectField("Kertas di printer", choices=SHEETS, default=Sheet.OWN.value)


class RecallForm(Form):
    reason = Paragraph("Alasannya", [Needed("Tulis alasannya: pembeli akan membacanya.")], most=400)


class PackForm(Form):
    """Base of the forms that `pack_form` makes: code and date of each line of food."""

    lines: ClassVar[Sequence[Unmarked]] = ()

    def rows(self) -> list[tuple[Unmarked, Any, Any]]:
        """Line with its two fields."""
        return [(one, self[f"code_{one.line_id}"], self[f"best_before_{one.line_id}"]) for one in self.lines]

    def command(self) -> dict[int, Mark]:
        return {one.line_id: Mark(code.data, day.data) for one, code, day in self.rows()}


def pack_form(lines: Sequence[Unmarked]) -> PackForm:
    """The form for these lines, prefilled with what a pack of today would say."""
    made: PackForm = type("PackedFoodForm", (PackForm,), _marks(lines))()
    return made


class ResendForm(SendForm, PackForm):
    """Base of the forms that `resend_form` makes: who carries it, and what stands on packs that have no code yet."""


def resend_form(lines: Sequence[Unmarked], *, shown: bool = False) -> ResendForm:
    """The form for goods that go to the buyer a second time. `shown`: it is not what was sent to us."""
    kind: type[ResendForm] = type("ResentFoodForm", (ResendForm,), _marks(lines))
    return kind(formdata=None) if shown else kind()


def _marks(lines: Sequence[Unmarked]) -> dict[str, Any]:
    """Two fields for each line."""
    fields: dict[str, Any] = {"lines": lines}
    for one in lines:
        fields[f"code_{one.line_id}"] = Line(
            "Kode produksi",
            [Needed("Tulis kodenya, misalnya B221126.")],
            most=MOST_CODE,
            default=one.usual_code,
        )
        fields[f"best_before_{one.line_id}"] = Day(
            "Baik digunakan sebelum",
            [Chosen("Pilih tanggalnya, seperti di kemasan.")],
            default=one.usual_date,
        )
    return fields


class PackedForm(Form):
    """Weighed at a post."""

    grams = Whole(
        "Berat paket, dalam gram", [Needed("Timbang dulu, lalu tulis beratnya.")], least=1, most=100_000
    )


class BringForm(Form):
    """By when a late part can be at its post."""

    day = Day("Bisa diantar paling lambat", [Chosen("Pilih harinya dari kalender.")])


class LateForm(Form):
    """What the buyer of a late part wants, and the day that she was shown."""

    choice = RadioField(
        "Mau bagaimana?",
        [Chosen("Pilih salah satu.")],
        choices={one.value: one.value for one in hub.LateAnswer},
    )
    until = HiddenField()


class SightingForm(Form):
    """A part gone through line by line; the fields carry the line's number: `tanda-7`, `kurang-7`, `catatan-7`."""

    def sightings(self, fields: Mapping[str, str], line_ids: Sequence[int]) -> dict[int, hub.Sighting]:
        """What was marked, of these lines; a line without a mark is left out, a number that is none counts as 0."""
        found = {}
        for line_id in line_ids:
            mark = fields.get(f"tanda-{line_id}", "")
            if mark in set(hub.Mark):
                missing = (fields.get(f"kurang-{line_id}") or "").strip()
                number = int(missing) if missing.isascii() and missing.isdigit() and len(missing) < 6 else 0
                note = " ".join(fields.get(f"catatan-{line_id}", "").replace("\x00", "").split())[:200]
                found[line_id] = hub.Sighting(hub.Mark(mark), number if mark != hub.Mark.THERE else 0, note)
        return found
