"""A maker gives goods for an occasion: an agency asks, she answers herself, and only her yes takes them from her shelf."""

from dataclasses import dataclass
from datetime import date

from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound
from app.base.zones import day_in
from app.catalog.rules.life import Supply
from app.catalog.service import batches, goods
from app.db.journal import record
from app.db.session import announce, session, unit_of_work
from app.gifts.events import DonationAnswered, DonationAsked
from app.gifts.models import Donation
from app.gifts.queries import donations as queries
from app.gifts.rules import donations as rules
from app.gifts.rules.donations import DONATION_LIFE, DonationMove, DonationState
from app.gifts.rules.life import agencies_of
from app.gifts.rules.numbers import new_donation_number
from app.orders.service.lots import Mark, NotMarked


@dataclass(frozen=True)
class Plea:
    """What an officer asks for; `words` go to the maker as they are."""

    variant_id: int
    pieces: int
    event: str
    event_on: date
    people: int
    for_everybody: bool = False
    words: str = ""


def ask(actor: Actor, agency_id: int, plea: Plea) -> Donation:
    """Ask the maker; nothing is taken yet. Raises NotFound (no officer of this agency, nothing on show), NotOnShelf, FarDay."""
    if agency_id not in agencies_of(actor):
        raise NotFound(agency_id)
    with unit_of_work() as current:
        row = goods.look([plea.variant_id]).get(plea.variant_id)
        if row is None or row.removed_at is not None or not row.on_show:
            raise NotFound(plea.variant_id)
        if row.supply is not Supply.READY:
            raise rules.NotOnShelf
        rules.check_day(plea.event_on, day_in(row.village_code, clock.now()))
        donation = Donation(
            number=new_donation_number(),
            agency_id=agency_id,
            seller_id=row.seller_id,
            variant_id=plea.variant_id,
            seller_name=row.seller_name,
            goods_name=goods.full_name(row),
            pieces=plea.pieces,
            price=row.price,
            event=plea.event,
            event_on=plea.event_on,
            people=plea.people,
            for_everybody=plea.for_everybody,
            words=plea.words,
            state=DonationState.ASKED,
            asked_at=clock.now(),
            asked_by_id=actor.by_id,
            answer="",
        )
        current.add(donation)
        current.flush()
        record(
            actor,
            "donation asked",
            "donation",
            donation.id,
            number=donation.number,
            seller=donation.seller_id,
            pieces=donation.pieces,
        )
        announce(DonationAsked(donation_id=donation.id))
    return donation


def agree(actor: Actor, donation_id: int, words: str = "", mark: Mark | None = None) -> None:
    """Her yes: the pieces leave her shelf now. Food among them that lies there without a code gets its `mark`, so that a recall
    can find it. Raises NotFound, NotByHelper, MoveRefused, NotToBeHad, NotOnShelf, NotMarked, and what the batch refuses; then
    nothing has happened."""
    with unit_of_work():
        donation = _hers(actor, donation_id)
        state = DONATION_LIFE.after(donation.state, DonationMove.AGREE)
        [taken] = goods.take({donation.variant_id: donation.pieces}, limited=False)
        if taken.supply is not Supply.READY:
            raise rules.NotOnShelf
        lots = {str(batch): pieces for batch, pieces in taken.lots.items()}
        loose = donation.pieces - sum(lots.values())
        if loose and queries.is_of_food(donation):
            if mark is None:
                raise NotMarked
            batch = batches.mark_made(donation.variant_id, mark.code, mark.best_before, loose)
            lots[str(batch.id)] = lots.get(str(batch.id), 0) + loose
        donation.lots = lots
        _end(donation, state, actor, words)


def decline(actor: Actor, donation_id: int, words: str = "") -> None:
    """Her no, which needs no reason. Raises NotFound, NotByHelper, MoveRefused."""
    with unit_of_work():
        donation = _hers(actor, donation_id)
        _end(donation, DONATION_LIFE.after(donation.state, DonationMove.DECLINE), actor, words)


def withdraw(actor: Actor, donation_id: int) -> None:
    """The agency asks no longer. Raises NotFound, MoveRefused."""
    with unit_of_work():
        donation = _hold(queries.of_agency(actor, donation_id).id)
        _end(donation, DONATION_LIFE.after(donation.state, DonationMove.WITHDRAW), actor, "")


def _hers(actor: Actor, donation_id: int) -> Donation:
    if actor.is_helped:
        raise rules.NotByHelper
    return _hold(queries.of_maker(actor, donation_id).id)


def _hold(donation_id: int) -> Donation:
    return session().get_one(Donation, donation_id, with_for_update=True, populate_existing=True)


def _end(donation: Donation, state: DonationState, actor: Actor, words: str) -> None:
    donation.state = state
    donation.ended_at, donation.ended_by_id, donation.answer = clock.now(), actor.by_id, words
    record(
        actor, f"donation {state}", "donation", donation.id, number=donation.number, pieces=donation.pieces
    )
    announce(DonationAnswered(donation_id=donation.id))
