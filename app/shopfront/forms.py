"""What a visitor tells the shop."""

from wtforms import HiddenField, StringField, SubmitField

from app.regions.forms import PlaceForm
from app.regions.rules import Level
from app.web.forms import at_most


class DestinationForm(PlaceForm):
    """A kabupaten/kota to which dates are counted, and the page to go back to."""

    place_levels = (Level.CITY,)
    place_called = "nama kabupaten atau kota"
    place_hint = "Coba nama kabupaten atau kotanya saja."
    place_words = StringField("Kabupaten atau kota", [at_most(120)])
    back = HiddenField()
    forget = SubmitField("Hapus tujuan")

    def validate(self, extra_validators: object = None) -> bool:
        """Who takes the destination away need not choose one."""
        if self.forget.data:
            self.place_is_needed = False
            self.place_words.data = ""
        return super().validate(extra_validators)
