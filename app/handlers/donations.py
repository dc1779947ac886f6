"""Who is told of goods that makers give for an occasion."""

from app.gifts import events as gifts
from app.gifts.queries import donations
from app.gifts.rules.donations import DonationState
from app.notices.rules import on_donations
from app.notices.service import tell
from app.sellers import queries as sellers
from app.web.filters import long_day
from app.web.pages import path_to


def asked(event: gifts.DonationAsked) -> None:
    """Every woman of the gerai."""
    found = donations.get(event.donation_id)
    one = found.donation
    letter = on_donations.asked(
        found.agency,
        one.goods_name,
        one.pieces,
        one.event,
        long_day(one.event_on),
        one.pieces * one.price,
        one.words,
    )
    link = path_to("seller.donations.one", donation_id=one.id)
    for person_id in sellers.member_ids(one.seller_id):
        tell(letter, key=f"donation-{one.id}", link=link, person_id=person_id)


def answered(event: gifts.DonationAnswered) -> None:
    """The officer who asked; the maker where the agency asks no longer."""
    found = donations.get(event.donation_id)
    one = found.donation
    if one.state is DonationState.WITHDRAWN:
        letter = on_donations.withdrawn(found.agency, one.goods_name, one.pieces)
        for person_id in sellers.member_ids(one.seller_id):
            tell(letter, key=f"donation-off-{one.id}", link=None, person_id=person_id)
        return
    words = on_donations.agreed if one.state is DonationState.AGREED else on_donations.declined
    letter = words(one.seller_name, one.goods_name, one.pieces, one.answer)
    link = path_to("officer.donations.asked")
    tell(letter, key=f"donation-answer-{one.id}", link=link, person_id=one.asked_by_id)
