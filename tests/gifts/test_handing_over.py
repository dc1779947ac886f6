"""What was handed over is written down once, never more than came, and what was left is known."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from app.base import clock
from app.base.errors import NotFound
from app.base.states import MoveRefused
from app.db.journal import JournalEntry
from app.db.session import session
from app.gifts.models import GiftHanded, GiftHandover, GiftHandoverPhoto, GiftRequest
from app.gifts.queries import handover as queries
from app.gifts.queries import requests
from app.gifts.rules.handing_over import (
    BeforeRequest,
    NothingCame,
    NothingGiven,
    NotYetDay,
    TooManyPeople,
    TooManyPhotos,
    TooManyPieces,
)
from app.gifts.rules.life import RequestState
from app.gifts.service import handing_over
from app.media.models import Evidence
from app.media.rules.photo import BadPhoto
from tests.support import gifts, handover, pictures, world


def state_of(request: GiftRequest) -> RequestState:
    session().expire_all()
    return session().get_one(GiftRequest, request.id).state


def photo() -> bytes:
    return pictures.written(pictures.quarters())


def test_what_came_is_handed_over_with_what_is_left_and_its_pictures(db) -> None:
    one, two = gifts.an_official_maker("Satu", stock=30), gifts.an_official_maker("Dua", stock=30)
    request = handover.ready(one, two)
    handover.handed_over(
        request,
        {"Gerai Satu": 18, "Gerai Dua": 20},
        people=18,
        words="Dua tamu berhalangan.",
        photos=[photo()],
    )
    assert state_of(request) is RequestState.HANDED_OVER
    sheet = queries.of_request(request)
    assert sheet is not None
    assert (request.handed_over_on, sheet.row.people, sheet.row.words) == (
        handover.DAY,
        18,
        "Dua tamu berhalangan.",
    )
    assert [(row.parcel.seller_name, row.handed.came, row.handed.given, row.left) for row in sheet.lines] == [
        ("Gerai Satu", 20, 18, 2),
        ("Gerai Dua", 20, 20, 0),
    ]
    assert (sheet.given, sheet.left, len(sheet.photos)) == (38, 2, 1)
    step = requests.steps_of(request.id)[-1]
    assert (step.move.value, step.by_name, step.facts) == (
        "hand_over",
        "Ratna Petugas",
        {"on": "2026-12-21", "people": 18, "given": 38, "left": 2},
    )
    entry = session().scalars(sa.select(JournalEntry).order_by(JournalEntry.id.desc()).limit(1)).one()
    assert (entry.what, entry.subject_id) == ("gift request handed over", request.id)


def test_only_parts_that_came_can_be_handed_over(db) -> None:
    one, two = gifts.an_official_maker("Satu", stock=30), gifts.an_official_maker("Dua", stock=30)
    request = gifts.agreed(one, two)
    with pytest.raises(NothingCame):
        handover.handed_over(request)
    handover.sent(request, "Gerai Satu")
    with pytest.raises(TooManyPieces):
        handover.handed_over(request)
    assert state_of(request) is RequestState.UNDER_WAY
    handover.handed_over(request, {"Gerai Satu": 20})
    assert [(row.came, row.given) for row in session().scalars(sa.select(GiftHanded))] == [(20, 20)]


@pytest.mark.parametrize(
    ("wishes", "refusal"),
    [
        ({"on": date(2026, 12, 22)}, NotYetDay),
        ({"on": date(2026, 11, 21)}, BeforeRequest),
        ({"people": 0}, TooManyPeople),
        ({"people": 21}, TooManyPeople),
        ({"given": {}}, NothingGiven),
        ({"photos": [b"x"] * 5}, TooManyPhotos),
        ({"photos": [b"no picture"]}, BadPhoto),
    ],
)
def test_a_wrong_hand_over_is_refused_and_nothing_is_written(
    db, wishes: dict[str, object], refusal: type[Exception]
) -> None:
    request = handover.ready(gifts.an_official_maker("Satu", stock=30))
    told = replace(handover.told(request), **wishes)
    with clock.at(handover.THAT_DAY), pytest.raises(refusal):
        handing_over.hand_over(gifts.staff(), request.id, told)
    assert state_of(request) is RequestState.UNDER_WAY
    for kept in (GiftHandover, GiftHanded, Evidence):
        assert session().scalars(sa.select(kept)).all() == []


def test_pieces_of_a_part_that_is_not_its_own_are_refused(db) -> None:
    request = handover.ready(gifts.an_official_maker("Satu", stock=30))
    other = handover.ready(gifts.an_official_maker("Dua", stock=30))
    strange = handover.told(other).given
    with clock.at(handover.THAT_DAY), pytest.raises(TooManyPieces):
        handing_over.hand_over(gifts.staff(), request.id, replace(handover.told(request), given=strange))
    assert state_of(request) is RequestState.UNDER_WAY


def test_a_hand_over_is_written_down_once_and_by_its_own_agency(db) -> None:
    request = handover.ready(gifts.an_official_maker("Satu", stock=30))
    told = handover.told(request)
    with clock.at(handover.THAT_DAY), pytest.raises(NotFound):
        handing_over.hand_over(world.actor(world.OTHER_OFFICER), request.id, told)
    handover.handed_over(request)
    with pytest.raises(MoveRefused):
        handover.handed_over(request)
    assert len(requests.steps_of(request.id)) == 3


def test_a_draft_is_not_handed_over(db) -> None:
    request = gifts.drafted(gifts.an_official_maker("Satu", stock=30))
    told = handing_over.HandedOver(on=handover.DAY, people=1, given={})
    with clock.at(handover.THAT_DAY), pytest.raises(MoveRefused):
        handing_over.hand_over(gifts.staff(), request.id, told)


def test_what_was_handed_over_is_never_changed_and_never_deleted(db) -> None:
    request = handover.ready(gifts.an_official_maker("Satu", stock=30))
    handover.handed_over(request, photos=[photo()])
    for table in (GiftHandover, GiftHanded, GiftHandoverPhoto):
        for statement in (sa.delete(table), sa.update(table).values(request_id=table.request_id)):
            with pytest.raises(sa.exc.IntegrityError, match="is history"), session().begin_nested():
                session().execute(statement)


def test_it_may_be_written_down_days_later(db) -> None:
    request = handover.ready(gifts.an_official_maker("Satu", stock=30))
    with clock.at(handover.THAT_DAY + timedelta(days=3)):
        handing_over.hand_over(gifts.staff(), request.id, handover.told(request))
    assert request.handed_over_on == handover.DAY
