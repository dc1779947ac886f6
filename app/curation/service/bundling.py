"""Curators compose sets within their reach: what stands here asks who may, catalog keeps what a set is."""

from app.base.actor import Actor
from app.base.errors import NotFound, RuleBroken
from app.catalog.models import Bundle
from app.catalog.queries import bundles as sheets
from app.catalog.service import bundles
from app.catalog.service.bundles import Words
from app.curation.queries import bundling as queries
from app.db.session import unit_of_work


class NotHersToShow(RuleBroken):
    def __init__(self, names: list[str]) -> None:
        super().__init__(
            f"{', '.join(names)} bukan bidang atau wilayah Anda, atau pembuatnya dekat dengan Anda. "
            "Minta kurator lain menampilkan set ini, atau keluarkan barangnya."
        )


def begin(actor: Actor, words: Words, region: str) -> Bundle:
    """A draft for one of her regions (empty: the whole country). Raises NotFound for another."""
    if region not in dict(queries.regions_of(actor)):
        raise NotFound(region)
    return bundles.begin(actor, words, region or None)


def describe(actor: Actor, bundle_id: int, words: Words) -> None:
    """Raises NotFound, MoveRefused."""
    queries.bundle_for(actor, bundle_id)
    bundles.describe(actor, bundle_id, words)


def put_in(actor: Actor, bundle_id: int, variant_id: int, pieces: int, *, is_box: bool) -> None:
    """A good that she may judge becomes part of it. Raises NotFound, MoveRefused, NotInSet."""
    bundle = queries.bundle_for(actor, bundle_id)
    if not queries.may_choose(actor, bundle, variant_id):
        raise NotFound(variant_id)
    bundles.put_in(actor, bundle_id, variant_id, pieces, is_box=is_box)


def count_anew(actor: Actor, bundle_id: int, variant_id: int, pieces: int, *, is_box: bool) -> None:
    """Raises NotFound, MoveRefused, NotInSet."""
    queries.bundle_for(actor, bundle_id)
    bundles.count_anew(actor, bundle_id, variant_id, pieces, is_box=is_box)


def take_out(actor: Actor, bundle_id: int, variant_id: int) -> None:
    """Raises NotFound, MoveRefused."""
    queries.bundle_for(actor, bundle_id)
    bundles.take_out(actor, bundle_id, variant_id)


def show(actor: Actor, bundle_id: int) -> Bundle:
    """Into the shop; she answers for every part. Raises NotFound, MoveRefused, NotHersToShow, NotASet."""
    with unit_of_work():
        bundle = queries.bundle_for(actor, bundle_id)
        beyond = queries.out_of_reach(actor, sheets.sheet(bundle))
        if beyond:
            raise NotHersToShow(beyond)
        return bundles.show(actor, bundle_id)


def withdraw(actor: Actor, bundle_id: int, reason: str) -> None:
    """Raises NotFound, MoveRefused, RuleBroken without a reason."""
    queries.bundle_for(actor, bundle_id)
    bundles.withdraw(actor, bundle_id, reason)


def compose_anew(actor: Actor, bundle_id: int) -> Bundle:
    """Raises NotFound, MoveRefused."""
    queries.bundle_for(actor, bundle_id)
    return bundles.compose_anew(actor, bundle_id)


def discard(actor: Actor, bundle_id: int) -> None:
    """Raises NotFound, MoveRefused."""
    queries.bundle_for(actor, bundle_id)
    bundles.discard(actor, bundle_id)
