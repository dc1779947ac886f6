"""How a list's address becomes what is asked of the catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.base.kinds import Category
from app.base.money import parse_rupiah
from app.catalog.rules.life import Supply

PAGE = 24


@dataclass(frozen=True)
class Place:
    """A province or kabupaten/kota that has a page."""

    code: str
    name: str


@dataclass(frozen=True)
class Chosen:
    """What a visitor has chosen in a list; unreadable values count as not chosen."""

    words: str = ""
    category: Category | None = None
    region: str = ""
    most: int | None = None
    most_typed: str = ""
    supply: Supply | None = None
    official: bool = False
    halal: bool = False
    order: str = ""

    @property
    def count(self) -> int:
        """How many filters are on."""
        return sum(map(bool, (self.category, self.region, self.most, self.supply, self.official, self.halal)))


def read_choice(arguments: Mapping[str, str]) -> Chosen:
    """The query of a list's address."""
    category = arguments.get("kategori", "")
    supply = {"siap": Supply.READY, "buat": Supply.MADE}.get(arguments.get("ada", ""))
    most_typed = arguments.get("maks", "").strip()[:20]
    return Chosen(
        words=arguments.get("q", "").strip()[:120],
        category=Category(category) if category in list(Category) else None,
        region=arguments.get("daerah", "").strip()[:80],
        most=_amount(most_typed),
        most_typed=most_typed,
        supply=supply,
        official=arguments.get("resmi") == "1",
        halal=arguments.get("halal") == "1",
        order=arguments.get("urut", ""),
    )


def _amount(text: str) -> int | None:
    try:
        return int(parse_rupiah(text)) or None
    except ValueError:
        return None
