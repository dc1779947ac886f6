"""What software knows of a product, as the hints beside the criteria want it."""

from app.catalog.models import Paper, Product, Revision
from app.catalog.queries.check import Check
from app.catalog.queries.packaging import Seen
from app.catalog.rules.life import PaperKind
from app.catalog.rules.packaging import Answer
from app.catalog.rules.visibility import required_papers
from app.curation.rules.hints import Known, Packed, PaperStand


def known(product: Product, revision: Revision, papers: dict[PaperKind, Paper], checked: Check) -> Known:
    """Papers, counted points and the packaging checklist of one version, from what its page has read already."""
    facts = revision.facts
    needed = required_papers(product.category, facts.get("shelf_life"), facts.get("halal"), papers)
    permit = PaperKind.BPOM if PaperKind.BPOM in papers else PaperKind.PIRT
    halal_is_none = facts.get("halal") == "tidak-halal"
    return Known(
        papers={
            "permit": _stand(papers.get(permit), permit in needed),
            "halal": _stand(papers.get(PaperKind.HALAL), not halal_is_none),
        },
        in_process=facts.get("halal") == "proses",
        parts={part.key: (part.name, part.points) for part in checked.score.parts},
        packaging={
            place.item.code: Packed(place.item.question, _answer(place.seller), _answer(place.curator))
            for place in checked.packaging.places
        },
    )


def _stand(paper: Paper | None, needed: bool) -> PaperStand:
    if paper is None or not paper.typed:
        return PaperStand.ABSENT if needed else PaperStand.NOT_NEEDED
    if paper.seen_at is not None:
        return PaperStand.SEEN
    if paper.refused_at is not None:
        return PaperStand.REFUSED
    return PaperStand.STATED if paper.number else PaperStand.UNREADABLE


def _answer(seen: Seen | None) -> Answer | None:
    """What was said of the product as it is now."""
    return None if seen is None or seen.is_old else seen.answer.answer
