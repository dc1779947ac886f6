"""What stands at the head of minutes of hand-over."""

from app.payments.rules.minutes import Minutes
from app.web.forms import Chosen, Day, Form, Line, Needed


class MinutesForm(Form):
    number = Line("Nomor berita acara", [Needed("Tulis nomor berita acaranya.")], most=80)
    on = Day("Tanggal barang diserahkan", [Chosen("Pilih tanggalnya.")])

    @property
    def minutes(self) -> Minutes:
        return Minutes(self.number.data, self.on.data)
