"""What a seller says of her gerai."""

from typing import Any

from wtforms import SelectMultipleField, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from app.base.errors import RuleBroken
from app.delivery.rules import ZONE_WORDS, Zone
from app.regions.forms import PlaceForm
from app.sellers.rules import normal_rt
from app.web.forms import Chosen, Day, Form, Line, Needed, Paragraph


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
