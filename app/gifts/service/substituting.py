"""Another maker steps in for one who dropped out."""

from collections.abc import Mapping
from datetime import timedelta

from app.base.actor import Actor
from app.base.errors import RuleBroken
from app.base.money import format_rupiah
from app.db.session import announce, unit_of_work
from app.gifts.events import SubstituteAsked
from app.gifts.models import GiftRequest
from app.gifts.queries import planning as plans
from app.gifts.queries import requests as queries
from app.gifts.queries import substitutes
from app.gifts.queries.planning import StandIns
from app.gifts.queries.requests import PartRow
from app.gifts.rules.life import REQUEST_LIFE, RequestMove
from app.gifts.rules.planning import Share
from app.gifts.service import submitting
from app.gifts.service.stepping import hold, step
from app.orders.models import Order
from app.payments.service import choosing


class NothingMissing(RuleBroken):
    message = "Tidak ada bagian yang kosong. Muat ulang halaman ini untuk melihat yang terbaru."


class NobodyChosen(RuleBroken):
    message = "Tulis dulu berapa yang diminta dari tiap pembuat."


class TooMany(RuleBroken):
    def __init__(self, name: str, asked: int, gap: int) -> None:
        super().__init__(f"{name} yang kosong {gap}, tetapi yang diminta {asked}. Kurangi dulu.")


class CannotDo(RuleBroken):
    def __init__(self, name: str, most: int) -> None:
        super().__init__(
            f"{name} sampai harinya hanya sanggup {most}. Kurangi jumlahnya, atau tambah pembuat lain."
            if most
            else f"{name} tidak bisa selesai sampai harinya. Pilih pembuat lain."
        )


class DearerThanAgreed(RuleBroken):
    """The head agreed to a budget for each recipient; a substitute keeps to it in all."""

    def __init__(self, total: int, most: int) -> None:
        super().__init__(
            f"Dengan pengganti ini barangnya {format_rupiah(total)}, padahal yang disetujui kepala paling banyak "
            f"{format_rupiah(most)}. Pilih yang lebih murah, atau minta lebih sedikit."
        )


def substitute(
    actor: Actor, request_id: int, chosen: Mapping[int, Mapping[int, int]], *, wider: bool = False
) -> Order:
    """Need → variant → pieces, of what is missing. The head has agreed to the occasion, the budget and the day, and a substitute
    keeps to them, so its makers are asked at once. Not all of a gap need be filled in one go.

    Raises NotFound, MoveRefused, NothingMissing, NobodyChosen, TooMany, CannotDo, DearerThanAgreed, and what
    `submitting.reserve` raises; then nothing has happened.
    """
    with unit_of_work():
        request = hold(queries.request_for(actor, request_id).id)
        REQUEST_LIFE.after(request.state, RequestMove.SUBSTITUTE)
        parts = queries.parts_of(request)
        shares = _shares(request, parts, chosen, wider=wider)
        goods = substitutes.spent_on(parts) + sum(one.amount for one in shares)
        if goods > substitutes.most_for(request):
            raise DearerThanAgreed(goods, substitutes.most_for(request))
        order = submitting.reserve(request, shares, actor, hold_for=timedelta(hours=1), is_substitute=True)
        step(request, RequestMove.SUBSTITUTE, actor, order=order.number, total=order.total)
        announce(SubstituteAsked(request_id=request.id, order_id=order.id))
        choosing.commission(order, actor, request.agency_id, signer=request.signer, post=request.signer_post)
    return order


def _shares(
    request: GiftRequest,
    parts: list[PartRow],
    chosen: Mapping[int, Mapping[int, int]],
    *,
    wider: bool,
) -> list[Share]:
    """What was chosen, as long as it is missing and its makers can."""
    missing = queries.missing_of(request, parts)
    if not missing:
        raise NothingMissing
    asked = {
        need: {variant: count for variant, count in some.items() if count > 0}
        for need, some in chosen.items()
    }
    asked = {need: some for need, some in asked.items() if some}
    if not asked:
        raise NobodyChosen
    if set(asked) - set(missing):
        raise NothingMissing
    positions = {one.id: one.position for one in queries.needs_of(request.id)}
    wish = substitutes.wish_for(request, parts, wider=wider)
    found = plans.stand_ins(wish, {positions[need]: count for need, count in missing.items()})
    for need, some in asked.items():
        if sum(some.values()) > missing[need]:
            name = next((found.makers[one].name for one in some if one in found.makers), "Barang ini")
            raise TooMany(name, sum(some.values()), missing[need])
    return [
        _share(found, positions[need], variant, pieces)
        for need, some in asked.items()
        for variant, pieces in some.items()
    ]


def _share(found: StandIns, position: int, variant_id: int, pieces: int) -> Share:
    need = next(one for one in found.needs if one.position == position)
    offer = next((one for one in need.offers if one.variant_id == variant_id), None)
    name = found.makers[variant_id].seller_name if variant_id in found.makers else "Pembuat ini"
    if offer is None or offer.why_not:
        raise CannotDo(name, 0)
    if pieces > offer.room:
        raise CannotDo(name, offer.room)
    return Share(position, variant_id, offer.seller_id, pieces, offer.price)
