"""What a seller says of her gerai."""

from datetime import date
from typing import Any

import wtforms
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    FormField,
    HiddenField,
    RadioField,
    SelectMultipleField,
    StringField,
    ValidationError,
)
from wtforms.widgets import CheckboxInput, ColorInput, ListWidget

from app.base import colours
from app.base.errors import RuleBroken
from app.delivery.rules.services import GERAI, WAY_NAMES, Price, offered
from app.delivery.rules.ways import (
    LEAST_FEE,
    LEAST_RATE,
    MOST_DAYS,
    MOST_FEE,
    MOST_OWN_DAYS,
    MOST_RATE,
    SENT,
    OwnDelivery,
    Ways,
)
from app.delivery.rules.zones import ZONE_WORDS, Zone
from app.regions.forms import PlaceForm
from app.sellers.rules import OWN_COLOURS, PALETTE, Brand, normal_rt
from app.web.filters import dotted
from app.web.forms import Amount, Chosen, Day, Form, Line, Needed, Paragraph, Whole


class BeginForm(Form):
    name = Line("Nama gerai", [Needed("Tulis nama gerainya, misalnya Payet Melati.")], most=60)


class DescribeForm(Form):
    name = Line("Nama gerai", [Needed("Tulis nama gerainya.")], most=60)
    story = Paragraph(
        "Cerita singkat", [Needed("Ceritakan sedikit: siapa yang membuat, apa yang dibuat.")], most=1200
    )


class Neighbourhood(Line):
    """RT or RW; `number` is how it is kept."""

    number: str | None = None

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        try:
            self.number = normal_rt(self.data or "")
        except RuleBroken as refusal:
            raise ValidationError(refusal.message) from None


class SettleForm(PlaceForm):
    street = Line(
        "Jalan, gang, nomor rumah",
        [Needed("Tulis alamat rumahnya. Alamat ini tidak tampil di toko.")],
        most=160,
    )
    rt = Neighbourhood("RT", most=6)
    rw = Neighbourhood("RW", most=6)


class RateRow(wtforms.Form):
    """Her own price into one zone; nothing typed leaves the platform's."""

    first_kg = Amount("Kilogram pertama", least=LEAST_RATE, most=MOST_RATE)
    next_kg = Amount("Kilogram berikutnya", least=0, most=MOST_RATE)
    days = Whole("Paling lama (hari)", least=1, most=MOST_DAYS, unit="hari")

    @property
    def parts(self) -> list[Any]:
        return [self.first_kg, self.next_kg, self.days]

    @property
    def is_empty(self) -> bool:
        return not any((one.data or "").strip() for one in self.parts)

    @property
    def price(self) -> Price | None:
        first, following, days = self.first_kg.amount, self.next_kg.amount, self.days.number
        return None if first is None or following is None or days is None else Price(first, following, days)


class WaysForm(Form):
    """How far, by whom, at whose prices: the whole of it at once."""

    zones = SelectMultipleField(
        "Kirim ke mana saja?",
        choices={zone.value: ZONE_WORDS[zone] for zone in Zone},
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    services = SelectMultipleField("Lewat kurir apa?")
    own = BooleanField("Saya antar sendiri ke pembeli yang sekecamatan")
    own_fee = Amount("Ongkos antar", least=LEAST_FEE, most=MOST_FEE)
    own_days = Whole("Paling lama (hari)", least=0, most=MOST_OWN_DAYS, unit="hari")
    district = FormField(RateRow)
    city = FormField(RateRow)
    province = FormField(RateRow)
    country = FormField(RateRow)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = {code: one.shown for code, one in offered(today).items()}
        self.services.choices = list(({GERAI: WAY_NAMES[GERAI]} | names).items())

    @property
    def rate_rows(self) -> list[tuple[Zone, RateRow]]:
        return [(zone, self[zone.value].form) for zone in SENT]

    def validate(self, extra_validators: Any = None) -> bool:
        """What belongs together is typed together."""
        fine: bool = super().validate(extra_validators)
        typed = any((one.data or "").strip() for one in (self.own_fee, self.own_days))
        if self.own.data:
            wanted = [
                (self.own_fee, self.own_fee.amount, "Tulis ongkosnya; 0 kalau gratis."),
                (
                    self.own_days,
                    self.own_days.number,
                    "Tulis paling lama berapa hari; 0 kalau hari itu juga.",
                ),
            ]
            fine = _all_there(wanted) and fine
        elif typed:
            self.own.errors = ["Centang ini kalau mau mengantar sendiri, atau kosongkan ongkos dan harinya."]
            fine = False
        rows = [row for _, row in self.rate_rows if not row.is_empty]
        for row in rows:
            values = (row.first_kg.amount, row.next_kg.amount, row.days.number)
            sentence = "Isi ketiganya, atau kosongkan semua."
            fine = _all_there([(f, v, sentence) for f, v in zip(row.parts, values, strict=True)]) and fine
        if rows and self.services.data and GERAI not in self.services.data:
            self.services.errors = [
                f"Tarif Ibu berlaku untuk {WAY_NAMES[GERAI]}. Centang juga, atau kosongkan tarifnya."
            ]
            fine = False
        return fine

    @property
    def own_delivery(self) -> OwnDelivery | None:
        fee, days = self.own_fee.amount, self.own_days.number
        return OwnDelivery(fee, days) if self.own.data and fee is not None and days is not None else None

    @property
    def prices(self) -> dict[Zone, Price]:
        return {zone: row.price for zone, row in self.rate_rows if row.price}


def _all_there(wanted: list[tuple[Any, int | None, str]]) -> bool:
    fine = True
    for field, value, sentence in wanted:
        if value is None:
            field.errors = field.errors or [sentence]
            fine = False
    return fine


def ways_data(ways: Ways) -> dict[str, Any]:
    """What she has chosen, as the form shows it."""
    own = ways.own
    data: dict[str, Any] = {
        "zones": [zone.value for zone in Zone if zone in ways.zones],
        "services": list(ways.services),
        "own": own is not None,
        "own_fee": dotted(own.fee) if own else "",
        "own_days": str(own.days) if own else "",
    }
    for zone, price in ways.prices.items():
        data[zone.value] = {
            "first_kg": dotted(price.first_kg),
            "next_kg": dotted(price.next_kg),
            "days": str(price.days),
        }
    return data


class LeaveForm(Form):
    start = Day("Mulai libur", [Chosen("Pilih tanggal mulainya.")])
    end = Day("Hari libur terakhir", [Chosen("Pilih tanggal selesainya.")])


class Colour(StringField):
    """A colour from the phone's own picker."""

    widget = ColorInput()
    data: Any

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        try:
            self.data = colours.normal(self.data or "")
        except ValueError:
            raise ValidationError("Pilih warnanya dari kotak warna, ya.") from None


class BrandForm(Form):
    """Name and colours. A pair of the palette goes before the two free colours; a tone of advice before both."""

    name = Line("Nama merek", [Needed("Tulis nama mereknya. Nama gerai juga boleh.")], most=60)
    pair = RadioField(
        "Warna",
        [Chosen("Pilih warnanya.")],
        choices={one.key: one.words for one in PALETTE} | {OWN_COLOURS: "Pilih sendiri"},
    )
    main = Colour("Warna utama")
    accent = Colour("Warna kedua")
    tone = HiddenField()
    """`main:#rrggbb` or `accent:#rrggbb`, sent by the button beside an advice."""

    def wished(self, logo_key: str | None) -> Brand:
        """What she chose, with the logo that is there."""
        main, accent = self.main.data, self.accent.data
        for pair in PALETTE:
            if self.pair.data == pair.key:
                main, accent = pair.main, pair.accent
        field, _, tone = (self.tone.data or "").partition(":")
        try:
            tone = colours.normal(tone)
        except ValueError:
            field = ""
        return Brand(
            self.name.data,
            logo_key,
            tone if field == "main" else main,
            tone if field == "accent" else accent,
        )

    def show(self, brand: Brand) -> None:
        """Let the fields say what was chosen in the end."""
        self.pair.data = pair_of(brand)
        self.main.data, self.accent.data = brand.main, brand.accent


def pair_of(brand: Brand) -> str:
    """The key of the palette's pair that a brand has, else `OWN_COLOURS`."""
    here = (one.key for one in PALETTE if (one.main, one.accent) == (brand.main, brand.accent))
    return next(here, OWN_COLOURS)


class LogoForm(Form):
    logo = FileField("Logo")


class LeastOrderForm(Form):
    amount = Amount("Minimal belanja", least=1_000, most=10_000_000)
