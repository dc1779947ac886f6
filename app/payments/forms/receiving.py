"""What a seller sends of her QRIS sticker."""

from flask_wtf.file import FileField
from wtforms import HiddenField

from app.payments.rules.qris import BadNmid
from app.web.forms import Form, Line, Needed


class StickerForm(Form):
    photo = FileField("Foto stiker")
    nmid = Line("NMID di stiker", [Needed(BadNmid.message)], most=40)


class ConfirmStickerForm(Form):
    """The photo that she has sent and the number that she typed, once more, as the page showed them."""

    evidence = HiddenField()
    nmid = HiddenField()
