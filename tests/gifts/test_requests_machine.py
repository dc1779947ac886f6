"""Requests through their services, beside ordinary buyers, curators and makers who close: what is held is what is promised."""

from typing import Any

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from app.catalog.models import Product
from app.catalog.queries import own
from app.catalog.rules.life import Supply
from app.catalog.service import drafts
from app.catalog.service.drafts import Offer, VariantOffer
from app.curation.service import submitting as rounds
from tests.support import gifts, official, scores, world
from tests.support.requesting import RequestsOfAnAgency


def on_the_same_hands(product: Product, name: str) -> Product:
    """Another good of its maker, made by the hands that make the first."""
    maker = gifts.maker_of(product)
    other = world.a_product(maker, name=name, per_day=1)
    variant = own.variants(other.id)[0]
    offered = VariantOffer(variant.id, "", 40_000, 600, 0)
    drafts.offer(maker, other.slug, Offer(Supply.MADE, None, (offered,), line_id=product.line_id))
    scores.approve(world.actor(world.CURATOR), rounds.submit(maker, other.slug).id)
    official.made_official(other, gifts.UNTIL)
    return other


def test_whatever_happens_a_request_holds_exactly_what_it_promises(db: Any) -> None:
    ready = gifts.an_official_maker("Siap", stock=12)
    made = gifts.an_official_maker("Buat", per_day=2)
    shared = gifts.an_official_maker("Bersama", per_day=1)
    goods = [ready, made, shared, on_the_same_hands(shared, "Keset Kembar")]
    ids = [one.id for one in goods]
    gifts.the_head()
    official.the_chair()
    db.commit()
    run_state_machine_as_test(
        lambda: RequestsOfAnAgency(db, ids),
        settings=settings(max_examples=20, stateful_step_count=14, deadline=None),
    )
