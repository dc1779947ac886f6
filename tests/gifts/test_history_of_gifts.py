"""What was scored, said, given, done and handed over is read by everybody whom it concerns and changed by nobody."""

from typing import Any

import pytest
import sqlalchemy as sa

from app.curation.models import GiftApproval
from app.curation.service import gifting
from tests.support import gifts, handover, world

KEPT = {
    "rounds": "note = 'lain'",
    "round_scores": "score = 4",
    "gift_cases": "until = until + 1",
    "gift_votes": "is_for = NOT is_for",
    "gift_approvals": "until = until + 1",
    "gift_steps": "words = 'lain'",
    "gift_handovers": "people = people - 1",
    "gift_handed": "given = given - 1",
}
"""Table → what somebody might like to write otherwise."""


@pytest.fixture
def over(db: Any) -> None:
    """A request that was handed over, of a good whose approval has ended since; everything below has rows."""
    product = gifts.an_official_maker("Satu", stock=30)
    handover.handed_over(handover.ready(product))
    approval = db.scalars(sa.select(GiftApproval).where(GiftApproval.product_id == product.id)).one()
    gifting.withdraw(world.actor(world.CURATOR), approval.id, "Jahitannya berubah.")


def rows_of(db: Any, table: str) -> list[Any]:
    return [tuple(one) for one in db.execute(sa.text(f"SELECT * FROM {table}"))]  # noqa: S608 - names from above


@pytest.mark.parametrize("table", KEPT)
def test_nobody_rewrites_or_deletes_it_not_even_with_sql(db: Any, over: None, table: str) -> None:
    before = rows_of(db, table)
    assert before
    changes = (f"UPDATE {table} SET {KEPT[table]}", f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE")  # noqa: S608
    for change in changes:
        with pytest.raises(sa.exc.IntegrityError), db.begin_nested():
            db.execute(sa.text(change))
    assert rows_of(db, table) == before


def test_an_approval_ends_once_and_is_not_lengthened(db: Any) -> None:
    product = gifts.an_official_maker("Satu", stock=30)
    approval = db.scalars(sa.select(GiftApproval).where(GiftApproval.product_id == product.id)).one()
    for change in ("until = until + 30", "starts_on = starts_on - 1", "code = 'ABC'", "given_at = now()"):
        with pytest.raises(sa.exc.IntegrityError, match="gift_approvals is history"), db.begin_nested():
            db.execute(sa.text(f"UPDATE gift_approvals SET {change}"))  # noqa: S608
    gifting.withdraw(world.actor(world.CURATOR), approval.id, "Jahitannya berubah.")
    with pytest.raises(sa.exc.IntegrityError), db.begin_nested():
        db.execute(sa.text("UPDATE gift_approvals SET ended_at = NULL, end_reason = NULL"))
    db.refresh(approval)
    assert (approval.end_reason, approval.until) == ("Jahitannya berubah.", gifts.UNTIL)


def test_two_people_stand_under_every_request_that_goes_on(db: Any) -> None:
    request = gifts.agreed(gifts.an_official_maker("Satu", stock=30))
    for change in ("agreed_by_id = submitted_by_id", "agreed_at = NULL, agreed_by_id = NULL"):
        with pytest.raises(sa.exc.IntegrityError), db.begin_nested():
            db.execute(sa.text(f"UPDATE gift_requests SET {change} WHERE id = {request.id}"))  # noqa: S608
