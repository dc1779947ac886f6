"""Writing letters and sending them."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from app.accounts.models import Person
from app.base import clock
from app.base.actor import Actor
from app.db.jobs import enqueue
from app.db.journal import record
from app.db.ports import port
from app.db.session import session, unit_of_work
from app.notices import queries
from app.notices.models import Notice
from app.notices.ports import Mail, Mailer
from app.notices.rules.letter import Letter, mail_body


def tell(
    letter: Letter, *, key: str, link: str | None, person_id: int | None = None, email: str | None = None
) -> None:
    """Put a letter into an inbox, and on its way by mail where there is an address; once per key and reader."""
    with unit_of_work() as current:
        if person_id is not None and email is None:
            email = current.scalar(sa.select(Person.email).where(Person.id == person_id))
        notice_id = current.scalar(
            insert(Notice)
            .values(
                key=f"{key}:{person_id or email}",
                person_id=person_id,
                email=email,
                subject=letter.subject,
                body=letter.body,
                link=link,
                made_at=clock.now(),
            )
            .on_conflict_do_nothing(index_elements=[Notice.key])
            .returning(Notice.id)
        )
        if notice_id is not None and email is not None:
            enqueue("notices.mail", notice_id=notice_id)


def mail(notice_id: int, *, public_url: str, demo: bool) -> None:
    """Send one letter by mail, unless it has gone already. Raises what the mailer raises, to be tried again."""
    notice = session().get(Notice, notice_id)
    if notice is None or notice.mailed_at is not None or notice.email is None:
        return
    address = public_url + notice.link if notice.link else None
    body = mail_body(notice.body, address, demo=demo)
    port(Mailer).send(Mail(notice.email, notice.subject, body, key=f"notice-{notice.id}"))
    with unit_of_work():
        notice.mailed_at = clock.now()
        record(None, "letter mailed", "notice", notice.id)


def read(actor: Actor, notice_id: int) -> Notice:
    """Open a letter; it counts as read from now on. Raises NotFound."""
    notice = queries.letter(actor, notice_id)
    if notice.read_at is None:
        with unit_of_work():
            notice.read_at = clock.now()
    return notice


def read_all(actor: Actor) -> None:
    """Everything in the inbox counts as read."""
    with unit_of_work() as current:
        current.execute(
            sa.update(Notice)
            .where(Notice.person_id == actor.person_id, Notice.read_at.is_(None))
            .values(read_at=clock.now())
        )
