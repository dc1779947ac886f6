"""What a curator says of her own ties."""

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound, RuleBroken
from app.catalog.queries import own
from app.curation.models import CuratorHome, DeclaredConflict
from app.curation.queries import rounds
from app.curation.rules import conflicts as rules
from app.curation.service import claiming
from app.db.journal import record
from app.db.session import session, unit_of_work
from app.sellers import queries as sellers


def declare(actor: Actor, seller_id: int, words: str) -> None:
    """ "Saya kenal pembuatnya": from now on nothing of this gerai comes before her, and what she was looking at goes back.

    The journal keeps that it was said, the words stay hers. Raises BadDeclaration, NotFound, RuleBroken when it was said before.
    """
    rules.check_words(words)
    with unit_of_work() as current:
        seller = sellers.get(seller_id)
        claiming.give_back(actor, seller.id)
        try:
            with current.begin_nested():
                current.add(
                    DeclaredConflict(
                        curator_id=actor.by_id, seller_id=seller.id, words=words, declared_at=clock.now()
                    )
                )
        except IntegrityError:
            raise RuleBroken(f"{seller.name} sudah ada di daftar Anda.") from None
        record(actor, "tie declared", "person", actor.by_id, seller=seller.id)


def declare_from_round(actor: Actor, round_id: int, words: str) -> None:
    """The same from the page of a round that she sees. Raises NotFound, BadDeclaration."""
    opened = rounds.round_for(actor, round_id)
    declare(actor, own.product(opened.product_id).seller_id, words)


def end(actor: Actor, declared_id: int) -> None:
    """It is over; the row stays. Raises NotFound for anybody else's."""
    with unit_of_work() as current:
        held = current.get(DeclaredConflict, declared_id, with_for_update=True)
        if held is None or held.curator_id != actor.by_id or held.ended_at is not None:
            raise NotFound(declared_id)
        held.ended_at = clock.now()
        record(actor, "tie ended", "person", actor.by_id, seller=held.seller_id)


def live_at(actor: Actor, home: rules.Address) -> None:
    """Where she lives; what is made in the same house does not come before her, and what she looks at of it goes back.

    The journal does not repeat the address. Raises RuleBroken.
    """
    if not home.village or not home.street:
        raise RuleBroken("Tulis kelurahan dan jalannya.")
    with unit_of_work() as current:
        _forget(actor)
        current.add(
            CuratorHome(
                person_id=actor.by_id,
                village_code=home.village,
                street=home.street,
                rt=home.rt,
                rw=home.rw,
                stated_at=clock.now(),
            )
        )
        current.flush()
        claiming.let_go(actor.by_id)
        record(actor, "home stated", "person", actor.by_id)


def forget_home(actor: Actor) -> None:
    """She takes her address back."""
    with unit_of_work():
        _forget(actor)
        record(actor, "home taken back", "person", actor.by_id)


def _forget(actor: Actor) -> None:
    session().execute(sa.delete(CuratorHome).where(CuratorHome.person_id == actor.by_id))
