"""What was scored, said, given, done and handed over is read by everybody whom it concerns and changed by nobody."""

from typing import Any

import pytest
import sqlalchemy as sa

from app.curation.models import GiftApproval
from app.curation.service import conflicts, gifting
from app.gifts.rules.recipients import Person
from app.gifts.service import donations, minuting, recipients
from app.gifts.service.donations import Plea
from app.payments.rules.minutes import Minutes
from app.payments.service import billing
from tests.support import bundles, gifts, handover, world

KEPT = {
    "rounds": "note = 'lain'",
    "round_scores": "score = 4",
    "gift_cases": "until = until + 1",
    "gift_votes": "is_for = NOT is_for",
    "gift_approvals": "until = until + 1",
    "gift_steps": "words = 'lain'",
    "gift_handovers": "people = people - 1",
    "gift_handed": "given = given - 1",
    "gift_handover_photos": "evidence_id = evidence_id + 1",
    "gift_requests": "recipients = recipients + 1",
    "gift_needs": "pieces_each = pieces_each + 1",
    "gift_orders": "is_substitute = NOT is_substitute",
    "gift_parts": "pieces = pieces - 1",
    "gift_recipients": "name = 'lain'",
    "gift_donations": "pieces = pieces + 1",
    "agency_bills": "minutes_number = 'lain'",
    "bundles": "name = 'lain'",
    "bundle_parts": "pieces = pieces + 1",
    "declared_conflicts": "words = 'lain'",
    "revisions": "name = 'lain'",
    "revision_photos": "position = position + 9",
}
"""Table → what somebody might like to write otherwise."""


@pytest.fixture
def over(db: Any) -> None:
    """A request that was handed over and minuted, a set, a donation, a tie, of a good whose approval has ended since; everything
    above has rows."""
    product = gifts.an_official_maker("Satu", stock=30)
    maker = gifts.maker_of(product)
    bundles.a_bundle({product: 1, gifts.an_official_maker("Dua", stock=30): 1})
    request = handover.ready(product)
    recipients.add(gifts.staff(), request.id, [Person("Siti")])
    handover.handed_over(request, photos=[world.a_picture()])
    minuting.note_all(gifts.staff(), request.id, world.SUNDAY.date())
    part = handover.parts_by_maker(request)["Gerai Satu"].parcel
    number = db.scalar(sa.text("SELECT minutes_number FROM agency_bills"))
    billing.note_as_seller(maker, part.id, Minutes(number, world.SUNDAY.date()))
    plea = Plea(world.variant_of(product).id, 2, "Kunjungan Kerja", handover.DAY, 1)
    donations.agree(maker, donations.ask(gifts.staff(), gifts.agency_id(), plea).id)
    conflicts.declare(world.actor(world.CURATOR), world.goods().ready.seller_id, "Saudara ipar saya.")
    approval = db.scalars(sa.select(GiftApproval).where(GiftApproval.product_id == product.id)).one()
    gifting.withdraw(world.actor(world.CURATOR), approval.id, "Jahitannya berubah.")


def rows_of(db: Any, table: str) -> list[Any]:
    return [tuple(one) for one in db.execute(sa.text(f"SELECT * FROM {table}"))]  # noqa: S608 - names from above


def test_nobody_rewrites_or_deletes_it_not_even_with_sql(db: Any, over: None) -> None:
    before = {table: rows_of(db, table) for table in KEPT}
    assert [table for table, rows in before.items() if not rows] == []
    for table, change in KEPT.items():
        for sql in (f"UPDATE {table} SET {change}", f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):  # noqa: S608
            with pytest.raises(sa.exc.IntegrityError, match=r"histor|never changed"), db.begin_nested():
                db.execute(sa.text(sql))
        assert rows_of(db, table) == before[table]


def test_that_holds_for_the_owner_of_the_tables_too(db: Any) -> None:
    """The tests write as the role that has made them."""
    owners = db.execute(
        sa.text("SELECT tablename, tableowner = current_user FROM pg_tables WHERE tablename = ANY(:names)"),
        {"names": list(KEPT)},
    )
    assert dict(tuple(one) for one in owners) == dict.fromkeys(KEPT, True)


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
