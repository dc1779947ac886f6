"""Cards beside a good: made from its approved version each time, because that costs less than keeping them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.base.errors import RuleBroken
from app.catalog.models import Product, Revision
from app.catalog.ports import OfficialMarks
from app.catalog.queries import check, own
from app.catalog.queries.label_print import brand_for_print, picture_address
from app.catalog.rules import cards, care_card
from app.catalog.rules.cards import Kind
from app.catalog.rules.life import PaperKind
from app.db.ports import port
from app.paper.cards import Card, CardSize, CareCard, HangTag, OfficialMark, StoryCard, card_png, told
from app.paper.label import Line
from app.paper.printable import nearest


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What she chose. `variant_id` and `with_price` are of a tag; `ticked` are codes of offered lines, `own` her words."""

    kind: Kind
    variant_id: int | None = None
    with_price: bool = False
    ticked: Sequence[str] = ()
    own: Sequence[str] = ()


@dataclass(frozen=True)
class Made:
    """A card, or None while nothing can stand on it; and what is good to know of it, in whole sentences."""

    card: Card | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Addresses:
    """Whole addresses for the code: of the good, and of the proof of a gift by its code."""

    good: str
    proof: Callable[[str], str]


def approved(product: Product) -> Revision | None:
    """The version of which cards speak: what a curator has seen and buyers read."""
    return own.revision(product.approved_revision_id) if product.approved_revision_id is not None else None


def make(product: Product, revision: Revision, wishes: Wishes, to: Addresses, *, sample: bool) -> Made:
    """The card of an approved version. `sample`: this installation only plays."""
    of = _Of(product, revision, own.gathered(product, revision), to, sample)
    made = {Kind.STORY: _story, Kind.TAG: _tag, Kind.CARE: _care}[wishes.kind](of, wishes)
    if (
        made.card is not None
        and not _halal_seen(of)
        and any("halal" in text.lower() for text in made.card.texts)
    ):
        return Made(None, (HALAL_UNSEEN,))
    return replace(made, notes=(*_pending(of), *made.notes, *_lost(made.card)))


HALAL_UNSEEN = (
    "Di kartu ini ada kata “halal”. Kata itu baru boleh dicetak setelah kurator melihat sertifikat halalnya. Hapus dulu "
    "katanya, atau lengkapi sertifikatnya."
)


@dataclass(frozen=True)
class _Of:
    """Whose card it is."""

    product: Product
    revision: Revision
    gathered: own.Gathered
    to: Addresses
    sample: bool

    def common(self, url: str) -> dict[str, Any]:
        """What stands on every card."""
        place = self.gathered.place
        return {
            "brand": brand_for_print(self.gathered.seller.id),
            "maker": self.gathered.seller.name,
            "place": ", ".join(place.path.split(", ")[-2:])
            if place
            else "",  # city and province, never a village
            "name": self.revision.name,
            "url": url,
            "sample": self.sample,
        }


def _story(of: _Of, wishes: Wishes) -> Made:
    story, about = of.revision.description, of.gathered.seller.story
    notes = []
    if not _halal_seen(of):
        told_of = (story, about)
        story, about = cards.without_halal(story), cards.without_halal(about)
        if (story, about) != told_of:
            notes.append("Kalimat dengan kata “halal” tidak ikut: sertifikatnya belum dilihat kurator.")
    mark = port(OfficialMarks).mark(of.product.id)
    card = StoryCard(
        **of.common(of.to.proof(mark.code) if mark else of.to.good),
        story=story,
        about=about,
        facts=cards.made_of(of.product.category, of.revision.facts),
        mark=OfficialMark(code=mark.code, until=mark.until) if mark else None,
    )
    return Made(card, tuple(notes))


def _tag(of: _Of, wishes: Wishes) -> Made:
    variant = next((one for one in of.gathered.variants if one.id == wishes.variant_id), None)
    label = variant.label if variant else ""
    size = cards.size_of(of.revision.facts, label)
    lines = cards.made_of(of.product.category, of.revision.facts)
    size_line = (Line("Ukuran", size),) if size else ()
    return Made(
        HangTag(
            **of.common(of.to.good),
            variant=cards.choice_words(label),
            facts=(*lines[:1], *size_line, *lines[1:]),
            price=variant.price if variant and wishes.with_price else None,
        )
    )


def _care(of: _Of, wishes: Wishes) -> Made:
    facts = of.revision.facts
    steps = care_card.steps(of.product.category, of.revision.name, facts, wishes.ticked, wishes.own)
    if not steps:
        return Made(None, ("Belum ada petunjuknya. Centang yang benar untuk barang ini, di bawah.",))
    material = str(facts.get("material", ""))
    return Made(CareCard(**of.common(of.to.good), material=material, steps=steps))


def _halal_seen(of: _Of) -> bool:
    paper = of.gathered.papers.get(PaperKind.HALAL)
    if paper is None or paper.seen_at is None or of.revision.facts.get("halal") != "bersertifikat":
        return False
    return paper.ends_on is None or paper.ends_on >= check.today_at(of.gathered)


def _pending(of: _Of) -> list[str]:
    if own.latest(of.product.id).id == of.revision.id:
        return []
    return ["Perubahan yang belum disetujui kurator belum ikut tercetak."]


def _lost(card: Card | None) -> list[str]:
    if card is None or not any(nearest(text)[1] for text in card.texts):
        return []
    return ["Ada huruf yang tidak bisa dicetak; di kartu menjadi tanda tanya."]


@dataclass(frozen=True)
class Preview:
    """A card to be looked at: an address that carries the picture itself, or why there is none. `kept` of `of` sentences of
    the story are on it."""

    size: CardSize
    picture: str = ""
    refusal: str = ""
    kept: int = 0
    of: int = 0


WIDE = 520
"""Pixels across a preview."""


def preview(card: Card, size: CardSize) -> Preview:
    """How it looks. The picture travels inside the page: nothing lies anywhere that another could open."""
    try:
        picture = picture_address(card_png(card, size, ppi=WIDE / (size.mm[0] / 25.4)))
    except RuleBroken as refusal:
        return Preview(size, refusal=refusal.message)
    kept, of = told(card, size) if isinstance(card, StoryCard) else (0, 0)
    return Preview(size, picture, kept=kept, of=of)
