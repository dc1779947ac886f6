"""Writing a request, changing it while nothing is held, and dropping it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date

import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound, RuleBroken
from app.base.zones import day_in
from app.catalog.models import Variant
from app.db.journal import record
from app.db.session import session, unit_of_work
from app.gifts.models import GiftNeed, GiftRequest
from app.gifts.queries import requests as queries
from app.gifts.rules import days
from app.gifts.rules.life import (
    REQUEST_LIFE,
    Funds,
    Kind,
    Method,
    RequestMove,
    RequestState,
    Scope,
    agencies_of,
)
from app.gifts.rules.numbers import new_number
from app.gifts.service.stepping import hold, step

MOST_RECIPIENTS = 5_000
MOST_NEEDS = 12


@dataclass(frozen=True)
class Thing:
    """One thing that each recipient gets."""

    variant_id: int
    pieces_each: int = 1
    is_box: bool = False


@dataclass(frozen=True)
class Brief:
    """A request as an officer writes it; the fields are those of `models.GiftRequest`."""

    event: str
    handover_on: date
    village_code: str
    street: str
    contact: str
    phone: str
    recipients: int
    budget: int
    things: Sequence[Thing]
    signer: str
    signer_post: str
    occasion: str = ""
    landmark: str = ""
    kinds: Mapping[Kind, int] | None = None
    theme: str = ""
    packaging: str = ""
    scope: Scope = Scope.CITY
    may_split: bool = True
    sellers: Sequence[int] = ()
    post_id: int | None = None
    for_everybody: bool = False
    method: Method = Method.DIRECT
    document_number: str = ""
    funds: Funds = Funds.APBD


class NobodyReceives(RuleBroken):
    message = "Tulis berapa orang yang menerima, dari 1 sampai " + f"{MOST_RECIPIENTS:,}.".replace(",", ".")


class TooManyKinds(RuleBroken):
    message = "Rincian penerima lebih banyak daripada jumlah penerimanya. Periksa lagi angkanya."


class NothingChosen(RuleBroken):
    message = "Pilih dulu barang atau set yang akan diberikan."


class ChosenTwice(RuleBroken):
    message = "Satu barang terpilih dua kali. Tulis jumlahnya saja."


def draft(actor: Actor, agency_id: int, brief: Brief) -> GiftRequest:
    """A new request of her agency; nothing is held by it.

    Raises NotFound (no officer of this agency, or a thing that does not exist), and what `check` raises.
    """
    if agency_id not in agencies_of(actor):
        raise NotFound(agency_id)
    check(brief)
    with unit_of_work() as current:
        request = GiftRequest(
            number=new_number(),
            agency_id=agency_id,
            state=RequestState.DRAFT,
            made_at=clock.now(),
            made_by_id=actor.person_id,
            **_columns(brief),
        )
        current.add(request)
        current.flush()
        _write_needs(request, brief.things)
        record(actor, "gift request drafted", "gift request", request.id, number=request.number)
    return request


def change(actor: Actor, request_id: int, brief: Brief) -> None:
    """The draft says this now. Raises NotFound, MoveRefused once it is submitted, and what `check` raises."""
    check(brief)
    with unit_of_work():
        request = hold(queries.request_for(actor, request_id).id)
        REQUEST_LIFE.after(request.state, RequestMove.SUBMIT)
        for name, value in _columns(brief).items():
            setattr(request, name, value)
        used = queries.needs_of(request.id)
        if [(one.variant_id, one.pieces_each, one.is_box) for one in used] != [
            (one.variant_id, one.pieces_each, one.is_box) for one in brief.things
        ]:
            for one in used:
                one.dropped_at = clock.now()
            session().flush()
            _write_needs(request, brief.things)
        record(actor, "gift request changed", "gift request", request.id)


def cancel(actor: Actor, request_id: int, words: str = "") -> None:
    """It is not to be: a draft, or one of which no maker holds a part any more. Raises NotFound, MoveRefused, StillComing."""
    with unit_of_work():
        request = hold(queries.request_for(actor, request_id).id)
        if request.state is RequestState.UNDER_WAY and any(one.coming for one in queries.parts_of(request)):
            raise StillComing
        step(request, RequestMove.CANCEL, actor, words)
        request.ended_at = clock.now()


class StillComing(RuleBroken):
    message = "Masih ada bagian yang sedang disiapkan. Batalkan dulu bagian itu di bawah, satu per satu."


def check(brief: Brief) -> None:
    """Raises NobodyReceives, TooManyKinds, NothingChosen, ChosenTwice, PastDay, TooFar."""
    check_people(brief.recipients, brief.kinds or {})
    if not brief.things:
        raise NothingChosen
    if len({one.variant_id for one in brief.things}) < len(brief.things):
        raise ChosenTwice
    days.check_day(brief.handover_on, day_in(brief.village_code, clock.now()))


def check_people(recipients: int, kinds: Mapping[Kind, int]) -> None:
    """Raises NobodyReceives, TooManyKinds."""
    if not 1 <= recipients <= MOST_RECIPIENTS:
        raise NobodyReceives
    if sum(kinds.values()) > recipients:
        raise TooManyKinds


def brief_of(request: GiftRequest) -> Brief:
    """A stored request as it was written: to change one thing of it and keep the rest."""
    return Brief(
        things=[Thing(one.variant_id, one.pieces_each, one.is_box) for one in queries.needs_of(request.id)],
        kinds={Kind(kind): count for kind, count in request.kinds.items()},
        **{name: getattr(request, name) for name in _AS_WRITTEN},
    )


_AS_WRITTEN = tuple(one.name for one in fields(Brief) if one.name not in ("things", "kinds"))


def _columns(brief: Brief) -> dict[str, object]:
    return {
        "event": brief.event,
        "occasion": brief.occasion,
        "handover_on": brief.handover_on,
        "village_code": brief.village_code,
        "street": brief.street,
        "landmark": brief.landmark,
        "contact": brief.contact,
        "phone": brief.phone,
        "recipients": brief.recipients,
        "kinds": {kind.value: count for kind, count in (brief.kinds or {}).items() if count},
        "budget": brief.budget,
        "theme": brief.theme,
        "packaging": brief.packaging,
        "scope": brief.scope,
        "may_split": brief.may_split,
        "sellers": sorted(brief.sellers),
        "post_id": brief.post_id,
        "for_everybody": brief.for_everybody,
        "method": brief.method,
        "document_number": brief.document_number,
        "funds": brief.funds,
        "signer": brief.signer,
        "signer_post": brief.signer_post,
    }


def _write_needs(request: GiftRequest, things: Sequence[Thing]) -> None:
    known = set(
        session().scalars(sa.select(Variant.id).where(Variant.id.in_([one.variant_id for one in things])))
    )
    for position, one in enumerate(things[:MOST_NEEDS]):
        if one.variant_id not in known:
            raise NotFound(one.variant_id)
        session().add(
            GiftNeed(
                request_id=request.id,
                position=position,
                variant_id=one.variant_id,
                pieces_each=one.pieces_each,
                is_box=one.is_box,
            )
        )
    session().flush()
