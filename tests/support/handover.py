"""How far the makers of a gift request have come with their parts, and its hand-over."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from app.accounts import queries as people
from app.base import clock
from app.base.actor import Actor
from app.catalog.models import Product
from app.gifts.models import GiftRequest
from app.gifts.queries import requests
from app.gifts.queries.requests import PartRow
from app.gifts.service import handing_over
from app.gifts.service.handing_over import HandedOver
from app.orders.rules.life import ParcelState
from app.orders.service import parcels
from app.sellers import queries as sellers
from tests.support import gifts, world

DAY = date(2026, 12, 21)
"""On which `gifts.a_brief` hands over."""
THAT_DAY = datetime(2026, 12, 21, 3, 0, tzinfo=world.SUNDAY.tzinfo)


def parts_by_maker(request: GiftRequest) -> dict[str, PartRow]:
    """The name of a gerai → its part."""
    return {one.parcel.seller_name: one for one in requests.parts_of(request)}


def maker_of(part: PartRow) -> Actor:
    """Whose part it is."""
    return people.actor_of(sellers.member_ids(part.parcel.seller_id)[0])


def sent(request: GiftRequest, *names: str) -> None:
    """These makers (all, without names) have made their parts and sent them."""
    for name, part in parts_by_maker(request).items():
        if (names and name not in names) or part.parcel.state is not ParcelState.TO_ANSWER:
            continue
        maker = maker_of(part)
        parcels.accept(maker, part.parcel.id)
        parcels.pack(maker, part.parcel.id)
        parcels.send(maker, part.parcel.id, courier="JNE", tracking="JNE123")


def ready(*products: Product, **wishes: object) -> GiftRequest:
    """An agreed request whose parts have all been sent."""
    request = gifts.agreed(*products, **wishes)
    sent(request)
    return request


def told(request: GiftRequest, given: Mapping[str, int] | None = None, **wishes: Any) -> HandedOver:
    """As an officer writes it down: everything that came, or by gerai what was given."""
    parts = parts_by_maker(request)
    counts = {name: one.coming for name, one in parts.items()} if given is None else given
    pieces = {(parts[name].line.id, parts[name].need_id): count for name, count in counts.items()}
    return HandedOver(**{"on": DAY, "people": request.recipients, "given": pieces, **wishes})


def handed_over(request: GiftRequest, given: Mapping[str, int] | None = None, **wishes: Any) -> None:
    """It was handed over on its day."""
    with clock.at(THAT_DAY):
        handing_over.hand_over(gifts.staff(), request.id, told(request, given, **wishes))
