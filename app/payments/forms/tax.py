"""What a seller states about her turnover."""

from flask_wtf.file import FileField
from wtforms import BooleanField

from app.web.forms import Form


class TurnoverForm(Form):
    """The statement of one year. What it says stands beside the box, with the year's limit."""

    stated = BooleanField("Ya, saya menyatakan begitu.")
    letter = FileField("Foto surat pernyataan yang sudah ditandatangani")
