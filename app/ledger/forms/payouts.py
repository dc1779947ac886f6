"""What the bank said of a payout, as an admin types it."""

from flask_wtf.file import FileField
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from app.ledger.rules.payouts import BOUNCE_WORDS
from app.web.forms import Chosen, Form, Line, Needed


class PaidForm(Form):
    """The bank's number of the transfer, and a picture of its slip."""

    reference = Line("Nomor referensi bank", [Needed("Tulis nomor referensi dari bank.")], most=60)
    proof = FileField("Foto bukti transfer")


class BouncedForm(Form):
    reason = RadioField(
        "Kata bank",
        [Chosen("Pilih alasan dari bank.")],
        choices=[SelectChoice(reason.value, words) for reason, words in BOUNCE_WORDS.items()],
    )
