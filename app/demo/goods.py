"""Products: drafted, photographed, handed in, reviewed."""

import itertools
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import current_app

from app.accounts import queries as people
from app.base import clock
from app.base.actor import Actor
from app.base.kinds import Category
from app.base.zones import day_in
from app.catalog.queries import own
from app.catalog.rules.life import PaperKind, Supply
from app.catalog.rules.promise import Pace
from app.catalog.service import drafts, papers
from app.catalog.service.drafts import Offer, VariantOffer
from app.curation.queries import gifts
from app.curation.service import judging, looking, panel, submitting
from app.curation.service.panel import Proposal
from app.delivery.rules.weights import PackedSize
from app.demo import cast, labels, scores
from app.regions.rules import slug_of
from app.sellers import queries as sellers

SINCE = 2026
"""The years in `data/demo` count from here, so that the demo's papers never grow old."""
SIDES = 2


def stock_all(
    goods: list[dict[str, Any]], gerai: list[dict[str, Any]], pictures: Path, say: Callable[[str], None]
) -> None:
    """Every product, the oldest first, spread over three months and done two months ago.

    The makers work on two sides at once: while one's pictures are made small, the other's words are written.
    """
    keys = [one["key"] for one in gerai]
    makers = {one["key"]: one for one in gerai}
    alts = dict(
        line.split("\t", 1) for line in (pictures / "index.tsv").read_text().splitlines() if "\t" in line
    )
    step = timedelta(days=88) / len(goods)
    start = clock.now() - timedelta(days=150)
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    done = itertools.count(1)

    def work(side: int) -> None:
        serial: Counter[str] = Counter()
        with app.app_context():
            for at, one in enumerate(goods):
                producer = keys.index(one["gerai"])
                if producer % SIDES != side:
                    continue
                serial[one["gerai"]] += 1
                _stock(
                    makers[one["gerai"]],
                    one,
                    serial[one["gerai"]],
                    producer,
                    start + step * at,
                    alts,
                    pictures,
                )
                if (count := next(done)) % 12 == 0:
                    say(f"{count} dari {len(goods)} barang")

    with ThreadPoolExecutor(SIDES) as pool:
        list(pool.map(work, range(SIDES)))


def _stock(
    maker: dict[str, Any],
    one: dict[str, Any],
    serial: int,
    producer: int,
    moment: datetime,
    alts: dict[str, str],
    pictures: Path,
) -> None:
    seller = sellers.by_slug(slug_of(maker["name"]))
    owner = people.actor_of(sellers.members(seller.id)[0][0].person_id)
    with clock.at(moment):
        slug = _draft(owner, one, pictures, alts)
        _declare(owner, slug, one, seller.village_code or "", serial, producer)
    _review(owner, slug, one, moment)
    if "label" in one:
        labels.photograph(owner, slug, one["label"])


def _draft(owner: Actor, one: dict[str, Any], pictures: Path, alts: dict[str, str]) -> str:
    product = drafts.begin(owner, category=Category(one["category"]), name=one["name"])
    slug = product.slug
    for name in one["pictures"]:
        drafts.add_photo(owner, slug, (pictures / f"{name}.webp").read_bytes())
    for photo, name in zip(own.photos(own.latest(product.id).id), one["pictures"], strict=True):
        drafts.describe_photo(owner, slug, photo.photo.id, alts[name])
    if one["text"]:
        drafts.name_it(owner, slug, name=one["name"], description=one["text"])
    drafts.state_facts(owner, slug, _facts(one))
    if one["variants"]:
        drafts.offer(owner, slug, _offer(one))
    return slug


def _facts(one: dict[str, Any]) -> dict[str, Any]:
    tale = {"meaning": one["meaning"]} if "meaning" in one else {}
    return {**_stated(one), **tale}


def _stated(one: dict[str, Any]) -> dict[str, Any]:
    if "facts" in one:
        facts = dict(one["facts"])
        if "sizes" in one:
            facts["sizes"] = [{"size": size, "ld": ld, "pb": pb} for size, ld, pb in one["sizes"]]
        return facts
    food = one["food"]
    facts = {
        "composition": food["composition"],
        "allergens": food.get("allergens", []),
        "net": food["net"],
        "net_unit": "g",
        "packaging": food["packaging"],
        "shelf_life": food.get("life"),
        "storage": "Simpan di tempat kering dan sejuk, tutup rapat.",
        "trade_name": food.get("trade", ""),
        "halal": food.get("halal"),
        "production_code": f"B{clock.now():%d%m%y}" if "life" in food else "",
        "date_on_label": "hari" if "life" in food else None,
        "printed": ["alergen"] if food.get("allergens") else [],
    }
    return {key: value for key, value in facts.items() if value not in (None, "", [])}


def _pace(made: int) -> Pace:
    """`made` of the file: pieces a day; below nought, days for one piece."""
    return Pace(made) if made > 0 else Pace(days_each=-made)


def _offer(one: dict[str, Any]) -> Offer:
    made = one.get("made")
    variants = one["variants"]
    share = [one.get("stock", 0) // len(variants)] * len(variants)
    share[0] += one.get("stock", 0) - sum(share)
    size = PackedSize(*one["packed"]) if "packed" in one else None
    return Offer(
        supply=Supply.MADE if made else Supply.READY,
        pace=_pace(made) if made else None,
        variants=[
            VariantOffer(None, label, price, weight, 0 if made else pieces, size=size)
            for (label, price, weight), pieces in zip(variants, share, strict=True)
        ],
    )


def _declare(owner: Actor, slug: str, one: dict[str, Any], village: str, serial: int, producer: int) -> None:
    """Made-up numbers: the producer block 9900-9999 is nobody's."""
    if "pirt" in one:
        group, year = one["pirt"]
        end = year + clock.now().year - SINCE
        region = "".join(village.split(".")[:2])
        number = f"P-IRT No. {one.get('pack', 2)}{group:02d}{region}{serial:02d}{9901 + producer}-{end:02d}"
        papers.declare(
            owner, slug, PaperKind.PIRT, typed=number, ends_on=date(2000 + end, 12, 15), evidence=None
        )
    if "halal" in one:
        papers.declare(owner, slug, PaperKind.HALAL, typed=one["halal"], ends_on=None, evidence=None)


AS_GIFT = 30
"""Days since the panel has given its word; what it is still asked about is newer."""


def _review(owner: Actor, slug: str, one: dict[str, Any], moment: Any) -> None:
    state = one.get("state", "approved")
    if state == "draft":
        return
    curator = cast.actor(cast.CURATOR)
    if state == "waiting":
        moment = clock.now() - timedelta(hours=one.get("waits", 30) + 2)
    if state == "declined":
        curator, moment = (
            cast.actor(cast.CHAIR),
            clock.now() - timedelta(days=3),
        )  # soon enough to be read again
    with clock.at(moment + timedelta(hours=2)):
        opened = submitting.submit(owner, slug)
    if state == "waiting":
        return
    with clock.at(moment + timedelta(hours=26)):
        if state == "changes":
            scores.score(curator, opened.id, one)
            judging.ask_changes(
                curator,
                opened.id,
                "Kepangannya rapi sekali, Bu. Tinggal dua hal ini.",
                one["points"],
                reasons=one["reasons"],
            )
            return
        if state == "declined":
            judging.decline(curator, opened.id, one["note"])
            return
        for paper in own.papers(opened.product_id).values():
            looking.see_paper(curator, opened.id, paper.id, None)
        scores.score(curator, opened.id, one)
        judging.approve(curator, opened.id, "")
    lasts = one.get("gift") or one.get("proposed")
    if lasts:
        today = clock.now()
        with clock.at(today - timedelta(days=AS_GIFT if "gift" in one else 3)):
            first = day_in(gifts.region_of(opened.product_id), clock.now())
            asked = Proposal(
                first,
                (today + timedelta(days=lasts)).date(),
                one.get("conditions", ()),
                one.get("occasions", ()),
            )
            case = panel.propose(curator, opened.product_id, asked, one.get("why", ""))
            if "gift" in one:
                panel.speak(cast.actor(cast.CHAIR), case.id, is_for=True, words="")
