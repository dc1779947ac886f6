"""What a plan is made of: days on which somebody can come, the way that fits its makers, and approved versions alone."""

from datetime import date, timedelta
from typing import Any

from app.base import clock
from app.catalog.service import drafts
from app.curation.service import submitting as rounds
from app.gifts.queries import planning
from app.gifts.service import submitting
from app.orders.models import Parcel
from tests.support import gifts, hub, world
from tests.support.orders import parcels_of


def proposal_of(request: Any) -> planning.Proposal:
    return planning.propose(planning.wish_of(request))


def test_the_first_possible_day_is_no_holiday(db: Any) -> None:
    product = gifts.an_official_maker("Satu", per_day=2)
    # 62 pieces are ready on Wednesday the 30th, there on Thursday the 31st; the day after is New Year's Day
    asked = gifts.drafted(product, recipients=62, handover_on=date(2026, 12, 14), may_split=False)
    assert proposal_of(asked).earliest == date(2027, 1, 2)


def test_one_maker_has_nothing_to_gather_and_sends_it_herself(db: Any) -> None:
    post = hub.a_post()
    one, two = gifts.an_official_maker("Satu", stock=30), gifts.an_official_maker("Dua", stock=30)
    alone = gifts.drafted(one, post_id=post.id)
    assert proposal_of(alone).wish.post_id is None
    order = gifts.submitted(alone)
    assert [parcel.way for parcel in parcels_of(order)] != ["posko"]
    both = gifts.drafted(two, gifts.an_official_maker("Tiga", stock=30), post_id=post.id)
    assert proposal_of(both).wish.post_id == post.id
    ways: list[Parcel] = parcels_of(gifts.submitted(both))
    assert [parcel.way for parcel in ways] == ["posko", "posko"]


def test_a_version_that_waits_for_a_curator_is_in_no_plan(db: Any) -> None:
    product = gifts.an_official_maker("Satu", stock=30)
    maker = gifts.maker_of(product)
    asked = gifts.drafted(product)
    before = proposal_of(asked)
    with clock.at(clock.now() + timedelta(minutes=5)):
        drafts.name_it(maker, product.slug, name="Keset Belum Dilihat", description="Lain sama sekali.")
        rounds.submit(maker, product.slug)
        after = proposal_of(asked)
    assert (after.plan, after.makers) == (before.plan, before.makers)
    assert submitting.seal_of(after) == submitting.seal_of(before)
    assert after.makers[world.variant_of(product).id].name == "Keset Satu"
