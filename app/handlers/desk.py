"""What admins are told of money."""

from app.accounts import queries as people
from app.base.actor import Role
from app.notices.rules import to_admins
from app.notices.service import tell
from app.payments.events import MoneyToLookAt
from app.web.pages import path_to


def money_to_look_at(event: MoneyToLookAt) -> None:
    """Every admin, once a day however often it is announced."""
    letter = to_admins.money_to_look_at(event.differing, event.refunds, event.findings)
    for person_id in people.holders_of(Role.ADMIN):
        tell(
            letter,
            key=f"open-money-{event.day.isoformat()}",
            link=path_to("admin.payments.money"),
            person_id=person_id,
        )
