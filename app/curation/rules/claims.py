"""One curator looks at a round at a time."""

from datetime import datetime
from enum import StrEnum

from app.base.days import short_day
from app.base.errors import RuleBroken
from app.base.zones import zone_of


class WhyEnded(StrEnum):
    """Why a claim fell back without its holder's doing."""

    LAPSED = "lapsed"
    OUT_OF_REACH = "out of reach"
    """Her grant ended, she moved, or she has come too near to the maker."""
    WITHDRAWN = "withdrawn"
    """The seller took her good back."""


class ClaimedByAnother(RuleBroken):
    """Says who looks at it and since when; curators may know each other's names, sellers never read this."""

    def __init__(self, name: str, since: datetime, region: str) -> None:
        local = since.astimezone(zone_of(region))
        super().__init__(
            f"Sedang diperiksa {name} sejak {short_day(local.date())} {local:%H.%M} {local.tzname()}. "
            "Pilih barang lain dulu; kalau dilepas, barang ini kembali ke antrean."
        )
