"""The panel of official gifts: proposing, saying yes or no, and what follows. Locks: the product, then the case.

What is true of the good is looked at when it is proposed and again when the last voice gives it: between the two a paper may lapse.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound, RuleBroken
from app.base.zones import day_in
from app.catalog.models import Product
from app.catalog.rules.occasions import checked
from app.curation.events import GiftDeclined, GiftProposed
from app.curation.models import GiftCase, GiftVote
from app.curation.queries import gifts as queries
from app.curation.rules import gifts as rules
from app.curation.rules import panel
from app.curation.rules.panel import CASE_LIFE, CaseMove, CaseState
from app.curation.rules.terms import terms
from app.curation.service import gifting
from app.db.journal import record
from app.db.session import announce, session, unit_of_work

NOT_THERE = "Barang ini tidak ada di daftar Anda lagi. Muat ulang halaman ini."
"""Of one out of her reach, and of one that there never was."""


@dataclass(frozen=True)
class Proposal:
    """From when until when (both days included, in the maker's region), under which conditions, for which occasions
    (codes of `catalog.rules.occasions`)."""

    starts_on: date
    until: date
    conditions: Sequence[str] = ()
    occasions: Sequence[str] = ()


def propose(actor: Actor, product_id: int, asked: Proposal, words: str = "") -> GiftCase:
    """A curator proposes a good of her region; her voice is the first. Raises NotFound, NotEligible, AlreadyProposed,
    UnknownOccasion."""
    occasions = checked(asked.occasions)
    with unit_of_work() as current:
        seen = queries.product_for(actor, product_id)
        _hold(product_id)
        if queries.open_case(product_id) is not None:
            raise panel.AlreadyProposed
        now = clock.now()
        _check(product_id, asked.starts_on, asked.until, is_new=True)
        case = GiftCase(
            product_id=product_id,
            revision_id=seen.revision_id,
            round_id=seen.id,
            region_code=seen.region_code,
            state=CaseState.VOTING,
            starts_on=asked.starts_on,
            until=asked.until,
            conditions=list(asked.conditions),
            occasions=occasions,
            opened_at=now,
            opened_by_id=actor.by_id,
            vote_by=now + timedelta(days=terms().vote_days),
        )
        current.add(case)
        current.flush()
        record(actor, "gift proposed", "product", product_id, case=case.id, until=asked.until.isoformat())
        _speak(actor, case, is_for=True, words=words)
        announce(GiftProposed(product_id=product_id, case_id=case.id, region=case.region_code))
    return case


def speak(actor: Actor, case_id: int, *, is_for: bool, words: str) -> CaseState:
    """Another voice; the last that is needed decides in the same transaction. Answers how the case stands then.

    Raises NotFound, NeedsWords, AlreadySpoken, MoveRefused for a closed case, and NotEligible when the good has lost what it
    needs since; then nothing was said.
    """
    if not is_for and not words:
        raise panel.NeedsWords
    with unit_of_work():
        case = _case(actor, case_id)
        _speak(actor, case, is_for=is_for, words=words)
        return case.state


def speak_for_all(actor: Actor, case_ids: Collection[int]) -> dict[int, str]:
    """Yes to several; each is a decision of its own. Answers, for those that could not be taken, the sentence why."""
    refused = {}
    for case_id in sorted(set(case_ids)):
        try:
            speak(actor, case_id, is_for=True, words="")
        except NotFound:
            refused[case_id] = NOT_THERE
        except RuleBroken as why:
            refused[case_id] = str(why)
    return refused


def renew(actor: Actor, approval_ids: Collection[int], until: date) -> dict[int, str]:
    """Propose again what ends soon, with the conditions and occasions that it has; it goes on from today. Answers, for those that could not be
    proposed, the sentence why, by approval."""
    refused = {}
    for approval_id in sorted(set(approval_ids)):
        try:
            approval = queries.approval_for(actor, approval_id)
            today = day_in(queries.product_for(actor, approval.product_id).region_code, clock.now())
            again = Proposal(today, until, approval.conditions, approval.occasions)
            propose(actor, approval.product_id, again, "Diperpanjang.")
        except NotFound:
            refused[approval_id] = NOT_THERE
        except RuleBroken as why:
            refused[approval_id] = str(why)
    return refused


def drop(actor: Actor, case_id: int) -> None:
    """Who proposed it takes it back. Raises NotFound, NotYours, MoveRefused."""
    with unit_of_work():
        case = _case(actor, case_id)
        if case.opened_by_id != actor.by_id:
            raise panel.NotYours
        _close(case, CaseMove.DROP)
        record(actor, "gift proposal dropped", "product", case.product_id, case=case.id)


def let_go(product_id: int) -> None:
    """The good is no longer what was proposed: a newer version was approved."""
    with unit_of_work():
        case = queries.open_case(product_id, lock=True)
        if case is not None:
            _lapse(case)


def lapse(now: datetime) -> int:
    """End what nobody decided in time; answers how many."""
    lapsed = 0
    for case_id in queries.overdue(now):
        with unit_of_work() as current:
            case = current.get_one(GiftCase, case_id, with_for_update=True, populate_existing=True)
            if case.state is CaseState.VOTING:
                _lapse(case)
                lapsed += 1
    return lapsed


def _lapse(case: GiftCase) -> None:
    _close(case, CaseMove.LAPSE)
    record(None, "gift proposal lapsed", "product", case.product_id, case=case.id)


def _speak(actor: Actor, case: GiftCase, *, is_for: bool, words: str) -> None:
    said = queries.voices(case.id)
    if any(one.person_id == actor.by_id for one in said):
        raise panel.AlreadySpoken
    as_chair = panel.speaks_as_chair(actor, case.region_code)
    session().add(
        GiftVote(
            case_id=case.id,
            person_id=actor.by_id,
            is_for=is_for,
            as_chair=as_chair,
            words=words,
            said_at=clock.now(),
        )
    )
    session().flush()
    record(actor, "gift voice", "product", case.product_id, case=case.id, is_for=is_for, as_chair=as_chair)
    decided = panel.verdict([*said, panel.Voice(actor.by_id, is_for, as_chair)])
    if decided is CaseMove.GIVE:
        _check(case.product_id, case.starts_on, case.until, is_new=False)
        _close(case, decided)
        gifting.give(case)
    elif decided is CaseMove.DECLINE:
        _close(case, decided)
        record(None, "gift declined", "product", case.product_id, case=case.id)
        against = [*(one.words for one in queries.votes(case.id) if not one.is_for)]
        announce(GiftDeclined(product_id=case.product_id, case_id=case.id, reasons=tuple(against)))


def _check(product_id: int, starts_on: date, until: date, *, is_new: bool) -> None:
    """The good may be an official gift in these days. A first day that has passed while the panel was asked is no hindrance."""
    now = queries.standing(product_id)
    rules.check(now)
    today = day_in(queries.region_of(product_id), clock.now())
    rules.check_days(
        starts_on if is_new else max(starts_on, today), until, today=today, paper_ends=now.paper_ends
    )


def _close(case: GiftCase, move: CaseMove) -> None:
    case.state, case.closed_at = CASE_LIFE.after(case.state, move), clock.now()
    session().flush()


def _hold(product_id: int) -> None:
    session().execute(sa.select(Product.id).where(Product.id == product_id).with_for_update(key_share=True))


def _case(actor: Actor, case_id: int) -> GiftCase:
    """A case that she may see, held with its product; closed ones refuse every move. Raises NotFound, MoveRefused."""
    found = queries.case_for(actor, case_id)
    _hold(found.product_id)
    case = session().get_one(GiftCase, case_id, with_for_update=True, populate_existing=True)
    if case.state is not CaseState.VOTING:
        CASE_LIFE.after(case.state, CaseMove.GIVE)
    return case
