"""What was not asked, said or given in its time is not written into history afterwards; what is open changes only as it may."""

from typing import Any

import psycopg
import pytest
import sqlalchemy as sa
from flask import Flask

from app.base import clock
from app.base.states import MoveRefused
from app.cli.cluster import Cluster
from app.db.session import db as flask_db
from app.gifts.models import GiftRecipient
from app.gifts.rules.recipients import Person
from app.gifts.service import donations, drafting, recalled, recipients, substituting
from app.gifts.service.donations import Plea
from app.orders.service import parcels, recalling
from tests.support import batches, gifts, handover, official, world
from tests.support.gift_orders import need_of, orders_of, parcel_of


def refused(db: Any, *changes: str, **values: Any) -> None:
    """By the database itself, and as history."""
    for change in changes:
        with pytest.raises(sa.exc.IntegrityError, match="history"), db.begin_nested():
            db.execute(sa.text(change), values)


@pytest.fixture
def product(db: Any) -> Any:
    return gifts.an_official_maker("Satu", stock=90)


def test_what_the_head_reads_is_what_was_asked(db: Any, product: Any) -> None:
    request = gifts.drafted(product)
    gifts.submitted(request)
    refused(
        db,
        "UPDATE gift_requests SET recipients = 5 WHERE id = :id",
        "UPDATE gift_requests SET budget = 1, funds = 'private' WHERE id = :id",
        "UPDATE gift_requests SET submitted_by_id = made_by_id + 1 WHERE id = :id",
        "UPDATE gift_requests SET state = 'cancelled', held_until = NULL, ended_at = now() WHERE id = :id",
        "UPDATE gift_needs SET pieces_each = 2 WHERE request_id = :id",
        "UPDATE gift_needs SET dropped_at = now() WHERE request_id = :id",
        "INSERT INTO gift_needs (request_id, position, variant_id, pieces_each, is_box) "
        "VALUES (:id, 9, :variant, 1, true)",
        id=request.id,
        variant=world.variant_of(product).id,
    )


def test_what_she_agreed_to_stays_and_does_not_come_back(db: Any, product: Any) -> None:
    request = gifts.agreed(product)
    refused(
        db,
        "UPDATE gift_requests SET document_number = 'lain' WHERE id = :id",
        "UPDATE gift_requests SET agreed_at = now() WHERE id = :id",
        "UPDATE gift_requests SET state = 'draft' WHERE id = :id",
        "UPDATE gift_requests SET agency_id = agency_id + 1 WHERE id = :id",
        id=request.id,
    )
    parcels.decline(gifts.maker_of(product), parcel_of(request, product).id, "Sakit.")
    drafting.cancel(gifts.staff(), request.id)
    refused(
        db,
        "UPDATE gift_requests SET state = 'under_way', ended_at = NULL WHERE id = :id",
        "UPDATE gift_requests SET event = 'lain' WHERE id = :id",
        "INSERT INTO gift_orders VALUES (:order, :id, true)",
        id=request.id,
        order=an_order_of_nobody(db),
    )


def test_a_draft_keeps_its_number_its_agency_and_its_author(db: Any, product: Any) -> None:
    request = gifts.drafted(product)
    changes = (
        "number = 'CM-1'",
        "agency_id = agency_id + 1",
        "made_by_id = 1",
        "made_at = now()",
        "id = 9999",
    )
    refused(db, *(f"UPDATE gift_requests SET {change} WHERE id = :id" for change in changes), id=request.id)  # noqa: S608
    refused(db, "DELETE FROM gift_requests WHERE id = :id", "DELETE FROM gift_needs", id=request.id)


def test_a_part_is_pieces_of_a_line_of_its_own_request_and_not_more_than_it_has(
    db: Any, product: Any
) -> None:
    request, other = gifts.agreed(product, recipients=5), gifts.agreed(product, recipients=4)
    line, need = handover.parts_by_maker(request)["Gerai Satu"].line.id, need_of(other)
    refused(
        db,
        "INSERT INTO gift_parts VALUES (:line, :need, 1)",
        "UPDATE gift_parts SET need_id = :need WHERE order_line_id = :line",
        "DELETE FROM gift_parts WHERE order_line_id = :line",
        "DELETE FROM gift_orders WHERE request_id = :id",
        id=request.id,
        line=line,
        need=need,
    )
    assert [one.pieces for one in gifts_parts(db, line)] == [5]


def gifts_parts(db: Any, line: int) -> list[Any]:
    return list(
        db.execute(sa.text("SELECT pieces FROM gift_parts WHERE order_line_id = :line"), {"line": line})
    )


def an_order_of_nobody(db: Any) -> int:
    """An order that no request has."""
    query = "SELECT max(id) FROM orders WHERE id NOT IN (SELECT order_id FROM gift_orders)"
    found = db.scalar(sa.text(query))
    return int(found or db.scalar(sa.text("SELECT max(id) + 1 FROM orders")))


def test_nothing_is_added_to_what_was_handed_over(db: Any, product: Any) -> None:
    late, gone = gifts.an_official_maker("Lama", stock=9), gifts.an_official_maker("Pergi", stock=9)
    request = gifts.agreed(product, late, gone, recipients=3)
    parcels.decline(gifts.maker_of(gone), parcel_of(request, gone).id, "Sakit.")
    handover.sent(request, "Gerai Satu")
    part = handover.parts_by_maker(request)["Gerai Lama"]
    handover.handed_over(request, {"Gerai Satu": 3})
    photo = db.scalar(sa.text("SELECT coalesce(max(id), 1) FROM evidence"))
    (order,) = orders_of(request)
    refused(
        db,
        "INSERT INTO gift_handed VALUES (:line, :need, :id, 3, 3)",
        "INSERT INTO gift_handover_photos VALUES (:id, :photo)",
        "INSERT INTO gift_parts VALUES (:line, :third, 1)",
        "UPDATE gift_orders SET request_id = request_id WHERE order_id = :order",
        "UPDATE gift_requests SET handed_over_on = handed_over_on - 1 WHERE id = :id",
        "INSERT INTO gift_recipients (request_id, name, post, institution, words, received, reason, added_at, added_by_id) "
        "VALUES (:id, 'Tamu', '', '', '', true, '', now(), :by)",
        id=request.id,
        order=order.id,
        line=part.line.id,
        need=part.need_id,
        third=need_of(request, 2),
        photo=photo,
        by=gifts.staff().by_id,
    )
    with pytest.raises(MoveRefused):
        substituting.substitute(
            gifts.staff(), request.id, {need_of(request, 2): {world.variant_of(gone).id: 1}}
        )


def test_names_leave_a_request_that_never_came_about(db: Any, product: Any) -> None:
    """Nobody received anything: whose name it was may have it taken off, and the journal says that one was."""
    request = gifts.drafted(product)
    recipients.add(gifts.staff(), request.id, [Person("Siti"), Person("Budi")])
    drafting.cancel(gifts.staff(), request.id)
    siti, _ = recipients.read(gifts.staff(), request.id)
    recipients.remove(gifts.staff(), request.id, siti.id)
    assert list(db.scalars(sa.select(GiftRecipient.name))) == ["Budi"]
    told = db.execute(
        sa.text("SELECT by_name, facts FROM journal WHERE what = 'gift recipient removed'")
    ).one()
    assert tuple(told) == ("Ratna Petugas", {})


def test_a_name_that_is_put_right_before_the_hand_over_leaves_nothing_of_the_wrong_one(
    db: Any, product: Any
) -> None:
    request = gifts.drafted(product)
    recipients.add(gifts.staff(), request.id, [Person("Sitti"), Person("Budi")])
    sitti, budi = recipients.read(gifts.staff(), request.id)
    recipients.correct(
        gifts.staff(), request.id, sitti.id, Person("Siti"), received=True, reason="Salah tulis."
    )
    recipients.correct(
        gifts.staff(), request.id, budi.id, Person("Budi"), received=False, reason="Berhalangan."
    )
    (siti,) = recipients.read(gifts.staff(), request.id)
    assert (siti.name, siti.replaces_id) == ("Siti", None)
    recipients.remove(gifts.staff(), request.id, siti.id)
    assert recipients.read(gifts.staff(), request.id) == []


def test_what_a_maker_is_asked_for_is_what_she_answers(db: Any, product: Any) -> None:
    plea = Plea(world.variant_of(product).id, 2, "Kunjungan Kerja", handover.DAY, 1)
    one = donations.ask(gifts.staff(), gifts.agency_id(), plea)
    refused(db, "UPDATE gift_donations SET pieces = 20", "DELETE FROM gift_donations")
    donations.decline(gifts.maker_of(product), one.id)
    refused(db, "UPDATE gift_donations SET state = 'agreed', lots = '{}'")


def test_what_an_agency_did_about_a_recall_stays_as_it_was_said(db: Any) -> None:
    snack = batches.a_snack()
    batch = batches.a_batch(snack, "B1", pieces=9)
    maker = gifts.maker_of(snack)
    plea = Plea(world.variant_of(snack).id, 2, "Kunjungan Kerja", handover.DAY, 1)
    one = donations.ask(gifts.staff(), gifts.agency_id(), plea)
    donations.agree(maker, one.id)
    recalling.recall_own(maker, batch.id, "Bau tengik.")
    recalling.settle(batch.id)
    refused(db, "UPDATE gift_donation_recalls SET pieces = 1, answer_by = answer_by + interval '1 day'")
    recalled.note(gifts.staff(), one.id, batch.id, "Sudah dimusnahkan.")
    refused(db, "UPDATE gift_donation_recalls SET words = 'lain'", "DELETE FROM gift_donation_recalls")


def test_nobody_speaks_when_a_panel_is_done_and_nothing_is_official_without_it(db: Any) -> None:
    ready = world.goods().ready
    case = official.proposed(ready, gifts.UNTIL, conditions=("Kotak kayu.",))
    refused(
        db,
        "UPDATE gift_cases SET until = until + 1 WHERE id = :id",
        "UPDATE gift_cases SET conditions = '[]' WHERE id = :id",
        "INSERT INTO gift_approvals (case_id, product_id, revision_id, code, starts_on, until, conditions, given_at) "
        "SELECT id, product_id, revision_id, 'ABC', starts_on, until, conditions, now() FROM gift_cases WHERE id = :id",
        id=case.id,
    )
    official.panel.speak(official.the_chair(), case.id, is_for=True, words="")
    refused(
        db,
        "INSERT INTO gift_votes (case_id, person_id, is_for, as_chair, words, said_at) "
        "VALUES (:id, :by, false, false, 'Tidak.', now())",
        id=case.id,
        by=gifts.staff().by_id,
    )


def test_what_was_handed_in_is_what_is_judged(db: Any) -> None:
    _, waiting = world.a_submitted_product(world.actor(world.SELLER))
    refused(
        db,
        "UPDATE rounds SET submitted_at = now() - interval '9 days' WHERE id = :id",
        "UPDATE rounds SET findings = '[]', book_version = '9' WHERE id = :id",
        "UPDATE revisions SET facts = '{}' WHERE id = :revision",
        "UPDATE revisions SET state = 'superseded' WHERE id = :revision",
        "DELETE FROM revision_photos WHERE revision_id = :revision",
        "DELETE FROM revisions WHERE id = :revision",
        id=waiting.id,
        revision=waiting.revision_id,
    )


def test_not_even_the_superuser_of_the_cluster_rewrites_it(fresh_app: Flask, server: Cluster) -> None:
    """Triggers fire for everybody; to go round them takes the machine itself, not a page and not a role of the shop."""
    with clock.at(world.SUNDAY), fresh_app.app_context():
        request_id = gifts.agreed(gifts.an_official_maker("Satu", stock=30)).id
        name = str(flask_db.engine.url.database)
        flask_db.session.commit()
    with psycopg.connect(server.url(name, "postgres")) as root:
        for change in (
            "UPDATE gift_parts SET pieces = 1",
            "UPDATE gift_requests SET budget = 1",
            "DELETE FROM gift_steps",
        ):
            with pytest.raises(psycopg.errors.IntegrityError, match="history"), root.transaction():
                root.execute(change)  # type: ignore[arg-type]
        row = root.execute("SELECT state, budget FROM gift_requests WHERE id = %s", (request_id,)).fetchone()
        assert row == ("under_way", 500_000)
