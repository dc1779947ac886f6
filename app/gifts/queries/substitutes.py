"""What is missing of a request under way, why, and who could bring it instead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.base.money import Rupiah
from app.gifts.models import GiftRequest
from app.gifts.queries import planning as plans
from app.gifts.queries import requests
from app.gifts.queries.making import Maker, Wish
from app.gifts.queries.requests import PartRow
from app.gifts.rules import days
from app.gifts.rules.life import RequestState, Scope
from app.gifts.rules.planning import Need, Offer
from app.orders.rules.life import ParcelState

WIDER = {Scope.CITY: Scope.PROVINCE, Scope.PROVINCE: Scope.COUNTRY, Scope.COUNTRY: Scope.COUNTRY}
"""Where to look when nobody near by can."""
MOST_SHOWN = 12
"""Candidates of a gap on a page: who is asked first stands first."""


@dataclass(frozen=True)
class Lost:
    """A part that its maker does not bring (any more), of so many `pieces`. `is_whole`: nothing of it comes; `why`: her words,
    or those of who took it back."""

    maker: str
    number: str
    pieces: int
    is_whole: bool
    cancelled: bool
    why: str


@dataclass(frozen=True)
class Candidate:
    """A maker who could bring some of what is missing: `room` pieces at the most, `suggested` of them."""

    maker: Maker
    room: int
    suggested: int


@dataclass(frozen=True)
class Gap:
    """Pieces of a need that nobody brings, and who could."""

    need_id: int
    name: str
    pieces: int
    candidates: Sequence[Candidate]


@dataclass(frozen=True)
class Missing:
    """What the page of a request says of it: gaps without candidates, and who dropped out."""

    gaps: Sequence[Gap]
    lost: Sequence[Lost]
    needed_on: date

    @property
    def pieces(self) -> int:
        return sum(one.pieces for one in self.gaps)


@dataclass(frozen=True)
class Substitution:
    """What a page of substitutes shows. `ask_by`: the last day on which substitutes can fill every gap; `spent`: rupiah of the
    goods that still come; `most`: of all goods at the most, as the head agreed; `suggested`: rupiah of the suggested
    substitutes, which leave `left` pieces open; `wider`: makers from farther away, and who were not named, are looked at too."""

    gaps: Sequence[Gap]
    lost: Sequence[Lost]
    needed_on: date
    ask_by: date | None
    spent: Rupiah
    most: Rupiah
    suggested: Rupiah
    left: int
    wider: bool
    may_widen: bool


def wish_for(request: GiftRequest, parts: Sequence[PartRow], *, wider: bool) -> Wish:
    """Who may step in: as the request asks, but never who dropped out. A substitute may be another maker's good of the same
    kind even where one maker was wanted for each thing, and sends it to the place of hand-over herself: the others may have
    left the post by then."""
    wish = plans.wish_of(request, without=requests.dropped_out(request, parts))
    wish = replace(wish, may_split=True, post_id=None)
    return replace(wish, scope=WIDER[wish.scope], sellers=()) if wider else wish


def most_for(request: GiftRequest) -> Rupiah:
    """Rupiah of goods that the head agreed to."""
    return Rupiah(request.recipients * request.budget)


def spent_on(parts: Sequence[PartRow]) -> Rupiah:
    """Rupiah of the goods that still come, or came."""
    return Rupiah(sum(one.coming * one.line.price for one in parts))


def missing(request: GiftRequest) -> Missing | None:
    """None while nothing is missing, or nobody was asked yet."""
    if request.state is not RequestState.UNDER_WAY:
        return None
    parts = requests.parts_of(request)
    gaps = requests.missing_of(request, parts)
    if not gaps:
        return None
    needs = [one for one in requests.needs_of(request.id) if one.id in gaps]
    names = plans.names_of([one.variant_id for one in needs])
    return Missing(
        gaps=[Gap(one.id, names[one.variant_id], gaps[one.id], ()) for one in needs],
        lost=lost_of(parts),
        needed_on=days.needed_on(request.handover_on),
    )


def of_request(request: GiftRequest, *, wider: bool = False) -> Substitution | None:
    """None while nothing is missing, or nobody was asked yet."""
    if request.state is not RequestState.UNDER_WAY:
        return None
    parts = requests.parts_of(request)
    gaps = requests.missing_of(request, parts)
    if not gaps:
        return None
    needs = {one.id: one for one in requests.needs_of(request.id)}
    wish = wish_for(request, parts, wider=wider)
    found = plans.stand_ins(wish, {needs[one].position: count for one, count in gaps.items()})
    offers = {one.position: one for one in found.needs}
    names = plans.names_of([one.variant_id for one in needs.values()])
    suggested = {(one.position, one.variant_id): one.pieces for one in found.filling.shares}
    return Substitution(
        gaps=[
            Gap(
                need_id=need_id,
                name=names[needs[need_id].variant_id],
                pieces=count,
                candidates=_candidates(offers.get(needs[need_id].position), found.makers, suggested),
            )
            for need_id, count in sorted(gaps.items(), key=lambda one: needs[one[0]].position)
        ],
        lost=lost_of(parts),
        needed_on=days.needed_on(request.handover_on),
        ask_by=found.ask_by,
        spent=spent_on(parts),
        most=most_for(request),
        suggested=Rupiah(sum(one.amount for one in found.filling.shares)),
        left=sum(found.filling.left.values()),
        wider=wider,
        may_widen=not wider and (request.scope is not Scope.COUNTRY or bool(request.sellers)),
    )


def lost_of(parts: Sequence[PartRow]) -> list[Lost]:
    """What dropped out so far, a line for each part of it."""
    return [
        Lost(
            maker=one.parcel.seller_name,
            number=one.order.number,
            pieces=one.lacks,
            is_whole=not one.coming,
            cancelled=one.parcel.state is ParcelState.CANCELLED,
            why=one.parcel.decline_reason or "",
        )
        for one in parts
        if one.lacks
    ]


def _candidates(
    need: Need | None, makers: Mapping[int, Maker], suggested: Mapping[tuple[int, int], int]
) -> list[Candidate]:
    """Those whom the suggestion asks first, then who can do most."""
    if need is None:
        return []
    able: list[Offer] = [one for one in need.offers if not one.why_not and one.room >= one.least]
    found = [
        Candidate(makers[one.variant_id], one.room, suggested.get((need.position, one.variant_id), 0))
        for one in able
    ]
    return sorted(found, key=lambda one: (-one.suggested, -one.room, one.maker.price, one.maker.variant_id))[
        :MOST_SHOWN
    ]
