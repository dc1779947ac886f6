"""Who is told of money that a seller gives back herself."""

from app.accounts import queries as people
from app.base.actor import Role
from app.base.days import long_day
from app.handlers.reach import tell_buyer
from app.notices.rules import on_proofs
from app.notices.rules.letter import Letter
from app.notices.service import tell
from app.payments import events
from app.payments.queries import repaying as queries
from app.payments.queries.repaying import Owed
from app.payments.service import repaying
from app.sellers import queries as sellers
from app.web.filters import moment
from app.web.pages import path_to


def open_one(event: events.RefundByHand) -> None:
    """It waits for the buyer's word, or has its deadline at once."""
    repaying.open_one(event.refund_id)


def asked(event: events.RepaymentAsked) -> None:
    """The buyer, to where; and when that is known, the seller, until when."""
    one = queries.owed(event.refund_id)
    number, amount = one.order.number, one.refund.amount
    if one.target is None or one.repayment.due_at is None:
        letter = on_proofs.where_to_return(number, one.parcel.seller_name, amount)
        _tell_buyer(one, f"repay-where-{one.refund.id}", letter)
        return
    until = moment(one.repayment.due_at, one.region)
    letter = on_proofs.please_return(number, one.order.buyer_name.split()[0], amount, until)
    _tell_maker(one, f"repay-{one.refund.id}-{one.target.known_at.isoformat()}", letter)


def returned(event: events.MoneyReturned) -> None:
    """The buyer, in words of its own: a maker has paid it, on a day that she has named."""
    one = queries.owed(event.refund_id)
    if one.repayment.paid_on is not None:
        letter = on_proofs.returned_by_hand(
            one.order.number, one.parcel.seller_name, event.amount, long_day(one.repayment.paid_on)
        )
        _tell_buyer(one, f"refund-{one.refund.id}", letter)


def asked_again(event: events.RepaymentAskedAgain) -> None:
    """The buyer, who has not said to where."""
    one = queries.owed(event.refund_id)
    letter = on_proofs.where_still(
        one.order.number, one.parcel.seller_name, one.refund.amount, last=event.last
    )
    _tell_buyer(one, f"repay-where-{one.refund.id}-{event.times}", letter)


def unclaimed(event: events.RepaymentUnclaimed) -> None:
    """Officers, who can call her."""
    one = queries.owed(event.refund_id)
    letter = on_proofs.return_unclaimed(one.order.number, one.parcel.seller_name, one.refund.amount)
    _tell_officers(
        one, f"repay-unclaimed-{one.refund.id}", letter,
        path_to("officer.repaying.unclaimed", refund_id=one.refund.id),
    )  # fmt: skip


def due_soon(event: events.RepaymentDueSoon) -> None:
    one = queries.owed(event.refund_id)
    if one.repayment.due_at is not None:
        until = moment(one.repayment.due_at, one.region)
        letter = on_proofs.return_soon(one.order.number, one.refund.amount, until)
        _tell_maker(one, f"repay-soon-{one.refund.id}", letter)


def late(event: events.RepaymentLate) -> None:
    one = queries.owed(event.refund_id)
    if one.repayment.due_at is not None:
        until = moment(one.repayment.due_at, one.region)
        letter = on_proofs.return_overdue(one.order.number, one.parcel.seller_name, one.refund.amount, until)
        _tell_officers(one, f"repay-late-{one.refund.id}", letter, path_to("officer.proofs.money"))


def missed(event: events.RepaymentMissed) -> None:
    one = queries.owed(event.refund_id)
    letter = on_proofs.return_missing(one.order.number, one.refund.amount, one.repayment.missed_words or "")
    key = f"repay-missed-{one.refund.id}"
    _tell_maker(one, key, letter)
    _tell_officers(one, key, letter, path_to("officer.repaying.missing", refund_id=one.refund.id))


def solved(event: events.RepaymentSolved) -> None:
    one = queries.owed(event.refund_id)
    letter = on_proofs.return_solved(one.order.number, one.repayment.solved_words or "")
    key = f"repay-solved-{one.refund.id}"
    _tell_buyer(one, key, letter)
    _tell_maker(one, key, letter)


def _tell_buyer(one: Owed, key: str, letter: Letter) -> None:
    tell_buyer(one.order, key, letter, "shop.repaying.returned")


def _tell_maker(one: Owed, key: str, letter: Letter) -> None:
    link = path_to("seller.repaying.owed", refund_id=one.refund.id)
    for person_id in sellers.member_ids(one.parcel.seller_id):
        tell(letter, key=key, link=link, person_id=person_id)


def _tell_officers(one: Owed, key: str, letter: Letter, link: str) -> None:
    members = set(sellers.member_ids(one.parcel.seller_id))
    for person_id in people.holders(Role.OFFICER, one.region):
        if person_id not in members:
            tell(letter, key=key, link=link, person_id=person_id)
