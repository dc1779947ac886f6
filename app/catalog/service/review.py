"""What curation does to a revision; curation itself keeps the rounds."""

from app.base import clock
from app.base.actor import Actor
from app.catalog.models import Product, Revision
from app.catalog.queries import own, versions
from app.catalog.rules.life import LIFE, RevisionMove, RevisionState
from app.catalog.service import waiting
from app.catalog.service.shelf import refresh
from app.db.session import session, unit_of_work
from app.media import service as media


def freeze(product: Product) -> Revision:
    """The draft becomes what is submitted; it cannot be changed any more. Raises MoveRefused."""
    with unit_of_work():
        frozen = _move(own.latest(product.id), RevisionMove.SUBMIT)
        frozen.kept = versions.to_keep(product, frozen)
        session().flush()
        return frozen


def thaw(revision_id: int) -> None:
    """The seller took her submission back: a draft again."""
    with unit_of_work() as current:
        revision, state = _held(own.revision(revision_id), RevisionMove.WITHDRAW)
        revision.state, revision.kept = state, None
        current.flush()


def reopen(revision_id: int) -> None:
    """What was sent back is read again as it is: nobody can change it meanwhile. Raises MoveRefused."""
    with unit_of_work():
        _move(own.revision(revision_id), RevisionMove.REOPEN)


def send_back(revision_id: int, move: RevisionMove) -> None:
    """Changes asked or declined. The version that was approved before stays on show."""
    with unit_of_work():
        _move(own.revision(revision_id), move)


def approve(actor: Actor, revision_id: int) -> None:
    """This version is what the shop shows from now on, with what it asked for; its photos may be seen by everyone."""
    with unit_of_work() as current:
        revision = own.revision(revision_id)
        product = current.get_one(Product, revision.product_id, with_for_update={"key_share": True})
        if product.approved_revision_id is not None:
            _move(own.revision(product.approved_revision_id), RevisionMove.SUPERSEDE)
            current.flush()
        revision, state = _held(revision, RevisionMove.APPROVE)
        product.approved_revision_id = revision.id
        product.approved_at = product.approved_at or clock.now()
        waiting.grant(actor, product, revision)
        with (
            current.no_autoflush
        ):  # state and what is kept go together: an approved version is never written again
            revision.state = state
            revision.kept = versions.to_keep(product, revision)
        current.flush()
        media.publish([one.photo.id for one in own.photos(revision.id)])
        refresh([product.id])


def _move(revision: Revision, move: RevisionMove) -> Revision:
    locked, state = _held(revision, move)
    locked.state = state
    session().flush()
    return locked


def _held(revision: Revision, move: RevisionMove) -> tuple[Revision, RevisionState]:
    """The locked revision, and what the move makes of it. Raises MoveRefused."""
    locked = session().get_one(Revision, revision.id, with_for_update=True, populate_existing=True)
    return locked, LIFE.after(RevisionState(locked.state), move)
