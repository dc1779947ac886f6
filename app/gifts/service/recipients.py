"""Names of those who receive, for the agency alone: every reading is journalled."""

from collections.abc import Sequence

from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound
from app.db.journal import record
from app.db.session import session, unit_of_work
from app.gifts.models import GiftRecipient, GiftRequest
from app.gifts.queries import recipients as queries
from app.gifts.queries import requests
from app.gifts.rules import recipients as rules
from app.gifts.rules.life import RequestState
from app.gifts.rules.recipients import Person
from app.gifts.service.stepping import hold


def read(actor: Actor, request_id: int, what: str = "read") -> Sequence[GiftRecipient]:
    """All rows of a request of her agency, those that were replaced too; `what` says what for. Raises NotFound."""
    with unit_of_work():
        request = requests.request_for(actor, request_id)
        rows = queries.all_of(request.id)
        if rows:
            record(actor, f"gift recipients {what}", "gift request", request.id, people=len(rows))
    return rows


def add(actor: Actor, request_id: int, people: Sequence[Person], reason: str = "") -> int:
    """These join the list, all or none; answers how many. Once the gifts are handed over it takes a reason.

    Raises NotFound, NoName, NeedsReason, TooManyNames, NamedTwice.
    """
    with unit_of_work() as current:
        request = hold(requests.request_for(actor, request_id).id)
        if is_over(request) and not reason:
            raise rules.NeedsReason
        there = [person_of(one) for one in queries.standing([request.id]) if one.received]
        rules.check_list(there, [rules.check(one) for one in people], request.recipients)
        current.add_all(_row(request, actor, one, reason if is_over(request) else "") for one in people)
        record(actor, "gift recipients added", "gift request", request.id, people=len(people))
    return len(people)


def remove(actor: Actor, request_id: int, recipient_id: int) -> None:
    """Off the list, without a trace of the name. Raises NotFound, NeedsReason once the gifts are handed over."""
    with unit_of_work() as current:
        request = hold(requests.request_for(actor, request_id).id)
        row = _of(request, recipient_id)
        if is_over(request):
            raise rules.NeedsReason
        current.delete(row)
        record(actor, "gift recipient removed", "gift request", request.id)


def correct(
    actor: Actor, request_id: int, recipient_id: int, person: Person, *, received: bool, reason: str
) -> None:
    """What is on the list is put right. Once the gifts are handed over the old row stays as history; before, nothing of it does.

    Raises NotFound, NoName, NeedsReason, AlreadyCorrected, TooManyNames, NamedTwice.
    """
    with unit_of_work() as current:
        request = hold(requests.request_for(actor, request_id).id)
        row = _of(request, recipient_id)
        if not reason:
            raise rules.NeedsReason
        standing = queries.standing([request.id])
        if row.id not in {one.id for one in standing}:
            raise rules.AlreadyCorrected
        if received:
            others = [person_of(one) for one in standing if one.received and one.id != row.id]
            rules.check_list(others, [rules.check(person)], request.recipients)
        corrected = _row(request, actor, rules.check(person), reason)
        if is_over(request):
            corrected.replaces_id, corrected.received = row.id, received
            current.add(corrected)
        else:
            current.delete(row)
            if received:
                current.add(corrected)
        record(actor, "gift recipient corrected", "gift request", request.id)


def is_over(request: GiftRequest) -> bool:
    """The gifts are handed over: names are history from now on."""
    return request.state is RequestState.HANDED_OVER


def person_of(row: GiftRecipient) -> Person:
    """As it is written."""
    return Person(row.name, row.post, row.institution, row.kind, row.words)


def _row(request: GiftRequest, actor: Actor, one: Person, reason: str) -> GiftRecipient:
    return GiftRecipient(
        request_id=request.id,
        name=one.name,
        post=one.post,
        institution=one.institution,
        kind=one.kind,
        words=one.words,
        received=True,
        reason=reason,
        added_at=clock.now(),
        added_by_id=actor.by_id,
    )


def _of(request: GiftRequest, recipient_id: int) -> GiftRecipient:
    row = session().get(GiftRecipient, recipient_id)
    if row is None or row.request_id != request.id:
        raise NotFound(recipient_id)
    return row
