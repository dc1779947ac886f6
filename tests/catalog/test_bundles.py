"""Sets in the database: whether buyers see them follows from their parts, and what was shown stays as it was."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.base import clock
from app.base.errors import NotFound, RuleBroken
from app.base.states import MoveRefused
from app.catalog.models import Bundle, BundlePart, Product, ProductionLine, StorefrontListing, Variant
from app.catalog.queries import bundles
from app.catalog.rules import bundles as rules
from app.catalog.rules.bundles import BundleState, NotASet
from app.catalog.service import bundles as service
from app.catalog.service import drafts, goods, shelf
from app.catalog.service.bundles import FOLLOWED, Words
from app.curation.service import gifting
from app.db.journal import JournalEntry
from app.sellers import service as seller_service
from tests.support import world
from tests.support.bundles import UNTIL, a_bundle, a_draft, a_gift, two_gifts

CURATOR = world.CURATOR


def is_seen(bundle: Bundle) -> bool:
    try:
        return bundles.shown(bundle.slug).is_visible
    except NotFound:
        return False


def official_ones() -> list[bundles.BundleSheet]:
    return bundles.on_shelf(None, 9, wanted=[bundles.official(clock.now())])


def test_a_draft_is_not_seen_and_a_shown_set_is(db: Any) -> None:
    ready, neighbour = two_gifts()
    draft = a_draft({ready: 2, neighbour: 1})
    assert not is_seen(draft)
    service.show(world.actor(CURATOR), draft.id)
    assert is_seen(draft)
    sheet = bundles.shown("dua-rumah")
    assert (sheet.price, sheet.weight_g, sheet.most, sheet.least) == (120_000, 1800, 5, 1)
    assert sheet.ready_on == date(2026, 11, 23)
    assert sheet.official_until == UNTIL
    assert [(one.name, one.worth) for one in sheet.makers] == [
        ("Rumah Perca", 90_000),
        ("Gerai Tetangga", 30_000),
    ]


def test_it_hides_itself_while_a_part_is_hidden_and_comes_back(db: Any) -> None:
    bundle = a_bundle()
    neighbour = world.actor(world.OTHER_SELLER)
    tomorrow = date(2026, 11, 23)
    seller_service.go_on_leave(neighbour, start=tomorrow, end=tomorrow)
    assert is_seen(bundle)
    with clock.at(world.SUNDAY + timedelta(days=1)):
        assert not is_seen(bundle)
        assert bundles.sheet(bundle).hidden == ["Keset Tetangga"]
        assert bundles.on_shelf(None, 9) == []
    with clock.at(world.SUNDAY + timedelta(days=2)):
        assert is_seen(bundle)


def test_a_removed_part_hides_it(db: Any) -> None:
    bundle = a_bundle()
    drafts.remove(world.actor(world.SELLER), world.goods().ready.slug)
    assert not is_seen(bundle)


def test_an_official_day_that_ends_leaves_a_set_that_is_not_official(db: Any) -> None:
    ready, _ = two_gifts()
    short = a_gift(world.actor(world.OTHER_SELLER), name="Keset Sebentar", until=date(2026, 12, 1))
    bundle = a_bundle({ready: 1, short: 1})
    assert bundles.sheet(bundle).official_until == date(2026, 12, 1)
    assert [one.bundle.id for one in official_ones()] == [bundle.id]
    with clock.at(world.SUNDAY + timedelta(days=20)):
        assert is_seen(bundle)
        assert bundles.sheet(bundle).official_until is None
        assert official_ones() == []


def test_a_withdrawn_approval_takes_the_word_from_the_set_at_once(db: Any) -> None:
    bundle = a_bundle()
    gifting.end(world.goods().ready.id, "Diuji.", None, quietly=True)
    assert bundles.sheet(bundle).official_until is None


def test_a_box_need_not_be_official(db: Any) -> None:
    ready, neighbour = two_gifts()
    bundle = a_bundle({ready: 1, neighbour: 1}, box=world.goods().made)
    sheet = bundles.shown(bundle.slug)
    assert sheet.official_until == UNTIL
    assert [row.title for row in sheet.boxes] == ["Keset Kepang"]


@given(
    stock=st.integers(0, 30), per_day=st.integers(1, 4), pieces=st.tuples(*[st.integers(1, 4)] * 3), asked=st.integers(1, 40)
)  # fmt: skip
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_judgement_of_an_order_says_the_same(
    db: Any, three: list[int], stock: int, per_day: int, pieces: tuple[int, int, int], asked: int
) -> None:
    """So many sets are to be had, and ready on that day, as `goods.judge` says of their pieces together. The second and the
    third are made by the same hands."""
    db.execute(sa.update(Variant).where(Variant.id == three[0]).values(stock=stock))
    db.execute(sa.update(ProductionLine).values(per_day=per_day))
    db.execute(sa.update(StorefrontListing).values(per_day=per_day).where(StorefrontListing.line_id > 0))
    parts = [bundles.candidate(one, count) for one, count in zip(three, pieces, strict=True)]
    wanted = {part.variant_id: part.pieces * asked for part in parts}
    outcomes = goods.judge(wanted, goods.look(list(wanted)))
    taken = [one for one in outcomes.values() if isinstance(one, goods.Taken)]
    assert (asked <= rules.sets_to_be_had(parts)) == (len(taken) == 3)
    day = max(one.ready_on for one in taken) if len(taken) == 3 else None
    assert rules.ready_on(parts, asked) == day


@pytest.fixture
def three(db: Any) -> list[int]:
    """A variant that lies ready, and two that the same hands make."""
    seller = world.actor(world.SELLER)
    made = world.goods().made
    other = world.an_approved_product(seller, name="Keset Dapur", per_day=2)
    db.execute(sa.update(Product).where(Product.id == other.id).values(line_id=made.line_id))
    shelf.refresh([other.id])
    found = [world.goods().ready, made, other]
    return [world.variant_of(one).id for one in found]


# -- what was shown stays ------------------------------------------------------------------------------


def test_nobody_changes_what_was_shown(db: Any) -> None:
    bundle = a_bundle()
    actor, variant = world.actor(CURATOR), world.variant_of(world.goods().ready).id
    for deed in (
        lambda: service.describe(actor, bundle.id, Words("Lain")),
        lambda: service.put_in(actor, bundle.id, variant, 1, is_box=False),
        lambda: service.count_anew(actor, bundle.id, variant, 3, is_box=False),
        lambda: service.take_out(actor, bundle.id, variant),
        lambda: service.show(actor, bundle.id),
        lambda: service.discard(actor, bundle.id),
    ):
        with pytest.raises(MoveRefused):
            deed()
    assert bundles.heads([bundle.id])[bundle.id].pieces[variant] == 2


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE bundles SET name = 'Lain'",
        "UPDATE bundles SET state = 'draft', shown_at = NULL",
        "DELETE FROM bundles",
        "UPDATE bundle_parts SET pieces = 9",
        "DELETE FROM bundle_parts",
        "INSERT INTO bundle_parts SELECT bundle_id, (SELECT max(id) FROM variants), 9, 1, false FROM bundle_parts LIMIT 1",
        "UPDATE bundles SET state = 'withdrawn', withdrawn_at = now(), withdraw_reason = 'x', story = 'y'",
    ],
)
def test_the_database_refuses_it_too(db: Any, change: str) -> None:
    a_bundle()
    db.commit()
    with pytest.raises(sa.exc.IntegrityError, match="shown"), db.begin_nested():
        db.execute(sa.text(change))


def test_a_new_version_takes_its_place(db: Any) -> None:
    bundle, actor = a_bundle(), world.actor(CURATOR)
    begun = service.compose_anew(actor, bundle.id)
    assert service.compose_anew(actor, bundle.id).id == begun.id
    assert (begun.slug, begun.state, is_seen(bundle)) == ("dua-rumah-2", BundleState.DRAFT, True)
    service.count_anew(actor, begun.id, world.variant_of(world.goods().ready).id, 3, is_box=False)
    service.show(actor, begun.id)
    assert (is_seen(bundle), bundle.withdraw_reason, is_seen(begun)) == (False, FOLLOWED, True)
    follower = bundles.follower("dua-rumah")
    assert follower is not None and follower.id == begun.id


def test_withdrawing_needs_a_reason_and_happens_once(db: Any) -> None:
    bundle, actor = a_bundle(), world.actor(CURATOR)
    with pytest.raises(RuleBroken, match="Tulis alasannya"):
        service.withdraw(actor, bundle.id, "")
    assert is_seen(bundle)
    service.withdraw(actor, bundle.id, "Pembuatnya pindah.")
    assert not is_seen(bundle)
    with pytest.raises(MoveRefused):
        service.withdraw(actor, bundle.id, "Lagi.")
    said = db.scalars(sa.select(JournalEntry.what).where(JournalEntry.subject == "bundle")).all()
    assert said == ["set begun", "set part put in", "set part put in", "set shown", "set withdrawn"]


def test_a_draft_is_discarded_whole(db: Any, count: Any) -> None:
    ready, neighbour = two_gifts()
    draft = a_draft({ready: 1, neighbour: 1})
    service.discard(world.actor(CURATOR), draft.id)
    assert (count(Bundle), count(BundlePart)) == (0, 0)


def test_what_lacks_something_is_not_shown(db: Any) -> None:
    ready, _ = two_gifts()
    draft = a_draft({ready: 1}, story="")
    with pytest.raises(NotASet) as refused:
        service.show(world.actor(CURATOR), draft.id)
    assert len(refused.value.obstacles) == 2
    assert draft.state is BundleState.DRAFT
