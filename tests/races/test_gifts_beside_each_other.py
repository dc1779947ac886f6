"""Voices of a panel, names, a hand-over, a maker's yes: pressed by two at once they happen once; each with what would be without its
guard."""

from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.accounts import queries as people
from app.accounts import service as accounts
from app.accounts.rules import identity_of
from app.base import clock
from app.base.actor import Actor, Role
from app.base.states import MoveRefused
from app.catalog.models import Variant
from app.catalog.service import goods
from app.curation.models import GiftApproval, GiftVote
from app.curation.queries import gifts as panels
from app.curation.rules import panel as rules
from app.curation.rules.panel import CaseMove, CaseState
from app.curation.service import panel
from app.db.session import db, unit_of_work
from app.gifts.models import Donation, GiftHandover, GiftRecipient, GiftRequest
from app.gifts.queries import recipients as listed
from app.gifts.queries import requests
from app.gifts.rules.donations import DONATION_LIFE, DonationMove, DonationState
from app.gifts.rules.life import REQUEST_LIFE, RequestMove, RequestState
from app.gifts.rules.recipients import Person, TooManyNames, check_list
from app.gifts.service import donations, drafting, handing_over, recipients, submitting
from app.gifts.service.donations import Plea
from app.gifts.service.submitting import PlanChanged
from app.orders.service import parcels
from tests.support import gifts, handover, official, world
from tests.support.crowd import Meeting, all_at_once, in_each_others_way
from tests.support.curators import a_curator

pytestmark = pytest.mark.race


def count(table: type[Any]) -> int:
    db.session.rollback()
    return int(db.session.scalar(sa.select(sa.func.count()).select_from(table)) or 0)


def kinds(answers: list[Any]) -> list[str]:
    return sorted(type(one).__name__ for one in answers)


def a_colleague() -> Actor:
    """Another officer of the same agency."""
    who = identity_of("0812-0000-1993")
    person = accounts.make_person(None, name="Rekan Petugas", identity=who)
    world.let_in(person)
    accounts.grant(None, person.id, Role.OFFICER, region=world.CITY, agency_id=gifts.agency_id())
    return people.actor_of(person.id)


# -- the panel -----------------------------------------------------------------------------------------


@pytest.fixture
def case(shop: Flask) -> tuple[int, list[Actor]]:
    """One voice was given; one more decides, and four curators speak at once."""
    curators = [world.actor(a_curator("36", f"Kurator {one}")) for one in range(4)]
    return official.proposed(world.goods().ready, gifts.UNTIL).id, curators


def test_of_four_last_voices_one_gives_and_the_others_come_too_late(
    shop: Flask, case: tuple[int, list[Actor]]
) -> None:
    case_id, curators = case
    deeds = [partial(panel.speak, one, case_id, is_for=True, words="") for one in curators]
    answers = all_at_once(shop, deeds)
    assert kinds(answers) == ["CaseState", "MoveRefused", "MoveRefused", "MoveRefused"]
    assert [one for one in answers if not isinstance(one, MoveRefused)] == [CaseState.GIVEN]
    assert (count(GiftVote), count(GiftApproval)) == (2, 1)


def test_without_the_lock_each_would_give_it_and_the_database_lets_one(
    shop: Flask, case: tuple[int, list[Actor]]
) -> None:
    case_id, curators = case
    meeting = Meeting(2)

    def unguarded(actor: Actor) -> CaseMove | None:
        with unit_of_work():
            said = panels.voices(case_id)
            meeting.wait()
            return rules.verdict([*said, rules.Voice(actor.by_id, True, False)])

    assert all_at_once(shop, [partial(unguarded, one) for one in curators[:2]]) == [CaseMove.GIVE] * 2
    panel.speak(curators[0], case_id, is_for=True, words="")
    with pytest.raises(sa.exc.IntegrityError), unit_of_work() as current:
        late = GiftVote(
            case_id=case_id, person_id=curators[1].by_id, is_for=True, as_chair=False, words="", said_at=clock.now()
        )  # fmt: skip
        current.add(late)
        current.flush()


# -- writing and asking --------------------------------------------------------------------------------


@pytest.mark.parametrize("first", ["change", "submit"])
def test_a_draft_that_is_changed_while_it_is_submitted_is_held_as_somebody_saw_it(
    shop: Flask, first: str
) -> None:
    product = gifts.an_official_maker("Satu", stock=30)
    request = gifts.drafted(product, recipients=5)
    seal, other = gifts.seal_of(request), a_colleague()
    change = partial(drafting.change, other, request.id, gifts.a_brief(product, recipients=7))
    submit = partial(submitting.submit, gifts.staff(), request.id, seal, hold_for=gifts.HOLD)

    def answered(deed: Any) -> Any:
        try:
            return type(deed()).__name__
        except (MoveRefused, PlanChanged) as refusal:
            return type(refusal)

    deeds = (change, submit) if first == "change" else (submit, change)
    answers = in_each_others_way(shop, *(partial(answered, one) for one in deeds))
    db.session.rollback()
    kept = db.session.get_one(GiftRequest, request.id)
    left = db.session.scalar(sa.select(Variant.stock).where(Variant.id == world.variant_of(product).id))
    if first == "change":
        assert answers == ("NoneType", PlanChanged)
        assert (kept.state, kept.recipients, left) == (RequestState.DRAFT, 7, 30)
    else:
        assert answers == ("Order", MoveRefused)
        assert (kept.state, kept.recipients, left) == (RequestState.WAITING, 5, 25)


def test_without_the_lock_it_would_be_held_for_five_and_read_as_seven(shop: Flask) -> None:
    """And what stands behind the lock: the database lets nobody change what waits for its head."""
    product = gifts.an_official_maker("Satu", stock=30)
    request = gifts.drafted(product, recipients=5)
    request_id, seal, meeting = request.id, gifts.seal_of(request), Meeting(2)

    def changes() -> str:
        with unit_of_work() as current:
            REQUEST_LIFE.after(current.get_one(GiftRequest, request_id).state, RequestMove.SUBMIT)
            meeting.wait()
            meeting.wait()
            try:
                with current.begin_nested():
                    current.execute(
                        sa.update(GiftRequest).where(GiftRequest.id == request_id).values(recipients=7)
                    )
            except sa.exc.IntegrityError:
                return "refused"
        return "changed"

    def submits() -> str:
        meeting.wait()
        submitting.submit(gifts.staff(), request_id, seal, hold_for=gifts.HOLD)
        meeting.wait()
        return "held"

    assert all_at_once(shop, [changes, submits]) == ["refused", "held"]


# -- names ---------------------------------------------------------------------------------------------

THREE, OTHERS = ([Person(f"{who} {one}") for one in range(3)] for who in ("Siti", "Budi"))


def test_two_who_write_names_do_not_name_more_than_receive(shop: Flask) -> None:
    request = gifts.drafted(gifts.an_official_maker("Satu", stock=30), recipients=5)
    deeds = [
        partial(recipients.add, who, request.id, names)
        for who, names in ((gifts.staff(), THREE), (a_colleague(), OTHERS))
    ]
    answers = all_at_once(shop, deeds)
    assert sorted(type(one) is TooManyNames for one in answers) == [False, True]
    assert count(GiftRecipient) == 3


def test_without_the_lock_six_names_would_stand_for_five(shop: Flask) -> None:
    request = gifts.drafted(gifts.an_official_maker("Satu", stock=30), recipients=5)
    request_id, by, meeting = request.id, gifts.staff().by_id, Meeting(2)

    def unguarded(names: list[Person]) -> int:
        with unit_of_work() as current:
            there = [recipients.person_of(one) for one in listed.standing([request_id])]
            check_list(there, names, 5)
            meeting.wait()
            current.add_all(
                GiftRecipient(
                    request_id=request_id, name=one.name, post="", institution="", words="", received=True, reason="",
                    added_at=clock.now(), added_by_id=by,
                )
                for one in names
            )  # fmt: skip
        return len(names)

    assert all_at_once(shop, [partial(unguarded, names) for names in (THREE, OTHERS)]) == [3, 3]
    assert count(GiftRecipient) == 6


# -- the hand-over -------------------------------------------------------------------------------------


def test_of_two_officers_who_write_down_the_hand_over_one_does(shop: Flask) -> None:
    request = handover.ready(gifts.an_official_maker("Satu", stock=30), recipients=5)
    all_of_it, two = handover.told(request), handover.told(request, {"Gerai Satu": 2})
    deeds = [
        partial(handing_over.hand_over, who, request.id, told)
        for who, told in ((gifts.staff(), all_of_it), (a_colleague(), two))
    ]
    answers = all_at_once(shop, deeds, moment=handover.THAT_DAY)
    assert kinds(answers) == ["MoveRefused", "NoneType"]
    assert count(GiftHandover) == 1
    given = db.session.scalar(sa.text("SELECT sum(given) FROM gift_handed"))
    assert given == (5 if answers[0] is None else 2)


def test_without_the_lock_both_would_write_and_the_database_keeps_one(shop: Flask) -> None:
    request = handover.ready(gifts.an_official_maker("Satu", stock=30), recipients=5)
    request_id, by, meeting = request.id, gifts.staff().by_id, Meeting(2)

    def unguarded() -> str:
        try:
            with unit_of_work() as current:
                REQUEST_LIFE.after(current.get_one(GiftRequest, request_id).state, RequestMove.HAND_OVER)
                meeting.wait()
                current.add(
                    GiftHandover(
                        request_id=request_id, people=5, words="", noted_at=clock.now(), noted_by_id=by
                    )
                )
        except sa.exc.IntegrityError:
            return "refused"
        return "written"

    assert sorted(all_at_once(shop, [unguarded, unguarded])) == ["refused", "written"]


# -- substitutes ---------------------------------------------------------------------------------------


def test_without_the_lock_two_officers_would_fill_the_same_gap(shop: Flask) -> None:
    """The twin of two substitutes for one gap (`test_gift_requests`): both see it whole."""
    product = gifts.an_official_maker("Satu", stock=30)
    request = gifts.agreed(product)
    parcels.decline(
        gifts.maker_of(product), handover.parts_by_maker(request)["Gerai Satu"].parcel.id, "Sakit."
    )
    request_id, meeting = request.id, Meeting(2)

    def unguarded() -> list[int]:
        with unit_of_work() as current:
            gaps = requests.missing_of(current.get_one(GiftRequest, request_id))
            meeting.wait()
            return list(gaps.values())

    assert all_at_once(shop, [unguarded, unguarded]) == [[20], [20]]


# -- what a maker gives --------------------------------------------------------------------------------


@pytest.fixture
def asked(shop: Flask) -> tuple[int, int, Actor]:
    """Four pieces of ten: the donation, the variant, the maker."""
    product = world.goods().ready
    variant = world.variant_of(product).id
    one = donations.ask(gifts.staff(), gifts.agency_id(), Plea(variant, 4, "Kunjungan", handover.DAY, 3))
    return one.id, variant, world.actor(world.SELLER)


def stock(variant: int) -> int:
    db.session.rollback()
    return int(db.session.scalar(sa.select(Variant.stock).where(Variant.id == variant)) or 0)


def test_a_yes_that_is_pressed_twice_takes_once(shop: Flask, asked: tuple[int, int, Actor]) -> None:
    donation, variant, maker = asked
    answers = all_at_once(shop, [partial(donations.agree, maker, donation)] * 4)
    assert kinds(answers) == ["MoveRefused", "MoveRefused", "MoveRefused", "NoneType"]
    assert stock(variant) == 6


def test_her_yes_or_the_agencys_taking_back_never_both(shop: Flask, asked: tuple[int, int, Actor]) -> None:
    donation, variant, maker = asked
    deeds = [partial(donations.agree, maker, donation), partial(donations.withdraw, gifts.staff(), donation)]
    answers = all_at_once(shop, deeds)
    assert kinds(answers) == ["MoveRefused", "NoneType"]
    state = db.session.get_one(Donation, donation).state
    assert (state, stock(variant)) == (
        (DonationState.AGREED, 6) if answers[0] is None else (DonationState.WITHDRAWN, 10)
    )


def test_without_the_lock_her_yes_would_take_twice(shop: Flask, asked: tuple[int, int, Actor]) -> None:
    donation, variant, _ = asked
    meeting = Meeting(2)

    def unguarded() -> DonationState:
        with unit_of_work() as current:
            state = DONATION_LIFE.after(current.get_one(Donation, donation).state, DonationMove.AGREE)
            meeting.wait()
            goods.take({variant: 4}, limited=False)
        return state

    assert all_at_once(shop, [unguarded, unguarded]) == [DonationState.AGREED] * 2
    assert stock(variant) == 2
