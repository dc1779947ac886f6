"""What a draft would come to if it were submitted now: its cost with the sending, and its days. Nothing is held."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.base.errors import RuleBroken
from app.delivery.rules.services import OWN
from app.gifts.models import GiftRequest
from app.gifts.queries.planning import Proposal
from app.gifts.rules.schedule import Made, Span, Stretch, day_by_day
from app.gifts.service import submitting
from app.orders.rules.hub import POST
from app.orders.rules.quote import ParcelQuote
from app.orders.service import commissioning
from app.orders.service.commissioning import Foreseen


@dataclass(frozen=True)
class Foresight:
    """`sending` in rupiah for all parcels together. `post`: where it is gathered. `problem`: why the orders would refuse it;
    then nothing else is known."""

    sending: int = 0
    packets: int = 0
    post: str = ""
    spans: Sequence[Span] = ()
    problem: str = ""


def foresee(request: GiftRequest, proposal: Proposal) -> Foresight:
    """The days and the sending of a plan, by the judgement that will place its order."""
    try:
        found = commissioning.foresee(submitting.commission_of(request, proposal.plan.shares))
    except RuleBroken as refusal:
        return Foresight(problem=refusal.message)
    gathering = found.quote.gathering
    return Foresight(
        sending=found.quote.shipping_total,
        packets=found.quote.packets,
        post=gathering.post.name if gathering else "",
        spans=day_by_day(
            [_stretch(part, found) for part in found.quote.parcels],
            proposal.needed_on,
            request.handover_on,
            gathering.ready_on if gathering else None,
        ),
    )


def _stretch(part: ParcelQuote, found: Foreseen) -> Stretch:
    if part.chosen is None or part.ready_on is None:
        raise ValueError(f"{part.seller_name}: judged without a way or a day")
    return Stretch(
        maker=part.seller_name,
        place=part.seller_place,
        goods=[Made(one.full_name, one.pieces, found.taken[one.variant_id].plan) for one in part.lines],
        ready_on=part.ready_on,
        arrives_on=part.chosen.arrives_on,
        service=part.chosen.service,
        through_post=part.chosen.way == POST,
        by_hand=part.chosen.way == OWN,
    )
