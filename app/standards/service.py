"""Changing the rule book. Each function is one use case and one transaction."""

import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.base.zones import WIT
from app.db.journal import record
from app.db.session import session, unit_of_work
from app.standards import queries
from app.standards.models import RuleChange
from app.standards.rules.book import Rule
from app.standards.rules.changes import check_change


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
