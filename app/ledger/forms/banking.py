"""A bank account, as a seller types it."""

from wtforms import PasswordField, SelectField
from wtforms.fields.choices import SelectChoice

from app.ledger.rules.banks import banks
from app.web.forms import Chosen, Form, Line, Needed


class AccountForm(Form):
    """What is typed of the number stays as it was typed; the password is never shown again."""

    bank = SelectField("Bank", [Chosen("Pilih banknya dari daftar.")])
    number = Line("Nomor rekening", [Needed("Tulis nomor rekeningnya.")], most=40)
    holder = Line(
        "Nama pemilik rekening", [Needed("Tulis nama pemiliknya, seperti di buku tabungan.")], most=80
    )
    password = PasswordField("Kata sandi Ibu", [Needed("Ketik kata sandi yang Ibu pakai untuk masuk.")])

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.bank.choices = [
            SelectChoice("", "Pilih bank"),
            *(SelectChoice(one.code, one.name) for one in banks().values()),
        ]
