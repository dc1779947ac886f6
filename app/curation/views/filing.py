"""The file of a product, the same for curators and for who looks over them."""

from collections.abc import Collection
from typing import Any

from flask import request

from app.accounts import queries as people
from app.base import clock
from app.catalog.models import Product
from app.curation.models import Round
from app.curation.queries import dossier, rounds, scores
from app.curation.queries import gifts as gift_queries
from app.curation.rules.rounds import RoundState
from app.curation.rules.rubric import FAMILY_SLUGS, GRADE_WORDS, family_of
from app.curation.rules.scoring import points_words
from app.curation.views.telling import place, read_place, told
from app.sellers import queries as sellers
from app.web.doors import actor
from app.web.pages import Answer, cursor, page, slice_of

SIZE = 120


def file_of(
    template: str, product: Product, *, name: str, region: str, seen: Collection[int], **names: Any
) -> Answer:
    """Everything in order of time, the oldest first; with `versi` in the address, what one version changed. `seen`: rounds whose
    decisions the reader may know. Raises NotFound."""
    if request.args.get("versi"):
        return told(template, product, name=name, region=region, **names)
    found = dossier.entries(product, read_place(cursor()), SIZE + 1, seen)
    shown = slice_of(found, SIZE, lambda one: place(one.key))
    judged = {
        one.id: one for one in rounds.rounds_of(product.id) if one.id in seen and one.judged_at is not None
    }
    approving = _approving(product, judged.values())
    listed = {one.round_id for one in shown.items} | {approving.id if approving else None}
    return page(
        template,
        version=None,
        file=shown,
        rounds=judged,
        sheets=scores.sheets([one for one in judged.values() if one.id in listed], product),
        approving=approving,
        judge=people.person(approving.judged_by_id).name if approving and approving.judged_by_id else "",
        gift=gift_queries.open_gift(product.id),
        gift_case=gift_queries.open_case(product.id),
        seller=sellers.get(product.seller_id),
        family_slug=FAMILY_SLUGS[family_of(product.category)],
        points_words=points_words,
        grade_words=GRADE_WORDS,
        product=product,
        name=name,
        region=region,
        reader=actor().by_name,
        now=clock.now(),
        **names,
    )


def _approving(product: Product, judged: Collection[Round]) -> Round | None:
    """The round that approved the version which counts now."""
    there = (
        one
        for one in judged
        if one.state is RoundState.APPROVED and one.revision_id == product.approved_revision_id
    )
    return max(there, key=lambda one: one.number, default=None)
