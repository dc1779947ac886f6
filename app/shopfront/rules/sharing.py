"""What a page says of itself to search engines and chat programs: schema.org's words, and nothing that the page does not say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Availability(StrEnum):
    """Whether it can be had today (schema.org/ItemAvailability)."""

    READY = "https://schema.org/InStock"
    MADE = "https://schema.org/MadeToOrder"
    OUT = "https://schema.org/OutOfStock"


def availability(*, can_be_had: bool, made: bool) -> Availability:
    """What has to be made first is never called in stock."""
    if not can_be_had:
        return Availability.OUT
    return Availability.MADE if made else Availability.READY


@dataclass(frozen=True)
class Offered:
    """A good or a set. Prices in whole rupiah, `choices` how many there are; `url` and `images` are whole addresses; `makers` and
    `parts`: name → whole address, of parts with the pieces in one set."""

    name: str
    description: str
    url: str
    images: Sequence[str]
    prices: tuple[int, int]
    choices: int
    availability: Availability
    makers: Sequence[tuple[str, str]]
    parts: Sequence[tuple[str, str, int]] = ()


def as_product(one: Offered) -> dict[str, Any]:
    """A schema.org/Product with what it costs; of a set also what is in it."""
    least, most = one.prices
    offer: dict[str, Any] = {
        "@type": "Offer" if one.choices == 1 else "AggregateOffer",
        "priceCurrency": "IDR",
        "availability": one.availability.value,
        "url": one.url,
        "seller": [{"@type": "Organization", "name": name, "url": url} for name, url in one.makers],
    }
    offer |= (
        {"price": least}
        if one.choices == 1
        else {"lowPrice": least, "highPrice": most, "offerCount": one.choices}
    )
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": ["Product", "ProductCollection"] if one.parts else "Product",
        "name": one.name,
        "description": one.description,
        "url": one.url,
        "image": list(one.images),
        "offers": offer,
    }
    if one.parts:
        found["includesObject"] = [
            {
                "@type": "TypeAndQuantityNode",
                "amountOfThisGood": pieces,
                "typeOfGood": {"@type": "Product", "name": name, "url": url},
            }
            for name, url, pieces in one.parts
        ]
    return found


def as_list(name: str, url: str, shown: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """A page that lists what it sells: name and whole address of each, in the order of the page."""
    return {
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "name": name,
        "url": url,
        "mainEntity": {
            "@type": "ItemList",
            "itemListElement": [
                {"@type": "ListItem", "position": at, "name": words, "url": address}
                for at, (words, address) in enumerate(shown, start=1)
            ],
        },
    }


@dataclass(frozen=True)
class Share:
    """The head of a page: its one address, what a link to it shows, and the same in schema.org's words."""

    title: str
    description: str
    url: str
    image: str | None = None
    kind: str = "website"
    data: Mapping[str, Any] = field(default_factory=dict)
