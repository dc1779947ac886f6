"""How far a parcel goes."""

from collections.abc import Collection
from enum import StrEnum


class Zone(StrEnum):
    """How far a parcel goes, from the gerai's address to the buyer's; nearest first."""

    DISTRICT = "district"
    CITY = "city"
    PROVINCE = "province"
    COUNTRY = "country"
    PICKUP = "pickup"


ZONE_WORDS: dict[Zone, str] = {
    Zone.DISTRICT: "Dalam satu kecamatan",
    Zone.CITY: "Dalam satu kabupaten/kota",
    Zone.PROVINCE: "Dalam satu provinsi",
    Zone.COUNTRY: "Seluruh Indonesia",
    Zone.PICKUP: "Diambil pembeli",
}


_SHARED = {Zone.DISTRICT: 8, Zone.CITY: 5, Zone.PROVINCE: 2}
"""So many signs of the region codes are the same on both ends."""


def anywhere_in(zone: Zone, seller: str) -> str:
    """The code that stands for any place as far from the gerai as this zone."""
    return seller[: _SHARED.get(zone, 0)]


def zone_between(seller: str, buyer: str) -> Zone:
    """The zone between two region codes (of villages, or of anything down to the kecamatan)."""
    for zone, length in _SHARED.items():
        if seller[:length] == buyer[:length] and len(buyer) >= length:
            return zone
    return Zone.COUNTRY


def way_for(distance: Zone, offered: Collection[Zone]) -> Zone | None:
    """The nearest offered zone that reaches this far: who sends to the whole province also sends next door."""
    order = [Zone.DISTRICT, Zone.CITY, Zone.PROVINCE, Zone.COUNTRY]
    reaching = order[order.index(distance) :]
    return next((zone for zone in reaching if zone in offered), None)
