"""More curators than the world's one: of another region, of the whole country, or making goods themselves."""

import io
from typing import Any

from app.accounts import queries as people
from app.accounts import service as accounts
from app.accounts.rules import identity_of
from app.base.actor import Role
from tests.support import world


def a_curator(region: str | None, name: str = "Kurator Lain") -> str:
    """The phone of a new curator who can sign in; without a region she is the national one."""
    phone = world.a_phone()
    person = accounts.make_person(None, name=name, identity=identity_of(phone))
    world.let_in(person)
    accounts.grant(None, person.id, Role.CURATOR, region=region, pokja="III")
    return phone


def make_curator(phone: str, region: str | None) -> None:
    """Somebody of the world judges from now on, too."""
    person = people.by_identity(identity_of(phone))
    assert person is not None
    accounts.grant(None, person.id, Role.CURATOR, region=region, pokja="III")


def a_file(content: bytes, name: str = "foto.jpg") -> tuple[Any, str]:
    """A file as a browser sends it."""
    return io.BytesIO(content), name
