"""Choosing a place: type a name or a postal code, press "Cari", choose. Works without JavaScript."""

from collections.abc import Sequence
from typing import Any

from wtforms import HiddenField, SelectField, StringField

from app.regions import queries
from app.regions.models import AgencyKind, Region
from app.regions.rules import Level
from app.web.forms import Chosen, Form, Line, Needed, at_most


class LastHidden(HiddenField):
    """The last value counts: a fresh choice stands behind the one that was made before."""

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist:
            self.data = valuelist[-1]


class PlaceForm(Form):
    """A form with one place in it. `place` is the chosen code; `matches` is what there is to choose from."""

    place_levels: Sequence[Level] = (Level.VILLAGE,)
    place_is_needed = True
    place_called = "nama kelurahan atau kode pos"
    place_hint = "Coba nama kecamatan atau kode posnya."

    place_words = StringField("Kelurahan atau desa", [at_most(120)])
    place = LastHidden()
    look_for_place = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.matches: Sequence[Region] = []
        self.chosen: Region | None = None
        code = str(self.place.data or "")
        if code:
            self.chosen = queries.at_level(code, self.place_levels)

    def validate(self, extra_validators: Any = None) -> bool:
        """False while a place is still being looked for: the page comes back with what was found."""
        if self.look_for_place.data:
            self._look()
            return False
        fine: bool = super().validate(extra_validators)
        if self.chosen is not None and not queries.fits(self.chosen.code, self.place_words.data or ""):
            self.chosen = None  # other words stand there now than those by which it was chosen
        if self.chosen is None and (self.place_is_needed or self.place_words.data):
            self._look()
            if len(self.matches) == 1:
                self.chosen = self.matches[0]
                self.place.data = self.chosen.code
                return fine
            if not self.place_words.errors:
                self.place_words.errors = [self._missing()]
            return False
        return fine

    def _look(self) -> None:
        words = (self.place_words.data or "").strip()
        if words:
            self.matches = queries.find(words, levels=self.place_levels)
            if not self.matches:
                self.place_words.errors = [f"“{words}” tidak ditemukan. {self.place_hint}"]
        elif self.look_for_place.data:
            self.place_words.errors = [f"Tulis dulu {self.place_called}nya."]

    def _missing(self) -> str:
        if self.matches:
            return "Pilih salah satu di bawah ini."
        return f"Tulis {self.place_called}, lalu tekan Cari."


class CityForm(PlaceForm):
    """The place is a province, a kabupaten/kota or smaller: the reach of an agency or a curator."""

    place_levels = (Level.PROVINCE, Level.CITY, Level.DISTRICT, Level.VILLAGE)
    place_words = StringField("Wilayah", [at_most(120)])


class AgencyForm(CityForm):
    """A new agency."""

    name = Line("Nama instansi", [Needed("Tulis nama instansinya, misalnya Dinas Sosial Kota Tangerang.")])
    kind = SelectField(
        "Jenis",
        [Chosen("Pilih jenisnya.")],
        choices={
            AgencyKind.DINAS.value: "Dinas",
            AgencyKind.PKK.value: "TP PKK",
            AgencyKind.OTHER.value: "Lembaga lain",
        },
    )
