"""Writing the log that buyer, sellers and officer all see."""

from typing import Any

from app.base import clock
from app.db.session import session
from app.orders.models import OrderChange, Parcel
from app.orders.rules.log import Party, sentence


def note(order_id: int, parcel: Parcel | None, party: Party, what: str, **facts: Any) -> None:
    """One line of the log, in the transaction of what it tells. `what` is a key of WORDS, `facts` fill its braces."""
    if parcel is not None:
        facts.setdefault("maker", parcel.seller_name)
        if "amount" in facts and parcel.paid_at is None:
            facts["unpaid"] = True
    sentence(what, facts)  # a fact that is missing is found here, not on somebody's page
    session().add(
        OrderChange(
            order_id=order_id,
            parcel_id=parcel.id if parcel is not None else None,
            happened_at=clock.now(),
            party=party,
            what=what,
            facts=facts,
        )
    )
