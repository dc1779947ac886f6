"""What may happen to a gerai and its goods, as steps of a random history. A step that is refused changes nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound, RuleBroken
from app.base.kinds import Category
from app.catalog.models import Batch, Product
from app.catalog.queries import own
from app.catalog.queries import schedule as schedules
from app.catalog.rules.availability import Limits
from app.catalog.rules.life import PaperKind, Supply
from app.catalog.rules.occasions import occasions
from app.catalog.rules.promise import Pace
from app.catalog.service import batches, drafts, goods, papers, schedule
from app.catalog.service.batches import NewBatch
from app.catalog.service.drafts import Offer, VariantOffer
from app.catalog.service.schedule import Schedule
from app.curation.queries import gifts as gift_queries
from app.curation.queries import rounds
from app.curation.rules.rounds import OPEN
from app.curation.service import gifting, judging, looking, submitting
from app.db.session import db
from app.delivery.rules.zones import Zone
from app.sellers import queries as gerai
from app.sellers import service as sellers
from app.sellers.models import Seller
from app.training import service as training
from app.training.models import Certificate
from tests.support import scores, world
from tests.support.curators import a_curator
from tests.support.official import made_official

TODAY = date(2026, 11, 22)
OCCASIONS = tuple(one.code for one in occasions())
HALAL = "ID36110006204530923"
VILLAGES = (world.VILLAGE, world.SURABAYA, "51.01.01.1006", "91.03.01.1001")
"""In WIB twice, in WITA and in WIT."""


@dataclass
class Shop:
    """The world's gerai, its goods, and who does something to them."""

    maker: Actor
    curator: Actor
    officer: Actor
    ids: list[int]
    now: datetime = world.SUNDAY
    taken: list[goods.Taken] = field(default_factory=list)

    def good(self, number: int) -> Product:
        return own.product(self.ids[number % len(self.ids)])

    def snack(self, number: int) -> Product:
        return own.product(self.ids[-1 - number % 2])


def a_shop() -> Shop:
    """Two mats, and two snacks whose papers a curator has seen: one with a P-IRT alone, one with both papers."""
    maker = world.actor(world.SELLER)
    there = world.goods()
    plain, _ = world.a_snack_with_papers(maker)
    both = world.a_product(maker, name="Keripik Bersurat", category=Category.CAMILAN, facts=claimed_halal())
    for kind, typed in ((PaperKind.PIRT, world.PIRT), (PaperKind.HALAL, HALAL)):
        papers.declare(maker, both.slug, kind, typed=typed, ends_on=None, evidence=None)
    opened = submitting.submit(maker, both.slug)
    national = world.actor(a_curator(None))
    for paper in own.papers(both.id).values():
        looking.see_paper(national, opened.id, paper.id, None)
    scores.approve(national, opened.id)
    ids = [there.ready.id, there.made.id, plain.id, both.id]
    return Shop(maker, national, world.actor(world.OFFICER), ids)


def claimed_halal() -> dict[str, object]:
    return {**world.SNACK, "halal": "bersertifikat"}


def do(shop: Shop, step: Callable[[Shop, int, int], None], a: int, b: int) -> bool:
    """Whether it was done; a refusal leaves everything as it was."""
    try:
        with clock.at(shop.now):
            step(shop, a, b)
    except (RuleBroken, NotFound):
        db.session.rollback()
        return False
    return True


def open_or_close(shop: Shop, a: int, b: int) -> None:
    (sellers.open_gerai if a % 2 else sellers.close_gerai)(shop.maker)


def leave(shop: Shop, a: int, b: int) -> None:
    if a % 5 == 0:
        sellers.end_leave(shop.maker)
    else:
        start = TODAY + timedelta(days=a % 5 - 1)
        sellers.go_on_leave(shop.maker, start=start, end=start + timedelta(days=b % 4))


def move_house(shop: Shop, a: int, b: int) -> None:
    sellers.settle(shop.maker, village_code=VILLAGES[a % 4], street="Jl. Baru", rt=None, rw=None)


def rename(shop: Shop, a: int, b: int) -> None:
    sellers.describe(shop.maker, name=f"Gerai {a}", story=f"Cerita {b}")


def certificates(shop: Shop, a: int, b: int) -> None:
    """One is revoked, or given anew."""
    newest = (
        sa.select(sa.func.max(Certificate.id))
        .where(Certificate.person_id == shop.maker.person_id)
        .group_by(Certificate.participant_id)
    )
    held = db.session.scalars(
        sa.select(Certificate).where(Certificate.id.in_(newest)).order_by(Certificate.id)
    )
    one = list(held)[a % 3]
    if one.revoked_at is None:
        training.revoke_certificate(shop.officer, one.id, "Keliru.")
    else:
        training.give_certificate(shop.officer, one.participant_id)


def join(shop: Shop, a: int, b: int) -> None:
    """Another maker comes into the gerai with a certificate of her own."""
    member = world.a_maker(f"Anggota {a}", skills=(("Anyaman keset", "Olahan camilan")[a % 2],))
    seller_id = shop.good(0).seller_id
    sellers.add_member(shop.officer, seller_id=seller_id, person_id=member.person_id)


def revise(shop: Shop, a: int, b: int) -> None:
    """A new version is handed in: it stays in the queue, or is taken back, or judged one way or another."""
    good = shop.good(a)
    facts: dict[str, Any] = {**own.latest(good.id).facts}
    if good.category is Category.CAMILAN:
        facts["shelf_life"] = (5, 180)[b % 2]
        facts["halal"] = ("proses", "bersertifikat", "belum")[b % 3]
    drafts.name_it(shop.maker, good.slug, name=f"Barang versi {b}", description="Dibuat lagi.")
    drafts.state_facts(shop.maker, good.slug, facts)
    submitting.submit(shop.maker, good.slug)
    if b % 5 == 4:
        submitting.withdraw(shop.maker, good.slug)
    elif b % 5:
        judge(shop, a, b)


def judge(shop: Shop, a: int, b: int) -> None:
    waiting = [one for one in rounds.rounds_of(shop.good(a).id) if one.state in OPEN]
    for one in waiting:
        if b % 4 == 0:
            judging.ask_changes(shop.curator, one.id, "", ["Foto lebih terang"])
        elif b % 7 == 0:
            judging.decline(shop.curator, one.id, "Bukan buatan sendiri.")
        else:
            scores.approve(shop.curator, one.id)


def offer(shop: Shop, a: int, b: int) -> None:
    """Other prices, other pieces, other hands; the first variant may be taken out."""
    good = shop.good(a)
    there = own.variants(good.id)
    first = VariantOffer(there[0].id if b % 3 else None, "Kecil", 20_000 + b, 500, b % 4)
    more = (VariantOffer(None, f"Besar {a}", 30_000, 900, 3),) if b % 2 else ()
    made = Pace(1 + b % 3) if b % 5 == 0 else None
    drafts.offer(shop.maker, good.slug, Offer(Supply.MADE if made else Supply.READY, made, (first, *more)))


def arrange(shop: Shop, a: int, b: int) -> None:
    """Her hands work in another week, at another pace, and let it dry."""
    for line in schedules.lines(own_gerai(shop))[:1]:
        schedule.arrange(shop.maker, line.id, Schedule(f"Dapur {a}", Pace(1 + a % 4), 1 + b % 127, b % 15))


def share(shop: Shop, a: int, b: int) -> None:
    """What lay ready is made from now on by hands that make something else."""
    good = shop.good(a)
    there = own.variants(good.id)[0]
    first = VariantOffer(there.id, "Sama", 25_000, 500, 0)
    for line in schedules.lines(own_gerai(shop))[:1]:
        drafts.offer(shop.maker, good.slug, Offer(Supply.MADE, None, [first], line.id))


def close_or_open(shop: Shop, a: int, b: int) -> None:
    """A closure of all hands or of some, or the first one is taken back."""
    seller = own_gerai(shop)
    planned = schedules.closures(seller.id, TODAY)
    if planned and a % 3 == 0:
        schedule.reopen(shop.maker, planned[0].id)
        return
    there = schedules.lines(seller)
    first = shop.now.date() + timedelta(days=a % 9)
    line_id = there[0].id if b % 2 and there else None
    schedule.close(
        shop.maker, line_id=line_id, first=first, last=first + timedelta(days=b % 5), reason="Hajatan"
    )


def send_elsewhere(shop: Shop, a: int, b: int) -> None:
    sellers.send_to(shop.maker, set(list(Zone)[a % 5 :][: 1 + b % 3]))


def own_gerai(shop: Shop) -> Seller:
    return gerai.owned(shop.maker)


def buy(shop: Shop, a: int, b: int) -> None:
    shop.taken += goods.take({own.variants(shop.good(a).id)[0].id: 1 + b % 3})


def give_back(shop: Shop, a: int, b: int) -> None:
    if shop.taken:
        one = shop.taken.pop()
        days = {(one.line_id or 0, day): count for day, count in one.plan.items()}
        loose = one.pieces - sum(one.lots.values())
        goods.give_back({} if one.plan else {one.variant_id: loose}, days, one.lots)


def cook(shop: Shop, a: int, b: int) -> None:
    """A batch of one of the two snacks, near its end or far from it; on top of what lies there, or out of it."""
    good = shop.snack(a)
    what = NewBatch(
        f"B{b}", TODAY + timedelta(days=(38, 39, 60, 150)[b % 4]), 1 + a % 6, 9 if b % 3 else None
    )
    batches.add(shop.maker, good.slug, own.variants(good.id)[0].id, what)


def lose(shop: Shop, a: int, b: int) -> None:
    """Pieces of a batch are taken out, or all of it is recalled."""
    variants = [one.id for one in own.variants(shop.snack(a).id)]
    some = db.session.scalars(
        sa.select(Batch.id).where(Batch.variant_id.in_(variants)).order_by(Batch.id)
    ).all()
    if some and b % 3:
        batches.take_out(shop.maker, some[b % len(some)], 1 + b % 3)
    elif some:
        batches.recall(shop.maker, some[b % len(some)], "Bocor.")


def limit(shop: Shop, a: int, b: int) -> None:
    """Another least of pieces in an order, another least of its worth, another way of sending."""
    good = shop.good(a)
    there = [
        VariantOffer(one.id, one.label, one.price, one.weight_g, one.stock, one.stock)
        for one in own.variants(good.id)
    ]
    pace = Pace() if good.supply is Supply.MADE else None
    drafts.offer(shop.maker, good.slug, Offer(good.supply, pace, there, limits=Limits(1 + b % 4, None)))
    sellers.ask_at_least(shop.maker, 10_000 * (b % 3) or None)
    sellers.send_to(shop.maker, [Zone.CITY, *([Zone.COUNTRY] if b % 2 else [])])


def declare(shop: Shop, a: int, b: int) -> None:
    """A number and its day are stated (or the paper is dropped) for one of the two snacks."""
    good = shop.snack(a)
    kind, typed = (
        (PaperKind.PIRT, world.PIRT),
        (PaperKind.HALAL, HALAL),
        (PaperKind.BPOM, "MD 240935001200027"),
    )[b % 3]
    ends_on = (None, TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=2))[b % 4]
    typed = "" if b % 7 == 0 else typed
    papers.declare(shop.maker, good.slug, kind, typed=typed, ends_on=ends_on, evidence=None)


def look_at_paper(shop: Shop, a: int, b: int) -> None:
    """A curator sees or refuses a paper, in the newest round of the good."""
    good = shop.snack(a)
    newest = rounds.rounds_of(good.id)[0]
    for number, paper in enumerate(own.papers(good.id).values()):
        if (b + number) % 3:
            ends_on = TODAY + timedelta(days=b % 6 - 1) if b % 2 else None
            looking.see_paper(shop.curator, newest.id, paper.id, ends_on)
        else:
            looking.refuse_paper(shop.curator, newest.id, paper.id, "Fotonya tidak terbaca.")


def gift(shop: Shop, a: int, b: int) -> None:
    """An official gift for a few days, or no longer."""
    good = shop.good(a)
    held = gift_queries.open_gift(good.id)
    if b % 5 == 0 and held is not None:
        gifting.withdraw(shop.curator, held.id, "Kemasannya berubah.")
    else:
        made_official(
            good,
            TODAY + timedelta(days=b % 5 + 2),
            by=shop.curator,
            starts_on=TODAY + timedelta(days=b % 2),
            occasions=OCCASIONS[b % 3 :: 3],
        )


def choose_occasions(shop: Shop, a: int, b: int) -> None:
    """A curator thinks again for what an official gift is right."""
    held = gift_queries.open_gift(shop.good(a).id)
    if held is not None:
        gifting.choose_occasions(shop.curator, held.id, OCCASIONS[b % 8 : b % 8 + a % 4])


def hourly_job(shop: Shop, a: int, b: int) -> None:
    gifting.end_lapsed(shop.now)


def time_passes(shop: Shop, a: int, b: int) -> None:
    shop.now += timedelta(hours=1 + a % 30)


def remove(shop: Shop, a: int, b: int) -> None:
    drafts.remove(shop.maker, shop.good(a).slug)


STEPS: tuple[Callable[[Shop, int, int], None], ...] = (
    open_or_close, leave, move_house, rename, certificates, certificates, join, revise, revise, judge, offer, buy,
    arrange, share, close_or_open, close_or_open, send_elsewhere,
    give_back, cook, cook, lose, limit, declare, declare, look_at_paper, look_at_paper, gift, gift, choose_occasions,
    hourly_job, time_passes, remove,
)  # fmt: skip
