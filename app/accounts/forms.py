"""What people type to come in."""

from typing import Any

from wtforms import BooleanField, HiddenField, PasswordField, SelectField
from wtforms.validators import ValidationError

from app.accounts import rules
from app.accounts.rules import Identity
from app.base.actor import CHAIR, HEAD, Role
from app.base.errors import RuleBroken
from app.regions.forms import CityForm
from app.web.forms import Chosen, Form, Line, Needed


class IdentityLine(Line):
    """A phone number in any writing, or an e-mail address; `identity` is what it means."""

    identity: Identity | None = None

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        if validation_stopped or not self.data:
            return
        try:
            self.identity = rules.identity_of(self.data)
        except RuleBroken as refusal:
            raise ValidationError(refusal.message) from None


class PhoneLine(Line):
    """A mobile number in any writing; `phone` is E.164."""

    phone: str | None = None

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        if validation_stopped or not self.data:
            return
        try:
            self.phone = rules.normal_phone(self.data)
        except RuleBroken as refusal:
            raise ValidationError(refusal.message) from None


_WHO = "Nomor HP atau e-mail"


class SignInForm(Form):
    who = IdentityLine(_WHO, [Needed("Tulis nomor HP atau e-mail Anda.")])
    password = PasswordField("Kata sandi", [Needed("Tulis kata sandinya.")])
    parked = HiddenField()
    """What was typed when the last sign-in ended, to be given back."""


class SignUpForm(Form):
    name = Line("Nama Anda", [Needed("Tulis nama Anda.")], most=80)
    who = IdentityLine(_WHO, [Needed("Tulis nomor HP atau e-mail Anda.")])
    password = PasswordField("Kata sandi baru", [Needed("Buat kata sandi, sedikitnya 8 huruf atau angka.")])


class ForgotForm(Form):
    who = IdentityLine(_WHO, [Needed("Tulis nomor HP atau e-mail yang Anda pakai untuk masuk.")])


class NewPasswordForm(Form):
    """By a one-time link. `who` is asked only of a person who has neither phone nor e-mail on record."""

    who = IdentityLine(_WHO)
    password = PasswordField("Kata sandi baru", [Needed("Buat kata sandi, sedikitnya 8 huruf atau angka.")])


class ChangePasswordForm(Form):
    old_password = PasswordField("Kata sandi sekarang", [Needed("Tulis kata sandi yang sekarang.")])
    password = PasswordField(
        "Kata sandi baru", [Needed("Buat kata sandi baru, sedikitnya 8 huruf atau angka.")]
    )


class NameForm(Form):
    name = Line("Nama", [Needed("Tulis nama Anda.")], most=80)


POKJA = {
    "": "Tidak perlu",
    CHAIR: "Ketua TP PKK",
    "I": "Pokja I",
    "II": "Pokja II",
    "III": "Pokja III",
    "IV": "Pokja IV",
    HEAD: "Kepala instansi",
}


class StaffForm(CityForm):
    """A new officer or curator, made by the admin."""

    name = Line("Nama", [Needed("Tulis namanya.")], most=80)
    who = IdentityLine(_WHO, [Needed("Tulis nomor HP atau e-mailnya.")])
    role = SelectField(
        "Peran",
        [Chosen("Pilih perannya.")],
        choices={
            Role.OFFICER.value: "Petugas dinas",
            Role.CURATOR.value: "Kurator PKK",
            Role.ADMIN.value: "Admin",
        },
    )
    agency = SelectField("Instansi", coerce=str, validate_choice=True)
    pokja = SelectField("Pokja atau jabatan", choices=POKJA)
    same_person = BooleanField("Ya, ini orang yang sama. Tambahkan perannya ke akun itu.")

    def validate(self, extra_validators: Any = None) -> bool:
        """An admin's reach is everything, a curator's may be; an officer needs a place and an agency."""
        self.place_is_needed = self.role.data == Role.OFFICER
        fine = super().validate(extra_validators)
        if fine and self.role.data == Role.OFFICER and not self.agency.data:
            self.agency.errors = ["Pilih instansinya."]
            return False
        return fine


class KaderForm(CityForm):
    """A new kader, made by an officer for a part of her region."""

    name = Line("Nama kader", [Needed("Tulis namanya.")], most=80)
    who = IdentityLine(_WHO, [Needed("Tulis nomor HP atau e-mailnya.")])
    same_person = BooleanField("Ya, ini orang yang sama. Tambahkan perannya ke akun itu.")
