"""Giving money back while the goods stay: the seller of her own accord, who mediates for a complaint's sake."""

from app.base.actor import Actor
from app.base.money import Rupiah, format_rupiah
from app.db.journal import record
from app.db.session import announce, session, unit_of_work
from app.orders.events import MoneyGivenBack
from app.orders.models import Adjustment, Parcel
from app.orders.queries import goodwill as queries
from app.orders.rules import goodwill as rules
from app.orders.rules.adjusting import AdjustmentKind, Loss
from app.orders.rules.goodwill import Wish
from app.orders.rules.log import Party
from app.orders.service import adjusting, consolidating, log, parcels


def give(actor: Actor, parcel_id: int, wish: Wish) -> Adjustment:
    """Of her own part. Raises NotFound for a stranger's, NotNow, Meanwhile, NeedsReason, NotGiven; then nothing has changed."""
    with unit_of_work():
        _, parcel = parcels.hold_hers(actor, parcel_id)
        return _give(actor, parcel, wish, Party.SELLER)


def give_for(actor: Actor, parcel_id: int, wish: Wish) -> Adjustment:
    """By an officer of the gerai's region or an admin, because of a complaint; the fee of a parcel from a post is theirs to
    give, too. Raises the same, and NoComplaint."""
    with unit_of_work():
        part = queries.of_desk(actor, parcel_id)
        if not part.complained:
            raise rules.NoComplaint
        parcels.lock_order(part.order.id)
        parcel = session().get_one(Parcel, parcel_id, with_for_update=True, populate_existing=True)
        return _give(actor, parcel, wish, Party.OFFICER)


def _give(actor: Actor, parcel: Parcel, wish: Wish, party: Party) -> Adjustment:
    if parcel.state not in rules.POSSIBLE:
        raise rules.NotNow
    if parcel.returned != wish.seen:
        raise rules.Meanwhile
    if not wish.reason:
        raise rules.NeedsReason
    whole = None
    if parcel.consolidation_id is not None and party is Party.OFFICER:
        whole = consolidating.held(parcel.consolidation_id)
    left = queries.left_of(parcel, adjusting.lines_of(parcel), shared=whole is not None)
    gift = rules.settle(wish, left)
    made = adjusting.give(
        parcel,
        gift.lines,
        Loss(Rupiah(gift.goods), Rupiah(gift.fee)),
        AdjustmentKind.GOODWILL,
        wish.reason,
        whole=whole if gift.shared else None,
        shared=gift.shared,
    )
    record(
        actor,
        "money given back",
        "parcel",
        parcel.id,
        amount=made.amount,
        lines=dict(gift.lines),
        fee=gift.fee,
    )
    what = "given_back" if party is Party.SELLER else "given_back_by_desk"
    log.note(
        parcel.order_id, parcel, party, what, amount=format_rupiah(made.amount), reason=_sentence(wish.reason)
    )
    announce(MoneyGivenBack(parcel_id=parcel.id, adjustment_id=made.id, by_desk=party is Party.OFFICER))
    return made


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."
