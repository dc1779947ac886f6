"""Who looks at a round now."""

from dataclasses import dataclass
from datetime import datetime

from app.accounts import queries as people
from app.base import clock
from app.base.actor import Actor
from app.curation.models import Round


@dataclass(frozen=True)
class Hold:
    """A claim as other curators, and its holder, see it."""

    is_mine: bool
    name: str
    since: datetime
    until: datetime


def hold_of(actor: Actor, opened: Round) -> Hold | None:
    """Who has claimed this round; None when it is free, which it is from the moment on at which a claim ends."""
    if opened.claimed_by_id is None or opened.claimed_at is None or opened.claim_ends_at is None:
        return None
    if opened.claim_ends_at <= clock.now():
        return None
    is_mine = opened.claimed_by_id == actor.by_id
    name = actor.by_name if is_mine else people.person(opened.claimed_by_id).name
    return Hold(is_mine, name, opened.claimed_at, opened.claim_ends_at)
