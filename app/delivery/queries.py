"""What a parcel costs to send, asked of the provider that is plugged in; and PKK posts: open ones for buyers, one's own for
keepers, those of the region for officers.
"""

import logging
from collections.abc import Collection, Sequence
from dataclasses import replace

import sqlalchemy as sa

from app.accounts import rules as people
from app.accounts.models import Person, RoleGrant
from app.base.actor import Actor, Role
from app.base.errors import NotFound
from app.db.ports import port
from app.db.session import session
from app.delivery.models import Post, PostKeeper
from app.delivery.ports import RateProvider, RatesUnavailable
from app.delivery.rules.posts import PostFacts
from app.delivery.rules.quotes import RateQuote, RateRequest, by_table
from app.delivery.rules.services import GERAI
from app.regions.models import Agency, Region
from app.regions.rules import covers

log = logging.getLogger(__name__)


class TableRates:
    """Answers `ports.RateProvider` from `data/delivery`: prices of our own, no network."""

    def quotes(self, request: RateRequest) -> Sequence[RateQuote]:
        return by_table(request)


def quotes(request: RateRequest) -> Sequence[RateQuote]:
    """Never empty: where the provider is silent, the tables answer. The platform's own price is never asked outside.

    Answers for services that were not asked for, below nothing or before the parcel is ready do not count.
    """
    couriers = tuple(code for code in request.services if code != GERAI)
    answered = [
        one
        for one in (_asked(replace(request, services=couriers)) if couriers else ())
        if one.service in couriers and one.fee >= 0 and one.arrives_on >= request.ready_on
    ]
    if not answered:
        return by_table(request)
    if GERAI in request.services:
        answered += by_table(replace(request, services=(GERAI,)))
    return answered


def _asked(request: RateRequest) -> Sequence[RateQuote]:
    try:
        return port(RateProvider).quotes(request)
    except RatesUnavailable as trouble:
        log.warning("rates by the tables: %s", trouble)
        return ()


# -- posts --------------------------------------------------------------------------------------

_FACTS = (
    sa.select(
        Post.id,
        Post.name,
        Post.village_code,
        Region.path,
        Post.street,
        Post.hours,
        Post.phone,
        Post.handling_fee,
        Post.gather_days,
    )
    .join(Region, Region.code == Post.village_code)
    .order_by(Post.name, Post.id)
)


def _read(query: sa.Select[int, str, str, str, str, str, str, int, int]) -> list[PostFacts]:
    return [
        PostFacts(post, name, village, path, street, hours, people.written_phone(phone), fee, days)
        for post, name, village, path, street, hours, phone, fee, days in session().execute(query)
    ]


def open_posts(cities: Collection[str]) -> list[PostFacts]:
    """Open posts of these kabupaten/kota, by name."""
    city = sa.func.left(Post.village_code, 5)
    return _read(_FACTS.where(Post.closed_at.is_(None), city.in_(cities)))


def open_post(post_id: int) -> PostFacts | None:
    """This post, if it is open."""
    return next(iter(_read(_FACTS.where(Post.id == post_id, Post.closed_at.is_(None)))), None)


def post(post_id: int) -> PostFacts:
    """One post, open or closed: what was begun there goes on. Raises NotFound."""
    found = _read(_FACTS.where(Post.id == post_id))
    if not found:
        raise NotFound(post_id)
    return found[0]


def kept_by(actor: Actor) -> list[PostFacts]:
    """The posts that this person keeps."""
    return _read(_FACTS.where(Post.id.in_(_kept(actor))))


def _kept(actor: Actor) -> sa.Select[int]:
    return sa.select(PostKeeper.post_id).where(
        PostKeeper.person_id == actor.person_id, PostKeeper.until.is_(None)
    )


def keeps(actor: Actor, post_id: int) -> bool:
    """This person checks and packs there now."""
    return bool(session().scalar(sa.select(sa.exists(_kept(actor).where(PostKeeper.post_id == post_id)))))


def keeper_ids(post_id: int) -> Sequence[int]:
    """The people who keep a post."""
    open_rows = (PostKeeper.post_id == post_id, PostKeeper.until.is_(None))
    return session().scalars(sa.select(PostKeeper.person_id).where(*open_rows)).all()


# -- the officer ------------------------------------------------------------------------------


def in_reach(actor: Actor, code: str) -> bool:
    """The officer works in this region."""
    return any(covers(grant.region or "", code) for grant in actor.grants_of(Role.OFFICER))


def officers_posts(actor: Actor) -> list[Post]:
    """Posts of the officer's region, open ones first."""
    rows = session().scalars(sa.select(Post).order_by(Post.closed_at.is_not(None), Post.name, Post.id))
    return [one for one in rows if in_reach(actor, one.village_code)]


def officers_post(actor: Actor, post_id: int) -> Post:
    """One post of the officer's region. Raises NotFound."""
    found = session().get(Post, post_id)
    if found is None or not in_reach(actor, found.village_code):
        raise NotFound(post_id)
    return found


def bodies(actor: Actor) -> list[Agency]:
    """Agencies and TP PKK of the officer's region, and those of whole regions above it."""
    rows = session().scalars(sa.select(Agency).order_by(Agency.name))
    mine = [grant.region or "" for grant in actor.grants_of(Role.OFFICER)]
    return [
        one
        for one in rows
        if any(covers(reach, one.region_code) or covers(one.region_code, reach) for reach in mine)
    ]


def keepers(post_id: int) -> list[Person]:
    """Who keeps a post, by name."""
    ids = sa.select(PostKeeper.person_id).where(PostKeeper.post_id == post_id, PostKeeper.until.is_(None))
    return list(session().scalars(sa.select(Person).where(Person.id.in_(ids)).order_by(Person.name)))


def candidates(post: Post) -> list[Person]:
    """Curators and kader who may be named: whose reach holds the post's place, or lies in its kabupaten/kota."""
    rows = session().execute(
        sa.select(Person, RoleGrant.region_code)
        .join(RoleGrant, RoleGrant.person_id == Person.id)
        .where(RoleGrant.role.in_([Role.CURATOR, Role.KADER]), RoleGrant.ended_at.is_(None))
        .order_by(Person.name, Person.id)
    )
    city = post.village_code[:5]
    near = {
        person.id: person
        for person, reach in rows
        if reach is None or covers(reach, post.village_code) or covers(city, reach)
    }
    return list(near.values())
