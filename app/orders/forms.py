"""What a buyer types on the way to an order, and a seller on the way to a parcel."""

from collections.abc import Sequence
from typing import Any, ClassVar

from wtforms import Field, HiddenField, MultipleFileField, RadioField, SelectField
from wtforms.validators import ValidationError

from app.accounts import rules as people
from app.base.errors import RuleBroken
from app.delivery.rules.services import couriers
from app.orders.rules import complaint as complaints
from app.orders.rules.complaint import ComplaintKind, Outcome, Proposal
from app.orders.rules.numbers import id_of
from app.orders.rules.printing import MOST_BOXES, PrintKind
from app.paper.sending import Sheet
from app.regions.forms import PlaceForm
from app.web.forms import Amount, Chosen, Day, Form, Line, Needed, Paragraph, Whole


class AddForm(Form):
    """Into the cart. `variant` is a radio or a hidden field."""

    variant = HiddenField()
    pieces = Whole("Jumlah", least=1, most=999)

    @property
    def variant_id(self) -> int | None:
        return id_of(self.variant.data)


class PiecesForm(Form):
    """So many pieces of a line: as typed, or one more or less by a button."""

    STEPS: ClassVar = {"kurang": -1, "tambah": 1}

    pieces = Whole("Jumlah", least=0, most=999)
    step = HiddenField()

    @property
    def wanted(self) -> int:
        return (self.pieces.number or 0) + self.STEPS.get(str(self.step.data), 0)


class PhoneLine(Line):
    """A mobile number in any writing; `phone` is E.164."""

    phone: str | None = None

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        if validation_stopped or not self.data:
            return
        try:
            self.phone = people.normal_phone(self.data)
        except RuleBroken as refusal:
            raise ValidationError(refusal.message) from None


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


class AddressForm(PlaceForm):
    """Where to, and whom to call."""

    name = Line("Nama penerima", [Needed("Tulis nama penerimanya.")], most=80)
    phone = PhoneLine("Nomor HP penerima", [Needed("Tulis nomor HP, supaya kurir bisa menelepon.")], most=30)
    email = EmailLine("E-mail (boleh kosong)", most=120)
    street = Line("Jalan, nomor, RT/RW", [Needed("Tulis alamat lengkapnya.")], most=240)
    landmark = Line("Patokan (boleh kosong)", most=160)

    def command(self) -> dict[str, str]:
        """What is kept with the cart."""
        return {
            "name": self.name.data,
            "phone": self.phone.phone or "",
            "email": self.email.email or "",
            "village": self.chosen.code if self.chosen else "",
            "street": self.street.data,
            "landmark": self.landmark.data or "",
        }


class PlaceOrderForm(Form):
    """The last page before paying."""

    once = HiddenField()
    seal = HiddenField()


class DeclineForm(Form):
    reason = Line("Alasan", [Needed("Tulis alasannya: pembeli akan membacanya.")], most=300)


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
