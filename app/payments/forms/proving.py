"""What a buyer sends as proof of payment, and what its seller says to it."""

from wtforms import FileField, HiddenField, RadioField

from app.orders.rules.numbers import id_of
from app.payments.rules.proving import REASONS, NeedsReason, reason_of
from app.web.forms import Amount, Form, Line, Needed

MOST_RUPIAH = 10_000_000_000


class ProofForm(Form):
    """A photo of what the bank or the wallet says; amount and name help to find it."""

    photo = FileField("Foto bukti bayar")
    amount = Amount("Jumlah yang Anda kirim", least=1, most=MOST_RUPIAH, what="jumlahnya")
    payer = Line("Atas nama", most=80)

    @property
    def content(self) -> bytes:
        """What was chosen; empty when nothing was."""
        return bytes(self.photo.data.read()) if getattr(self.photo.data, "filename", "") else b""


class SeenForm(Form):
    """How much came. `decision` is sent by the second button, which is there after the amounts differed: the amount for which
    it was offered, so that nobody takes another one than she has read."""

    amount = Amount(
        "Berapa yang masuk?",
        [Needed("Tulis jumlah yang Ibu lihat masuk, sampai rupiah terakhir.")],
        least=1,
        most=MOST_RUPIAH,
        what="jumlahnya",
    )
    decision = HiddenField()

    @property
    def accepts(self) -> int | None:
        """The amount that she takes as it is; none unless she has pressed that button."""
        return id_of(self.decision.data)


class SendBackForm(Form):
    """Why the money is not there: chosen from a list, in her own words, or both."""

    why = RadioField(
        "Kenapa belum cocok?",
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

    def validate(self, extra_validators: object = None) -> bool:
        fine: bool = super().validate(extra_validators)
        if fine and not self.reason:
            self.why.errors = [NeedsReason.message]
            return False
        return fine
