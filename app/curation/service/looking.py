"""What a curator looks at beside the facts: papers, the label, the packaging."""

from datetime import date

from app.base.actor import Actor
from app.base.errors import NotFound, RuleBroken
from app.catalog.models import Product
from app.catalog.queries import own
from app.catalog.rules.label_life import Corrector
from app.catalog.rules.packaging import Answer
from app.catalog.service import labels, packaging, papers
from app.curation.models import Round
from app.curation.queries import rounds
from app.curation.rules.rounds import OPEN
from app.db.session import unit_of_work


def see_paper(
    actor: Actor, round_id: int, paper_id: int, ends_on: date | None, stated: str | None = None
) -> None:
    """The curator compared the number that was stated with the certificate's photo or the public register."""
    with unit_of_work():
        _check_paper(actor, round_id, paper_id)
        papers.see(actor, paper_id, ends_on=ends_on, stated=stated)


def refuse_paper(actor: Actor, round_id: int, paper_id: int, reason: str) -> None:
    """The curator looked and did not accept it. Raises RuleBroken when no reason is given."""
    if not reason:
        raise RuleBroken("Tulis apa yang tidak cocok, supaya penjual bisa memperbaikinya.")
    with unit_of_work():
        _check_paper(actor, round_id, paper_id)
        papers.refuse(actor, paper_id, reason)


def _check_paper(actor: Actor, round_id: int, paper_id: int) -> None:
    """The paper belongs to the product of a round that this curator may see. Raises NotFound."""
    opened = rounds.round_for(actor, round_id)
    if all(paper.id != paper_id for paper in own.papers(opened.product_id).values()):
        raise NotFound(paper_id)


def correct_label(actor: Actor, round_id: int, said: labels.Correction) -> None:
    """The curator says how an element of the label stands, of a product that she may judge. Raises NotFound, RuleBroken."""
    with unit_of_work():
        labels.correct(actor, rounds.round_for(actor, round_id).product_id, said, Corrector.CURATOR)


def judge_packaging(
    actor: Actor, round_id: int, code: str, answer: Answer, *, note: str, seen_id: int | None
) -> None:
    """The curator looked at one item of the packaging checklist. Raises RuleBroken, NotFound.

    Only while the round is open, or for the version that is approved: what was sent back is the seller's to mend.
    """
    with unit_of_work():
        opened = rounds.round_for(actor, round_id)
        if not may_judge_packaging(opened, own.product(opened.product_id)):
            raise RuleBroken(
                "Tinjauan ini sudah selesai. Kemasannya dinilai lagi saat barangnya diajukan lagi."
            )
        revision = own.revision(opened.revision_id)
        packaging.judge(actor, revision, code, answer, note=note, seen_id=seen_id)


def may_judge_packaging(opened: Round, product: Product) -> bool:
    """A curator who sees this round may judge the packaging of its version now."""
    return product.removed_at is None and (
        opened.state in OPEN or product.approved_revision_id == opened.revision_id
    )
