"""Admins are told, at most once a day, how much about money waits for a person."""

from datetime import datetime

from app.base.zones import WIB
from app.db.session import announce, unit_of_work
from app.payments.events import MoneyToLookAt
from app.payments.queries import trouble


def tell_of_open(now: datetime) -> bool:
    """Announce what is open; whoever is told sees to it that she is told once a day. Answers whether anything is."""
    found = trouble.count_open(now)
    if not found.all:
        return False
    with unit_of_work():
        announce(
            MoneyToLookAt(
                day=now.astimezone(WIB).date(),
                differing=found.differing,
                refunds=found.refunds,
                findings=found.findings,
            )
        )
    return True
