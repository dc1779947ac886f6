"""Noting what the gateway's book and ours disagree on, and closing it once a person has seen to it."""

from sqlalchemy.dialects.postgresql import insert

from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound
from app.db.journal import record
from app.db.session import unit_of_work
from app.payments.models import GatewayFinding
from app.payments.rules.findings import FindingKind, checked_note


def note(gateway: str, kind: FindingKind, reference: str, *, number: str, amount: int, told: str) -> None:
    """Put a task on the admin's list, once. One that was closed stays closed."""
    with unit_of_work() as current:
        fresh = current.scalar(
            insert(GatewayFinding)
            .values(
                gateway=gateway,
                kind=kind,
                reference=reference,
                number=number,
                amount=amount,
                told=told,
                found_at=clock.now(),
            )
            .on_conflict_do_nothing()
            .returning(GatewayFinding.id)
        )
        if fresh is not None:
            record(None, "gateway finding noted", "gateway finding", fresh, kind=kind, reference=reference)


def close(actor: Actor, finding_id: int, text: str) -> None:
    """An admin has seen to it and says how. Raises NotFound, NoteNeeded."""
    done = checked_note(text)
    with unit_of_work() as current:
        finding = current.get(GatewayFinding, finding_id, with_for_update=True)
        if finding is None or finding.closed_at is not None:
            raise NotFound(finding_id)
        finding.closed_at, finding.closed_by_id, finding.note = clock.now(), actor.by_id, done
        record(actor, "gateway finding closed", "gateway finding", finding.id, note=done)
