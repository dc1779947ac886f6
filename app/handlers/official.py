"""Who is told what about official gifts, and what of a gerai ends them."""

from collections.abc import Iterator

from app.accounts import queries as people
from app.base import clock
from app.base.actor import Role
from app.base.errors import NotFound
from app.base.zones import day_in
from app.catalog.queries import own, shop
from app.curation import events as curation
from app.curation.queries import gifts
from app.curation.service import gifting
from app.notices.rules import to_curators, to_sellers
from app.notices.rules.letter import Letter
from app.notices.service import tell
from app.payments.queries import receiving
from app.sellers import queries as sellers
from app.sellers.events import SellerChanged
from app.web.filters import full_day
from app.web.pages import path_to

_OfGift = (
    curation.GiftProposed
    | curation.GiftDeclined
    | curation.GiftGiven
    | curation.GiftEnded
    | curation.GiftEndsSoon
)


def end_of_closed(event: SellerChanged) -> None:
    """A gerai that closes has no official gifts any more."""
    gifting.end_of_closed(event.seller_id)


def _name(event: _OfGift) -> str:
    return own.latest(event.product_id).name


def _tell_makers(event: _OfGift, key: str, letter: Letter, endpoint: str) -> None:
    product = own.product(event.product_id)
    for person_id in sellers.member_ids(product.seller_id):
        tell(letter, key=key, link=path_to(endpoint, slug=product.slug), person_id=person_id)


def _may_speak(event: curation.GiftProposed) -> Iterator[int]:
    """Curators who would find the case behind their door, without those who have spoken."""
    spoken = {one.person_id for one in gifts.voices(event.case_id)}
    for person_id in people.holders(Role.CURATOR, event.region):
        if person_id in spoken:
            continue
        try:
            gifts.case_for(people.actor_of(person_id), event.case_id)
        except NotFound:
            continue
        yield person_id


def gift_proposed(event: curation.GiftProposed) -> None:
    """To everybody who may speak about it, but not to who has proposed it."""
    product = own.product(event.product_id)
    letter = to_curators.gift_proposed(_name(event), sellers.get(product.seller_id).name)
    for person_id in _may_speak(event):
        tell(
            letter,
            key=f"gift-case-{event.case_id}",
            link=path_to("curator.official.case", case_id=event.case_id),
            person_id=person_id,
        )


def gift_declined(event: curation.GiftDeclined) -> None:
    letter = to_sellers.gift_declined(_name(event), event.reasons)
    _tell_makers(event, f"gift-case-{event.case_id}", letter, "seller.curation.rounds")


def gift_given(event: curation.GiftGiven) -> None:
    later = event.starts_on > day_in(gifts.region_of(event.product_id), clock.now())
    letter = to_sellers.gift_approved(
        _name(event),
        full_day(event.starts_on) if later else "",
        full_day(event.until),
        event.conditions,
        unbilled=not receiving.bills_agencies(own.product(event.product_id).seller_id),
    )
    _tell_makers(event, f"gift-{event.approval_id}", letter, "seller.curation.rounds")


def gift_ended(event: curation.GiftEnded) -> None:
    letter = to_sellers.gift_ended(
        _name(event), event.reason, on_show=shop.is_on_show(event.product_id, clock.now())
    )
    _tell_makers(event, f"gift-ended-{event.approval_id}", letter, "seller.curation.rounds")


def gift_ends_soon(event: curation.GiftEndsSoon) -> None:
    until, key = full_day(event.until), f"gift-ends-{event.approval_id}-{event.mark}"
    name = _name(event)
    _tell_makers(event, key, to_sellers.gift_ends_soon(name, until), "seller.curation.rounds")
    link = path_to("curator.official.expiring")
    for person_id in people.holders(Role.CURATOR, event.region):
        tell(to_curators.gift_to_renew(name, until), key=key, link=link, person_id=person_id)
