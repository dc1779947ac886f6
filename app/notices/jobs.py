"""Mail goes out by jobs, enqueued in the transaction that causes it."""

from flask import current_app

from app.accounts import queries as people
from app.accounts import service as accounts
from app.accounts.models import Purpose
from app.db.jobs import job
from app.db.ports import port
from app.notices import service
from app.notices.ports import Mail, Mailer
from app.notices.rules import on_accounts
from app.notices.rules.letter import mail_body
from app.web.pages import path_to


@job("notices.mail")
def mail(notice_id: int) -> None:
    """Send one letter."""
    config = current_app.config
    service.mail(notice_id, public_url=config["PUBLIC_URL"], demo=config["DEMO"])


@job("notices.mail_reset", attempts=3)
def mail_reset(person_id: int) -> None:
    """Make a link for a new password and mail it; the token never lies in a table."""
    person = people.person(person_id)
    if person.email is None:
        return
    config = current_app.config
    token = accounts.make_link(None, person_id, Purpose.RESET)
    letter = on_accounts.reset_link(person.name)
    address = config["PUBLIC_URL"] + path_to("shop.accounts.new_password", token=token)
    body = mail_body(letter.body, address, demo=config["DEMO"])
    port(Mailer).send(Mail(person.email, letter.subject, body, key=f"reset-{person_id}-{token[:8]}"))
