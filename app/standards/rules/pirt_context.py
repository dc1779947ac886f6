"""A P-IRT number against what else is known: its own form, the place that is stated, the food and its packaging."""

import re
from collections.abc import Mapping

from app.standards.rules import pirt_says as says
from app.standards.rules.findings import Finding
from app.standards.rules.foods import groups_for, not_covered, packaging_codes, packaging_in
from app.standards.rules.pirt_reading import PirtReading
from app.standards.rules.places import Numbering, Place, bps_place, places_named


def about_form(reading: PirtReading) -> list[Finding]:
    found = []
    if len(reading.digits) > 15:
        found.append(says.longer_than_usual(reading.digits))
    if not reading.packaging_name:
        found.append(says.unknown_packaging(reading.packaging_code))
    return found


def about_region(place: Place | None, stated: str, regions: Mapping[str, str]) -> list[Finding]:
    """The code against the place that the seller states. A province holds all its kabupaten; what cannot be placed
    contradicts nothing. Kemendagri and BPS number two in five kabupaten/kota differently, Jakarta's among them."""
    if place is None:
        return []
    if place.numbering is Numbering.BPS:
        return [says.only_bps_region(place)]
    found = [says.former_region(place)] if place.numbering is Numbering.FORMER else []
    named = places_named(stated, regions)
    meant = bps_place(place.code, regions) if place.numbering is Numbering.KEMENDAGRI else None
    if {place.today, place.today[:2], place.code[:2]} & named:
        if meant and place.today not in named:
            found.append(says.two_meanings(place, meant))
    elif meant and meant.today in named:
        found.append(says.bps_region(place, meant))
    elif named:
        found.append(says.other_region(place, re.sub(r"\s*\([^)]*\)", "", stated).strip()))
    return found


def about_food(reading: PirtReading, product: str, packaging: str) -> list[Finding]:
    """The number against what is known of the product: its packaging, and whether P-IRT covers such a food."""
    found = []
    stated = packaging or packaging_in(product)
    fitting = packaging_codes(stated)
    if reading.packaging_name and fitting and reading.packaging_code not in fitting:
        found.append(says.other_packaging(reading.packaging_code, reading.packaging_name, stated.strip()))
    if kind := not_covered(product, reading.generation):
        found.append(says.not_covered(kind))
    expected = groups_for(product, reading.generation)
    comparable = reading.generation != "C" or bool(reading.food_group_name)
    if expected and comparable and reading.food_group_code not in expected:
        found.append(says.other_group(reading.food_group_code, reading.food_group_name))
    return found
