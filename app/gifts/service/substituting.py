"""Another maker steps in for one who dropped out."""

from collections.abc import Mapping
from datetime import timedelta

from app.base.actor import Actor
from app.base.errors import RuleBroken
from app.db.session import announce, unit_of_work
from app.gifts.events import SubstituteAsked
from app.gifts.queries import planning as plans
from app.gifts.queries import requests as queries
from app.gifts.rules.life import REQUEST_LIFE, RequestMove
from app.gifts.rules.planning import Need, Share
from app.gifts.service import submitting
from app.gifts.service.stepping import hold, step
from app.orders.models import Order
from app.payments.service import choosing


class NothingMissing(RuleBroken):
    message = "Tidak ada bagian yang kosong. Muat ulang halaman ini untuk melihat yang terbaru."


class TooMany(RuleBroken):
    message = "Jumlahnya lebih dari yang kosong. Kurangi dulu."


class CannotDo(RuleBroken):
    def __init__(self, name: str, most: int) -> None:
        super().__init__(
            f"{name} sampai harinya hanya sanggup {most}. Kurangi jumlahnya, atau tambah pembuat lain."
            if most
            else f"{name} tidak bisa selesai sampai harinya. Pilih pembuat lain."
        )


def substitute(actor: Actor, request_id: int, chosen: Mapping[int, Mapping[int, int]]) -> Order:
    """Need → variant → pieces, of what is missing. The head has agreed to the occasion, the budget and the day, and a substitute
    keeps to them, so its makers are asked at once.

    Raises NotFound, MoveRefused, NothingMissing, TooMany, CannotDo, and what `submitting.reserve` raises.
    """
    with unit_of_work():
        request = hold(queries.request_for(actor, request_id).id)
        REQUEST_LIFE.after(request.state, RequestMove.SUBSTITUTE)
        missing = queries.missing_of(request)
        asked = {need: {v: n for v, n in some.items() if n > 0} for need, some in chosen.items()}
        asked = {need: some for need, some in asked.items() if some}
        if not asked or not missing:
            raise NothingMissing
        if any(sum(some.values()) > missing.get(need, 0) for need, some in asked.items()):
            raise TooMany
        wish = plans.wish_of(request, without=queries.dropped_out(request))
        offers = {one.position: one for one in plans.candidates(wish)}
        positions = {one.id: one.position for one in queries.needs_of(request.id)}
        shares = [
            _share(offers[positions[need]], variant, pieces)
            for need, some in asked.items()
            for variant, pieces in some.items()
        ]
        order = submitting.reserve(request, shares, actor, hold_for=timedelta(hours=1), is_substitute=True)
        choosing.commission(order, actor, request.agency_id, signer=request.signer, post=request.signer_post)
        step(request, RequestMove.SUBSTITUTE, actor, order=order.number, total=order.total)
        announce(SubstituteAsked(request_id=request.id, order_id=order.id))
    return order


def _share(need: Need, variant_id: int, pieces: int) -> Share:
    offer = next((one for one in need.offers if one.variant_id == variant_id), None)
    if offer is None or offer.why_not:
        raise CannotDo("Pembuat ini", 0)
    if pieces > offer.room:
        raise CannotDo("Pembuat ini", offer.room)
    return Share(need.position, variant_id, offer.seller_id, pieces, offer.price)
