"""At the post: a maker says that she brought her part, a keeper checks, packs, sends or hands over the whole.

Locks: the order, then its parcels, then the shared parcel.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.accounts import service as accounts
from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound
from app.base.money import format_rupiah
from app.base.states import MoveRefused
from app.db.journal import record
from app.db.session import announce, session, unit_of_work
from app.orders.events import (
    ParcelDeclined,
    ParcelReceived,
    PostFoundShort,
    PostWentWithout,
    WholeReady,
    WholeSent,
)
from app.orders.models import Consolidation, Order, OrderLine, Parcel, PostCheck
from app.orders.queries import hub as queries
from app.orders.queries import order as orders
from app.orders.rules import hub as rules
from app.orders.rules.adjusting import AdjustmentKind
from app.orders.rules.hub import HubMove, HubWay, Mark, Sighting
from app.orders.rules.life import ParcelMove, ParcelState, effect_of
from app.orders.rules.log import Party
from app.orders.rules.numbers import same_code
from app.orders.service import adjusting, consolidating, log, lots, parcels
from app.orders.service.handing_over import MOST_TRIES, WrongCode
from app.orders.service.moving import Why, amount_of, move, move_all, move_and_owe

TO_BRING = frozenset({ParcelState.TO_ANSWER, ParcelState.ACCEPTED, ParcelState.PACKED})
"""States of a part that its post still waits for."""


@dataclass(frozen=True)
class Held:
    """A shared parcel with its order and its parts, all held."""

    whole: Consolidation
    order: Order
    parts: Sequence[Parcel]

    def part(self, parcel_id: int) -> Parcel:
        """Raises NotFound."""
        found = next((one for one in self.parts if one.id == parcel_id), None)
        if found is None:
            raise NotFound(parcel_id)
        return found


def hold(consolidation_id: int) -> Held:
    """Take the locks. Raises NotFound."""
    known = session().get(Consolidation, consolidation_id)
    if known is None:
        raise NotFound(consolidation_id)
    order = parcels.lock_order(known.order_id)
    parts = consolidating.parts_of(known)
    return Held(consolidating.held(consolidation_id), order, parts)


def _kept(actor: Actor, consolidation_id: int) -> Held:
    queries.kept(actor, consolidation_id)
    return hold(consolidation_id)


def say_brought(actor: Actor, parcel_id: int) -> None:
    """The maker says that her part is at the post; it counts as there once a keeper has seen it. Said again it stays."""
    with unit_of_work():
        found, _ = orders.sellers_parcel(actor, parcel_id)
        if found.consolidation_id is None:
            raise NotFound(parcel_id)
        held = hold(found.consolidation_id)
        part = held.part(parcel_id)
        _must_be_brought(part)
        if part.brought_at is None:
            _pack_if_needed(actor, part)
            part.brought_at = clock.now()
            record(actor, "parcel brought", "parcel", part.id)
            log.note(held.order.id, part, Party.SELLER, "brought", post=held.whole.post_name)


def _must_be_brought(part: Parcel) -> None:
    if part.state not in (ParcelState.ACCEPTED, ParcelState.PACKED):
        raise MoveRefused(part.state, ParcelMove.HAND_OVER)


def _pack_if_needed(actor: Actor, part: Parcel) -> None:
    """What was brought is packed, whether its maker pressed that button or not. Raises NotMarked for food without codes."""
    if part.state is ParcelState.ACCEPTED:
        move(part, ParcelMove.PACK)
        lots.mark(part, {})
        part.packed_at = clock.now()
        record(actor, "parcel packed", "parcel", part.id)


def check_in(actor: Actor, consolidation_id: int, parcel_id: int, found: Mapping[int, Sighting]) -> bool:
    """The keeper went through a part line by line: complete it is at the post, else its maker is told what lacks.

    Answers whether it is complete. Raises NotFound, NotChecked, CountMissing, NoCodes, Recalled; then nothing has changed.
    """
    with unit_of_work():
        held = _kept(actor, consolidation_id)
        part = held.part(parcel_id)
        _must_be_brought(part)
        lines = {one.id: one for one in adjusting.lines_of(part) if one.left}
        missing = rules.check(dict(found), {line_id: one.left for line_id, one in lines.items()})
        try:
            _pack_if_needed(actor, part)
        except lots.NotMarked as unmarked:
            raise rules.NoCodes from unmarked
        lots.check_sound(part)
        _write_down(actor, part, found)
        if missing:
            said = _said(lines, found)
            record(actor, "parcel checked", "parcel", part.id, missing=sum(missing.values()))
            log.note(
                held.order.id,
                part,
                Party.GERAI,
                "short_at_post",
                post=held.whole.post_name,
                goods="; ".join(said),
            )
            announce(PostFoundShort(parcel_id=part.id, lines=tuple(said)))
            return False
        move(part, ParcelMove.HAND_OVER)
        _taken_in(actor, held, part)
        return True


def _write_down(actor: Actor, part: Parcel, found: Mapping[int, Sighting]) -> None:
    now = clock.now()
    session().add_all(
        PostCheck(
            parcel_id=part.id,
            order_line_id=line_id,
            mark=one.mark,
            missing=one.missing if one.mark is not Mark.THERE else 0,
            note=one.note,
            checked_by_id=actor.by_id,
            checked_at=now,
        )
        for line_id, one in sorted(found.items())
    )


def _said(lines: Mapping[int, OrderLine], found: Mapping[int, Sighting]) -> list[str]:
    return [
        f"{one.missing} × {lines[line_id].name} {one.mark.value}" + (f" ({one.note})" if one.note else "")
        for line_id, one in sorted(found.items())
        if one.mark is not Mark.THERE
    ]


def _taken_in(actor: Actor, held: Held, part: Parcel) -> None:
    session().flush()
    record(actor, "parcel at post", "parcel", part.id)
    log.note(held.order.id, part, Party.GERAI, "at_post", post=held.whole.post_name)
    consolidating.follow([part])


def go_on_without(actor: Actor, consolidation_id: int, parcel_id: int) -> None:
    """What was found missing or damaged falls away and its money goes back; the rest of the part is at the post.

    The pieces do not return to the shelf: what is damaged cannot be sold, and what was not brought nobody has seen.
    Raises NotFound, NotChecked when nothing was found missing.
    """
    with unit_of_work():
        held = _kept(actor, consolidation_id)
        part = held.part(parcel_id)
        effect_of(part.state, ParcelMove.HAND_OVER_PART)
        lines = {one.id: one for one in adjusting.lines_of(part) if one.left}
        found = {line: one for line, one in queries.found_of([part.id]).items() if line in lines}
        missing = rules.check(found, {line_id: one.left for line_id, one in lines.items()})
        if not missing:
            raise rules.NotChecked
        said = _said(lines, found)
        everything = missing == {line_id: one.left for line_id, one in lines.items()}
        if everything:
            part.decline_reason = f"Di {held.whole.post_name}: {'; '.join(said)}."
        step = ParcelMove.LOSE if everything else ParcelMove.HAND_OVER_PART
        why = Why(AdjustmentKind.SHORT, "Tidak lengkap di posko.")
        amount = amount_of(move_and_owe(part, step, why, missing))
        log.note(
            held.order.id, part, Party.GERAI, "went_without",
            post=held.whole.post_name, goods="; ".join(said), amount=format_rupiah(amount),
        )  # fmt: skip
        if everything:
            record(actor, "parcel declined", "parcel", part.id, reason=part.decline_reason)
            announce(ParcelDeclined(parcel_id=part.id, amount=amount, reason=part.decline_reason or ""))
        else:
            announce(PostWentWithout(parcel_id=part.id, lines=tuple(said), amount=amount))
            _taken_in(actor, held, part)
        parcels.end_if_over(held.order)


def drop_parts(actor: Actor | None, held: Held, late: Sequence[Parcel], reason: str) -> None:
    """All that is left of late parts falls away, fit to be sold again, and its money goes back."""
    for part in late:
        part.decline_reason = reason
    owed = move_all(late, ParcelMove.DROP, Why(AdjustmentKind.LATE, reason))
    for part, back in zip(late, owed, strict=True):
        amount = amount_of(back)
        record(actor, "parcel declined", "parcel", part.id, reason=reason)
        log.note(held.order.id, part, Party.BUYER, "late_dropped", amount=format_rupiah(amount))
        announce(ParcelDeclined(parcel_id=part.id, amount=amount, reason=reason))


# -- the whole ----------------------------------------------------------------------------------


def pack(actor: Actor, consolidation_id: int, grams: int) -> None:
    """Everything is in one box of so many grams; where the buyer fetches it, it lies ready from now on."""
    with unit_of_work():
        held = _kept(actor, consolidation_id)
        whole = held.whole
        consolidating.apply(whole, HubMove.PACK)
        whole.packed_g = grams
        log.note(held.order.id, None, Party.GERAI, "post_packed", post=whole.post_name)
        if whole.way is HubWay.PICKUP:
            consolidating.apply(whole, HubMove.LAY_OUT)
            announce(WholeReady(consolidation_id=whole.id))


def send(actor: Actor, consolidation_id: int, *, courier: str, tracking: str) -> None:
    """It has left the post. Raises MoveRefused unless it is packed and to be sent, Recalled while something in it is to be
    taken out."""
    with unit_of_work():
        held = _kept(actor, consolidation_id)
        whole = held.whole
        _move_parts(actor, held, HubMove.SEND, courier=courier, tracking=tracking)
        consolidating.apply(whole, HubMove.SEND)
        whole.courier, whole.tracking = courier, tracking or None
        log.note(held.order.id, None, Party.GERAI, "post_sent", post=whole.post_name, courier=courier)
        announce(WholeSent(consolidation_id=whole.id))


def hand_over(actor: Actor, consolidation_id: int, code: str) -> None:
    """The buyer fetches it and says her code. Tries are counted, also those that fail.

    Raises WrongCode, TooManyTries, MoveRefused unless it lies ready, Recalled while something in it is to be taken out.
    """
    queries.kept(actor, consolidation_id)
    accounts.count_attempt("handover", f"post-{consolidation_id}", most=MOST_TRIES)
    with unit_of_work():
        held = _kept(actor, consolidation_id)
        whole = held.whole
        rules.moves_of_parts(whole.state, HubMove.HAND_OVER)
        if not same_code(whole.handover_code or "", code):
            raise WrongCode
        _move_parts(actor, held, HubMove.HAND_OVER, courier=f"Diambil di {whole.post_name}", tracking="")
        consolidating.apply(whole, HubMove.HAND_OVER)
        log.note(held.order.id, None, Party.GERAI, "post_handed", post=whole.post_name)
        parcels.end_if_over(held.order)


def _move_parts(actor: Actor, held: Held, hub_move: HubMove, *, courier: str, tracking: str) -> None:
    """What every part does with the whole. Raises MoveRefused when the whole cannot."""
    steps = rules.moves_of_parts(held.whole.state, hub_move)
    now, parts = clock.now(), consolidating.coming(held.parts)
    for part in parts:
        lots.check_sound(part)
    for step in steps:
        move_all(parts, step)
        for part in parts:
            if step is ParcelMove.SEND:
                part.courier, part.tracking, part.sent_at = courier, tracking or None, now
            else:
                part.received_at = now
        session().flush()
        for part in parts:
            if step is ParcelMove.SEND:
                record(actor, "parcel sent", "parcel", part.id, courier=courier, tracking=tracking)
            else:
                record(actor, "parcel received", "parcel", part.id)
                announce(ParcelReceived(parcel_id=part.id))
