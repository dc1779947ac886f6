"""What is written to whom from a moment on: letters in inboxes, and mails once their jobs are done."""

import sqlalchemy as sa

from app.accounts.models import Person
from app.accounts.rules import identity_of
from app.db.session import db
from app.notices.models import Notice
from tests.support import jobs
from tests.support.mailbox import Mailbox


class Post:
    """Each question answers what is new since the one before."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox
        self._last = self._mailed = 0
        self.letters()
        self.mails()

    def letters(self) -> list[tuple[str, str]]:
        """Reader (by name; a guest by her address) and subject, by reader."""
        rows = db.session.execute(
            sa.select(Notice.id, sa.func.coalesce(Person.name, Notice.email), Notice.subject)
            .outerjoin(Person, Person.id == Notice.person_id)
            .where(Notice.id > self._last)
            .order_by(Notice.id)
        ).all()
        self._last = max([self._last, *(row.id for row in rows)])
        return sorted((reader, subject) for _, reader, subject in rows)

    def mails(self) -> list[tuple[str, str]]:
        """Address and subject of what the waiting jobs sent."""
        jobs.do_all()
        found = self._mailbox.mails()
        new, self._mailed = found[self._mailed :], len(found)
        return sorted((str(mail["To"]), str(mail["Subject"])) for mail in new)


def give_address(who: str, email: str) -> None:
    """Somebody of the world reads mail from now on."""
    identity = identity_of(who)
    db.session.execute(sa.update(Person).where(Person.phone == identity.phone).values(email=email))


def newest() -> Notice:
    """The letter that was written last."""
    return db.session.scalars(sa.select(Notice).order_by(Notice.id.desc()).limit(1)).one()
