"""One move of a request: its state, its history and the journal change together."""

from typing import Any

from app.base import clock
from app.base.actor import SYSTEM_NAME, Actor
from app.db.journal import record
from app.db.session import session
from app.gifts.models import GiftRequest, GiftStep
from app.gifts.rules.life import REQUEST_LIFE, RequestMove, RequestState

PAST = {
    RequestMove.SUBMIT: "submitted",
    RequestMove.AGREE: "agreed",
    RequestMove.SEND_BACK: "sent back",
    RequestMove.TAKE_BACK: "taken back",
    RequestMove.LAPSE: "lapsed",
    RequestMove.SUBSTITUTE: "given a substitute",
    RequestMove.HAND_OVER: "handed over",
    RequestMove.CANCEL: "cancelled",
}


def hold(request_id: int) -> GiftRequest:
    """The request, held until the transaction ends."""
    return session().get_one(GiftRequest, request_id, with_for_update=True, populate_existing=True)


def step(request: GiftRequest, move: RequestMove, actor: Actor | None, words: str = "", **facts: Any) -> None:
    """The move of a held request. Raises MoveRefused."""
    request.state = REQUEST_LIFE.after(request.state, move)
    if request.state is not RequestState.WAITING:
        request.held_until = None
    session().add(
        GiftStep(
            request_id=request.id,
            move=move,
            happened_at=clock.now(),
            by_id=actor.by_id if actor else None,
            by_name=actor.by_name if actor else SYSTEM_NAME,
            words=words,
            facts=facts,
        )
    )
    record(actor, f"gift request {PAST[move]}", "gift request", request.id, **facts)
