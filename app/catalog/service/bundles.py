"""Composing sets of goods: drafted, shown, followed by a new version, withdrawn. Who may choose which goods, curation says."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound, RuleBroken
from app.base.states import MoveRefused
from app.catalog.models import Bundle, BundlePart
from app.catalog.queries import bundles as queries
from app.catalog.rules import bundles as rules
from app.catalog.rules.bundles import BUNDLE_LIFE, BundleMove, BundleState, NotASet
from app.catalog.rules.occasions import checked
from app.db.journal import record
from app.db.session import session, unit_of_work
from app.regions.rules import slug_of

FOLLOWED = "Diganti dengan susunan yang baru."


@dataclass(frozen=True)
class Words:
    """What a set is called and says of itself; codes of the occasions for which it is given."""

    name: str
    story: str = ""
    occasions: Sequence[str] = ()


def begin(actor: Actor, words: Words, region: str | None) -> Bundle:
    """An empty draft, looked after by the curators of a region (of the whole country without one). Raises UnknownOccasion."""
    with unit_of_work():
        bundle = _draft(actor, _checked(words), region)
        record(actor, "set begun", "bundle", bundle.id, name=words.name)
    return bundle


def describe(actor: Actor, bundle_id: int, words: Words) -> None:
    """Other words for a draft. Raises NotFound, MoveRefused, UnknownOccasion."""
    words = _checked(words)
    with unit_of_work():
        bundle = _open(bundle_id)
        bundle.name, bundle.story, bundle.occasions = words.name, words.story, list(words.occasions)
        record(actor, "set described", "bundle", bundle_id, name=words.name)


def put_in(actor: Actor, bundle_id: int, variant_id: int, pieces: int, *, is_box: bool) -> None:
    """A variant becomes part of a draft. Raises NotFound, MoveRefused, NotInSet."""
    with unit_of_work() as current:
        bundle = _open(bundle_id)
        part = queries.candidate(variant_id, pieces, is_box=is_box)
        rules.check_new(part, queries.sheet(bundle).parts)
        last = current.scalar(
            sa.select(sa.func.max(BundlePart.position)).where(BundlePart.bundle_id == bundle_id)
        )
        current.add(
            BundlePart(
                bundle_id=bundle_id,
                variant_id=variant_id,
                position=(last or 0) + 1,
                pieces=pieces,
                is_box=is_box,
            )
        )
        record(actor, "set part put in", "bundle", bundle_id, variant=variant_id, pieces=pieces, box=is_box)


def count_anew(actor: Actor, bundle_id: int, variant_id: int, pieces: int, *, is_box: bool) -> None:
    """Another number of a part, or whether it is the box. Raises NotFound, MoveRefused, NotInSet."""
    with unit_of_work():
        _open(bundle_id)
        row = _part(bundle_id, variant_id)
        rules.check_pieces(pieces)
        reason = rules.why_not(queries.candidate(variant_id, pieces, is_box=is_box))
        if reason is not None:
            raise rules.NotInSet(reason)
        row.pieces, row.is_box = pieces, is_box
        record(actor, "set part counted", "bundle", bundle_id, variant=variant_id, pieces=pieces, box=is_box)


def take_out(actor: Actor, bundle_id: int, variant_id: int) -> None:
    """A part leaves a draft. Raises NotFound, MoveRefused."""
    with unit_of_work() as current:
        _open(bundle_id)
        current.delete(_part(bundle_id, variant_id))
        record(actor, "set part taken out", "bundle", bundle_id, variant=variant_id)


def show(actor: Actor, bundle_id: int) -> Bundle:
    """Into the shop, as it is now and will stay; the version before it is withdrawn. Raises NotFound, MoveRefused, NotASet."""
    with unit_of_work() as current:
        bundle = _open(bundle_id)
        obstacles = rules.obstacles(queries.sheet(bundle).parts, bundle.story)
        if obstacles:
            raise NotASet(obstacles)
        if bundle.earlier_id is not None:
            earlier = _lock(bundle.earlier_id)
            if earlier.state is BundleState.SHOWN:
                _end(earlier, FOLLOWED)
                record(actor, "set withdrawn", "bundle", earlier.id, reason=FOLLOWED)
        bundle.state = BUNDLE_LIFE.after(bundle.state, BundleMove.SHOW)
        bundle.shown_at = clock.now()
        current.flush()
        record(actor, "set shown", "bundle", bundle_id, name=bundle.name)
    return bundle


def withdraw(actor: Actor, bundle_id: int, reason: str) -> None:
    """Out of the shop, with a reason that buyers read in their cart. Orders already placed go on. Raises NotFound, MoveRefused,
    RuleBroken."""
    if not reason:
        raise RuleBroken("Tulis alasannya: pembeli yang sudah memasukkannya ke keranjang akan membacanya.")
    with unit_of_work():
        _end(_lock(bundle_id), reason)
        record(actor, "set withdrawn", "bundle", bundle_id, reason=reason)


def compose_anew(actor: Actor, bundle_id: int) -> Bundle:
    """A draft with the same words and parts, that will take the place of this set; the one that there is already, if so.

    Raises NotFound, MoveRefused for a draft.
    """
    with unit_of_work() as current:
        earlier = _lock(bundle_id)
        if earlier.state is BundleState.DRAFT:
            raise MoveRefused(earlier.state, "compose anew")
        begun = current.scalar(
            sa.select(Bundle).where(Bundle.earlier_id == bundle_id, Bundle.state != BundleState.WITHDRAWN)
        )
        if begun is not None:
            return begun
        words = Words(earlier.name, earlier.story, earlier.occasions)
        bundle = _draft(actor, words, earlier.region_code, earlier_id=bundle_id)
        for part in current.scalars(sa.select(BundlePart).where(BundlePart.bundle_id == bundle_id)):
            current.add(
                BundlePart(
                    bundle_id=bundle.id,
                    variant_id=part.variant_id,
                    position=part.position,
                    pieces=part.pieces,
                    is_box=part.is_box,
                )
            )
        record(actor, "set begun", "bundle", bundle.id, name=words.name, after=bundle_id)
    return bundle


def discard(actor: Actor, bundle_id: int) -> None:
    """A draft that nobody has seen is thrown away. Raises NotFound, MoveRefused."""
    with unit_of_work() as current:
        bundle = _open(bundle_id)
        current.execute(sa.delete(BundlePart).where(BundlePart.bundle_id == bundle_id))
        current.delete(bundle)
        record(actor, "set draft discarded", "bundle", bundle_id, name=bundle.name)


def hold(bundle_ids: Collection[int]) -> None:
    """Keep these sets from being withdrawn until the transaction ends, in the order of ids; many may hold one."""
    if bundle_ids:
        session().execute(
            sa.select(Bundle.id)
            .where(Bundle.id.in_(bundle_ids))
            .order_by(Bundle.id)
            .with_for_update(read=True)
        )


def _checked(words: Words) -> Words:
    return replace(words, occasions=checked(words.occasions))


def _draft(actor: Actor, words: Words, region: str | None, *, earlier_id: int | None = None) -> Bundle:
    bundle = Bundle(
        slug=_free_slug(words.name),
        name=words.name,
        story=words.story,
        occasions=list(words.occasions),
        region_code=region,
        state=BundleState.DRAFT,
        earlier_id=earlier_id,
        made_by_id=actor.by_id,
        made_at=clock.now(),
    )
    session().add(bundle)
    session().flush()
    return bundle


def _end(bundle: Bundle, reason: str) -> None:
    bundle.state = BUNDLE_LIFE.after(bundle.state, BundleMove.WITHDRAW)
    bundle.withdrawn_at, bundle.withdraw_reason = clock.now(), reason
    session().flush()


def _lock(bundle_id: int) -> Bundle:
    found = session().get(Bundle, bundle_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFound(bundle_id)
    return found


def _open(bundle_id: int) -> Bundle:
    """A draft, held. Raises NotFound, MoveRefused."""
    found = _lock(bundle_id)
    if found.state is not BundleState.DRAFT:
        raise MoveRefused(found.state, "compose")
    return found


def _part(bundle_id: int, variant_id: int) -> BundlePart:
    found = session().get(BundlePart, (bundle_id, variant_id))
    if found is None:
        raise NotFound(variant_id)
    return found


def _free_slug(name: str) -> str:
    """`set-lebaran`, `set-lebaran-2`, …; one at a time, so that two drafts never ask for the same."""
    stem = slug_of(name)[:70] or "set"
    session().execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtext("bundles.slug"))))
    taken = set(
        session().scalars(sa.select(Bundle.slug).where(Bundle.slug.startswith(stem, autoescape=True)))
    )
    number = 1
    while (slug := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return slug
