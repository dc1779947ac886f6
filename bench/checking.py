"""Checking a product's facts, against rendering the page that shows the check: alternated in one run."""

import re
import statistics
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import sqlalchemy as sa
from flask import Flask

from app.accounts.models import Person
from app.accounts.rules import identity_of
from app.base import clock
from app.base.zones import day_in
from app.catalog.models import Paper, Product, Revision
from app.catalog.queries import check, own
from app.catalog.rules.label_facts import Around, label_facts
from app.catalog.rules.life import PaperKind
from app.db.session import db
from app.sellers.models import Membership
from app.standards.rules.book import rule_book
from app.standards.rules.claims import check_claims
from app.standards.rules.label import check_label
from app.standards.rules.photos import PhotoFacts, check_photos
from app.standards.rules.score import ScoreFacts, score

ROUNDS = 25
PHONE, PASSWORD = "0812-0000-0005", "gerai-uji"
"""The demo's seller of food, who has papers, photos and findings."""
GOAL = 10
"""The page must cost more than so many times the check of the facts."""
FACTS_ALONE = "aturannya saja"
"""The other two lines also read what the check is about: label readings, packaging, changes of the rule book."""


def against_its_page(app: Flask) -> None:
    """The seller's page of a food against its check: as the page calls it, with all that it would have to read by itself, and
    its rules alone. The page contains the check."""
    browser = app.test_client()
    (token,) = re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', browser.get("/masuk").text)[:1]
    browser.post("/masuk", data={"csrf_token": token, "who": PHONE, "password": PASSWORD})
    for seen in (True, False):
        _compare(browser, "izin dilihat" if seen else "izin belum dilihat", *_food_of(PHONE, seen=seen))


def _compare(browser: Any, which: str, product_id: int, slug: str) -> None:
    path = f"/penjual/barang/{slug}"
    if browser.get(path).status_code != 200:
        raise RuntimeError("the demo's seller of food could not open her page")
    rules = _rules_alone(product_id)
    times: dict[str, list[float]] = {"page": [], "check": [], "whole": [], "rules": []}
    for _ in range(ROUNDS):
        times["page"].append(_timed(lambda: browser.get(path)))
        product, revision, gathered = _as_the_page_has_it(product_id)
        times["check"].append(_timed(partial(check.of, product, revision, gathered)))
        db.session.rollback()
        del gathered  # else the session would still know what it read
        product, revision = own.product(product_id), own.latest(product_id)
        times["whole"].append(_timed(partial(check.of, product, revision)))
        db.session.rollback()
        times["rules"].append(_timed(rules))
    print(f"  halaman barang penjual, {which}")
    page, *others = (statistics.median(kept) * 1000 for kept in times.values())
    for what, one in zip(("periksa di halamannya", "periksa dari nol", FACTS_ALONE), others, strict=True):
        verdict = "" if page / one > GOAL or what != FACTS_ALONE else f"  (sasaran: lebih dari {GOAL} ×)"
        print(
            f"    {'halaman / ' + what:<44}{page:>8.1f} ms /{one:>7.2f} ms  = {page / one:>6.1f} ×{verdict}"
        )


def _timed(way: Callable[[], Any]) -> float:
    began = time.perf_counter()
    way()
    return time.perf_counter() - began


def _food_of(phone: str, *, seen: bool) -> tuple[int, str]:
    """Id and slug of the first food in the gerai of this person whose P-IRT a curator has (or has not) seen."""
    found = db.session.execute(
        sa.select(Product.id, Product.slug)
        .join(Membership, Membership.seller_id == Product.seller_id)
        .join(Person, Person.id == Membership.person_id)
        .join(Paper, sa.and_(Paper.product_id == Product.id, Paper.kind == PaperKind.PIRT))
        .where(Person.phone == identity_of(phone).phone, Paper.seen_at.is_not(None) == seen)
        .order_by(Product.id)
        .limit(1)
    ).one()
    return found[0], found[1]


def _as_the_page_has_it(product_id: int) -> tuple[Product, Revision, own.Gathered]:
    product = own.product(product_id)
    revision = own.latest(product_id)
    return product, revision, own.gathered(product, revision)


def _rules_alone(product_id: int) -> Callable[[], Any]:
    """Label, claims, photos and points on frozen facts: nothing is asked of the database."""
    product, revision, gathered = _as_the_page_has_it(product_id)
    region = gathered.seller.village_code or "36"
    today = day_in(region, clock.now())
    book, category, facts = rule_book(today), product.category, dict(revision.facts)
    name, text = revision.name, revision.description
    around = Around("Gerai", "Kota Tangerang", "15118", next(iter(gathered.papers.values())).typed, True)
    photos = [PhotoFacts(one.photo.width, one.photo.height) for one in gathered.photos]
    db.session.rollback()

    def run() -> None:
        label = label_facts(category, name, text, facts, around, today)
        findings = [
            *check_label(label, today=today, rule_book=book),
            *check_claims(
                name,
                text,
                category=category,
                rule_book=book,
                trade_name=label.trade_name,
                composition=label.composition,
            ),
            *check_photos(photos, category=category, rule_book=book),
        ]
        score(ScoreFacts(category=category, findings=findings, rule_book=book))

    return run
