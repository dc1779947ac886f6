"""Goods that are recalled leave a request at once: before the head agrees it is a draft again, afterwards they are a gap."""

import pytest

from app.gifts.models import GiftRequest
from app.gifts.queries import requests
from app.gifts.rules.life import RequestMove, RequestState
from app.gifts.service import deciding
from app.orders.service import recalling
from app.payments.rules.ways import Way
from app.payments.service import receiving
from tests.support import batches, gifts, official, world
from tests.support.gift_orders import missing_of, orders_of
from tests.support.mailbox import Mailbox, mailbox
from tests.support.post import Post

__all__ = ["mailbox"]

STAFF = "Ratna Petugas"


@pytest.fixture
def post(mailbox: Mailbox) -> Post:
    return Post(mailbox)


@pytest.fixture
def waiting(db) -> tuple[GiftRequest, int]:
    """Twelve packs of one batch are held; nothing else lies there."""
    snack = batches.a_snack()
    batch = batches.a_batch(snack, "B1", pieces=15)
    receiving.switch(world.actor(world.SELLER), Way.INVOICE, on=True)
    official.made_official(snack, gifts.UNTIL)
    request = gifts.drafted(snack, recipients=12)
    gifts.submitted(request)
    return request, batch.id


def recalled(batch_id: int) -> None:
    recalling.recall_own(world.actor(world.SELLER), batch_id, "Bau tengik.")
    recalling.settle(batch_id)


def test_before_the_head_agrees_all_is_let_go_and_staff_is_told_what_was_recalled(
    waiting: tuple[GiftRequest, int], post: Post
) -> None:
    request, batch_id = waiting
    post.letters()
    recalled(batch_id)
    assert request.state is RequestState.DRAFT
    last = requests.steps_of(request.id)[-1]
    assert (last.move, last.words) == (
        RequestMove.LAPSE,
        "Barang di dalamnya ditarik dari peredaran, jadi semuanya dilepas.",
    )
    assert [one for one in post.letters() if one[0] == STAFF] == [(STAFF, "Dilepas: Rapat Kerja Daerah")]
    assert batches.lots_in(orders_of(request)[0].id) == {}


def test_under_way_what_was_recalled_is_missing_and_staff_is_told(
    waiting: tuple[GiftRequest, int], post: Post
) -> None:
    request, batch_id = waiting
    deciding.agree(gifts.the_head(), request.id)
    post.letters()
    recalled(batch_id)
    assert missing_of(request) == {0: 12}
    assert [one for one in post.letters() if one[0] == STAFF] == [
        (STAFF, "Rumah Perca tidak bisa: Rapat Kerja Daerah")
    ]
