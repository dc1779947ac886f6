"""How the example gerai show themselves, and what was answered about the packaging of some goods."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from app.accounts import queries as people
from app.base import clock
from app.base.actor import Actor
from app.catalog.models import Product
from app.catalog.queries import check, own
from app.catalog.queries import packaging as boards
from app.catalog.rules.packaging import Answer
from app.catalog.service import packaging as answering
from app.curation.queries import rounds
from app.curation.service import looking
from app.db.session import session, unit_of_work
from app.demo import cast
from app.regions.rules import slug_of
from app.sellers import queries as sellers
from app.sellers import service as seller_service
from app.sellers.rules import PALETTE

PAIRS = {one.key: one for one in PALETTE}


def show_all(content: dict[str, Any], gerai: list[dict[str, Any]], logos: Path) -> None:
    """The brand kits, soon after the gerai were opened."""
    names = {one["key"]: one["name"] for one in gerai}
    chosen = [{"gerai": key, "pair": pair} for pair, keys in content["warna"].items() for key in keys]
    with unit_of_work(), clock.at(clock.now() - timedelta(days=140)):
        for one in (*content["merek"], *chosen):
            _show(one, names[one["gerai"]], logos)


def _show(one: dict[str, Any], name: str, logos: Path) -> None:
    pair = PAIRS.get(one.get("pair", ""))
    owner = _owner(sellers.by_slug(slug_of(name)).id)
    seller_service.show_as(
        owner,
        name=one.get("name", name),
        main=pair.main if pair else one["main"],
        accent=pair.accent if pair else one["accent"],
    )
    if "logo" in one:
        seller_service.carry_logo(owner, (logos / f"{one['logo']}.png").read_bytes())


def answer_all(content: dict[str, Any]) -> None:
    """The seller first, then a curator where the file says so. All in one transaction: a hundred commits take seconds."""
    with unit_of_work():
        for one in content["kemasan"]:
            product = session().scalars(sa.select(Product).where(Product.slug == one["barang"])).one()
            with clock.at(clock.now() - timedelta(days=2)):
                _answer(product, one)
            with clock.at(clock.now() - timedelta(days=1)):
                for looked in one.get("looked", []):
                    _look(product, looked)


def _answer(product: Product, one: dict[str, Any]) -> None:
    owner = _owner(product.seller_id)
    photos = [placed.photo.id for placed in own.photos(own.latest(product.id).id)]
    shown = {item: photos[number - 1] for item, number in one.get("shown", {}).items()}
    for word, what in (("yes", Answer.YES), ("no", Answer.NOT_YET), ("skip", Answer.NOT_NEEDED)):
        for item in one.get(word, []):
            answering.answer(owner, product.slug, item, what, photo_id=shown.get(item))


def _look(product: Product, looked: dict[str, Any]) -> None:
    opened = rounds.rounds_of(product.id)[0]
    place = boards.board(product, own.revision(opened.revision_id), check.today_of(product)).place(
        looked["item"]
    )
    seen = place.seller.answer.id if place and place.seller else None
    looking.judge_packaging(
        cast.actor(cast.CURATOR),
        opened.id,
        looked["item"],
        Answer(looked["answer"]),
        note=looked.get("note", ""),
        seen_id=seen,
    )


def _owner(seller_id: int) -> Actor:
    return people.actor_of(sellers.members(seller_id)[0][0].person_id)
