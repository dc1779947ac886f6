"""Fields of forms: what people type on phones is read, what cannot be read stays where it is and is said."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import SelectField, SelectMultipleField

from app.base.errors import RuleBroken
from app.web.forms import Amount, Chosen, Day, Form, Line, Needed, Paragraph, Whole

NUMBERS = "Tulis dengan angka saja."
RUPIAH = "Tulis harganya dalam rupiah, misalnya 25.000."
LIST = "Pilih salah satu dari daftar."


class Everything(Form):
    class Meta(Form.Meta):
        csrf = False

    name = Line("Nama", [Needed("Tulis namanya.")], most=20)
    story = Paragraph("Cerita", most=30)
    pieces = Whole("Jumlah", least=1, most=9_999, unit="buah")
    price = Amount("Harga", least=500, most=50_000_000)
    day = Day("Hari")
    must = Day("Hari wajib", [Chosen("Pilih tanggalnya.")])
    kind = SelectField("Jenis", [Chosen("Pilih jenisnya.")], choices={"a": "A", "b": "B"})
    zones = SelectMultipleField("Ke mana", choices={"x": "X", "y": "Y"})


def sent(app: Flask, **fields: Any) -> Everything:
    data = MultiDict({"name": "Sari", "must": "2026-11-22", "kind": "a", **fields})
    with app.test_request_context("/", method="POST", data=data):
        form = Everything()
        form.validate()
        return form


@pytest.mark.parametrize(
    ("typed", "name", "errors"),
    [
        ("  Ibu   Sari ", "Ibu Sari", []),
        ("Sari\u2028Bcc:\u00a0x", "Sari Bcc: x", []),
        ("Sa\x00ri", "Sari", []),
        ("", "", ["Tulis namanya."]),
        ("   ", "", ["Tulis namanya."]),
        ("\x00", "", ["Tulis namanya."]),
        ("x" * 20, "x" * 20, []),
        ("x" * 21, "x" * 21, ["Terlalu panjang: paling banyak 20 huruf."]),
        ("<b>&", "<b>&", []),
    ],
)
def test_a_line_is_tidied(app: Flask, typed: str, name: str, errors: list[str]) -> None:
    form = sent(app, name=typed)
    assert ((form.name.data or "").strip(), list(form.name.errors)) == (name, errors)


def test_a_paragraph_keeps_its_line_breaks(app: Flask) -> None:
    form = sent(app, story="\r\nSatu\r\n\r\n  dua\x00 \r\n")
    assert form.story.data == "Satu\n\n  dua"
    assert list(sent(app, story="x" * 31).story.errors) == ["Terlalu panjang: paling banyak 30 huruf."]


@pytest.mark.parametrize(
    ("typed", "number", "errors"),
    [
        ("12", 12, []),
        (" 12 ", 12, []),
        ("12 buah", 12, []),
        ("1.250", 1250, []),
        ("", None, []),
        ("1", 1, []),
        ("9999", 9999, []),
        ("0", None, ["Isi antara 1 dan 9.999."]),
        ("-3", None, ["Isi antara 1 dan 9.999."]),
        ("10000", None, ["Isi antara 1 dan 9.999."]),
        ("999999999999999", None, ["Isi antara 1 dan 9.999."]),
        ("9" * 400, None, [NUMBERS]),
        ("1.5", None, [NUMBERS]),  # not fifteen
        ("1,5", None, [NUMBERS]),
        ("dua", None, [NUMBERS]),
        ("1e3", None, [NUMBERS]),
        ("٣", None, [NUMBERS]),
        ("0x10", None, [NUMBERS]),
        ("buah", None, [NUMBERS]),
    ],
)
def test_a_whole_number_within_its_limits(
    app: Flask, typed: str, number: int | None, errors: list[str]
) -> None:
    form = sent(app, pieces=typed)
    assert (form.pieces.number, list(form.pieces.errors), form.pieces.data) == (number, errors, typed)


BETWEEN = "Isi antara Rp500 dan Rp50.000.000. Periksa nolnya."


@pytest.mark.parametrize(
    ("typed", "amount", "errors"),
    [
        ("45000", 45_000, []),
        ("45.000", 45_000, []),
        ("Rp 45.000", 45_000, []),
        ("", None, []),
        ("499", None, [BETWEEN]),
        ("50.000.001", None, [BETWEEN]),
        ("murah", None, [RUPIAH]),
        ("-45000", None, [RUPIAH]),
        ("9" * 400, None, [BETWEEN]),
    ],
)
def test_an_amount_in_any_usual_writing(
    app: Flask, typed: str, amount: int | None, errors: list[str]
) -> None:
    form = sent(app, price=typed)
    assert (form.price.amount, form.price.data) == (amount, typed)
    assert list(form.price.errors) in (errors, [RUPIAH] if errors else [])


@pytest.mark.parametrize(
    ("typed", "day", "errors"),
    [
        ("2026-11-22", date(2026, 11, 22), []),
        ("", None, []),
        ("  ", None, []),
        ("22/11/2026", None, ["Tanggal ini belum terbaca. Pilih dari kalender, ya."]),
        ("2026-02-30", None, ["Tanggal ini belum terbaca. Pilih dari kalender, ya."]),
        ("besok", None, ["Tanggal ini belum terbaca. Pilih dari kalender, ya."]),
        ("99999-01-01", None, ["Tanggal ini belum terbaca. Pilih dari kalender, ya."]),
    ],
)
def test_a_day_from_the_calendar(app: Flask, typed: str, day: date | None, errors: list[str]) -> None:
    form = sent(app, day=typed)
    assert (form.day.data, list(form.day.errors)) == (day, errors)
    if errors:
        assert form.day._value() == typed


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ("", ["Pilih tanggalnya."]),
        ("besok", ["Tanggal ini belum terbaca. Pilih dari kalender, ya."]),
        ("2026-11-22", []),
    ],
)
def test_a_day_that_must_be_chosen_says_one_thing(app: Flask, typed: str, errors: list[str]) -> None:
    assert list(sent(app, must=typed).must.errors) == errors


@pytest.mark.parametrize(("typed", "errors"), [("a", []), ("", ["Pilih jenisnya."]), ("c", [LIST])])
def test_one_of_a_list(app: Flask, typed: str, errors: list[str]) -> None:
    assert list(sent(app, kind=typed).kind.errors) == errors


def test_some_of_a_list_and_none_that_is_not_on_it(app: Flask) -> None:
    assert list(sent(app).zones.errors) == []
    with app.test_request_context("/", method="POST", data=MultiDict([("zones", "x"), ("zones", "z")])):
        form = Everything()
        form.validate()
    assert list(form.zones.errors) == ["Pilih dari daftar."]


def test_the_first_field_that_is_wrong_takes_the_focus_and_no_other(app: Flask) -> None:
    data = MultiDict({"name": "Sari", "must": "", "price": "gratis", "kind": "a"})
    with app.test_request_context("/", method="POST", data=data):
        form = Everything()
        assert not form.validate_on_submit()
        assert [one.name for one in form if "autofocus" in one()] == ["price"]
        form.refuse(RuleBroken("Nama ini sudah dipakai."), form.name)
        assert [one.name for one in form if "autofocus" in one()] == ["name"]
        form.refuse(RuleBroken("Hari ini sudah penuh."))
        assert [one.name for one in form if "autofocus" in one()] == []  # it stands at the head
