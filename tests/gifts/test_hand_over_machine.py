"""Requests to their end through their services: over posts and by courier, recalled, ended, substituted, handed over, minuted."""

from typing import Any

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from app.payments.rules.ways import Way
from app.payments.service import receiving
from tests.support import batches, gifts, hub, official
from tests.support.fulfilling import FAR, RequestsToTheirEnd


def test_whatever_becomes_of_it_papers_register_and_orders_say_the_same(db: Any) -> None:
    ready = gifts.an_official_maker("Siap", stock=12)
    made = gifts.an_official_maker("Buat", per_day=2)
    shared = gifts.an_official_maker("Bersama", per_day=1)
    other = gifts.an_official_maker("Lain", stock=9)
    snack = batches.a_snack()
    batches.a_batch(snack, "B0", FAR, 9)
    receiving.switch(gifts.maker_of(snack), Way.INVOICE, on=True)
    official.made_official(snack, gifts.UNTIL)
    ids = [one.id for one in (ready, made, shared, other, snack)]
    post = hub.a_post().id
    gifts.the_head()
    official.the_chair()
    db.commit()
    run_state_machine_as_test(
        lambda: RequestsToTheirEnd(db, ids, post),
        settings=settings(max_examples=12, stateful_step_count=16, deadline=None),
    )
