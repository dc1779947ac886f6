"""A plan never asks for more than there is, leaves nobody without whom a cleverer one would serve, and says what it could do."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.gifts.rules.planning import Need, Offer, Plan, can_all, plan

FEW = settings(max_examples=150, deadline=None)


# -- what could be done at all: every way is tried ---------------------------------------------------


def ways(pieces: int, offers: Sequence[Offer]) -> Iterator[tuple[int, ...]]:
    """Every way to lay so many pieces on these offers."""
    if not offers:
        if not pieces:
            yield ()
        return
    for count in range(min(pieces, offers[0].room) + 1):
        for rest in ways(pieces - count, offers[1:]):
            yield (count, *rest)


def fits(laid: Sequence[tuple[Offer, int]], *, least: bool) -> bool:
    sources: dict[str, int] = defaultdict(int)
    products: dict[int, int] = defaultdict(int)
    for offer, pieces in laid:
        sources[offer.source] += pieces
        products[offer.product_id] += pieces
    return all(
        sources[one.source] <= one.room
        and (one.most is None or products[one.product_id] <= one.most)
        and not (least and 0 < products[one.product_id] < one.least)
        for one, _ in laid
    )


def can_be_done(needs: Sequence[Need], recipients: int, laid: tuple[tuple[Offer, int], ...] = ()) -> bool:
    if not needs:
        return fits(laid, least=True)
    offers = [one for one in needs[0].offers if not one.why_not]
    return any(
        fits(more, least=False) and can_be_done(needs[1:], recipients, more)
        for way in ways(needs[0].pieces(recipients), offers)
        for more in ((*laid, *zip(offers, way, strict=True)),)
    )


def most(needs: Sequence[Need], recipients: int) -> int:
    return next(count for count in range(recipients, -1, -1) if not count or can_be_done(needs, count))


# -- small regions -----------------------------------------------------------------------------------


@st.composite
def regions(draw: st.DrawFn, *, shared: bool = True, limits: bool = True, most_each: int = 2) -> list[Need]:
    """A few needs over a few makers. A maker's hands make several goods; what lies ready lies on a shelf of its own."""
    makers = draw(st.lists(st.tuples(st.booleans(), st.integers(0, 6)), min_size=1, max_size=3))
    offers = []
    for seller, (by_hand, room) in enumerate(makers, start=1):
        for good in range(draw(st.integers(1, 2))):
            variant = seller * 10 + good
            least = draw(st.sampled_from([1, 1, 2, 4])) if limits else 1
            offers.append(
                Offer(
                    variant,
                    product_id=variant,
                    seller_id=seller,
                    price=draw(st.integers(1, 3)) * 1000,
                    source=f"hands-{seller}" if by_hand and shared else f"shelf-{variant}",
                    room=room,
                    least=least,
                    most=draw(st.sampled_from([None, None, least, 5])) if limits else None,
                    why_not=draw(st.sampled_from(["", "", "", "sedang tidak dijual"])),
                )
            )
    needs = []
    for position in range(draw(st.integers(1, 2))):
        mine = draw(st.permutations(offers))[: draw(st.integers(1, 4))]
        if not shared:
            mine = [one for one in mine if one.seller_id % 2 == position] or mine[:1]
        needs.append(Need(position, draw(st.integers(1, most_each)), mine))
    if not shared and len(needs) == 2:
        assume(not {one.source for one in needs[0].offers} & {one.source for one in needs[1].offers})
    return needs


def check(needs: Sequence[Need], found: Plan, *, may_split: bool) -> None:
    """What holds of every plan."""
    offers = {(need.position, one.variant_id): one for need in needs for one in need.offers}
    used = [(offers[one.position, one.variant_id], one.pieces) for one in found.shares]
    assert fits(used, least=True)
    assert all(not offer.why_not and pieces > 0 for offer, pieces in used)
    got: dict[int, int] = defaultdict(int)
    for one in found.shares:
        got[one.position] += one.pieces
    assert dict(got) == {need.position: need.pieces(found.served) for need in needs if found.served}
    if not may_split:
        assert len(found.shares) == (len(needs) if found.served else 0)
    assert found.is_whole == (not found.missing)


@FEW
@given(regions(), st.integers(1, 6))
def test_nobody_is_left_without_who_could_be_served(needs: list[Need], recipients: int) -> None:
    """The exact oracle, where needs share hands and goods have least and most orders."""
    found = plan(needs, recipients, may_split=True)
    check(needs, found, may_split=True)
    assert found.served == most(needs, recipients)
    assert can_all(needs, recipients, may_split=True) == found.is_whole


@FEW
@given(regions(shared=False), st.integers(1, 8))
def test_what_no_two_needs_share_is_laid_exactly(needs: list[Need], recipients: int) -> None:
    assert plan(needs, recipients, may_split=True).served == most(needs, recipients)


@FEW
@given(regions(), st.integers(1, 6))
def test_where_nothing_may_be_split_one_maker_serves_each_need(needs: list[Need], recipients: int) -> None:
    found = plan(needs, recipients, may_split=False)
    check(needs, found, may_split=False)
    assert found.served == most([replace(one, offers=one.offers[:1]) for one in needs], recipients)


@FEW
@given(regions(), st.integers(1, 6), st.integers(0, 9), st.integers(1, 4))
def test_more_room_never_serves_fewer(needs: list[Need], recipients: int, which: int, more: int) -> None:
    sources = sorted({one.source for need in needs for one in need.offers})
    wider = sources[which % len(sources)]
    roomier = [
        replace(
            need,
            offers=[
                replace(one, room=one.room + more) if one.source == wider else one for one in need.offers
            ],
        )
        for need in needs
    ]
    before, after = (plan(some, recipients, may_split=True) for some in (needs, roomier))
    assert after.served >= before.served


@FEW
@given(regions(), st.integers(1, 6))
def test_the_plan_for_those_who_can_be_served_is_whole(needs: list[Need], recipients: int) -> None:
    found = plan(needs, recipients, may_split=True)
    if found.served:
        again = plan(needs, found.served, may_split=True)
        assert again.is_whole
        assert (again.served, list(again.shares)) == (found.served, list(found.shares))


@FEW
@given(regions(), st.integers(1, 6))
def test_nobody_is_asked_who_is_not_needed(needs: list[Need], recipients: int) -> None:
    """Leaving out any maker whom nobody chose leaves somebody without."""
    found = plan(needs, recipients, may_split=True)
    assume(found.is_whole)
    chosen = {need.offers[0].seller_id for need in needs}
    for seller in set(found.sellers) - chosen:
        rest = [
            replace(
                need,
                offers=[
                    one for one in need.offers if one.seller_id in found.sellers and one.seller_id != seller
                ],
            )
            for need in needs
        ]
        assert not can_be_done(rest, recipients)


@FEW
@given(regions(limits=False), st.integers(1, 6))
def test_one_who_can_do_a_thing_alone_does_it_alone(needs: list[Need], recipients: int) -> None:
    """The one who was chosen; and where she cannot, whoever does what she leaves."""
    found = plan(needs[:1], recipients, may_split=True)
    assume(found.is_whole)
    chosen, *others = needs[0].offers
    wanted = needs[0].pieces(recipients)
    hers = 0 if chosen.why_not else min(wanted, chosen.room) // needs[0].pieces_each * needs[0].pieces_each
    can_the_rest = [one for one in others if not one.why_not and one.room >= wanted - hers]
    if hers == wanted:
        assert [(one.variant_id, one.pieces) for one in found.shares] == [(chosen.variant_id, wanted)]
    elif can_the_rest and hers:
        assert found.pieces.keys() - {chosen.variant_id} <= {one.variant_id for one in can_the_rest}
        assert len(found.shares) == 2


# -- by hand -----------------------------------------------------------------------------------------


def offer(variant: int, room: int, source: str = "", **more: int) -> Offer:
    return Offer(
        variant, variant, variant, more.pop("price", 1000), source or f"shelf-{variant}", room, **more
    )


def test_two_needs_that_want_the_same_hands_are_both_served_where_one_has_another_way() -> None:
    """Greedily the first would take the hands that the second cannot do without."""
    both = "hands-1"
    needs = [
        Need(0, 1, [offer(10, 5, both), offer(20, 5)]),
        Need(1, 1, [offer(11, 5, both), offer(30, 1)]),
    ]
    found = plan(needs, 5, may_split=True)
    assert found.is_whole
    assert sum(one.pieces for one in found.shares if one.variant_id in (10, 11)) <= 5


def test_a_least_order_takes_from_the_chosen_maker_what_it_needs() -> None:
    needs = [Need(0, 1, [offer(1, 55), offer(2, 20, least=10)])]
    found = plan(needs, 60, may_split=True)
    assert found.pieces == {1: 50, 2: 10}


def test_a_least_order_larger_than_the_half_is_still_found() -> None:
    found = plan([Need(0, 1, [offer(1, 10, least=10)])], 30, may_split=True)
    assert (found.served, found.pieces, found.missing) == (10, {1: 10}, {0: 20})


def test_pairs_are_mixed_only_where_somebody_would_go_without() -> None:
    pairs = [Need(0, 2, [offer(1, 3), offer(2, 9)])]
    assert plan(pairs, 3, may_split=True).pieces == {1: 2, 2: 4}
    odd = [Need(0, 2, [offer(1, 3), offer(2, 3)])]
    assert plan(odd, 3, may_split=True).pieces == {1: 3, 2: 3}


def test_of_those_who_can_do_the_rest_the_cheaper_is_asked() -> None:
    needs = [Need(0, 1, [offer(1, 30), offer(2, 90, price=3000), offer(3, 40, price=2000)])]
    assert plan(needs, 60, may_split=True).pieces == {1: 30, 3: 30}


def test_five_thousand_recipients_over_sixty_makers_and_twelve_things_are_planned() -> None:
    makers = [offer(number, 900 + number, f"hands-{number % 40}") for number in range(1, 61)]
    makers = [replace(one, room=900) for one in makers]
    needs = [Need(position, 1, makers[position:] + makers[:position]) for position in range(12)]
    found = plan(needs, 5000, may_split=True)
    assert (found.served, found.is_whole) == (3000, False)
    assert sum(one.pieces for one in found.shares) == 36_000
