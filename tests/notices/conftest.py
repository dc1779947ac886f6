"""The mailbox of tests that send mail, and the post of the world's seller and buyer, who both read mail."""

from typing import Any

import pytest

from tests.support import world
from tests.support.mailbox import Mailbox, mailbox
from tests.support.post import Post, give_address

__all__ = ["mailbox"]


@pytest.fixture
def post(db: Any, mailbox: Mailbox) -> Post:
    give_address(world.BUYER, "sari@contoh.id")
    give_address(world.SELLER, "yati@contoh.id")
    return Post(mailbox)
