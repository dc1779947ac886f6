"""Recalled goods that makers have given, and of what was handed over by requests."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from app.base.actor import Actor
from app.base.errors import NotFound
from app.catalog.models import Batch
from app.db.session import session
from app.gifts.models import Donation, DonationRecall, GiftHanded
from app.gifts.rules.donations import DonationState
from app.gifts.rules.life import agencies_of
from app.gifts.rules.register import Recalled
from app.orders.models import LineLot
from app.orders.ports import GivenPieces
from app.regions.models import Agency


@dataclass(frozen=True)
class RecallSheet:
    """A recall of what was given, with the gift and the batch."""

    recall: DonationRecall
    donation: Donation
    batch: Batch


_ALL = (
    sa.select(DonationRecall, Donation, Batch)
    .join(Donation, Donation.id == DonationRecall.donation_id)
    .join(Batch, Batch.id == DonationRecall.batch_id)
)


def get(donation_id: int, batch_id: int) -> RecallSheet:
    """For who writes about it."""
    row = session().execute(
        _ALL.where(DonationRecall.donation_id == donation_id, DonationRecall.batch_id == batch_id)
    )
    return RecallSheet(*row.one())


def of_agency(actor: Actor, donation_id: int, batch_id: int) -> RecallSheet:
    """One of what her agency was given. Raises NotFound."""
    row = (
        session()
        .execute(
            _ALL.where(
                DonationRecall.donation_id == donation_id,
                DonationRecall.batch_id == batch_id,
                Donation.agency_id.in_(agencies_of(actor)),
            )
        )
        .first()
    )
    if row is None:
        raise NotFound(donation_id)
    return RecallSheet(*row)


def of_donations(donation_ids: Collection[int]) -> dict[int, list[RecallSheet]]:
    """Donation → what of it was recalled."""
    found: dict[int, list[RecallSheet]] = defaultdict(list)
    query = _ALL.where(DonationRecall.donation_id.in_(donation_ids)).order_by(DonationRecall.batch_id)
    for row in session().execute(query):
        found[row[0].donation_id].append(RecallSheet(*row))
    return found


def count_open(actor: Actor) -> int:
    """Of what her agencies were given: recalls of which nothing was noted yet."""
    query = (
        sa.select(sa.func.count())
        .select_from(DonationRecall)
        .join(Donation, Donation.id == DonationRecall.donation_id)
        .where(DonationRecall.noted_at.is_(None), Donation.agency_id.in_(agencies_of(actor)))
    )
    return int(session().scalar(query) or 0)


def donations_of(batch_id: int) -> list[tuple[Donation, int]]:
    """Gifts with pieces of this batch, and how many."""
    batch = session().get_one(Batch, batch_id)
    rows = session().scalars(
        sa.select(Donation)
        .where(
            Donation.variant_id == batch.variant_id,
            Donation.state == DonationState.AGREED,
            Donation.lots.has_key(str(batch_id)),
        )
        .order_by(Donation.id)
    )
    return [(one, int((one.lots or {})[str(batch_id)])) for one in rows]


def in_register(donation_ids: Collection[int], request_ids: Collection[int]) -> "InRegister":
    """What of these entries was recalled, in two statements."""
    given = {
        donation: [
            Recalled(
                code=one.batch.code,
                pieces=one.recall.pieces,
                reason=one.batch.recall_reason or "",
                at=one.recall.told_at,
                batch_id=one.batch.id,
                noted=one.recall.words,
            )
            for one in rows
        ]
        for donation, rows in of_donations(donation_ids).items()
    }
    return InRegister(given, _handed_over(request_ids))


@dataclass(frozen=True)
class InRegister:
    """Donation, and request → what of it was recalled."""

    donations: Mapping[int, Sequence[Recalled]]
    requests: Mapping[int, Sequence[Recalled]]


def _handed_over(request_ids: Collection[int]) -> dict[int, list[Recalled]]:
    lines = (
        sa.select(GiftHanded.request_id, GiftHanded.order_line_id)
        .where(GiftHanded.request_id.in_(request_ids))
        .distinct()
        .subquery()
    )
    rows = session().execute(
        sa.select(lines.c.request_id, Batch, sa.func.sum(LineLot.pieces))
        .join(LineLot, LineLot.order_line_id == lines.c.order_line_id)
        .join(Batch, Batch.id == LineLot.batch_id)
        .where(Batch.recalled_at.is_not(None))
        .group_by(lines.c.request_id, Batch.id)
        .order_by(Batch.id)
    )
    found: dict[int, list[Recalled]] = defaultdict(list)
    for request_id, batch, pieces in rows:
        if batch.recalled_at is not None:
            reason = batch.recall_reason or ""
            found[request_id].append(
                Recalled(code=batch.code, pieces=int(pieces), reason=reason, at=batch.recalled_at)
            )
    return found


class DonationsOfBatch:
    """Answers `orders.ports.GivenAway`."""

    def of_batch(self, batch_id: int) -> list[GivenPieces]:
        given = donations_of(batch_id)
        agencies = session().scalars(
            sa.select(Agency).where(Agency.id.in_({donation.agency_id for donation, _ in given}))
        )
        names = {one.id: one.name for one in agencies}
        found = []
        for donation, pieces in given:
            recall = session().get(DonationRecall, (donation.id, batch_id))
            found.append(
                GivenPieces(
                    number=donation.number,
                    to=names[donation.agency_id],
                    occasion=donation.event,
                    pieces=pieces,
                    told_at=recall.told_at if recall else None,
                    noted_at=recall.noted_at if recall else None,
                    words=recall.words if recall else "",
                )
            )
        return found
