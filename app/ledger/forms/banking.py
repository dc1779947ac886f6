"""A bank account, as a seller or a keeper of a post types it."""

from wtforms import PasswordField, SelectField
from wtforms.fields.choices import SelectChoice

from app.accounts.service import TooManyTries, WrongPassword
from app.base.errors import RuleBroken
from app.ledger.rules.banks import BadAccountNumber, BadHolder, banks
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

    def refuse_beside(self, refusal: RuleBroken) -> None:
        """A refusal stands beside the field that it is about."""
        fields = {
            BadAccountNumber: self.number,
            BadHolder: self.holder,
            WrongPassword: self.password,
            TooManyTries: self.password,
        }
        self.refuse(refusal, fields.get(type(refusal)))
