"""A maker gives only by her own yes, and then it leaves her shelf, is written down, and is no sale."""

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from app.base.actor import Actor
from app.base.errors import NotFound
from app.base.states import MoveRefused
from app.catalog.models import Product, Variant
from app.catalog.service.goods import NotToBeHad
from app.db.journal import JournalEntry
from app.db.session import session
from app.gifts.models import Donation
from app.gifts.queries import register
from app.gifts.rules.donations import DonationState, FarDay, NotByHelper, NotOnShelf
from app.gifts.rules.register import Source, Wanted
from app.gifts.service import donations
from app.gifts.service.donations import Plea
from app.ledger.models import LedgerEntry
from app.notices.models import Notice
from app.orders.models import Order
from tests.support import batches, gifts, world

DAY = date(2026, 12, 1)


def plea(product: Product, pieces: int = 4) -> Plea:
    return Plea(
        variant_id=world.variant_of(product).id,
        pieces=pieces,
        event="Kunjungan Kerja",
        event_on=DAY,
        people=3,
        words="Untuk tamu dari provinsi.",
    )


def asked(product: Product, pieces: int = 4) -> Donation:
    return donations.ask(gifts.staff(), gifts.agency_id(), plea(product, pieces))


def stock_of(product: Product) -> int:
    session().expire_all()
    return session().get_one(Variant, world.variant_of(product).id).stock


def letters_to(who: Actor) -> list[str]:
    query = sa.select(Notice.subject).where(Notice.person_id == who.person_id).order_by(Notice.id)
    return [one for one in session().scalars(query) if "4 Keset Perca" in one]


def maker() -> Actor:
    return world.actor(world.SELLER)


def test_nothing_leaves_her_shelf_until_she_says_yes(db) -> None:
    product = world.goods().ready
    one = asked(product)
    assert (stock_of(product), one.state, one.price, one.goods_name) == (
        10,
        DonationState.ASKED,
        45_000,
        "Keset Perca",
    )
    assert register.entries(gifts.staff(), Wanted()) == []
    assert letters_to(maker()) == ["Dinas Uji minta 4 Keset Perca tanpa bayar"]
    donations.agree(maker(), one.id, "Senang bisa membantu.")
    assert (stock_of(product), one.state, one.lots) == (6, DonationState.AGREED, {})
    assert letters_to(gifts.staff()) == ["Rumah Perca bersedia memberi 4 Keset Perca"]


def test_her_yes_is_an_entry_of_the_register_and_no_sale(db) -> None:
    one = asked(world.goods().ready)
    donations.agree(maker(), one.id)
    [entry] = register.entries(gifts.staff(), Wanted())
    assert (entry.source, entry.giver, entry.on, entry.people, entry.pieces, entry.total, entry.each) == (
        Source.DONATION,
        "Rumah Perca",
        DAY,
        3,
        4,
        180_000,
        60_000,
    )
    assert (entry.funds, entry.method) == (None, "Hibah penjual")
    assert session().scalars(sa.select(Order)).all() == []
    assert session().scalars(sa.select(LedgerEntry)).all() == []
    assert register.entries(world.actor(world.OTHER_OFFICER), Wanted()) == []


def test_her_no_changes_nothing_and_is_told(db) -> None:
    product = world.goods().ready
    one = asked(product)
    donations.decline(maker(), one.id, "Stok untuk pesanan lain.")
    assert (stock_of(product), one.state, one.answer) == (
        10,
        DonationState.DECLINED,
        "Stok untuk pesanan lain.",
    )
    assert letters_to(gifts.staff()) == ["Rumah Perca belum bisa memberi 4 Keset Perca"]
    with pytest.raises(MoveRefused):
        donations.agree(maker(), one.id)
    assert (stock_of(product), register.entries(gifts.staff(), Wanted())) == (10, [])


def test_an_agency_may_ask_no_longer_and_then_she_cannot_give(db) -> None:
    product = world.goods().ready
    one = asked(product)
    donations.withdraw(gifts.staff(), one.id)
    assert letters_to(maker())[-1] == "Dinas Uji tidak jadi minta 4 Keset Perca"
    for attempt in (
        lambda: donations.agree(maker(), one.id),
        lambda: donations.withdraw(gifts.staff(), one.id),
    ):
        with pytest.raises(MoveRefused):
            attempt()
    assert stock_of(product) == 10


def test_more_than_lies_on_her_shelf_is_refused_and_she_can_still_answer(db) -> None:
    product = world.goods().ready
    one = asked(product, 11)
    with pytest.raises(NotToBeHad):
        donations.agree(maker(), one.id)
    session().expire_all()
    assert (stock_of(product), one.state, one.ended_at) == (10, DonationState.ASKED, None)
    donations.decline(maker(), one.id)


def test_only_she_herself_says_yes(db) -> None:
    product = world.goods().ready
    one = asked(product)
    kader = world.actor(world.KADER)
    helper = replace(maker(), by_id=kader.person_id, by_name=kader.name)
    with pytest.raises(NotByHelper):
        donations.agree(helper, one.id)
    with pytest.raises(NotFound):
        donations.agree(world.actor(world.OTHER_SELLER), one.id)
    with pytest.raises(NotFound):
        donations.withdraw(world.actor(world.OTHER_OFFICER), one.id)
    assert (stock_of(product), one.state) == (10, DonationState.ASKED)


def test_what_is_made_when_ordered_lies_far_ahead_or_is_of_another_agency_is_not_asked_for(db) -> None:
    goods = world.goods()
    with pytest.raises(NotOnShelf):
        asked(goods.made)
    for day in (date(2025, 11, 21), date(2027, 11, 23)):
        with pytest.raises(FarDay):
            donations.ask(gifts.staff(), gifts.agency_id(), replace(plea(goods.ready), event_on=day))
    with pytest.raises(NotFound):
        donations.ask(world.actor(world.OTHER_OFFICER), gifts.agency_id(), plea(goods.ready))
    with pytest.raises(NotFound):
        donations.ask(gifts.staff(), gifts.agency_id(), replace(plea(goods.ready), variant_id=999_999))
    assert session().scalars(sa.select(Donation)).all() == []


def test_every_answer_is_journalled(db) -> None:
    one = asked(world.goods().ready)
    donations.agree(maker(), one.id)
    rows = session().scalars(
        sa.select(JournalEntry.what).where(JournalEntry.subject == "donation").order_by(JournalEntry.id)
    )
    assert rows.all() == ["donation asked", "donation agreed"]


def test_food_comes_out_of_its_batches_and_which_is_known(db) -> None:
    snack, old, fresh = batches.two_batches(old=3, fresh=5)
    one = asked(snack, 4)
    donations.agree(maker(), one.id)
    assert {code: there for code, (_, there, _) in batches.on_hand().items()} == {"B-LAMA": 0, "B-BARU": 4}
    assert one.lots == {str(old.id): 3, str(fresh.id): 1}
