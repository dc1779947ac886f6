"""Goods that are recalled leave a request at once: before the head agrees it is a draft again, afterwards they are a gap."""

from typing import Any

import pytest

from app.gifts.models import GiftRequest
from app.gifts.queries import requests
from app.gifts.rules.life import RequestMove, RequestState
from app.gifts.service import deciding
from app.orders.service import parcels, recalling
from app.payments.rules.ways import Way
from app.payments.service import receiving
from tests.support import batches, gifts, official, world
from tests.support.gift_orders import missing_of, orders_of
from tests.support.mailbox import Mailbox, mailbox
from tests.support.orders import parcels_of
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


@pytest.fixture
def sent(waiting: tuple[GiftRequest, int]) -> tuple[GiftRequest, int]:
    """The head agreed, and the maker has sent all twelve; nothing is paid yet."""
    request, batch_id = waiting
    deciding.agree(gifts.the_head(), request.id)
    (parcel,) = parcels_of(orders_of(request)[0])
    maker = world.actor(world.SELLER)
    parcels.accept(maker, parcel.id)
    parcels.pack(maker, parcel.id)
    parcels.send(maker, parcel.id, courier="JNE", tracking="JNE123")
    return request, batch_id


def test_what_the_agency_has_already_is_told_to_all_its_officers_for_the_occasion(
    sent: tuple[GiftRequest, int], post: Post
) -> None:
    post.letters()
    recalled(sent[1])
    officers = [one for one in post.letters() if one[0] in (STAFF, "Bu Kepala")]
    assert sorted(officers) == [
        ("Bu Kepala", "Jangan dibagikan dulu: Rapat Kerja Daerah"),
        (STAFF, "Jangan dibagikan dulu: Rapat Kerja Daerah"),
    ]


def test_recalled_gifts_that_are_not_paid_yet_lessen_the_bill_and_no_money_is_promised(
    sent: tuple[GiftRequest, int], signed_in: Any
) -> None:
    request, batch_id = sent
    recalled(batch_id)
    (order,) = orders_of(request)
    officer, page = signed_in(world.OFFICER), f"/pesanan/{order.number}"
    seen = officer.get(page).text
    assert "Kurangi tagihan Rp540.000" in seen and "Minta uang kembali" not in seen
    assert officer.send(page, to=f"{page}/tarik/{batch_id}/uang").status_code == 303
    (parcel,) = parcels_of(order)
    assert (parcel.returned, parcel.paid_at) == (540_000, None)
    seen = officer.get(page).text
    assert "Tagihannya sudah dikurangi" in seen and "Uangnya sudah Anda minta" not in seen
    assert "Rp540.000 tidak jadi dibayar." in seen
