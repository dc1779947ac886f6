"""How facts are written on pages: rupiah, dates in the region's own time, weights, counts."""

import re
from datetime import date, datetime, timedelta

from babel.dates import format_date
from flask import Flask
from markupsafe import Markup, escape

from app.base import clock
from app.base.days import full_day as full_day
from app.base.days import long_day as long_day
from app.base.days import short_day as short_day
from app.base.money import format_rupiah
from app.base.zones import WIB, last_day, zone_of


def month(day: date) -> str:
    """`Desember 2026`."""
    return format_date(day, "MMMM y", locale="id")


def moment(when: datetime, region: str = "36") -> str:
    """`Sab, 21 Nov 10.24 WIB`, on the clock of a region (Jakarta's when none is known)."""
    local = when.astimezone(zone_of(region))
    return f"{short_day(local.date())} {local:%H.%M} {local.tzname()}"


def dated(when: datetime, region: str = "36") -> str:
    """`21 November 2026, 10.24 WIB`: for what is read, or lies printed, years later."""
    return f"{full_day(when.astimezone(zone_of(region)).date())}, {clock_time(when, region)}"


def town(path: str) -> str:
    """Kabupaten/kota and province of a region's path: `Kota Tangerang, Banten`."""
    return ", ".join(path.split(", ")[-2:])


def clock_time(when: datetime, region: str = "36") -> str:
    """`10.24 WIB`."""
    local = when.astimezone(zone_of(region))
    return f"{local:%H.%M} {local.tzname()}"


def age(when: datetime) -> str:
    """`hari ini`, `kemarin`, `3 hari lalu`."""
    days = (clock.now().astimezone(WIB).date() - when.astimezone(WIB).date()).days
    return ["hari ini", "kemarin"][days] if 0 <= days < 2 else f"{days} hari lalu"


def grams(weight: int) -> str:
    """`250 g`, `1 kg`, `1,25 kg`."""
    if weight < 1000:
        return f"{weight} g"
    return f"{weight / 1000:.2f}".rstrip("0").rstrip(".").replace(".", ",") + " kg"


def dotted(number: int) -> str:
    """`1.250`."""
    return f"{number:,}".replace(",", ".")


def initials(name: str) -> str:
    """Two letters for a round sign: `Payet Melati` → `PM`."""
    words = [word for word in name.split() if word[0].isalnum()]
    return "".join(word[0] for word in words[:2]).upper() or "G"


def next_day(day: date) -> date:
    """The day after."""
    return day + timedelta(days=1)


def iso_day(text: str) -> date:
    """`2026-11-22` as a day."""
    return date.fromisoformat(text)


def slug(name: str) -> str:
    """A name as it stands in addresses."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def lines(text: str) -> Markup:
    """Plain text with its line breaks; everything else is escaped."""
    return Markup("<br>").join(escape(line) for line in text.splitlines())


def init_app(app: Flask) -> None:
    """Give the filters to the templates."""
    app.jinja_env.filters.update(
        rupiah=format_rupiah,
        short_day=short_day,
        long_day=long_day,
        full_day=full_day,
        month=month,
        moment=moment,
        dated=dated,
        clock_time=clock_time,
        town=town,
        age=age,
        grams=grams,
        dotted=dotted,
        initials=initials,
        lines=lines,
        last_day=last_day,
        iso_day=iso_day,
        next_day=next_day,
        slug=slug,
    )
