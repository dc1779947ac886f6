"""How the address of the gift shelf becomes a wish. What cannot be read is not asked, and a sentence says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.base.days import long_day
from app.catalog.rules.cabin import Cabin
from app.catalog.rules.gift_shelf import Wish, bands
from app.catalog.rules.occasions import known
from app.regions.rules import city_slugs
from app.shopfront.rules.lists import day_in_address

LONGEST = 80


@dataclass(frozen=True)
class TypedDay:
    """A day as it was typed; `problem` says why it narrows nothing."""

    typed: str = ""
    day: date | None = None
    problem: str = ""


@dataclass(frozen=True)
class GiftChoice:
    """What a visitor has chosen. `wish` has no region yet: `region` is the slug of its page."""

    wish: Wish
    region: str
    order: str
    ready: TypedDay
    until: TypedDay
    ignored: tuple[str, ...]
    """Sentences about what else is not asked."""

    @property
    def problems(self) -> list[str]:
        """Why the list is not what the address asks for."""
        return [one for one in (self.ready.problem, self.until.problem, *self.ignored) if one]


def read_choice(arguments: Mapping[str, str], today: date, cabin: Cabin) -> GiftChoice:
    """The query of the shelf's address; `cabin` are the limits of today."""
    ignored = []
    wanted = _text(arguments, "acara")
    occasion = next(iter(known([wanted])), None)
    if wanted and occasion is None:
        ignored.append(f"Acara “{wanted}” tidak ada di daftar, jadi semua acara ditampilkan.")
    price = _text(arguments, "harga")
    band = next((one for one in bands() if one.code == price), None)
    if price and band is None:
        ignored.append("Kisaran harga itu tidak ada di daftar, jadi semua harga ditampilkan.")
    region = _text(arguments, "daerah")
    if region and region not in city_slugs():
        ignored.append(f"Daerah “{region}” belum dikenal, jadi semua daerah ditampilkan.")
        region = ""
    tomorrow = today + timedelta(days=1)
    ready = _day(_text(arguments, "sebelum"), tomorrow, "Pilih tanggal sesudah hari ini.")
    until = _day(_text(arguments, "sampai"), today, "Pilih hari ini atau sesudahnya.")
    return GiftChoice(
        wish=Wish(
            occasion=occasion.code if occasion else None,
            band=band,
            has_story=arguments.get("cerita") == "1",
            cabin=cabin if arguments.get("kabin") == "1" else None,
            until=until.day,
        ),
        region=region,
        order=_text(arguments, "urut"),
        ready=ready,
        until=until,
        ignored=tuple(ignored),
    )


def _text(arguments: Mapping[str, str], name: str) -> str:
    return arguments.get(name, "").strip()[:LONGEST]


def _day(text: str, first: date, next_step: str) -> TypedDay:
    """A day, not before the first that makes sense."""
    if not text:
        return TypedDay()
    day = day_in_address(text)
    if day is None:
        problem = (
            f"Tanggal “{text}” belum terbaca, jadi belum dipakai menyaring. Pilih tanggalnya dari kalender."
        )
        return TypedDay(text, None, problem)
    if day < first:
        return TypedDay(text, None, f"{long_day(day)} sudah lewat, jadi belum dipakai menyaring. {next_step}")
    return TypedDay(text, day)
