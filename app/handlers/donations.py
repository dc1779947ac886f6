"""Who is told of goods that makers give for an occasion, and what a recall makes of them."""

from app.accounts import queries as people
from app.catalog.events import BatchRecalled
from app.gifts import events as gifts
from app.gifts.queries import donations
from app.gifts.queries import recalled as recalls
from app.gifts.rules.donations import DonationState
from app.gifts.service import recalled as recalling
from app.notices.rules import on_donations
from app.notices.service import tell
from app.sellers import queries as sellers
from app.web.filters import long_day, moment
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


def batch_recalled(event: BatchRecalled) -> None:
    """Who was given pieces of it learns it at once, as buyers do."""
    recalling.open_all(event.batch_id)


def recalled(event: gifts.DonationRecalled) -> None:
    """Every officer of the agency: whoever reads it first can act. Again once the time is over."""
    found = recalls.get(event.donation_id, event.batch_id)
    one, recall = found.donation, found.recall
    until = moment(recall.answer_by, sellers.get(one.seller_id).village_code or "36")
    letter = (
        on_donations.recall_not_noted(one.goods_name, found.batch.code, one.event, until)
        if event.overdue
        else on_donations.recalled(
            one.goods_name, recall.pieces, found.batch.code, one.seller_name, one.event, long_day(one.event_on),
            found.batch.recall_reason or "", until,
        )
    )  # fmt: skip
    link = path_to("officer.donations.recalled", donation_id=one.id, batch_id=event.batch_id)
    key = f"donation-recall-{one.id}-{event.batch_id}{'-late' if event.overdue else ''}"
    for person_id in people.officers_of(one.agency_id):
        tell(letter, key=key, link=link, person_id=person_id)
