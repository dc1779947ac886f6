"""The file of a product, gathered from where its parts are kept; the caller has made sure that it may be read.

It has the names of curators and what they noted for each other, so it is never for a seller; hers is `queries.history`.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from app.accounts.models import Person
from app.base.actor import Actor
from app.base.errors import NotFound
from app.base.zones import day_in
from app.catalog.models import OfferChange, Product, Revision
from app.catalog.rules.life import RevisionState
from app.curation.models import Appeal, GiftApproval, GiftCase, GiftVote, Round
from app.curation.queries.history import AT_ONE_MOMENT, offer_changed
from app.curation.queries.reach import read_blind
from app.curation.queries.rounds import named
from app.curation.rules import dossier as rules
from app.curation.rules import history
from app.curation.rules.dossier import Entry, Key, Step
from app.curation.rules.rounds import RoundState
from app.db.journal import JournalEntry
from app.db.session import session
from app.regions.models import Region
from app.sellers import queries as sellers
from app.sellers.models import Seller
from app.standards.rules.packaging import checklist

_START = datetime(1970, 1, 1, tzinfo=UTC)


def entries(product: Product, after: Key | None, limit: int, seen: Collection[int]) -> list[Entry]:
    """What happened, the oldest first, in nine statements; with `after` what comes behind that entry. `seen`: ids of the rounds
    that the reader may know; of the others she learns only that they were handed in."""
    since, most = (after[0] if after is not None else _START), limit + AT_ONE_MOMENT
    found = [
        *_rounds(product, since, most, seen),
        *_appeals(product, since, most),
        *_written(product, since, most, seen),
        *_offers(product, since, most),
        *_gifts(product, since, most),
    ]
    rest = [one for one in found if one.at >= since and (after is None or one.key > after)]
    return sorted(rest, key=lambda one: one.key)[:limit]


def readable_rounds(reader: Actor, product_id: int) -> set[int]:
    """The rounds of a product whose decisions who looks over the curators may know: a first one that is read again stays closed
    for her, too, until the second is given."""
    found = session().scalars(
        sa.select(Round.id)
        .join(Product, Product.id == Round.product_id)
        .where(Round.product_id == product_id, read_blind(reader))
    )
    return set(found)


def _rounds(product: Product, since: datetime, limit: int, seen: Collection[int]) -> Iterator[Entry]:
    rows = session().execute(
        sa.select(Round, Revision.number, Revision.state, Person.name)
        .join(Revision, Revision.id == Round.revision_id)
        .outerjoin(Person, Person.id == Round.judged_by_id)
        .where(Round.product_id == product.id, sa.func.coalesce(Round.judged_at, Round.submitted_at) >= since)
        .order_by(Round.number)
        .limit(limit)
    )
    for one, version, state, judge in rows:
        # what was taken back is a draft again, and nobody's but hers
        is_open = one.state is not RoundState.WITHDRAWN and state is not RevisionState.DRAFT
        words = history.handed_in(version, one.number)
        yield Entry(one.submitted_at, Step.HANDED_IN, one.id, words, version=version if is_open else None)
        if one.judged_at is not None and one.id in seen:
            yield Entry(
                one.judged_at,
                Step.JUDGED,
                one.id,
                f"{history.judged(one.state, version)}, tinjauan ke-{one.number}",
                judge or "",
                rules.judged_said(one.note),
                tuple(one.points),
                one.internal_note,
                round_id=one.id,
            )


def _appeals(product: Product, since: datetime, limit: int) -> Iterator[Entry]:
    rows = session().execute(
        sa.select(Appeal, Round.number)
        .join(Round, Round.id == Appeal.round_id)
        .where(Round.product_id == product.id, sa.func.coalesce(Appeal.closed_at, Appeal.asked_at) >= since)
        .order_by(Appeal.id)
        .limit(limit)
    )
    for one, number in rows:
        said = (("Kata penjual", one.words),)
        yield Entry(one.asked_at, Step.APPEALED, one.id, rules.appealed(number), said=said)
        if one.closed_at is not None:
            # behind the second decision, which closed it
            yield Entry(one.closed_at, Step.CLOSED, one.id, rules.read_again(number, one.state))


def _written(product: Product, since: datetime, limit: int, seen: Collection[int]) -> Iterator[Entry]:
    hidden = set(
        session().scalars(
            sa.select(Round.number).where(Round.product_id == product.id, Round.id.not_in(seen))
        )
    )
    region = sellers.get(product.seller_id).village_code or ""
    rows = session().scalars(
        sa.select(JournalEntry)
        .where(
            JournalEntry.subject == "product",
            JournalEntry.subject_id == product.id,
            JournalEntry.what.in_(rules.JOURNAL),
            JournalEntry.happened_at >= since,
        )
        .order_by(JournalEntry.id)
        .limit(limit)
    )
    for one in rows:
        if one.what in rules.OF_ROUND and one.facts.get("round") in hidden:
            continue
        questions: dict[str, str] = {}
        if one.what == rules.LOOKED:
            day = day_in(region, one.happened_at)
            questions = {item.code: item.question for item in checklist(product.category, day).items}
        told = rules.written(one.what, one.facts, questions)
        if told is not None:
            who = "" if told.by_seller or one.by_id is None else one.by_name
            yield Entry(one.happened_at, told.step, one.id, told.words, who, told.said)


def _offers(product: Product, since: datetime, limit: int) -> Iterator[Entry]:
    rows = session().scalars(
        sa.select(OfferChange)
        .where(OfferChange.product_id == product.id, OfferChange.changed_at >= since, offer_changed())
        .order_by(OfferChange.id)
        .limit(limit)
    )
    for one in rows:
        words = history.offered(one.part, one.standing, one.label, one.was, one.now)
        yield Entry(one.changed_at, Step.OFFERED, one.id, words)


def _gifts(product: Product, since: datetime, limit: int) -> Iterator[Entry]:
    cases = session().execute(
        sa.select(GiftCase, Person.name, Revision.number)
        .join(Person, Person.id == GiftCase.opened_by_id)
        .join(Revision, Revision.id == GiftCase.revision_id)
        .where(GiftCase.product_id == product.id, GiftCase.opened_at >= since)
        .order_by(GiftCase.id)
        .limit(limit)
    )
    for case, name, version in cases:
        said = rules.proposed(case.starts_on, case.until, case.occasions)
        words = f"Versi {version} diusulkan jadi oleh-oleh resmi"
        yield Entry(case.opened_at, Step.PROPOSED, case.id, words, name, said, tuple(case.conditions))
    votes = session().execute(
        sa.select(GiftVote, Person.name)
        .join(GiftCase, GiftCase.id == GiftVote.case_id)
        .join(Person, Person.id == GiftVote.person_id)
        .where(GiftCase.product_id == product.id, GiftVote.said_at >= since)
        .order_by(GiftVote.id)
        .limit(limit)
    )
    for vote, name in votes:
        words = rules.voice(is_for=vote.is_for, as_chair=vote.as_chair)
        yield Entry(vote.said_at, Step.SAID, vote.id, words, name, rules.voice_said(vote.words))
    given = session().scalars(
        sa.select(GiftApproval)
        .where(GiftApproval.product_id == product.id, GiftApproval.given_at >= since)
        .order_by(GiftApproval.id)
        .limit(limit)
    )
    for one in given:
        said = rules.given(one.starts_on, one.until, one.code)
        words = "Disetujui panel jadi oleh-oleh resmi"
        yield Entry(one.given_at, Step.GIVEN, one.id, words, said=said, points=tuple(one.conditions))


@dataclass(frozen=True)
class Filed:
    """A product whose file can be opened, with its newest decision."""

    round_id: int
    product_id: int
    name: str
    seller_name: str
    place: str
    region: str
    state: RoundState
    judged_at: datetime


def filed(reader: Actor, words: str, before: int | None, limit: int) -> list[Filed]:
    """Products that were judged, the newest decision first; `words` are looked for in the names of product and gerai. For who
    looks over all curators: nobody's reach is asked."""
    query = _filed(reader).where(*named(words)).order_by(Round.id.desc()).limit(limit)
    if before is not None:
        query = query.where(Round.id < before)
    return [Filed(*row) for row in session().execute(query)]


def filed_one(reader: Actor, product_id: int) -> Filed:
    """One of them. Raises NotFound for a product that nobody has judged."""
    row = session().execute(_filed(reader).where(Round.product_id == product_id)).first()
    if row is None:
        raise NotFound(product_id)
    return Filed(*row)


def _filed(reader: Actor) -> Any:
    newest = (
        sa.select(sa.func.max(Round.id))
        .where(Round.judged_at.is_not(None), read_blind(reader))
        .group_by(Round.product_id)
    )
    return (
        sa.select(
            Round.id, Round.product_id, Revision.name, Seller.name, Region.path, Round.region_code, Round.state,
            Round.judged_at,
        )
        .join(Revision, Revision.id == Round.revision_id)
        .join(Product, Product.id == Round.product_id)
        .join(Seller, Seller.id == Product.seller_id)
        .join(Region, Region.code == Round.region_code)
        .where(Round.id.in_(newest))
    )  # fmt: skip
