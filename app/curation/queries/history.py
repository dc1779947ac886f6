"""The story of a product for its seller, gathered from where its parts are kept; the caller has made sure that it may be read.

Nothing private of a curator is in it: neither who she is nor what she notes for her colleagues.
"""

from collections.abc import Iterator
from datetime import datetime

import sqlalchemy as sa

from app.catalog.models import OfferChange, Product, Revision
from app.catalog.rules.band import Standing
from app.catalog.rules.life import RevisionState
from app.curation.models import GiftApproval, Round
from app.curation.rules import history as rules
from app.curation.rules.history import Happening, Key, Rank
from app.curation.rules.rounds import RoundState
from app.db.journal import JournalEntry
from app.db.session import session

OF_SELLER = ("leave planned", "leave ended")
OF_PRODUCT = tuple(what for what in rules.JOURNAL if what not in OF_SELLER)


AT_ONE_MOMENT = 60
"""More than can happen to a product in one moment: one transaction changes at most all of its choices."""


def story(product: Product, before: Key | None, limit: int) -> list[Happening]:
    """What happened, newest first, in four statements; with `before` what comes after that line of the list."""
    until = before[0] if before is not None else datetime.max.replace(tzinfo=product.made_at.tzinfo)
    most = limit + AT_ONE_MOMENT
    found = [
        *_rounds(product, until, most),
        *_offers(product, until, most),
        *_written(product, until, most),
        *_gifts(product, until, most),
    ]
    rest = [one for one in found if before is None or one.key < before]
    return sorted(rest, key=lambda one: one.key, reverse=True)[:limit]


def _rounds(product: Product, until: datetime, limit: int) -> Iterator[Happening]:
    rows = session().execute(
        sa.select(Round, Revision.number, Revision.state)
        .join(Revision, Revision.id == Round.revision_id)
        .where(Round.product_id == product.id, Round.submitted_at <= until)
        .order_by(Round.number.desc())
        .limit(limit)
    )
    for one, version, state in rows:
        # what was taken back is a draft again, and nobody's but hers
        shown = (
            version if one.state is not RoundState.WITHDRAWN and state is not RevisionState.DRAFT else None
        )
        yield Happening(
            one.submitted_at, Rank.HANDED_IN, one.id, rules.handed_in(version, one.number), version=shown
        )
        if one.judged_at is not None:
            yield Happening(
                one.judged_at,
                Rank.JUDGED,
                one.id,
                rules.judged(one.state, version),
                one.note,
                tuple(one.points),
            )


def offer_changed() -> sa.ColumnElement[bool]:
    """Changes of what is on sale that changed something: a first price that was approved did not."""
    return sa.or_(
        OfferChange.standing == Standing.AT_ONCE,
        sa.and_(OfferChange.was.is_not(None), OfferChange.was != OfferChange.now),
    )


def _offers(product: Product, until: datetime, limit: int) -> Iterator[Happening]:
    rows = session().scalars(
        sa.select(OfferChange)
        .where(OfferChange.product_id == product.id, OfferChange.changed_at <= until, offer_changed())
        .order_by(OfferChange.id.desc())
        .limit(limit)
    )
    for one in rows:
        words = rules.offered(one.part, one.standing, one.label, one.was, one.now)
        yield Happening(one.changed_at, Rank.OFFERED, one.id, words)


def _written(product: Product, until: datetime, limit: int) -> Iterator[Happening]:
    rows = session().scalars(
        sa.select(JournalEntry)
        .where(
            sa.or_(
                sa.and_(
                    JournalEntry.subject == "product",
                    JournalEntry.subject_id == product.id,
                    JournalEntry.what.in_(OF_PRODUCT),
                ),
                sa.and_(
                    JournalEntry.subject == "seller",
                    JournalEntry.subject_id == product.seller_id,
                    JournalEntry.what.in_(OF_SELLER),
                    JournalEntry.happened_at >= product.made_at,
                ),
            ),
            JournalEntry.happened_at <= until,
        )
        .order_by(JournalEntry.id.desc())
        .limit(limit)
    )
    for one in rows:
        said = rules.written(one.what, one.facts)
        if said is not None:
            yield Happening(one.happened_at, Rank.WRITTEN, one.id, *said)


def _gifts(product: Product, until: datetime, limit: int) -> Iterator[Happening]:
    rows = session().scalars(
        sa.select(GiftApproval)
        .where(GiftApproval.product_id == product.id, GiftApproval.given_at <= until)
        .order_by(GiftApproval.id.desc())
        .limit(limit)
    )
    for one in rows:
        yield Happening(one.given_at, Rank.GIFTED, one.id, rules.gifted(one.until))
        if one.ended_at is not None:
            yield Happening(
                one.ended_at, Rank.GIFTED, one.id, "Tidak lagi oleh-oleh resmi", one.end_reason or ""
            )
