"""The base of every form: CSRF, Indonesian sentences, stripped text, and nothing typed is ever lost."""

import re
from collections.abc import Sequence
from typing import Any, ClassVar

from flask import request
from flask_wtf import FlaskForm
from wtforms import DateField, Field, HiddenField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length, StopValidation

from app.base.errors import RuleBroken
from app.base.money import Rupiah, format_rupiah, parse_rupiah
from app.web import parked
from app.web.doors import maybe_actor

_WHOLE = re.compile(r"-?(?:[0-9]{1,15}|[0-9]{1,3}(?:\.[0-9]{3}){1,4})")
"""A dot parts thousands only: 1.5 is not fifteen."""

STALE = "Halaman ini sudah lama terbuka. Tulisan Anda masih ada; tekan tombolnya sekali lagi."


class _Words:
    """WTForms' own sentences, which know no Indonesian: those that a page can be made to say."""

    SENTENCES: ClassVar = {
        "Not a valid choice.": "Pilih salah satu dari daftar.",
        "Invalid Choice: could not coerce.": "Pilih salah satu dari daftar.",
    }

    def gettext(self, sentence: str) -> str:
        return self.SENTENCES.get(sentence, sentence)

    def ngettext(self, one: str, many: str, count: int) -> str:
        return "Pilih dari daftar." if "valid choice" in one else self.gettext(one)


class Form(FlaskForm):
    """Checks shape only (filled, length, number); rules decide meaning. Subclasses may offer `command()`."""

    class Meta(FlaskForm.Meta):
        csrf_time_limit = None

        def wrap_formdata(self, form: FlaskForm, formdata: Any) -> Any:
            """What was sent; on opening the page, what was parked when the sign-in ended."""
            sent = super().wrap_formdata(form, formdata)
            if sent is not None or request.method != "GET" or parked.ARGUMENT not in request.args:
                return sent
            who = maybe_actor()
            return parked.waiting_for(who.by_id) if who else None

        def get_translations(self, form: FlaskForm) -> _Words:
            return _Words()

    def validate_on_submit(self, extra_validators: object = None) -> bool:
        """Sent, and in shape; else the page leads to what is wrong."""
        fine: bool = super().validate_on_submit(extra_validators)
        self._lead_to_wrong()
        return fine

    @property
    def stale(self) -> bool:
        """The page's token no longer holds: sent from a page of an earlier visit, or from elsewhere."""
        return "csrf_token" in self.errors

    def refuse(self, refusal: RuleBroken, field: Field | None = None) -> None:
        """Put a rule's refusal beside a field, or at the head of the form."""
        if field is None:
            self.form_errors.append(refusal.message)
        else:
            field.errors = [*field.errors, refusal.message]
        self._lead_to_wrong()

    def _lead_to_wrong(self) -> None:
        """The first field that is wrong takes the focus when the page opens again: on a phone it may stand far below the fold,
        and who hears the page hears at once what is wrong. What stands at the head of the form is seen without that."""
        for field in self:
            field.render_kw = {
                name: value for name, value in (field.render_kw or {}).items() if name != "autofocus"
            }
        wrong = next((one for one in self if one.errors and not isinstance(one, HiddenField)), None)
        if wrong is not None and not self.problems:
            wrong.render_kw["autofocus"] = True

    @property
    def problems(self) -> list[str]:
        """Sentences for the head of the form."""
        return [STALE] if self.stale else list(self.form_errors)


class Act(Form):
    """A button on its own: nothing but the token."""


class Needed(InputRequired):
    """The field must be filled; says so in words of its own."""

    def __init__(self, message: str) -> None:
        super().__init__(message)

    def __call__(self, form: Any, field: Field) -> None:
        if not isinstance(field.data, str) or not field.data.strip():
            field.errors = []
            raise StopValidation(self.message)


class Chosen(InputRequired):
    """One of the offered values must be chosen."""

    def __call__(self, form: Any, field: Field) -> None:
        if field.process_errors:
            raise StopValidation  # it was chosen, and cannot be read
        if field.data in (None, "", []):
            field.errors = []
            raise StopValidation(self.message)


def at_most(letters: int) -> Length:
    return Length(max=letters, message=f"Terlalu panjang: paling banyak {letters} huruf.")


def _stripped(text: str | None) -> str | None:
    return " ".join(text.split()) if text else text


def _trimmed(text: str | None) -> str | None:
    return text.replace("\r\n", "\n").replace("\x00", "").strip() if text else text


class Line(StringField):
    """One line of text, blanks tidied."""

    def __init__(self, label: str, validators: Sequence[Any] = (), *, most: int = 120, **kwargs: Any) -> None:
        super().__init__(label, [*validators, at_most(most)], filters=[_clean, _stripped], **kwargs)


class Paragraph(TextAreaField):
    """Several lines of plain text."""

    def __init__(
        self, label: str, validators: Sequence[Any] = (), *, most: int = 2000, **kwargs: Any
    ) -> None:
        super().__init__(label, [*validators, at_most(most)], filters=[_trimmed], **kwargs)


def _clean(text: str | None) -> str | None:
    return text.replace("\x00", "") if text else text


class Whole(StringField):
    """A whole number within limits, as typed on a phone; what cannot be read stays in the field."""

    def __init__(
        self,
        label: str,
        validators: Sequence[Any] = (),
        *,
        least: int,
        most: int,
        unit: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, filters=[_clean], **kwargs)
        self.least, self.most, self.unit = least, most, unit
        self.number: int | None = None

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        text = (self.data or "").strip()
        if validation_stopped or not text:
            return
        digits = text.removesuffix(self.unit).strip() if self.unit else text
        if not _WHOLE.fullmatch(digits):
            raise ValidationError("Tulis dengan angka saja.")
        number = int(digits.replace(".", ""))
        if not self.least <= number <= self.most:
            low, high = _dotted(self.least), _dotted(self.most)
            raise ValidationError(f"Isi antara {low} dan {high}.")
        self.number = number


class Day(DateField):
    """A day from the calendar. Empty is fine unless it must be chosen; what cannot be read stays and says so."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        if valuelist and valuelist[0].strip():
            try:
                super().process_formdata(valuelist)
            except ValueError:
                raise ValueError("Tanggal ini belum terbaca. Pilih dari kalender, ya.") from None


class Amount(StringField):
    """An amount of rupiah in any usual writing; `amount` is the whole rupiah, `what` names it when it cannot be read."""

    def __init__(
        self,
        label: str,
        validators: Sequence[Any] = (),
        *,
        least: int,
        most: int,
        what: str = "harganya",
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, filters=[_clean], **kwargs)
        self.least, self.most, self.what = least, most, what
        self.amount: Rupiah | None = None

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        text = (self.data or "").strip()
        if validation_stopped or not text:
            return
        try:
            amount = parse_rupiah(text)
        except ValueError:
            raise ValidationError(f"Tulis {self.what} dalam rupiah, misalnya 25.000.") from None
        if not self.least <= amount <= self.most:
            raise ValidationError(
                f"Isi antara {format_rupiah(self.least)} dan {format_rupiah(self.most)}. Periksa nolnya."
            )
        self.amount = amount


def _dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")
