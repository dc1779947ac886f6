"""The head of the agency says yes, or what is to be changed."""

from app.base import clock
from app.base.actor import Actor
from app.base.states import MoveRefused
from app.db.session import announce, unit_of_work
from app.gifts.events import RequestAgreed, RequestSentBack
from app.gifts.models import GiftRequest
from app.gifts.queries import requests as queries
from app.gifts.rules import life as rules
from app.gifts.rules.life import REQUEST_LIFE, RequestMove
from app.gifts.service import submitting
from app.gifts.service.stepping import hold, step
from app.orders.rules.life import OrderState
from app.orders.service import parcels
from app.payments.service import choosing


def agree(actor: Actor, request_id: int) -> None:
    """Every maker is asked for her part, and bills the agency for it.

    Raises NotFound, NotTheHead, OwnRequest, MoveRefused, HoldIsOver, NoLongerOfficial, CannotPay; then nothing has happened.
    """
    with unit_of_work():
        request = queries.request_for(actor, request_id)
        order = queries.placed_order(request.id)
        if order is not None:
            order = parcels.lock_order(order.id)
        request = _decided_by(actor, request, RequestMove.AGREE)
        if order is None or order.state is not OrderState.PLACED:
            raise MoveRefused(request.state, RequestMove.AGREE)  # it was taken back and asked anew meanwhile
        if order.pay_by <= clock.now():
            raise rules.HoldIsOver  # the clock's job has not come by yet
        submitting.check_official(request, order.id)
        step(request, RequestMove.AGREE, actor, total=order.total)
        request.agreed_at, request.agreed_by_id = clock.now(), actor.person_id
        choosing.commission(order, actor, request.agency_id, signer=request.signer, post=request.signer_post)
        announce(RequestAgreed(request_id=request.id))


def send_back(actor: Actor, request_id: int, words: str) -> None:
    """Something has to be changed; nothing is held any more. Raises NotFound, NotTheHead, OwnRequest, NeedsWords, MoveRefused."""
    if not words:
        raise rules.NeedsWords
    with unit_of_work():
        request = queries.request_for(actor, request_id)
        rules.check_decider(actor, request.agency_id, request.submitted_by_id or 0)
        submitting.give_back(request.id, RequestMove.SEND_BACK, actor, words)
        announce(RequestSentBack(request_id=request.id, words=words))


def _decided_by(actor: Actor, request: GiftRequest, move: RequestMove) -> GiftRequest:
    request = hold(request.id)
    REQUEST_LIFE.after(request.state, move)
    rules.check_decider(actor, request.agency_id, request.submitted_by_id or 0)
    return request
