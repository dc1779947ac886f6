"""The curators' work as it stands today: one round is looked at, one is read again, one maker is a curator's neighbour."""

from datetime import timedelta

import sqlalchemy as sa

from app.accounts import queries as people
from app.base import clock
from app.base.actor import Actor
from app.catalog.models import Product
from app.catalog.queries import own
from app.curation.models import Round
from app.curation.queries import waiting
from app.curation.queries.waiting import Wanted
from app.curation.rules.rounds import RoundState
from app.curation.service import appeals, claiming, conflicts
from app.db.session import session
from app.demo import cast
from app.sellers import queries as sellers

APPEAL = "Ini bukan barang yang sama, Bu: bumbunya daun jeruk, dan ukurannya memang untuk oleh-oleh. Mohon dilihat sekali lagi."


def judge_on() -> None:
    """What curators and makers do with what waits."""
    chair, curator = cast.actor(cast.CHAIR), cast.actor(cast.CURATOR)
    line = [one for one in waiting.queue(chair, Wanted(), None, 20) if not one.is_appeal]
    with clock.at(clock.now() - timedelta(hours=2)):
        claiming.claim(chair, line[1].id)
        claiming.claim(curator, line[2].id)
    conflicts.declare(curator, own.product(_round(line[-1].id).product_id).seller_id, "Adik ipar saya")
    for product, judged in _declined():
        if judged.judged_by_id == chair.person_id:
            with clock.at(clock.now() - timedelta(hours=20)):
                appeals.ask(_owner(product), product.slug, APPEAL)
            return


def _round(round_id: int) -> Round:
    return session().get_one(Round, round_id)


def _declined() -> list[tuple[Product, Round]]:
    rows = session().execute(
        sa.select(Product, Round)
        .join(Round, Round.product_id == Product.id)
        .where(Round.state == RoundState.DECLINED)
        .order_by(Round.id)
    )
    return [(product, judged) for product, judged in rows]


def _owner(product: Product) -> Actor:
    return people.actor_of(sellers.member_ids(product.seller_id)[0])
