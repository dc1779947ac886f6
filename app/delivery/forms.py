"""What an officer types about a post."""

from wtforms import SelectField

from app.accounts.forms import PhoneLine
from app.delivery.rules.posts import MOST_GATHER_DAYS, MOST_HANDLING
from app.delivery.service import PostPlan
from app.regions.forms import PlaceForm
from app.web.forms import Amount, Chosen, Line, Needed, Whole


class PostForm(PlaceForm):
    """Where it is, when it is open, what it takes."""

    agency = SelectField("Diselenggarakan oleh", [Chosen("Pilih penyelenggaranya.")])
    name = Line("Nama posko", [Needed("Tulis nama poskonya, misalnya Posko PKK Cipondoh.")], most=60)
    street = Line("Jalan dan nomor", [Needed("Tulis alamatnya, supaya pembuat bisa mengantar.")], most=160)
    hours = Line("Jam buka", [Needed("Tulis hari dan jam bukanya.")], most=80)
    phone = PhoneLine("Nomor HP posko", [Needed("Tulis nomor yang bisa ditelepon pembuat.")], most=30)
    handling = Amount(
        "Biaya posko per paket", [Needed("Tulis biayanya. Isi 0 kalau gratis.")], least=0, most=MOST_HANDLING
    )
    days = Whole(
        "Hari kerja untuk mengumpulkan",
        [Needed("Tulis berapa hari kerja.")],
        least=1,
        most=MOST_GATHER_DAYS,
    )

    def plan(self) -> PostPlan:
        """What is kept."""
        return PostPlan(
            agency_id=int(self.agency.data),
            name=self.name.data or "",
            village_code=self.chosen.code if self.chosen else "",
            street=self.street.data or "",
            hours=self.hours.data or "",
            phone=self.phone.phone or "",
            handling_fee=self.handling.amount or 0,
            gather_days=self.days.number or 1,
        )
