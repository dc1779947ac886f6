"""What a buyer types on the way to an order, and a seller on the way to a parcel."""

from typing import Any, ClassVar

from flask import session
from wtforms import HiddenField, SelectField
from wtforms.validators import ValidationError

from app.accounts import rules as people
from app.base.errors import RuleBroken
from app.catalog.rules.notes import MOST_LETTERS
from app.delivery.rules.services import couriers
from app.orders.rules.address import check_town, normal_postal_code
from app.orders.rules.numbers import id_of
from app.orders.rules.printing import MOST_BOXES, PrintKind
from app.paper.sending import Sheet
from app.regions import queries as regions
from app.regions.forms import PlaceForm
from app.sellers.forms import Neighbourhood
from app.web.forms import Form, Line, Needed, Whole


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
