"""A PKK post: where the goods of several makers come together before they travel as one parcel."""

from dataclasses import dataclass
from datetime import date

from app.base.errors import RuleBroken
from app.delivery.rules.calendar import working_days_later

MOST_HANDLING = 50_000
MOST_GATHER_DAYS = 7


class NotInReach(RuleBroken):
    message = "Wilayah ini di luar wilayah kerja Anda. Pilih kelurahan atau desa di wilayah Anda."


class NameTaken(RuleBroken):
    message = "Sudah ada posko dengan nama ini di kelurahan itu. Beri nama lain, ya."


class NobodyKeeps(RuleBroken):
    message = "Tunjuk dulu paling sedikit satu penjaga, supaya ada yang memeriksa barangnya."


@dataclass(frozen=True)
class PostFacts:
    """What checkout and parcels need to know of a post. Fees in rupiah, `gather_days` in working days."""

    id: int
    name: str
    village_code: str
    place: str
    street: str
    hours: str
    phone: str
    handling_fee: int
    gather_days: int

    @property
    def address(self) -> str:
        return f"{self.street}, {self.place}"


def city_of(code: str) -> str:
    """The kabupaten/kota of a village's code."""
    return code[:5]


def reaches(post_village: str, seller_village: str) -> bool:
    """A post gathers from its own kabupaten/kota: as far as a maker can bring her goods herself."""
    return city_of(post_village) == city_of(seller_village)


def complete_on(bring_by: date, gather_days: int) -> date:
    """The day on which everything is checked and packed: so many working days after the last part was due there."""
    return working_days_later(bring_by, gather_days)
