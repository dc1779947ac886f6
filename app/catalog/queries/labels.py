"""Label readings: what was asked, what it found, what people said to it, and how each element stands."""

from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound
from app.catalog.models import LabelCorrection, LabelElement, LabelPhoto, LabelReading, Product, Revision
from app.catalog.queries import own
from app.catalog.rules import facts as fact_rules
from app.catalog.rules import sights
from app.catalog.rules.label_life import Corrector, ReadingState
from app.catalog.rules.life import PaperKind
from app.db.session import session
from app.regions import queries as regions
from app.regions.rules import lineage
from app.sellers import queries as sellers
from app.standards.rules import label_reading as rules
from app.standards.rules.book import RuleBook
from app.standards.rules.findings import Finding
from app.standards.rules.label_reading import Standing
from app.standards.rules.reading.elements import Declared, Element

# -- one reading ------------------------------------------------------------------------------------


def newest(product_id: int) -> LabelReading | None:
    """The reading that counts."""
    return session().scalar(
        sa.select(LabelReading)
        .where(LabelReading.product_id == product_id)
        .order_by(LabelReading.id.desc())
        .limit(1)
    )


def owned(actor: Actor, slug: str) -> LabelReading:
    """The newest reading of a product of the actor's gerai. Raises NotFound."""
    found = newest(own.owned(actor, slug).id)
    if found is None:
        raise NotFound(slug)
    return found


def photos(reading_id: int) -> Sequence[LabelPhoto]:
    """The photos of a reading in their order."""
    return (
        session()
        .scalars(
            sa.select(LabelPhoto).where(LabelPhoto.reading_id == reading_id).order_by(LabelPhoto.position)
        )
        .all()
    )


def elements(reading_id: int) -> dict[Element, LabelElement]:
    """What the machine found."""
    found = session().scalars(sa.select(LabelElement).where(LabelElement.reading_id == reading_id))
    return {one.element: one for one in found}


def corrections(reading_id: int) -> Sequence[LabelCorrection]:
    """What people said, oldest first."""
    return (
        session()
        .scalars(
            sa.select(LabelCorrection)
            .where(LabelCorrection.reading_id == reading_id)
            .order_by(LabelCorrection.id)
        )
        .all()
    )


def photos_since(seller_id: int, span: timedelta) -> int:
    """How many label photos a gerai has sent within this time."""
    counted = (
        sa.select(sa.func.count(LabelPhoto.evidence_id.distinct()))
        .select_from(LabelPhoto)
        .join(LabelReading, LabelReading.id == LabelPhoto.reading_id)
        .join(Product, Product.id == LabelReading.product_id)
        .where(Product.seller_id == seller_id, LabelReading.asked_at > clock.now() - span)
    )
    return session().scalar(counted) or 0


def declared(product: Product, revision: Revision, best_before: str) -> Declared:
    """What the seller says stands on the label. `best_before` is the date as she typed it for this reading."""
    facts, papers = revision.facts, own.papers(product.id)
    seller = sellers.get(product.seller_id)
    city = lineage(seller.village_code)[1] if seller.village_code else None
    food = fact_rules.is_food(product.category)
    net = facts.get("net")
    typed = {kind: paper.typed for kind, paper in papers.items()} if food else {}
    return Declared(
        category=product.category,
        name=revision.name,
        producer=seller.name,
        town=regions.names([city])[city] if city else "",
        net_weight=f"{net} {facts.get('net_unit') or 'g'}" if food and net else "",
        pirt=typed.get(PaperKind.PIRT, ""),
        halal=typed.get(PaperKind.HALAL, "") if facts.get("halal") == "bersertifikat" else "",
        best_before=best_before,
        composition=str(facts.get("composition" if food else "fibre") or facts.get("material") or ""),
    )


# -- how its elements stand -------------------------------------------------------------------------


def word_that_stands(said: Sequence[LabelCorrection]) -> LabelCorrection | None:
    """Of corrections of one element, oldest first: the curator's newest, else the seller's newest."""
    of_curators = [one for one in said if one.role is Corrector.CURATOR]
    weighty = of_curators or said
    return weighty[-1] if weighty else None


def standings(reading: LabelReading, shelf_life: int | None) -> list[Standing]:
    """Every element of the product's category as it stands now."""
    stated = sights.declared(reading.declared)
    found, said = elements(reading.id), corrections(reading.id)
    return [
        _standing(element, found.get(element), [one for one in said if one.element is element], stated, shelf_life)
        for element in rules.elements_of(stated.category)
    ]  # fmt: skip


def _standing(
    element: Element,
    found: LabelElement | None,
    said: Sequence[LabelCorrection],
    stated: Declared,
    shelf_life: int | None,
) -> Standing:
    word = word_that_stands(said)
    status = word.status_after if word else found.status if found else None
    return Standing(
        element,
        status,
        text=word.text_after if word else found.text if found else "",
        by_seller=word is not None
        and word.role is Corrector.SELLER
        and (found is None or (word.status_after, word.text_after) != (found.status, found.text)),
        matters=rules.matters(element, stated, shelf_life),
    )


def findings(reading: LabelReading | None, revision: Revision, book: RuleBook) -> list[Finding]:
    """What the newest reading adds to the check of a product; nothing while none has come to an end."""
    if reading is None or reading.state not in (ReadingState.DONE, ReadingState.BY_HAND):
        return []
    stand = standings(reading, revision.facts.get("shelf_life"))
    return rules.check_reading(stand, sights.declared(reading.declared), rule_book=book)
