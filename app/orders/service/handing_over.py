"""A parcel that its buyer fetches: she says a code, the maker types it, and it is received."""

from app.accounts import service as accounts
from app.base.actor import Actor
from app.base.errors import RuleBroken
from app.db.journal import record
from app.db.session import unit_of_work
from app.delivery.rules.zones import Zone
from app.orders.queries import order as queries
from app.orders.rules.log import Party
from app.orders.rules.numbers import same_code
from app.orders.service import log, parcels

MOST_TRIES = 8
"""In a quarter of an hour: a code has 31⁶ forms, so nobody gets anywhere by guessing."""


class WrongCode(RuleBroken):
    message = "Kodenya belum cocok. Minta pembeli membuka halaman pesanannya, lalu ketik keenam tandanya."


class NotFetched(RuleBroken):
    message = "Paket ini dikirim, bukan diambil. Catat pengirimannya saja."


def hand_over(actor: Actor, parcel_id: int, typed: str) -> None:
    """The maker types what the buyer says. Tries are counted, also those that fail.

    Raises WrongCode, NotFetched, TooManyTries, MoveRefused unless it is packed, NotFound for a stranger's.
    """
    queries.sellers_parcel(actor, parcel_id)
    accounts.count_attempt("handover", str(parcel_id), most=MOST_TRIES)
    with unit_of_work():
        order, parcel = parcels.hold_hers(actor, parcel_id)
        if parcel.zone is not Zone.PICKUP:
            raise NotFetched
        if not same_code(parcel.handover_code or "", typed):
            raise WrongCode
        parcels.fetch(parcel)
        record(actor, "parcel fetched", "parcel", parcel.id)
        log.note(order.id, parcel, Party.SELLER, "fetched")
        parcels.end_if_over(order)
