"""Which prices of a product on show need no curator."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from app.base import clock
from app.catalog.models import OfferChange
from app.catalog.rules.band import OfferPart, PriceBand, Priced, Span, Standing
from app.db.ports import port
from app.db.session import session


def spans(variant_ids: Collection[int], now: datetime | None = None) -> dict[int, Span]:
    """Variant → the prices that confirm themselves now. A choice whose price no curator ever saw has none."""
    history: dict[int, list[Priced]] = defaultdict(list)
    rows = session().execute(
        sa.select(OfferChange.variant_id, OfferChange.now, OfferChange.changed_at, OfferChange.standing)
        .where(OfferChange.variant_id.in_(variant_ids), OfferChange.part == OfferPart.PRICE)
        .order_by(OfferChange.id)
    )
    for variant_id, price, at, standing in rows:
        if variant_id is not None and price is not None:
            history[variant_id].append(Priced(price, at, standing is Standing.APPROVED))
    band, moment = port(PriceBand), now or clock.now()
    found = {variant_id: band.span(prices, moment) for variant_id, prices in history.items()}
    return {variant_id: span for variant_id, span in found.items() if span is not None}
