"""What a seller says of her gerai."""

from typing import Any

from flask_wtf.file import FileField
from wtforms import HiddenField, RadioField, SelectMultipleField, StringField, ValidationError
from wtforms.widgets import CheckboxInput, ColorInput, ListWidget

from app.base import colours
from app.base.errors import RuleBroken
from app.delivery.rules.zones import ZONE_WORDS, Zone
from app.regions.forms import PlaceForm
from app.sellers.rules import OWN_COLOURS, PALETTE, Brand, normal_rt
from app.web.forms import Amount, Chosen, Day, Form, Line, Needed, Paragraph


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


class WaysForm(Form):
    zones = SelectMultipleField(
        "Kirim ke mana saja?",
        choices={zone.value: ZONE_WORDS[zone] for zone in Zone},
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )


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
