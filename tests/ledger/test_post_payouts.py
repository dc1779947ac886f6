"""The one fee of a parcel that a post makes: held until the buyer has it, free after the hold, paid out as sellers are."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.accounts.service import WrongPassword
from app.base import clock
from app.base.errors import NotFound
from app.db.session import unit_of_work
from app.delivery.models import Post
from app.ledger.models import BankAccount
from app.ledger.queries import payouts as queries
from app.ledger.rules.payouts import BounceReason, Hindrance
from app.ledger.service import banking
from app.orders.models import Consolidation
from app.orders.rules.adjusting import AdjustmentKind
from app.orders.service import adjusting, complaints, parcels
from tests.support import hub, world
from tests.support.books import books, journal
from tests.support.complaints import a_complaint
from tests.support.ledger import journal as entries
from tests.support.payouts import (
    FREE,
    TUESDAY,
    a_batch,
    an_account,
    an_account_of,
    balances,
    balances_of,
    bounces,
    pays,
    release,
    release_fees,
)
from tests.support.post import newest
from tests.support.ties import differences

FEE = 20_000
"""The way across town for what both makers send, and Rp2.000 for the post's hands."""
SECOND = timedelta(seconds=1)


@pytest.fixture
def through(db: Any) -> tuple[Post, Consolidation]:
    """A post, and a paid parcel that goes through it."""
    post, whole = hub.through_a_post()
    assert whole.fee == FEE
    return post, whole


@pytest.fixture
def come(through: tuple[Post, Consolidation]) -> tuple[Post, Consolidation]:
    """Its buyer has it."""
    hub.comes(through[1])
    return through


def test_the_fee_is_held_until_the_parcel_came_and_three_days_and_is_freed_once(
    come: tuple[Post, Consolidation],
) -> None:
    post, whole = come
    assert balances_of(post) == (FEE, 0, 0, 0)
    assert release_fees(FREE - SECOND) == 0
    assert balances_of(post) == (FEE, 0, 0, 0)
    assert release_fees() == 1
    assert balances_of(post) == (0, FEE, 0, 0)
    assert entries(f"release-post:{whole.id}") == [
        ("post_fee", post.id, None, FEE),
        ("post_available", post.id, None, -FEE),
    ]
    assert journal("consolidation", whole.id)[-1] == "post fee released"
    after = books()
    assert release_fees(FREE + timedelta(days=9)) == 0
    assert books() == after
    assert differences() == {}


def test_what_has_not_come_frees_no_fee(through: tuple[Post, Consolidation]) -> None:
    post, whole = through
    assert release_fees(FREE + timedelta(days=60)) == 0
    hub.accept_all(whole)
    for part in hub.parts_of(whole):
        hub.check_in(whole, part)
    hub.leaves(hub.order_of(whole))
    assert release_fees(FREE + timedelta(days=60)) == 0
    assert balances_of(post) == (FEE, 0, 0, 0)


def test_an_open_complaint_about_anything_in_it_holds_the_fee(come: tuple[Post, Consolidation]) -> None:
    post, whole = come
    with clock.at(FREE - SECOND):
        complaint = a_complaint(hub.order_of(whole))
    assert release_fees(FREE + timedelta(hours=1)) == 0
    with clock.at(FREE + timedelta(hours=2)):
        complaints.agree(world.actor(world.SELLER), complaint.id)
    assert release_fees(FREE + timedelta(hours=3)) == 1
    assert balances_of(post) == (0, FEE, 0, 0)
    assert differences() == {}


def test_one_batch_pays_sellers_and_posts(come: tuple[Post, Consolidation]) -> None:
    post, _ = come
    an_account()
    an_account_of(post)
    release()
    release_fees()
    batch, made = a_batch()
    assert [
        (row.name, row.payout.seller_id is None, row.payout.amount) for row in queries.of_batch(batch.id)
    ] == [
        ("Posko PKK Uji", True, FEE),
        ("Rumah Perca", False, 90_000),
    ]
    of_post = made[0]
    assert balances_of(post) == (0, 0, FEE, 0)
    pays(of_post)
    assert balances_of(post) == (0, 0, 0, FEE)
    assert balances() == (0, 0, 90_000, 0)
    assert entries(f"payout-paid:{of_post.id}") == [
        ("post_payout", post.id, None, FEE),
        ("collected", None, None, -FEE),
    ]
    letter = newest()
    assert (letter.person_id, letter.subject) == (
        world.actor(world.CURATOR).person_id,
        "Rp20.000 uang Posko PKK Uji sudah dicairkan",
    )
    assert differences() == {}


def test_what_bounces_is_the_posts_again_until_its_account_is_stated_anew(
    come: tuple[Post, Consolidation],
) -> None:
    post, _ = come
    account = an_account_of(post)
    release_fees()
    _, (payout,) = a_batch()
    pays(payout)
    bounces(payout, BounceReason.CLOSED)
    assert balances_of(post) == (0, FEE, 0, 0)
    assert account.bounced_at == TUESDAY
    assert newest().subject == "Pencairan Rp20.000 untuk Posko PKK Uji dikembalikan bank"
    with clock.at(TUESDAY):
        assert [(one.payee.post_id, one.why_not) for one in queries.candidates()] == [
            (post.id, Hindrance.BOUNCED)
        ]
        an_account_of(post)
    _, (again,) = a_batch(TUESDAY + timedelta(days=3))
    assert (again.post_id, again.amount) == (post.id, FEE)
    assert differences() == {}


def test_a_fee_that_goes_back_after_the_payout_is_covered_by_the_next(
    come: tuple[Post, Consolidation],
) -> None:
    post, whole = come
    an_account_of(post)
    release_fees()
    _, (payout,) = a_batch()
    pays(payout)
    with clock.at(TUESDAY), unit_of_work():
        parcels.lock_order(whole.order_id)
        for part in hub.parts_of(whole):
            gone = adjusting.everything(part)
            adjusting.drop(part, gone, AdjustmentKind.COMPLAINT, "Tepinya lepas.", gives_back=False)
    returned = hub.whole_of(hub.order_of(whole)).returned
    assert returned > 0
    assert balances_of(post) == (0, -returned, 0, FEE)
    with clock.at(TUESDAY):
        assert [one.why_not for one in queries.candidates() if one.payee.post_id] == [Hindrance.OWES]
    assert differences() == {}


def test_a_changed_account_cools_off_and_all_keepers_are_told(
    through: tuple[Post, Consolidation], db: Any
) -> None:
    post, _ = through
    first = an_account_of(post)
    assert first.usable_from == world.SUNDAY + timedelta(days=3)  # a fee waits already
    second = an_account_of(post, number="9876543210")
    assert (first.until, second.usable_from) == (world.SUNDAY, world.SUNDAY + timedelta(days=3))
    assert journal("post", post.id)[-1] == "bank account stated"
    assert newest().subject == "Rekening Posko PKK Uji baru saja diganti"
    assert "Rab, 25 Nov 10.00 WIB" in newest().body
    assert "9876543210" not in newest().body


@pytest.mark.parametrize(
    ("who", "password", "refusal"),
    [
        (world.SELLER, world.PASSWORD, NotFound),
        (world.KADER, world.PASSWORD, NotFound),
        (world.CURATOR, "salah", WrongPassword),
    ],
)
def test_only_who_keeps_it_says_where_its_money_goes(
    through: tuple[Post, Consolidation], db: Any, who: str, password: str, refusal: type[Exception]
) -> None:
    post, _ = through
    with pytest.raises(refusal):
        banking.state_of_post(
            world.actor(who), post.id, bank="002", number="5678901234", holder="X", password=password
        )
    assert db.scalar(sa.select(sa.func.count()).select_from(BankAccount)) == 0
