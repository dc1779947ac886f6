"""What a seller says of her gerai."""

from wtforms import SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from app.delivery.rules import ZONE_WORDS, Zone
from app.regions.forms import PlaceForm
from app.web.forms import Chosen, Day, Form, Line, Needed, Paragraph


class BeginForm(Form):
    name = Line("Nama gerai", [Needed("Tulis nama gerainya, misalnya Payet Melati.")], most=60)


class DescribeForm(Form):
    name = Line("Nama gerai", [Needed("Tulis nama gerainya.")], most=60)
    story = Paragraph(
        "Cerita singkat", [Needed("Ceritakan sedikit: siapa yang membuat, apa yang dibuat.")], most=1200
    )


class SettleForm(PlaceForm):
    street = Line(
        "Jalan, gang, nomor rumah",
        [Needed("Tulis alamat rumahnya. Alamat ini tidak tampil di toko.")],
        most=160,
    )
    rt = Line("RT", most=6)
    rw = Line("RW", most=6)


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
