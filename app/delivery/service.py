"""Making posts, closing them, and naming who keeps them: the officer of the region."""

from dataclasses import dataclass

import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound
from app.db.journal import record
from app.db.session import announce, session, unit_of_work
from app.delivery import queries
from app.delivery.events import KeeperNamed
from app.delivery.models import Post, PostKeeper
from app.delivery.rules.posts import NameTaken, NobodyKeeps, NotInReach


@dataclass(frozen=True)
class PostPlan:
    """What an officer says of a post. `phone` is E.164, `handling_fee` rupiah, `gather_days` working days."""

    agency_id: int
    name: str
    village_code: str
    street: str
    hours: str
    phone: str
    handling_fee: int
    gather_days: int


def make_post(actor: Actor, plan: PostPlan) -> Post:
    """A new post, closed until it has a keeper. Raises NotInReach, NameTaken."""
    with unit_of_work() as current:
        _check(actor, plan, None)
        post = Post(**vars(plan), made_at=clock.now(), closed_at=clock.now())
        current.add(post)
        current.flush()
        record(actor, "post made", "post", post.id, name=post.name)
    return post


def change_post(actor: Actor, post_id: int, plan: PostPlan) -> None:
    """Other facts for later orders: what was placed keeps its fee and its days. Raises NotFound, NotInReach, NameTaken."""
    with unit_of_work():
        post = _held(actor, post_id)
        _check(actor, plan, post)
        for name, value in vars(plan).items():
            setattr(post, name, value)
        record(actor, "post changed", "post", post.id, **vars(plan))


def _check(actor: Actor, plan: PostPlan, known: Post | None) -> None:
    if not queries.in_reach(actor, plan.village_code) or plan.agency_id not in {
        one.id for one in queries.bodies(actor)
    }:
        raise NotInReach
    same = session().scalar(
        sa.select(Post.id).where(Post.village_code == plan.village_code, Post.name == plan.name)
    )
    if same is not None and (known is None or same != known.id):
        raise NameTaken


def _held(actor: Actor, post_id: int) -> Post:
    queries.officers_post(actor, post_id)
    return session().get_one(Post, post_id, with_for_update=True, populate_existing=True)


def open_post(actor: Actor, post_id: int) -> None:
    """Buyers are offered it from now on. Raises NotFound, NobodyKeeps."""
    with unit_of_work():
        post = _held(actor, post_id)
        if not queries.keeper_ids(post_id):
            raise NobodyKeeps
        if post.closed_at is not None:
            post.closed_at = None
            record(actor, "post opened", "post", post.id)


def close_post(actor: Actor, post_id: int) -> None:
    """Buyers are not offered it any more; parcels that were begun there go on. Raises NotFound."""
    with unit_of_work():
        post = _held(actor, post_id)
        if post.closed_at is None:
            post.closed_at = clock.now()
            record(actor, "post closed", "post", post.id)


def name_keeper(actor: Actor, post_id: int, person_id: int) -> None:
    """She may check, pack and send there. Raises NotFound for who is neither curator nor kader near it."""
    with unit_of_work() as current:
        post = _held(actor, post_id)
        if person_id not in {one.id for one in queries.candidates(post)}:
            raise NotFound(person_id)
        if person_id not in queries.keeper_ids(post_id):
            row = PostKeeper(post_id=post_id, person_id=person_id, since=clock.now())
            current.add(row)
            current.flush()
            record(actor, "post keeper named", "post", post.id, person=person_id)
            announce(KeeperNamed(keeper_id=row.id, post_id=post_id, person_id=person_id))


def dismiss_keeper(actor: Actor, post_id: int, person_id: int) -> None:
    """She keeps it no longer. Raises NotFound, and NobodyKeeps for the last one of an open post."""
    with unit_of_work() as current:
        post = _held(actor, post_id)
        row = current.scalar(
            sa.select(PostKeeper).where(
                PostKeeper.post_id == post_id, PostKeeper.person_id == person_id, PostKeeper.until.is_(None)
            )
        )
        if row is None:
            raise NotFound(person_id)
        if post.closed_at is None and len(queries.keeper_ids(post_id)) == 1:
            raise NobodyKeeps("Tunjuk dulu penggantinya, atau tutup poskonya.")
        row.until = clock.now()
        record(actor, "post keeper dismissed", "post", post.id, person=person_id)
