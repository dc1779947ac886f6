"""Changing the rule book, and stating the papers of a gerai. Each function is one use case and one transaction."""

import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.base.errors import RuleBroken
from app.base.zones import WIT
from app.db.journal import record
from app.db.session import session, unit_of_work
from app.media import service as media
from app.sellers import queries as sellers
from app.standards import queries
from app.standards.models import GeraiPaper, RuleChange
from app.standards.rules.book import Rule
from app.standards.rules.changes import check_change
from app.standards.rules.findings import Severity
from app.standards.rules.papers import GERAI_READERS, GeraiPaperKind


def change_rule(actor: Actor, change: Rule) -> RuleChange:
    """From its first day on the rule reads so. Raises ChangeRefused, NotFound.

    Days begin first in Papua: what is already past there is past.
    """
    with unit_of_work() as current:
        session().execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtext("rule_changes"))))
        queries.known(change.code)
        now = clock.now()
        check_change(change, queries.changes(change.code), today=now.astimezone(WIT).date())
        made = RuleChange(
            code=change.code,
            categories=sorted(category.value for category in change.categories),
            region_code=next(iter(change.regions), None),
            severity=change.severity,
            basis=change.basis,
            sentence=change.sentence,
            next_step=change.next_step,
            helper=change.helper,
            source=change.source,
            begins_on=change.valid_from,
            ends_on=change.valid_until,
            made_at=now,
            made_by_id=actor.by_id,
        )
        current.add(made)
        current.flush()
        record(actor, "rule changed", "rule", made.id, code=change.code, begins_on=made.begins_on.isoformat())
    return made


class GeraiPaperRefused(RuleBroken):
    """What was typed cannot be this paper's number: nothing is kept of it, for it may be a NIK."""

    def __init__(self, kind: GeraiPaperKind, message: str) -> None:
        self.kind = kind
        super().__init__(message)


def state_gerai_paper(actor: Actor, kind: GeraiPaperKind, *, typed: str, evidence: bytes | None) -> None:
    """A paper of the actor's own gerai; without a number it is taken away. Raises GeraiPaperRefused, BadPhoto, NotFound."""
    reading = GERAI_READERS[kind](typed)
    worst = next((one for one in reading.findings if one.severity is Severity.TOLAK), None)
    if worst is not None:
        raise GeraiPaperRefused(kind, f"{worst.sentence} {worst.next_step}")
    seller = sellers.owned(actor)
    there = queries.gerai_papers(seller.id).get(kind)
    if evidence and not reading.canonical:
        raise GeraiPaperRefused(kind, "Fotonya sudah ada, nomornya belum. Tulis nomornya juga.")
    if there is not None and (there.typed, evidence) == (typed, None):
        return
    kept = media.take_evidence(actor, evidence) if evidence else None
    with unit_of_work() as current:
        if not reading.canonical:
            if there is not None:
                current.delete(there)
                record(actor, "gerai paper dropped", "seller", seller.id, kind=kind)
            return
        if there is None:
            there = GeraiPaper(seller_id=seller.id, kind=kind)
            current.add(there)
        there.typed, there.number, there.stated_at = typed, reading.canonical, clock.now()
        if kept is not None:
            there.evidence_id = kept.id
        record(actor, "gerai paper stated", "seller", seller.id, kind=kind)
