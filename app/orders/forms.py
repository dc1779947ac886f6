"""What a buyer types on the way to an order, and a seller on the way to a parcel."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from wtforms import HiddenField, RadioField, SelectField
from wtforms.validators import ValidationError

from app.accounts import rules as people
from app.accounts.forms import PhoneLine
from app.base.errors import RuleBroken
from app.delivery.rules.services import couriers
from app.orders.rules.hub import LateAnswer, Mark, Sighting
from app.orders.rules.numbers import id_of
from app.orders.rules.printing import MOST_BOXES, PrintKind
from app.paper.sending import Sheet
from app.regions.forms import PlaceForm
from app.web.forms import Chosen, Day, Form, Line, Needed, Whole


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


class PackedForm(Form):
    """Weighed at a post."""

    grams = Whole(
        "Berat paket, dalam gram", [Needed("Timbang dulu, lalu tulis beratnya.")], least=1, most=100_000
    )


class CodeForm(Form):
    """What the buyer says when she fetches her parcel."""

    code = Line("Kode dari pembeli", [Needed("Minta kodenya ke pembeli.")], most=12)


class BringForm(Form):
    """By when a late part can be at its post."""

    day = Day("Bisa diantar paling lambat", [Chosen("Pilih harinya dari kalender.")])


class LateForm(Form):
    """What the buyer of a late part wants, and the day that she was shown."""

    choice = RadioField(
        "Mau bagaimana?",
        [Chosen("Pilih salah satu.")],
        choices={one.value: one.value for one in LateAnswer},
    )
    until = HiddenField()


class SightingForm(Form):
    """A part gone through line by line; the fields carry the line's number: `tanda-7`, `kurang-7`, `catatan-7`."""

    def sightings(self, fields: Mapping[str, str], line_ids: Sequence[int]) -> dict[int, Sighting]:
        """What was marked, of these lines; a line without a mark is left out, a number that is none counts as 0."""
        found = {}
        for line_id in line_ids:
            mark = fields.get(f"tanda-{line_id}", "")
            if mark in set(Mark):
                missing = (fields.get(f"kurang-{line_id}") or "").strip()
                number = int(missing) if missing.isascii() and missing.isdigit() and len(missing) < 6 else 0
                note = " ".join(fields.get(f"catatan-{line_id}", "").replace("\x00", "").split())[:200]
                found[line_id] = Sighting(Mark(mark), number if mark != Mark.THERE else 0, note)
        return found
